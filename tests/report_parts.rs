//! `each` milestones in reports and lists: nobody is named or counted for what another unit owes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::common::duban::Workspace;

const PLAN: &str = r#"schema = 1
id = "p"
short = "p"
title = "某县方案"
period = { start = 2024-01-01, end = 2025-12-31 }
[[phase]]
id = "a"
name = "实施"
start = 2024-01-01
end = 2025-12-31
[[unit]]
name = "县教育局"
[[unit]]
name = "县科协"
[[unit]]
name = "县气象局"
[[unit]]
name = "县督查室"
role = "supervisor"
[[section]]
id = "1"
title = "行动"
lead = ["县教育局"]
support = ["县科协", "县气象局"]
[[action]]
id = "1.1"
title = "培训"
[[action.milestone]]
id = "e"
title = "各自"
each = true
target = { op = ">=", value = 3, unit = "次" }
"#;

/// The lead has finished its part, one unit is under way, and one has said nothing.
fn office() -> Workspace {
    let office = Workspace::with_plan(PLAN);
    office.run("mark 1.1/e done --value 3 --by 县教育局 --text 全部完成 --on 2025-12-01");
    office.run("progress 1.1/e --value 1 --text 已培训 --by 县科协 --on 2025-12-02");
    office
}

/// The unit that is under way has five more days.
fn postponed() -> Workspace {
    let office = office();
    let granted = "--by 县督查室 --approved-by 县督查室 --reason 同意 --on 2025-12-03";
    office.run(format!("postpone 1.1/e 2026-01-05 --of 县科协 {granted}"));
    office
}

/// The rows of the report's table that has a column, as words by the keys of their columns.
fn rows(office: &Workspace, args: &str, key: &str) -> Vec<BTreeMap<String, String>> {
    let document = office
        .run(format!("--as-of 2026-01-10 --lang zh {args} --json"))
        .json();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for part in list(&document["parts"]) {
        for block in list(&part["blocks"]) {
            let table = &block["content"];
            let keys: Vec<String> = list(&table["columns"])
                .iter()
                .map(|column| column["key"].as_str().unwrap().to_owned())
                .collect();
            if keys.iter().any(|it| it == key) {
                let words = |cell: &Value| match &cell["value"] {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let rows = list(&table["rows"]).into_iter().map(|row| {
                    let cells = list(&row).iter().map(words).collect::<Vec<_>>();
                    keys.iter().cloned().zip(cells).collect()
                });
                return rows.collect();
            }
        }
    }
    Vec::new()
}

fn pairs(rows: &[BTreeMap<String, String>], keys: [&str; 2]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = rows
        .iter()
        .map(|row| (row[keys[0]].clone(), row[keys[1]].clone()))
        .collect();
    pairs.sort();
    pairs
}

fn wanted<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    let mut wanted = pairs.map(|(a, b)| (a.to_owned(), b.to_owned()));
    wanted.sort();
    wanted.to_vec()
}

#[test]
fn a_report_names_each_unit_that_is_late_with_its_own_days() {
    let office = postponed();
    let late = [("县科协", "5"), ("县气象局", "10")];
    let named = rows(&office, "report bulletin", "postponed");
    assert_eq!(pairs(&named, ["lead", "days"]), wanted(late));
    let reasons = [("县科协", "延期后逾期5天"), ("县气象局", "逾期10天")];
    let short = rows(&office, "report evaluation", "why");
    assert_eq!(pairs(&short, ["lead", "reason"]), wanted(reasons));
    let handover = rows(&office, "report handover", "progress");
    assert_eq!(pairs(&handover, ["lead", "reason"]), wanted(reasons));
    let said: Vec<&str> = handover
        .iter()
        .map(|row| row["progress"].as_str())
        .collect();
    assert_eq!(
        said.iter().filter(|said| said.contains("已培训")).count(),
        1,
        "{said:?}"
    );
    let to_accept = rows(&office, "report handover", "done_on");
    assert_eq!(
        pairs(&to_accept, ["lead", "figures"]),
        wanted([("县教育局", "3/3次")])
    );
}

#[test]
fn counts_by_unit_are_those_of_the_units() {
    let office = office();
    let counts = rows(&office, "report bulletin", "unreported");
    let of_units: Vec<_> = counts
        .into_iter()
        .filter(|row| row.contains_key("lead"))
        .collect();
    let by_unit = rows(&office, "report bulletin", "lead");
    assert!(of_units.is_empty() || !by_unit.is_empty());
    let overdue = [("县教育局", "0"), ("县科协", "1"), ("县气象局", "1")];
    assert_eq!(pairs(&by_unit, ["lead", "overdue"]), wanted(overdue));
    let done = [("县教育局", "1"), ("县科协", "0"), ("县气象局", "0")];
    assert_eq!(pairs(&by_unit, ["lead", "done"]), wanted(done));
    let status = office
        .run("--as-of 2026-01-10 --lang zh report status --format md")
        .stdout;
    assert!(
        status.contains("县教育局：已办结 1（办结 1/1）"),
        "{status}"
    );
    assert!(status.contains("县科协：逾期 1（办结 0/1）"), "{status}");
}

#[test]
fn a_list_names_the_units_that_are_late() {
    let at = |office: &Workspace, day: &str, args: &str| {
        office.run(format!("--as-of {day} {args}")).stdout
    };
    let overdue = at(&postponed(), "2026-01-10", "--lang zh overdue");
    assert!(
        overdue.contains("县气象局") && !overdue.contains("县教育局"),
        "{overdue}"
    );
    let office = office();
    let two = at(&office, "2026-01-10", "--lang zh overdue");
    assert!(two.contains("县科协等2个单位"), "{two}");
    assert!(at(&office, "2026-01-10", "--lang en overdue").contains("县科协 and 1 more"));
    let worst = rows(&office, "report status", "due_now");
    assert_eq!(
        pairs(&worst, ["lead", "reason"]),
        wanted([("县科协、县气象局", "逾期10天")])
    );
    // Before the day nobody is late, and the unit that answers is named.
    assert!(at(&office, "2025-06-10", "list").contains("县教育局"));
}

#[test]
fn a_text_about_one_part_is_told_with_its_unit() {
    let office = office();
    let csv = office
        .run("--as-of 2026-01-10 --lang zh export --format csv")
        .stdout;
    assert!(csv.contains("2025-12-02 县科协：已培训"), "{csv}");
    let ledger = office
        .run("--as-of 2026-01-10 --lang zh report ledger")
        .stdout;
    assert!(ledger.contains("2025-12-02 县科协：已培训"), "{ledger}");
    let done = rows(&office, "report bulletin", "progress");
    assert_eq!(done[0]["progress"], "2025-12-02 县科协：已培训");
}

#[test]
fn a_ledger_and_missing_name_the_same_units_as_not_reported() {
    let office = office();
    let ledger = office
        .run("--as-of 2026-01-10 --lang zh report ledger")
        .stdout;
    let said = "已报 1/3，未报：县气象局，未办结：县科协。2025-12-02 县科协：已培训";
    assert!(ledger.contains(said), "{ledger}");
    let missing = office.run("--as-of 2026-01-10 --lang zh missing").stdout;
    assert!(missing.contains("1/3 个单位未报：县气象局"), "{missing}");
    let english = office
        .run("--as-of 2026-01-10 --lang en report ledger")
        .stdout;
    assert!(
        english.contains("not reported: 县气象局, not done: 县科协"),
        "{english}"
    );
}

#[test]
fn a_ledger_that_went_out_says_nothing_new_when_it_comes_back() {
    let office = office();
    let before = office.read("p/progress.toml");
    for lang in ["zh", "en"] {
        let file = office.folder().join(format!("{lang}.csv"));
        let file = file.to_str().unwrap();
        office.run(format!(
            "--as-of 2026-01-10 --lang {lang} report ledger -o {file}"
        ));
        let made = std::fs::read_to_string(file).unwrap();
        office.run(format!("--as-of 2026-01-10 apply {file} --map"));
        assert_eq!(office.read("p/progress.toml"), before, "{lang}");
        // One that was made earlier, when fewer had reported, is still of the whole.
        let text = made.replace("2025-12-02 县科协", "2025-12-03 县科协");
        std::fs::write(file, text.replace("1/3", "0/3").replace("已培训", "又培训")).unwrap();
        office
            .duban(format!("--as-of 2026-01-10 apply {file} --map"))
            .code(3)
            .stderr_has("这一行未写明是哪一个单位")
            .run();
        assert_eq!(office.read("p/progress.toml"), before, "{lang}");
    }
}

#[test]
fn a_row_of_one_part_takes_the_names_that_by_takes() {
    let row = |unit: &str| {
        let office = office();
        let text = format!("编号,牵头单位,状态,完成值,进展情况\n1.1/e,{unit},进行中,2,又办一次\n");
        std::fs::write(office.folder().join("台账.csv"), text).unwrap();
        office
    };
    for unit in ["县科协", "科协", "kx", "县科协 "] {
        let office = row(unit);
        office.run("--as-of 2026-01-10 apply 台账.csv --map");
        assert!(
            office.read("p/progress.toml").contains("又办一次"),
            "{unit}"
        );
    }
    for (unit, said) in [
        ("县科学", "写单位全称，如：县科协"),
        ("县", "县教育局、县科协"),
        ("县科协、县气象局", "未写明是哪一个单位"),
    ] {
        let office = row(unit);
        let apply = office.duban("--as-of 2026-01-10 --lang zh apply 台账.csv --map");
        apply.code(3).stderr_has(said).run();
    }
}

#[test]
fn the_years_of_an_evaluation_add_up_to_what_was_done() {
    let target = "title = \"各自\"\nstart = 2025-01-01\n";
    let plan = PLAN.replace("title = \"各自\"\neach = true\n", target);
    let office = Workspace::with_plan(plan);
    // Before the milestone was owed, and before the plan.
    office.run("progress 1.1/e --value 1 --on 2023-12-10");
    office.run("progress 1.1/e --value 2 --on 2024-12-10");
    office.run("progress 1.1/e --value 3 --on 2025-06-10");
    let rows = rows(&office, "report evaluation", "year_1");
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    for year in ["year_1", "year_2", "year_3"] {
        assert_eq!(row[year], "1", "{row:?}");
    }
}

#[test]
fn an_entry_names_a_unit_as_it_was_called_on_the_day() {
    let office = office();
    let name = "name = \"县科协\"";
    let was = "name = \"县科技局\"\nformer = [{ name = \"县科协\", until = 2025-12-31 }]";
    office.replace_first("p/plan.toml", name, was);
    let shown = |day: &str| office.run(format!("--as-of {day} show 1.1/e")).stdout;
    let (before, after) = (shown("2025-12-20"), shown("2026-01-20"));
    assert!(
        before.contains("2025-12-02  县科协") && !before.contains("县科技局"),
        "{before}"
    );
    assert!(
        after.contains("2025-12-02  县科技局") && !after.contains("县科协"),
        "{after}"
    );
}

#[test]
fn a_unit_that_two_plans_call_otherwise_gets_one_paper() {
    let named = |name: &str, alias: &str| {
        let unit = format!("name = \"{name}\"\naliases = [\"{alias}\"]\n");
        let plan = PLAN.replace("name = \"县教育局\"\n", &unit);
        plan.replace("lead = [\"县教育局\"]", &format!("lead = [\"{name}\"]"))
    };
    let office = Workspace::with_plan(named("县教育局", "教育局"));
    let second = named("教育局", "县教育局").replace("id = \"p\"", "id = \"q\"");
    office.write("q/plan.toml", second);
    office.run("check --fix");
    for (kind, folder) in [("feedback", "sheets"), ("reminder", "letters")] {
        std::fs::create_dir(office.folder().join(folder)).unwrap();
        office.run(format!(
            "report {kind} --all -o {folder} --as-of 2025-12-30"
        ));
        let files = std::fs::read_dir(office.folder().join(folder)).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.contains("教育局")).collect();
        names.sort();
        assert_eq!(names.len(), 1, "{names:?}");
    }
}
