use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::text::clean;

/// A place in a text as people count: line and column from 1, the line itself, and where carets go under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line, safe to print.
    pub excerpt: String,
    /// Columns before the carets, as a terminal counts them.
    pub indent: usize,
    /// How many carets, at least one.
    pub carets: usize,
}

/// How much of a line is shown before and after the place.
const CONTEXT: usize = 60;

impl Place {
    /// Where `span` lies in `text`.
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        let start = floor_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let bom = if line_start == 0 {
            text.strip_prefix('\u{feff}')
                .map_or(0, |_| '\u{feff}'.len_utf8())
        } else {
            0
        };
        let line = &text[(line_start + bom).min(start)..line_end];
        let before = &text[(line_start + bom).min(start)..start];
        let marked = &text[start..floor_boundary(text, span.end).clamp(start, line_end)];
        let skipped = before.chars().count().saturating_sub(CONTEXT);
        let shown_before: String = before.chars().skip(skipped).collect();
        let excerpt: String = line
            .chars()
            .skip(skipped)
            .take(shown_before.chars().count() + marked.chars().count() + CONTEXT)
            .collect();
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: before.chars().count() + 1,
            excerpt: clean(excerpt.trim_end()).into_owned(),
            indent: clean(&shown_before).width(),
            carets: clean(marked.trim_end()).width().max(1),
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first line git left in a file it could not merge. Looked for before parsing: inside a string it would parse.
pub fn find_conflict_marker(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        let is_marker = ["<<<<<<< ", ">>>>>>> ", "||||||| "]
            .iter()
            .any(|marker| bare.starts_with(marker))
            || bare == "=======" && text.contains("<<<<<<<")
            || bare == "<<<<<<<"
            || bare == ">>>>>>>";
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
        let place = Place::of(text, &(start..start + "\"推进中\"".len()));
        assert_eq!(
            (place.line, place.column, place.indent, place.carets),
            (2, 10, 9, 8)
        );
        let after = text.find('#').unwrap();
        assert_eq!(Place::of(text, &(after..after + 1)).indent, 18);
    }

    #[test]
    fn a_conflict_is_seen_inside_a_string_too() {
        let text = "text = \"\"\"\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> other\n\"\"\"\n";
        assert_eq!(
            find_conflict_marker(text).map(|span| &text[span]),
            Some("<<<<<<< HEAD")
        );
        assert_eq!(find_conflict_marker("a = \"<<<<<<<\"\n# =======\n"), None);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}id = 1\n";
        let place = Place::of(text, &(8..9));
        assert_eq!(
            (place.line, place.column, place.excerpt.as_str()),
            (1, 6, "id = 1")
        );
    }
}
