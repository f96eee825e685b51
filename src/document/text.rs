//! The text of a document: its lines, and the ways of writing that mean the same.

use std::ops::RangeInclusive;

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

/// Returns a text without blanks, with half-width digits, brackets, percent signs and colons.
pub(crate) fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
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
    without_thousands(text)
}

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
    let mut commas = text.match_indices([',', '，']);
    let Some((first, _)) = commas.find(|(at, comma)| groups(*at, comma)) else {
        return text;
    };
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (at, comma) in text[first..].match_indices([',', '，']) {
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

/// Returns whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Looks for any of several words in a text.
pub(crate) trait AnyOf {
    /// Returns whether one of the words stands in it.
    fn contains_any(&self, words: &[&str]) -> bool;
    /// Returns whether it begins with one of the words.
    fn starts_with_any(&self, words: &[&str]) -> bool;
    /// Returns whether it ends with one of the words.
    fn ends_with_any(&self, words: &[&str]) -> bool;
    /// Returns what follows the first of the words that it begins with.
    fn strip_prefix_any(&self, words: &[&str]) -> Option<&str>;
    /// Returns what precedes the first of the words that it ends with.
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
    fn numbers_lose_the_commas_of_thousands_alone() {
        for (text, bare) in [
            ("培训2,000人", "培训2000人"),
            ("投资1,200,000元", "投资1200000元"),
            ("服务2，400人次", "服务2400人次"),
            ("新建12，1234", "新建12，1234"),
        ] {
            assert_eq!(plain(text), bare);
        }
    }
}
