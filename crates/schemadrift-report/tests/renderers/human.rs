//! Owns the checks of the report for people: each situation's whole page.

use crate::expected;
use crate::reports::{
    clean, column_type, drifted, extra_value, left_out, missing_column, missing_table, path,
    problems, schema, unsure, used_table, view_definition, with,
};
use schemadrift_check::Report;
use schemadrift_core::finding::{FindingLocation, LocationRole, Verdict};
use schemadrift_core::object::ObjectKind;
use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_report::{HumanStyle, render_human};

const WIDE: HumanStyle = HumanStyle {
    width: 120,
    has_colour: false,
    is_verbose: false,
    lists_left_out: false,
};

const NARROW: HumanStyle = HumanStyle { width: 60, ..WIDE };

const COLOUR: HumanStyle = HumanStyle {
    has_colour: true,
    ..WIDE
};

const VERBOSE: HumanStyle = HumanStyle {
    is_verbose: true,
    ..WIDE
};

/// Compares a page with the file of this name.
fn check(name: &str, reports: &[Report], style: &HumanStyle) {
    let page = render_human(reports, style);
    assert!(!page.contains("hunter2"), "a password is shown:\n{page}");
    assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{page:?}");
    if !style.has_colour {
        assert!(!page.contains('\u{1b}'), "{page:?}");
    }
    expected::check(name, &page);
}

#[test]
fn clean_report() {
    check("clean", &[clean()], &WIDE);
    check("clean-narrow", &[clean()], &NARROW);
}

#[test]
fn single_finding() {
    let report = with(vec![column_type(&schema())]);
    check("single", std::slice::from_ref(&report), &WIDE);
    check("single-narrow", std::slice::from_ref(&report), &NARROW);
    check("single-colour", &[report], &COLOUR);
}

#[test]
fn many_in_a_group() {
    let file = schema();
    let findings = [
        "username",
        "verificationCode",
        "verificationExpiry",
        "isGoogleAuth",
    ]
    .map(|name| missing_column(&file, name, "text"));
    check("group", &[with(findings.into())], &WIDE);
}

#[test]
fn values_of_one_enum_share_a_place() {
    let file = schema();
    let findings = ["ADMIN", "OWNER", "GUEST"].map(|value| extra_value(&file, value));
    check("enum-values", &[with(findings.into())], &WIDE);
}

#[test]
fn several_groups() {
    check("several", &[drifted()], &WIDE);
    check("several-narrow", &[drifted()], &NARROW);
    check("several-colour", &[drifted()], &COLOUR);
    check("several-verbose", &[drifted()], &VERBOSE);
}

#[test]
fn places_in_application_code() {
    check("code", &[with(vec![used_table()])], &WIDE);
    check("code-verbose", &[with(vec![used_table()])], &VERBOSE);
}

#[test]
fn untrusted() {
    let report = Report {
        untrusted: Some("the role `app` may not see 12 of the 51 tables".to_owned()),
        ..clean()
    };
    check("untrusted", &[report], &WIDE);
}

#[test]
fn nothing_compared() {
    let report = Report {
        coverage: Vec::new(),
        sources: Vec::new(),
        left_out: Vec::new(),
        ..clean()
    };
    check("nothing-compared", &[report], &WIDE);
    check("nothing-checked", &[], &WIDE);
}

#[test]
fn cannot_tell() {
    let report = Report {
        cannot_tell: vec![unsure("email")],
        ..clean()
    };
    check("cannot-tell", std::slice::from_ref(&report), &WIDE);
    check("cannot-tell-narrow", &[report], &NARROW);
    let mut many: Vec<_> = ["a", "b", "c", "d", "e", "f", "g"].map(unsure).into();
    for entry in &mut many[2..] {
        entry.expected = None;
        entry.found = None;
    }
    let report = Report {
        cannot_tell: many,
        ..clean()
    };
    check("cannot-tell-many", &[report], &WIDE);
}

#[test]
fn trouble_with_the_inputs() {
    let report = Report {
        problems: problems(&schema()),
        ..clean()
    };
    check("problems", &[report], &WIDE);
    let report = Report {
        problems: (0..20).flat_map(|_| problems(&schema())).collect(),
        ..clean()
    };
    check("problems-many", &[report], &NARROW);
}

#[test]
fn left_out_on_request() {
    let report = Report {
        left_out: vec![
            left_out("_prisma_migrations", "bookkeeping of Prisma Migrate"),
            left_out("spatial_ref_sys", "owned by extension `postgis`"),
            left_out("geometry_columns", "owned by extension `postgis`"),
        ],
        ..clean()
    };
    let style = HumanStyle {
        lists_left_out: true,
        ..WIDE
    };
    check("left-out", std::slice::from_ref(&report), &WIDE);
    check("left-out-listed", &[report], &style);
}

#[test]
fn no_location() {
    let mut finding = missing_table(&schema(), "Wallet");
    finding.locations.clear();
    check(
        "no-location",
        std::slice::from_ref(&with(vec![finding.clone()])),
        &WIDE,
    );
    finding.locations.push(FindingLocation {
        role: LocationRole::Declared,
        origin: Origin::Catalog("public.Wallet".to_owned()),
        label: String::new(),
    });
    check("catalog-location", &[with(vec![finding])], &WIDE);
}

#[test]
fn long_values() {
    let expected =
        "SELECT id,\n    email\n   FROM users\n  WHERE deleted_at IS NULL\n  ORDER BY id";
    let found = "SELECT id,\n    email\n   FROM users\n  WHERE deleted_at IS NULL AND banned_at IS NULL AND (last_login > now() - '30 days'::interval)\n  ORDER BY id";
    let report = with(vec![view_definition(expected, found)]);
    check("long-values", std::slice::from_ref(&report), &WIDE);
    check("long-values-narrow", &[report], &NARROW);
}

#[test]
fn texts_without_end() {
    let text = "x".repeat(100_000);
    let mut finding = column_type(&schema());
    finding.message = format!("column `a` is `{text}` in the database");
    finding.note = Some(text.clone());
    for location in &mut finding.locations {
        location.label = text.clone();
    }
    finding.found = Some(text);
    let report = with(vec![finding]);
    let page = render_human(std::slice::from_ref(&report), &WIDE);
    assert!(page.len() < 10_000, "{} bytes", page.len());
    assert!(page.contains("in the database"), "{page}");
    assert!(render_human(&[report], &VERBOSE).len() > 200_000);
}

/// A column in a source of this text; the mark is where `here` stands.
fn in_source(text: &str) -> Report {
    let file = SourceFile::new("db/schema.sql", text);
    let start = text.find("here").unwrap();
    let mut finding = column_type(&schema());
    finding.locations = vec![FindingLocation {
        role: LocationRole::Declared,
        origin: Origin::Exact(Location::new(&file, start..start + 4)),
        label: "declared so".to_owned(),
    }];
    with(vec![finding])
}

#[test]
fn odd_sources() {
    check(
        "source-non-ascii",
        &[in_source("create table größe (\n  漢字 'é' here text\n);")],
        &WIDE,
    );
    check(
        "source-crlf",
        &[in_source(
            "create table a (\r\n  here text,\r\n  b int\r\n);\r\n",
        )],
        &WIDE,
    );
    check(
        "source-tabs",
        &[in_source("create table a (\n\tb\there\ttext\n);\n")],
        &WIDE,
    );
    let long = format!(
        "insert into a values ({}here{});",
        "1, ".repeat(200),
        ", 2".repeat(200)
    );
    check("source-long-line", &[in_source(&long)], &WIDE);
    check("source-long-line-narrow", &[in_source(&long)], &NARROW);
    let secret =
        "-- postgres://app:hunter2@db/shop\ncreate table a (here text); -- password=hunter2";
    check("source-secret", &[in_source(secret)], &WIDE);
}

#[test]
fn names_that_play_tricks() {
    let mut finding = missing_table(&schema(), "Wallet");
    let name = "a\u{1b}[2J\u{202e}\nerror[fake]: all is lost\u{9b}31m";
    finding.object = path(ObjectKind::Table, None, name);
    finding.message = format!("table `{name}` does not exist in the database");
    finding.expected = Some(format!("{name}\nsecond line"));
    finding.help = Some("connect to postgres://app:hunter2@db/shop\nand look".to_owned());
    check("tricks", &[with(vec![finding])], &WIDE);
}

#[test]
fn several_databases() {
    let mut other = clean();
    other.database.database = "billing".to_owned();
    check("databases", &[drifted(), other], &NARROW);
}

#[test]
fn an_implied_object_names_its_rule() {
    let file = schema();
    let mut finding = missing_table(&file, "Wallet");
    let Origin::Exact(location) = crate::reports::at(&file, "user   User") else {
        unreachable!("`at` gives exact places")
    };
    finding.locations[0].origin = Origin::Implied {
        rule: "implicit many-to-many table",
        location,
    };
    check("implied", &[with(vec![finding])], &WIDE);
}

#[test]
fn a_verdict_is_said_in_words() {
    for verdict in [
        Verdict::Match,
        Verdict::Ahead,
        Verdict::Behind,
        Verdict::Incompatible,
    ] {
        let report = Report { verdict, ..clean() };
        let page = render_human(&[report], &WIDE);
        assert!(page.starts_with(&format!("{verdict}: ")), "{page}");
    }
}

#[test]
fn colour_alone_says_nothing() {
    let plain = render_human(&[drifted()], &WIDE);
    let coloured = render_human(&[drifted()], &COLOUR);
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        stripped.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}
