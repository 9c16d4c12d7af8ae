//! Owns both sides of one object as a table: what each states, what it was understood as, and how
//! they were judged.

use crate::layout::{pad, width, wrap_lines};
use crate::printable::{printable, printable_lines};
use crate::style::{HumanStyle, Ink};

/// Pages narrower than this get one block a facet instead of a table.
const NARROWEST_TABLE: usize = 90;

/// An object on both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectSides {
    /// What it is and its name: ``column `User.age` ``.
    pub title: String,
    /// Where the code states it, or that it does not.
    pub expected_place: String,
    /// Where the database has it, or that it does not.
    pub found_place: String,
    /// Its facets.
    pub rows: Vec<FacetRow>,
}

/// One facet of an object on both sides. `None` is silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRow {
    /// The facet: `type`, `default`.
    pub facet: String,
    /// The code's words.
    pub expected: Option<String>,
    /// What the code's words were understood as, where that is not the same text.
    pub expected_normal: Option<String>,
    /// The database's words.
    pub found: Option<String>,
    /// What the database's words were understood as, where that is not the same text.
    pub found_normal: Option<String>,
    /// How they were judged.
    pub verdict: FacetVerdict,
    /// The rule that judged, or why nothing could.
    pub why: Option<String>,
}

/// How a facet was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetVerdict {
    /// Both sides mean the same.
    Same,
    /// They mean different things.
    Differs,
    /// It could not be told.
    CannotTell,
    /// A side says nothing about it.
    NotCompared,
}

impl FacetVerdict {
    fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differs => "DIFFERS",
            Self::CannotTell => "cannot tell",
            Self::NotCompared => "not compared",
        }
    }

    fn ink(self) -> Ink {
        match self {
            Self::Same => Ink::Good,
            Self::Differs => Ink::Error,
            Self::CannotTell => Ink::Warning,
            Self::NotCompared => Ink::Quiet,
        }
    }
}

/// Both sides of an object: a table, or blocks where the page is narrow.
pub fn render_object(object: &ObjectSides, style: &HumanStyle) -> String {
    let mut text = String::new();
    text.push_str(&style.paint(Ink::Heading, &printable(&object.title)));
    text.push('\n');
    text.push_str(&format!(
        "  code      {}\n",
        printable(&object.expected_place)
    ));
    text.push_str(&format!("  database  {}\n", printable(&object.found_place)));
    if object.rows.is_empty() {
        return text;
    }
    text.push('\n');
    if style.columns() < NARROWEST_TABLE {
        object
            .rows
            .iter()
            .for_each(|row| push_block(&mut text, row, style));
    } else {
        push_table(&mut text, &object.rows, style);
    }
    text
}

/// What one side says, then what it was understood as.
fn side(words: Option<&String>, normal: Option<&String>) -> Vec<String> {
    let mut lines = words.map_or_else(|| vec!["-".to_owned()], |words| printable_lines(words));
    if let Some(normal) = normal.filter(|normal| Some(*normal) != words) {
        let understood = printable_lines(normal);
        lines.extend(understood.iter().enumerate().map(|(index, line)| {
            let lead = if index == 0 { "as " } else { "   " };
            format!("{lead}{line}")
        }));
    }
    lines
}

fn push_table(text: &mut String, rows: &[FacetRow], style: &HumanStyle) {
    let widest = |cells: &mut dyn Iterator<Item = usize>| cells.max().unwrap_or(0);
    let facet = widest(&mut rows.iter().map(|row| width(&row.facet))).max("facet".len());
    let room = style.columns().saturating_sub(facet + 6) / 3;
    let side_width = |cells: Vec<Vec<String>>, least: usize| {
        let natural = widest(&mut cells.iter().flatten().map(|line| width(line)));
        natural.clamp(least, room.max(least))
    };
    let expected_cells = rows.iter().map(expected_side).collect();
    let found_cells = rows.iter().map(found_side).collect();
    let expected = side_width(expected_cells, "code".len());
    let found = side_width(found_cells, "database".len());
    let last = style.columns().saturating_sub(facet + expected + found + 6);

    let head = format!(
        "{}  {}  {}  verdict",
        pad("facet", facet),
        pad("code", expected),
        pad("database", found)
    );
    text.push_str(&style.paint(Ink::Heading, &head));
    text.push('\n');
    for row in rows {
        let left = wrap_lines(&expected_side(row), expected);
        let middle = wrap_lines(&found_side(row), found);
        let judged = judged(row, last);
        let height = left.len().max(middle.len()).max(judged.len());
        for line in 0..height {
            let cell = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
            let name = if line == 0 {
                printable(&row.facet).into_owned()
            } else {
                String::new()
            };
            let judged = cell(&judged);
            let judged = if line == 0 {
                let word = row.verdict.as_str();
                let rest = judged.strip_prefix(word).unwrap_or(&judged);
                format!("{}{rest}", style.paint(row.verdict.ink(), word))
            } else {
                judged
            };
            let row = format!(
                "{}  {}  {}  {judged}",
                pad(&name, facet),
                pad(&cell(&left), expected),
                pad(&cell(&middle), found)
            );
            text.push_str(row.trim_end());
            text.push('\n');
        }
    }
}

fn expected_side(row: &FacetRow) -> Vec<String> {
    side(row.expected.as_ref(), row.expected_normal.as_ref())
}

fn found_side(row: &FacetRow) -> Vec<String> {
    side(row.found.as_ref(), row.found_normal.as_ref())
}

fn judged(row: &FacetRow, columns: usize) -> Vec<String> {
    let verdict = row.verdict.as_str().to_owned();
    let text = match &row.why {
        Some(why) => format!("{verdict}: {}", printable(why)),
        None => verdict,
    };
    wrap_lines(&[text], columns)
}

fn push_block(text: &mut String, row: &FacetRow, style: &HumanStyle) {
    let verdict = style.paint(row.verdict.ink(), row.verdict.as_str());
    text.push_str(&format!("{}: {verdict}\n", printable(&row.facet)));
    let why = row.why.as_deref().map(printable_lines);
    let parts = [
        ("code", Some(expected_side(row))),
        ("database", Some(found_side(row))),
        ("why", why),
    ];
    for (name, lines) in parts {
        let lines = lines.map(|lines| wrap_lines(&lines, style.columns().saturating_sub(12)));
        for (index, line) in lines.into_iter().flatten().enumerate() {
            let name = if index == 0 { name } else { "" };
            text.push_str(&format!("  {}  {line}\n", pad(name, "database".len())));
        }
    }
}
