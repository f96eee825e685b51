//! Readings of Chinese characters, from `ib-matcher`; no other module uses that crate.

use std::borrow::Cow;
use std::sync::OnceLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

static READINGS: OnceLock<PinyinData> = OnceLock::new();

/// Calls `visit` with each reading of a Chinese character in ASCII letters without tones (`chong` and
/// `zhong` for 重, `v` for ü). Other characters have none.
pub(crate) fn for_each_reading(c: char, mut visit: impl FnMut(&str)) {
    if c < '\u{3007}' {
        return;
    }
    let readings = READINGS.get_or_init(|| PinyinData::new(PinyinNotation::Ascii));
    readings.get_pinyins_and_for_each(c, |reading| {
        if let Some(letters) = reading.notation(PinyinNotation::Ascii) {
            visit(letters);
        }
    });
}

/// Readings come in alphabetical order. The usual one of most polyphones is the last; of these it is
/// the first.
const FIRST_IS_USUAL: &str =
    "了从价会传便儿六划单南卡参合员和地大家将术查核榜模派率的盖盟省称繁色藏见角解读趣车都革食长";

/// Transliterates text to ASCII for terminals without other characters: Chinese by its usual reading
/// (`市教育局` is `ShiJiaoYuJu`), full-width signs by their half-width forms, anything else as `?`.
pub fn spelled(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut spelled = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match c {
            ' '..='~' => spelled.push(c),
            '\u{FF01}'..='\u{FF5E}' => {
                spelled.push(char::from_u32(c as u32 - 0xFEE0).unwrap_or('?'));
            }
            '、' => spelled.push(','),
            '。' | '…' | '·' => spelled.push('.'),
            '“' | '”' | '「' | '」' => spelled.push('"'),
            '‘' | '’' => spelled.push('\''),
            '《' | '〈' | '〔' | '【' => spelled.push('<'),
            '》' | '〉' | '〕' | '】' => spelled.push('>'),
            '—' | '–' => spelled.push('-'),
            '\u{3000}' => spelled.push(' '),
            _ => {
                let mut usual = String::new();
                for_each_reading(c, |reading| {
                    if usual.is_empty() || !FIRST_IS_USUAL.contains(c) {
                        reading.clone_into(&mut usual);
                    }
                });
                let (first, rest) = usual.split_at(usual.len().min(1));
                spelled.push_str(if first.is_empty() { "?" } else { first });
                let at = spelled.len() - 1;
                spelled[at..].make_ascii_uppercase();
                spelled.push_str(rest);
            }
        }
    }
    Cow::Owned(spelled)
}

#[cfg(test)]
mod tests {
    use super::{for_each_reading, spelled};

    #[test]
    fn any_text_can_be_spelled_in_ascii() {
        assert_eq!(spelled("3.1.4 市教育局"), "3.1.4 ShiJiaoYuJu");
        assert_eq!(
            spelled("（２０２２—2025年）、“旅”🙂"),
            "(2022-2025Nian),\"Lv\"?"
        );
        assert_eq!(spelled("plain"), "plain");
    }

    fn readings(c: char) -> Vec<String> {
        let mut all = Vec::new();
        for_each_reading(c, |reading| all.push(reading.to_owned()));
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn a_polyphone_has_all_its_readings_and_a_letter_none() {
        assert_eq!(readings('教'), ["jiao"]);
        assert!(readings('重').contains(&"chong".to_owned()));
        assert!(readings('重').contains(&"zhong".to_owned()));
        assert_eq!(readings('旅'), ["lv"]);
        assert!(readings('a').is_empty());
        assert!(readings('，').is_empty());
    }
}
