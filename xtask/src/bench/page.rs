//! Owns the page that the benchmarks are read from.

use std::fmt::Write as _;

use super::measure::Times;
use super::parsing::Speed;
use super::{FarAway, Measured, ROUND_TRIP, schema};

/// The page, complete.
pub(super) fn render(
    measured: &[Measured],
    far_away: Option<&FarAway>,
    parsing: &[Speed],
    server: &str,
) -> String {
    let columns = schema::COLUMNS;
    let machine = machine();
    let mut page = format!(
        "# Performance\n\n\
         <!-- Written by `cargo xtask bench`: do not edit. -->\n\n\
         A check costs little more than asking the catalog at all. Everything here is one run of\n\
         `cargo xtask bench`: whole processes, from start to end, in turn; medians, with the shortest and the\n\
         longest in brackets. Trust the ratios more than the seconds.\n\n\
         Machine: {machine}. PostgreSQL {server} on the same machine. Every table has {columns} columns, five\n\
         indexes and two foreign keys; ten tables share an enum. The database matches the schema, so every check\n\
         compares everything and finds nothing.\n\n\
         ## A database nearby\n\n"
    );
    near_table(&mut page, measured);
    if let Some(far_away) = far_away {
        far_table(&mut page, far_away);
    }
    reading_table(&mut page, parsing);
    page
}

fn near_table(page: &mut String, measured: &[Measured]) {
    page.push_str(
        "| tables | catalog queries | `schemadrift check` | ratio | `schemadrift inspect` | `pg_dump -s` | check ÷ dump | round trips | peak memory |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for row in measured {
        line(
            page,
            format_args!(
                "| {} | {} | {} | **{:.2}×** | {} | {} | {:.2}× | {} | {:.0} MiB |",
                row.tables,
                shown(row.floor),
                shown(row.check),
                row.check.ratio(row.floor),
                shown(row.inspect),
                shown(row.dump),
                row.check.ratio(row.dump),
                row.round_trips,
                row.memory,
            ),
        );
    }
    page.push_str(
        "\n*Catalog queries*: six bare queries over tables, columns, constraints, indexes, enum values and sequences\n\
         in one `psql`, the least that any check has to ask. *Inspect*: connect, read, lower and write a snapshot,\n\
         without code or comparison. *Round trips*: after connecting.",
    );
    if let Some(first) = measured.first() {
        line(
            page,
            format_args!(
                " A `psql` that only connects takes {}.",
                shown(first.connect)
            ),
        );
    }
}

fn far_table(page: &mut String, far_away: &FarAway) {
    let milliseconds = ROUND_TRIP.as_millis();
    line(
        page,
        format_args!(
            "\n## A database far away\n\n\
             The same {} tables behind a proxy that costs {milliseconds} ms a round trip. Round trips are counted by the\n\
             proxy, connecting included.\n\n\
             | program | time | round trips |\n|---|---|---|\n\
             | catalog queries | {} | {} |\n\
             | `schemadrift check` | {} | {} |",
            far_away.tables,
            shown(far_away.floor),
            far_away.floor_flights,
            shown(far_away.check),
            far_away.check_flights,
        ),
    );
}

fn reading_table(page: &mut String, parsing: &[Speed]) {
    page.push_str(
        "\n## Reading files\n\n\
         A Prisma schema of a megabyte; a history of 434 migrations; a dump of about 15,000 lines: cut into\n\
         statements, understood, and carried out; a Rust program of some megabytes, of which every file is parsed, or\n\
         those alone whose words tell of a schema; code of a project, from disk to what it uses: a tree of scripts of\n\
         which one file in ten calls a Prisma client, and one of Rust of which one file in five holds SQL.\n\n\
         | benchmark | median | throughput |\n|---|---|---|\n",
    );
    for speed in parsing {
        line(
            page,
            format_args!("| {} | {} | {} |", speed.name, speed.time, speed.throughput),
        );
    }
}

fn shown(times: Times) -> String {
    format!(
        "{:.3} s ({:.3}–{:.3})",
        times.median, times.shortest, times.longest
    )
}

/// The machine in a few words, as Linux tells it.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(key))
            .and_then(|rest| rest.trim_start_matches([' ', '\t', ':']).split('\n').next())
            .map(ToString::to_string)
    };
    let processor = value(&read("/proc/cpuinfo"), "model name").unwrap_or_default();
    let kibibytes: u64 = value(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.trim_end_matches(" kB").parse().ok())
        .unwrap_or(0);
    let gibibytes = kibibytes.div_ceil(1024 * 1024);
    let system = std::env::consts::OS;
    if processor.is_empty() {
        return format!("{cores} cores, {system}");
    }
    format!("{processor}, {cores} cores, {gibibytes} GiB of memory, {system}")
}

fn line(page: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{arguments}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_medians_and_ratios() {
        let times = |median| Times {
            median,
            shortest: median / 2.0,
            longest: median * 2.0,
        };
        let measured = Measured {
            tables: 30,
            floor: times(0.02),
            connect: times(0.01),
            check: times(0.03),
            inspect: times(0.02),
            dump: times(0.06),
            memory: 12.4,
            round_trips: 1,
        };
        let page = render(&[measured], None, &[], "15.1");
        assert!(
            page.contains("| 30 | 0.020 s (0.010–0.040) | 0.030 s (0.015–0.060) | **1.50×** |")
        );
        assert!(page.contains("| 0.50× | 1 | 12 MiB |"));
        assert!(page.contains("PostgreSQL 15.1"));
    }
}
