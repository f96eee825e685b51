//! Two different items that two people added under one id are never taken for one: whoever merges is asked, and each
//! keeps its entries.

use std::fs;
use std::path::Path;

use duban::git::{GitFault, Repository};
use duban::merge::{Choice, Conflict, ConflictSubject, merge_plan};
use duban::store::{check_across, fix_plan};
use duban::text::{Flaw, GitTrouble, Lang};

use crate::git_carried::said;
use crate::git_resolve::settle;
use crate::git_support::{DEMO, add_plan, commit, git, load, mark, open, try_git};
use crate::git_sync::{progress, sync, top, two_clones};
use crate::{fails_with, hermetic};

const FIRST: &str = "# 第一项\n";

fn action(title: &str) -> String {
    format!("[[action]]\nid = \"1.9\"\ntitle = \"{title}\"\n\n")
}

/// Adds an action 1.9 above a text of the plan and records something of it.
fn add(plans: &Path, title: &str, above: &str, text: &str) {
    let file = plans.join("demo/plan.toml");
    let plan = fs::read_to_string(&file).unwrap();
    let plan = plan.replacen(above, &format!("{}{above}", action(title)), 1);
    fs::write(file, plan).unwrap();
    let loaded = load(plans, "demo");
    fix_plan(&loaded.files, loaded.plan.as_deref().unwrap()).unwrap();
    mark(plans, "demo", "1.9/launch", "2022-05-01", text);
    commit(plans);
}

/// Returns the titles and entries under both ids.
fn both(plans: &Path) -> [String; 2] {
    let loaded = load(plans, "demo");
    assert!(!loaded.has_errors(), "{:?}", loaded.problems);
    let plan = loaded.plan.unwrap();
    ["1.9", "1.10"].map(|id| {
        let found = plan.document.actions.iter().find(|action| action.id == id);
        let title = found.map_or("", |action| &action.title);
        let said = said(plans, &format!("{id}/launch"));
        let mut entries: Vec<&str> = said.split(' ').collect();
        entries.sort_unstable();
        format!("{title}: {}", entries.join(" "))
    })
}

const APART: [&str; 2] = ["甲的任务: 县教育局甲", "乙的任务: 县教育局乙"];

hermetic!(a_sync_names_the_id_and_both_titles_and_each_item_keeps_its_entries; {
    let choices = [
        (Choice::Ours, ["乙的任务: 县教育局乙", "甲的任务: 县教育局甲"]),
        (Choice::Theirs, APART),
        (Choice::Text("1.9".to_owned()), ["乙的任务: 县教育局乙 县教育局甲", ": "]),
    ];
    for (choice, wanted) in choices {
        for rebase in ["false", "true"] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            git(top(&b), &["config", "pull.rebase", rebase]);
            add(&a, "甲的任务", FIRST, "甲");
            sync(&a).unwrap();
            add(&b, "乙的任务", FIRST, "乙");
            let before = progress(&b);
            let Err(fault @ GitFault::Trouble(GitTrouble::Conflicts(_))) = sync(&b) else {
                panic!("mixed");
            };
            let said = fault.to_string();
            assert!(said.contains("1.9") && said.contains("甲的任务") && said.contains("乙的任务"), "{said}");
            assert_eq!(progress(&b), before);
            settle(&b, &|_, conflict| {
                assert!(matches!(&conflict.subject, ConflictSubject::SharedId { next } if next == "1.10"));
                Some(choice.clone())
            })
            .unwrap();
            sync(&a).unwrap();
            for plans in [&a, &b] {
                assert_eq!(both(plans), wanted, "{choice:?}");
                assert_eq!(load(plans, "demo").problems, []);
            }
        }
    }
});

hermetic!(the_very_same_item_is_one; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    for (plans, text) in [(&a, "甲"), (&b, "乙")] {
        add(plans, "同一任务", FIRST, text);
        sync(plans).unwrap();
    }
    assert_eq!(both(&b), ["同一任务: 县教育局乙 县教育局甲", ": "]);
});

hermetic!(what_git_itself_merged_or_stopped_at_is_parted_by_resolve; {
    // Above the same item git stops; above others it merges both into one file.
    for (above, stops) in [(FIRST, true), ("[[action]]\nid = \"1.2\"", false)] {
        for command in ["merge", "rebase"] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            add(&a, "甲的任务", FIRST, "甲");
            sync(&a).unwrap();
            add(&b, "乙的任务", above, "乙");
            git(top(&b), &["fetch", "-q"]);
            let (merged, said) = try_git(top(&b), &[command, "origin/main"], &[]);
            assert_eq!(merged, !stops, "{said}");
            if command == "rebase" && !stops {
                continue;
            }
            let open_places = Repository::around(&b).unwrap().conflicts(&open(&b)).unwrap();
            let shared: Vec<_> = open_places.iter().flat_map(|file| &file.conflicts).filter_map(Conflict::shared_id).collect();
            assert_eq!(shared.len(), 1);
            settle(&b, &|_, _| Some(Choice::Theirs)).unwrap();
            assert_eq!(both(&b), APART, "{command}");
        }
    }
});

#[test]
fn milestones_and_indicators_are_asked_about_too() {
    let milestone = |title: &str| {
        format!("{DEMO}\n  [[action.milestone]]\n  id = \"report\"\n  title = \"{title}\"\n")
    };
    let indicator = |title: &str| {
        format!(
            "{DEMO}\n[[indicator]]\nid = \"x\"\nname = \"{title}\"\ntargets = [{{ op = \">=\", value = 6 }}]\n"
        )
    };
    for (ours, theirs, next) in [
        (milestone("甲"), milestone("乙"), "report2"),
        (indicator("甲"), indicator("乙"), "x2"),
    ] {
        let merged = merge_plan(DEMO, &ours, &theirs, &|_| None).unwrap();
        assert_eq!(merged.conflicts.len(), 1);
        let conflict = &merged.conflicts[0];
        assert_eq!(
            conflict.subject,
            ConflictSubject::SharedId {
                next: next.to_owned()
            }
        );
        assert_eq!(
            [&conflict.ours, &conflict.theirs].map(|title| title.clone().unwrap()),
            ["甲", "乙"]
        );
        for (choice, renumbered) in [(Choice::Ours, "乙"), (Choice::Theirs, "甲")] {
            let merged = merge_plan(DEMO, &ours, &theirs, &|_| Some(choice.clone())).unwrap();
            let item = format!("id = \"{next}\"\n");
            let (_, after) = merged.text.split_once(&item).unwrap();
            assert!(after.lines().next().unwrap().contains(renumbered));
        }
        for wrong in ["1.1", "a b", ""] {
            let typed = |_: &Conflict| Some(Choice::Text(wrong.to_owned()));
            assert!(
                merge_plan(DEMO, &ours, &theirs, &typed).is_err() || wrong == "1.1",
                "{wrong}"
            );
        }
    }
    // The phases' own milestones are there from the start, so that a title for one is a field that both changed.
    let launch = |title: &str| milestone(title).replace("\"report\"", "\"launch\"");
    let merged = merge_plan(DEMO, &launch("甲"), &launch("乙"), &|_| None).unwrap();
    assert_eq!(merged.conflicts[0].field(), Some("title"));
}

/// Adds documents, sections or phases of two sides under one id, merges them by a choice and returns the text.
fn parted(ours: &str, theirs: &str, choice: &Choice) -> String {
    let conflicts = merge_plan(DEMO, ours, theirs, &|_| None).unwrap().conflicts;
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert!(conflicts[0].shared_id().is_some(), "{conflicts:?}");
    let merged = merge_plan(DEMO, ours, theirs, &|_| Some(choice.clone())).unwrap();
    assert_eq!(merged.conflicts, []);
    merged.text
}

#[test]
fn two_documents_under_one_id_keep_their_number_their_day_and_what_they_changed() {
    let document = |number: &str, title: &str, on: &str| {
        format!(
            "\n[[amendment]]\nid = \"a1\"\nnumber = \"示政〔2024〕{number}号\"\ntitle = \"{title}\"\non = {on}\n"
        )
    };
    let ours = DEMO.replace(
        "title = \"新建场馆\"\n",
        "title = \"新建场馆\"\n  was = [{ by = \"a1\", title = \"场馆\" }]\n",
    ) + &document("7", "调整", "2024-05-01");
    let theirs = DEMO.replace(
        "title = \"加强教师培训\"\n",
        "title = \"加强教师培训\"\nadded = \"a1\"\n",
    ) + &document("3", "调整", "2024-03-01");
    for (choice, our_id, their_id) in [
        (Choice::Ours, "a1", "a2"),
        (Choice::Theirs, "a2", "a1"),
        (Choice::Text("b".to_owned()), "a1", "b"),
    ] {
        let text = parted(&ours, &theirs, &choice);
        for (id, number, on) in [(our_id, "7", "2024-05-01"), (their_id, "3", "2024-03-01")] {
            let whole = document(number, "调整", on).replace("\"a1\"", &format!("\"{id}\""));
            assert!(text.contains(whole.trim()), "{choice:?} {text}");
        }
        assert!(
            text.contains(&format!("{{ by = \"{our_id}\", title = \"场馆\" }}")),
            "{text}"
        );
        assert!(text.contains(&format!("added = \"{their_id}\"")), "{text}");
    }
    // One document of which a side mistyped the title is one.
    let typed = DEMO.to_owned() + &document("7", "调正", "2024-05-01");
    let merged = merge_plan(DEMO, &ours, &typed, &|_| None).unwrap();
    assert_eq!(merged.conflicts[0].field(), Some("title"));
    // Two that are one after all have our text.
    let one = parted(&ours, &theirs, &Choice::Text("a1".to_owned()));
    assert!(
        one.contains(document("7", "调整", "2024-05-01").trim()),
        "{one}"
    );
    assert_eq!(one.matches("[[amendment]]").count(), 1);
    let wrong = |_: &Conflict| Some(Choice::Text(" ".to_owned()));
    assert!(merge_plan(DEMO, &ours, &theirs, &wrong).is_err());
}

#[test]
fn two_phases_under_one_id_keep_their_days_and_their_items() {
    let phase = |name: &str, end: &str| {
        DEMO.replace(
            "\n[[unit]]\nname = \"县教育局\"",
            &format!("\n[[phase]]\nid = \"z\"\nname = \"{name}\"\nstart = 2023-01-01\nend = {end}\n\n[[unit]]\nname = \"县教育局\""),
        )
    };
    let ours = phase("总结", "2024-06-30");
    let theirs = phase("评估", "2025-06-30")
        .replace(
            "title = \"新建场馆\"\n",
            "title = \"新建场馆\"\n  phase = \"z\"\n",
        )
        .replace(
            "title = \"加强教师培训\"\n",
            "title = \"加强教师培训\"\nphases = [\"launch\", \"z\"]\n",
        );
    for (choice, our_id, their_id) in [(Choice::Ours, "z", "z2"), (Choice::Theirs, "z2", "z")] {
        let text = parted(&ours, &theirs, &choice);
        for (id, name, end) in [
            (our_id, "总结", "2024-06-30"),
            (their_id, "评估", "2025-06-30"),
        ] {
            let whole =
                format!("id = \"{id}\"\nname = \"{name}\"\nstart = 2023-01-01\nend = {end}\n");
            assert!(text.contains(&whole), "{text}");
        }
        assert!(text.contains(&format!("phase = \"{their_id}\"")), "{text}");
        assert!(
            text.contains(&format!("phases = [\"launch\", \"{their_id}\"]")),
            "{text}"
        );
    }
}

hermetic!(two_sections_and_two_phases_under_one_id_keep_their_items_and_entries; {
    let section = |title: &str, item: &str, phase: &str| {
        let phase = format!("\n[[phase]]\nid = \"z\"\nname = \"{phase}\"\nstart = 2023-01-01\nend = 2025-06-30\n\n[[unit]]\nname = \"县教育局\"");
        DEMO.replace("\n[[unit]]\nname = \"县教育局\"", &phase)
            .replace("title = \"新建场馆\"\n", "title = \"新建场馆\"\n  phase = \"launch\"\n")
            + &format!("\n[[section]]\nid = \"2\"\ntitle = \"{title}\"\nlead = [\"县科协\"]\n\n[[action]]\nid = \"{item}\"\ntitle = \"印发方案\"\n")
    };
    for (choice, wanted) in [
        (Choice::Ours, ["2.1/z 乙", "3.1/z2 甲", "1.1/z 乙", "1.1/z2 甲"]),
        (Choice::Theirs, ["2.1/z 甲", "3.1/z2 乙", "1.1/z 甲", "1.1/z2 乙"]),
    ] {
        let temp = tempfile::tempdir().unwrap();
        let (_, a, b) = two_clones(temp.path());
        for (plans, name, phase) in [(&a, "甲", "总结"), (&b, "乙", "评估")] {
            let file = plans.join("demo/plan.toml");
            fs::write(&file, section(&format!("{name}的行动"), "2.1", phase)).unwrap();
            let loaded = load(plans, "demo");
            fix_plan(&loaded.files, loaded.plan.as_deref().unwrap()).unwrap();
            mark(plans, "demo", "2.1/z", "2023-05-01", name);
            mark(plans, "demo", "1.1/z", "2023-05-01", name);
            commit(plans);
        }
        sync(&a).unwrap();
        let Err(fault @ GitFault::Trouble(GitTrouble::Conflicts(_))) = sync(&b) else {
            panic!("mixed");
        };
        let told = fault.to_string();
        assert!(told.contains("甲的行动") && told.contains("乙的行动") && told.contains("评估"), "{told}");
        settle(&b, &|_, conflict| {
            assert!(conflict.shared_id().is_some(), "{conflict:?}");
            Some(choice.clone())
        })
        .unwrap();
        sync(&a).unwrap();
        let loaded = load(&b, "demo");
        assert_eq!(loaded.problems, []);
        for wanted in wanted {
            let (log, name) = wanted.split_once(' ').unwrap();
            assert_eq!(said(&b, log), format!("县教育局{name}"), "{choice:?} {log}");
        }
        let plan = loaded.plan.unwrap();
        let section = |name: &str| {
            let mut all = plan.document.sections.iter();
            all.find(|section| section.title == format!("{name}的行动")).unwrap().id.clone()
        };
        let id_of_second = wanted[0].ends_with('甲');
        assert_eq!(section("甲"), if id_of_second { "2" } else { "3" });
    }
});

hermetic!(of_what_both_added_each_side_shows_its_own_value; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    for (plans, end) in [(&a, "2024-06-30"), (&b, "2025-06-30")] {
        let file = plans.join("demo/plan.toml");
        let phase = format!("[[phase]]\nid = \"z\"\nname = \"总结\"\nstart = 2023-01-01\nend = {end}\n\n[[unit]]");
        let halls = "title = \"新建场馆\"\n";
        let plan = DEMO.replacen("[[unit]]", &phase, 1);
        fs::write(&file, plan.replace(halls, &format!("{halls}  phase = \"launch\"\n"))).unwrap();
        let loaded = load(plans, "demo");
        fix_plan(&loaded.files, loaded.plan.as_deref().unwrap()).unwrap();
        commit(plans);
    }
    sync(&a).unwrap();
    sync(&b).unwrap_err();
    let files = Repository::around(&b).unwrap().conflicts(&open(&b)).unwrap();
    let lines = files[0].side_lines(&files[0].conflicts[0], Lang::Zh.words());
    assert!(lines[0].ends_with("2025-06-30") && lines[1].ends_with("2024-06-30"), "{lines:?}");
});

#[test]
fn an_item_that_one_side_moved_to_an_id_is_not_the_one_that_the_other_added_there() {
    let moved = DEMO.replace("id = \"1.1\"", "id = \"1.9\"");
    let added = DEMO.replace(FIRST, &format!("{}{FIRST}", action("新任务")));
    for (ours, theirs) in [(&moved, &added), (&added, &moved)] {
        let merged = merge_plan(DEMO, ours, theirs, &|_| None).unwrap();
        assert_eq!(merged.conflicts.len(), 1);
        for choice in [Choice::Ours, Choice::Theirs] {
            let merged = merge_plan(DEMO, ours, theirs, &|_| Some(choice.clone())).unwrap();
            for text in ["1.9", "1.10", "加强教师培训", "新任务"] {
                assert_eq!(
                    merged.text.matches(&format!("\"{text}\"")).count(),
                    1,
                    "{text}"
                );
            }
        }
    }
}

hermetic!(a_plan_that_two_renamed_differently_is_said_to_be_there_twice; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    mark(&a, "demo", "1.1/launch", "2022-05-01", "原有");
    let log = a.join("demo/progress.toml");
    let timed = fs::read_to_string(&log).unwrap().replace("{ on =", "{ at = 2022-05-01T09:00:00+08:00, on =");
    fs::write(&log, timed).unwrap();
    commit(&a);
    sync(&a).unwrap();
    sync(&b).unwrap();
    for (plans, id, text) in [(&a, "first", "甲"), (&b, "other", "乙")] {
        fs::rename(plans.join("demo"), plans.join(id)).unwrap();
        for file in ["plan.toml", "progress.toml"] {
            let path = plans.join(id).join(file);
            let named = fs::read_to_string(&path).unwrap().replace("\"demo\"", &format!("\"{id}\""));
            fs::write(path, named).unwrap();
        }
        commit(plans);
        mark(plans, id, "1.1/launch", "2022-05-02", text);
        commit(plans);
        sync(plans).unwrap();
    }
    let all = open(&b).load("2024-06-30".parse().unwrap(), None);
    let found = check_across(&all);
    assert!(matches!(&found[..], [problem] if matches!(&problem.flaw, Flaw::PlanTwice { other, entries: 1 } if other == "first")), "{found:?}");
    for (id, text) in [("first", "甲"), ("other", "乙")] {
        let log = fs::read_to_string(b.join(id).join("progress.toml")).unwrap();
        assert!(log.contains("原有") && log.contains(text), "{log}");
    }
});

hermetic!(two_plans_that_two_people_added_in_one_folder_stay_two; {
    let add = |plans: &Path, title: &str, entry: &str| {
        let text = DEMO.replace("id = \"demo\"", "id = \"new\"");
        add_plan(plans, "new", &text.replace("示例县全民科学素质行动实施方案", title));
        mark(plans, "new", "1.1/launch", "2022-05-01", entry);
        commit(plans);
    };
    let titles = |plans: &Path| ["new", "newer"].map(|id| {
        let loaded = load(plans, id);
        assert!(!loaded.has_errors(), "{:?}", loaded.problems);
        loaded.plan.unwrap().document.title.clone()
    });
    for rebase in ["false", "true"] {
        let temp = tempfile::tempdir().unwrap();
        let (bare, a, b) = two_clones(temp.path());
        git(top(&b), &["config", "pull.rebase", rebase]);
        add(&a, "植树方案", "甲");
        sync(&a).unwrap();
        add(&b, "就业方案", "乙");
        let there = git(&bare, &["rev-parse", "main"]);
        let fault = sync(&b).unwrap_err();
        assert!(matches!(fault, GitFault::Trouble(GitTrouble::TwoPlans { .. })), "{fault:?}");
        let said = fault.to_string();
        assert!(said.contains("植树方案") && said.contains("就业方案"), "{said}");
        fails_with!(settle(&b, &|_, _| Some(Choice::Ours)), GitTrouble::TwoPlans { .. });
        // Plain git stops there too.
        let (merged, _) = try_git(top(&b), &["merge", "origin/main"], &[]);
        assert!(!merged);
        fails_with!(settle(&b, &|_, _| Some(Choice::Ours)), GitTrouble::TwoPlans { .. });
        git(top(&b), &["merge", "--abort"]);
        assert_eq!(git(&bare, &["rev-parse", "main"]), there);
        fs::rename(b.join("new"), b.join("newer")).unwrap();
        for file in ["plan.toml", "progress.toml"] {
            let path = b.join("newer").join(file);
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replace("\"new\"", "\"newer\"")).unwrap();
        }
        commit(&b);
        sync(&b).unwrap();
        sync(&a).unwrap();
        for plans in [&a, &b] {
            assert_eq!(titles(plans), ["植树方案", "就业方案"]);
        }
    }
    // With one title they are one plan.
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    for (plans, entry) in [(&a, "甲"), (&b, "乙")] {
        add(plans, "植树方案", entry);
        sync(plans).unwrap();
    }
    assert_eq!(load(&b, "new").progress.unwrap().progress.entries().count(), 2);
});
