//! The statuses to choose from, by their numbers or with the cursor.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::{Occasion, Status};
use crate::text::width;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::state::State;
use crate::tui::app::target::DeedTarget;
use crate::tui::term::keys::plain;
use crate::tui::views::paint::{PLAIN, Painter};

use super::{After, Overlay, boxed};

/// The statuses to choose from.
pub(in crate::tui) struct Statuses {
    pane: Pane,
    /// What is going to have the status, as it was when the list was opened.
    targets: Vec<DeedTarget>,
}

impl Statuses {
    pub(in crate::tui) fn new(targets: Vec<DeedTarget>) -> Self {
        let pane = Pane {
            height: Status::ALL.len(),
            ..Pane::default()
        };
        Self { pane, targets }
    }
}

impl Overlay for Statuses {
    fn key(&mut self, state: &mut State, key: KeyEvent, cx: &Occasion) -> After {
        let chosen = match plain(key) {
            KeyCode::Char('j') | KeyCode::Down => {
                self.pane.step(1, Status::ALL.len(), |_| true);
                return After::stay();
            }
            KeyCode::Char('k') | KeyCode::Up => {
                self.pane.step(-1, Status::ALL.len(), |_| true);
                return After::stay();
            }
            KeyCode::Char(digit @ '1'..='7') => digit as usize - '1' as usize,
            KeyCode::Enter | KeyCode::Char(' ') => self.pane.cursor,
            _ => return After::close(),
        };
        let status = Status::ALL[chosen.min(Status::ALL.len() - 1)];
        After::Close(state.ask_mark(std::mem::take(&mut self.targets), status, cx))
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let lines = Status::ALL.len() as u16;
        let title = state.of_day(state.words.screen.status_title.to_owned());
        let columns = (width(&title) as u16 + 4).max(26);
        let inside = boxed(painter, area, columns, lines, &title, "1-7 Enter Esc");
        for (at, status) in Status::ALL.into_iter().enumerate() {
            let y = inside.y + at as u16;
            painter.cursor(inside.x, y, at == self.pane.cursor, true);
            let text = format!("{} {}", at + 1, (state.words.status)(status));
            painter.put(inside.x + 2, y, inside.width - 2, &text, PLAIN);
        }
        None
    }
}
