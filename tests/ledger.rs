//! The ledger (台账) that an office keeps: its columns, its cells, and that it says what `export` says.

use std::collections::HashMap;
use std::fs;

use serde_json::Value;

use crate::common::duban::{Fixture, Workspace, each};

const AS_OF: &str = "2024-06-30";

const ZH: &str = "序号,编号,任务来源,重点任务,具体举措,量化指标,牵头单位,配合单位,启动时间,完成时限,现行时限,进展情况,完成值,计量单位,序时进度,存在问题,下一步打算,亮灯,原因,状态,办结时间,销号时间,延期说明,催办,佐证,备注";
const EN: &str = "No.,ID,Source,Task,Milestone,Target,Lead,Support,Start,Due,Due now,Progress,Value,Unit of measure,Time share,Problems,Next steps,Lamp,Reason,Status,Done on,Closed on,Postponements,Reminders,Evidence,Remarks";

/// The ledger written to a file.
fn written(here: &Workspace, file: &str, more: &str) -> Vec<u8> {
    let args = ["report", "ledger", "--as-of", AS_OF, "-o", file];
    let run = here.duban(args);
    run.args(more).run();
    fs::read(here.folder().join(file)).unwrap()
}

/// The ledger as CSV, its byte order mark taken off.
fn csv(here: &Workspace, more: &str) -> String {
    let text = String::from_utf8(written(here, "台账.csv", more)).unwrap();
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n")
}

/// Its rows, each by heading.
fn rows(text: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn recorded() -> Workspace {
    let here = Workspace::of(Fixture::Demo);
    let deeds: [&str; 6] = [
        "progress 3.1.4/teachers@2024 --value 20 --text 上半年培训20名 --problem 师资不足 --on 2024-06-20 --evidence 示教〔2024〕3号",
        "remind 3.1.4/teachers@2024 --level 提醒 --by 县科协 --text 请抓紧 --on 2024-06-25",
        "remind 3.1.4/teachers@2024 --level 催办 --by 县科协 --on 2024-06-28",
        "postpone 4.1/budget 2024-09-30 --reason 预算未批 --on 2024-03-05",
        "postpone 4.1/budget 2024-08-31 --approved-by 县科协 --on 2024-03-12",
        "mark 4.1/one-day done --on 2024-06-30",
    ];
    for deed in deeds {
        here.run(deed);
    }
    here
}

#[test]
fn the_columns_stand_in_the_order_that_is_promised() {
    let here = recorded();
    for (lang, header) in [("zh", ZH), ("en", EN)] {
        let text = csv(&here, &format!("--lang {lang}"));
        assert_eq!(text.lines().next(), Some(header));
        insta::assert_snapshot!(format!("ledger_demo_{lang}"), text);
    }
    let real = csv(&Workspace::of(Fixture::Zhangping), "");
    insta::assert_snapshot!("ledger_zhangping", real);
}

#[test]
fn every_cell_says_what_export_says() {
    let here = recorded();
    let export = here.run(["export", "--as-of", AS_OF]).json();
    let mut milestones: HashMap<String, (&Value, &Value)> = HashMap::new();
    for action in export["actions"].as_array().unwrap() {
        for milestone in action["milestones"].as_array().unwrap() {
            let id = format!("demo:{}", milestone["id"].as_str().unwrap());
            milestones.insert(id, (action, milestone));
        }
    }
    let rows = rows(&csv(&here, ""));
    assert_eq!(rows.len(), milestones.len());
    let as_text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let statuses = [
        ("todo", "未启动"),
        ("doing", "进行中"),
        ("done", "已办结"),
        ("closed", "已销号"),
    ];
    for (at, row) in rows.iter().enumerate() {
        let (action, milestone) = milestones[&row["编号"]];
        let names = |key: &str| {
            let names: Vec<String> = each(&action[key]).map(as_text).collect();
            names.join("、")
        };
        assert_eq!(row["序号"], (at + 1).to_string());
        assert_eq!(row["任务来源"], "示政〔2022〕1号");
        assert_eq!(row["重点任务"], action["title"]);
        assert_eq!(
            (&row["牵头单位"], &row["配合单位"]),
            (&names("lead"), &names("support"))
        );
        for (heading, key) in [
            ("启动时间", "start"),
            ("完成时限", "due"),
            ("现行时限", "due_now"),
            ("完成值", "value"),
        ] {
            assert_eq!(
                row[heading],
                as_text(&milestone[key]),
                "{heading} of {}",
                row["编号"]
            );
        }
        // A reason explains what the dates in the other columns do not say.
        let reason = as_text(&milestone["reason"]);
        let explained = match milestone["standing"].as_str().unwrap() {
            "on_track" | "not_yet" => "",
            "done" | "closed" => reason[10..].trim_matches(['（', '）', ' ']),
            _ => reason.as_str(),
        };
        assert_eq!(row["原因"], explained);
        let status = statuses
            .iter()
            .find(|(key, _)| milestone["status"] == *key)
            .unwrap();
        assert_eq!(row["状态"], status.1);
    }
    let of = |id: &str| {
        rows.iter()
            .find(|row| row["编号"] == format!("demo:{id}"))
            .unwrap()
    };
    let teachers = of("3.1.4/teachers@2024");
    // What was reported, never what a reminder said.
    assert_eq!(teachers["进展情况"], "2024-06-20：上半年培训20名");
    assert_eq!(teachers["存在问题"], "2024-06-20：师资不足");
    assert_eq!(teachers["催办"], "2次，最近 2024-06-28 催办");
    // 182 of 366 days.
    assert_eq!(teachers["序时进度"], "49.7%");
    let budget = of("4.1/budget");
    assert_eq!(
        (budget["完成时限"].as_str(), budget["现行时限"].as_str()),
        ("2024-02-29", "2024-08-31")
    );
    assert_eq!(
        budget["延期说明"],
        "2024-03-05 申请延至 2024-09-30：预算未批；2024-03-12 经县科协批准延至 2024-08-31"
    );
    assert_eq!(budget["备注"], "时限逢周末");
    assert_eq!(of("4.1/one-day")["办结时间"], "2024-06-30");
    assert_eq!(of("4.2/local-plan")["进展情况"], "已报 1/2，未报：西河镇");
}

#[test]
fn an_office_has_its_own_columns_and_filters_as_list_does() {
    let here = recorded();
    let settings = "[report.ledger]\ncolumns = [\"Lamp\", { name = \"工作任务\", is = \"重点任务\" }, \"编号\"]\n";
    fs::write(here.folder().join("duban.toml"), settings).unwrap();
    let text = csv(&here, "--unit 科协 --standing overdue,soon,done");
    insta::assert_snapshot!(text, @"
    Lamp,工作任务,编号
    已办结,落实经费,demo:4.1/one-day
    ");
    fs::write(
        here.folder().join("duban.toml"),
        "[report.ledger]\ncolumns = \"编号\"\n",
    )
    .unwrap();
    here.refuses(
        3,
        "report ledger --format csv",
        "duban.toml:2:11: error: wrong-type",
    );
}

#[test]
fn the_same_ledger_has_the_same_bytes_and_a_workbook_needs_a_file() {
    let here = Workspace::of(Fixture::Five);
    let first = written(&here, "一.xlsx", "");
    assert_eq!(first, written(&here, "二.xlsx", ""));
    assert!(first.starts_with(b"PK"));
    let unfit = "xlsx 不能输出到屏幕";
    here.refuses(2, "report ledger --format xlsx", unfit);
    let over_a_plan = "report ledger -o plans/zhangping/plan.toml";
    here.refuses(2, over_a_plan, "不能是 toml");
}

#[test]
fn hostile_text_stays_text_in_a_workbook() {
    let here = Workspace::of(Fixture::Demo);
    here.edit("demo/plan.toml", |text| {
        text.replace("short = \"示例县\"", "short = \"甲/乙[1]:'*?\"")
            .replace(
                "title = \"弘扬科学精神\"",
                "title = \"=HYPERLINK(\\\"http://x\\\")\"",
            )
            .replace("title = \"营造氛围\"", "title = \"_x0041_]]>&<\\u0007\"")
    });
    let long = "长".repeat(40_000);
    here.run([
        "progress", "4.1/budget", "--text", &long, "--on", "2024-02-01",
    ]);
    here.run([
        "progress", "4.1/stations", "--text", "+1\t@x", "--on", "2024-02-01",
    ]);
    let bytes = written(&here, "台账.xlsx", "");
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let name = calamine::Reader::sheet_names(&book).concat();
    assert_eq!(name, "甲_乙_1__'__");
    let range = calamine::Reader::worksheet_range(&mut book, &name).unwrap();
    let formulas = calamine::Reader::worksheet_formula(&mut book, &name).unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
    let cell = |row: u32, column: u32| range.get_value((row, column)).unwrap().clone();
    let text = |row, column| match cell(row, column) {
        calamine::Data::String(text) => text,
        other => panic!("{other:?}"),
    };
    // The title, what it is of, the header, and under it one row per milestone.
    assert_eq!(text(2, 0), "序号");
    assert_eq!(text(3, 3), "=HYPERLINK(\"http://x\")");
    let rows = 3..range.height() as u32;
    let of = |id: &str| {
        rows.clone()
            .find(|row| text(*row, 1).ends_with(id))
            .unwrap()
    };
    let progress = text(of("4.1/budget"), 11);
    assert_eq!(progress.encode_utf16().count(), 32_767);
    assert!(progress.starts_with("2024-02-01：长") && progress.ends_with("长..."));
    let title = text(of("4.3/deepen"), 3);
    assert!(
        title.starts_with("_x0041_]]>&<") && !title.contains('\u{7}'),
        "{title:?}"
    );
    assert!(text(of("4.1/stations"), 11).contains("+1"));
    // Days and numbers are days and numbers.
    assert!(matches!(cell(3, 8), calamine::Data::DateTime(_)));
    assert_eq!(cell(3, 0), calamine::Data::Float(1.0));
    assert!(matches!(cell(3, 14), calamine::Data::Float(share) if share <= 1.0));
}

#[test]
fn the_sheets_of_all_units_are_one_document_for_programs() {
    let office = Workspace::of(Fixture::Demo);
    let one = office.run("report feedback --unit 教育局 --json").json();
    let all = office.run("report feedback --all --json").json();
    let sheets = all["sheets"].as_array().unwrap();
    assert!(sheets.len() > 1 && sheets.contains(&one), "{all}");
    // Two plans with the same units name each of them once.
    let two = Workspace::of(Fixture::Two);
    let hint = "办法：最接近的：县教育局\n";
    two.refuses(2, "list --unit 县教育厅厅", hint);
}

#[test]
fn the_workbook_prints_on_the_paper_that_the_office_has() {
    let office = Workspace::of(Fixture::Demo);
    let paper = || {
        office.run("report ledger -o l.xlsx");
        let bytes = fs::read(office.folder().join("l.xlsx")).unwrap();
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut sheet = String::new();
        let mut part = book.by_name("xl/worksheets/sheet1.xml").unwrap();
        std::io::Read::read_to_string(&mut part, &mut sheet).unwrap();
        assert!(sheet.contains("fitToPage=\"1\"") && sheet.contains("orientation=\"landscape\""));
        let at = sheet.find("paperSize=\"").unwrap() + 11;
        sheet[at..=at].to_owned()
    };
    assert_eq!(paper(), "9", "A4");
    let settings = office.folder().join("duban.toml");
    fs::write(settings, "[report.ledger]\npaper = \"A3\"\n").unwrap();
    assert_eq!(paper(), "8", "A3");
}
