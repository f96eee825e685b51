//! The words that a number's format shows behind it.

/// Returns the words that a cell's format shows behind a number: `万名` of `#,##0"万名"`. `None` where there are none, or
/// the format shows another number than the cell's: in thousands, or with a point put in.
pub(super) fn words_behind(format: &str) -> Option<String> {
    let mut words = String::new();
    let mut has_digits = false;
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '0' | '#' | '?' => {
                // What stands between the digits is no word behind them.
                if has_digits && !words.is_empty() {
                    return None;
                }
                has_digits = true;
                words.clear();
            }
            '"' => words.extend(chars.by_ref().take_while(|c| *c != '"')),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            '\\' | '!' => words.extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            // Between digits it parts them; behind them it divides by a thousand.
            ',' if !matches!(chars.peek(), Some('0' | '#' | '?')) => return None,
            ',' | '.' => {}
            c => words.push(c),
        }
    }
    let words = words.trim();
    let is_named = has_digits && words.chars().any(char::is_alphabetic);
    is_named.then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::words_behind;

    #[test]
    fn words_behind_a_number_are_read_from_its_format() {
        for (format, words) in [
            (r#"0"万名""#, Some("万名")),
            (r#"#,##0.00"亿元";[Red]\-#,##0.00"亿元""#, Some("亿元")),
            (r"0\万\名_ ", Some("万名")),
            ("[蓝色]0人", Some("人")),
            (r#""约"0"户""#, Some("户")),
            ("General", None),
            ("@", None),
            ("#,##0.00_);(#,##0.00)", None),
            ("0.00E+00", None),
            (r##""¥"#,##0"##, None),
            // The number itself stands for another unit than is shown.
            (r#"0!.0,"万""#, None),
            (r#"0.0,"千名""#, None),
        ] {
            assert_eq!(words_behind(format).as_deref(), words, "{format}");
        }
    }
}
