//! The shapes that scripts read: field names, nulls, numbers, dates.

use serde_json::{Value, json};

use super::common::duban::{Fixture, Workspace, each};

fn demo(args: &str) -> Value {
    json_of(&Workspace::of(Fixture::Demo), args)
}

fn json_of(office: &Workspace, args: &str) -> Value {
    office
        .duban("--as-of 2024-06-30 --json")
        .args(args)
        .run()
        .json()
}

#[track_caller]
fn assert_keys<const N: usize>(value: &Value, mut expected: [&str; N]) {
    let mut keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected);
}

fn teachers_2023() -> Value {
    json!({
        "id": "3.1.4/teachers@2023", "phase": "deepen", "title": "骨干教师培训", "occurrence": "2023", "each": false,
        "start": "2023-01-01", "due": "2023-12-31", "due_now": "2023-12-31",
        "target": {"op": ">=", "value": 60, "max": null, "unit": "名", "cadence": "annual", "by": null},
        "status": "doing", "value": 45, "reported": null, "of": null, "units": [],
        "log": [{"at": "2023-07-05T10:30:02+08:00", "on": "2023-06-30", "by": "县教育局", "value": 45,
                 "text": "上半年培训45名", "next": "秋季两期"}],
        "standing": "overdue", "days": -182, "reason": "逾期182天",
    })
}

#[test]
fn an_exported_plan_is_whole() {
    let office = Workspace::of(Fixture::Demo);
    let ran = office.run("--as-of 2024-06-30 export --format json");
    assert!(!ran.stdout.contains(".0"), "whole numbers have no point");
    let whole = ran.json();
    assert_keys(
        &whole,
        [
            "schema", "as_of", "plan", "phases", "units", "indicators", "sections", "actions",
        ],
    );
    assert_eq!(whole["schema"], 1);
    assert_eq!(whole["as_of"], "2024-06-30");
    assert_eq!(
        whole["plan"],
        json!({
            "id": "demo", "short": "示例县", "title": "示例县全民科学素质行动实施方案", "issuer": "示例县人民政府",
            "number": "示政〔2022〕1号", "issued": "2022-07-01", "draft": false,
            "period": {"start": "2022-01-01", "end": "2025-12-31"}, "state": "in_force", "reported": true,
        })
    );
    assert_eq!(
        whole["phases"][0],
        json!({"id": "launch", "name": "启动实施", "start": "2022-01-01", "end": "2022-12-31"})
    );
    assert_eq!(
        whole["units"][0],
        json!({"name": "县教育局", "aliases": ["教育局"], "former": [{"name": "县教育委员会", "until": "2023-06-30"}],
               "kind": "government", "members": []})
    );
    assert_eq!(whole["units"][6]["members"], json!(["东山镇", "西河镇"]));
    assert_eq!(
        whole["indicators"],
        json!([{"id": "literacy", "name": "公民具备科学素质的比例", "baseline": null,
                "targets": [{"op": ">=", "value": 16, "max": null, "unit": "%", "cadence": "by_deadline", "by": "2025-12-31"}],
                "readings": [{"on": "2023-12-31", "value": 12.1, "evidence": "省科协抽样调查"}]}])
    );
    assert_eq!(
        whole["sections"][1],
        json!({"id": "3.1", "no": "三(一)", "title": "青少年科学素质提升行动", "parent": "3",
               "lead": ["县教育局"], "support": ["县委文明办"]})
    );
    let mut action = whole["actions"][1].clone();
    let milestones = action
        .as_object_mut()
        .unwrap()
        .remove("milestones")
        .unwrap();
    assert_eq!(
        action,
        json!({"id": "3.1.4", "section": "3.1", "title": "加强科学教育师资队伍建设",
               "summary": "把科学教育与创新能力纳入教师培训。", "lead": ["县教育局"], "support": ["县委文明办"],
               "answers": "县教育局", "units_from": "section", "truncated": false, "standing": "overdue"})
    );
    assert_eq!(milestones[2], teachers_2023());
    let units_from: Vec<_> = each(&whole["actions"])
        .map(|action| &action["units_from"])
        .collect();
    assert_eq!(
        units_from,
        ["section", "section", "action", "action", "none"]
    );
    assert_eq!(whole["actions"][4]["answers"], Value::Null);
    assert_eq!(whole["actions"][2]["answers"], "县科协");
}

#[test]
fn several_plans_are_exported_under_plans_and_one_as_itself() {
    let office = Workspace::of(Fixture::Two);
    let both = json_of(&office, "export");
    assert_keys(&both, ["schema", "as_of", "plans"]);
    assert_eq!(both["plans"][1]["plan"]["id"], "second");
    let one = json_of(&office, "--plan second export");
    assert_eq!(one["plan"]["id"], "second");
    assert_eq!(one["actions"], both["plans"][1]["actions"]);
    let broken = Workspace::of(Fixture::Two);
    broken.write("demo/plan.toml", "schema = ");
    let rest = broken
        .duban("--as-of 2024-06-30 export")
        .code(3)
        .stderr_has("另有 1 个方案无法读取")
        .run()
        .json();
    assert_eq!(
        rest["plans"].as_array().unwrap().len(),
        1,
        "still a list where one of two is broken"
    );
}

#[test]
fn an_export_can_be_filtered() {
    let left = demo("export --unit jyj --standing overdue");
    let actions = left["actions"].as_array().unwrap();
    let ids: Vec<_> = actions
        .iter()
        .flat_map(|action| action["milestones"].as_array().unwrap())
        .map(|m| &m["id"])
        .collect();
    assert_eq!(
        ids,
        ["3.1.1/launch", "3.1.4/teachers@2022", "3.1.4/teachers@2023"]
    );
}

#[test]
fn a_list_is_milestones_with_their_plan_action_and_units() {
    let list = demo("list --search 上半年培训");
    assert_keys(&list, ["schema", "as_of", "items"]);
    let mut expected = teachers_2023();
    for (key, value) in [
        ("plan", json!("demo")),
        ("action", json!("3.1.4")),
        ("action_title", json!("加强科学教育师资队伍建设")),
        ("lead", json!(["县教育局"])),
        ("support", json!(["县委文明办"])),
        ("answers", json!("县教育局")),
    ] {
        expected[key] = value;
    }
    assert_eq!(list["items"], json!([expected]));
    assert_eq!(demo("list --search 没有")["items"], json!([]));
}

#[test]
fn what_every_unit_reports_is_counted() {
    let item = &demo("list --unit 各镇")["items"][0];
    assert_eq!((&item["reported"], &item["of"]), (&json!(1), &json!(2)));
    assert_eq!(
        item["units"],
        json!([{"unit": "东山镇", "status": "done", "value": null, "standing": "done", "reason": "2022-12-20"},
               {"unit": "西河镇", "status": "todo", "value": null, "standing": "overdue", "reason": "逾期547天"}])
    );
    let missing = &demo("missing --unit 各镇")["items"][0];
    assert_eq!(missing["missing"], json!(["西河镇"]));
    assert_eq!(missing["last"], "2022-12-20");
}

#[test]
fn status_and_brief_count() {
    let status = demo("status");
    let plan = &status["plans"][0];
    assert_keys(
        plan,
        [
            "id", "short", "title", "state", "reported", "errors", "uncommitted", "phases",
            "counts", "next_due", "worst",
        ],
    );
    assert_eq!(
        plan["phases"][0],
        json!({"id": "launch", "name": "启动实施", "finished": 1, "owed": 3})
    );
    assert_eq!(
        plan["counts"],
        json!({"overdue": 5, "over_limit": 0, "far_behind": 1, "returned": 0, "blocked": 0, "soon": 1, "behind": 0, "unreported": 0,
               "on_track": 3, "not_yet": 3, "done": 0, "closed": 1, "dropped": 0})
    );
    assert_eq!(plan["next_due"], "2024-06-30");
    assert_eq!(plan["worst"][0]["id"], "3.1.1/launch");
    assert_eq!(
        plan["uncommitted"],
        Value::Null,
        "no repository, nothing to count"
    );
    let brief = &demo("brief")["plans"][0];
    assert_eq!(
        *brief,
        json!({"plan": "demo", "short": "示例县", "red": 6, "yellow": 1, "soon": 1, "errors": 0, "uncommitted": null})
    );
}

#[test]
fn units_have_counts_for_lead_and_support() {
    let units = demo("units --unit 文明办");
    // One shape with those of `status`: every standing, whether or not there are any.
    let counts = |there: &[(&str, u64)]| {
        let mut counts = demo("status")["plans"][0]["counts"].clone();
        let all = counts.as_object_mut().unwrap();
        assert_eq!(all.len(), 13);
        for (key, count) in all {
            let there = there.iter().find(|(there, _)| there == key);
            *count = json!(there.map_or(0, |(_, count)| *count));
        }
        counts
    };
    let support = [
        ("overdue", 3),
        ("far_behind", 1),
        ("on_track", 1),
        ("not_yet", 3),
        ("closed", 1),
    ];
    assert_eq!(
        units["units"],
        json!([{"plan": "demo", "unit": "县委文明办", "kind": "party", "lead": {"total": 0, "counts": counts(&[])},
                "support": {"total": 9, "counts": counts(&support)}}])
    );
}

#[test]
fn show_gives_an_action_a_milestone_or_an_indicator() {
    let action = demo("show 3.1.4");
    assert_keys(&action, ["schema", "as_of", "plan", "action"]);
    assert_eq!(action["action"]["milestones"][2], teachers_2023());
    let milestone = demo("show teachers@2023");
    assert_keys(&milestone, ["schema", "as_of", "milestone"]);
    assert_eq!(milestone["milestone"]["value"], 45);
    assert_eq!(milestone["milestone"]["plan"], "demo");
    let indicator = demo("show literacy");
    assert_eq!(indicator["indicator"]["readings"][0]["value"], 12.1);
}

#[test]
fn every_field_of_an_entry_is_told_with_units_by_their_present_names() {
    let office = Workspace::of(Fixture::Demo);
    office.replace("demo/progress.toml", "[milestone.\"4.1/budget\"]\nlog = [\n", "[milestone.\"4.1/budget\"]\nlog = [\n  { on = 2024-02-01, by = \"科协\", of = \"县财政局\", who = \"王\", status = \"blocked\", \
             value = 1.5, add = 2, text = \"甲\", problem = \"乙\", next = \"丙\", reason = \"丁\", evidence = [\"戊\", \"己\"], \
             postpone = 2024-09-30, approved_by = \"文明办\", remind = \"督办\", correct = true },\n");
    let log = json_of(&office, "show 4.1/budget")["milestone"]["log"].take();
    assert_eq!(
        log,
        json!([{"on": "2024-02-01", "by": "县科协", "of": "县财政局", "who": "王", "status": "blocked", "value": 1.5,
                "add": 2, "text": "甲", "problem": "乙", "next": "丙", "reason": "丁", "evidence": ["戊", "己"],
                "postpone": "2024-09-30", "approved_by": "县委文明办", "remind": "督办", "correct": true}])
    );
}

#[test]
fn check_lists_places() {
    let office = Workspace::of(Fixture::Demo);
    assert_eq!(
        json_of(&office, "check"),
        json!({"schema": 1, "problems": []})
    );
    office.replace(
        "demo/plan.toml",
        "support = [\"县委文明办\"]",
        "support = [\"县委文明\"]",
    );
    let checked = office.duban("--json check").code(1).run().json();
    let problems = checked["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1);
    let problem = &problems[0];
    assert_keys(
        problem,
        ["file", "line", "column", "severity", "code", "what", "how"],
    );
    assert_eq!(problem["file"], "plans/demo/plan.toml");
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&json!(83), &json!(12))
    );
    assert_eq!(
        (&problem["severity"], &problem["code"]),
        (&json!("error"), &json!("unknown-unit"))
    );
}

#[test]
fn keys_do_not_change_with_the_language() {
    let office = Workspace::of(Fixture::Demo);
    let zh = json_of(&office, "--lang zh list");
    let en = json_of(&office, "--lang en list");
    let without_reasons = |mut list: Value| {
        for item in list["items"].as_array_mut().unwrap() {
            item["reason"] = Value::Null;
            for unit in item["units"].as_array_mut().unwrap() {
                unit["reason"] = Value::Null;
            }
        }
        list
    };
    assert_eq!(without_reasons(zh), without_reasons(en));
}

#[test]
fn csv_is_what_a_spreadsheet_opens() {
    let office = Workspace::of(Fixture::Demo);
    let ran = office.run("--as-of 2024-06-30 export --format csv --search 上半年培训");
    assert_eq!(
        ran.stdout,
        "\u{feff}方案,编号,事项,节点,阶段,牵头,配合,启动时间,完成时限,现行时限,目标符号,目标值,目标上限,计量单位,完成值,状态,情况,原因,进展情况,存在问题,下一步打算,佐证\n\
         示例县,demo:3.1.4/teachers@2023,加强科学教育师资队伍建设,骨干教师培训 2023,深入实施,县教育局,县委文明办,2023-01-01,2023-12-31,2023-12-31,>=,60,,名,45,进行中,逾期,逾期182天,2023-06-30：上半年培训45名,,2023-06-30：秋季两期,\n"
    );
    office.prints_only("export --format csv -o 台账.csv", "");
    let written = std::fs::read_to_string(office.folder().join("台账.csv")).unwrap();
    assert_eq!(written.lines().count(), 15);
    office.edit("demo/plan.toml", |plan| {
        let target = "op = \">=\", value = 60, unit = \"名\"";
        assert!(plan.contains(target), "{plan}");
        plan.replace(
            target,
            "op = \"range\", value = 30, max = 40, unit = \"名\"",
        )
    });
    office.says("export --format csv --search 骨干教师", ",>=,30,40,名,");
}

#[test]
fn a_unit_without_a_sheet_gets_a_document_that_says_so() {
    let office = Workspace::of(Fixture::Demo);
    let none = json_of(&office, "report feedback --unit 东山镇 --search 骨干教师");
    assert_eq!(none["kind"], "feedback");
    assert_eq!(none["parts"], Value::Array(Vec::new()));
    let why = none["subtitle"][0].as_str().unwrap();
    assert!(why.contains("东山镇"), "{why}");
    let all = json_of(&office, "report feedback --all --search 没有这一项");
    assert_eq!(all["sheets"], Value::Array(Vec::new()));
}
