//! Numbers add up as they were typed; a limit is told from a number to reach.

use super::common::duban::{Fixture, Workspace};

const DEMO: &str = "demo/progress.toml";

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

/// An input method types the sign of a percentage in full width.
#[test]
fn a_percentage_is_a_level_however_its_sign_is_typed() {
    let list = |unit: &str| {
        let target = format!("{{ op = \">=\", value = 60, unit = \"{unit}\" }}");
        let office = with_target(&target);
        report(&office, "--value", "20", "2024-05-01");
        office.run("list --as-of 2024-06-30").stdout
    };
    let plain = list("%");
    for unit in ["％", "﹪", "% "] {
        assert_eq!(list(unit), plain, "{unit}");
    }
}

#[test]
fn a_word_of_a_closed_set_that_is_no_string_is_told_one_of_the_set() {
    let office = with_target("{ op = \">=\", value = 60 }");
    office.write(
        "p/plan.toml",
        PLAN.replace("TARGET", "{ op = 3, value = 60, measure = true }"),
    );
    office.prints(1, "check", ["如 \">=\"", "如 \"flow\""]);
}

#[test]
fn a_baseline_needs_a_value() {
    for baseline in ["{}", "{ on = 2023-12-31 }"] {
        let target = format!("{{ op = \">=\", value = 60, unit = \"%\", baseline = {baseline} }}");
        let office = with_target("{ op = \">=\", value = 60 }");
        office.write("p/plan.toml", PLAN.replace("TARGET", &target));
        office.prints(1, "check", "missing-key");
    }
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

#[test]
fn a_number_with_a_plus_is_no_total() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    office.refuses(2, format!("progress {id} --value +5"), "--add");
    let reading = "reading literacy +2 --on 2024-01-01";
    let told = office.duban(reading).code(2).stderr_has("总数").run();
    assert!(!told.stderr.contains("--add"), "{}", told.stderr);
    office.run(format!("progress {id} --add +5"));
}

#[test]
fn a_total_below_zero_is_refused() {
    let office = Workspace::of(Fixture::Demo);
    office.refuses(
        2,
        "progress 3.1.4/teachers@2024 --value -5",
        "累计的完成值不能小于零：-5",
    );
    office.replace(DEMO, "value = 45", "value = -5");
    office.says("check", ["value-below-zero", "小于零：-5"]);
    office.run("correct 3.1.4/teachers@2023 --on 2023-06-30 --value 5 --reason 笔误");
    assert!(!office.run("check").stdout.contains("value-below-zero"));
}

#[test]
fn no_deed_takes_a_total_of_its_day_or_a_later_one_below_zero() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    for deed in ["--value 5 --on 2024-03-01", "--add -4 --on 2024-03-02"] {
        office.run(format!("progress {id} {deed} --by 县教育局"));
    }
    for deed in [
        format!("correct {id} --value 1 --on 2024-03-01 --by 县教育局 --reason 笔误"),
        format!("progress {id} --value 1 --on 2024-03-01 --by 县教育局"),
        format!("correct {id} --add -8 --on 2024-03-02 --by 县教育局 --reason 笔误"),
    ] {
        office.refuses(2, deed, "累计的完成值不能小于零：-3");
    }
    office.run(format!(
        "correct {id} --value 4 --on 2024-03-01 --by 县教育局 --reason 笔误"
    ));
    // By hand alone it comes to be, and is told of once: where it falls below.
    office.replace(DEMO, "add = -4", "add = -7");
    let check = office.run("check").stdout;
    assert_eq!(check.matches("value-below-zero").count(), 1, "{check}");
    assert!(check.contains("小于零：-3"), "{check}");
    // What leads out of it is no new fault.
    office.run(format!(
        "progress {id} --add 1 --on 2024-03-03 --by 县教育局"
    ));
}
