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

/// Runs a command line once; `{}` in it stands for the number of the run. A line that does not succeed is the error.
pub(crate) fn run_once(line: &str, run: usize) -> Result<Duration, String> {
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
    let succeeds = status.is_ok_and(|status| status.success());
    succeeds
        .then_some(took)
        .ok_or_else(|| format!("this did not succeed: {line}"))
}

/// Runs command lines in turn and prints a row of a table for each: name, least, median, most, processor time a run, and
/// how many times as long the median and the processor time are as those of the last one. A line that once does not
/// succeed has no figures, and its row says so. `before`, where there is one, runs before each of them and does not count.
pub(crate) fn versus(
    runs: usize,
    before: Option<&str>,
    named: &[(String, String)],
) -> Result<(), String> {
    let mut took: Vec<Result<Vec<Duration>, String>> = vec![Ok(Vec::new()); named.len()];
    let mut busy = vec![0.0; named.len()];
    for run in 1..=runs {
        for (place, (_, line)) in named.iter().enumerate() {
            if let Some(before) = before {
                run_once(before, run)?;
            }
            let since = busy_children();
            match (run_once(line, run), &mut took[place]) {
                (Ok(once), Ok(took)) => took.push(once),
                (Err(why), took) => *took = Err(why),
                (Ok(_), Err(_)) => {}
            }
            busy[place] += busy_children() - since;
        }
    }
    let spreads = took.into_iter().map(|took| Ok(Spread::of(&took?)));
    let spreads: Vec<Result<Spread, String>> = spreads.collect();
    let last = spreads.last().and_then(|last| last.as_ref().ok());
    let last = last.map_or(f64::NAN, |spread| spread.median);
    // Less than a tick counts as one.
    let last_busy = busy.last().copied().unwrap_or(f64::NAN).max(MS_A_TICK);
    for (((name, _), spread), busy) in named.iter().zip(&spreads).zip(busy) {
        match spread {
            Ok(spread) => println!(
                "| {name} | {} | {:.1} | {:.1} | {:.1} |",
                spread.row(),
                busy / runs as f64,
                spread.median / last,
                busy.max(MS_A_TICK) / last_busy
            ),
            Err(why) => println!("| {name} | {why} | | | | | |"),
        }
    }
    Ok(())
}

/// The milliseconds of a tick of the kernel's clock for processor time.
const MS_A_TICK: f64 = 10.0;

/// Processor time of all children that ended, in milliseconds: on a busy machine it tells more than the clock.
fn busy_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: Vec<f64> = fields
        .skip(13)
        .take(2)
        .filter_map(|n| n.parse().ok())
        .collect();
    ticks.iter().sum::<f64>() * MS_A_TICK
}
