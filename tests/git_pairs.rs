//! Plans that change folders with each other, and plans begun in the folder of one that is elsewhere or gone: each stays
//! itself for everything that compares two versions.

use std::fs;
use std::path::{Path, PathBuf};

use duban::merge::Choice;
use duban::text::GitTrouble;

use crate::git_moved::two_plans;
use crate::git_resolve::settle;
use crate::git_support::{DEMO, add_plan, commit_all, git, mark};
use crate::git_sync::{commit, sync, top};
use crate::{fails_with, hermetic};

/// Gives a plan another folder, and the name of it.
fn give(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::rename(from, to).unwrap();
    let [was, is] = [from, to].map(|path| format!("{:?}", path.file_name().unwrap()));
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
