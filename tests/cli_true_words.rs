//! Words where there is nothing: no report is blamed that was not made, and JSON is a document all the same. A day without
//! its year is one day everywhere.

use super::common::duban::{Fixture, Workspace};
use super::report_limits::PLAN;
use crate::git_support::script;

#[test]
fn where_nothing_was_reported_no_report_is_blamed() {
    let level = "value = 5, unit = \"%\", baseline = { value = 10 }";
    let office = Workspace::with_plan(PLAN.replace("value = 5, unit = \"起\"", level));
    for (status, lang, said) in [
        ("done", "zh", "尚未报送完成值，目标为 不超过 5%"),
        (
            "done",
            "en",
            "nothing is reported, and the target is at most 5%",
        ),
        (
            "closed",
            "en",
            "give a value (--value) or a reason (--reason)",
        ),
    ] {
        let deed = format!("--lang {lang} mark 1.1/accidents {status} --by 县应急局");
        office.duban(deed).code(2).stderr_has(said).run();
    }
    office
        .duban("--lang zh mark 1.1/accidents done --value 8 --by 县应急局")
        .code(2)
        .stderr_has("完成值 8% 超过上限 5%")
        .run();
}

#[test]
fn a_day_without_its_year_is_the_same_in_a_deed_and_in_a_sheet() {
    let office = Workspace::with_plan(PLAN.replace("2024-01-01", "2023-01-01"));
    office.run("--as-of 2024-06-30 progress 1.1/accidents --value 1 --by 县应急局 --on 12.31");
    let log = office.read("p/progress.toml");
    assert!(log.contains("on = 2023-12-31"), "{log}");
    let sheet = "编号,日期,完成值\n1.1/accidents,12.31,1\n";
    std::fs::write(office.folder().join("a.csv"), sheet).unwrap();
    office.run("--as-of 2024-06-30 apply a.csv --unit 县应急局");
    assert_eq!(office.read("p/progress.toml"), log);
    let deed = office.duban("--lang zh progress 1.1/accidents --value 2 --on 2090-01-01");
    deed.code(2).stderr_has("核对 --on 或 --as-of 的日期").run();
}

#[test]
fn what_finds_nothing_prints_a_document_all_the_same() {
    let office = Workspace::in_git(Fixture::Bare);
    let plan = PLAN.replace("lead = [\"县应急局\"]\n", "");
    office.write("p/plan.toml", plan);
    office.run("check --fix");
    office.commit_all();
    for (command, list) in [
        ("commit --json", "commits"),
        ("commit --dry-run --json", "commits"),
        ("resolve --json", "conflicts"),
    ] {
        let json = office.run(command).json();
        assert_eq!(json["schema"], 1, "{command}");
        assert_eq!(json[list], serde_json::json!([]), "{command}");
    }
    for lang in ["zh", "en"] {
        let units = office.run(format!("--lang {lang} units --json")).json();
        let nobody = units["units"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["kind"] == "none");
        assert!(nobody.unwrap()["unit"].is_null(), "{units}");
    }
}

/// A plan of which there is one of everything, each report late by a day or short by a point.
const ONE_OF_EACH: &str = r#"schema = 1
id = "p"
short = "p"
title = "某县方案"
period = { start = 2024-01-01, end = 2024-06-29 }
[reporting]
every = "quarter"
day = 5
[[phase]]
id = "a"
name = "实施"
start = 2024-01-01
end = 2024-06-29
[[unit]]
name = "县教育局"
[[indicator]]
id = "share"
name = "比例"
targets = [{ op = ">=", value = 15, unit = "%", by = 2024-06-29 }]
[[section]]
id = "1"
title = "重点任务"
lead = ["县教育局"]
[[action]]
id = "1.1"
title = "培训"
[[action.milestone]]
id = "a"
title = "培训"
each = true
due = 2024-06-29
target = { op = ">=", value = 15, unit = "%" }
"#;

#[test]
fn english_counts_one_thing_as_one() {
    let here = Workspace::with_plan(ONE_OF_EACH);
    here.git(["init", "-q"]);
    here.git(["add", "-A"]);
    here.git(["commit", "-qm", "begin"]);
    let run = |args: &str| {
        let ran = here
            .duban(format!("--lang en --as-of 2024-06-30 {args}"))
            .run();
        ran.stdout + &ran.stderr
    };
    let mut told = run("missing");
    told += &run("progress 1.1/a --value 14 --dry-run");
    told += &run("progress 1.1/a --value 14");
    told += &run("undo");
    told += &run("progress 1.1/a --value 14");
    told += &run("reading share 14");
    for command in [
        "status",
        "list",
        "show 1.1/a",
        "show share",
        "units",
        "missing",
        "diff",
        "report status",
        "report evaluation",
        "report handover",
        "report reminder --unit 县教育局",
        "report bulletin --since 2024-06-29",
        "report ledger",
    ] {
        told += &run(command);
    }
    for one in [
        "1 point short", "Of 1 indicator:", "1 entry", "1 milestone", "the milestone below",
    ] {
        assert!(told.contains(one), "{one}: {told}");
    }
    let words: Vec<&str> = told.split_whitespace().collect();
    let is_plural = |word: &str| {
        let word = word.trim_end_matches([',', '.', ';', ':', ')']);
        word.len() > 2 && word.ends_with('s') && !["is", "was"].contains(&word)
    };
    let odd = words
        .windows(2)
        .find(|two| two[0] == "1" && is_plural(two[1]));
    assert_eq!(odd, None, "{told}");
}

#[cfg(unix)]
#[test]
fn a_hook_that_says_nothing_is_not_quoted() {
    let office = Workspace::in_git(Fixture::Demo);
    let hook = office.folder().join(".git/hooks/pre-commit");
    let refuses_with = |words: &str| {
        script(&hook, &format!("{words}\nexit 1"));
        office
            .duban("commit")
            .code(4)
            .stderr_has("没有通过")
            .run()
            .stderr
    };
    office.run("mark 4.1/budget doing --on 2024-06-01");
    let said = refuses_with("");
    assert!(said.contains("没有通过，未说明原因\n"), "{said}");
    let said = refuses_with("echo 缺文号 >&2");
    assert!(said.contains("没有通过：\n缺文号\n"), "{said}");
}

#[test]
fn what_is_typed_begins_no_line_of_a_message() {
    let office = Workspace::of(Fixture::Demo);
    for args in [
        ["show", "3.1\n错误：甲"],
        ["list", "--unit=局\n错误：甲"],
        ["list", "--oops\n错误：甲"],
    ] {
        let said = office
            .duban(args)
            .code(2)
            .stderr_has("\\n错误：甲")
            .run()
            .stderr;
        assert!(!said.contains("\n错误：甲"), "{said}");
    }
}
