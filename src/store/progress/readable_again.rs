//! A progress.toml that a merge by lines left unreadable, made readable where that needs no decision.

use std::ops::Range;

use super::duplicate_blocks::{blocks, double_blocks, join_double_blocks};
use super::splice::{Patch, patched};

/// A text with the slips that keep it from being read, and the text without them.
pub(crate) struct ReadableAgain {
    /// The positions of lines in the original text that close a log once more; other errors are reported when every log
    /// is closed once.
    pub(crate) closings: Vec<Range<usize>>,
    /// The positions of entries in the text as it was, after which a comma was missing.
    pub(crate) commas: Vec<Range<usize>>,
    /// The ids and positions of repeated blocks in the text as it was.
    pub(crate) doubles: Vec<(String, Range<usize>)>,
    /// The text with commas and every block once; `None` if there is nothing to do, or something would be lost.
    pub(crate) text: Option<String>,
}

impl ReadableAgain {
    /// Looks at a text that cannot be read as it is.
    pub(crate) fn of(text: &str) -> Self {
        let (closed_once, closings) = closed_once(text);
        if !closings.is_empty() {
            return Self {
                closings,
                commas: Vec::new(),
                doubles: Vec::new(),
                text: Self::of(&closed_once).text.or(Some(closed_once)),
            };
        }
        let (with_commas, commas) = with_commas(text);
        let doubles = double_blocks(text);
        let text = match (doubles.is_empty(), commas.is_empty()) {
            (true, true) => None,
            (true, false) => Some(with_commas),
            (false, _) => join_double_blocks(&with_commas),
        };
        Self {
            closings,
            commas,
            doubles,
            text,
        }
    }
}

/// Leaves only the last of the lines that close a log: merging by lines a renumbered block with an entry in it keeps
/// those of both sides. Returns the text and the lines behind the first. A log stays as it is if such a line names
/// another block, to which the entries may belong.
fn closed_once(text: &str) -> (String, Vec<Range<usize>>) {
    let blocks = blocks(text);
    let mut found = Vec::new();
    let mut patches = Vec::new();
    for block in &blocks {
        let own = block.log.id();
        let inner = lines_of(text, block.header.end..block.end);
        let closing = |line: &Range<usize>| text[line.clone()].trim_start().starts_with(']');
        let closings: Vec<Range<usize>> = inner.clone().into_iter().filter(closing).collect();
        let [first @ .., last] = closings.as_slice() else {
            continue;
        };
        let named = |line: &Range<usize>| {
            let rest = text[line.clone()].trim_start().strip_prefix(']')?.trim();
            rest.strip_prefix('#').map(str::trim)
        };
        let is_others = |line: &Range<usize>| {
            let named = named(line);
            named.is_some_and(|id| id != own && blocks.iter().any(|it| it.log.id() == id))
        };
        let is_entry = |line: &Range<usize>| {
            let bare = text[line.clone()].trim_start();
            bare.is_empty() || bare.starts_with(['{', '#', ']'])
        };
        let mut between = inner.iter().filter(|line| {
            first.first().is_some_and(|first| first.start < line.start) && line.start < last.start
        });
        if closings.iter().any(is_others) || !between.all(is_entry) {
            continue;
        }
        patches.extend(first.iter().map(|line| Patch {
            at: line.clone(),
            new: String::new(),
        }));
        // The line that names the block stays, if there is one.
        if let Some(of_own) = first.iter().find(|line| named(line) == Some(own)) {
            patches.push(Patch {
                at: last.clone(),
                new: text[of_own.clone()].to_owned(),
            });
        }
        let again = closings.iter().skip(1);
        found
            .extend(again.map(|line| line.start..line.start + text[line.clone()].trim_end().len()));
    }
    (patched(text, &patches), found)
}

/// Returns the lines in a range of a text, with their ends.
fn lines_of(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut at = within.start;
    let lines = text[within].split_inclusive('\n');
    lines
        .map(|line| {
            at += line.len();
            at - line.len()..at
        })
        .collect()
}

/// Adds missing commas between entries on consecutive lines, as merging two people's last entries leaves them; returns
/// the text and the entries.
fn with_commas(text: &str) -> (String, Vec<Range<usize>>) {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut found = Vec::new();
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let entry = line.trim_end();
        let bare = entry.trim_start();
        let is_entry = bare.starts_with('{') && entry.ends_with('}');
        let is_followed = lines
            .peek()
            .is_some_and(|next| next.trim_start().starts_with('{'));
        mended.push_str(entry);
        if is_entry && is_followed {
            mended.push(',');
            found.push(at + entry.len() - bare.len()..at + entry.len());
        }
        mended.push_str(&line[entry.len()..]);
        at += line.len();
    }
    (mended, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_closed_once_unless_its_entries_may_be_of_another_block() {
        const ENTRY: &str = "  { on = 2024-05-01 },\n";
        let closed = |behind: &str, after: &str| {
            let text = format!(
                "[milestone.\"2/m\"]\nlog = [\n{behind}\n[milestone.\"3/m\"]\nlog = [\n]\n"
            );
            let once =
                format!("[milestone.\"2/m\"]\nlog = [\n{after}\n[milestone.\"3/m\"]\nlog = [\n]\n");
            (ReadableAgain::of(&text).text, once)
        };
        for (behind, after) in [
            (
                format!("] # 2/m\n{ENTRY}] # 1/m\n"),
                format!("{ENTRY}] # 2/m\n"),
            ),
            (
                format!("{ENTRY}] # 1/m\n] # 2/m\n"),
                format!("{ENTRY}] # 2/m\n"),
            ),
            (
                format!("] # 1/m\n  {{ on = 2024-05-02 }}\n{ENTRY}]\n"),
                format!("  {{ on = 2024-05-02 }},\n{ENTRY}]\n"),
            ),
        ] {
            let (read, once) = closed(&behind, &after);
            assert_eq!(read.as_deref(), Some(once.as_str()));
        }
        for left in [
            format!("] # 2/m\n{ENTRY}] # 3/m\n"),
            format!("]\nsince = 2024-05-01\n{ENTRY}]\n"),
        ] {
            assert_eq!(closed(&left, "").0, None, "{left}");
        }
    }
}
