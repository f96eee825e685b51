//! A plan that moves to another folder of the repository stays itself: nothing is weakened unseen on the way, and
//! everybody's entries stay theirs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duban::git::{GitFault, Repository};
use duban::merge::Choice;
use duban::plan::Address;
use duban::text::GitTrouble;

use crate::common::duban::{Fixture, Workspace};
use crate::git_resolve::settle;
use crate::git_support::{
    DEMO, add_plan, change, codes, commit, commit_all, git, mark, open, workspace,
};
use crate::git_sync::{sync, top, two_clones};
use crate::{fails_with, hermetic};

/// Lowers a target and moves folders, as one commit.
fn weaken(here: &Workspace, moves: &[(&str, &str)]) {
    here.replace_first("demo/plan.toml", "value = 60", "value = 30");
    for (from, to) in moves {
        let parent = Path::new(to).parent().unwrap();
        fs::create_dir_all(here.folder().join(parent)).unwrap();
        here.git(["mv", from, to]);
    }
    here.git("add -A");
}

#[test]
fn a_target_lowered_on_the_way_is_seen() {
    for (plans, moves) in [
        ("sub/plans", &[("plans/demo", "sub/plans/demo")][..]),
        ("office/plans", &[("plans", "office/plans")]),
        ("office/plans", &[("plans/demo", "office/plans/new")]),
    ] {
        let here = Workspace::in_git(Fixture::Demo);
        weaken(&here, moves);
        let gate = |range: &str| {
            here.prints(
                1,
                ["--plans", plans, "review", range, "--deny", "weaken"],
                "60名以上 → 30名以上",
            );
        };
        gate("HEAD");
        here.git("commit -qm move");
        gate("HEAD~1..HEAD");
    }
}

#[test]
fn before_the_folder_of_plans_moved_its_plans_are_read_where_they_lay() {
    let here = Workspace::in_git(Fixture::Demo);
    let list = "--as-of 2024-06-30 --at HEAD list";
    let then = here.run(list).stdout;
    let bulletin = "--as-of 2024-06-30 report bulletin --since HEAD";
    let since = here.run(bulletin).stdout;
    fs::create_dir(here.folder().join("office")).unwrap();
    here.git("mv plans office/plans");
    here.run("--plans office/plans commit");
    let there = |asked: &str| {
        let asked = asked.replace("HEAD", "HEAD~1");
        here.run(format!("--plans office/plans {asked}")).stdout
    };
    assert!(then.contains("4.1/stations"), "{then}");
    assert_eq!(there(list), then);
    assert_eq!(there(bulletin), since);
}

#[test]
fn a_commit_of_a_moved_plan_takes_it_out_of_its_old_place() {
    for (plans, moves) in [
        ("office/plans", &[("plans", "office/plans")][..]),
        ("sub/plans", &[("plans/demo", "sub/plans/demo")]),
    ] {
        for is_staged in [false, true] {
            let here = Workspace::in_git(Fixture::Demo);
            let (from, to) = moves[0];
            let parent = Path::new(to).parent().unwrap();
            fs::create_dir_all(here.folder().join(parent)).unwrap();
            if is_staged {
                here.git(["mv", from, to]);
            } else {
                fs::rename(here.folder().join(from), here.folder().join(to)).unwrap();
            }
            let brief = here.run(["--plans", plans, "brief"]).stdout;
            assert!(brief.contains("未存档1"), "{brief}");
            let said = here.run(["--plans", plans, "commit"]).stdout;
            let moved = format!("由 plans/demo 移到 {plans}/demo");
            assert!(said.contains(&moved), "{said}");
            assert_eq!(here.git("status --porcelain"), "");
            assert!(here.git("log -1 --format=%s").contains(&moved));
        }
    }
    // A copy leaves the old place as it is; so does a plan that lacks entries of the old one.
    let here = Workspace::in_git(Fixture::Demo);
    fs::create_dir_all(here.folder().join("sub/plans")).unwrap();
    fs::rename(here.path("demo"), here.folder().join("sub/plans/demo")).unwrap();
    let log = here.folder().join("sub/plans/demo/progress.toml");
    let text = fs::read_to_string(&log).unwrap();
    let entry = text.lines().find(|line| line.contains("{ at = ")).unwrap();
    fs::write(&log, text.replacen(&format!("{entry}\n"), "", 1)).unwrap();
    here.run("--plans sub/plans commit");
    assert_eq!(
        here.git("status --porcelain"),
        " D plans/demo/plan.toml\n D plans/demo/progress.toml\n"
    );
}

hermetic!(the_plans_left_out_of_a_moved_folder_are_gone; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    for id in ["dropped", "second"] {
        let text = DEMO.replace("\"demo\"", &format!("{id:?}")).replace("title = \"示例县", &format!("title = \"{id}"));
        add_plan(&plans, id, &text);
    }
    commit_all(temp.path(), "三个方案");
    git(temp.path(), &["rm", "-rq", "plans/dropped"]);
    fs::create_dir(temp.path().join("office")).unwrap();
    git(temp.path(), &["mv", "plans", "office/plans"]);
    let plans = temp.path().join("office/plans");
    let told = |changes: Vec<duban::git::PlanChange>| -> BTreeMap<String, [bool; 2]> {
        let is_there = |version: &duban::diff::Version| version.document.is_some();
        changes.iter().map(|it| (it.id.clone(), [is_there(&it.before), is_there(&it.after)])).collect()
    };
    // The others are the same.
    let wanted = BTreeMap::from([("dropped".to_owned(), [true, false])]);
    let repo = Repository::around(&plans).unwrap();
    let head = repo.head().unwrap().unwrap();
    assert_eq!(told(repo.all_changes_on_disk(Some(&head), &open(&plans)).unwrap()), wanted);
    commit_all(temp.path(), "搬家");
    let repo = Repository::around(&plans).unwrap();
    let now = repo.head().unwrap().unwrap();
    assert_eq!(told(repo.changes_between(Some(&head), &now).unwrap()), wanted);
});

hermetic!(a_copy_elsewhere_is_a_new_plan; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    let other = temp.path().join("office/plans");
    add_plan(&other, "demo", &fs::read_to_string(plans.join("demo/plan.toml")).unwrap());
    commit_all(temp.path(), "抄");
    let repo = Repository::around(&other).unwrap();
    let head = repo.head().unwrap().unwrap();
    let before = repo.commit(&head).unwrap().parents;
    let changes = repo.changes_between(before.first(), &head).unwrap();
    assert!(changes[0].before.document.is_none());
    let log = repo.log_of(&head, "demo", &Address::parse("1.1")).unwrap();
    assert_eq!(log.steps.len(), 1);
});

hermetic!(a_history_goes_on_across_moves_and_renames; {
    let temp = tempfile::tempdir().unwrap();
    let plans = workspace(temp.path());
    mark(&plans, "demo", "1.1/launch", "2022-05-01", "甲");
    commit_all(temp.path(), "甲");
    git(temp.path(), &["mv", "plans/demo", "plans/other"]);
    commit_all(temp.path(), "改名");
    fs::create_dir(temp.path().join("office")).unwrap();
    git(temp.path(), &["mv", "plans", "office/plans"]);
    let plans = temp.path().join("office/plans");
    mark(&plans, "other", "1.1/launch", "2022-06-01", "乙");
    commit_all(temp.path(), "乙搬");
    git(temp.path(), &["mv", "office/plans/other", "office/plans/third"]);
    commit_all(temp.path(), "又改名");
    let repo = Repository::around(&plans).unwrap();
    let head = repo.head().unwrap().unwrap();
    let log = repo.log_of(&head, "third", &Address::parse("1.1/launch")).unwrap();
    let subjects: Vec<&str> = log.steps.iter().map(|step| step.commit.subject()).collect();
    assert_eq!(subjects, ["乙搬", "甲", "start"]);
});

const ISSUE: &str = "\n[[issue]]\nnumber = 1\non = 2024-06-30\n";

/// Gives the plan `demo` another folder.
fn rename(plans: &Path) {
    fs::rename(plans.join("demo"), plans.join("other")).unwrap();
    for file in ["plan.toml", "progress.toml"] {
        let path = plans.join("other").join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen("\"demo\"", "\"other\"", 1)).unwrap();
    }
}

hermetic!(a_list_of_bulletins_goes_along_with_its_plan; {
    // The other side has issued before the rename, after it, or both.
    for (before, after) in [("", ISSUE), (ISSUE, ""), (ISSUE, "\n[[issue]]\nnumber = 2\non = 2024-07-31\n")] {
        for [renamer, issuer] in [[0, 1], [1, 0]] {
            let temp = tempfile::tempdir().unwrap();
            let (bare, a, b) = two_clones(temp.path());
            let both = [&a, &b];
            let issue = |plans: &Path, text: &str| {
                let list = plans.join("demo/bulletins.toml");
                let known = fs::read_to_string(&list).unwrap_or_default();
                fs::write(list, format!("{known}{text}")).unwrap();
                commit(plans);
            };
            if !before.is_empty() {
                issue(&a, before);
                sync(&a).unwrap();
                sync(&b).unwrap();
            }
            rename(both[renamer]);
            commit(both[renamer]);
            if !after.is_empty() {
                issue(both[issuer], after);
            }
            for plans in [&a, &b, &a] {
                sync(plans).unwrap();
            }
            let tree = git(&bare, &["ls-tree", "-r", "--name-only", "main", "plans"]);
            let files = ["bulletins.toml", "plan.toml", "progress.toml"].map(|name| format!("plans/other/{name}"));
            assert_eq!(tree.lines().collect::<Vec<_>>(), files, "{before:?} {after:?}");
            for plans in both {
                let list = fs::read_to_string(plans.join("other/bulletins.toml")).unwrap();
                assert_eq!(list.trim(), format!("{before}{after}").trim());
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

hermetic!(a_list_of_bulletins_that_stayed_behind_is_not_lost; {
    // The side that renamed the plan left the list where it was; the other has issued since, or has not.
    for after in ["", "\n[[issue]]\nnumber = 2\non = 2024-07-31\n"] {
        for [renamer, issuer] in [[0, 1], [1, 0]] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            let both = [&a, &b];
            fs::write(a.join("demo/bulletins.toml"), ISSUE).unwrap();
            commit(&a);
            sync(&a).unwrap();
            sync(&b).unwrap();
            rename(both[renamer]);
            fs::create_dir(both[renamer].join("demo")).unwrap();
            let [was, is] = ["demo", "other"].map(|id| both[renamer].join(id).join("bulletins.toml"));
            fs::rename(is, was).unwrap();
            commit_all(top(both[renamer]), "改名");
            mark(both[issuer], "demo", "1.1/launch", "2022-05-01", "甲");
            fs::write(both[issuer].join("demo/bulletins.toml"), format!("{ISSUE}{after}")).unwrap();
            commit(both[issuer]);
            for plans in [&a, &b, &a] {
                sync(plans).unwrap();
            }
            for plans in both {
                let list = fs::read_to_string(plans.join("other/bulletins.toml")).unwrap();
                assert_eq!(list.trim(), format!("{ISSUE}{after}").trim());
                assert!(!plans.join("demo/bulletins.toml").exists());
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

hermetic!(a_list_that_stayed_behind_beside_a_new_one_stays; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    fs::write(a.join("demo/bulletins.toml"), ISSUE).unwrap();
    commit(&a);
    sync(&a).unwrap();
    sync(&b).unwrap();
    rename(&a);
    fs::create_dir(a.join("demo")).unwrap();
    fs::rename(a.join("other/bulletins.toml"), a.join("demo/bulletins.toml")).unwrap();
    let new = ISSUE.replace("06-30", "07-31");
    fs::write(a.join("other/bulletins.toml"), &new).unwrap();
    commit_all(top(&a), "改名");
    mark(&b, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&b);
    for plans in [&a, &b, &a] {
        sync(plans).unwrap();
    }
    for plans in [&a, &b] {
        let list = |id: &str| fs::read_to_string(plans.join(id).join("bulletins.toml")).unwrap();
        assert_eq!((list("demo"), list("other")), (ISSUE.to_owned(), new.clone()));
    }
});

hermetic!(one_number_that_both_sides_gave_is_told_across_a_rename; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    fs::write(a.join("demo/bulletins.toml"), ISSUE).unwrap();
    rename(&a);
    commit(&a);
    sync(&a).unwrap();
    fs::write(b.join("demo/bulletins.toml"), ISSUE.replace("06-30", "07-31")).unwrap();
    commit(&b);
    fails_with!(sync(&b), GitTrouble::NumberTaken { number: 1, next: 2, .. });
});

/// Two clones of a repository with the plans `demo` and `second`.
pub(crate) fn two_plans(temp: &Path) -> [PathBuf; 2] {
    let (_, a, b) = two_clones(temp);
    let second = DEMO.replace("\"demo\"", "\"second\"");
    let second = second.replacen("title = \"示例县", "title = \"第二", 1);
    add_plan(&a, "second", &second);
    commit_all(top(&a), "第二");
    sync(&a).unwrap();
    sync(&b).unwrap();
    for plans in [&a, &b] {
        git(top(plans), &["config", "core.quotePath", "false"]);
    }
    [a, b]
}

/// Returns the folder of plans of a clone, wherever it lies by now.
fn plans_of(clone: &Path) -> PathBuf {
    let mut places = ["plans", "county/plans"]
        .map(|place| clone.join(place))
        .into_iter();
    places.find(|place| place.join("second").is_dir()).unwrap()
}

/// Returns the folder of the plan `demo` in a clone, of which there is one.
fn only_demo(clone: &Path) -> String {
    let files = git(clone, &["ls-files", "*/demo/*", "*/other/*"]);
    let folders = files
        .lines()
        .filter_map(|file| file.strip_suffix("/plan.toml"));
    let folders: Vec<&str> = folders.collect();
    assert_eq!(folders.len(), 1, "{files}");
    assert_eq!(git(clone, &["status", "--porcelain"]), "");
    folders[0].to_owned()
}

/// The ways in which one side gives the plan `demo` another place.
const MOVES: [(&str, &str); 3] = [
    ("plans/demo", "plans/other"),
    ("plans/demo", "county/plans/demo"),
    ("plans", "county/plans"),
];

fn moves(clone: &Path, (from, to): (&str, &str)) {
    fs::create_dir_all(clone.join(to).parent().unwrap()).unwrap();
    git(clone, &["mv", from, to]);
    commit_all(clone, "搬");
}

hermetic!(what_one_side_records_goes_where_the_other_moved_the_plan; {
    for (from, to) in MOVES {
        for ([mover, other], rebase) in [([0, 1], "false"), ([1, 0], "false"), ([0, 1], "true")] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_plans(temp.path());
            let tops = both.each_ref().map(|plans| top(plans));
            git(tops[1], &["config", "pull.rebase", rebase]);
            mark(&both[other], "demo", "1.1/launch", "2022-05-01", "甲的");
            change(&both[other], "plan.toml", &[("short = \"示例县\"", "short = \"示例\"")]);
            commit(&both[other]);
            moves(tops[mover], (from, to));
            for clone in [tops[0], tops[1], tops[0]] {
                sync(&plans_of(clone)).unwrap();
            }
            for clone in tops {
                let demo = only_demo(clone);
                assert!(demo.starts_with(to), "{demo}");
                let read = |file| fs::read_to_string(clone.join(&demo).join(file)).unwrap();
                assert_eq!(read("progress.toml").matches("甲的").count(), 1);
                assert!(read("plan.toml").contains("short = \"示例\""));
            }
        }
    }
});

hermetic!(an_entry_goes_to_the_plan_that_was_kept_and_not_to_the_one_begun_in_its_folder; {
    for keeper_is_first in [true, false] {
        let temp = tempfile::tempdir().unwrap();
        let (_, a, b) = two_clones(temp.path());
        fs::rename(a.join("demo"), a.join("kept")).unwrap();
        for file in ["plan.toml", "progress.toml"] {
            let file = a.join("kept").join(file);
            let text = fs::read_to_string(&file).unwrap();
            fs::write(&file, text.replacen("\"demo\"", "\"kept\"", 1)).unwrap();
        }
        commit(&a);
        add_plan(&a, "demo", &DEMO.replace("示例县全民", "示例县下一期全民"));
        commit_all(top(&a), "next");
        mark(&b, "demo", "1.1/launch", "2022-05-01", "乙");
        commit(&b);
        let (first, second) = if keeper_is_first { (&a, &b) } else { (&b, &a) };
        for plans in [first, second, first] {
            sync(plans).unwrap();
        }
        for plans in [&a, &b] {
            let log = |id: &str| fs::read_to_string(plans.join(id).join("progress.toml")).unwrap();
            assert!(log("kept").contains("\"乙\"") && !log("demo").contains("\"乙\""));
            let next = fs::read_to_string(plans.join("demo/plan.toml")).unwrap();
            assert!(next.contains("下一期"), "{next}");
            assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
        }
    }
});

hermetic!(a_bulletin_goes_to_the_list_of_the_plan_that_was_kept; {
    // The old plan had a list, or its first bulletin is issued meanwhile.
    for had in [ISSUE, ""] {
        for keeper_is_first in [true, false] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            let list = |plans: &Path, id: &str| plans.join(id).join("bulletins.toml");
            if !had.is_empty() {
                fs::write(list(&a, "demo"), had).unwrap();
                commit(&a);
                sync(&a).unwrap();
                sync(&b).unwrap();
            }
            fs::rename(a.join("demo"), a.join("kept")).unwrap();
            commit_all(top(&a), "kept");
            add_plan(&a, "demo", &DEMO.replace("示例县全民", "示例县下一期全民"));
            let of_next = ISSUE.replace("06-30", "09-30");
            fs::write(list(&a, "demo"), &of_next).unwrap();
            commit_all(top(&a), "next");
            let number = if had.is_empty() { 1 } else { 2 };
            let issued = format!("{had}[[issue]]\nnumber = {number}\non = 2024-08-31\n");
            fs::write(list(&b, "demo"), &issued).unwrap();
            commit(&b);
            let (first, second) = if keeper_is_first { (&a, &b) } else { (&b, &a) };
            for plans in [first, second, first] {
                sync(plans).unwrap();
            }
            for plans in [&a, &b] {
                let read = |id: &str| fs::read_to_string(list(plans, id)).unwrap();
                assert_eq!((read("kept"), read("demo")), (issued.clone(), of_next.clone()));
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
            }
        }
    }
});

#[test]
fn a_plan_begun_in_the_folder_of_one_that_was_kept_is_a_new_one() {
    let here = Workspace::in_git(Fixture::Demo);
    let next = here
        .read("demo/plan.toml")
        .replace("title = \"示例县", "title = \"示例县下一期");
    let bulletin = "--as-of 2024-06-30 report bulletin --plan";
    let then = here.run(format!("{bulletin} demo --since HEAD")).stdout;
    here.git("mv plans/demo plans/kept");
    for file in ["kept/plan.toml", "kept/progress.toml"] {
        here.edit(file, |text| text.replacen("\"demo\"", "\"kept\"", 1));
    }
    here.run("commit");
    fs::create_dir(here.path("demo")).unwrap();
    here.write("demo/plan.toml", next);
    here.run("check --fix");
    here.run("commit");
    here.warns("review HEAD~2 --deny weaken", "未发现弱化");
    assert!(
        !here
            .run("log demo:3.1.4/launch")
            .stdout
            .contains("示教〔2022〕8号")
    );
    assert!(
        here.run("log kept:3.1.4/launch")
            .stdout
            .contains("示教〔2022〕8号")
    );
    let kept = here.run(format!("{bulletin} kept --since HEAD~2")).stdout;
    assert_eq!(kept, then.replace("demo", "kept"));
    here.refuses(
        2,
        format!("{bulletin} demo --since HEAD~2"),
        "没有方案 demo",
    );
}

hermetic!(what_both_sides_record_in_another_folder_of_plans_is_merged_too; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    let archive = |plans: &Path| top(plans).join("archive");
    add_plan(&archive(&a), "old", &DEMO.replace("\"demo\"", "\"old\"").replace("示例县全民", "示例县上一期全民"));
    commit_all(top(&a), "archive");
    sync(&a).unwrap();
    sync(&b).unwrap();
    for (plans, text) in [(&a, "甲"), (&b, "乙")] {
        mark(plans, "demo", "1.1/launch", "2022-05-01", text);
        mark(&archive(plans), "old", "1.1/launch", "2022-05-01", text);
        commit_all(top(plans), text);
    }
    for plans in [&a, &b, &a] {
        sync(plans).unwrap();
    }
    for plans in [&a, &b] {
        for log in [plans.join("demo/progress.toml"), archive(plans).join("old/progress.toml")] {
            let text = fs::read_to_string(&log).unwrap();
            assert!(text.contains("\"甲\"") && text.contains("\"乙\""), "{text}");
        }
    }
    // What goes astray there is named before it is sent.
    let file = |plans: &Path, name: &str| archive(plans).join("old").join(name);
    let replace = |path: PathBuf, old: &str, new: &str| {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(path, text.replacen(old, new, 1)).unwrap();
    };
    replace(file(&a, "plan.toml"), "unit = \"个\"", "unit = \"座\"");
    commit_all(top(&a), "measure");
    sync(&a).unwrap();
    let end = "] # 1.2/halls";
    let entry = format!("  {{ on = 2022-06-30, by = \"县教育局\", value = 1 }},\n{end}");
    replace(file(&b, "progress.toml"), end, &entry);
    commit_all(top(&b), "value");
    let Err(GitFault::NotSent(problems)) = sync(&b) else {
        panic!("sent");
    };
    assert_eq!(codes(&problems), ["other-measure"]);
    assert!(problems[0].file.ends_with("archive/old/progress.toml"), "{problems:?}");
});

hermetic!(one_field_of_a_moved_plan_is_asked_about_alone; {
    for (from, to) in MOVES {
        let cases = [([0, 1], "false"), ([1, 0], "false"), ([0, 1], "true"), ([1, 0], "true")];
        let choices = [Choice::Ours, Choice::Theirs, Choice::Theirs, Choice::Ours];
        for (([mover, other], rebase), choice) in cases.into_iter().zip(choices) {
            let temp = tempfile::tempdir().unwrap();
            let both = two_plans(temp.path());
            let tops = both.each_ref().map(|plans| top(plans));
            git(tops[1], &["config", "pull.rebase", rebase]);
            for (plans, short) in both.iter().zip(["甲", "乙"]) {
                change(plans, "plan.toml", &[("short = \"示例县\"", &format!("short = \"{short}\""))]);
                commit(plans);
            }
            mark(&both[other], "demo", "1.1/launch", "2022-05-01", "甲的");
            commit(&both[other]);
            moves(tops[mover], (from, to));
            sync(&plans_of(tops[0])).unwrap();
            let plans = plans_of(tops[1]);
            fails_with!(sync(&plans), GitTrouble::Conflicts(open) if open.len() == 1 && open[0].count == 1);
            let asked = Repository::around(&plans).unwrap().conflicts(&open(&plans)).unwrap();
            assert_eq!(asked.len(), 1);
            assert!(to.ends_with("plans") || to.ends_with(&asked[0].plan), "{}", asked[0].plan);
            assert_eq!(asked[0].conflicts[0].item.len(), 0);
            let who = [&asked[0].ours, &asked[0].theirs].map(|side| side.who.clone().unwrap());
            assert_eq!(who, ["乙", "甲"]);
            settle(&plans, &|_, _| Some(choice.clone())).unwrap();
            sync(&plans_of(tops[0])).unwrap();
            let wanted = if choice == Choice::Ours { "乙" } else { "甲" };
            for clone in tops {
                let demo = only_demo(clone);
                assert!(demo.starts_with(to), "{demo}");
                let read = |file| fs::read_to_string(clone.join(&demo).join(file)).unwrap();
                assert_eq!(read("progress.toml").matches("甲的").count(), 1);
                assert!(read("plan.toml").contains(&format!("short = \"{wanted}\"")));
            }
        }
    }
});

hermetic!(a_plan_that_one_side_moved_and_the_other_deleted_is_asked_about; {
    for mover in [0, 1] {
        let temp = tempfile::tempdir().unwrap();
        let both = two_plans(temp.path());
        let tops = both.each_ref().map(|plans| top(plans));
        moves(tops[mover], ("plans/demo", "county/plans/demo"));
        git(tops[1 - mover], &["rm", "-rq", "plans/demo"]);
        commit_all(tops[1 - mover], "删");
        sync(&both[0]).unwrap();
        fails_with!(sync(&both[1]), GitTrouble::Conflicts(open) if open[0].plan == "county/plans/demo");
        let kept = [Choice::Theirs, Choice::Ours][mover].clone();
        settle(&both[1], &|_, _| Some(kept.clone())).unwrap();
        assert_eq!(only_demo(tops[1]), "county/plans/demo");
    }
});

hermetic!(what_went_astray_in_a_renamed_plan_is_not_sent; {
    let temp = tempfile::tempdir().unwrap();
    let [a, b] = two_plans(temp.path());
    change(&a, "plan.toml", &[("unit = \"个\"", "unit = \"座\"")]);
    commit(&a);
    moves(top(&a), ("plans/demo", "plans/other"));
    sync(&a).unwrap();
    let end = "] # 1.2/halls";
    let entry = "{ at = 2022-05-02T10:00:00+08:00, by = \"县教育局\", value = 2 }";
    change(&b, "progress.toml", &[(end, &format!("  {entry},\n{end}"))]);
    commit(&b);
    assert!(matches!(sync(&b), Err(GitFault::NotSent(_))));
    assert!(fs::read_to_string(b.join("other/progress.toml")).unwrap().contains(entry));
});

#[test]
fn a_list_of_bulletins_goes_with_its_plan_and_is_told_where_it_lies_alone() {
    let here = Workspace::in_git(Fixture::Demo);
    here.write("demo/bulletins.toml", ISSUE);
    here.run("commit");
    fs::remove_dir_all(here.path("demo")).unwrap();
    here.refuses(4, "commit", "demo/bulletins.toml");
    here.run("commit --deleted");
    assert_eq!(here.git("ls-tree -r --name-only HEAD plans/demo"), "");
    here.git("checkout -q HEAD~1 -- plans/demo/bulletins.toml");
    let other = DEMO.replace("\"demo\"", "\"other\"");
    add_plan(here.path("demo").parent().unwrap(), "other", &other);
    here.says(
        "check",
        "demo/bulletins.toml:1:1: warning: issues-without-plan",
    );
    here.says("--lang en check", "a list of bulletins without a plan");
}
