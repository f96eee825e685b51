//! What a merge of two sound plans makes wrong is named before it is sent; what names a renumbered phase or section,
//! and what is recorded of items that exchange their ids, goes along; a log that git closed twice is closed once.

use std::fs;
use std::path::{Path, PathBuf};

use duban::git::{GitFault, Repository, describe_plainly};
use duban::merge::merge_plan;
use duban::store::Problem;
use duban::text::Lang;

use crate::git_carried::said;
use crate::git_resolve::settle;
use crate::git_support::{Replaced, add_entry, change, codes, commit, git, load, open};
use crate::git_sync::{sync, top, two_clones};
use crate::hermetic;

/// Adds an action to a plan and an entry to a log.
fn add(plans: &Path, action: &str, log: &str) {
    let path = plans.join("demo/plan.toml");
    let plan = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{plan}\n[[action]]\n{action}")).unwrap();
    let loaded = load(plans, "demo");
    duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
    add_entry(
        plans,
        log,
        "{ on = 2022-05-02, by = \"县教育局\", text = \"新\" }",
    );
}

fn in_both_orders(with: impl Fn([&PathBuf; 2])) {
    for order in [[0, 1], [1, 0]] {
        for rebase in ["false", "true"] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            for plans in [&a, &b] {
                git(top(plans), &["config", "pull.rebase", rebase]);
            }
            let both = [&a, &b];
            with(order.map(|at| both[at]));
        }
    }
}

hermetic!(errors_that_neither_side_had_are_named_before_they_are_sent; {
    const NEW: &str = "id = \"1.2\"\ntitle = \"建设科普场馆\"\n";
    const TARGET: &str = "target = { op = \">=\", value = 3, unit = \"个\" }";
    let ways: [(&str, Replaced, Replaced); 4] = [
        ("县科协", &[("县科协", "县科技协会")], &[(NEW, "id = \"1.2\"\ntitle = \"建设科普场馆\"\nlead = [\"县科协\"]\n")]),
        ("2022-09-01", &[("end = 2022-12-31", "end = 2022-06-30")], &[(TARGET, "start = 2022-09-01\n  target = { op = \">=\", value = 3, unit = \"个\" }")]),
        ("2022-10-31", &[("title = \"新建场馆\"\n", "title = \"新建场馆\"\n  due = 2022-10-31\n")],
            &[(TARGET, "target = { op = \">=\", value = 3, unit = \"个\", by = 2022-11-30 }")]),
        // Nothing says that it is the same phase.
        ("launch", &[("id = \"launch\"", "id = \"start\""), ("name = \"启动实施\"", "name = \"起步\"")],
            &[(TARGET, "phase = \"launch\"\n  target = { op = \">=\", value = 3, unit = \"个\" }")]),
    ];
    for (name, there, here) in ways {
        in_both_orders(|both| {
            change(both[0], "plan.toml", there);
            change(both[1], "plan.toml", here);
            for plans in both {
                let loaded = load(plans, "demo");
                if name != "launch" {
                    assert!(!loaded.has_errors(), "{:?}", loaded.problems);
                }
                commit(plans);
            }
            sync(both[0]).unwrap();
            let fault = sync(both[1]).unwrap_err();
            let note = fault.note(Lang::En.words());
            assert!(matches!(fault, GitFault::NotSent(_)), "{name} {note:?}");
            assert!(note.what.contains(name), "{note:?}");
            assert!(load(both[1], "demo").has_errors());
            assert_eq!(git(top(both[1]), &["status", "--porcelain"]), "");
        });
    }
});

hermetic!(every_error_of_a_merge_is_told_and_whoever_was_told_may_leave_it; {
    let add = |plans: &Path, action: &str| {
        let path = plans.join("demo/plan.toml");
        let plan = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{plan}{action}")).unwrap();
    };
    in_both_orders(|both| {
        change(both[0], "plan.toml", &[("县科协", "县科技协会")]);
        let actions = (3..8).map(|n| format!("\n[[action]]\nid = \"1.{n}\"\ntitle = \"项{n}\"\nlead = [\"县科协\"]\n"));
        add(both[1], &actions.collect::<String>());
        for plans in both {
            commit(plans);
        }
        sync(both[0]).unwrap();
        let note = sync(both[1]).unwrap_err().note(Lang::En.words());
        assert_eq!(note.what.matches("县科协").count(), 3, "{note:?}");
        assert!(note.what.contains("2 more"), "{note:?}");
        sync(both[1]).unwrap();
    });
});

hermetic!(what_names_a_renumbered_phase_or_section_goes_along; {
    in_both_orders(|both| {
        change(both[0], "plan.toml", &[("id = \"launch\"", "id = \"start\"")]);
        change(both[0], "progress.toml", &[("/launch", "/start")]);
        let own = "id = \"1.3\"\ntitle = \"丙\"\nphases = [\"launch\"]\n[[action.milestone]]\nid = \"m\"\ntitle = \"丁\"\nphase = \"launch\"\n";
        add(both[1], own, "1.3/m");
        for plans in both {
            commit(plans);
            sync(plans).unwrap();
        }
        let plan = fs::read_to_string(both[1].join("demo/plan.toml")).unwrap();
        assert!(!plan.contains("launch"), "{plan}");
        assert_eq!(said(both[1], "1.3/m"), "县教育局新");
        assert!(!load(both[1], "demo").has_errors());
    });
    // The old id is free, or that of a section which was put before it.
    for before in ["", "[[section]]\nid = \"1\"\ntitle = \"总体\"\nlead = [\"县科协\"]\n\n"] {
        in_both_orders(|both| {
            change(both[0], "plan.toml", &[("id = \"1", "id = \"7"), ("[[section]]", &format!("{before}[[section]]"))]);
            change(both[0], "progress.toml", &[("\"1.", "\"7."), ("# 1.", "# 7.")]);
            add(both[1], "id = \"1.3\"\ntitle = \"丙\"\n", "1.3/launch");
            for plans in both {
                commit(plans);
                sync(plans).unwrap();
            }
            assert_eq!(said(both[1], "7.3/launch"), "县教育局新");
            let loaded = load(both[1], "demo");
            assert!(!loaded.has_errors(), "{:?}", loaded.problems);
            let plan = fs::read_to_string(both[1].join("demo/plan.toml")).unwrap();
            assert_eq!(plan.matches("总体").count(), usize::from(!before.is_empty()), "{plan}");
            assert_eq!(git(top(both[1]), &["status", "--porcelain"]), "");
        });
    }
});

hermetic!(a_log_that_git_closed_twice_is_shown_and_closed_once; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, _) = two_clones(temp.path());
    // The renumbering is made anew by lines on what was recorded meanwhile: no commit knows both sides.
    git(top(&a), &["checkout", "-q", "-b", "pr"]);
    change(&a, "plan.toml", &[("id = \"1.1\"", "id = \"1.5\"")]);
    change(&a, "progress.toml", &[("\"1.1", "\"1.5"), ("# 1.1", "# 1.5")]);
    git(top(&a), &["commit", "-qam", "renumbered"]);
    git(top(&a), &["checkout", "-q", "main"]);
    let entry = "  { on = 2022-05-02, by = \"县教育局\", text = \"新\" },\n] # 1.1/launch";
    change(&a, "progress.toml", &[("] # 1.1/launch", entry)]);
    git(top(&a), &["commit", "-qam", "recorded"]);
    git(top(&a), &["checkout", "-q", "pr"]);
    git(top(&a), &["rebase", "-q", "main"]);
    git(top(&a), &["checkout", "-q", "-B", "main"]);
    assert_eq!(said(&a, "1.5/launch"), "县教育局新");
    let loaded = load(&a, "demo");
    assert_eq!(codes(&loaded.problems), ["after-closing"]);
    assert!(loaded.problems[0].flaw.is_fixable());
    assert!(matches!(sync(&a), Err(GitFault::NotSent(_))));
    change(&a, "progress.toml", &[("新", "新的")]);
    let drafts = Repository::around(&a).unwrap().drafts(&open(&a), None, &describe_plainly(Lang::Zh.words())).unwrap();
    assert!(drafts.commits.is_empty());
    assert!(matches!(&drafts.left_out[..], [GitFault::Broken(_)]));
    change(&a, "progress.toml", &[("新的", "新")]);
    duban::store::fix_plan(&loaded.files, loaded.plan.as_deref().unwrap()).unwrap();
    let log = fs::read_to_string(a.join("demo/progress.toml")).unwrap();
    assert_eq!(log.matches("1.5/launch").count(), 2, "{log}");
    assert!(!log.contains("1.1/launch"), "{log}");
    assert_eq!(said(&a, "1.5/launch"), "县教育局新");
    assert!(!load(&a, "demo").has_errors());
    commit(&a);
    sync(&a).unwrap();
});

/// Has one clone exchange the ids of two items after a milestone was added in the other, so that git joins their logs by
/// lines.
fn exchange_ids(here: &Path, there: &Path) {
    const OWN: &str = "title = \"加强教师培训\"\n\n  [[action.milestone]]\n  id = \"x\"\n  title = \"培训骨干\"\n  phase = \"launch\"\n\n  \
        [[action.milestone]]\n  id = \"y\"\n  title = \"评估成效\"\n  phase = \"launch\"\n";
    const NEW: &str =
        "\n  [[action.milestone]]\n  id = \"z\"\n  title = \"总结经验\"\n  phase = \"launch\"\n";
    let fixed = |plans: &Path| {
        let loaded = load(plans, "demo");
        duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
    };
    change(here, "plan.toml", &[("title = \"加强教师培训\"\n", OWN)]);
    let log = here.join("demo/progress.toml");
    fs::remove_file(&log).unwrap();
    fixed(here);
    let end = "] # 1.2/halls";
    let entry = format!("  {{ on = 2022-05-02, by = \"县科协\", text = \"馆\" }},\n{end}");
    change(here, "progress.toml", &[(end, &entry)]);
    commit(here);
    sync(here).unwrap();
    sync(there).unwrap();
    change(
        there,
        "plan.toml",
        &[("\"1.1\"", "～"), ("\"1.2\"", "\"1.1\""), ("～", "\"1.2\"")],
    );
    change(
        there,
        "progress.toml",
        &[("1.1", "～"), ("1.2", "1.1"), ("～", "1.2")],
    );
    git(top(there), &["commit", "-qam", "exchanged"]);
    git(top(there), &["push", "-q"]);
    change(here, "plan.toml", &[(OWN, &format!("{OWN}{NEW}"))]);
    fixed(here);
    git(top(here), &["commit", "-qam", "added"]);
    git(top(here), &["fetch", "-q"]);
}

fn error_codes(plans: &Path) -> Vec<&'static str> {
    let mut problems = load(plans, "demo").problems;
    problems.retain(Problem::is_error);
    codes(&problems)
}

hermetic!(a_log_that_a_merge_by_lines_lost_is_put_together_anew; {
    for is_fixed_first in [false, true] {
        let temp = tempfile::tempdir().unwrap();
        let (_, a, b) = two_clones(temp.path());
        exchange_ids(&b, &a);
        git(top(&b), &["merge", "-q", "-m", "m", "origin/main"]);
        assert_eq!(error_codes(&b), ["block-without-log"]);
        change(&b, "progress.toml", &[("text = \"馆\" },\n", "text = \"馆\" },\n  { on = 2022-05-03, by = \"县科协\", text = \"后\" },\n")]);
        if is_fixed_first {
            let loaded = load(&b, "demo");
            duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
            assert!(error_codes(&b).is_empty());
        } else {
            settle(&b, &|_, _| None).unwrap();
            let found = load(&b, "demo").problems;
            assert!(found.is_empty(), "{found:?}");
            assert_eq!(said(&b, "1.2/z"), "");
        }
        assert_eq!(said(&b, "1.1/halls"), "县科协馆 县科协后");
    }
});

hermetic!(a_log_that_a_rebase_lost_is_added_and_its_entries_find_their_way_back; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    exchange_ids(&b, &a);
    git(top(&b), &["rebase", "-q", "origin/main"]);
    assert_eq!(error_codes(&b), ["block-without-log", "orphan-block"]);
    let fixed = || {
        let loaded = load(&b, "demo");
        duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
    };
    fixed();
    assert_eq!(error_codes(&b), ["orphan-block"]);
    assert_eq!(said(&b, "1.2/halls"), "县科协馆");
    // As the hint says.
    change(&b, "progress.toml", &[("1.2/halls", "1.1/halls")]);
    fixed();
    assert!(error_codes(&b).is_empty());
    assert_eq!(said(&b, "1.1/halls"), "县科协馆");
});

#[test]
fn a_milestone_that_the_other_side_added_goes_along_where_changed_items_exchange_their_ids() {
    const BASE: &str = "[[action]]\nid = \"1.1\"\ntitle = \"甲\"\n\n[[action.milestone]]\nid = \"m\"\ntitle = \"培训\"\ntarget = { op = \">=\", value = 60 }\n\n\
        [[action]]\nid = \"1.2\"\ntitle = \"乙\"\n\n[[action.milestone]]\nid = \"m\"\ntitle = \"场馆\"\n";
    const HEAD: &str = "[[phase]]\nid = \"launch\"\n\n";
    const NEW: &str = "[[action.milestone]]\nid = \"z\"\ntitle = \"总结\"\n\n";
    let base = format!("{HEAD}{BASE}");
    let second = "[[action]]\nid = \"1.2\"";
    let added = base.replace(second, &format!("{NEW}{second}"));
    let swapped = |one: &str, other: &str| {
        let text = base.replace(one, "～").replace(other, one);
        text.replace("～", other)
    };
    let summary = ("title = \"乙\"\n", "title = \"乙\"\nsummary = \"新\"\n");
    let changed = |text: String| text.replace("60", "80").replace(summary.0, summary.1);
    let retitled = |text: String| text.replace("\"培训\"", "\"培训骨干\"");
    let ids = changed(swapped("\"1.1\"", "\"1.2\""));
    // Of titles that were exchanged alone, all else stays.
    let titles = changed(swapped("\"甲\"", "\"乙\""));
    for (other, wanted) in [
        (ids.clone(), "1.2"),
        (retitled(ids), "1.2"),
        (titles, "1.1"),
    ] {
        for [ours, theirs] in [[&added, &other], [&other, &added]] {
            let merged = merge_plan(&base, ours, theirs, &|_| None).unwrap();
            assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
            let above = merged.text.split_once("id = \"z\"").unwrap().0;
            let owner = above.rsplit_once("[[action]]\nid = \"").unwrap().1;
            assert!(owner.starts_with(wanted), "{}", merged.text);
        }
    }
}

hermetic!(two_milestones_that_swap_their_ids_take_along_what_the_other_side_records; {
    const TWO: &str = "  [[action.milestone]]\n  id = \"halls\"\n  title = \"新建场馆\"\n  target = { op = \">=\", value = 3, unit = \"个\" }\n\n  [[action.milestone]]\n  id = \"shows\"\n  title = \"举办展览\"\n  target = { op = \">=\", value = 9, unit = \"场\" }\n";
    let swap = |plans: &Path, file: &str, [one, other]: [&str; 2]| {
        change(plans, file, &[(one, "～"), (other, one), ("～", other)]);
    };
    for has_entries in [false, true] {
        for is_log_swapped in [true, false] {
            in_both_orders(|both| {
                let path = both[0].join("demo/plan.toml");
                let plan = fs::read_to_string(&path).unwrap();
                let (start, _) = plan.split_once("  [[action.milestone]]").unwrap();
                fs::write(&path, format!("{start}{TWO}")).unwrap();
                let loaded = load(both[0], "demo");
                duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
                let record = |plans: &Path, id: &str, text: &str| {
                    let end = format!("] # 1.2/{id}");
                    let entry = format!("  {{ on = 2022-05-02, by = \"县科协\", text = \"{text}\" }},\n{end}");
                    change(plans, "progress.toml", &[(&end, &entry)]);
                };
                if has_entries {
                    record(both[0], "halls", "馆");
                    record(both[0], "shows", "展");
                }
                commit(both[0]);
                sync(both[0]).unwrap();
                sync(both[1]).unwrap();
                swap(both[0], "plan.toml", ["id = \"halls\"", "id = \"shows\""]);
                if is_log_swapped {
                    swap(both[0], "progress.toml", ["1.2/halls", "1.2/shows"]);
                    swap(both[0], "progress.toml", ["新建场馆", "举办展览"]);
                }
                record(both[1], "halls", "新");
                for plans in both {
                    commit(plans);
                    sync(plans).unwrap();
                }
                let ends = ["1.2/shows", "1.2/halls"].map(|id| {
                    let ends = said(both[1], id);
                    let mut ends: Vec<&str> = ends.split(' ').collect();
                    ends.sort_unstable();
                    ends.join(" ")
                });
                let expected = match (has_entries, is_log_swapped) {
                    (false, _) => ["县科协新", ""],
                    (true, true) => ["县科协新 县科协馆", "县科协展"],
                    // Whoever swapped the ids left the entries where they were.
                    (true, false) => ["县科协展", "县科协新 县科协馆"],
                };
                assert_eq!(ends.each_ref().map(String::as_str), expected, "{has_entries} {is_log_swapped}");
            });
        }
    }
});

hermetic!(an_entry_of_an_occurrence_that_the_other_side_replaced_is_named_before_it_is_sent; {
    const MONTHLY: &str = "id = \"reports\"\n  title = \"月报\"\n  every = \"month\"\n";
    const QUARTERLY: &str = "id = \"reports\"\n  title = \"月报\"\n  every = \"quarter\"\n  \
        was = [{ by = \"a1\", every = \"month\" }]\n";
    const AMENDMENT: &str = "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2022-06-01\n\n# 第一项\n";
    in_both_orders(|both| {
        let plan = both[0].join("demo/plan.toml");
        let text = fs::read_to_string(&plan).unwrap();
        fs::write(&plan, format!("{text}\n  [[action.milestone]]\n  {MONTHLY}")).unwrap();
        let fixed = |plans: &Path| {
            let loaded = load(plans, "demo");
            duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
            commit(plans);
        };
        fixed(both[0]);
        sync(both[0]).unwrap();
        sync(both[1]).unwrap();
        change(both[0], "plan.toml", &[(MONTHLY, QUARTERLY), ("# 第一项\n", AMENDMENT)]);
        fixed(both[0]);
        sync(both[0]).unwrap();
        let end = "] # 1.2/reports@2022-07";
        let entry = format!("  {{ on = 2022-07-30, by = \"县教育局\", status = \"done\" }},\n{end}");
        change(both[1], "progress.toml", &[(end, &entry)]);
        commit(both[1]);
        let fault = sync(both[1]).unwrap_err();
        let GitFault::NotSent(problems) = &fault else {
            panic!("{fault:?}");
        };
        assert_eq!(codes(problems), ["occurrence-replaced"]);
    });
});

hermetic!(an_entry_of_an_item_that_the_other_side_ended_before_that_day_is_told; {
    const ENDED: &str = "[[amendment]]\nid = \"a\"\ntitle = \"调整\"\non = 2022-07-01\n\n# 第一项\n";
    in_both_orders(|both| {
        change(both[0], "plan.toml", &[("# 第一项\n", ENDED), ("id = \"1.2\"\n", "id = \"1.2\"\nended = \"a\"\n")]);
        commit(both[0]);
        sync(both[0]).unwrap();
        // What was recorded for a day before the end counts until then.
        let end = "] # 1.2/halls";
        let entry = |on: &str| format!("  {{ on = {on}, by = \"县教育局\", text = \"办\" }},\n");
        let both_days = format!("{}{}{end}", entry("2022-06-30"), entry("2022-07-01"));
        change(both[1], "progress.toml", &[(end, &both_days)]);
        commit(both[1]);
        let fault = sync(both[1]).unwrap_err();
        let GitFault::NotSent(problems) = &fault else {
            panic!("{fault:?}");
        };
        assert_eq!(codes(problems), ["after-end"]);
        let found = duban::store::check_counting(&load(both[1], "demo"), "2022-12-31".parse().unwrap());
        assert_eq!(codes(&found), ["after-end"]);
        // Before its day the amendment ends nothing; whoever was told may leave the entry.
        assert!(duban::store::check_counting(&load(both[1], "demo"), "2022-06-30".parse().unwrap()).is_empty());
        sync(both[1]).unwrap();
    });
});

hermetic!(a_part_of_a_unit_that_the_other_side_took_out_is_named_before_it_is_sent; {
    const BOTH: &str = "lead = [\"县教育局\", \"县科协\"]\n";
    const ONE: &str = "lead = [\"县教育局\"]\n";
    in_both_orders(|both| {
        let each = ("  title = \"新建场馆\"\n", "  title = \"新建场馆\"\n  each = true\n");
        change(both[0], "plan.toml", &[(ONE, BOTH), ("support = [\"县科协\"]\n", ""), each]);
        commit(both[0]);
        sync(both[0]).unwrap();
        sync(both[1]).unwrap();
        change(both[0], "plan.toml", &[(BOTH, ONE)]);
        commit(both[0]);
        sync(both[0]).unwrap();
        let end = "] # 1.2/halls";
        let entry = format!("  {{ on = 2022-06-30, by = \"县科协\", status = \"done\" }},\n{end}");
        change(both[1], "progress.toml", &[(end, &entry)]);
        commit(both[1]);
        let fault = sync(both[1]).unwrap_err();
        let GitFault::NotSent(problems) = &fault else {
            panic!("{fault:?}");
        };
        assert_eq!(codes(problems), ["part-of-none"]);
        // Whoever was told may leave it.
        sync(both[1]).unwrap();
    });
});
