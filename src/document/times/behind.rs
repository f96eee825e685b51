//! Days behind what is due by them: 改造管网12公里（5月底前）, 新建公厕5座，6月底前完成.

use std::borrow::Cow;

use super::named::times;
use crate::document::text::{AnyOf, first_clause};
use crate::plan::Day;

/// Words of doing behind a day that say no more than that it is then done.
const DONE: [&str; 16] = [
    "全部完成", "全面完成", "基本完成", "完成", "建成投用", "建成", "投入使用", "投用", "投产",
    "竣工", "完工", "交付", "到位", "办结", "通车", "启用",
];

/// Returns the day that is all of the bracket which a plain text begins with. `year` is assumed for one without:
/// 6月底前.
pub(crate) fn day_in_bracket(text: &str, year: Option<i32>) -> Option<Day> {
    let (inside, _) = text.strip_prefix('(')?.split_once(')')?;
    day_alone(inside, year)
}

/// Returns the day of the clause behind the number's, if that clause ends the sentence and says nothing else.
pub(crate) fn day_behind_clause(after: &str, year: Option<i32>) -> Option<Day> {
    let clause = after[first_clause(after).len()..].trim_start_matches(['，', ',']);
    let is_last = !clause.contains(['，', ',']);
    day_alone(clause, year).filter(|_| is_last)
}

/// Returns whether a measure, or a number with its measure, is a sum: a day behind it is that of the works it is spent
/// on.
pub(crate) fn is_sum(measure: &str) -> bool {
    measure.ends_with_any(&["元", "人民币"])
}

/// Returns whether a text behind a day says no more than that something is then done: 完成, 全部建成.
pub(crate) fn is_done_then(text: &str) -> bool {
    let text = text.trim_end_matches(['。', '；', ';']);
    DONE.contains(&text)
}

/// Returns a plain text without its brackets that contain a day alone.
pub(crate) fn without_days_in_brackets(text: &str, year: Option<i32>) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let end = rest[at..].find(')').map_or(rest.len(), |end| at + end + 1);
        let is_day = day_in_bracket(&rest[at..], year).is_some();
        kept.push_str(&rest[..if is_day { at } else { end }]);
        rest = &rest[end..];
    }
    if kept.len() + rest.len() == text.len() {
        return text.into();
    }
    (kept + rest).into()
}

/// Returns the day of a text that says nothing else, save that something is then done.
fn day_alone(text: &str, year: Option<i32>) -> Option<Day> {
    const LEADS: [&str; 8] = ["", "于", "到", "至", "力争", "确保", "计划", "在"];
    let named = times(text, year);
    let [time] = named.as_slice() else {
        return None;
    };
    let (before, after) = (&text[..time.start], &text[time.end..]);
    let tells_no_more = after.is_empty() || is_done_then(after);
    let is_due = time.is_bound || text[time.start..].contains_any(&["月", "季度", "日"]);
    (LEADS.contains(&before) && tells_no_more && is_due).then_some(time.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> Option<Day> {
        Day::from_ymd_opt(2025, month, day)
    }

    #[test]
    fn a_bracket_may_tell_a_day_alone() {
        for (text, told) in [
            ("(5月底前)，第二批", day(5, 31)),
            ("(2025年9月底前)、改建", day(9, 30)),
            ("(6月底前完成)", day(6, 30)),
            ("(2025年260家)", None),
            ("(6月底前出台办法)", None),
            ("(市林业局，6月底前)", None),
            ("6月底前", None),
        ] {
            assert_eq!(day_in_bracket(text, Some(2025)), told, "{text}");
        }
    }

    #[test]
    fn a_last_clause_may_tell_a_day_alone() {
        for (after, told) in [
            ("，6月底前完成", day(6, 30)),
            ("、改建3座，力争6月底前建成投用", day(6, 30)),
            ("，6月底前完成选址", None),
            ("，6月底前完成，7月总结", None),
            ("，提升服务", None),
        ] {
            assert_eq!(day_behind_clause(after, Some(2025)), told, "{after}");
        }
    }

    #[test]
    fn brackets_of_days_are_left_out() {
        for (text, left) in [
            ("12公里(5月底前)，第二批", "12公里，第二批"),
            ("50%(6月底)和", "50%和"),
            ("所长(兼)和(市林业局)", "所长(兼)和(市林业局)"),
            ("所长(兼", "所长(兼"),
        ] {
            assert_eq!(without_days_in_brackets(text, Some(2025)), left, "{text}");
        }
    }
}
