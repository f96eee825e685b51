//! What counts as the same character when somebody searches.

/// The form in which a character is compared: lower case, half width, plain quotes and brackets; any blank is a space.
pub(crate) fn fold(c: char) -> char {
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
        // Only where lower case is one character, so that a place in the folded text is a place in the text.
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
    fn full_width_forms_are_their_half_width_characters() {
        let folded: String = "ＡＢ１２（）：，／？〔２〕“字”　Ω"
            .chars()
            .map(fold)
            .collect();
        assert_eq!(folded, "ab12():,/?[2]\"字\" ω");
    }
}
