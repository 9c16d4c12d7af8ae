//! Owns the module of all enums.

use super::names::{ENUMS, EnumNames};
use super::{Writing, literal};

/// The module, if there are enums.
pub(super) fn write_all(writing: &Writing<'_>) -> Option<String> {
    if writing.names.enums.is_empty() {
        return None;
    }
    let mut lines = vec![
        format!("pub mod {ENUMS} {{"),
        "    use sea_orm::entity::prelude::*;".to_owned(),
    ];
    for own in &writing.names.enums {
        lines.push(String::new());
        lines.extend(enumeration(own));
    }
    lines.push("}\n".to_owned());
    Some(lines.join("\n"))
}

fn enumeration(own: &EnumNames<'_>) -> Vec<String> {
    let name = literal(own.enumeration.name.name.as_str());
    let mut lines = vec![
        "    #[derive(Debug, Clone, PartialEq, Eq, EnumIter, DeriveActiveEnum)]".to_owned(),
        format!("    #[sea_orm(rs_type = \"String\", db_type = \"Enum\", enum_name = {name})]"),
        format!("    pub enum {} {{", own.identifier),
    ];
    for (value, variant) in own.enumeration.values.iter().zip(&own.variants) {
        lines.push(format!(
            "        #[sea_orm(string_value = {})]",
            literal(&value.label)
        ));
        lines.push(format!("        {variant},"));
    }
    lines.push("    }".to_owned());
    lines
}
