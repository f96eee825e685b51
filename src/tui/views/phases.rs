//! 3 阶段: one column per phase, the milestones in it with their lamps; marked in place.

use ratatui::layout::Rect;

use crate::plan::Plan;
use crate::query::{Item, OpenPlan, SortBy};
use crate::tui::app::{ClickTarget, PhaseColumns, State};

use super::{
    DeedKeys, ListLayout, PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage,
    below_heading, item_row,
};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    deeds: DeedKeys::InPlace,
    is_wide: true,
    layout: ListLayout::PhaseColumns,
    orders: &[SortBy::Due, SortBy::Id, SortBy::Unit],
    draw: PageDrawing::OfPlan(|state, open, painter, area| {
        draw(&PhasesView::of(state, open), painter, area);
    }),
    ..ViewPage::PLAIN
};

/// The fewest columns in which a phase can be shown.
const NARROWEST: u16 = 24;
/// The fewest columns in which whole rows fit.
const WHOLE: u16 = 61;

/// The phases of the chosen plan with their milestones.
struct PhasesView<'a> {
    list: ShownList<'a>,
    plan: &'a Plan,
    columns: &'a PhaseColumns,
}

impl<'a> PhasesView<'a> {
    fn of(state: &'a State, open: OpenPlan<'a>) -> Self {
        Self {
            list: ShownList::of(state),
            plan: open.plan,
            columns: &state.columns,
        }
    }
}

fn draw(view: &PhasesView<'_>, painter: &mut Painter<'_>, area: Rect) {
    let count = view.plan.phases().len() as u16;
    let fits = (area.width / NARROWEST).clamp(1, count);
    // With more phases than fit, the one with the cursor and those after it show.
    let first = (view.columns.at() as u16).min(count - fits);
    let mut x = area.x;
    for slot in 0..fits {
        let phase = usize::from(first + slot);
        let column_width = if fits == 1 || area.width / fits >= WHOLE {
            area.width / fits
        } else if phase == view.columns.at() {
            // Half the room for the one with the cursor.
            area.width - area.width / 2 / (fits - 1) * (fits - 1)
        } else {
            area.width / 2 / (fits - 1)
        };
        let column = Rect::new(x, area.y, column_width - 1, area.height);
        x += column_width;
        let here = phase == view.columns.at();
        let tally = view.columns.tally(phase);
        let it = &view.plan.phases()[phase];
        let [start, end] = [it.window.start, it.window.end].map(|day| day.format("%y.%m"));
        let style = if here { STRONG } else { PLAIN };
        let x = painter.put(column.x + 2, column.y, column.width - 2, &it.name, style) + 1;
        let mut figure = format!("{}/{}", tally.finished(), tally.owed());
        let whole = format!("{figure} {start}-{end}");
        if x + painter.columns(&whole) < column.right() {
            figure = whole;
        }
        let room = column.right().saturating_sub(x);
        painter.put(x, column.y, room, &figure, QUIET);
        draw_column(view, painter, column, phase, here);
    }
}

fn draw_column(
    view: &PhasesView<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    phase: usize,
    has_keys: bool,
) {
    let Some((items, pane)) = view.columns.column(phase) else {
        return;
    };
    for (row, line, is_cursor) in pane.lines(items.len(), below_heading(area)) {
        let (item, here) = (&items[row], is_cursor && has_keys);
        painter.row(line, ClickTarget::PhaseRow(phase, row), here, true);
        painter.selected(line.x + 1, line.y, view.list.is_selected(item));
        let line = Rect::new(line.x + 2, line.y, line.width - 2, 1);
        if area.width + 1 >= WHOLE {
            item_row::draw(&view.list, painter, line, item, "", here);
        } else {
            narrow_row(view, painter, line, item, (has_keys, here));
        }
    }
}

/// Draws lamp, id and title, and in the column with the cursor the reason at the right end.
fn narrow_row(
    view: &PhasesView<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    (has_keys, here): (bool, bool),
) {
    let Some(it) = item.resolve(view.list.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let x = painter.lamp(area.x, area.y, lamp, view.list.words) + 1;
    let words = &view.list.words.screen;
    let why = if has_keys {
        (words.short_reason)(&item.verdict)
    } else {
        String::new()
    };
    let why_columns = painter.columns(&why);
    let gap = u16::from(why_columns > 0);
    let room = area.right().saturating_sub(x + why_columns + gap);
    let name = Rect::new(x, area.y, room, 1);
    if it.milestone.is_default {
        let title = format!("{} {}", it.action.id, it.action.title);
        view.list.title(painter, name, &title, PLAIN, here);
    } else {
        item_row::label(&view.list, painter, name, &it.listed(), here);
    }
    let style = painter.lamp_style(lamp);
    painter.put_right(area.right(), area.y, why_columns, &why, style);
}
