//! Days by which something is owed, and how often: 2024年6月底前, 年底前, 每年.

use chrono::Datelike;

use crate::plan::{Day, Recurrence};

use super::context::last_clause;

/// A day that a text names for a part of its work.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedDeadline {
    /// What is to be done, as printed.
    pub title: String,
    /// By when.
    pub due: Option<Day>,
    /// How often.
    pub every: Option<Recurrence>,
    /// The words that say so.
    pub words: String,
    /// The line that states it.
    pub line_no: usize,
    /// Whether the year was worked out.
    pub is_worked_out: bool,
}

/// What a sentence says of the time before a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct SaidTime {
    pub(crate) every: Option<Recurrence>,
    pub(crate) by: Option<Day>,
}

/// Words of recurrence.
const CADENCES: [(&str, Recurrence); 12] = [
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

/// Returns the last day of a year.
pub(crate) fn year_end(year: i32) -> Day {
    Day::from_ymd_opt(year, 12, 31).unwrap_or(Day::MAX)
}

fn month_end(year: i32, month: u32) -> Option<Day> {
    let next = if month == 12 {
        Day::from_ymd_opt(year + 1, 1, 1)
    } else {
        Day::from_ymd_opt(year, month + 1, 1)
    };
    next?.pred_opt()
}

/// Returns what stands last in a sentence of the time, up to a number.
pub(crate) fn cadence_before(before: &str, year: Option<i32>) -> SaidTime {
    let every = CADENCES
        .iter()
        .filter_map(|(word, every)| {
            let at = before.rfind(word)?;
            let rest = &before[at + word.len()..];
            // 年均增长8%，零售额翻一番: of its own clause alone.
            let is_left = *word == "年均" && rest.contains(['，', ',']) || has_own_deed(rest);
            let other = is_left || rest.starts_with(['的', '递']) || before[..at].ends_with("当");
            (!other).then_some((
                at,
                SaidTime {
                    every: Some(*every),
                    by: None,
                },
            ))
        })
        .max_by_key(|(at, _)| *at);
    let by = times(before, year)
        .into_iter()
        // 较2023年提高 says what is compared.
        .filter(|time| !before[..time.start].ends_with(['较', '比']))
        .filter(|time| {
            let rest = &before[time.end..];
            let governs = ["到", "至"]
                .iter()
                .any(|word| before[..time.start].ends_with(word))
                // 2021年底前实现全覆盖，达到100项 is meant of both, 8月底前完成招录 of that alone.
                || !has_own_deed(rest)
                || !before[time.start..time.end].contains('月') && !is_done_once(rest);
            let reaches = REACHING.iter().any(|word| rest.starts_with(word))
                && before[time.start..time.end].ends_with('年');
            time.is_bound && governs
                || heads_clause(before, time, year)
                    && !has_own_deed(rest)
                    // 2023年2000人、2024年2500人: each of its own.
                    && !(before[..time.start].ends_with('、') && rest.contains(['，', ',']))
                || reaches && !rest.contains(['，', ','])
        })
        .map(|time| {
            (
                time.start,
                SaidTime {
                    every: None,
                    by: Some(time.day),
                },
            )
        })
        .next_back();
    // 每月发布2期，全年招聘4场: the year as a whole.
    let whole = before.rfind("全年").map(|at| (at, SaidTime::default()));
    every
        .into_iter()
        .chain(by)
        .chain(whole)
        .max_by_key(|(at, _)| *at)
        .map_or_else(SaidTime::default, |(_, cadence)| cadence)
}

/// Words of reaching right behind a year: 2022年达到90%、2023年达到100%.
const REACHING: [&str; 9] = [
    "达到",
    "达",
    "实现",
    "不低于",
    "不少于",
    "超过",
    "提高",
    "提升",
    "力争",
];

/// Whether what follows a time is work of its own, so that the numbers of the clauses after it are not meant:
/// 3月底前完成组队，运动员不少于800人.
fn has_own_deed(rest: &str) -> bool {
    rest.split_once(['，', ',']).is_some_and(|(clause, _)| {
        clause.chars().count() >= 4 && !clause.contains(|c: char| c.is_ascii_digit())
    })
}

/// Whether what a time is said of is done once, by itself: 2024年底前启动建设，占地500亩.
fn is_done_once(rest: &str) -> bool {
    ["启动", "出台", "制定", "印发", "发布", "编制", "完成"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// 2023年培训: a year at the head of its clause, no earlier than the plan.
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
            || before.ends_with(['，', ',', '、', '：', ':'])
            || before.ends_with("其中"))
        && time.day.year() >= year.unwrap_or(i32::MIN)
        && !text[time.end..].starts_with(['以', '至', '的'])
        && (!text[time.end..].starts_with('初') || text[time.end..].starts_with("初步"))
}

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

/// Finds the times that a plain sentence names, in order. `year` is what 年底前 is of where nothing else is said.
pub(crate) fn times(text: &str, year: Option<i32>) -> Vec<NamedTime> {
    let mut found: Vec<NamedTime> = Vec::new();
    let mut said = None;
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '年' | '上' | '下' | '第' | '一' | '二' | '三' | '四' | '“' | '本' | '当' | '今'
            )
    }) {
        let start = at + offset;
        match time_at(text, start, said.or(year)) {
            Some(mut time) => {
                at = time.end.max(start + 1);
                if !time.is_worked_out {
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

/// The time that begins at a place.
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
    // 2019年1月1日至12月31日 is how long something holds.
    let goes_on = text[..start]
        .strip_suffix(['至', '到'])
        .is_some_and(|before| before.ends_with(['日', '月']));
    let leads = !goes_on
        && ["到", "至", "截止", "力争", "于", "截至"]
            .iter()
            .any(|word| text[..start].ends_with(word));
    // “十四五”末
    if let Some(inside) = rest.strip_prefix('“') {
        let (name, after) = inside.split_once('”')?;
        let end = match name {
            "十二五" => 2015,
            "十三五" => 2020,
            "十四五" => 2025,
            "十五五" => 2030,
            _ => return None,
        };
        let after = after
            .strip_prefix("末")
            .or_else(|| after.strip_prefix("期末"))
            .or_else(|| after.strip_prefix("时期末"))?;
        return Some(made(year_end(end), after, true, false));
    }
    let (named_year, after_year) = match digits(rest) {
        Some((value, after)) if (1990..=2100).contains(&value) => {
            // 2022—2025年 is a span: its last year counts.
            let after = after.strip_prefix('年')?;
            (Some(value as i32), after)
        }
        _ => {
            let after = ["本年", "当年", "今年"]
                .iter()
                .find_map(|word| rest.strip_prefix(word));
            (None, after.unwrap_or(rest))
        }
    };
    let the_year = named_year.or(year);
    let worked_out = named_year.is_none();
    if let Some((day, after, bound)) = within_year(after_year, the_year?) {
        let after_bound = strip_bound(after);
        let is_bound = bound || after_bound.is_some() || leads;
        return Some(made(
            day,
            after_bound.unwrap_or(after),
            is_bound,
            worked_out,
        ));
    }
    let year = named_year?;
    if let Some(after) = strip_bound(after_year) {
        return Some(made(year_end(year), after, true, false));
    }
    let is_span = after_year.starts_with(['—', '-', '至', '到', '－', '–', '~']);
    let is_beginning = after_year.starts_with('初') && !after_year.starts_with("初步");
    let is_bound = leads && !is_span && !is_beginning;
    Some(made(year_end(year), after_year, is_bound, false))
}

/// Returns what may stand behind a year: 6月底前, 上半年, 第三季度, 年底前.
fn within_year(text: &str, year: i32) -> Option<(Day, &str, bool)> {
    for (words, month) in [
        (["上半年", "上半年"], 6),
        (["下半年", "全年"], 12),
        (["第一季度", "一季度"], 3),
        (["第二季度", "二季度"], 6),
        (["第三季度", "三季度"], 9),
        (["第四季度", "四季度"], 12),
    ] {
        if let Some(after) = words.iter().find_map(|word| text.strip_prefix(word)) {
            return Some((month_end(year, month)?, after, false));
        }
    }
    for word in ["年底", "年末", "年内", "底", "末", "内"] {
        if let Some(after) = text.strip_prefix(word) {
            let is_year_word = word.starts_with('年');
            // 纳入年底考核: an adjective.
            if ["考核", "绩效", "效能", "评", "总结", "述职", "目标"]
                .iter()
                .any(|noun| after.starts_with(noun))
            {
                return None;
            }
            // 内 alone is a word of its own.
            if !is_year_word
                && word == "内"
                && !after.starts_with(['，', ',', '完', '实', '建', '出', '制'])
                && !after.is_empty()
            {
                return None;
            }
            return Some((year_end(year), after, true));
        }
    }
    let (month, after) = digits(text)?;
    if let Some(rest) = ["—", "-", "至", "到", "－", "~"]
        .iter()
        .find_map(|dash| after.strip_prefix(dash))
        && let Some((second, rest)) = digits(rest)
        && let Some(rest) = rest.strip_prefix('月')
    {
        // 3—6月
        return Some((month_end(year, second)?, rest, false));
    }
    let after = after.strip_prefix('月')?;
    if !(1..=12).contains(&month) {
        return None;
    }
    if let Some((day, rest)) = digits(after)
        && let Some(rest) = rest.strip_prefix('日')
    {
        return Some((Day::from_ymd_opt(year, month, day)?, rest, false));
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
            let end = match day {
                Some(day) => Day::from_ymd_opt(year, month, day)?,
                None => month_end(year, month)?,
            };
            return Some((end, rest, matches!(word, "底" | "末")));
        }
    }
    Some((month_end(year, month)?, after, false))
}

fn is_count(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十百几半数".contains(c)
}

fn strip_bound(text: &str) -> Option<&str> {
    ["之前", "以前", "前"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
}

/// Reads what a label says of the time: 2025年12月底前, 2025年底前完成. `year` is the plan's, where it has one alone.
pub(crate) fn due_of(text: &str, year: Option<i32>) -> Option<Day> {
    let text = crate::document::text::plain(text);
    if text.starts_with('每') || is_ongoing(&text) {
        return None;
    }
    if text == "全年" {
        return year.map(year_end);
    }
    if let Some(day) = numeric_day(&text) {
        return Some(day);
    }
    // A span ends with its last day.
    times(&text, year).last().map(|time| time.day)
}

/// Tells whether a text says that work goes on, without a day: 年内持续推进.
fn is_ongoing(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit())
        && ["持续", "长期", "常态化", "全程"]
            .iter()
            .any(|word| text.contains(word))
}

/// The work of its own that a text names with its day: 6月底前出台政策, but not 6月底前完成.
pub(crate) fn deed_of(text: &str, year: Option<i32>) -> Option<String> {
    let text = crate::document::text::plain(text);
    let after = &text[times(&text, year).last()?.end..];
    let mut deed = after.trim_start_matches(['，', ',', '、']);
    for word in [
        "全面",
        "基本",
        "完成",
        "办结",
        "落实到位",
        "并长期坚持",
        "并持续推进",
        "持续推进",
    ] {
        deed = deed.strip_prefix(word).unwrap_or(deed);
    }
    (deed.chars().count() >= 3).then(|| after.trim_matches(['，', ',', '、']).to_owned())
}

/// 2025.10.31, 2025-10-31 and 2025/10/31; 2025.10 is the month's last day.
fn numeric_day(text: &str) -> Option<Day> {
    let mut parts = text.trim_end_matches('前').split(['.', '-', '/']);
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok()?;
    let day = parts.next().map(str::parse::<u32>);
    if parts.next().is_some() || !(1990..=2100).contains(&year) {
        return None;
    }
    match day {
        Some(day) => Day::from_ymd_opt(year, month, day.ok()?),
        None => (1..=12).contains(&month).then(|| month_end(year, month))?,
    }
}

/// Finds the days that a paragraph names for parts of its work. `has_aim` tells whether a number between two places of
/// the sentence is an aim, which carries its day itself.
pub(crate) fn deadlines(
    paragraph: &str,
    line_no: usize,
    year: Option<i32>,
    heading: &str,
    aims: &[String],
) -> Vec<PrintedDeadline> {
    let text = crate::document::text::plain(paragraph);
    let mut found = Vec::new();
    let first_year = year;
    let mut year = year;
    for sentence in text.split(['。', '！', '？', ';', '；']) {
        let named = times(sentence, year);
        for (nth, time) in named.iter().enumerate() {
            let before = &sentence[..time.start];
            // 2022年底 of a plan of 2023 is as things were.
            let is_earlier = first_year.is_some_and(|first| time.day.year() < first);
            if !time.is_bound || is_earlier || is_past(before) || is_in_quotes(before) {
                continue;
            }
            let end = named
                .get(nth + 1)
                .filter(|next| next.is_bound)
                .map_or(sentence.len(), |next| next.start);
            let after = &sentence[time.end..end];
            let clause_end = after
                .find(['，', ','])
                .filter(|at| *at > 12)
                .unwrap_or(after.len());
            let carries_aim = aims.iter().any(|printed| after.contains(printed.as_str()));
            // 到2025年，创建示范市并实现人均经费达到2.5元: the day is of the first as well.
            let first = after
                .trim_start_matches(['，', ','])
                .split('并')
                .next()
                .unwrap_or("");
            let has_other = after.contains('并')
                && first.chars().count() >= 6
                && !first.contains(|c: char| c.is_ascii_digit())
                || has_own_deed(after)
                    && (time_words(sentence, time).contains('月') || is_done_once(after));
            if carries_aim && !has_other {
                continue;
            }
            let every = ["每年", "每年度"]
                .iter()
                .any(|word| before.ends_with(word))
                .then_some(Recurrence::Year);
            found.push(PrintedDeadline {
                title: if carries_aim {
                    let clause = first.split(['，', ',']).next().unwrap_or(first);
                    clause.chars().take(24).collect()
                } else {
                    title_of(before, &after[..clause_end], after, heading)
                },
                due: every.is_none().then_some(time.day),
                every,
                words: sentence[time.start..time.end].to_owned(),
                line_no,
                is_worked_out: time.is_worked_out,
            });
        }
        if let Some(last) = named.iter().rev().find(|time| !time.is_worked_out) {
            year = Some(last.day.year());
        }
        if named.iter().all(|time| !time.is_bound) {
            recurring(sentence, line_no, aims, &mut found);
        }
    }
    found
}

fn time_words<'t>(sentence: &'t str, time: &NamedTime) -> &'t str {
    &sentence[time.start..time.end]
}

/// 每年举办创新大赛: something that recurs without a number.
fn recurring(sentence: &str, line_no: usize, aims: &[String], found: &mut Vec<PrintedDeadline>) {
    for (word, every) in CADENCES {
        let Some(at) = sentence.find(word) else {
            continue;
        };
        let before = &sentence[..at];
        let after = &sentence[at + word.len()..];
        let starts_clause = before.is_empty()
            || before.ends_with(['，', ',', '、', '，'])
            || last_clause(before).chars().count() <= 8;
        let is_other = after.starts_with(['的', '度', '以', '递', '均'])
            || is_in_quotes(before)
            || word == "年均"
            || before.ends_with(['当', '在']);
        if !starts_clause || is_other || aims.iter().any(|printed| after.contains(printed.as_str()))
        {
            continue;
        }
        let end = after.find(['，', ',']).unwrap_or(after.len());
        let title: String = after[..end].chars().take(24).collect();
        if title.chars().count() >= 4 {
            found.push(PrintedDeadline {
                title,
                due: None,
                every: Some(every),
                words: word.to_owned(),
                line_no,
                is_worked_out: false,
            });
        }
        return;
    }
}

/// Tells whether a day is one since when or as of which things are, or until which something holds.
fn is_past(before: &str) -> bool {
    const HOLDS: [&str; 9] = [
        "执行",
        "有效期",
        "有效",
        "施行",
        "期限",
        "延长",
        "暂定",
        "适用",
        "延续",
    ];
    let since = ["截至", "自", "从", "早在"]
        .iter()
        .any(|word| before.ends_with(word));
    let until = before
        .strip_suffix(['至', '到'])
        .is_some_and(|before| HOLDS.iter().any(|word| last_clause(before).contains(word)));
    since || until
}

fn is_in_quotes(before: &str) -> bool {
    before.matches('《').count() > before.matches('》').count()
        || before.matches('“').count() > before.matches('”').count()
        || before.matches('(').count() > before.matches(')').count() && !before.contains("完成")
}

/// Returns what is to be done by a day: the words after it, else those before it, else the heading.
fn title_of(before: &str, clause: &str, after: &str, heading: &str) -> String {
    let clause = clause.trim_matches(['，', ',', '、']);
    let short = |text: &str| text.chars().take(24).collect::<String>();
    let said = clause.strip_prefix("完成").unwrap_or(clause);
    if said.chars().count() >= 4 {
        return short(clause);
    }
    let whole = after.trim_matches(['，', ',', '、']);
    if whole.chars().count() >= 6 {
        return short(whole);
    }
    let earlier = last_clause(before)
        .trim_end_matches(["于", "在"].concat().chars().collect::<Vec<_>>().as_slice());
    if earlier.chars().count() >= 4 {
        short(earlier)
    } else {
        heading.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<Day> {
        Day::from_ymd_opt(year, month, day)
    }

    #[test]
    fn times_are_read_with_their_last_day() {
        for (text, year, due) in [
            ("2025年12月底前", None, day(2025, 12, 31)),
            ("2025年底前完成", None, day(2025, 12, 31)),
            ("2025年6月30日", None, day(2025, 6, 30)),
            ("2025年", None, day(2025, 12, 31)),
            ("2024年2月", None, day(2024, 2, 29)),
            ("2024年上半年", None, day(2024, 6, 30)),
            ("2024年第三季度", None, day(2024, 9, 30)),
            ("9月底前", Some(2023), day(2023, 9, 30)),
            ("年底前", Some(2023), day(2023, 12, 31)),
            ("2023年1月—2024年6月", None, day(2024, 6, 30)),
            ("2023年3—6月", None, day(2023, 6, 30)),
            ("2024年5月中旬", None, day(2024, 5, 20)),
            ("2025.10.31", None, day(2025, 10, 31)),
            ("2025-6", None, day(2025, 6, 30)),
            ("长期坚持", None, None),
            ("年内持续推进", Some(2023), None),
            ("年内完成", Some(2023), day(2023, 12, 31)),
            ("每年12月", Some(2023), None),
        ] {
            assert_eq!(due_of(text, year), due, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_name_several_deadlines() {
        let found = deadlines(
            "2020年底前组织开展全面自查，2021年3月底前对整改情况开展检查。6月底前总结。",
            7,
            None,
            "整改",
            &[],
        );
        let rows: Vec<(&str, Option<Day>)> =
            found.iter().map(|d| (d.title.as_str(), d.due)).collect();
        assert_eq!(
            rows,
            [
                ("组织开展全面自查", day(2020, 12, 31)),
                ("对整改情况开展检查", day(2021, 3, 31)),
                ("总结", day(2021, 6, 30)),
            ]
            .map(|(title, due)| (if title == "总结" { "整改" } else { title }, due))
        );
    }

    #[test]
    fn days_of_other_things_are_none() {
        for text in [
            "2018年11月，国务院印发规划。",
            "争取三年内实现业务市级全覆盖，1年内完成合同用量。",
            "纳入年底效能目标考核体系。",
            "2019年初开始执行集中采购结果。",
            "2019年1月1日至12月31日，对困难企业给予支持。",
            "截至2021年底，已建成一批基地。",
            "政策执行至2023年12月31日。",
            "本措施有效期至2023年12月31日。",
            "自2020年底以来有所改善。",
            "落实《行动计划（到2025年）》要求。",
            "2022-2025年，持续推进。",
        ] {
            assert_eq!(deadlines(text, 1, None, "", &[]), [], "{text}");
        }
    }

    #[test]
    fn what_recurs_is_noted() {
        let found = deadlines("组织参赛，每年举办区级创新大赛。", 1, None, "", &[]);
        assert_eq!(
            (found[0].every, found[0].title.as_str()),
            (Some(Recurrence::Year), "举办区级创新大赛")
        );
        assert_eq!(
            deadlines("在每年的科技活动周期间参与。", 1, None, "", &[]),
            []
        );
    }

    #[test]
    fn what_stands_last_before_a_number_says_when() {
        let cadence = cadence_before("每年推荐1家,到2025年,认定", None);
        assert_eq!(cadence.by, day(2025, 12, 31));
        let cadence = cadence_before("到2025年,每年培训", None);
        assert_eq!(cadence.every, Some(Recurrence::Year));
    }
}
