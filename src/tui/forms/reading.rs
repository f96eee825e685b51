//! Lines to read under a title: the history of an item, both sides of a conflict.

use ratatui::layout::Rect;

use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter};

use super::boxed;

/// Lines to read under a title.
pub(in crate::tui) struct Reading {
    pub(in crate::tui) title: String,
    pub(in crate::tui) lines: Vec<String>,
    pub(in crate::tui) scroll: usize,
}

impl Reading {
    /// The lines as wide as there is room for.
    fn wrapped(&self, area: Rect) -> Vec<String> {
        let columns = usize::from(columns_in(area)).saturating_sub(2);
        let lines = self.lines.iter().map(|line| crate::text::clean(line));
        lines
            .flat_map(|line| {
                let pieces = crate::text::wrap(&line, columns);
                pieces.into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }
}

fn columns_in(area: Rect) -> u16 {
    area.width.saturating_sub(8)
}

fn lines_in(area: Rect, lines: usize) -> u16 {
    (lines as u16).clamp(1, area.height.saturating_sub(4).max(1))
}

/// How far it can be scrolled.
pub(super) fn last(text: &Reading, area: Rect) -> usize {
    let lines = text.wrapped(area).len();
    lines.saturating_sub(lines_in(area, lines).into())
}

/// Lines to read, wrapped.
pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect, text: &Reading) {
    let wrapped = text.wrapped(area);
    let columns = columns_in(area);
    let lines = lines_in(area, wrapped.len());
    let inside = boxed(
        painter,
        area,
        columns,
        lines,
        &text.title,
        state.words.screen.help_end,
    );
    for (line, piece) in wrapped
        .iter()
        .skip(text.scroll)
        .take(lines.into())
        .enumerate()
    {
        painter.put(inside.x, inside.y + line as u16, inside.width, piece, PLAIN);
    }
}
