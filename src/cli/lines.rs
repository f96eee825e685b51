//! Milestones as lines of a list.

use crate::plan::{Lamp, Reason};
use crate::query::{Board, Item, Listed};
use crate::report::{figures, standing_of, units_to_call};
use crate::text::{CleanText, MeasuredText, Words, width};

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
    let lines = items.iter().filter_map(|item| {
        let it = item.glance(board)?;
        Some(ListLine::of(item, &it, words, with_plan))
    });
    let lines: Vec<ListLine> = lines.collect();
    let lines: Vec<&ListLine> = lines.iter().collect();
    print_lines(out, &lines, words, indent, below);
}

/// Prints lines in columns as wide as their widest entry; `below` takes the index of a line.
pub(super) fn print_lines(
    out: &mut Output,
    lines: &[&ListLine],
    words: &Words,
    indent: &str,
    below: &dyn Fn(usize) -> Option<String>,
) {
    let widest = WidestCells::of(lines);
    let least = lines.iter().map(|line| line.least_columns()).max();
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
        line.push_name(&mut rest, layout.id, name, room.is_some());
        for (cell, columns) in [(&line.who, who), (&line.due, widest.due), (reason, why)] {
            rest.push_blanks(2);
            rest.push_fitted(cell, columns, room.is_some());
        }
        out.lamp_line(indent, line.lamp, words, &rest);
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

/// A line of a list, each of its texts measured once.
pub(super) struct ListLine {
    lamp: Lamp,
    id: MeasuredText,
    title: MeasuredText,
    /// The figures behind the title.
    figures: MeasuredText,
    who: MeasuredText,
    due: MeasuredText,
    why: MeasuredText,
    /// The reason in fewer words, where it is long.
    short_why: Option<MeasuredText>,
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
    fn of(lines: &[&ListLine]) -> Self {
        let widest = |cell: fn(&ListLine) -> &MeasuredText| {
            let columns = lines.iter().map(|line| cell(line).columns());
            columns.max().unwrap_or_default()
        };
        Self {
            id: widest(|line| &line.id),
            title: widest(|line| &line.title),
            who: widest(|line| &line.who),
            due: widest(|line| &line.due),
            why: widest(|line| &line.why),
        }
    }
}

/// Returns the columns of the parts behind an id, each with a blank before it and one more before the first.
fn columns_behind(parts: &[&MeasuredText]) -> usize {
    let parts = parts.iter().map(|part| part.columns());
    let parts = parts.filter(|columns| *columns > 0);
    let behind: usize = parts.map(|columns| columns + 1).sum();
    behind + usize::from(behind > 0)
}

impl ListLine {
    /// Makes the line of an item.
    pub(super) fn of(item: &Item, it: &Listed<'_>, words: &Words, with_plan: bool) -> Self {
        let milestone = &it.milestone;
        let id = if with_plan {
            format!("{}:{}", it.plan_id(), milestone.id)
        } else {
            milestone.id.clone()
        };
        let mut title = String::new();
        if milestone.is_default {
            title.push_str(it.action_title());
            title.push(' ');
        }
        title.push_str(&milestone.title);
        if let Some(part) = &milestone.occurrence {
            title.push(' ');
            title.push_str(part);
        }
        let why = MeasuredText::of(standing_of(&item.verdict, it, words));
        let is_said = matches!(item.verdict.reason, Reason::Said(_));
        let is_long = !is_said && why.columns() > SHORT_WHY;
        let short = || MeasuredText::of((words.screen.why)(&item.verdict));
        Self {
            lamp: item.verdict.standing.lamp(),
            id: MeasuredText::of(id),
            title: MeasuredText::of(title),
            figures: MeasuredText::of(figures(it, words)),
            who: MeasuredText::of(units_to_call(it, words).into_owned()),
            due: MeasuredText::of(item.verdict.due_now.to_string()),
            why,
            short_why: is_long.then(short),
            is_said,
        }
    }

    /// Returns the columns of id, title and figures with the id padded to some columns.
    fn name_columns(&self, id: usize) -> usize {
        let behind = [&self.title, &self.figures];
        self.id.columns().max(id) + columns_behind(&behind)
    }

    /// Returns the columns of id and figures, which are never cut.
    fn least_columns(&self) -> usize {
        self.id.columns() + columns_behind(&[&self.figures])
    }

    /// Returns the reason, in fewer words where id, figures and unit leave no room for all.
    fn reason(&self, layout: &LineLayout) -> &MeasuredText {
        let whole = &self.why;
        let room = layout.room.unwrap_or(usize::MAX);
        let least = self.least_columns() + layout.who.min(USUAL_WHO);
        let short = self.short_why.as_ref();
        short
            .filter(|_| least + whole.columns() > room)
            .unwrap_or(whole)
    }

    /// Returns the columns of name, unit and reason in this line.
    fn share(&self, layout: &LineLayout, reason: &MeasuredText) -> [usize; 3] {
        let Some(room) = layout.room else {
            return [layout.name, layout.who, layout.why];
        };
        let least = self.least_columns();
        let whole = reason.columns();
        let said = whole.min(room.saturating_sub(layout.name.max(least) + layout.who));
        let why = if self.is_said {
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
        to.push_fitted(&self.id, id, false);
        let mut used = self.id.columns().max(id);
        let figures = match self.figures.columns() {
            0 => 0,
            columns => columns + 1,
        };
        let room = name.saturating_sub(used + 2 + figures);
        let whole = self.title.columns();
        let title = if is_cut { whole.min(room) } else { whole };
        if title == whole || title >= LEAST_TITLE {
            to.push_blanks(2);
            to.push_fitted(&self.title, title, is_cut);
            used += 2 + title;
        } else if figures > 0 {
            to.push_blanks(1);
            used += 1;
        }
        if figures > 0 {
            to.push_blanks(1);
            to.push(&self.figures);
            used += figures;
        }
        to.push_blanks(name.saturating_sub(used));
    }
}
