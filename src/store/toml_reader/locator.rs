//! The line and column of a byte, and the text around it.

use std::ops::Range;

use memchr::memchr3_iter;
use unicode_width::UnicodeWidthStr;

use crate::text::clean;

/// A position in a text for people: line and column, the line itself, and where the carets go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line, safe to print.
    pub excerpt: String,
    /// Terminal columns before the carets.
    pub indent: usize,
    /// The number of carets, at least one.
    pub carets: usize,
}

/// The most characters of a line shown before and after the span.
const CONTEXT: usize = 60;
/// The most characters of the span shown.
const LONGEST: usize = 100;
/// Marks a shortened line.
const CUT: &str = "..";

impl TextPlace {
    /// Locates `span` in `text`.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        let bom = text
            .strip_prefix('\u{feff}')
            .map_or(0, |_| '\u{feff}'.len_utf8());
        let start = floor_boundary(text, span.start).max(bom);
        let line_start = text[..start].rfind('\n').map_or(bom, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let marked_end = floor_boundary(text, span.end).clamp(start, line_end);
        let column = text[line_start..start].chars().count() + 1;
        // Each part is cleaned separately, so that the carets stay aligned.
        let marked_end = start + text[start..marked_end].trim_end().len();
        let shown = first_chars(&text[start..marked_end], LONGEST);
        let rest = text[start + shown.len()..line_end].trim_end();
        let after = if start + shown.len() < marked_end {
            ""
        } else {
            first_chars(rest, CONTEXT)
        };
        let all_before = &text[line_start..start];
        let before = last_chars(all_before, CONTEXT);
        let cut_before = if before.len() < all_before.len() {
            CUT
        } else {
            ""
        };
        let cut_after = if after.len() < rest.len() { CUT } else { "" };
        let (before, marked, after) = (clean(before), clean(shown), clean(after));
        Self {
            line: memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1,
            column,
            excerpt: format!("{cut_before}{before}{marked}{after}{cut_after}")
                .trim_end()
                .to_owned(),
            indent: cut_before.width() + before.width(),
            carets: marked.width().max(1),
        }
    }
}

fn last_chars(text: &str, most: usize) -> &str {
    match text.char_indices().rev().nth(most - 1) {
        Some((at, _)) => &text[at..],
        None => text,
    }
}

fn first_chars(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The length of a conflict marker.
const MARK: usize = 7;

/// Finds the first conflict marker. This runs before parsing, since a marker inside a string would
/// parse.
pub fn find_conflict_marker(bytes: &[u8]) -> Option<Range<usize>> {
    // Nearly every file has none, which this finds out much faster than going line by line.
    let is_mark = |at: usize| {
        let mark = bytes.get(at..at + MARK);
        mark.is_some_and(|mark| mark.iter().all(|byte| *byte == bytes[at]))
    };
    if !memchr3_iter(b'<', b'>', b'|', bytes).any(is_mark) {
        return None;
    }
    let mut at = 0;
    // A line of seven equals signs may be an underline, unless there is an opening marker.
    let has_opening = memchr::memmem::find(bytes, b"<<<<<<<").is_some();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let ends = line
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let bare = &line[..line.len() - ends.count()];
        let is_marker = ["<<<<<<< ", ">>>>>>> ", "||||||| "]
            .iter()
            .any(|marker| bare.starts_with(marker.as_bytes()))
            || bare == b"=======" && has_opening
            || bare == b"<<<<<<<"
            || bare == b">>>>>>>";
        if is_marker {
            return Some(at..at + bare.len());
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_what_they_point_at() {
        let text = "a = 1\nstatus = \"推进中\" # 备注\n";
        let start = text.find("\"推").unwrap();
        let place = TextPlace::of(text, &(start..start + "\"推进中\"".len()));
        assert_eq!(
            (place.line, place.column, place.indent, place.carets),
            (2, 10, 9, 8)
        );
        let after = text.find('#').unwrap();
        assert_eq!(TextPlace::of(text, &(after..after + 1)).indent, 18);
    }

    #[test]
    fn a_conflict_is_seen_inside_a_string_too() {
        let text = "text = \"\"\"\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> other\n\"\"\"\n";
        assert_eq!(
            find_conflict_marker(text.as_bytes()).map(|span| &text[span]),
            Some("<<<<<<< HEAD")
        );
        assert_eq!(find_conflict_marker(b"a = \"<<<<<<<\"\n# =======\n"), None);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}id = 1\n";
        let place = TextPlace::of(text, &(8..9));
        assert_eq!(
            (place.line, place.column, place.excerpt.as_str()),
            (1, 6, "id = 1")
        );
    }
}
