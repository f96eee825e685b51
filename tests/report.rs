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
fn tables(document: &Value) -> Vec<Vec<BTreeMap<String, Value>>> {
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
fn table_with<'t>(
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
fn a_reminder_is_recorded_once_a_day_and_then_a_level_higher() {
    let office = Workspace::of(Fixture::Demo);
    let duban =
        |day: &str, args: &str| office.duban(format!("--as-of {day} report reminder {args}"));
    let first = "--unit 县财政局 --record";
    duban("2024-06-28", first).stdout_has("催〔2024〕1号").run();
    let log = office.read("demo/progress.toml");
    assert!(log.contains("催〔2024〕1号，致县财政局"), "{log}");
    assert!(log.contains("提醒"), "{log}");
    // The same day says the same and records nothing again.
    duban("2024-06-28", first).stdout_has("催〔2024〕1号").run();
    assert_eq!(office.read("demo/progress.toml"), log);
    duban("2024-06-29", first)
        .stdout_has("催〔2024〕2号")
        .stdout_has("| 催办 |")
        .run();
    duban("2024-06-30", "--unit 县财政局")
        .stdout_has("催〔2024〕3号")
        .stdout_has("| 督办 |")
        .run();
    // A reminder is no report of the unit.
    office.says("--as-of 2024-06-30 undo", "4.1/");
    // Five working days from a Sunday; or as said.
    duban("2024-06-30", "--all")
        .stdout_has("2024年7月5日")
        .run();
    duban("2024-06-30", "--all --reply-by 2024-07-15")
        .stdout_has("2024年7月15日")
        .run();
    // Five working days, in a year whose days off are not published.
    duban("2034-06-28", "--all")
        .stderr_has("2034年的放假安排尚无数据")
        .run();
    duban("2034-06-28", "--all --reply-by 2034-07-15")
        .stderr("")
        .run();
    duban("2024-06-30", "--all --reply-by soon")
        .code(2)
        .stderr_has("不是有效日期：soon")
        .run();
    duban("2024-06-30", "--all -o slips/")
        .stdout_has("县财政局.docx")
        .run();
    assert!(office.folder().join("slips/县财政局.docx").is_file());
}

#[test]
fn a_reminder_s_number_is_one_unit_s_and_is_used_once() {
    let office = Workspace::of(Fixture::Demo);
    office.edit("demo/plan.toml", |text| {
        text.replacen(
            "[[section]]",
            "[[unit]]\nname = \"县财政局机关\"\n\n[[section]]",
            1,
        )
        .replace("\"县财政局\", \"县科协\"", "\"县财政局机关\", \"县财政局\"")
    });
    let reminders = |day: &str| {
        let args = format!("--as-of {day} report reminder --unit 县财政局 --record");
        office.run(args).stdout
    };
    let both = "--as-of 2024-06-28 report reminder --unit 县财政局机关 --record";
    assert!(office.run(both).stdout.contains("催〔2024〕1号"));
    assert!(reminders("2024-06-28").contains("催〔2024〕2号"));
    // A unit whose name begins with another's is not that one.
    assert!(reminders("2024-06-28").contains("催〔2024〕2号"));
    assert!(office.run(both).stdout.contains("催〔2024〕1号"));
    // A reminder by hand is no letter: the letter of the day is recorded beside it.
    office.run("remind 4.1 --level 督办 --on 2024-06-29");
    assert!(reminders("2024-06-29").contains("催〔2024〕3号"));
    assert!(reminders("2024-06-30").contains("催〔2024〕4号"));
}

#[test]
fn letters_are_numbered_over_all_plans_also_where_one_is_named() {
    let office = Workspace::of(Fixture::Two);
    for (plan, number) in [("second", "催〔2024〕1号"), ("demo", "催〔2024〕2号")] {
        let letter = "--as-of 2024-06-28 report reminder --unit 县财政局 --record --plan";
        office.duban(letter).args(plan).stdout_has(number).run();
    }
}

#[cfg(unix)]
#[test]
fn of_letters_made_at_once_one_has_the_number_and_the_others_are_to_be_made_again() {
    let office = Workspace::of(Fixture::Demo);
    let letter = |unit: &str| {
        let letter = office.duban("--as-of 2024-06-28 report reminder --record --unit");
        letter.args(unit)
    };
    let units = ["县财政局", "县教育局"];
    let ran = office.at_once(units.map(letter));
    let refused: Vec<&str> = units
        .into_iter()
        .zip(&ran)
        .filter(|(_, (code, said))| *code == 3 && said.contains("催〔2024〕1号已用于"))
        .map(|(unit, _)| unit)
        .collect();
    assert_eq!(refused.len(), 1, "{ran:?}");
    letter(refused[0]).stdout_has("催〔2024〕2号").run();
    // Nor are two letters of two plans to one unit.
    let two = Workspace::of(Fixture::Two);
    let of_plan = |plan: &str| {
        let letter = "--as-of 2024-06-28 report reminder --record --unit 县财政局 --plan";
        two.duban(letter).args(plan)
    };
    let ran = two.at_once(["demo", "second"].map(of_plan));
    let numbers = ["demo/progress.toml", "second/progress.toml"].map(|log| two.read(log));
    let first = numbers.map(|log| log.contains("催〔2024〕1号"));
    assert_ne!(first, [true, true], "{ran:?}");
    // Nor is one letter recorded twice.
    let again = "--as-of 2024-06-29 report reminder --record --unit 县财政局";
    let ran = office.at_once([(); 2].map(|()| office.duban(again)));
    let refused = ran.iter().filter(|(code, _)| *code == 3).count();
    assert_eq!(refused, 1, "{ran:?}");
    let log = office.read("demo/progress.toml");
    let letters = |text: &str| log.matches(text).count();
    assert_eq!(
        letters("号，致县财政局"),
        2 * letters("〔2024〕3号，致县财政局")
    );
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
fn an_issue_tells_the_next_one_where_to_begin() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let bulletin =
        |day: &str, args: &str| office.duban(format!("--as-of {day} report bulletin {args}"));
    bulletin("2024-03-31", "--since last")
        .code(2)
        .stderr_has("没有上期可比")
        .run();
    bulletin("2024-03-31", "--issue")
        .stdout_has("督查通报（第1期）")
        .stderr_has("第1期")
        .run();
    let issues = office.read("demo/bulletins.toml");
    assert!(issues.contains("revision = \""), "{issues}");
    let revision = issues.split('"').nth(1).unwrap();
    let gone = "0123456789abcdef0123456789abcdef01234567";
    office.write("demo/bulletins.toml", issues.replace(revision, gone));
    for since in ["", "--since last"] {
        bulletin("2024-06-30", since)
            .code(3)
            .stderr_has("第1期")
            .stderr_has(gone)
            .stderr_has("--since 2024-03-31")
            .run();
    }
    office.write("demo/bulletins.toml", &issues);
    bulletin("2024-06-30", "--since last")
        .stdout_has("督查通报（第2期）")
        .stdout_has("自2024年3月31日（第1期）以来")
        .run();
    bulletin("2024-06-30", "--corrects 7")
        .code(2)
        .stderr_has("第7期")
        .run();
    bulletin("2024-06-30", "--corrects 1 --issue")
        .stdout_has("本期更正第1期")
        .run();
    assert!(office.read("demo/bulletins.toml").contains("corrects = 1"));
    bulletin("2024-06-30", "").stdout_has("（第3期）").run();
    // What is corrected began where the issue before it ended: the first with none, the fourth, which corrects it, too.
    let began = "自2024年3月31日（第1期）以来";
    bulletin("2024-06-30", "--issue").run();
    bulletin("2024-06-30", "--corrects 3 --issue")
        .stdout_has("自2024年6月30日（第2期）以来")
        .run();
    bulletin("2024-06-30", "--corrects 4")
        .stdout_has("自2024年6月30日（第2期）以来")
        .run();
    for corrects in ["1", "2"] {
        bulletin("2024-06-30", &format!("--corrects {corrects}"))
            .stdout_lacks(began)
            .run();
    }
    // On an earlier day the next one was another.
    bulletin("2024-05-31", "")
        .stdout_has("督查通报（第2期）")
        .stdout_has(began)
        .run();
    bulletin("2024-03-30", "--since last")
        .code(2)
        .stderr_has("没有上期可比")
        .run();
    bulletin("2024-05-31", "--issue")
        .code(2)
        .stderr_has("截至 2024-06-30，新的一期不能早于该日")
        .run();
    bulletin("2024-06-30", "--since 2024-07-01")
        .code(2)
        .stderr_has("晚于截至日 2024-06-30")
        .run();
    office.refuses(
        2,
        "--as-of 2024-06-30 report reminder --all --reply-by 2024-06-29",
        "早于发文日 2024-06-30",
    );
}

#[cfg(unix)]
#[test]
fn a_letter_and_its_number_are_there_both_or_neither() {
    let names = |office: &Workspace| {
        let mut names: Vec<String> = fs::read_dir(office.folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let bulletin = "--as-of 2024-06-30 report bulletin --issue -o 通报.docx";
    let letter = "--as-of 2024-06-28 report reminder --unit 县财政局 --record -o 催办.docx";
    let office = Workspace::of(Fixture::Demo);
    let listed = names(&office);
    let log = office.read("demo/progress.toml");
    let issues = office.folder().join("plans/demo/bulletins.toml");
    // What cannot be recorded leaves no letter: the list is a folder, then a file that is not to be written.
    fs::create_dir(&issues).unwrap();
    office.refuses(3, bulletin, "此处不是普通文件");
    assert_eq!(names(&office), listed);
    fs::remove_dir(&issues).unwrap();
    fs::write(&issues, "# 期号\n").unwrap();
    read_only(&issues, true);
    office.refuses(3, bulletin, "bulletins.toml：没有权限");
    assert_eq!(names(&office), listed);
    read_only(&issues, false);
    let progress = office.folder().join("plans/demo/progress.toml");
    read_only(&progress, true);
    office.refuses(3, letter, "progress.toml：没有权限");
    assert_eq!(names(&office), listed);
    read_only(&progress, false);
    // What cannot be written is not recorded: nobody reads the pipe.
    let pipe = office.folder().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for command in [bulletin, letter] {
        let ending = if command == bulletin {
            "通报.docx"
        } else {
            "催办.docx"
        };
        let command = command.replace(ending, "pipe --format md");
        office.refuses(2, command, "没有程序在读");
        assert_eq!(fs::read_to_string(&issues).unwrap(), "# 期号\n");
        assert_eq!(office.read("demo/progress.toml"), log);
    }
    fs::remove_file(&pipe).unwrap();
    // Else both are there.
    office.run(bulletin);
    office.run(letter);
    assert_eq!(names(&office).len(), listed.len() + 2);
    assert!(fs::read_to_string(&issues).unwrap().contains("number = 1"));
    assert!(office.read("demo/progress.toml").contains("催〔2024〕1号"));
}

#[cfg(unix)]
fn read_only(path: &std::path::Path, is_read_only: bool) {
    let mut rights = fs::metadata(path).unwrap().permissions();
    rights.set_readonly(is_read_only);
    fs::set_permissions(path, rights).unwrap();
}

#[test]
fn an_issue_that_is_not_committed_keeps_no_next_one_from_being_right() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    let issue = || {
        office
            .duban("--as-of 2024-06-30 report bulletin --issue")
            .run()
            .stderr
    };
    issue();
    assert!(!issue().contains("未存档"));
    office.note_progress("demo", "开课");
    assert!(issue().contains("未存档"));
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
fn the_list_of_bulletins_is_recorded_and_checked_with_the_plan() {
    let office = Workspace::of(Fixture::Demo);
    office.commit_all();
    office.git("config user.name 甲");
    office.git("config user.email a@example.org");
    let status = |office: &Workspace| office.git("status --porcelain");
    office.run("report bulletin --issue --as-of 2024-03-31");
    assert_eq!(status(&office), "?? plans/demo/bulletins.toml\n");
    office.duban("brief").stdout_has("未存档1").run();
    office.duban("commit").stdout_has("更新通报期号").run();
    assert_eq!(status(&office), "");
    // A report and an issue go into one commit.
    office.run("progress 3.1.4/teachers@2023 --add 1");
    office.run("report bulletin --issue --as-of 2024-06-30");
    office.duban("brief").stdout_has("未存档2").run();
    office.run("commit");
    assert_eq!(status(&office), "");
    assert!(office.git("log -1 --format=%b").contains("更新通报期号"));
    let slip = office.read("demo/bulletins.toml") + "\n[[issue]]\nnumber = 3\non = 下周\n";
    office.write("demo/bulletins.toml", slip);
    office.prints(1, "check", "plans/demo/bulletins.toml:15:6: error: syntax");
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
    let own = std::fs::read_to_string(office.folder().join("x.ics")).unwrap();
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
fn a_reminder_answered_the_same_day_is_answered() {
    let here = Workspace::of(Fixture::Demo);
    let waiting = |deed: &str| {
        here.duban(deed).run();
        let handover = here.run("--as-of 2024-06-30 report handover").stdout;
        handover.contains("| 2024-06-12 |")
    };
    // What was said before the reminder answers nothing.
    here.run("progress 4.1/stations --text 话 --on 2024-06-12");
    assert!(waiting("remind 4.1/stations --level 催办 --on 2024-06-12"));
    assert!(!waiting("progress 4.1/stations --text 答 --on 2024-06-12"));
}

#[test]
fn a_reminder_s_text_is_nobody_s_progress() {
    let here = Workspace::of(Fixture::Demo);
    here.run("progress 4.1/stations --text 建了两处 --on 2024-06-10");
    here.run("remind 4.1/stations --level 催办 --text 请抓紧 --on 2024-06-12");
    let csv = here.run("--as-of 2024-06-30 export --format csv").stdout;
    assert!(csv.contains("建了两处") && !csv.contains("请抓紧"), "{csv}");
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
fn a_bulletin_of_one_unit_names_that_unit() {
    let here = Workspace::with_plan(TWO_TOWNS);
    let bulletin = here
        .run("--as-of 2024-07-25 report bulletin --unit 西镇")
        .stdout;
    assert!(bulletin.contains("| 西镇 | p:1.1/talk |"), "{bulletin}");
    assert!(!bulletin.contains("各镇"), "{bulletin}");
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
fn since_a_commit_of_a_later_day_nothing_changed_but_the_files() {
    let here = Workspace::of(Fixture::Demo);
    here.commit_all();
    // Committed today, reported on as of a day long past.
    let bulletin = "--as-of 2024-06-30 report bulletin --since HEAD --json";
    let document = here.run(bulletin).json();
    let tables = tables(&document);
    let by_standing = table_with(&tables, &["change"]);
    assert!(!by_standing.is_empty());
    for row in by_standing {
        assert_eq!(row["change"]["value"], 0, "{row:?}");
    }
}

#[test]
fn an_entry_that_is_written_another_way_since_a_commit_is_not_new() {
    let here = Workspace::of(Fixture::Demo);
    let bulletin = "--as-of 2024-06-30 report bulletin --since HEAD";
    here.commit_all();
    here.says(bulletin, "登记进展0条");
    here.edit("demo/progress.toml", |log| {
        log.replace("by = \"县教育局\"", "by = \"教育局\"")
            .replace("2022-12-01T16:02:11+08:00", "2022-12-01T08:02:11Z")
            .replace(
                "2022-12-20T09:00:00+08:00",
                "2022-12-20T09:00:00+08:00, on = 2022-12-20",
            )
    });
    here.says(bulletin, "登记进展0条");
    here.replace("demo/progress.toml", "上半年培训45名", "上半年培训46名");
    here.says(bulletin, "登记进展1条");
}

#[test]
fn since_a_commit_a_plan_that_was_unreadable_there_is_refused_and_a_renamed_one_is_not_new() {
    let here = Workspace::of(Fixture::Demo);
    here.commit_all();
    let bulletin = "--as-of 2024-06-30 report bulletin --json --since";
    let unchanged = here.run(format!("{bulletin} HEAD")).stdout;
    let plan = here.read("demo/plan.toml");
    here.write("demo/plan.toml", format!("x x\n{plan}"));
    here.commit_all();
    here.write("demo/plan.toml", &plan);
    here.commit_all();
    here.refuses(
        3,
        format!("{bulletin} HEAD~1"),
        "方案 demo 在 HEAD~1 的版本无法读取",
    );
    fs::rename(here.path("demo"), here.path("moved")).unwrap();
    for file in ["moved/plan.toml", "moved/progress.toml"] {
        here.edit(file, |text| text.replacen("\"demo\"", "\"moved\"", 1));
    }
    here.commit_all();
    for since in ["HEAD", "HEAD~1", "HEAD~3"] {
        let made = here.run(format!("{bulletin} {since}")).stdout;
        assert_eq!(made, unchanged.replace("demo", "moved"), "{since}");
    }
}

#[test]
fn without_anybody_to_remind_json_is_a_document_without_parts() {
    let here = Workspace::of(Fixture::Demo);
    let none = here.run("--as-of 2022-01-01 report reminder --all --json");
    assert_eq!(none.json()["parts"].as_array().unwrap().len(), 0);
}

#[test]
fn where_there_is_nothing_to_remind_of_the_unit_and_the_day_are_told_and_nothing_is_recorded() {
    let here = Workspace::of(Fixture::Demo);
    let log = here.read("demo/progress.toml");
    for (lang, said) in [
        ("zh", "截至 2022-01-01，县教育委员会没有需要催办的事项"),
        (
            "en",
            "as of 2022-01-01 there is nothing to remind 县教育委员会 of",
        ),
    ] {
        let asked = format!("--lang {lang} --as-of 2022-01-01 report reminder --unit jyj");
        for more in ["", "--record", "-o slip.docx --record"] {
            here.duban(format!("{asked} {more}"))
                .stdout("")
                .stderr_has(said)
                .run();
        }
        let document = here.run(format!("{asked} --json")).json();
        assert!(document["subtitle"][0].as_str().unwrap().contains(said));
    }
    assert!(!here.folder().join("slip.docx").exists());
    assert_eq!(here.read("demo/progress.toml"), log);
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
fn bulletins_begin_on_days_as_people_type_them() {
    let here = Workspace::of(Fixture::Demo);
    let made = |since: &str| {
        let bulletin = here.duban("report bulletin --as-of 2024-06-30 --since");
        bulletin.args([since]).run().stdout
    };
    let whole = made("2024-06-23");
    for since in ["-7d", "6.23", "6月23日"] {
        assert_eq!(made(since), whole, "{since}");
    }
}

#[test]
fn letters_say_to_whom_they_are_and_nobody_is_said_to_report() {
    let here = Workspace::of(Fixture::Demo);
    let ran = here
        .duban("--as-of 2024-06-28 report reminder --all --record")
        .stdout_has("demo:4.2/local-plan (西河镇)")
        .run();
    assert!(!ran.stderr.contains("报送单位"), "{}", ran.stderr);
    for deed in [
        "remind 4.2/local-plan --level notice",
        "postpone 4.2/local-plan 2024-12-31 --reason 换届",
    ] {
        here.duban(deed)
            .args("--of 西河镇 --as-of 2024-06-28")
            .stdout_has("demo:4.2/local-plan (西河镇)")
            .run();
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

#[test]
fn check_tells_what_is_wrong_in_the_list_of_bulletins() {
    let here = Workspace::of(Fixture::Demo);
    let list = "[[issue]]\nnumber = 1\non = 2024-03-31\nrevision = \"新\"\n\n[[issue]]\nnumber = 1\n\
                on = 2099-06-30\ncorrects = 9\n\n[[issue]]\nnumber = 0\non = 2024-09-30\nplan = \"x\"\n";
    here.write("demo/bulletins.toml", list);
    here.prints(
        1,
        "check",
        [
            "plans/demo/bulletins.toml:4:12: warning: not-a-revision",
            "plans/demo/bulletins.toml:7:10: error: issue-twice 第1期重复",
            "plans/demo/bulletins.toml:8:6: warning: day-to-come",
            "plans/demo/bulletins.toml:9:12: warning: unknown-issue",
            "plans/demo/bulletins.toml:12:10: error: bad-value",
            "plans/demo/bulletins.toml:14:1: warning: unknown-key",
        ],
    );
    here.refuses(3, "report bulletin --issue", "issue-twice");
    here.duban("brief")
        .code(3)
        .stdout_has("示例县")
        .stderr_has("issue-twice")
        .run();
}

#[test]
fn an_issue_that_is_taken_out_of_the_list_is_missed() {
    let here = Workspace::in_git(Fixture::Demo);
    here.run("report bulletin --issue -o 通报.docx");
    here.run("commit");
    let list = here.read("demo/bulletins.toml");
    here.run("check");
    let changed = list.replace("\non = ", "\non = 2024-01-31 # ");
    for edited in [changed.as_str(), "# 期号\n", ""] {
        here.write("demo/bulletins.toml", edited);
        here.says(
            "check",
            "demo/bulletins.toml:1:1: warning: issue-gone 上次存档中的第1期",
        );
        here.says("commit --dry-run", "通报记录中删去或改动第1期");
    }
    std::fs::remove_file(here.path("demo/bulletins.toml")).unwrap();
    here.says("check", "warning: issue-gone");
    here.refuses(4, "commit", "demo/bulletins.toml");
    here.says("commit --deleted", "通报记录中删去或改动第1期");
    assert_eq!(here.git("status --porcelain -- plans"), "");
    assert!(!here.run("check").stdout.contains("issue-gone"));
}

/// What was renumbered or respaced since was recorded before; what has the number of another now is new.
#[test]
fn a_bulletin_knows_what_was_renumbered_since_the_last() {
    let office = Workspace::in_git(Fixture::Demo);
    office.run("mark 3.1.1/launch done --on 2023-01-05");
    office.run("commit -m 办结");
    office.run("--as-of 2024-06-30 report bulletin --issue -o 1.docx");
    office.git("add -A");
    office.git("commit -q -m 第1期");
    let since = || {
        let report = office.run("--as-of 2024-07-01 report bulletin --since last");
        let mut lines = report.stdout.lines();
        let line = lines.find(|line| line.contains("（第1期）以来"));
        line.unwrap_or_else(|| panic!("{}", report.stdout))
            .to_owned()
    };
    let nothing = since();
    for file in ["demo/plan.toml", "demo/progress.toml"] {
        office.edit(file, |text| text.replace("3.1.1", "3.1.8"));
    }
    office.edit("demo/progress.toml", |text| {
        text.replace("  { at", "  {  at")
    });
    assert_eq!(since(), nothing);
    office.edit("demo/plan.toml", |text| {
        let item = "\n[[action]]\nid = \"3.1.1\"\ntitle = \"另一项\"\n";
        format!("{text}{item}")
    });
    office.run("check --fix");
    office.run("mark 3.1.1/launch done --on 2024-07-01");
    assert_ne!(since(), nothing);
}
