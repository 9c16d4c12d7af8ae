//! Owns the scenarios, `tests/scenarios/<case>/`: how the command behaves over several runs, with a
//! project and databases that change in between.

use libtest_mimic::{Arguments, Trial};
use schemadrift_tests::{fixture, scenario};

fn main() {
    let arguments = Arguments::from_args();
    let folders = fixture::folders(&fixture::folder("scenarios"));
    let trials = folders
        .into_iter()
        .map(|folder| Trial::test(fixture::name(&folder), move || Ok(scenario::run(&folder)?)));
    libtest_mimic::run(&arguments, trials.collect()).exit();
}
