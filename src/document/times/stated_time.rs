//! When a number is owed, by the words before it in its sentence: 每年, 到2025年, 2023年底前.

use std::cmp::Reverse;
use std::ops::Range;

use chrono::Datelike;

use super::named::{NamedTime, strip_bound, times};
use crate::document::aims::judging::is_sum_of_years;
use crate::document::text::{AnyOf, last_clause};
use crate::plan::{Day, Recurrence};

/// The time that a sentence states before a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct StatedTime {
    pub(crate) every: Option<Recurrence>,
    pub(crate) by: Option<Day>,
}

/// Words of recurrence.
pub(crate) const RECURRENCES: [(&str, Recurrence); 12] = [
    ("每年度", Recurrence::Year),
    ("每学年", Recurrence::Year),
    ("每年", Recurrence::Year),
    ("年均", Recurrence::Year),
    ("各年度", Recurrence::Year),
    ("每半年", Recurrence::HalfYear),
    ("每学期", Recurrence::HalfYear),
    ("每季度", Recurrence::Quarter),
    ("每季", Recurrence::Quarter),
    ("每月", Recurrence::Month),
    ("每个月", Recurrence::Month),
    ("每个季度", Recurrence::Quarter),
];

/// Finds the words of recurrence of a sentence, in their order.
pub(crate) fn recurrence_words(sentence: &str) -> Vec<(Range<usize>, Recurrence)> {
    let found = RECURRENCES.iter().flat_map(|(word, every)| {
        let places = sentence.match_indices(word);
        places.map(|(at, word)| (at..at + word.len(), *every))
    });
    let mut found: Vec<_> = found.collect();
    // The longer of 每年度 and 每年.
    found.sort_by_key(|(word, _)| (word.start, Reverse(word.end)));
    found.dedup_by_key(|(word, _)| word.start);
    found
}

/// Returns whether a text names the part of the year that a recurrence behind it is bound to: 7月至10月, 汛期, 下半年.
pub(crate) fn bounds_recurrence(text: &str) -> bool {
    const LONGEST: usize = 16;
    const PARTS: [&str; 14] = [
        "上半年", "下半年", "汛期", "期间", "季度", "暑期", "暑假", "寒假", "旺季", "淡季", "春季",
        "夏季", "秋季", "冬季",
    ];
    let months = text.strip_suffix("月份").or(text.strip_suffix('月'));
    let is_months = months.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    text.chars().count() <= LONGEST && (is_months || text.ends_with_any(&PARTS))
}

/// Returns the length of the day of each period that a text begins with: 25日前, 末月25日前.
pub(crate) fn day_of_each(text: &str) -> usize {
    const MONTHS: [&str; 6] = ["末月", "首月", "第一个月", "末", "底", "初"];
    let month = text.strip_prefix_any(&MONTHS);
    let rest = month.unwrap_or(text);
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let day = behind
        .strip_prefix('日')
        .filter(|_| behind.len() < rest.len())
        .and_then(|behind| strip_bound(behind).or(Some(behind)));
    day.map_or(0, |behind| text.len() - behind.len())
}

/// Returns the last time that a sentence states before a number.
pub(crate) fn stated_before(before: &str, year: Option<i32>) -> StatedTime {
    let every_year = StatedTime {
        every: Some(Recurrence::Year),
        by: None,
    };
    [
        recurrence_said(before),
        day_said(before, year),
        yearly_flow(before).map(|at| (at, every_year)),
        // 每月发布2期，全年招聘4场: the year as a whole.
        before.rfind("全年").map(|at| (at, StatedTime::default())),
    ]
    .into_iter()
    .flatten()
    .max_by_key(|(at, _)| *at)
    .map_or_else(StatedTime::default, |(_, said)| said)
}

/// Returns the recurrence or due day that applies to a number of a measure, by its sentence up to it.
pub(crate) fn stated_time(before: &str, measure: &str, year: Option<i32>) -> StatedTime {
    const LEVELS: [&str; 7] = [
        "达到", "突破", "超过", "提高到", "保持在", "稳定在", "发展到",
    ];
    let clause = last_clause(before);
    let said = stated_before(before, year);
    if said.every.is_none() || stated_before(clause, year).every.is_some() {
        return said;
    }
    // A share, a total or a level is not owed each year if 每年 is in another clause.
    let is_total =
        measure == "%" || clause.contains_any(&["总数", "总量"]) || before.ends_with_any(&LEVELS);
    // 每月至少走访1次，解决用工2万人: a recurrence is of its own clause and of what is counted in times.
    let is_amount = said.every != Some(Recurrence::Year)
        && !matches!(measure, "次" | "场" | "期" | "场次" | "批次");
    if is_total || is_amount {
        StatedTime::default()
    } else {
        said
    }
}

/// Quantities whose 年均 is a mean of the year, not a yearly amount.
const MEANS: [&str; 6] = ["浓度", "气温", "水质", "优良", "利用小时", "质量"];

/// Finds the last word of recurrence that holds for a number behind a text.
fn recurrence_said(before: &str) -> Option<(usize, StatedTime)> {
    let said = RECURRENCES.iter().filter_map(|(word, every)| {
        let at = before.rfind(word)?;
        let rest = &before[at + word.len()..];
        // 年均增长8%，零售额翻一番: of its own clause alone.
        let is_left = *word == "年均" && rest.contains(['，', ','])
            || has_own_deed(rest)
            || begins_anew(rest);
        // 年均浓度: a mean of the year.
        let is_mean = *word == "年均" && rest.starts_with_any(&MEANS);
        // 每年的…, 当年均…: this year all of them.
        let is_other_word = rest.starts_with('的') || before[..at].ends_with('当');
        let every = Some(*every);
        (!is_left && !is_mean && !is_other_word).then_some((at, StatedTime { every, by: None }))
    });
    said.chain(recurrence_of_clause(before))
        .max_by_key(|(at, _)| *at)
}

/// Reads the recurrence that the last clause of a text begins with, without 每: 半年总结1次, 季度调度1次, 年度总结1次.
fn recurrence_of_clause(before: &str) -> Option<(usize, StatedTime)> {
    const WITHOUT_EACH: [(&str, Recurrence); 3] = [
        ("半年", Recurrence::HalfYear),
        ("季度", Recurrence::Quarter),
        ("月度", Recurrence::Month),
    ];
    const SPANS: [&str; 8] = ["内", "以", "之", "来", "后", "前", "期", "多"];
    const YEARLY: [&str; 8] = [
        "总结", "考核", "评估", "考评", "通报", "检查", "报告", "述职",
    ];
    let clause = last_clause(before);
    let yearly = ["年度", "年终"].iter().find(|word| {
        let deed = clause.strip_prefix(**word);
        deed.is_some_and(|deed| deed.starts_with_any(&YEARLY))
    });
    let (word, every) = WITHOUT_EACH
        .iter()
        .find(|(word, _)| clause.starts_with(word))
        .copied()
        .or(yearly.map(|word| (*word, Recurrence::Year)))?;
    let is_recurrence = !clause[word.len()..].starts_with_any(&SPANS);
    let said = StatedTime {
        every: Some(every),
        by: None,
    };
    is_recurrence.then_some((before.len() - clause.len(), said))
}

/// Finds the last day that holds for a number behind a text.
fn day_said(before: &str, year: Option<i32>) -> Option<(usize, StatedTime)> {
    let named = times(before, year);
    let holds = |time: &NamedTime| {
        is_due_by(before, time)
            || is_of_year(before, time, year)
            || is_part_right_before(before, time)
    };
    let time = named.iter().rfind(|time| {
        !is_compared_with(before, time)
            && !is_when_in_each(before, time)
            && (holds(time) || heads_clause_as_part(before, time))
    })?;
    // 9月新建6座: of its own clause alone, and what is behind it is not of the time before.
    let is_own = holds(time)
        || !before[time.end..]
            .trim_start_matches(['，', ','])
            .contains(['，', ','])
            && !before[..time.start]
                .strip_suffix('、')
                .is_some_and(|head| named.iter().any(|first| first.end == head.len()));
    let by = is_own.then_some(time.day);
    Some((time.start, StatedTime { every: None, by }))
}

/// Returns whether a part of a year begins its clause, with the work done in it: 9月新建, 一季度新建.
fn heads_clause_as_part(text: &str, time: &NamedTime) -> bool {
    let before = &text[..time.start];
    let heads = before.is_empty()
        || before.ends_with(['，', ',', '、', '：', ':', ')'])
        || before.ends_with("其中");
    heads
        && time.is_part_of_year(text)
        && !text[time.end..].starts_with(['起', '以', '至', '的', '(', '—', '-'])
}

/// Returns whether a time says what is compared, or of when something is: 恢复至2019年的80%, 较2023年提高,
/// 改造2000年底前建成的小区.
fn is_compared_with(text: &str, time: &NamedTime) -> bool {
    text[time.end..].starts_with('的')
        || text[..time.start].ends_with(['较', '比'])
        || text[time.end..].starts_with_any(&MADE_THEN)
}

/// Words right behind the time when something was made, which only say what is meant.
pub(crate) const MADE_THEN: [&str; 8] = [
    "建成的", "建设的", "竣工的", "建成投入使用的", "投用的", "交付的", "以前建成的", "前建成的",
];

/// Returns whether a text ends with a part of a year, so that the number behind it is of that: 上半年1次、下半年1次.
fn is_part_right_before(text: &str, time: &NamedTime) -> bool {
    time.end == text.len() && time.is_part_of_year(text)
}

/// Returns whether a time is one of each year: 每年年底前.
fn is_when_in_each(text: &str, time: &NamedTime) -> bool {
    let before = &text[..time.start];
    RECURRENCES.iter().any(|(word, _)| before.ends_with(word))
}

/// Returns whether a number behind a text is due by a time in it: 2021年底前实现全覆盖，达到100项 is meant of both,
/// 8月底前完成招录 of that alone.
fn is_due_by(text: &str, time: &NamedTime) -> bool {
    let rest = &text[time.end..];
    let goes_up_to = text[..time.start].ends_with_any(&["到", "至"]);
    let is_of_year = !text[time.start..time.end].contains('月');
    time.is_bound && (goes_up_to || !has_own_deed(rest) || is_of_year && !is_done_once(rest))
}

/// Returns whether a number behind a text is one of a year in it.
fn is_of_year(text: &str, time: &NamedTime, year: Option<i32>) -> bool {
    let rest = &text[time.end..];
    // 2025年基本建成体系，回收率达到35%: a year at the head of its sentence.
    let governs = !has_own_deed(rest) || heads_sentence(text, time) && !is_done_once(rest);
    // 2023年2000人、2024年2500人: each of its own.
    let is_of_list = text[..time.start].ends_with('、') && rest.contains(['，', ',']);
    let reaches = text[time.start..time.end].ends_with('年') && rest.starts_with_any(&REACHING);
    heads_clause(text, time, year) && governs && !is_of_list
        || reaches && (!rest.contains(['，', ',']) || last_clause(rest).starts_with("力争"))
}

/// Words of reaching right behind a year: 2022年达到90%、2023年达到100%.
const REACHING: [&str; 10] = [
    "确保", "达到", "达", "实现", "不低于", "不少于", "超过", "提高", "提升", "力争",
];

/// Returns whether what follows a time is work of its own, so that the numbers of the clauses after it are not meant:
/// 3月底前完成组队，运动员不少于800人.
pub(crate) fn has_own_deed(rest: &str) -> bool {
    const NO_DEEDS: [&str; 6] = ["全", "力争", "确保", "争取", "实现", "累计"];
    rest.split_once(['，', ',']).is_some_and(|(clause, _)| {
        let length = clause.chars().count();
        // 年底通车，新增线路3条
        let is_short_deed = length >= 2 && !clause.starts_with_any(&NO_DEEDS);
        (length >= 4 || is_short_deed) && !clause.contains(|c: char| c.is_ascii_digit())
    })
}

/// Characters that make one word with 年: 每年, 全年, 半年, 三年.
const BEFORE_YEAR: &str = "每全今当本去上学半周多近历逐同一二两三四五六七八九十";

/// Finds 年 before what is done in each year in the last clause of a text: 年培训, 贷款年新增.
fn yearly_flow(before: &str) -> Option<usize> {
    const FLOWS: [&str; 12] = [
        "增长", "递增", "出栏", "培训", "服务", "接待", "新增", "开展", "举办", "组织", "引进",
        "发放",
    ];
    let clause = last_clause(before);
    let start = before.len() - clause.len();
    clause
        .match_indices('年')
        .filter(|(at, _)| {
            let belongs = |c: char| c.is_ascii_digit() || BEFORE_YEAR.contains(c);
            !clause[..*at].ends_with(belongs)
        })
        .find(|(at, year)| {
            let rest = &clause[at + year.len()..];
            rest.starts_with_any(&FLOWS) && !rest.contains("能力")
        })
        .map(|(at, _)| start + at)
}

/// Returns whether the last clause of a text begins with what is meant of the whole time: 每年5条，争创全国示范2条.
fn begins_anew(rest: &str) -> bool {
    const WHOLE: [&str; 8] = ["争创", "力争", "三年", "五年", "累计", "全年", "争取", "总"];
    rest.rsplit_once(['，', ',']).is_some_and(|(_, clause)| {
        // “安全生产月”期间: then, not again and again.
        clause.starts_with_any(&WHOLE) || is_sum_of_years(clause) || clause.contains("期间")
    })
}

/// Returns whether what a time is said of is done once, by itself: 2024年底前启动建设，占地500亩.
pub(crate) fn is_done_once(rest: &str) -> bool {
    const ONCE: [&str; 15] = [
        "启动", "出台", "制定", "印发", "发布", "编制", "完成", "通车", "开工", "竣工", "完工",
        "投用", "投产", "建成", "交付",
    ];
    rest.starts_with_any(&ONCE)
}

/// Returns whether a time begins its sentence, where the units of the one before may be in a bracket.
fn heads_sentence(text: &str, time: &NamedTime) -> bool {
    let before = &text[..time.start];
    before.is_empty() || before.starts_with('(') && before.ends_with(')')
}

/// Returns whether a year heads its clause and is not before the plan: 2023年培训.
fn heads_clause(text: &str, time: &NamedTime, year: Option<i32>) -> bool {
    let before = &text[..time.start];
    // 2022—2024年 begins with its first year.
    let dashless = before.trim_end_matches(['—', '-', '－', '–', '~', '～', '至']);
    let first = dashless
        .trim_end_matches('年')
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let is_span = dashless.len() < before.len() && first.len() + 4 <= dashless.len();
    let before = if is_span { first } else { before };
    let is_year = text[time.start..time.end].ends_with('年');
    is_year
        && !time.is_worked_out
        && (before.is_empty()
            || before.ends_with(['，', ',', '、', '：', ':', ')'])
            || before.ends_with("其中"))
        && time.day.year() >= year.unwrap_or(i32::MIN)
        && !text[time.end..].starts_with(['以', '至', '的', '起'])
        && (!text[time.end..].starts_with('初') || text[time.end..].starts_with("初步"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<Day> {
        Day::from_ymd_opt(year, month, day)
    }

    #[test]
    fn what_stands_last_before_a_number_says_when() {
        let stated = stated_before("每年推荐1家,到2025年,认定", None);
        assert_eq!(stated.by, day(2025, 12, 31));
        for text in ["每年年底前培训", "每年6月底前培训"] {
            let stated = stated_before(text, Some(2024));
            assert_eq!(stated.every, Some(Recurrence::Year), "{text}");
        }
        let stated = stated_before("新线年底通车，老线开工建设，新增", Some(2024));
        assert_eq!(stated.by, None);
        let stated = stated_before("年底前建成10家，带动", Some(2024));
        assert_eq!(stated.by, day(2024, 12, 31));
        let stated = stated_before("销售额年增长", Some(2024));
        assert_eq!(stated.every, Some(Recurrence::Year));
        let stated = stated_before("到2025年,每年培训", None);
        assert_eq!(stated.every, Some(Recurrence::Year));
    }

    #[test]
    fn a_recurrence_is_left_behind_by_what_is_meant_of_the_whole() {
        for (text, every) in [
            ("每季度走访", Some(Recurrence::Quarter)),
            ("每季度走访企业，累计培训", None),
            ("每季度走访企业，培训", None),
            ("每年的展会签约", None),
            ("年均增收8%，签约", None),
            ("每月走访，全年培训", None),
        ] {
            assert_eq!(stated_before(text, None).every, every, "{text}");
        }
    }

    #[test]
    fn a_time_holds_for_a_number_by_the_words_between() {
        for (text, year) in [
            ("较2024年增加", None),
            ("恢复至2024年的", None),
            ("2026年底前实现全面入网，服务", Some(2026)),
            ("2026年5月底前完成招标，采购", None),
            ("2026年基本建成网络，采购", Some(2026)),
            ("完善机制，2026年基本建成网络，采购", None),
            ("2025年建成20家、2026年新增，采购", Some(2025)),
            ("复种率2026年达到", Some(2026)),
        ] {
            let by = stated_before(text, Some(2024)).by.map(|day| day.year());
            assert_eq!(by, year, "{text}");
        }
    }
}
