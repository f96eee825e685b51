//! What a half-done merge, cherry-pick, revert or rebase brings in is committed: nobody takes it back.

use std::fs;

use super::common::app::Start;
use super::common::duban::{Fixture, Workspace};

const DEMO: &str = "demo/progress.toml";

/// A repository in which `main` and `theirs` have changed the same line of a file beside the plans; `theirs` has an entry
/// of 4.1/budget too.
fn two_branches() -> Workspace {
    let office = Workspace::in_git(Fixture::Demo);
    let notes = |text: &str| fs::write(office.folder().join("notes"), text).unwrap();
    notes("始");
    office.commit_all();
    office.git("checkout -q -b theirs");
    office.run("mark 4.1/budget done --on 2024-06-03 --text 对方");
    notes("对方");
    office.commit_all();
    office.git("checkout -q main");
    notes("本地");
    office.commit_all();
    office
}

/// Runs a command of git that stops in the middle.
fn stops(office: &Workspace, command: &str) {
    office.git([
        "-c",
        &format!("alias.stops=!git {command} || true"),
        "stops",
    ]);
}

/// The ways in which git stops with the entry on disk, and the branch that it starts from.
const WAYS: [(&str, &str); 7] = [
    ("main", "merge theirs"),
    ("main", "cherry-pick theirs"),
    ("theirs", "rebase main"),
    ("theirs", "rebase --apply main"),
    ("main", "merge --squash theirs"),
    ("main", "am -3 theirs.patch"),
    ("reverted", "revert HEAD~1"),
];

/// A repository in which git stopped.
fn stopped(branch: &str, command: &str) -> Workspace {
    let office = two_branches();
    let patch = office.git("format-patch --stdout -1 theirs");
    fs::write(office.folder().join("theirs.patch"), patch).unwrap();
    if branch == "reverted" {
        // The entry went by a commit, and the file beside it was changed since.
        office.git("checkout -q -b reverted theirs");
        office.git("checkout -q main -- .");
        office.git("commit -q -m 去");
        fs::write(office.folder().join("notes"), "再").unwrap();
        office.git("commit -q -a -m 再");
    }
    office.git(["checkout", "-q", branch]);
    stops(&office, command);
    assert!(office.read(DEMO).contains("对方"), "{command}");
    let conflict = office.git("diff --name-only --diff-filter=U");
    assert_eq!(conflict, "notes\n", "{command}");
    office
}

#[test]
fn undo_takes_back_nothing_that_a_half_done_merge_brings_in() {
    for (branch, command) in WAYS {
        let office = stopped(branch, command);
        let before = office.read(DEMO);
        office.warns("undo", "没有可撤销的登记");
        assert_eq!(office.read(DEMO), before, "{command}");
        // What is recorded meanwhile is taken back, and it alone; also if it says what theirs does.
        office.run("mark 4.1/budget done --on 2024-06-03 --text 对方");
        office.says("undo", "对方");
        office.warns("undo", "没有可撤销的登记");
        assert_eq!(office.read(DEMO), before, "{command}");
    }
}

#[test]
fn space_corrects_what_a_half_done_merge_brings_in() {
    let office = stopped("main", "merge theirs");
    let lines = office.read(DEMO).lines().count();
    let start = Start::default().only("demo");
    let mut app = start.in_folder(&office.folder().join("plans"));
    app.keys("/4.1<enter>lj<space>");
    let now = office.read(DEMO);
    assert!(
        now.contains("对方") && now.contains("correct = true"),
        "{now}"
    );
    assert_eq!(now.lines().count(), lines + 1);
}

#[test]
fn what_a_popped_stash_brings_in_is_taken_back() {
    let office = two_branches();
    office.run("mark 4.1/budget done");
    fs::write(office.folder().join("notes"), "暂存").unwrap();
    office.git("stash -q");
    fs::write(office.folder().join("notes"), "另").unwrap();
    office.git("commit -q -a -m 另");
    stops(&office, "stash pop");
    office.says("undo", "4.1/budget");
}
