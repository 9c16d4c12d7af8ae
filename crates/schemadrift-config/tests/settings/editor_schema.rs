//! Owns the promise that the published schema of the configuration says what the reader says: examples of
//! the documents are good to both, and what is wrong to one is wrong to the other.

use std::sync::OnceLock;

use schemadrift_config::keys::{self, Key, Takes};
use schemadrift_config::read;
use serde_json::Value;

const PUBLISHED: &str = include_str!("../../../../docs/schemadrift.schema.json");

const PAGES: [&str; 3] = [
    include_str!("../../../../docs/configuration.md"),
    include_str!("../../../../docs/baseline.md"),
    include_str!("../../../../docs/code.md"),
];

struct Compiled {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

fn published() -> Value {
    serde_json::from_str(PUBLISHED).unwrap()
}

/// What the schema has against a file.
fn faults(text: &str) -> Option<String> {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("file.json", published()).unwrap();
        let index = compiler.compile("file.json", &mut schemas).unwrap();
        Compiled { schemas, index }
    });
    let table: toml::Table = text.parse().unwrap();
    let document = in_json(&toml::Value::Table(table));
    let result = compiled.schemas.validate(&document, compiled.index);
    result.err().map(|error| format!("{error:#}"))
}

/// A value of TOML as editors see it: dates are texts.
fn in_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
        toml::Value::Datetime(moment) => Value::from(moment.to_string()),
        toml::Value::Array(values) => values.iter().map(in_json).collect(),
        toml::Value::Table(table) => table
            .iter()
            .map(|(key, value)| (key.clone(), in_json(value)))
            .collect(),
    }
}

fn mistakes(text: &str) -> Vec<String> {
    let rules: Vec<&str> = schemadrift_check::rules::RULES
        .iter()
        .map(|rule| rule.name)
        .collect();
    let config = read("schemadrift.toml", text, &rules);
    let problems = config.problems.into_iter();
    problems.map(|problem| problem.message).collect()
}

#[test]
fn every_example_is_good_to_both() {
    let mut seen = 0;
    for page in PAGES {
        for block in page.split("```toml\n").skip(1) {
            let text = block.split("```").next().unwrap();
            // A baseline is another file.
            if text.contains("[[finding]]") {
                continue;
            }
            seen += 1;
            assert_eq!(mistakes(text), [""; 0], "{text}");
            assert_eq!(faults(text), None, "{text}");
        }
    }
    assert!(seen >= 4, "{seen}");
}

#[test]
fn what_is_wrong_to_one_is_wrong_to_the_other() {
    for text in [
        "sauce = 1\n",
        "fail-on = 'off'\n",
        "baseline = ' '\n",
        "[[source]]\nkind = 'prizma'\npath = 'a'\n",
        "[[source]]\nkind = 'prisma'\n",
        "[source]\nkind = 'prisma'\npath = 'a'\n",
        "[database]\n",
        "[database]\nenv = 'A'\nurl = 'b'\n",
        "[database]\nenv = 1\n",
        "[database.shop]\nvariable = 'A'\n",
        "[rules]\nnope = 'off'\n",
        "[rules]\nextra-table = 'loud'\n",
        "[[ignore]]\nobject = 'x'\n",
        "[[ignore]]\nobject = 'x'\nreason = ''\n",
        "[[ignore]]\nobject = 'x'\nreason = 'y'\nrule = 'nope'\n",
        "[[ignore]]\nobject = 'x'\nreason = 'y'\nuntil = 'soon'\n",
        "[expect]\nrows = 'users'\n",
        "[code]\nread = 'no'\n",
        "[code]\nclients = [1]\n",
    ] {
        assert_eq!(mistakes(text).len(), 1, "{text}: {:?}", mistakes(text));
        assert!(faults(text).is_some(), "{text}");
    }
}

/// The keys of the reader and those of the schema are the same, each with words.
#[test]
fn the_keys_are_the_same() {
    let mut seen = 0;
    compare(&published(), keys::ROOT, &mut seen);
    assert!(seen > 20, "{seen}");
}

fn compare(schema: &Value, keys: &[Key], seen: &mut usize) {
    let properties = schema["properties"].as_object().unwrap();
    let mut names: Vec<&str> = properties.keys().map(String::as_str).collect();
    let mut known: Vec<&str> = keys.iter().map(|key| key.name).collect();
    names.sort_unstable();
    known.sort_unstable();
    assert_eq!(names, known);
    for key in keys {
        *seen += 1;
        let own = &properties[key.name];
        assert_eq!(own["description"], key.about);
        match key.takes {
            Takes::Table(inner) => compare(own, inner, seen),
            Takes::Tables(inner) => compare(&own["items"], inner, seen),
            Takes::TableOrNamed(inner) => compare(&own["anyOf"][0], inner, seen),
            Takes::Text
            | Takes::Word(_)
            | Takes::Rule
            | Takes::Flag
            | Takes::Day
            | Takes::Texts
            | Takes::LevelsByRule => {}
        }
    }
}
