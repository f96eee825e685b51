//! The statuses to choose from, by their numbers or with the cursor.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::plan::{Entry, Occasion, Status};
use crate::query::Item;
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter};

use super::{Layer, boxed};

/// The statuses to choose from.
pub(in crate::tui) struct Statuses {
    pane: Pane,
    /// What is going to have the status, as it was when the list was opened.
    pub(super) targets: Vec<Item>,
}

impl Statuses {
    pub(in crate::tui) fn new(targets: Vec<Item>) -> Self {
        let pane = Pane {
            height: Status::ALL.len(),
            ..Pane::default()
        };
        Self { pane, targets }
    }
}

impl State {
    pub(super) fn statuses_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Statuses(Statuses { pane, targets })) = self.layers.last_mut() else {
            return Vec::new();
        };
        let chosen = match key.code {
            KeyCode::Char('j') | KeyCode::Down => {
                pane.step(1, Status::ALL.len(), |_| true);
                return Vec::new();
            }
            KeyCode::Char('k') | KeyCode::Up => {
                pane.step(-1, Status::ALL.len(), |_| true);
                return Vec::new();
            }
            KeyCode::Char(digit @ '1'..='7') => digit as usize - '1' as usize,
            KeyCode::Enter | KeyCode::Char(' ') => pane.cursor,
            _ => {
                self.layers.pop();
                return Vec::new();
            }
        };
        let targets = std::mem::take(targets);
        self.layers.pop();
        let status = Status::ALL[chosen.min(Status::ALL.len() - 1)];
        self.deed(
            cx,
            targets,
            Entry {
                status: Some(status),
                ..Entry::default()
            },
        )
    }
}

pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect, list: &Statuses) {
    let lines = Status::ALL.len() as u16;
    let inside = boxed(
        painter,
        area,
        26,
        lines,
        state.words.screen.status_title,
        "1-7 Enter Esc",
    );
    for (at, status) in Status::ALL.into_iter().enumerate() {
        let y = inside.y + at as u16;
        painter.cursor(inside.x, y, at == list.pane.cursor, true);
        painter.put(
            inside.x + 2,
            y,
            inside.width - 2,
            &format!("{} {}", at + 1, (state.words.status)(status)),
            PLAIN,
        );
    }
}
