//! A question: some of what a deed is for refuse it; is it to be done to the rest?

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Entry, Occasion};
use crate::tui::app::message::Said;
use crate::tui::app::state::State;
use crate::tui::app::target::DeedTarget;
use crate::tui::term::keys::plain;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::{After, Overlay, boxed};

/// A deed that some of its targets refuse.
pub(in crate::tui) struct Confirm {
    pub(in crate::tui) refused: Vec<String>,
    pub(in crate::tui) entry: Entry,
    pub(in crate::tui) rest: Vec<DeedTarget>,
}

impl Overlay for Confirm {
    fn key(&mut self, state: &mut State, key: KeyEvent, cx: &Occasion) -> After {
        if !matches!(plain(key), KeyCode::Char('y' | 'Y')) {
            state.said = Some(Said::done(state.words.screen.nothing_done));
            return After::close();
        }
        After::Close(match state.as_shown(&self.rest) {
            Ok(rest) => state.deed(cx, rest, self.entry.clone()),
            Err(said) => {
                state.said = Some(said);
                Vec::new()
            }
        })
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.screen;
        let lines = (self.refused.len() as u16).min(area.height.saturating_sub(8)) + 2;
        let title = (words.confirm_title)(self.refused.len());
        let inside = boxed(
            painter,
            area,
            area.width.saturating_sub(8),
            lines,
            &title,
            "y n",
        );
        let room = usize::from(lines - 2);
        for (line, refused) in self.refused.iter().take(room).enumerate() {
            let y = inside.y + line as u16;
            painter.put(inside.x, y, inside.width, refused, PLAIN);
        }
        let text = (words.confirm_help)(self.rest.len());
        painter.put(inside.x, inside.bottom() - 1, inside.width, &text, STRONG);
        None
    }
}
