//! Owns the fixture folders in which files are compared with files, `tests/files/<case>/`: no
//! server takes part. `sides.txt` names the two sides, as `diff` takes them.

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use schemadrift_tests::command::Schemadrift;
use schemadrift_tests::{expectation, fixture, reduced};

fn main() {
    let arguments = Arguments::from_args();
    let trials = fixture::folders(&fixture::folder("files"))
        .into_iter()
        .map(|case| Trial::test(fixture::name(&case), move || run(&case)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(case: &Path) -> Result<(), Failed> {
    let mut said = String::new();
    for line in fixture::read(&case.join("sides.txt")).lines() {
        let run = Schemadrift::new()
            .arguments(["diff", "--format", "json"])
            .arguments(line.split(' '))
            .inside(case)
            .run();
        said.push_str(&format!("{line}\n{}\n", reduced::reduce(&run)));
    }
    Ok(expectation::compare(&case.join("expected.txt"), &said)?)
}
