//! Owns generated expressions: conditions that are valid in the database, over the columns of
//! the tables of equivalences.

use proptest::prelude::*;
use schemadrift_core::dialect::Engine;

/// A condition over the columns of the engine's table.
pub(crate) fn condition(engine: Engine) -> BoxedStrategy<String> {
    let leaf = prop_oneof![comparison(engine), test(engine), membership(engine)];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} AND {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) OR {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} or ({b})")),
            inner.clone().prop_map(|a| format!("NOT ({a})")),
            inner.clone().prop_map(|a| format!("(({a}))")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("CASE WHEN {a} THEN {b} ELSE {c} END")),
        ]
    })
    .boxed()
}

fn comparison(engine: Engine) -> BoxedStrategy<String> {
    let operators = prop::sample::select(vec!["=", "<>", "!=", "<", "<=", ">", ">="]);
    let numbers = (number(engine), operators.clone(), number(engine));
    let texts = (text(engine), operators, text(engine));
    prop_oneof![
        numbers.prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
        texts.prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
        (number(engine), number(engine), number(engine))
            .prop_map(|(a, b, c)| format!("{a} BETWEEN {b} AND {c}")),
        (text(engine), like(engine), text(engine))
            // A symbol binds tighter than a word.
            .prop_map(|(a, operator, b)| {
                if operator == "!~~" {
                    format!("{a} {operator} ({b})")
                } else {
                    format!("{a} {operator} {b}")
                }
            }),
        (number(engine), text(engine)).prop_map(|(a, b)| format!("({a} > 1) = ({b} IS NULL)")),
    ]
    .boxed()
}

fn like(engine: Engine) -> BoxedStrategy<&'static str> {
    prop::sample::select(match engine {
        Engine::PostgreSql => vec![
            "LIKE",
            "NOT LIKE",
            "ILIKE",
            "NOT ILIKE",
            "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM",
            "!~~",
        ],
        _ => vec!["LIKE", "NOT LIKE", "GLOB", "IS", "IS NOT"],
    })
    .boxed()
}

fn test(engine: Engine) -> BoxedStrategy<String> {
    let tests = || prop::sample::select(vec!["IS NULL", "IS NOT NULL", "ISNULL", "NOTNULL"]);
    prop_oneof![
        (number(engine), tests()).prop_map(|(a, test)| format!("{a} {test}")),
        (text(engine), tests()).prop_map(|(a, test)| format!("{a} {test}")),
        (number(engine), number(engine), number(engine))
            .prop_map(|(a, b, c)| format!("{a} NOT BETWEEN {b} AND {c}")),
        Just("\"s\" NOTNULL".to_owned()),
    ]
    .boxed()
}

fn membership(engine: Engine) -> BoxedStrategy<String> {
    let not = prop::sample::select(vec!["IN", "NOT IN"]);
    let numbers = prop::collection::vec(number(engine), 1..4);
    let texts = prop::collection::vec(text(engine), 1..4);
    prop_oneof![
        (number(engine), not.clone(), numbers)
            .prop_map(|(a, not, list)| format!("{a} {not} ({})", list.join(", "))),
        (text(engine), not, texts)
            .prop_map(|(a, not, list)| format!("{a} {not} ({})", list.join(", "))),
    ]
    .boxed()
}

fn number(engine: Engine) -> BoxedStrategy<String> {
    let columns = match engine {
        Engine::PostgreSql => vec![
            "n",
            "big",
            "p",
            "N",
            "sm::integer",
            "(p)::numeric",
            "f::int8",
        ],
        _ => vec!["n", "r", "N", "[n]", "CAST(r AS INTEGER)"],
    };
    let leaf = prop_oneof![
        prop::sample::select(columns).prop_map(str::to_owned),
        (-20_i32..20).prop_map(|value| value.to_string()),
        prop::sample::select(vec!["1.5", "2.0", ".5", "1e2", "- 3", "+4", "(7)", "007"])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (
                inner.clone(),
                prop::sample::select(vec!["+", "-", "*"]),
                inner.clone()
            )
                .prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) - ({b})")),
            inner.clone().prop_map(|a| format!("coalesce({a}, 0)")),
            inner.clone().prop_map(|a| format!("- ({a})")),
            inner.prop_map(|a| format!("abs({a})")),
        ]
    })
    .boxed()
}

fn text(engine: Engine) -> BoxedStrategy<String> {
    let leaves = match engine {
        Engine::PostgreSql => vec![
            "s",
            "S",
            "'a'::text",
            "'it''s'",
            "E'a\\tb'",
            "v::text",
            "$$x$$",
            "c::text",
        ],
        _ => vec!["s", "S", "'it''s'", "`s`", "CAST(n AS TEXT)"],
    };
    let leaf = prop_oneof![
        prop::sample::select(leaves).prop_map(str::to_owned),
        "[aAbx%_ ]{0,3}".prop_map(|text| format!("'{text}'")),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} || {b}")),
            inner.clone().prop_map(|a| format!("lower({a})")),
            inner.clone().prop_map(|a| format!("substr({a}, 1, 2)")),
            inner.clone().prop_map(|a| format!("TRIM({a})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("coalesce({a}, {b})")),
        ]
    })
    .boxed()
}
