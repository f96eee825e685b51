//! Ledgers of an office's own: whose a row is, of which period, and which of its numbers counts.

use std::fs;

use rust_xlsxwriter::Workbook;

use super::apply_support::{ledger, office_with};
use super::common::duban::Workspace;

/// One milestone of two units, one that each reports for itself, one for every month, quarter and year.
const ACTIONS: &str = r#"[[action]]
id = "1.1"
title = "培训"
summary = "做培训。"

[[action.milestone]]
id = "people"
title = "培训人数"
target = { op = ">=", value = 60, unit = "名" }

[[action.milestone]]
id = "own"
title = "各自"
each = true
target = { op = ">=", value = 3, unit = "次" }

[[action.milestone]]
id = "m"
title = "月报"
every = "month"

[[action.milestone]]
id = "q"
title = "季报"
every = "quarter"

[[action.milestone]]
id = "y"
title = "年报"
every = "year"
"#;

fn office() -> Workspace {
    office_with(ACTIONS)
}

#[test]
fn who_filled_in_a_row_reports_whoever_leads() {
    let here = office();
    let headings = "重点任务,具体举措,牵头单位,填报单位,完成值";
    let row = |step: &str, unit: &str| format!("{headings}\n培训,{step},县教育局,{unit},3\n");
    for (step, unit, by) in [
        ("各自", "县科协", "县科协"),
        ("培训人数", "县科协", "县科协"),
        // Where nobody is named, the lead reports.
        ("各自", "", "县教育局"),
    ] {
        ledger(&here, &row(step, unit))
            .stdout_has(&format!("{step} {by}  2024-06-30  完成值：3"))
            .run();
    }
    for (unit, why) in [
        ("县财政局", "不是该单位的节点"),
        ("无此局", "方案中没有「无此局」"),
    ] {
        for step in ["各自", "培训人数"] {
            ledger(&here, &row(step, unit))
                .code(3)
                .stderr_has(&format!("D2「{unit}」：{why}"))
                .run();
        }
    }
    for heading in ["填报人单位", "报送单位", "上报单位"] {
        let lines = row("各自", "县科协").replace("填报单位", heading);
        ledger(&here, &lines).stdout_has("各自 县科协  ").run();
    }
}

#[test]
fn a_line_above_the_table_tells_who_filled_it_in() {
    let here = office();
    let table = "重点任务,具体举措,牵头单位,完成值\n培训,各自,县教育局,3\n";
    for line in [
        "填报单位：县科协,,,",
        "填报部门（盖章）：县科协  填报日期：2024年6月30日,,,",
        "报送单位,,县科协,",
        ",填 报 单 位：,县科协,",
    ] {
        ledger(&here, &format!("台账,,,\n{line}\n{table}"))
            .stdout_has("各自 县科协  2024-06-30  完成值：3")
            .run();
    }
    // Its own cell goes before it; two that differ are a fault of the row, by whatever name.
    let with = |above: &str, own: &str| {
        let head = "重点任务,具体举措,牵头单位,填报单位,完成值";
        format!("{above},,,,\n{head}\n培训,各自,县教育局,{own},3\n")
    };
    for own in ["", "县科协", "科协"] {
        ledger(&here, &with("填报单位：县科协", own))
            .stdout_has("各自 县科协  ")
            .run();
    }
    ledger(&here, &with("填报单位：县科协", "县教育局"))
        .code(3)
        .stderr_has("D3「县教育局」：由谁填报，表格上方与本行所写不一：县科协、县教育局")
        .run();
    ledger(&here, &with("填报单位：县科协,报送单位：县教育局", ""))
        .code(3)
        .stderr_has("县科协、县教育局")
        .run();
    ledger(&here, &with("填报单位：县财政局", ""))
        .code(3)
        .stderr_has("不是该单位的节点")
        .run();
    ledger(&here, &with("填报单位：无此局", ""))
        .code(3)
        .stderr_has("方案中没有「无此局」")
        .run();
    // Who collects what units report has reported nothing itself.
    fs::write(here.folder().join("duban.toml"), "office = \"专班\"\n").unwrap();
    here.edit("p/plan.toml", |text| {
        let supervisor = "  { name = \"督查室\", kind = \"government\", role = \"supervisor\" },\n]\n\n[[section]]";
        text.replacen("]\n\n[[section]]", supervisor, 1)
    });
    for collector in ["专班", "督查室"] {
        ledger(&here, &with(&format!("填报单位：{collector}"), ""))
            .stdout_has("各自 县教育局  ")
            .run();
    }
}

#[test]
fn the_nearest_line_above_a_row_tells_who_filled_it_in() {
    let here = office();
    let head = "重点任务,具体举措,牵头单位,完成值";
    let row = |step: &str| format!("培训,{step},县教育局,3");
    let sheet = |lines: &[&str]| lines.join("\n") + "\n";
    let (people, own) = (row("培训人数"), row("各自"));
    for (second, between) in [
        ("填报单位：县科协", head),
        ("填报单位：县科协", ""),
        ("填报单位,县科协,,", ""),
        ("二、县科协填报,,,", head),
        ("（二）科协报送,,,", ""),
    ] {
        ledger(
            &here,
            &sheet(&[
                "填报单位：县教育局,,,",
                head,
                &people,
                ",,,",
                second,
                between,
                &own,
            ]),
        )
        .stdout_has("培训人数 县教育局  ")
        .stdout_has("各自 县科协  ")
        .stdout_has("匹配 2 行，共 2 行")
        .run();
    }
    // Below the last row stands who filled in the table.
    ledger(&here, &sheet(&[head, &own, "填报单位：县科协,,,"]))
        .stdout_has("各自 县科协  ")
        .run();
    ledger(
        &here,
        &sheet(&["填报单位：县教育局,,,", head, &own, "填报单位：县科协,,,"]),
    )
    .code(3)
    .stderr_has("表格上方与本行所写不一：县教育局、县科协")
    .run();
    // A row above the first of several lines is of nobody.
    for step in [&own, &people] {
        let lines = [head, step, "填报单位：县科协,,,", head, &row("季报")];
        ledger(&here, &sheet(&lines))
            .code(3)
            .stderr_has("不能确定由谁填报：表中写有县科协")
            .run();
    }
}

#[test]
fn the_lead_alone_names_nobodys_part_where_another_filled_in_the_sheet() {
    let here = office();
    let head = "重点任务,具体举措,牵头单位,完成值";
    for above in ["单位名称：县科协,,,", "制表单位,县科协,,"] {
        let lines = format!("{above}\n{head}\n培训,各自,县教育局,3\n");
        ledger(&here, &lines)
            .code(3)
            .stderr_has("不能确定由谁填报：表中写有县科协")
            .run();
        let lines = lines.replace("各自", "培训人数");
        ledger(&here, &lines)
            .stdout_has("培训人数 县教育局  ")
            .run();
        let lines = lines
            .replace("县科协", "县教育局")
            .replace("培训人数", "各自");
        ledger(&here, &lines).stdout_has("各自 县教育局  ").run();
    }
    let column = "重点任务,具体举措,牵头单位,填报单位,完成值\n\
        培训,培训人数,县教育局,县科协,3\n培训,各自,县教育局,,3\n";
    ledger(&here, column)
        .code(3)
        .stderr_has("不能确定由谁填报：表中写有县科协")
        .run();
}

#[test]
fn a_cell_or_line_that_names_two_units_is_of_neither() {
    let here = office();
    for step in ["各自", "培训人数"] {
        for (above, own) in [
            ("", "县科协、县教育局"),
            ("", "科协 教育局"),
            ("填报单位：县科协、县教育局", ""),
        ] {
            let head = "重点任务,具体举措,牵头单位,填报单位,完成值";
            let lines = format!("{above},,,,\n{head}\n培训,{step},县教育局,{own},3\n");
            ledger(&here, &lines)
                .code(3)
                .stderr_has("不能确定由谁填报：表中写有")
                .run();
        }
    }
}

#[test]
fn a_total_goes_before_the_figure_of_a_period() {
    let here = office();
    for headings in ["完成值,累计完成值", "本月完成,累计完成", "完成数,累计"] {
        let lines = format!("重点任务,具体举措,{headings}\n培训,培训人数,10,30\n");
        ledger(&here, &lines).stdout_has("完成值：30名").run();
    }
    // In brackets too: what is of a period, a plan or another year is no total.
    for other in ["本月", "当期", "上年", "计划", "6月", "万元，本月"] {
        let lines = format!("重点任务,具体举措,完成数（{other}）\n培训,培训人数,10\n");
        ledger(&here, &lines)
            .code(3)
            .stderr_has("没有可对应的表头")
            .run();
        let lines =
            format!("重点任务,具体举措,完成数（{other}）,完成数（累计）\n培训,培训人数,10,30\n");
        ledger(&here, &lines).stdout_has("完成值：30名").run();
    }
    let dates =
        "编号,完成时限（调整前）,完成时限（调整后）,状态\n1.1/m,2024-03-31,2024-05-31,进行中\n";
    ledger(&here, dates).stdout_has("1.1/m@2024-05").run();
    let chosen = "[report.ledger]\ncolumns = [\"编号\", { name = \"数量\", is = \"完成值\" }]\n";
    fs::write(here.folder().join("duban.toml"), chosen).unwrap();
    let lines = "重点任务,具体举措,累计,数量\n培训,培训人数,10,30\n";
    ledger(&here, lines).stdout_has("完成值：30名").run();
}

#[test]
fn a_total_names_the_period_that_it_goes_up_to() {
    let here = office();
    for heading in [
        "累计完成（含本月）",
        "完成数（累计至本月）",
        "完成数（本年累计，含本月）",
    ] {
        let lines = format!("重点任务,具体举措,{heading}\n培训,培训人数,30\n");
        ledger(&here, &lines).stdout_has("完成值：30名").run();
    }
    for remark in ["当前", "目前", "5月底前"] {
        let dates = format!("编号,完成时限（{remark}）,状态\n1.1/m,2024-05-31,进行中\n");
        ledger(&here, &dates).stdout_has("1.1/m@2024-05").run();
    }
}

#[test]
fn a_heading_that_the_office_names_with_its_bracket_is_meant() {
    let here = office();
    let chosen =
        "[report.ledger]\ncolumns = [\"编号\", { name = \"完成数（本期）\", is = \"完成值\" }]\n";
    fs::write(here.folder().join("duban.toml"), chosen).unwrap();
    for (headings, numbers) in [
        ("完成数(本期)", "30"),
        ("完成数（累计）,完成数（本期）", "10,30"),
        ("完成数（本期）,累计完成", "30,10"),
    ] {
        let lines = format!("重点任务,具体举措,{headings}\n培训,培训人数,{numbers}\n");
        ledger(&here, &lines).stdout_has("完成值：30名").run();
    }
    // Others keep the meaning of their brackets.
    let lines = "重点任务,具体举措,完成数（本月）\n培训,培训人数,30\n";
    ledger(&here, lines)
        .code(3)
        .stderr_has("没有可对应的表头")
        .run();
}

#[test]
fn a_measure_in_the_heading_is_held_against_the_plans() {
    let here = office();
    let of = |heading: &str, number: &str| {
        let row = format!("培训,培训人数,县教育局,{number}");
        ledger(
            &here,
            &format!("重点任务,具体举措,牵头单位,{heading}\n{row}\n"),
        )
    };
    for measure in ["户", "元", "公里", "亩", "人次", "%", "万人"] {
        for heading in [
            format!("完成值（{measure}）"),
            format!("累计完成({measure})"),
            format!("完成值（截至6月底，{measure}）"),
        ] {
            of(&heading, "30")
                .code(3)
                .stderr_has(&format!("计量单位是{measure}，方案为名"))
                .run();
        }
    }
    for heading in ["完成值（人）", "完成值（位）", "完成值（截至6月底）"] {
        of(heading, "30").stdout_has("完成值：30名").run();
    }
}

#[test]
fn the_period_of_a_row_names_its_occurrence() {
    let here = office();
    let row = |heading: &str, said: &str, named: &str| {
        format!("{heading},编号,重点任务,具体举措,状态\n{said},{named},进行中\n")
    };
    for (heading, said, named, id) in [
        ("月份", "3月", ",培训,月报", "1.1/m@2024-03"),
        ("月份", "3", ",培训,月报", "1.1/m@2024-03"),
        ("月份", "2023年3月", ",培训,月报", "1.1/m@2023-03"),
        ("月份", "3月", "1.1/m,,", "1.1/m@2024-03"),
        ("月份", "3月", "1.1/m@2024-03,,", "1.1/m@2024-03"),
        ("季度", "第一季度", ",培训,季报", "1.1/q@2024Q1"),
        ("季度", "1", ",培训,季报", "1.1/q@2024Q1"),
        // A month is of its quarter and its year.
        ("月份", "3月", ",培训,季报", "1.1/q@2024Q1"),
        ("年度,月份", "2023,3月", ",培训,月报", "1.1/m@2023-03"),
        ("年度", "2023", ",培训,年报", "1.1/y@2023"),
        // A year alone leaves the occurrence that is running.
        ("年度", "2024", ",培训,月报", "1.1/m@2024-06"),
        ("月份", "3月", ",培训,培训人数", "1.1/people"),
    ] {
        ledger(&here, &row(heading, said, named))
            .stdout_has(&format!("{id} "))
            .stdout_has("匹配 1 行")
            .run();
    }
    for (said, named) in [
        ("1-5月", ",培训,月报"),
        ("第3期", ",培训,月报"),
        ("一季度", ",培训,月报"),
        ("3月", "1.1/m@2024-06,,"),
        ("2022年3月", ",培训,月报"),
    ] {
        ledger(&here, &row("月份", said, named))
            .code(3)
            .stderr_has(&format!("A2「{said}」：与本节点的期次 2024-06 不符"))
            .run();
    }
}

#[test]
fn what_stands_above_a_table_tells_the_period_of_its_rows() {
    let here = office();
    let head = "编号,重点任务,具体举措,完成时限,状态";
    let row = |named: &str| format!("{named},进行中");
    let of = |above: &str, named: &str| {
        let lines = format!("{above},,,,\n{head}\n{}\n", row(named));
        ledger(&here, &lines)
    };
    for (above, named, id) in [
        ("某县2024年3月工作台账", ",培训,月报,", "1.1/m@2024-03"),
        ("报送期：3月", ",培训,月报,", "1.1/m@2024-03"),
        ("报送期,2024年3月", ",培训,月报,", "1.1/m@2024-03"),
        ("台账（截至2024年3月31日）", ",培训,月报,", "1.1/m@2024-03"),
        ("某县2024年3月工作台账", ",培训,季报,", "1.1/q@2024Q1"),
        ("某县2024年一季度工作台账", ",培训,季报,", "1.1/q@2024Q1"),
        ("2023年台账", ",培训,年报,", "1.1/y@2023"),
        ("2024年台账", ",培训,月报,", "1.1/m@2024-06"),
        // The year of the plan's own name is no period.
        ("某县行动方案台账", ",培训,月报,", "1.1/m@2024-06"),
        (
            "2024年3月15日会议议定事项台账",
            ",培训,月报,",
            "1.1/m@2024-06",
        ),
        // What the row tells goes before it.
        (
            "某县2024年6月工作台账",
            ",培训,月报,2024-03-31",
            "1.1/m@2024-03",
        ),
        ("某县2024年6月工作台账", "1.1/m@2024-03,,,", "1.1/m@2024-03"),
        ("某县2024年3月工作台账", ",培训,培训人数,", "1.1/people"),
    ] {
        of(above, named)
            .stdout_has(&format!("{id} "))
            .stdout_has("匹配 1 行")
            .run();
    }
    for above in ["某县2024年1—3月工作台账", "2022年3月台账", "前三季度台账"] {
        of(above, ",培训,月报,")
            .code(3)
            .stderr_has("与本节点的期次 2024-06 不符")
            .run();
    }
    let column = "时间,重点任务,具体举措,状态\n2024年1月,培训,月报,进行中\n";
    ledger(&here, column).stdout_has("1.1/m@2024-01 ").run();
    let other = column.replace("2024年1月", "2024年1月15日");
    ledger(&here, &other).stdout_has("未用的列：时间").run();
}

#[test]
fn twelve_sheets_of_months_are_twelve_occurrences() {
    let here = office();
    let mut book = Workbook::new();
    let months = ["一月", "2月", "2024年3月", "4月台账", "五月份"];
    for name in months {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows = [
            ["重点任务", "具体举措", "牵头单位", "状态"],
            ["培训", "月报", "县教育局", "进行中"],
        ];
        for (row, cells) in (0..).zip(rows) {
            sheet.write_row(row, 0, cells).unwrap();
        }
    }
    book.save(here.folder().join("台账.xlsx")).unwrap();
    let mut read = here.duban("apply 台账.xlsx --map --dry-run --as-of 2024-06-30");
    for month in 1..=5 {
        read = read.stdout_has(&format!("1.1/m@2024-0{month} "));
    }
    read.stdout_has("匹配 5 行").run();
    // The same milestone on two sheets of one month: the other sheet is named, and nothing is added up.
    let mut book = Workbook::new();
    for name in ["3月", "三月份"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet
            .write_row(0, 0, ["重点任务", "具体举措", "状态"])
            .unwrap();
        sheet.write_row(1, 0, ["培训", "月报", "进行中"]).unwrap();
    }
    book.save(here.folder().join("台账.xlsx")).unwrap();
    here.duban("apply 台账.xlsx --map --dry-run --as-of 2024-06-30")
        .code(3)
        .stderr_has("与 3月 A2 是同一个节点")
        .stderr_has("只留一行")
        .run();
}

#[test]
fn characters_that_look_like_others_are_read_as_what_they_look_like() {
    let here = office();
    let headings = "编号,重点任务,具体举措,状态,⽇期,完成值";
    for (id, how) in [("1.1/people", "--unit 县教育局"), ("", "--map")] {
        let row = format!("{id},培训,培训⼈数,进⾏中,6⽉1⽇,7");
        fs::write(
            here.folder().join("台账.csv"),
            format!("{headings}\n{row}\n"),
        )
        .unwrap();
        here.duban("apply 台账.csv --dry-run --as-of 2024-06-30")
            .args(how)
            .stdout_has("2024-06-01  状态：未启动 改为 进行中；完成值：7名")
            .run();
    }
}
