//! How long commands take, in turn, so that whatever else the machine does troubles all of them alike.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The least, the middle and the most of some durations, in milliseconds.
pub(crate) struct Spread {
    pub(crate) least: f64,
    pub(crate) median: f64,
    pub(crate) most: f64,
}

impl Spread {
    pub(crate) fn of(durations: &[Duration]) -> Self {
        let mut sorted: Vec<f64> = durations.iter().map(|d| d.as_secs_f64() * 1e3).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
        Self {
            least: at(0),
            median: at(sorted.len() / 2),
            most: at(sorted.len().saturating_sub(1)),
        }
    }

    /// `least median most`, in milliseconds.
    pub(crate) fn row(&self) -> String {
        format!("{:.2} | {:.2} | {:.2}", self.least, self.median, self.most)
    }
}

/// Runs a command line once; `{}` in it stands for the number of the run.
pub(crate) fn run_once(line: &str, run: usize) -> Duration {
    let line = line.replace("{}", &run.to_string());
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("true"));
    command
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status();
    let took = start.elapsed();
    if !status.is_ok_and(|status| status.success()) {
        eprintln!("this did not succeed: {line}");
    }
    took
}

/// Runs command lines in turn and prints a row of a table for each: name, least, median, most, and how many times the
/// median of the last one's it takes.
/// `before`, where there is one, runs before each of them and does not count.
pub(crate) fn versus(runs: usize, before: Option<&str>, named: &[(String, String)]) {
    let mut took: Vec<Vec<Duration>> = vec![Vec::new(); named.len()];
    for run in 1..=runs {
        for ((_, line), took) in named.iter().zip(&mut took) {
            if let Some(before) = before {
                run_once(before, run);
            }
            took.push(run_once(line, run));
        }
    }
    let spreads: Vec<Spread> = took.iter().map(|took| Spread::of(took)).collect();
    let last = spreads.last().map_or(f64::NAN, |spread| spread.median);
    for ((name, _), spread) in named.iter().zip(&spreads) {
        println!(
            "| {name} | {} | {:.2} |",
            spread.row(),
            spread.median / last
        );
    }
}
