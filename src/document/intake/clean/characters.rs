//! Characters that only look like others, or like nothing: blanks of every kind, marks without width, full-width
//! letters, radicals that a PDF gives for characters.

use super::Cleaning;
use crate::document::Cleaned;
use crate::document::intake::passage::Passage;

/// The characters that the Kangxi radicals U+2F00 to U+2FD5 look like.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾\
    干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白\
    皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑\
    酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Simplified radicals and the characters that they look like.
const RADICALS: &[(char, char)] = &[
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Makes the characters of all text what they look like.
pub(super) fn tidy(cleaning: &mut Cleaning) {
    let mut lookalikes = Vec::new();
    for passage in &mut cleaning.passages {
        match passage {
            Passage::Line(line) => {
                let (text, changed) = tidied(&line.text);
                if changed {
                    lookalikes.push(line.line_no);
                }
                if line.bold >= line.text.len() {
                    line.bold = text.len();
                }
                line.text = text;
                line.bold = floor(&line.text, line.bold);
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

/// The tidied text, and whether a letter or character in it became another; blanks do not count.
fn tidied(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    for c in without_bookmarks(text).chars() {
        let tidy = match c {
            '\u{c}' | '\n' => c,
            '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
            // Stays two columns wide: by it paragraphs are told from wrapped lines.
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
            '\u{2f00}'..='\u{2fd5}' => {
                changed = true;
                KANGXI.chars().nth(c as usize - 0x2f00).unwrap_or(c)
            }
            '\u{2e80}'..='\u{2eff}' => {
                let known = RADICALS.iter().find(|(radical, _)| *radical == c);
                changed |= known.is_some();
                known.map_or(c, |(_, character)| *character)
            }
            c => c,
        };
        out.push(tidy);
    }
    (out, changed)
}

/// Returns what some converters write for a place that Word knows by name: `[bookmark: _GoBack]`.
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
    fn characters_become_what_they_look_like() {
        let cases = [
            ("到２０２５年\u{a0}６０％", "到2025年 60%", true),
            ("职⼯技能⼤赛、⻓期", "职工技能大赛、长期", true),
            ("\u{3000}\u{3000}一、总\u{200b}体", "    一、总体", false),
            ("[bookmark: _GoBack]自印发", "自印发", false),
            ("１．甲", "1．甲", true),
            ("甲[bookmark: x", "甲[bookmark: x", false),
        ];
        for (from, to, changed) in cases {
            assert_eq!(tidied(from), (to.to_owned(), changed), "{from}");
        }
        assert_eq!(KANGXI.chars().count(), 214);
    }
}
