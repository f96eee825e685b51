//! Characters that only look like others, or like nothing: blanks of every kind, marks without width, full-width
//! letters, radicals that a PDF gives for characters, and what recognised text takes for digits.

use super::Cleaning;
use crate::document::Cleaned;
use crate::document::intake::passage::Passage;
use crate::plan::look_of;

/// Makes the characters of all text what they look like.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let mut lookalikes = Vec::new();
    for passage in &mut cleaning.passages {
        match passage {
            Passage::Line(line) => {
                let (text, changed) = tidied(&line.text);
                if changed {
                    lookalikes.push(line.line_no);
                }
                // Full-width letters become shorter.
                let (bold, _) = tidied(&line.text[..floor(&line.text, line.bold)]);
                line.bold = floor(&text, bold.len());
                line.text = text;
            }
            Passage::Table(table) => {
                for row in &mut table.rows {
                    let mut row_changed = false;
                    for cell in &mut row.cells {
                        let (text, changed) = tidied(&cell.text);
                        row_changed |= changed;
                        text.trim().clone_into(&mut cell.text);
                    }
                    if row_changed {
                        lookalikes.push(row.line_no);
                    }
                }
            }
        }
    }
    cleaning.note(Cleaned::Lookalikes, lookalikes);
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Returns the tidied text, and whether a letter or character in it became another; blanks do not count.
fn tidied(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let text = without_bookmarks(text);
    let read = with_digits(&text);
    let mut changed = read != text;
    for c in read.chars() {
        let tidy = match c {
            '\u{c}' | '\n' => c,
            '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
            // Stays two columns wide: it distinguishes paragraphs from wrapped lines.
            '\u{3000}' => {
                out.push_str("  ");
                continue;
            }
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{fffe}' => continue,
            c if c.is_control() => continue,
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' => {
                changed = true;
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            '㈠'..='㈩' => {
                changed = true;
                let number = "一二三四五六七八九十"
                    .chars()
                    .nth((u32::from(c) - 0x3220) as usize);
                out.push('（');
                out.extend(number);
                '）'
            }
            c if SMALL_FORMS.iter().any(|(form, _)| *form == c) => {
                changed = true;
                let form = SMALL_FORMS.iter().find(|(form, _)| *form == c);
                form.map_or(c, |(_, whole)| *whole)
            }
            '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' => {
                let look = look_of(c);
                changed |= look.is_some();
                look.unwrap_or(c)
            }
            c => c,
        };
        out.push(tidy);
    }
    (out, changed)
}

/// Small and half-width forms of punctuation, and the small numerals of annotations.
const SMALL_FORMS: [(char, char); 14] = [
    ('﹐', '，'),
    ('﹑', '、'),
    ('､', '、'),
    ('｡', '。'),
    ('﹔', '；'),
    ('﹕', '：'),
    ('﹙', '（'),
    ('﹚', '）'),
    ('﹝', '〔'),
    ('﹞', '〕'),
    ('㆒', '一'),
    ('㆓', '二'),
    ('㆔', '三'),
    ('㆕', '四'),
];

/// Returns a text with digits in place of the letters, dots and dashes that character recognition made of them: 1O00,
/// l000, 3·5万, （—）at the head of a line.
fn with_digits(text: &str) -> std::borrow::Cow<'_, str> {
    let mut out: Option<Vec<char>> = None;
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        let c = at.and_then(|at| chars.get(at));
        c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
    };
    let is_letter = |at: Option<usize>| {
        let c = at.and_then(|at| chars.get(at));
        c.is_some_and(char::is_ascii_alphabetic)
    };
    for (at, c) in chars.iter().enumerate() {
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let is_between = is_digit(before) && is_digit(after);
        let begins =
            !is_digit(before) && !is_letter(before) && (1..=3).all(|n| is_digit(Some(at + n)));
        // “12·4” is a day that is kept, and 9点5分 a time.
        let is_amount = || {
            let mut behind = chars[at + 1..].iter();
            let sign = behind.find(|c| !c.is_ascii_digit() && !matches!(c, '０'..='９'));
            sign.is_some_and(|sign| matches!(sign, '%' | '％' | '万' | '亿'))
        };
        let digit = match c {
            'O' | 'o' if is_between => '0',
            'l' | 'I' if begins => '1',
            '·' | '・' | '•' | '∙' | '点' if is_between && is_amount() => '.',
            _ => continue,
        };
        out.get_or_insert_with(|| chars.clone())[at] = digit;
    }
    let read = out.map(String::from_iter);
    let line = read.as_deref().unwrap_or(text);
    let head = line.len() - line.trim_start().len();
    let dash = ["（—）", "(—)", "（－）", "（一)", "(一）"];
    if let Some(mark) = dash.iter().find(|mark| line[head..].starts_with(**mark)) {
        return format!("{}（一）{}", &line[..head], &line[head + mark.len()..]).into();
    }
    read.map_or(text.into(), Into::into)
}

/// Returns a text without the bookmarks of Word that some converters write out: `[bookmark: _GoBack]`.
fn without_bookmarks(text: &str) -> std::borrow::Cow<'_, str> {
    let mut rest = text;
    let mut out = String::new();
    while let Some(start) = rest.find("[bookmark:") {
        let Some(length) = rest[start..].find(']') else {
            break;
        };
        out += &rest[..start];
        rest = &rest[start + length + 1..];
    }
    if out.is_empty() && rest.len() == text.len() {
        return text.into();
    }
    (out + rest).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_bold_stays_bold_where_it_becomes_shorter() {
        let mut cleaning = Cleaning::uncleaned(crate::document::intake::passage::passages(
            "２０２５年目标。说明",
        ));
        if let Passage::Line(line) = &mut cleaning.passages[0] {
            line.bold = "２０２５年目标。".len();
        }
        clean(&mut cleaning);
        let line = cleaning.passages[0].line().unwrap();
        assert_eq!(&line.text[..line.bold], "2025年目标。");
    }

    #[test]
    fn characters_become_what_they_look_like() {
        let cases = [
            ("到２０２５年\u{a0}６０％", "到2025年 60%", true),
            ("职⼯技能⼤赛、⻓期", "职工技能大赛、长期", true),
            ("\u{3000}\u{3000}一、总\u{200b}体", "    一、总体", false),
            ("[bookmark: _GoBack]自印发", "自印发", false),
            ("１．甲", "1．甲", true),
            ("甲[bookmark: x", "甲[bookmark: x", false),
            ("㈡任务", "（二）任务", true),
            ("﹙一﹚甲﹑乙､丙", "（一）甲、乙、丙", true),
            ("（—）任务", "（一）任务", true),
            ("（㆓）任务", "（二）任务", true),
            ("新增1O00人、l000人", "新增1000人、1000人", true),
            ("投入3·5万元", "投入3.5万元", true),
            ("达到95点5%，9点5分", "达到95.5%，9点5分", true),
            ("减少CO2，O157，100l", "减少CO2，O157，100l", false),
            (
                "“12·4”国家宪法日、3·15活动",
                "“12·4”国家宪法日、3·15活动",
                false,
            ),
        ];
        for (from, to, changed) in cases {
            assert_eq!(tidied(from), (to.to_owned(), changed), "{from}");
        }
    }
}
