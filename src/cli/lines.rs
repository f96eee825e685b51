//! Milestones as lines of a list.

use crate::plan::Lamp;
use crate::query::{Board, Item, Listed};
use crate::report::{figures, standing_line};
use crate::store::in_parallel;
use crate::text::{CleanPart, CleanText, Words, push_day, width};

use super::Output;

/// Prints milestones, one per line: lamp, id, title, figures, unit, due date, reason. On a terminal the
/// title is shortened.
pub(super) fn print_items(
    out: &mut Output,
    board: &Board,
    items: &[Item],
    words: &Words,
    indent: &str,
) {
    print_items_with(out, board, items, words, indent, &|_| None);
}

/// Prints milestones like [`print_items`], each followed by the line `below` returns for its index.
pub(super) fn print_items_with(
    out: &mut Output,
    board: &Board,
    items: &[Item],
    words: &Words,
    indent: &str,
    below: &dyn Fn(usize) -> Option<String>,
) {
    let with_plan = board.plans.len() > 1;
    let shares: Vec<&[Item]> = items.chunks(SHARE).collect();
    let parts = in_parallel(&shares, |share| {
        let mut part = ListLines::with_room(share.len());
        for item in *share {
            if let Some(it) = item.glance(board) {
                part.push(item, &it, words, with_plan);
            }
        }
        part
    });
    let lines: Vec<ListLine<'_>> = parts.iter().flat_map(ListLines::iter).collect();
    print_lines(out, &lines, words, indent, below);
}

/// Prints lines in columns as wide as their widest entry; `below` takes the index of a line.
pub(super) fn print_lines(
    out: &mut Output,
    lines: &[ListLine<'_>],
    words: &Words,
    indent: &str,
    below: &dyn Fn(usize) -> Option<String>,
) {
    let widest = lines
        .iter()
        .map(ListLine::widths)
        .fold(LineColumns::default(), wider);
    let columns = out.columns();
    let who = widest.who.min(columns.map_or(usize::MAX, |_| MOST_WHO));
    // The reason is never shortened: first the id is, then the title.
    let fixed = width(indent) + LAMP + who + widest.due + widest.why + GAPS;
    let (id, title) = match columns {
        Some(columns) => {
            let room = columns.saturating_sub(fixed);
            let id = room
                .saturating_sub(widest.title.min(LEAST_TITLE))
                .max(LEAST_ID)
                .min(widest.id);
            (
                id,
                room.saturating_sub(id).max(LEAST_TITLE).min(widest.title),
            )
        }
        None => (widest.id, widest.title),
    };
    let is_cut = columns.is_some();
    let mut rest = CleanText::default();
    for (place, line) in lines.iter().enumerate() {
        rest.clear();
        let cells = &line.cells.columns;
        for (cell, columns, is_cut) in [
            (&cells.id, id, is_cut),
            (&cells.title, title, is_cut),
            (&cells.who, who, is_cut),
            (&cells.due, widest.due, false),
        ] {
            rest.push_fitted(line.text, cell, columns, is_cut);
            rest.push_blanks(2);
        }
        rest.push(line.text, &cells.why);
        out.lamp_line(indent, line.cells.lamp, words, &rest);
        if let Some(text) = below(place) {
            out.line(&text);
        }
    }
}

/// The maximum width of units on a terminal.
const MOST_WHO: usize = 16;
/// The columns of a lamp, with a blank behind it.
const LAMP: usize = 3;
/// The columns of the two blanks behind id, title, unit and due date.
const GAPS: usize = 4 * 2;
/// The minimum width of ids: `3.1.4/teach..`.
const LEAST_ID: usize = 14;
/// The minimum width of titles.
const LEAST_TITLE: usize = 20;

/// The number of lines one thread formats at a time.
const SHARE: usize = 256;
/// The usual length of a line in bytes, at most.
const LINE: usize = 192;

/// Unformatted lines of a list, each text measured once; all texts share one buffer, since there may be
/// tens of thousands.
#[derive(Default)]
pub(super) struct ListLines {
    text: CleanText,
    lines: Vec<Cells>,
}

/// A line of [`ListLines`].
#[derive(Clone, Copy)]
pub(super) struct ListLine<'l> {
    text: &'l CleanText,
    cells: &'l Cells,
}

struct Cells {
    lamp: Lamp,
    columns: LineColumns<CleanPart>,
}

/// A value per column of a line.
#[derive(Clone, Copy, Default)]
struct LineColumns<T> {
    id: T,
    title: T,
    who: T,
    due: T,
    why: T,
}

impl ListLines {
    /// Makes an empty list with capacity for a number of lines.
    pub(super) fn with_room(lines: usize) -> Self {
        Self {
            text: CleanText::with_capacity(lines * LINE),
            lines: Vec::with_capacity(lines),
        }
    }

    /// Adds the line of an item.
    pub(super) fn push(&mut self, item: &Item, it: &Listed<'_>, words: &Words, with_plan: bool) {
        let id = self.text.add(|text| {
            if with_plan {
                text.push_str(it.plan_id());
                text.push(':');
            }
            text.push_str(&it.milestone.id);
        });
        let title = self.text.add(|text| {
            if it.milestone.is_default {
                text.push_str(it.action_title());
                text.push(' ');
            }
            text.push_str(&it.milestone.title);
            let figures = figures(it, words);
            let occurrence = it.milestone.occurrence.as_deref();
            for part in occurrence.into_iter().chain([figures.as_str()]) {
                if !part.is_empty() {
                    text.push(' ');
                    text.push_str(part);
                }
            }
        });
        let who = self.text.add(|text| {
            text.push_str(it.unit().unwrap_or(words.no_unit));
        });
        let due = self.text.add(|text| push_day(text, item.verdict.due_now));
        let why = self
            .text
            .add(|text| text.push_str(&standing_line(&item.verdict, words)));
        self.lines.push(Cells {
            lamp: item.verdict.standing.lamp(),
            columns: LineColumns {
                id,
                title,
                who,
                due,
                why,
            },
        });
    }

    /// Iterates over the lines in the order added.
    pub(super) fn iter(&self) -> impl Iterator<Item = ListLine<'_>> {
        let text = &self.text;
        self.lines.iter().map(move |cells| ListLine { text, cells })
    }

    /// Returns whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl ListLine<'_> {
    /// Returns the width of each column's text.
    fn widths(&self) -> LineColumns<usize> {
        let columns = &self.cells.columns;
        LineColumns {
            id: columns.id.columns(),
            title: columns.title.columns(),
            who: columns.who.columns(),
            due: columns.due.columns(),
            why: columns.why.columns(),
        }
    }
}

fn wider(one: LineColumns<usize>, other: LineColumns<usize>) -> LineColumns<usize> {
    LineColumns {
        id: one.id.max(other.id),
        title: one.title.max(other.title),
        who: one.who.max(other.who),
        due: one.due.max(other.due),
        why: one.why.max(other.why),
    }
}
