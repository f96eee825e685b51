//! The help page of a view.

use ratatui::layout::Rect;

use crate::tui::app::command::bindings_of;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::boxed;

/// How far it can be scrolled.
pub(super) fn last(state: &State, area: Rect) -> usize {
    let rows = bindings_of(state.view).count();
    rows.saturating_sub(lines_in(area, rows).into())
}

fn lines_in(area: Rect, rows: usize) -> u16 {
    (rows as u16).min(area.height.saturating_sub(4))
}

/// The keys of the view, from the same table that makes them work.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect, scroll: usize) {
    let words = &state.words.screen;
    let rows: Vec<(String, &str)> = bindings_of(state.view)
        .map(|binding| {
            let keys: Vec<String> = binding.keys.iter().map(|key| key.label()).collect();
            (keys.join(" "), (words.command)(binding.command).1)
        })
        .collect();
    let lines = lines_in(area, rows.len());
    let title = (words.help_title)(words.views[state.view as usize]);
    let inside = boxed(painter, area, 66, lines, &title, words.help_end);
    for (line, (keys, what)) in rows.iter().skip(scroll).take(lines.into()).enumerate() {
        let y = inside.y + line as u16;
        painter.put(inside.x, y, 13, keys, STRONG);
        painter.put(
            inside.x + 14,
            y,
            inside.width.saturating_sub(14),
            what,
            PLAIN,
        );
    }
}
