//! A list of options: one is chosen by its number, or with the cursor and Enter.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::text::width;
use crate::tui::app::{Command, Effect, Pane, State};
use crate::tui::term::keys::plain;
use crate::tui::views::Painter;

use super::{After, FramePlace, Overlay, framed, is_close};

/// The narrowest list, in columns.
const NARROWEST: usize = 40;

/// The action of an option.
type OnChosen = Box<dyn FnOnce(&mut State)>;

/// An option of a list.
pub(crate) struct ChoiceOption {
    name: String,
    act: OnChosen,
}

impl ChoiceOption {
    /// Makes an option that changes the state.
    pub(crate) fn new(name: impl Into<String>, act: impl FnOnce(&mut State) + 'static) -> Self {
        Self {
            name: name.into(),
            act: Box::new(act),
        }
    }

    /// Makes an option with an effect outside the state.
    pub(crate) fn effect(name: impl Into<String>, effect: Effect) -> Self {
        Self::new(name, |state| state.effects.push(effect))
    }
}

/// A list of options to choose from.
pub(crate) struct ChoiceList {
    /// The command whose key chooses the first option.
    first_by: Option<Command>,
    title: String,
    options: Vec<ChoiceOption>,
    pane: Pane,
}

impl ChoiceList {
    /// Makes a list with the cursor on its first option.
    pub(crate) fn new(title: impl Into<String>, options: Vec<ChoiceOption>) -> Self {
        let pane = Pane {
            height: options.len(),
            ..Pane::default()
        };
        Self {
            first_by: None,
            title: title.into(),
            options,
            pane,
        }
    }

    /// Lets the key that opened the list choose the first option as well, so that pressing it twice is enough.
    pub(crate) fn first_by(mut self, command: Command) -> Self {
        self.first_by = Some(command);
        self
    }

    fn place(&self) -> FramePlace {
        let names = self.options.iter().map(|option| width(&option.name) + 4);
        let columns = names.chain([width(&self.title) + 2]).max().unwrap_or(0);
        FramePlace::Middle {
            columns: columns.max(NARROWEST) as u16,
            lines: self.options.len() as u16,
        }
    }
}

impl Overlay for ChoiceList {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        if is_close(key) {
            return After::Close;
        }
        let len = self.options.len();
        if self.pane.key(plain(key), len, |_| true) {
            return After::Stay;
        }
        let chosen = match plain(key) {
            KeyCode::Enter | KeyCode::Char(' ') => self.pane.cursor,
            KeyCode::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
            _ => match state.keys.command_of(key, state.view) {
                command if command.is_some() && command == self.first_by => 0,
                _ => return After::Stay,
            },
        };
        if chosen >= len {
            return After::Stay;
        }
        let option = self.options.swap_remove(chosen);
        (option.act)(state);
        After::Close
    }

    fn fit(&mut self, _state: &State, area: Rect) {
        let room = self.place().inside(area).height;
        self.pane = self.pane.fitted(room, self.options.len());
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let keys = (state.words.forms.choice_keys)(self.options.len());
        let inside = framed(painter, area, self.place(), &self.title, &keys);
        for (row, line, here) in self.pane.lines(self.options.len(), inside) {
            let text = format!("{} {}", row + 1, self.options[row].name);
            painter.option(line, &text, here);
        }
        None
    }
}
