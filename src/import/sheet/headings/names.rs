//! What a heading is called: on a sheet of ours, in either language, and in ledgers of offices.

use crate::plan::{narrow, plain_text};
use crate::text::{Lang, SheetField};

/// The names of these columns in ledgers of offices. If several columns are for one field, the first counts.
const SYNONYMS: &[(SheetField, &[&str])] = &[
    (
        SheetField::Id,
        &[
            "编号", "任务编号", "督办编号", "事项编号", "系统内编号", "id",
        ],
    ),
    (
        SheetField::Task,
        &[
            "重点任务", "任务内容", "任务事项", "工作任务", "任务名称", "事项名称", "督办事项",
            "工作目标", "改革举措", "工作项内容", "具体任务", "工作内容", "重点工作", "主要任务",
            "重点事项", "目标任务", "项目名称", "任务", "事项", "task",
        ],
    ),
    (
        SheetField::Milestone,
        &[
            "具体举措", "子任务内容", "工作措施", "具体措施", "支撑项目", "主要内容", "阶段性节点",
            "milestone",
        ],
    ),
    (
        SheetField::Lead,
        &[
            "牵头单位", "牵头部门", "主办单位", "主办部门", "承办部门", "责任主体", "责任单位",
            "责任部门", "lead",
        ],
    ),
    (
        SheetField::Reporter,
        &[
            "填报单位", "填报人单位", "填报部门", "填表单位", "填写单位", "报送单位", "报送部门",
            "上报单位", "上报部门", "反馈单位", "reportingunit",
        ],
    ),
    (SheetField::Year, &["年度", "年份", "year"]),
    (
        SheetField::Period,
        &[
            "月份", "月", "季度", "期", "期次", "所属期", "报告期", "统计期", "填报期", "填报月份",
            "报送月份", "统计月份", "报送期", "上报期", "报告月份", "所属月份", "month", "quarter",
            "period",
        ],
    ),
    (
        SheetField::Due,
        &[
            "完成时限", "现行时限", "完成时间", "办理时限", "办结期限", "拟办结时间", "截止时间",
            "整改期限", "最后时间", "考核时间", "时间节点", "due",
        ],
    ),
    (
        SheetField::Target,
        &[
            "量化指标", "目标", "年度目标", "全年目标", "年度目标值", "目标值", "指标值", "目标数",
            "计划数", "计划值", "target",
        ],
    ),
    (
        SheetField::Measure,
        &["计量单位", "指标单位", "数量单位", "unitofmeasure"],
    ),
    (
        SheetField::DoneOn,
        &[
            "办结时间", "办结日期", "实际办结时间", "实际完成时间", "doneon",
        ],
    ),
    (
        SheetField::Status,
        &[
            "状态", "完成状态", "办理状态", "督办状态", "推进状态", "进展状态", "是否完成",
            "当前状态", "子任务最新状态", "是否办结", "办结状态", "办理结果", "status",
        ],
    ),
    (
        SheetField::Date,
        &[
            "日期", "填报日期", "填报时间", "反馈日期", "最近反馈时间", "更新时间", "更新日期",
            "date",
        ],
    ),
    (
        SheetField::Value,
        &[
            "完成值", "完成数", "完成数量", "实际完成值", "当前值", "完成量", "实际完成", "value",
        ],
    ),
    (SheetField::Value, TOTALS),
    (
        SheetField::Progress,
        &[
            "进展情况", "具体进展", "工作进展", "最新进展", "办理进度", "推进情况", "办理情况",
            "落实情况", "完成情况", "当前进度", "进展", "目前进展", "当前进展", "工作进展情况",
            "工作进度", "完成进度", "指标完成情况", "指标运行情况", "progress",
        ],
    ),
    (
        SheetField::Problem,
        &[
            "存在问题", "存在的困难或问题", "存在的问题", "困难问题", "问题", "存在困难",
            "problems",
        ],
    ),
    (
        SheetField::Next,
        &[
            "下一步打算", "下一步推进计划", "下一步计划", "下一步工作", "下步打算", "工作计划",
            "nextsteps",
        ],
    ),
    (
        SheetField::Evidence,
        &["佐证", "佐证材料", "成果形式", "附件", "evidence"],
    ),
];

/// The columns of a total, which goes before the number of a period.
pub(super) const TOTALS: &[&str] = &[
    "累计", "累计数", "累计值", "累计量", "累计完成", "累计完成值", "累计完成数", "累计完成量",
    "累计完成数量", "累计实际完成", "本年累计", "年度累计", "本年累计完成", "年度累计完成",
];

/// Returns the field that a heading means on a feedback sheet of ours, in either language, or on a ledger of an office.
pub(super) fn meant_by(text: &str) -> Option<SheetField> {
    let mut languages = Lang::ALL.iter().map(|lang| lang.words().ledger.field);
    let ours = languages.find_map(|name| {
        let mut fields = SheetField::ALL.into_iter();
        fields.find(|field| plain(name(*field)) == text)
    });
    ours.or_else(|| synonym(text))
}

/// Returns whether a cell is a heading that is known.
pub(in crate::import::sheet) fn is_heading(cell: &str) -> bool {
    meant_by(&plain(cell)).is_some()
}

pub(in crate::import::sheet) fn synonym(text: &str) -> Option<SheetField> {
    let known = SYNONYMS.iter().find(|(_, names)| names.contains(&text));
    known.map(|(field, _)| *field)
}

/// Returns a heading without blanks, remarks in brackets and differences of width and case.
pub(in crate::import::sheet) fn plain(heading: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in plain_text(heading).chars() {
        match narrow(c) {
            '(' | '[' | '〔' | '【' => depth += 1,
            ')' | ']' | '〕' | '】' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '.') => {}
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_as_offices_write_them() {
        assert_eq!(plain("主 要 内 容"), "主要内容");
        assert_eq!(plain("进展情况\n（截至6月底）"), "进展情况");
        assert_eq!(plain("＊完成值："), "完成值");
        assert_eq!(plain("⽇期"), "日期");
        assert_eq!(
            synonym(&plain("存在的困难 或问题")),
            Some(SheetField::Problem)
        );
        assert_eq!(synonym("牵头领导"), None);
    }

    #[test]
    fn no_name_means_two_columns() {
        let mut seen = Vec::new();
        for (_, names) in SYNONYMS {
            for name in *names {
                assert!(!seen.contains(name), "{name}");
                seen.push(*name);
            }
        }
    }
}
