//! Owns what `prisma.config` gives to somebody else: Prisma reads such tables and enums, and never
//! compares them.

use schemadrift_core::model::Schema;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Origin;
use schemadrift_core::problem::Problem;

use crate::reading::ReadSettings;

/// Leaves external tables and enums out of the model, with a note for each.
pub(crate) fn leave_out(schema: &mut Schema, settings: &ReadSettings, problems: &mut Vec<Problem>) {
    let mut keep = |kind: &str, name: &QualifiedName, origin: &Origin, listed: &[String]| {
        let is_external = listed.iter().any(|entry| names(entry, name));
        if is_external {
            problems.push(Problem::note(
                format!("{kind} `{name}` is external and is not compared"),
                origin.clone(),
            ));
        }
        !is_external
    };
    schema.tables.retain(|table| {
        keep(
            "table",
            &table.name,
            &table.origin,
            &settings.external_tables,
        )
    });
    schema
        .enums
        .retain(|kind| keep("enum", &kind.name, &kind.origin, &settings.external_enums));
}

/// Whether an entry, `name` or `schema.name`, means this object. A name without a schema may be in
/// any.
fn names(entry: &str, object: &QualifiedName) -> bool {
    let own = object.name.as_str();
    if entry == own {
        return true;
    }
    match (entry.strip_suffix(own), &object.schema) {
        (Some(prefix), Some(schema)) => prefix.strip_suffix('.') == Some(schema.as_str()),
        (Some(prefix), None) => prefix.ends_with('.'),
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use schemadrift_core::name::QualifiedName;

    use super::names;

    #[test]
    fn entries_name_tables_with_or_without_schema() {
        let bare = QualifiedName::bare("users");
        let qualified = QualifiedName::new("auth", "users");
        assert!(names("users", &bare) && names("users", &qualified));
        assert!(names("auth.users", &bare) && names("auth.users", &qualified));
        assert!(!names("public.users", &qualified));
        assert!(!names("superusers", &bare) && !names("superusers", &qualified));
    }
}
