//! Reports, letters and lists that several units, an amendment or a postponement could make wrong.

use serde_json::json;

use super::common::duban::{Fixture, Workspace};
use super::report::TWO_TOWNS;

/// Items that two units lead, that a collective leads as one, and that an amendment ended.
const MORE: &str = r#"[[action]]
id = "1.2"
title = "修路"
lead = ["东镇", "西镇"]
[[action.milestone]]
id = "road"
title = "修路"
due = 2024-06-20
[[action]]
id = "1.3"
title = "绿化"
lead = ["各镇"]
[[action.milestone]]
id = "trees"
title = "植树"
due = 2024-06-20
[[action]]
id = "1.4"
title = "治水"
lead = ["东镇"]
ended = "a1"
[[action.milestone]]
id = "river"
title = "清淤"
due = 2024-07-20
"#;

fn office() -> Workspace {
    let amended = "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-06-24\n[[section]]";
    let plan = TWO_TOWNS.replacen("[[section]]", amended, 1) + MORE;
    Workspace::with_plan(plan)
}

#[test]
fn a_change_is_against_all_that_was_counted_then() {
    let bulletin = office()
        .run("--as-of 2024-06-25 report bulletin --since 2024-06-19")
        .stdout;
    for row in [
        "| 红灯 | 逾期 | 3 | 100.0% | +3 |",
        "| 红灯 | 严重欠序时 | 0 | 0.0% | -1 |",
        "| 黄灯 | 临期 | 0 | 0.0% | -2 |",
        "| 绿灯 | 正常 | 0 | 0.0% | -1 |",
        "|  | 合计 | 3 | 100.0% | -1 |",
    ] {
        assert!(bulletin.contains(row), "{row}: {bulletin}");
    }
    assert!(bulletin.contains("其中：逾期3个，占100.0%。"), "{bulletin}");
}

#[test]
fn letters_of_one_round_are_one_reminder() {
    let here = office();
    std::fs::create_dir(here.folder().join("r")).unwrap();
    here.run("--as-of 2024-06-25 report reminder --all --record -o r/");
    let bulletin = here.run("--as-of 2024-06-26 report bulletin").stdout;
    let mut rows = bulletin.lines();
    let row = rows.find(|line| line.contains("p:1.2/road"));
    assert!(
        row.is_some_and(|row| row.ends_with("| 1 | 0 |")),
        "{bulletin}"
    );
    here.says(
        "--as-of 2024-06-26 report ledger --search 修路",
        "1次，最近 2024-06-25 提醒",
    );
}

#[test]
fn a_collective_is_reminded_of_what_it_leads_as_one() {
    let here = office();
    let letter = |unit: &str| {
        let told = here.run(format!("--as-of 2024-06-25 report reminder --unit {unit}"));
        ["1.1/talk", "1.2/road", "1.3/trees"].map(|id| told.stdout.contains(id))
    };
    assert_eq!(letter("东镇"), [true, true, false]);
    assert_eq!(letter("各镇"), [false, false, true]);
}

#[test]
fn a_postponement_that_is_refused_is_not_called_granted() {
    let here = office();
    here.run("--as-of 2024-06-18 postpone 1.3/trees 2024-07-20 --reason 雨");
    here.says(
        "--as-of 2024-06-19 postpone 1.3/trees 2024-06-20 --reason 抢种 --approved-by 督查室",
        "1.3/trees 未批准延期，时限仍为 2024-06-20",
    );
    here.says(
        "--as-of 2024-06-19 report ledger --search 植树",
        "2024-06-18 申请延至 2024-07-20：雨；2024-06-19 督查室未批准延期：抢种",
    );
}

#[test]
fn whether_a_letter_was_answered_goes_by_the_time_of_recording() {
    let here = office();
    let log = |answer: &str| {
        let letter = "{ at = 2024-06-12T10:00:00+08:00, by = \"东镇\", remind = \"催办\" },";
        format!(
            "schema = 1\nplan = \"p\"\n[milestone.\"1.2/road\"]\nlog = [\n  {letter}\n  {answer}\n]\n"
        )
    };
    let unanswered = |answer: &str, day: &str| {
        here.write("p/progress.toml", log(answer));
        let handover = here.run(format!("--as-of {day} report handover")).stdout;
        let (_, chapter) = handover.split_once("## 四、").unwrap();
        chapter.starts_with("催办后未反馈（1项）")
    };
    let answer = |at: &str, more: &str| {
        format!("{{ at = {at}T10:00:00+08:00, on = 2024-06-11, by = \"东镇\", {more} }},")
    };
    // Of a day before the letter, and recorded after it.
    let late = answer("2024-06-14", "text = \"已开工\"");
    assert!(!unanswered(&late, "2024-06-15"));
    assert!(unanswered(&late, "2024-06-13"));
    assert!(unanswered(
        &answer("2024-06-11", "text = \"已开工\""),
        "2024-06-15"
    ));
    assert!(unanswered(
        &answer("2024-06-14", "status = \"returned\", reason = \"不实\""),
        "2024-06-15"
    ));
}

#[test]
fn a_milestone_that_a_phase_implied_is_listed_once_another_has_its_place() {
    let here = office();
    let more = "[[action]]\nid = \"1.5\"\ntitle = \"宣传\"\n";
    here.edit("p/plan.toml", |plan| format!("{plan}{more}"));
    here.duban("check --fix").run();
    let id = "1.5/a";
    here.run(format!("mark {id} done --on 2024-06-20"));
    let added = "[[action.milestone]]\nid = \"shows\"\ntitle = \"宣传场次\"\nadded = \"a1\"\n";
    here.edit("p/plan.toml", |plan| format!("{plan}{added}"));
    here.duban("check --fix").run();
    here.says("check", ["warning: occurrence-replaced", id]);
    here.says("--as-of 2024-06-23 list --search 宣传", id);
    here.says(
        "--as-of 2024-06-24 list --ended",
        [&format!("{id}  宣传 "), "2024-06-24"],
    );
    here.refuses(2, format!("--as-of 2024-06-24 show {id}"), "2024-06-24");
    assert!(
        !here
            .run("--as-of 2024-06-23 list --ended")
            .stdout
            .contains(id)
    );
}

#[test]
fn an_implied_milestone_is_listed_once_as_ended_and_not_while_it_is_owed() {
    let here = office();
    let ended = |day: &str| {
        let list = here.run(format!("--as-of {day} list --ended")).stdout;
        list.matches("1.5/a").count()
    };
    // Two amendments of one day take the action out of a phase, a later one puts it back, and a last one takes it out.
    here.edit("p/plan.toml", |plan| {
        let amendments = [("a2", "06-24"), ("a3", "07-10"), ("a4", "08-01")];
        let amendments = amendments.map(|(id, on)| {
            format!("[[amendment]]\nid = \"{id}\"\ntitle = \"调整\"\non = 2024-{on}\n")
        });
        let phase = "[[phase]]\nid = \"b\"\nname = \"验收\"\nstart = 2024-12-01\nend = 2024-12-31\n[[unit]]";
        let plan = plan.replacen("[[section]]", &format!("{}[[section]]", amendments.concat()), 1);
        let was = |by: &str, phases: &str| {
            format!("[[action.was]]\nby = \"{by}\"\nphases = {phases}\n")
        };
        let was = [was("a1", "[\"a\", \"b\"]"), was("a3", "[\"b\"]"), was("a4", "[\"a\", \"b\"]")];
        let action = "[[action]]\nid = \"1.5\"\ntitle = \"宣传\"\nphases = [\"b\"]\n";
        let plan = plan.replace("[[action.milestone]]", "[[action.milestone]]\nphase = \"a\"");
        plan.replacen("[[unit]]", phase, 1) + action + &was.concat()
    });
    here.duban("check --fix").run();
    here.says("--as-of 2024-06-23 list --search 宣传", "1.5/a");
    assert_eq!(ended("2024-06-23"), 0);
    assert_eq!(ended("2024-06-24"), 1);
    here.says("--as-of 2024-07-10 list --search 宣传", "1.5/a");
    assert_eq!(ended("2024-07-10"), 0);
    assert_eq!(ended("2024-08-01"), 1);
}

#[test]
fn what_was_finished_is_shown_as_of_the_unit_that_led_then() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |plan| {
        let amendment =
            "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[phase]]";
        let units = "lead = [\"县教育局\"]\nsupport = [\"县委文明办\"]";
        let handed = "lead = [\"县委文明办\"]\nwas = [{ by = \"a1\", lead = [\"县教育局\"] }]";
        plan.replacen("[[phase]]", amendment, 1)
            .replacen(units, handed, 1)
    });
    let id = "3.1.4/teachers@2023";
    office.run(format!("mark {id} done --value 60 --on 2024-04-20"));
    let items = office.run("list --search 教师 --json").json()["items"].clone();
    let item = items.as_array().unwrap().iter().find(|it| it["id"] == id);
    assert_eq!(item.unwrap()["lead"], json!(["县教育局"]));
    let other = items
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == "3.1.4/teachers@2024");
    assert_eq!(other.unwrap()["lead"], json!(["县委文明办"]));
    for report in ["list --status done", "report ledger"] {
        let said = office.run(report).stdout;
        let row = said.lines().find(|line| line.contains(id));
        assert!(row.unwrap().contains("县教育局"), "{said}");
        assert!(!row.unwrap().contains("县委文明办"), "{said}");
    }
}
