//! Positions of new blocks in progress.toml.

use std::collections::HashMap;

use crate::plan::{Log, Plan, natural_cmp};

use super::blocks::{ExpectedLog, expected_logs, render_block};
use super::splice::{Patch, line_start, newline_of};
use crate::store::{Fault, LogPlace, ProgressFile};

/// Returns the patches that insert whole new blocks at their natural places.
pub(crate) fn new_blocks<'c>(
    text: &str,
    file: &ProgressFile,
    plan: &Plan,
    edits: impl IntoIterator<Item = (&'c Log, Vec<String>)>,
) -> Result<Vec<Patch>, Fault> {
    let mut wanted: HashMap<&Log, Vec<String>> = edits.into_iter().collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let missing: Vec<(ExpectedLog, Vec<String>)> = expected_logs(plan)
        .into_iter()
        .filter_map(|expected| {
            let entries = wanted.remove(&expected.log)?;
            Some((expected, entries))
        })
        .collect();
    match wanted.into_keys().next() {
        Some(unknown) => Err(Fault::NoLog(unknown.id().to_owned())),
        None => Ok(block_patches(text, file, &missing)),
    }
}

/// Returns the patches that insert new blocks in the given order: each before the first block that
/// follows it in natural order, else at the end.
pub(crate) fn block_patches(
    text: &str,
    file: &ProgressFile,
    missing: &[(ExpectedLog, Vec<String>)],
) -> Vec<Patch> {
    let newline = newline_of(text);
    // Only before a block with a header of its own can another be inserted.
    let has_header =
        |place: &LogPlace| text[line_start(text, place.header.start)..].starts_with('[');
    let blocks = file.places.iter().filter(|(_, place)| has_header(place));
    let (milestones, indicators): (Vec<_>, Vec<_>) = blocks
        .map(|(log, place)| (log, place.header.start))
        .partition(|(log, _)| matches!(log, Log::Milestone(_)));
    let last_milestone = milestones.iter().map(|(_, at)| *at).max();
    let first_indicator = indicators
        .into_iter()
        .map(|(_, at)| at)
        .filter(|at| last_milestone.is_none_or(|last| last < *at))
        .min();
    let mut at_end = Vec::new();
    let mut patches = Vec::new();
    for (expected, entries) in missing {
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        let block = render_block(expected, &entries, newline);
        let before = match &expected.log {
            Log::Milestone(id) => milestones
                .iter()
                .filter(|(other, _)| natural_cmp(other.id(), id).is_gt())
                .map(|(_, at)| *at)
                .min()
                .or(first_indicator),
            Log::Indicator(_) => None,
        };
        if let Some(header) = before {
            let at = block_start(text, header);
            patches.push(Patch {
                at: at..at,
                new: format!("{block}{newline}"),
            });
        } else {
            at_end.push(block);
        }
    }
    if !at_end.is_empty() {
        let gap = gap_at_end(text, newline);
        patches.push(Patch {
            at: text.len()..text.len(),
            new: gap + &at_end.join(newline),
        });
    }
    patches.sort_by_key(|patch| patch.at.start);
    patches
}

/// Returns the line breaks that leave one blank line between a text and a block behind it.
fn gap_at_end(text: &str, newline: &str) -> String {
    let blank_line = format!("{newline}{newline}");
    let bare = text.trim_start_matches('\u{feff}');
    if bare.is_empty() || bare.ends_with(&blank_line) {
        String::new()
    } else if bare.ends_with('\n') {
        newline.to_owned()
    } else {
        blank_line
    }
}

/// Returns the start of the comment lines directly above a header, else of the header's line.
pub(crate) fn block_start(text: &str, header: usize) -> usize {
    let mut start = line_start(text, header);
    while let Some(before) = text[..start].strip_suffix('\n') {
        let line = line_start(text, before.len());
        if !before[line..].starts_with('#') {
            break;
        }
        start = line;
    }
    start
}
