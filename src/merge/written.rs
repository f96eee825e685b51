//! Fields and items as they are written: values, comments, blank lines.

use toml::de::DeTable;

use super::Versions;
use super::items::{WrittenField, WrittenItem};
use crate::plan::Number;
use crate::store::toml_reader::statements::value_span;

/// Returns a field's value as written; of tables, all lines.
pub(super) fn value_text(field: &WrittenField) -> String {
    match value_span(&field.text).filter(|_| !field.tables) {
        Some(span) => field.text[span].to_owned(),
        None => field.text.trim_end().to_owned(),
    }
}

/// Returns the field with a typed value: TOML, or the plain words of a string.
pub(super) fn typed(field: &WrittenField, value: &str) -> Option<WrittenField> {
    let indent: String = field
        .text
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect();
    let key = match field.text.find('=') {
        Some(at) if !field.tables => field.text[..at].trim().to_owned(),
        _ => field.key.join("."),
    };
    let line = |value: &str| format!("{indent}{key} = {value}\n");
    let reads = |text: &String| {
        let table = text.parse::<toml::Table>().ok();
        table.is_some_and(|table| table.len() == 1)
    };
    // A string stays a string: 2024 typed for a title is not a number.
    let is_words = value_text(field).starts_with(['"', '\'']);
    if let Some(text) = with_number(field, value) {
        return Some(WrittenField {
            text,
            ..field.clone()
        });
    }
    let one_line = !value.contains(['\n', '\r']);
    let quoted = value.trim().starts_with(['"', '\'']);
    let as_toml =
        Some(line(value.trim())).filter(|text| one_line && (quoted || !is_words) && reads(text));
    let as_words = || {
        let words = line(&toml::Value::String(value.to_owned()).to_string());
        Some(words).filter(|text| is_words && reads(text))
    };
    Some(WrittenField {
        text: as_toml.or_else(as_words)?,
        tables: false,
        ..field.clone()
    })
}

/// Returns the lines of a target on one line with a typed number for its value: all else stays as it is written.
fn with_number(field: &WrittenField, typed: &str) -> Option<String> {
    let number = Number::parse(typed.trim())?;
    let table = DeTable::parse(&field.text).ok();
    let table = table.filter(|_| !field.has_headers())?;
    let (_, target) = table.get_ref().iter().next()?;
    let value = target.get_ref().as_table()?.get("value")?.span();
    let mut text = field.text.clone();
    text.replace_range(value, &number.to_string());
    Some(text)
}

/// Merges comments: if only one side changed them, its version; else ours with the new lines of theirs.
pub(super) fn merge_comments(comments: Versions<&str>) -> String {
    if let Some(text) = comments.one_sided() {
        return text.to_owned();
    }
    let Versions { base, ours, theirs } = comments;
    let new = theirs.split_inclusive('\n').filter(|line| {
        let known = |text: &str| text.lines().any(|other| other.trim() == line.trim());
        !line.trim().is_empty() && !known(ours) && !known(base)
    });
    let new: String = new.collect();
    // A blank line at the end separates what follows.
    match ours.strip_suffix("\n\n") {
        Some(before) if !new.is_empty() => format!("{before}\n{new}\n"),
        _ if ours == "\n" && !new.is_empty() => format!("{new}\n"),
        _ => format!("{ours}{new}"),
    }
}

/// Returns the place after the nearest preceding item that has one. `place` finds an item's place.
pub(super) fn place_after<T>(
    before: &[T],
    place: impl FnMut(&T) -> Option<usize>,
) -> Option<usize> {
    before.iter().rev().find_map(place).map(|at| at + 1)
}

/// Inserts a new item between blank lines.
pub(super) fn insert_apart(parent: &mut WrittenItem, place: usize, mut child: WrittenItem) {
    let mut before = WrittenItem {
        children: parent.children[..place].to_vec(),
        ..parent.clone()
    }
    .text();
    if before.is_empty() {
        before.push_str("\n\n");
    }
    let is_last = place == parent.children.len();
    if !before.ends_with("\n\n") {
        child.lead.insert(0, '\n');
        if is_last && child.text().ends_with("\n\n") {
            last_tail(&mut child).pop();
        }
    }
    if !is_last {
        end_apart(&mut child);
    }
    parent.children.insert(place, child);
}

/// Ends an item with a blank line.
pub(super) fn end_apart(item: &mut WrittenItem) {
    if !item.text().ends_with("\n\n") {
        last_tail(item).push('\n');
    }
}

/// Returns the tail of the last item in an item.
pub(super) fn last_tail(item: &mut WrittenItem) -> &mut String {
    match item.children.len().checked_sub(1) {
        Some(at) => last_tail(&mut item.children[at]),
        None => &mut item.tail,
    }
}
