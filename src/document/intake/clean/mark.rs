//! The numbers that paragraphs begin with, as far as cleaning must know them.

use crate::document::text::is_han;
use crate::text::numerals::ordinal;

/// A kind of number and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberMark {
    /// 第一章, 第一条
    Named(u32),
    /// 一、
    Chapter(u32),
    /// （一）
    Part(u32),
    /// 1. 1． 1、, 11。 as machines read it
    Item(u32),
    /// （1） 1）
    Sub(u32),
    /// 1.1.1, 1.1 before a blank
    Decimal(u32),
}

/// Returns the mark that a text begins with, and its length in bytes.
pub(super) fn mark(text: &str) -> Option<(NumberMark, usize)> {
    let first = text.chars().next()?;
    match first {
        '第' => {
            let (number, length) = numeral(&text[3..])?;
            let end = 3 + length;
            let unit = text[end..]
                .chars()
                .next()
                .filter(|c| "章节条部".contains(*c))?;
            Some((NumberMark::Named(number), end + unit.len_utf8()))
        }
        '(' | '（' => {
            let inside = &text[first.len_utf8()..];
            let (number, length, is_chinese) = numeral(inside)
                .map(|(number, length)| (number, length, true))
                .or_else(|| digits(inside).map(|(number, length)| (number, length, false)))?;
            let end = first.len_utf8() + length;
            let close = text[end..]
                .chars()
                .next()
                .filter(|c| matches!(c, ')' | '）'))?;
            let mark = if is_chinese {
                NumberMark::Part(number)
            } else {
                NumberMark::Sub(number)
            };
            Some((mark, end + close.len_utf8()))
        }
        '0'..='9' => {
            let (number, length) = digits(text)?;
            let stop = text[length..].chars().next()?;
            if let Some(found) = decimal(text) {
                return Some(found);
            }
            match stop {
                '.' if is_decimal(&text[length + 1..]) => None,
                // 2。 may also end a sentence: the caller looks at the text before.
                '。' if number > 1 && text[length + stop.len_utf8()..].starts_with(is_han) => {
                    Some((NumberMark::Item(number), length + stop.len_utf8()))
                }
                '.' | '．' | '、' => Some((NumberMark::Item(number), length + stop.len_utf8())),
                ')' | '）' => Some((NumberMark::Sub(number), length + stop.len_utf8())),
                _ => None,
            }
        }
        _ => {
            let (number, length) = numeral(text)?;
            let stop = text[length..]
                .chars()
                .next()
                .filter(|c| matches!(c, '、' | '．' | '.'))?;
            Some((NumberMark::Chapter(number), length + stop.len_utf8()))
        }
    }
}

/// Returns a mark of several numbers: three, or two that a blank parts from their heading.
fn decimal(text: &str) -> Option<(NumberMark, usize)> {
    const DEEPEST: usize = 4;
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let end = end.unwrap_or(text.len());
    let numbers: Vec<&str> = text[..end].trim_end_matches('.').split('.').collect();
    let last = numbers.last()?.parse().ok()?;
    let are_short = numbers.iter().all(|number| (1..=2).contains(&number.len()));
    let rest = &text[end..];
    let is_mark = match numbers.len() {
        2 => rest.starts_with([' ', '\u{3000}']) && !rest.trim_start().starts_with(['万', '亿']),
        length => (3..=DEEPEST).contains(&length),
    };
    (are_short && is_mark && !rest.is_empty()).then_some((NumberMark::Decimal(last), end))
}

/// Returns whether what follows a point belongs to the number before it: 「1.5万」, not 「1.2024年底前」.
fn is_decimal(after: &str) -> bool {
    let length = after.bytes().take_while(u8::is_ascii_digit).count();
    let is_date = (length == 4 && after[length..].starts_with('年'))
        || (matches!(length, 1 | 2) && after[length..].starts_with('月'));
    length > 0 && !is_date
}

fn digits(text: &str) -> Option<(u32, usize)> {
    const MOST: usize = 3;
    let digits = text.bytes().take(MOST + 1);
    let length = digits.take_while(u8::is_ascii_digit).count();
    if length == 0 || length > MOST {
        return None;
    }
    Some((text[..length].parse().ok()?, length))
}

/// Returns a Chinese numeral of one to ninety-nine.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let rest = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let length = text.len() - rest.len();
    Some((ordinal(&text[..length])?, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read() {
        let cases = [
            ("一、总体", Some((NumberMark::Chapter(1), 6))),
            ("二十一、甲", Some((NumberMark::Chapter(21), 12))),
            ("（十二）甲", Some((NumberMark::Part(12), 12))),
            ("(3)甲", Some((NumberMark::Sub(3), 3))),
            ("12．甲", Some((NumberMark::Item(12), 5))),
            ("1.5万元", None),
            ("1.5 万元", None),
            ("2.2.2 甲", Some((NumberMark::Decimal(2), 5))),
            ("2.12　甲", Some((NumberMark::Decimal(12), 4))),
            ("1.2024年底前", Some((NumberMark::Item(1), 2))),
            ("3．12个", Some((NumberMark::Item(3), 4))),
            ("2025年", None),
            ("12。甲", Some((NumberMark::Item(12), 5))),
            ("12。", None),
            ("1。甲", None),
            ("第三条 甲", Some((NumberMark::Named(3), 9))),
            ("第一产业", None),
            ("一二三", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(mark(text), expected, "{text}");
        }
    }
}
