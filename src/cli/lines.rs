//! A milestone as a line of a list.

use std::ops::Range;

use crate::plan::Lamp;
use crate::query::{Board, Item};
use crate::report::{figures, standing_line};
use crate::store::in_parallel;
use crate::text::{Words, cut, push_blanks, push_day, width};

use super::output::Output;

/// Prints milestones, a line each: lamp, id, title, figures, who, due, why. On a terminal the title gives way.
pub(super) fn print_items(
    out: &mut Output,
    board: &Board,
    items: &[Item],
    words: &Words,
    indent: &str,
) {
    print_items_with(out, board, items, words, indent, &|_| None);
}

/// The same, with a line of its own below an item where `below` (by its place in `items`) has one.
pub(super) fn print_items_with(
    out: &mut Output,
    board: &Board,
    items: &[Item],
    words: &Words,
    indent: &str,
    below: &dyn Fn(usize) -> Option<String>,
) {
    let with_plan = board.plans.len() > 1;
    let shares: Vec<(usize, &[Item])> = items.chunks(SHARE).enumerate().collect();
    let parts = in_parallel(&shares, |(nth, share)| {
        let mut part = Lines::with_room(share.len());
        for (item, place) in share.iter().zip(nth * SHARE..) {
            part.push(board, item, words, with_plan, place);
        }
        part
    });
    let widest = parts
        .iter()
        .map(Lines::widest)
        .fold(Columns::default(), wider);
    let columns = out.columns();
    let who = widest.who.min(columns.map_or(usize::MAX, |_| 16));
    let fixed = width(indent) + 3 + widest.id + who + widest.due + widest.why.min(24) + 8;
    let title = match columns {
        Some(columns) => columns.saturating_sub(fixed).max(12).min(widest.title),
        None => widest.title,
    };
    let is_cut = columns.is_some();
    let mut rest = String::new();
    for (part, line) in parts
        .iter()
        .flat_map(|part| part.lines.iter().map(move |line| (part, line)))
    {
        rest.clear();
        let cells = &line.cells;
        part.put(&mut rest, &cells.id, widest.id, false);
        part.put(&mut rest, &cells.title, title, is_cut);
        part.put(&mut rest, &cells.who, who, is_cut);
        part.put(&mut rest, &cells.due, widest.due, false);
        rest.push_str(part.text(&cells.why));
        out.lamp_line(indent, line.lamp, words, rest.trim_end());
        if let Some(text) = below(line.place) {
            out.line(&text);
        }
    }
}

/// How many lines are put together by one processor at a time.
const SHARE: usize = 256;
/// What most lines take at most, in bytes.
const LINE: usize = 192;

/// Lines of a list before they are set: all their texts after each other in one buffer, each measured once. A list may
/// have tens of thousands.
struct Lines {
    text: String,
    lines: Vec<Line>,
}

struct Line {
    /// Its item's place in the list.
    place: usize,
    lamp: Lamp,
    cells: Columns<Cell>,
}

/// What a line has of each column.
#[derive(Clone, Copy, Default)]
struct Columns<T> {
    id: T,
    title: T,
    who: T,
    due: T,
    why: T,
}

/// Where a text stands in the buffer, and how many columns it takes. The text of a few hundred lines is no longer than that.
struct Cell {
    at: Range<u32>,
    columns: u32,
}

impl Lines {
    /// Room for so many lines: growing bit by bit would touch the memory twice.
    fn with_room(lines: usize) -> Self {
        Self {
            text: String::with_capacity(lines * LINE),
            lines: Vec::with_capacity(lines),
        }
    }

    /// Adds the line of an item; none of one that the board does not have any more.
    fn push(&mut self, board: &Board, item: &Item, words: &Words, with_plan: bool, place: usize) {
        let Some(it) = item.resolve(board) else {
            return;
        };
        let id = self.cell(|text| {
            if with_plan {
                text.push_str(it.plan.id());
                text.push(':');
            }
            text.push_str(&it.milestone.id);
        });
        let title = self.cell(|text| {
            if it.milestone.is_default {
                text.push_str(&it.action.title);
                text.push(' ');
            }
            text.push_str(&it.milestone.title);
            let figures = figures(&it, item.of, words);
            for part in it.milestone.occurrence.iter().chain([&figures]) {
                if !part.is_empty() {
                    text.push(' ');
                    text.push_str(part);
                }
            }
        });
        let who = self.cell(|text| {
            let unit = item.of.or(it.action.answering());
            text.push_str(unit.map_or(words.no_unit, |unit| {
                it.plan.units().get(unit).name_on(board.as_of)
            }));
        });
        let due = self.cell(|text| push_day(text, item.verdict.due_now));
        let why = self.cell(|text| text.push_str(&standing_line(&item.verdict, words)));
        self.lines.push(Line {
            place,
            lamp: item.verdict.standing.lamp(),
            cells: Columns {
                id,
                title,
                who,
                due,
                why,
            },
        });
    }

    fn cell(&mut self, write: impl FnOnce(&mut String)) -> Cell {
        let start = self.text.len();
        write(&mut self.text);
        Cell {
            columns: width(&self.text[start..]) as u32,
            at: start as u32..self.text.len() as u32,
        }
    }

    fn text(&self, cell: &Cell) -> &str {
        &self.text[cell.at.start as usize..cell.at.end as usize]
    }

    /// How many columns the widest text of each column takes.
    fn widest(&self) -> Columns<usize> {
        let widths = self.lines.iter().map(|line| Columns {
            id: line.cells.id.columns as usize,
            title: line.cells.title.columns as usize,
            who: line.cells.who.columns as usize,
            due: line.cells.due.columns as usize,
            why: line.cells.why.columns as usize,
        });
        widths.fold(Columns::default(), wider)
    }

    /// Puts a text into a column of a line, with two blanks after it; one that is too wide is cut, or left as it is.
    fn put(&self, line: &mut String, cell: &Cell, columns: usize, is_cut: bool) {
        let (text, used) = (self.text(cell), cell.columns as usize);
        let used = if used > columns && is_cut {
            let cut = cut(text, columns);
            line.push_str(&cut);
            width(&cut)
        } else {
            line.push_str(text);
            used
        };
        push_blanks(line, columns.saturating_sub(used) + 2);
    }
}

fn wider(one: Columns<usize>, other: Columns<usize>) -> Columns<usize> {
    Columns {
        id: one.id.max(other.id),
        title: one.title.max(other.title),
        who: one.who.max(other.who),
        due: one.due.max(other.due),
        why: one.why.max(other.why),
    }
}
