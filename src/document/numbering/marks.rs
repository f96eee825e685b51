//! The mark that a paragraph begins with: 第一章, 一、, （一）, 1., （1）, ①, ——.

use crate::text::numerals::ordinal;

/// The kinds of marks, from the outermost that documents use to the innermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MarkKind {
    /// 第一部分, 第一篇
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Division,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    BracketHan,
    /// 专栏1, a box of projects
    Box,
    /// 任务一：, 行动1：
    Named,
    /// 1. 1． 1、
    Digit,
    /// 1.1
    Decimal,
    /// 1）
    DigitParen,
    /// （1） ⑴
    BracketDigit,
    /// ①
    Circled,
    /// ——
    Dash,
    /// * • ●
    Bullet,
    /// A bold lead, without any sign
    Lead,
}

impl MarkKind {
    /// Returns whether marks of this kind may number mere parts of an item's text.
    pub(crate) fn is_small(self) -> bool {
        self > Self::Digit && self != Self::Decimal
    }
}

/// A mark and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrintedMark<'t> {
    pub(crate) kind: MarkKind,
    /// Its number; 0 where the kind has none.
    pub(crate) number: u32,
    /// The numbers of a decimal mark: 1.2 is [1, 2].
    pub(crate) path: Vec<u32>,
    /// As printed.
    pub(crate) printed: &'t str,
    /// What follows on the line.
    pub(crate) rest: &'t str,
}

/// A list may be long, but a paragraph that begins with 2022 is none of its entries.
const LARGEST: u32 = 400;

/// Reads the mark that a text begins with.
pub(crate) fn mark_of(text: &str) -> Option<PrintedMark<'_>> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let mark = |kind, number, length: usize| {
        let (printed, rest) = text.split_at(length);
        Some(PrintedMark {
            kind,
            number,
            path: Vec::new(),
            printed: printed.trim_end(),
            rest: rest.trim(),
        })
    };
    match first {
        '—' | '－' | '─' | '–' => {
            let length = text.len() - text.trim_start_matches(['—', '－', '─', '–']).len();
            let dashes = text[..length].chars().count();
            (dashes >= 2).then(|| mark(MarkKind::Dash, 0, length))?
        }
        '*' | '•' | '●' | '◆' | '■' | '▲' | '★' | '▪' | '◇' | '□' | '▶' | '➢' =>
        {
            let after = &text[first.len_utf8()..];
            // ** is emphasis of Markdown, not a bullet.
            (!after.starts_with(first) && !after.trim_start().is_empty())
                .then(|| mark(MarkKind::Bullet, 0, first.len_utf8()))?
        }
        '-' | '·' | '+' => text[first.len_utf8()..]
            .starts_with(' ')
            .then(|| mark(MarkKind::Bullet, 0, first.len_utf8()))?,
        '第' => ordinal_word(text).and_then(|(kind, number, length)| mark(kind, number, length)),
        '(' | '（' | '〔' => {
            let (inside, rest) = text[first.len_utf8()..].split_once([')', '）', '〕'])?;
            let length = text.len() - rest.len();
            let inside = inside.trim();
            if let Some(number) = ordinal(inside) {
                let rest = rest.trim_start();
                let joint = rest.len() - rest.trim_start_matches(['、', '.', '．']).len();
                return mark(
                    MarkKind::BracketHan,
                    number,
                    text.len() - rest.len() + joint,
                );
            }
            let number = digits_of(inside)?;
            mark(MarkKind::BracketDigit, number, length)
        }
        '①'..='⑳' => mark(
            MarkKind::Circled,
            first as u32 - '①' as u32 + 1,
            first.len_utf8(),
        ),
        '⑴'..='⒇' => mark(
            MarkKind::BracketDigit,
            first as u32 - '⑴' as u32 + 1,
            first.len_utf8(),
        ),
        '⒈'..='⒛' => mark(
            MarkKind::Digit,
            first as u32 - '⒈' as u32 + 1,
            first.len_utf8(),
        ),
        _ => digit_mark(text)
            .or_else(|| han_mark(text))
            .or_else(|| box_mark(text))
            .or_else(|| named_mark(text)),
    }
}

/// The number that a text of half- or full-width digits writes.
fn digits_of(text: &str) -> Option<u32> {
    let mut number = 0;
    if text.is_empty() || text.chars().count() > 3 {
        return None;
    }
    for c in text.chars() {
        number = number * 10 + half_width(c)?;
    }
    (1..=LARGEST).contains(&number).then_some(number)
}

fn half_width(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// Reads a mark with 第: 第一章, 第二十条, 第3部分.
fn ordinal_word(text: &str) -> Option<(MarkKind, u32, usize)> {
    let rest = text.strip_prefix('第')?;
    let end = rest
        .char_indices()
        .find(|(_, c)| !"零一二三四五六七八九十百".contains(*c) && half_width(*c).is_none())?
        .0;
    let number = ordinal(&rest[..end]).or_else(|| digits_of(&rest[..end]))?;
    let word = &rest[end..];
    let (kind, word) = [
        ("部分", MarkKind::Part),
        ("篇", MarkKind::Part),
        ("编", MarkKind::Part),
        ("章", MarkKind::Chapter),
        ("节", MarkKind::Division),
        ("条", MarkKind::Article),
    ]
    .into_iter()
    .find_map(|(name, kind)| word.strip_prefix(name).map(|_| (kind, name)))?;
    let after = &rest[end + word.len()..];
    // 第一条规定 is a reference; a mark is followed by a blank or by its heading's first word.
    let joint = after.len()
        - after
            .trim_start_matches([':', '：', '、', '.', '．', ' ', '\u{3000}'])
            .len();
    if kind == MarkKind::Article && joint == 0 {
        return None;
    }
    Some((kind, number, '第'.len_utf8() + end + word.len() + joint))
}

/// Reads a mark in digits: 1. 1．1、 1) 1.1.
fn digit_mark(text: &str) -> Option<PrintedMark<'_>> {
    let end_of = |from: usize| {
        text[from..]
            .char_indices()
            .find(|(_, c)| half_width(*c).is_none())
            .map_or(text.len(), |(at, _)| from + at)
    };
    let mut at = end_of(0);
    let first = digits_of(text.get(..at)?)?;
    let mut path = vec![first];
    loop {
        let after = &text[at..];
        let trimmed = after.trim_start();
        let joint = trimmed.chars().next()?;
        if !matches!(joint, '.' | '．' | '、' | ')' | '）') {
            break;
        }
        let next = at + (after.len() - trimmed.len()) + joint.len_utf8();
        let end = end_of(next);
        if end == next || !matches!(joint, '.' | '．') {
            // 1. with whatever follows.
            if path.len() > 1 && joint != '.' && joint != '．' && joint != '、' {
                break;
            }
            let kind = match joint {
                ')' | '）' => MarkKind::DigitParen,
                _ if path.len() > 1 => MarkKind::Decimal,
                _ => MarkKind::Digit,
            };
            // 1、2、3 are numbers that are spoken of; so is 3.5.
            if end > next && joint == '、' && path.len() == 1 {
                return None;
            }
            return Some(PrintedMark {
                kind,
                number: path.last().copied().unwrap_or(first),
                path: if path.len() > 1 { path } else { Vec::new() },
                printed: &text[..next],
                rest: text[next..].trim(),
            });
        }
        if is_own_word(&text[next..end], &text[end..]) {
            return Some(PrintedMark {
                kind: MarkKind::Digit,
                number: first,
                path: Vec::new(),
                printed: &text[..next],
                rest: text[next..].trim(),
            });
        }
        path.push(digits_of(&text[next..end])?);
        at = end;
        if path.len() > 4 {
            return None;
        }
    }
    // 1.1 must be parted from its heading by a blank; 2.5万人 is none.
    let rest = &text[at..];
    (path.len() > 1 && rest.starts_with([' ', '\u{3000}', '\t', '\u{a0}'])).then(|| PrintedMark {
        kind: MarkKind::Decimal,
        number: path.last().copied().unwrap_or(first),
        path: path.clone(),
        printed: &text[..at],
        rest: rest.trim(),
    })
}

/// Returns whether the digits behind a point begin the heading and are no second number of the mark: 1.2024年底前,
/// 11.121人才项目, 3.12345热线, 2.5G网络.
fn is_own_word(digits: &str, after: &str) -> bool {
    let is_parted =
        after.starts_with([' ', '\u{3000}', '\t', '\u{a0}', '.', '．']) || after.is_empty();
    digits.chars().count() >= 3 && !is_parted
        || after.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Reads a mark in Chinese numerals: 一、 一.
fn han_mark(text: &str) -> Option<PrintedMark<'_>> {
    let end = text
        .char_indices()
        .take(5)
        .find(|(_, c)| !"一二三四五六七八九十".contains(*c) && !c.is_whitespace())?
        .0;
    let number = ordinal(text[..end].trim())?;
    let joint = text[end..].chars().next()?;
    let rest = &text[end + joint.len_utf8()..];
    // 一、二、三产业 is no mark.
    let goes_on = rest.starts_with(|c| "一二三四五六七八九十".contains(c))
        && rest
            .chars()
            .nth(1)
            .is_some_and(|c| matches!(c, '、' | '产' | '级'));
    (matches!(joint, '、' | '.' | '．' | '﹒') && !goes_on).then(|| PrintedMark {
        kind: MarkKind::Han,
        number,
        path: Vec::new(),
        printed: text[..end + joint.len_utf8()].trim_end(),
        rest: rest.trim(),
    })
}

/// Reads the mark of a box: 专栏1　重大工程, 专栏二：重点项目.
fn box_mark(text: &str) -> Option<PrintedMark<'_>> {
    let rest = text.strip_prefix("专栏")?;
    let inner = rest.trim_start();
    let end = inner
        .char_indices()
        .find(|(_, c)| !"一二三四五六七八九十".contains(*c) && half_width(*c).is_none())
        .map_or(inner.len(), |(at, _)| at);
    let number = ordinal(&inner[..end])
        .or_else(|| digits_of(&inner[..end]))
        .or_else(|| {
            // One alone has no number.
            let is_parted = rest.starts_with([' ', '\u{3000}', '：', ':']);
            (end == 0 && is_parted).then_some(0)
        })?;
    let name = inner[end..].trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '：' | '.' | '．' | '、' | '-' | '—')
    });
    // 专栏1中的项目 speaks of a box.
    (name.chars().count() <= 40 && !name.contains('。')).then(|| PrintedMark {
        kind: MarkKind::Box,
        number,
        path: Vec::new(),
        printed: text[..text.len() - name.len()].trim_end(),
        rest: name.trim(),
    })
}

/// Reads a mark with a noun: 任务一：, 重点任务1., 行动三.
fn named_mark(text: &str) -> Option<PrintedMark<'_>> {
    const NAMES: [&str; 9] = [
        "重点任务",
        "主要任务",
        "专项行动",
        "重点工程",
        "任务",
        "行动",
        "工程",
        "举措",
        "措施",
    ];
    let name = NAMES.into_iter().find(|name| text.starts_with(name))?;
    let rest = &text[name.len()..];
    let end = rest
        .char_indices()
        .find(|(_, c)| !"一二三四五六七八九十".contains(*c) && half_width(*c).is_none())?
        .0;
    let number = ordinal(&rest[..end]).or_else(|| digits_of(&rest[..end]))?;
    let joint = rest[end..].chars().next()?;
    matches!(joint, ':' | '：' | ' ' | '\u{3000}' | '.' | '．').then(|| PrintedMark {
        kind: MarkKind::Named,
        number,
        path: Vec::new(),
        printed: &text[..name.len() + end],
        rest: rest[end + joint.len_utf8()..].trim(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_mark_is_read() {
        use MarkKind::*;
        for (text, kind, number, rest) in [
            ("第一部分　总体要求", Part, 1, "总体要求"),
            ("第二章 主要任务", Chapter, 2, "主要任务"),
            ("第三节　建设", Division, 3, "建设"),
            ("第十二条　各县应当", Article, 12, "各县应当"),
            ("一、总体要求", Han, 1, "总体要求"),
            ("十一 、其他", Han, 11, "其他"),
            ("二．目标", Han, 2, "目标"),
            ("（一）加强领导。说明", BracketHan, 1, "加强领导。说明"),
            ("(十一)工程", BracketHan, 11, "工程"),
            ("（二）、工程", BracketHan, 2, "工程"),
            ("任务一：稳就业", Named, 1, "稳就业"),
            ("行动3：提质", Named, 3, "提质"),
            ("专栏2 体育产业行动", Box, 2, "体育产业行动"),
            ("专栏一：重点工程", Box, 1, "重点工程"),
            ("专栏　重点项目", Box, 0, "重点项目"),
            ("1.甲。", Digit, 1, "甲。"),
            ("28．组织动员", Digit, 28, "组织动员"),
            ("１、乙", Digit, 1, "乙"),
            ("⒊丙", Digit, 3, "丙"),
            ("1.2024年底前完成", Digit, 1, "2024年底前完成"),
            ("11.121人才项目。", Digit, 11, "121人才项目。"),
            ("3.12345热线提效。", Digit, 3, "12345热线提效。"),
            ("2.5G网络建设", Digit, 2, "5G网络建设"),
            ("1)丁", DigitParen, 1, "丁"),
            ("（3）戊", BracketDigit, 3, "戊"),
            ("⑵己", BracketDigit, 2, "己"),
            ("③庚", Circled, 3, "庚"),
            ("——辛。", Dash, 0, "辛。"),
            ("* 壬", Bullet, 0, "壬"),
            ("●癸", Bullet, 0, "癸"),
            ("2.3 建设", Decimal, 3, "建设"),
            ("1.2.1　建设", Decimal, 1, "建设"),
        ] {
            let mark = mark_of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (mark.kind, mark.number, mark.rest),
                (kind, number, rest),
                "{text}"
            );
        }
        assert_eq!(
            mark_of("1.2.1　建设").map(|mark| mark.path),
            Some(vec![1, 2, 1])
        );
    }

    #[test]
    fn what_only_looks_like_a_mark_is_none() {
        for text in [
            "2.5万人次以上",
            "2022年，推动",
            "一、二、三产业融合发展",
            "一是加强领导",
            "（试行）",
            "（2022）",
            "第一条规定的情形",
            "—个",
            "**强化**",
            "-5℃",
            "",
            "1",
            "1、2、3号楼",
            "任务分工：",
            "专栏宣传工作",
            "专栏1所列项目要加快实施。",
        ] {
            assert_eq!(mark_of(text), None, "{text}");
        }
    }
}
