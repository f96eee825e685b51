//! Ledgers whose headings take several rows, and sheets with several tables.

use std::fs;

use rust_xlsxwriter::{Format, Workbook};

use super::apply_support::office_with;
use super::common::duban::{Duban, Workspace};

/// A milestone of two units with a number, one without, and one for every quarter.
const ACTIONS: &str = r#"[[action]]
id = "1.1"
title = "培训"
summary = "做培训。"

[[action.milestone]]
id = "people"
title = "培训人数"
target = { op = ">=", value = 60, unit = "名" }

[[action.milestone]]
id = "site"
title = "建站"

[[action.milestone]]
id = "q"
title = "季报"
every = "quarter"
"#;

fn office() -> Workspace {
    office_with(ACTIONS)
}

fn read(here: &Workspace, file: &str) -> Duban {
    here.duban(format!("apply {file} --map --dry-run --as-of 2024-06-30"))
}

/// Writes a workbook whose fourth heading is merged over two columns; the others take two rows.
fn two_rows(here: &Workspace, headings: [&str; 6], rows: &[[&str; 6]]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let [first, second, third, over, left, right] = headings;
    for (column, heading) in (0..).zip([first, second, third]) {
        sheet
            .merge_range(0, column, 1, column, heading, &plain)
            .unwrap();
    }
    sheet.merge_range(0, 3, 0, 4, over, &plain).unwrap();
    sheet.write(1, 3, left).unwrap();
    sheet.write(1, 4, right).unwrap();
    sheet
        .merge_range(0, 5, 1, 5, "进展情况（文字）", &plain)
        .unwrap();
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, *cell).unwrap(),
            };
        }
    }
    book.save(here.folder().join("台账.xlsx")).unwrap();
}

#[test]
fn a_heading_over_several_columns_is_read_with_those_below_it() {
    let here = office();
    let named = |over, left, right| ["重点任务", "具体举措", "牵头单位", over, left, right];
    let row = |left, right| ["培训", "培训人数", "县教育局", left, right, ""];
    for (headings, cells, said) in [
        (
            named("完成值", "计划", "实际"),
            row("60", "5"),
            "完成值：5名",
        ),
        (
            named("完成值", "本月", "累计"),
            row("5", "25"),
            "完成值：25名",
        ),
        (
            named("任务完成情况", "任务数", "完成值"),
            row("60", "7"),
            "完成值：7名",
        ),
        (
            named("完成值", "任务", "实际"),
            row("60", "8"),
            "完成值：8名",
        ),
        (
            named("存在问题", "上月", "本月"),
            row("旧的", "新的"),
            "存在问题：新的",
        ),
        (
            named("上月", "完成值", "进展情况"),
            row("9", "旧的"),
            "没有新的内容",
        ),
        (
            named("完成值", "2023年", "已完成"),
            row("55", "26"),
            "完成值：26名",
        ),
        (
            named("完成值", "剩余", "累计"),
            row("33", "27"),
            "完成值：27名",
        ),
        (
            named("完成值", "县科协", "县教育局"),
            row("3", "28"),
            "没有新的内容",
        ),
        (
            named("存在问题", "已解决", "未解决"),
            row("旧的", "缺钱"),
            "存在问题：缺钱",
        ),
    ] {
        two_rows(&here, headings, &[cells]);
        let ran = read(&here, "台账.xlsx").run();
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains(said), "{said}: {all}");
    }
    // Two years: which of them is meant is not for the program to say.
    two_rows(
        &here,
        named("完成值", "2023年", "2024年"),
        &[row("55", "25")],
    );
    read(&here, "台账.xlsx")
        .code(3)
        .stderr_has("E3「25」")
        .run();
}

#[test]
fn the_lead_and_the_due_date_are_those_that_the_second_row_calls_so() {
    let here = office();
    let headings = ["重点任务", "具体举措", "完成值", "责任单位", "配合", "牵头"];
    two_rows(
        &here,
        headings,
        &[["培训", "培训人数", "5", "县科协", "县教育局", ""]],
    );
    read(&here, "台账.xlsx")
        .stdout_has("培训人数 县教育局")
        .run();
    let headings = ["重点任务", "具体举措", "完成值", "完成时限", "原", "现行"];
    let row = ["培训", "季报", "3", "2024-03-31", "2024-06-30", ""];
    two_rows(&here, headings, &[row]);
    read(&here, "台账.xlsx").stdout_has("p:1.1/q@2024Q2").run();
    // Two of one name: neither is taken.
    let headings = ["重点任务", "具体举措", "完成值", "责任单位", "一组", "二组"];
    let row = ["培训", "培训人数", "5", "县科协", "县教育局", ""];
    two_rows(&here, headings, &[row]);
    read(&here, "台账.xlsx")
        .code(3)
        .stderr_has("E3「县教育局」")
        .run();
}

#[test]
fn headings_over_two_rows_of_a_text_file_have_blanks_beside_them() {
    let here = office();
    for (headings, said) in [
        ("重点任务,具体举措,完成值,\n,,计划,实际\n", "完成值：5名"),
        (
            "重点任务,具体举措,完成情况,\n,,计划数,完成值\n",
            "完成值：5名",
        ),
        (
            ",,计划,,实际,\n重点任务,具体举措,完成值,原因,完成值,存在问题\n",
            "完成值：5名",
        ),
    ] {
        let row = if headings.starts_with(',') {
            "培训,培训人数,60,,5,\n"
        } else {
            "培训,培训人数,60,5\n"
        };
        fs::write(here.folder().join("台账.csv"), format!("{headings}{row}")).unwrap();
        read(&here, "台账.csv").stdout_has(said).run();
    }
    // A first row without a task is no row of headings if its cells are no words.
    let text = "重点任务,具体举措,完成值,\n,,60,5\n培训,培训人数,7,\n";
    fs::write(here.folder().join("台账.csv"), text).unwrap();
    read(&here, "台账.csv").stdout_has("完成值：7名").run();
}

#[test]
fn a_second_table_is_read_by_its_own_headings() {
    let here = office();
    let text = "某县台账,,,,\n重点任务,具体举措,牵头单位,进展情况,存在问题\n培训,培训人数,县教育局,办了班,\n,,,,\n\
        重点任务,具体举措,牵头单位,存在问题,进展情况\n培训,建站,县教育局,缺钱,已开工\n";
    fs::write(here.folder().join("台账.csv"), text).unwrap();
    read(&here, "台账.csv")
        .stdout_has("培训人数 县教育局  2024-06-30  进展情况：办了班")
        .stdout_has("进展情况：已开工；存在问题：缺钱")
        .run();
    let text = "重点任务,具体举措,牵头单位,完成值\n培训,培训人数,县教育局,5\n,,,\n\
        具体举措,完成值,,\n修桥,3,,\n";
    fs::write(here.folder().join("台账.csv"), text).unwrap();
    read(&here, "台账.csv")
        .stdout_has("匹配 1 行，共 2 行")
        .stdout_has("修桥")
        .run();
    // The headings of the first, once more on the next page.
    let text = "重点任务,具体举措,完成值\n培训,培训人数,5\n重点任务,具体举措,完成值\n培训,建站,2\n";
    fs::write(here.folder().join("台账.csv"), text).unwrap();
    read(&here, "台账.csv")
        .stdout_has("匹配 2 行，共 2 行")
        .run();
}
