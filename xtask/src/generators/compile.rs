//! Owns whether what the generators write compiles: all of it is put into one crate, as it is.

use std::fmt::Write;
use std::path::Path;

use crate::failure::{Failure, OrFail};
use crate::{process, workspace};

/// The libraries that the files are written for; `mysql_backend` and the like bring types only.
const MANIFEST: &str = r#"[package]
name = "generated"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
diesel = { version = "2.3", default-features = false, features = ["64-column-tables", "mysql_backend", "postgres_backend"] }
sea-orm = { version = "2.0", default-features = false, features = ["macros", "with-chrono", "with-ipnetwork", "with-json", "with-rust_decimal", "with-uuid", "postgres-array"] }
"#;

/// Files that do not compile as they are: for MySQL the generator writes wire types that Diesel
/// does not have (`Mediumint`, `Year`), and for SQLite a join to a key that it took for nullable.
const BROKEN: [&str; 3] = ["diesel_mariadb", "diesel_mysql", "diesel_sqlite"];

/// Compiles everything below a folder.
///
/// # Errors
/// If something does not compile, or what is known to be broken does.
pub(super) fn check(generated: &Path, formats: &[&str]) -> Result<(), Failure> {
    let mut sound = Vec::new();
    let mut broken = Vec::new();
    for (library, file) in [("diesel", "schema.rs"), ("seaorm", "mod.rs")] {
        for folder in workspace::entries(&generated.join(library))? {
            let engine = folder.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{library}_{engine}");
            if library == "diesel" {
                let is_broken = BROKEN.contains(&name.as_str());
                let modules = if is_broken { &mut broken } else { &mut sound };
                modules.push((name, folder.join(file)));
                continue;
            }
            for format in formats {
                let path = folder.join(format).join(file);
                sound.push((format!("{name}_{format}"), path));
            }
        }
    }
    let files = sound.len();
    compile(&sound)?;
    println!("{files} sets of files compile");
    for module in broken {
        let name = module.0.clone();
        if compile(&[module]).is_ok() {
            return Err(Failure::new(format!(
                "`{name}` compiles now: take it off the list"
            )));
        }
        println!("{name}: does not compile, as is known");
    }
    Ok(())
}

fn compile(modules: &[(String, std::path::PathBuf)]) -> Result<(), Failure> {
    let folder = workspace::root().join("target").join("generated");
    let mut program = String::from("#![allow(warnings)]\n");
    for (name, path) in modules {
        // Writing to a string cannot fail.
        let _ = writeln!(
            program,
            "#[path = {:?}]\npub mod {name};",
            path.display().to_string()
        );
    }
    let source = folder.join("src");
    std::fs::create_dir_all(&source).or_fail("could not make `target/generated`")?;
    let lock = workspace::read(&workspace::root().join("Cargo.lock"))?;
    for (path, text) in [
        (folder.join("Cargo.toml"), MANIFEST),
        (folder.join("Cargo.lock"), &lock),
        (source.join("lib.rs"), &program),
    ] {
        std::fs::write(&path, text).or_fail(format!("could not write `{}`", path.display()))?;
    }
    let mut cargo = process::cargo();
    cargo.current_dir(&folder);
    let target = workspace::root().join("target");
    process::capture(cargo.args(["check", "--target-dir"]).arg(target)).map(|_| ())
}
