//! The statements of a TOML text: headers, and keys with their values.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::toml_1_0::{add_break, span_of};
use crate::store::Patch;

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

/// A top-level statement: a header, or a key with its value, over any number of lines.
pub(crate) struct TomlStatement {
    /// From the first character to the last, without comments.
    pub(crate) span: Range<usize>,
    pub(crate) is_header: bool,
    /// Whether a comment is inside or after it.
    pub(crate) has_comment: bool,
}

/// Returns the statements of a valid text in order, without blank lines and comments.
pub(crate) fn statements(text: &str) -> Vec<TomlStatement> {
    let mut found: Vec<TomlStatement> = Vec::new();
    let mut current: Option<TomlStatement> = None;
    let mut depth = 0_usize;
    for token in Source::new(text).lex() {
        let span = span_of(&token);
        match token.kind() {
            TokenKind::Newline if depth == 0 => found.extend(current.take()),
            TokenKind::Newline | TokenKind::Whitespace | TokenKind::Eof => {}
            TokenKind::Comment => {
                if let Some(current) = &mut current {
                    current.has_comment = true;
                }
            }
            kind => {
                match kind {
                    TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket => depth += 1,
                    TokenKind::RightCurlyBracket | TokenKind::RightSquareBracket => {
                        depth = depth.saturating_sub(1);
                    }
                    _ => {}
                }
                current
                    .get_or_insert_with(|| TomlStatement {
                        span: span.clone(),
                        is_header: kind == TokenKind::LeftSquareBracket,
                        has_comment: false,
                    })
                    .span
                    .end = span.end;
            }
        }
    }
    found.extend(current);
    found
}

#[cfg(test)]
mod tests {
    use super::statements;

    #[test]
    fn statements_are_headers_and_keys_with_their_values() {
        let text = "a = 1 # b\n\n# c\n[d]\ne = [\n  1, # f\n]\n[[g.h]]\n";
        let all: Vec<(&str, bool, bool)> = statements(text)
            .iter()
            .map(|it| (&text[it.span.clone()], it.is_header, it.has_comment))
            .collect();
        assert_eq!(
            all,
            [
                ("a = 1", false, true),
                ("[d]", true, false),
                ("e = [\n  1, # f\n]", false, true),
                ("[[g.h]]", true, false)
            ]
        );
    }
}
