//! Parsing of TOML text, common to all files.

use std::collections::HashSet;
use std::ops::Range;

use toml::de::DeTable;

use crate::text::{ExpectedValue, Flaw, header_of};

use super::fields::{Fields, Spot};
use super::toml_1_0::newer_forms;
use crate::store::problem::Flaws;

/// The newest schema this program reads and writes.
pub(crate) const SCHEMA: i64 = 1;

/// The most syntax errors reported: one typing error causes many.
const MOST_SYNTAX_ERRORS: usize = 3;

/// Parses TOML; every syntax error is fatal, and the first few are reported.
pub(crate) fn parse<'s>(text: &'s str, flaws: &mut Flaws) -> Option<DeTable<'s>> {
    let text = wrong_beginning(text).unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut found: Vec<(Range<usize>, &str)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message()))
        .collect();
    found.sort_by_key(|(span, _)| span.start);
    if breaks_off(text, &found) {
        let end = text.trim_end().len();
        flaws.fatal(end..end, Flaw::CutShort);
        return None;
    }
    let errors_below = errors_below(text, &mut found);
    let below = errors_below.iter();
    found.extend(below.map(|(span, message)| (span.clone(), message.as_str())));
    // One slip makes several errors on its line, so a line is reported once.
    let (mut told, mut told_until) = (0, 0);
    for (span, message) in found {
        if told == MOST_SYNTAX_ERRORS {
            break;
        }
        if told > 0 && span.start <= told_until {
            continue;
        }
        let Range {
            start: line_start,
            end: line_end,
        } = line_at(text, span.start);
        (told, told_until) = (told + 1, line_end);
        if let Some((sign, flaw)) = full_width_sign(&text[line_start..line_end]) {
            flaws.fatal(line_start + sign.start..line_start + sign.end, flaw);
            break;
        }
        if let Some(key) =
            single_brackets(&text[line_start..line_end]).filter(|_| message == "duplicate key")
        {
            let (key, wanted) = (key.to_owned(), ExpectedValue::Tables);
            flaws.fatal(line_start..line_end, Flaw::WrongType { key, wanted });
            break;
        }
        let twice = (message == "duplicate key")
            .then(|| key_twice(text, line_start..line_end))
            .flatten();
        let flaw = if let Some(twice) = twice {
            twice
        } else if is_after_closing(text, line_start, message) {
            let flaw = Flaw::AfterClosing { is_joinable: false };
            flaws.fatal(line_start..line_end, flaw);
            break;
        } else if let Some(day) = day_without_comma(text, line_start, &span) {
            let message = "missing comma between key-value pairs".to_owned();
            flaws.fatal(day, Flaw::Syntax { message });
            continue;
        } else if message.starts_with("invalid date") {
            let text = text.get(span.clone()).unwrap_or_default().to_owned();
            Flaw::BadDate { text }
        } else {
            Flaw::Syntax {
                message: message.to_owned(),
            }
        };
        flaws.fatal(span, flaw);
    }
    if !errors.is_empty() {
        return None;
    }
    for newer in newer_forms(text) {
        flaws.note(newer.span, Flaw::NewerToml { form: newer.form });
    }
    Some(table.into_inner())
}

/// Returns the first syntax error of a text.
pub(crate) fn first_toml_flaw(text: &str) -> Option<(Range<usize>, Flaw)> {
    let mut flaws = Flaws::default();
    match parse(text, &mut flaws) {
        Some(_) => None,
        None => flaws.found.into_iter().next(),
    }
}

/// Returns the line that holds a place, without its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n');
    start..end.map_or(text.len(), |end| start + end)
}

/// Takes away the errors below the first that leaves something open, since they may come of it, and returns those that
/// remain where the text is read anew from the next header on.
fn errors_below(text: &str, found: &mut Vec<(Range<usize>, &str)>) -> Vec<(Range<usize>, String)> {
    let mut below: Vec<(Range<usize>, String)> = Vec::new();
    const CLOSED: [&str; 3] = ["duplicate key", "invalid date", "missing comma"];
    let mut told_until = None;
    let first = found.iter().position(|(span, message)| {
        let line = line_at(text, span.start);
        let is_closed = CLOSED.iter().any(|it| message.starts_with(it))
            || day_without_comma(text, line.start, span).is_some()
            || told_until.is_some_and(|end| span.start < end);
        if is_closed {
            told_until = Some(line.end);
        }
        !is_closed
    });
    let Some(first) = first else {
        return below;
    };
    found.truncate(first + 1);
    let mut open = found[first].0.start;
    while found.len() + below.len() < MOST_SYNTAX_ERRORS {
        let Some(from) = text.get(open..).and_then(|rest| rest.find("\n[")) else {
            break;
        };
        let from = open + from + 1;
        let (_, errors) = DeTable::parse_recoverable(&text[from..]);
        // A duplicate key may be one only because the lines above are cut off.
        let errors = errors
            .iter()
            .filter(|error| error.message() != "duplicate key");
        let spans = errors.filter_map(|error| Some((error.span()?, error.message())));
        let Some((span, message)) = spans.min_by_key(|(span, _)| span.start) else {
            break;
        };
        open = from + span.start;
        below.push((open..from + span.end, message.to_owned()));
    }
    below
}

/// Returns whether the only fault of a text is something left open at its end, which no line ends.
fn breaks_off(text: &str, errors: &[(Range<usize>, &str)]) -> bool {
    let end = text.trim_end().len();
    let is_at_end = |span: &Range<usize>| span.start >= end || span.end >= text.len();
    // A slip on a last line that is whole is reported as on any other: x = 2024-02-30.
    let is_open = |message: &str| message.contains("unclosed") || message.contains("expected `");
    !text.ends_with('\n')
        && errors.iter().all(|(span, _)| is_at_end(span))
        && (errors.iter().any(|(_, message)| is_open(message))
            || !errors.is_empty() && text[..end].ends_with('='))
}

/// The length from which a text is first looked at in parts: the parser keeps all errors, some hundred bytes each, and
/// a long text of wrong lines would take hundreds of times its own size.
const LONG: usize = 2 << 20;

/// Returns the beginning of a long text if that alone has more wrong lines than are reported.
fn wrong_beginning(text: &str) -> Option<&str> {
    let mut length = LONG / 8;
    while text.len() > LONG && length < text.len() {
        let line_end = text.as_bytes()[..length]
            .iter()
            .rposition(|byte| *byte == b'\n');
        let part = &text[..line_end.map_or(0, |at| at + 1)];
        let (_, errors) = DeTable::parse_recoverable(part);
        // An error at the end of a part may be right in the whole; so many wrong lines are counted before it.
        let wrong = errors.iter().filter_map(toml::de::Error::span);
        let wrong = wrong.filter(|span| span.end < part.len() / 2);
        let lines = wrong.map(|span| part.get(..span.start)?.rfind('\n'));
        if lines.collect::<HashSet<_>>().len() > MOST_SYNTAX_ERRORS {
            return Some(part);
        }
        length *= 4;
    }
    None
}

/// Returns the flaw of a key on a line by itself that an earlier line of the same table has too.
fn key_twice(text: &str, line: Range<usize>) -> Option<Flaw> {
    let (key, second) = key_and_value(&text[line.clone()])?;
    let before = text[..line.start].lines().rev();
    let mut same_table = before.take_while(|line| !line.trim_start().starts_with('['));
    let first = same_table.find_map(|line| {
        let (known, value) = key_and_value(line)?;
        (known == key).then_some(value)
    })?;
    let values = [first, second];
    Some(Flaw::KeyTwice { key, values })
}

/// Returns the key of a line and its value as it is written, if both are on it.
fn key_and_value(line: &str) -> Option<(String, String)> {
    let table = DeTable::parse(line).ok()?;
    let (key, value) = table.get_ref().iter().next()?;
    let value = line.get(value.span())?.to_owned();
    Some((key.get_ref().to_string(), value))
}

/// Returns whether a line closes a list or holds an entry of one, and the list was closed before it: a merge by lines
/// leaves the closing lines of both sides.
fn is_after_closing(text: &str, line_start: usize, message: &str) -> bool {
    let is_of_list = (message.starts_with("missing table open")
        && text[line_start..].trim_start().starts_with(']'))
        || (message.starts_with("invalid key-value pair")
            && text[line_start..].trim_start().starts_with('{'));
    let before = text[..line_start].lines().rev().map(str::trim_start);
    let mut before = before.filter(|line| !line.is_empty() && !line.starts_with('#'));
    is_of_list && before.next().is_some_and(|line| line.starts_with(']'))
}

/// Returns the position of a day or moment in an inline table that the next key follows without a comma.
fn day_without_comma(text: &str, line_start: usize, span: &Range<usize>) -> Option<Range<usize>> {
    let is_in_braces = text.get(line_start..span.start)?.contains('{');
    let (day, rest) = text.get(span.start..)?.split_once([' ', '\t'])?;
    let is_day = day.starts_with(|c: char| c.is_ascii_digit())
        && DeTable::parse(&format!("day = {day}")).is_ok();
    let is_key = rest
        .trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic() || c == '"');
    (is_in_braces && is_day && is_key).then(|| span.start..span.start + day.len())
}

/// Returns the key of a header such as `[unit]` that should be `[[unit]]`, since there may be several of its tables.
fn single_brackets(line: &str) -> Option<&str> {
    let line = line.split('#').next()?;
    let header = line.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let key = header.rsplit('.').next()?;
    header_of(key).is_some().then_some(key)
}

/// Finds a full-width sign where TOML needs an ASCII one: outside strings, or a quote in an unterminated one.
fn full_width_sign(line: &str) -> Option<(Range<usize>, Flaw)> {
    let mut open = None;
    let mut inside = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        let is_quote = matches!(c, '“' | '”' | '‘' | '’' | '＂');
        let found = || at..at + c.len_utf8();
        match open {
            None if c == '#' => return None,
            None if is_quote => return Some((found(), Flaw::FullWidthQuotes)),
            None if matches!(c, '"' | '\'') => open = Some(c),
            None => {
                if let Some(ascii) = ascii_sign(c) {
                    return Some((found(), Flaw::FullWidthSign { sign: c, ascii }));
                }
            }
            Some(quote) if c == quote && !escaped => (open, inside) = (None, None),
            Some(_) if is_quote => inside = Some((found(), Flaw::FullWidthQuotes)),
            _ => {}
        }
        escaped = open == Some('"') && c == '\\' && !escaped;
    }
    inside
}

/// Returns the sign of TOML that an input method left on has written in full width.
fn ascii_sign(sign: char) -> Option<char> {
    Some(match sign {
        '，' | '、' => ',',
        '。' | '．' => '.',
        '＝' => '=',
        '：' => ':',
        '｛' => '{',
        '｝' => '}',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '＃' => '#',
        _ => return None,
    })
}

/// Reports a missing or newer schema; a newer one makes the file unusable.
pub(crate) fn check_schema(root: &Fields<'_, '_>, flaws: &mut Flaws) {
    match root.whole("schema", flaws) {
        None if root.has("schema") => {}
        None => flaws.note(0..0, Flaw::MissingSchema),
        Some(schema) if schema.value < 1 => {
            flaws.bad_value(schema, "schema", vec![SCHEMA.to_string()]);
        }
        Some(Spot { value: found, span }) if found > SCHEMA => {
            let known = SCHEMA;
            flaws.note(span, Flaw::NewerSchema { found, known });
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaws_of(text: &str) -> Vec<(Range<usize>, Flaw)> {
        let mut flaws = Flaws::default();
        parse(text, &mut flaws);
        flaws.found
    }

    #[test]
    fn a_text_breaks_off_only_where_something_stays_open() {
        for line in [
            "title = \"abc",
            "title = \"\"\"abc",
            "title =",
            "title",
            "lead = [\"a\", \"b",
            "lead = [\"a\",",
            "[[action.mile",
            "target = { op = \">=\", value = 3",
        ] {
            let found = flaws_of(&format!("schema = 1\n{line}"));
            let end = 11 + line.len();
            assert_eq!(found, [(end..end, Flaw::CutShort)], "{line}");
        }
        for line in [
            "x = 2024-02-30", "x = yes", "x = 2024-6-1", "x = “q”", "x = 1 2",
        ] {
            let text = format!("schema = 1\n{line}");
            let found = flaws_of(&text);
            assert_eq!(found, flaws_of(&(text + "\n")), "{line}");
            assert!(!found.is_empty(), "{line}");
        }
    }

    #[test]
    fn of_a_long_text_of_wrong_lines_the_beginning_is_enough() {
        let good = "schema = 1\n";
        for wrong in ["x x\n", "ａ = 1\n", "\"\n", "[[[\n", "schema = 1\n"] {
            let text = good.to_owned() + &wrong.repeat(3 * LONG / wrong.len());
            let part = wrong_beginning(&text).unwrap();
            assert!(part.len() <= LONG / 8, "{wrong}");
            let few = good.to_owned() + &wrong.repeat(10);
            assert_eq!(flaws_of(&text), flaws_of(&few), "{wrong}");
        }
        // One slip in a long text that is right is found wherever it is.
        let entry = "  { on = 2024-01-01, text = \"办班\" },\n";
        let log = format!("log = [\n{}]\n", entry.repeat(3 * LONG / entry.len()));
        assert_eq!(wrong_beginning(&log), None);
        assert_eq!(flaws_of(&log), []);
        for at in [log.len() / 20, log.len() / 2, log.len() - 50] {
            let at = at + log[at..].find("text").unwrap();
            let slip = format!("{}text text{}", &log[..at], &log[at + 4..]);
            let found = flaws_of(&slip);
            assert!(
                found.iter().all(|(span, _)| span.start.abs_diff(at) < 20),
                "{found:?}"
            );
            assert!(!found.is_empty());
        }
    }
}
