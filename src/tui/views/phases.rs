//! 3 阶段: one column per phase, the milestones in it with their lamps; marked in place.

use ratatui::layout::Rect;

use crate::plan::{Ledger, Plan};
use crate::query::{OpenPlan, SortBy};
use crate::tui::app::{ClickTarget, PhaseColumns, State};

use super::{
    DeedKeys, ListLayout, PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage, item_row,
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
    ledger: &'a Ledger,
    columns: &'a PhaseColumns,
}

impl<'a> PhasesView<'a> {
    fn of(state: &'a State, open: OpenPlan<'a>) -> Self {
        Self {
            list: ShownList::of(state),
            plan: open.plan,
            ledger: open.ledger,
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
        let tally = view.ledger.tally_of_phase(view.plan, phase);
        let it = &view.plan.phases()[phase];
        let years = format!(
            "{}-{}",
            it.window.start.format("%y.%m"),
            it.window.end.format("%y.%m")
        );
        let x = painter.put(
            column.x + 2,
            column.y,
            column.width - 2,
            &it.name,
            if here { STRONG } else { PLAIN },
        ) + 1;
        let mut figure = format!("{}/{}", tally.finished(), tally.owed());
        if x + painter.columns(&figure) + painter.columns(&years) + 2 <= column.right() {
            figure = format!("{figure} {years}");
        }
        painter.put(
            x,
            column.y,
            column.right().saturating_sub(x),
            &figure,
            QUIET,
        );
        draw_column(view, painter, column, phase, here);
    }
}

fn draw_column(
    view: &PhasesView<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    phase: usize,
    here: bool,
) {
    let Some((items, pane)) = view.columns.column(phase) else {
        return;
    };
    for (line, row) in pane.window(items.len()).enumerate() {
        let y = area.y + 1 + line as u16;
        let item = &items[row];
        let line = Rect::new(area.x, y, area.width, 1);
        let target = ClickTarget::PhaseRow(phase, row);
        painter.row(line, target, row == pane.cursor && here, true);
        painter.selected(area.x + 1, y, view.list.is_selected(item));
        let row_area = Rect::new(area.x + 2, y, area.width - 2, 1);
        if area.width + 1 >= WHOLE {
            item_row::draw(
                &view.list,
                painter,
                row_area,
                item,
                "",
                here && row == pane.cursor,
            );
        } else {
            narrow_row(view, painter, row_area, item, (here, row == pane.cursor));
        }
    }
}

/// Draws lamp, id and title, and in the column with the cursor the reason at the right end.
fn narrow_row(
    view: &PhasesView<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &crate::query::Item,
    (here, under_cursor): (bool, bool),
) {
    let Some(it) = item.resolve(view.list.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let x = painter.lamp(area.x, area.y, lamp, view.list.words) + 1;
    let why = if here {
        (view.list.words.screen.why)(&item.verdict)
    } else {
        String::new()
    };
    let why_columns = painter
        .columns(&why)
        .min(view.list.words.screen.why_columns);
    let gap = u16::from(why_columns > 0);
    let room = area.right().saturating_sub(x + why_columns + gap);
    if it.milestone.is_default {
        let title = format!("{} {}", it.action.id, it.action.title);
        let hits = view.list.hits(&title);
        let end = painter.put_marked(x, area.y, room, &title, PLAIN, &hits);
        painter.highlight(x, end, area.y, here && under_cursor);
    } else {
        let name = Rect::new(x, area.y, room, 1);
        item_row::label(
            &view.list,
            painter,
            name,
            &it.listed(),
            here && under_cursor,
        );
    }
    let style = painter.lamp_style(lamp);
    painter.put_right(area.right(), area.y, why_columns, &why, style);
}
