//! Owns what may stand behind a column in a PostgreSQL index: collation, operator class, order.

use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{IndexKey, IndexPart};
use schemadrift_core::origin::SourceFile;

use crate::change::Change;
use crate::read_statement;

/// Reads what stands behind a column in an index of this method, such as
/// `COLLATE "C" text_pattern_ops DESC NULLS LAST`. The key of the result means nothing.
///
/// `None` for a text that is no such thing.
pub fn read_key_suffix(method: &str, text: &str) -> Option<IndexPart> {
    // The line break ends a comment that the text may end with.
    let statement = format!("CREATE INDEX ON t USING {method} (c {text}\n)");
    let file = SourceFile::new("", statement);
    let statement = read_statement(Engine::PostgreSql, &file, 0..file.text.len());
    let [Change::CreateIndex(create)] = statement.changes.as_slice() else {
        return None;
    };
    let index = &create.index;
    let is_whole = index.method.get().is_some_and(|own| own == method)
        && !index.include.is_written()
        && !index.predicate.is_written()
        && !index.is_nulls_not_distinct.is_written();
    match index.parts.as_slice() {
        [part] if is_whole && is_column(&part.key) => Some(part.clone()),
        _ => None,
    }
}

/// Whether the key is still the column alone, and the text no continuation of an expression.
fn is_column(key: &IndexKey) -> bool {
    matches!(key, IndexKey::Column(name) if name.as_str() == "c")
}

#[cfg(test)]
mod tests {
    use schemadrift_core::model::{NullsOrder, SortOrder};
    use schemadrift_core::name::Name;

    use super::read_key_suffix;

    #[test]
    fn every_part_is_understood() {
        let text = "COLLATE \"C\" text_pattern_ops DESC NULLS LAST";
        let part = read_key_suffix("btree", text).unwrap();
        assert_eq!(part.collation.get(), Some(&Some(Name::new("C"))));
        let class = Some(Name::new("text_pattern_ops"));
        assert_eq!(part.operator_class.get(), Some(&class));
        assert_eq!(part.order.get(), Some(&SortOrder::Descending));
        assert_eq!(part.nulls.get(), Some(&NullsOrder::Last));
    }

    #[test]
    fn parameters_are_what_the_catalog_keeps() {
        for text in [
            "gist_trgm_ops(siglen=32)",
            "public.gist_trgm_ops (siglen = '32')",
        ] {
            let part = read_key_suffix("gist", text).unwrap();
            let class = Some(Name::new("gist_trgm_ops"));
            assert_eq!(part.operator_class.get(), Some(&class), "{text}");
            let parameters = part.operator_class_parameters.get();
            assert_eq!(parameters, Some(&vec!["siglen=32".to_owned()]), "{text}");
        }
    }

    #[test]
    fn order_alone_is_no_class() {
        let part = read_key_suffix("btree", "NULLS FIRST").unwrap();
        assert_eq!(part.operator_class.get(), Some(&None));
        assert_eq!(part.nulls.get(), Some(&NullsOrder::First));
    }

    #[test]
    fn more_than_the_end_of_a_key_is_refused() {
        for text in [
            "text_ops, d",
            "text_ops) WHERE (true",
            "text_ops); DROP TABLE t; --",
            "+ 1",
            "text_ops) INCLUDE (d",
            "-- nothing\n) --",
            "(((",
            "\0",
        ] {
            assert_eq!(read_key_suffix("btree", text), None, "{text}");
        }
    }
}
