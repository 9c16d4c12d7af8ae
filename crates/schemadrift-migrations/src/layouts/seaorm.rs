//! SeaORM: Rust files, in the order of the list that `Migrator::migrations` returns. Of their code
//! only SQL in string literals is understood.
//! <https://www.sea-ql.org/SeaORM/docs/migration/writing-migration/>

use schemadrift_core::migration::Migration;
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::{Location, Origin};
use schemadrift_core::problem::Problem;

use super::listing::{Listing, without_sql};
use super::seaorm_body;
use crate::disk::FileText;
use crate::folder::Folder;
use crate::rust_tokens::{Kind, Token, body, closing, tokenize};

pub(super) fn recognises(folder: &Folder) -> bool {
    migrator(folder).is_some()
}

/// The name of the file that lists the migrations.
fn migrator(folder: &Folder) -> Option<&str> {
    folder.files_ending(".rs").find(|name| {
        folder.file(name).is_some_and(|file| {
            let text = file.text();
            text.contains("MigratorTrait") && body(&tokenize(text), "migrations").is_some()
        })
    })
}

pub(super) fn list(folder: &Folder) -> Listing {
    let mut listing = Listing::default();
    let Some(file) = migrator(folder).and_then(|name| folder.file(name)) else {
        return listing;
    };
    let tokens = tokenize(file.text());
    let code = body(&tokens, "migrations").unwrap_or_default();
    if is_conditional(code) {
        listing.warn(
            &file,
            "the list of migrations depends on conditions, which are not followed: all are taken",
        );
    }
    for mention in mentions(code) {
        listing.migrations.push(migration(folder, &file, &mention));
    }
    if listing.migrations.is_empty() && !code.is_empty() {
        listing.problems.push(Problem::warning(
            "no migration was found in the list of migrations",
            Origin::Exact(location(&file, code)),
        ));
    }
    listing.ledger = body(&tokens, "migration_table_name").and_then(first_text);
    for name in folder.files_ending(".rs") {
        let stem = name.trim_end_matches(".rs");
        let is_listed = listing.migrations.iter().any(|known| known.label == stem);
        if !is_listed && crate::names::leading_digits(stem.trim_start_matches('m')).is_some() {
            listing.leave(folder, name, "the list of migrations does not name it");
        }
    }
    listing
}

fn is_conditional(code: &[Token<'_>]) -> bool {
    ["if", "match", "cfg"]
        .iter()
        .any(|word| code.iter().any(|token| token.is_word(word)))
}

fn first_text(code: &[Token<'_>]) -> Option<QualifiedName> {
    code.iter().find_map(|token| match &token.kind {
        Kind::Text(value) => Some(QualifiedName::bare(value.as_str())),
        Kind::Word(_) | Kind::Symbol(_) => None,
    })
}

fn location(file: &FileText, code: &[Token<'_>]) -> Location {
    let start = code.first().map_or(0, |token| token.range.start);
    let end = code.last().map_or(start, |token| token.range.end);
    Location::new(&file.source, start..end)
}

/// A migration in the list: the path of its type, and where it stands.
struct Mention<'t, 'a> {
    path: Vec<&'a str>,
    tokens: &'t [Token<'a>],
}

/// What stands in `Box::new(…)`, in order.
fn mentions<'t, 'a>(code: &'t [Token<'a>]) -> Vec<Mention<'t, 'a>> {
    let mut mentions = Vec::new();
    for (index, pair) in code.windows(5).enumerate() {
        let is_box = matches!(pair, [name, one, other, new, open]
            if name.is_word("Box") && one.is_symbol(':') && other.is_symbol(':')
                && new.is_word("new") && open.is_symbol('('));
        if !is_box {
            continue;
        }
        let open = index + 4;
        let Some(close) = closing(code, open) else {
            continue;
        };
        let tokens = code.get(open + 1..close).unwrap_or_default();
        let path: Vec<&str> = tokens
            .iter()
            .take_while(|token| matches!(token.kind, Kind::Word(_)) || token.is_symbol(':'))
            .filter_map(|token| match token.kind {
                Kind::Word(word) => Some(word),
                Kind::Symbol(_) | Kind::Text(_) => None,
            })
            .collect();
        if !path.is_empty() {
            mentions.push(Mention { path, tokens });
        }
    }
    mentions
}

fn migration(folder: &Folder, list: &FileText, mention: &Mention<'_, '_>) -> Migration {
    // The type's module is its file: `m2024_x::Migration`.
    let module = match mention.path.as_slice() {
        [.., module, _type] => *module,
        [only] => *only,
        [] => "",
    };
    let places = [format!("{module}.rs"), format!("{module}/mod.rs")];
    let place = places.iter().find(|place| folder.has_file(place));
    let Some((place, file)) = place.and_then(|place| Some((place, folder.file(place)?))) else {
        let mut migration = without_sql(list, module, module);
        migration.location = location(list, mention.tokens);
        migration.doubts = vec![format!("`{module}.rs` was not found beside the list")];
        return migration;
    };
    let tokens = tokenize(file.text());
    // `DeriveMigrationName` takes the file's stem, which for `x/mod.rs` is `mod`.
    let stem = place
        .rsplit('/')
        .next()
        .unwrap_or(place)
        .trim_end_matches(".rs");
    let own_name = body(&tokens, "name").and_then(first_text);
    let name = own_name.map_or_else(|| stem.to_owned(), |name| name.name.to_string());
    let mut migration = without_sql(&file, name, module);
    let folder_of_file = place.rsplit_once('/').map_or("", |(folder, _)| folder);
    let read = seaorm_body::read(folder, folder_of_file, &file, &tokens);
    migration.up = read.up;
    migration.doubts = read.doubts;
    migration
}
