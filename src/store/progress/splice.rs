//! Applies changes as patches of the text. Only the added or removed lines change: comments, order,
//! spacing, line ends and unknown keys stay byte for byte.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use crate::plan::{Change, Day, Entry, Log, Part, Plan};
use crate::text::clean;

use super::block_place::new_blocks;
use super::duplicate_blocks::log_of_line;
use super::entry_text::entry_text;
use super::log_lines::is_of_tables;
use super::progress_file::{LogPlace, ProgressFile};
use crate::store::Fault;

/// A replacement of a byte range.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Patch {
    /// The range in the old text.
    pub at: Range<usize>,
    /// The new text.
    pub new: String,
}

/// Returns the patches that apply `change` to `text`, in order.
///
/// # Errors
/// Fails if a log is not part of the plan, has no position to write to, or an entry to remove is
/// missing.
pub fn splice(
    text: &str,
    file: &ProgressFile,
    plan: &Plan,
    change: &Change,
) -> Result<Vec<Patch>, Fault> {
    let mut patches = Vec::new();
    let mut edits = LogEdits::default();
    for part in &change.parts {
        match part {
            Part::Append(log, entry) => edits.of(log).added.push(entry_text(entry)),
            Part::Remove(log, entry) => edits.of(log).take_out(text, file, entry)?,
            Part::Since(change) => patches.extend(since(text, change.day)),
        }
    }
    let mut missing = Vec::new();
    for edit in edits.all {
        match file.place(edit.log) {
            Some(place) => patches.extend(edit.patches(text, place)?),
            None => missing.push((edit.log, edit.added)),
        }
    }
    patches.extend(new_blocks(text, file, plan, missing)?);
    // An insertion precedes what it is inserted before; at one position, the order found is kept.
    patches.sort_by_key(|patch| (patch.at.start, patch.at.end));
    Ok(patches)
}

/// The edits of one log.
struct LogEdit<'c> {
    log: &'c Log,
    added: Vec<String>,
    removed: Vec<Range<usize>>,
    /// The spans of the entries not yet removed, by text, the next to remove last. Built on first use.
    left: Option<HashMap<&'c str, Vec<Range<usize>>>>,
}

/// The edits of a change, grouped by log.
#[derive(Default)]
struct LogEdits<'c> {
    all: Vec<LogEdit<'c>>,
    places: HashMap<&'c Log, usize>,
}

impl<'c> LogEdits<'c> {
    fn of(&mut self, log: &'c Log) -> &mut LogEdit<'c> {
        let next = self.all.len();
        let at = *self.places.entry(log).or_insert(next);
        if at == next {
            self.all.push(LogEdit {
                log,
                added: Vec::new(),
                removed: Vec::new(),
                left: None,
            });
        }
        &mut self.all[at]
    }
}

impl<'c> LogEdit<'c> {
    fn take_out(&mut self, text: &str, file: &'c ProgressFile, entry: &Entry) -> Result<(), Fault> {
        let gone = || Fault::Gone(self.log.id().to_owned());
        let place = file.place(self.log).ok_or_else(gone)?;
        let left = self.left.get_or_insert_with(|| by_text(text, place));
        let alike = left.get_mut(entry.source.as_str()).ok_or_else(gone)?;
        self.removed.push(alike.pop().ok_or_else(gone)?);
        Ok(())
    }

    /// Returns the items of a log that are not removed.
    fn kept<'p>(&self, place: &'p LogPlace) -> Vec<&'p Range<usize>> {
        let removed: HashSet<usize> = self.removed.iter().map(|span| span.start).collect();
        let items = place.items.iter();
        items
            .filter(|span| !removed.contains(&span.start))
            .collect()
    }

    fn patches(&self, text: &str, place: &LogPlace) -> Result<Vec<Patch>, Fault> {
        if place.lacks_log && self.removed.is_empty() {
            return new_log(text, place, self.log, &self.added).map(|patch| vec![patch]);
        }
        if place.array.is_empty() || is_of_tables(text, &place.items) {
            return Err(Fault::NoLog(self.log.id().to_owned()));
        }
        let newline = newline_near(text, &place.array);
        if !self.added.is_empty() && !text[place.array.clone()].contains('\n') {
            return Ok(vec![self.opened(text, place, newline)]);
        }
        let removals = self.removed.iter().map(|span| removal(text, place, span));
        let addition = (!self.added.is_empty()).then(|| self.addition(text, place, newline));
        Ok(removals.chain(addition).collect())
    }

    /// Rewrites a one-line log on several lines.
    fn opened(&self, text: &str, place: &LogPlace, newline: &str) -> Patch {
        let kept = self.kept(place).into_iter();
        let kept = kept.map(|span| &text[span.clone()]);
        let lines = lines(
            "  ",
            kept.chain(self.added.iter().map(String::as_str)),
            newline,
        );
        Patch {
            at: place.array.clone(),
            new: format!("[{newline}{lines}]"),
        }
    }

    /// Inserts lines into a log laid out on lines: before the closing one if the last entry has its
    /// comma, else as near the opening one as possible.
    fn addition(&self, text: &str, place: &LogPlace, newline: &str) -> Patch {
        let lines = lines(
            &indent_of(text, place),
            self.added.iter().map(String::as_str),
            newline,
        );
        let last_is_closed = self
            .kept(place)
            .last()
            .is_none_or(|last| comma_after(text, last.end).is_some());
        let closing_line = line_start(text, place.array.end - 1);
        let closes_alone = text[closing_line..place.array.end - 1].trim().is_empty();
        let at = if closes_alone && last_is_closed {
            Some(closing_line)
        } else {
            first_line_between(text, place)
        };
        match at {
            Some(at) => Patch {
                at: at..at,
                new: lines,
            },
            None => Patch {
                at: place.array.start + 1..place.array.start + 1,
                new: format!("{newline}{lines}"),
            },
        }
    }
}

/// Returns the spans of a log's entries by their text. Among several identical ones, the one in our layout comes last:
/// alone on its line, with a comma.
fn by_text<'p>(text: &str, place: &'p LogPlace) -> HashMap<&'p str, Vec<Range<usize>>> {
    let mut found: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    for (span, entry) in &place.entries {
        let alike = found.entry(entry.source.as_str()).or_default();
        alike.push(span.clone());
    }
    let is_ours =
        |span: &Range<usize>| own_line(text, span).is_some_and(|line| line.ends_with_comma);
    for alike in found.values_mut().filter(|alike| alike.len() > 1) {
        alike.sort_by_cached_key(is_ours);
    }
    found
}

/// Formats entries, each on a line of its own with its comma.
pub(crate) fn lines<'a>(
    indent: &str,
    entries: impl Iterator<Item = &'a str>,
    newline: &str,
) -> String {
    entries.fold(String::new(), |lines, entry| {
        lines + indent + entry + "," + newline
    })
}

/// Returns the first position in a log where a whole line can be inserted: after the line end that
/// follows the opening bracket or an entry's comma.
fn first_line_between(text: &str, place: &LogPlace) -> Option<usize> {
    let mut from = Some(place.array.start + 1);
    for (ix, item) in place.items.iter().enumerate() {
        if let Some(from) = from
            && let Some(at) = text[from..item.start].find('\n')
        {
            return Some(from + at + 1);
        }
        from = comma_after(text, item.end);
        let next = place.items.get(ix + 1);
        if next.is_none()
            && let Some(from) = from
        {
            let end = place.array.end - 1;
            return text[from..end].find('\n').map(|at| from + at + 1);
        }
    }
    None
}

/// Returns the position after the comma that follows an item, skipping spaces and comments.
pub(crate) fn comma_after(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        match trimmed.chars().next()? {
            ',' => return Some(at + 1),
            '#' => at += trimmed.find('\n')?,
            _ => return None,
        }
    }
}

/// The line that an entry has to itself.
struct OwnLine {
    at: Range<usize>,
    ends_with_comma: bool,
}

fn own_line(text: &str, span: &Range<usize>) -> Option<OwnLine> {
    let start = line_start(text, span.start);
    let end = line_end(text, span.end);
    let after = text[span.end..end].trim();
    let is_alone = text[start..span.start].trim().is_empty() && matches!(after, "" | ",");
    is_alone.then(|| OwnLine {
        at: start..end,
        ends_with_comma: after == ",",
    })
}

/// Removes an entry: its whole line if it has one to itself, else the entry and its comma.
fn removal(text: &str, place: &LogPlace, span: &Range<usize>) -> Patch {
    let at = own_line(text, span).map_or_else(
        || {
            let rest = &text[span.end..place.array.end];
            let spaces = rest.len() - rest.trim_start().len();
            let comma = rest[spaces..].starts_with(',');
            span.start..span.end + if comma { spaces + 1 } else { 0 }
        },
        |line| line.at,
    );
    Patch {
        at,
        new: String::new(),
    }
}

/// Adds a missing log under its block's header.
pub(crate) fn new_log(
    text: &str,
    place: &LogPlace,
    log: &Log,
    added: &[String],
) -> Result<Patch, Fault> {
    let start = line_start(text, place.header.start);
    if !text[start..].trim_start().starts_with('[') {
        return Err(Fault::NoLog(log.id().to_owned()));
    }
    let newline = newline_near(text, &place.header);
    // A block may have no header of its own: `[milestone."3.1.4/launch".x]` implies one.
    let line = text[start..].split('\n').next().unwrap_or_default();
    if log_of_line(line.trim_end()).as_ref() != Some(log) {
        return Err(Fault::NoLog(log.id().to_owned()));
    }
    let (at, before) = match text[place.header.end..].find('\n') {
        Some(at) => (place.header.end + at + 1, ""),
        None => (text.len(), newline),
    };
    let lines = lines("  ", added.iter().map(String::as_str), newline);
    let id = clean(log.id());
    Ok(Patch {
        at: at..at,
        new: format!("{before}log = [{newline}{lines}] # {id}{newline}"),
    })
}

/// Applies patches to a text.
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

/// Returns the patches that undo `patches` on the text they produced from `old`.
pub(crate) fn inverse(old: &str, patches: &[Patch]) -> Vec<Patch> {
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

pub(crate) fn newline_of(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns the line end used at a range: in it, after it, or anywhere.
pub(crate) fn newline_near(text: &str, place: &Range<usize>) -> &'static str {
    let at = [&text[place.clone()], &text[place.end..], text]
        .into_iter()
        .find(|part| part.contains('\n'));
    newline_of(at.unwrap_or_default())
}

/// Returns the start of the line that contains `at`, after a byte order mark.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or_else(
        || text.len() - text.trim_start_matches('\u{feff}').len(),
        |at| at + 1,
    )
}

/// Returns the end of the line that contains `at`, its line end included.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Returns the comma that the last of some items lacks.
pub(crate) fn missing_comma(text: &str, items: &[Range<usize>]) -> Option<Patch> {
    let end = items.last()?.end;
    comma_after(text, end).is_none().then(|| Patch {
        at: end..end,
        new: ",".to_owned(),
    })
}

fn indent_of(text: &str, place: &LogPlace) -> String {
    place
        .items
        .iter()
        .rev()
        .map(|span| &text[line_start(text, span.start)..span.start])
        .find(|before| before.trim().is_empty())
        .unwrap_or("  ")
        .to_owned()
}

/// Sets the day reporting began, or takes it out: its whole line if nothing else is on it.
fn since(text: &str, day: Option<Day>) -> Option<Patch> {
    let table = DeTable::parse(text).ok();
    let root = table.as_ref().map(toml::Spanned::get_ref);
    let known = |key: &str| root.and_then(|root| root.get_key_value(key));
    let value = |key: &str| known(key).map(|(_, value)| value.span());
    if let Some((key, value)) = known("since") {
        let Some(day) = day else {
            let pair = key.span().start..value.span().end;
            let line = line_start(text, pair.start)..line_end(text, pair.end);
            let is_alone = text[line.clone()].trim() == &text[pair.clone()];
            return Some(Patch {
                at: if is_alone { line } else { pair },
                new: String::new(),
            });
        };
        return Some(Patch {
            at: value.span(),
            new: day.to_string(),
        });
    }
    let day = day?;
    let newline = newline_of(text);
    let line_after = value("plan").or_else(|| value("schema"));
    let line_after = line_after.map(|span| line_end(text, span.end));
    let at = line_after.unwrap_or_else(|| line_start(text, 0));
    let before = if at > 0 && at == text.len() && !text.ends_with(['\n', '\u{feff}']) {
        newline
    } else {
        ""
    };
    Some(Patch {
        at: at..at,
        new: format!("{before}since = {day}{newline}"),
    })
}
