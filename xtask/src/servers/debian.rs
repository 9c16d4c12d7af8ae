//! Owns servers from another suite of Debian than the machine's own: the package and all it needs,
//! unpacked into a folder and run beside its own libc, so that nothing of the system changes.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, OrFail};
use crate::{process, workspace};

/// A server's package, and the program in it.
pub(super) struct Package {
    pub(super) name: &'static str,
    pub(super) program: &'static str,
}

/// The folder below the unpacked one that holds the program which starts the server. Beside
/// `share`, since the server's scripts are looked for from there.
const STARTERS: &str = "usr/beside";

/// The folder of a program that starts the server of this suite, which is unpacked into `cache` if
/// it is not there.
///
/// # Errors
/// If this is not Debian, or the packages cannot be had; the message says so.
pub(super) fn of_suite(package: &Package, suite: &str, cache: &Path) -> Result<PathBuf, Failure> {
    let whole = cache.join(format!("{}-{suite}", package.name));
    let starters = whole.join(STARTERS);
    if starters.join(package.program).is_file() {
        return Ok(starters);
    }
    std::fs::create_dir_all(cache).or_fail(format!("could not make `{}`", cache.display()))?;
    // Filled beside its place and moved there when it is whole, so that half of it is never used.
    let fresh = tempfile::Builder::new()
        .prefix("unpacking-")
        .tempdir_in(cache)
        .or_fail(format!("could not make a folder in `{}`", cache.display()))?;
    super::binaries::open_to_all(fresh.path())?;
    unpack(package.name, suite, fresh.path())?;
    write_starter(package, fresh.path())?;
    let fresh = fresh.keep();
    std::fs::rename(&fresh, &whole).or_fail(format!("could not move `{}`", fresh.display()))?;
    Ok(starters)
}

/// Fetches the package and what it needs with the machine's own `apt-get`, by its own keys, and
/// unpacks them. The lists and the record of what is installed are apart from the machine's.
fn unpack(package: &str, suite: &str, folder: &Path) -> Result<(), Failure> {
    let archive = archive()?;
    let apart = tempfile::tempdir().or_fail("could not make a folder")?;
    let apart = apart.path();
    for below in ["lists/partial", "archives/partial"] {
        std::fs::create_dir_all(apart.join(below)).or_fail("could not make a folder")?;
    }
    let list = apart.join("suite.list");
    std::fs::write(&list, format!("deb {archive} {suite} main\n"))
        .and_then(|()| std::fs::write(apart.join("status"), ""))
        .or_fail("could not write what apt-get is to read")?;
    let apt_get = |arguments: &[&str]| {
        println!("  apt-get {} (from `{suite}`)", arguments.join(" "));
        let mut command = Command::new("apt-get");
        command.args(["-qq", "-o", "Dir::Etc::sourceparts=/dev/null"]);
        for (option, path) in [
            ("Dir::Etc::sourcelist", list.clone()),
            ("Dir::State::Lists", apart.join("lists")),
            ("Dir::State::status", apart.join("status")),
            ("Dir::Cache", apart.to_path_buf()),
            ("Dir::Cache::archives", apart.join("archives")),
        ] {
            command
                .arg("-o")
                .arg(format!("{option}={}", path.display()));
        }
        command.args(["-o", "APT::Install-Recommends=false"]);
        command.args(["-o", "APT::Sandbox::User=root"]);
        command.args(["-o", "Debug::NoLocking=true"]);
        command.args(["-o", "Acquire::Languages=none"]);
        process::capture(command.args(arguments))
    };
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--download-only", package])?;
    let packages = workspace::files(&apart.join("archives"), "deb")?;
    if packages.is_empty() {
        return Err(Failure::new(format!("`{suite}` has no `{package}`")));
    }
    for package in packages {
        let mut dpkg = Command::new("dpkg-deb");
        process::capture(dpkg.arg("--extract").arg(package).arg(folder))?;
    }
    Ok(())
}

/// Where the machine has its own packages of Debian from.
fn archive() -> Result<String, Failure> {
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    if !system.lines().any(|line| line == "ID=debian") {
        return Err(Failure::new(
            "this server is unpacked from Debian's packages, and this system is not Debian; \
             `--url` names a server instead",
        ));
    }
    let mut texts = vec![PathBuf::from("/etc/apt/sources.list")];
    let below = Path::new("/etc/apt/sources.list.d");
    texts.extend(workspace::entries(below).unwrap_or_default());
    texts
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .find_map(|text| archive_in(&text))
        .or_fail("apt-get's sources name no archive of Debian")
}

/// The archive that a file of apt-get's names with Debian's own component and no security suite.
fn archive_in(text: &str) -> Option<String> {
    // One line a source: `deb [options] URI suite component…`.
    let of_line = text.lines().find_map(|line| {
        let words = line.strip_prefix("deb ")?.split_whitespace();
        let mut words = words.skip_while(|word| word.starts_with('[') || word.contains('='));
        let (uri, suite) = (words.next()?, words.next()?);
        let is_main = words.any(|word| word == "main");
        (is_main && !suite.contains("security") && uri.contains("debian")).then(|| uri.to_owned())
    });
    // Or a paragraph a source, with fields.
    of_line.or_else(|| text.split("\n\n").find_map(archive_in_paragraph))
}

fn archive_in_paragraph(paragraph: &str) -> Option<String> {
    let field = |name: &str| {
        let mut lines = paragraph.lines();
        lines.find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()))
    };
    let (uris, suites) = (field("URIs:")?, field("Suites:")?);
    let uri = uris.split_whitespace().next()?;
    let is_main = field("Components:")?
        .split_whitespace()
        .any(|word| word == "main");
    (is_main && !suites.contains("security") && uri.contains("debian")).then(|| uri.to_owned())
}

/// Writes the program that starts the unpacked one through the unpacked loader.
fn write_starter(package: &Package, folder: &Path) -> Result<(), Failure> {
    let libraries = libraries(folder)?;
    let loader = loader(folder, &libraries)?;
    let program = package.program;
    let is_there = |shared: &&str| folder.join("usr/share").join(shared).is_dir();
    let shared = ["mariadb", "mysql"].into_iter().find(is_there);
    let shared = shared.or_fail("the packages hold no messages of a server")?;
    let search: Vec<String> = libraries
        .iter()
        .flat_map(|below| {
            [
                format!("$root/{below}"),
                format!("$root/{below}/mysql/private"),
            ]
        })
        .collect();
    // What the server looks for is below its folder too; options stand behind those of the caller,
    // whose `--no-defaults` has to be the first.
    let text = format!(
        "#!/bin/sh\n\
         root=$(dirname \"$0\")/../..\n\
         exec \"$root/{loader}\" --library-path \"{search}\" \
         \"$root/usr/sbin/{program}\" \"$@\" --basedir=\"$root/usr\" \
         --lc-messages-dir=\"$root/usr/share/{shared}\" --plugin-dir=\"$root/usr/lib/mysql/plugin\"\n",
        search = search.join(":"),
    );
    let starters = folder.join(STARTERS);
    let path = starters.join(program);
    std::fs::create_dir_all(&starters)
        .and_then(|()| std::fs::write(&path, text))
        .or_fail(format!("could not write `{}`", path.display()))?;
    super::binaries::open_to_all(&path)
}

/// The folders of libraries, named for the processor, below the unpacked one. Suites from before
/// `/lib` became a link have two.
fn libraries(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for parent in ["usr/lib", "lib"] {
        let entries = workspace::entries(&folder.join(parent)).unwrap_or_default();
        let names = entries.iter().filter_map(|path| path.file_name()?.to_str());
        let named = names.filter(|name| name.ends_with("-linux-gnu"));
        found.extend(named.map(|name| format!("{parent}/{name}")));
    }
    if found.is_empty() {
        return Err(Failure::new("the packages hold no folder of libraries"));
    }
    Ok(found)
}

/// The loader of programs that came with the libraries.
fn loader(folder: &Path, libraries: &[String]) -> Result<String, Failure> {
    for below in libraries {
        let entries = workspace::entries(&folder.join(below))?;
        let mut names = entries.iter().filter_map(|path| path.file_name()?.to_str());
        if let Some(name) = names.find(|name| name.starts_with("ld-linux")) {
            return Ok(format!("{below}/{name}"));
        }
    }
    Err(Failure::new("the packages hold no loader of programs"))
}

#[cfg(test)]
mod tests {
    use super::archive_in;

    #[test]
    fn the_archive_is_found_in_both_forms() {
        let line = "deb [arch=amd64 signed-by=/k] http://a.example/debian bookworm main contrib\n";
        assert_eq!(archive_in(line).as_deref(), Some("http://a.example/debian"));
        let paragraphs = "Types: deb\nURIs: http://a.example/debian-security\nSuites: bookworm-security\n\
             Components: main\n\nTypes: deb\nURIs: http://a.example/debian\nSuites: bookworm\nComponents: main\n";
        assert_eq!(
            archive_in(paragraphs).as_deref(),
            Some("http://a.example/debian")
        );
        assert_eq!(
            archive_in("deb https://other.example/node nodistro main\n"),
            None
        );
    }
}
