//! Owns how names in the code become names in the database: the case rules of SeaORM's macros,
//! which are those of `heck`.

use heck::{
    ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToTitleCase, ToUpperCamelCase,
};

/// A value of `rename_all` or `rename`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CaseStyle {
    Camel,
    Kebab,
    Mixed,
    ShoutySnake,
    Snake,
    Title,
    Upper,
    Lower,
    ScreamingKebab,
    Pascal,
}

impl CaseStyle {
    /// Reads a value of `rename_all`; `None` where the macros refuse it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        Some(match text {
            "camel_case" | "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" | "snek_case" => Self::Snake,
            "kebab_case" | "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            "shouty_snake_case" | "shouty_snek_case" | "SCREAMING_SNAKE_CASE" => Self::ShoutySnake,
            "title_case" => Self::Title,
            "mixed_case" => Self::Mixed,
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            _ => return None,
        })
    }

    /// An identifier in this case.
    pub(crate) fn apply(self, identifier: &str) -> String {
        match self {
            Self::Pascal => identifier.to_upper_camel_case(),
            Self::Kebab => identifier.to_kebab_case(),
            Self::Mixed => identifier.to_lower_camel_case(),
            Self::ShoutySnake => identifier.to_shouty_snake_case(),
            Self::Snake => identifier.to_snake_case(),
            Self::Title => identifier.to_title_case(),
            Self::Upper => identifier.to_uppercase(),
            Self::Lower => identifier.to_lowercase(),
            Self::ScreamingKebab => identifier.to_kebab_case().to_uppercase(),
            Self::Camel => {
                let pascal = identifier.to_upper_camel_case();
                let mut characters = pascal.chars();
                match characters.next() {
                    Some(first) => first.to_lowercase().chain(characters).collect(),
                    None => pascal,
                }
            }
        }
    }
}

/// An identifier without the prefix of raw ones.
pub(crate) fn plain(identifier: &str) -> &str {
    identifier.trim_start_matches("r#")
}

/// The variant of `Column` that a field of `Model` becomes, unless `enum_name` gives another.
pub(crate) fn variant_of_field(field: &str) -> String {
    plain(field).to_upper_camel_case()
}

/// The column that a variant of `Column` stands for, unless `column_name` gives another.
pub(crate) fn column_of_variant(variant: &str) -> String {
    plain(variant).to_snake_case()
}

/// The column that a field of `Model` stands for, where no `column_name` is written.
///
/// `enum_name` replaces the variant, from which the name is made; but a field that does not come
/// back from being a variant, such as `type_`, keeps a name of its own.
pub(crate) fn column_of_field(
    field: &str,
    rename_all: Option<CaseStyle>,
    enum_name: Option<&str>,
) -> String {
    let field = plain(field);
    let variant = field.to_upper_camel_case();
    if let Some(style) = rename_all {
        return style.apply(&variant);
    }
    if field != variant.to_snake_case() {
        return field.to_snake_case();
    }
    column_of_variant(enum_name.unwrap_or(&variant))
}

/// The type name of an active enum without `enum_name`.
pub(crate) fn enum_type(identifier: &str) -> String {
    plain(identifier).to_upper_camel_case()
}

#[cfg(test)]
mod tests {
    use super::{CaseStyle, column_of_field};

    #[test]
    fn fields_become_columns_as_in_the_macros() {
        for (field, style, enum_name, column) in [
            ("id", None, None, "id"),
            ("r#type", None, None, "type"),
            ("type_", None, None, "type"),
            ("field_1", None, None, "field_1"),
            ("_hidden", None, None, "hidden"),
            ("uniq_col", Some("camelCase"), None, "uniqCol"),
            ("field_1", Some("camelCase"), None, "field1"),
            ("big_one", Some("PascalCase"), None, "BigOne"),
            ("big_one", Some("kebab-case"), None, "big-one"),
            ("big_one", Some("SCREAMING_SNAKE_CASE"), None, "BIG_ONE"),
            ("big_one", Some("SCREAMING-KEBAB-CASE"), None, "BIG-ONE"),
            ("big_one", Some("lowercase"), None, "bigone"),
            ("big_one", Some("UPPERCASE"), None, "BIGONE"),
            ("big_one", Some("title_case"), None, "Big One"),
            ("big_one", Some("mixed_case"), None, "bigOne"),
            ("zed", None, Some("Zed9"), "zed9"),
            ("one1", None, Some("One1Name"), "one1_name"),
        ] {
            let style = style.map(|style| CaseStyle::read(style).unwrap());
            assert_eq!(column_of_field(field, style, enum_name), column, "{field}");
        }
    }

    #[test]
    fn what_the_macros_refuse_is_no_style() {
        assert_eq!(CaseStyle::read("Camel"), None);
        assert_eq!(CaseStyle::read(""), None);
    }
}
