//! Blocks that appear twice after a merge: finding and joining them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use toml::de::DeTable;

use crate::plan::Log;
use crate::text::clean;

use super::splice::{Patch, line_end, line_start, lines, missing_comma, newline_near, patched};

/// A block in a text that need not be valid TOML.
pub(super) struct Block {
    pub(super) log: Log,
    /// The header's line.
    pub(super) header: Range<usize>,
    /// The start of the next header's line.
    pub(super) end: usize,
}

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches('\u{feff}').trim_start();
        if bare.starts_with('[')
            && let Ok(header) = DeTable::parse(bare)
        {
            if let Some(last) = found.last_mut() {
                last.end = last.end.min(at);
            }
            if let Some(log) = log_of_header(header.get_ref()) {
                found.push(Block {
                    log,
                    header: at..at + line.len(),
                    end: text.len(),
                });
            }
        }
        at += line.len();
    }
    found
}

/// Returns the log whose header a line is, if it is one.
pub(super) fn log_of_line(line: &str) -> Option<Log> {
    let header = DeTable::parse(line).ok()?;
    log_of_header(header.get_ref())
}

/// Returns the log of `[milestone."3.1.4/launch"]` or `[indicator.literacy]`, however spaced and
/// quoted.
fn log_of_header(header: &DeTable<'_>) -> Option<Log> {
    let (kind, inner) = header.iter().next()?;
    let (id, block) = inner.get_ref().as_table()?.iter().next()?;
    // `[milestone."3.1.4/launch".x]` and `[[milestone."3.1.4/launch".log]]` head no block.
    block
        .get_ref()
        .as_table()
        .filter(|block| block.is_empty())?;
    let id = id.get_ref().to_string();
    match kind.get_ref().as_ref() {
        "milestone" => Some(Log::Milestone(id)),
        "indicator" => Some(Log::Indicator(id)),
        _ => None,
    }
}

/// Returns the ids and spans of repeated headers. Valid TOML has none.
pub(crate) fn double_blocks(text: &str) -> Vec<(String, Range<usize>)> {
    let mut seen = HashSet::new();
    let mut doubles = Vec::new();
    for block in blocks(text) {
        let header = text[block.header.clone()].trim_end().len();
        let span = block.header.start..block.header.start + header;
        let id = block.log.id().to_owned();
        if !seen.insert(block.log) {
            doubles.push((id, span));
        }
    }
    doubles
}

/// The array and items of a block's log, as ranges in the whole text.
struct BlockLog {
    array: Range<usize>,
    items: Vec<Range<usize>>,
}

fn read_block(text: &str, block: &Block) -> Option<BlockLog> {
    let start = block.header.start;
    let own = text[start..block.end].trim_start_matches('\u{feff}');
    let start = block.end - own.len();
    let table = DeTable::parse(own).ok()?.into_inner();
    let (_, kind) = table.iter().next()?;
    let (_, inner) = kind.get_ref().as_table()?.iter().next()?;
    let inner = inner.get_ref().as_table()?;
    let log = inner.get("log").filter(|_| inner.len() == 1)?;
    let within = |span: Range<usize>| start + span.start..start + span.end;
    Some(BlockLog {
        array: within(log.span()),
        items: log
            .get_ref()
            .as_array()?
            .iter()
            .map(|item| within(item.span()))
            .collect(),
    })
}

/// Returns the text with every block once, joining repeated ones; `None` if one cannot be read by
/// itself.
pub fn blocks_once(text: &str) -> Option<Cow<'_, str>> {
    if double_blocks(text).is_empty() {
        Some(Cow::Borrowed(text))
    } else {
        join_double_blocks(text).map(Cow::Owned)
    }
}

/// Joins repeated blocks into their first, keeping every entry and the comments among them; `None` if
/// something would be lost.
pub(crate) fn join_double_blocks(text: &str) -> Option<String> {
    let all = blocks(text);
    let mut first_of: HashMap<&Log, usize> = HashMap::new();
    let mut added: HashMap<usize, String> = HashMap::new();
    let mut patches = Vec::new();
    for (ix, block) in all.iter().enumerate() {
        if let Some(first) = first_of.get(&block.log) {
            let log = read_block(text, block)?;
            added
                .entry(*first)
                .or_default()
                .push_str(&inner_lines(text, block, &log)?);
            patches.push(Patch {
                at: whole_block(text, block, &log),
                new: String::new(),
            });
        } else {
            first_of.insert(&block.log, ix);
        }
    }
    for (ix, lines) in added {
        patches.extend(appended(text, &read_block(text, &all[ix])?, &lines));
    }
    patches.sort_by_key(|patch| (patch.at.start, patch.at.end));
    // Two adjacent blocks to delete both claim the blank line between them.
    let mut end = 0;
    for patch in &mut patches {
        patch.at.start = patch.at.start.max(end);
        patch.at.end = patch.at.end.max(end);
        end = patch.at.end;
    }
    Some(patched(text, &patches))
}

/// Returns the lines inside a block's log, each entry with its comma, and what a person wrote behind its brackets.
fn inner_lines(text: &str, block: &Block, log: &BlockLog) -> Option<String> {
    if text[block.header.end..log.array.start].contains('#') {
        return None;
    }
    let newline = newline_near(text, &log.array);
    let mut inner = entry_lines(text, log, newline)?;
    let id = clean(block.log.id());
    let ends = [
        &text[block.header.clone()],
        &text[log.array.end..line_end(text, log.array.end)],
    ];
    for comment in ends
        .into_iter()
        .filter_map(|line| Some(&line[line.find('#')?..]))
    {
        let comment = comment.trim_end();
        if comment.trim_start_matches('#').trim() != id {
            inner = format!("{inner}  {comment}{newline}");
        }
    }
    Some(inner)
}

/// Returns the lines between a log's brackets, each entry with its comma.
fn entry_lines(text: &str, log: &BlockLog, newline: &str) -> Option<String> {
    let inside = &text[log.array.start + 1..log.array.end - 1];
    let opening = inside
        .find('\n')
        .filter(|at| inside[..*at].trim().is_empty());
    let closing = inside
        .rfind('\n')
        .filter(|at| inside[*at..].trim().is_empty());
    if let (Some(opening), Some(closing)) = (opening, closing) {
        let start = log.array.start + 1 + opening + 1;
        let end = log.array.start + 1 + closing + 1;
        let mut inner = text[start..end.max(start)].to_owned();
        if let Some(comma) = missing_comma(text, &log.items) {
            inner.insert(comma.at.start - start, ',');
        }
        return Some(inner);
    }
    let mut between = log.array.start + 1;
    for item in &log.items {
        if text[between..item.start].contains('#') {
            return None;
        }
        between = item.end;
    }
    let items = log.items.iter().map(|item| &text[item.clone()]);
    (!text[between..log.array.end].contains('#')).then(|| lines("  ", items, newline))
}

/// Returns the range of a block with its generated comment and separating blank line.
fn whole_block(text: &str, block: &Block, log: &BlockLog) -> Range<usize> {
    let mut start = block.header.start;
    let action = block.log.id().split('/').next().unwrap_or_default();
    if let Some(before) = text[..start].strip_suffix('\n') {
        let comment = line_start(text, before.len());
        if clean(&text[comment..start]).starts_with(&format!("# {action} ")) {
            start = comment;
        }
    }
    let mut end = line_end(text, log.array.end);
    let is_blank = |line: Option<&str>| line.is_some_and(|line| line.trim().is_empty());
    let next = text[end..].split_inclusive('\n').next();
    if is_blank(next) {
        end += next.map_or(0, str::len);
    } else if next.is_none() {
        // After the last block of the file there is no blank line, so the one before it goes.
        let before = text[..start].split_inclusive('\n').next_back();
        if is_blank(before) {
            start -= before.map_or(0, str::len);
        }
    }
    start..end
}

fn appended(text: &str, log: &BlockLog, added: &str) -> Vec<Patch> {
    let newline = newline_near(text, &log.array);
    if !text[log.array.clone()].contains('\n') {
        let items = log.items.iter().map(|item| &text[item.clone()]);
        let old = lines("  ", items, newline);
        return vec![Patch {
            at: log.array.clone(),
            new: format!("[{newline}{old}{added}]"),
        }];
    }
    let comma = missing_comma(text, &log.items);
    let close = log.array.end - 1;
    let closing_line = line_start(text, close);
    let addition = if text[closing_line..close].trim().is_empty() {
        Patch {
            at: closing_line..closing_line,
            new: added.to_owned(),
        }
    } else {
        Patch {
            at: close..close,
            new: format!("{newline}{added}"),
        }
    };
    comma.into_iter().chain([addition]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWICE: &str = "schema = 1\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n  { on = 2024-01-01, status = \"doing\" }\n] # 1.1/p\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n  { on = 2024-02-01, status = \"done\" },\n] # 1.1/p\n\n# 1.2 乙 | 期\n[milestone.\"1.2/p\"]\nlog = [\n] # 1.2/p\n";

    #[test]
    fn a_block_that_stands_twice_is_joined_with_all_its_entries() {
        assert_eq!(double_blocks(TWICE).len(), 1);
        let joined = join_double_blocks(TWICE).unwrap();
        assert_eq!(
            joined,
            "schema = 1\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n  { on = 2024-01-01, status = \"doing\" },\n  { on = 2024-02-01, status = \"done\" },\n] # 1.1/p\n\n# 1.2 乙 | 期\n[milestone.\"1.2/p\"]\nlog = [\n] # 1.2/p\n"
        );
        assert!(DeTable::parse(&joined).is_ok());
    }
}
