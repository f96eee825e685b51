//! A deed is of a day that has come, and is judged by what was owed and reported on that day.

use super::common::duban::{Fixture, Workspace};

const DEMO: &str = "demo/progress.toml";

#[test]
fn the_later_deed_rules_also_where_the_clock_went_back() {
    let office = Workspace::of(Fixture::Demo);
    office.run("mark 4.1/budget done --on 2024-06-01");
    // As if the clock had been an hour ahead then.
    let text = office.read(DEMO);
    let line = text
        .lines()
        .find(|line| line.contains("on = 2024-06-01"))
        .unwrap();
    let ahead = "  { at = 2098-01-01T00:00:00+08:00, on = 2024-06-01, by = \"县科协\", status = \"done\" },";
    office.write(DEMO, text.replace(line, ahead));
    office.warns(
        "mark 4.1/budget blocked --on 2024-06-01 --reason 未批复",
        "晚于本机时钟",
    );
    office.says("--as-of 2024-06-30 show 4.1/budget", "受阻");
}

#[test]
fn no_deed_is_of_a_day_that_has_not_come() {
    let office = Workspace::of(Fixture::Demo);
    for deed in [
        "mark 4.1/budget done --on 2099-01-01",
        "--as-of 2099-01-01 mark 4.1/budget done",
        "progress 3.1.4/teachers@2024 --add 1 --on 2099-01-01",
        "reading literacy 12 --on 2099-01-01",
        "remind 4.1/budget --level 催办 --on 2099-01-01",
    ] {
        office.refuses(2, deed, ["2099-01-01 尚未到来", "不能登记"]);
    }
    for (deed, day) in [
        ("mark 4.1/budget done --on 1024-06-01", "1024-06-01"),
        ("reading literacy 12 --on 0202-01-01", "0202-01-01"),
        (
            "postpone 4.1/budget 2924-01-01 --reason 等批复",
            "2924-01-01",
        ),
    ] {
        let why = format!("日期 {day} 不在 1900 至 2100 年之间");
        office.refuses(2, deed, &why);
    }
    // A deed of an earlier day while a later one is looked at.
    office.run("--as-of 2099-01-01 mark 4.1/budget done --on 2024-06-01");
}

#[test]
fn check_warns_of_days_that_have_not_come() {
    let office = Workspace::of(Fixture::Demo);
    office.replace(DEMO, "on = 2023-06-30", "on = 2083-06-30");
    office.says("check", ["day-to-come", "2083-06-30"]);
}

#[test]
fn check_warns_of_what_was_recorded_at_a_time_that_has_not_come() {
    let office = Workspace::of(Fixture::Demo);
    office.replace(DEMO, "at = 2023-07-05T", "at = 2083-07-05T");
    office.says("check", ["day-to-come", "2083-07-05"]);
}

#[test]
fn check_tells_that_reporting_begins_on_a_day_to_come() {
    let office = Workspace::of(Fixture::Demo);
    office.edit(DEMO, |log| {
        log.replacen("plan = \"demo\"", "plan = \"demo\"\nsince = 2083-01-01", 1)
    });
    office.says("check", ["day-to-come", "since = 2083-01-01"]);
}

#[test]
fn a_day_without_its_year_is_of_the_year_of_the_as_of_day() {
    let office = Workspace::of(Fixture::Demo);
    for (typed, meant) in [
        ("6.1", "2024-06-01"),
        ("昨天", "2024-06-29"),
        ("-7d", "2024-06-23"),
    ] {
        office
            .duban("progress 4.1/budget --text x --on")
            .args([typed])
            .env("DUBAN_AS_OF", "2024-06-30")
            .run();
        assert!(
            office.read(DEMO).contains(&format!("on = {meant}")),
            "{typed}"
        );
    }
}

#[test]
fn a_deed_of_a_past_day_is_judged_by_what_was_owed_then_and_by_whom() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |plan| {
        let amendment =
            "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[phase]]";
        let units = "lead = [\"县教育局\"]\nsupport = [\"县委文明办\"]";
        let swapped = "lead = [\"县委文明办\"]\nsupport = [\"县教育局\"]\n\
                       was = [{ by = \"a1\", lead = [\"县教育局\"], support = [\"县委文明办\"] }]";
        let due = "due = 2025-06-30\nwas = [{ by = \"a1\", due = 2024-12-31 }]";
        plan.replacen("[[phase]]", amendment, 1)
            .replacen(units, swapped, 1)
            .replace("due = 2024-02-29", due)
    });
    for (on, by) in [("2024-04-10", "县教育局"), ("2024-05-01", "县委文明办")] {
        office.run(format!("progress 3.1.4/teachers@2024 --add 1 --on {on}"));
        let log = office.read(DEMO);
        let said = format!("on = {on}, by = \"{by}\", add = 1");
        assert!(log.contains(&said), "{said}: {log}");
    }
    let grant = "postpone 4.1/budget 2025-03-31 --reason 等批复 --approved-by 文明办 --on";
    office.refuses(
        2,
        format!("{grant} 2024-05-01"),
        "不能早于现行时限 2025-06-30",
    );
    office.run(format!("{grant} 2024-04-10"));
    let due_now = |day: &str| {
        let list = format!("--as-of {day} --json list --search 列入预算");
        office.run(list).json()["items"][0]["due_now"].clone()
    };
    assert_eq!(due_now("2024-04-30"), "2025-03-31");
    assert_eq!(due_now("2024-05-01"), "2025-06-30");
}

#[test]
fn what_ended_since_may_be_reported_of_the_days_before() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |plan| {
        let amendment =
            "[[amendment]]\nid = \"a1\"\ntitle = \"调整\"\non = 2024-05-01\n\n[[phase]]";
        plan.replacen("[[phase]]", amendment, 1).replacen(
            "id = \"3.1.4\"",
            "id = \"3.1.4\"\nended = \"a1\"",
            1,
        )
    });
    let id = "3.1.4/teachers@2024";
    let add = |on: &str| format!("progress {id} --add 5 --on {on}");
    office.refuses(2, add("2024-05-01"), "已由 2024-05-01 的调整文件终止");
    office.run(add("2024-04-30"));
    office.run(format!(
        "correct {id} --on 2024-04-30 --value 4 --reason 误报"
    ));
    let show = office.run(format!("--as-of 2024-04-30 show {id}")).stdout;
    assert!(show.contains("4/60名"), "{show}");
    // A sheet says how its row is recorded.
    let sheet = format!("编号,本期数值,日期\ndemo:{id},9,2024-04-30\n");
    std::fs::write(office.folder().join("反馈.csv"), sheet).unwrap();
    let apply = "apply 反馈.csv --unit 县教育局";
    office.refuses(3, apply, ["已由 2024-05-01", "--as-of 2024-04-30"]);
    office.run(format!("--as-of 2024-04-30 {apply}"));
}

#[test]
fn a_deed_is_judged_by_what_was_reported_on_its_day() {
    let office = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    office.run(format!("progress {id} --value 12 --on 2024-06-01"));
    office.run(format!("progress {id} --value 70 --on 2024-07-01"));
    // What was reached later was not reached then, and what is seen from an earlier day is not all that is known.
    office.refuses(
        2,
        format!("mark {id} done --on 2024-06-15"),
        "完成值 12名 未达目标 60名",
    );
    office.run(format!("--as-of 2024-06-30 mark {id} done --on 2024-08-01"));
    // Nobody accepts on a day what was reported done after it.
    office.refuses(
        2,
        format!("mark {id} closed --by 县科协 --on 2024-06-15"),
        "完成值 12名 未达目标 60名",
    );
    office.run(format!("mark {id} closed --by 县科协 --on 2024-08-02"));
}

#[test]
fn no_bulletin_or_letter_is_of_a_day_that_has_not_come() {
    let office = Workspace::of(Fixture::Demo);
    for report in [
        "report bulletin --issue --as-of 2036-11-30",
        "report reminder --all --record --as-of 2036-11-30",
    ] {
        office.refuses(2, report, "2036-11-30 尚未到来");
    }
    office.refuses(
        2,
        "report bulletin --issue --as-of 2300-01-01",
        "2300-01-01",
    );
    assert!(!office.path("demo/bulletins.toml").exists());
}
