//! Tests of putting together tables with one cell per line.

use super::*;
use crate::document::intake::passage::tables;

#[test]
fn a_cell_a_line_is_a_table() {
    let text = "附件\n序号\n改革举措\n主 要 内 容\n指导部门\n一、甲方面（共2项）\n1\n推广甲\n内容甲。\n科技部\n2\n推广乙\n内容乙。\n再一段。\n科技部、财政部\n\
                二、丙方面\n三、空的方面\n7\n推广丙\n内容丙。\n审计署\n以上各项抓好落实。\n";
    let cleaning = Cleaning::after(clean, text);
    assert_eq!(cleaning.passages.len(), 3);
    let table = tables(&cleaning.passages)[0];
    let lines = table.rows.iter().map(|row| row.line_no);
    let rows: Vec<_> = lines.zip(table.texts()).collect();
    assert_eq!(
        rows,
        [
            (2, vec!["序号", "改革举措", "主要内容", "指导部门"]),
            (6, vec!["一、甲方面（共2项）"; 4]),
            (7, vec!["1", "推广甲", "内容甲。", "科技部"]),
            (
                11,
                vec!["2", "推广乙", "内容乙。\n再一段。", "科技部、财政部"]
            ),
            (16, vec!["二、丙方面"; 4]),
            (17, vec!["三、空的方面"; 4]),
            (18, vec!["7", "推广丙", "内容丙。", "审计署"]),
        ]
    );
}

#[test]
fn a_merged_group_is_missing_in_the_rows_below_it() {
    let text = "序号\n类别\n指标名称\n2025年目标\n指标属性\n1\n排水\n甲率（%）\n95\n约束性\n2\n乙率（%）\n80\n约束性\n3\n监测\n丙率（%）\n98\n预期性\n";
    let cleaning = Cleaning::after(clean, text);
    let table = tables(&cleaning.passages)[0];
    assert_eq!(
        table.texts()[1..],
        [
            ["1", "排水", "甲率（%）", "95", "约束性"],
            ["2", "", "乙率（%）", "80", "约束性"],
            ["3", "监测", "丙率（%）", "98", "预期性"],
        ]
    );
}

#[test]
fn a_sections_ordinal_may_have_a_cell_of_its_own() {
    let text = "序号\n重点任务\n牵头单位\n一\n拓宽渠道\n1\n稳定用工\n市人社局\n二\n提升能力\n2\n开展培训\n市总工会\n";
    let cleaning = Cleaning::after(clean, text);
    let table = tables(&cleaning.passages)[0];
    let firsts: Vec<&str> = table.texts().iter().map(|row| row[0]).collect();
    assert_eq!(firsts, ["序号", "一、拓宽渠道", "1", "二、提升能力", "2"]);
    assert_eq!(table.rows[2].cells[2].text, "市人社局");
    assert_eq!(table.rows[4].cells[1].text, "开展培训");
}

#[test]
fn a_cell_of_units_may_have_one_a_line_under_headings_of_any_name() {
    let text = "附件\n序号\n惠民实事\n责任单位\n完成时限\n1\n新建甲桥2座。\n县甲局\n县乙局\n县丙指挥部\n12月底前\n\
                2\n建成丁馆。\n县丁局\n9月底前\n3\n改造戊路。\n县戊局\n6月底前\n";
    let cleaning = Cleaning::after(clean, text);
    let table = tables(&cleaning.passages)[0];
    assert_eq!(
        table.texts(),
        [
            ["序号", "惠民实事", "责任单位", "完成时限"],
            [
                "1",
                "新建甲桥2座。",
                "县甲局\n县乙局\n县丙指挥部",
                "12月底前"
            ],
            ["2", "建成丁馆。", "县丁局", "9月底前"],
            ["3", "改造戊路。", "县戊局", "6月底前"],
        ]
    );
}

#[test]
fn headings_of_narrow_columns_may_stand_on_two_lines() {
    let text = "序\n号\n项目\n名称\n责任\n单位\n1\n新建甲桥2座\n县甲局\n2\n建成丁馆\n县丁局\n";
    let cleaning = Cleaning::after(clean, text);
    assert_eq!(cleaning.passages.len(), 1);
    let table = tables(&cleaning.passages)[0];
    assert_eq!(
        table.texts(),
        [
            ["序号", "项目名称", "责任单位"],
            ["1", "新建甲桥2座", "县甲局"],
            ["2", "建成丁馆", "县丁局"],
        ]
    );
}

#[test]
fn cells_parted_by_blank_lines_may_have_several_and_follow_a_group() {
    let text = "清单\n\n任务类型\n\n序号\n\n工作任务\n\n推进单位\n\n行动一：更新老旧街区和公园\n\n1\n\n修缮甲巷\n\n区房管局、\n区建委\n\n\
                绿化\n\n2\n\n改造乙园\n\n区绿化局\n\n3\n\n改造丙园\n\n市政\n\n序号\n\n工作任务\n\n推进单位\n\n4\n\n整修丁路\n\n区建委\n";
    let cleaning = Cleaning::after(clean, text);
    let table = tables(&cleaning.passages)[0];
    assert_eq!(
        table.texts(),
        [
            ["序号", "工作任务", "推进单位"],
            ["行动一：更新老旧街区和公园"; 3],
            ["1", "修缮甲巷", "区房管局、区建委"],
            ["绿化"; 3],
            ["2", "改造乙园", "区绿化局"],
            ["3", "改造丙园", ""],
            ["市政"; 3],
            ["4", "整修丁路", "区建委"],
        ]
    );
}

#[test]
fn numbers_alone_are_no_table() {
    let cleaning = Cleaning::after(clean, "序号\n1\n2\n3\n");
    assert_eq!(cleaning.passages.len(), 4);
}
