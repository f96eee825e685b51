//! Characters that terminals draw one or two columns wide: `“`, `—`, `…`, `①`, `→`.
//!
//! The program's own marks use none of them, but plans do. [`shown`] rewrites them for terminals that
//! draw them wide (`PuTTY`, mintty, VTE and conhost with Chinese settings) and leaves them alone on
//! others.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

use crate::plan::keyed;

keyed! {
    /// The terminal's width of ambiguous characters (`ambiguous = "narrow" | "wide"` in the configuration).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Ambiguous {
        /// One column: most terminals.
        #[default]
        Narrow = "narrow",
        /// Two columns: many terminals with a Chinese setting.
        Wide = "wide",
    }
}

/// Returns whether terminals disagree on the width of `c`.
pub fn is_ambiguous(c: char) -> bool {
    c.width() != c.width_cjk()
}

/// Returns clean plan text in the form to show on a screen.
///
/// On a wide terminal, an ambiguous character is replaced by a plain equivalent (`“` by `"`, `①` by
/// `(1)`), or followed by a space so that it fills the two columns the terminal gives it. Text in files
/// and reports never changes.
pub fn shown(text: &str, terminal: Ambiguous) -> Cow<'_, str> {
    if terminal == Ambiguous::Narrow || text.is_ascii() || !text.contains(is_ambiguous) {
        return Cow::Borrowed(text);
    }
    let mut form = String::with_capacity(text.len() + 8);
    for grapheme in text.graphemes(true) {
        let ambiguous = grapheme.chars().next().filter(|&c| is_ambiguous(c));
        match ambiguous {
            None => form.push_str(grapheme),
            Some(c) => {
                if !push_equivalent(&mut form, c) {
                    form.push_str(grapheme);
                    form.push(' ');
                }
            }
        }
    }
    Cow::Owned(form)
}

/// Appends a form of `c` with the same width on every terminal; returns false if there is none.
fn push_equivalent(form: &mut String, c: char) -> bool {
    let plain = match c {
        '“' | '”' | '„' | '‟' => "\"",
        '‘' | '’' | '‚' | '‛' => "'",
        '·' | '•' | '‧' | '‥' | '∙' => ".",
        '…' | '⋯' => "..",
        '—' | '–' | '―' | '‐' | '─' | '━' | '═' | '╌' | '┄' | '┈' | '\u{AD}' => {
            "-"
        }
        '│' | '┃' | '║' | '┆' | '┊' | '╎' | '‖' | '∣' => "|",
        '\u{250C}'..='\u{254B}' | '\u{2552}'..='\u{2573}' => "+",
        '×' | '✕' => "x",
        '÷' => "/",
        '±' => "+-",
        '≥' | '≧' => ">=",
        '≤' | '≦' => "<=",
        '≠' => "!=",
        '≈' | '∽' | '∼' => "~",
        '→' | '⇒' => "->",
        '←' | '⇐' => "<-",
        '∶' => ":",
        '℃' => "度C",
        '℉' => "度F",
        '№' => "No.",
        'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' | '⑴'..='⒵' | '™' => {
            form.extend(std::iter::once(c).nfkc());
            return true;
        }
        _ => return push_enclosed(form, c),
    };
    form.push_str(plain);
    true
}

/// Appends `①`, `Ⓐ`, `ⓐ`, `❶` as plain characters.
fn push_enclosed(form: &mut String, c: char) -> bool {
    let code = u32::from(c);
    let letter = |first: u32, a: u8| char::from(a + (code - first) as u8).to_string();
    let text = match code {
        0x2460..=0x2473 => format!("({})", code - 0x2460 + 1),
        0x24B6..=0x24CF => format!("({})", letter(0x24B6, b'A')),
        0x24D0..=0x24E9 => format!("({})", letter(0x24D0, b'a')),
        0x2776..=0x277F => format!("({})", code - 0x2776 + 1),
        _ => return false,
    };
    form.push_str(&text);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_characters_in_real_plans() {
        for c in "…─│┌├●○→▶“”‘’·—①×■★▲█▌※°≥•".chars()
        {
            assert!(is_ambiguous(c), "{c}");
        }
        for c in "、（〔￥。，；：）」✓✔✗›»░☐>%#红黄绿灰办αЖ".chars()
        {
            assert!(!is_ambiguous(c), "{c}");
        }
    }

    #[test]
    fn a_narrow_terminal_gets_the_text_as_it_is() {
        let text = "“双减”——①≥60名…";
        assert!(matches!(shown(text, Ambiguous::Narrow), Cow::Borrowed(kept) if kept == text));
        assert!(matches!(
            shown("市教育局 60名", Ambiguous::Wide),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn a_wide_terminal_gets_plain_equivalents_or_room() {
        assert_eq!(
            shown("“双减”——①≥60名…", Ambiguous::Wide),
            "\"双减\"--(1)>=60名.."
        );
        assert_eq!(shown("Ⅲ类·★级 ⅳ", Ambiguous::Wide), "III类.★ 级 iv");
        assert_eq!(
            shown("25℃ ⑩ ⑴ ⒈ ❷ ⓑ", Ambiguous::Wide),
            "25度C (10) (1) 1. (2) (b)"
        );
    }

    #[test]
    fn in_every_wide_form_an_ambiguous_character_has_two_columns() {
        let mut seen = 0;
        for c in (0..0x1_0000)
            .filter_map(char::from_u32)
            .filter(|&c| c.width_cjk() == Some(2) && is_ambiguous(c))
        {
            seen += 1;
            let form = shown(&format!("甲{c}乙"), Ambiguous::Wide).into_owned();
            let mut rest = form.chars().peekable();
            while let Some(c) = rest.next() {
                assert!(!is_ambiguous(c) || rest.peek() == Some(&' '), "{form:?}");
            }
        }
        assert!(
            seen > 300,
            "only {seen} ambiguous characters: has unicode-width changed?"
        );
    }
}
