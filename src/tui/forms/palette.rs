//! The palette: the commands by name.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::query::Needle;
use crate::record::DeedItem;
use crate::text::{Lang, View, Words};
use crate::tui::app::{BINDINGS, BindingKind, Command, Pane, State, binding_kind};
use crate::tui::views::{PLAIN, Painter, QUIET, STRONG};

use super::{After, Field, FramePlace, Overlay, TextPage, framed, is_cancel};

/// The columns inside the frame: all that a terminal of 80 leaves, so that no description is cut there.
const COLUMNS: u16 = 76;

/// A hit of the palette.
#[derive(Clone, Copy, PartialEq)]
enum Found {
    /// A command of the screen.
    Command(Command),
    /// A command of the command line, by its name and its text.
    Outside(&'static str, &'static str),
}

/// The list of commands, found by name.
pub(crate) struct Palette {
    field: Field,
    found: Vec<Found>,
    pane: Pane,
    /// The items that a deed begun here is about, as they were shown when the palette was opened.
    shown: Vec<DeedItem>,
}

impl Palette {
    /// Makes the palette with every command of the view.
    pub(crate) fn new(state: &State) -> Self {
        let mut palette = Self {
            field: Field::new(":", ""),
            found: Vec::new(),
            pane: Pane {
                height: 10,
                ..Pane::default()
            },
            shown: state.shown_for_deed(),
        };
        palette.find(state.view, state.words);
        palette
    }

    /// Finds the commands whose names, in any language, match the text.
    fn find(&mut self, view: View, lang: &Words) {
        let needle = Needle::new(self.field.value());
        let here = BINDINGS.iter().filter(|it| it.works_in(view));
        let commands = here.map(|binding| binding.command);
        let matches = |command: &Command| {
            let names = Lang::ALL
                .iter()
                .map(|lang| (lang.words().screen.command)(*command));
            let texts: Vec<&str> = names.flat_map(|(short, long)| [short, long]).collect();
            needle.matches_any_of(&texts)
        };
        let mut found: Vec<Found> = commands.filter(matches).map(Found::Command).collect();
        for (at, (name, command)) in lang.forms.outside.iter().enumerate() {
            let names = Lang::ALL.iter();
            let names = names.filter_map(|lang| lang.words().forms.outside.get(at));
            let texts = names.map(|(name, _)| *name).chain([*command]);
            if needle.matches_any_of(&texts.collect::<Vec<&str>>()) {
                found.push(Found::Outside(name, command));
            }
        }
        self.found = found;
        self.pane.cursor = 0;
        self.pane.top = 0;
    }
}

impl Palette {
    /// Runs a command; a deed only on what was shown.
    fn run(&self, state: &mut State, command: Command) {
        let is_deed = binding_kind(command) == BindingKind::Deed;
        match state.as_shown(&self.shown) {
            Err(why) if is_deed => state.refuse(why),
            _ => state.run(command),
        }
    }
}

impl Overlay for Palette {
    fn key(&mut self, state: &mut State, key: KeyEvent) -> After {
        if is_cancel(key) {
            return After::Close;
        }
        let len = self.found.len();
        match key.code {
            KeyCode::Down => self.pane.step(1, len, |_| true),
            KeyCode::Up => self.pane.step(-1, len, |_| true),
            KeyCode::Enter => {
                let chosen = self.found.get(self.pane.cursor).copied();
                match chosen {
                    Some(Found::Command(command)) => self.run(state, command),
                    Some(Found::Outside(name, command)) => state.tell_command(name, command),
                    None => {}
                }
                return After::Close;
            }
            _ => {
                if self.field.key(key) {
                    self.find(state.view, state.words);
                }
            }
        }
        After::Stay
    }

    fn paste(&mut self, state: &mut State, text: &str) {
        self.field.paste(text);
        self.find(state.view, state.words);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let place = FramePlace::Middle {
            columns: COLUMNS,
            lines: 12.min(area.height.saturating_sub(6)),
        };
        let title = state.words.screen.palette_title;
        let inside = framed(painter, area, place, title, state.words.forms.palette_keys);
        let cursor = self.field.draw(painter, inside, 0, true);
        let list = Rect {
            y: inside.y + 1,
            ..inside
        };
        let room = inside.height.saturating_sub(1);
        let pane = self.pane.fitted(room, self.found.len());
        for (row, line, here) in pane.lines(self.found.len(), list) {
            let (x, y) = (line.x, line.y);
            painter.cursor(x, y, here, true);
            let (key, short, long) = match self.found[row] {
                Found::Command(command) => {
                    let (short, long) = (state.words.screen.command)(command);
                    (state.keys.label(command), short, long)
                }
                Found::Outside(name, command) => ("$".to_owned(), name, command),
            };
            painter.put(x + 2, y, 7, &key, STRONG);
            let end = painter.put(x + 10, y, 10, short, PLAIN);
            painter.highlight(x + 10, end, y, here);
            painter.put(x + 21, y, line.width.saturating_sub(21), long, QUIET);
        }
        Some(cursor)
    }
}

impl State {
    /// Shows a command of the command line for the row under the cursor, ready to be copied.
    fn tell_command(&mut self, name: &str, command: &str) {
        let plan = self.plan_under_cursor();
        let id = self.item().and_then(|item| self.key_of(&item));
        let forms = &self.words.forms;
        let id = id.map_or_else(|| forms.id_place.to_owned(), |it| it.full_id());
        let line = command.replace(forms.plan_place, plan);
        let line = line.replace(forms.id_place, &id);
        let lines = vec![
            line.clone(),
            String::new(),
            self.words.forms.outside_help.to_owned(),
        ];
        self.clipboard = Some(line);
        self.open(TextPage::new(name.to_owned(), lines));
    }
}
