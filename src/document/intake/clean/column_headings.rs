//! The headings of the columns of a list of tasks, by which a table that was pasted as text is known.

use crate::document::text::{AnyOf, without_blanks};

/// Headings of the column of numbers, which is the first.
const NUMBER_HEADINGS: &[&str] = &["序号", "编号", "项目序号", "No", "NO"];

/// Beginnings of the headings of further columns.
const COLUMN_HEADINGS: &[&str] = &[
    "任务", "工作", "重点", "主要", "具体", "改革举措", "事项", "措施", "目标", "内容", "牵头",
    "责任", "负责", "主办", "承办", "协办", "配合", "指导", "参加", "参与", "完成", "时限", "时间",
    "进度", "计划", "推广", "备注", "成果", "项目", "类别", "领域", "单位", "部门", "指标", "预期",
    "规划值", "基期", "现状", "属性", "计量", "办结", "实施", "推进", "支撑", "依据", "来源",
    "阶段", "协同",
];

/// The longest heading of a column, in characters.
pub(super) const LONGEST_HEADING: usize = 12;

/// Returns whether a text heads the column of the numbers.
pub(super) fn is_number_heading(text: &str) -> bool {
    NUMBER_HEADINGS.contains(&without_blanks(text).as_str())
}

/// Returns whether a text heads a column of groups: 任务类型.
pub(super) fn is_group_heading(text: &str) -> bool {
    is_column_heading(text)
        && without_blanks(text).ends_with_any(&["类型", "类别", "领域", "分类", "方面"])
}

/// Returns whether a text may head a further column of a list of tasks, whatever the bracket behind it says:
/// 重点任务（本县12项）.
pub(super) fn is_column_heading(text: &str) -> bool {
    let text = without_blanks(text);
    let name = text.split(['（', '(']).next().unwrap_or_default();
    let is_closed = name.len() == text.len() || text.ends_with(['）', ')']);
    is_closed && name.chars().count() <= LONGEST_HEADING && name.starts_with_any(COLUMN_HEADINGS)
}

/// Returns whether the heading of a narrow column is on two lines: 责任 over 单位. The first half alone is not a
/// heading.
pub(super) fn is_torn(first: &str, second: &str) -> bool {
    const HALVES: [(&[&str], &[&str]); 3] = [
        (&["序"], &["号"]),
        (&["项目"], &["名称"]),
        (
            &[
                "责任", "牵头", "配合", "协办", "主办", "承办", "完成", "建设", "工作", "主要",
                "重点", "具体", "实施", "推进", "办结",
            ],
            &[
                "单位", "部门", "时限", "时间", "期限", "任务", "内容", "措施", "目标", "举措",
                "进度", "要求",
            ],
        ),
    ];
    let (first, second) = (without_blanks(first), without_blanks(second));
    HALVES.iter().any(|(firsts, seconds)| {
        firsts.contains(&first.as_str()) && seconds.contains(&second.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_of_one_heading_where_the_first_heads_nothing() {
        for (first, second, torn) in [
            ("责任", "单 位", true),
            ("序", "号", true),
            ("项目", "名称", true),
            ("项目", "责任", false),
            ("工作任务", "时限", false),
        ] {
            assert_eq!(is_torn(first, second), torn, "{first}{second}");
        }
    }

    #[test]
    fn columns_are_known_by_short_headings() {
        for heading in [
            "牵头单位",
            "完 成 时 限",
            "任务分解",
            "重点工作任务（本县牵头2项、配合11项）",
        ] {
            assert!(is_column_heading(heading), "{heading}");
        }
        for text in [
            "县水利局",
            "任务完成后由各单位及时上报情况",
            "任务（见附件）已下达",
        ] {
            assert!(!is_column_heading(text), "{text}");
        }
        assert!(is_number_heading("序 号"));
        assert!(!is_number_heading("序号1"));
    }
}
