//! Rule `stale-query-cache`: a query that the code was compiled with would not give the same today.

use schemadrift_core::finding::{Direction, Effect};
use schemadrift_core::origin::Location;
use schemadrift_core::query::{
    CachedColumn, CachedQuery, DescribedColumn, Description, without_marks,
};

use super::draft::list;
use super::{Context, Outcome, Rule, Run, column_list};

pub(super) static RULE: Rule = Rule {
    name: "stale-query-cache",
    summary: "a query that the code was compiled with would not give the same today",
    effect: Effect::ReadsFail,
    since: "0.1.0",
    page: include_str!("../../pages/stale-query-cache.md"),
    run: Run::Database(check),
};

/// So much of a query is shown in a message.
const SHOWN: usize = 60;

/// One thing that is no longer as the code was compiled with.
struct Change {
    text: String,
    expected: String,
    found: String,
    effect: Effect,
}

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for fact in &context.settings.queries {
        let query = fact.query.as_ref();
        match &fact.description {
            Description::Unknown(reason) => outcome.untold(&RULE, query.path(), reason.clone()),
            Description::Refused {
                message,
                lacks_table: true,
            } if makes_itself(query, message).is_some() => {
                let reason = makes_itself(query, message).unwrap_or_default();
                outcome.untold(&RULE, query.path(), reason);
            }
            Description::Refused { message, .. } => {
                let change = Change {
                    text: format!("it does not run: {message}"),
                    expected: "it runs".to_owned(),
                    found: message.clone(),
                    effect: worst_of(query),
                };
                report(query, &[change], Direction::LiveLacks, outcome);
            }
            Description::Understood {
                columns,
                refuses_parameters,
            } => {
                let mut changes = changes(query, columns);
                changes.extend(refuses_parameters.as_ref().map(|message| Change {
                    text: format!("it does not take its parameters: {message}"),
                    expected: "it takes its parameters".to_owned(),
                    found: message.clone(),
                    effect: worst_of(query),
                }));
                if !changes.is_empty() {
                    report(query, &changes, Direction::Differs, outcome);
                }
            }
        }
    }
}

/// Where the code makes the very table that the database lacks, if it does: nothing tells whether
/// it will be there when the query runs.
fn makes_itself(query: &CachedQuery, message: &str) -> Option<String> {
    let is_named = |(name, _): &&(String, Location)| {
        message
            .split(|character: char| !(character.is_alphanumeric() || character == '_'))
            .any(|word| word == name)
    };
    let (name, place) = query.made_tables.iter().find(is_named)?;
    Some(format!(
        "the code makes table `{name}` itself while it runs: {place}"
    ))
}

fn changes(query: &CachedQuery, columns: &[DescribedColumn]) -> Vec<Change> {
    let was: Vec<&str> = query.columns.iter().map(|own| own.name.as_str()).collect();
    let is: Vec<&str> = columns
        .iter()
        .map(|column| without_marks(&column.name).0)
        .collect();
    if was != is {
        // The code takes columns by their place: more of them at the end do no harm.
        let effect = if is.starts_with(&was) {
            Effect::Cosmetic
        } else {
            Effect::ReadsFail
        };
        let (found, expected) = (column_list(is), column_list(was));
        return vec![Change {
            text: format!("its result is `{found}` and was `{expected}`"),
            expected,
            found,
            effect,
        }];
    }
    let pairs = query.columns.iter().zip(columns);
    pairs
        .filter_map(|(cached, today)| change(cached, today))
        .collect()
}

/// What changed of a column that has kept its name and place.
fn change(cached: &CachedColumn, today: &DescribedColumn) -> Option<Change> {
    let name = &cached.name;
    if let (Some(was), Some(is)) = (&cached.type_name, &today.type_name)
        && was != is
        && !is_taken_for(was, is)
    {
        return Some(Change {
            text: format!("column `{name}` is `{is}` and was `{was}`"),
            expected: was.clone(),
            found: is.clone(),
            effect: Effect::ReadsFail,
        });
    }
    // Only a column that was NOT NULL itself was ever taken for one that cannot be NULL.
    let shown = today.shows.as_ref()?;
    let loses_guard =
        cached.is_nullable == Some(false) && !cached.is_taken_as_nullable && shown.is_nullable;
    loses_guard.then(|| Change {
        text: format!("column `{name}` can be NULL, since `{shown}` can"),
        expected: "NOT NULL".to_owned(),
        found: "NULL".to_owned(),
        effect: Effect::ReadsFail,
    })
}

/// Types that the Rust types of sqlx take for each other
/// (`sqlx-postgres`, `types/str.rs`, `types/json.rs`, `types/bit_vec.rs`, `types/ipnetwork`).
const TAKEN_FOR_EACH_OTHER: &[&[&str]] = &[
    &["text", "varchar", "bpchar", "name", "citext"],
    &["_text", "_varchar", "_bpchar", "_name", "_citext"],
    &["json", "jsonb"],
    &["_json", "_jsonb"],
    &["bit", "varbit"],
    &["inet", "cidr"],
];

fn is_taken_for(was: &str, is: &str) -> bool {
    let mut families = TAKEN_FOR_EACH_OTHER.iter();
    families.any(|family| family.contains(&was) && family.contains(&is))
}

fn report(query: &CachedQuery, changes: &[Change], direction: Direction, outcome: &mut Outcome) {
    let worst = changes.iter().map(|change| change.effect).max();
    let is_used = !query.places.is_empty();
    let (effect, direction) = if is_used {
        (worst.unwrap_or(Effect::Cosmetic), direction)
    } else {
        (Effect::Cosmetic, Direction::WithinCode)
    };
    let texts: Vec<&str> = changes.iter().map(|change| change.text.as_str()).collect();
    let values = |of: fn(&Change) -> &str| changes.iter().map(of).collect::<Vec<_>>().join("; ");
    let expected = values(|change| &change.expected);
    let found = values(|change| &change.found);
    let note = if is_used {
        "sqlx checked the query against this cache, not against this database: it compiles, and \
         fails at run time"
    } else {
        "no Rust and no SQL file beside the cache holds its text: it may be left over from a query \
         that is gone"
    };
    let mut draft = RULE.draft(
        query.path(),
        effect,
        direction,
        format!("query `{}` is stale: {}", shown(&query.text), list(&texts)),
    );
    draft = draft.values(Some(&expected), Some(&found));
    for place in &query.places {
        draft = draft.code_place(place, "the query");
    }
    draft
        .declared(Some(&query.cache), "remembered here")
        .note(note)
        .help(if is_used {
            "apply the migrations that this code was compiled with; where the database is right, \
             run `cargo sqlx prepare` and mend what no longer compiles"
        } else {
            "run `cargo sqlx prepare`, which removes what is left over"
        })
        .report(outcome);
}

/// What a query that fails is worth: one that changes rows loses a write.
fn worst_of(query: &CachedQuery) -> Effect {
    let first = query.text.split_whitespace().next().unwrap_or_default();
    match first.to_ascii_uppercase().as_str() {
        "INSERT" | "UPDATE" | "DELETE" | "MERGE" => Effect::WritesFail,
        _ => Effect::ReadsFail,
    }
}

/// The beginning of a query on one line.
fn shown(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
