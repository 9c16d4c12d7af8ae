//! Owns the table `[code]`: what is read of the project's code.

use std::ops::Range;

use globset::GlobBuilder;

use crate::keys;
use crate::read::Reader;
use crate::walk::{Fields, Table};

impl Reader<'_> {
    /// `[code]`
    pub(crate) fn code(&mut self, table: &Table<'_>, place: Range<usize>) {
        let fields = self.walk.fields(table, place, "`code`", keys::CODE);
        if let Some(is_read) = self.walk.flag(&fields, "read") {
            self.config.code.is_read = is_read;
        }
        self.config.code.include = self.globs(&fields, "include");
        self.config.code.exclude = self.globs(&fields, "exclude");
        let names = self.walk.texts(&fields, "clients").into_iter();
        self.config.code.clients = names.map(|(name, _)| name).collect();
    }

    fn globs(&mut self, fields: &Fields<'_, '_>, name: &str) -> Vec<String> {
        let mut globs = Vec::new();
        for (glob, place) in self.walk.texts(fields, name) {
            match GlobBuilder::new(&glob).build() {
                // A glob that takes another one back has its own key.
                Ok(_) if glob.starts_with('!') => {
                    let help = Some("write it without `!` under `exclude`".to_owned());
                    self.walk
                        .mistake(place, "a glob here begins with no `!`", help);
                }
                Ok(_) => globs.push(glob),
                Err(error) => {
                    let message = format!("not a glob: {}", error.kind());
                    self.walk.mistake(place, message, None);
                }
            }
        }
        globs
    }
}
