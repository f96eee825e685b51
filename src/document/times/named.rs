//! Times that a sentence names, each with its last day: 2024年6月底前, 年底前, 第三季度.

use chrono::Datelike;

use crate::document::text::AnyOf;
use crate::document::times::calendar::{five_years, month_end, year_at, year_end, year_of};
use crate::plan::Day;

/// Returns whether a text names a year that something goes on to: 到2025年, and not 达到20家.
pub(crate) fn names_year_ahead(text: &str) -> bool {
    text.match_indices(['到', '至']).any(|(at, word)| {
        let looks_back = text[..at].ends_with_any(&["截", "复"]);
        !looks_back && year_at(&text[at + word.len()..]).is_some()
    })
}

/// A year for days of which only month and day matter.
pub(crate) const ANY_LEAP_YEAR: i32 = 2024;

/// A time that a sentence names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NamedTime {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The last day of it.
    pub(crate) day: Day,
    /// Whether something is due by then: 前, 底, 到….
    pub(crate) is_bound: bool,
    /// Whether the year was worked out.
    pub(crate) is_worked_out: bool,
}

impl NamedTime {
    /// Returns whether it is a part of a year: 上半年, 第三季度, 9月.
    pub(crate) fn is_part_of_year(&self, text: &str) -> bool {
        text[self.start..self.end].contains_any(&["月", "季", "上半年", "下半年"])
    }
}

/// Returns whether a character may begin the name of a time: 2025年, 上半年, 第一季度, “十四五”.
fn may_begin(c: char) -> bool {
    c.is_ascii_digit() || "年上下第一二三四“本当今次翌明".contains(c)
}

/// Finds the times that a plain sentence names, in order. `year` is assumed for times without one: 年底前.
pub(crate) fn times(text: &str, year: Option<i32>) -> Vec<NamedTime> {
    let mut found: Vec<NamedTime> = Vec::new();
    let mut said = None;
    let mut at = 0;
    while let Some(offset) = text[at..].find(may_begin) {
        let start = at + offset;
        match time_at(text, start, said.or(year)) {
            Some(mut time) => {
                at = time.end.max(start + 1);
                // 较2017年压缩50%，年底前完成: not of the year that is compared with.
                let is_compared = text[..time.start].ends_with(['较', '比']);
                if !time.is_worked_out && !is_compared {
                    said = Some(time.day.year());
                } else if said.is_some() {
                    time.is_worked_out = false;
                }
                found.push(time);
            }
            None => at = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
        // 3月底前 is one time; do not begin again inside of its digits.
        while at < text.len()
            && text.as_bytes()[at].is_ascii_digit()
            && text.as_bytes()[at - 1].is_ascii_digit()
        {
            at += 1;
        }
    }
    found
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (1..=4)
        .contains(&end)
        .then(|| Some((text[..end].parse().ok()?, &text[end..])))?
}

/// Returns the time that begins at a place.
fn time_at(text: &str, start: usize, year: Option<i32>) -> Option<NamedTime> {
    let rest = &text[start..];
    // 三年内, 1年内: a span, no year's end.
    if rest.starts_with('年') && text[..start].ends_with(is_count) {
        return None;
    }
    let made = |day: Day, after: &str, is_bound: bool, is_worked_out: bool| NamedTime {
        start,
        end: text.len() - after.len(),
        day,
        is_bound,
        is_worked_out,
    };
    let leads = leads_to_time(&text[..start]);
    if let Some(inside) = rest.strip_prefix('“') {
        let (end, after) = end_of_five_years(inside)?;
        return Some(made(year_end(end), after, true, false));
    }
    let (named_year, after_year) = match year_at(rest) {
        Some((year, after)) => (Some(year), after),
        // 2022—2025年 is a span: its last year counts.
        None if rest.get(..4).and_then(year_of).is_some() => return None,
        None => {
            let after = rest.strip_prefix_any(&["本年", "当年", "今年"]);
            (None, after.unwrap_or(rest))
        }
    };
    let next = rest.strip_prefix_any(&["次年", "翌年", "明年"]);
    let after_year = next.unwrap_or(after_year);
    let the_year = named_year.or(year.map(|year| year + i32::from(next.is_some())));
    let worked_out = named_year.is_none();
    if let Some(within) = within_year(after_year, the_year?) {
        let behind = strip_bound(within.rest);
        let is_bound = within.is_bound || behind.is_some() || leads;
        let rest = behind.unwrap_or(within.rest);
        return Some(made(within.day, rest, is_bound, worked_out));
    }
    let year = named_year?;
    if no_day_at(after_year, year).is_some() {
        return None;
    }
    if let Some(after) = strip_bound(after_year) {
        return Some(made(year_end(year), after, true, false));
    }
    let is_span = after_year.starts_with(['—', '-', '至', '到', '－', '–', '~']);
    let is_beginning = after_year.starts_with('初') && !after_year.starts_with("初步");
    let is_bound = leads && !is_span && !is_beginning;
    Some(made(year_end(year), after_year, is_bound, false))
}

/// Returns whether the words before a time say that something is due by then: 到, 力争.
fn leads_to_time(before: &str) -> bool {
    const LEADS: [&str; 6] = ["到", "至", "截止", "力争", "于", "截至"];
    const OTHERS: [&str; 4] = ["对于", "关于", "由于", "早于"];
    // 不高于2017年标准
    const COMPARES: [&str; 9] = [
        "高于", "低于", "优于", "少于", "多于", "等于", "当于", "大于", "小于",
    ];
    // 2019年1月1日至12月31日 is how long something holds.
    let goes_on = before
        .strip_suffix(['至', '到'])
        .is_some_and(|before| before.ends_with(['日', '月']));
    before.ends_with_any(&LEADS)
        && !goes_on
        && !before.ends_with_any(&OTHERS)
        && !before.ends_with_any(&COMPARES)
}

/// Reads the last year of a five-year plan behind its quotation mark: 十四五”末.
fn end_of_five_years(inside: &str) -> Option<(i32, &str)> {
    let (name, after) = inside.split_once('”')?;
    let (_, end) = five_years(name).filter(|_| name.chars().count() == 3)?;
    let after = after.strip_prefix_any(&["末", "期末", "时期末"])?;
    Some((end, after))
}

/// A day within a year, as the text behind the year says.
struct DayWithin<'t> {
    day: Day,
    rest: &'t str,
    /// Whether something is due by then.
    is_bound: bool,
}

impl<'t> DayWithin<'t> {
    fn of(day: Day, rest: &'t str, is_bound: bool) -> Self {
        Self {
            day,
            rest,
            is_bound,
        }
    }
}

/// Reads the part of a year behind the year: 6月底前, 上半年, 第三季度, 年底前.
fn within_year(text: &str, year: i32) -> Option<DayWithin<'_>> {
    part_of_year(text, year)
        .or_else(|| end_of_year(text, year))
        .or_else(|| span_of_months(text, year))
        .or_else(|| within_months(text, year))
}

/// Reads a half or a quarter of a year: 上半年, 第三季度; its end is named, or what comes to an end in it, by what is
/// due.
fn part_of_year(text: &str, year: i32) -> Option<DayWithin<'_>> {
    let (month, rest) = text
        .strip_prefix("全年")
        .map(|rest| (12, rest))
        .or_else(|| half_or_quarter(text))?;
    let end = rest.strip_prefix(['末', '底']);
    let is_bound = end.is_some() || rest.starts_with("完成") || rest.starts_with_any(&BEGIN_OR_END);
    Some(DayWithin::of(
        month_end(year, month)?,
        end.unwrap_or(rest),
        is_bound,
    ))
}

/// Reads a half or a quarter of a year: its last month, and the text behind it.
pub(crate) fn half_or_quarter(text: &str) -> Option<(u32, &str)> {
    const PARTS: [(&str, u32); 14] = [
        ("上半年", 6),
        ("下半年", 12),
        ("一季度", 3),
        ("二季度", 6),
        ("三季度", 9),
        ("四季度", 12),
        ("1季度", 3),
        ("2季度", 6),
        ("3季度", 9),
        ("4季度", 12),
        ("Q1", 3),
        ("Q2", 6),
        ("Q3", 9),
        ("Q4", 12),
    ];
    let part = text.strip_prefix('第').unwrap_or(text);
    let mut parts = PARTS.iter();
    parts
        .find_map(|(word, month)| Some((*month, part.strip_prefix(word)?)))
        .or_else(|| listed_quarter(part))
}

/// Reads a quarter of a list that names 季度 once: 一、二季度, 第二三季度.
fn listed_quarter(text: &str) -> Option<(u32, &str)> {
    const QUARTERS: [(char, u32); 4] = [('一', 3), ('二', 6), ('三', 9), ('四', 12)];
    let mut quarters = QUARTERS.iter();
    let (month, rest) =
        quarters.find_map(|(word, month)| Some((*month, text.strip_prefix(*word)?)))?;
    let next = rest.strip_prefix(['、', '和', '及']).unwrap_or(rest);
    let (later, _) = half_or_quarter(next)?;
    (later > month).then_some((month, rest))
}

/// Deeds that are done once in a month or quarter, so that they are due by its end.
const BEGIN_OR_END: [&str; 14] = [
    "启动", "动工", "开工", "竣工", "完工", "投用", "投产", "建成", "交付", "投入使用", "投入运营",
    "通车", "启用", "主体",
];

/// Reads words for the end of a year: 年底, 年内, and behind the year 底 and 内.
fn end_of_year(text: &str, year: i32) -> Option<DayWithin<'_>> {
    let (word, rest) = ["年底", "年末", "年内", "底", "末", "内"]
        .iter()
        .find_map(|word| Some((*word, text.strip_prefix(word)?)))?;
    // 纳入年底考核: an adjective.
    let is_adjective =
        rest.starts_with_any(&["考核", "绩效", "效能", "评", "总结", "述职", "目标"]);
    let begins_deed =
        rest.is_empty() || rest.starts_with(['，', ',', '完', '实', '建', '出', '制']);
    // 内 alone may begin a word of its own.
    let is_time = !is_adjective && (word != "内" || begins_deed);
    is_time.then(|| DayWithin::of(year_end(year), rest, true))
}

/// Reads a span of months: 3—6月, 3月—6月.
fn span_of_months(text: &str, year: i32) -> Option<DayWithin<'_>> {
    let (_, after) = digits(text)?;
    let after = after.strip_prefix('月').unwrap_or(after);
    let (last, after) =
        digits(after.strip_prefix(['—', '-', '至', '到', '－', '~', '–', '～', '―'])?)?;
    let rest = after.strip_prefix('月')?;
    let is_bound = rest.starts_with("完成") || rest.starts_with_any(&BEGIN_OR_END);
    Some(DayWithin::of(month_end(year, last)?, rest, is_bound))
}

/// Reads a month, a part of one or a day of one: 6月底前, 6月中旬, 6月30日.
fn within_months(text: &str, year: i32) -> Option<DayWithin<'_>> {
    let (month, after) = digits(text)?;
    let after = after.strip_prefix('月')?;
    let last = month_end(year, month)?;
    if let Some((day, rest)) = digits(after)
        && let Some(rest) = rest.strip_prefix('日')
    {
        let day = Day::from_ymd_opt(year, month, day)?;
        if let Some((day, rest)) = end_of_days(rest, day) {
            let behind = rest.strip_prefix("期间");
            return Some(DayWithin::of(day, behind.unwrap_or(rest), behind.is_some()));
        }
        return Some(DayWithin::of(day, rest, false));
    }
    for (word, day) in [
        ("上旬", Some(10)),
        ("中旬", Some(20)),
        ("下旬", None),
        ("底", None),
        ("末", None),
        ("份", None),
        ("初", Some(10)),
    ] {
        if let Some(rest) = after.strip_prefix(word) {
            let day = day.and_then(|day| last.with_day(day)).unwrap_or(last);
            return Some(DayWithin::of(day, rest, matches!(word, "底" | "末")));
        }
    }
    // 6月开工
    Some(DayWithin::of(
        last,
        after,
        after.starts_with("完成") || after.starts_with_any(&BEGIN_OR_END),
    ))
}

/// Reads the end of a span of days behind its first: -26日, 至10月3日.
fn end_of_days(text: &str, first: Day) -> Option<(Day, &str)> {
    let text = text.strip_prefix(['—', '-', '至', '到', '－', '–', '~'])?;
    let (number, rest) = digits(text)?;
    let (month, day, rest) = match rest.strip_prefix('月') {
        Some(rest) => {
            let (day, rest) = digits(rest)?;
            (number, day, rest)
        }
        None => (first.month(), number, rest),
    };
    let day = Day::from_ymd_opt(first.year(), month, day).filter(|day| *day >= first)?;
    Some((day, rest.strip_prefix('日')?))
}

/// Returns the length of a month that no year has, or of a month and a day that the month does not have: 13月, 6月31日.
pub(crate) fn no_day_at(text: &str, year: i32) -> Option<usize> {
    let (month, rest) = digits(text)?;
    let rest = rest.strip_prefix('月')?;
    let day = digits(rest).and_then(|(day, rest)| Some((day, rest.strip_prefix('日')?)));
    let (is_there, rest) = match day {
        Some((day, rest)) => (Day::from_ymd_opt(year, month, day).is_some(), rest),
        None => (month_end(year, month).is_some(), rest),
    };
    (!is_there).then_some(text.len() - rest.len())
}

pub(crate) fn is_count(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十百几半数".contains(c)
}

pub(crate) fn strip_bound(text: &str) -> Option<&str> {
    text.strip_prefix_any(&["之前", "以前", "前"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Day, bool)> {
        let time = times(text, Some(2026)).pop()?;
        Some((time.day, time.is_bound))
    }

    #[test]
    fn times_within_a_year_end_on_a_day() {
        let day = |month, day, is_bound| Some((Day::from_ymd_opt(2026, month, day)?, is_bound));
        for (text, read_as) in [
            ("上半年修订", day(6, 30, false)),
            ("第三季度修订", day(9, 30, false)),
            ("第三季度完成修订", day(9, 30, true)),
            ("一季度末修订", day(3, 31, true)),
            ("年底修订", day(12, 31, true)),
            ("年底述职", None),
            ("2026年内，修订", day(12, 31, true)),
            ("2—5月修订", day(5, 31, false)),
            ("4月上旬修订", day(4, 10, false)),
            ("4月下旬前修订", day(4, 30, true)),
            ("4月末修订", day(4, 30, true)),
            ("4月18日修订", day(4, 18, false)),
            ("4月31日修订", None),
            ("13月修订", None),
            ("4月开工", day(4, 30, true)),
            (
                "次年1月底前",
                Day::from_ymd_opt(2027, 1, 31).map(|day| (day, true)),
            ),
        ] {
            assert_eq!(read(text), read_as, "{text}");
        }
    }

    #[test]
    fn words_before_a_year_say_that_something_is_due_by_then() {
        for (text, is_bound) in [
            ("到2026年", true),
            ("力争2026年", true),
            ("关于2026年", false),
            ("不低于2026年", false),
            ("2026年5月1日至2026年", false),
            ("“十四五”时期末", true),
            ("2026年", false),
        ] {
            let bound = read(text).map(|(_, is_bound)| is_bound);
            assert_eq!(bound, Some(is_bound), "{text}");
        }
    }
}
