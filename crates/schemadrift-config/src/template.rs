//! Owns the first configuration that `init` writes.

/// A `[[source]]` entry.
pub fn source_entry(kind: &str, path: &str) -> String {
    let path = toml::Value::String(path.to_owned());
    format!("[[source]]\nkind = \"{kind}\"\npath = {path}\n\n")
}

/// A first configuration with these entries and the database in this variable.
pub fn first_configuration(sources: &str, variable: &str) -> String {
    let sources = if sources.is_empty() {
        "# [[source]]\n# kind = \"prisma\"\n# path = \"prisma/schema.prisma\"\n\n"
    } else {
        sources
    };
    let variable = toml::Value::String(variable.to_owned());
    format!(
        "# What states the expected schema. Paths are relative to this file.\n\
         {sources}\
         # Where the live database is: a variable of the environment or of `.env`.\n\
         [database]\n\
         env = {variable}\n\
         \n\
         # Levels by rule: \"off\", \"note\", \"warning\" or \"error\".\n\
         [rules]\n\
         # extra-table = \"off\"\n\
         \n\
         # Tables that must hold rows.\n\
         [expect]\n\
         rows = []\n\
         \n\
         # Findings that are known and accepted, each with a reason.\n\
         # [[ignore]]\n\
         # object = \"legacy_*\"\n\
         # rule = \"extra-table\"\n\
         # reason = \"owned by the billing team\"\n\
         # until = 2027-06-30\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{first_configuration, source_entry};
    use crate::{Address, read};

    #[test]
    fn the_first_configuration_is_a_good_one() {
        let sources = source_entry("prisma", "prisma/odd \"name\".prisma");
        let text = first_configuration(&sources, "DATABASE_URL");
        let config = read("schemadrift.toml", &text, &[]);
        assert!(config.problems.is_empty(), "{:?}", config.problems);
        assert_eq!(
            config.sources[0].source,
            "prisma:prisma/odd \"name\".prisma"
        );
        assert_eq!(
            config.database_of(None).map(|entry| &entry.address),
            Some(&Address::Variable("DATABASE_URL".to_owned()))
        );
    }
}
