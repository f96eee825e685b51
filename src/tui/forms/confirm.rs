//! A question: some of what a deed is for refuse it; is it to be done to the rest?

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use crate::plan::{Entry, Occasion};
use crate::query::Item;
use crate::tui::app::effect::Effect;
use crate::tui::app::message::Said;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::{Layer, boxed};

/// A deed that some of its targets refuse.
pub(in crate::tui) struct Confirm {
    pub(in crate::tui) refused: Vec<String>,
    pub(in crate::tui) entry: Entry,
    pub(in crate::tui) rest: Vec<Item>,
}

impl State {
    pub(super) fn confirm_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Confirm(confirm)) = self.layers.pop() else {
            return Vec::new();
        };
        if matches!(key.code, KeyCode::Char('y' | 'Y')) {
            return self.deed(cx, confirm.rest, confirm.entry);
        }
        self.said = Some(Said::done(self.words.screen.nothing_done));
        Vec::new()
    }
}

pub(super) fn draw(state: &State, painter: &mut Painter<'_>, area: Rect, question: &Confirm) {
    let words = &state.words.screen;
    let lines = (question.refused.len() as u16).min(area.height.saturating_sub(8)) + 2;
    let title = (words.confirm_title)(question.refused.len());
    let inside = boxed(painter, area, area.width - 8, lines, &title, "y n");
    let room = usize::from(lines - 2);
    for (line, refused) in question.refused.iter().take(room).enumerate() {
        painter.put(
            inside.x,
            inside.y + line as u16,
            inside.width,
            refused,
            PLAIN,
        );
    }
    let text = (words.confirm_help)(question.rest.len());
    painter.put(inside.x, inside.bottom() - 1, inside.width, &text, STRONG);
}
