//! Owns the checks of what `explain` and `rules` print.

use crate::expected::check;
use schemadrift_check::rules::RULES;
use schemadrift_core::finding::{Effect, Level};
use schemadrift_report::{
    FacetRow, FacetVerdict, HumanStyle, ObjectSides, RuleRow, render_object, render_page,
    render_rules_table,
};

fn style(width: usize) -> HumanStyle {
    HumanStyle {
        width,
        ..HumanStyle::default()
    }
}

fn row(facet: &str, verdict: FacetVerdict) -> FacetRow {
    FacetRow {
        facet: facet.to_owned(),
        expected: None,
        expected_normal: None,
        found: None,
        found_normal: None,
        verdict,
        why: None,
    }
}

fn object() -> ObjectSides {
    let text = |text: &str| Some(text.to_owned());
    ObjectSides {
        title: "column `User.createdAt`".to_owned(),
        expected_place: "prisma/schema.prisma:13:3".to_owned(),
        found_place: "PostgreSQL 16.4 `shop`, public.User.createdAt".to_owned(),
        rows: vec![
            FacetRow {
                expected: text("DateTime @db.Timestamptz(3)"),
                expected_normal: text("timestamp(3) with time zone"),
                found: text("timestamp(3) without time zone"),
                why: text("column-type"),
                ..row("type", FacetVerdict::Differs)
            },
            FacetRow {
                expected: text("not null"),
                found: text("not null"),
                ..row("nullability", FacetVerdict::Same)
            },
            FacetRow {
                expected: text("now()"),
                expected_normal: text("current_timestamp"),
                found: text("CURRENT_TIMESTAMP"),
                found_normal: text("current_timestamp"),
                why: text("`now()` is another way to write `CURRENT_TIMESTAMP`"),
                ..row("default", FacetVerdict::Same)
            },
            FacetRow {
                found: text("GENERATED ALWAYS AS (a + b) STORED"),
                why: text("the expression could not be parsed"),
                ..row("generated", FacetVerdict::CannotTell)
            },
            FacetRow {
                found: text("when the \u{1b}row was made"),
                why: text("Prisma cannot state it"),
                ..row("comment", FacetVerdict::NotCompared)
            },
        ],
    }
}

#[test]
fn both_sides_of_an_object() {
    check("object", &render_object(&object(), &style(120)));
    check("object-narrow", &render_object(&object(), &style(60)));
    let coloured = HumanStyle {
        has_colour: true,
        ..style(120)
    };
    check("object-colour", &render_object(&object(), &coloured));
    let nothing = ObjectSides {
        rows: Vec::new(),
        ..object()
    };
    assert_eq!(render_object(&nothing, &style(80)).lines().count(), 3);
}

#[test]
fn the_table_of_rules() {
    let rules = [
        RuleRow {
            name: "missing-table",
            level: Level::Error,
            effect: Effect::ReadsFail,
            summary: "the code declares a table that the database does not have",
        },
        RuleRow {
            name: "unvalidated-constraint",
            level: Level::Off,
            effect: Effect::DataAtRisk,
            summary: "a constraint exists and has never been checked against the rows that were \
                      there before it",
        },
    ];
    check("rules", &render_rules_table(&rules, &style(100)));
    check("rules-narrow", &render_rules_table(&rules, &style(60)));
    assert_eq!(
        render_rules_table(&[], &style(100)),
        "rule  level  effect  fault\n"
    );
}

#[test]
fn every_rule_page_is_rendered_without_markup() {
    for rule in RULES {
        let text = render_page(rule.page, &style(80));
        assert!(text.contains(rule.name), "{text}");
        assert!(!text.contains("```") && !text.contains("\n# "), "{text}");
        for line in text.lines().filter(|line| !line.starts_with("    ")) {
            assert!(line.chars().count() <= 80, "{}: {line}", rule.name);
        }
    }
}

#[test]
fn a_page_in_colour() {
    let page = "# a\n\nSome `code` in **prose**.\n\n## b\n\n```sql\nselect 1;\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |\n";
    let coloured = HumanStyle {
        has_colour: true,
        ..style(80)
    };
    check("page-colour", &render_page(page, &coloured));
}
