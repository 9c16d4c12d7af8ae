//! Owns the whole-process benchmarks: the command over synthetic databases beside the bare catalog
//! queries and `pg_dump`, all in one run, so that the ratios hold on any machine.

mod measure;
mod page;
mod parsing;
mod proxy;
mod schema;
mod stage;

use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::failure::{Failure, OrFail};
use crate::servers;
use crate::workspace;
use measure::Times;
use proxy::Proxy;
use stage::{Programs, Stage};

/// The round trip of the database that is far away.
const ROUND_TRIP: Duration = Duration::from_millis(20);

/// What can be set about a benchmark.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How many tables the measured databases have
    #[arg(long, value_delimiter = ',', default_values_t = [30, 300, 1000])]
    tables: Vec<usize>,
    /// How often each program runs
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// Show the page instead of writing it to docs/performance.md
    #[arg(long)]
    print: bool,
}

/// What was measured over one database.
#[derive(Debug)]
struct Measured {
    tables: usize,
    floor: Times,
    connect: Times,
    check: Times,
    inspect: Times,
    dump: Times,
    memory: f64,
    round_trips: u64,
}

/// What was measured over one database that is far away.
#[derive(Debug)]
struct FarAway {
    tables: usize,
    floor: Times,
    floor_flights: u32,
    check: Times,
    check_flights: u32,
}

/// Measures, and writes the page.
///
/// # Errors
/// If something cannot be built or started, or a check is not silent: a wrong answer has no speed.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let programs = Programs::build()?;
    let server = servers::one()?;
    let mut measured = Vec::new();
    let mut far_away = None;
    for tables in &options.tables {
        println!("measuring {tables} tables");
        let stage = Stage::set(&server.url, *tables)?;
        measured.push(near(&programs, &stage, options.runs)?);
        if *tables == 300 || options.tables.len() == 1 {
            far_away = Some(far(&programs, &stage, options.runs)?);
        }
    }
    println!("measuring the readers");
    let parsing = parsing::measure()?;
    let version = server_version(&programs, &server.url)?;
    let text = page::render(&measured, far_away.as_ref(), &parsing, &version);
    if options.print {
        println!("{text}");
        return Ok(());
    }
    let path = workspace::root().join("docs/performance.md");
    std::fs::write(&path, text).or_fail("could not write `docs/performance.md`")?;
    println!("wrote docs/performance.md");
    Ok(())
}

/// Everything over a server on this machine.
fn near(programs: &Programs, stage: &Stage, runs: usize) -> Result<Measured, Failure> {
    let round_trips = programs.silent_check(stage)?;
    let url = stage.url.as_str();
    let times = measure::in_turn(
        &[
            &|| programs.catalog_queries(url),
            &|| programs.select_one(url),
            &|| programs.check(stage, url),
            &|| programs.inspect(url),
            &|| programs.dump(url),
        ],
        runs,
    )?;
    let [floor, connect, check, inspect, dump] = times[..] else {
        return Err(Failure::new("a program was not measured"));
    };
    Ok(Measured {
        tables: stage.tables,
        floor,
        connect,
        check,
        inspect,
        dump,
        memory: measure::peak_memory(programs.check(stage, url))?,
        round_trips,
    })
}

/// The check and the catalog queries over the same server behind a slow line.
fn far(programs: &Programs, stage: &Stage, runs: usize) -> Result<FarAway, Failure> {
    let proxy = Proxy::start(stage.server_address()?, ROUND_TRIP)
        .or_fail("could not start the delaying proxy")?;
    let url = stage.url_through(proxy.address())?;
    let flights = |mut command: Command| {
        proxy.take_flights();
        command.output().or_fail("could not start the program")?;
        Ok::<u32, Failure>(proxy.take_flights())
    };
    let floor_flights = flights(programs.catalog_queries(&url))?;
    let check_flights = flights(programs.check(stage, &url))?;
    let times = measure::in_turn(
        &[&|| programs.catalog_queries(&url), &|| {
            programs.check(stage, &url)
        }],
        runs,
    )?;
    let [floor, check] = times[..] else {
        return Err(Failure::new("a program was not measured"));
    };
    Ok(FarAway {
        tables: stage.tables,
        floor,
        floor_flights,
        check,
        check_flights,
    })
}

fn server_version(programs: &Programs, url: &str) -> Result<String, Failure> {
    let mut command = programs.select_one(url);
    command.args(["-At", "-c", "SHOW server_version"]);
    let text = crate::process::capture(&mut command)?;
    let line = text.lines().last().unwrap_or_default();
    Ok(line.split(' ').next().unwrap_or(line).to_string())
}
