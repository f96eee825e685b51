//! Plain text: every line is a paragraph, blank ones too.

use crate::document::intake::IntakeError;
use crate::document::intake::limits::PASSAGES;
use crate::document::intake::passage::Passage;

/// Reads the lines of a text. A page break (form feed) stays in its line.
pub(crate) fn read(text: &str) -> Result<Vec<Passage>, IntakeError> {
    let mut passages = Vec::new();
    for (at, line) in text.lines().enumerate() {
        // A line may be broken once more by what only programs use: the old Mac's end of line, Word's soft break.
        for piece in line.split(['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}']) {
            if passages.len() >= PASSAGES {
                return Err(IntakeError::TooMany { limit: PASSAGES });
            }
            passages.push(Passage::plain(piece, at + 1));
        }
    }
    Ok(passages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::texts;

    #[test]
    fn lines_keep_their_numbers() {
        let passages = read("一\r\n\n三\r四").unwrap();
        assert_eq!(texts(&passages), ["一", "", "三", "四"]);
        let numbers: Vec<usize> = passages.iter().map(Passage::line_no).collect();
        assert_eq!(numbers, [1, 2, 3, 3]);
    }
}
