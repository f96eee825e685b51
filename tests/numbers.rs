//! Numbers add up as they were typed; a limit is told from a number to reach.

use super::common::duban::{Fixture, Workspace};

const PLAN: &str = r#"schema = 1
id = "p"
short = "示例"
title = "示例计划"
period = { start = 2024-01-01, end = 2025-12-31 }
[[phase]]
id = "a"
name = "第一阶段"
start = 2024-01-01
end = 2024-12-31
[[unit]]
name = "县教育局"
kind = "government"
[[section]]
id = "1"
no = "一"
title = "节"
lead = ["县教育局"]
[[action]]
id = "1.1"
title = "甲"
[[action.milestone]]
id = "x"
phase = "a"
title = "培训"
target = TARGET
"#;

/// A plan of one milestone with this target.
fn with_target(target: &str) -> Workspace {
    Workspace::with_plan(PLAN.replace("TARGET", target))
}

fn report(office: &Workspace, option: &str, value: &str, on: &str) {
    office.run(["progress", "1.1/x", option, value, "--on", on]);
}

#[test]
fn decimals_add_up_as_typed() {
    let office = with_target(r#"{ op = ">=", value = 0.8, unit = "万元" }"#);
    report(&office, "--add", "0.7", "2024-05-01");
    report(&office, "--add", "0.1", "2024-06-01");
    let list = office.run("list --as-of 2024-06-30 --json");
    assert_eq!(list.json()["items"][0]["value"], 0.8);
    office.run("mark 1.1/x done --on 2024-06-02");
    office
        .duban("list --as-of 2024-06-30")
        .stdout_has("0.8/0.8万元")
        .stdout_lacks("差")
        .run();
}

#[test]
fn a_limit_is_over_and_red_where_it_is_broken() {
    for (op, reported, list, refusal) in [
        ("<=", "8", "超出3起", "超过上限 5起"),
        ("<", "5", "未低于5起", "未低于上限 5起"),
    ] {
        let office = with_target(&format!(r#"{{ op = "{op}", value = 5, unit = "起" }}"#));
        report(&office, "--value", reported, "2024-06-01");
        office.says(
            "list --as-of 2024-06-30 --standing over_limit",
            ["红", list],
        );
        office.says("report bulletin --as-of 2024-06-30", ["问题点名", "1.1/x"]);
        let done = ["mark", "1.1/x", "done", "--on", "2024-06-02"];
        office.duban(done).code(2).stderr_has(refusal).run();
        office.run("mark 1.1/x done --on 2024-06-02 --reason 已整改");
        office
            .duban("list --as-of 2024-06-30")
            .stdout_has(list)
            .stdout_lacks("差")
            .run();
    }
    let office = with_target(r#"{ op = ">", value = 5, unit = "家" }"#);
    office.refuses(
        2,
        "mark 1.1/x done --value 5 --on 2024-06-02",
        "未超过目标 5家",
    );
}

#[test]
fn a_level_stands_at_its_baseline_until_something_is_reported() {
    let target = |baseline: &str| {
        format!(r#"{{ op = "<=", value = 5, unit = "%", pace = "linear"{baseline} }}"#)
    };
    let list = |office: &Workspace| office.run("list --as-of 2024-06-30").stdout;
    let known = with_target(&target(", baseline = { value = 10, on = 2023-12-31 }"));
    assert!(list(&known).contains("10/<=5%"), "{}", list(&known));
    let unknown = with_target(&target(""));
    assert!(list(&unknown).contains("-/<=5%"), "{}", list(&unknown));
}

#[test]
fn what_cannot_be_added_up_exactly_is_refused_at_its_place() {
    for (value, is_refused) in [
        ("9007199254740992", false),
        ("9007199254740993", true),
        ("99999999999999999999", true),
        ("0x20000000000001", true),
        ("0.0000000001", true),
        ("1234567890123.456", true),
        ("1e300", true),
        ("123456789.25", false),
    ] {
        let office = Workspace::of(Fixture::Empty);
        let target = format!(r#"{{ op = ">=", value = {value}, unit = "元" }}"#);
        office.write("p/plan.toml", PLAN.replace("TARGET", &target));
        let check = office.duban("check");
        if is_refused {
            check
                .code(1)
                .stdout_has("plan.toml:26:31: error: number-out-of-limits")
                .run();
        } else {
            check.stdout_lacks("number-out-of-limits").run();
        }
    }
    let office = with_target(r#"{ op = ">=", value = 5, unit = "家" }"#);
    office.refuses(
        2,
        "progress 1.1/x --add 9007199254740993",
        "9007199254740993：不是可登记的数",
    );
}
