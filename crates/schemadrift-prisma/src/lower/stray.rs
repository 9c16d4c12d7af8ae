//! Owns the lines that are not understood: what is said about them.

use schemadrift_core::model::{Reach, Taint};
use schemadrift_core::problem::Problem;

use crate::ast::{Document, Model, ModelKind, Stray, StrayKind, Token};

use super::trouble::Trouble;

/// The bad lines of a model, a view or an enum.
pub(crate) fn in_block(stray: &[Stray<'_>], kind: &str, name: &str, trouble: &mut Trouble<'_>) {
    for stray in stray {
        trouble.add(problem(stray, kind, name));
    }
}

/// Says that a block lacks what another place names. Where lines of the block are not understood,
/// the name may stand in one of them: then nothing more is said, and the place is only tainted.
pub(crate) fn lacks(
    stray: &[Stray<'_>],
    block: &str,
    place: Token<'_>,
    message: String,
    trouble: &mut Trouble<'_>,
) {
    if stray.is_empty() {
        trouble.at(place, message);
    } else {
        trouble.follows(place, format!("`{block}` is not fully understood"));
    }
}

/// The word for a block in messages.
pub(crate) fn kind_name(model: &Model<'_>) -> &'static str {
    match model.kind {
        ModelKind::Model => "model",
        ModelKind::View => "view",
        ModelKind::Composite => "type",
        ModelKind::Unknown => "block",
    }
}

/// The bad lines outside every block. A block without a name may be any object, so it taints the
/// whole schema.
pub(crate) fn outside_blocks(
    documents: &[Document<'_>],
    problems: &mut Vec<Problem>,
) -> Vec<Taint> {
    let mut taints = Vec::new();
    for stray in documents.iter().flat_map(|document| &document.stray) {
        let message = match stray.kind {
            StrayKind::UnknownBlock => "this line opens a block without a kind and a name",
            StrayKind::OneLine => "a block must not stand on one line",
            StrayKind::Line | StrayKind::Unclosed | StrayKind::ClosedTwice => {
                "this line is outside every block and does not open one"
            }
        };
        let origin = stray.line.origin();
        if stray.kind == StrayKind::UnknownBlock {
            taints.push(Taint {
                reach: Reach::More,
                reason: message.to_owned(),
                origin: origin.clone(),
            });
        }
        problems.push(Problem::warning(message, origin));
    }
    taints
}

/// `type` blocks: composites are for document databases, so no SQL database holds any.
pub(crate) fn composites(documents: &[Document<'_>], problems: &mut Vec<Problem>) {
    let composites = documents
        .iter()
        .flat_map(|document| &document.models)
        .filter(|model| model.kind == ModelKind::Composite);
    for model in composites {
        problems.push(Problem::warning(
            format!(
                "`{}` is a composite type, which SQL databases cannot hold",
                model.name.text()
            ),
            model.name.origin(),
        ));
    }
}

fn problem(stray: &Stray<'_>, kind: &str, name: &str) -> Problem {
    let origin = stray.line.origin();
    match stray.kind {
        StrayKind::Line if kind == "enum" => {
            Problem::warning(format!("this line of enum `{name}` is not a value"), origin)
        }
        StrayKind::Line => Problem::warning(
            format!("this line of {kind} `{name}` is neither a field nor an attribute"),
            origin,
        ),
        StrayKind::Unclosed => Problem::warning(format!("nothing closes {kind} `{name}`"), origin)
            .with_help("add a line with `}` at its end"),
        StrayKind::OneLine => Problem::warning(
            format!("{kind} `{name}` stands on one line, which Prisma refuses"),
            origin,
        )
        .with_help("give the opening brace, each member and the closing brace lines of their own"),
        StrayKind::UnknownBlock => Problem::warning(
            format!("`{name}` is opened by no word of the language"),
            origin,
        )
        .with_help("write `model`, `view`, `enum`, `datasource` or `generator`"),
        StrayKind::ClosedTwice => Problem::warning(
            format!("{kind} `{name}` was closed above this brace"),
            origin,
        )
        .with_help("remove the brace that closes it too early"),
    }
}
