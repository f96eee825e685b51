//! A small file that means a great deal is refused with the limit it passed, soon, and hides no other plan.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::common::duban::{Fixture, Workspace};

const UNIT: &str = "[[unit]]\nname = \"甲局\"\nkind = \"government\"\n";
const SECTION: &str = "[[section]]\nid = \"1\"\ntitle = \"节\"\nlead = [\"甲局\"]\n";

fn head(years: [u32; 2], phases: usize) -> String {
    let [from, to] = years;
    let mut text = format!(
        "schema = 1\nid = \"p\"\nshort = \"p\"\ntitle = \"p\"\nperiod = {{ start = {from}-01-01, end = {to}-12-31 }}\n"
    );
    for phase in 0..phases {
        let _ = write!(
            text,
            "[[phase]]\nid = \"h{phase}\"\nname = \"h{phase}\"\nstart = {from}-01-01\nend = {to}-12-31\n"
        );
    }
    text
}

fn actions(count: usize, milestone: &str) -> String {
    (1..=count)
        .map(|ix| format!("[[action]]\nid = \"1.{ix}\"\ntitle = \"事{ix}\"\n{milestone}"))
        .collect()
}

fn milestone(more: &str) -> String {
    format!("[[action.milestone]]\nid = \"x\"\nphase = \"h0\"\ntitle = \"节点\"\n{more}")
}

/// A plan with one section, of 甲局.
fn plan_of(head: &str, units: &str, actions: &str) -> String {
    format!("{head}{units}{SECTION}{actions}")
}

/// A plan with one milestone.
fn plain() -> String {
    plan_of(&head([2024, 2025], 1), UNIT, &actions(1, &milestone("")))
}

fn log(entries: usize, entry: impl Fn(usize) -> String) -> String {
    let lines: String = (0..entries)
        .map(|ix| format!("  {{ {} }},\n", entry(ix)))
        .collect();
    format!(
        "schema = 1\nplan = \"p\"\n\n# 1.1 事1 | 节点\n[milestone.\"1.1/x\"]\nlog = [\n{lines}] # 1.1/x\n"
    )
}

#[test]
fn what_means_too_much_is_refused_with_its_limit_and_hides_no_other_plan() {
    let of_two_years = head([2024, 2025], 1);
    let units = |count: usize| -> String {
        (0..count)
            .map(|ix| format!("[[unit]]\nname = \"局{ix}\"\nkind = \"government\"\n"))
            .collect()
    };
    let everybody = "[[unit]]\nname = \"各局\"\nkind = \"collective\"\nmembers = \"*\"\n";
    let of_everybody = plan_of(
        &of_two_years,
        &(units(1_000) + everybody),
        &actions(500, &milestone("each = true\n")),
    );
    let old = |ix: usize| {
        format!(
            "  {{ until = 2024-06-{:02}, by = \"a1\", title = \"t{ix}\" }},\n",
            ix % 28 + 1
        )
    };
    let was: String = (0..300).map(old).collect();
    let amendment = "[[amendment]]\nid = \"a1\"\ntitle = \"t\"\non = 2024-06-01\n";
    let empty = log(0, |_| String::new());
    let entry =
        |ix: usize| format!("at = 2024-03-01T00:00:00+08:00, by = \"甲局\", text = \"第{ix}次\"");
    for (name, plan, progress, limit) in [
        (
            "phases",
            plan_of(&head([2024, 2025], 1_001), UNIT, &actions(1, "")),
            &empty,
            "1000",
        ),
        (
            "phases times actions",
            plan_of(&head([2024, 2025], 300), UNIT, &actions(300, "")),
            &empty,
            "20000",
        ),
        (
            "months",
            plan_of(
                &head([1950, 2049], 1),
                UNIT,
                &actions(100, &milestone("every = \"month\"\n")),
            ),
            &empty,
            "20000",
        ),
        (
            "units",
            plan_of(
                &of_two_years,
                &(UNIT.to_owned() + &units(2_001)),
                &actions(1, &milestone("")),
            ),
            &empty,
            "2000",
        ),
        (
            "each",
            of_everybody.replace("lead = [\"甲局\"]", "lead = [\"各局\"]"),
            &empty,
            "200000",
        ),
        (
            "old values",
            plan_of(
                &(of_two_years.clone() + amendment),
                UNIT,
                &actions(1, &milestone(&format!("was = [\n{was}]\n"))),
            ),
            &empty,
            "200",
        ),
        ("entries", plain(), &log(10_001, entry), "10000"),
    ] {
        let office = Workspace::of(Fixture::Demo);
        office.write("p/plan.toml", plan);
        office.write("p/progress.toml", progress);
        let begun = Instant::now();
        let list = office.duban("list --as-of 2024-06-30").code(3);
        let list = list.stdout_has("3.1.1/launch");
        list.stderr_has(&format!("超过上限 {limit}")).run();
        office.prints(
            1,
            "--plan p check",
            ["too-many", &format!("超过上限 {limit}")],
        );
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{name}: {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn of_a_heap_of_problems_the_first_are_told_and_the_rest_is_counted() {
    let keys: String = (0..2_000).map(|ix| format!("k{ix} = {ix}\n")).collect();
    let office = Workspace::of(Fixture::Empty);
    let plan = plain().replacen("short", &format!("{keys}short"), 1);
    office.write("p/plan.toml", plan);
    let orphans: String = (0..2_000)
        .map(|ix| {
            let said = "  { on = 2024-03-01, by = \"甲局\", text = \"一\" },\n";
            format!("[milestone.\"1.1/o{ix}\"]\nlog = [\n{said}] # 1.1/o{ix}\n")
        })
        .collect();
    office.write("p/progress.toml", log(0, |_| String::new()) + &orphans);
    let ran = office
        .duban("check")
        .code(1)
        .stdout_has("and-more 此文件另有 1700 处")
        .run();
    assert!((290..=300).contains(&ran.stdout.matches("unknown-key").count()));
    assert!((290..=300).contains(&ran.stdout.matches("orphan-block").count()));
}

#[test]
fn corrections_of_one_day_cost_what_there_are_of_them() {
    let office = Workspace::of(Fixture::Empty);
    office.write("p/plan.toml", plain());
    let correction = |ix: usize| {
        let time = format!("{:02}:{:02}:{:02}", ix / 3600 % 24, ix / 60 % 60, ix % 60);
        format!(
            "at = 2024-03-01T{time}+08:00, by = \"甲局\", value = {ix}, correct = true, reason = \"r\""
        )
    };
    office.write("p/progress.toml", log(10_000, correction));
    let begun = Instant::now();
    let list = office.run("list --as-of 2024-06-30 --json");
    assert_eq!(list.json()["items"][0]["value"], 9_999);
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn an_undo_of_many_alike_entries_costs_what_there_are_of_them() {
    let office = Workspace::of(Fixture::Empty);
    office.write("p/plan.toml", plain());
    let alike = |_| "at = 2024-03-01T00:00:00+08:00, by = \"甲局\", text = \"同一句\"".to_owned();
    office.write("p/progress.toml", log(8_000, alike));
    let begun = Instant::now();
    office.run("undo");
    assert!(!office.read("p/progress.toml").contains("同一句"));
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}
