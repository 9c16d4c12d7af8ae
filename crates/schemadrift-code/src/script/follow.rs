//! Owns the way from a value to the objects that it may be: through names, functions, parts of
//! objects, and, by a demand, other files.

use oxc_ast::ast::{Argument, CallExpression, ChainElement, Expression, MemberExpression};
use oxc_ast::ast::{ArrayExpressionElement, ObjectExpression, ObjectPropertyKind};
use oxc_semantic::SymbolId;
use oxc_span::{GetSpan, Span};

use super::arguments::{Entry, Walk};
use super::demand::{Demand, Target};
use super::meaning::{Meaning, Slot};
use super::names::{Step, symbol};
use super::objects::range;
use crate::reference::Why;
use schemadrift_core::origin::Location;

/// Methods of lists that give some of the same elements.
const SAME_ELEMENTS: &[&str] = &[
    "filter",
    "slice",
    "concat",
    "flat",
    "reverse",
    "sort",
    "toSorted",
    "toReversed",
];
/// Functions that give what they are given.
const SAME_VALUE: &[(&str, &str)] = &[
    ("Object", "assign"),
    ("Object", "freeze"),
    ("Promise", "all"),
    ("Promise", "resolve"),
];

impl<'a, 'w> Walk<'a, 'w> {
    /// Walks over what a value may be, or the part of it that the steps lead to.
    pub(super) fn follow(&mut self, meaning: Meaning<'w>, value: &Expression<'a>, steps: &[Step]) {
        let value = value.get_inner_expression();
        match value {
            Expression::ObjectExpression(object) => self.object(meaning, object, steps),
            Expression::ArrayExpression(array) if steps.is_empty() => {
                for element in &array.elements {
                    match element {
                        ArrayExpressionElement::SpreadElement(spread) => {
                            self.spread(meaning, &spread.argument);
                        }
                        element => {
                            if let Some(element) = element.as_expression() {
                                self.value(meaning, element);
                            }
                        }
                    }
                }
            }
            Expression::ConditionalExpression(either) => {
                self.further(meaning, &either.consequent, steps);
                self.further(meaning, &either.alternate, steps);
            }
            Expression::LogicalExpression(either) => {
                if !either.operator.is_and() {
                    self.further(meaning, &either.left, steps);
                }
                self.further(meaning, &either.right, steps);
            }
            Expression::AwaitExpression(inner) => self.further(meaning, &inner.argument, steps),
            Expression::Identifier(name) => match symbol(self.bindings.semantic, name) {
                Some(symbol) => self.symbol(meaning, symbol, steps),
                None if name.name == "undefined" => {}
                None => self.lost(meaning, Why::NotALiteral),
            },
            Expression::CallExpression(call) => self.result(meaning, call, steps),
            Expression::ChainExpression(chain) => match &chain.expression {
                ChainElement::CallExpression(call) => self.result(meaning, call, steps),
                element => match element.as_member_expression() {
                    Some(member) => self.member(meaning, member, steps),
                    None => self.lost(meaning, Why::NotALiteral),
                },
            },
            Expression::StringLiteral(literal) => {
                self.text(meaning, literal.value.as_str(), literal.span);
            }
            Expression::BooleanLiteral(_)
            | Expression::NullLiteral(_)
            | Expression::NumericLiteral(_)
            | Expression::UnaryExpression(_) => {}
            other => self.rarer(meaning, other, steps),
        }
    }

    fn rarer(&mut self, meaning: Meaning<'w>, value: &Expression<'a>, steps: &[Step]) {
        if let Some(member) = value.get_member_expr() {
            return self.member(meaning, member, steps);
        }
        let start = value.span().start;
        let is_function = matches!(
            value,
            Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)
        );
        match steps.split_first() {
            Some((Step::Call, rest)) if is_function => {
                let bindings = self.bindings;
                self.each_of(meaning, bindings.names.returns_at(start), rest);
            }
            _ => self.lost(meaning, Why::NotALiteral),
        }
    }

    /// Goes on with a part of what is followed.
    fn further(&mut self, meaning: Meaning<'w>, value: &Expression<'a>, steps: &[Step]) {
        self.guarded(value, |walk| walk.follow(meaning, value, steps));
    }

    /// Goes on with several values, of which the program takes one.
    fn each_of(&mut self, meaning: Meaning<'w>, values: &[&'a Expression<'a>], steps: &[Step]) {
        if values.is_empty() {
            return self.lost(meaning, Why::NotALiteral);
        }
        let before = self.through;
        self.through.is_named = true;
        self.through.is_conditional |= values.len() > 1;
        for value in values {
            self.further(meaning, value, steps);
        }
        self.through = before;
    }

    fn object(&mut self, meaning: Meaning<'w>, object: &ObjectExpression<'a>, steps: &[Step]) {
        let (wanted, rest) = match steps.split_first() {
            None => return self.each_key(meaning, object),
            Some((Step::Call, _)) => return self.lost(meaning, Why::NotALiteral),
            Some((Step::Member(wanted), rest)) => (wanted, rest),
        };
        // The last one counts.
        for property in object.properties.iter().rev() {
            match property {
                ObjectPropertyKind::ObjectProperty(property) => match property.key.static_name() {
                    Some(key) if &key == wanted => {
                        return self.further(meaning, &property.value, rest);
                    }
                    Some(_) => {}
                    None => return self.lost(meaning, Why::ComputedKey),
                },
                ObjectPropertyKind::SpreadProperty(spread) => {
                    self.further(meaning, &spread.argument, steps);
                }
            }
        }
    }

    fn member(&mut self, meaning: Meaning<'w>, member: &MemberExpression<'a>, steps: &[Step]) {
        let Some((span, name)) = member.static_property_info() else {
            return self.lost(meaning, Why::ComputedKey);
        };
        if meaning.slot == Slot::Values && self.is_enum(member.object(), meaning.of) {
            return self.enum_value(meaning.of, name, span);
        }
        let mut all = vec![Step::Member(name.to_owned())];
        all.extend_from_slice(steps);
        if let Expression::ThisExpression(_) = member.object() {
            return self.of_this(meaning, &all);
        }
        self.further(meaning, member.object(), &all);
    }

    /// `Role` of `Role.ADMIN`, `$Enums.Role.ADMIN`.
    fn is_enum(&self, object: &Expression<'a>, of: &str) -> bool {
        match object.get_inner_expression() {
            Expression::Identifier(name) => {
                let imported = symbol(self.bindings.semantic, name)
                    .and_then(|symbol| self.bindings.names.import(symbol));
                name.name == of || imported.is_some_and(|imported| imported.name == of)
            }
            other => {
                let member = other.get_member_expr();
                member.and_then(MemberExpression::static_property_name) == Some(of)
            }
        }
    }

    /// A method or a field of the class around.
    fn of_this(&mut self, meaning: Meaning<'w>, steps: &[Step]) {
        let bindings = self.bindings;
        match steps {
            [Step::Member(name), Step::Call, rest @ ..] => {
                match bindings.names.returns_of_method(name) {
                    Some(values) => self.each_of(meaning, values, rest),
                    None => self.lost(meaning, Why::NotALiteral),
                }
            }
            _ => self.lost(meaning, Why::NotALiteral),
        }
    }

    /// What a call gives.
    fn result(&mut self, meaning: Meaning<'w>, call: &CallExpression<'a>, steps: &[Step]) {
        let first = call.arguments.first().and_then(Argument::as_expression);
        if let Some(member) = call.callee.get_member_expr()
            && let Some(name) = member.static_property_name()
        {
            let of = match member.object().get_inner_expression() {
                Expression::Identifier(name) => name.name.as_str(),
                _ => "",
            };
            match (name, first) {
                ("map" | "flatMap", Some(made)) if steps.is_empty() => {
                    return self.further(meaning, made, &[Step::Call]);
                }
                ("from", Some(list)) if of == "Array" && steps.is_empty() => {
                    return match call.arguments.get(1).and_then(Argument::as_expression) {
                        Some(made) => self.further(meaning, made, &[Step::Call]),
                        None => self.further(meaning, list, steps),
                    };
                }
                (name, _) if SAME_ELEMENTS.contains(&name) && steps.is_empty() => {
                    let more = call.arguments.iter().filter_map(Argument::as_expression);
                    for list in more.filter(|_| name == "concat") {
                        self.further(meaning, list, steps);
                    }
                    return self.further(meaning, member.object(), steps);
                }
                (name, _) if SAME_VALUE.contains(&(of, name)) => {
                    for part in call.arguments.iter().filter_map(Argument::as_expression) {
                        self.further(meaning, part, steps);
                    }
                    return;
                }
                _ => {}
            }
        }
        if self.matched(meaning, call, steps) {
            return;
        }
        if let (true, Some(object)) = (is_validator(call), first) {
            return self.further(meaning, object, steps);
        }
        let mut all = vec![Step::Call];
        all.extend_from_slice(steps);
        self.further(meaning, &call.callee, &all);
    }

    /// `match(value).with(pattern, () => ({ … })).otherwise(() => ({ … }))`: what any of the
    /// functions gives (<https://github.com/gvergnaud/ts-pattern>).
    fn matched(&mut self, meaning: Meaning<'w>, call: &CallExpression<'a>, steps: &[Step]) -> bool {
        let mut arms = Vec::new();
        let mut call = call;
        loop {
            if let Expression::Identifier(name) = call.callee.get_inner_expression() {
                if name.name != "match" || arms.is_empty() {
                    return false;
                }
                break;
            }
            let Some(member) = call.callee.get_member_expr() else {
                return false;
            };
            match member.static_property_name() {
                Some("with" | "when" | "otherwise") => {
                    arms.extend(call.arguments.last().and_then(Argument::as_expression));
                }
                Some("exhaustive" | "run" | "returnType") => {}
                _ => return false,
            }
            let Expression::CallExpression(inner) = member.object().get_inner_expression() else {
                return false;
            };
            call = inner;
        }
        let mut all = vec![Step::Call];
        all.extend_from_slice(steps);
        let before = self.through;
        self.through.is_named = true;
        self.through.is_conditional = true;
        for arm in arms {
            self.further(meaning, arm, &all);
        }
        self.through = before;
        true
    }

    /// What a name stands for.
    pub(super) fn symbol(&mut self, meaning: Meaning<'w>, symbol: SymbolId, steps: &[Step]) {
        let key = (symbol, meaning.slot, meaning.of, steps.to_vec());
        if self.following.contains(&key) {
            return;
        }
        self.following.push(key);
        self.named(meaning, symbol, steps);
        self.following.pop();
    }

    fn named(&mut self, meaning: Meaning<'w>, symbol: SymbolId, steps: &[Step]) {
        let bindings = self.bindings;
        let names = &bindings.names;
        if let Some(imported) = names.import(symbol) {
            let (module, name) = (imported.module.clone(), imported.name.clone());
            return self.demand(meaning, module, name, steps);
        }
        if let (Some(values), Some((Step::Call, rest))) =
            (names.returns_of(symbol), steps.split_first())
        {
            return self.each_of(meaning, values, rest);
        }
        let values = names.values(symbol);
        let (assigned, pushed) = (names.assigned(symbol), names.pushed(symbol));
        if values.is_empty() {
            let why = if names.is_parameter(symbol) {
                Why::HandedIn
            } else {
                Why::NotALiteral
            };
            self.lost(meaning, why);
        }
        let before = self.through;
        self.through.is_conditional |= values.len() > 1;
        for value in values {
            let all: Vec<Step> = value.part.iter().chain(steps).cloned().collect();
            self.further(meaning, value.expression, &all);
        }
        self.through = before;
        for given in assigned {
            match steps.split_first() {
                None => {
                    let entry = Entry {
                        key: given.key.to_owned(),
                        span: given.span,
                        value: given.value,
                    };
                    self.entry(meaning, &entry);
                }
                Some((Step::Member(key), rest)) if key == given.key => {
                    self.further(meaning, given.value, rest);
                }
                Some(_) => {}
            }
        }
        for element in pushed.iter().filter(|_| steps.is_empty()) {
            self.further(meaning, element, steps);
        }
    }

    /// Asks another file.
    fn demand(&mut self, meaning: Meaning<'w>, module: String, name: String, steps: &[Step]) {
        let (name, steps) = match (name.as_str(), steps.split_first()) {
            ("*", Some((Step::Member(name), rest))) => (name.clone(), rest),
            ("*", _) => return self.lost(meaning, Why::NotALiteral),
            _ => (name, steps),
        };
        if meaning.slot == Slot::Values {
            return;
        }
        self.demands.push(Demand {
            from: self.file.path.clone(),
            module,
            name,
            target: Target {
                steps: steps.to_vec(),
                slot: meaning.slot,
                of: meaning.of.to_owned(),
                schema: self.number,
                is_certain: self.is_certain,
                is_conditional: self.through.is_conditional,
            },
            place: self.at.map(|span| Location::new(self.file, range(span))),
            why: Why::NotALiteral,
            call: self.call.clone(),
        });
    }

    /// What is looked for cannot be found from here.
    fn lost(&mut self, meaning: Meaning<'w>, why: Why) {
        // Which value of an enum it is makes no name.
        if meaning.slot == Slot::Values {
            return;
        }
        match self.at {
            Some(span) => self.unresolved(span, why),
            None => self.is_lost = true,
        }
    }

    /// Sets what is said to be open if a value cannot be followed.
    pub(super) fn at(&mut self, span: Span, walk: impl FnOnce(&mut Self)) {
        let before = self.at.replace(span);
        walk(self);
        self.at = before;
    }
}

/// `Prisma.validator<…>()(object)`
fn is_validator(call: &CallExpression<'_>) -> bool {
    let Expression::CallExpression(made) = call.callee.get_inner_expression() else {
        return false;
    };
    let member = made.callee.get_member_expr();
    member.and_then(MemberExpression::static_property_name) == Some("validator")
}
