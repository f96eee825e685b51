//! Tests of reading lists of tasks.

use super::*;
use crate::document::SourceTable;
use crate::document::tables::columns::read_columns;
use crate::document::times::calendar::year_end;

/// Reads a list of tasks.
fn entries(rows: &[&[&str]]) -> Vec<TableEntry> {
    let table = SourceTable::of(rows);
    let columns = read_columns(&table).unwrap();
    assert!(columns.is_task_list());
    table_entries(&columns, None, None)
}

/// Asserts the number and heading of each entry, with a mark for a section.
fn assert_rows(entries: &[TableEntry], expected: &[&str]) {
    let rows = entries.iter().map(|entry| {
        let mark = if entry.is_item { "" } else { " #" };
        format!("{} {}{mark}", entry.number, entry.heading)
    });
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

#[test]
fn a_row_is_an_item_and_one_over_all_columns_a_section() {
    let entries = entries(&[
        &["序号", "改革举措", "主 要 内 容", "指导部门", "推广范围"],
        &["一、知识产权方面（共2项）"],
        &[
            "1",
            "专利保险机制",
            "开发保险产品。",
            "国家知识产权局、中国银保监会",
            "全国",
        ],
        &[
            "2", "技术调查官制度", "引入调查官。", "最高人民法院", "全国",
        ],
        &["二、管理方面（共1项）"],
        &["14", "容错机制", "制定法规。", "审计署", "全国"],
    ]);
    assert_rows(
        &entries,
        &[
            "1 知识产权方面 #", "1 专利保险机制", "2 技术调查官制度", "2 管理方面 #", "14 容错机制",
        ],
    );
    let runs = entries.iter().map(|entry| entry.runs.len());
    assert_eq!(runs.collect::<Vec<_>>(), [0, 1, 1, 0, 1]);
}

#[test]
fn rows_of_a_merged_task_are_one_item() {
    let entries = entries(&[
        &[
            "序号", "工作任务", "具体措施", "牵头单位", "配合单位", "完成时限",
        ],
        &[
            "1", "扩大就业", "办招聘会20场。", "县人社局", "县总工会、县妇联", "2024年12月底",
        ],
        &[
            "↑1", "↑扩大就业", "建平台。", "↑县人社局", "↑县总工会、县妇联", "↑2024年12月底",
        ],
        &["2", "稳定岗位", "落实政策。", "县财政局", "", "长期坚持"],
    ]);
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].text.len(), 2);
    assert_eq!(
        entries[0].runs,
        [
            (GroupRole::Lead, vec!["县人社局".to_owned()]),
            (
                GroupRole::Support,
                vec!["县总工会".to_owned(), "县妇联".to_owned()]
            ),
        ]
    );
    assert_eq!(entries[0].dues[0].0, "2024年12月底");
}

#[test]
fn rows_of_a_merged_task_with_numbers_of_their_own_are_items() {
    let entries = entries(&[
        &["序号", "工作任务", "具体措施", "责任单位"],
        &["1", "护林", "巡山20次。", "县林业局"],
        &["2", "", "补种杉木。", "县林业局"],
        &["序号", "工作任务", "具体措施", "责任单位"],
        &["一", "修渠方面", "", ""],
        &["3", "修渠", "清淤。", "县水利局"],
    ]);
    assert_rows(
        &entries,
        &["1 巡山20次", "2 补种杉木", "1 修渠方面 #", "3 清淤"],
    );
}

#[test]
fn what_such_rows_share_groups_them() {
    let entries = entries(&[
        &["序号", "重点举措", "实施路径", "责任单位"],
        &["1", "护林（2项）", "巡山20次。", "县林业局"],
        &["2", "", "补种杉木。", "县林业局"],
        &["序号", "重点举措", "实施路径", "责任单位"],
        &["3", "修渠（1项）", "清淤。", "县水利局"],
    ]);
    assert_rows(
        &entries,
        &["1 护林 #", "1 巡山20次", "2 补种杉木", "2 修渠 #", "3 清淤"],
    );
}

#[test]
fn rows_that_repeat_number_and_task_are_one_item() {
    let entries = entries(&[
        &["序号", "项目名称", "主要内容", "牵头单位"],
        &["1", "老城复兴", "完成纪念馆提升。", "县文旅局"],
        &["1", "老城复兴", "整治道路3条。", "县住建局"],
        &["2", "优化养老", "改造站点8家。", "县民政局"],
    ]);
    assert_rows(&entries, &["1 老城复兴", "2 优化养老"]);
    assert_eq!((entries[0].text.len(), entries[0].runs.len()), (2, 2));
}

#[test]
fn rows_without_a_task_go_on_with_the_one_above() {
    let entries = entries(&[
        &["重点任务", "支撑项目", "工作措施", "责任单位", "完成时限"],
        &["护林", "林道", "1.修路4公里。", "县林业局", "2027年9月"],
        &["", "", "2.补种杉木300亩。", "甲林场", "2027年6月"],
        &["", "", "", "乙林场", ""],
        &["小计", "", "", "", ""],
        &["备注：每月报送。", "", "", "", ""],
        &["修渠", "", "清淤。", "县水利局", ""],
    ]);
    assert_eq!(entries.len(), 2);
    let texts: Vec<&str> = entries[0].text.iter().map(|text| &*text.text).collect();
    assert_eq!(texts, ["林道", "修路4公里。", "补种杉木300亩。"]);
    assert_eq!((entries[0].runs.len(), entries[1].runs.len()), (3, 1));
    let dues: Vec<&str> = entries[0].dues.iter().map(|(words, _)| &**words).collect();
    assert_eq!(dues, ["2027年9月", "2027年6月"]);
}

#[test]
fn a_number_of_a_year_is_said_of_its_task() {
    let entries = entries(&[
        &["一级任务", "二级任务", "2026年目标", "牵头部门"],
        &["引才", "引进博士", "30名", "县人社局"],
        &["引才", "建站", "建成2个；2027年建成3个", "县科技局"],
    ]);
    let aims = |at: usize| {
        let aims = entries[at].aims.iter();
        let aims = aims.map(|aim| (&*aim.name, aim.value, &*aim.unit, aim.by));
        aims.collect::<Vec<_>>()
    };
    assert_eq!(entries[0].heading, "引才");
    assert_eq!(aims(1), [("引进博士", 30.0, "名", Some(year_end(2026)))]);
    let text = entries[2].text.first().map(|text| &*text.text);
    assert_eq!(text, Some("到2026年，建成2个；2027年建成3个"));
}

#[test]
fn a_column_of_groups_gives_way_to_rows_of_sections() {
    let entries = entries(&[
        &["一、治气"],
        &["序号", "领域", "任务", "责任单位"],
        &["1", "工业", "改造窑炉", "县工信局"],
        &["2", "交通", "淘汰货车", "县公安局"],
        &["二、治水"],
        &["3", "农业", "治理河道", "县水利局"],
    ]);
    let headings = entries.iter().filter(|entry| !entry.is_item);
    let headings: Vec<&str> = headings.map(|entry| &*entry.heading).collect();
    assert_eq!(headings, ["治气", "治水"]);
}

#[test]
fn what_is_assessed_in_words_is_a_task_and_scores_make_no_item_of_a_section() {
    let entries = entries(&[
        &["序号", "考核项目", "各项分值", "考核指标", "负责考核部门"],
        &["", "总分", "100", "", ""],
        &["一、", "巩固成果", "31", "", ""],
        &["1", "强化督查", "4", "执行督查制度。", "县河长办"],
        &["二、", "水岸联动", "69", "", ""],
        &["2", "治理污水", "69", "建设管网。", "县城建局"],
    ]);
    assert_rows(
        &entries,
        &["1 巩固成果 #", "1 强化督查", "2 水岸联动 #", "2 治理污水"],
    );
    assert_eq!(entries[1].runs.len(), 1);
}
