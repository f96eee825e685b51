//! A milestone as a row, the same in every list.

use ratatui::layout::Rect;

use crate::query::{Item, Resolved};
use crate::report::figures;
use crate::text::width;
use crate::tui::paint::{PLAIN, Painter, QUIET};
use crate::tui::state::State;

/// Columns of the due date and of the reason at the right end.
const DUE: u16 = 8;
const WHY: u16 = 13;

/// Lamp, title, figures, due date and reason. `area` is one row; `before` what stands in front of the title.
pub(super) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    before: &str,
) {
    let Some(it) = item.resolve(&state.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let x = painter.lamp(area.x, area.y, lamp, state.words) + 1;
    let right = area.right();
    let due_at = right.saturating_sub(DUE + 1 + WHY);
    let figures = figures(&it, item.of, state.words);
    let figures_at = due_at.saturating_sub(width(&figures) as u16 + 1);
    let mut x = x;
    if !before.is_empty() {
        x = painter.put(x, area.y, figures_at.saturating_sub(x), before, QUIET) + 1;
    }
    // Away from its action a default milestone needs its action's name: its own is the phase's.
    let label = if before.is_empty() || !it.milestone.is_default {
        label(&it)
    } else {
        format!("{} {}", it.action.title, label(&it))
    };
    let hits = state
        .needle()
        .map(|needle| needle.hits(&label))
        .unwrap_or_default();
    painter.put_marked(
        x,
        area.y,
        figures_at.saturating_sub(x + 1),
        &label,
        PLAIN,
        &hits,
    );
    painter.put(
        figures_at,
        area.y,
        due_at.saturating_sub(figures_at),
        &figures,
        PLAIN,
    );
    let due = item.verdict.due_now.format("%y-%m-%d").to_string();
    painter.put(due_at, area.y, DUE, &due, QUIET);
    let why = (state.words.screen.why)(&item.verdict);
    let style = painter.lamp_style(lamp);
    painter.put_right(right, area.y, WHY, &why, style);
}

/// The title with its occurrence; a default milestone is named after its phase.
pub(super) fn label(it: &Resolved<'_>) -> String {
    it.milestone.label()
}
