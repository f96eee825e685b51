//! How a character is read. The readings are those of `ib-matcher`; nothing else of the program knows that crate.

use std::sync::OnceLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

static READINGS: OnceLock<PinyinData> = OnceLock::new();

/// Calls `visit` with each reading of a Chinese character, in plain letters without tones (`chong` and `zhong` for 重;
/// ü is `v`), and with none for any other character.
pub(super) fn for_each_reading(c: char, mut visit: impl FnMut(&str)) {
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

#[cfg(test)]
mod tests {
    use super::for_each_reading;

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
