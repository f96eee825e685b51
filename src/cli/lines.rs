//! A milestone as a line of a list.

use crate::query::{Board, Item};
use crate::report::{figures, standing_line};
use crate::text::{Words, cut, width};

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
    let rows: Vec<(usize, Line)> = items
        .iter()
        .enumerate()
        .filter_map(|(place, item)| Some((place, Line::of(board, item, words, with_plan)?)))
        .collect();
    let widest = |part: fn(&Line) -> &Measured| {
        let widths = rows.iter().map(|(_, row)| part(row).columns);
        widths.max().unwrap_or(0)
    };
    let (id, who, due, why) = (
        widest(|r| &r.id),
        widest(|r| &r.who).min(out.columns().map_or(usize::MAX, |_| 16)),
        widest(|r| &r.due),
        widest(|r| &r.why),
    );
    let fixed = width(indent) + 3 + id + who + due + why.min(24) + 8;
    let title = match out.columns() {
        Some(columns) => columns
            .saturating_sub(fixed)
            .max(12)
            .min(widest(|r| &r.title)),
        None => widest(|r| &r.title),
    };
    let is_cut = out.columns().is_some();
    for (place, row) in &rows {
        let mut rest = String::new();
        row.id.put(&mut rest, id, false);
        row.title.put(&mut rest, title, is_cut);
        row.who.put(&mut rest, who, is_cut);
        row.due.put(&mut rest, due, false);
        rest.push_str(&row.why.text);
        out.lamp_line(indent, row.lamp, words, rest.trim_end());
        if let Some(text) = below(*place) {
            out.line(&text);
        }
    }
}

/// A text with the columns it takes, measured once.
struct Measured {
    text: String,
    columns: usize,
}

impl Measured {
    /// Puts it into a column of the line, with two blanks after it; one that is too wide is cut, or left as it is.
    fn put(&self, line: &mut String, columns: usize, is_cut: bool) {
        let used = if self.columns > columns && is_cut {
            let cut = cut(&self.text, columns);
            line.push_str(&cut);
            width(&cut)
        } else {
            line.push_str(&self.text);
            self.columns
        };
        line.extend(std::iter::repeat_n(' ', columns.saturating_sub(used) + 2));
    }
}

impl From<String> for Measured {
    fn from(text: String) -> Self {
        let columns = width(&text);
        Self { text, columns }
    }
}

struct Line {
    lamp: crate::plan::Lamp,
    id: Measured,
    title: Measured,
    who: Measured,
    due: Measured,
    why: Measured,
}

impl Line {
    fn of(board: &Board, item: &Item, words: &Words, with_plan: bool) -> Option<Self> {
        let it = item.resolve(board)?;
        let id = it.milestone.id.clone();
        let figures = figures(&it, item.of, words);
        let label = if it.milestone.is_default {
            format!("{} {}", it.action.title, it.milestone.label())
        } else {
            it.milestone.label()
        };
        let unit = item.of.or(it.action.answering());
        let why = standing_line(&item.verdict, words);
        Some(Self {
            lamp: item.verdict.standing.lamp(),
            id: if with_plan {
                format!("{}:{id}", it.plan.id())
            } else {
                id
            }
            .into(),
            title: if figures.is_empty() {
                label
            } else {
                format!("{label} {figures}")
            }
            .into(),
            who: unit
                .map_or_else(
                    || words.no_unit.to_owned(),
                    |unit| it.plan.units().get(unit).name_on(board.as_of).to_owned(),
                )
                .into(),
            due: item.verdict.due_now.to_string().into(),
            why: why.into(),
        })
    }
}
