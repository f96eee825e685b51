//! What docs/reliability.md promises, in short. `DUBAN_RUNS` makes it long: `DUBAN_RUNS=2000 cargo test --test promises
//! reliability`.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::common::duban::{Fixture, Workspace};
use crate::common::skip;

fn runs(short: u64) -> u64 {
    let asked = std::env::var("DUBAN_RUNS").ok();
    asked.and_then(|runs| runs.parse().ok()).unwrap_or(short)
}

/// The log's texts that a test wrote, in order.
fn noted(office: &Workspace) -> Vec<u64> {
    noted_in(office, "demo")
}

fn noted_in(office: &Workspace, plan: &str) -> Vec<u64> {
    let text = office.read(&format!("{plan}/progress.toml"));
    text.parse::<toml::Table>().expect("it is TOML");
    let notes = text
        .lines()
        .filter_map(|line| line.split("text = \"n").nth(1));
    notes
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect()
}

fn leftovers(office: &Workspace) -> Vec<String> {
    let listing = fs::read_dir(office.path("demo")).unwrap();
    let names = listing.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

fn deed(office: &Workspace, number: u64) -> Command {
    let text = format!("n{number}");
    let day = ["--on", "2022-05-01", "--text", &text];
    let mut command = office
        .duban("progress demo:3.1.1/launch")
        .args(day)
        .command();
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Deeds killed at any moment: each is there whole or not at all, and none that was there is lost.
#[test]
fn a_deed_that_is_killed_is_there_whole_or_not_at_all() {
    let office = Workspace::of(Fixture::Demo);
    deed(&office, 0).status().unwrap();
    let begun = Instant::now();
    deed(&office, 1).status().unwrap();
    let whole = begun.elapsed();
    let mut known = noted(&office);
    assert_eq!(known, [0, 1]);
    let mut killed = 0;
    for run in 2..2 + runs(30) {
        let mut child = deed(&office, run).spawn().unwrap();
        // Spread over what a deed takes, and a little beyond.
        std::thread::sleep(whole * (run * 7 % 24) as u32 / 20);
        killed += u64::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        let _ = child.wait();
        let now = noted(&office);
        let before: Vec<u64> = now.iter().copied().filter(|it| *it != run).collect();
        assert_eq!(before, known, "run {run}");
        known = now;
    }
    assert!(killed > 0, "none was killed in time");
    // The next one works, and sweeps what was left behind once it is old.
    for name in leftovers(&office) {
        let file = office.path("demo").join(name);
        let file = fs::File::options().write(true).open(file).unwrap();
        file.set_modified(long_ago()).unwrap();
    }
    deed(&office, 1_000_000).status().unwrap();
    assert!(noted(&office).contains(&1_000_000));
    assert!(leftovers(&office).is_empty());
}

/// A time at which what was left behind is old.
fn long_ago() -> SystemTime {
    SystemTime::now() - Duration::from_secs(20)
}

/// Deeds over two plans killed at any moment: the next command, whatever it is, finds both or neither.
#[test]
fn a_deed_over_two_plans_that_is_killed_is_in_both_or_in_neither() {
    let office = Workspace::of(Fixture::Two);
    let plans = ["demo", "second"];
    let mark = |number: u64| {
        let day = ["--on", "2022-05-01", "--text", &format!("n{number}")];
        let mut command = office
            .duban("mark demo:3.1.1/launch second:3.1.1/launch doing")
            .args(day)
            .command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let mut known = vec![1_000_000, 1_000_001, 1_000_002];
    // The quickest of three: one that waited for the disk says nothing of the others.
    let taken = known.iter().map(|number| {
        let begun = Instant::now();
        assert!(mark(*number).status().unwrap().success());
        begun.elapsed()
    });
    let whole = taken.min().unwrap();
    let (mut killed, mut done) = (0, 0);
    for run in 1..=runs(30) {
        let mut child = mark(run).spawn().unwrap();
        // Most of it is reading; what is written is written at the end.
        std::thread::sleep(whole * (8 + run * 7 % 16) as u32 / 20);
        killed += u64::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        let _ = child.wait();
        office.duban("list --limit 1").command().output().unwrap();
        let now = plans.map(|plan| noted_in(&office, plan));
        assert_eq!(now[0], now[1], "run {run}");
        let before: Vec<u64> = now[0].iter().copied().filter(|it| *it != run).collect();
        assert_eq!(before, known, "run {run}");
        done += u64::from(now[0].contains(&run));
        known.clone_from(&now[0]);
    }
    assert!(killed > 0, "none was killed in time");
    assert!(
        done < runs(30) || runs(30) < 5,
        "none was killed before it was written"
    );
    // A note that was not written to its end is of a deed that had not begun; it goes once it is old.
    let hidden = || {
        let entries = fs::read_dir(office.path("")).unwrap().map(Result::unwrap);
        entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(b"."))
    };
    for entry in hidden() {
        let note = fs::File::options().write(true).open(entry.path()).unwrap();
        note.set_modified(long_ago()).unwrap();
    }
    office.run("list --limit 1");
    assert_eq!(hidden().count(), 0);
}

/// Several processes at once, and between their rounds an editor, a branch and a merge: every deed is there once, and so
/// is what was typed by hand.
#[test]
fn eight_processes_lose_nothing() {
    let office = Workspace::in_git(Fixture::Demo);
    let rounds = if runs(40) > 400 { 20 } else { 2 };
    let each = (runs(40) / 8 / rounds).max(1);
    let begun = Instant::now();
    let mut expected = Vec::new();
    for round in 0..rounds {
        let first = |process: u64| process * 100_000 + round * each;
        at_once(&office, each, first);
        expected.extend((0..8).flat_map(|process| first(process)..first(process) + each));
        edit_and_merge(&office, round);
        expected.extend([1_000_000 + round, 2_000_000 + round]);
    }
    let mut all = noted(&office);
    all.sort_unstable();
    expected.sort_unstable();
    assert_eq!(all, expected);
    let text = office.read("demo/progress.toml");
    for round in 0..rounds {
        assert!(text.contains(&format!("# 手写第 {round} 行\n")));
    }
    office.run("check");
    assert!(leftovers(&office).is_empty());
    assert!(begun.elapsed() < Duration::from_secs(60 + runs(40)));
}

/// Eight processes that record without a pause, each its own numbers.
fn at_once(office: &Workspace, each: u64, first: impl Fn(u64) -> u64) {
    let mut running: Vec<(u64, u64, std::process::Child)> = (0..8)
        .map(|process| (process, 0, deed(office, first(process)).spawn().unwrap()))
        .collect();
    while let Some((process, done, mut child)) = running.pop() {
        match child.try_wait().unwrap() {
            None => {
                running.insert(0, (process, done, child));
                std::thread::sleep(Duration::from_millis(1));
            }
            Some(status) => {
                assert!(status.success(), "process {process}, deed {done}");
                if done + 1 < each {
                    let next = deed(office, first(process) + done + 1).spawn().unwrap();
                    running.insert(0, (process, done + 1, next));
                }
            }
        }
    }
}

/// What others do to the same files: an editor spaces entries otherwise and adds a line, git goes to a branch and back,
/// and merges it.
fn edit_and_merge(office: &Workspace, round: u64) {
    office.edit("demo/progress.toml", |text| {
        let spaced = text.replacen("{ at =", "{  at =", 5);
        format!("{spaced}# 手写第 {round} 行\n")
    });
    let commit = |message: &str| office.git(["commit", "-qam", message]);
    let branch = format!("side{round}");
    commit("手写");
    office.git(["switch", "-q", "-c", &branch]);
    assert!(deed(office, 1_000_000 + round).status().unwrap().success());
    commit("支");
    office.git("switch -q main");
    assert!(deed(office, 2_000_000 + round).status().unwrap().success());
    commit("主");
    office.git(["merge", "-q", "--no-edit", &branch]);
}

/// A full file system of its own, where the tests may mount one.
#[cfg(target_os = "linux")]
struct SmallDisk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// A disk with less and less room: a deed over two plans is in both or in neither, nothing is left behind, and with room it
/// works again.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_the_old_text() {
    let office = Workspace::of(Fixture::Two);
    let place = office.path("");
    let texts = ["demo", "second"].map(|plan| {
        ["plan.toml", "progress.toml"].map(|file| (file, office.read(&format!("{plan}/{file}"))))
    });
    let mount = ["-t", "tmpfs", "-o", "size=200k", "tmpfs"];
    let mounted = Command::new("mount").args(mount).arg(&place).output();
    if !mounted.is_ok_and(|done| done.status.success()) {
        return skip("root, who may mount a small disk");
    }
    let _disk = SmallDisk(place.clone());
    for (plan, files) in ["demo", "second"].iter().zip(&texts) {
        fs::create_dir_all(office.path(plan)).unwrap();
        for (file, text) in files {
            office.write(&format!("{plan}/{file}"), text);
        }
    }
    let rest = place.join("rest");
    let (mut full, mut done) = (0, 0);
    for free in 0..14 {
        let number = free + 1;
        let _ = fs::remove_file(&rest);
        // Fills the disk, and then makes room for so many pages.
        let _ = fs::write(&rest, vec![0; 400 << 10]);
        let taken = fs::metadata(&rest)
            .unwrap()
            .len()
            .saturating_sub(free * 4096);
        fs::File::options()
            .write(true)
            .open(&rest)
            .unwrap()
            .set_len(taken)
            .unwrap();
        let text = format!("n{number}");
        let run = office
            .duban("mark demo:3.1.1/launch second:3.1.1/launch doing --on 2022-05-01")
            .args(["--text", &text])
            .command()
            .output()
            .unwrap();
        let there = ["demo", "second"].map(|plan| noted_in(&office, plan).contains(&number));
        assert_eq!(there[0], there[1], "{free} {run:?}");
        assert_eq!(run.status.success(), there[0], "{free} {run:?}");
        assert!(leftovers(&office).is_empty(), "{free}");
        full += u64::from(!there[0]);
        done += u64::from(there[0]);
    }
    assert!(full > 0 && done > 0, "{full} {done}");
    fs::remove_file(&rest).unwrap();
    office.run("check");
}

/// Every system call by which a file is written, failed in turn: no hang, the old text or the new one, nothing left behind,
/// and the next run works.
#[cfg(target_os = "linux")]
#[test]
fn a_system_call_that_fails_leaves_the_old_text_or_the_new_one() {
    let can_trace = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output();
    if !can_trace.is_ok_and(|done| done.status.success()) {
        return skip("strace");
    }
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let calls = [
        "write", "fsync", "rename", "flock", "openat", "fchmod", "getdents64", "read", "ftruncate",
    ];
    let errors = ["EIO", "ENOSPC", "EACCES", "EROFS", "ENOLCK"];
    let is_long = std::env::var_os("DUBAN_RUNS").is_some();
    let mut number = 0;
    for (nth, call) in calls.iter().enumerate() {
        let chosen = if is_long { 0..5 } else { nth % 5..nth % 5 + 1 };
        for error in &errors[chosen] {
            for when in 1..=if is_long { 30 } else { 2 } {
                number += 1;
                let failing = format!("{call}:error={error}:when={when}");
                fails_whole(&office, &deed(&office, number), &failing, |before| {
                    [before, vec![number]].concat()
                });
            }
        }
    }
    deed(&office, 1_000_000).status().unwrap();
    assert!(noted(&office).contains(&1_000_000));
    // A git that could not be asked is not waited for; an undo takes back one deed whole, or none.
    let undo = office.duban("undo").command();
    let without_last = |mut before: Vec<u64>| {
        before.pop();
        before
    };
    for call in ["write", "rename", "openat", "read", "fsync"] {
        for error in if is_long { &errors[..] } else { &errors[..1] } {
            for when in 1..=if is_long { 20 } else { 2 } {
                let failing = format!("{call}:error={error}:when={when}");
                fails_whole(&office, &undo, &failing, without_last);
            }
        }
    }
}

/// Runs a command in which one system call fails: it neither hangs nor panics, leaves the log as it was or `changed`, as it
/// says, and nothing beside it.
#[cfg(target_os = "linux")]
fn fails_whole(
    office: &Workspace,
    command: &Command,
    failing: &str,
    changed: impl Fn(Vec<u64>) -> Vec<u64>,
) {
    let before = noted(office);
    let done = traced(command, failing);
    let told = format!("{command:?}, {failing}: {done:?}");
    assert_ne!(done.status.code(), Some(124), "it hangs: {told}");
    assert_ne!(done.status.code(), Some(101), "it panics: {told}");
    let after = noted(office);
    let changed = changed(before.clone());
    assert!(after == before || after == changed, "{told}");
    if done.status.success() {
        assert_eq!(after, changed, "it says so and did not: {told}");
    }
    assert!(leftovers(office).is_empty(), "{told}");
}

/// Runs a command in which one system call fails.
#[cfg(target_os = "linux")]
fn traced(plain: &Command, failing: &str) -> std::process::Output {
    let call = failing.split(':').next().unwrap();
    let mut traced = Command::new("timeout");
    traced
        .args(["45", "strace", "-o", "/dev/null", "-e"])
        .arg(format!("trace={call}"))
        .arg("-e")
        .arg(format!("inject={failing}"))
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(plain.get_current_dir().unwrap())
        .env_clear()
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stdin(Stdio::null());
    traced.output().unwrap()
}
