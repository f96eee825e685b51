//! What a number is held against: 达到, 不超过, 以上, 以内.

use crate::document::text::{AnyOf, last_clause};
use std::borrow::Cow;

use crate::plan::Op;

/// Words by which a number is what something is raised to.
pub(crate) const RAISED_TO: [&str; 13] = [
    "提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增长到", "增至", "扩大到",
    "扩大至", "放宽到", "放宽至", "扩展到",
];
/// Words by which a number is what something is lowered to.
pub(crate) const LOWERED_TO: [&str; 24] = [
    "下降到", "下降至", "降到", "降至", "压减至", "压减到", "压缩至", "压缩到", "减少到", "减少至",
    "降低到", "降低至", "缩短至", "缩短到", "缩减至", "缩减到", "缩小至", "缩小到", "压降到",
    "压降至", "下调到", "下调至", "减至", "减到",
];

/// Words that a number is more than; with a negation before them, it is the most.
const OVER: [&str; 10] = [
    "超过", "长于", "高于", "突破", "多于", "大于", "超出", "逾", "超", ">",
];

/// Words that a number is less than; with a negation before them, it is the least.
const UNDER: [&str; 5] = ["低于", "少于", "小于", "短于", "<"];

/// Words that deny what follows them, each before any that it ends with.
const DENIALS: [&str; 11] = [
    "不得", "不能", "不可", "不应", "不宜", "不准", "不许", "不要", "防止", "未", "不",
];

/// Returns a text before the denial that it ends with: 死亡人数不得.
pub(crate) fn before_denial(text: &str) -> Option<&str> {
    text.strip_suffix_any(&DENIALS)
}

/// Returns whether a text ends with one of some words that is denied: 不突破, 不得高于.
fn is_denied(before: &str, words: &[&str]) -> bool {
    words
        .iter()
        .filter_map(|word| before.strip_suffix(word))
        .any(|head| before_denial(head).is_some())
}

/// Returns whether a text ends with what something is lowered to: 降至, 压缩公告时间至.
pub(crate) fn is_lowered_to(before: &str) -> bool {
    const TIMES: [&str; 5] = ["时间", "时限", "时长", "周期", "期限"];
    let time = before.strip_suffix(['至', '到']);
    let time = time.filter(|head| head.ends_with_any(&TIMES));
    before.ends_with_any(&LOWERED_TO)
        || time.is_some_and(|time| last_clause(time).contains_any(&["压缩", "缩短", "压减"]))
}

/// Returns whether a text ends with what is reached by coming down: PM2.5浓度达到.
fn is_reached_from_above(before: &str) -> bool {
    const LOWER_IS_BETTER: [&str; 3] = ["浓度", "死亡率", "失业率"];
    let head = before.strip_suffix('到').unwrap_or(before);
    head.strip_suffix('达').is_some_and(|name| {
        let name = name.trim_end_matches('均').trim_end_matches("分别");
        name.ends_with_any(&LOWER_IS_BETTER)
    })
}

/// Returns a text behind a number without (含), which only includes it: 50人（含）以上.
pub(crate) fn behind_inclusive(after: &str) -> &str {
    after.strip_prefix("(含)").unwrap_or(after)
}

/// Returns the comparison with a number that the words around it make.
pub(crate) fn op(before: &str, after: &str, is_range: bool) -> Op {
    let before = without_per_head(without_its_year(before));
    let ends = |words| before.ends_with_any(words);
    let follows = |words| after.starts_with_any(words);
    if is_range {
        Op::Range
    } else if follows(&["左右", "上下"]) && ends(&["控制在", "控制到"]) {
        Op::Exactly
    } else if ends(&["控制在", "控制到", "≤"])
        || is_denied(before, &OVER)
        || is_lowered_to(before)
        || is_reached_from_above(before)
        || follows(&["以内", "之内"])
        || follows(&["内"]) && ends(&["时间在", "时限在"])
        || follows(&["以下"]) && !follows(&["以下的"])
    {
        Op::AtMost
    } else if follows(&["左右", "上下"]) {
        // 稳定在2万人左右 is not a minimum.
        Op::Exactly
    } else if ends(&OVER) && !ends(&["赶超"]) {
        Op::Over
    } else if is_denied(before, &UNDER) {
        Op::AtLeast
    } else if ends(&UNDER) {
        Op::Under
    } else if ends(&[
        "达到", "达", "≥", "至少", "稳定在", "保持在", "发展到", "提升为", "迈上", "跨上", "站上",
        "跃上",
    ]) || ends(&RAISED_TO)
        || follows(&["以上", "及以上", "或以上"])
    {
        Op::AtLeast
    } else if last_clause(before).contains_any(&["不得超过", "不得高于", "不能超过"]) {
        Op::AtMost
    } else if without_brackets(last_clause(before))
        .contains_any(&["至少", "不少于", "不低于", "分别达到"])
    {
        // 至少安排1名; 分别达到甲区20天、乙区30天
        Op::AtLeast
    } else {
        Op::Exactly
    }
}

/// Drops the number's own year from the text before it: 提高到2025年的100%.
fn without_its_year(before: &str) -> &str {
    before
        .strip_suffix("年的")
        .map(|head| head.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|head| before.len() - head.len() == "2025年的".len())
        .unwrap_or(before)
}

/// Returns a clause without the text in closed brackets.
pub(super) fn without_brackets(clause: &str) -> Cow<'_, str> {
    let mut rest = clause;
    let mut kept = String::new();
    while let Some((before, inside)) = rest.split_once('(') {
        let Some((_, after)) = inside.split_once(')') else {
            break;
        };
        kept.push_str(before);
        rest = after;
    }
    if rest.len() == clause.len() {
        return Cow::Borrowed(clause);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Drops what a number is reckoned for, between the verb and the number: 达到每万人3个.
fn without_per_head(before: &str) -> &str {
    const PER: [&str; 12] = [
        "每万人", "每千人", "每百人", "每十万人", "每万户", "每百户", "每千名老人", "每千人口",
        "每万人口", "每千名老年人", "人均", "户均",
    ];
    let per = before.strip_suffix_any(&PER);
    per.filter(|head| head.ends_with(['到', '达', '于', '过', '在']))
        .unwrap_or(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_number_say_what_it_is_held_against() {
        for (before, after, held) in [
            ("提高到2025年的", "", Op::AtLeast),
            ("覆盖率达到", "", Op::AtLeast),
            ("控制在", "左右", Op::Exactly),
            ("控制在", "以内", Op::AtMost),
            ("稳定在", "左右", Op::Exactly),
            ("培训", "以上", Op::AtLeast),
            ("产能迈上", "新台阶", Op::AtLeast),
            ("压缩公告时间至", "", Op::AtMost),
            ("压缩空气储能装机达到", "", Op::AtLeast),
            ("培训", "", Op::Exactly),
            ("社会组织达到每万人", "", Op::AtLeast),
            ("每万人", "", Op::Exactly),
            ("保证金不得超过合同金额的", "", Op::AtMost),
            ("保证金不得超过", "", Op::AtMost),
            ("死亡人数不突破", "", Op::AtMost),
            ("细颗粒物年均浓度达到", "", Op::AtMost),
            ("PM2.5、PM10年均浓度分别达到", "", Op::AtMost),
            ("死亡人数不能超过", "", Op::AtMost),
            ("房价涨幅不得高于", "", Op::AtMost),
            ("防止超过", "", Op::AtMost),
            ("参保率不得小于", "", Op::AtLeast),
            ("产值突破", "", Op::Over),
            ("能耗低于", "", Op::Under),
            ("优良天数分别达到甲县220天、乙县", "", Op::AtLeast),
            ("建成2处(每处不低于4亩)、公园", "", Op::Exactly),
        ] {
            assert_eq!(op(before, after, false), held, "{before}…{after}");
        }
    }
}
