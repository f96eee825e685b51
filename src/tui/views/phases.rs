//! 3 阶段: a column a phase, the milestones in it with their lamps; marked in place.

use ratatui::layout::Rect;

use crate::text::width;
use crate::tui::paint::{PLAIN, Painter, QUIET, STRONG};
use crate::tui::state::State;

use super::{empty, item_row};

/// A column narrower than this says nothing.
const NARROWEST: u16 = 24;

pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect) {
    let Some((plan, _, ledger)) = state.open_plan() else {
        empty(painter, area, state.words.screen.plan_is_broken);
        return;
    };
    let count = plan.phases().len() as u16;
    let fits = (area.width / NARROWEST).clamp(1, count);
    // With more phases than fit, the one with the cursor and those after it show.
    let first = (state.phase as u16).min(count - fits);
    let column_width = area.width / fits;
    for slot in 0..fits {
        let phase = usize::from(first + slot);
        let column = Rect::new(
            area.x + slot * column_width,
            area.y,
            column_width - 1,
            area.height,
        );
        let here = phase == state.phase;
        let tally = ledger.tally_of_phase(plan, phase);
        let it = &plan.phases()[phase];
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
        let figure = format!("{}/{} {years}", tally.finished(), tally.owed());
        painter.put(
            x,
            column.y,
            column.right().saturating_sub(x),
            &figure,
            QUIET,
        );
        draw_column(state, painter, column, phase, here);
    }
}

fn draw_column(state: &State, painter: &mut Painter<'_>, area: Rect, phase: usize, here: bool) {
    let Some(items) = state.phases.get(phase) else {
        return;
    };
    let pane = state.phase_panes.get(phase).copied().unwrap_or_default();
    for (line, row) in pane.window(items.len()).enumerate() {
        let y = area.y + 1 + line as u16;
        let item = &items[row];
        painter.cursor(area.x, y, row == pane.cursor && here, true);
        painter.selected(
            area.x + 1,
            y,
            state
                .selected
                .contains(&(item.plan, item.action, item.milestone)),
        );
        let row_area = Rect::new(area.x + 2, y, area.width - 2, 1);
        if area.width >= 60 {
            let before = item
                .resolve(&state.board)
                .map_or_else(String::new, |it| it.action.id.clone());
            item_row::draw(state, painter, row_area, item, &before);
        } else {
            narrow_row(state, painter, row_area, item);
        }
    }
}

/// Lamp, number, title, and why at the right end.
fn narrow_row(state: &State, painter: &mut Painter<'_>, area: Rect, item: &crate::query::Item) {
    let Some(it) = item.resolve(&state.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let x = painter.lamp(area.x, area.y, lamp, state.words) + 1;
    let why = (state.words.screen.why)(&item.verdict);
    let why_width = (width(&why) as u16).min(11);
    let title = if it.milestone.is_default {
        format!("{} {}", it.action.id, it.action.title)
    } else {
        format!("{} {}", it.action.id, item_row::label(&it))
    };
    let hits = state
        .needle()
        .map(|needle| needle.hits(&title))
        .unwrap_or_default();
    painter.put_marked(
        x,
        area.y,
        area.right().saturating_sub(x + why_width + 1),
        &title,
        PLAIN,
        &hits,
    );
    let style = painter.lamp_style(lamp);
    painter.put_right(area.right(), area.y, 11, &why, style);
}
