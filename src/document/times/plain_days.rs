//! Days as the reader of times knows them, of those that are written otherwise: 九月二十日, 二〇二四年, 9月20号, 2024.9.20.

use super::calendar::year_of;
use crate::text::numerals::{digit, ordinal};

/// Returns a plain text with its years, months and days in digits, each with 年, 月 or 日 behind it.
pub(crate) fn with_plain_days(text: String) -> String {
    let names_day = |c| matches!(c, '年' | '月' | '号' | '含');
    let text = if text.contains(names_day) {
        with_digits(&text)
            .replace("日(含)前", "日前")
            .replace("底(含)前", "底前")
    } else {
        text
    };
    if text.contains("20") {
        with_words(&text)
    } else {
        text
    }
}

/// Writes the numerals before 年 and 月 and behind 月 in digits, and 号 behind 月 as 日.
fn with_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['年', '月']) {
        let (before, behind) = rest.split_at(at);
        let sign = behind.chars().next().unwrap_or_default();
        let behind = &behind[sign.len_utf8()..];
        out.push_str(before);
        rest = behind;
        if sign == '年' {
            spell_year(&mut out);
            out.push(sign);
            continue;
        }
        let day = day_at(behind);
        spell_month(&mut out, behind, day.is_some());
        out.push(sign);
        if let Some((day, after)) = day.filter(|_| ends_with_month(&out)) {
            out += &format!("{day}日");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Writes the four numerals that a text ends with in digits: 二〇二四.
fn spell_year(out: &mut String) {
    let numerals: Vec<char> = out.chars().rev().take(4).collect();
    let digits: Option<String> = numerals
        .iter()
        .rev()
        .map(|c| Some(digit(*c)?.to_string()))
        .collect();
    let Some(year) = digits.filter(|year| year_of(year).is_some()) else {
        return;
    };
    let length: usize = numerals.iter().map(|c| c.len_utf8()).sum();
    out.truncate(out.len() - length);
    out.push_str(&year);
}

/// Writes the numeral of a month at the end of a text in digits, if a year precedes it or a day or a bound follows:
/// 2024年九, and 九 before 底前; not 三 of 三个月 or 一 of 一月一调度.
fn spell_month(out: &mut String, behind: &str, is_with_day: bool) {
    const BOUNDS: [&str; 7] = ["底", "末", "前", "份", "上旬", "中旬", "下旬"];
    let start = out.len() - numerals_at_end(out);
    let Some(month) = ordinal(&out[start..]).filter(|month| (1..=12).contains(month)) else {
        return;
    };
    let is_bound = BOUNDS.iter().any(|bound| behind.starts_with(bound));
    let is_each = out[..start].ends_with(['每', '第', '前', '后', '近']);
    if !is_each && (is_with_day || is_bound || out[..start].ends_with('年')) {
        out.truncate(start);
        out.push_str(&month.to_string());
    }
}

/// Returns the length of the Chinese numerals at the end of a text, in bytes.
fn numerals_at_end(text: &str) -> usize {
    let numerals = text.chars().rev();
    let numerals = numerals.take_while(|c| digit(*c).is_some() || *c == '十');
    numerals.map(char::len_utf8).sum()
}

/// Reads a day of a month that a text begins with, in numerals or before 号: 二十日, 20号.
fn day_at(text: &str) -> Option<(u32, &str)> {
    let is_numeral = |c: char| c.is_ascii_digit() || digit(c).is_some() || c == '十';
    let end = text.find(|c| !is_numeral(c))?;
    let (number, behind) = text.split_at(end);
    let after = behind.strip_prefix(['日', '号'])?;
    let day = number.parse().ok().or_else(|| ordinal(number))?;
    (1..=31).contains(&day).then_some((day, after))
}

fn ends_with_month(text: &str) -> bool {
    let month = text.strip_suffix('月');
    month.is_some_and(|month| month.ends_with(|c: char| c.is_ascii_digit()))
}

/// Writes days in digits with words between them: 2024.9.20, 2024-09-20.
fn with_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("20") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_within =
            out.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'));
        // 2024年9月1日-2024.9.20
        let is_end_of_span = out.ends_with("日-");
        if let Some((day, behind)) = digit_day_at(rest).filter(|_| !is_within || is_end_of_span) {
            out.push_str(&day);
            rest = behind;
        } else {
            out.push_str("20");
            rest = &rest[2..];
        }
    }
    out.push_str(rest);
    out
}

/// Reads a day in digits that a text begins with, and writes it with words: 2024年9月20日.
fn digit_day_at(text: &str) -> Option<(String, &str)> {
    let year = year_of(text.get(..4)?)?;
    let sign = text[4..]
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '-' | '/'))?;
    let (month, rest) = short_number(&text[5..])?;
    let (day, rest) = short_number(rest.strip_prefix(sign)?)?;
    let goes_on = rest
        .strip_prefix(sign)
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_day = crate::plan::Day::from_ymd_opt(year, month, day).is_some();
    (is_day && (!goes_on || sign == '-')).then(|| (format!("{year}年{month}月{day}日"), rest))
}

/// Reads one or two digits.
fn short_number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let number = text[..end].parse().ok()?;
    (1..=2).contains(&end).then_some((number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_digits() {
        for (text, plain) in [
            ("二〇二四年九月", "2024年9月"),
            ("二○二四年十二月底前", "2024年12月底前"),
            ("2024年九月二十日", "2024年9月20日"),
            ("九月底前", "9月底前"),
            ("十一月三十日前", "11月30日前"),
            ("9月20号前", "9月20日前"),
            ("2024.9.20前", "2024年9月20日前"),
            ("2024-09-20前", "2024年9月20日前"),
            ("2024.9.1-2024.9.20", "2024年9月1日-2024年9月20日"),
            ("9月30日(含)前", "9月30日前"),
            ("2025-13-01", "2025-13-01"),
            ("1.2024.9.2", "1.2024.9.2"),
            ("每三月底", "每三月底"),
            ("一月一调度", "一月一调度"),
            ("三个月内", "三个月内"),
            ("三年行动", "三年行动"),
            ("二十年", "二十年"),
            ("〔2024〕20号", "〔2024〕20号"),
            ("2022-2025年", "2022-2025年"),
        ] {
            assert_eq!(with_plain_days(text.to_owned()), plain);
        }
    }
}
