//! Measuring, cutting, padding and wrapping of text by terminal columns.
//!
//! Text must be clean (see [`clean`](super::clean())); widths agree with the screen's buffer.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Marks a cut; not `…`, which is two columns wide in many Chinese terminals.
pub const CUT_MARK: &str = "..";

/// Returns the width of `text` in columns.
pub fn width(text: &str) -> usize {
    simple_columns(text).unwrap_or_else(|| text.graphemes(true).map(grapheme_width).sum())
}

/// Returns the width of a text whose characters do not combine, which is then clean as well; `None` for
/// others.
pub(super) fn simple_columns(text: &str) -> Option<usize> {
    text.chars()
        .map(|c| match c {
            ' '..='~' => Some(1),
            c if is_wide(c) => Some(2),
            _ => None,
        })
        .sum()
}

/// Cuts `text` to at most `max` columns, between characters and with `..` at the end.
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    // A column takes at least one byte, so short ASCII needs no measuring.
    if text.is_ascii() && text.len() <= max || width(text) <= max {
        return Cow::Borrowed(text);
    }
    if max <= CUT_MARK.len() {
        return Cow::Borrowed(&CUT_MARK[..max]);
    }
    let (end, _) = prefix(text, max - CUT_MARK.len());
    Cow::Owned(format!("{}{CUT_MARK}", text[..end].trim_end()))
}

/// Appends `count` spaces.
pub fn push_blanks(text: &mut String, count: usize) {
    text.extend(std::iter::repeat_n(' ', count));
}

/// Cuts or pads `text` to exactly `columns` columns.
pub fn fit(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let blanks = columns - width(&cut);
    let mut fitted = cut.into_owned();
    push_blanks(&mut fitted, blanks);
    fitted
}

/// Cuts or left-pads `text` to exactly `columns` columns, for figures.
pub fn fit_right(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let mut fitted = " ".repeat(columns - width(&cut));
    fitted.push_str(&cut);
    fitted
}

/// Wraps `text` into lines of at most `columns` columns, as slices.
///
/// Chinese breaks between any two characters, but closing punctuation does not start a line and an
/// opening bracket does not end one if avoidable; Latin words and numbers stay whole if they fit.
/// Spaces at a break are dropped; `\n` always breaks. A character wider than `columns` is dropped, so
/// `columns` should be at least 2.
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, columns, &mut lines);
    }
    lines
}

fn wrap_paragraph<'text>(text: &'text str, columns: usize, lines: &mut Vec<&'text str>) {
    let before = lines.len();
    // The current line without trailing spaces; `used` includes them.
    let (mut start, mut end, mut used) = (0, 0, 0);
    for WrapPiece { range, is_blank } in pieces(text) {
        let wide = width(&text[range.clone()]);
        if is_blank {
            if end > start || lines.len() == before && start == 0 && used + wide < columns {
                used += wide;
            } else {
                (start, end, used) = (range.end, range.end, 0);
            }
            continue;
        }
        if used + wide <= columns {
            end = range.end;
            used += wide;
            continue;
        }
        if end > start {
            lines.push(&text[start..end]);
        }
        (start, end, used) = (range.start, range.end, wide);
        // A word longer than a line is split.
        while used > columns {
            let (fitting, _) = prefix(&text[start..end], columns);
            if fitting == 0 {
                start += text[start..end]
                    .graphemes(true)
                    .next()
                    .map_or(end - start, str::len);
            } else {
                lines.push(&text[start..start + fitting]);
                start += fitting;
            }
            used = width(&text[start..end]);
        }
    }
    if end > start || lines.len() == before {
        lines.push(&text[start..end]);
    }
}

/// An unbreakable piece of a line: a run of spaces, or a character or word with its brackets and
/// punctuation.
struct WrapPiece {
    range: Range<usize>,
    is_blank: bool,
}

fn pieces(text: &str) -> impl Iterator<Item = WrapPiece> {
    let mut graphemes = text.grapheme_indices(true).peekable();
    std::iter::from_fn(move || {
        let (start, first) = graphemes.next()?;
        let mut end = start + first.len();
        let mut last = kind(first);
        while let Some(&(at, grapheme)) = graphemes.peek() {
            let next = kind(grapheme);
            let together = match (last, next) {
                (WrapKind::Blank, _) | (_, WrapKind::Blank) => last == next,
                (_, WrapKind::Closing)
                | (WrapKind::Opening, _)
                | (WrapKind::Word, WrapKind::Word) => true,
                // `(` in the middle of a Latin word: f(x)
                (WrapKind::Word, WrapKind::Opening) => grapheme.is_ascii(),
                // A point or comma inside a number or word: 3.1.4, 1,000
                (WrapKind::Closing, WrapKind::Word) => text[..at].ends_with(is_joint),
                _ => false,
            };
            if !together {
                break;
            }
            end = at + grapheme.len();
            last = next;
            graphemes.next();
        }
        Some(WrapPiece {
            range: start..end,
            is_blank: last == WrapKind::Blank,
        })
    })
}

fn is_joint(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ':' | ';' | '%' | '!' | '?' | ')' | ']' | '}' | '\'' | '"' | '’'
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WrapKind {
    Blank,
    /// Part of a Latin word or number.
    Word,
    /// Stands by itself: a Chinese character.
    Single,
    /// Must not end a line.
    Opening,
    /// Must not start a line.
    Closing,
}

fn kind(grapheme: &str) -> WrapKind {
    if matches!(grapheme, " " | "\u{3000}") {
        return WrapKind::Blank;
    }
    let Some(first) = grapheme.chars().next() else {
        return WrapKind::Single;
    };
    match first {
        '（' | '「' | '『' | '【' | '〔' | '《' | '〈' | '“' | '‘' | '［' | '｛' | '(' | '['
        | '{' => WrapKind::Opening,
        '。' | '，' | '、' | '；' | '：' | '？' | '！' | '）' | '」' | '』' | '】' | '〕'
        | '》' | '〉' | '”' | '’' | '］' | '｝' | '·' | '…' | '—' | '％' | '～' | '.' | ','
        | ':' | ';' | '?' | '!' | ')' | ']' | '}' | '%' => WrapKind::Closing,
        _ if grapheme_width(grapheme) >= 2 => WrapKind::Single,
        _ => WrapKind::Word,
    }
}

/// Returns the bytes and columns of the longest prefix of at most `max` columns.
fn prefix(text: &str, max: usize) -> (usize, usize) {
    let (mut end, mut columns) = (0, 0);
    for (start, grapheme) in text.grapheme_indices(true) {
        let wider = columns + grapheme_width(grapheme);
        if wider > max {
            break;
        }
        columns = wider;
        end = start + grapheme.len();
    }
    (end, columns)
}

/// Returns whether a character always takes two columns.
fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{3001}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{FF01}'..='\u{FF60}'
    )
}

/// Returns a grapheme's width as the screen's buffer counts it: 1 per half-width sound mark, 0 with a
/// control character.
fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    let sound_marks = grapheme
        .chars()
        .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
        .count();
    grapheme.width() + sound_marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::CellWidth as _;

    use super::*;

    #[test]
    fn a_table_of_widths_that_an_update_of_unicode_width_must_not_move() {
        for (text, columns) in [
            ("", 0),
            ("abc", 3),
            ("督办", 4),
            ("（）", 4),
            ("“”…—①·", 6),
            ("示政〔2022〕1号", 15),
            ("é", 1),
            ("e\u{301}", 1),
            ("한국", 4),
            ("😀", 2),
            ("✓✗", 2),
            ("α", 1),
            ("𠮷", 2),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn cutting_leaves_whole_characters_and_a_mark() {
        assert_eq!(cut("市教育局", 8), "市教育局");
        assert_eq!(cut("市教育局", 7), "市教..");
        assert_eq!(cut("市教育局", 6), "市教..");
        assert_eq!(cut("市教育局", 5), "市..");
        assert_eq!(cut("市教育局", 2), "..");
        assert_eq!(cut("市教育局", 1), ".");
        assert_eq!(cut("市教育局", 0), "");
        assert_eq!(cut("a bc", 4), "a bc");
        assert_eq!(cut("ab cdef", 5), "ab..");
    }

    #[test]
    fn fitting_pads_the_odd_column() {
        assert_eq!(fit("市教育局", 7), "市教.. ");
        assert_eq!(fit("红3", 5), "红3  ");
        assert_eq!(fit_right("58", 4), "  58");
        assert_eq!(fit_right("市教育局", 5), " 市..");
    }

    #[test]
    fn closing_punctuation_does_not_start_a_line() {
        assert_eq!(
            wrap("把科学教育纳入，建立队伍。", 14),
            ["把科学教育纳", "入，建立队伍。"]
        );
        assert_eq!(
            wrap("建立“专兼职”队伍", 6),
            ["建立", "“专兼", "职”队", "伍"]
        );
        assert_eq!(wrap("名录（试行）", 6), ["名录", "（试", "行）"]);
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(wrap("培训60名教师", 5), ["培训", "60名", "教师"]);
        assert_eq!(wrap("采用 OpenSSH 登录", 8), ["采用", "OpenSSH", "登录"]);
        assert_eq!(
            wrap("见3.1.4条,共1,000名", 8),
            ["见3.1.4", "条,共", "1,000名"]
        );
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(
            wrap("half a minute over SSH", 10),
            ["half a", "minute", "over SSH"]
        );
    }

    #[test]
    fn lines_of_the_text_itself_stay() {
        assert_eq!(wrap("一\n\n二三", 4), ["一", "", "二三"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("一二  三", 5), ["一二", "三"]);
        assert_eq!(wrap("  缩进", 10), ["  缩进"]);
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[市教育局，。、（）“”a-z0-9 .%\n…①ｶﾞ😀e\u{301}]{0,40}",
            any::<String>()
        ]
    }

    proptest! {
        #[test]
        fn width_is_what_the_buffer_counts(text in text()) {
            let drawn: usize = text
                .graphemes(true)
                .filter(|grapheme| !grapheme.contains(char::is_control))
                .map(|grapheme| usize::from(grapheme.cell_width()))
                .sum();
            prop_assert_eq!(width(&text), drawn);
        }

        #[test]
        fn a_cut_text_fits_and_begins_like_the_text(text in text(), max in 0_usize..30) {
            let short = cut(&text, max);
            prop_assert!(width(&short) <= max);
            if short != text.as_str() {
                prop_assert!(width(&text) > max);
                let kept = short.trim_end_matches('.');
                prop_assert!(text.starts_with(kept));
            }
        }

        #[test]
        fn a_fitted_text_is_exactly_as_wide(text in text(), columns in 0_usize..30) {
            prop_assert_eq!(width(&fit(&text, columns)), columns);
            prop_assert_eq!(width(&fit_right(&text, columns)), columns);
        }

        #[test]
        fn wrapped_lines_fit_and_lose_only_blanks(text in text(), columns in 3_usize..30) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{:?}", line);
            }
            // Characters wider than a line are dropped, which the assertions below do not cover.
            prop_assume!(text.graphemes(true).all(|grapheme| grapheme_width(grapheme) <= columns));
            let solid = |text: &str| text.replace([' ', '\u{3000}', '\n'], "");
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }
    }
}
