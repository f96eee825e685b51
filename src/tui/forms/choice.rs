//! A few things to choose one from, by its number or with the cursor; the key that opened it chooses the first.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::tui::app::command::Command;
use crate::tui::app::effect::Effect;
use crate::tui::app::state::State;
use crate::tui::term::keys::plain;
use crate::tui::views::paint::{PLAIN, Painter};

use super::{After, Overlay, boxed};

/// A few things to choose one from.
pub(in crate::tui) struct ChoiceList {
    /// The command that opened it.
    opened_by: Command,
    title: &'static str,
    options: Vec<(&'static str, Effect)>,
    at: usize,
}

impl ChoiceList {
    /// These, each with what is done where it is chosen.
    pub(in crate::tui) fn new(
        opened_by: Command,
        title: &'static str,
        options: Vec<(&'static str, Effect)>,
    ) -> Self {
        Self {
            opened_by,
            title,
            options,
            at: 0,
        }
    }
}

impl Overlay for ChoiceList {
    fn key(&mut self, state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        let last = self.options.len().saturating_sub(1);
        let chosen = match plain(key) {
            KeyCode::Char('j') | KeyCode::Down => {
                self.at = (self.at + 1).min(last);
                return After::stay();
            }
            KeyCode::Char('k') | KeyCode::Up => {
                self.at = self.at.saturating_sub(1);
                return After::stay();
            }
            KeyCode::Enter | KeyCode::Char(' ') => self.at,
            _ if state.keys.command_of(key, state.view) == Some(self.opened_by) => 0,
            KeyCode::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
            _ => return After::close(),
        };
        match self.options.get(chosen) {
            Some((_, effect)) => After::Close(vec![effect.clone()]),
            None => After::close(),
        }
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let lines = self.options.len() as u16;
        let foot = state.words.forms.choice_end;
        let inside = boxed(painter, area, 40, lines, self.title, foot);
        for (at, (name, _)) in self.options.iter().enumerate() {
            let y = inside.y + at as u16;
            painter.cursor(inside.x, y, at == self.at, true);
            let text = format!("{} {name}", at + 1);
            let end = painter.put(inside.x + 2, y, inside.width - 2, &text, PLAIN);
            painter.highlight(inside.x + 2, end, y, at == self.at);
        }
        None
    }
}
