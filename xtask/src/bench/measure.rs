//! Owns measuring programs as a user meets them: whole processes, from start to end.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Failure, OrFail};

/// How long a program takes, over several runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Times {
    /// The middle one, in seconds.
    pub(super) median: f64,
    /// The shortest.
    pub(super) shortest: f64,
    /// The longest.
    pub(super) longest: f64,
}

impl Times {
    /// The times of these runs; `None` if there was none.
    pub(super) fn of(mut seconds: Vec<f64>) -> Option<Self> {
        seconds.sort_by(f64::total_cmp);
        Some(Self {
            median: *seconds.get(seconds.len() / 2)?,
            shortest: *seconds.first()?,
            longest: *seconds.last()?,
        })
    }

    /// How many times as long as another.
    pub(super) fn ratio(self, other: Self) -> f64 {
        self.median / other.median
    }
}

/// Measures several programs in turn, so that a busy moment of the machine hits all of them. One
/// round before the first is not counted.
///
/// # Errors
/// If a program cannot be started or fails.
pub(super) fn in_turn(
    programs: &[&dyn Fn() -> Command],
    runs: usize,
) -> Result<Vec<Times>, Failure> {
    let mut seconds = vec![Vec::new(); programs.len()];
    for round in 0..=runs {
        for (program, seconds) in programs.iter().zip(&mut seconds) {
            let took = once(program())?;
            if round > 0 {
                seconds.push(took.as_secs_f64());
            }
        }
    }
    seconds
        .into_iter()
        .map(|seconds| Times::of(seconds).or_fail("there must be at least one run"))
        .collect()
}

/// Runs a program to its end and says how long it took. What it prints is thrown away.
///
/// # Errors
/// If it cannot be started or fails.
fn once(mut command: Command) -> Result<Duration, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let output = command
        .stderr(Stdio::piped())
        .output()
        .or_fail(format!("could not start `{name}`"))?;
    let took = start.elapsed();
    if output.status.success() {
        Ok(took)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let status = output.status;
        Err(Failure::new(format!(
            "`{name}` failed with {status}: {}",
            said.trim()
        )))
    }
}

/// The most memory a program holds, in MiB, as Linux last told before it ended.
///
/// # Errors
/// If it cannot be started, or the system does not tell.
pub(super) fn peak_memory(mut command: Command) -> Result<f64, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .or_fail(format!("could not start `{name}`"))?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().or_fail(&name)?.is_none() {
        // The figure only grows, so the last one read is the peak up to a moment.
        if let Some(kibibytes) = std::fs::read_to_string(&status)
            .ok()
            .as_deref()
            .and_then(peak_line)
        {
            peak = Some(kibibytes);
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    peak.map(|kibibytes| kibibytes / 1024.0)
        .or_fail(format!("the system does not tell the memory of `{name}`"))
}

fn peak_line(status: &str) -> Option<f64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_run() {
        let times = Times::of(vec![3.0, 1.0, 2.0, 9.0, 4.0]).unwrap();
        assert_eq!(
            (times.median, times.shortest, times.longest),
            (3.0, 1.0, 9.0)
        );
        assert!((times.ratio(Times::of(vec![2.0]).unwrap()) - 1.5).abs() < 1e-9);
        assert_eq!(Times::of(Vec::new()), None);
    }

    #[test]
    fn peak_memory_is_read_from_the_status_file() {
        assert_eq!(peak_line("Name:\tx\nVmHWM:\t    2048 kB\n"), Some(2048.0));
        assert_eq!(peak_line("Name:\tx\n"), None);
    }

    #[test]
    fn a_program_that_fails_is_not_measured() {
        let fails = || {
            let mut command = Command::new("sh");
            command.args(["-c", "echo broken >&2; exit 3"]);
            command
        };
        let failure = in_turn(&[&fails], 1).unwrap_err();
        assert!(failure.message.contains("broken"), "{}", failure.message);
    }
}
