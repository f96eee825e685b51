//! Forms that TOML 1.1 allows and TOML 1.0 does not. Our parser reads both; other programs and
//! line-based merges do not.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use crate::store::Patch;
use crate::text::TomlForm;

/// A TOML 1.1 form with its span.
pub(crate) struct NewerForm {
    pub(crate) span: Range<usize>,
    pub(crate) form: TomlForm,
    /// Patches that convert it to TOML 1.0; empty if a comment would be lost.
    pub(crate) mend: Vec<Patch>,
}

/// An open bracket.
#[derive(Default)]
struct Open {
    start: usize,
    is_table: bool,
    last_comma: Option<Range<usize>>,
    breaks: Vec<Patch>,
    first_break: Option<usize>,
    has_comment: bool,
}

/// Finds all such forms in a valid text.
pub(crate) fn newer_forms(text: &str) -> Vec<NewerForm> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for token in Source::new(text).lex() {
        let span = span_of(&token);
        match token.kind() {
            TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket => {
                if let Some(outer) = open.last_mut() {
                    outer.last_comma = None;
                }
                open.push(Open {
                    start: span.start,
                    is_table: token.kind() == TokenKind::LeftCurlyBracket,
                    ..Open::default()
                });
            }
            TokenKind::RightCurlyBracket | TokenKind::RightSquareBracket => {
                if let Some(closed) = open.pop().filter(|closed| closed.is_table) {
                    closed.report(&mut found);
                }
            }
            TokenKind::Newline | TokenKind::Comment => {
                if let Some(table) = open.last_mut().filter(|inner| inner.is_table) {
                    table.first_break.get_or_insert(span.start);
                    if token.kind() == TokenKind::Comment {
                        table.has_comment = true;
                    } else {
                        add_break(&mut table.breaks, text, &span);
                    }
                }
            }
            TokenKind::Comma => {
                if let Some(inner) = open.last_mut() {
                    inner.last_comma = Some(span);
                }
            }
            TokenKind::Whitespace | TokenKind::Eof => {}
            kind => {
                if let Some(inner) = open.last_mut() {
                    inner.last_comma = None;
                }
                match kind {
                    TokenKind::Atom => found.extend(short_time(&text[span.clone()], span.start)),
                    TokenKind::BasicString | TokenKind::MlBasicString => {
                        new_escapes(text, span, &mut found);
                    }
                    _ => {}
                }
            }
        }
    }
    found.sort_by_key(|form| form.span.start);
    found
}

impl Open {
    fn report(self, found: &mut Vec<NewerForm>) {
        if let Some(comma) = self.last_comma {
            found.push(NewerForm {
                span: comma.clone(),
                form: TomlForm::TrailingComma,
                mend: vec![Patch {
                    at: comma,
                    new: String::new(),
                }],
            });
        }
        if let Some(end) = self.first_break {
            let mend = if self.has_comment {
                Vec::new()
            } else {
                self.breaks
            };
            found.push(NewerForm {
                span: self.start..end,
                form: TomlForm::TableOverLines,
                mend,
            });
        }
    }
}

/// Replaces a line end and the blanks around it by one space.
pub(super) fn add_break(breaks: &mut Vec<Patch>, text: &str, newline: &Range<usize>) {
    let blank = [' ', '\t', '\r'];
    let start = text[..newline.start].trim_end_matches(blank).len();
    let after = &text[newline.end..];
    let end = newline.end + after.len() - after.trim_start_matches(blank).len();
    match breaks.last_mut().filter(|last| last.at.end >= start) {
        Some(last) => last.at.end = end,
        None => breaks.push(Patch {
            at: start..end,
            new: " ".to_owned(),
        }),
    }
}

/// Recognises 09:00 for 09:00:00.
fn short_time(atom: &str, start: usize) -> Option<NewerForm> {
    let time_at = atom.find(['T', 't']).map_or(0, |at| at + 1);
    let time = &atom.as_bytes()[time_at..];
    let is_short = time.len() >= 5
        && time[2] == b':'
        && time[..5]
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .count()
            == 4
        && time.get(5) != Some(&b':');
    let at = start + time_at + 5;
    is_short.then(|| NewerForm {
        span: start..start + atom.len(),
        form: TomlForm::TimeWithoutSeconds,
        mend: vec![Patch {
            at: at..at,
            new: ":00".to_owned(),
        }],
    })
}

/// Finds `\e` and `\x41`.
fn new_escapes(text: &str, string: Range<usize>, found: &mut Vec<NewerForm>) {
    let bytes = text[string.clone()].as_bytes();
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'\\', &bytes[at..]) {
        let start = string.start + at + next;
        let (length, new) = match bytes.get(at + next + 1) {
            Some(b'e') => (2, "\\u001B"),
            Some(b'x') => (2, "\\u00"),
            _ => {
                at += next + 2;
                continue;
            }
        };
        found.push(NewerForm {
            span: start..start + length,
            form: TomlForm::NewEscape,
            mend: vec![Patch {
                at: start..start + length,
                new: new.to_owned(),
            }],
        });
        at += next + 2;
    }
}

/// Returns the span of a token.
pub(super) fn span_of(token: &Token) -> Range<usize> {
    token.span().start()..token.span().end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::patched;

    fn forms(text: &str) -> Vec<TomlForm> {
        newer_forms(text).iter().map(|form| form.form).collect()
    }

    fn mended(text: &str) -> String {
        let mut patches: Vec<Patch> = newer_forms(text)
            .into_iter()
            .flat_map(|form| form.mend)
            .collect();
        patches.sort_by_key(|patch| patch.at.start);
        patched(text, &patches)
    }

    #[test]
    fn what_toml_1_0_has_is_let_be() {
        for text in [
            "a = { b = 1 }\nc = [\n  { d = 2 }, # e\n  { f = [\n 1,\n ] },\n]\n",
            "t = 09:00:00\nu = 2024-04-01T09:00:00+08:00\nv = 2024-04-01 09:00:00.5\nw = 2024-04-01\n",
            "s = \"\\\\e \\\\x41 \\u0041 { , }\"\nl = '\\e'\nm = '''\n{\n,}'''\n",
            "[a.\"b,}\"]\n[[c]]\nd = []\ne = {}\n",
            "\u{feff}a = 1\r\nb = [ { c = 1 },\r\n]\r\n",
        ] {
            assert!(toml::de::DeTable::parse(text).is_ok(), "{text}");
            assert_eq!(forms(text), [], "{text}");
        }
    }

    #[test]
    fn what_only_toml_1_1_has_is_found_and_mended() {
        use TomlForm::{NewEscape, TableOverLines, TimeWithoutSeconds, TrailingComma};
        for (text, expected, as_1_0) in [
            ("a = { b = 1, }\n", vec![TrailingComma], "a = { b = 1 }\n"),
            (
                "a = { b = 1,\n\n    c = 2 }\n",
                vec![TableOverLines],
                "a = { b = 1, c = 2 }\n",
            ),
            (
                "a = [ {\r\n b = 1,\r\n} ]\r\n",
                vec![TableOverLines, TrailingComma],
                "a = [ { b = 1 } ]\r\n",
            ),
            (
                "a = { b = 1, # c\n d = 2 }\n",
                vec![TableOverLines],
                "a = { b = 1, # c\n d = 2 }\n",
            ),
            (
                "a = 2024-04-01 09:00\nb = 2024-04-01T09:00+08:00\nc = 09:30\n",
                vec![TimeWithoutSeconds; 3],
                "a = 2024-04-01 09:00:00\nb = 2024-04-01T09:00:00+08:00\nc = 09:30:00\n",
            ),
            (
                "a = \"\\e[1m\\x41\"\n",
                vec![NewEscape; 2],
                "a = \"\\u001B[1m\\u0041\"\n",
            ),
        ] {
            assert!(toml::de::DeTable::parse(text).is_ok(), "{text}");
            assert_eq!(forms(text), expected, "{text}");
            assert_eq!(mended(text), as_1_0);
        }
    }
}
