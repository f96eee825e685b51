//! Numbers that say how things are, not how they shall be.

use super::NumberContext;
use crate::document::aims::measures::measure_at;
use crate::document::text::{AnyOf, first_clause};
use crate::document::times::named::names_year_ahead;

/// Words that say a number is as things are, not as they shall be.
const PAST: [&str; 23] = [
    "过去五年", "过去一年", "五年来", "一年来", "截至", "目前", "现有", "已有", "已建成", "已达",
    "去年", "上年", "同期", "近年来", "以来", "已累计", "已超过", "数据显示", "上报数据",
    "统计上报", "据统计", "据调查", "统计数据",
];

/// Verbs in the form of what is done, right before a number.
const DONE: [&str; 6] = ["提高了", "增长了", "增加了", "下降了", "降低了", "减少了"];

/// Returns whether the words before a number say that it is as things are, and none after them that it shall be.
pub(super) fn is_past(before: &str) -> bool {
    const AHEAD: [&str; 8] = [
        "力争", "目标", "年底前", "今年", "再", "全年", "基础上", "确保",
    ];
    let past = PAST
        .iter()
        .filter_map(|word| {
            let mut places = before.rmatch_indices(word).map(|(at, _)| at);
            let at = places.find(|at| !ends_in_other_word(&before[..*at], word))?;
            Some((at, word))
        })
        // 比上年下降15% says what is compared, 对上年出口500万元以下的 who is meant.
        .filter(|(at, _)| !before[..*at].ends_with(['比', '较', '对']))
        // 发挥现有优势，招引2家: of its own clause alone.
        .filter(|(at, word)| {
            !matches!(**word, "现有" | "已有")
                || !before[*at..].contains(['，', ','])
                || states_what_is(before, *at)
        })
        .map(|(at, _)| at)
        .max();
    let looks_ahead =
        |text: &str, words: &[&str]| names_year_ahead(text) || text.contains_any(words);
    let is_done = before.ends_with_any(&DONE) || tells_what_was_done(before);
    (is_done || past.is_some_and(|at| !looks_ahead(&before[at..], &AHEAD)))
        && !looks_ahead(before, &["力争", "目标", "年底前"])
}

/// Returns whether a number is what was done of a task, or its share: 330 and 101.54 of 岗位325个，完成330个，完成率101.54%.
pub(super) fn is_done_share(it: &NumberContext<'_>) -> bool {
    const AHEAD: [&str; 5] = ["底前", "力争", "确保", "计划", "将"];
    const OF_TASK: [&str; 6] = [
        "完成目标任务的", "完成年度任务的", "完成全年任务的", "完成年度目标任务的", "占目标任务的",
        "占年度任务的",
    ];
    const SIGNS: [char; 7] = ['，', ',', '；', ';', '、', '（', '('];
    let is_percent = it.measure == "%";
    let begins_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let share = it.after.trim_start_matches(SIGNS);
    if share.strip_prefix("完成率").is_some_and(begins_with_digit)
        || is_percent && it.clause == "完成率"
        || it.clause.strip_suffix("完成").is_some_and(ends_with_count)
    {
        return true;
    }
    let count = it.before.strip_suffix_any(&OF_TASK);
    let count = count.map(|before| before.trim_end_matches(SIGNS));
    let is_share = is_percent && count.is_some_and(ends_with_count);
    let is_counted = share
        .strip_prefix_any(&OF_TASK)
        .is_some_and(begins_with_digit);
    let is_ahead = it.before.contains_any(&AHEAD) || names_year_ahead(it.before);
    (is_share || is_counted) && !is_ahead
}

/// Returns whether a text ends with a number and a word of measure: 325个, but not 2025年.
fn ends_with_count(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let behind = text[digits.len()..].trim_start_matches(['万', '亿']);
    !digits.is_empty() && measure_at(behind) == Some(behind)
}

/// Returns whether a sentence begins with what was done: 已进场施工，完成30%, but not 已立项的5个项目全部开工.
fn tells_what_was_done(before: &str) -> bool {
    const AHEAD: [&str; 9] = [
        "年内", "底前", "计划", "力争", "今年", "确保", "将", "拟", "继续",
    ];
    let first = first_clause(before);
    let rest = &before[first.len()..];
    before.starts_with('已')
        && !first.contains('的')
        && !rest.contains_any(&AHEAD)
        && !names_year_ahead(rest)
}

/// Returns whether a word of the past behind a text is only the end of another: 5家以|上年, 项|目前, 实|现有.
fn ends_in_other_word(before: &str, word: &str) -> bool {
    const BEFORE: [(&str, &[char]); 3] = [
        ("上年", &['以']),
        ("目前", &['项', '题', '科', '栏', '节']),
        ("现有", &['实', '呈', '体', '出', '发']),
    ];
    let found = BEFORE.iter().find(|(of, _)| *of == word);
    found.is_some_and(|(_, ends)| before.ends_with(*ends))
}

/// Returns whether the clause of 现有 states a number, so that the sentence says how things are: 全国现有场地30万个，人均2平方米.
fn states_what_is(before: &str, at: usize) -> bool {
    let clause = &before[at..];
    let clause = first_clause(clause);
    let leads = ["我国", "全国", "全省", "全市", "全县", "全区", "目前", "，"];
    let is_first = before[..at].is_empty() || before[..at].ends_with_any(&leads);
    is_first && clause.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn what_is_told_with_its_share_is_done() {
        check(
            is_done_share,
            &[
                ("募集岗位325个完成", "个", "，,完成率101.54%"),
                ("募集岗位325个完成330个,完成率", "%", ""),
                ("力争9个社区达标完成", "个", "，完成率100%"),
                ("募集岗位325个完成", "个", ""),
                ("完成率", "%", ""),
                ("新建公园", "个", "，完成目标任务的100%"),
                ("新建公园15个，完成目标任务的", "%", "；新建步道"),
                ("培训3.3万人次，完成目标任务的", "%", ""),
            ],
            &[
                ("募集岗位", "个", "完成330个，完成率101.54%"),
                ("6月底前培训50人，完成年度任务的", "%", ""),
                ("按时完成率", "%", ""),
                ("确保任务完成率", "%", ""),
                ("2025年完成", "亩", ""),
                ("3月底完成", "公里", ""),
                ("培训500人，完成率达到", "%", ""),
            ],
        );
    }

    #[test]
    fn what_is_so_already_is_past_unless_more_is_to_come() {
        for before in [
            "截至2021年底，全市建成",
            "现有场地30万个，人均",
            "过去五年，实施项目",
            "截至目前，基地达到20家，培训",
            "数据显示，患病人数已超过",
            "根据各地上报数据，新开工",
            "2020年比例达到2.8%，较2016年提高了",
            "已进场施工，完成",
        ] {
            assert!(is_past(before), "{before}");
        }
        for before in [
            "比上年下降",
            "对上年度亏损企业开展帮扶，盘活厂房",
            "发挥现有优势，招引",
            "目前有20家，力争达到",
            "目前有20家，到2026年培训",
            "培育5家以上年收入过亿元的企业，新增",
            "推进项目前期工作，开工",
            "实现有效投资",
            "已立项的项目开工",
            "已完成可研批复，年内开工建设",
            "已完成选址，今年新建",
            "已完成招标，6月底前建成",
        ] {
            assert!(!is_past(before), "{before}");
        }
    }
}
