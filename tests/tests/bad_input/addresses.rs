//! Owns bad input: addresses of databases that cannot be used.

use super::*;

#[test]
fn no_database_is_named() {
    let folder = project(&[("schema.prisma", SCHEMA)]);
    refuses(
        &check(folder.path(), &[]),
        &["`DATABASE_URL`", "not set", "--database"],
    );
}

#[test]
fn a_url_that_is_none() {
    for url in ["hello", "postgres//localhost/x", ""] {
        let run = check_against(url);
        refuses(&run, &["--database"]);
    }
}

#[test]
fn a_url_with_a_port_that_is_none() {
    refuses(
        &check_against(&format!("postgres://me:{SECRET}@localhost:port/x")),
        &[],
    );
}

#[test]
fn a_url_of_a_database_that_is_not_read() {
    for scheme in ["mongodb", "sqlserver", "redis", "https"] {
        let run = check_against(&format!("{scheme}://me:{SECRET}@localhost/x"));
        refuses(&run, &[scheme]);
    }
}

#[test]
fn a_url_of_a_proxy() {
    for url in [
        format!("prisma://accelerate.example.com/?api_key={SECRET}"),
        format!("prisma+postgres://accelerate.example.com/?api_key={SECRET}"),
    ] {
        refuses(&check_against(&url), &["proxy"]);
    }
}

#[test]
fn a_url_of_a_proxy_as_a_side() {
    let folder = project(&[("schema.prisma", SCHEMA)]);
    for scheme in ["prisma", "prisma+postgres"] {
        let url = format!("{scheme}://accelerate.example.com/?api_key={SECRET}");
        let schema = "prisma:schema.prisma";
        for arguments in [
            ["diff", schema, &url],
            ["diff", &url, schema],
            ["inspect", &url, "--verbose"],
        ] {
            let run = Schemadrift::new()
                .arguments(arguments)
                .inside(folder.path())
                .run();
            refuses(&run, &["proxy"]);
        }
        refuses(&check(folder.path(), &["--source", &url]), &[scheme]);
    }
}

#[test]
fn the_variable_beside_a_proxy_is_offered() {
    let variables = format!(
        "DATABASE_URL=prisma+postgres://accelerate.example.com/?api_key={SECRET}\nDIRECT_URL=postgres://me:{SECRET}@localhost/x\n"
    );
    let folder = project(&[("schema.prisma", SCHEMA), (".env", &variables)]);
    refuses(&check(folder.path(), &[]), &["proxy", "`DIRECT_URL`"]);
}

#[test]
fn a_password_with_an_at_sign_that_was_not_encoded() {
    let run = check_against(&format!("postgres://me:{SECRET}@{SECRET}@127.0.0.1:1/x"));
    refuses(&run, &[]);
}
