//! The marks that digits make: 1. 1．1、 1) 1.1, 11。 of a machine, and 2 before a blank where 2.1 follows.

use super::marks::{MarkKind, PrintedMark, digits_of, half_width};
use crate::document::aims::measures::measure_at;
use crate::document::text::is_han;

/// The most numbers of a decimal mark.
const DEEPEST: usize = 4;

const BLANKS: [char; 4] = [' ', '\u{3000}', '\t', '\u{a0}'];

/// Reads a mark in digits.
pub(super) fn digit_mark(text: &str) -> Option<PrintedMark<'_>> {
    let mut rest = behind_digits(text);
    let mut path = vec![digits_of(&text[..text.len() - rest.len()])?];
    loop {
        let (joint, behind) = split_sign(rest)?;
        if joint == '。' && path.len() == 1 {
            return before_stop(path[0], behind);
        }
        if !matches!(joint, '.' | '．' | '﹒' | '、' | ')' | '）') {
            return before_heading(path, rest);
        }
        let after = behind_digits(behind);
        let digits = &behind[..behind.len() - after.len()];
        if digits.is_empty() || !is_point(joint) {
            return match joint {
                ')' | '）' if path.len() > 1 => before_heading(path, rest),
                _ => closed_by(joint, path, behind),
            };
        }
        if is_own_word(digits, after) {
            return Some(PrintedMark::new(MarkKind::Digit, path[0], behind));
        }
        path.push(digits_of(digits)?);
        if path.len() > DEEPEST {
            return None;
        }
        rest = after;
    }
}

fn behind_digits(text: &str) -> &str {
    text.trim_start_matches(|c| half_width(c).is_some())
}

/// Splits a text behind its first sign.
fn split_sign(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let sign = text.chars().next()?;
    Some((sign, &text[sign.len_utf8()..]))
}

fn is_point(joint: char) -> bool {
    matches!(joint, '.' | '．' | '﹒')
}

/// Returns the mark that ends with a sign: 1. 1、 1) 1.2、.
fn closed_by(joint: char, path: Vec<u32>, behind: &str) -> Option<PrintedMark<'_>> {
    let is_decimal = path.len() > 1;
    let after = behind_digits(behind);
    let digits = &behind[..behind.len() - after.len()];
    // 1、2、3 are numbers that are spoken of; 2、2024年底前 is not.
    if joint == '、' && !is_decimal && !digits.is_empty() && !is_own_word(digits, after) {
        return None;
    }
    Some(match joint {
        ')' | '）' => PrintedMark::new(MarkKind::DigitParen, path[0], behind),
        _ if is_decimal => decimal(path, behind),
        _ => PrintedMark::new(MarkKind::Digit, path[0], behind),
    })
}

/// Returns the mark that a machine read with a full stop: 11。强化服务.
fn before_stop(number: u32, behind: &str) -> Option<PrintedMark<'_>> {
    let is_mark = number > 1 && behind.starts_with(is_han);
    is_mark.then(|| PrintedMark::new(MarkKind::Digit, number, behind))
}

/// Reads a mark that goes on with the count, before a number that would otherwise be a second one: 2、3座泵站 behind 1、.
pub(super) fn next_mark(text: &str, last: u32) -> Option<PrintedMark<'_>> {
    let rest = behind_digits(text);
    let number = digits_of(&text[..text.len() - rest.len()])?;
    let behind = rest.trim_start().strip_prefix('、')?;
    let after = behind_digits(behind);
    let second = digits_of(&behind[..behind.len() - after.len()])?;
    // 2、3号楼 names both.
    let is_next = number == last + 1 && second != number + 1 && !after.starts_with('、');
    is_next.then(|| PrintedMark::new(MarkKind::Digit, number, behind))
}

/// Returns the decimal mark right before its heading: 1.1 建设, 1.1建设; not 2.5万人.
fn before_heading(path: Vec<u32>, rest: &str) -> Option<PrintedMark<'_>> {
    let begins = rest.starts_with(BLANKS) || begins_word(rest);
    (path.len() > 1 && begins).then(|| decimal(path, rest))
}

/// Returns whether a text begins with a word and not with what a number counts or is of: 万人, 倍, 版.
fn begins_word(text: &str) -> bool {
    const OF_NUMBER: [char; 16] = [
        '万', '亿', '千', '百', '十', '多', '余', '几', '版', '级', '代', '年', '月', '日', '寸',
        '度',
    ];
    text.starts_with(is_han) && !text.starts_with(OF_NUMBER) && measure_at(text).is_none()
}

/// Reads the number of a chapter without any sign, in a text where decimal marks number the first parts of `headings`:
/// 2 重点任务.
pub(super) fn chapter_mark<'t>(text: &'t str, headings: &[Vec<u32>]) -> Option<PrintedMark<'t>> {
    const LONGEST: usize = 24;
    let rest = behind_digits(text);
    let number = digits_of(&text[..text.len() - rest.len()])?;
    let heading = rest.trim();
    let has_parts = |number: u32| headings.iter().any(|path| path[..] == [number]);
    let is_known = has_parts(number);
    let is_beside = has_parts(number + 1) || number.checked_sub(1).is_some_and(has_parts);
    let is_heading = begins_word(heading)
        && heading.chars().count() <= LONGEST
        && !heading.contains(['。', '，', '：', '；'])
        && !heading.contains(|c: char| half_width(c).is_some());
    let is_mark = is_heading && (is_known || is_beside && rest.starts_with(BLANKS));
    is_mark.then(|| PrintedMark::new(MarkKind::Digit, number, heading))
}

fn decimal(path: Vec<u32>, rest: &str) -> PrintedMark<'_> {
    PrintedMark {
        kind: MarkKind::Decimal,
        number: path.last().copied().unwrap_or_default(),
        path,
        rest: rest.trim(),
    }
}

/// Returns whether the digits behind a point begin the heading and are not a second number of the mark: 1.2024年底前,
/// 11.121人才项目, 3.12345热线, 2.5G网络.
fn is_own_word(digits: &str, after: &str) -> bool {
    let is_parted =
        after.is_empty() || after.starts_with(BLANKS) || after.starts_with(['.', '．', '﹒', '、']);
    digits.chars().count() >= 3 && !is_parted
        || after.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_the_sign_behind_them_are_a_mark() {
        for (text, kind, number, path, rest) in [
            ("7.甲", MarkKind::Digit, 7, vec![], "甲"),
            ("7 、甲", MarkKind::Digit, 7, vec![], "甲"),
            ("７）甲", MarkKind::DigitParen, 7, vec![], "甲"),
            ("7.3 甲", MarkKind::Decimal, 3, vec![7, 3], "甲"),
            ("7.3、甲", MarkKind::Decimal, 3, vec![7, 3], "甲"),
            ("7.3.甲", MarkKind::Decimal, 3, vec![7, 3], "甲"),
            ("7.3甲", MarkKind::Decimal, 3, vec![7, 3], "甲"),
            ("7.3.1甲", MarkKind::Decimal, 1, vec![7, 3, 1], "甲"),
            ("7.2026年甲", MarkKind::Digit, 7, vec![], "2026年甲"),
            ("7.4G甲", MarkKind::Digit, 7, vec![], "4G甲"),
            ("7。甲", MarkKind::Digit, 7, vec![], "甲"),
            ("7、2026年甲", MarkKind::Digit, 7, vec![], "2026年甲"),
            ("7、4G甲", MarkKind::Digit, 7, vec![], "4G甲"),
        ] {
            let mark = digit_mark(text).unwrap_or_else(|| panic!("{text}"));
            let read = (mark.kind, mark.number, mark.path, mark.rest);
            assert_eq!(read, (kind, number, path, rest), "{text}");
        }
        for text in [
            "7", "7.3", "7.3倍", "7.3万人", "7.3版", "7.3个百分点", "7.3）甲", "7、3甲",
            "7、300、400甲", "1。甲", "7。3甲", "7。", "7.1.1.1.1 甲", "2026.甲", "0.甲",
        ] {
            assert_eq!(digit_mark(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_goes_on_with_the_count_before_another() {
        let read = |text| next_mark(text, 6).map(|mark| (mark.number, mark.rest));
        assert_eq!(read("7、3座泵站"), Some((7, "3座泵站")));
        for text in ["8、3座泵站", "7、8号楼", "7、3、1号楼", "7、建设", "7.3座"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_chapter_of_decimals_has_a_number_alone() {
        let read =
            |text| chapter_mark(text, &[vec![2], vec![3]]).map(|mark| (mark.number, mark.rest));
        assert_eq!(read("2 重点任务"), Some((2, "重点任务")));
        assert_eq!(read("3保障措施"), Some((3, "保障措施")));
        assert_eq!(read("1 总体目标"), Some((1, "总体目标")));
        for text in ["1总体目标", "7 保障措施", "2个县", "2 建设网络。", "2 3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
