//! Owns the figures of the readers, as their own benchmarks print them.

use crate::failure::Failure;
use crate::process;

/// The benchmarks of readers: package, name, and the features that they need.
const BENCHMARKS: [(&str, &str, &str); 4] = [
    ("schemadrift-prisma", "parse", ""),
    ("schemadrift-sql", "replay", ""),
    ("schemadrift-rust-syntax", "program", ""),
    ("schemadrift-code", "references", "references"),
];

/// How fast a benchmark reads.
#[derive(Debug, PartialEq)]
pub(super) struct Speed {
    /// What is measured.
    pub(super) name: String,
    /// The median time, with its unit.
    pub(super) time: String,
    /// The median throughput, with its unit.
    pub(super) throughput: String,
}

/// Runs the benchmarks of the readers.
///
/// # Errors
/// If one does not build, run, or print a throughput.
pub(super) fn measure() -> Result<Vec<Speed>, Failure> {
    let mut all = Vec::new();
    for (package, name, features) in BENCHMARKS {
        let arguments = [
            "bench",
            "--package",
            package,
            "--bench",
            name,
            "--features",
            features,
        ];
        let speeds = speeds(&process::capture(process::cargo().args(arguments))?);
        if speeds.is_empty() {
            return Err(Failure::new(format!(
                "the benchmark `{name}` of `{package}` prints no throughput"
            )));
        }
        all.extend(speeds);
    }
    Ok(all)
}

/// The medians in a table of divan's: a benchmark's row with its times, and below it one whose
/// cells are speeds; the cells are fastest, slowest, median, mean.
fn speeds(table: &str) -> Vec<Speed> {
    let mut names: Vec<(usize, &str)> = Vec::new();
    let mut speeds = Vec::new();
    let mut time = String::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('│').map(str::trim).collect();
        if let Some(start) = line.find("─ ") {
            let row = &line[start + "─ ".len()..];
            names.retain(|(depth, _)| *depth < start);
            names.push((start, row.split_whitespace().next().unwrap_or_default()));
            time = median(&cells, "s").unwrap_or_default().to_owned();
        } else if let Some(throughput) = median(&cells, "B/s") {
            let name: Vec<&str> = names.iter().map(|(_, name)| *name).collect();
            speeds.push(Speed {
                name: name.join(" "),
                time: std::mem::take(&mut time),
                throughput: throughput.to_owned(),
            });
        }
    }
    speeds
}

/// The third of the cells that end in this unit. The first cell may hold a name in front.
fn median<'a>(cells: &[&'a str], unit: &str) -> Option<&'a str> {
    let mut figures = cells.iter().filter(|cell| cell.ends_with(unit));
    figures.nth(2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_third_speed_of_a_row() {
        let table = "\
parse            fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ read                        │               │               │               │         │
│  ├─ 30         1.2 ms        │ 2.0 ms        │ 1.3 ms        │ 1.4 ms        │ 100     │ 100
│  │             40.1 MB/s     │ 20.2 MB/s     │ 38.3 MB/s     │ 36.4 MB/s     │         │
│  ╰─ 300        12 ms         │ 20 ms         │ 13 ms         │ 14 ms         │ 100     │ 100
│                41.1 MB/s     │ 21.2 MB/s     │ 39.3 MB/s     │ 37.4 MB/s     │         │
╰─ lower         1.2 ms        │ 2.0 ms        │ 1.3 ms        │ 1.4 ms        │ 100     │ 100
";
        let found = speeds(table);
        let expected = [
            ("read 30", "1.3 ms", "38.3 MB/s"),
            ("read 300", "13 ms", "39.3 MB/s"),
        ];
        let found: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|speed| (&*speed.name, &*speed.time, &*speed.throughput))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(speeds("error: nothing"), []);
    }
}
