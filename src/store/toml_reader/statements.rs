//! A TOML text as statements: comments, headers, and keys with values.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::toml_1_0::add_break;
use crate::store::Patch;

/// The kind of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StatementKind {
    /// A blank line.
    Blank,
    /// A line that is only a comment.
    Comment,
    /// `[a.b]` or `[[a.b]]`.
    Header {
        /// The key.
        path: Vec<String>,
        /// Whether it has double brackets.
        array: bool,
    },
    /// `a.b = …`, over as many lines as it takes.
    Pair(Vec<String>),
}

/// A statement: whole lines, with the line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) span: Range<usize>,
    pub(crate) kind: StatementKind,
}

impl Statement {
    /// Returns whether the statement is `[a.b]` or `[[a.b]]`.
    pub(crate) fn is_header(&self) -> bool {
        matches!(self.kind, StatementKind::Header { .. })
    }
}

/// Splits a text, after a byte order mark, into statements; invalid TOML is split as far as possible.
pub(crate) fn statements(text: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut depth = 0_usize;
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::Newline if depth > 0 => {}
            TokenKind::Newline | TokenKind::Eof => {
                let span = start..token.span().end();
                start = span.end;
                let kind = kind_of(&text[span.clone()]);
                found.push(Statement { span, kind });
            }
            _ => {}
        }
    }
    found.retain(|statement| !statement.span.is_empty());
    found
}

fn kind_of(statement: &str) -> StatementKind {
    let body = statement.trim_start_matches([' ', '\t']);
    match body.bytes().next() {
        None | Some(b'\n' | b'\r') => StatementKind::Blank,
        Some(b'#') => StatementKind::Comment,
        Some(b'[') => StatementKind::Header {
            path: key_path(body).0,
            array: body.starts_with("[["),
        },
        Some(_) => StatementKind::Pair(key_path(body).0),
    }
}

/// Returns the parts of the key of a header or pair, at least one, and the place of what closes it.
fn key_path(statement: &str) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    let mut end = statement.len();
    for token in Source::new(statement).lex() {
        let span = token.span().start()..token.span().end();
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Dot | TokenKind::LeftSquareBracket => {}
            TokenKind::Atom => path.push(statement[span].to_owned()),
            TokenKind::BasicString | TokenKind::LiteralString => {
                path.push(unquoted(&statement[span]));
            }
            _ => {
                end = span.start;
                break;
            }
        }
    }
    if path.is_empty() {
        path.push(String::new());
    }
    (path, end)
}

fn unquoted(quoted: &str) -> String {
    let parsed = format!("key = {quoted}").parse::<toml::Table>().ok();
    parsed
        .as_ref()
        .and_then(|table| table.get("key")?.as_str())
        .map_or_else(|| quoted.to_owned(), str::to_owned)
}

/// Returns the comments of a text, without what is before and behind them on their lines.
pub(crate) fn comments(text: &str) -> Vec<&str> {
    let source = Source::new(text);
    let comments = source
        .lex()
        .filter(|token| token.kind() == TokenKind::Comment);
    comments
        .map(|token| text[token.span().start()..token.span().end()].trim_end())
        .collect()
}

/// Returns the span of a pair's value, without trailing comment and line end.
pub(crate) fn value_span(statement: &str) -> Option<Range<usize>> {
    let (_, equals) = key_path(statement);
    if statement.as_bytes().get(equals) != Some(&b'=') {
        return None;
    }
    let table = toml::de::DeTable::parse(statement).ok()?.into_inner();
    let (_, mut value) = table.iter().next()?;
    while value.span().start < equals {
        let inner = value.get_ref().as_table()?;
        (_, value) = inner.iter().next()?;
    }
    Some(value.span())
}

/// Returns the patches that put a value onto one line; `None` if a comment would be lost or a string
/// cannot be read.
pub(crate) fn onto_one_line(text: &str, value: &Range<usize>) -> Option<Vec<Patch>> {
    let mut breaks = Vec::new();
    let mut strings = Vec::new();
    let part = &text[value.clone()];
    for token in Source::new(part).lex() {
        let span = value.start + token.span().start()..value.start + token.span().end();
        match token.kind() {
            TokenKind::Comment => return None,
            TokenKind::Newline => add_break(&mut breaks, text, &span),
            TokenKind::MlBasicString | TokenKind::MlLiteralString => {
                let source = format!("x = {}", &text[span.clone()]);
                let table = toml::de::DeTable::parse(&source).ok()?;
                let string = table.get_ref().get("x")?.get_ref().as_str()?.to_owned();
                strings.push(Patch {
                    at: span,
                    new: crate::store::progress::entry_text::quoted(&string),
                });
            }
            _ => {}
        }
    }
    breaks.append(&mut strings);
    breaks.sort_by_key(|patch| patch.at.start);
    Some(breaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_inside_strings_and_arrays_are_none() {
        let text = "a = \"\"\"\n[x]\n\\\"\"\"\"\n# c\n\n[[b.\"3.1\".'c d']] # [y]\nlog = [\n  { t = \"]\" }, # ]\n]\nd.e = 1 # e\n";
        let kinds: Vec<StatementKind> = statements(text).into_iter().map(|s| s.kind).collect();
        assert_eq!(
            kinds,
            [
                StatementKind::Pair(vec!["a".into()]),
                StatementKind::Comment,
                StatementKind::Blank,
                StatementKind::Header {
                    path: vec!["b".into(), "3.1".into(), "c d".into()],
                    array: true
                },
                StatementKind::Pair(vec!["log".into()]),
                StatementKind::Pair(vec!["d".into(), "e".into()]),
            ]
        );
        let all: usize = statements(text).iter().map(|s| s.span.len()).sum();
        assert_eq!(all, text.len());
    }

    #[test]
    fn a_value_is_found_behind_its_key() {
        for (text, value) in [
            ("a = \"=\" # x\n", "\"=\""),
            ("  d.e = [1,\n 2]\n", "[1,\n 2]"),
            ("\"a=b\" = { x = 1 }", "{ x = 1 }"),
        ] {
            assert_eq!(value_span(text).map(|span| &text[span]), Some(value));
        }
        assert_eq!(value_span("[a]\n"), None);
    }
}
