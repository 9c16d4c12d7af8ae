//! Owns a rule's page on a terminal: Markdown as our own pages use it, read line by line. What it
//! does not know it shows as it is written.

use crate::layout::{wrap, wrap_behind};
use crate::style::{HumanStyle, Ink};

/// Prose is easier to read in lines no longer than this.
const LONGEST_LINE: usize = 100;

/// A page of Markdown as text for a terminal: headings stand out, prose is wrapped, code is
/// indented and never wrapped.
pub fn render_page(markdown: &str, style: &HumanStyle) -> String {
    let mut page = Page {
        style,
        text: String::new(),
        paragraph: String::new(),
    };
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let trimmed = line.trim();
        let marker = ["```", "~~~"]
            .into_iter()
            .find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (Some(open), Some(close)) if open == close => fence = None,
            (Some(_), _) => page.code(line),
            (None, Some(open)) => {
                page.flush();
                fence = Some(open);
            }
            (None, None) => page.prose_line(line),
        }
    }
    page.flush();
    page.text.truncate(page.text.trim_end().len());
    page.text.push('\n');
    page.text
}

struct Page<'a> {
    style: &'a HumanStyle,
    text: String,
    paragraph: String,
}

impl Page<'_> {
    fn prose_line(&mut self, line: &str) {
        let trimmed = line.trim();
        let hashes = trimmed.bytes().take_while(|byte| *byte == b'#').count();
        if trimmed.is_empty() {
            self.flush();
            if !self.text.is_empty() && !self.text.ends_with("\n\n") {
                self.text.push('\n');
            }
        } else if (1..=6).contains(&hashes) && trimmed[hashes..].starts_with(' ') {
            self.flush();
            self.heading(hashes, trimmed[hashes..].trim());
        } else if trimmed.starts_with('|') {
            // Our tables are written aligned.
            self.flush();
            self.raw(trimmed);
        } else if let Some((bullet, item)) = list_item(trimmed) {
            self.flush();
            self.paragraph = format!("{bullet} {item}");
        } else {
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(trimmed);
        }
    }

    /// The page's title is underlined, so that it stands out without colour too.
    fn heading(&mut self, depth: usize, title: &str) {
        let title = title.replace('`', "");
        self.raw(&self.style.paint(Ink::Heading, &title));
        if depth == 1 {
            let rule = "=".repeat(crate::layout::width(&title));
            self.raw(&self.style.paint(Ink::Quiet, &rule));
        }
    }

    fn code(&mut self, line: &str) {
        if line.is_empty() {
            self.raw("");
        } else {
            self.raw(&format!("    {}", self.style.paint(Ink::Code, line)));
        }
    }

    /// Writes the paragraph that was gathered, wrapped; list items hang behind their bullet.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let columns = self.style.columns().min(LONGEST_LINE);
        let paragraph = links_spelled_out(&paragraph).replace("**", "");
        let lines = match list_item(&paragraph) {
            Some((bullet, item)) => {
                let hang = bullet.len() + 1;
                let lines = wrap(item, columns.saturating_sub(hang + 2));
                let glue = format!("\n  {}", " ".repeat(hang));
                vec![format!("  {bullet} {}", lines.join(&glue))]
            }
            None => wrap_behind(0, &paragraph, columns),
        };
        for line in lines {
            let line = self.coloured(&line);
            self.raw(&line);
        }
    }

    /// Code in prose in its colour; the backticks stay, since colour may be off.
    fn coloured(&self, line: &str) -> String {
        let parts: Vec<&str> = line.split('`').collect();
        // An odd number of backticks opens code that a line break closes: left alone.
        if parts.len().is_multiple_of(2) {
            return line.to_owned();
        }
        let coloured = parts.iter().enumerate().map(|(index, part)| {
            if index % 2 == 1 {
                self.style.paint(Ink::Code, &format!("`{part}`"))
            } else {
                (*part).to_owned()
            }
        });
        coloured.collect()
    }

    fn raw(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// The bullet of a list item and the rest.
fn list_item(line: &str) -> Option<(&str, &str)> {
    let (bullet, item) = line.split_once(' ')?;
    let is_number = bullet.strip_suffix('.').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    (is_number || matches!(bullet, "-" | "*" | "+")).then(|| (bullet, item.trim_start()))
}

/// `[text](address)` as `text (address)`.
fn links_spelled_out(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let opening = rest[..middle].rfind('[');
        let closing = rest[middle..].find(')');
        let (Some(opening), Some(closing)) = (opening, closing) else {
            break;
        };
        spelled.push_str(&rest[..opening]);
        spelled.push_str(&rest[opening + 1..middle]);
        spelled.push_str(&format!(" ({})", &rest[middle + 2..middle + closing]));
        rest = &rest[middle + closing + 1..];
    }
    spelled.push_str(rest);
    spelled
}

#[cfg(test)]
mod tests {
    use super::render_page;
    use crate::style::HumanStyle;

    #[test]
    fn a_page_reads_well_without_colour() {
        let page = "# missing-table\n\nWhat `it` is:\nsee [docs](https://a.b) **now**.\n\n## Example\n\n```sql\ncreate table a ();\n\n  -- x\n```\n\n- one\n  two\n1. three\n";
        let expected = "missing-table\n=============\n\nWhat `it` is: see docs (https://a.b) now.\n\nExample\n\n    create table a ();\n\n      -- x\n\n  - one two\n  1. three\n";
        assert_eq!(render_page(page, &HumanStyle::default()), expected);
    }
}
