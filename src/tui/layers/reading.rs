//! Lines to read under a title: the history of an item, both sides of a conflict.

use ratatui::layout::Rect;

use crate::tui::paint::{PLAIN, Painter};
use crate::tui::state::State;

use super::boxed;

/// Lines to read under a title.
pub(in crate::tui) struct Reading {
    pub(in crate::tui) title: String,
    pub(in crate::tui) lines: Vec<String>,
    pub(in crate::tui) scroll: usize,
}

/// Lines to read, wrapped.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect, text: &Reading) {
    let columns = area.width.saturating_sub(8);
    let cleaned: Vec<_> = text
        .lines
        .iter()
        .map(|line| crate::text::clean(line))
        .collect();
    let wrapped: Vec<&str> = cleaned
        .iter()
        .flat_map(|line| crate::text::wrap(line, columns.saturating_sub(2).into()))
        .collect();
    let lines = (wrapped.len() as u16).clamp(1, area.height.saturating_sub(4).max(1));
    let inside = boxed(
        painter,
        area,
        columns,
        lines,
        &text.title,
        state.words.screen.help_end,
    );
    let scroll = text.scroll.min(wrapped.len().saturating_sub(lines.into()));
    for (line, piece) in wrapped.iter().skip(scroll).take(lines.into()).enumerate() {
        painter.put(inside.x, inside.y + line as u16, inside.width, piece, PLAIN);
    }
}
