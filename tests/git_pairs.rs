//! Plans that change folders with each other, and plans begun in the folder of one that is elsewhere or gone: each stays
//! itself for everything that compares two versions.

use std::fs;
use std::path::{Path, PathBuf};

use duban::merge::Choice;
use duban::text::GitTrouble;

use crate::common::duban::{Fixture, Ran, Workspace};
use crate::git_moved::two_plans;
use crate::git_resolve::settle;
use crate::git_support::{DEMO, add_plan, commit, commit_all, git, mark};
use crate::git_sync::{sync, top};
use crate::{fails_with, hermetic};

/// Gives a plan another folder, and the name of it.
fn give(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::rename(from, to).unwrap();
    let [was, is] = [from, to].map(|path| format!("\"{}\"", path.file_name().unwrap().display()));
    for file in ["plan.toml", "progress.toml"] {
        let path = to.join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen(&was, &is, 1)).unwrap();
    }
}

/// Returns the log of the plan whose title begins so, wherever it lies in a clone; there is one.
fn log_of(clone: &Path, title: &str) -> String {
    let plans = git(clone, &["ls-files", "*plan.toml"]);
    let folders = plans
        .lines()
        .map(|plan| clone.join(plan).parent().unwrap().to_owned());
    let has_title = |folder: &PathBuf| {
        let plan = fs::read_to_string(folder.join("plan.toml")).unwrap();
        plan.contains(&format!("\ntitle = \"{title}"))
    };
    let found: Vec<PathBuf> = folders.filter(has_title).collect();
    assert_eq!(found.len(), 1, "{title}: {found:?}");
    fs::read_to_string(found[0].join("progress.toml")).unwrap()
}

hermetic!(what_is_recorded_follows_plans_that_change_folders_with_each_other; {
    let chain: &[(&str, &str)] = &[("demo", "last"), ("second", "demo")];
    let swap: &[(&str, &str)] = &[("demo", "x"), ("second", "demo"), ("x", "second")];
    for moves in [chain, swap] {
        for ([mover, other], rebase, has_entries) in [
            ([0, 1], "false", true), ([1, 0], "false", true), ([0, 1], "true", true), ([0, 1], "false", false),
        ] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_plans(temp.path());
            git(top(&both[1]), &["config", "pull.rebase", rebase]);
            if has_entries {
                // They read alike, so that the titles tell the plans apart.
                for plan in ["demo", "second"] {
                    mark(&both[0], plan, "1.1/launch", "2022-05-01", "原有");
                }
                commit(&both[0]);
                sync(&both[0]).unwrap();
                sync(&both[1]).unwrap();
            }
            for (from, to) in moves {
                give(&both[mover].join(from), &both[mover].join(to));
            }
            commit_all(top(&both[mover]), "换");
            for (plan, text) in [("demo", "甲的"), ("second", "乙的")] {
                mark(&both[other], plan, "1.1/launch", "2022-05-02", text);
            }
            fs::write(both[other].join("second/bulletins.toml"), "[[issue]]\nnumber = 1\non = 2024-06-30\n").unwrap();
            commit(&both[other]);
            for plans in [&both[0], &both[1], &both[0]] {
                sync(plans).unwrap();
            }
            for plans in &both {
                let logs = ["示例县", "第二"].map(|title| log_of(top(plans), title));
                assert!(logs[0].contains("甲的") && !logs[0].contains("乙的"), "{}", logs[0]);
                assert!(logs[1].contains("乙的") && !logs[1].contains("甲的"), "{}", logs[1]);
                assert!(plans.join("demo/bulletins.toml").exists());
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

hermetic!(an_entry_goes_to_the_plan_that_was_kept_in_another_folder_of_plans; {
    for [keeper, other] in [[0, 1], [1, 0]] {
        for has_entry in [true, false] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_plans(temp.path());
            if has_entry {
                mark(&both[0], "demo", "1.1/launch", "2022-05-01", "原有");
                commit(&both[0]);
                sync(&both[0]).unwrap();
                sync(&both[1]).unwrap();
            }
            let keeps = &both[keeper];
            give(&keeps.join("demo"), &top(keeps).join("archive/last"));
            commit_all(top(keeps), "kept");
            add_plan(keeps, "demo", &DEMO.replace("示例县全民", "下一期全民"));
            commit_all(top(keeps), "next");
            mark(&both[other], "demo", "1.1/launch", "2022-05-02", "乙的");
            commit(&both[other]);
            for plans in [&both[0], &both[1], &both[0]] {
                sync(plans).unwrap();
            }
            for plans in &both {
                let logs = ["示例县", "下一期"].map(|title| log_of(top(plans), title));
                assert!(logs[0].contains("乙的") && !logs[1].contains("乙的"), "{logs:?}");
                assert!(top(plans).join("archive/last/plan.toml").exists());
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

hermetic!(a_plan_that_both_sides_moved_to_other_folders_is_merged_once_they_agree; {
    for ([here, there], rebase) in [(["archive/last", "plans/z"], "false"), (["plans/z", "county/plans/demo"], "true")] {
        let temp = tempfile::tempdir().unwrap();
        let [a, b] = two_plans(temp.path());
        git(top(&b), &["config", "pull.rebase", rebase]);
        mark(&a, "demo", "1.1/launch", "2022-05-01", "原有");
        commit(&a);
        sync(&a).unwrap();
        sync(&b).unwrap();
        for (plans, folder, text) in [(&a, there, "甲的"), (&b, here, "乙的")] {
            mark(plans, "demo", "1.1/launch", "2022-05-02", text);
            give(&plans.join("demo"), &top(plans).join(folder));
            commit_all(top(plans), "moved");
        }
        sync(&a).unwrap();
        let head = git(top(&b), &["rev-parse", "HEAD"]);
        fails_with!(sync(&b), GitTrouble::MovedApart { was, folders } if was == "plans/demo" && folders == [here, there]);
        assert_eq!(git(top(&b), &["rev-parse", "HEAD"]), head);
        give(&top(&b).join(here), &top(&b).join(there));
        commit_all(top(&b), "where it is there");
        sync(&b).unwrap();
        sync(&a).unwrap();
        for plans in [&a, &b] {
            let log = log_of(top(plans), "示例县");
            assert!(["原有", "甲的", "乙的"].iter().all(|text| log.contains(text)), "{log}");
        }
    }
});

hermetic!(an_entry_of_a_deleted_plan_is_not_given_to_the_one_begun_in_its_folder; {
    for deleter in [0, 1] {
        let temp = tempfile::tempdir().unwrap();
        let both = two_plans(temp.path());
        mark(&both[0], "demo", "1.1/launch", "2022-05-01", "原有");
        commit(&both[0]);
        sync(&both[0]).unwrap();
        sync(&both[1]).unwrap();
        fs::remove_dir_all(both[deleter].join("demo")).unwrap();
        commit(&both[deleter]);
        add_plan(&both[deleter], "demo", &DEMO.replace("示例县全民", "新的全民"));
        commit_all(top(&both[deleter]), "new");
        mark(&both[1 - deleter], "demo", "1.1/launch", "2022-05-02", "乙的");
        commit(&both[1 - deleter]);
        sync(&both[0]).unwrap();
        fails_with!(sync(&both[1]), GitTrouble::TwoPlans { path, .. } if path == "plans/demo/plan.toml");
        fails_with!(settle(&both[1], &|_, _| Some(Choice::Ours)), GitTrouble::TwoPlans { .. });
        // Under another name, the plan is asked about like any other that one side deleted.
        give(&both[1].join("demo"), &both[1].join("other"));
        commit(&both[1]);
        fails_with!(sync(&both[1]), GitTrouble::Conflicts(_));
        let kept = [Choice::Ours, Choice::Theirs][deleter].clone();
        settle(&both[1], &|_, _| Some(kept.clone())).unwrap();
        sync(&both[0]).unwrap();
        for plans in &both {
            let logs = ["示例县", "新的"].map(|title| log_of(top(plans), title));
            assert!(logs[0].contains("乙的") && !logs[1].contains("乙的"), "{logs:?}");
            assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
        }
    }
});

/// A repository with the plans `demo` and `second`, which differ in the title and in one entry each.
fn two_titles() -> Workspace {
    let here = Workspace::in_git(Fixture::Two);
    here.edit("second/plan.toml", |text| {
        text.replacen("title = \"示例县", "title = \"第二", 1)
    });
    here.note_progress("demo", "甲的");
    here.note_progress("second", "乙的");
    here.git("commit -qam two");
    here
}

fn give_in(here: &Workspace, from: &str, to: &str) {
    give(&here.path(from), &here.path(to));
}

/// Begins another plan in a folder.
fn begin(here: &Workspace, plan: &str) {
    let text = here.read("second/plan.toml");
    let text = text.replacen("\"second\"", &format!("{plan:?}"), 1);
    let text = text.replacen("title = \"第二", "title = \"新的", 1);
    assert!(text.contains("新的"));
    fs::create_dir_all(here.path(plan)).unwrap();
    here.write(&format!("{plan}/plan.toml"), text);
}

/// Commits with duban; returns the whole message.
fn message(here: &Workspace) -> String {
    here.run("commit");
    assert_eq!(here.git("status --porcelain"), "");
    here.git("log -1 --format=%B")
}

const WEAKEN: &str = "review HEAD~1..HEAD --deny weaken";

#[test]
fn plans_that_change_folders_with_each_other_stay_themselves() {
    let chain: (&[_], _) = (&[("demo", "last"), ("second", "demo")], ["last", "demo"]);
    let swap: (&[_], _) = (
        &[("demo", "x"), ("second", "demo"), ("x", "second")],
        ["second", "demo"],
    );
    for (moves, [of_demo, of_second]) in [chain, swap] {
        let here = two_titles();
        let bulletin = "--as-of 2024-06-30 report bulletin --plan";
        let then = here.run(format!("{bulletin} demo --since HEAD")).stdout;
        for (from, to) in moves {
            give_in(&here, from, to);
        }
        here.warns("review HEAD --deny weaken", "未发现弱化");
        let told = message(&here);
        for (from, to) in [("demo", of_demo), ("second", of_second)] {
            assert!(
                told.contains(&format!("文件夹 {from} 改名为 {to}")),
                "{told}"
            );
        }
        assert!(!told.contains("登记") && !told.contains("标题"), "{told}");
        here.warns(WEAKEN, "未发现弱化");
        let diff = here.run("diff HEAD~1..HEAD").stdout;
        assert_eq!(diff.matches("原编号").count(), 2, "{diff}");
        for (plan, own, others) in [(of_demo, "甲的", "乙的"), (of_second, "乙的", "甲的")]
        {
            let log = here.run(format!("log {plan}:3.1.1/launch")).stdout;
            assert!(log.contains(own) && !log.contains(others), "{log}");
            assert_eq!(log.matches(own).count(), 1, "{log}");
        }
        let now = here
            .run(format!("{bulletin} {of_demo} --since HEAD~1"))
            .stdout;
        assert_eq!(now, then.replace("demo", of_demo));
    }
}

#[test]
fn a_plan_begun_in_the_folder_of_one_that_moved_gets_files_of_its_own() {
    let here = two_titles();
    give_in(&here, "demo", "last");
    begin(&here, "demo");
    // The log of HEAD in that folder is that of the plan that moved.
    here.run("check --fix");
    assert!(!here.read("demo/progress.toml").contains("甲的"));
    fs::remove_file(here.path("demo/progress.toml")).unwrap();
    let told = message(&here);
    assert!(told.contains("文件夹 demo 改名为 last"), "{told}");
    assert_eq!(here.git("ls-files plans/demo"), "plans/demo/plan.toml\n");
    here.run("check --fix");
    here.run("commit");
    assert_eq!(here.git("status --porcelain"), "");
    here.warns("review HEAD~2..HEAD --deny weaken", "未发现弱化");
    // A log that is lost from its own plan is asked back still, whatever became of the title.
    fs::remove_file(here.path("last/progress.toml")).unwrap();
    here.edit("last/plan.toml", |text| {
        text.replacen("title = \"示例县", "title = \"示范县", 1)
    });
    here.refuses(4, "commit", "last/progress.toml");
    here.duban("check --fix").code(1).run();
    assert!(!here.path("last/progress.toml").exists());
}

#[test]
fn a_folder_and_a_title_changed_in_one_commit_are_one_plan() {
    let here = two_titles();
    give_in(&here, "demo", "other");
    here.edit("other/plan.toml", |text| {
        text.replacen("title = \"示例县", "title = \"示范县", 1)
    });
    here.warns("review HEAD --deny weaken", "未发现弱化");
    let told = message(&here);
    assert!(
        told.contains("文件夹 demo 改名为 other") && told.contains("方案：标题"),
        "{told}"
    );
    here.warns(WEAKEN, "未发现弱化");
    here.says("diff HEAD~1..HEAD", "原编号 demo");
    let once = |plan: &str| {
        let log = here.run(format!("log {plan}:3.1.1/launch")).stdout;
        assert_eq!(log.matches("甲的").count(), 1, "{log}");
        assert!(!log.contains("删除"), "{log}");
    };
    once("other");
    // There and back.
    give_in(&here, "other", "demo");
    here.run("commit");
    once("demo");
}

#[test]
fn a_plan_kept_in_another_folder_of_plans_is_not_the_one_begun_in_its_place() {
    let here = two_titles();
    let bulletin = "--as-of 2024-06-30 report bulletin --plan";
    let then = here.run(format!("{bulletin} demo --since HEAD")).stdout;
    give(&here.path("demo"), &here.folder().join("archive/last"));
    here.run("--plans archive commit");
    here.warns(WEAKEN, "未发现弱化");
    begin(&here, "demo");
    here.run("check --fix");
    here.run("commit");
    let range = "HEAD~2..HEAD";
    for plans in ["plans", "archive"] {
        here.warns(
            ["--plans", plans, "review", range, "--deny", "weaken"],
            "未发现弱化",
        );
    }
    here.says(["--plans", "archive", "diff", range], "原编号 demo");
    here.refuses(
        2,
        format!("{bulletin} demo --since HEAD~2"),
        "没有方案 demo",
    );
    let kept = here
        .run(format!("--plans archive {bulletin} last --since HEAD~2"))
        .stdout;
    assert_eq!(kept, then.replace("demo", "last"));
    let log = here.run("log demo:3.1.1/launch").stdout;
    assert!(!log.contains("甲的"), "{log}");
    let log = here.run("--plans archive log last:3.1.1/launch").stdout;
    assert_eq!(log.matches("甲的").count(), 1, "{log}");
}

#[test]
fn the_next_plan_of_the_same_title_is_another_one() {
    let here = two_titles();
    let text = here.read("demo/plan.toml");
    give_in(&here, "demo", "last");
    here.run("commit");
    fs::create_dir(here.path("demo")).unwrap();
    here.write("demo/plan.toml", text);
    here.run("check --fix");
    here.run("commit");
    here.warns("review HEAD~2..HEAD --deny weaken", "未发现弱化");
    let log = here.run("log demo:3.1.1/launch").stdout;
    assert!(!log.contains("甲的") && !log.contains(" two"), "{log}");
    let log = here.run("log last:3.1.1/launch").stdout;
    assert_eq!(log.matches("甲的").count(), 1, "{log}");
}

#[test]
fn a_plan_deleted_and_another_begun_in_its_folder_are_two() {
    let here = two_titles();
    fs::remove_dir_all(here.path("demo")).unwrap();
    begin(&here, "x");
    here.run("check --fix");
    give_in(&here, "x", "demo");
    let gone = |ran: Ran| assert!(ran.stdout.contains("方案：删除"), "{}", ran.stdout);
    let added = |ran: Ran| assert!(ran.stdout.contains("方案：新增"), "{}", ran.stdout);
    for range in ["HEAD", "HEAD~1..HEAD"] {
        if range != "HEAD" {
            here.git("add -A");
            here.git("commit -qm another");
        }
        gone(here.run(format!("diff {range}")));
        added(here.run(format!("diff {range}")));
        here.duban(format!("review {range} --deny weaken"))
            .code(1)
            .run();
    }
    let log = here.run("log demo:3.1.1/launch").stdout;
    assert!(!log.contains("甲的") && !log.contains(" two"), "{log}");
    assert!(log.contains(" another"), "{log}");
}

#[test]
fn after_a_merge_each_plan_has_the_history_of_both_sides() {
    let here = two_titles();
    here.git("checkout -q -b side");
    here.note_progress("demo", "旁支");
    here.git("commit -qam side");
    here.git("checkout -q main");
    give_in(&here, "demo", "last");
    give_in(&here, "second", "demo");
    here.git("add -A");
    here.git("commit -qm moved");
    here.git("clone -q --bare . ../hub.git");
    here.git("remote add origin ../hub.git");
    here.git("fetch -q");
    here.git("branch -q --set-upstream-to=origin/side");
    here.run("sync");
    let log = here.run("log last:3.1.1/launch").stdout;
    assert_eq!(log.matches("旁支").count(), 1, "{log}");
    let line = log.lines().find(|line| line.ends_with(" side"));
    assert!(line.is_some() && !log.contains("乙的"), "{log}");
    let log = here.run("log demo:3.1.1/launch").stdout;
    assert!(!log.contains("旁支") && !log.contains("甲的"), "{log}");
    assert_eq!(log.matches("乙的").count(), 1, "{log}");
}
