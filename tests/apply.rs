//! Feedback sheets (进展反馈表) that come back, saved by whatever the unit has, and ledgers that an office kept before.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::duban::{Duban, Fixture, Workspace, each};
use crate::common::packed::{edit_parts, put_cell};

const AS_OF: &str = "2024-06-30";

/// The sheet of 县教育局 as of 30 June 2024, filled in and saved by `LibreOffice` (openpyxl where its name says so).
const SAVED: [&str; 6] = [
    "filled.xlsx", "filled.xls", "filled.ods", "filled.csv", "gbk.csv", "openpyxl.xlsx",
];

fn saved(file: &str) -> String {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feedback");
    data.join(file).to_str().unwrap().to_owned()
}

fn office() -> Workspace {
    let here = Workspace::of(Fixture::Demo);
    here.commit_all();
    here
}

fn apply(here: &Workspace, file: &str, more: &str) -> Duban {
    let is_named = ["--unit", "--map"].iter().any(|it| more.contains(it));
    let unit = if is_named { "" } else { "--unit 教育局" };
    here.duban(["apply", file, "--as-of", AS_OF])
        .args(unit)
        .args(more)
}

/// A sheet with these rows under the headings that are needed.
fn sheet(here: &Workspace, rows: &str) -> String {
    let text =
        format!("编号,现状态,现完成值,状态,日期,完成值,进展情况,存在问题,下一步打算,佐证\n{rows}");
    let file = here.folder().join("反馈.csv");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

fn entries(here: &Workspace) -> usize {
    here.read("demo/progress.toml").matches("{ at = ").count()
}

/// The log of a milestone without the moments at which it was recorded.
fn log(here: &Workspace, id: &str) -> String {
    let shown = here
        .run(["export", "--plan", "demo", "--as-of", AS_OF])
        .json();
    let actions = each(&shown["actions"]);
    let mut milestones = actions.flat_map(|action| action["milestones"].as_array().unwrap());
    let mut log = milestones.find(|it| it["id"] == id).unwrap()["log"].clone();
    for entry in log.as_array_mut().unwrap() {
        entry.as_object_mut().unwrap().remove("at");
    }
    log.to_string()
}

#[test]
fn every_saved_form_is_read_alike_and_undone_as_one() {
    let mut first: Option<(String, Vec<String>)> = None;
    for file in SAVED {
        let here = office();
        let before = here.read("demo/progress.toml");
        let file = saved(file);
        let dry = apply(&here, &file, "--dry-run").run();
        assert_eq!(
            here.read("demo/progress.toml"),
            before,
            "a dry run writes nothing"
        );
        let done = apply(&here, &file, "").stderr_has("已登记 4 行").run();
        assert_eq!(dry.stdout, done.stdout, "{file}");
        let logs = [
            "3.1.1/launch", "3.1.1/deepen", "3.1.4/teachers@2023", "3.1.4/teachers@2024",
        ];
        let logs: Vec<String> = logs.iter().map(|id| log(&here, id)).collect();
        match &first {
            None => {
                insta::assert_snapshot!(
                    "apply_saved",
                    format!("{}{}", done.stdout, logs.join("\n"))
                );
                first = Some((done.stdout, logs));
            }
            Some((said, known)) => assert_eq!((said, known), (&done.stdout, &logs), "{file}"),
        }
        here.run("check");
        apply(&here, &file, "")
            .stdout("")
            .stderr_has("表中没有新的内容")
            .run();
        assert_eq!(entries(&here), before.matches("{ at = ").count() + 4);
        here.run("undo");
        assert_eq!(here.read("demo/progress.toml"), before, "{file}");
    }
}

#[test]
fn the_sheets_go_out_for_every_unit_and_say_nothing_new_when_they_come_back_empty() {
    let here = office();
    let made = here.run([
        "report", "feedback", "--all", "-o", "反馈表", "--as-of", AS_OF,
    ]);
    let units: Vec<&str> = made
        .stdout
        .lines()
        .map(|line| line.rsplit('/').next().unwrap())
        .collect();
    // Who owes nothing that is open gets none: 东山镇 has reported, 各镇 is what others report.
    assert_eq!(
        units,
        [
            "县教育局.xlsx", "县科协.xlsx", "县委文明办.xlsx", "县财政局.xlsx", "西河镇.xlsx"
        ]
    );
    for unit in ["县教育局", "西河镇"] {
        let file = here.folder().join(format!("反馈表/{unit}.xlsx"));
        apply(&here, file.to_str().unwrap(), &format!("--unit {unit}"))
            .stdout("")
            .run();
    }
    let file = here.folder().join("反馈表/县科协.xlsx");
    apply(&here, file.to_str().unwrap(), "")
        .code(2)
        .stderr_has("这张表是发给县科协的")
        .run();
    here.refuses(2, "report feedback -o x.xlsx", "--all");
    here.refuses(2, "report feedback --unit 教育局", "xlsx 不能输出到屏幕");
}

#[test]
fn a_sheet_is_of_the_unit_that_it_names() {
    let here = office();
    let before = here.read("demo/progress.toml");
    let apply = |file: &str, more: &str| here.duban(["apply", file, "--as-of", AS_OF]).args(more);
    for lang in ["zh", "en"] {
        apply(&saved("filled.xlsx"), &format!("--lang {lang}"))
            .stderr_has("县教育局")
            .run();
        let after = here.read("demo/progress.toml");
        assert!(
            after.matches("by = \"县教育局\"").count()
                > before.matches("by = \"县教育局\"").count()
        );
        here.run("undo");
        assert_eq!(here.read("demo/progress.toml"), before);
    }
    // What is given must be the same unit.
    apply(&saved("filled.xlsx"), "--unit 县科协")
        .code(2)
        .stderr_has("这张表是发给县教育局的，不是县科协的")
        .run();
    // A sheet without its hidden part names none.
    apply(
        &sheet(&here, "demo:3.1.4/teachers@2023,,,进行中,,,已办班,,,\n"),
        "",
    )
    .code(2)
    .stderr_has("--unit")
    .run();
    // A name that the plan has no more is told with the way out.
    let plan = here.read("demo/plan.toml");
    let other = plan.replace("县教育局", "县教体局");
    here.write("demo/plan.toml", &other);
    for unit in ["", "--unit 县教体局"] {
        apply(&saved("filled.xlsx"), unit)
            .code(2)
            .stderr_has("aliases")
            .run();
    }
    assert_eq!(here.read("demo/progress.toml"), before);
    let aliases = "aliases = [\"教育局\"";
    let known = other.replace(aliases, &format!("{aliases}, \"县教育局\""));
    here.write("demo/plan.toml", known);
    apply(&saved("filled.xlsx"), "")
        .stderr_has("县教育局")
        .run();
}

#[test]
fn what_changed_since_the_sheet_was_made_is_a_conflict_of_its_cell() {
    let here = office();
    here.run("progress 3.1.4/teachers@2023 --value 50 --on 2024-01-05");
    here.run("mark 3.1.1/launch doing --on 2024-06-29");
    let before = here.read("demo/progress.toml");
    let file = saved("filled.ods");
    apply(&here, &file, "")
        .code(3)
        .stderr_has("进展反馈 J8「６０名」：反馈表发出后这一项已改为 50名")
        .stderr_has("进展反馈 H4「已办结」：反馈表发出后这一项已改为 进行中")
        .stderr_has("全部未登记")
        .run();
    assert_eq!(here.read("demo/progress.toml"), before);
    apply(&here, &file, "--partial")
        .code(3)
        .writes()
        .stderr_has("已登记 2 行")
        .run();
    assert_eq!(entries(&here), before.matches("{ at = ").count() + 2);
    // A CSV file has lost the hidden sheet: what it shows of its making is held against the plan.
    let here = office();
    here.run("progress 3.1.4/teachers@2023 --value 50 --on 2024-01-05");
    apply(&here, &saved("gbk.csv"), "")
        .code(3)
        .stderr_has("J8「６０名」：反馈表发出后这一项已改为 50名")
        .run();
}

#[test]
fn cells_that_do_not_fit_are_named_and_nothing_is_written() {
    let here = office();
    for (row, cell) in [
        (
            "demo:3.1.1/launch,,,已销号,,,,,,",
            "D2「已销号」：销号由督查单位认定",
        ),
        ("demo:3.1.1/launch,,,中止,,,,,,", "D2「中止」：中止须经批准"),
        ("demo:3.1.1/launch,,,差不多,,,,,,", "D2「差不多」：不是状态"),
        (
            "demo:3.1.1/launch,,,受阻,,,,,,",
            "D2「受阻」：受阻要说明原因",
        ),
        (
            "demo:3.1.1/launch,,,已办结,昨天,,,,,",
            "E2「昨天」：不是日期",
        ),
        (
            "demo:3.1.1/launch,,,已办结,2099-01-01,,,,,",
            "E2「2099-01-01」：2099-01-01 尚未到来",
        ),
        (
            "demo:3.1.4/teachers@2024,,,,,许多,,,,",
            "F2「许多」：不是数字",
        ),
        (
            "demo:3.1.4/teachers@2024,,,,,40%,,,,",
            "F2「40%」：不是数字",
        ),
        (
            "demo:3.1.4/teachers@2024,,,已办结,,30,,,,",
            "D2「已办结」：",
        ),
        (
            "demo:3.1.4/teachers@2099,,,,,30,,,,",
            "A2「demo:3.1.4/teachers@2099」：没有这个编号的节点",
        ),
        (
            "demo:4.1/budget,,,已办结,,,,,,",
            "A2「demo:4.1/budget」：不是该单位的节点",
        ),
        (
            "demo:4.2/local-plan,,,已办结,,,,,,",
            "A2「demo:4.2/local-plan」：不是该单位的节点",
        ),
        ("demo:3.1.1/launch,,,,,,#NAME?,,,", "G2「#NAME?」：公式出错"),
        (
            "demo:3.1.1/launch,,,已办结,,,,,,\ndemo:3.1.1/launch,,,,,,甲,,,",
            "A3「demo:3.1.1/launch」：与 A2 是同一个节点",
        ),
    ] {
        let file = sheet(&here, row);
        apply(&here, &file, "")
            .code(3)
            .stderr_has(cell)
            .stderr_has("办法")
            .run();
    }
    // Rows that others could not mean, and what is blank, are no fault.
    let file = sheet(
        &here,
        ",,,,,,,,,\n填表人：王五,,,,,,,,,\n,,,,,,顺带一提,,,\n",
    );
    apply(&here, &file, "").stderr_has("第 4 行没有编号").run();
}

#[test]
fn what_is_no_sheet_is_refused_with_a_way_out() {
    let here = office();
    let whole = fs::read(saved("filled.xlsx")).unwrap();
    let files: [(&str, &[u8]); 5] = [
        ("cut.xlsx", &whole[..whole.len() / 2]),
        ("empty.xlsx", b""),
        ("noise.ods", b"PK\x03\x04 nothing of the kind"),
        ("other.csv", "甲,乙\n1,2\n".as_bytes()),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n"),
    ];
    for (name, bytes) in files {
        let file = here.folder().join(name);
        fs::write(&file, bytes).unwrap();
        apply(&here, file.to_str().unwrap(), "")
            .code(3)
            .stderr_has("办法")
            .run();
    }
    apply(&here, "nowhere.xlsx", "")
        .code(3)
        .stderr_has("nowhere.xlsx 无法读取：不存在")
        .run();
    apply(&here, &saved("filled.xlsx"), "--unit 税务局")
        .code(2)
        .stderr_has("没有责任单位「税务局」")
        .run();
    here.refuses(
        2,
        "apply x.xlsx --unit 教育局 --at 2024-01-01",
        "请去掉 --at",
    );
}

#[test]
fn columns_may_be_moved_and_added_and_a_unit_reports_its_own_part() {
    let here = office();
    let file = here.folder().join("移列.csv");
    let text = "\u{feff}某县,,,\n备注（可不填）,进展情况（截至6月底）,编 号,日　期,状态\n无,已印发,demo:4.2/local-plan,2024年5月,已办结\n";
    fs::write(&file, text).unwrap();
    apply(&here, file.to_str().unwrap(), "--unit 西河镇").run();
    let log = log(&here, "4.2/local-plan");
    assert!(
        log.contains("\"by\":\"西河镇\"") && log.contains("\"on\":\"2024-05-31\""),
        "{log}"
    );
    here.says(["show", "4.2/local-plan", "--as-of", AS_OF], "已报 2/2");
}

#[test]
fn programs_read_what_a_sheet_comes_to() {
    let here = office();
    let file = sheet(
        &here,
        "demo:3.1.1/launch,,,已销号,,,,,,\ndemo:3.1.1/deepen,,,进行中,6月28日,,开课,,,\n",
    );
    let ran = apply(&here, &file, "--json --partial")
        .code(3)
        .writes()
        .stderr_has("1 处不合要求，所在的行未登记")
        .run();
    let said = ran.json();
    assert_eq!(said["written"], Value::Bool(true));
    let fault = &said["faults"][0];
    assert_eq!(
        (&fault["cell"], &fault["code"]),
        (&"D2".into(), &"not-for-units".into())
    );
    let change = &said["changes"][0];
    assert_eq!(
        (&change["id"], &change["on"]),
        (&"demo:3.1.1/deepen".into(), &"2024-06-28".into())
    );
    assert_eq!(change["fields"][0]["field"], "status");
    for lang in ["zh", "en"] {
        let file = sheet(&here, "demo:3.1.4/teachers@2024,,,已办结,,60,,,,\n");
        let said = apply(&here, &file, &format!("--json --dry-run --lang {lang}"));
        let said = said.run().json();
        let of_status = &said["changes"][0]["fields"][0];
        assert_eq!(
            (&of_status["from"], &of_status["to"]),
            (&"todo".into(), &"done".into())
        );
    }
}

#[test]
fn what_is_written_into_a_column_that_is_not_filled_in_is_told() {
    use rust_xlsxwriter::Workbook;
    let here = office();
    let before = here.read("demo/progress.toml");
    let sheet = |cells: &[(u32, u16, &str)]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let headings = "编号 现状态 现完成值 状态 日期 完成值 进展情况 存在问题 下一步打算 佐证";
        for (at, heading) in headings.split(' ').enumerate() {
            sheet.write(0, at as u16, heading).unwrap();
        }
        for (row, year, status, value) in [(1, "2023", "进行中", "45"), (2, "2024", "未启动", "")]
        {
            let id = format!("demo:3.1.4/teachers@{year}");
            for (column, text) in [&id, status, value].into_iter().enumerate() {
                sheet.write(row, column as u16, text).unwrap();
            }
        }
        for (row, column, text) in cells {
            sheet.write(*row, *column, *text).unwrap();
        }
        let origin = book.add_worksheet().set_name("duban").unwrap();
        let rows = [
            "duban", "id", "demo:3.1.4/teachers@2023", "demo:3.1.4/teachers@2024",
        ];
        let made = ["", "status", "doing", "todo"]
            .into_iter()
            .zip(["", "value", "45", ""]);
        for (row, (id, (status, value))) in rows.into_iter().zip(made).enumerate() {
            for (column, text) in [id, status, value, ""].into_iter().enumerate() {
                origin.write(row as u32, column as u16, text).unwrap();
            }
        }
        let file = here.folder().join("反馈.xlsx");
        book.save(&file).unwrap();
        file.to_str().unwrap().to_owned()
    };
    // As it was sent out, and with nothing else in the row.
    apply(&here, &sheet(&[]), "")
        .stderr_has("表中没有新的内容")
        .run();
    apply(&here, &sheet(&[(2, 1, "已办结")]), "")
        .code(3)
        .stderr_has("B3「已办结」：这一列不用填，这一格原为：未启动")
        .run();
    apply(&here, &sheet(&[(1, 2, "60"), (1, 6, "完成了")]), "")
        .code(3)
        .stderr_has("C2「60」：这一列不用填，这一格原为：45")
        .run();
    let said = apply(&here, &sheet(&[(2, 2, "5")]), "--json")
        .code(3)
        .stderr_has("1 处不合要求，全部未登记")
        .run()
        .json();
    assert_eq!(said["faults"][0]["code"], "not-to-fill-in");
    assert_eq!(here.read("demo/progress.toml"), before);
    // The other rows can be recorded.
    apply(&here, &sheet(&[(1, 2, "60"), (2, 6, "开班")]), "--partial")
        .code(3)
        .writes()
        .stderr_has("已登记 1 行")
        .run();
}

#[test]
fn what_a_later_day_says_otherwise_is_not_said_to_change() {
    let here = office();
    here.run("mark 3.1.4/teachers@2024 doing --value 40 --by 县教育局 --on 2024-06-20");
    let row = |day: &str| format!("demo:3.1.4/teachers@2024,,,,{day},45,,,,\n");
    let earlier = sheet(&here, &row("2024-06-10"));
    apply(&here, &earlier, "--dry-run")
        .stdout_has("当日为 45名；2024-06-20 起仍为 40名")
        .stdout_lacks("改为")
        .run();
    let said = apply(&here, &earlier, "--dry-run --json").run().json();
    assert_eq!(said["changes"][0]["fields"][0]["until"], "2024-06-20");
    let later = sheet(&here, &row("2024-06-25"));
    apply(&here, &later, "--dry-run")
        .stdout_has("40名 改为 45名")
        .run();
}

#[test]
fn an_office_begins_with_the_ledger_it_has() {
    let here = office();
    let file = here.folder().join("台账.csv");
    let text = "某县重点任务推进台账,,,,,,\n序号,任务内容,具体措施,牵头部门,完成时限,具体进展,完成状态,完成数,存在的困难或问题,经办人\n\
        1,（一）落实经费,列入预算,县科协,2024年2月29日,已列入年初预算,已完成,,,张三\n\
        2,加强科学教育师资队伍建设,骨干教师培训,县教育局,2024年12月31日,已办一期,推进中,18名,场地不足,李四\n\
        3,修桥铺路,,交通局,,桥已通车,已完成,,,王五\n\
        4,弘扬科学精神,,县教育局,,课程已上线,正在办理,,,赵六\n";
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let ran = apply(&here, file, "--map").run();
    insta::assert_snapshot!("apply_map", ran.stdout);
    let logged = log(&here, "3.1.4/teachers@2024");
    assert!(
        logged.contains("\"value\":18") && logged.contains("\"by\":\"县教育局\""),
        "{logged}"
    );
    apply(&here, file, "--map")
        .stderr_has("表中没有新的内容")
        .run();
    // Our own ledger says nothing new either.
    here.run(["report", "ledger", "--as-of", AS_OF, "-o", "own.xlsx"]);
    apply(&here, "own.xlsx", "--map")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn merged_cells_count_for_all_that_they_cover() {
    use rust_xlsxwriter::{Format, Workbook};
    let here = office();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    sheet
        .merge_range(0, 0, 0, 4, "县教育局报送", &format)
        .unwrap();
    sheet.merge_range(1, 0, 2, 0, "编号", &format).unwrap();
    sheet.merge_range(1, 1, 1, 3, "填报内容", &format).unwrap();
    for (at, heading) in ["状态", "进展情况", "存在问题"].iter().enumerate() {
        sheet.write(2, at as u16 + 1, *heading).unwrap();
    }
    for (row, id) in ["3.1.1/deepen", "3.1.4/teachers@2024"].iter().enumerate() {
        sheet
            .write(row as u32 + 3, 0, format!("demo:{id}"))
            .unwrap();
        sheet.write(row as u32 + 3, 2, format!("甲{row}")).unwrap();
    }
    sheet.merge_range(3, 1, 4, 1, "进行中", &format).unwrap();
    sheet.merge_range(3, 3, 4, 3, "人手不足", &format).unwrap();
    let file = here.folder().join("并格.xlsx");
    book.save(&file).unwrap();
    apply(&here, file.to_str().unwrap(), "")
        .stderr_has("已登记 2 行")
        .run();
    for id in ["3.1.1/deepen", "3.1.4/teachers@2024"] {
        let log = log(&here, id);
        assert!(log.contains("doing") && log.contains("人手不足"), "{log}");
    }
}

#[test]
fn the_same_sheet_twice_says_nothing_new_whatever_came_after_its_days() {
    let here = office();
    // Later in the log: a value of a later day, and the sheet's own status taken back.
    here.duban("progress 3.1.4/teachers@2024 --value 30")
        .args(["--on", "2024-06-27", "--by", "县教育局"])
        .run();
    let rows = "demo:3.1.4/teachers@2024,,,,2024-06-20,25,,,,\n\
                demo:3.1.1/deepen,,,受阻,2024-06-20,,,场地未落实,,\n";
    let file = sheet(&here, rows);
    apply(&here, &file, "").stderr_has("已登记 2 行").run();
    here.duban("mark 3.1.1/deepen doing --on 2024-06-28")
        .args(["--by", "县教育局"])
        .run();
    let before = here.read("demo/progress.toml");
    apply(&here, &file, "")
        .stdout("")
        .stderr_has("表中没有新的内容")
        .run();
    assert_eq!(here.read("demo/progress.toml"), before);
}

#[test]
fn a_file_that_is_no_sheet_is_refused_in_the_language_of_the_office() {
    let here = office();
    for (bytes, why) in [(&b""[..], "没有文字"), (b"PK\x03\x04cut", "已损坏或不完整")] {
        let file = here.folder().join("反馈.xlsx");
        fs::write(&file, bytes).unwrap();
        apply(&here, file.to_str().unwrap(), "")
            .code(3)
            .stderr_has(why)
            .stderr_has("请发送方另存为 .xlsx")
            .run();
    }
}

#[test]
fn a_column_that_chooses_a_status_is_one_whatever_it_is_called() {
    let ledger = |here: &Workspace, heading: &str, says: [&str; 2]| {
        let file = here.folder().join("台账.csv");
        let text = format!(
            "任务内容,牵头部门,具体进展,{heading}\n\
             1.加强科学教育师资队伍建设：骨干教师培训 2024,县教育局,已办一期,{}\n\
             弘扬科学精神：深入实施,县教育局,课程已上线,{}\n",
            says[0], says[1]
        );
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let here = office();
    let file = ledger(&here, "完成情况", ["正在推进", "已完成"]);
    apply(&here, &file, "--map --dry-run")
        .stdout_has("D1「完成情况」 = 状态")
        .stdout_has("匹配 2 行，共 2 行")
        .stdout_has(
            "3.1.4/teachers@2024 骨干教师培训 2024 县教育局  2024-06-30  状态：未启动 改为 进行中",
        )
        .run();
    let file = ledger(&here, "完成情况", ["正在推进", "已建成网上课程12门"]);
    apply(&here, &file, "--map --dry-run")
        .stdout_has("未用的列：完成情况")
        .run();
}

#[test]
fn no_sheet_opens_again_what_was_accepted_or_stopped() {
    let here = office();
    for (id, marks) in [
        (
            "3.1.1/launch",
            &[("done", "县教育局"), ("closed", "县科协")][..],
        ),
        ("3.1.1/deepen", &[("dropped", "县科协")]),
    ] {
        for (status, by) in marks {
            here.duban(["mark", id, status, "--by", by, "--reason", "定了"])
                .args(["--on", "2024-06-20"])
                .run();
        }
    }
    let file = here.folder().join("反馈.csv");
    let rows = "demo:3.1.1/launch,进行中\ndemo:3.1.1/deepen,进行中\n";
    fs::write(&file, format!("编号,状态\n{rows}")).unwrap();
    for more in ["", "--map"] {
        apply(&here, file.to_str().unwrap(), more)
            .code(3)
            .stderr_has("B2「进行中」")
            .stderr_has("B3「进行中」")
            .run();
    }
}

/// The sheet of a unit with the XML of one cell replaced, as another program may have saved it.
fn with_cell(here: &Workspace, cell: &str, xml: &str) -> String {
    here.duban("report feedback --unit 教育局 -o s.xlsx")
        .args(["--as-of", AS_OF])
        .run();
    let file = here.folder().join("t.xlsx");
    fs::copy(here.folder().join("s.xlsx"), &file).unwrap();
    edit_parts(&file, |name, mut text| {
        if name.ends_with("sheet1.xml") {
            put_cell(&mut text, cell, xml);
        }
        if name.ends_with("styles.xml") {
            add_styles(&mut text);
        }
        text
    });
    file.to_str().unwrap().to_owned()
}

/// Adds a style of percents and one of 万名 behind those of our sheets.
fn add_styles(text: &mut String) {
    let forms = text.find("<cellXfs").unwrap();
    let end = forms + text[forms..].find("</cellXfs>").unwrap();
    let percent = "<xf numFmtId=\"9\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>";
    let count = text[forms..end].matches("<xf ").count();
    assert_eq!(count, STYLES, "the styles below are the last ones");
    let own = percent.replace("\"9\"", "\"190\"");
    text.insert_str(end, &format!("{percent}{own}"));
    let formats = text.find("<numFmts").unwrap();
    let end = formats + text[formats..].find("</numFmts>").unwrap();
    let own = "<numFmt numFmtId=\"190\" formatCode=\"0&quot;万名&quot;\"/>";
    text.insert_str(end, own);
}

/// The number of styles in a sheet of ours: the index of the first of two that are put behind them.
const STYLES: usize = 13;

#[test]
fn what_cannot_be_read_is_not_taken_for_an_empty_cell() {
    let here = office();
    // The row of 3.1.4/teachers@2024, which is counted in 名.
    let half = format!("s=\"{STYLES}\"><v>0.5</v></c>");
    let doing = "<c r=\"H9\" t=\"inlineStr\"><is><t>进行中</t></is></c>";
    let own = STYLES + 1;
    for (cell, xml, said) in [
        ("J9", format!("<c r=\"J9\" {half}"), "J9「50%」"),
        (
            "J9",
            format!("<c r=\"J9\" s=\"{own}\"><v>60</v></c>"),
            "J9「60万名」",
        ),
        (
            "J9",
            "<c r=\"J9\"><f>10+20</f></c>".to_owned(),
            "J9「=10+20」",
        ),
        (
            "J9",
            "<c r=\"J9\" t=\"b\"><v>1</v></c>".to_owned(),
            "J9「TRUE」",
        ),
        ("K9", "<c r=\"K9\"><f>A1</f></c>".to_owned(), "K9「=A1」"),
        (
            "H9",
            format!("{doing}<c r=\"I9\" t=\"b\"><v>1</v></c>"),
            "I9「TRUE」",
        ),
    ] {
        let file = with_cell(&here, cell, &xml);
        apply(&here, &file, "--dry-run")
            .code(3)
            .stderr_has(said)
            .run();
    }
    let file = with_cell(&here, "K9", &format!("<c r=\"K9\" {half}"));
    apply(&here, &file, "--dry-run")
        .stdout_has("进展情况：50%")
        .run();
}

/// A ledger of an office's own with these rows.
fn ledger(here: &Workspace, rows: &str) -> String {
    let text = format!("编号,牵头单位,状态,完成值,进展情况,存在问题\n{rows}");
    let file = here.folder().join("台账.csv");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn the_row_that_the_rules_refuse_is_blamed_and_no_other_of_its_milestone() {
    let here = office();
    let id = "3.1.4/teachers@2024";
    let rows = format!("{id},县教育局,,,已办一期,\n{id},县委文明办,已办结,18,,\n");
    let ran = apply(&here, &ledger(&here, &rows), "--map --partial")
        .code(3)
        .writes()
        .stderr_has("C3「已办结」")
        .run();
    assert!(ran.stdout.contains("已办一期"), "{}", ran.stdout);
    let log = log(&here, id);
    assert!(log.contains("已办一期") && !log.contains("done"), "{log}");
}

#[test]
fn a_row_of_a_unit_that_has_no_part_in_it_is_no_report_of_the_lead() {
    let here = office();
    for (unit, why) in [
        ("无此局", "方案中没有「无此局」"),
        ("县财政局", "不是该单位的节点"),
    ] {
        let rows = format!("3.1.4/teachers@2024,{unit},,,已办一期,\n");
        apply(&here, &ledger(&here, &rows), "--map")
            .code(3)
            .stderr_has(&format!("B2「{unit}」：{why}"))
            .run();
    }
    apply(&here, &ledger(&here, ""), "--map --unit 教育局")
        .code(2)
        .stderr_has("--map 与 --unit <NAME> 不能同用")
        .run();
}

#[test]
fn an_office_s_own_headings_are_known_for_the_columns_that_they_name() {
    let here = office();
    let settings = here.folder().join("duban.toml");
    fs::write(
        &settings,
        "[report.ledger]\ncolumns = [\"编号\", { name = \"完成情况\", is = \"原因\" }, { name = \"完成进度\", is = \"序时进度\" }, \
         { name = \"责任单位\", is = \"配合单位\" }, { name = \"数量\", is = \"完成值\" }]\n",
    )
    .unwrap();
    here.duban("report ledger --as-of 2024-06-30 -o own.csv")
        .run();
    apply(&here, "own.csv", "--map")
        .stderr_has("表中没有新的内容")
        .run();
    fs::write(
        here.folder().join("own.csv"),
        "编号,完成情况,数量\n3.1.4/teachers@2024,逾期,19\n",
    )
    .unwrap();
    let ran = apply(&here, "own.csv", "--map").run();
    assert!(
        ran.stdout.contains("19名") && !ran.stdout.contains("逾期"),
        "{}",
        ran.stdout
    );
}

#[test]
fn evidence_with_a_semicolon_is_known_again() {
    let here = office();
    let evidence = "示教〔2024〕8号；验收表";
    let deed = [
        "progress", "3.1.4/teachers@2024", "--value", "19", "--evidence", evidence,
    ];
    here.duban(deed).args("--as-of 2024-06-30").run();
    here.duban("report ledger --as-of 2024-06-30 -o own.csv")
        .run();
    apply(&here, "own.csv", "--map")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn a_row_whose_id_names_another_plan_is_matched_to_nothing() {
    let here = office();
    let before = here.read("demo/progress.toml");
    let file = here.folder().join("台账.csv");
    for id in [
        "other:4.1/stations", "other/4.1/stations", "plans/other/4.1/stations",
    ] {
        // Both the tail and the titles fit an item of this plan.
        let text = format!(
            "编号,重点任务,具体举措,状态,完成值,进展情况\n{id},加强科普阵地建设,科普站,进行中,1,甲\n"
        );
        fs::write(&file, text).unwrap();
        for how in ["--map", "--map --plan demo"] {
            apply(&here, file.to_str().unwrap(), how)
                .stdout_has("第 2 行")
                .stdout_has("编号属于方案 other")
                .run();
        }
        let json = apply(&here, file.to_str().unwrap(), "--unit 县科协 --json")
            .code(3)
            .stderr_has("1 处不合要求，全部未登记")
            .run()
            .json();
        assert_eq!(json["faults"][0]["code"], "other-plan", "{json}");
        assert_eq!(json["faults"][0]["cell"], "A2", "{json}");
    }
    assert_eq!(here.read("demo/progress.toml"), before);
    // A plan that is asked, by its folder or without the item.
    fs::write(
        &file,
        "编号,重点任务,状态,进展情况\ndemo:9.9/x,落实经费,进行中,甲\n",
    )
    .unwrap();
    apply(&here, file.to_str().unwrap(), "--map")
        .stdout_has("未匹配：第 2 行 demo:9.9/x")
        .run();
    assert_eq!(here.read("demo/progress.toml"), before);
}

#[test]
fn a_sheet_of_a_plan_that_was_renamed_since_is_read_with_its_present_name() {
    let here = office();
    fs::rename(here.path("demo"), here.path("moved")).unwrap();
    for file in ["moved/plan.toml", "moved/progress.toml"] {
        here.edit(file, |text| text.replacen("\"demo\"", "\"moved\"", 1));
    }
    let file = here.folder().join("台账.csv");
    let text = "编号,重点任务,具体举措,状态,完成值,进展情况\ndemo:4.1/stations,加强科普阵地建设,科普站,进行中,1,甲\n";
    fs::write(&file, text).unwrap();
    let sheet = file.to_str().unwrap();
    apply(&here, sheet, "--unit 县科协")
        .code(3)
        .stderr_has("现在没有这个方案")
        .stderr_has("demo: 都改成现在的方案（moved）")
        .run();
    fs::write(&file, text.replace("demo:", "moved:")).unwrap();
    apply(&here, sheet, "--unit 县科协").run();
    assert!(here.read("moved/progress.toml").contains("text = \"甲\""));
}

#[test]
fn a_ledger_says_one_thing_of_a_milestone() {
    let cases = [
        // Twice the same unit, or nobody.
        ("A3", "3.1.1/deepen,,进行中,,,\n3.1.1/deepen,,受阻,,,缺人\n"),
        ("A3", "4.1/stations,县科协,,,甲,\n4.1/stations,科协,,,乙,\n"),
        // Two units on what they share.
        (
            "C3",
            "4.1/stations,县财政局,进行中,,,\n4.1/stations,县科协,受阻,,,缺人\n",
        ),
        (
            "D3",
            "4.1/stations,县财政局,,1,,\n4.1/stations,县科协,,2,,\n",
        ),
    ];
    for (cell, rows) in cases {
        let here = office();
        apply(&here, &ledger(&here, rows), "--map")
            .code(3)
            .stderr_has(&format!("错误：{cell}「"))
            .stderr_has("与 A2 是同一个节点")
            .run();
    }
    let here = office();
    // What says the same, or what each reports for itself, does not clash.
    let rows = "4.1/stations,县财政局,进行中,,甲,\n4.1/stations,县科协,进行中,,乙,\n\
                4.2/local-plan,东山镇,已办结,,已印发,\n4.2/local-plan,西河镇,进行中,,起草中,\n";
    let file = ledger(&here, rows);
    apply(&here, &file, "--map").run();
    apply(&here, &file, "--map")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn a_due_date_that_no_occurrence_has_matches_none() {
    let here = office();
    let file = here.folder().join("台账.csv");
    // The day and the occurrence that it means, or nothing.
    for (due, meant) in [
        ("2023-12-31", Some("2023")),
        ("2024年12月底", Some("2024")),
        ("12月底", Some("2024")),
        ("", Some("2024")),
        ("2024-05-31", None),
        ("第一季度", None),
    ] {
        let text = format!("工作任务,完成时限,完成值\n骨干教师培训,{due},7\n");
        fs::write(&file, text).unwrap();
        let said = apply(&here, file.to_str().unwrap(), "--map --dry-run").run();
        let wanted = match meant {
            Some(year) => format!("3.1.4/teachers@{year} 骨干教师培训"),
            None => "未匹配：第 2 行 骨干教师培训，可能是".to_owned(),
        };
        assert!(said.stdout.contains(&wanted), "{due}: {}", said.stdout);
    }
}

/// A sheet of ours, by its hidden sheet, with these cells (row, column) in place of what would stand there.
fn sheet_of_ours(
    here: &Workspace,
    cells: &[(u32, u16, &str)],
    merged: Option<(u32, u16)>,
) -> String {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let headings = "编号 现状态 现完成值 状态 日期 完成值 进展情况 存在问题 下一步打算 佐证";
    for (at, heading) in headings.split(' ').enumerate() {
        sheet.write(0, at as u16, heading).unwrap();
    }
    for (row, year) in [(1, "2023"), (2, "2024")] {
        sheet
            .write(row, 0, format!("demo:3.1.4/teachers@{year}"))
            .unwrap();
    }
    for (row, column, text) in cells {
        sheet.write(*row, *column, *text).unwrap();
    }
    if let Some((row, column)) = merged {
        sheet
            .merge_range(row, column, row + 1, column, "50", &Format::new())
            .unwrap();
    }
    let origin = book.add_worksheet().set_name("duban").unwrap();
    origin.set_hidden(true).write(0, 0, "duban").unwrap();
    origin.write(1, 0, "as_of").unwrap();
    origin.write(1, 1, AS_OF).unwrap();
    let file = here.folder().join("反馈.xlsx");
    book.save(&file).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn a_day_without_its_year_counts_from_the_as_of_day_however_long_the_sheet_was_out() {
    let here = office();
    let cells = [
        (2, 4, "8月10日"),
        (2, 5, "30"),
        (1, 4, "5月底"),
        (1, 5, "50"),
    ];
    let file = sheet_of_ours(&here, &cells, None);
    let apply = ["apply", &file, "--unit", "教育局", "--as-of", "2024-08-15"];
    here.duban(apply).run();
    let log = here.read("demo/progress.toml");
    assert!(
        log.contains("on = 2024-08-10, by = \"县教育局\", value = 30"),
        "{log}"
    );
    assert!(
        log.contains("on = 2024-05-31, by = \"县教育局\", value = 50"),
        "{log}"
    );
}

#[test]
fn what_stands_under_a_heading_that_was_changed_is_not_dropped() {
    let here = office();
    // Heading of the value: changed, emptied, or that of another column; and of the value now: the same as of the value.
    for (cells, cell) in [
        (&[(0, 5, "数额"), (2, 5, "20")][..], "F3「20」"),
        (&[(0, 5, " "), (2, 5, "20")], "F3「20」"),
        (
            &[(0, 3, "情形"), (2, 3, "受阻"), (2, 7, "没钱")],
            "D3「受阻」",
        ),
        (&[(0, 2, "完成值"), (2, 5, "20")], "F3「20」"),
    ] {
        let file = sheet_of_ours(&here, cells, None);
        apply(&here, &file, "")
            .code(3)
            .stderr_has(&format!("{cell}：所在列的表头被改动、清空或重复，未读取"))
            .run();
    }
    // A column that the unit added is named, and no fault.
    let cells = [(0, 10, "经办人"), (2, 10, "张三"), (2, 6, "办了")];
    let file = sheet_of_ours(&here, &cells, None);
    apply(&here, &file, "")
        .stderr_has("未用的列：经办人")
        .stderr_has("已登记 1 行")
        .run();
}

#[test]
fn a_number_that_is_merged_over_milestones_is_nobodys() {
    let here = office();
    let file = sheet_of_ours(&here, &[], Some((1, 5)));
    for more in ["", "--map"] {
        apply(&here, &file, more)
            .code(3)
            .stderr_has("F2「50」：合并单元格中的一个数涉及几个节点")
            .stderr_has("F3「50」")
            .run();
    }
    // What was added is no total.
    let file = sheet_of_ours(&here, &[(2, 5, "+5")], None);
    apply(&here, &file, "")
        .code(3)
        .stderr_has("F3「+5」：不是数字")
        .run();
}

#[test]
fn our_own_ledger_comes_back_with_its_days() {
    let here = office();
    for (lang, ending) in [("zh", "：办了两期"), ("en", ": 办了两期")] {
        here.duban(["report", "ledger", "--as-of", AS_OF, "-o", "own.csv"])
            .env("DUBAN_LANG", lang)
            .run();
        let file = here.folder().join("own.csv");
        let own = fs::read_to_string(&file).unwrap();
        let mut rows = csv::Reader::from_reader(own.as_bytes());
        let headings = rows.headers().unwrap().clone();
        let at = |names: [&str; 2]| headings.iter().position(|it| names.contains(&it)).unwrap();
        let mut filled = csv::Writer::from_path(&file).unwrap();
        filled.write_record(&headings).unwrap();
        for row in rows.records() {
            let mut row: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            if row[1] == "demo:3.1.1/deepen" {
                row[at(["进展情况", "Progress"])] = format!("2024-06-10{ending}");
                row[at(["状态", "Status"])] = "已办结".to_owned();
                row[at(["办结时间", "Done on"])] = "2024-06-10".to_owned();
            }
            if row[1] == "demo:3.1.4/teachers@2024" {
                row[at(["存在问题", "Problems"])] = format!("2024-06-12{ending}");
            }
            filled.write_record(&row).unwrap();
        }
        filled.flush().unwrap();
        apply(&here, "own.csv", "--map")
            .stderr_has("已登记 2 行")
            .run();
        for (id, day, field) in [
            ("3.1.1/deepen", "2024-06-10", "\"text\":\"办了两期\""),
            (
                "3.1.4/teachers@2024", "2024-06-12", "\"problem\":\"办了两期\"",
            ),
        ] {
            let log = log(&here, id);
            assert!(log.contains(field), "{log}");
            assert!(log.contains(&format!("\"on\":\"{day}\"")), "{log}");
        }
        apply(&here, "own.csv", "--map")
            .stderr_has("表中没有新的内容")
            .run();
        here.duban("undo").run();
    }
}

#[test]
fn what_is_over_a_limit_is_not_told_to_be_higher() {
    let here = office();
    let row = "demo:3.1.4/teachers@2024,,,done,,61,,,,";
    for (op, hint) in [
        ("<=", "write a lower value"),
        (">=", "write a higher value"),
    ] {
        here.edit("demo/plan.toml", |text| {
            let target = format!(
                "target = {{ op = \"{op}\", value = {}, unit = \"名\" }}",
                if op == "<=" { 60 } else { 62 }
            );
            let old = text
                .lines()
                .find(|line| line.starts_with("target = ") && line.contains("名"))
                .unwrap();
            text.replace(old, &target)
        });
        apply(&here, &sheet(&here, row), "--lang en")
            .code(3)
            .stderr_has(hint)
            .run();
    }
}

#[test]
fn a_row_whose_titles_are_another_item_s_is_not_taken() {
    let here = office();
    let sheet = |task: &str, milestone: &str| {
        let file = here.folder().join("反馈.csv");
        let row = format!("4.1/stations,{task},{milestone},1\n");
        fs::write(&file, format!("编号,重点任务,具体举措,完成值\n{row}")).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let taken = |task: &str, milestone: &str| {
        apply(
            &here,
            &sheet(task, milestone),
            "--unit 县科协 --dry-run --json",
        )
    };
    for (task, milestone, cell) in [
        ("加强科学教育师资队伍建设", "科普站", "B2"),
        ("落实经费", "列入预算", "C2"),
        // As a sheet saved in ASCII has it.
        ("????", "???", "B2"),
    ] {
        let refused = taken(task, milestone).code(3);
        let json = refused.stderr_has("1 处不合要求").run().json();
        let faults = &json["faults"];
        assert_eq!(faults[0]["code"], "other-item", "{faults}");
        assert_eq!(faults[0]["cell"], cell, "{faults}");
    }
    // What the plan calls otherwise since, or a unit shortened, is nobody else's.
    for (task, milestone) in [("落实经费", "科普站"), ("", ""), ("经费", "科普站点")] {
        let json = taken(task, milestone).run().json();
        assert_eq!(json["changes"].as_array().unwrap().len(), 1, "{json}");
    }
}

#[cfg(unix)]
#[test]
fn a_sheet_that_is_applied_twice_at_once_is_recorded_once() {
    let here = office();
    let before = entries(&here);
    let own = sheet(&here, "demo:3.1.4/teachers@2024,,,进行中,,20,办了一期,,,");
    let ran = here.at_once([(); 3].map(|()| apply(&here, &own, "")));
    let says = |words: &str| ran.iter().filter(|(_, said)| said.contains(words)).count();
    assert!(ran.iter().all(|(code, _)| *code == 0), "{ran:?}");
    assert_eq!((says("已登记 1 行"), says("表中没有新的内容")), (1, 2));
    assert_eq!(entries(&here), before + 1);
}

#[test]
fn what_counts_otherwise_since_the_sheet_was_made_is_a_conflict_of_its_cell() {
    let here = office();
    let whole = with_cell(&here, "J9", "<c r=\"J9\"><v>20</v></c>");
    let row = "demo:3.1.4/teachers@2024,60名,未启动,,已办结,,61,,,,";
    let text = format!(
        "编号,目标,现状态,现完成值,状态,日期,完成值,进展情况,存在问题,下一步打算,佐证\n{row}\n"
    );
    let own = here.folder().join("反馈.csv");
    fs::write(&own, text).unwrap();
    for file in [&whole, own.to_str().unwrap()] {
        apply(&here, file, "--dry-run").run();
    }
    here.replace("demo/plan.toml", "\"名\"", "\"人\"");
    for (file, cell) in [
        (whole.as_str(), "J9「20」"),
        (own.to_str().unwrap(), "E2「已办结」"),
    ] {
        apply(&here, file, "")
            .code(3)
            .stderr_has(&format!("{cell}：反馈表发出时目标为 60名，现为 60人"))
            .run();
    }
}

#[test]
fn of_what_every_unit_reports_a_row_of_several_is_nobodys() {
    let here = office();
    for (lead, cell) in [("东山镇、西河镇", "B2「东山镇、西河镇」"), ("", "B2")] {
        apply(
            &here,
            &ledger(&here, &format!("4.2/local-plan,{lead},已办结,,已印发,\n")),
            "--map",
        )
        .code(3)
        .stderr_has(&format!("{cell}：本节点由各单位分别报送"))
        .run();
    }
}

#[test]
fn what_is_unfinished_is_not_begun_by_that() {
    let here = office();
    let file = here.folder().join("台账.csv");
    for (rows, said) in [
        ("编号,是否完成\n3.1.1/deepen,否\n", "表中没有新的内容"),
        ("编号,状态\n3.1.1/deepen,未完成\n", "表中没有新的内容"),
        ("编号,目前进展\n3.1.1/deepen,办了一期\n", "将登记 1 行"),
        (
            "重点工作,进展\n弘扬科学精神：深入实施,办了一期\n",
            "将登记 1 行",
        ),
    ] {
        fs::write(&file, rows).unwrap();
        apply(&here, file.to_str().unwrap(), "--map --dry-run")
            .stderr_has(said)
            .run();
    }
}

#[test]
fn a_day_to_come_is_a_fault_of_the_cell_of_the_day() {
    let here = office();
    let row = "demo:3.1.4/teachers@2024,,,已办结,2099-06-01,61,,,,";
    apply(&here, &sheet(&here, row), "")
        .code(3)
        .stderr_has("E2「2099-06-01」：2099-06-01 尚未到来")
        .stderr_has("改填实际日期")
        .run();
}

#[test]
fn a_number_that_may_be_a_share_is_not_guessed_at() {
    let here = office();
    here.replace("demo/plan.toml", "\"名\"", "\"%\"");
    let cell = |value: &str| format!("<c r=\"J9\"><v>{value}</v></c>");
    for (value, said) in [
        ("0.4", "这个数可能由表格软件从 40% 转换而来"),
        ("1", "100%"),
    ] {
        apply(&here, &with_cell(&here, "J9", &cell(value)), "")
            .code(3)
            .stderr_has(&format!("J9「{value}」："))
            .stderr_has(said)
            .run();
    }
    for (xml, value) in [
        (cell("40"), "40%"),
        (format!("<c r=\"J9\" s=\"{STYLES}\"><v>0.4</v></c>"), "40%"),
        (
            "<c r=\"J9\" t=\"inlineStr\"><is><t>0.4%</t></is></c>".to_owned(),
            "0.4%",
        ),
    ] {
        apply(&here, &with_cell(&here, "J9", &xml), "--dry-run")
            .stdout_has(&format!("完成值：{value}"))
            .run();
    }
}

#[test]
fn our_own_ledger_says_nothing_new_in_another_language() {
    let here = office();
    for (day, what) in [("2024-06-01", "--problem"), ("2024-06-10", "--text")] {
        let deed = here.duban(["progress", "3.1.1/deepen", what, "缺场地", "--on", day]);
        deed.run();
    }
    here.duban("report ledger -o own.csv --as-of")
        .args(AS_OF)
        .run();
    apply(&here, "own.csv", "--map --lang en")
        .stderr_has("the sheet says nothing new")
        .run();
}

#[test]
fn a_number_in_another_measure_or_for_another_target_is_a_conflict() {
    let here = office();
    let file = here.folder().join("台账.csv");
    let id = "3.1.4/teachers@2024";
    let lay = |text: String| {
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    for (headings, row, why) in [
        (
            "状态,完成值,计量单位",
            "进行中,0.5,万名",
            "计量单位是万名，方案为名",
        ),
        (
            "状态,完成值（万名）,进展情况",
            "进行中,0.5,",
            "计量单位是万名，方案为名",
        ),
        (
            "状态,完成值,单位",
            "进行中,0.5,万名",
            "计量单位是万名，方案为名",
        ),
        (
            "状态,完成值,量化指标",
            "进行中,0.5,6万名",
            "目标是 6万名，方案为 60名",
        ),
        (
            "状态,完成值,量化指标",
            "已办结,,600名",
            "目标是 600名，方案为 60名",
        ),
    ] {
        let file = lay(format!("编号,牵头单位,{headings}\n{id},县教育局,{row}\n"));
        let ran = apply(&here, &file, "--map --json").code(3);
        let json = ran.stderr_has("1 处不合要求").run().json();
        assert_eq!(json["faults"][0]["code"], "conflict", "{row}");
        apply(&here, &file, "--map").code(3).stderr_has(why).run();
        apply(&here, &file, "--map --lang en")
            .code(3)
            .stderr_has("that of the plan is")
            .run();
    }
    // So it is in a sheet of feedback to which the column was added.
    let file = lay(format!("编号,状态,完成值,计量单位\n{id},进行中,0.5,万名\n"));
    apply(&here, &file, "--unit 县教育局")
        .code(3)
        .stderr_has("计量单位是万名")
        .run();
    // A column of the units that report is none of measures.
    let file = lay(format!(
        "编号,牵头单位,完成值,单位\n{id},县教育局,19,县教育局\n"
    ));
    apply(&here, &file, "--map").stdout_has("19名").run();
    // The same measure in other words fits.
    let row = "进行中,20,人,不少于６０ 名";
    let file = lay(format!(
        "编号,牵头单位,状态,完成值,计量单位,量化指标\n{id},县教育局,{row}\n"
    ));
    apply(&here, &file, "--map").stdout_has("20名").run();
}

#[test]
fn a_ledger_row_whose_id_and_titles_are_two_items_is_a_fault() {
    let here = office();
    let file = here.folder().join("台账.csv");
    let lay = |rows: &str| {
        fs::write(&file, format!("编号,重点任务,具体举措,完成值\n{rows}\n")).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let task = "加强科学教育师资队伍建设";
    for (row, cell) in [
        (
            format!("3.1.4/teachers@2024,{task},骨干教师培训 2023,20"),
            "C2",
        ),
        (
            "3.1.4/teachers@2024,落实经费,骨干教师培训,20".to_owned(),
            "B2",
        ),
    ] {
        let ran = apply(&here, &lay(&row), "--map --json").code(3);
        let json = ran.stderr_has("1 处不合要求").run().json();
        let fault = &json["faults"][0];
        assert_eq!(fault["code"], "other-item", "{fault}");
        assert_eq!(fault["cell"], cell, "{fault}");
    }
    // However an office writes the titles of the item itself.
    for row in [
        format!("3.1.4/teachers@2024,（四）{task}。,骨干教师培训,20"),
        "3.1.4/teachers@2024,教师队伍,培训班,21".to_owned(),
    ] {
        apply(&here, &lay(&row), "--map").stdout_has("名").run();
    }
}

#[test]
fn a_column_that_stands_twice_and_a_measure_above_the_table_are_not_passed_over() {
    let here = office();
    let file = here.folder().join("台账.csv");
    let lay = |text: &str| {
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let id = "3.1.4/teachers@2024";
    let twice = lay(&format!("编号,完成值,完成值\n{id},20,30\n"));
    apply(&here, &twice, "--map").code(3).stderr_has("C2").run();
    let above = |said: &str| format!("台账,,{said}\n编号,牵头单位,完成值\n{id},县教育局,20\n");
    apply(&here, &lay(&above("单位：万名")), "--map")
        .code(3)
        .stderr_has("计量单位是万名")
        .run();
    apply(&here, &lay(&above("单位：县教育局")), "--map")
        .stdout_has("20名")
        .run();
}
