//! Blocks written as one value, `milestone = { "1.1/x" = { log = [ … ] } }`, to which no other can be added: written again
//! under headers.

use std::ops::Range;

use super::blocks::{expected_logs, header};
use super::splice::{Patch, lines, newline_of, patched};
use crate::plan::{Log, Plan};
use crate::store::ProgressFile;
use crate::store::toml_reader::statements::{
    Statement, StatementKind, comments, onto_one_line, statements, value_span,
};

/// Returns a text with its blocks under headers, at its end, and the number of values that were parted. A value with
/// comments, or with more in its blocks than logs, stays.
pub(crate) fn under_headers(text: &str, file: &ProgressFile, plan: &Plan) -> (String, usize) {
    let newline = newline_of(text);
    let mut blocks = String::new();
    let mut gone = Vec::new();
    for statement in statements(text).iter().take_while(|it| !it.is_header()) {
        if let Some(found) = blocks_of(text, statement, file, plan) {
            for block in found {
                blocks = blocks + newline + &block;
            }
            gone.push(Patch {
                at: statement.span.clone(),
                new: String::new(),
            });
        }
    }
    let count = gone.len();
    (patched(text, &gone) + &blocks, count)
}

/// Returns the blocks of a statement that has them in one value.
fn blocks_of(
    text: &str,
    statement: &Statement,
    file: &ProgressFile,
    plan: &Plan,
) -> Option<Vec<String>> {
    let StatementKind::Pair(path) = &statement.kind else {
        return None;
    };
    let own = &text[statement.span.clone()];
    let has_value = value_span(own).is_some_and(|value| own[value].starts_with('{'));
    let is_of_blocks =
        matches!(path.as_slice(), [kind] if kind == "milestone" || kind == "indicator");
    if !is_of_blocks || !has_value || !comments(own).is_empty() || !has_nothing_but_logs(own) {
        return None;
    }
    let places = file.places.iter();
    let inside = places.filter(|(_, place)| statement.span.contains(&place.array.start));
    inside
        .map(|(log, place)| block(text, log, &place.items, plan))
        .collect()
}

/// Returns whether the blocks of a statement hold logs alone, which are all that is written again.
fn has_nothing_but_logs(statement: &str) -> bool {
    let Ok(table) = statement.parse::<toml::Table>() else {
        return false;
    };
    let kinds = table.values().filter_map(toml::Value::as_table);
    let mut blocks = kinds.flat_map(toml::Table::values);
    blocks.all(|block| {
        let keys = block
            .as_table()
            .map(|block| block.keys().collect::<Vec<_>>());
        keys.is_some_and(|keys| keys == ["log"])
    })
}

/// Returns a block with its comment, its header and its entries, each on a line; `None` if an entry cannot stand on one.
fn block(text: &str, log: &Log, items: &[Range<usize>], plan: &Plan) -> Option<String> {
    let newline = newline_of(text);
    let entries = items.iter().map(|item| {
        let mut patches = onto_one_line(text, item)?;
        for patch in &mut patches {
            patch.at = patch.at.start - item.start..patch.at.end - item.start;
        }
        Some(patched(&text[item.clone()], &patches))
    });
    let entries = entries.collect::<Option<Vec<String>>>()?;
    let mut expected = expected_logs(plan).into_iter();
    let comment = expected
        .find(|it| it.log == *log)
        .map(|it| it.comment + newline);
    Some(format!(
        "{}{}{newline}log = [{newline}{}] # {}{newline}",
        comment.unwrap_or_default(),
        header(log),
        lines("  ", entries.iter().map(String::as_str), newline),
        crate::text::clean(log.id()),
    ))
}
