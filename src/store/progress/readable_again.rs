//! A progress.toml that a merge by lines left unreadable, made readable where that needs no decision.

use std::ops::Range;

use super::duplicate_blocks::{double_blocks, join_double_blocks};

/// A text with the slips that keep it from being read, and the text without them.
pub(crate) struct ReadableAgain {
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
        let (with_commas, commas) = with_commas(text);
        let doubles = double_blocks(text);
        let text = match (doubles.is_empty(), commas.is_empty()) {
            (true, true) => None,
            (true, false) => Some(with_commas),
            (false, _) => join_double_blocks(&with_commas),
        };
        Self {
            commas,
            doubles,
            text,
        }
    }
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
