//! The text of a document: its lines, and the ways of writing that mean the same.

use std::ops::RangeInclusive;

use super::aims::measures::measure_at;
use super::times::plain_days::with_plain_days;
use super::units::labels::label_at;
pub(crate) use crate::text::without_blanks;

/// Returns the lines of a file as `cat -n` counts them.
pub(crate) fn lines_of(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{feff}').lines().collect()
}

/// Returns lines as one text without blanks, since a document may break a line anywhere.
pub(crate) fn joined(lines: &[&str], range: RangeInclusive<usize>) -> String {
    let first = range.start().saturating_sub(1).min(lines.len());
    let last = (*range.end()).clamp(first, lines.len());
    plain(&lines[first..last].concat())
}

/// Returns a text without blanks, with half-width digits, brackets, percent signs and colons, and days as
/// [`with_plain_days`] writes them. Two numbers with a blank between them stay apart.
pub(crate) fn plain(text: &str) -> String {
    let text: String = without_blanks_but_between_numbers(text)
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
            '（' => '(',
            '）' => ')',
            '％' => '%',
            '：' => ':',
            '／' => '/',
            '．' | '﹒' => '.',
            '＞' => '>',
            '＜' => '<',
            '≧' => '≥',
            '≦' => '≤',
            _ => c,
        })
        .collect();
    with_plain_days(without_note_marks(without_thousands(text)))
}

/// Takes the blanks out of a text; one stays between two numbers that are not one in parts: 12 15, and neither 1 200
/// nor 2 0 2 5.
fn without_blanks_but_between_numbers(text: &str) -> String {
    let is_digit = |c: &char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_spaced = false;
    while let Some(at) = rest.find(char::is_whitespace) {
        let (before, behind) = rest.split_at(at);
        is_spaced &= before.chars().count() == 1;
        out.push_str(before);
        rest = behind.trim_start();
        let last = out.chars().rev().take_while(is_digit).count();
        let next = rest.chars().take_while(is_digit).count();
        is_spaced = next == 1 && (last == 1 || is_spaced);
        let is_grouped = next == 3 && last <= 3;
        if last > 0 && next > 0 && !is_grouped && !is_spaced {
            out.push(' ');
        }
    }
    out.push_str(rest);
    out
}

/// Takes away the marks of notes between numbers and what they count: `3000[1]人`, 3000①人.
fn without_note_marks(text: String) -> String {
    if !text.contains(|c| matches!(c, '[' | '*' | '※' | '①'..='⑳')) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let behind = match c {
            '[' => rest[1..].split_once(']').and_then(|(note, behind)| {
                let is_number = !note.is_empty() && note.chars().all(|c| c.is_ascii_digit());
                is_number.then_some(behind)
            }),
            '*' | '※' | '①'..='⑳' => Some(&rest[c.len_utf8()..]),
            _ => None,
        };
        let is_counted = out.ends_with(|c: char| c.is_ascii_digit());
        let behind = behind.filter(|behind| is_counted && measure_at(behind).is_some());
        if let Some(behind) = behind {
            rest = behind;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Signs that group a number by thousands.
const COMMAS: [char; 4] = [',', '，', '\'', '’'];

/// Takes the commas out of numbers that are grouped by thousands: 1,200万元, 2，400人次.
fn without_thousands(text: String) -> String {
    let is_digit = |c: &char| c.is_ascii_digit();
    let groups = |at: usize, comma: &str| {
        let before = text[..at].chars().rev().take_while(is_digit).count();
        let after = text[at + comma.len()..]
            .chars()
            .take_while(is_digit)
            .count();
        (1..=3).contains(&before) && after == 3
    };
    let mut commas = text.match_indices(COMMAS);
    let Some((first, _)) = commas.find(|(at, comma)| groups(*at, comma)) else {
        return text;
    };
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (at, comma) in text[first..].match_indices(COMMAS) {
        let at = first + at;
        if groups(at, comma) {
            out.push_str(&text[from..at]);
            from = at + comma.len();
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Returns the heading that a line's text begins with: up to the full stop, or to the bracket that names its units.
pub(crate) fn heading_of(rest: &str) -> &str {
    let heading = &rest[..rest.find('。').unwrap_or(rest.len())];
    heading
        .match_indices(['(', '（'])
        .find(|(at, bracket)| label_at(&heading[at + bracket.len()..]).is_some())
        .map_or(heading, |(at, _)| &heading[..at])
        .trim()
}

/// The brackets that names have: 各县（市、区）, 各县〔市、区〕, 各县〈市、区〉.
pub(crate) const OPENING: [char; 4] = ['(', '（', '〔', '〈'];
pub(crate) const CLOSING: [char; 4] = [')', '）', '〕', '〉'];

/// Returns the text behind the last comma.
pub(crate) fn last_clause(text: &str) -> &str {
    let at = text.rfind(['，', ',', ';']).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    &text[at..]
}

/// Returns the text up to the first comma.
pub(crate) fn first_clause(text: &str) -> &str {
    &text[..text.find(['，', ',']).unwrap_or(text.len())]
}

/// Returns whether a title is one of how far things are: 任务完成情况统计表.
pub(crate) fn is_progress_report(title: &str) -> bool {
    title.contains_any(&["完成情况", "进展情况", "进度表", "统计表", "通报"])
}

/// Returns whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Looks for any of several words in a text.
pub(crate) trait AnyOf {
    /// Returns whether it contains one of the words.
    fn contains_any(&self, words: &[&str]) -> bool;
    /// Returns whether it begins with one of the words.
    fn starts_with_any(&self, words: &[&str]) -> bool;
    /// Returns whether it ends with one of the words.
    fn ends_with_any(&self, words: &[&str]) -> bool;
    /// Returns the rest behind the first of the words that it begins with.
    fn strip_prefix_any(&self, words: &[&str]) -> Option<&str>;
    /// Returns the rest before the first of the words that it ends with.
    fn strip_suffix_any(&self, words: &[&str]) -> Option<&str>;
}

impl AnyOf for str {
    fn contains_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.contains(word))
    }

    fn starts_with_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.starts_with(word))
    }

    fn ends_with_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.ends_with(word))
    }

    fn strip_prefix_any(&self, words: &[&str]) -> Option<&str> {
        words.iter().find_map(|word| self.strip_prefix(word))
    }

    fn strip_suffix_any(&self, words: &[&str]) -> Option<&str> {
        words.iter().find_map(|word| self.strip_suffix(word))
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn two_numbers_in_a_cell_stay_two() {
        for (text, bare) in [
            ("20\n30", "20 30"),
            ("12 15人", "12 15人"),
            ("1 200 人", "1200人"),
            ("2 0 2 5 年 1 2 月", "2025年12月"),
            ("到 2025 年 60 %", "到2025年60%"),
        ] {
            assert_eq!(plain(text), bare);
        }
    }

    #[test]
    fn marks_of_notes_are_no_part_of_numbers() {
        for (text, bare) in [
            ("培训3000[1]人", "培训3000人"),
            ("培训3000①人、20*场", "培训3000人、20场"),
            ("5*8小时", "5*8小时"),
            ("任务3①甲", "任务3①甲"),
            ("〔2024〕3[号", "〔2024〕3[号"),
        ] {
            assert_eq!(plain(text), bare);
        }
    }

    #[test]
    fn numbers_lose_the_commas_of_thousands_alone() {
        for (text, bare) in [
            ("培训2,000人", "培训2000人"),
            ("投资1,200,000元", "投资1200000元"),
            ("服务2，400人次", "服务2400人次"),
            ("新增3’000人", "新增3000人"),
            ("新建12，1234", "新建12，1234"),
        ] {
            assert_eq!(plain(text), bare);
        }
    }
}
