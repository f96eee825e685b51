//! Cleaning of text from plans, which may hold anything, before it reaches a terminal, a line or a
//! report.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Makes text safe for one line of a terminal, a report or a TOML comment.
///
/// Control characters, escape sequences, bidirectional overrides and invisible characters become
/// visible as `<U+202E>`; a run of tabs and line ends becomes one space; variation selectors, which
/// change a character's width, are removed. No line break of any kind survives. Unchanged text, nearly
/// all of it, is borrowed.
pub fn clean(text: &str) -> Cow<'_, str> {
    let Some(first) = first_unclean(text) else {
        return Cow::Borrowed(text);
    };
    let mut cleaned = String::with_capacity(text.len() + 8);
    cleaned.push_str(&text[..first]);
    let mut after_break = false;
    for c in text[first..].chars() {
        let treatment = treatment(c);
        match treatment {
            Treatment::Keep => cleaned.push(c),
            Treatment::Space if after_break => {}
            Treatment::Space => cleaned.push(' '),
            // Writing to a String cannot fail.
            Treatment::Name => drop(write!(cleaned, "<U+{:04X}>", u32::from(c))),
            Treatment::Drop => {}
        }
        after_break = treatment == Treatment::Space;
    }
    Cow::Owned(cleaned)
}

/// Makes text safe for one line of a document, as [`clean`] does, but without the invisible characters that text copied
/// from a page brings along: whoever reads a letter has no use for `<U+200B>`.
pub fn printed(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_stray(c) || is_separator(c)) {
        return clean(text);
    }
    let kept = text.chars().filter(|c| !is_stray(*c));
    let kept: String = kept
        .map(|c| if is_separator(c) { '\n' } else { c })
        .collect();
    Cow::Owned(clean(&kept).into_owned())
}

/// Returns whether a character has no width and turns no text: soft hyphen, zero-width space and joiners, word joiner,
/// byte order mark.
fn is_stray(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Returns whether a character ends a line or a paragraph as a line end does.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Returns a text without its blanks.
pub(crate) fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Returns whether [`clean`] would not change `text`.
pub fn is_clean(text: &str) -> bool {
    first_unclean(text).is_none()
}

/// Returns whether a spreadsheet would run a text as a formula. A number and the bare `=` of a target are not formulas.
pub(crate) fn is_formula(text: &str) -> bool {
    let is_number = text.parse::<f64>().is_ok();
    !is_number && text != "=" && text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Returns the text for a cell of a CSV file, where an apostrophe keeps it from being run as a formula.
pub(crate) fn no_formula(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the byte index of the first character that [`clean`] changes.
fn first_unclean(text: &str) -> Option<usize> {
    text.char_indices()
        .find(|(_, c)| treatment(*c) != Treatment::Keep)
        .map(|(at, _)| at)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Treatment {
    Keep,
    /// A tab or line end; a run becomes one space.
    Space,
    /// Shown by its code point.
    Name,
    /// Left out.
    Drop,
}

/// Returns whether a character is among those of nearly all text, tested first for speed.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~' | '\u{3001}'..='\u{312F}' | '\u{3400}'..='\u{D7FF}' | '\u{FF01}'..='\u{FF5E}'
    )
}

fn treatment(c: char) -> Treatment {
    if is_plain(c) {
        return Treatment::Keep;
    }
    match c {
        '\t' | '\n' | '\r' => Treatment::Space,
        // Variation selectors; 16 makes an emoji of the character before it.
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => Treatment::Drop,
        // C0, DEL, C1 (NEL among them).
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        // Soft hyphen, combining joiner, Arabic letter mark, Hangul and Khmer fillers, Mongolian selectors.
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{3164}' | '\u{FFA0}'
        // Zero-width space and joiners, directional marks; line and paragraph separators; bidi embeddings, overrides.
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        // Word joiner, invisible operators, bidi isolates, deprecated format characters; byte order mark.
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        // Interlinear annotation, noncharacters, musical format controls.
        | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{1D173}'..='\u{1D17A}'
        // Tags: a whole invisible alphabet.
        | '\u{E0000}'..='\u{E0FFF}' => Treatment::Name,
        _ => Treatment::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_text_is_run_as_a_formula() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("+86 10", "'+86 10"),
            ("-3.5", "-3.5"),
            ("=", "="),
            ("市教育局", "市教育局"),
        ] {
            assert_eq!(no_formula(text), cell);
        }
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in [
            "",
            "市教育局",
            "示政〔2022〕1号 60% “引号”——…①é",
            "Ω мир 한국 😀",
        ] {
            assert!(
                matches!(clean(text), Cow::Borrowed(kept) if kept == text),
                "{text}"
            );
            assert!(is_clean(text));
        }
    }

    #[test]
    fn what_could_act_on_a_terminal_becomes_visible() {
        assert_eq!(clean("红\u{1b}[31m"), "红<U+001B>[31m");
        assert_eq!(clean("\u{1b}]52;c;eA==\u{7}"), "<U+001B>]52;c;eA==<U+0007>");
        assert_eq!(
            clean("\u{9b}2J\u{7f}\0\u{85}"),
            "<U+009B>2J<U+007F><U+0000><U+0085>"
        );
    }

    #[test]
    fn what_could_hide_or_turn_text_becomes_visible() {
        for code in [
            0x202A, 0x202E, 0x2066, 0x2069, 0x200B, 0x200D, 0x200F, 0xFEFF, 0x2060, 0x2064, 0x2028,
            0x2029, 0xAD, 0x61C, 0x180E, 0x3164, 0xFFA0, 0xFFFB, 0xE0001, 0xE0041, 0xE007F,
        ] {
            let text = format!("甲{}乙", char::from_u32(code).unwrap());
            assert_eq!(clean(&text), format!("甲<U+{code:04X}>乙"));
        }
    }

    #[test]
    fn a_run_of_tabs_and_line_ends_is_one_space() {
        assert_eq!(clean("a\tb\r\n\n\tc\n"), "a b c ");
    }

    #[test]
    fn a_document_leaves_out_what_nobody_sees() {
        assert_eq!(printed("完成\u{200B}培\u{AD}训\u{FEFF}"), "完成培训");
        assert_eq!(printed("甲\u{2028}乙\n丙"), "甲 乙 丙");
        assert_eq!(printed("红\u{202E}\u{1b}"), "红<U+202E><U+001B>");
        assert!(matches!(printed("县教育局"), Cow::Borrowed(_)));
    }

    #[test]
    fn variation_selectors_go_away() {
        assert_eq!(clean("⚠\u{FE0F}葛\u{E0100}"), "⚠葛");
    }

    proptest! {
        #[test]
        fn nothing_dangerous_survives_and_cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert!(is_clean(&once));
            prop_assert!(!once.contains(|c: char| c.is_control()));
            prop_assert_eq!(once.lines().count().max(1), 1);
            prop_assert_eq!(clean(&once).into_owned(), once);
        }

        #[test]
        fn dangerous_characters_are_seen_wherever_they_stand(
            text in "[a中\u{1b}\u{7f}\u{9b}\u{202e}\u{200b}\u{feff}\u{2028}\u{e0041}\r\n\t]{0,12}"
        ) {
            let cleaned = clean(&text).into_owned();
            prop_assert!(cleaned.chars().all(|c| c == '中' || (' '..='~').contains(&c)), "{cleaned:?}");
        }
    }
}
