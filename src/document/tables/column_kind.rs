//! The kinds of columns, by their headings.

use std::ops::Range;

use super::column_time::ColumnTime;
use super::name_measure::measure_at_end;
use super::numbers_below::NumbersBelow;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::times::calendar::year_of;
use crate::document::units::group::GroupRole;
use crate::document::units::labels::{Label, label_words};

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// 序号
    Number,
    /// 类别, 领域: a heading over several rows
    Group,
    /// 任务, 举措: what is to be done
    Task,
    /// 主要内容, 工作标准: more of it
    Detail,
    /// 牵头单位, 责任单位, 指导部门
    Units(GroupRole),
    /// 县教育局: how the unit that heads it takes part
    Unit,
    /// 完成时限
    Due,
    /// 频次: how often it is to be done
    Recurrence,
    /// 报送频次: how often it is to be reported
    Reporting,
    /// 目标值, 一季度目标, and 2025年 in a table of numbers
    Target(ColumnTime),
    /// 指标名称
    Indicator,
    /// 单位 beside numbers, 计量单位
    Measure,
    /// 基期, 现状
    Base(Option<i32>),
    /// Anything else.
    Other,
}

impl ColumnKind {
    /// Returns whether its numbers are to be reached.
    pub(crate) fn is_target(self) -> bool {
        matches!(self, Self::Target(_))
    }
}

/// The words that name columns, kind by kind. If a heading has several, the kind that comes first here decides; a word
/// that is part of a longer one does not count.
const NAMES: [(ColumnKind, &[&str]); 7] = [
    (
        ColumnKind::Other,
        &[
            "来源", "成果形式", "启动时间", "开始时间", "属性", "指标性质", "指标描述", "指标说明",
            "指标解释", "指标释义", "指标定义", "是否达标",
        ],
    ),
    (ColumnKind::Number, &["序号", "编号"]),
    (
        ColumnKind::Group,
        &[
            "一级任务", "类别", "大类", "领域", "分类", "一级指标", "重点领域", "项目类别",
        ],
    ),
    (
        ColumnKind::Task,
        &[
            "实事项目", "工程项目", "政策措施", "工作举措", "工作目标", "任务内容", "任务事项",
            "重点任务", "主要任务", "工作任务", "任务名称", "事项名称", "督办事项", "改革举措",
            "重点工作", "工作事项", "工作内容", "项目名称", "目标任务", "任务", "重点工程",
            "重大工程", "专项行动", "事项", "举措", "职责", "实事", "子项目", "具体工作",
        ],
    ),
    (
        ColumnKind::Detail,
        &[
            "主要措施及内容", "年度目标", "路径", "支撑项目", "具体措施", "工作措施", "主要内容",
            "主要措施", "工作标准", "工作要求", "建设内容", "措施", "内容", "目标要求", "要求",
            "形象进度目标", "进度目标", "最终目标", "总目标", "预期目标", "预期成效", "预期成果",
            "预期效果", "量化目标", "绩效目标", "考核目标", "阶段目标", "阶段性目标", "具体目标",
            "主要目标", "工作成效", "目标成效", "考核要点",
        ],
    ),
    (ColumnKind::Measure, &["计量单位"]),
    (ColumnKind::Indicator, &["指标"]),
];

/// Headings of columns of units that are not labels in texts.
const UNITS: [(GroupRole, &[&str]); 3] = [
    (GroupRole::Lead, &["第一责任单位", "主要责任单位"]),
    (GroupRole::Support, &["第二责任单位", "次要责任单位"]),
    (
        GroupRole::Unsaid,
        &[
            "主体责任单位", "主管部门", "主管单位", "办理单位", "办理部门", "承接单位", "执行单位",
            "执行部门",
        ],
    ),
];

/// Returns the kind of a column, by its heading.
pub(crate) fn column_kind(heading: &str) -> ColumnKind {
    let heading = without_blanks(heading);
    let year = year_in(&heading);
    if heading.chars().count() > 20 {
        return ColumnKind::Other;
    }
    let below = NumbersBelow::of(&heading);
    if below == NumbersBelow::Base {
        return ColumnKind::Base(year);
    }
    if let Some(time) = ColumnTime::of_part(&heading) {
        return ColumnKind::Target(time);
    }
    if below == NumbersBelow::Done {
        return ColumnKind::Other;
    }
    let is_of_year = year.is_some() && !heading.contains_any(&["领导", "时限", "期限"]);
    if heading.contains_any(&["目标值", "预期值", "规划值"]) || is_of_year || is_count(&heading)
    {
        return ColumnKind::Target(year.map(ColumnTime::of_year).unwrap_or_default());
    }
    match label_words(&heading) {
        Some((Label::Units(role), "" | "名称")) => return ColumnKind::Units(role),
        Some((Label::Units(role), rest))
            if rest.starts_with(['（', '(']) || rest.ends_with("负责人") =>
        {
            return ColumnKind::Units(role);
        }
        Some((Label::Other, _)) => return ColumnKind::Other,
        _ => {}
    }
    if let Some((role, _)) = UNITS.iter().find(|(_, names)| names.contains(&&*heading)) {
        return ColumnKind::Units(*role);
    }
    if heading.contains("领导") || heading.contains("责任人") {
        return ColumnKind::Other;
    }
    if heading.contains_any(&[
        "时限", "期限", "完成时间", "时间节点", "截止时间", "截止日期", "结束时间", "办结时间",
        "完成日期", "最后时间", "时间要求", "时间进度", "进度安排", "时间安排", "起止时间",
        "计划时间", "竣工时间", "竣工日期", "完工时间", "推进时间", "交付时间", "时序进度",
        "阶段性节点", "阶段节点", "工作节点", "节点安排", "节点要求", "阶段信息", "工作计划",
    ]) || matches!(
        heading.as_str(),
        "止" | "限时" | "时间" | "工期" | "月份" | "季度" | "时段"
    ) {
        return ColumnKind::Due;
    }
    if heading.ends_with_any(&["频次", "频率", "周期"]) {
        let tells = heading.contains_any(&["报", "反馈", "调度", "督"]);
        let is_span = heading.ends_with("周期") && !tells;
        return match tells {
            true => ColumnKind::Reporting,
            false if is_span => ColumnKind::Other,
            false => ColumnKind::Recurrence,
        };
    }
    if matches!(
        heading.as_str(),
        "部门" | "部门名称" | "单位名称" | "成员单位"
    ) {
        return ColumnKind::Units(GroupRole::Unsaid);
    }
    if heading == "单位" {
        return ColumnKind::Measure;
    }
    if heading.ends_with_any(&["指标名称", "二级指标", "三级指标", "主要指标", "指标"])
    {
        return if heading == "一级指标" {
            ColumnKind::Group
        } else {
            ColumnKind::Indicator
        };
    }
    named_kind(&heading)
}

/// Returns the kind that the words of a heading name.
fn named_kind(heading: &str) -> ColumnKind {
    let spans = NAMES.iter().flat_map(|(kind, names)| {
        let found = names.iter().flat_map(|name| heading.match_indices(name));
        found.map(move |(at, name)| (at..at + name.len(), *kind))
    });
    let spans: Vec<(Range<usize>, ColumnKind)> = spans.collect();
    let is_in_longer = |span: &Range<usize>| {
        let mut longer = spans.iter().filter(|(other, _)| other.len() > span.len());
        longer.any(|(other, _)| other.start <= span.start && span.end <= other.end)
    };
    let named = spans.iter().find(|(span, _)| !is_in_longer(span));
    named.map_or(ColumnKind::Other, |(_, kind)| *kind)
}

/// Returns whether a heading is of numbers to reach, whatever its measure in a bracket: 目标, 任务数（座）.
fn is_count(heading: &str) -> bool {
    const COUNTS: [&str; 14] = [
        "目标", "计划任务", "计划任务数", "计划数", "任务数", "任务量", "数量", "目标数", "目标量",
        "计划量", "指标值", "数值", "数额", "量化值",
    ];
    let name = measure_at_end(heading).map_or(heading, |(name, _)| name);
    COUNTS.contains(&name)
}

fn year_in(text: &str) -> Option<i32> {
    year_of(text.get(text.find("20")?..)?.get(..4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_their_columns() {
        for (heading, kind) in [
            ("序号", ColumnKind::Number),
            ("主 要 内 容", ColumnKind::Detail),
            ("改革举措", ColumnKind::Task),
            ("指导部门", ColumnKind::Units(GroupRole::Guide)),
            ("牵头单位", ColumnKind::Units(GroupRole::Lead)),
            ("牵头责任单位", ColumnKind::Units(GroupRole::Lead)),
            ("责任单位", ColumnKind::Units(GroupRole::Unsaid)),
            ("完成时限", ColumnKind::Due),
            ("时限要求", ColumnKind::Due),
            ("牵头", ColumnKind::Units(GroupRole::Lead)),
            ("配合", ColumnKind::Units(GroupRole::Support)),
            ("责任处室", ColumnKind::Units(GroupRole::Unsaid)),
            ("牵头单位及责任人", ColumnKind::Units(GroupRole::Lead)),
            ("牵头单位及主要负责人", ColumnKind::Units(GroupRole::Lead)),
            ("牵头领导", ColumnKind::Other),
            ("目标要求", ColumnKind::Detail),
            ("指标名称", ColumnKind::Indicator),
            ("单位", ColumnKind::Measure),
            ("2020年基期值", ColumnKind::Base(Some(2020))),
            ("2025年目标", ColumnKind::Target(ColumnTime::of_year(2025))),
            ("任务数（座）", ColumnKind::Target(ColumnTime::default())),
            ("完成时限（2025年）", ColumnKind::Due),
            ("预期目标", ColumnKind::Detail),
            ("一季度进展", ColumnKind::Other),
            ("2020年（已整治）", ColumnKind::Other),
            ("推广范围", ColumnKind::Other),
            ("指标属性", ColumnKind::Other),
            ("计划任务", ColumnKind::Target(ColumnTime::default())),
            ("任务来源", ColumnKind::Other),
            ("拟办结时间", ColumnKind::Due),
            ("推进单位", ColumnKind::Units(GroupRole::Unsaid)),
            ("备注", ColumnKind::Other),
            ("完成频次", ColumnKind::Recurrence),
            ("报送频次", ColumnKind::Reporting),
            ("建设周期", ColumnKind::Other),
            ("具体任务", ColumnKind::Task),
            ("任务分解", ColumnKind::Task),
            ("民生实事", ColumnKind::Task),
            ("2025年进展情况", ColumnKind::Other),
            ("实际完成时间", ColumnKind::Other),
            ("工作任务编号", ColumnKind::Number),
        ] {
            assert_eq!(column_kind(heading), kind, "{heading}");
        }
    }

    #[test]
    fn no_name_of_a_column_hides_another() {
        for (kind, names) in NAMES {
            for name in names {
                assert_eq!(column_kind(name), kind, "{name}");
            }
        }
    }
}
