//! Properties: whatever the bytes, the reader comes back, and says so where it leaves something
//! out.

use proptest::prelude::*;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_diesel::{DieselReading, ReadSettings, read};

const WHOLE: &str = "pub mod sql_types { #[derive(SqlType)] #[diesel(postgres_type(name = \"mood\"))]
pub struct Mood; }
diesel::table! { use diesel::sql_types::*; use super::sql_types::Mood;
  #[sql_name = \"user\"] app.users (id, r#type) { id -> Int4, #[max_length = 3] r#type -> Nullable<Varchar>,
  /// words
  mood -> Array<Nullable<Mood>>, span -> Range<Int4>, } }
table!{posts{id->BigInt,user_id->Int4}}
joinable!(posts -> users (user_id));
#[derive(Insertable)] #[diesel(table_name = posts, check_for_backend(Pg))] struct New { #[diesel(embed)] a: A, user_id: i32 }
macro_rules! m { () => { table! { hidden (id) { id -> Int4 } } } }
";

fn read_text(text: &str) -> DieselReading {
    let settings = ReadSettings {
        connected: Some(Engine::PostgreSql),
        ..ReadSettings::default()
    };
    read(&[SourceFile::new("src/schema.rs", text)], &settings)
}

#[test]
fn the_whole_text_is_read() {
    let reading = read_text(WHOLE).reading;
    assert_eq!(reading.schema.tables.len(), 2);
    assert_eq!(reading.problems.len(), 1, "{:#?}", reading.problems);
}

proptest! {
    #[test]
    fn any_text_in_a_table_is_survived(body in "\\PC{0,60}") {
        let text = format!("diesel::table! {{ {body} }}");
        let reading = read_text(&text).reading;
        // An arrow was meant as a column: it is read, or a problem is reported.
        if body.contains("->") {
            let columns: usize = reading.schema.tables.iter().map(|table| table.columns.len()).sum();
            prop_assert!(columns > 0 || !reading.problems.is_empty());
        }
    }

    #[test]
    fn a_text_that_is_cut_anywhere_is_survived(start in 0..WHOLE.len(), end in 0..WHOLE.len()) {
        if let Some(part) = WHOLE.get(start.min(end)..start.max(end)) {
            let _ = read_text(part);
        }
    }

    #[test]
    fn a_character_that_is_lost_or_doubled_is_never_passed_over(offset in 0..400_usize, doubled: bool) {
        let table = WHOLE.find("{ use").unwrap()..WHOLE.find("table!{posts").unwrap();
        let at = table.start + offset % table.len();
        let mut text = WHOLE.to_owned();
        let character = text.remove(at);
        if doubled {
            text.insert(at, character);
            text.insert(at, character);
        }
        let reading = read_text(&text).reading;
        let columns: usize = reading.schema.tables.iter().map(|table| table.columns.len()).sum();
        // Every column is still there, perhaps under another name, or trouble was reported.
        prop_assert!(columns == 6 || reading.problems.len() > 1, "{columns} columns\n{text}");
    }
}
