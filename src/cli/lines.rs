//! Milestones as lines of a list.

use std::fmt::Write as _;

use crate::plan::{Lamp, Reason};
use crate::query::{Board, Item, ListedMilestone};
use crate::report::{figures, standing_of, units_to_call};
use crate::store::in_parallel;
use crate::text::{CleanPart, CleanText, Words, width};

use super::Output;

/// Prints milestones, one per line: lamp, id, title, figures, unit, due date, reason. On a terminal the
/// title is shortened, then the unit and the words of a reason, but no id and no figure.
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
            if let Some(it) = item.preview(board) {
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
    let widest = WidestCells::of(lines);
    let least = lines.iter().map(ListLine::least_columns).max();
    let names = lines.iter().map(|line| line.name_columns(widest.id)).max();
    let room = out.columns().map(|columns| {
        let fixed = width(indent) + LAMP + widest.due + GAPS;
        columns.saturating_sub(fixed)
    });
    let names = [least, names].map(Option::unwrap_or_default);
    let layout = LineLayout::of(room, &widest, names);
    let mut rest = CleanText::default();
    for (place, line) in lines.iter().enumerate() {
        rest.clear();
        let reason = line.reason(&layout);
        let [name, who, why] = line.share(&layout, reason);
        let cells = line.cells;
        line.push_name(&mut rest, layout.id, name, room.is_some());
        for (cell, columns) in [(&cells.who, who), (&cells.due, widest.due), (reason, why)] {
            rest.push_blanks(2);
            rest.push_fitted(line.text, cell, columns, room.is_some());
        }
        out.lamp_line(indent, cells.lamp, words, &rest);
        if let Some(text) = below(place) {
            out.line(&text);
        }
    }
}

/// The maximum width of units on a terminal.
const MOST_WHO: usize = 16;
/// The columns of a lamp, with a blank behind it.
const LAMP: usize = 3;
/// The columns of the two blanks behind name, unit and due date.
const GAPS: usize = 3 * 2;
/// The minimum width of units.
const LEAST_WHO: usize = 6;
/// The width of units for which no id and figures are kept in their column.
const USUAL_WHO: usize = 8;
/// The width that ids are padded to where there is no room to pad them all: `3.1.4/launch`.
const USUAL_ID: usize = 14;
/// The width of titles for which all ids are padded.
const USUAL_TITLE: usize = 20;
/// The minimum width of a title; a shorter one is left out.
const LEAST_TITLE: usize = 6;
/// The width of reasons that the columns leave room for: `已销号 2022-12-26`, `547 days overdue`.
const USUAL_WHY: usize = 17;
/// The width up to which a reason has no shorter words.
const SHORT_WHY: usize = 12;
/// The minimum width of a reason in somebody's words.
const LEAST_WHY: usize = 8;

/// The widths of a list's columns. A line that needs more takes it: of its title, then of its unit.
struct LineLayout {
    /// The room of name, unit and reason; `None` where nothing is cut.
    room: Option<usize>,
    /// The width that ids are padded to; a longer one takes of its title's room.
    id: usize,
    /// Id, title and figures together.
    name: usize,
    who: usize,
    why: usize,
}

impl LineLayout {
    /// Shares the room among the columns; `names` are the widest id with its figures, and with its title too.
    fn of(room: Option<usize>, widest: &WidestCells, [least, whole]: [usize; 2]) -> Self {
        let Some(columns) = room else {
            return Self {
                room,
                id: widest.id,
                name: whole,
                who: widest.who,
                why: widest.why,
            };
        };
        let why = widest.why.min(USUAL_WHY);
        let least = least.min(columns.saturating_sub(USUAL_WHO + why));
        let titles = widest.title.min(USUAL_TITLE);
        let wanted = least.max(USUAL_ID.min(widest.id) + 2 + titles).min(whole);
        let who = widest.who.min(MOST_WHO);
        let who = who.min(columns.saturating_sub(why + wanted).max(USUAL_WHO));
        let name = columns.saturating_sub(who + why).min(whole);
        let has_room = widest.id + 2 + titles <= name;
        Self {
            room,
            id: widest.id.min(if has_room { usize::MAX } else { USUAL_ID }),
            name,
            who,
            why,
        }
    }
}

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
    id: CleanPart,
    title: CleanPart,
    /// The figures behind the title.
    figures: CleanPart,
    who: CleanPart,
    due: CleanPart,
    why: CleanPart,
    /// The reason in fewer words, where it is long.
    short_why: Option<CleanPart>,
    /// Whether the reason is in somebody's words, which may be cut.
    is_said: bool,
}

/// The width of the widest text in each column.
struct WidestCells {
    id: usize,
    title: usize,
    who: usize,
    due: usize,
    why: usize,
}

impl WidestCells {
    fn of(lines: &[ListLine<'_>]) -> Self {
        let widest = |cell: fn(&Cells) -> &CleanPart| {
            let columns = lines.iter().map(|line| cell(line.cells).columns());
            columns.max().unwrap_or_default()
        };
        Self {
            id: widest(|cells| &cells.id),
            title: widest(|cells| &cells.title),
            who: widest(|cells| &cells.who),
            due: widest(|cells| &cells.due),
            why: widest(|cells| &cells.why),
        }
    }
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
    pub(super) fn push(
        &mut self,
        item: &Item,
        it: &ListedMilestone<'_>,
        words: &Words,
        with_plan: bool,
    ) {
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
            if let Some(part) = &it.milestone.occurrence {
                text.push(' ');
                text.push_str(part);
            }
        });
        let figures = self.text.add(|text| text.push_str(&figures(it, words)));
        let who = self.text.add(|text| {
            text.push_str(&units_to_call(it, words));
        });
        let due = self.text.add(|text| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{}", item.verdict.due_now);
        });
        let why = self
            .text
            .add(|text| text.push_str(&standing_of(&item.verdict, it, words)));
        let is_said = matches!(item.verdict.reason, Reason::Said(_));
        let is_long = !is_said && why.columns() > SHORT_WHY;
        let short_why = is_long.then(|| {
            let short = (words.screen.short_reason)(&item.verdict);
            self.text.add(|text| text.push_str(&short))
        });
        self.lines.push(Cells {
            lamp: item.verdict.standing.lamp(),
            id,
            title,
            figures,
            who,
            due,
            why,
            short_why,
            is_said,
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

/// Returns the columns of the parts behind an id, each with a blank before it and one more before the first.
fn columns_behind(parts: &[&CleanPart]) -> usize {
    let parts = parts.iter().map(|part| part.columns());
    let parts = parts.filter(|columns| *columns > 0);
    let behind: usize = parts.map(|columns| columns + 1).sum();
    behind + usize::from(behind > 0)
}

impl ListLine<'_> {
    /// Returns the columns of id, title and figures with the id padded to some columns.
    fn name_columns(&self, id: usize) -> usize {
        let behind = [&self.cells.title, &self.cells.figures];
        self.cells.id.columns().max(id) + columns_behind(&behind)
    }

    /// Returns the columns of id and figures, which are never cut.
    fn least_columns(&self) -> usize {
        self.cells.id.columns() + columns_behind(&[&self.cells.figures])
    }

    /// Returns the reason, in fewer words where id, figures and unit leave no room for all.
    fn reason(&self, layout: &LineLayout) -> &CleanPart {
        let whole = &self.cells.why;
        let room = layout.room.unwrap_or(usize::MAX);
        let least = self.least_columns() + layout.who.min(USUAL_WHO);
        let short = self.cells.short_why.as_ref();
        short
            .filter(|_| least + whole.columns() > room)
            .unwrap_or(whole)
    }

    /// Returns the columns of name, unit and reason in this line.
    fn share(&self, layout: &LineLayout, reason: &CleanPart) -> [usize; 3] {
        let Some(room) = layout.room else {
            return [layout.name, layout.who, layout.why];
        };
        let least = self.least_columns();
        let whole = reason.columns();
        let said = whole.min(room.saturating_sub(layout.name.max(least) + layout.who));
        let why = if self.cells.is_said {
            said.max(LEAST_WHY)
        } else {
            whole
        };
        let name = room
            .saturating_sub(layout.who + why)
            .min(layout.name)
            .max(least);
        let who = room
            .saturating_sub(name + why)
            .max(LEAST_WHO)
            .min(layout.who);
        [name, who, why]
    }

    /// Appends id, title and figures; the title is cut to the room that they leave.
    fn push_name(&self, to: &mut CleanText, id: usize, name: usize, is_cut: bool) {
        let cells = self.cells;
        to.push_fitted(self.text, &cells.id, id, false);
        let mut used = cells.id.columns().max(id);
        let figures = match cells.figures.columns() {
            0 => 0,
            columns => columns + 1,
        };
        let room = name.saturating_sub(used + 2 + figures);
        let whole = cells.title.columns();
        let title = if is_cut { whole.min(room) } else { whole };
        if title == whole || title >= LEAST_TITLE {
            to.push_blanks(2);
            to.push_fitted(self.text, &cells.title, title, is_cut);
            used += 2 + title;
        } else if figures > 0 {
            to.push_blanks(1);
            used += 1;
        }
        if figures > 0 {
            to.push_blanks(1);
            to.push(self.text, &cells.figures);
            used += figures;
        }
        to.push_blanks(name.saturating_sub(used));
    }
}
