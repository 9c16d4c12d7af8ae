//! Owns what happens when the input is bad: one clear message that names the thing and the way
//! out, the right exit code, no panic, no secret, and whatever could still be done is done.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use schemadrift_tests::command::{Run, Schemadrift};
use schemadrift_tests::database::{self, Database, Engine};
use tempfile::TempDir;

/// A password that would be noticed anywhere.
const SECRET: &str = "hunter2-Zq9";

const SCHEMA: &str = "datasource db {\n  provider = \"postgresql\"\n  url      = env(\"DATABASE_URL\")\n}\n\nmodel User {\n  id    Int    @id\n  email String\n\n  @@map(\"users\")\n}\n";

const USERS: &str = "CREATE TABLE \"users\" (\"id\" integer PRIMARY KEY, \"email\" text NOT NULL);";

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    Schemadrift::new()
        .arguments(["check"])
        .arguments(arguments)
        .inside(folder)
        .run()
}

fn check_against(url: &str) -> Run {
    let folder = project(&[("schema.prisma", SCHEMA)]);
    check(folder.path(), &["--database", url])
}

/// Nothing went wrong in an uncontrolled way.
#[track_caller]
fn is_composed(run: &Run) {
    let everything = run.everything();
    assert!(!everything.contains("panicked"), "{everything}");
    assert!(
        !everything.contains(SECRET),
        "the password is printed:\n{everything}"
    );
}

/// The run could not check: it says why in one message with these words, and names the way out.
#[track_caller]
fn refuses(run: &Run, words: &[&str]) {
    is_composed(run);
    assert_eq!(run.code, Some(2), "{}", run.everything());
    let errors = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "))
        .count();
    assert_eq!(errors, 1, "one message, please:\n{}", run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "no `{word}` in:\n{}", run.stderr);
    }
    assert!(
        run.stderr.lines().any(|line| line.starts_with("help: ")),
        "no way out:\n{}",
        run.stderr
    );
}

/// The run ended without a result that can be trusted, and says why.
#[track_caller]
fn distrusts(run: &Run, words: &[&str]) {
    is_composed(run);
    assert_eq!(run.code, Some(3), "{}", run.everything());
    for word in words {
        assert!(
            run.everything().contains(word),
            "no `{word}` in:\n{}",
            run.everything()
        );
    }
}

mod files {
    use super::*;

    #[test]
    fn a_schema_that_is_not_there() {
        let folder = project(&[]);
        let run = check(folder.path(), &["--source", "prisma:nowhere/schema.prisma"]);
        refuses(&run, &["nowhere/schema.prisma"]);
    }

    #[test]
    fn a_folder_without_schema() {
        let folder = project(&[("README.md", "nothing here")]);
        refuses(&check(folder.path(), &[]), &["no schema found", "--source"]);
    }

    #[test]
    fn a_project_that_is_not_there() {
        let folder = project(&[]);
        refuses(
            &check(folder.path(), &["nowhere"]),
            &["`nowhere` is not a folder"],
        );
    }

    #[test]
    fn a_kind_of_source_that_nobody_knows() {
        let folder = project(&[("schema.prisma", SCHEMA)]);
        refuses(
            &check(folder.path(), &["--source", "cobol:schema.prisma"]),
            &["cobol", "prisma:"],
        );
    }

    #[test]
    fn a_schema_that_is_no_text() {
        let folder = project(&[]);
        std::fs::write(
            folder.path().join("schema.prisma"),
            [0xff, 0xfe, 0x00, 0x80, 0xc3],
        )
        .unwrap();
        let run = check(
            folder.path(),
            &[
                "--source",
                "prisma:schema.prisma",
                "--database",
                "file:x.db",
            ],
        );
        is_composed(&run);
        assert!(matches!(run.code, Some(2 | 3)), "{}", run.everything());
        assert!(
            run.everything().contains("schema.prisma"),
            "{}",
            run.everything()
        );
    }

    #[test]
    fn a_schema_that_is_a_folder_without_schemas() {
        let folder = project(&[("schema/README.md", "empty")]);
        refuses(
            &check(folder.path(), &["--source", "prisma:schema"]),
            &["schema"],
        );
    }

    #[test]
    fn a_schema_that_is_empty() {
        let folder = project(&[("schema.prisma", "")]);
        let run = check(
            folder.path(),
            &[
                "--source",
                "prisma:schema.prisma",
                "--database",
                "file:x.db",
            ],
        );
        is_composed(&run);
        assert!(matches!(run.code, Some(2 | 3)), "{}", run.everything());
        assert!(
            run.everything().contains("schema.prisma"),
            "{}",
            run.everything()
        );
    }

    #[test]
    fn a_schema_for_a_database_that_is_not_read() {
        for provider in ["mongodb", "sqlserver"] {
            let schema = SCHEMA.replace("postgresql", provider);
            let folder = project(&[("schema.prisma", &schema)]);
            let run = check(folder.path(), &["--database", "postgres://localhost/x"]);
            refuses(&run, &["schema.prisma", provider]);
        }
    }

    #[test]
    fn a_configuration_with_a_mistake() {
        for (text, words) in [
            (
                "[rules]\nmissing-tabel = \"off\"\n",
                ["missing-tabel", "schemadrift rules"],
            ),
            (
                "[rules]\nmissing-table = \"loud\"\n",
                ["level", "schemadrift.toml:2"],
            ),
            ("[rulez]\n", ["rulez", "schemadrift.toml:1"]),
            ("[rules\n", ["schemadrift.toml:1", "]"]),
            (
                "[[ignore]]\nobject = \"x\"\n",
                ["reason", "schemadrift.toml:1"],
            ),
        ] {
            let folder = project(&[("schema.prisma", SCHEMA), ("schemadrift.toml", text)]);
            let run = check(folder.path(), &["--database", "postgres://localhost/x"]);
            is_composed(&run);
            assert_eq!(run.code, Some(2), "{}", run.everything());
            for word in words {
                assert!(run.stderr.contains(word), "no `{word}` in:\n{}", run.stderr);
            }
        }
    }
}

mod addresses {
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
}

mod several_schemas {
    use super::*;

    const OTHER: &str = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\nmodel Other {\n  id Int @id\n}\n";

    fn check_files(files: &[(&str, &str)]) -> Run {
        let live = Database::filled(Engine::Postgresql, USERS);
        let folder = project(files);
        check(folder.path(), &["--database", live.url()])
    }

    #[test]
    fn the_one_that_is_named_is_the_only_one() {
        let config = "export default defineConfig({ schema: \"db/x.prisma\" })";
        let manifest = "{ \"prisma\": { \"schema\": \"db/x.prisma\" } }";
        for namer in [("prisma.config.ts", config), ("package.json", manifest)] {
            let run = check_files(&[
                namer,
                ("db/x.prisma", SCHEMA),
                ("prisma/schema.prisma", OTHER),
                ("old/other.prisma", OTHER),
            ]);
            is_composed(&run);
            assert_eq!(run.code, Some(0), "{}", run.everything());
            for passed_over in ["`prisma/schema.prisma`", "`old/other.prisma`"] {
                assert!(run.stderr.contains(passed_over), "{}", run.stderr);
            }
            assert!(run.stderr.contains(namer.0), "{}", run.stderr);
        }
    }

    #[test]
    fn the_ones_that_nothing_names_are_all_checked() {
        let run = check_files(&[
            ("package.json", "{}"),
            ("prisma/schema.prisma", SCHEMA),
            ("more/package.json", "{}"),
            ("more/other.prisma", OTHER),
        ]);
        assert_eq!(run.code, Some(1), "{}", run.everything());
        assert!(run.stdout.contains("`Other`"), "{}", run.everything());
    }

    #[test]
    fn the_one_that_is_named_and_not_there_has_no_stand_in() {
        let config = "export default { schema: \"db/missing.prisma\" }";
        let files = [
            ("prisma.config.ts", config),
            ("prisma/schema.prisma", SCHEMA),
        ];
        let words = ["`prisma.config.ts`", "`db/missing.prisma`", "not there"];
        let run = check_files(&files);
        refuses(&run, &words);
        assert_eq!(run.stdout, "", "nothing was checked");
        let folder = project(&files);
        let run = check(folder.path(), &["--source", "prisma:."]);
        refuses(&run, &words);
        let manifest = "{ \"prisma\": { \"schema\": \"nowhere\" } }";
        refuses(
            &check_files(&[("package.json", manifest), ("schema.prisma", SCHEMA)]),
            &["`package.json`", "`nowhere`"],
        );
    }

    #[test]
    fn copies_are_none() {
        let run = check_files(&[
            ("prisma/schema.prisma", SCHEMA),
            ("dist/prisma/schema.prisma", OTHER),
            ("build/schema.prisma", OTHER),
            (".next/server/schema.prisma", OTHER),
            ("out/schema.prisma", OTHER),
            ("src/generated/client/schema.prisma", OTHER),
            ("src/client/schema.prisma", OTHER),
            ("src/client/index.js", ""),
            ("src/client/runtime/library.js", ""),
        ]);
        assert_eq!(run.code, Some(0), "{}", run.everything());
        // The folder that is checked may be called as it likes, and a name may lead anywhere.
        let run = check_files(&[
            (
                "prisma.config.ts",
                "export default { schema: 'dist/schema.prisma' }",
            ),
            ("dist/schema.prisma", SCHEMA),
        ]);
        assert_eq!(run.code, Some(0), "{}", run.everything());
        let live = Database::filled(Engine::Postgresql, USERS);
        let folder = project(&[("build/schema.prisma", SCHEMA)]);
        let run = check(folder.path(), &["build", "--database", live.url()]);
        assert_eq!(run.code, Some(0), "{}", run.everything());
    }

    #[test]
    fn one_that_is_broken_is_not_passed_over() {
        for broken in [
            OTHER.replace("postgresql", "nope"),
            OTHER.replace("provider = \"postgresql\"", ""),
        ] {
            let run = check_files(&[("a/schema.prisma", &broken), ("b/schema.prisma", SCHEMA)]);
            refuses(&run, &["a/schema.prisma:", "provider"]);
            assert!(run.stdout.contains("match"), "{}", run.everything());
        }
    }

    #[test]
    fn one_for_a_database_that_is_not_read_is_passed_over() {
        let other = OTHER.replace("postgresql", "mongodb");
        let run = check_files(&[("a/schema.prisma", &other), ("b/schema.prisma", SCHEMA)]);
        assert_eq!(run.code, Some(0), "{}", run.everything());
        assert!(run.stderr.contains("mongodb"), "{}", run.stderr);
    }

    #[test]
    fn one_in_utf_16_is_named() {
        let folder = project(&[]);
        let path = folder.path().join("schema.prisma");
        for mark in ["\u{FEFF}", ""] {
            let text = format!("{mark}{SCHEMA}");
            let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            std::fs::write(&path, bytes).unwrap();
            refuses(
                &check(folder.path(), &[]),
                &["schema.prisma", "UTF-16", "UTF-8"],
            );
        }
    }
}

mod env_files {
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
}

mod servers {
    use super::*;

    #[test]
    fn nobody_listens() {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let run = check_against(&format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop"));
        refuses(&run, &[&format!("127.0.0.1:{port}")]);
    }

    #[test]
    fn a_host_that_does_not_exist() {
        let run = check_against(&format!("postgres://me:{SECRET}@nowhere.invalid/shop"));
        refuses(&run, &["nowhere.invalid"]);
    }

    #[test]
    fn a_socket_that_is_not_there() {
        let run = check_against(&format!(
            "postgres://me:{SECRET}@localhost/shop?host=/nowhere"
        ));
        refuses(&run, &["/nowhere"]);
    }

    #[test]
    fn a_server_that_says_nothing() {
        let port = serve(|stream| std::thread::sleep(wait_of(&stream)));
        let folder = project(&[("schema.prisma", SCHEMA)]);
        let url = format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop");
        let before = std::time::Instant::now();
        let run = check(folder.path(), &["--database", &url, "--timeout", "1"]);
        refuses(&run, &[&format!("127.0.0.1:{port}"), "1 s"]);
        assert!(
            before.elapsed().as_secs() < 10,
            "it waited {:?}",
            before.elapsed()
        );
    }

    #[test]
    fn a_server_that_falls_silent_after_the_greeting() {
        let port = serve(|mut stream| {
            begin(&mut stream);
            // Authenticated, and then nothing.
            stream.write_all(b"R\0\0\0\x08\0\0\0\0").unwrap();
            std::thread::sleep(wait_of(&stream));
        });
        let folder = project(&[("schema.prisma", SCHEMA)]);
        let url = format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop");
        let run = check(folder.path(), &["--database", &url, "--timeout", "1"]);
        refuses(&run, &[&format!("127.0.0.1:{port}"), "1 s"]);
    }

    #[test]
    fn a_server_that_speaks_something_else() {
        let port = serve(|mut stream| {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        let run = check_against(&format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop"));
        refuses(&run, &[&format!("127.0.0.1:{port}")]);
    }

    #[test]
    fn a_password_that_is_wrong() {
        let port = serve(|mut stream| {
            begin(&mut stream);
            stream.write_all(b"R\0\0\0\x08\0\0\0\x03").unwrap();
            read_message(&mut stream);
            let fields =
                b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"me\"\0\0";
            let length = u32::try_from(fields.len() + 4).unwrap();
            stream.write_all(b"E").unwrap();
            stream.write_all(&length.to_be_bytes()).unwrap();
            stream.write_all(fields).unwrap();
        });
        let run = check_against(&format!("postgres://me:{SECRET}@127.0.0.1:{port}/shop"));
        refuses(&run, &["password", "me", &format!("127.0.0.1:{port}")]);
    }

    #[test]
    fn a_server_without_tls_where_tls_is_asked_for() {
        let port = serve(|mut stream| {
            let mut request = [0; 8];
            stream.read_exact(&mut request).unwrap();
            stream.write_all(b"N").unwrap();
        });
        let run = check_against(&format!(
            "postgres://me:{SECRET}@127.0.0.1:{port}/shop?sslmode=require"
        ));
        refuses(&run, &[&format!("127.0.0.1:{port}"), "TLS"]);
    }

    #[test]
    fn a_database_that_does_not_exist() {
        let url = database::with_database(database::server(), "schemadrift_nowhere");
        refuses(&check_against(&url), &["schemadrift_nowhere"]);
    }

    #[test]
    fn a_role_that_does_not_exist() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let url = as_role(live.url(), "schemadrift_nobody");
        refuses(&check_against(&url), &["schemadrift_nobody"]);
    }

    #[test]
    fn a_role_that_may_not_connect() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let role = format!("{}_outsider", live.name());
        live.execute(&format!(
            "REVOKE CONNECT ON DATABASE \"{}\" FROM PUBLIC; CREATE ROLE \"{role}\" LOGIN PASSWORD '{SECRET}'",
            live.name()
        ));
        let run = check_against(&as_role(live.url(), &role));
        live.execute(&format!("DROP ROLE \"{role}\""));
        refuses(&run, &[&role, &live.name()]);
    }

    #[test]
    fn a_role_that_may_only_connect_sees_all_the_same() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let role = format!("{}_reader", live.name());
        live.execute(&format!("CREATE ROLE \"{role}\" LOGIN PASSWORD '{SECRET}'"));
        let run = check_against(&as_role(live.url(), &role));
        live.execute(&format!("DROP ROLE \"{role}\""));
        is_composed(&run);
        assert_eq!(run.code, Some(0), "{}", run.everything());
    }

    /// A server on a port of this machine that treats every connection in one way.
    fn serve(answer: impl Fn(TcpStream) + Send + 'static) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream);
            }
        });
        port
    }

    /// Longer than any time limit used here.
    fn wait_of(_stream: &TcpStream) -> std::time::Duration {
        std::time::Duration::from_secs(60)
    }

    /// Declines encryption and reads the start of the conversation.
    /// <https://www.postgresql.org/docs/current/protocol-message-formats.html>
    fn begin(stream: &mut TcpStream) {
        const TLS_REQUEST: u32 = 80_877_103;
        loop {
            let mut length = [0; 4];
            stream.read_exact(&mut length).unwrap();
            let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
            stream.read_exact(&mut body).unwrap();
            if body.len() == 4 && body == TLS_REQUEST.to_be_bytes() {
                stream.write_all(b"N").unwrap();
            } else {
                return;
            }
        }
    }

    fn read_message(stream: &mut TcpStream) {
        let mut head = [0; 5];
        stream.read_exact(&mut head).unwrap();
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length - 4];
        stream.read_exact(&mut body).unwrap();
    }

    /// The URL with another role and the secret as its password.
    fn as_role(url: &str, role: &str) -> String {
        let (scheme, rest) = url.split_once("://").unwrap();
        let host = rest.split_once('@').map_or(rest, |(_, host)| host);
        format!("{scheme}://{role}:{SECRET}@{host}")
    }
}

mod databases {
    use super::*;

    #[test]
    fn a_database_without_tables() {
        let live = Database::filled(Engine::Postgresql, "SELECT 1");
        distrusts(&check_against(live.url()), &["no tables"]);
    }

    #[test]
    fn a_database_that_has_only_types() {
        let schema = format!("{SCHEMA}enum Role {{\n  USER\n  ADMIN\n}}\n");
        let folder = project(&[("schema.prisma", &schema)]);
        for labels in ["'USER', 'ADMIN'", "'USER'"] {
            let types = format!("CREATE TYPE \"Role\" AS ENUM ({labels})");
            let live = Database::filled(Engine::Postgresql, &types);
            let run = check(folder.path(), &["--database", live.url()]);
            distrusts(&run, &["no tables"]);
        }
    }

    #[test]
    fn a_sqlite_file_without_tables() {
        let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
        std::fs::write(folder.path().join("live.db"), []).unwrap();
        distrusts(
            &check(folder.path(), &["--database", "file:live.db"]),
            &["no tables"],
        );
    }

    #[test]
    fn a_sqlite_file_that_is_not_there_is_not_made() {
        let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
        refuses(
            &check(folder.path(), &["--database", "file:nowhere.db"]),
            &["nowhere.db"],
        );
        assert!(!folder.path().join("nowhere.db").exists());
    }

    #[test]
    fn a_file_that_is_not_sqlite() {
        let text = "This is a text, and a long one, so that it is more than a header. ".repeat(20);
        let folder = project(&[
            ("schema.prisma", &SCHEMA.replace("postgresql", "sqlite")),
            ("live.db", &text),
        ]);
        refuses(
            &check(folder.path(), &["--database", "file:live.db"]),
            &["live.db", "SQLite"],
        );
    }

    #[test]
    fn a_sqlite_file_that_is_cut_off() {
        let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
        let path = folder.path().join("live.db");
        // More tables than one page can list, so that the cut goes through the list.
        let tables: String = (0..200)
            .map(|number| format!("CREATE TABLE \"table_{number}\" (\"id\" integer PRIMARY KEY);"))
            .collect();
        database::fill_file(&path, &format!("{USERS}{tables}"));
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..4096 * 2]).unwrap();
        let run = check(folder.path(), &["--database", "file:live.db"]);
        is_composed(&run);
        assert!(matches!(run.code, Some(2 | 3)), "{}", run.everything());
        assert!(run.everything().contains("live.db"), "{}", run.everything());
    }

    #[test]
    fn a_schema_for_another_kind_of_database() {
        let live = Database::filled(Engine::Sqlite, USERS);
        refuses(
            &check_against(live.url()),
            &["schema.prisma", "PostgreSQL", "SQLite"],
        );

        let live = Database::filled(Engine::Postgresql, USERS);
        let folder = project(&[("schema.prisma", &SCHEMA.replace("postgresql", "sqlite"))]);
        let run = check(folder.path(), &["--database", live.url()]);
        refuses(&run, &["schema.prisma", "PostgreSQL", "SQLite"]);
    }
}

mod partial_results {
    use super::*;

    #[test]
    fn one_bad_line_costs_one_problem() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let schema = format!("{SCHEMA}\nmodel Team {{\n  id Int @id\n  ??? what is this\n}}\n");
        let folder = project(&[("schema.prisma", &schema)]);
        let run = check(folder.path(), &["--database", live.url()]);
        is_composed(&run);
        // The missing table is found, the bad line is named, and the whole is not trusted.
        assert!(
            run.stdout.contains("`Team` does not exist"),
            "{}",
            run.everything()
        );
        assert!(
            run.everything().contains("schema.prisma:15"),
            "{}",
            run.everything()
        );
        assert_eq!(run.code, Some(1), "{}", run.everything());
    }

    #[test]
    fn nothing_compared_is_no_match() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let schema = SCHEMA.split("model").next().unwrap();
        let folder = project(&[("schema.prisma", schema)]);
        let run = check(folder.path(), &["--database", live.url()]);
        distrusts(&run, &["declares no tables"]);
        assert!(!run.stdout.contains("match"), "{}", run.stdout);
        assert!(
            !run.stdout.contains("is what the code expects"),
            "{}",
            run.stdout
        );
    }

    #[test]
    fn what_can_be_checked_is_reported_beside_what_cannot() {
        let live = Database::filled(
            Engine::Postgresql,
            "CREATE TABLE \"people\" (\"id\" integer);",
        );
        let settings = format!(
            "[[source]]\nkind = \"prisma\"\npath = \"one.prisma\"\ndatabase = \"one\"\n\n[[source]]\nkind = \"prisma\"\npath = \"two.prisma\"\ndatabase = \"two\"\n\n[database.one]\nurl = \"{}\"\n\n[database.two]\nurl = \"postgres://me:{SECRET}@127.0.0.1:1/x\"\n",
            live.url()
        );
        let folder = project(&[
            ("one.prisma", SCHEMA),
            ("two.prisma", SCHEMA),
            ("schemadrift.toml", &settings),
        ]);
        let run = check(folder.path(), &[]);
        assert!(
            run.stdout.contains("`users` does not exist"),
            "{}",
            run.everything()
        );
        refuses(&run, &["127.0.0.1:1"]);
    }

    #[test]
    fn the_json_report_is_json_also_when_the_result_is_not_trusted() {
        let live = Database::filled(Engine::Postgresql, "SELECT 1");
        let folder = project(&[("schema.prisma", SCHEMA)]);
        let run = check(
            folder.path(),
            &["--database", live.url(), "--format", "json"],
        );
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(report["untrusted"].is_string(), "{}", run.stdout);
        assert_eq!(run.code, Some(3));
    }
}

mod command_line {
    use super::*;

    #[test]
    fn an_option_that_nobody_knows() {
        let run = Schemadrift::new().arguments(["check", "--hurry"]).run();
        assert_eq!(run.code, Some(2), "{}", run.everything());
        assert!(run.stderr.contains("--hurry"), "{}", run.stderr);
    }

    #[test]
    fn a_rule_that_nobody_knows_is_met_with_the_nearest_one() {
        let folder = project(&[]);
        let run = Schemadrift::new()
            .arguments(["explain", "missing-tabel"])
            .inside(folder.path())
            .run();
        is_composed(&run);
        assert_eq!(run.code, Some(2), "{}", run.everything());
        assert!(run.stderr.contains("missing-table"), "{}", run.stderr);
    }

    #[test]
    fn a_report_that_cannot_be_written() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let folder = project(&[("schema.prisma", SCHEMA)]);
        let run = check(
            folder.path(),
            &["--database", live.url(), "--output", "nowhere/report.txt"],
        );
        is_composed(&run);
        assert_eq!(run.code, Some(2), "{}", run.everything());
        assert!(run.stderr.contains("nowhere/report.txt"), "{}", run.stderr);
    }

    #[test]
    fn every_statement_is_shown_on_request_and_no_password_with_them() {
        let live = Database::filled(Engine::Postgresql, USERS);
        let folder = project(&[("schema.prisma", SCHEMA)]);
        let url = live
            .url()
            .replacen("://postgres@", &format!("://postgres:{SECRET}@"), 1);
        let run = check(folder.path(), &["--database", &url, "--verbose"]);
        is_composed(&run);
        assert!(run.stderr.contains("READ ONLY"), "{}", run.stderr);
    }
}
