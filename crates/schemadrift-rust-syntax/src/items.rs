//! Owns the walk over the items of a file: the program's own, at any depth of modules and
//! functions, without its tests.

use schemadrift_core::origin::SourceFile;
use syn::visit::Visit;
use syn::{Attribute, Block, ImplItem, Item, ItemMod, Macro, Meta, Stmt, TraitItem};

/// What the walk meets. `module` is the path of the module, from the crate's root as far as the
/// file's own path tells.
pub trait ItemVisitor {
    /// An item of any kind; the items of a module follow the module.
    fn item(&mut self, module: &[String], item: &Item);

    /// A macro that is called in the place of an item or a statement.
    fn macro_call(&mut self, module: &[String], attributes: &[Attribute], call: &Macro);

    /// The walk enters a function, whose items nothing outside of it can name, or leaves it.
    fn function(&mut self, _is_entered: bool) {}

    /// Something that may hold items, which this file does not show.
    fn hidden(&mut self, module: &[String], hidden: Hidden<'_>);
}

/// What may hold items that cannot be seen.
#[derive(Clone, Copy)]
pub enum Hidden<'a> {
    /// `macro_rules!`: what it writes depends on its callers.
    MacroRules(&'a Macro),
    /// `include!`: another file, which may be made by the build.
    Include(&'a Macro),
    /// `#[path = "…"] mod name;`: another file than the module's name says.
    OtherPath(&'a ItemMod),
}

/// Walks over the items of a file.
pub fn visit_items(file: &SourceFile, tree: &syn::File, visitor: &mut dyn ItemVisitor) {
    let mut walk = Walk {
        module: module_path(&file.path),
        visitor,
    };
    walk.visit_file(tree);
}

/// Whether attributes keep an item for tests alone: `#[test]`, or `#[cfg(…)]` with a condition
/// that asks for `test`.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "test"),
        Meta::List(list) if list.path.is_ident("cfg") => list
            .parse_args::<Meta>()
            .is_ok_and(|condition| asks_for_test(&condition)),
        Meta::List(list) => {
            // `#[tokio::test(flavor = "…")]`
            let last = list.path.segments.last();
            list.path.segments.len() > 1 && last.is_some_and(|segment| segment.ident == "test")
        }
        Meta::NameValue(_) => false,
    })
}

/// Whether a condition of `cfg` only holds in tests.
fn asks_for_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => {
            let parts = list.parse_args_with(
                syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated,
            );
            parts.is_ok_and(|parts| parts.iter().any(asks_for_test))
        }
        Meta::List(_) | Meta::NameValue(_) => false,
    }
}

/// The path of the module that a file is, below the crate's root: what follows the last `src`.
pub fn module_path(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts: Vec<&str> = path.split('/').filter(|part| *part != ".").collect();
    if let Some(source) = parts.iter().rposition(|part| *part == "src") {
        parts.drain(..=source);
    }
    if matches!(parts.last(), Some(&("mod" | "lib" | "main"))) {
        parts.pop();
    }
    parts.into_iter().map(str::to_owned).collect()
}

struct Walk<'a> {
    module: Vec<String>,
    visitor: &'a mut dyn ItemVisitor,
}

impl Walk<'_> {
    fn call(&mut self, attributes: &[Attribute], call: &Macro) {
        if call.path.is_ident("macro_rules") {
            self.visitor.hidden(&self.module, Hidden::MacroRules(call));
        } else if call.path.is_ident("include") {
            self.visitor.hidden(&self.module, Hidden::Include(call));
        } else {
            self.visitor.macro_call(&self.module, attributes, call);
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_for_tests(attributes(item)) {
            return;
        }
        match item {
            Item::Macro(item) => self.call(&item.attrs, &item.mac),
            Item::Mod(module) => {
                self.visitor.item(&self.module, item);
                match &module.content {
                    Some((_, items)) => {
                        self.module.push(unraw(&module.ident));
                        items.iter().for_each(|item| self.visit_item(item));
                        self.module.pop();
                    }
                    None if module
                        .attrs
                        .iter()
                        .any(|attribute| attribute.path().is_ident("path")) =>
                    {
                        self.visitor.hidden(&self.module, Hidden::OtherPath(module));
                    }
                    None => {}
                }
            }
            _ => {
                self.visitor.item(&self.module, item);
                syn::visit::visit_item(self, item);
            }
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        match statement {
            Stmt::Macro(statement) if !is_for_tests(&statement.attrs) => {
                self.call(&statement.attrs, &statement.mac);
            }
            Stmt::Macro(_) => {}
            Stmt::Local(_) | Stmt::Item(_) | Stmt::Expr(..) => {
                syn::visit::visit_stmt(self, statement);
            }
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.visitor.function(true);
        syn::visit::visit_block(self, block);
        self.visitor.function(false);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if let ImplItem::Fn(function) = item
            && !is_for_tests(&function.attrs)
        {
            self.visit_block(&function.block);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if let TraitItem::Fn(function) = item
            && let Some(block) = &function.default
        {
            self.visit_block(block);
        }
    }
}

/// An identifier without `r#`.
pub fn unraw(identifier: &proc_macro2::Ident) -> String {
    let text = identifier.to_string();
    match text.strip_prefix("r#") {
        Some(plain) => plain.to_owned(),
        None => text,
    }
}

/// The attributes of an item of any kind.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        // A kind that the parser does not know yet.
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::origin::SourceFile;

    use super::*;

    #[derive(Default)]
    struct Names(Vec<String>);

    impl ItemVisitor for Names {
        fn item(&mut self, module: &[String], item: &Item) {
            if let Item::Struct(item) = item {
                self.0
                    .push(format!("{}::{}", module.join("::"), item.ident));
            }
        }

        fn macro_call(&mut self, module: &[String], _: &[Attribute], call: &Macro) {
            let name = call.path.segments.last().unwrap().ident.to_string();
            self.0.push(format!("{}::{name}!", module.join("::")));
        }

        fn hidden(&mut self, module: &[String], hidden: Hidden<'_>) {
            let kind = match hidden {
                Hidden::MacroRules(_) => "macro_rules",
                Hidden::Include(_) => "include",
                Hidden::OtherPath(_) => "path",
            };
            self.0.push(format!("{}::({kind})", module.join("::")));
        }
    }

    fn names(path: &str, text: &str) -> Vec<String> {
        let file = SourceFile::new(path, text);
        crate::with_tree(&file, |tree| {
            let mut names = Names::default();
            visit_items(&file, tree, &mut names);
            names.0
        })
        .unwrap()
    }

    #[test]
    fn items_are_met_at_any_depth_with_their_module() {
        let text = "struct A; mod r#b { pub mod c { struct D; t! {} } } fn f() { struct E; if x { t!(); } }
            impl A { fn g() { struct F; } } macro_rules! m { () => { struct G; } } include!(\"x.rs\");
            #[path = \"y.rs\"] mod y;";
        assert_eq!(
            names("app/src/z/mod.rs", text),
            [
                "z::A",
                "z::b::c::D",
                "z::b::c::t!",
                "z::E",
                "z::t!",
                "z::F",
                "z::(macro_rules)",
                "z::(include)",
                "z::(path)"
            ]
        );
    }

    #[test]
    fn tests_are_no_part_of_the_program() {
        let text = "#[cfg(test)] mod t { struct A; } #[test] fn f() { struct B; }
            #[tokio::test] async fn g() { struct C; } #[cfg(all(unix, test))] struct D;
            impl E { #[cfg(test)] fn h() { struct F; } }
            #[cfg(any(test, unix))] struct G; #[cfg(not(test))] struct H;
            /// struct I;
            fn i() { #[cfg(test)] t! {} }";
        assert_eq!(names("src/lib.rs", text), ["::G", "::H"]);
    }
}
