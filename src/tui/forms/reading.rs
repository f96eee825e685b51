//! Lines to read under a title: the history of an item, both sides of a conflict.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter};

use crate::tui::term::keys::plain;

use super::{After, Overlay, boxed};

/// Lines to read under a title.
pub(in crate::tui) struct TextPage {
    title: String,
    lines: Vec<String>,
    scroll: usize,
}

impl TextPage {
    /// These lines from their beginning.
    pub(in crate::tui) fn new(title: String, lines: Vec<String>) -> Self {
        Self {
            title,
            lines,
            scroll: 0,
        }
    }

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

impl Overlay for TextPage {
    fn key(&mut self, _state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        scrolled(&mut self.scroll, key)
    }

    fn fit(&mut self, _state: &State, area: Rect) {
        let lines = self.wrapped(area).len();
        let last = lines.saturating_sub(lines_in(area, lines).into());
        self.scroll = self.scroll.min(last);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let wrapped = self.wrapped(area);
        let columns = columns_in(area);
        let lines = lines_in(area, wrapped.len());
        let foot = state.words.screen.help_end;
        let inside = boxed(painter, area, columns, lines, &self.title, foot);
        let shown = wrapped.iter().skip(self.scroll).take(lines.into());
        for (line, piece) in shown.enumerate() {
            painter.put(inside.x, inside.y + line as u16, inside.width, piece, PLAIN);
        }
        None
    }
}

/// A key for what is read: scrolls, or closes it.
pub(super) fn scrolled(scroll: &mut usize, key: KeyEvent) -> After {
    match plain(key) {
        KeyCode::Char('j') | KeyCode::Down => *scroll += 1,
        KeyCode::Char('k') | KeyCode::Up => *scroll = scroll.saturating_sub(1),
        KeyCode::Char(' ') | KeyCode::PageDown => *scroll += 10,
        KeyCode::PageUp => *scroll = scroll.saturating_sub(10),
        KeyCode::Char('G') | KeyCode::End => *scroll = usize::MAX / 2,
        KeyCode::Char('g') | KeyCode::Home => *scroll = 0,
        _ => return After::close(),
    }
    After::stay()
}
