//! Owns the figure of the Prisma reader, as its own benchmark prints it.

use crate::failure::Failure;
use crate::process;

/// How fast a benchmark reads.
#[derive(Debug, PartialEq)]
pub(super) struct Speed {
    /// What is measured.
    pub(super) name: String,
    /// The median, with its unit.
    pub(super) median: String,
}

/// Runs the benchmark of the Prisma reader.
///
/// # Errors
/// If it does not build, run, or print a throughput.
pub(super) fn measure() -> Result<Vec<Speed>, Failure> {
    let text = process::capture(process::cargo().args([
        "bench",
        "--package",
        "schemadrift-prisma",
        "--bench",
        "parse",
    ]))?;
    let speeds = speeds(&text);
    if speeds.is_empty() {
        return Err(Failure::new(
            "the benchmark of the Prisma reader prints no throughput",
        ));
    }
    Ok(speeds)
}

/// The throughputs in a table of divan's: a benchmark's row, and below it one whose cells are
/// speeds; the cells are fastest, slowest, median, mean.
fn speeds(table: &str) -> Vec<Speed> {
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut speeds = Vec::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('│').map(str::trim).collect();
        if let Some(start) = line.find("─ ") {
            let name = line[start + "─ ".len()..]
                .split_whitespace()
                .next()
                .unwrap_or_default();
            names.retain(|(depth, _)| *depth < start);
            names.push((start, name.to_string()));
        }
        let speed_cells: Vec<&str> = cells
            .into_iter()
            .filter(|cell| cell.ends_with("B/s"))
            .collect();
        if let [_, _, median, ..] = speed_cells[..] {
            let name = names
                .iter()
                .map(|(_, name)| name.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            speeds.push(Speed {
                name,
                median: median.to_string(),
            });
        }
    }
    speeds
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
        let expected = [("read 30", "38.3 MB/s"), ("read 300", "39.3 MB/s")];
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|speed| (speed.name.as_str(), speed.median.as_str()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(speeds("error: nothing"), []);
    }
}
