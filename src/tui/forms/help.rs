//! The help page of a view.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::tui::app::command::bindings_of;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::reading::scrolled;
use super::{After, Overlay, boxed};

/// The help page of a view, scrolled by so many lines.
#[derive(Default)]
pub(in crate::tui) struct Help {
    scroll: usize,
}

impl Overlay for Help {
    fn key(&mut self, _state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        scrolled(&mut self.scroll, key)
    }

    fn fit(&mut self, state: &State, area: Rect) {
        let rows = bindings_of(state.view).count();
        let last = rows.saturating_sub(lines_in(area, rows).into());
        self.scroll = self.scroll.min(last);
    }

    /// Draws the keys of the view, from the same table that makes them work.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
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
        let shown = rows.iter().skip(self.scroll).take(lines.into());
        for (line, (keys, what)) in shown.enumerate() {
            let y = inside.y + line as u16;
            painter.put(inside.x, y, 13, keys, STRONG);
            let room = inside.width.saturating_sub(14);
            painter.put(inside.x + 14, y, room, what, PLAIN);
        }
        None
    }
}

fn lines_in(area: Rect, rows: usize) -> u16 {
    (rows as u16).min(area.height.saturating_sub(4))
}
