//! Owns the checks of the HTML report: the page as a file, its diagram, and what a browser is allowed
//! to run of it.

use crate::expected::check_file;
use crate::reports::{clean, drifted, missing_column, problems, schema, unsure, used_table, with};
use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, ForeignKey, PrimaryKey, Schema, Table};
use schemadrift_core::name::{Name, QualifiedName};
use schemadrift_core::origin::Origin;
use schemadrift_core::stated::Stated;
use schemadrift_report::{HtmlPage, Sides, render_html};
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};

fn page(report: &schemadrift_check::Report, sides: Option<Sides<'_>>) -> String {
    render_html(&[HtmlPage { report, sides }])
}

fn texts(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let document = Html::parse_document(page);
    let found = document.select(&selector);
    found.map(|node| node.text().collect()).collect()
}

#[test]
fn a_full_report_is_a_page() {
    let mut report = drifted();
    report.problems = problems(&schema());
    report.findings.push(used_table());
    report.untrusted = Some("the role may not see 3 tables".to_owned());
    check_file("full.html", &without_assets(&page(&report, None)));
}

/// Style and script are files of their own.
fn without_assets(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (middle, rest) = rest.split_once("<script>").unwrap();
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}<style></style>{middle}<script></script>{after}")
}

#[test]
fn a_clean_report_has_neither_diagram_nor_filters() {
    let page = page(&clean(), None);
    for absent in ["svg", "form", "article"] {
        assert!(texts(&page, absent).is_empty(), "{absent}");
    }
    assert_eq!(texts(&page, ".verdict"), ["match"]);
    assert_eq!(
        texts(&render_html(&[]), "h1"),
        ["schemadrift: nothing was checked"]
    );
}

#[test]
fn the_browser_runs_this_script_and_no_other() {
    let page = page(&drifted(), None);
    let scripts = texts(&page, "script");
    assert_eq!(scripts.len(), 1);
    let hash = base64(&Sha256::digest(scripts[0].as_bytes()));
    assert!(
        page.contains(&format!("script-src 'sha256-{hash}'")),
        "the policy must name sha256-{hash}"
    );
    // Nothing is fetched: no address stands in the page at all.
    assert!(!page.contains("http://") && !page.contains("https://"));
    assert!(!page.contains("url(") && !page.contains("@import") && !page.contains(" src="));
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut word = [0; 3];
        word[..chunk.len()].copy_from_slice(chunk);
        let number = u32::from_be_bytes([0, word[0], word[1], word[2]]);
        for digit in 0..4 {
            let index = (number >> (18 - 6 * digit)) & 63;
            text.push(if digit <= chunk.len() {
                char::from(DIGITS[index as usize])
            } else {
                '='
            });
        }
    }
    text
}

fn table(name: &str, columns: &[&str]) -> Table {
    let mut table = Table::new(QualifiedName::new("public", name), Origin::Unlocated);
    table.columns = columns
        .iter()
        .map(|column| Column::new(*column, Origin::Unlocated))
        .collect();
    table.primary_key = Stated::Written(Some(PrimaryKey {
        name: Stated::NotStated,
        columns: vec![Name::from("id")],
        include: Stated::NotStated,
        origin: Origin::Unlocated,
    }));
    table
}

fn refers(column: &str, target: &str) -> ForeignKey {
    ForeignKey {
        name: Stated::NotStated,
        columns: vec![Name::from(column)],
        target: QualifiedName::new("public", target),
        target_columns: vec![Name::from("id")],
        on_delete: Stated::NotStated,
        on_update: Stated::NotStated,
        deferral: Stated::NotStated,
        validity: Stated::NotStated,
        is_relation_only: false,
        origin: Origin::Unlocated,
    }
}

#[test]
fn the_diagram_shows_neighbours_and_tells_states_in_words() {
    let mut code = Schema::empty(Engine::PostgreSql, Coverage::everything());
    code.default_namespace = Some(Name::from("public"));
    let mut review = table("Review", &["id", "userId"]);
    review.foreign_keys = vec![refers("userId", "User")];
    // A circle, and a table that has nothing to do with it.
    let mut user = table("User", &["id", "username", "favouriteId"]);
    user.foreign_keys = vec![refers("favouriteId", "Review"), refers("id", "User")];
    code.tables = vec![user, review, table("Apart", &["id"])];
    let mut live = code.clone();
    live.tables[0].columns.remove(1);
    let mut report = with(vec![missing_column(&schema(), "username", "text")]);
    report.cannot_tell = vec![unsure("id")];
    let sides = Sides {
        code: &code,
        live: &live,
    };
    let page = page(&report, Some(sides));
    assert_eq!(
        texts(&page, "svg g.table > title"),
        ["User: no difference found", "Review: no difference found"]
    );
    assert_eq!(
        texts(&page, "svg g.row > title"),
        [
            "id: key, cannot tell",
            "username: missing in the database",
            "favouriteId: reference, no difference found",
            "id: key, no difference found",
            "userId: reference, no difference found"
        ]
    );
    assert_eq!(texts(&page, "svg g.row.missing .sign"), ["\u{2212}"]);
    assert_eq!(texts(&page, "svg g.relation").len(), 3);
    assert_eq!(
        texts(&page, ".definition summary"),
        ["User: 1 missing in the database, 1 cannot tell"]
    );
}

#[test]
fn what_nothing_was_found_about_is_the_same_on_both_sides() {
    // A table that only the code has, and no finding says so: it is ignored, and not missing.
    let mut code = Schema::empty(Engine::PostgreSql, Coverage::everything());
    let mut user = table("User", &["id"]);
    user.foreign_keys = vec![refers("id", "Ignored")];
    code.tables = vec![user, table("Ignored", &["id"])];
    let mut live = code.clone();
    live.tables.remove(1);
    let mut report = clean();
    report.cannot_tell = vec![unsure("id")];
    let sides = Sides {
        code: &code,
        live: &live,
    };
    let page = page(&report, Some(sides));
    assert!(texts(&page, "svg .missing").is_empty());
    assert_eq!(texts(&page, "svg g.unsure").len(), 1);
}
