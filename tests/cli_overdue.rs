//! Whose work is overdue, and since when: the question the program is for.

use serde_json::Value;

use super::common::duban::{Fixture, Workspace, each};

fn texts(value: &Value) -> Vec<&str> {
    each(value).map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn what_the_education_bureau_is_late_with() {
    let office = Workspace::of(Fixture::Zhangping);
    let global = ["--plan", "zhangping", "--as-of", "2024-06-30"];
    let listed = office
        .duban(global)
        .args(["overdue", "--unit", "教育局"])
        .stderr("共 38 个节点\n")
        .run();
    let everything = office.duban(global).args(["export"]).run().json();
    // Found again from the data alone: nothing is recorded, so what fell due is late.
    let mut expected = Vec::new();
    for action in everything["actions"].as_array().unwrap() {
        let units = [texts(&action["lead"]), texts(&action["support"])].concat();
        let is_theirs = units.iter().any(|name| {
            let unit = each(&everything["units"])
                .find(|unit| unit["name"] == **name)
                .unwrap();
            *name == "市教育局" || texts(&unit["members"]).contains(&"市教育局")
        });
        for milestone in action["milestones"].as_array().unwrap() {
            if is_theirs && milestone["due"].as_str().unwrap() < "2024-06-30" {
                expected.push(milestone["id"].as_str().unwrap());
            }
        }
    }
    let mut ids = listed.ids();
    ids.sort_unstable();
    expected.sort_unstable();
    assert_eq!(ids, expected);
    assert!(
        listed
            .stdout
            .lines()
            .all(|line| line.starts_with("红 ") && line.contains("逾期"))
    );
}

#[test]
fn any_name_of_a_unit_finds_the_same() {
    let office = Workspace::of(Fixture::Zhangping);
    let by = |name: &str| {
        office
            .run(format!("--as-of 2024-06-30 overdue --unit {name}"))
            .stdout
    };
    let canonical = by("市教育局");
    for name in ["教育局", "jyj", "sjyj", "jiaoyuju", "教yj"] {
        assert_eq!(by(name), canonical, "{name}");
    }
}

#[test]
fn the_longest_overdue_comes_first() {
    Workspace::of(Fixture::Demo)
        .duban("--as-of 2024-06-30 overdue")
        .stdout(
            "红 3.1.1/launch         弘扬科学精神 启动实施      县教育局  2022-12-31  逾期547天\n\
             红 3.1.4/teachers@2022  骨干教师培训 2022 0/60名   县教育局  2022-12-31  逾期547天\n\
             红 4.2/local-plan       制定本镇方案 已报 1/2      西河镇    2022-12-31  逾期547天\n\
             红 3.1.4/teachers@2023  骨干教师培训 2023 45/60名  县教育局  2023-12-31  逾期182天\n\
             红 4.1/budget           列入预算                   县科协    2024-02-29  逾期122天\n",
        )
        .stderr("共 5 个节点\n")
        .run();
}

#[test]
fn ended_plans_come_after_those_in_force() {
    let office = Workspace::of(Fixture::Two);
    office.replace_first("demo/plan.toml", "end = 2025-12-31 }", "end = 2024-03-31 }");
    let ran = office.run("--as-of 2024-06-30 overdue --json");
    let plans: Vec<_> = each(&ran.json()["items"])
        .map(|item| item["plan"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(plans, [["second"; 5], ["demo"; 5]].concat());
}

#[test]
fn due_today_is_not_overdue_and_tomorrow_it_is_by_one_day() {
    let office = Workspace::of(Fixture::Demo);
    for (day, line) in [
        ("2024-06-22", "待启动 2024-06-30启动"),
        ("2024-06-29", "临期 剩1天"),
        ("2024-06-30", "临期 今天到期"),
        ("2024-07-01", "逾期1天"),
    ] {
        office.says(
            ["--as-of", day, "show", "4.1/one-day"],
            &format!("2024-06-30  {line}\n"),
        );
    }
}

#[test]
fn a_leap_day_is_a_day() {
    let office = Workspace::of(Fixture::Demo);
    for (day, lamp, line) in [
        ("2024-02-22", "黄", "临期 剩7天"),
        ("2024-02-21", "绿", "正常"),
        ("2024-02-29", "黄", "临期 今天到期"),
        ("2024-03-01", "红", "逾期1天"),
        ("2025-03-01", "红", "逾期366天"),
    ] {
        let ran = office.run(["--as-of", day, "list", "--search", "列入预算"]);
        let expected = format!("{lamp} 4.1/budget  列入预算  县科协  2024-02-29  {line}\n");
        assert_eq!(ran.stdout, expected, "{day}");
    }
    office.refuses(2, "--as-of 2023-02-29 list", "不是有效日期：2023-02-29");
}

#[test]
fn what_is_dated_later_does_not_count_yet() {
    let office = Workspace::of(Fixture::Demo);
    office.run("mark 4.1/one-day done --on 2024-06-30");
    for (day, status) in [
        ("2024-06-29", "todo"),
        ("2024-06-30", "done"),
        ("2024-07-01", "done"),
    ] {
        let ran = office.run(["--as-of", day, "show", "4.1/one-day", "--json"]);
        let milestone = &ran.json()["milestone"];
        assert_eq!(milestone["status"], status, "{day}");
        let known = milestone["log"].as_array().unwrap().len();
        assert_eq!(known, usize::from(status == "done"), "{day}");
    }
}

#[test]
fn an_ended_plan_nobody_reported_on_is_calm() {
    let office = Workspace::of(Fixture::Zhangping);
    office
        .duban("--as-of 2026-11-21 status")
        .stdout_has("已到期325天 从未登记")
        .stdout_has("  未报 154\n")
        .stdout_lacks("红")
        .run();
    office.prints_only("--as-of 2026-11-21 brief", "无逾期、无临期\n");
    // The first entry ends that.
    office.run("mark 3.1.1/launch done --on 2022-11-03");
    office.prints_only("--as-of 2026-11-21 brief", "漳平 红153\n");
}
