//! `duban report`: what every report keeps to, and that every number in it is counted.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::common::duban::{Duban, Fixture, Workspace, each};

const DAY: &str = "2024-06-30";

/// The sample that `duban demo` makes, or the real plan of 漳平.
fn office(plan: &str, lang: &str) -> Workspace {
    if plan == "zhangping" {
        return Workspace::of(Fixture::Zhangping);
    }
    let office = Workspace::of(Fixture::Bare);
    office.duban("demo .").env("DUBAN_LANG", lang).run();
    office
}

fn report(office: &Workspace, lang: &str, args: &str) -> Duban {
    office.duban(format!("--as-of {DAY} --lang {lang} report {args}"))
}

#[test]
fn every_report_in_both_languages() {
    for plan in ["demo", "zhangping"] {
        for lang in ["zh", "en"] {
            let office = office(plan, lang);
            let said = |args: &str| report(&office, lang, args).run().stdout;
            for (kind, text) in [
                ("bulletin", said("bulletin --since 2024-03-31")),
                ("reminder", said("reminder --all")),
                ("status", said("status --format md")),
                ("evaluation", said("evaluation")),
                ("handover", said("handover")),
            ] {
                insta::assert_snapshot!(format!("report_{kind}_{plan}_{lang}"), text);
            }
            report(&office, lang, "calendar -o days.ics").run();
            let text = fs::read_to_string(office.folder().join("days.ics")).unwrap();
            // One of each form: the first events say it.
            let first: Vec<&str> = text.lines().take(60).collect();
            insta::assert_snapshot!(format!("report_calendar_{plan}_{lang}"), first.join("\n"));
        }
    }
}

/// A milestone as `export` has it.
struct Counted {
    id: String,
    phase: String,
    lead: Vec<String>,
    standing: String,
    status: String,
    days: i64,
    reminders: usize,
    /// Where every unit reports its own part, these.
    parts: Vec<Counted>,
}

/// Milestones as those who report on them.
fn parts(all: &[Counted]) -> Vec<&Counted> {
    let parts = all.iter().flat_map(|it| match it.parts.as_slice() {
        [] => std::slice::from_ref(it),
        parts => parts,
    });
    parts.collect()
}

fn exported(office: &Workspace) -> (Value, Vec<Counted>) {
    let data = office.run(["--as-of", DAY, "export"]).json();
    let mut all = Vec::new();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let plan = text(&data["plan"]["id"]);
    for action in data["actions"].as_array().unwrap() {
        for it in action["milestones"].as_array().unwrap() {
            let log = it["log"].as_array().unwrap();
            let id = format!("{plan}:{}", text(&it["id"]));
            let parts = each(&it["units"]).map(|own| Counted {
                id: id.clone(),
                phase: text(&it["phase"]),
                lead: vec![text(&own["unit"])],
                standing: text(&own["standing"]),
                status: text(&own["status"]),
                days: it["days"].as_i64().unwrap(),
                reminders: log
                    .iter()
                    .filter(|entry| !entry["remind"].is_null())
                    .filter(|entry| entry["of"].is_null() || entry["of"] == own["unit"])
                    .count(),
                parts: Vec::new(),
            });
            all.push(Counted {
                parts: parts.collect(),
                id,
                phase: text(&it["phase"]),
                lead: each(&action["lead"]).map(text).collect(),
                standing: text(&it["standing"]),
                status: text(&it["status"]),
                days: it["days"].as_i64().unwrap(),
                reminders: log
                    .iter()
                    .filter(|entry| !entry["remind"].is_null())
                    .count(),
            });
        }
    }
    (data, all)
}

/// The tables of a report, by the keys of their columns.
pub(crate) fn tables(document: &Value) -> Vec<Vec<BTreeMap<String, Value>>> {
    let mut found = Vec::new();
    for part in document["parts"].as_array().unwrap() {
        for block in part["blocks"].as_array().unwrap() {
            if block["block"] != "table" {
                continue;
            }
            let table = &block["content"];
            let keys: Vec<&str> = each(&table["columns"])
                .map(|column| column["key"].as_str().unwrap())
                .collect();
            let rows = each(&table["rows"]).map(|row| {
                let cells = each(row);
                keys.iter()
                    .map(|key| (*key).to_owned())
                    .zip(cells.cloned())
                    .collect()
            });
            found.push(rows.collect());
        }
    }
    found
}

/// The table that has a column.
pub(crate) fn table_with<'t>(
    tables: &'t [Vec<BTreeMap<String, Value>>],
    keys: &[&str],
) -> &'t [BTreeMap<String, Value>] {
    let has = |table: &&Vec<BTreeMap<String, Value>>| {
        table
            .first()
            .is_some_and(|row| keys.iter().all(|key| row.contains_key(*key)))
    };
    tables.iter().find(has).map_or(&[], Vec::as_slice)
}

fn number(cell: &Value) -> usize {
    assert_eq!(cell["type"], "number", "{cell}");
    cell["value"].as_f64().unwrap() as usize
}

fn counted(all: &[&Counted], row: &BTreeMap<String, Value>) {
    let standing = |wanted: &[&str]| {
        all.iter()
            .filter(|it| wanted.contains(&it.standing.as_str()))
            .count()
    };
    for (key, count) in [
        ("owed", all.len() - standing(&["dropped"])),
        ("done", standing(&["done"])),
        ("closed", standing(&["closed"])),
        ("overdue", standing(&["overdue"])),
        ("soon", standing(&["soon"])),
        ("behind", standing(&["behind", "far_behind"])),
        ("unreported", standing(&["unreported"])),
    ] {
        assert_eq!(number(&row[key]), count, "{key} of {row:?}");
    }
}

#[test]
fn every_number_is_counted_from_what_export_says() {
    for plan in ["demo", "zhangping"] {
        let office = office(plan, "zh");
        let (data, all) = exported(&office);
        let json = |args: &str| report(&office, "zh", args).run().json();

        let bulletin = json("bulletin --json");
        let tables_of = tables(&bulletin);
        let standings = table_with(&tables_of, &["standing", "share"]);
        let (total, rows) = standings.split_last().unwrap();
        let mut seen: Vec<usize> = rows.iter().map(|row| number(&row["count"])).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for it in &all {
            *counts.entry(&it.standing).or_default() += 1;
        }
        let mut wanted: Vec<usize> = counts.values().copied().collect();
        seen.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(seen, wanted);
        assert_eq!(number(&total["count"]), all.len());
        let tenths = |row: &BTreeMap<String, Value>| {
            (row["share"]["value"]["share"].as_f64().unwrap() * 1000.0).round() as i64
        };
        assert_eq!(rows.iter().map(tenths).sum::<i64>(), 1000);
        for row in rows {
            let exact = number(&row["count"]) as f64 * 1000.0 / all.len() as f64;
            assert!((tenths(row) as f64 - exact).abs() < 1.0, "{row:?}");
        }

        let names: BTreeMap<&str, &str> = each(&data["phases"])
            .map(|it| (it["name"].as_str().unwrap(), it["id"].as_str().unwrap()))
            .collect();
        let phases = table_with(&tables_of, &["phase", "owed"]);
        let (total, rows) = phases.split_last().unwrap();
        for row in rows {
            let id = names[row["phase"]["value"].as_str().unwrap()];
            let of_phase: Vec<&Counted> = all.iter().filter(|it| it.phase == id).collect();
            counted(&of_phase, row);
        }
        counted(&all.iter().collect::<Vec<_>>(), total);

        let units = table_with(&tables_of, &["lead", "owed"]);
        let parts = parts(&all);
        let mut leads: Vec<&String> = parts.iter().flat_map(|it| &it.lead).collect();
        leads.sort();
        leads.dedup();
        let nobody = all.iter().any(|it| it.lead.is_empty());
        assert_eq!(units.len(), leads.len() + usize::from(nobody));
        for row in units {
            let name = row["lead"]["value"].as_str().unwrap();
            let is_unit = leads.iter().any(|lead| *lead == name);
            let of_unit = parts.iter().copied().filter(|it| {
                if is_unit {
                    it.lead.iter().any(|lead| lead == name)
                } else {
                    it.lead.is_empty()
                }
            });
            counted(&of_unit.collect::<Vec<_>>(), row);
        }

        let named = table_with(&tables_of, &["days", "postponed"]);
        let late = ["overdue", "far_behind", "returned", "blocked"];
        let wanted = parts
            .iter()
            .filter(|it| late.contains(&it.standing.as_str()));
        assert_eq!(named.len(), wanted.count());
        for row in named {
            let id = row["id"]["value"].as_str().unwrap();
            let lead = row["lead"]["value"].as_str().unwrap();
            let mut of_row = parts.iter().filter(|it| it.id == id);
            let it = of_row
                .find(|it| it.lead.iter().any(|unit| lead.contains(unit.as_str())))
                .unwrap();
            assert_eq!(number(&row["reminders"]), it.reminders, "{id}");
            if it.standing == "overdue" {
                assert_eq!(number(&row["days"]) as i64, -it.days, "{id}");
            }
        }

        let handover = tables(&json("handover --json"));
        let open = ["todo", "doing", "blocked", "returned"];
        let open = parts.iter().filter(|it| open.contains(&it.status.as_str()));
        let listed = table_with(&handover, &["due_now", "progress"]);
        assert_eq!(listed.len(), open.count());
        let done = parts.iter().filter(|it| it.status == "done").count();
        assert_eq!(table_with(&handover, &["done_on"]).len(), done);

        let evaluation = tables(&json("evaluation --json"));
        let items = table_with(&evaluation, &["status", "rate", "id"]);
        assert_eq!(items.len(), all.len());

        let calendar = json("calendar --json");
        let events = &calendar["parts"][0]["blocks"][0]["content"];
        assert_eq!(events.as_array().unwrap().len(), all.len());
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let office = office("demo", "zh");
    for (kind, formats) in [
        ("bulletin", &["docx", "html", "md"][..]),
        ("reminder", &["docx", "html", "md"]),
        ("status", &["html", "docx"]),
        ("evaluation", &["docx", "html"]),
        ("handover", &["docx", "html"]),
        ("calendar", &["ics"]),
    ] {
        for format in formats {
            let made = |file: &str| {
                let file = format!("{file}.{format}");
                let all = if kind == "reminder" { "--all" } else { "" };
                report(&office, "zh", &format!("{kind} {all} -o {file}")).run();
                fs::read(office.folder().join(file)).unwrap()
            };
            let first = made("first");
            assert!(first.len() > 200, "{kind}.{format}");
            assert!(first == made("second"), "{kind}.{format}");
        }
    }
}

/// The text of one file in a .docx or .xlsx.
fn part_of(office: &Workspace, file: &str, part: &str) -> String {
    let bytes = fs::read(office.folder().join(file)).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(part).unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

#[test]
fn a_report_takes_the_paper_that_its_widest_table_needs() {
    let office = office("demo", "zh");
    for (kind, docx, html) in [
        ("bulletin", (11906, 16838), "A4}"),
        ("reminder", (11906, 16838), "A4}"),
        ("status", (11906, 16838), "A4}"),
        ("evaluation", (16838, 11906), "A4 landscape}"),
        ("handover", (16838, 11906), "A4 landscape}"),
        ("ledger", (23811, 16838), "A3 landscape}"),
    ] {
        for format in ["docx", "html"] {
            let file = format!("{kind}.{format}");
            let all = if kind == "reminder" { "--all" } else { "" };
            report(&office, "zh", &format!("{kind} {all} -o {file}")).run();
        }
        let text = part_of(&office, &format!("{kind}.docx"), "word/document.xml");
        let (width, height) = docx;
        let size = format!("<w:pgSz w:w=\"{width}\" w:h=\"{height}\"");
        assert!(text.contains(&size), "{kind}");
        let page = fs::read_to_string(office.folder().join(format!("{kind}.html"))).unwrap();
        assert!(page.contains(&format!("@page{{size:{html}")), "{kind}");
    }
}

#[test]
fn milestones_stand_in_the_order_of_the_plan() {
    let office = office("demo", "zh");
    for kind in ["evaluation", "handover", "ledger"] {
        let said = report(&office, "zh", &format!("{kind} --format md"))
            .run()
            .stdout;
        let place = |id: &str| said.find(id).unwrap();
        let (launch, evaluate) = ("demo:3.1.4/core-teachers@2024", "demo:3.1.4/evaluate");
        assert!(place(launch) < place(evaluate), "{kind}");
    }
}

#[test]
fn each_table_of_an_evaluation_has_a_sheet() {
    let office = office("demo", "zh");
    report(&office, "zh", "evaluation -o e.xlsx").run();
    let book = part_of(&office, "e.xlsx", "xl/workbook.xml");
    for sheet in ["量化指标", "任务", "未完成和未达标"] {
        assert!(book.contains(&format!("name=\"{sheet}\"")), "{sheet}");
    }
    // A figure of the year after, in which nothing but the acceptance was recorded, is none.
    let json = report(&office, "zh", "evaluation --json").run().json();
    let tables_of = tables(&json);
    let rows = table_with(&tables_of, &["rate", "status", "id"]);
    let id = |row: &&BTreeMap<String, Value>| row["id"]["value"] == "demo:3.1.4/core-teachers@2022";
    let row = rows.iter().find(id).unwrap();
    assert_eq!(row["year_1"]["value"], 63);
    assert_eq!(row["year_2"]["type"], "empty");
}

#[test]
fn a_report_of_one_plan_asks_which() {
    let office = Workspace::of(Fixture::Two);
    for kind in ["bulletin", "evaluation", "handover"] {
        office.refuses(2, ["report", kind], "second");
    }
    for kind in ["status", "calendar"] {
        let json = office.run(["report", kind, "--json"]).json();
        assert_eq!(json["parts"].as_array().unwrap().len(), 2, "{kind}");
    }
    office.says("--plan second report handover", "# 督办工作交接清单");
}

#[test]
fn the_format_follows_the_ending_of_the_file() {
    let office = Workspace::of(Fixture::Demo);
    let json = office.run("report handover --json").json();
    assert_eq!(json["kind"], "handover");
    for (args, why) in [
        (["report", "handover", "-o", "out.ppt"], "ppt"),
        (["report", "handover", "--format", "docx"], "-o"),
        (["report", "calendar", "--format", "md"], "ics"),
        (["report", "nothing", "--format", "md"], "bulletin"),
        (["report", "status", "--since", "2024-01-01"], "bulletin"),
    ] {
        office.duban(args).code(2).stderr_has(why).run();
    }
    office.refuses(2, "report reminder", "--unit");
    office.duban("report handover -o out.md").stdout("").run();
    let written = fs::read_to_string(office.folder().join("out.md")).unwrap();
    office.duban("report handover").stdout(&written).run();
}

#[test]
fn a_long_plan_has_a_column_for_every_year() {
    let office = Workspace::of(Fixture::Five);
    let made = office.run("--plan dandong --as-of 2034-12-31 --json report evaluation");
    let text = made.stdout;
    let tables = text.matches("\"key\": \"year_1\"").count();
    assert!(tables > 0);
    for year in 2..=14 {
        let key = format!("\"key\": \"year_{year}\"");
        assert_eq!(text.matches(&key).count(), tables, "{key}");
    }
}

#[test]
fn no_unit_takes_the_file_of_another() {
    let office = Workspace::of(Fixture::Demo);
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        let text = office.read(file);
        let text = text.replace("县财政局", "县/局").replace("县科协", "县:局");
        office.write(file, text);
    }
    for (kind, ending) in [("reminder", "docx"), ("feedback", "xlsx")] {
        let folder = office.folder().join(kind);
        office
            .duban(["--as-of", "2024-06-30", "report", kind, "--all", "-o"])
            .args([folder.to_str().unwrap()])
            .run();
        for name in ["县_局", "县_局-2"] {
            let file = folder.join(format!("{name}.{ending}"));
            assert!(file.is_file(), "{}", file.display());
        }
    }
}

#[test]
fn a_sheet_is_no_csv_and_all_of_them_no_file() {
    let office = Workspace::of(Fixture::Demo);
    for (args, why) in [
        ("--unit 教育局 -o x.csv", "xlsx"),
        ("--unit 教育局 -o x.ods", "xlsx"),
        ("--all -o x.xlsx", "--all"),
    ] {
        office.refuses(2, format!("report feedback {args}"), why);
    }
    assert!(!office.folder().join("x.csv").exists() && !office.folder().join("x.xlsx").exists());
    office
        .duban("report feedback --unit 教育局 -o x.xlsx")
        .run();
    office.duban("report feedback --all -o 2024.06").run();
    assert!(office.folder().join("2024.06").is_dir());
}

#[test]
fn a_day_off_is_said_beside_the_due_date() {
    let office = Workspace::of(Fixture::Demo);
    let said = "时限逢";
    for args in [
        "show 3.1.4/teachers@2023", "report reminder --all", "report status", "report handover",
        "report calendar --json",
    ] {
        // 2023-12-31 is a Sunday.
        let run = office.duban("--as-of 2023-12-20").args(args);
        run.stdout_has(said).run();
    }
    // What is late has no use for it.
    office
        .duban("--as-of 2024-06-30 show 3.1.4/teachers@2023")
        .stdout_lacks(said)
        .run();
}

#[test]
fn a_date_that_moves_raises_the_sequence_and_keeps_the_uid() {
    let office = Workspace::of(Fixture::Demo);
    let event = || {
        let json = office
            .run("--as-of 2024-06-30 report calendar --json")
            .json();
        let events = json["parts"][0]["blocks"][0]["content"].clone();
        let events = events.as_array().unwrap().clone();
        let id = "demo:4.1/stations@duban";
        events.into_iter().find(|event| event["uid"] == id).unwrap()
    };
    let before = event();
    office.run("postpone 4.1/stations 2026-03-31 --reason 场地 --approved-by 县科协 --on 2024-06-29 --by 县财政局");
    let after = event();
    assert_eq!(before["day"], "2025-12-31");
    assert_eq!(after["day"], "2026-03-31");
    assert_eq!(
        after["sequence"].as_u64().unwrap(),
        before["sequence"].as_u64().unwrap() + 1
    );
}

#[test]
fn hostile_text_stays_text() {
    let office = Workspace::of(Fixture::Demo);
    let nasty = "=1+1 ]]> <script>alert(1)</script> | `x` [a](http://x) & 'q' \\\"d\\\" \\u0007\\u202e @SUM(A1)";
    office.replace("demo/plan.toml", "弘扬科学精神", nasty);
    for kind in ["bulletin", "status", "evaluation", "handover"] {
        for format in ["html", "md", "docx"] {
            let file = format!("{kind}.{format}");
            report(&office, "zh", &format!("{kind} -o {file}")).run();
            let bytes = fs::read(office.folder().join(&file)).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            let begin = if format == "docx" { "<w:body>" } else { "" };
            let text = &text[text.find(begin).unwrap()..];
            assert!(!text.contains('\u{202e}'), "{file}");
            assert!(!text.contains('\u{7}') || format == "docx", "{file}");
            if kind == "bulletin" && format != "md" {
                continue;
            }
            match format {
                "html" => assert!(
                    text.contains("&lt;script&gt;") && !text.contains("<script"),
                    "{file}"
                ),
                "md" => {
                    let text = text.replace("\\<", "");
                    assert!(!text.contains("<script"), "{file}");
                }
                _ => assert!(
                    text.contains("]]&gt;") && !text.contains("<script"),
                    "{file}"
                ),
            }
        }
    }
    report(&office, "zh", "calendar -o days.ics").run();
    let text = fs::read_to_string(office.folder().join("days.ics")).unwrap();
    assert!(
        text.lines()
            .all(|line| line.len() <= 75 && !line.contains('\u{7}'))
    );
    assert_eq!(
        text.matches("BEGIN:VEVENT").count(),
        text.matches("END:VEVENT").count()
    );
}

/// A plan with one `each` milestone of two towns and a supervisor.
pub(crate) const TWO_TOWNS: &str = r#"schema = 1
id = "p"
short = "p"
title = "某县方案"
period = { start = 2024-01-01, end = 2024-12-31 }
[[phase]]
id = "a"
name = "实施"
start = 2024-01-01
end = 2024-12-31
[[unit]]
name = "督查室"
role = "supervisor"
[[unit]]
name = "东镇"
[[unit]]
name = "西镇"
[[unit]]
name = "各镇"
kind = "collective"
members = ["东镇", "西镇"]
[[section]]
id = "1"
title = "重点任务"
[[action]]
id = "1.1"
title = "宣讲"
lead = ["各镇"]
[[action.milestone]]
id = "talk"
title = "宣讲"
each = true
due = 2024-06-20
target = { op = ">=", value = 10, unit = "次" }
"#;

#[test]
fn of_a_part_of_its_own_a_unit_s_report_says_what_that_unit_said() {
    let office = Workspace::with_plan(TWO_TOWNS);
    for deed in [
        "progress 1.1/talk --of 东镇 --value 2 --text 东镇的话 --problem 东镇的难 --evidence 东文 --on 2024-06-10",
        "postpone 1.1/talk 2024-07-31 --of 东镇 --reason 东镇请延 --on 2024-06-11",
        "postpone 1.1/talk 2024-08-31 --of 西镇 --reason 西镇请延 --on 2024-06-11",
        "remind 1.1/talk --level 督办 --of 东镇 --on 2024-06-12",
    ] {
        office.duban(deed).run();
    }
    let at = |day: &str, args: &str| office.duban(format!("--as-of {day} {args}")).run().stdout;
    let kinds = ["reminder", "ledger", "handover", "bulletin", "evaluation"];
    for kind in kinds {
        let west = at("2024-06-25", &format!("report {kind} --unit 西镇"));
        assert!(west.contains("1.1/talk"), "{kind}: {west}");
        assert!(
            !west.contains("东镇的") && !west.contains("东镇请延"),
            "{kind}: {west}"
        );
    }
    let csv = |unit: &str| at("2024-06-25", &format!("export --format csv --unit {unit}"));
    assert!(csv("东镇").contains("东镇的话") && !csv("西镇").contains("东镇的话"));
    // Whoever asked stands beside the day and the reason.
    let handover = at("2024-06-25", "report handover");
    for row in [
        "东镇 | 2024-06-20 | 2024-07-31 | 东镇请延",
        "西镇 | 2024-06-20 | 2024-08-31 | 西镇请延",
    ] {
        assert!(handover.contains(row), "{handover}");
    }
    // One town's word and the supervisor's decision are no answer of the other; what it takes down for the town is.
    let reminders = |deed: &str| {
        office.duban(deed).run();
        at("2024-06-25", "report handover").contains("| 2024-06-12 |")
    };
    assert!(reminders(
        "progress 1.1/talk --of 西镇 --text 西镇的话 --on 2024-06-14"
    ));
    assert!(reminders(
        "postpone 1.1/talk 2024-07-31 --of 东镇 --reason 同意 --approved-by 督查室 --by 督查室 --on 2024-06-15"
    ));
    // The day granted to the unit is its own in every report.
    for kind in ["handover", "ledger"] {
        let own = at("2024-07-01", &format!("report {kind} --unit 东镇"));
        assert!(own.contains("2024-07-31"), "{own}");
    }
    at("2024-07-01", "report calendar --unit 东镇 -o x.ics");
    let own = fs::read_to_string(office.folder().join("x.ics")).unwrap();
    assert!(own.contains("DTSTART;VALUE=DATE:20240731"), "{own}");
    let listed = office
        .duban("--as-of 2024-07-01 list --unit 东镇 --json")
        .run();
    assert_eq!(listed.json()["items"][0]["due_now"], "2024-07-31");
    assert!(!reminders(
        "progress 1.1/talk --of 东镇 --by 督查室 --text 电话报来 --on 2024-06-16"
    ));
    office
        .duban("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-20")
        .run();
    let open = at("2024-06-25", "report handover --unit 东镇");
    assert!(open.contains("一、未结事项（0项）"), "{open}");
    let csv = csv("东镇");
    assert!(
        csv.contains("已办结") && csv.contains(",12,") && csv.contains("2024-07-31"),
        "{csv}"
    );
}

#[test]
fn a_collective_is_told_which_members_answer() {
    let here = Workspace::of(Fixture::Demo);
    // 东山镇 has reported its part done.
    for report in ["reminder", "feedback -o s.xlsx"] {
        here.warns(
            format!("report {report} --unit 各镇"),
            "请指明成员单位：西河镇\n",
        );
    }
}

#[test]
fn what_was_corrected_no_longer_stands_in_a_report() {
    let here = Workspace::of(Fixture::Demo);
    for deed in [
        "progress 4.1/stations --text 话 --evidence 旧文 --on 2024-06-10",
        "correct 4.1/stations --evidence 新文 --reason 写错 --on 2024-06-10",
    ] {
        here.duban(deed).run();
    }
    let asked = "  { at = 2024-06-11T09:00:00+08:00, by = \"县财政局\", postpone = 2026-01-31, approved_by = \"县科协\", reason = \"一\" },\n";
    let right = asked
        .replace("T09", "T10")
        .replace("2026-01-31", "2026-02-28")
        .replace(" }", ", correct = true }");
    here.edit("demo/progress.toml", |log| {
        let block = "\"4.1/stations\"]\nlog = [\n";
        log.replacen(block, &format!("{block}{asked}{right}"), 1)
    });
    for report in ["report ledger", "report evaluation", "export --format csv"] {
        let said = here
            .duban(format!("--as-of 2024-06-30 {report}"))
            .run()
            .stdout;
        assert!(said.contains("新文") && !said.contains("旧文"), "{said}");
    }
    let ledger = here.run("--as-of 2024-06-30 report ledger").stdout;
    assert!(
        ledger.contains("2026-02-28，") || ledger.contains("2026-02-28"),
        "{ledger}"
    );
    assert!(!ledger.contains("2026-01-31"), "{ledger}");
}

#[test]
fn an_evaluation_has_the_values_of_a_part_and_what_was_done_without_one() {
    let here = Workspace::with_plan(TWO_TOWNS);
    here.run("mark 1.1/talk done --of 东镇 --value 12 --on 2024-06-10");
    here.run("mark 1.1/talk done --of 西镇 --reason 另行统计 --on 2024-06-10");
    let evaluation = |unit: &str| {
        here.duban(format!(
            "--as-of 2024-06-25 report evaluation --unit {unit}"
        ))
        .run()
        .stdout
    };
    let east = evaluation("东镇");
    assert!(east.contains("| 12 | 120.0% |"), "{east}");
    let west = evaluation("西镇");
    assert!(west.contains("| 0.0% | 已办结 | 差10次 |"), "{west}");
    assert_eq!(west.matches("1.1/talk").count(), 2, "{west}");
}

#[test]
fn nobody_waits_for_a_postponement_of_what_is_done() {
    let here = Workspace::of(Fixture::Demo);
    let asked = || {
        let handover = here.run("--as-of 2024-06-30 report handover").stdout;
        handover.contains("2026-03-31")
    };
    here.run("postpone 4.1/stations 2026-03-31 --reason 场地 --on 2024-06-10");
    assert!(asked());
    here.run("mark 4.1/stations done --value 2 --on 2024-06-20");
    assert!(!asked());
}

#[test]
fn what_a_supervisor_decides_is_nobodys_report() {
    let here = Workspace::of(Fixture::Demo);
    let id = "3.1.4/teachers@2024";
    here.duban("progress --text 已办班 --by 县教育局 --on 2024-05-01")
        .args([id])
        .run();
    here.duban("mark --by 县科协 --reason 资料不全 --text 退回重报 --on 2024-06-11")
        .args([id, "returned"])
        .run();
    let on = "--as-of 2024-06-20";
    here.says(format!("{on} missing --since 2024-06-01"), id);
    for report in ["report ledger", "export --format csv"] {
        let said = here
            .run(format!("{on} {report} --search teachers@2024"))
            .stdout;
        assert!(
            said.contains("已办班") && !said.contains("退回重报"),
            "{report}: {said}"
        );
    }
}

#[test]
fn towards_a_target_that_is_not_above_zero_there_is_no_rate() {
    let here = Workspace::of(Fixture::Demo);
    for value in ["-2.5", "0"] {
        let target = format!("targets = [{{ op = \">=\", value = {value}, unit = \"%\" }}]");
        here.edit("demo/plan.toml", |text| {
            let start = text.find("targets = [").unwrap();
            let end = start + text[start..].find('\n').unwrap();
            format!("{}{target}{}", &text[..start], &text[end..])
        });
        here.run("reading literacy -2 --on 2024-06-20 --as-of 2024-06-30");
        let made = here.run("report evaluation --as-of 2024-06-30").stdout;
        let row = made.lines().find(|line| line.contains("科学素质的比例"));
        let row = row
            .unwrap()
            .replace(&format!("{value}%"), "")
            .replace("-2%", "");
        assert!(!row.contains('%') || value == "0", "{row}");
        assert!(!row.contains(".0%"), "{row}");
    }
}

#[test]
fn an_indicator_that_missed_its_stage_is_behind() {
    let here = Workspace::of(Fixture::Demo);
    let stages = |first: &str| {
        format!(
            "baseline = {{ value = 10.5, on = 2020-12-31 }}\ntargets = [\n  {{ op = \">=\", value = {first}, unit = \"%\", by = 2023-12-31 }},\n  \
             {{ op = \">=\", value = 12.5, unit = \"%\", by = 2025-12-31 }},\n]\n"
        )
    };
    let original = here.read("demo/plan.toml");
    let line = original.lines().find(|line| line.starts_with("targets = "));
    let line = format!("{}\n", line.unwrap());
    // The last reading is 12.1 of the day of the first stage; the way to the second is easily kept.
    for (first, said) in [
        ("12.4", "未达序时1项，占100.0%"),
        ("12", "未达序时0项，占0.0%"),
    ] {
        here.write("demo/plan.toml", original.replace(&line, &stages(first)));
        let bulletin = here.run("--as-of 2024-01-31 report bulletin").stdout;
        let told = bulletin.lines().find(|line| line.contains("未达序时"));
        assert!(
            told.is_some_and(|it| it.contains(said)),
            "{first}: {told:?}"
        );
    }
}

#[test]
fn an_evaluation_says_what_is_blocked_and_each_text_has_its_day() {
    let here = Workspace::of(Fixture::Demo);
    here.run("progress 4.1/stations --text 选址 --next 开工 --on 2024-05-10");
    here.run("mark 4.1/stations blocked --reason 缺地 --on 2024-06-12");
    let at = |kind: &str| {
        let text = here.run(format!("--as-of 2024-06-30 report {kind}")).stdout;
        let of_stations = text.lines().filter(|line| line.contains("4.1/stations"));
        of_stations
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let evaluation = at("evaluation");
    assert!(
        evaluation.contains("| 缺地 | 2024-05-10：开工 |"),
        "{evaluation}"
    );
    here.run("progress 4.1/stations --problem 缺人 --on 2024-06-13");
    let bulletin = at("bulletin");
    assert!(bulletin.contains("| 2024-06-13：缺人 |"), "{bulletin}");
    let csv = here.run("--as-of 2024-06-30 export --format csv").stdout;
    let said = "2024-05-10：选址,2024-06-13：缺人,2024-05-10：开工";
    assert!(csv.contains(said), "{csv}");
}

#[test]
fn a_part_that_is_blocked_is_in_the_evaluation_of_the_whole() {
    let here = Workspace::with_plan(TWO_TOWNS);
    here.run("mark 1.1/talk blocked --of 东镇 --reason 停电 --on 2024-06-10");
    let evaluation = here.run("--as-of 2024-06-25 report evaluation").stdout;
    assert!(evaluation.contains("| 停电 |"), "{evaluation}");
}

#[test]
fn feedback_of_all_names_no_one_unit_where_none_owes_anything() {
    let here = Workspace::of(Fixture::Demo);
    let all = "report feedback --all -o fb --search 没有这样的节点";
    let said = here.run(all).stderr;
    assert_eq!(
        said,
        "各单位都没有未办结的节点，不需要发反馈表；用 duban units 查看各单位\n"
    );
    here.write("demo/progress.toml", "x x\n");
    let said = here.duban(all).code(3);
    let said = said.stderr_has("另有 1 个方案无法读取").run().stderr;
    assert!(!said.contains("没有未办结的节点"), "{said}");
}
