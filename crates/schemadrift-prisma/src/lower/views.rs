//! Owns views: Prisma reads them and never makes them.

use schemadrift_core::Stated;
use schemadrift_core::model::View;
use schemadrift_core::problem::Problem;

use crate::ast::Model;

use super::context::Context;
use super::trouble::Trouble;
use super::{columns, stray, tables};

/// The view of a `view` block.
pub(crate) fn view<'d, 'a>(
    context: &Context<'d, 'a>,
    block: &'d Model<'a>,
    problems: &mut Vec<Problem>,
) -> View {
    let mut trouble = Trouble::new(problems);
    stray::in_block(
        &block.stray,
        stray::kind_name(block),
        block.name.text(),
        &mut trouble,
    );
    tables::attributes(context, block, &mut trouble);
    let columns = columns::of_view(context, &block.fields, &mut trouble);
    View {
        name: context.table_name(block),
        alias: Some(block.name.text().to_owned()),
        is_materialized: Stated::NotStated,
        columns,
        definition: Stated::NotStated,
        indexes: Vec::new(),
        triggers: Vec::new(),
        origin: block.name.origin(),
        taints: trouble.taints,
    }
}
