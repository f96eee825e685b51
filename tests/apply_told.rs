//! Sheets of which a part cannot be taken as it stands: it is refused or told, and never dropped or taken for more.

use std::fs::{self, File};
use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::apply_support::{feedback, ledger, office_with, workbook};
use super::common::duban::{Duban, Workspace};
use super::common::packed::{edit_parts, put_cell};

const ACTIONS: &str = r#"[[action]]
id = "1.1"
title = "科普培训"
summary = "做培训。"

[[action.milestone]]
id = "people"
title = "培训人数"
target = { op = ">=", value = 60, unit = "名" }

[[action.milestone]]
id = "own"
title = "各自办会"
each = true
target = { op = ">=", value = 10, unit = "次" }

[[action]]
id = "1.2"
title = "宣传发动"
summary = "做宣传。"

[[action.milestone]]
id = "plain"
title = "印发文件"
"#;

fn office() -> Workspace {
    office_with(ACTIONS)
}

fn apply(here: &Workspace, file: &str, more: &str) -> Duban {
    here.duban(["apply", file, "--as-of", "2024-06-30"])
        .args(more)
}

/// Changes a part of a packed file.
fn edit_part(here: &Workspace, file: &str, part: &str, edit: impl Fn(&str) -> String) {
    edit_parts(&here.folder().join(file), |name, text| {
        if name != part {
            return text;
        }
        let edited = edit(&text);
        assert_ne!(edited, text, "the edit of {part} changes nothing");
        edited
    });
}

/// The sheet that duban makes for 县教育局, with what it fills in. The rows are 4: own, 5: people, 6: plain.
fn filled_in(here: &Workspace, cells: &[(&str, &str)]) -> &'static str {
    here.run("report feedback --unit 县教育局 -o 反馈.xlsx --as-of 2024-06-30");
    edit_part(here, "反馈.xlsx", "xl/worksheets/sheet1.xml", |text| {
        let mut text = text.to_owned();
        for (cell, said) in cells {
            let filled = format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{said}</t></is></c>");
            put_cell(&mut text, cell, &filled);
        }
        text
    });
    "反馈.xlsx"
}

#[test]
fn what_each_unit_reports_since_the_sheet_was_made_is_another_number() {
    let here = office();
    let done = [
        ("H5", "已办结"),
        ("J5", "60"),
        ("H4", "已办结"),
        ("J4", "10"),
        ("H6", "进行中"),
    ];
    let file = filled_in(&here, &done);
    apply(&here, file, "--dry-run")
        .stderr_has("将登记 3 行")
        .run();
    here.replace("p/plan.toml", "each = true\n", "");
    for (cell, deed) in [("H4「已办结」", "mark"), ("J4「10」", "progress")] {
        apply(&here, file, "--partial")
            .code(3)
            .writes()
            .stderr_has(&format!(
                "{cell}：反馈表发出时是各单位分别报送，现改为整体填报\n  办法：核对整体的情况后用 duban {deed} 登记"
            ))
            .run();
    }
    // What no number was meant for is recorded.
    let log = here.read("p/progress.toml");
    assert_eq!(log.matches("{ at = ").count(), 2, "{log}");
    here.run("undo");
    let title = "title = \"培训人数\"\n";
    here.replace("p/plan.toml", title, &format!("{title}each = true\n"));
    for cell in ["H5「已办结」", "J5「60」"] {
        apply(&here, file, "")
            .code(3)
            .stderr_has(&format!(
                "{cell}：反馈表发出时是整体填报，现改为各单位分别报送"
            ))
            .run();
    }
}

#[test]
fn a_number_that_added_up_is_no_level() {
    let here = office();
    let file = filled_in(&here, &[("J5", "60")]);
    here.replace(
        "p/plan.toml",
        "unit = \"名\"",
        "unit = \"名\", measure = \"stock\"",
    );
    apply(&here, file, "")
        .code(3)
        .stderr_has("J5「60」：反馈表发出时完成值按累计计，现按存量计")
        .run();
    // A target that was set since is another than none.
    let here = office();
    let file = filled_in(&here, &[("H6", "已办结")]);
    let title = "title = \"印发文件\"\n";
    let target = "target = { op = \">=\", value = 3, unit = \"份\" }\n";
    here.replace("p/plan.toml", title, &format!("{title}{target}"));
    apply(&here, file, "")
        .code(3)
        .stderr_has("H6「已办结」：反馈表发出时目标为空，现为 3份")
        .run();
}

#[test]
fn a_conflict_names_the_command_that_records_its_cell() {
    let here = office();
    let file = filled_in(&here, &[("H6", "已办结"), ("J5", "30")]);
    here.run("mark 1.2/plain blocked --reason 缺人 --on 2024-05-01");
    here.run("progress 1.1/people --value 20 --on 2024-05-01");
    for (lang, hints) in [
        ("zh", ["用 duban mark 登记", "用 duban progress 登记"]),
        (
            "en",
            ["record it with duban mark", "record it with duban progress"],
        ),
    ] {
        apply(&here, file, &format!("--lang {lang}"))
            .code(3)
            .stderr_has(hints[0])
            .stderr_has(hints[1])
            .run();
    }
    // Nobody changed the id of what recurs since.
    let here = office();
    let file = filled_in(&here, &[("H6", "已办结")]);
    let title = "title = \"印发文件\"\n";
    here.replace(
        "p/plan.toml",
        title,
        &format!("{title}every = \"quarter\"\n"),
    );
    apply(&here, file, "")
        .code(3)
        .stderr_has("反馈表发出后方案已改，不再有这个编号的节点")
        .run();
}

#[test]
fn the_first_unit_that_a_row_names_is_the_one_that_reports() {
    let here = office();
    let row = |unit: &str, step: &str| {
        format!("重点任务,具体举措,牵头单位,完成值\n科普培训,{step},{unit},3\n")
    };
    for (unit, by) in [
        ("教育局（牵头）、科协", "县教育局"),
        ("科协、教育局（牵头）", "县教育局"),
        ("牵头：教育局 配合：科协", "县教育局"),
        ("Bureau of Education、科协", "县教育局"),
        ("教育局、县某中心", "县教育局"),
        ("科协 教育局", "县科协"),
    ] {
        ledger(&here, &row(unit, "培训人数"))
            .stdout_has(&format!("培训人数 {by}  "))
            .run();
    }
    for (unit, why) in [
        ("县委教育工委、县科协", "无法确定「县委教育工委」是哪个单位"),
        ("教育局（配合）、科协", "方案中没有「教育局（配合）」"),
        ("县财政局、县教育局", "不是该单位的节点"),
    ] {
        for step in ["培训人数", "各自办会"] {
            ledger(&here, &row(unit, step))
                .code(3)
                .stderr_has(&format!("C2「{unit}」：{why}"))
                .run();
        }
    }
    // Of what each reports, every name counts.
    ledger(&here, &row("教育局、县某中心", "各自办会"))
        .code(3)
        .stderr_has("方案中没有「县某中心」")
        .run();
    ledger(&here, &row("教育局（牵头）", "各自办会"))
        .stdout_has("各自办会 县教育局  ")
        .run();
    // A name with blanks is one, in a line above the table too.
    let line = format!(
        "填报单位：Bureau of Education,,,\n{}",
        row("科协", "各自办会")
    );
    ledger(&here, &line).stdout_has("各自办会 县教育局  ").run();
}

/// A spreadsheet of `OpenDocument` with a feedback sheet, of which the value and the progress are merged over two rows.
fn open_document(here: &Workspace) -> &'static str {
    let cell = |text: &str, more: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"{more}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let heads = ["编号", "完成值", "进展情况"]
        .map(|text| cell(text, ""))
        .concat();
    let down = " table:number-rows-spanned=\"2\"";
    let first = format!(
        "{}{}{}",
        cell("p:1.1/people", ""),
        cell("5", down),
        cell("都办了", down)
    );
    let covered = "<table:covered-table-cell table:number-columns-repeated=\"2\"/>";
    let second = format!("{}{covered}", cell("p:1.1/own", ""));
    let empty =
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>";
    let rows = format!("{empty}{}{}{}", row(heads), row(first), row(second));
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {names}><office:body><office:spreadsheet>\
         <table:table table:name=\"甲&amp;乙\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let mut file = ZipWriter::new(File::create(here.folder().join("反馈.ods")).unwrap());
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ] {
        file.start_file(name, SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap();
    "反馈.ods"
}

#[test]
fn merged_cells_of_an_open_document_count_for_all_that_they_cover() {
    let here = office();
    let file = open_document(&here);
    for how in ["--unit 县教育局", "--map"] {
        apply(&here, file, how)
            .code(3)
            .stderr_has("B4「5」：合并单元格中的一个数涉及几个节点")
            .stderr_has("B5「5」：合并单元格中的一个数涉及几个节点")
            .run();
    }
    edit_part(&here, file, "content.xml", |text| {
        text.replace("<text:p>5</text:p>", "")
    });
    apply(&here, file, "--unit 县教育局 --dry-run")
        .stdout_has("培训人数  2024-06-30  进展情况：都办了")
        .stdout_has("各自办会  2024-06-30  进展情况：都办了")
        .run();
}

#[test]
fn a_row_with_more_cells_than_headings_is_refused() {
    let here = office();
    let text = "编号,完成值,进展情况\np:1.1/people,1,200,办班三期\np:1.2/plain,,办会,\n";
    for read in [feedback, ledger] {
        read(&here, text)
            .code(3)
            .stderr_has("D2「办班三期」：这一行的格子比表头多")
            .stderr_has("1 处不合要求")
            .run();
    }
    // Headings may take two rows.
    ledger(
        &here,
        ",,,备注\n编号,完成值,进展情况,\np:1.1/people,1,办班,已核\n",
    )
    .stdout_has("完成值：1名")
    .stdout_has("未用的列：D")
    .run();
    // Nothing else may be filled in for it to be seen.
    feedback(&here, "编号,完成值,进展情况\np:1.1/people,,,办班三期\n")
        .code(3)
        .stderr_has("D2「办班三期」")
        .run();
    // In a workbook nothing shifts: what stands beside the table is told.
    let rows: &[&[&str]] = &[&["编号", "完成值", ""], &["p:1.1/people", "30", "见附件"]];
    let file = workbook(&here, rows);
    apply(&here, file, "--unit 县教育局 --dry-run")
        .stderr_has("未用的列：C")
        .run();
    apply(&here, file, "--map --dry-run")
        .stdout_has("未用的列：C")
        .run();
}

#[test]
fn a_quote_that_takes_in_other_rows_is_refused() {
    let here = office();
    let head = "编号,完成值,进展情况,状态\n";
    let last = "p:1.2/plain,,,已办结\n";
    for row in [
        "p:1.1/people,20,\"开班三期,\n",
        "p:1.1/people,20,\"开班三期,\np:1.1/own,3,\"办会\",\n",
    ] {
        for how in ["--unit 县教育局", "--map"] {
            fs::write(here.folder().join("反馈.csv"), format!("{head}{row}{last}")).unwrap();
            apply(&here, "反馈.csv", how)
                .code(3)
                .stderr_has("第 2 行有引号没有成对")
                .run();
        }
    }
    let row = "p:1.1/people,20,\"开班三期，\n\"\"甲\"\"等\",\n";
    feedback(&here, &format!("{head}{row}{last}"))
        .stderr_has("已登记 2 行")
        .run();
}

#[test]
fn the_headings_tell_what_parts_the_cells() {
    let here = office();
    let text = "编号,完成值,进展情况\np:1.1/people,20,甲班;乙班;丙班;丁班;戊班;己班\n";
    feedback(&here, text)
        .stdout_has("进展情况：甲班;乙班")
        .run();
    ledger(&here, &text.replace("20", "30"))
        .stdout_has("完成值：20名 改为 30名")
        .run();
}

#[test]
fn what_says_that_there_is_nothing_is_no_problem_and_no_reason() {
    let here = office();
    let head = "编号,状态,日期,完成值,进展情况,存在问题,下一步打算,佐证\n";
    for none in ["无", "/", "——", "没有。", "None"] {
        let with = |row: &str| format!("{head}{}\n", row.replace('#', none));
        for (row, why) in [
            ("p:1.1/people,已办结,,20,,#,,", "完成值 20名 未达目标 60名"),
            ("p:1.2/plain,受阻,,,,#,,", "受阻要说明原因"),
        ] {
            feedback(&here, &with(row)).code(3).stderr_has(why).run();
        }
        feedback(&here, &with("p:1.1/people,,,,#,#,#,#"))
            .stdout("")
            .stderr_has("表中没有新的内容")
            .run();
    }
    // With a date it is a report that begins nothing.
    feedback(
        &here,
        &format!("{head}p:1.2/plain,,2024-06-20,,无,无,,\np:1.1/people,未完成,2024-06-20,,,,,\n"),
    )
    .stdout_has("印发文件  2024-06-20  状态：未启动（未变）")
    .stdout_has("培训人数  2024-06-20  状态：未启动（未变）")
    .run();
    // What was said before is taken back, once.
    here.run("progress 1.1/people --value 10 --problem 缺教师 --on 2024-06-21");
    let none = format!("{head}p:1.1/people,,,,,无,,\n");
    feedback(&here, &none)
        .stdout_has("存在问题：缺教师 改为 无")
        .run();
    feedback(&here, &none).stdout("").run();
    // Who is held up by nothing is not held up.
    here.run("mark 1.2/plain blocked --reason 缺人 --on 2024-06-22");
    feedback(&here, &format!("{head}p:1.2/plain,受阻,,,,无,,\n"))
        .code(3)
        .stderr_has("受阻要说明原因")
        .run();
}

#[test]
fn a_span_of_months_or_days_is_no_day() {
    let here = office();
    let row = |day: &str| format!("编号,日期,完成值\np:1.1/people,{day},20\n");
    for span in [
        "1-6月", "6/7月", "12-1月", "1-6月底", "3-4日", "6月日", "2024年6月 日",
    ] {
        feedback(&here, &row(span))
            .code(3)
            .stderr_has(&format!("B2「{span}」：不是日期"))
            .run();
    }
    for day in [
        "2024 年 6 月 28 日", "2024-06-28 10:00", "2024/6/28 0:00:00", "6.28日", "6月28号",
    ] {
        let day = row(day);
        fs::write(here.folder().join("反馈.csv"), &day).unwrap();
        apply(&here, "反馈.csv", "--unit 县教育局 --dry-run")
            .stdout_has("  2024-06-28  ")
            .run();
    }
}

#[test]
fn a_workbook_may_count_its_days_from_1904() {
    let here = office();
    let rows: &[&[&str]] = &[
        &["编号", "日期", "完成值"],
        &["p:1.1/people", "44009", "20"],
    ];
    let file = workbook(&here, rows);
    let how = "--unit 县教育局 --dry-run";
    apply(&here, file, how).stdout_has("  2020-06-27  ").run();
    edit_part(&here, file, "xl/workbook.xml", |text| {
        text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    apply(&here, file, how).stdout_has("  2024-06-28  ").run();
}

#[test]
fn a_number_keeps_the_nine_decimals_that_a_plan_keeps() {
    let here = office();
    here.run("progress 1.1/people --value 0.123456789 --on 2024-05-02");
    here.run("report ledger -o 台账.xlsx --as-of 2024-06-01");
    apply(&here, "台账.xlsx", "--map")
        .stderr_has("表中没有新的内容")
        .run();
    for (number, read) in [("0.7654321", "0.7654321"), ("0.30000000000000004", "0.3")] {
        let rows: &[&[&str]] = &[&["编号", "完成值"], &["p:1.1/people", number]];
        let file = workbook(&here, rows);
        apply(&here, file, "--unit 县教育局 --dry-run")
            .stdout_has(&format!("改为 {read}名"))
            .run();
    }
}

#[test]
fn a_number_of_the_office_s_own_is_no_id() {
    let here = office();
    let row = |task: &str| format!("编号,重点任务,进展情况\n1.2,{task},办了\n");
    for task in ["宣传发动", "宣传", "扎实做好宣传发动", "印发文件"] {
        ledger(&here, &row(task))
            .stdout_has("匹配 1 行，共 1 行")
            .run();
    }
    // The title of another task makes a fault of it.
    ledger(&here, &row("科普培训"))
        .code(3)
        .stderr_has("名称与编号 1.2 不符")
        .run();
    ledger(&here, &row("禁毒"))
        .stdout_has("匹配 0 行，共 1 行")
        .stdout_has("第 2 行 1.2 禁毒")
        .run();
}

#[test]
fn what_no_program_could_read_is_not_recorded() {
    let here = office();
    for (cell, why) in [
        ("Err:502", "公式出错"),
        ("#SPILL!", "公式出错"),
        ("########", "公式出错"),
        ("培训\u{fffd}班", "有读不出的字符"),
    ] {
        for row in [format!(",{cell}"), format!("{cell},")] {
            feedback(&here, &format!("编号,佐证,进展情况\np:1.1/people,{row}\n"))
                .code(3)
                .stderr_has(&format!("「{cell}」：{why}"))
                .run();
        }
    }
}

#[test]
fn a_sheet_of_a_plan_whose_folder_another_plan_has_now_is_not_applied_to_that_one() {
    let here = office();
    let file = filled_in(&here, &[("H6", "已办结")]);
    // A title that was respelled is the same plan.
    here.replace_first("p/plan.toml", "某县行动方案", "某县行动计划");
    apply(&here, file, "--dry-run").run();
    here.replace_first("p/plan.toml", "某县行动计划", "某县行动方案");
    fs::rename(here.path("p"), here.path("p-2024")).unwrap();
    for file in ["p-2024/plan.toml", "p-2024/progress.toml"] {
        here.replace_first(file, "\"p\"", "\"p-2024\"");
    }
    fs::create_dir(here.path("p")).unwrap();
    let next = office_with(ACTIONS).read("p/plan.toml");
    here.write("p/plan.toml", next.replace("某县行动方案", "下一年方案"));
    here.run("check --fix");
    for plan in ["", "--plan p"] {
        apply(&here, file, plan)
            .code(3)
            .stderr_has("属于现在的方案 p-2024")
            .run();
    }
    apply(&here, file, "--lang en")
        .code(3)
        .stderr_has("put p-2024: in the place of p:")
        .run();
    assert!(!here.read("p/progress.toml").contains("done"));
    // As the refusal says.
    edit_part(&here, file, "xl/sharedStrings.xml", |text| {
        text.replace("<t>p:", "<t>p-2024:")
    });
    apply(&here, file, "").run();
    assert!(here.read("p-2024/progress.toml").contains("done"));
}
