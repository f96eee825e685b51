//! Words where there is nothing: no report is blamed that was not made, and JSON is a document all the same. A day without
//! its year is one day everywhere.

use super::common::duban::{Fixture, Workspace};
use super::report_limits::PLAN;

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
