//! How many bytes the screen sends, measured in a real terminal on the five plans: `cargo bench --bench screen_bytes`.
//!
//! Prints each figure beside its limit and fails where one is above it. The idle figure takes a minute;
//! `DUBAN_BENCH_IDLE=5` makes it shorter.
#![allow(
    clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs, dead_code
)]

#[path = "../tests/common/pty.rs"]
mod pty;
#[path = "../tests/common/stage.rs"]
mod stage;

use std::fs;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

use pty::{Pty, PtyBuilder};
use stage::{DAY, Stage};

/// Until the detail follows the cursor the program waits 150 ms.
const BEFORE_DETAIL: Duration = Duration::from_millis(90);
const QUIET: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    // `cargo test --all-targets` starts benches, too.
    if !std::env::args().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let stage = Stage::set();
    let mut sheet = Sheet { above: 0 };
    println!("{:<44} {:>8} {:>8}", "bytes", "measured", "limit");
    for (columns, rows, repaint) in [(80, 24, 3_500), (200, 50, 10_000)] {
        let pty = started(&stage, columns, rows);
        let size = format!("{columns}x{rows}");
        let (mut alone, mut with_detail) = (0, 0);
        pty.keys("l\r");
        pty.wait_for_silence(QUIET);
        pty.take_received();
        for key in ["j", "j", "j", "k", "j", "j", "j", "j"] {
            pty.keys(key);
            sleep(BEFORE_DETAIL);
            let first = pty.take_received().len();
            pty.wait_for_silence(QUIET);
            alone = alone.max(first);
            with_detail = with_detail.max(first + pty.take_received().len());
        }
        sheet.line(&format!("{size} cursor move"), alone, 160);
        sheet.line(
            &format!("{size} cursor move with the detail"),
            with_detail,
            700,
        );
        for view in "1234567".chars() {
            pty.keys(&view.to_string());
            pty.wait_for_silence(QUIET);
            pty.take_received();
            pty.keys("\x0c");
            pty.wait_for_silence(QUIET);
            let bytes = pty.take_received().len();
            sheet.line(
                &format!("{size} full repaint of view {view}"),
                bytes,
                repaint,
            );
        }
    }
    let pty = started(&stage, 80, 24);
    pty.wait_for_silence(Duration::from_secs(2));
    let seconds = std::env::var("DUBAN_BENCH_IDLE")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(60);
    pty.take_received();
    let before = Work::of(&pty);
    sleep(Duration::from_secs(seconds));
    let after = Work::of(&pty);
    sheet.line(&format!("idle, {seconds} s"), pty.take_received().len(), 0);
    sheet.line(
        "idle, hundredths of a second of CPU",
        after.ticks - before.ticks,
        // A look at the files every two seconds.
        3,
    );
    sheet.line(
        "idle, times it woke (it looks for changed files)",
        after.switches - before.switches,
        seconds as usize,
    );
    if sheet.above > 0 {
        println!("{} above the limit", sheet.above);
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn started(stage: &Stage, columns: u16, rows: u16) -> Pty {
    let pty = PtyBuilder::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--plans".into(), stage.plans()])
        .args(["--as-of", DAY])
        .size(columns, rows)
        .start();
    pty.wait_for("[1总览]");
    // The last of the five, 漳平.
    pty.keys("G\r");
    pty.wait_for("[2单位]");
    pty
}

struct Sheet {
    above: usize,
}

impl Sheet {
    fn line(&mut self, what: &str, measured: usize, limit: usize) {
        let verdict = if measured > limit { "  ABOVE" } else { "" };
        self.above += usize::from(measured > limit);
        println!("{what:<44} {measured:>8} {limit:>8}{verdict}");
    }
}

/// What a program has done so far, by the kernel's account of all its threads.
struct Work {
    ticks: usize,
    switches: usize,
}

impl Work {
    fn of(pty: &Pty) -> Self {
        let process = format!("/proc/{}", pty.pid().as_raw_nonzero());
        let stat = fs::read_to_string(format!("{process}/stat")).unwrap();
        // Behind the name, which may hold anything: the 12th and 13th field are user and system time.
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        let ticks = fields[11..13]
            .iter()
            .map(|field| field.parse::<usize>().unwrap())
            .sum();
        let mut switches = 0;
        for thread in fs::read_dir(format!("{process}/task")).unwrap() {
            let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
            for line in status
                .lines()
                .filter(|line| line.starts_with("voluntary_ctxt_switches"))
            {
                switches += line
                    .split_whitespace()
                    .last()
                    .unwrap()
                    .parse::<usize>()
                    .unwrap();
            }
        }
        Self { ticks, switches }
    }
}
