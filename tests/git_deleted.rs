//! What one side deletes while the other changes or moves it is asked about as a whole; lists of bulletins merge by their
//! issues, and one that cannot be read is neither committed nor sent.

use std::fs;
use std::path::{Path, PathBuf};

use duban::git::{GitFault, Repository, describe_plainly};
use duban::merge::{Choice, ConflictSubject};
use duban::store::ISSUES_FILE;
use duban::text::{GitTrouble, Lang};

use crate::git_carried::said;
use crate::git_resolve::settle;
use crate::git_support::{DEMO, add_plan, commit, commit_all, git, mark, open, try_git};
use crate::git_sync::{sync, top, two_clones};
use crate::{fails_with, hermetic};

/// A list of bulletins with issues of these numbers.
fn list(numbers: &[u32]) -> String {
    let issues = numbers
        .iter()
        .map(|number| format!("\n[[issue]]\nnumber = {number}\non = 2024-0{number}-28\n"));
    format!("# 期号\n{}", issues.collect::<String>())
}

fn issues(plans: &Path, id: &str) -> Option<String> {
    fs::read_to_string(plans.join(id).join(ISSUES_FILE)).ok()
}

/// Two clones with a second plan, which has an entry and a list of bulletins.
fn two_with_a_second_plan(temp: &Path) -> [PathBuf; 2] {
    let (_, a, b) = two_clones(temp);
    let second = DEMO
        .replace("id = \"demo\"", "id = \"second\"")
        .replace("示例县全民", "第二个县全民");
    assert!(second.contains("第二个"), "{second}");
    add_plan(&a, "second", &second);
    mark(&a, "second", "1.1/launch", "2022-05-01", "原");
    fs::write(a.join("second").join(ISSUES_FILE), list(&[1])).unwrap();
    commit_all(top(&a), "second");
    sync(&a).unwrap();
    sync(&b).unwrap();
    [a, b]
}

/// Gives the second plan another folder.
fn rename(plans: &Path) {
    fs::rename(plans.join("second"), plans.join("other")).unwrap();
    for (file, key) in [("plan.toml", "id"), ("progress.toml", "plan")] {
        let path = plans.join("other").join(file);
        let text = fs::read_to_string(&path).unwrap();
        let named = text.replace(
            &format!("{key} = \"second\""),
            &format!("{key} = \"other\""),
        );
        fs::write(path, named).unwrap();
    }
}

hermetic!(a_plan_that_one_side_deletes_and_the_other_renames_is_asked_about; {
    for deleter in [0, 1] {
        for is_kept in [false, true] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_with_a_second_plan(temp.path());
            fs::remove_dir_all(both[deleter].join("second")).unwrap();
            rename(&both[1 - deleter]);
            for plans in &both {
                commit(plans);
            }
            sync(&both[0]).unwrap();
            fails_with!(sync(&both[1]), GitTrouble::Conflicts(_));
            let keep = if deleter == 0 { Choice::Ours } else { Choice::Theirs };
            let go = if deleter == 0 { Choice::Theirs } else { Choice::Ours };
            settle(&both[1], &|id, conflict| {
                assert_eq!((id, &conflict.subject), ("other", &ConflictSubject::Plan));
                Some(if is_kept { keep.clone() } else { go.clone() })
            })
            .unwrap();
            sync(&both[0]).unwrap();
            for plans in &both {
                assert!(!plans.join("second").exists());
                assert_eq!(plans.join("other").exists(), is_kept, "{deleter}");
                assert_eq!(issues(plans, "other"), is_kept.then(|| list(&[1])));
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

hermetic!(a_plan_that_was_settled_by_hand_in_a_stopped_merge_is_not_asked_about; {
    let temp = tempfile::tempdir().unwrap();
    let [a, b] = two_with_a_second_plan(temp.path());
    rename(&a);
    fs::remove_dir_all(b.join("second")).unwrap();
    for (plans, note) in [(&a, "甲"), (&b, "乙")] {
        fs::write(top(plans).join("notes.txt"), note).unwrap();
        commit_all(top(plans), note);
    }
    sync(&a).unwrap();
    git(top(&b), &["fetch", "-q"]);
    assert!(!try_git(top(&b), &["merge", "-q", "origin/main"], &[]).0);
    let repo = Repository::around(&b).unwrap();
    assert_eq!(repo.conflicts(&open(&b)).unwrap().len(), 1);
    git(top(&b), &["rm", "-rq", "plans/other"]);
    assert!(repo.conflicts(&open(&b)).unwrap().is_empty());
    assert!(!b.join("other").exists());
});

hermetic!(a_plan_that_is_kept_against_its_deletion_keeps_its_bulletins; {
    for way in ["sync", "merge"] {
        let temp = tempfile::tempdir().unwrap();
        let [a, b] = two_with_a_second_plan(temp.path());
        fs::remove_dir_all(a.join("second")).unwrap();
        commit(&a);
        sync(&a).unwrap();
        mark(&b, "second", "1.1/launch", "2022-06-01", "新");
        commit(&b);
        if way == "merge" {
            git(top(&b), &["fetch", "-q"]);
            assert!(!try_git(top(&b), &["merge", "-q", "origin/main"], &[]).0);
        }
        settle(&b, &|_, _| Some(Choice::Ours)).unwrap();
        assert_eq!(issues(&b, "second"), Some(list(&[1])), "{way}");
        assert_eq!(git(top(&b), &["status", "--porcelain"]), "", "{way}");
        assert!(git(top(&b), &["show", "HEAD:plans/second/bulletins.toml"]).contains("number = 1"));
    }
});

hermetic!(a_list_that_one_side_deletes_has_the_new_issues_of_the_other; {
    for way in ["sync", "merge", "crlf"] {
        for deleter in [0, 1] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_with_a_second_plan(temp.path());
            fs::remove_file(both[deleter].join("second").join(ISSUES_FILE)).unwrap();
            fs::write(both[1 - deleter].join("second").join(ISSUES_FILE), list(&[1, 2])).unwrap();
            for plans in &both {
                commit(plans);
            }
            sync(&both[0]).unwrap();
            let plans = &both[1];
            if way != "sync" {
                git(top(plans), &["config", "core.autocrlf", if way == "crlf" { "true" } else { "false" }]);
                git(top(plans), &["fetch", "-q"]);
                assert!(!try_git(top(plans), &["merge", "-q", "origin/main"], &[]).0);
                let repo = Repository::around(plans).unwrap();
                assert!(repo.conflicts(&open(plans)).unwrap().is_empty());
                assert_eq!(repo.settle_the_rest().unwrap(), (1, None));
            }
            sync(plans).unwrap();
            assert_eq!(issues(plans, "second"), Some(list(&[2])), "{way} {deleter}");
            assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
        }
    }
});

hermetic!(lists_that_git_could_not_merge_are_merged_by_their_issues; {
    let temp = tempfile::tempdir().unwrap();
    let [a, b] = two_with_a_second_plan(temp.path());
    for (plans, number) in [(&a, 2), (&b, 3)] {
        fs::write(plans.join("second").join(ISSUES_FILE), list(&[1, number])).unwrap();
        commit(plans);
    }
    mark(&b, "demo", "1.1/launch", "2022-06-01", "乙");
    commit(&b);
    sync(&a).unwrap();
    git(top(&b), &["fetch", "-q"]);
    assert!(!try_git(top(&b), &["merge", "-q", "origin/main"], &[]).0);
    // What somebody began to settle by hand is left to them.
    let path = b.join("second").join(ISSUES_FILE);
    let marked = fs::read_to_string(&path).unwrap();
    let repo = Repository::around(&b).unwrap();
    fs::write(&path, format!("{}# 手工\n", list(&[1]))).unwrap();
    fails_with!(repo.settle_the_rest(), GitTrouble::LeftByHand(_));
    for note in ["# 手工\n", "<<<<<<< 手工\n"] {
        let begun = format!("{note}{marked}");
        fs::write(&path, &begun).unwrap();
        fails_with!(repo.settle_the_rest(), GitTrouble::LeftByHand(_));
        assert_eq!(fs::read_to_string(&path).unwrap(), begun);
    }
    fs::write(&path, marked).unwrap();
    assert_eq!(repo.settle_the_rest().unwrap(), (1, None));
    assert_eq!(issues(&b, "second"), Some(list(&[1, 2, 3])));
    assert_eq!(said(&b, "1.1/launch"), "县教育局乙");
    sync(&b).unwrap();
});

hermetic!(a_list_that_cannot_be_read_is_neither_committed_nor_sent; {
    let temp = tempfile::tempdir().unwrap();
    let [a, b] = two_with_a_second_plan(temp.path());
    let path = a.join("second").join(ISSUES_FILE);
    for broken in ["[[issue]]\nnumber = 2\non = 2024-02-30\n", "[[issue]]\non = \"x\n", "[[issue]]\non = 2024-02-03\n", "[[issues]]\nnumber = 2\n"] {
        fs::write(&path, broken).unwrap();
        let repo = Repository::around(&a).unwrap();
        let drafts = |only: Option<&str>| repo.drafts(&open(&a), only, &|_| String::new()).unwrap();
        assert!(matches!(drafts(None).left_out.as_slice(), [GitFault::Broken(_)]), "{broken}");
        assert!(drafts(None).commits.is_empty() && drafts(Some("demo")).left_out.is_empty());
        assert!(matches!(sync(&a), Err(GitFault::Broken(_))), "{broken}");
    }
    // What reads is committed beside it.
    mark(&a, "second", "1.1/launch", "2022-06-01", "新");
    commit(&a);
    assert_eq!(git(top(&a), &["status", "--porcelain"]), " M plans/second/bulletins.toml\n");
    commit_all(top(&a), "by hand");
    match sync(&a) {
        Err(GitFault::NotSent(problems)) => assert!(problems[0].file.ends_with("second/bulletins.toml")),
        other => panic!("{other:?}"),
    }
    // Sent by plain git, it does not keep the colleague from sending.
    git(top(&a), &["push", "-q"]);
    mark(&b, "demo", "1.1/launch", "2022-06-01", "乙");
    commit(&b);
    sync(&b).unwrap();
    // A list that only gives a number twice reads, and is committed.
    fs::write(&path, list(&[1]) + "\n[[issue]]\nnumber = 1\non = 2024-03-30\n").unwrap();
    commit(&a);
    assert_eq!(git(top(&a), &["status", "--porcelain"]), "");
});

#[cfg(unix)]
hermetic!(a_plan_that_may_not_be_looked_at_is_not_deleted; {
    let temp = tempfile::tempdir().unwrap();
    let plans = two_with_a_second_plan(temp.path())[0].clone();
    fs::rename(plans.join("second"), temp.path().join("kept")).unwrap();
    // A link to itself is refused for everybody, as what may not be entered is for all but root.
    std::os::unix::fs::symlink("second", plans.join("second")).unwrap();
    let repository = Repository::around(&plans).unwrap();
    let drafts = repository.drafts(&open(&plans), None, &describe_plainly(Lang::Zh.words()));
    assert!(matches!(drafts, Err(GitFault::Io { .. })));
});
