//! When a program in a terminal first shows what is waited for.

use std::io::Read;
use std::num::NonZeroU16;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::timing::Spread;

const PATIENCE: Duration = Duration::from_secs(60);

/// Starts a command line in a terminal of 80x24 `runs` times and prints how long it takes until `marker` stands on the
/// screen, as a row: name, least, median, most, and the most memory of it in MiB.
pub(crate) fn first_frame(
    runs: usize,
    name: &str,
    marker: &str,
    line: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut took = Vec::new();
    let mut peak = 0.0_f64;
    for _ in 0..runs {
        let frame = once(marker, line)?;
        took.push(frame.after);
        peak = peak.max(frame.peak_mib);
    }
    println!("| {name} | {} | {peak:.0} |", Spread::of(&took).row());
    Ok(())
}

/// A first frame.
pub(crate) struct Frame {
    /// How long it took from the start.
    pub(crate) after: Duration,
    /// The most memory the process had had until then.
    pub(crate) peak_mib: f64,
}

/// Starts a command line in a terminal until `marker` stands on the screen.
pub(crate) fn once(marker: &str, line: &str) -> Result<Frame, Box<dyn std::error::Error>> {
    let size = PtySize {
        rows: 24,
        cols: 80,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size)?;
    let mut words = line.split_whitespace();
    let mut command = CommandBuilder::new(words.next().unwrap_or("true"));
    command.args(words);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut reader = pair.master.try_clone_reader()?;
    let cells = |count| NonZeroU16::new(count).ok_or("a screen without cells");
    let mut screen = vt100::Parser::new(cells(size.rows)?, cells(size.cols)?, 0);
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let mut bytes = vec![0; 1 << 16];
    let mut found = None;
    while start.elapsed() < PATIENCE {
        let count = reader.read(&mut bytes)?;
        let arrived = start.elapsed();
        screen.process(&bytes[..count]);
        if screen.screen().contents().contains(marker) {
            found = Some(Frame {
                after: arrived,
                peak_mib: child.process_id().and_then(peak_of).unwrap_or(f64::NAN),
            });
            break;
        }
        if count == 0 {
            break;
        }
    }
    child.kill()?;
    child.wait()?;
    found.ok_or_else(|| {
        let seen = screen.screen().contents();
        format!("{line}: {marker} was never shown; this was:\n{seen}").into()
    })
}

/// The most memory a process has had, where the system tells.
fn peak_of(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib / 1024.0)
}
