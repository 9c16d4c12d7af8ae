//! Renderers of schemadrift's reports, one a format, and of what `explain` and `rules` print.
//!
//! Renderers are pure: a [`Report`](schemadrift_check::Report) in, text out. They compare nothing,
//! decide no exit code, and look at no terminal; width and colour are the caller's to say.
//! Everything that came from outside is made printable and freed of passwords on its way out.

mod explain;
mod frame;
mod human;
mod json;
mod layout;
mod position;
mod status;
mod style;
mod wire;
mod words;

use schemadrift_core::{printable, redact};

pub use explain::{FacetRow, FacetVerdict, ObjectSides, RuleRow};
pub use explain::{render_object, render_page, render_rules_table};
pub use human::render_human;
pub use json::render_json;
pub use layout::printable_sentence;
pub use schemadrift_core::printable::printable;
pub use schemadrift_core::redact::redact;
pub use status::{StatusPage, render_status, render_status_json};
pub use style::HumanStyle;
pub use wire::VERSION;
