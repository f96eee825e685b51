//! The period that a row of a ledger names: which occurrence of what recurs it means.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::plan::{Day, Milestone, Recurrence};
use crate::text::numerals::{digit, is_numeral, ordinal};
use crate::text::without_blanks;

use super::cells::{legible, parts_digits};
use super::{SheetAnswer, SheetField, SheetValue};

/// A part of a year, or all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct NamedPeriod {
    every: Recurrence,
    start: Day,
}

/// Returns whether a row that names a period may mean this milestone: one that does not recur, or the occurrence of the
/// period or of a longer one. A year in the row decides which year's.
pub(super) fn is_of_period(answer: &SheetAnswer, milestone: &Milestone, as_of: Day) -> bool {
    let (year, part) = (
        answer.words(SheetField::Year),
        answer.words(SheetField::Period),
    );
    let Some(occurrence) = milestone.occurrence.as_deref() else {
        return true;
    };
    if year.is_empty() && part.is_empty() {
        return true;
    }
    match named_period(&year, &part, as_of) {
        None => false,
        Some(named) if named.every == Recurrence::Year => {
            milestone.window.start.year() == named.start.year()
        }
        Some(named) => {
            let wider = Recurrence::ALL.into_iter();
            let mut wider = wider.filter(|every| every.least_days() >= named.every.least_days());
            wider.any(|every| every.label(named.start) == occurrence)
        }
    }
}

/// Reads 2024年3月, 3月, 2024-03, 第一季度, 上半年, 2024年; what has no year is the last of that name that has begun.
fn named_period(year: &str, part: &str, as_of: Day) -> Option<NamedPeriod> {
    // 1 2月 is not December; a year may have a blank behind it.
    let part = legible(part);
    let (_, behind_year) = split_year(part.trim_start());
    if parts_digits(behind_year) {
        return None;
    }
    let part = solid(&part);
    let (of_part, part) = split_year(&part);
    let of_column = match split_year(&solid(year)) {
        (Some(year), "") => Some(year),
        (None, "") => None,
        _ => return None,
    };
    let year = of_part.or(of_column);
    if of_part.is_some() && of_column.is_some_and(|other| Some(other) != of_part) {
        return None;
    }
    let (every, month) = if part.is_empty() {
        (Recurrence::Year, 1)
    } else {
        part_of_year(part)?
    };
    let of_year = |year| Day::from_ymd_opt(year, month, 1);
    let start = match year {
        Some(year) => of_year(year)?,
        None => of_year(as_of.year())
            .filter(|start| *start <= as_of)
            .or_else(|| of_year(as_of.year() - 1))?,
    };
    Some(NamedPeriod { every, start })
}

/// Splits the year off the front: 2024年3月, 2024-03, 202403.
fn split_year(text: &str) -> (Option<i32>, &str) {
    let year = text.get(..4).and_then(|year| year.parse().ok());
    match year.filter(|year| (1900..=2100).contains(year)) {
        Some(_) => {
            let rest = text[4..].trim_start_matches('年').trim_start_matches('度');
            (year, rest.trim_start_matches(['-', '/']))
        }
        None => (None, text),
    }
}

/// Returns the last year that a text names: 2023年底, 2022—2023, 23年, 2023. A number with a measure names none.
pub(super) fn last_year_in(text: &str) -> Option<i32> {
    let text = solid(text);
    let is_digit = |c: char| c.is_ascii_digit();
    let mut rest = text.as_str();
    let mut last = None;
    while let Some(at) = rest.find(is_digit) {
        let digits = &rest[at..];
        let end = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
        let (number, behind) = digits.split_at(end);
        let is_of_year = behind.starts_with('年');
        let is_bare = behind.is_empty() || behind.starts_with(|c: char| c.is_ascii());
        let year = match (number.len(), number.parse()) {
            (4, Ok(year)) if is_of_year || is_bare => Some(year),
            (2, Ok(year)) if is_of_year => Some(2000 + year),
            _ => None,
        };
        last = year.filter(|year| (1900..=2100).contains(year)).or(last);
        rest = behind;
    }
    last
}

/// Reads a part of a year: its length and its first month.
fn part_of_year(text: &str) -> Option<(Recurrence, u32)> {
    let number = |text: &str| text.parse().ok().or_else(|| ordinal(text));
    let nth = |every, months: u32, at: Option<u32>| {
        let at = at.filter(|at| (1..=12 / months).contains(at))?;
        Some((every, (at - 1) * months + 1))
    };
    match text {
        "上半年" | "H1" => return Some((Recurrence::HalfYear, 1)),
        "下半年" | "H2" => return Some((Recurrence::HalfYear, 7)),
        _ => {}
    }
    let quarter = text.trim_end_matches('度').strip_suffix('季');
    if let Some(quarter) = quarter.or_else(|| text.strip_prefix('Q')) {
        return nth(
            Recurrence::Quarter,
            3,
            number(quarter.trim_start_matches('第')),
        );
    }
    let month = text.trim_end_matches('份').trim_end_matches('月');
    nth(Recurrence::Month, 1, number(month))
}

/// Returns a text in half width and capitals, without blanks, its years in four digits.
fn solid(text: &str) -> String {
    with_years(&legible(&without_blanks(text)).to_uppercase())
}

/// Returns a text with four digits for years that are otherwise written: 二〇二四年, and 24年 before a part of a year.
pub(super) fn with_years(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    // The letter O counts as a zero in half width, too.
    let digit = |c: &char| if *c == 'O' { Some(0) } else { digit(*c) };
    let mut years = String::new();
    for (at, c) in chars.iter().enumerate() {
        let before = &chars[..at];
        let four: Vec<u32> = before.iter().rev().map_while(digit).collect();
        let two = before
            .iter()
            .rev()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let goes_on = chars.get(at + 1).is_some_and(|next| {
            next.is_ascii_digit() || is_numeral(*next) || "第上下".contains(*next)
        });
        if *c == '年' && four.len() == 4 {
            let start = years.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
            years.truncate(start);
            years.extend(four.iter().rev().map(u32::to_string));
        } else if *c == '年' && two == 2 && goes_on && chars[at - 2] != '0' {
            let start = years.len() - 2;
            years.insert_str(start, "20");
        }
        years.push(*c);
    }
    years
}

/// The period that one text or several say.
pub(super) struct SaidPeriod;

impl SaidPeriod {
    /// Returns whether a whole text is a period; a bare number is not.
    pub(super) fn is_one(text: &str) -> bool {
        let text = solid(text);
        let is_bare = text.len() < 4 && text.chars().all(|c| c.is_ascii_digit() || is_numeral(c));
        let (year, part) = split_year(&text);
        !is_bare && (part_of_year(part).is_some() || (year.is_some() && part.is_empty()))
    }

    /// Returns whether a whole text is a part of a year: a month, a quarter, half of it.
    pub(super) fn is_part(text: &str) -> bool {
        let text = solid(text);
        Self::is_one(&text) && !split_year(&text).1.is_empty()
    }

    /// Joins the words for one period: a year with a part of one, and the narrowest of parts that lie in one another.
    /// Words that do not fit are joined in a row, which is not a period.
    pub(super) fn joined<'t>(said: impl Iterator<Item = &'t str> + Clone) -> Option<String> {
        let texts: Vec<String> = said.clone().map(solid).collect();
        let split = texts.iter().map(|text| split_year(text));
        let (years, parts): (Vec<Option<i32>>, Vec<&str>) = split.unzip();
        let years: BTreeSet<i32> = years.into_iter().flatten().collect();
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let year = years.first().map(|year| format!("{year}年"));
        let year = year.unwrap_or_default();
        let least = |part: &&&str| part_of_year(part).map(|(every, _)| every.least_days());
        let narrowest = parts.iter().min_by_key(least);
        let is_within = |inner: (Recurrence, u32), outer: (Recurrence, u32)| {
            let first = |month| Day::from_ymd_opt(2000, month, 1);
            let label = |month| first(month).map(|day| outer.0.label(day));
            label(inner.1) == label(outer.1)
        };
        let is_one = |narrowest: &&str| {
            let inner = part_of_year(narrowest);
            let mut parts = parts.iter().map(|part| inner.zip(part_of_year(part)));
            parts.all(|both| both.is_some_and(|(inner, outer)| is_within(inner, outer)))
        };
        match narrowest {
            _ if texts.is_empty() => None,
            _ if years.len() > 1 => Some(said.collect::<Vec<_>>().join("、")),
            None => Some(year),
            Some(narrowest) if is_one(narrowest) || parts.len() == 1 => {
                Some(format!("{year}{narrowest}"))
            }
            Some(_) => Some(said.collect::<Vec<_>>().join("、")),
        }
    }
}

/// Returns whether a cell is a period by itself: a month, a quarter, the first day of a month, which a spreadsheet
/// keeps for it.
pub(super) fn tells_period(value: &SheetValue) -> bool {
    match value {
        SheetValue::Date(day) => day.day() == 1,
        value => SaidPeriod::is_one(&value.words()),
    }
}

/// Returns the period that a cell names: a day as its month, a bare number with the word of its heading.
pub(super) fn period_said(value: &SheetValue, heading: &str) -> String {
    if let SheetValue::Date(day) = value {
        return format!("{}-{}", day.year(), day.month());
    }
    let said = legible(&value.words());
    let is_bare = !said.is_empty() && said.len() < 3 && said.chars().all(|c| c.is_ascii_digit());
    match heading {
        _ if !is_bare => said,
        heading if heading.contains('季') => format!("{said}季度"),
        heading if heading.contains('月') => format!("{said}月"),
        // 第3期 is not a month.
        _ => format!("{said}期"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_offices_write_them() {
        let as_of: Day = "2024-06-30".parse().unwrap();
        let read = |year: &str, part: &str| {
            let named = named_period(year, part, as_of)?;
            Some(named.every.label(named.start))
        };
        for (part, label) in [
            ("3月", "2024-03"),
            ("３月份", "2024-03"),
            ("十二月", "2023-12"),
            ("2024年3月", "2024-03"),
            ("23年3月", "2023-03"),
            ("二〇二三年三月", "2023-03"),
            ("二○二三年一季度", "2023Q1"),
            ("2024 3月", "2024-03"),
            ("2023-11", "2023-11"),
            ("202403", "2024-03"),
            ("一季度", "2024Q1"),
            ("1季度", "2024Q1"),
            ("第一季度", "2024Q1"),
            ("2024年第2季度", "2024Q2"),
            ("2023Q4", "2023Q4"),
            ("四季度", "2023Q4"),
            ("上半年", "2024H1"),
            ("2023年", "2023"),
        ] {
            assert_eq!(read("", part).as_deref(), Some(label), "{part}");
        }
        assert_eq!(read("2023", "3月").as_deref(), Some("2023-03"));
        assert_eq!(read("2023年度", "").as_deref(), Some("2023"));
        for part in [
            "1-6月", "1\n2月", "13月", "五季度", "第3期", "月", "2024年3月5日", "2024.1",
        ] {
            assert_eq!(read("", part), None, "{part}");
        }
        assert_eq!(read("2023", "2024年3月"), None);
        let bare = |number, heading| period_said(&SheetValue::Number(number), heading);
        assert_eq!(bare(1.0, "季度"), "1季度");
        assert_eq!(bare(3.0, "月份"), "3月");
        assert_eq!(bare(3.0, "期次"), "3期");
    }
}
