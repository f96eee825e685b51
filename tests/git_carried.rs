//! What one side records while the other renumbers its item or renames its unit goes along; what would belong to
//! nothing is not sent.

use std::fs;
use std::path::{Path, PathBuf};

use duban::git::GitFault;
use duban::plan::Log;
use duban::text::Lang;

use crate::git_support::{Replaced, change, commit, git, load, mark};
use crate::git_sync::{progress, sync, top, two_clones};
use crate::hermetic;

/// Takes the lines with a text out of the log.
fn take_out(plans: &Path, text: &str) {
    let log = progress(plans);
    let lines = log
        .split_inclusive('\n')
        .filter(|line| !line.contains(text));
    fs::write(plans.join("demo/progress.toml"), lines.collect::<String>()).unwrap();
}

fn two_with_an_entry(temp: &Path) -> [PathBuf; 2] {
    let (_, a, b) = two_clones(temp);
    mark(&a, "demo", "1.1/launch", "2022-05-01", "甲");
    commit(&a);
    sync(&a).unwrap();
    sync(&b).unwrap();
    [a, b]
}

/// Lets one clone change both files and another record something, in both orders and with both ways of pulling;
/// returns what is said in the end under some ids.
fn carried(change: impl Fn(&Path), ids: &[&str]) -> Vec<String> {
    let mut ends: Vec<Vec<String>> = Vec::new();
    for order in [[0, 1], [1, 0]] {
        for rebase in ["false", "true"] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_with_an_entry(temp.path());
            for plans in &both {
                git(top(plans), &["config", "pull.rebase", rebase]);
            }
            change(&both[0]);
            commit(&both[0]);
            mark(&both[1], "demo", "1.1/launch", "2022-05-02", "乙");
            commit(&both[1]);
            for at in [order[0], order[1], order[0]] {
                sync(&both[at]).unwrap();
            }
            for plans in &both {
                assert_eq!(git(top(plans), &["status", "--porcelain"]), "");
                let loaded = load(plans, "demo");
                assert!(!loaded.has_errors(), "{:?}", loaded.problems);
                ends.push(ids.iter().map(|id| said(plans, id)).collect());
            }
        }
    }
    ends.dedup();
    assert_eq!(ends.len(), 1, "{ends:?}");
    ends.remove(0)
}

/// What the entries of a log say, and who says it.
pub(crate) fn said(plans: &Path, id: &str) -> String {
    let progress = load(plans, "demo").progress.unwrap();
    let log = Log::Milestone(id.to_owned());
    let entries = progress.progress.entries_of(&log).iter();
    let said = entries.map(|entry| {
        let [by, text] = [&entry.by, &entry.text].map(|it| it.clone().unwrap_or_default());
        format!("{by}{text}")
    });
    said.collect::<Vec<_>>().join(" ")
}

const RENUMBERED: [(&str, &str); 3] =
    [("1.1/", "1.9/"), ("# 1.1 ", "# 1.9 "), ("# 1.9/", "# 1.9/")];

hermetic!(a_renumbered_item_takes_along_what_the_other_side_records; {
    let renumber = |plans: &Path| {
        change(plans, "plan.toml", &[("id = \"1.1\"", "id = \"1.9\"")]);
        change(plans, "progress.toml", &RENUMBERED);
    };
    let end = carried(renumber, &["1.9/launch", "1.1/launch"]);
    assert_eq!(end, ["县教育局甲 县教育局乙", ""]);
});

hermetic!(a_log_that_was_not_renumbered_is_not_sent_and_goes_along_where_it_was; {
    let temp = tempfile::tempdir().unwrap();
    let [a, b] = two_with_an_entry(temp.path());
    change(&a, "plan.toml", &[("id = \"1.1\"", "id = \"1.9\"")]);
    commit(&a);
    match sync(&a) {
        Err(GitFault::NotSent(problems)) => assert!(problems[0].to_string().contains("1.1/launch")),
        other => panic!("{other:?}"),
    }
    git(top(&a), &["push", "-q"]);
    mark(&b, "demo", "1.1/launch", "2022-05-02", "乙");
    commit(&b);
    sync(&b).unwrap();
    assert_eq!(said(&b, "1.9/launch"), "县教育局甲 县教育局乙");
    assert!(!load(&b, "demo").has_errors());
});

hermetic!(what_is_recorded_goes_to_the_item_that_moved_down_and_not_to_the_one_in_its_place; {
    let insert = |plans: &Path| {
        change(plans, "plan.toml", &[
            ("id = \"1.2\"", "id = \"1.3\""),
            ("id = \"1.1\"", "id = \"1.2\""),
            ("# 第一项\n", "# 第一项\n[[action]]\nid = \"1.1\"\ntitle = \"完善工作机制\"\n\n"),
        ]);
        change(plans, "progress.toml", &[("1.2/", "1.3/"), ("# 1.2 ", "# 1.3 "), ("1.1/", "1.2/"), ("# 1.1 ", "# 1.2 ")]);
        let loaded = load(plans, "demo");
        duban::store::fix_plan(&loaded.files, &loaded.plan.unwrap()).unwrap();
    };
    let end = carried(insert, &["1.1/launch", "1.2/launch", "1.3/halls"]);
    assert_eq!(end, ["", "县教育局甲 县教育局乙", ""]);
});

hermetic!(a_renamed_unit_takes_along_what_the_other_side_records_of_it; {
    let rename = |plans: &Path| {
        for file in ["plan.toml", "progress.toml"] {
            change(plans, file, &[("县教育局", "县教育和体育局")]);
        }
    };
    assert_eq!(carried(rename, &["1.1/launch"]), ["县教育和体育局甲 县教育和体育局乙"]);
    // A plan that still knows the old name leaves it as it was written.
    let rename = |plans: &Path| {
        change(plans, "plan.toml", &[("县教育局", "县教育和体育局"), ("[\"教育局\"]", "[\"县教育局\"]")]);
    };
    assert_eq!(carried(rename, &["1.1/launch"]), ["县教育局甲 县教育局乙"]);
});

hermetic!(a_name_that_two_units_get_in_a_merge_is_not_sent; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    change(&a, "plan.toml", &[("[\"教育局\"]", "[\"教育局\", \"教科\"]")]);
    change(&b, "plan.toml", &[("\"县科协\"\n\n", "\"县科协\"\naliases = [\"教科\"]\n\n")]);
    for plans in [&a, &b] {
        commit(plans);
    }
    sync(&a).unwrap();
    for _ in 0..2 {
        match sync(&b) {
            Err(GitFault::NotSent(problems)) => assert!(problems[0].to_string().contains("教科"), "{problems:?}"),
            other => panic!("{other:?}"),
        }
    }
    change(&b, "plan.toml", &[("\"县科协\"\naliases = [\"教科\"]\n\n", "\"县科协\"\n\n")]);
    commit(&b);
    sync(&b).unwrap();
});

hermetic!(a_plan_that_the_remote_has_broken_is_not_laid_to_this_side; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    change(&b, "plan.toml", &[("# 第一项", "x x")]);
    git(top(&b), &["commit", "-qam", "x"]);
    git(top(&b), &["push", "-q"]);
    mark(&a, "demo", "1.2/halls", "2022-05-02", "甲");
    commit(&a);
    let plan = fs::read_to_string(b.join("demo/plan.toml")).unwrap();
    let line = 1 + plan.lines().position(|line| line == "x x").unwrap();
    let fault = sync(&a).unwrap_err();
    let said = [Lang::Zh, Lang::En].map(|lang| fault.note(lang.words()).what);
    let zh = format!("对方版本的 plans/demo/plan.toml 无法读取，第 {line} 行：TOML 语法错误：");
    assert!(said[0].starts_with(&zh), "{said:?}");
    let en = format!("the other side's plans/demo/plan.toml cannot be read, line {line}: TOML syntax: ");
    assert!(said[1].starts_with(&en), "{said:?}");
});

hermetic!(what_would_belong_to_nothing_is_not_sent; {
    // An item is taken out, with and without its log; a unit gets a name that nothing connects to the old one.
    let ways: [(&str, Replaced, Replaced); 3] = [
        ("1.1/launch", &[("[[action]]\nid = \"1.1\"\ntitle = \"加强教师培训\"\n", "")], &[]),
        ("1.1/launch", &[("id = \"1.1\"\ntitle = \"加强教师培训\"\n", "id = \"1.9\"\ntitle = \"完善工作机制\"\n")], &RENUMBERED),
        ("县教育局", &[("县教育局", "县科学局"), ("aliases = [\"教育局\"]\n", "")], &[("县教育局", "县科学局")]),
    ];
    for (name, plan, log) in ways {
        for order in [[0, 1], [1, 0]] {
            let temp = tempfile::tempdir().unwrap();
            let both = two_with_an_entry(temp.path());
            change(&both[0], "plan.toml", plan);
            change(&both[0], "progress.toml", log);
            take_out(&both[0], "\"甲\"");
            commit(&both[0]);
            mark(&both[1], "demo", "1.1/launch", "2022-05-02", "乙");
            commit(&both[1]);
            let [first, second] = order.map(|at| &both[at]);
            sync(first).unwrap();
            // Both sides are together in this clone, and the server has one of them.
            for _ in 0..2 {
                match sync(second) {
                    Err(GitFault::NotSent(problems)) => {
                        assert!(problems[0].to_string().contains(name), "{problems:?}");
                        assert!(problems[0].file.ends_with("demo/progress.toml"));
                    }
                    other => panic!("{name} {other:?}"),
                }
                assert!(progress(second).contains("\"乙\""));
                assert!(load(second, "demo").has_errors());
                assert_eq!(git(top(second), &["status", "--porcelain"]), "");
                git(top(second), &["fetch", "-q"]);
                assert_eq!(git(top(second), &["rev-parse", "origin/main"]), git(top(first), &["rev-parse", "HEAD"]));
            }
            // As the hint says: nothing is left of what belongs to nothing.
            take_out(second, "text = ");
            commit(second);
            sync(second).unwrap();
        }
    }
});

hermetic!(what_counts_otherwise_after_a_merge_is_told_before_it_is_sent; {
    let ways: [(&str, Replaced, &str); 3] = [
        ("个", &[("unit = \"个\"", "unit = \"百个\"")], "value = 2"),
        ("1.2/halls", &[("  title = \"新建场馆\"\n", "  title = \"新建场馆\"\n  each = true\n")], "status = \"done\""),
        // Renumbered, too.
        ("百个", &[("unit = \"个\"", "unit = \"百个\""), ("id = \"halls\"", "id = \"built\"")], "add = 2"),
    ];
    for (name, plan, said) in ways {
        for order in [[0, 1], [1, 0]] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            let both = [a, b];
            let entry = format!("  {{ on = 2022-05-02, by = \"县科协\", {said} }},\n] # 1.2/halls");
            change(&both[0], "plan.toml", plan);
            if plan.len() > 1 {
                change(&both[0], "progress.toml", &[("1.2/halls", "1.2/built")]);
            }
            change(&both[1], "progress.toml", &[("] # 1.2/halls", &entry)]);
            for plans in &both {
                commit(plans);
            }
            let [first, second] = order.map(|at| &both[at]);
            sync(first).unwrap();
            match sync(second) {
                Err(GitFault::NotSent(problems)) => assert!(problems[0].to_string().contains(name), "{problems:?}"),
                other => panic!("{name} {other:?}"),
            }
            assert!(progress(second).contains(said));
            assert_eq!(git(top(second), &["status", "--porcelain"]), "");
            // Whoever was told may leave it as it stands.
            sync(second).unwrap();
            sync(first).unwrap();
        }
    }
});

hermetic!(a_correction_that_finds_nothing_to_correct_after_a_merge_is_told_before_it_is_sent; {
    for order in [[0, 1], [1, 0]] {
        let temp = tempfile::tempdir().unwrap();
        let both = two_with_an_entry(temp.path());
        change(&both[0], "progress.toml", &[("on = 2022-05-01", "on = 2022-04-01")]);
        let correction = "  { on = 2022-05-01, by = \"县教育局\", text = \"改\", correct = true, reason = \"略\" },\n";
        change(&both[1], "progress.toml", &[("] # 1.1/launch", &format!("{correction}] # 1.1/launch"))]);
        for plans in &both {
            commit(plans);
        }
        let [first, second] = order.map(|at| &both[at]);
        sync(first).unwrap();
        match sync(second) {
            Err(GitFault::NotSent(problems)) => assert!(problems[0].to_string().contains("2022-05-01"), "{problems:?}"),
            other => panic!("{other:?}"),
        }
        assert!(progress(second).contains(correction.trim()));
        // Whoever was told may leave it as it stands.
        sync(second).unwrap();
    }
});
