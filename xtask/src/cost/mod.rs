//! Owns `cargo xtask cost`: what the library costs a service, feature by feature, in crates, in the
//! time of the compiler and in bytes of the program. The service is `service.rs`, built as a user
//! would build it. Time is that of the processor, which other work on the machine changes little;
//! Linux tells it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, OrFail};
use crate::{process, workspace};

const MANIFEST: &str = include_str!("service.toml");
const PROGRAM: &str = include_str!("service.rs");

/// The service without the library.
const PLAIN: &str = "";

/// What is built: a feature of the service, and the one beside which it is measured.
const BUILDS: [(&str, &str); 14] = [
    ("checked", PLAIN),
    ("tls", "checked"),
    ("query-cache", "checked"),
    ("diesel", "checked"),
    ("prisma", "checked"),
    ("seaorm", "checked"),
    ("sql", "checked"),
    ("migrations", "checked"),
    ("code", "checked"),
    ("on-diesel", PLAIN),
    ("diesel-reflect", "on-diesel,checked"),
    ("on-seaorm", PLAIN),
    ("seaorm-connection", "on-seaorm,checked"),
    ("seaorm-reflect", "on-seaorm,checked"),
];

/// What one build costs.
#[derive(Debug, Clone, Copy)]
struct Cost {
    crates: usize,
    bytes: u64,
    /// What the compiler took beside what was built before.
    seconds: f64,
}

/// Builds and prints a table.
///
/// # Errors
/// If something does not build, or this is no Linux.
pub(crate) fn run() -> Result<(), Failure> {
    let folder = workspace::root().join("target").join("cost");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).or_fail("could not empty `target/cost`")?;
    }
    let service = Service { folder };
    service.write()?;
    println!("| features | beside | crates | compiling | program |");
    println!("|---|---|---|---|---|");
    let plain = service.build(PLAIN, None)?;
    print("", "", plain, None);
    for (features, beside) in BUILDS {
        let before = service.cost_of(beside)?;
        let cost = service.build(features, Some(beside))?;
        print(features, beside, cost, Some(before));
    }
    Ok(())
}

fn print(features: &str, beside: &str, cost: Cost, before: Option<Cost>) {
    let mebibytes = |bytes: u64| bytes as f64 / (1024.0 * 1024.0);
    let (crates, bytes) = before.map_or((0, 0), |before| (before.crates, before.bytes));
    println!(
        "| `{features}` | `{beside}` | {} | {:.1} s | {:.2} MiB |",
        cost.crates - crates,
        cost.seconds,
        mebibytes(cost.bytes) - mebibytes(bytes)
    );
}

/// The service in its folder, with one folder of what was built for each set of features.
#[derive(Debug)]
struct Service {
    folder: PathBuf,
}

impl Service {
    fn write(&self) -> Result<(), Failure> {
        let root = workspace::root();
        let sources = self.folder.join("src");
        std::fs::create_dir_all(&sources).or_fail("could not make `target/cost`")?;
        let manifest = MANIFEST.replace("@root@", &root.display().to_string());
        let write = |path: &Path, text: &str| {
            std::fs::write(path, text).or_fail(format!("could not write `{}`", path.display()))
        };
        write(&self.folder.join("Cargo.toml"), &manifest)?;
        write(&sources.join("main.rs"), PROGRAM)?;
        // The same versions as ours.
        let lock = workspace::read(&root.join("Cargo.lock"))?;
        write(&self.folder.join("Cargo.lock"), &lock)
    }

    /// Builds with these features upon what was built with others.
    fn build(&self, features: &str, upon: Option<&str>) -> Result<Cost, Failure> {
        let target = self.target(features);
        if let Some(upon) = upon {
            let mut copy = Command::new("cp");
            copy.args(["--archive", "--link"]);
            process::capture(copy.arg(self.target(upon)).arg(&target))?;
        }
        let before = seconds_of_children()?;
        let mut build = self.cargo("build", features);
        process::capture(build.args(["--release", "--target-dir"]).arg(&target))?;
        let seconds = seconds_of_children()? - before;
        let program = target.join("release").join("service");
        let bytes = std::fs::metadata(&program).or_fail("the service was not built")?;
        Ok(Cost {
            crates: self.crates(features)?,
            bytes: bytes.len(),
            seconds,
        })
    }

    /// What was built before; a set that was not is built now, and costs what it costs.
    fn cost_of(&self, features: &str) -> Result<Cost, Failure> {
        if self.target(features).exists() {
            return self.build(features, None);
        }
        let upon = features.split(',').next();
        self.build(features, upon)
    }

    fn target(&self, features: &str) -> PathBuf {
        self.folder.join("built").join(format!("with {features}"))
    }

    /// How many crates are in the tree.
    fn crates(&self, features: &str) -> Result<usize, Failure> {
        let mut tree = self.cargo("tree", features);
        let text =
            process::capture(tree.args(["-e", "normal", "--prefix", "none", "--no-dedupe"]))?;
        let name = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let crates: std::collections::BTreeSet<String> = text.lines().map(name).collect();
        Ok(crates.len())
    }

    fn cargo(&self, command: &str, features: &str) -> Command {
        let mut cargo = process::cargo();
        cargo.current_dir(&self.folder);
        cargo.args([command, "--features", features]);
        cargo
    }
}

/// The time that ended children, and theirs, had of the processor
/// (<https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>, `cutime`).
fn seconds_of_children() -> Result<f64, Failure> {
    /// A hundredth of a second, on every machine that Rust runs on.
    const TICKS: f64 = 100.0;
    let stat = workspace::read(Path::new("/proc/self/stat"))?;
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind_name.split_whitespace().nth(13);
    let ticks: f64 = ticks
        .and_then(|ticks| ticks.parse().ok())
        .or_fail("Linux does not tell the time of children")?;
    Ok(ticks / TICKS)
}
