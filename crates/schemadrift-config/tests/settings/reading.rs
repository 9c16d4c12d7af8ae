//! Owns that a file is read whole, and that every mistake in it is told at its place.

use schemadrift_config::read;
use schemadrift_core::finding::Level;

const RULES: &[&str] = &["extra-table", "missing-table"];

fn mistakes(text: &str) -> Vec<String> {
    let config = read("s.toml", text, RULES);
    let line = |problem: &schemadrift_core::problem::Problem| {
        let place = problem.origin.location().unwrap().start();
        let help = problem.help.as_deref().unwrap_or("-");
        format!(
            "{}:{} {} | {help}",
            place.line, place.column, problem.message
        )
    };
    config.problems.iter().map(line).collect()
}

#[test]
fn a_whole_file_is_read() {
    let text = "fail-on = 'warning'\nbaseline = 'known.toml'\n[[source]]\nkind='prisma'\npath='a'\n\
        database='shop'\n[database.shop]\nenv='SHOP'\n[rules]\nextra-table='off'\n\
        [[ignore]]\nobject='legacy_*'\nreason='old'\nuntil=2027-01-31\n\
        [expect]\nrows=['users','app.t']\n\
        [code]\nread = false\ninclude = ['src/**']\nexclude = ['src/gen/**']\nclients = ['db']\n";
    let config = read("s.toml", text, RULES);
    assert!(config.problems.is_empty(), "{:?}", config.problems);
    assert_eq!(config.fail_on, Some(Level::Warning));
    assert_eq!(config.baseline.as_deref(), Some("known.toml"));
    assert_eq!(config.levels["extra-table"], Level::Off);
    assert_eq!(config.ignores[0].until.as_deref(), Some("2027-01-31"));
    assert_eq!(config.expected_rows[1].to_string(), "app.t");
    assert!(config.database_of(Some("shop")).is_some());
    assert!(!config.code.is_read);
    assert_eq!(config.code.include, ["src/**"]);
    assert_eq!(config.code.exclude, ["src/gen/**"]);
    assert_eq!(config.code.clients, ["db"]);
}

#[test]
fn mistakes_are_told_at_their_place() {
    for (text, said) in [
        (
            "sauce = 1\n",
            "1:1 `sauce` is not a key here | did you mean `source`?",
        ),
        (
            "[expect]\ncolumns = []\n",
            "2:1 `columns` is not a key here | the keys are `rows`",
        ),
        (
            "[rules]\nnope = 'off'\n",
            "2:1 there is no rule `nope` | `schemadrift rules` lists the rules",
        ),
        (
            "[rules]\nextra-table = 'loud'\n",
            "2:15 the level of `extra-table` is one of `off`, `note`, `warning` and `error` | -",
        ),
        (
            "fail-on = 'off'\n",
            "1:11 `fail-on` is one of `note`, `warning` and `error` | -",
        ),
        (
            "[[ignore]]\nobject = 'x'\n",
            "1:1 an ignore entry needs `reason` | -",
        ),
        (
            "[[ignore]]\nobject = 'x'\nreason = ' '\n",
            "3:10 `reason` is empty | -",
        ),
        (
            "[ignore]\nobject = 'x'\n",
            "1:1 write `[[ignore]]`, with two brackets | -",
        ),
        ("[database]\n", "1:1 a database needs `env` or `url` | -"),
        ("code = 1\n", "1:8 write `[code]` as a table | -"),
        (
            "[code]\nread = 'no'\n",
            "2:8 `read` is `true` or `false` | -",
        ),
        (
            "[code]\ninclude = 'src'\n",
            "2:11 `include` is a list of strings | -",
        ),
        (
            "[code]\nexclude = ['!a']\n",
            "2:12 a glob here begins with no `!` | write it without `!` under `exclude`",
        ),
        (
            "[code]\nclient = []\n",
            "2:1 `client` is not a key here | did you mean `clients`?",
        ),
        (
            "[[source]]\nkind = 'prisma'\npath = 'a'\ndatabase = 'shp'\n[database.shop]\nenv = 'A'\n",
            "4:12 there is no `[database.shp]` | did you mean `shop`?",
        ),
        (
            "[database]\nenv = 'A'\n[database.shop]\nenv = 'B'\n",
            "2:1 `env` stands beside named databases: write a table for each | -",
        ),
    ] {
        assert_eq!(mistakes(text), [said], "{text}");
    }
    assert!(!mistakes("[[source]\n").is_empty());
}

#[test]
fn one_mistake_hides_no_other() {
    let text =
        "fail-on = loud\n[rules]\nnope = 'off'\n[code]\nreed = true\n= 3\n[expect]\nrows = 1\n";
    let said = mistakes(text);
    let lines: Vec<&str> = said
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(line, _)| line)
        .collect();
    assert_eq!(lines, ["1", "3", "5", "6", "8"], "{said:#?}");
}

#[test]
fn sources_and_several_databases_must_fit() {
    let source = |database: &str| format!("[[source]]\nkind = 'sql'\npath = 'a'\n{database}");
    let databases = "[database.one]\nenv = 'ONE'\n[database.two]\nenv = 'TWO'\n";
    let fitting = source("database = 'one'\n") + &source("database = 'two'\n") + databases;
    assert_eq!(mistakes(&fitting), [""; 0]);
    let unnamed = source("") + &source("database = 'one'\n") + databases;
    assert_eq!(
        mistakes(&unnamed),
        [
            "1:1 several databases are configured, and this source names none | say which one in its `database`",
            "10:11 no source is checked against `[database.two]` | write `database = \"two\"` into its `[[source]]`",
        ]
    );
    // One database needs no name.
    assert_eq!(
        mistakes(&(source("") + "[database.one]\nenv = 'ONE'\n")),
        [""; 0]
    );
}

#[test]
fn a_url_is_never_debug_printed() {
    let text = "[database]\nurl='postgres://u:hunter2@h/d'\n";
    let config = read("s.toml", text, RULES);
    assert!(!format!("{:?}", config.databases).contains("hunter2"));
}
