//! A change as a patch of the file's text. Nothing but the added line changes: comments, order, spacing, line ends and
//! keys we do not know stay as they were, byte for byte.

use std::ops::Range;

use toml::de::DeTable;

use crate::plan::{Change, Day, Entry, Log, Part, Plan, natural_cmp};

use super::Fault;
use super::blocks::{expected_logs, render_block};
use super::entry_text::entry_text;
use super::progress_file::{LogPlace, ProgressFile};

/// Bytes to put in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Where in the old text.
    pub at: Range<usize>,
    /// What stands there instead.
    pub new: String,
}

/// The patches that make `change` of `text`, in the order of their places.
///
/// # Errors
/// Where a log is no part of the plan, or a line to take out is not there as it was.
pub fn splice(
    text: &str,
    file: &ProgressFile,
    plan: &Plan,
    change: &Change,
) -> Result<Vec<Patch>, Fault> {
    let mut patches = Vec::new();
    let mut appended: Vec<(&Log, Vec<String>)> = Vec::new();
    for part in &change.parts {
        match part {
            Part::Append(log, entry) => {
                match appended.iter_mut().find(|(known, _)| *known == log) {
                    Some((_, entries)) => entries.push(entry_text(entry)),
                    None => appended.push((log, vec![entry_text(entry)])),
                }
            }
            Part::Remove(log, entry) => patches.push(removal(text, file, log, entry)?),
            Part::Since(day) => patches.push(since(text, *day)),
        }
    }
    for (log, entries) in appended {
        patches.push(match file.place(log) {
            Some(place) if !place.array.is_empty() => addition(text, place, &entries),
            Some(_) => return Err(Fault::NoLog(log.id().to_owned())),
            None => new_block(text, file, plan, log, &entries)?,
        });
    }
    patches.sort_by_key(|patch| patch.at.start);
    Ok(patches)
}

/// The text with the patches made.
pub fn patched(text: &str, patches: &[Patch]) -> String {
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for patch in patches {
        out.push_str(&text[at..patch.at.start]);
        out.push_str(&patch.new);
        at = patch.at.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The patches that undo these, on the text they made of `old`.
pub(super) fn inverse(old: &str, patches: &[Patch]) -> Vec<Patch> {
    let mut shift = 0_isize;
    patches
        .iter()
        .map(|patch| {
            let start = patch.at.start.saturating_add_signed(shift);
            shift += patch.new.len() as isize - patch.at.len() as isize;
            Patch {
                at: start..start + patch.new.len(),
                new: old[patch.at.clone()].to_owned(),
            }
        })
        .collect()
}

fn newline_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// New entries in a log that has a block.
fn addition(text: &str, place: &LogPlace, entries: &[String]) -> Patch {
    let array = &place.array;
    let inside = &text[array.clone()];
    let newline = newline_of(if inside.contains('\n') {
        inside
    } else {
        &text[array.end..]
    });
    if !inside.contains('\n') {
        return opened(text, place, entries, newline);
    }
    let indent = indent_of(text, place);
    let lines: String = entries
        .iter()
        .map(|entry| format!("{indent}{entry},{newline}"))
        .collect();
    let closing_line = text[..array.end - 1]
        .rfind('\n')
        .map_or(array.start + 1, |at| at + 1);
    let closes_alone = text[closing_line..array.end - 1].trim().is_empty();
    if closes_alone && (place.entries.is_empty() || has_comma_after(text, place)) {
        return Patch {
            at: closing_line..closing_line,
            new: lines,
        };
    }
    let opening_end = text[array.start..]
        .find('\n')
        .map_or(array.end, |at| array.start + at + 1);
    let rest_of_opening = text[array.start + 1..opening_end].trim();
    if rest_of_opening.is_empty() || rest_of_opening.starts_with('#') {
        return Patch {
            at: opening_end..opening_end,
            new: lines,
        };
    }
    let at = array.start + 1;
    Patch {
        at: at..at,
        new: format!("{newline}{lines}"),
    }
}

/// A log written on one line, opened onto lines.
fn opened(text: &str, place: &LogPlace, entries: &[String], newline: &str) -> Patch {
    let old = place.entries.iter().map(|(span, _)| &text[span.clone()]);
    let mut new = format!("[{newline}");
    for entry in old.chain(entries.iter().map(String::as_str)) {
        new.push_str(&format!("  {entry},{newline}"));
    }
    new.push(']');
    Patch {
        at: place.array.clone(),
        new,
    }
}

fn indent_of(text: &str, place: &LogPlace) -> String {
    let own_line = |span: &Range<usize>| {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[start..span.start];
        before.trim().is_empty().then(|| before.to_owned())
    };
    place
        .entries
        .iter()
        .rev()
        .find_map(|(span, _)| own_line(span))
        .unwrap_or_else(|| "  ".to_owned())
}

fn has_comma_after(text: &str, place: &LogPlace) -> bool {
    let Some(last) = place.entries.iter().map(|(span, _)| span.end).max() else {
        return false;
    };
    text[last..place.array.end].lines().any(|line| {
        line.split('#')
            .next()
            .is_some_and(|code| code.contains(','))
    })
}

fn removal(text: &str, file: &ProgressFile, log: &Log, entry: &Entry) -> Result<Patch, Fault> {
    let gone = || Fault::Gone(log.id().to_owned());
    let place = file.place(log).ok_or_else(gone)?;
    // The last of several that read alike: the one that was added last.
    let (span, _) = place
        .entries
        .iter()
        .rev()
        .find(|(_, known)| known.source == entry.source)
        .ok_or_else(gone)?;
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at + 1);
    let after = text[span.end..line_end].trim();
    if text[line_start..span.start].trim().is_empty() && (after.is_empty() || after == ",") {
        return Ok(Patch {
            at: line_start..line_end,
            new: String::new(),
        });
    }
    let rest = &text[span.end..place.array.end];
    let comma = rest
        .find(|c: char| !c.is_whitespace())
        .filter(|at| rest[*at..].starts_with(','));
    let end = comma.map_or(span.end, |at| span.end + at + 1);
    Ok(Patch {
        at: span.start..end,
        new: String::new(),
    })
}

fn since(text: &str, day: Day) -> Patch {
    let table = DeTable::parse(text).ok();
    let root = table.as_ref().map(toml::Spanned::get_ref);
    let value = |key: &str| root.and_then(|root| root.get(key)).map(toml::Spanned::span);
    if let Some(span) = value("since") {
        return Patch {
            at: span,
            new: day.to_string(),
        };
    }
    let newline = newline_of(text);
    let after = value("plan").or_else(|| value("schema")).map_or(0, |span| {
        text[span.end..]
            .find('\n')
            .map_or(text.len(), |at| span.end + at + 1)
    });
    Patch {
        at: after..after,
        new: format!("since = {day}{newline}"),
    }
}

/// A block that is not there yet, whole, at its natural place.
fn new_block(
    text: &str,
    file: &ProgressFile,
    plan: &Plan,
    log: &Log,
    entries: &[String],
) -> Result<Patch, Fault> {
    let expected = expected_logs(plan);
    let own = expected
        .iter()
        .find(|known| known.log == *log)
        .ok_or_else(|| Fault::NoLog(log.id().to_owned()))?;
    let newline = newline_of(text);
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    let block = render_block(own, &entries, newline);
    Ok(block_patch(text, file, log, &block, newline))
}

/// Where a new block goes: before the first block that comes after it in natural order, else at the end.
pub(super) fn block_patch(
    text: &str,
    file: &ProgressFile,
    log: &Log,
    block: &str,
    newline: &str,
) -> Patch {
    let later_milestone = |id: &str| {
        file.places
            .iter()
            .filter(|(other, _)| natural_cmp(other, id).is_gt())
            .map(|(_, place)| place.header.start)
            .min()
    };
    let first_indicator = || {
        file.indicator_places
            .values()
            .map(|place| place.header.start)
            .min()
    };
    let before = match log {
        Log::Milestone(id) => later_milestone(id).or_else(first_indicator),
        Log::Indicator(_) => None,
    };
    match before {
        Some(header) => {
            let at = block_start(text, header);
            Patch {
                at: at..at,
                new: format!("{block}{newline}"),
            }
        }
        None => {
            let end = text.len();
            let ends_line = text.is_empty() || text.ends_with('\n');
            let gap = if ends_line {
                newline.to_owned()
            } else {
                format!("{newline}{newline}")
            };
            Patch {
                at: end..end,
                new: format!("{gap}{block}"),
            }
        }
    }
}

/// The first of the comment lines directly over a header, or the header's own line.
pub(super) fn block_start(text: &str, header: usize) -> usize {
    let mut start = text[..header].rfind('\n').map_or(0, |at| at + 1);
    while let Some(before) = text[..start].strip_suffix('\n') {
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if !before[line..].starts_with('#') {
            break;
        }
        start = line;
    }
    start
}
