//! A row of a sheet is recorded for what it adds to what holds on its day for the unit that filled it in, as the same
//! deed on the command line; and no row is recorded twice.

use std::fs;

use super::common::duban::{Duban, Workspace};

/// One milestone that three units share, one that each reports for itself.
const PLAN: &str = r#"schema = 1
id = "p"
short = "某县"
title = "某县行动方案"
period = { start = 2024-01-01, end = 2024-12-31 }
phase = [{ id = "a", name = "实施", start = 2024-01-01, end = 2024-12-31 }]
unit = [
  { name = "县教育局", kind = "government" },
  { name = "县科协", kind = "mass-organisation" },
  { name = "县督查室", kind = "government", role = "supervisor" },
]

[reporting]
every = "month"
day = 5
units = ["县教育局"]

[[section]]
id = "1"
title = "行动"
lead = ["县教育局", "县科协"]

[[action]]
id = "1.1"
title = "职工技能大赛"
summary = "做培训。"

[[action.milestone]]
id = "people"
title = "培训人数"
due = 2024-05-31
target = { op = ">=", value = 60, unit = "名" }

[[action.milestone]]
id = "own"
title = "各自"
each = true
target = { op = ">=", value = 3, unit = "次" }
"#;

const HEADINGS: &str =
    "编号,重点任务,具体举措,填报单位,状态,日期,完成值,进展情况,存在问题,下一步打算,佐证";

fn office() -> Workspace {
    Workspace::with_plan(PLAN)
}

/// Lays a sheet with these cells, from the status on, of a unit.
fn lay(here: &Workspace, step: &str, unit: &str, cells: &str) {
    let (id, title) = match step {
        "people" => ("p:1.1/people", "培训人数"),
        _ => ("p:1.1/own", "各自"),
    };
    let row = format!("{id},职工技能大赛,{title},{unit},{cells}");
    fs::write(
        here.folder().join("反馈.csv"),
        format!("{HEADINGS}\n{row}\n"),
    )
    .unwrap();
}

fn apply(here: &Workspace, how: &str) -> Duban {
    here.duban("apply 反馈.csv --as-of 2024-06-30").args(how)
}

/// Applies a row as a unit's sheet and as a row of the office's own ledger; each time it is recorded once, ends with
/// what is `said`, and says nothing new after that.
fn recorded_once(deeds: &[&str], (step, unit): (&str, &str), cells: &str, said: &str) {
    for how in [format!("--unit {unit}"), "--map".to_owned()] {
        let here = office();
        for deed in deeds {
            here.run(*deed);
        }
        lay(&here, step, unit, cells);
        apply(&here, &how).stderr_has("已登记 1 行").run();
        let log = here.read("p/progress.toml");
        assert!(log.contains(said), "{how}: {log}");
        apply(&here, &how).stderr_has("表中没有新的内容").run();
        assert_eq!(here.read("p/progress.toml"), log, "{how}");
    }
}

#[test]
fn what_holds_no_more_on_the_day_of_a_row_is_said_again() {
    let of = ("people", "县教育局");
    let done = "status = \"done\" },\n]";
    for (deeds, cells, said) in [
        // Corrected.
        (
            &[
                "progress 1.1/people --value 50 --on 2024-06-01",
                "correct 1.1/people --value 5 --reason 误录 --on 2024-06-01",
            ][..],
            ",2024-06-01,50,,,,",
            "by = \"县教育局\", value = 50 },\n]",
        ),
        (
            &[
                "mark 1.1/people done --value 60 --on 2024-06-01",
                "correct 1.1/people --status doing --reason 误录 --on 2024-06-01",
            ],
            "已办结,2024-06-01,,,,,",
            done,
        ),
        (
            &[
                "progress 1.1/people --text 开班 --on 2024-06-01",
                "correct 1.1/people --text 未开班 --reason 误录 --on 2024-06-01",
            ],
            ",2024-06-01,,开班,,,",
            "by = \"县教育局\", text = \"开班\" },\n]",
        ),
        (
            &[
                "progress 1.1/people --evidence 甲 --on 2024-06-01",
                "correct 1.1/people --evidence 乙 --reason 误录 --on 2024-06-01",
            ],
            ",2024-06-01,,,,,甲",
            "evidence = \"甲\" },\n]",
        ),
        // Sent back.
        (
            &[
                "mark 1.1/people done --value 60 --on 2024-06-01",
                "mark 1.1/people returned --by 督查室 --reason 不实 --on 2024-06-01",
            ],
            "已办结,2024-06-01,,,,,",
            done,
        ),
        // Said otherwise, or added to.
        (
            &[
                "progress 1.1/people --value 2 --on 2024-06-01",
                "progress 1.1/people --value 3 --on 2024-06-01",
            ],
            ",2024-06-01,2,,,,",
            "value = 2 },\n]",
        ),
        (
            &[
                "progress 1.1/people --value 10 --on 2024-06-01",
                "progress 1.1/people --add 5 --on 2024-06-01",
            ],
            ",2024-06-01,10,,,,",
            "value = 10 },\n]",
        ),
    ] {
        recorded_once(deeds, of, cells, said);
    }
}

#[test]
fn what_another_unit_said_of_its_part_is_not_said_by_this_one() {
    let of_other = "mark 1.1/own doing --value 2 --text 办班 --problem 缺人 --next 再办 --evidence 甲号 \
                    --of 县教育局 --on 2024-06-01";
    for (cells, said) in [
        (
            "进行中,2024-06-01,2,办班,缺人,再办,甲号",
            "status = \"doing\", value = 2, text = \"办班\", problem = \"缺人\", next = \"再办\", \
             evidence = \"甲号\" },\n]",
        ),
        (",2024-06-01,2,,,,", "by = \"县科协\", value = 2 },\n]"),
        (
            ",2024-06-01,,,,,甲号",
            "by = \"县科协\", evidence = \"甲号\" },\n]",
        ),
    ] {
        recorded_once(&[of_other], ("own", "县科协"), cells, said);
    }
    // In a milestone that they share, evidence is that of all.
    let here = office();
    here.run("progress 1.1/people --evidence 甲号 --by 县教育局 --on 2024-06-01");
    lay(&here, "people", "县科协", ",,,,,,甲号");
    apply(&here, "--unit 县科协")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn a_status_goes_with_what_is_new_beside_it() {
    let of = ("people", "县教育局");
    // Neither 0 nor a word begins what is said not to be begun.
    let todo = "status = \"todo\"";
    recorded_once(
        &[],
        of,
        "未启动,2024-06-01,0,,,,",
        &format!("{todo}, value = 0 }}"),
    );
    recorded_once(
        &[],
        of,
        "未启动,2024-06-01,,等批复,,,",
        &format!("{todo}, text"),
    );
    // What stands in the way now is the reason.
    let blocked = "mark 1.1/people blocked --reason 没钱 --on 2024-05-01";
    let said = "status = \"blocked\", problem = \"没场地\", reason = \"没场地\" },\n]";
    recorded_once(&[blocked], of, "受阻,2024-06-01,,,没场地,,", said);
    let said = "by = \"县教育局\", text = \"在等\" },\n]";
    recorded_once(&[blocked], of, "受阻,2024-06-01,,在等,,,", said);
    // A number short of the target is refused of what is done, or has its reason.
    let done = "mark 1.1/people done --value 60 --on 2024-05-01";
    let here = office();
    here.run(done);
    for how in ["--unit 县教育局", "--map"] {
        lay(&here, "people", "县教育局", "已办结,2024-06-01,40,,,,");
        apply(&here, how).code(3).stderr_has("E2「已办结」").run();
    }
    let said = "status = \"done\", value = 40, problem = \"重复计数\", reason = \"重复计数\" },\n]";
    recorded_once(&[done], of, "已办结,2024-06-01,40,,重复计数,,", said);
}

#[test]
fn a_row_of_an_earlier_day_is_held_against_that_day() {
    let of = ("people", "县教育局");
    let done = "mark 1.1/people done --value 60 --on 2024-06-20";
    let said = "on = 2024-05-10, by = \"县教育局\", status = \"done\", value = 60 }";
    recorded_once(&[done], of, "已办结,2024-05-10,60,,,,", said);
    let here = office();
    here.run(done);
    here.says("list --as-of 2024-06-30", "逾期20天");
    lay(&here, "people", "县教育局", "已办结,2024-05-10,60,,,,");
    apply(&here, "--unit 县教育局")
        .stdout_has("状态：未启动 改为 已办结；完成值：60名")
        .run();
    here.duban("list --as-of 2024-06-30")
        .stdout_lacks("逾期")
        .run();
    // The reason is that of the day on which it was short.
    let reached = [
        "progress 1.1/people --value 20 --on 2024-05-01",
        "progress 1.1/people --value 60 --on 2024-06-20",
    ];
    let said = "status = \"done\", problem = \"没场地\", reason = \"没场地\" }";
    recorded_once(&reached, of, "已办结,2024-05-10,,,没场地,,", said);
    // What was accepted stays as it was.
    let here = office();
    here.run(done);
    here.run("mark 1.1/people closed --by 督查室 --on 2024-06-25");
    lay(&here, "people", "县教育局", "已办结,2024-05-10,,,,,");
    apply(&here, "--map").stderr_has("表中没有新的内容").run();
}

#[test]
fn a_ledger_tells_the_day_on_which_it_was_done() {
    let here = office();
    here.run("mark 1.1/people done --value 60 --text 办完 --by 县教育局 --on 2024-06-20");
    let ledger = |done_on: &str| {
        let row = format!("1.1/people,县教育局,已办结,{done_on},60,2024-06-20：办完");
        let text = format!("编号,牵头单位,状态,办结时间,完成值,进展情况\n{row}\n");
        fs::write(here.folder().join("反馈.csv"), text).unwrap();
    };
    for same in ["2024-06-20", "2024-06-28"] {
        ledger(same);
        apply(&here, "--map").stderr_has("表中没有新的内容").run();
    }
    ledger("2024-05-10");
    apply(&here, "--map").stderr_has("已登记 1 行").run();
    let log = here.read("p/progress.toml");
    let said = "on = 2024-05-10, by = \"县教育局\", status = \"done\", value = 60 }";
    assert!(log.contains(said), "{log}");
    // Words keep the day in front of them.
    assert_eq!(log.matches("办完").count(), 1, "{log}");
    apply(&here, "--map").stderr_has("表中没有新的内容").run();
    // Others are of the day on which it was done, whatever was said since.
    let row = "1.1/people,县教育局,已办结,2024-05-08,60,结业";
    fs::write(
        here.folder().join("反馈.csv"),
        format!("编号,牵头单位,状态,办结时间,完成值,进展情况\n{row}\n"),
    )
    .unwrap();
    apply(&here, "--map").stderr_has("已登记 1 行").run();
    apply(&here, "--map").stderr_has("表中没有新的内容").run();
}

#[test]
fn a_day_that_is_filled_in_is_a_report_of_that_day() {
    let of = ("people", "县教育局");
    let before = ["mark 1.1/people doing --value 20 --text 推进 --by 县教育局 --on 2024-04-20"];
    let said = "on = 2024-05-20, by = \"县教育局\", value = 20, text = \"推进\" },\n]";
    recorded_once(&before, of, "进行中,2024-05-20,20,推进,,,", said);
    let said = "on = 2024-05-20, by = \"县教育局\", status = \"doing\" },\n]";
    recorded_once(&before, of, "进行中,2024-05-20,,,,,", said);
    // What the other unit said of the day is not its report.
    let both = [
        before[0],
        "progress 1.1/people --text 甲 --by 县科协 --on 2024-05-20",
    ];
    recorded_once(
        &both,
        of,
        ",2024-05-20,20,,,,",
        "by = \"县教育局\", value = 20 },\n]",
    );
    // What has not begun, or is held up, stays so.
    let todo = ["mark 1.1/people todo --value 0 --by 县教育局 --on 2024-04-20"];
    let said = "by = \"县教育局\", status = \"todo\", value = 0 },\n]";
    recorded_once(&todo, of, "未启动,2024-05-20,0,,,,", said);
    let blocked = ["mark 1.1/people blocked --reason 没钱 --by 县教育局 --on 2024-04-20"];
    let said = "status = \"blocked\", reason = \"没钱\" },\n]";
    recorded_once(&blocked, of, "受阻,2024-05-20,,,,,", said);

    let here = office();
    here.run(before[0]);
    here.says("missing --as-of 2024-06-10", "未报");
    lay(&here, "people", "县教育局", "进行中,2024-05-20,20,推进,,,");
    apply(&here, "--unit 县教育局 --dry-run")
        .stdout_has("完成值：20名（未变）；进展情况：推进（未变）")
        .run();
    apply(&here, "--unit 县教育局 --dry-run --lang en")
        .stdout_has("Value: 20名 as before")
        .run();
    // Without a day, on one to come, or of what is done, nothing is.
    for (deed, cells) in [
        (before[0], "进行中,,20,推进,,,"),
        (before[0], "进行中,2024-07-20,20,推进,,,"),
        (
            "mark 1.1/people done --value 60 --on 2024-04-20",
            "已办结,2024-05-20,60,,,,",
        ),
    ] {
        let here = office();
        here.run(deed);
        lay(&here, "people", "县教育局", cells);
        apply(&here, "--unit 县教育局")
            .stderr_has("表中没有新的内容")
            .run();
    }
}

#[test]
fn a_date_of_the_office_is_no_report_of_the_lead() {
    let report = "mark 1.1/people doing --value 20 --by 县教育局 --on 2024-04-20";
    let lay = |here: &Workspace, above: &str, heading: &str| {
        let row = "1.1/people,培训人数,县教育局,进行中,2024-05-20,20";
        let text = format!("{above}编号,具体举措,{heading},状态,更新日期,完成值\n{row}\n");
        fs::write(here.folder().join("反馈.csv"), text).unwrap();
    };
    let here = office();
    here.run(report);
    let before = here.read("p/progress.toml");
    lay(&here, "", "牵头单位");
    apply(&here, "--map").stderr_has("表中没有新的内容").run();
    assert_eq!(here.read("p/progress.toml"), before);
    for (above, heading) in [("", "填报单位"), ("填报单位：县教育局\n", "牵头单位")]
    {
        let here = office();
        here.run(report);
        lay(&here, above, heading);
        apply(&here, "--map").stderr_has("已登记 1 行").run();
        let log = here.read("p/progress.toml");
        let said = "on = 2024-05-20, by = \"县教育局\", value = 20 },\n]";
        assert!(log.contains(said), "{log}");
    }
}

#[test]
fn known_evidence_with_a_day_is_a_report_of_that_day() {
    let of = ("people", "县教育局");
    // Evidence begins nothing.
    let proved = ["progress 1.1/people --evidence 甲 --by 县教育局 --on 2024-04-20"];
    let said = "on = 2024-05-20, by = \"县教育局\", evidence = \"甲\" },\n]";
    recorded_once(&proved, of, ",2024-05-20,,,,,甲", said);
    recorded_once(&proved, of, "未启动,2024-05-20,,,,,甲", said);
}

#[test]
fn what_is_held_up_without_a_reason_needs_one_to_be_reported_again() {
    let here = office();
    here.run("mark 1.1/people blocked --reason 没钱 --by 县教育局 --on 2024-04-20");
    here.replace("p/progress.toml", ", reason = \"没钱\"", "");
    lay(&here, "people", "县教育局", "受阻,2024-05-20,,,,,");
    apply(&here, "--unit 县教育局")
        .code(3)
        .stderr_has("受阻要说明原因")
        .run();
    lay(&here, "people", "县教育局", "受阻,2024-05-20,,,没钱,,");
    apply(&here, "--unit 县教育局")
        .stderr_has("已登记 1 行")
        .run();
    let log = here.read("p/progress.toml");
    let said = "status = \"blocked\", problem = \"没钱\", reason = \"没钱\" },\n]";
    assert!(log.contains(said), "{log}");
}
