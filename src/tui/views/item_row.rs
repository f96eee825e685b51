//! A milestone as a row, the same in every list.

use ratatui::layout::Rect;

use crate::query::{Item, Resolved};
use crate::report::figures;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, QUIET};

/// Columns of the due date.
const DUE: u16 = 8;

/// Lamp, title, figures, due date and reason. `area` is one row; `before` what stands in front of the title.
pub(super) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    before: &str,
) {
    let why = (state.words.screen.why)(&item.verdict);
    draw_with(state, painter, area, item, before, &why);
}

/// The same with something else than the verdict's reason at the right end.
pub(super) fn draw_with(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
    item: &Item,
    before: &str,
    why: &str,
) {
    let Some(it) = item.glance(&state.board) else {
        return;
    };
    let lamp = item.verdict.standing.lamp();
    let mut x = painter.lamp(area.x, area.y, lamp, state.words) + 1;
    let right = area.right();
    let why_columns = state.words.screen.why_columns;
    let due_at = right.saturating_sub(DUE + 1 + why_columns);
    let figures = figures(&it, item.of, state.words);
    let figures_at = if figures.is_empty() {
        due_at
    } else {
        due_at.saturating_sub(painter.columns(&figures) + 1)
    };
    if !before.is_empty() {
        x = painter.put(x, area.y, figures_at.saturating_sub(x), before, QUIET) + 1;
    }
    label(
        state,
        painter,
        (x, area.y),
        figures_at.saturating_sub(x + 1),
        "",
        &it,
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
    let style = painter.lamp_style(lamp);
    painter.put_right(right, area.y, why_columns, why, style);
}

/// The title with its occurrence, which stays where the title is cut: it is what tells one from the next.
pub(super) fn label(
    state: &State,
    painter: &mut Painter<'_>,
    (x, y): (u16, u16),
    columns: u16,
    before: &str,
    it: &Resolved<'_>,
) {
    let title = format!("{before}{}", it.milestone.title);
    let occurrence = it
        .milestone
        .occurrence
        .as_ref()
        .map_or_else(String::new, |occurrence| format!(" {occurrence}"));
    let tail = painter.columns(&occurrence);
    let room = if columns > tail + 10 {
        columns - tail
    } else {
        columns
    };
    let hits = |text: &str| {
        state
            .needle()
            .map(|needle| needle.hits(text))
            .unwrap_or_default()
    };
    let end = painter.put_marked(x, y, room, &title, PLAIN, &hits(&title));
    let left = (x + columns).saturating_sub(end);
    if tail > 0 && left >= tail {
        painter.put_marked(end, y, left, &occurrence, PLAIN, &hits(&occurrence));
    }
}
