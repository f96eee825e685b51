//! The line layout of logs, which line-based merging needs: each entry on a line of its own that ends
//! with a comma. Checks and restores it.

use std::ops::Range;

use crate::plan::Log;
use crate::text::Flaw;

use super::blocks::header;
use super::progress_file::LogPlace;
use super::splice::{
    Patch, comma_after, line_start, lines, missing_comma, newline_near, newline_of, patched,
};
use crate::store::ProgressFile;
use crate::store::toml_reader::statements::{
    Statement, StatementKind, comments, onto_one_line, statements,
};
use crate::store::toml_reader::toml_1_0::newer_forms;

/// Returns the layout flaws of a log with their spans.
pub(crate) fn line_flaws(
    text: &str,
    array: &Range<usize>,
    items: &[Range<usize>],
    id: &str,
) -> Vec<(Range<usize>, Flaw)> {
    if is_of_tables(text, items) {
        let id = id.to_owned();
        return vec![(items[0].clone(), Flaw::LogAsTables { id })];
    }
    let mut flaws = Vec::new();
    let mut is_by_lines = !array.is_empty() && opens_and_closes_on_lines(text, array);
    let mut at = array.start..array.start + 1;
    for (nth, item) in items.iter().enumerate() {
        if let Some(end) = text[item.clone()].find('\n') {
            let first_line = text[item.start..item.start + end].trim_end().len();
            flaws.push((item.start..item.start + first_line, Flaw::EntryOverLines));
        }
        if is_by_lines && !begins_line(text, item.start) {
            (is_by_lines, at) = (false, item.clone());
        }
        if is_by_lines && !ends_line_with_comma(text, item.end) {
            if nth + 1 == items.len() && comma_after(text, item.end).is_none() {
                flaws.push((
                    item.end - 1..item.end,
                    Flaw::EntryWithoutComma { is_last: true },
                ));
            } else {
                (is_by_lines, at) = (false, item.clone());
            }
        }
    }
    if !is_by_lines && !array.is_empty() {
        let id = id.to_owned();
        flaws.push((at, Flaw::LogNotByLines { id }));
    }
    flaws
}

/// Returns whether entries are written as tables, `[[milestone."1.1/x".log]]`, not as a list.
pub(crate) fn is_of_tables(text: &str, items: &[Range<usize>]) -> bool {
    let is_header = |item: &Range<usize>| text[item.start..].starts_with('[');
    items.first().is_some_and(is_header)
}

fn opens_and_closes_on_lines(text: &str, array: &Range<usize>) -> bool {
    let after = text[array.start + 1..].trim_start_matches([' ', '\t', '\r']);
    after.starts_with(['\n', '#']) && begins_line(text, array.end - 1)
}

fn begins_line(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].trim().is_empty()
}

fn ends_line_with_comma(text: &str, end: usize) -> bool {
    let rest = text[end..].split('\n').next().unwrap_or_default();
    let after = rest.trim_start().strip_prefix(',').map(str::trim_start);
    after.is_some_and(|after| after.is_empty() || after.starts_with('#'))
}

/// Returns the text with every log laid out on lines in TOML 1.0, as far as no comment is lost, and the
/// number of places changed.
pub(crate) fn on_lines(text: &str, file: &ProgressFile) -> (String, usize) {
    let mut patches = Vec::new();
    let mut count = 0;
    let mut all_statements = None;
    for (log, place) in &file.places {
        let more = if is_of_tables(text, &place.items) {
            let statements = all_statements.get_or_insert_with(|| {
                let mut all = statements(text);
                all.retain(|it| !matches!(it.kind, StatementKind::Blank | StatementKind::Comment));
                all
            });
            from_tables(text, log, place, statements)
        } else {
            log_patches(text, place)
        };
        count += usize::from(!more.is_empty());
        patches.extend(more);
    }
    patches.sort_by_key(|patch| (patch.at.start, patch.at.end));
    let text = patched(text, &patches);
    let forms = newer_forms(&text);
    count += forms.iter().filter(|form| !form.mend.is_empty()).count();
    let mut patches: Vec<Patch> = forms.into_iter().flat_map(|form| form.mend).collect();
    patches.sort_by_key(|patch| (patch.at.start, patch.at.end));
    (patched(&text, &patches), count)
}

fn log_patches(text: &str, place: &LogPlace) -> Vec<Patch> {
    let (array, items) = (&place.array, &place.items);
    if array.is_empty() || line_flaws(text, array, items, "").is_empty() {
        return Vec::new();
    }
    let on_one = |item: &Range<usize>| {
        if text[item.clone()].contains('\n') {
            onto_one_line(text, item).unwrap_or_default()
        } else {
            Vec::new()
        }
    };
    let mut gaps = array.start + 1;
    let has_comment = items.iter().any(|item| {
        let gap = &text[gaps..item.start];
        gaps = item.end;
        gap.contains('#')
    }) || text[gaps..array.end].contains('#');
    if has_comment {
        // Comments stay; entries and commas are fixed around them.
        let comma = missing_comma(text, items);
        return items.iter().flat_map(on_one).chain(comma).collect();
    }
    let entries = items.iter();
    let entries = entries.map(|item| patched_within(text, item, on_one(item)));
    let entries: Vec<String> = entries.collect();
    let newline = newline_near(text, array);
    let entries = lines("  ", entries.iter().map(String::as_str), newline);
    vec![Patch {
        at: array.clone(),
        new: format!("[{newline}{entries}]"),
    }]
}

/// Returns a statement on one line; `None` if a comment would be lost.
fn one_line_of(text: &str, span: &Range<usize>) -> Option<String> {
    let span = trimmed(text, span);
    Some(patched_within(text, &span, onto_one_line(text, &span)?))
}

fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let end = span.start + text[span.clone()].trim_end().len();
    end - text[span.start..end].trim_start().len()..end
}

/// Returns the text at `span` with its patches applied.
fn patched_within(text: &str, span: &Range<usize>, mut patches: Vec<Patch>) -> String {
    for patch in &mut patches {
        patch.at = patch.at.start - span.start..patch.at.end - span.start;
    }
    patched(&text[span.clone()], &patches)
}

/// Converts a log written as tables to a list of lines, under its block's header or at the first table.
/// Returns nothing if a comment would be lost or tables are nested.
fn from_tables(text: &str, log: &Log, place: &LogPlace, all: &[Statement]) -> Vec<Patch> {
    let newline = newline_of(text);
    let is_entry = |head: &Statement| {
        let start = trimmed(text, &head.span).start;
        let holds = |item: &Range<usize>| item.contains(&start);
        head.is_header() && place.items.iter().any(holds)
    };
    let mut entries = Vec::new();
    let mut patches = Vec::new();
    let mut first = None;
    for table in all.chunk_by(|_, next| !next.is_header()) {
        let head = &table[0];
        if !is_entry(head) {
            continue;
        }
        let pairs = table[1..].iter().map(|key| one_line_of(text, &key.span));
        let pairs = pairs.collect::<Option<Vec<String>>>();
        let Some(pairs) = pairs.filter(|_| comments(&text[head.span.clone()]).is_empty()) else {
            return Vec::new();
        };
        entries.push(format!("{{ {} }}", pairs.join(", ")));
        first.get_or_insert(head.span.start);
        patches.extend(table.iter().map(|gone| Patch {
            at: gone.span.clone(),
            new: String::new(),
        }));
    }
    let (Some(first), true) = (first, entries.len() == place.items.len()) else {
        return Vec::new();
    };
    let own_header = header(log);
    let block = all
        .iter()
        .find(|it| text[it.span.clone()].trim_start().starts_with(&own_header));
    let list = lines("  ", entries.iter().map(String::as_str), newline);
    let list = format!(
        "log = [{newline}{list}] # {}{newline}",
        crate::text::clean(log.id())
    );
    let (at, new) = match block {
        Some(block) => (block.span.end, list),
        None => (first, format!("{own_header}{newline}{list}")),
    };
    patches.push(Patch { at: at..at, new });
    patches
}
