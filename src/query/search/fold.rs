//! Character folding for search.

use crate::plan::{is_accent, is_unseen, letter_of, look_of};

/// Returns whether a search skips a character: it cannot be seen, or is an accent.
pub(crate) fn is_passed_over(c: char) -> bool {
    is_unseen(c) || is_accent(c)
}

/// Folds a character for comparison: lower case, half width, plain quotes and brackets, any blank as a
/// space. What is folded folds to itself.
pub(crate) fn fold(c: char) -> char {
    let mut folded = c;
    loop {
        // A small letter may look like another one where the capital does not.
        let further = fold_once(folded);
        if further == folded {
            return folded;
        }
        folded = further;
    }
}

fn fold_once(c: char) -> char {
    // A word is found in a text that has an accent too many, or a radical for a character.
    let c = look_of(c).or_else(|| letter_of(c)).unwrap_or(c);
    match c {
        'a'..='z' | '0'..='9' | '\u{4E00}'..='\u{9FFF}' => c,
        '\u{FF01}'..='\u{FF5E}' => {
            let half = char::from((u32::from(c) - 0xFF01) as u8 + b'!');
            half.to_ascii_lowercase()
        }
        '。' => '.',
        '、' => ',',
        '“' | '”' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '—' | '–' => '-',
        _ if c.is_whitespace() => ' ',
        // Only single-character lower case, so that positions in folded text stay valid in the
        // original.
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(single), None) => single,
                _ => c,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_is_folded_folds_to_itself() {
        for c in '\0'..=char::MAX {
            assert_eq!(fold(fold(c)), fold(c), "{c:?}");
        }
        // Cyrillic: the small letter looks like y, the capital like nothing.
        assert_eq!(fold('У'), fold('у'));
    }

    #[test]
    fn full_width_forms_are_their_half_width_characters() {
        let folded: String = "ＡＢ１２（）：，／？〔２〕“字”　Ω"
            .chars()
            .map(fold)
            .collect();
        assert_eq!(folded, "ab12():,/?[2]\"字\" ω");
        let folded: String = "职⼯É⻓".chars().map(fold).collect();
        assert_eq!(folded, "职工e长");
    }
}
