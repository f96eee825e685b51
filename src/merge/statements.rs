//! A TOML text as statements: comments, headers, and keys with values.

use std::ops::Range;

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

/// Splits a text into statements; invalid TOML is split as far as possible.
pub(crate) fn statements(text: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = statement_end(text, start);
        let body = text[start..end].trim_start_matches([' ', '\t']);
        let kind = match body.bytes().next() {
            None | Some(b'\n' | b'\r') => StatementKind::Blank,
            Some(b'#') => StatementKind::Comment,
            Some(b'[') => {
                let array = body.starts_with("[[");
                let inside = &body[if array { 2 } else { 1 }..];
                let (path, _) = key_path(inside);
                StatementKind::Header { path, array }
            }
            Some(_) => StatementKind::Pair(key_path(body).0),
        };
        found.push(Statement {
            span: start..end,
            kind,
        });
        start = end;
    }
    found
}

/// Returns the end of the statement that starts at `start`: the first line end outside strings and
/// brackets.
fn statement_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let line_only = matches!(
        text[start..].trim_start_matches([' ', '\t']).bytes().next(),
        None | Some(b'\n' | b'\r' | b'#')
    );
    let mut depth = 0_usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' if depth == 0 || line_only => return at + 1,
            _ if line_only => at += 1,
            b'#' => at = line_end(bytes, at),
            b'"' | b'\'' => at = string_end(bytes, at),
            b'[' | b'{' => {
                depth += 1;
                at += 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Returns the end of the line, or of the text.
pub(crate) fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |more| at + more)
}

/// Returns the end of the string that starts at `at`; a single-line string ends with the line at the
/// latest.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let escapes = quote == b'"';
    let long = bytes[at..].starts_with(&[quote; 3]);
    let mut here = at + if long { 3 } else { 1 };
    while here < bytes.len() {
        if escapes && bytes[here] == b'\\' {
            here += 2;
        } else if long && bytes[here..].starts_with(&[quote; 3]) {
            here += 3;
            // Up to two more quotes belong to the string.
            while bytes.get(here) == Some(&quote) {
                here += 1;
            }
            return here;
        } else if !long && (bytes[here] == quote || bytes[here] == b'\n') {
            return here + usize::from(bytes[here] == quote);
        } else {
            here += 1;
        }
    }
    bytes.len()
}

/// Returns the parts of a dotted key and its end.
fn key_path(text: &str) -> (Vec<String>, usize) {
    let bytes = text.as_bytes();
    let mut path = Vec::new();
    let mut at = 0;
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let start = at;
        if let Some(b'"' | b'\'') = bytes.get(at) {
            at = string_end(bytes, at);
            path.push(unquoted(&text[start..at]));
        } else {
            while bytes
                .get(at)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'))
            {
                at += 1;
            }
            path.push(text[start..at].to_owned());
        }
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        if bytes.get(at) != Some(&b'.') {
            return (path, at);
        }
        at += 1;
    }
}

fn unquoted(quoted: &str) -> String {
    let parsed = format!("key = {quoted}").parse::<toml::Table>().ok();
    parsed
        .as_ref()
        .and_then(|table| table.get("key")?.as_str())
        .map_or_else(|| quoted.to_owned(), str::to_owned)
}

/// Returns the span of a pair's value, without trailing comment and line end.
pub(crate) fn value_span(statement: &str) -> Option<Range<usize>> {
    let indent = statement.len() - statement.trim_start_matches([' ', '\t']).len();
    let (_, end) = key_path(&statement[indent..]);
    let equals = indent + end;
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
