//! Owns the comparison of what functions do. The same text, but for line ends, space around it and
//! what stands between its words, is the same; what two other texts mean is not judged.

use schemadrift_core::expression::Expression;
use schemadrift_core::model::Routine;

use super::Unsure;

/// Why it cannot be told whether two functions do the same; `None` where they do, or where one
/// side does not say what its function does.
pub fn unsure(code: &Routine, live: &Routine) -> Option<Unsure> {
    let (expected, found) = code.body.both(&live.body)?;
    if is_same(expected, found) {
        return None;
    }
    Some(Unsure {
        reason: "text differs, meaning not judged".to_owned(),
        expected: expected.text.clone(),
        found: found.text.clone(),
        question: None,
    })
}

fn is_same(expected: &Expression, found: &Expression) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    lines(&expected.text) == lines(&found.text)
        || expected.normal.is_known() && expected.normal == found.normal
}
