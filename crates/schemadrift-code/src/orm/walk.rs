//! Owns the walk over the code of a file: every name that leads to a table or a column, and
//! whether it is read or written there.

use std::ops::Range;

use proc_macro2::Span;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Location;
use schemadrift_rust_syntax::{
    RustColumn, RustTable, attributes, is_for_tests, range, segments, unraw, with_tree,
};
use schemadrift_sql::query::Access;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, ExprCall, ExprField, ExprMethodCall, ExprPath, ExprStruct, ImplItemFn,
    Item, ItemMod, ItemStruct, Macro, Member, Path, Stmt, Token,
};

use super::chain::{Chain, is_call, is_statement};
use super::meaning::{EntityFunction, Meaning};
use super::program::{Lead, Program};
use super::uses::Uses;
use super::{InCrate, diesel_rows, sea_orm_rows};
use crate::reference::{Named, Reference, References, Unresolved, Verdict, Via, Why};

/// Methods whose arguments say which columns get which value.
const ASSIGNING: &[&str] = &["set", "values"];
/// Methods whose first argument is a column that is written.
const WRITING_COLUMNS: &[&str] = &["col_expr", "update_column", "update_columns"];

/// The references of one file, without those of its tests.
pub(super) fn walk(file: &InCrate, program: &Program<'_>) -> References {
    let read = with_tree(&file.file, |tree| {
        let mut walk = Walk {
            file,
            program,
            module: file.module.clone(),
            blocks: Vec::new(),
            access: Access::Read,
            is_assigning: false,
            is_in_chain: false,
            references: References::default(),
        };
        walk.visit_file(tree);
        walk.references
    });
    let mut references = read.unwrap_or_else(|_| References {
        unresolved: vec![Unresolved {
            location: Location::new(&file.file, 0..1),
            why: Why::NotParsed,
        }],
        ..References::default()
    });
    references.found.sort_by_key(|found| found.location.span);
    references
}

pub(super) struct Walk<'a> {
    file: &'a InCrate,
    program: &'a Program<'a>,
    module: Vec<String>,
    /// The imports of the blocks around.
    blocks: Vec<Uses>,
    /// What is done with a column that is met.
    access: Access,
    /// Within what says which columns get which value.
    is_assigning: bool,
    /// Within the receiver of a call that was looked at already.
    is_in_chain: bool,
    references: References,
}

impl<'a> Walk<'a> {
    /// What a path leads to from here.
    pub(super) fn lead(&self, path: &[String]) -> Option<Lead<'a>> {
        self.program.lead(&self.module, &self.blocks, path)
    }

    /// The same where a value stands.
    pub(super) fn value(&self, path: &[String]) -> Option<Lead<'a>> {
        self.program.value(&self.module, &self.blocks, path)
    }

    fn found(&mut self, named: Named, access: Access, place: Range<usize>) {
        self.references.found.push(Reference {
            location: Location::new(&self.file.file, place),
            access,
            named,
            via: Via::Orm,
            verdict: Verdict::Known,
        });
    }

    pub(super) fn table(&mut self, table: &RustTable, access: Access, place: Range<usize>) {
        self.found(Named::Table(table.table.clone()), access, place);
    }

    pub(super) fn row(&mut self, table: &QualifiedName, place: Range<usize>) {
        self.found(Named::WholeRow(table.clone()), Access::Read, place);
    }

    pub(super) fn column(
        &mut self,
        table: &RustTable,
        column: &RustColumn,
        access: Access,
        place: Range<usize>,
    ) {
        let named = Named::Column {
            table: Some(table.table.clone()),
            column: column.column.clone(),
        };
        self.found(named, access, place);
    }

    pub(super) fn unresolved(&mut self, place: Range<usize>) {
        self.references.unresolved.push(Unresolved {
            location: Location::new(&self.file.file, place),
            why: Why::UnknownTable,
        });
    }

    /// A path that stands where a value stands.
    fn path(&mut self, path: &Path) {
        let names = segments(path);
        let place = place_of(path);
        let Some(Lead { table, meaning }) = self.value(&names) else {
            if reads_as_a_table(&names) {
                self.unresolved(place);
            }
            return;
        };
        let access = self.access;
        match meaning {
            Meaning::Table => self.table(table, access, place),
            Meaning::Row => {
                self.table(table, Access::Read, place.clone());
                self.row(&table.table, place);
            }
            Meaning::Column(column) => {
                let last = path.segments.last().map(|last| range(last.ident.span()));
                self.column(table, column, access, last.unwrap_or(place));
            }
            Meaning::Function(function) => {
                let access = match function {
                    EntityFunction::Write => Access::Write,
                    EntityFunction::Find | EntityFunction::Other => Access::Read,
                };
                self.table(table, access, place);
            }
            Meaning::Module | Meaning::ActiveModel | Meaning::Builder | Meaning::Columns => {}
        }
    }

    /// Looks at something with other expectations than what is around it.
    fn within(&mut self, access: Access, is_assigning: bool, look: impl FnOnce(&mut Self)) {
        let before = (self.access, self.is_assigning, self.is_in_chain);
        (self.access, self.is_assigning, self.is_in_chain) = (access, is_assigning, false);
        look(self);
        (self.access, self.is_assigning, self.is_in_chain) = before;
    }

    fn arguments(&mut self, call: &ExprMethodCall) {
        let method = unraw(&call.method);
        let is_assigning = ASSIGNING.contains(&method.as_str());
        for (number, argument) in call.args.iter().enumerate() {
            let is_written =
                WRITING_COLUMNS.contains(&method.as_str()) && (number == 0 || call.args.len() == 1);
            let access = if is_written {
                Access::Write
            } else {
                Access::Read
            };
            self.within(access, is_assigning, |walk| walk.visit_expr(argument));
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        // Macros in the place of items declare.
        let is_macro = matches!(item, Item::Macro(_) | Item::Use(_));
        if !is_macro && !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let blocks = std::mem::take(&mut self.blocks);
        self.module.push(unraw(&module.ident));
        visit::visit_item_mod(self, module);
        self.module.pop();
        self.blocks = blocks;
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        diesel_rows::add(self, item);
        sea_orm_rows::add(self, item);
    }

    /// Documentation is no code.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_block(&mut self, block: &'ast Block) {
        let mut uses = Uses::default();
        for statement in &block.stmts {
            if let Stmt::Item(Item::Use(item)) = statement {
                uses.add(&item.tree);
            }
        }
        self.blocks.push(uses);
        let (access, is_assigning) = (Access::Read, false);
        self.within(access, is_assigning, |walk| visit::visit_block(walk, block));
        self.blocks.pop();
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        if path.qself.is_none() {
            self.path(&path.path);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        self.visit_expr(&call.func);
        let access = if is_statement(call) {
            Access::Write
        } else {
            self.access
        };
        let is_assigning = self.is_assigning;
        for argument in &call.args {
            self.within(access, is_assigning, |walk| walk.visit_expr(argument));
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if !self.is_in_chain {
            Chain::of(call).add(self);
        }
        let (access, is_assigning) = if self.is_assigning && call.method == "eq" {
            (Access::Write, false)
        } else {
            (self.access, self.is_assigning)
        };
        self.within(access, is_assigning, |walk| {
            walk.is_in_chain = is_call(&call.receiver);
            walk.visit_expr(&call.receiver);
        });
        self.arguments(call);
    }

    fn visit_expr_field(&mut self, field: &'ast ExprField) {
        if let Expr::Path(path) = &*field.base
            && let Member::Named(name) = &field.member
            && let Some(Lead {
                table,
                meaning: Meaning::Columns,
            }) = self.lead(&segments(&path.path))
        {
            self.field(table, &unraw(name), Access::Read, name.span());
        }
        visit::visit_expr_field(self, field);
    }

    fn visit_expr_struct(&mut self, literal: &'ast ExprStruct) {
        if let Some(Lead {
            table,
            meaning: Meaning::ActiveModel,
        }) = self.lead(&segments(&literal.path))
        {
            for field in &literal.fields {
                if let Member::Named(name) = &field.member
                    && !is_not_set(&field.expr)
                {
                    self.field(table, &unraw(name), Access::Write, name.span());
                }
            }
        }
        visit::visit_expr_struct(self, literal);
    }

    /// What a macro takes as a list of values, such as `vec!`, `format!` and `assert!`.
    fn visit_macro(&mut self, call: &'ast Macro) {
        let values = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        let is_assigning = self.is_assigning;
        for value in values.iter().flatten() {
            self.within(Access::Read, is_assigning, |walk| walk.visit_expr(value));
        }
    }
}

impl Walk<'_> {
    /// A column by the field that stands for it.
    pub(super) fn field(&mut self, table: &RustTable, field: &str, access: Access, span: Span) {
        if let Some(column) = table.columns.iter().find(|column| column.name == field) {
            self.column(table, column, access, range(span));
        }
    }
}

/// Where a path stands.
pub(super) fn place_of(path: &Path) -> Range<usize> {
    let ends = path.segments.first().zip(path.segments.last());
    ends.map_or(0..0, |(first, last)| {
        range(first.ident.span()).start..range(last.ident.span()).end
    })
}

/// `ActiveValue::NotSet` is left out of what is written.
fn is_not_set(value: &Expr) -> bool {
    match value {
        Expr::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "NotSet")
        }
        _ => false,
    }
}

/// Whether a path that leads nowhere is spelled like one of an ORM.
fn reads_as_a_table(names: &[String]) -> bool {
    match names {
        [.., _, last] if last == "table" => true,
        [.., column, _] if column == "Column" => true,
        [.., entity, function] if entity == "Entity" => function.starts_with("find"),
        _ => false,
    }
}
