//! Owns what the role may see: `information_schema` shows it only what it has a right on
//! (<https://dev.mysql.com/doc/refman/en/information-schema-introduction.html>).

/// What the grants of a role let it see of one database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rights {
    /// Whether every table shows.
    pub(super) sees_all_tables: bool,
    /// Whether every trigger shows.
    pub(super) sees_triggers: bool,
    /// Whether every function and procedure shows.
    pub(super) sees_routines: bool,
    /// Whether the privileges of other accounts show.
    pub(super) sees_privileges: bool,
    /// Tables of which only some columns show.
    pub(super) partly_seen: Vec<String>,
}

impl Rights {
    /// Reads what `SHOW GRANTS` prints, roles that are switched on included.
    pub(super) fn of(grants: &[String], database: &str) -> Self {
        let mut rights = Self {
            sees_all_tables: false,
            sees_triggers: false,
            sees_routines: false,
            sees_privileges: false,
            partly_seen: Vec::new(),
        };
        let mut wholly_seen = Vec::new();
        for grant in grants.iter().filter_map(|line| Grant::read(line)) {
            let has = |wanted: &str| {
                grant
                    .privileges
                    .iter()
                    .any(|own| own == wanted || own == "ALL PRIVILEGES")
            };
            match grant.scope {
                Scope::Everything => rights.sees_privileges |= has("SELECT"),
                Scope::Database(pattern) if matches(&pattern, "mysql") => {
                    rights.sees_privileges |= has("SELECT");
                    continue;
                }
                Scope::Database(pattern) if matches(&pattern, database) => {}
                Scope::Table(of, table) if of == database => {
                    if grant.privileges.is_empty() {
                        rights.partly_seen.push(table);
                    } else {
                        wholly_seen.push(table);
                    }
                    continue;
                }
                Scope::Database(_) | Scope::Table(..) => continue,
            }
            rights.sees_all_tables |= [
                "SELECT",
                "INSERT",
                "UPDATE",
                "DELETE",
                "ALTER",
                "REFERENCES",
            ]
            .into_iter()
            .any(has);
            rights.sees_triggers |= has("TRIGGER");
            rights.sees_routines |= ["EXECUTE", "ALTER ROUTINE", "CREATE ROUTINE", "SHOW_ROUTINE"]
                .into_iter()
                .any(has);
        }
        if rights.sees_all_tables {
            rights.partly_seen.clear();
        }
        rights
            .partly_seen
            .retain(|table| !wholly_seen.contains(table));
        rights
    }

    /// A role of which nothing is known: the server would not say.
    pub(super) fn everything() -> Self {
        Self {
            sees_all_tables: true,
            sees_triggers: true,
            sees_routines: true,
            sees_privileges: true,
            partly_seen: Vec::new(),
        }
    }
}

/// One line of `SHOW GRANTS`.
struct Grant {
    /// Privileges on the whole of its scope; those on single columns are left out.
    privileges: Vec<String>,
    scope: Scope,
}

enum Scope {
    Everything,
    /// A pattern of names.
    Database(String),
    Table(String, String),
}

impl Grant {
    /// `GRANT privileges ON scope TO …`; a role's grant has no scope.
    fn read(line: &str) -> Option<Self> {
        let rest = line.strip_prefix("GRANT ")?;
        let (privileges, rest) = split_at_word(rest, " ON ")?;
        let (scope, _) = split_at_word(rest, " TO ")?;
        let scope = scope.strip_prefix("TABLE ").unwrap_or(scope);
        let (database, object) = split_at_word(scope, ".")?;
        let scope = match (database, object) {
            ("*", "*") => Scope::Everything,
            (database, "*") => Scope::Database(unquoted(database)),
            (database, table) => Scope::Table(unquoted(database), unquoted(table)),
        };
        Some(Self {
            privileges: whole_privileges(privileges),
            scope,
        })
    }
}

/// Splits at a separator outside of backticks.
fn split_at_word<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    text.match_indices(separator)
        .find(|(at, _)| text[..*at].matches('`').count().is_multiple_of(2))
        .map(|(at, _)| (&text[..at], &text[at + separator.len()..]))
}

/// Privileges without those that name columns: `SELECT (`a`, `b`), INSERT` is `INSERT`.
fn whole_privileges(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut words = vec![String::new()];
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                words.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(character);
        }
    }
    words
        .iter()
        .map(|word| word.trim().to_ascii_uppercase())
        .filter(|word| !word.contains('(') && word != "USAGE")
        .collect()
}

fn unquoted(name: &str) -> String {
    name.strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .map_or_else(|| name.to_owned(), |inner| inner.replace("``", "`"))
}

/// Whether a name fits a pattern, in which `%` stands for anything and `_` for one character,
/// unless a backslash stands in front.
fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    // The places in the pattern that can be reached with the characters so far.
    let mut places = std::collections::BTreeSet::from([0]);
    let spread = |places: &mut std::collections::BTreeSet<usize>| {
        let mut open: Vec<usize> = places.iter().copied().collect();
        while let Some(place) = open.pop() {
            if pattern.get(place) == Some(&'%') && places.insert(place + 1) {
                open.push(place + 1);
            }
        }
    };
    spread(&mut places);
    for character in name {
        let mut next = std::collections::BTreeSet::new();
        for place in places {
            match (pattern.get(place), pattern.get(place + 1)) {
                (Some('%'), _) => {
                    next.insert(place);
                }
                (Some('_'), _) => {
                    next.insert(place + 1);
                }
                (Some('\\'), Some(escaped)) if *escaped == character => {
                    next.insert(place + 2);
                }
                (Some(own), _) if *own == character => {
                    next.insert(place + 1);
                }
                _ => {}
            }
        }
        spread(&mut next);
        places = next;
    }
    places.contains(&pattern.len())
}

#[cfg(test)]
mod tests {
    use super::{Rights, matches};

    fn rights(lines: &[&str]) -> Rights {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        Rights::of(&lines, "app_1")
    }

    #[test]
    fn a_right_on_the_database_shows_every_table() {
        for line in [
            "GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION",
            "GRANT SELECT, SHOW VIEW, TRIGGER ON `app\\_1`.* TO `u`@`%`",
            "GRANT SELECT ON `app%`.* TO `r`",
        ] {
            assert!(rights(&[line]).sees_all_tables, "{line}");
        }
        let reader = rights(&["GRANT SELECT ON `app_1`.* TO `u`@`%`"]);
        assert!(!reader.sees_triggers && !reader.sees_routines);
        assert!(rights(&["GRANT EXECUTE ON `app_1`.* TO `u`@`%`"]).sees_routines);
    }

    #[test]
    fn rights_on_single_tables_show_only_these() {
        let seen = rights(&[
            "GRANT USAGE ON *.* TO `u`@`%`",
            "GRANT SELECT ON `other`.* TO `u`@`%`",
            "GRANT `r1`@`%` TO `u`@`%`",
            "GRANT SELECT (`a`, `b`) ON `app_1`.`half ON a` TO `u`@`%`",
            "GRANT SELECT ON `app_1`.`whole` TO `u`@`%`",
        ]);
        assert!(!seen.sees_all_tables);
        assert_eq!(seen.partly_seen, ["half ON a"]);
    }

    #[test]
    fn patterns_are_those_of_like() {
        assert!(matches("a%c", "abbc") && matches("%", "") && matches("a_c", "abc"));
        assert!(!matches("a\\_c", "abc") && matches("a\\_c", "a_c") && !matches("a%c", "ab"));
    }
}
