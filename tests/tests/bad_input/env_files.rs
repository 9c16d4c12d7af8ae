//! Owns bad input: `.env` files.

use super::*;

#[test]
fn a_folder_of_that_name_holds_no_variables() {
    let folder = project(&[("schema.prisma", SCHEMA), (".env/README.md", "a folder")]);
    refuses(&check(folder.path(), &[]), &["`DATABASE_URL`", "not set"]);
}

#[test]
fn lines_above_the_url_do_not_swallow_it() {
    let live = Database::filled(Engine::Postgresql, USERS);
    for (above, mark) in [
        ("NOTE=it's for tests\n", ""),
        ("KEY=\"not closed\n???\n", ""),
        ("", "\u{FEFF}"),
        ("DATABASE_URL=postgres://nobody@nowhere.invalid/x\n", ""),
    ] {
        let url = live.url();
        for line in [
            format!("DATABASE_URL={url} # the test server"),
            format!("DATABASE_URL: {url}"),
            format!("export DATABASE_URL=`{url}`"),
        ] {
            let variables = format!("{mark}{above}{line}\r\n");
            let folder = project(&[("schema.prisma", SCHEMA), (".env", &variables)]);
            let run = check(folder.path(), &[]);
            assert_eq!(run.code, Some(0), "{variables}{}", run.everything());
        }
    }
}

#[test]
fn a_url_is_made_of_variables() {
    let live = Database::filled(Engine::Postgresql, USERS);
    let url = live
        .url()
        .replacen("127.0.0.1", "${DB_HOST:-nowhere.invalid}", 1);
    let variables = format!("DB_HOST=127.0.0.1\nDATABASE_URL=\"{url}\"\n");
    let folder = project(&[("schema.prisma", SCHEMA), (".env", &variables)]);
    let run = check(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{}", run.everything());
}

#[test]
fn a_url_that_needs_a_variable_which_is_not_set() {
    let variables = format!("DATABASE_URL=\"postgres://me:{SECRET}@${{DB_HOST}}/x\"\n");
    for schema in [
        SCHEMA,
        &SCHEMA.replace("url      = env(\"DATABASE_URL\")", ""),
    ] {
        let folder = project(&[("schema.prisma", schema), (".env", &variables)]);
        refuses(
            &check(folder.path(), &[]),
            &["`DATABASE_URL`", "needs `DB_HOST`, which is not set"],
        );
    }
}

#[test]
fn braces_that_a_shell_left_behind_are_no_host() {
    let folder = project(&[("schema.prisma", SCHEMA)]);
    for host in ["${DB_HOST}", "${DB_HOST:-localhost}"] {
        let url = format!("postgres://me:{SECRET}@{host}/x");
        let run = Schemadrift::new()
            .arguments(["check"])
            .variable("DATABASE_URL", &url)
            .inside(folder.path())
            .run();
        refuses(&run, &[]);
        assert!(!run.stderr.contains("localhost:"), "{}", run.stderr);
    }
}
