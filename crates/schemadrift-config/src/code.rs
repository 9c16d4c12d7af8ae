//! Owns the table `[code]`: what is read of the project's code.

use globset::GlobBuilder;
use toml::de::DeValue;

use crate::read::{Reader, Value};

impl Reader<'_> {
    /// `[code]`
    pub(crate) fn code(&mut self, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            self.mistake(value.span(), "write `[code]` as a table".to_owned(), None);
            return;
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "read" => match value.get_ref() {
                    DeValue::Boolean(is_read) => self.config.code.is_read = *is_read,
                    _ => self.mistake(value.span(), "`read` is `true` or `false`".to_owned(), None),
                },
                "include" => self.config.code.include = self.globs(value, "include"),
                "exclude" => self.config.code.exclude = self.globs(value, "exclude"),
                "clients" => {
                    let names = self.strings(value, "clients").into_iter();
                    self.config.code.clients = names.map(|(name, _)| name).collect();
                }
                _ => self.unknown_key(key, &["read", "include", "exclude", "clients"]),
            }
        }
    }

    fn globs(&mut self, value: &Value<'_>, name: &str) -> Vec<String> {
        let mut globs = Vec::new();
        for (glob, place) in self.strings(value, name) {
            match GlobBuilder::new(&glob).build() {
                // A glob that takes another one back has its own key.
                Ok(_) if glob.starts_with('!') => {
                    let help = Some("write it without `!` under `exclude`".to_owned());
                    self.mistake(place, "a glob here begins with no `!`".to_owned(), help);
                }
                Ok(_) => globs.push(glob),
                Err(error) => self.mistake(place, format!("not a glob: {}", error.kind()), None),
            }
        }
        globs
    }

    fn strings(&mut self, value: &Value<'_>, name: &str) -> Vec<(String, std::ops::Range<usize>)> {
        let DeValue::Array(entries) = value.get_ref() else {
            self.mistake(value.span(), format!("`{name}` is a list of strings"), None);
            return Vec::new();
        };
        let texts = entries
            .iter()
            .filter_map(|entry| Some((self.string(entry, name)?, entry.span())));
        texts.collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    #[test]
    fn the_code_is_chosen() {
        let text = "[code]\nread = false\ninclude = ['src/**']\nexclude = ['src/gen/**']\nclients = ['db']\n";
        let config = read("s.toml", text, &[]);
        assert!(config.problems.is_empty(), "{:?}", config.problems);
        assert!(!config.code.is_read);
        assert_eq!(config.code.include, ["src/**"]);
        assert_eq!(config.code.exclude, ["src/gen/**"]);
        assert_eq!(config.code.clients, ["db"]);
    }

    #[test]
    fn mistakes_are_told() {
        for (text, said) in [
            ("code = 1\n", "write `[code]` as a table"),
            ("[code]\nread = 'no'\n", "`read` is `true` or `false`"),
            (
                "[code]\ninclude = 'src'\n",
                "`include` is a list of strings",
            ),
            (
                "[code]\nexclude = ['!a']\n",
                "a glob here begins with no `!`",
            ),
            ("[code]\nclient = []\n", "`client` is not a key here"),
        ] {
            let config = read("s.toml", text, &[]);
            let messages: Vec<&str> = config
                .problems
                .iter()
                .map(|own| own.message.as_str())
                .collect();
            assert_eq!(messages, [said], "{text}");
            assert!(config.code.is_read);
        }
    }
}
