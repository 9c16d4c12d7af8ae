//! Renderers of schemadrift's reports, one a format, and of what `explain` and `rules` print.
//!
//! Renderers are pure: a [`Report`](schemadrift_check::Report) in, text out. They compare nothing,
//! decide no exit code, and look at no terminal; width and colour are the caller's to say.
//! Everything that came from outside is made printable and freed of passwords on its way out.

mod explain;
mod folder;
mod frame;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod junit;
mod layout;
mod markdown;
mod place;
mod position;
mod remark;
mod sarif;
mod status;
mod style;
mod tally;
mod wire;
mod words;
mod xml;

use schemadrift_core::{printable, redact};

pub use explain::{FacetRow, FacetVerdict, ObjectSides, RuleRow};
pub use explain::{render_object, render_page, render_rules_table};
pub use folder::Folder;
pub use github::render_github;
pub use gitlab::render_gitlab;
pub use html::{HtmlPage, Sides, render_html};
pub use human::{render_human, render_problems};
pub use json::render_json;
pub use junit::render_junit;
pub use layout::printable_sentence;
pub use markdown::render_markdown;
pub use sarif::render_sarif;
pub use schemadrift_core::printable::printable;
pub use schemadrift_core::redact::redact;
pub use status::{StatusPage, render_status, render_status_json};
pub use style::HumanStyle;
pub use wire::VERSION;
