//! A milestone as a line of a list.

use crate::query::{Board, Item};
use crate::report::{figures, standing_line};
use crate::text::{Words, cut, fit, width};

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
    let widest = |part: fn(&Line) -> &String| {
        let widths = rows.iter().map(|(_, row)| width(part(row)));
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
    for (place, row) in &rows {
        let who_text = if out.columns().is_some() {
            cut(&row.who, who).into_owned()
        } else {
            row.who.clone()
        };
        let title_text = if out.columns().is_some() {
            cut(&row.title, title).into_owned()
        } else {
            row.title.clone()
        };
        let rest = format!(
            "{}  {}  {}  {}  {}",
            pad(&row.id, id),
            pad(&title_text, title),
            pad(&who_text, who),
            pad(&row.due, due),
            row.why
        );
        out.lamp_line(indent, row.lamp, words, rest.trim_end());
        if let Some(text) = below(*place) {
            out.line(&text);
        }
    }
}

fn pad(text: &str, columns: usize) -> String {
    if width(text) >= columns {
        text.to_owned()
    } else {
        fit(text, columns)
    }
}

struct Line {
    lamp: crate::plan::Lamp,
    id: String,
    title: String,
    who: String,
    due: String,
    why: String,
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
            },
            title: if figures.is_empty() {
                label
            } else {
                format!("{label} {figures}")
            },
            who: unit.map_or_else(
                || words.no_unit.to_owned(),
                |unit| it.plan.units().get(unit).name_on(board.as_of).to_owned(),
            ),
            due: item.verdict.due_now.to_string(),
            why,
        })
    }
}
