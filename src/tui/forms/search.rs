//! The line at the bottom of the screen that searches at every key.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::tui::app::State;
use crate::tui::views::Painter;

use super::{After, Field, FramePlace, Overlay, draw_fields, framed, is_cancel};

/// The line to type a search into.
pub(crate) struct SearchField {
    field: Field,
}

impl SearchField {
    /// Makes the line with the search that is already there.
    pub(crate) fn new(typed: &str) -> Self {
        let field = Field::new("", typed);
        Self { field }
    }
}

impl Overlay for SearchField {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        if is_cancel(key) {
            state.forget_search();
            return After::Close;
        }
        match key.code {
            KeyCode::Enter => return After::Close,
            KeyCode::Up if self.field.value().is_empty() => {
                let before = state.narrowing.before().to_owned();
                self.field.set(&before);
                state.set_search(&before);
            }
            _ => {
                if self.field.key(key) {
                    state.set_search(self.field.value());
                }
            }
        }
        After::Stay
    }

    fn paste(&mut self, state: &mut State, text: &str) {
        self.field.paste(text);
        state.set_search(self.field.value());
    }

    /// Draws the line with the number of hits on its frame, or why a pasted text was not taken.
    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let said = state.message.refusal();
        let said = said.map(|said| state.keys.named_in(said).into_owned());
        let found = said.or_else(|| state.found()).unwrap_or_default();
        let place = FramePlace::Bottom { lines: 1 };
        let inside = framed(painter, area, place, state.words.screen.search, &found);
        draw_fields(painter, inside, &[&self.field], Some(0))
    }
}
