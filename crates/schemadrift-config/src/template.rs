//! Owns the first configuration that `init` writes: what is known of the project as it stands, everything else
//! in comments.

use schemadrift_core::printable::printable;

use crate::toml_text::quoted;

/// What a first configuration says.
#[derive(Debug, Clone, Default)]
pub struct First {
    /// The sources.
    pub sources: Vec<FirstSource>,
    /// The databases; none, if the sources say where theirs are.
    pub databases: Vec<FirstDatabase>,
}

/// A source in a first configuration.
#[derive(Debug, Clone)]
pub struct FirstSource {
    /// What it is written in.
    pub kind: String,
    /// Where it is, relative to the file.
    pub path: String,
    /// The name of its database, where there are several.
    pub database: Option<String>,
    /// Why it is not checked, if it is not.
    pub remark: Option<String>,
}

/// A database in a first configuration.
#[derive(Debug, Clone)]
pub struct FirstDatabase {
    /// Its name, where there are several.
    pub name: Option<String>,
    /// The variable that leads to it.
    pub variable: String,
}

const NO_SOURCE: &str = "\
# [[source]]
# kind = \"prisma\"
# path = \"prisma/schema.prisma\"

";

const NO_DATABASE: &str = "\
# Where the live database is, if neither the schema nor `DATABASE_URL` says it: a variable of the
# environment or of `.env`.
# [database]
# env = \"DATABASE_URL\"

";

const REST: &str = "\
# Levels by rule: \"off\", \"note\", \"warning\" or \"error\". `schemadrift rules` lists the rules.
[rules]
# extra-table = \"off\"

# What is read of the code, to say which places fail.
[code]
# exclude = [\"**/fixtures/**\"]

# Tables that must hold rows.
[expect]
# rows = [\"countries\"]

# Findings that are known and accepted, each with a reason. What is there today is accepted as a whole
# by `schemadrift baseline --reason TEXT`.
# [[ignore]]
# object = \"legacy_*\"
# rule = \"extra-table\"
# reason = \"owned by the billing team\"
# until = 2027-06-30
";

/// The text of a first configuration.
pub fn first_configuration(first: &First) -> String {
    let mut text = String::from(
        "# What `schemadrift check` compares with what, written by `schemadrift init`.\n\n\
         # The lowest level of findings that ends with exit code 1: \"note\", \"warning\" or \"error\".\n\
         # fail-on = \"error\"\n\n\
         # What states the expected schema. Paths are relative to this file. Migrations beside a schema\n\
         # are found by themselves.\n",
    );
    for source in &first.sources {
        text.push_str(&source_entry(source));
    }
    if first.sources.is_empty() {
        text.push_str(NO_SOURCE);
    }
    text.push_str(&databases(&first.databases));
    text.push_str(REST);
    text
}

fn source_entry(source: &FirstSource) -> String {
    let mut entry = format!(
        "[[source]]\nkind = {}\npath = {}\n",
        quoted(&source.kind),
        quoted(&source.path)
    );
    if let Some(database) = &source.database {
        entry.push_str(&format!("database = {}\n", quoted(database)));
    }
    let Some(remark) = &source.remark else {
        entry.push('\n');
        return entry;
    };
    let commented: String = entry.lines().map(|line| format!("# {line}\n")).collect();
    format!("# Not checked: {}\n{commented}\n", printable(remark))
}

fn databases(databases: &[FirstDatabase]) -> String {
    if databases.is_empty() {
        return NO_DATABASE.to_owned();
    }
    let what = if databases.len() == 1 {
        "# Where the live database is: a variable of the environment or of `.env`.\n"
    } else {
        "# Where the live databases are: variables of the environment or of `.env`.\n"
    };
    let mut text = what.to_owned();
    for database in databases {
        let table = match &database.name {
            Some(name) => format!("[database.{}]", quoted_if_needed(name)),
            None => "[database]".to_owned(),
        };
        text.push_str(&format!(
            "{table}\nenv = {}\n\n",
            quoted(&database.variable)
        ));
    }
    text
}

/// A key, bare where it may be: <https://toml.io/en/v1.0.0#keys>.
fn quoted_if_needed(key: &str) -> String {
    let is_bare = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    if !key.is_empty() && key.chars().all(is_bare) {
        return key.to_owned();
    }
    quoted(key)
}

#[cfg(test)]
mod tests {
    use super::{First, FirstDatabase, FirstSource, first_configuration};
    use crate::{Address, read};

    fn source(path: &str, database: Option<&str>, remark: Option<&str>) -> FirstSource {
        FirstSource {
            kind: "prisma".to_owned(),
            path: path.to_owned(),
            database: database.map(str::to_owned),
            remark: remark.map(str::to_owned),
        }
    }

    #[test]
    fn the_first_configuration_is_a_good_one() {
        let odd = "prisma/odd \"name\"\\\n.prisma";
        let database = |name: Option<&str>, variable: &str| FirstDatabase {
            name: name.map(str::to_owned),
            variable: variable.to_owned(),
        };
        let one = First {
            sources: vec![
                source(odd, None, None),
                source("other", None, Some("for\nanother\" = 1")),
            ],
            databases: vec![database(None, "DATABASE_URL")],
        };
        let config = read("schemadrift.toml", &first_configuration(&one), &[]);
        assert!(config.problems.is_empty(), "{:?}", config.problems);
        assert_eq!(config.sources.len(), 1);
        assert_eq!(config.sources[0].source, format!("prisma:{odd}"));
        assert_eq!(
            config.database_of(None).map(|entry| &entry.address),
            Some(&Address::Variable("DATABASE_URL".to_owned()))
        );
        let several = First {
            sources: vec![
                source("a", Some("one"), None),
                source("b", Some("and two"), None),
            ],
            databases: vec![
                database(Some("one"), "ONE"),
                database(Some("and two"), "TWO"),
            ],
        };
        let config = read("schemadrift.toml", &first_configuration(&several), &[]);
        assert!(config.problems.is_empty(), "{:?}", config.problems);
        assert!(config.database_of(Some("and two")).is_some());
        let nothing = first_configuration(&First::default());
        let config = read("schemadrift.toml", &nothing, &[]);
        assert!(config.problems.is_empty(), "{:?}", config.problems);
        assert!(config.sources.is_empty() && config.databases.is_empty());
    }
}
