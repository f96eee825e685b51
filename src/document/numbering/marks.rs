//! The mark that a paragraph begins with: 第一章, 一、, （一）, 1., （1）, ①, ——.

use super::digit_marks::digit_mark;
use crate::document::closing_words::names_results;
use crate::document::text::AnyOf;
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
    /// What follows on the line.
    pub(crate) rest: &'t str,
}

/// A list may be long, but a paragraph that begins with 2022 is not an entry of it.
const LARGEST: u32 = 400;

/// The numerals of marks without 第.
const NUMERALS: &str = "一二三四五六七八九十";

const DASHES: [char; 4] = ['—', '－', '─', '–'];

const BULLETS: [char; 12] = ['*', '•', '●', '◆', '■', '▲', '★', '▪', '◇', '□', '▶', '➢'];

impl<'t> PrintedMark<'t> {
    /// Returns a mark with a number at most, before the rest of its text.
    pub(super) fn new(kind: MarkKind, number: u32, rest: &'t str) -> Self {
        Self {
            kind,
            number,
            path: Vec::new(),
            rest: rest.trim(),
        }
    }
}

/// Returns a text without the mark that it begins with.
pub(crate) fn without_mark(text: &str) -> &str {
    mark_of(text).map_or(text, |mark| mark.rest)
}

/// Reads the mark that a text begins with.
pub(crate) fn mark_of(text: &str) -> Option<PrintedMark<'_>> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let behind = &text[first.len_utf8()..];
    match first {
        '第' => ordinal_mark(behind),
        '(' | '（' | '〔' => bracket_mark(behind),
        '①'..='⒛' => Some(sign_mark(first, behind)),
        '-' | '·' | '+' => typed_bullet(behind),
        _ if DASHES.contains(&first) => dash_mark(text),
        _ if BULLETS.contains(&first) => bullet_mark(first, behind),
        _ => digit_mark(text)
            .or_else(|| han_mark(text))
            .or_else(|| box_mark(text))
            .or_else(|| named_mark(text)),
    }
}

/// Reads a mark of dashes: two or more.
fn dash_mark(text: &str) -> Option<PrintedMark<'_>> {
    let rest = text.trim_start_matches(DASHES);
    let dashes = text[..text.len() - rest.len()].chars().count();
    (dashes >= 2).then(|| PrintedMark::new(MarkKind::Dash, 0, rest))
}

/// Reads a bullet before its text; ** is emphasis of Markdown, and *标志性成果： is not an entry of a list.
fn bullet_mark(bullet: char, behind: &str) -> Option<PrintedMark<'_>> {
    let text = behind.trim_start();
    let is_mark = !behind.starts_with(bullet) && !text.is_empty() && !names_results(text);
    is_mark.then(|| PrintedMark::new(MarkKind::Bullet, 0, behind))
}

/// Reads a bullet as people type it: a sign and a blank.
fn typed_bullet(behind: &str) -> Option<PrintedMark<'_>> {
    behind
        .starts_with(' ')
        .then(|| PrintedMark::new(MarkKind::Bullet, 0, behind))
}

/// Reads a mark that is one character: ①, ⑴, ⒈.
fn sign_mark(sign: char, behind: &str) -> PrintedMark<'_> {
    let (kind, one) = match sign {
        '①'..='⑳' => (MarkKind::Circled, '①'),
        '⑴'..='⒇' => (MarkKind::BracketDigit, '⑴'),
        _ => (MarkKind::Digit, '⒈'),
    };
    let number = sign as u32 - one as u32 + 1;
    PrintedMark::new(kind, number, behind)
}

/// Reads a mark in brackets: （一）, （二）、, （1）.
fn bracket_mark(behind: &str) -> Option<PrintedMark<'_>> {
    let (inside, rest) = behind.split_once([')', '）', '〕'])?;
    let inside = inside.trim();
    if let Some(number) = ordinal(inside) {
        let rest = rest.trim_start().trim_start_matches(['、', '.', '．']);
        return Some(PrintedMark::new(MarkKind::BracketHan, number, rest));
    }
    let number = digits_of(inside)?;
    Some(PrintedMark::new(MarkKind::BracketDigit, number, rest))
}

/// Returns the number that a text of half- or full-width digits writes.
pub(super) fn digits_of(text: &str) -> Option<u32> {
    let mut number = 0;
    if text.is_empty() || text.chars().count() > 3 {
        return None;
    }
    for c in text.chars() {
        number = number * 10 + half_width(c)?;
    }
    (1..=LARGEST).contains(&number).then_some(number)
}

pub(super) fn half_width(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// Splits a text behind the digits and numerals that it begins with.
fn split_number<'t>(text: &'t str, numerals: &str) -> (&'t str, &'t str) {
    let rest = text.trim_start_matches(|c: char| numerals.contains(c) || half_width(c).is_some());
    (&text[..text.len() - rest.len()], rest)
}

/// Returns the number that digits or numerals write.
fn number_of(text: &str) -> Option<u32> {
    ordinal(text).or_else(|| digits_of(text))
}

/// Reads a mark with 第 before `behind`: 第一章, 第二十条, 第3部分.
fn ordinal_mark(behind: &str) -> Option<PrintedMark<'_>> {
    const WORDS: [(&str, MarkKind); 6] = [
        ("部分", MarkKind::Part),
        ("篇", MarkKind::Part),
        ("编", MarkKind::Part),
        ("章", MarkKind::Chapter),
        ("节", MarkKind::Division),
        ("条", MarkKind::Article),
    ];
    let (number, word) = split_number(behind, "零一二三四五六七八九十百");
    let number = number_of(number)?;
    let (kind, after) = WORDS
        .iter()
        .find_map(|(name, kind)| Some((*kind, word.strip_prefix(name)?)))?;
    let rest = after.trim_start_matches([':', '：', '、', '.', '．', ' ', '\u{3000}']);
    // 第一条规定 is a reference; with nothing between them 第一条推行行动 is a heading.
    const REFERENCES: [&str; 15] = [
        "规定", "所列", "所称", "所述", "第", "至", "的", "中", "、", "和", "或", "及", "之",
        "情形", "明确",
    ];
    let is_glued = kind == MarkKind::Article && rest.len() == after.len();
    let is_reference = is_glued && (rest.is_empty() || rest.starts_with_any(&REFERENCES));
    (!is_reference).then(|| PrintedMark::new(kind, number, rest))
}

/// Reads a mark in Chinese numerals: 一、 一.
fn han_mark(text: &str) -> Option<PrintedMark<'_>> {
    let is_numeral = |c: char| NUMERALS.contains(c);
    let end = text
        .char_indices()
        .take(5)
        .find(|(_, c)| !is_numeral(*c) && !c.is_whitespace())?
        .0;
    let number = ordinal(text[..end].trim())?;
    let rest = text[end..].strip_prefix(['、', '.', '．', '﹒'])?;
    // 一、二、三产业 is not a mark.
    let goes_on = rest
        .strip_prefix(is_numeral)
        .is_some_and(|rest| rest.starts_with(['、', '产', '级']));
    (!goes_on).then(|| PrintedMark::new(MarkKind::Han, number, rest))
}

/// Reads the mark of a box: 专栏1　重大工程, 专栏二：重点项目.
fn box_mark(text: &str) -> Option<PrintedMark<'_>> {
    const LONGEST: usize = 40;
    let rest = text.strip_prefix("专栏")?;
    let (number, name) = split_number(rest.trim_start(), NUMERALS);
    // One alone has no number.
    let is_alone = number.is_empty() && rest.starts_with([' ', '\u{3000}', '：', ':']);
    let number = number_of(number).or(is_alone.then_some(0))?;
    let name = name.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '：' | '.' | '．' | '、' | '-' | '—')
    });
    // 专栏1中的项目 is about a box. Its entries may be on its line.
    let title = name
        .split_once("（一）")
        .or_else(|| name.split_once("(一)"))
        .map_or(name, |(title, _)| title);
    let is_name = title.chars().count() <= LONGEST && !title.contains('。');
    is_name.then(|| PrintedMark::new(MarkKind::Box, number, name))
}

/// Reads a mark with a noun: 任务一：, 重点任务1., 方向/赛道三：; 路径举措 1： is of one of those.
fn named_mark(text: &str) -> Option<PrintedMark<'_>> {
    const OF_PART: &str = "路径举措";
    const NAMES: [&str; 15] = [
        "重点任务", "主要任务", "专项行动", "重点行动", "重点工程", "重点举措", OF_PART,
        "方向/赛道", "赛道", "礼包", "任务", "行动", "工程", "举措", "措施",
    ];
    let kind = if text.starts_with(OF_PART) {
        MarkKind::Digit
    } else {
        MarkKind::Named
    };
    let rest = text.strip_prefix_any(&NAMES)?;
    let (number, rest) = split_number(rest.trim_start(), NUMERALS);
    let number = number_of(number)?;
    let rest = rest.strip_prefix([':', '：', ' ', '\u{3000}', '.', '．'])?;
    Some(PrintedMark::new(kind, number, rest))
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
            ("第三条推行定期明示", Article, 3, "推行定期明示"),
            ("一、总体要求", Han, 1, "总体要求"),
            ("十一 、其他", Han, 11, "其他"),
            ("二．目标", Han, 2, "目标"),
            ("（一）加强领导。说明", BracketHan, 1, "加强领导。说明"),
            ("(十一)工程", BracketHan, 11, "工程"),
            ("（二）、工程", BracketHan, 2, "工程"),
            ("任务一：稳就业", Named, 1, "稳就业"),
            ("行动3：提质", Named, 3, "提质"),
            ("方向/赛道二：智能驾驶", Named, 2, "智能驾驶"),
            ("路径举措 1：打造平台。", Digit, 1, "打造平台。"),
            ("专栏2 体育产业行动", Box, 2, "体育产业行动"),
            ("专栏一：重点工程", Box, 1, "重点工程"),
            ("专栏　重点项目", Box, 0, "重点项目"),
            ("专栏3 工程（一）甲。建设。", Box, 3, "工程（一）甲。建设。"),
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
