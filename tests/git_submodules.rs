//! A province that holds its counties as submodules: what its own commits name is what is compared and shown.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::common::duban::{Fixture, Workspace};

const INSIDE: &str = "counties/jia/plans/jia/plan.toml";

/// A province with a plan of its own and that of a county in a submodule, at the county's second commit; its first
/// commit names the county's first.
fn province() -> Workspace {
    let here = Workspace::of(Fixture::Two);
    fs::create_dir(here.root().join("jia")).unwrap();
    here.git("init -q -b main ../jia");
    fs::create_dir(here.root().join("jia/plans")).unwrap();
    fs::rename(here.path("second"), here.root().join("jia/plans/jia")).unwrap();
    for file in ["plan.toml", "progress.toml"] {
        let file = format!("../../jia/plans/jia/{file}");
        here.replace_first(&file, "\"second\"", "\"jia\"");
    }
    here.git("-C ../jia add -A");
    here.git("-C ../jia commit -qm 县");
    here.git("init -q -b main");
    here.git("-c protocol.file.allow=always submodule --quiet add ../jia counties/jia");
    symlink("../counties/jia/plans/jia", here.path("jia")).unwrap();
    commit_all(&here, "甲");
    edit_inside(&here);
    here.git("-C counties/jia commit -qam 降低");
    commit_all(&here, "乙");
    here
}

fn commit_all(here: &Workspace, message: &str) {
    here.git("add -A");
    here.git(["commit", "-qm", message]);
}

fn edit_inside(here: &Workspace) {
    here.replace_first(&format!("../{INSIDE}"), "value = 60", "value = 30");
}

#[test]
fn a_review_against_the_disk_compares_what_a_review_of_two_commits_does() {
    let here = province();
    for range in ["HEAD~1..HEAD", "HEAD~1"] {
        here.prints(
            1,
            ["review", range, "--deny", "weaken"],
            "60名以上 → 30名以上",
        );
        here.says(["diff", range], "60名以上 → 30名以上");
        here.says(["diff", range, "--plan", "jia"], "60名以上 → 30名以上");
    }
    here.duban("review HEAD --deny weaken").stdout("").run();
    here.duban("diff HEAD --plan jia").stdout("").run();
    // What nobody committed yet, in the county or in the province.
    here.git("checkout -q HEAD~1");
    here.git("submodule --quiet update");
    here.duban("review HEAD --deny weaken").run();
    edit_inside(&here);
    here.duban("review HEAD --deny weaken").code(1).run();
    here.git("-C counties/jia commit -qam 又");
    here.duban("review HEAD --deny weaken").code(1).run();
    // The link that is gone takes the plan along.
    fs::remove_file(here.path("jia")).unwrap();
    here.prints(1, "review HEAD --deny weaken", "jia");
}

#[test]
fn a_commit_that_is_not_here_is_named_and_nothing_passes_for_compared() {
    let here = province();
    let url = format!("file://{}", here.folder().display());
    here.git(["clone", "-q", url.as_str(), "../clone"]);
    let plans = here.root().join("clone/plans");
    let plans = plans.to_str().unwrap();
    for args in ["diff HEAD~1", "diff HEAD~1..HEAD"] {
        here.duban(["--plans", plans])
            .args(args)
            .code(3)
            .stderr_has("jia：子模块换了版本")
            .run();
    }
    let gate = |range: &str| here.duban(["--plans", plans, "review", range, "--deny", "weaken"]);
    for range in ["HEAD~1", "HEAD~1..HEAD"] {
        gate(range).code(1).run();
    }
    gate("HEAD").code(3).stderr_has("尚未取回").run();
    here.refuses(
        4,
        ["--plans", plans, "--at", "HEAD", "list"],
        "git submodule update --init",
    );
    here.duban(["--plans", plans, "--at", "HEAD", "list", "--plan", "demo"])
        .run();
}

#[test]
fn a_past_commit_of_the_province_shows_the_county_as_it_names_it() {
    let here = province();
    let target = |at: &str| {
        let shown = here.run(["--at", at, "show", "jia:3.1.4/teachers@2023"]);
        shown.stdout.contains("30名")
    };
    let (first, second) = (target("HEAD~1"), target("HEAD"));
    assert_ne!(first, second);
    let full = here.git("rev-parse HEAD~1");
    assert_eq!(target(full.trim()), first);
    // What the county alone has is no commit of the province.
    here.git("-C counties/jia commit -q --allow-empty -m 空");
    assert_eq!(target("HEAD"), second);
    here.says("list --at HEAD --plan jia", "3.1.4/teachers@2023");
    here.duban("list --at HEAD~1").stdout_has("jia:").run();
    let log = here.run("log jia:3.1.4/teachers --at HEAD~1").stdout;
    assert!(!log.contains("降低"), "{log}");
    here.says("log jia:3.1.4/teachers", "降低");
}

#[test]
fn a_revision_says_nothing_of_a_repository_beside_it() {
    let here = province();
    let link = here.path("jia");
    fs::remove_file(&link).unwrap();
    symlink("../../jia/plans/jia", link).unwrap();
    commit_all(&here, "链接");
    here.refuses(2, "list --at HEAD", "另一仓库");
    here.run("list --at HEAD --plan demo");
    here.duban("list --at 2099-01-01").stdout_has("jia:").run();
}

#[test]
fn an_issue_notes_the_revision_of_the_plans_own_repository() {
    let here = province();
    let county = here.git("-C counties/jia rev-parse HEAD");
    let issue = |at: &str, file: &str| {
        let report = [
            "report", "bulletin", "--plan", "jia", "--issue", "--as-of", at, "-o", file,
        ];
        here.duban(report).run();
    };
    issue("2024-03-31", "一.md");
    let list = fs::read_to_string(here.path("jia/bulletins.toml")).unwrap();
    assert!(list.contains(county.trim()), "{list}");
    here.git("-C counties/jia add -A");
    here.git("-C counties/jia commit -qm 期号");
    commit_all(&here, "丙");
    // Both go on from there, and so does the province from an issue that names its own commit.
    let plans = here.folder().join("counties/jia/plans");
    let report = "report bulletin --since last --as-of 2024-06-30";
    here.duban(["--plans", plans.to_str().unwrap()])
        .args(report)
        .run();
    issue("2024-06-30", "二.md");
    let province = here.git("rev-parse HEAD");
    let county = here.git("-C counties/jia rev-parse HEAD");
    here.replace_first("jia/bulletins.toml", county.trim(), province.trim());
    here.duban(report).args("--plan jia").run();
}
