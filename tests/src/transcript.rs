//! Owns the whole of what a person sees of a run, as text that is the same on every machine:
//! durations, versions, addresses and temporary names are masked, and long lines are not folded.

use crate::command::Run;

/// What is replaced by what, the longest first.
#[derive(Debug, Default)]
pub struct Masks(Vec<(String, String)>);

impl Masks {
    /// Replaces a text that depends on the machine.
    pub fn add(&mut self, text: impl Into<String>, mask: impl Into<String>) {
        self.0.push((text.into(), mask.into()));
        self.0
            .sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    }

    /// The text with the texts replaced, and nothing else changed.
    pub fn replace(&self, text: &str) -> String {
        let masks = self.0.iter();
        masks.fold(text.to_owned(), |text, (from, to)| {
            text.replace(from.as_str(), to)
        })
    }

    /// The text with everything masked.
    pub fn apply(&self, text: &str) -> String {
        self.replace(&unfolded(text))
            .lines()
            .map(|line| format!("{}\n", without_measures(line)))
            .collect()
    }
}

/// The command, what it printed on both streams, and how it ended.
pub fn of(shown_command: &str, run: &Run, masks: &Masks) -> String {
    let code = run
        .code
        .map_or_else(|| "by signal".to_owned(), |code| code.to_string());
    let mut text = format!("$ {shown_command}\n{}", masks.apply(&run.stdout));
    if !run.stderr.is_empty() {
        text.push_str("--- stderr\n");
        text.push_str(&masks.apply(&run.stderr));
    }
    text.push_str(&format!("--- exit {code}\n"));
    text
}

/// Where a line breaks depends on the length of what is masked.
fn unfolded(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_continuation = line
            .strip_prefix("    ")
            .and_then(|rest| rest.chars().next())
            .is_some_and(|first| !matches!(first, ' ' | '|' | '=' | '-'));
        match lines.last_mut() {
            Some(last) if is_continuation && !last.is_empty() => {
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Masks the version of a server and the duration at the end of a line, and shortens rules.
fn without_measures(line: &str) -> String {
    // The rule behind a database's name is as long as the name leaves room for.
    let mut line = line.to_owned();
    while line.contains("=====") {
        line = line.replace("=====", "====");
    }
    for engine in ["PostgreSQL ", "SQLite "] {
        if let Some(start) = line.find(engine).map(|position| position + engine.len()) {
            let is_version = line[start..].starts_with(|first: char| first.is_ascii_digit());
            if let (true, Some(length)) = (is_version, line[start..].find(" `")) {
                line.replace_range(start..start + length, "<version>");
            }
        }
    }
    if let Some(position) = line.rfind(" in ") {
        let duration = &line[position + 4..];
        let is_duration = duration.starts_with(|first: char| first.is_ascii_digit())
            && (duration.ends_with(" ms") || duration.ends_with(" s"));
        if is_duration {
            line.replace_range(position + 4.., "<time>");
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::Masks;

    #[test]
    fn what_differs_between_machines_is_masked() {
        let mut masks = Masks::default();
        masks.add("db_17", "<shop>");
        let text =
            "  compared 2 tables with PostgreSQL 15.1 (Debian\n    15.1-0) `db_17` in 54 ms\n";
        assert_eq!(
            masks.apply(text),
            "  compared 2 tables with PostgreSQL <version> `<shop>` in <time>\n"
        );
    }

    #[test]
    fn source_frames_keep_their_lines() {
        let text = "    |\n400 | model A {\n    |       ^ here\n    = note: x\n";
        assert_eq!(Masks::default().apply(text), text);
    }
}
