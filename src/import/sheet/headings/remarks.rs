//! Remarks in brackets behind a heading, and those that make another column of it: 完成值（本月） is not a total.

use crate::text::{SheetField, without_blanks};

use crate::import::sheet::cells::legible;
use crate::import::sheet::period::SaidPeriod;

use super::{TOTALS, plain};

/// Words for a time before the row's.
const BEFORE: &[&str] = &[
    "上月", "上期", "上季", "上周", "上旬", "上年", "上一", "去年", "往年", "历年", "同期", "last",
    "previous", "不含本", "不含当",
];

/// Words for the time that a number is of, in the heading of a number that is not a total.
const PERIODS: &[&str] = &[
    "本月", "当月", "本期", "当期", "本季", "当季", "本周", "当周", "本旬", "当旬", "本日", "当日",
    "每月", "单月", "新增", "净增", "增量", "month", "quarter", "week", "period", "increase",
];

/// Words for a plan.
const PLANNED: &[&str] = &[
    "计划", "预计", "目标", "任务", "下达", "拟", "planned", "target",
];

/// Words for units that support a lead.
const SUPPORTING: &[&str] = &[
    "配合", "协办", "协助", "协同", "参与", "参加", "支持", "support",
];

/// Words for the lead.
const LEADING: &[&str] = &["牵头", "主办", "主责", "lead"];

/// Words for a total up to the row's time, which may name a period: 累计至本月, 含本月.
const UP_TO_NOW: &[&str] = &[
    "累计", "至本", "至当", "到本", "到当", "含本", "含当", "包括本", "包括当", "cumulative",
];

/// Words for another date than the one that holds. 当前 and 原则上 are not among them.
const OTHER_DATES: &[&str] = &[
    "调整前", "变更前", "延期前", "顺延前", "延长前", "展期前", "修改前", "修订前", "原定",
    "原时限", "原期限", "原计划", "原时间", "原日期", "原完成", "原办结", "原要求", "实际完成",
    "实际办结", "实际时间", "实际日期", "beforechange", "beforethechange", "beforeextension",
    "beforetheextension", "former", "original", "actual",
];

/// Remarks that mean another date if they are alone.
const OTHER_DATES_ALONE: &[&str] = &["原", "实际", "before"];

/// Iterates over the remarks in brackets behind a heading, without blanks: of 累计完成（元，含税） two.
pub(in crate::import::sheet) fn remarks_in(heading: &str) -> impl Iterator<Item = String> {
    const OPENING: [char; 4] = ['(', '[', '〔', '【'];
    const CLOSING: [char; 4] = [')', ']', '〕', '】'];
    let heading = without_blanks(&legible(heading)).to_lowercase();
    let in_brackets = heading.split(OPENING).skip(1);
    let in_brackets = in_brackets.filter_map(|rest| Some(rest.split_once(CLOSING)?.0));
    let remarks = in_brackets.flat_map(|inner| inner.split([',', ';', '、']));
    remarks.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// Returns whether a remark behind a heading makes it another column than that of its field: for another time, for what
/// was planned, or for a single period if the field is a total.
pub(super) fn is_of_another(field: SheetField, heading: &str) -> bool {
    let is_total = TOTALS.contains(&plain(heading).as_str())
        || remarks_in(heading).any(|remark| UP_TO_NOW.iter().any(|word| remark.contains(word)));
    // 责任单位（牵头、配合） has both.
    let leads = |text: &str| LEADING.iter().any(|word| text.contains(word));
    let is_of_lead = leads(&plain(heading)) || remarks_in(heading).any(|remark| leads(&remark));
    remarks_in(heading).any(|remark| {
        let says = |words: &[&str]| words.iter().any(|word| remark.contains(word));
        // 计划完成情况 is about what was done.
        let is_planned = || says(PLANNED) && !remark.contains("情况");
        // 截至上月底 is a total up to then.
        let is_until = remark.starts_with('截') || remark.starts_with("until");
        match field {
            _ if is_until => false,
            SheetField::Value => {
                let is_of_period = says(PERIODS) || SaidPeriod::is_part(&remark);
                says(BEFORE) || is_planned() || (is_of_period && !is_total)
            }
            SheetField::Due => says(OTHER_DATES) || OTHER_DATES_ALONE.contains(&remark.as_str()),
            SheetField::DoneOn | SheetField::Status => says(BEFORE) || is_planned(),
            SheetField::Target
            | SheetField::Progress
            | SheetField::Problem
            | SheetField::Next
            | SheetField::Evidence => says(BEFORE),
            SheetField::Lead => says(SUPPORTING) && !is_of_lead,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_may_make_another_column() {
        let value = |heading: &str| is_of_another(SheetField::Value, heading);
        for remark in [
            "本月", "当期", "上年", "计划", "6月", "二季度", "新增", "去年同期", "This month",
        ] {
            assert!(value(&format!("完成值（{remark}）")), "{remark}");
        }
        for remark in [
            "累计", "截至6月底", "截至上月末", "1-6月", "元", "必填", "本年", "年度", "名",
        ] {
            assert!(!value(&format!("完成值（{remark}）")), "{remark}");
        }
        assert!(!value("完成值"));
        assert!(value("完成值（万元，本月）"));
        assert!(is_of_another(SheetField::Progress, "进展情况（上月）"));
        assert!(!is_of_another(SheetField::Progress, "进展情况（本月）"));
        assert!(!is_of_another(SheetField::Target, "目标值（计划）"));
    }

    #[test]
    fn a_total_stays_one_whatever_period_it_goes_up_to() {
        let value = |heading: &str| is_of_another(SheetField::Value, heading);
        for heading in [
            "累计完成（含本月）",
            "累计完成（6月）",
            "累计（本期）",
            "完成数（累计至本月）",
            "完成数（本年累计，含本月）",
            "完成数（累计新增）",
            "完成数（截至目前，含本月）",
            "完成数（1月至本月）",
            "Value (cumulative, this month)",
        ] {
            assert!(!value(heading), "{heading}");
        }
        for heading in [
            "累计完成（上年）",
            "累计完成（计划）",
            "完成数（累计，计划）",
            "完成数（上年累计）",
            "完成数（不含本月）",
        ] {
            assert!(value(heading), "{heading}");
        }
    }

    #[test]
    fn a_due_date_is_the_one_that_holds() {
        let due = |remark: &str| is_of_another(SheetField::Due, &format!("完成时限（{remark}）"));
        for remark in [
            "调整前", "变更前的时限", "原", "原定", "原计划", "实际", "实际完成",
            "before the change",
        ] {
            assert!(due(remark), "{remark}");
        }
        for remark in [
            "调整后",
            "现行",
            "当前",
            "目前",
            "6月底前",
            "12月底前完成",
            "原则上",
            "月底前填报",
            "提前完成的填实际情况",
            "before 30 June",
        ] {
            assert!(!due(remark), "{remark}");
        }
    }
}
