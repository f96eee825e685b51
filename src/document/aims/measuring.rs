//! The measure that each number of a sentence counts in, where it is not its own.

use super::judging::bounds::{LOWERED_TO, is_lowered_to, op};
use super::measures::measure_at;
use super::numbers::FoundNumber;
use crate::document::text::{AnyOf, last_clause};
use crate::plan::Op;

/// Returns the measure behind each number, and where it ends; of 65%和55个 each has its own, of 400、500名 the last
/// one's.
pub(super) fn measures_of(
    sentence: &str,
    all: &[FoundNumber],
) -> Vec<Option<(&'static str, usize)>> {
    let mut found = vec![None; all.len()];
    // The measure of a list follows its last number.
    for (nth, number) in all.iter().enumerate().rev() {
        found[nth] = own_measure(sentence, number).or_else(|| {
            if ends_ratio(&sentence[..number.start]) {
                return None;
            }
            let next = all.get(nth + 1)?;
            let between = &sentence[number.end..next.start];
            let ahead = if matches!(between, "、" | "和" | "及") {
                nth + 1
            } else if between.starts_with(['、', '，', ',', '和'])
                && sentence[next.end..].starts_with('年')
            {
                // 2023年400、2024年500名
                nth + 2
            } else {
                return None;
            };
            let (measure, _) = found.get(ahead).copied().flatten()?;
            Some((measure, number.end))
        });
        // 6个、22个工作日: the first is a number of days too.
        if let Some(("个", end)) = found[nth]
            && let Some(next) = all.get(nth + 1)
            && &sentence[end..next.start] == "、"
            && let Some((measure, _)) = found[nth + 1].filter(|(it, _)| SPANS.contains(it))
        {
            found[nth] = Some((measure, end));
        }
    }
    found
}

/// Returns whether a text ends in the first part of a ratio: 达到0.8:.
fn ends_ratio(before: &str) -> bool {
    let first = before.strip_suffix([':', '：']);
    first.is_some_and(|first| first.ends_with(|c: char| c.is_ascii_digit()))
}

/// Returns the measure right behind a number, and where it ends.
fn own_measure(sentence: &str, number: &FoundNumber) -> Option<(&'static str, usize)> {
    if number.is_percent {
        return Some(("%", number.end));
    }
    let rest = &sentence[number.end..];
    let measure = measure_at(rest);
    // 24小时 is all day long.
    if measure == Some("小时") && &sentence[number.start..number.end] == "24" {
        return None;
    }
    if let Some(measure) = measure {
        return Some((measure, number.end + measure.len()));
    }
    let before = &sentence[..number.start];
    let digits = &sentence[number.start..number.end];
    if let Some(measure) = measure_by_name(before, rest).or_else(|| span_of_time(before, rest)) {
        return Some((measure, number.end + measure.len()));
    }
    let measure = people(before, digits, rest)?;
    Some((measure, number.end))
}

/// Returns a word as a measure if the clause names what it measures: 人均预期寿命达到78岁, 优良天数达到312天.
fn measure_by_name(before: &str, rest: &str) -> Option<&'static str> {
    let clause = last_clause(before);
    [
        ("岁", "寿命"),
        ("年", "受教育年限"),
        ("天", "天数"),
        ("天", "住院日"),
        ("分", "得分"),
    ]
    .into_iter()
    .find(|(measure, name)| rest.starts_with(measure) && clause.contains(name))
    .map(|(measure, _)| measure)
}

/// Spans of time.
pub(super) const SPANS: [&str; 8] = [
    "个工作日", "工作日", "个月", "小时", "分钟", "天", "日", "周",
];

/// Returns the span of time that something is shortened to or from, or that limits it: 由20天压缩至5个工作日,
/// 平均办理时长不超过15个工作日.
fn span_of_time(before: &str, rest: &str) -> Option<&'static str> {
    let span = SPANS.into_iter().find(|span| rest.starts_with(span))?;
    let head = before_list(before);
    let is_shortened = is_lowered_to(head) || rest[span.len()..].starts_with_any(&LOWERED_TO);
    (is_shortened || is_limited(head)).then_some(span)
}

/// Returns a text without the numbers of a list at its end: 分别压减至6个、22个、.
fn before_list(before: &str) -> &str {
    before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '个'))
}

/// Returns whether a text ends with words that limit the number behind them.
fn is_limited(head: &str) -> bool {
    head.ends_with_any(&["时间在", "时限在"]) || op(head, "", false) == Op::AtMost
}

/// Returns whether a span of time is the limit of a service, which may be a rule or owed: 办理时限不超过5个工作日. What
/// something takes on average is owed.
pub(super) fn is_span_of_rule(before: &str, measure: &str) -> bool {
    let head = before_list(before);
    let is_span = SPANS.contains(&measure) && !matches!(measure, "小时" | "分钟");
    let clause = last_clause(head);
    // 重污染天数控制在3天以内 counts days.
    let is_owed = clause.contains("平均") || clause.contains("天数") && !clause.contains("办理");
    is_span && is_limited(head) && !is_lowered_to(head) && !is_owed
}

/// Returns whether a number that counts nothing is a bound of what its clause names: 拥堵指数低于1.5.
pub(super) fn is_bound_without_measure(before: &str, after: &str) -> bool {
    let ends = after.is_empty()
        || after.starts_with(['，', ',', ')'])
        || after.starts_with_any(&["以上", "以下", "以内", "左右"]);
    ends && op(last_clause(before), after, false) != Op::Exactly
}

/// Returns the measure of a great number without one, by what its clause counts: 经常参加锻炼的人数达到5亿.
fn people(before: &str, digits: &str, rest: &str) -> Option<&'static str> {
    let ends = rest.is_empty()
        || rest.starts_with(['，', ',', '、'])
        || rest.starts_with("以上")
        || rest.starts_with("左右");
    let clause = last_clause(before);
    let measure = [("人次", "人次"), ("人数", "人"), ("人口", "人")]
        .into_iter()
        .find(|(word, _)| clause.contains(word))
        .map(|(_, measure)| measure);
    measure.filter(|_| ends && digits.ends_with(['万', '亿']))
}
