//! The kind of the numbers below a heading: goals, what is done, the state before, or means.

use super::cell_number::DEEDS;
use super::name_measure::measure_at_end;
use crate::document::text::AnyOf;
use crate::document::times::calendar::year_of;

/// The kind of the numbers below a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumbersBelow {
    /// To be reached, as the heading says: 任务数, 拟新建.
    Goals,
    /// Of work to be done or done, as the heading over it says: 新建, 培训.
    Deeds,
    /// Amounts that are done, and how they compare: 累计完成, 完成率, 同比.
    Done,
    /// The state of things before: 基数, 现状, 2023年实绩.
    Base,
    /// The means of the work, and those whom it is for: 总投资, 人口.
    Means,
    /// Numbers that count nothing: 排名, 联系电话.
    Marks,
    /// The heading does not say.
    Unsaid,
}

/// Words before 完成 that make it a plan.
const PLANNED: [&str; 11] = [
    "计划", "应", "拟", "需", "须", "力争", "预计", "确保", "争取", "待", "要",
];

impl NumbersBelow {
    /// Reads a heading without blanks.
    pub(super) fn of(heading: &str) -> Self {
        const BASES: [&str; 13] = [
            "基期", "基准", "基数", "现状", "现有", "原有", "基本情况", "上年", "上一年", "去年",
            "实绩", "完成值", "实际值",
        ];
        const MEANS: [&str; 14] = [
            "投资", "资金", "预算", "经费", "概算", "补助", "权重", "分值", "得分", "评分", "赋分",
            "占比", "人口", "可种植",
        ];
        const MARKS: [&str; 19] = [
            "时间", "日期", "年限", "年份", "月份", "电话", "号", "码", "序", "排名", "名次", "级",
            "领导", "责任人", "备注", "问题", "原因", "说明", "状态",
        ];
        const GOALS: [&str; 10] = [
            "目标", "任务", "计划", "指标", "下达", "拟", "应", "预计", "力争", "新增",
        ];
        let name = measure_at_end(heading).map_or(heading, |(name, _)| name);
        // 较上年增长 is asked for.
        let compares = heading.contains_any(&["较", "比"]);
        if heading.contains_any(&BASES) && !compares || is_done_before(name) {
            Self::Base
        } else if tells_progress(name) {
            Self::Done
        } else if name.contains_any(&MEANS) {
            Self::Means
        } else if name.ends_with_any(&MARKS) {
            Self::Marks
        } else if name.contains_any(&GOALS) {
            Self::Goals
        } else if name.starts_with_any(&DEEDS) {
            Self::Deeds
        } else {
            Self::Unsaid
        }
    }

    /// Reads the headings over a column, from the lowest: the first that says more than a deed decides.
    pub(super) fn of_stack(stack: &[String]) -> Self {
        let told = || stack.iter().map(|heading| Self::of(heading));
        let mut plain = told().filter(|below| !matches!(below, Self::Unsaid | Self::Deeds));
        let deed = || told().find(|below| *below == Self::Deeds);
        plain.next().or_else(deed).unwrap_or(Self::Unsaid)
    }
}

/// Returns whether a heading is of what has been done in a year: 2023年完成数.
fn is_done_before(name: &str) -> bool {
    const DONE: [&str; 6] = ["实际", "完成", "完成数", "完成量", "实际数", "实际完成"];
    let is_of_year = name.get(..4).and_then(year_of).is_some();
    is_of_year && DONE.contains(&name[4..].trim_start_matches(['年', '度']))
}

/// Returns whether a heading is of how far things are: 2025年进展情况, 累计完成, 任务完成率.
pub(super) fn tells_progress(heading: &str) -> bool {
    const WORDS: [&str; 19] = [
        "进展", "完成进度", "累计进度", "累计完成", "完成率", "完成比例", "达成率", "实际", "已",
        "截至目前", "目前", "当前", "当月", "本月", "本周", "同比", "环比", "未完成", "在建",
    ];
    const ENDS: [&str; 11] = [
        "情况", "累计", "差额", "累计数", "开工数", "差距", "缺口", "剩余", "剩余数", "剩余量",
        "尚缺",
    ];
    heading.contains_any(&WORDS)
        || heading.starts_with("占")
        || heading.ends_with_any(&ENDS)
        || heading.starts_with_any(&DEEDS) && heading.ends_with('率')
        || is_pace(heading)
        || tells_what_is_completed(heading)
}

/// Returns whether a heading is of a pace alone: 工程进度, and none that is asked for.
fn is_pace(heading: &str) -> bool {
    let paced = heading.strip_suffix("进度");
    paced.is_some_and(|before| {
        !before.ends_with_any(&["形象", "时间", "时序", "序时", "目标", "计划"])
    })
}

/// Returns whether a heading has 完成 for what is behind: 完成面积, and neither 拟完成 nor 完成时限 nor 完成改造.
fn tells_what_is_completed(heading: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "时", "期", "日", "年", "频", "周期", "标", "要求", "目标", "单位", "任务", "内容", "事项",
        "形式",
    ];
    heading.match_indices("完成").any(|(at, word)| {
        let (before, behind) = (&heading[..at], &heading[at + word.len()..]);
        !before.ends_with_any(&PLANNED)
            && !behind.starts_with_any(&OTHERS)
            && !behind.starts_with_any(&DEEDS)
            // 6月底前完成60%
            && !behind.starts_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_its_numbers_are() {
        use NumbersBelow::{Base, Deeds, Done, Goals, Marks, Means, Unsaid};
        for (heading, below) in [
            ("任务数（座）", Goals),
            ("计划完成面积", Goals),
            ("2025年目标", Goals),
            ("培训（人次）", Deeds),
            ("累计完成", Done),
            ("完成面积（亩）", Done),
            ("任务完成率（%）", Done),
            ("目标完成情况", Done),
            ("1—6月完成", Done),
            ("占计划（%）", Done),
            ("项目建设情况", Done),
            ("同比（%）", Done),
            ("开工率", Done),
            ("工程进度", Done),
            ("还剩余（户）", Done),
            ("现有（所）", Base),
            ("2023年完成数（个）", Base),
            ("2022年实绩", Base),
            ("上年", Base),
            ("总投资（万元）", Means),
            ("排名", Marks),
            ("较上年增长（%）", Unsaid),
            ("完成时限", Unsaid),
            ("完成改造（户）", Unsaid),
            ("6月底前完成60%", Unsaid),
            ("与目标差额", Done),
            ("形象进度", Unsaid),
            ("一季度", Unsaid),
            ("2025年", Unsaid),
        ] {
            assert_eq!(NumbersBelow::of(heading), below, "{heading}");
        }
    }
}
