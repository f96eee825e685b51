//! Sheets on which a second sign says otherwise than the one that is read first: neither is dropped or glued to the other.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::apply_support::{feedback, ledger, office_with, workbook};
use super::common::duban::{Duban, Workspace};

/// Milestones of two units, of each of them, of every month, of two years and in percent; a task 1.1 and one 1.10.
const ACTIONS: &str = r#"[[action]]
id = "1.1"
title = "科普培训"
summary = "做培训。"

[[action.milestone]]
id = "people"
title = "培训人数"
target = { op = ">=", value = 2000, unit = "名" }

[[action.milestone]]
id = "own"
title = "各自办会"
each = true
target = { op = ">=", value = 10, unit = "次" }

[[action.milestone]]
id = "m"
title = "月报"
every = "month"

[[action.milestone]]
id = "rate"
title = "覆盖率"
target = { op = ">=", value = 65, unit = "%" }

[[action]]
id = "1.2"
title = "宣传发动"
summary = "做宣传。"

[[action.milestone]]
id = "paper"
title = "印发文件"

[[action]]
id = "1.10"
title = "就业"
summary = "促就业。"

[[action.milestone]]
id = "y24"
title = "2024年新增就业"

[[action.milestone]]
id = "y25"
title = "2025年新增就业"
"#;

fn office() -> Workspace {
    office_with(ACTIONS)
}

/// Reads a feedback sheet of 县教育局 with these lines and records nothing.
fn try_feedback(here: &Workspace, lines: &str) -> Duban {
    feedback(here, lines).args("--dry-run")
}

#[test]
fn a_feedback_sheet_of_another_unit_is_refused() {
    let here = office();
    let rows = "编号,完成值\np:1.1/people,5\n";
    for line in ["县科协进展反馈表,", "填报单位：县科协    截至 2024-06-30,"] {
        try_feedback(&here, &format!("{line}\n{rows}"))
            .code(2)
            .stderr_has("A1 写明由县科协填报，不是县教育局")
            .run();
    }
    // Two sheets below one another, the other unit's below.
    try_feedback(&here, &format!("{rows}填报单位：县科协,\n{rows}"))
        .code(2)
        .stderr_has("A3 写明由县科协填报")
        .run();
    for line in [
        "县教育局进展反馈表,",
        "填报单位：县教育局    截至 2024-06-30,",
        "Progress of 县教育局,",
        "填报单位：张三,",
    ] {
        try_feedback(&here, &format!("{line}\n{rows}"))
            .stdout_has("完成值：5名")
            .run();
    }
}

#[test]
fn the_sheet_of_another_unit_is_found_beside_that_of_the_first() {
    let here = office();
    let mut book = Workbook::new();
    for (name, unit, value) in [("一", "县教育局", ""), ("二", "县科协", "5")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write(0, 0, format!("填报单位：{unit}")).unwrap();
        for (column, heading) in ["编号", "完成值"].iter().enumerate() {
            sheet.write(1, column as u16, *heading).unwrap();
        }
        sheet.write(2, 0, "p:1.1/people").unwrap();
        sheet.write(2, 1, value).unwrap();
    }
    book.save(here.folder().join("两表.xlsx")).unwrap();
    here.refuses(
        2,
        "apply 两表.xlsx --unit 县教育局 --as-of 2024-06-30",
        ["二 A1 写明由县科协填报"],
    );
    here.says(
        "apply 两表.xlsx --unit 县科协 --dry-run --as-of 2024-06-30",
        ["完成值：5名"],
    );
}

#[test]
fn two_numbers_in_a_cell_are_not_one() {
    let here = office();
    for cell in ["20\n30", "12 15", "10　20", "1200 300"] {
        try_feedback(&here, &format!("编号,完成值\np:1.1/people,\"{cell}\"\n"))
            .code(3)
            .stderr_has("不是数字")
            .run();
    }
    try_feedback(&here, "编号,完成值\np:1.1/people,1 200 名\n")
        .stdout_has("完成值：1200名")
        .run();
    try_feedback(
        &here,
        "编号,日期,进展情况\np:1.2/paper,\"6月1\n2日\",印发\n",
    )
    .code(3)
    .stderr_has("不是日期")
    .run();
}

#[test]
fn a_share_without_its_sign_is_unclear_in_any_file() {
    let here = office();
    try_feedback(&here, "编号,完成值\np:1.1/rate,0.65\n")
        .code(3)
        .stderr_has("65%")
        .run();
    try_feedback(&here, "编号,完成值\np:1.1/rate,0.65%\n")
        .stdout_has("完成值：0.65%")
        .run();
}

#[test]
fn a_month_that_a_cell_shows_is_all_of_it() {
    let here = office();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let first = ExcelDateTime::from_ymd(2024, 5, 1).unwrap();
    let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
    for (column, heading) in ["重点任务", "具体举措", "完成时限", "状态", "办结时间"]
        .iter()
        .enumerate()
    {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for (row, step) in [(1, "月报"), (2, "印发文件")] {
        let task = if row == 1 {
            "科普培训"
        } else {
            "宣传发动"
        };
        sheet.write(row, 0, task).unwrap();
        sheet.write(row, 1, step).unwrap();
        sheet.write(row, 3, "已办结").unwrap();
        let column = if row == 1 { 2 } else { 4 };
        sheet
            .write_with_format(row, column, &first, &month)
            .unwrap();
    }
    book.save(here.folder().join("台账.xlsx")).unwrap();
    here.says(
        "apply 台账.xlsx --map --dry-run --as-of 2024-06-30",
        ["p:1.1/m@2024-05 ", "p:1.2/paper 印发文件  2024-05-31"],
    );
}

#[test]
fn rows_below_a_units_name_are_its_own() {
    let here = office();
    let headings = "重点任务,具体举措,牵头单位,完成值";
    let row = "科普培训,各自办会,县教育局,3";
    for (line, by) in [
        ("县科协,,,", "县科协"),
        ("一、县科协,,,", "县科协"),
        ("（一）县科协：,,,", "县科协"),
        // A name in another column is the rest of a cell above, and a title no unit.
        (",,县科协,", "县教育局"),
        ("二、县科协的工作,,,", "县教育局"),
    ] {
        ledger(&here, &format!("{headings}\n{line}\n{row}\n"))
            .stdout_has(&format!("各自办会 {by}  "))
            .run();
    }
    // A section that is numbered alike is no longer the unit's.
    let lines =
        format!("{headings}\n一、县科协,,,\n科普培训,培训人数,县科协,5\n二、其他,,,\n{row}\n");
    ledger(&here, &lines)
        .code(3)
        .stderr_has("不能确定由谁填报：表中写有县科协")
        .run();
    for title in ["县科协2024年上半年台账", "2024年工作台账（县科协）"] {
        ledger(&here, &format!("{title},,,\n{headings}\n{row}\n"))
            .code(3)
            .stderr_has("不能确定由谁填报：表中写有县科协")
            .run();
    }
    ledger(&here, &format!("县教育局台账,,,\n{headings}\n{row}\n"))
        .stdout_has("各自办会 县教育局  ")
        .run();
}

#[test]
fn the_name_of_a_sheet_may_be_that_of_the_unit() {
    let here = office();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("县科协").unwrap();
    for (row, cells) in [
        ["重点任务", "具体举措", "牵头单位", "完成值"],
        ["科普培训", "各自办会", "县教育局", "3"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    book.save(here.folder().join("台账.xlsx")).unwrap();
    here.says(
        "apply 台账.xlsx --map --dry-run --as-of 2024-06-30",
        ["各自办会 县科协  "],
    );
}

#[test]
fn a_day_of_completion_that_is_not_taken_is_told() {
    let here = office();
    for lines in [
        "编号,重点任务,实际完成时间\np:1.2/paper,宣传发动,2024-06-10\n",
        "编号,办结时间,进展情况\np:1.2/paper,2024-06-10,印发\n",
        "编号,状态,办结时间\np:1.2/paper,进行中,2024-06-10\n",
    ] {
        ledger(&here, lines)
            .code(3)
            .stderr_has("「2024-06-10」：填了办结的日期，但该行未报已办结")
            .run();
    }
    // The due date, or a day to come, is no completion.
    for day in ["2025-12-31", "2024-12-31"] {
        ledger(
            &here,
            &format!("编号,办结时间,进展情况\np:1.2/paper,{day},印发\n"),
        )
        .stdout_has("进展情况：印发")
        .run();
    }
    here.run("mark 1.2/paper done --on 2024-04-01 --by 县教育局 --as-of 2024-06-30");
    ledger(&here, "编号,办结时间,进展情况\np:1.2/paper,2024-04-01,\n")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn what_nobody_sees_in_a_text_makes_no_report_of_it() {
    let here = office();
    here.duban("progress 1.2/paper --as-of 2024-06-30")
        .args([
            "--text",
            "印发\u{200B}文\u{FEFF}件\u{2028}二次",
            "--by",
            "县教育局",
        ])
        .args(["--evidence", "示\u{200B}教1号"])
        .run();
    here.run("report ledger --as-of 2024-06-30 -o own.csv");
    let printed = fs::read_to_string(here.folder().join("own.csv")).unwrap();
    assert!(
        printed.contains("印发文件 二次") && !printed.contains("<U+"),
        "{printed}"
    );
    here.duban("apply own.csv --map --as-of 2024-06-30")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn what_is_written_behind_a_recorded_text_is_of_its_own_day() {
    let here = office();
    here.run("progress 1.2/paper --text 已开会 --on 2024-03-10 --by 县教育局 --as-of 2024-06-30");
    let read = |cell: &str| {
        let lines = format!("编号,牵头单位,进展情况\np:1.2/paper,县教育局,\"{cell}\"\n");
        ledger(&here, &lines)
    };
    read("2024-03-10：已开会；又印发文件")
        .stdout_has("2024-06-30  进展情况：已开会 改为 又印发文件")
        .run();
    read("2024-03-10：已开会\n2024-06-20：印发文件")
        .stdout_has("2024-06-20  进展情况：已开会 改为 印发文件")
        .run();
    read("2024-03-10：已开会")
        .stderr_has("表中没有新的内容")
        .run();
}

#[test]
fn a_number_that_is_part_of_a_title_tells_items_apart() {
    let here = office();
    let read = |title: &str| format!("重点任务,进展情况\n{title},好\n");
    ledger(&here, &read("2025年新增就业"))
        .stdout_has("p:1.10/y25 ")
        .run();
    ledger(&here, &read("1.2 宣传发动"))
        .stdout_has("p:1.2/paper ")
        .run();
    ledger(&here, &read("2023年新增就业"))
        .stdout_has("未匹配：第 2 行 2023年新增就业")
        .run();
    ledger(
        &here,
        "编号,重点任务,进展情况\np:1.10/y24,2025年新增就业,好\n",
    )
    .code(3)
    .stderr_has("名称与编号 p:1.10/y24 不符")
    .run();
}

#[test]
fn a_step_that_the_plan_lacks_is_not_the_only_one_of_its_task() {
    let here = office();
    ledger(&here, "重点任务,具体举措,状态\n宣传发动,编制方案,已完成\n")
        .stdout_has("未匹配：第 2 行 宣传发动 编制方案，可能是 p:1.2/paper")
        .run();
    for step in ["", "印发文件", "印发文件若干"] {
        ledger(
            &here,
            &format!("重点任务,具体举措,状态\n宣传发动,{step},已完成\n"),
        )
        .stdout_has("p:1.2/paper ")
        .run();
    }
}

#[test]
fn an_id_that_a_spreadsheet_shortened_is_either() {
    let here = office();
    workbook(&here, &[&["编号", "进展情况"], &["1.10", "好"]]);
    here.says(
        "apply 表.xlsx --map --dry-run --as-of 2024-06-30",
        ["未匹配：Sheet1第 2 行 1.1", "p:1.10/y24"],
    );
}

#[test]
fn a_sheet_tells_its_period_in_many_ways() {
    let here = office();
    let table = "重点任务,具体举措,完成值\n科普培训,月报,3\n";
    for (line, period) in [
        ("23年3月工作台账", "2023-03"),
        ("二〇二三年三月工作台账", "2023-03"),
        ("2024.3工作台账", "2024-03"),
        ("台账（截至2024.3.31）", "2024-03"),
        ("统计时间：2024年3月", "2024-03"),
        ("数据截止日期：2024年3月31日", "2024-03"),
        ("填报日期：2024年3月31日", "2024-06"),
    ] {
        ledger(&here, &format!("{line},,\n{table}"))
            .stdout_has(&format!("p:1.1/m@{period} "))
            .run();
    }
}
