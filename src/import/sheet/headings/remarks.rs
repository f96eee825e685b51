//! Remarks in brackets behind a heading, and those that make another column of it: 完成值（本月） is not a total.

use chrono::{Datelike, Days};

use crate::plan::Day;
use crate::text::{SheetField, without_blanks};

use crate::import::sheet::cells::legible;
use crate::import::sheet::period::{SaidPeriod, last_year_in};

use super::{TOTALS, plain};

/// Words for a time before the row's.
const BEFORE: &[&str] = &[
    "上月", "上期", "上季", "上周", "上旬", "上年", "上一", "去年", "往年", "历年", "同期", "last",
    "previous", "不含本", "不含当",
];

/// Words for the years before, up to the end of which a total is another than up to now.
const YEARS_BEFORE: &[&str] = &["上年", "上一年", "去年", "前年", "lastyear", "previousyear"];

/// Words for a time that begins with a year and goes on: 2023年以来.
const SINCE: &[&str] = &[
    "以来", "至今", "迄今", "年起", "自", "从", "since", "from", "todate",
];

/// Words for what is missing of a target, or owed.
const MISSING: &[&str] = &[
    "剩余", "余下", "未完成", "未办", "未达", "还需", "尚需", "仍需", "还差", "尚差", "还缺",
    "尚缺", "应完成", "应达", "应办", "需完成", "待完成", "待办", "缺口", "差额", "差距", "差值",
    "欠账", "remaining", "missing", "outstanding", "shortfall", "unfinished", "notdone", "gap",
];

/// Words for a column that no longer counts.
const VOID: &[&str] = &[
    "作废", "废止", "废弃", "已废", "弃用", "停用", "失效", "无效", "obsolete", "deprecated",
    "superseded",
];

/// Remarks that mean a column that no longer counts if they are alone.
const VOID_ALONE: &[&str] = &[
    "旧", "旧值", "旧数", "旧数据", "旧版", "原", "原值", "原数", "void", "old", "former",
];

/// Words for problems that are over.
const RESOLVED: &[&str] = &[
    "已解决", "已整改", "已消除", "已处理", "已化解", "已销号", "已办结",
];

/// Remarks that mean what is said about a number if they are alone.
const ABOUT_ALONE: &[&str] = &[
    "备注", "说明", "备注说明", "依据", "来源", "数据来源", "原因", "note", "notes", "remarks",
    "source", "reason",
];

/// Words for a comparison of a number with others.
const COMPARED: &[&str] = &["完成率", "同比", "环比", "排名", "名次"];

/// Words that tell how to fill in a column: 未完成的填0.
const TOLD_HOW: &[&str] = &[
    "填", "注明", "说明", "请", "含", "包括", "fill", "including",
];

/// Words behind the unit that fills in a column.
const BEHIND_UNIT: &[&str] = &[
    "填写", "填报", "报送", "上报", "提供", "填", "报", "数据", "数",
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

/// Reads the remarks behind the headings of a sheet, by the day that it reports up to and the units of the plans.
#[derive(Clone, Copy)]
pub(in crate::import::sheet) struct RemarkReader<'k> {
    /// The day up to which the sheet reports; `None` if the year does not matter.
    pub(in crate::import::sheet) as_of: Option<Day>,
    /// The names of all units of the plans.
    pub(in crate::import::sheet) units: &'k [String],
}

impl RemarkReader<'_> {
    /// Returns a reader for which columns of all years are alike.
    pub(super) fn of_any_year(self) -> Self {
        let as_of = None;
        Self { as_of, ..self }
    }

    /// Returns whether a remark behind a heading makes it another column than that of its field: for another time or
    /// another unit, for what was planned or is missing, or for a single period if the field is a total.
    pub(super) fn is_of_another(&self, field: SheetField, heading: &str) -> bool {
        remarks_in(heading).any(|remark| {
            let remark = remark.as_str();
            is_void(remark)
                || is_otherwise_filled(field, heading, remark)
                || self.is_of_another_year(field, remark)
                || self.is_of_another_unit(field, remark)
        })
    }

    /// Returns whether a remark gives what was done to another year than this; in January the last year is this.
    fn is_of_another_year(&self, field: SheetField, remark: &str) -> bool {
        const JANUARY: Days = Days::new(31);
        let is_told = field == SheetField::DoneOn || SheetField::FILLED.contains(&field);
        let Some(as_of) = self.as_of.filter(|_| is_told && !says(remark, SINCE)) else {
            return false;
        };
        let now = as_of.year();
        let earlier = as_of.checked_sub_days(JANUARY);
        let earlier = earlier.map_or(now, |day| day.year());
        // What comes next may be of a year to come.
        let last = if field == SheetField::Next {
            i32::MAX
        } else {
            now
        };
        last_year_in(remark).is_some_and(|year| !(earlier..=last).contains(&year))
    }

    /// Returns whether a remark gives what the lead is asked for to another: 完成值（县科协）, 进展情况（配合单位）.
    fn is_of_another_unit(&self, field: SheetField, remark: &str) -> bool {
        const UNITS: [&str; 4] = ["单位", "部门", "unit", "units"];
        let is_of_lead = matches!(field, SheetField::DoneOn | SheetField::Target)
            || SheetField::FILLED.contains(&field);
        let by = remark.strip_prefix('由').unwrap_or(remark);
        let mut behind = BEHIND_UNIT.iter();
        let by = behind.find_map(|word| by.strip_suffix(word)).unwrap_or(by);
        let is_name = |name: &String| without_blanks(&legible(name)).to_lowercase() == by;
        let supports = SUPPORTING.iter().any(|word| by.starts_with(word))
            && UNITS.iter().any(|word| by.ends_with(word));
        is_of_lead && (supports || self.units.iter().any(is_name))
    }
}

/// Returns whether a remark has one of these words.
fn says(remark: &str, words: &[&str]) -> bool {
    words.iter().any(|word| remark.contains(word))
}

/// Returns whether a remark says that its column no longer counts.
fn is_void(remark: &str) -> bool {
    VOID_ALONE.contains(&remark) || (says(remark, VOID) && !says(remark, TOLD_HOW))
}

/// Returns whether a remark says that a column has something else than its field: what was before, planned or missing.
fn is_otherwise_filled(field: SheetField, heading: &str, remark: &str) -> bool {
    let has =
        |words| says(&plain(heading), words) || remarks_in(heading).any(|it| says(&it, words));
    let is_total = TOTALS.contains(&plain(heading).as_str())
        || remarks_in(heading).any(|it| says(&it, UP_TO_NOW));
    // 计划完成情况 is about what was done.
    let is_planned = says(remark, PLANNED) && !remark.contains("情况");
    // 截至上月底 is a total up to then.
    let is_until = remark.starts_with('截') || remark.starts_with("until");
    let is_before = if is_until {
        says(remark, YEARS_BEFORE)
    } else {
        says(remark, BEFORE)
    };
    let is_told_how = says(remark, TOLD_HOW);
    match field {
        SheetField::Value => {
            let is_of_period = says(remark, PERIODS) || SaidPeriod::is_part(remark);
            // 相应完成数 is what was done.
            let is_missing = says(&remark.replace("相应", ""), MISSING);
            is_before
                || ABOUT_ALONE.contains(&remark)
                || says(remark, COMPARED)
                || (is_missing && !is_told_how)
                || (!is_until && (is_planned || (is_of_period && !is_total)))
        }
        SheetField::Due => {
            !is_until && (says(remark, OTHER_DATES) || OTHER_DATES_ALONE.contains(&remark))
        }
        SheetField::DoneOn | SheetField::Status => {
            is_before || ABOUT_ALONE.contains(&remark) || (!is_until && is_planned)
        }
        SheetField::Problem => is_before || (says(remark, RESOLVED) && !is_told_how),
        SheetField::Target | SheetField::Progress | SheetField::Next | SheetField::Evidence => {
            is_before
        }
        // 责任单位（牵头、配合） has both.
        SheetField::Lead => says(remark, SUPPORTING) && !has(LEADING),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_of_another(field: SheetField, heading: &str) -> bool {
        let reader = RemarkReader {
            as_of: "2024-06-30".parse().ok(),
            units: &["县科协".to_owned()],
        };
        reader.is_of_another(field, heading)
    }

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

    #[test]
    fn a_year_that_is_not_this_one_is_another_column() {
        let value = |remark: &str| is_of_another(SheetField::Value, &format!("完成值（{remark}）"));
        for remark in [
            "2023年", "2023", "２０２３年度", "二〇二三年", "23年底", "2022—2023年", "2023.12.31",
            "截至2023年底", "截至上年末", "2025年", "until the end of 2023",
        ] {
            assert!(value(remark), "{remark}");
        }
        for remark in [
            "2024年", "2023—2024年", "2023年以来", "自2023年1月", "2023年至今", "截至2024年5月底",
            "2000名",
        ] {
            assert!(!value(remark), "{remark}");
        }
        let of = |field, heading| is_of_another(field, heading);
        assert!(of(SheetField::Status, "完成状态（2023年）"));
        assert!(of(SheetField::Progress, "进展情况（2023年）"));
        assert!(!of(SheetField::Next, "下一步打算（2025年）"));
        assert!(!of(SheetField::Target, "目标值（2025年）"));
        let in_january = RemarkReader {
            as_of: "2024-01-10".parse().ok(),
            units: &[],
        };
        assert!(!in_january.is_of_another(SheetField::Value, "完成值（截至2023年底）"));
    }

    #[test]
    fn what_is_missing_or_no_longer_counts_was_not_done() {
        let value = |remark: &str| is_of_another(SheetField::Value, &format!("完成值（{remark}）"));
        for remark in [
            "剩余", "未完成", "还需", "应完成", "缺口", "作废", "旧", "截至6月底剩余", "备注",
            "完成率", "remaining",
        ] {
            assert!(value(remark), "{remark}");
        }
        for remark in ["未完成的填0", "已完成", "相应完成数", "作废的不填"] {
            assert!(!value(remark), "{remark}");
        }
        assert!(is_of_another(SheetField::Id, "编号（作废）"));
        assert!(is_of_another(SheetField::Problem, "存在问题（已解决）"));
        for heading in ["存在问题（未解决）", "存在问题（含已解决）"] {
            assert!(!is_of_another(SheetField::Problem, heading), "{heading}");
        }
    }

    #[test]
    fn what_another_unit_did_is_not_the_leads() {
        for heading in [
            "完成值（县科协）",
            "完成值（县科协填报）",
            "完成值（配合单位）",
        ] {
            assert!(is_of_another(SheetField::Value, heading), "{heading}");
        }
        assert!(is_of_another(SheetField::Progress, "进展情况（县科协）"));
        assert!(!is_of_another(SheetField::Value, "完成值（参与人数）"));
        assert!(!is_of_another(SheetField::Lead, "责任单位（县科协）"));
    }
}
