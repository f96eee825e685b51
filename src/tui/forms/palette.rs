//! The palette: every command by name.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::query::Needle;
use crate::text::Lang;
use crate::tui::app::command::{BINDINGS, Command, bindings_of};
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;
use crate::tui::views::paint::{PLAIN, Painter, QUIET, STRONG};

use super::{Layer, boxed, is_cancel};

/// Every command by name.
pub(in crate::tui) struct Palette {
    pub(super) field: Field,
    found: Vec<Command>,
    pane: Pane,
}

impl State {
    pub(in crate::tui) fn open_palette(&mut self) {
        let field = Field::new(":", "");
        self.layers.push(Layer::Palette(Palette {
            field,
            found: Vec::new(),
            pane: Pane {
                height: 10,
                ..Pane::default()
            },
        }));
        self.palette_changed();
    }

    /// The commands that what was typed finds, by their names in every language.
    pub(super) fn palette_changed(&mut self) {
        let view = self.view;
        let Some(Layer::Palette(palette)) = self.layers.last_mut() else {
            return;
        };
        let needle = Needle::new(palette.field.value());
        let here = bindings_of(view).map(|binding| binding.command);
        let mut all: Vec<Command> = here.collect();
        all.extend(
            BINDINGS
                .iter()
                .map(|binding| binding.command)
                .filter(|command| matches!(command, Command::Show(_))),
        );
        let mut found: Vec<Command> = Vec::new();
        for command in all {
            let names = Lang::ALL
                .iter()
                .map(|lang| (lang.words().screen.command)(command));
            let texts: Vec<&str> = names.flat_map(|(short, long)| [short, long]).collect();
            if needle.matches_any_of(&texts) && !found.contains(&command) {
                found.push(command);
            }
        }
        palette.found = found;
        palette.pane.cursor = 0;
        palette.pane.top = 0;
    }

    pub(super) fn palette_key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        let Some(Layer::Palette(palette)) = self.layers.last_mut() else {
            return Vec::new();
        };
        if is_cancel(key) {
            self.layers.pop();
            return Vec::new();
        }
        let len = palette.found.len();
        match key.code {
            KeyCode::Down => palette.pane.step(1, len, |_| true),
            KeyCode::Up => palette.pane.step(-1, len, |_| true),
            KeyCode::Enter => {
                let chosen = palette.found.get(palette.pane.cursor).copied();
                self.layers.pop();
                return chosen.map_or_else(Vec::new, |command| self.run(command, cx));
            }
            _ => {
                if palette.field.key(key) {
                    self.palette_changed();
                }
            }
        }
        Vec::new()
    }
}

pub(super) fn draw(
    state: &State,
    painter: &mut Painter<'_>,
    area: Rect,
    list: &Palette,
) -> Position {
    let lines = 12.min(area.height.saturating_sub(6));
    let inside = boxed(
        painter,
        area,
        60,
        lines,
        state.words.screen.palette_title,
        "Enter Esc",
    );
    let (text, column) = list.field.shown(inside.width - 2);
    painter.put(inside.x, inside.y, 2, ":", STRONG);
    painter.put(inside.x + 2, inside.y, inside.width - 2, &text, PLAIN);
    let mut pane = list.pane;
    pane.height = usize::from(lines - 1);
    pane.show_cursor(list.found.len());
    for (line, row) in pane.window(list.found.len()).enumerate() {
        let y = inside.y + 1 + line as u16;
        let command = list.found[row];
        let (short, long) = (state.words.screen.command)(command);
        painter.cursor(inside.x, y, row == pane.cursor, true);
        let key = BINDINGS
            .iter()
            .find(|binding| binding.command == command)
            .and_then(|binding| binding.keys.first())
            .map_or_else(String::new, |key| key.label());
        painter.put(inside.x + 2, y, 7, &key, STRONG);
        painter.put(inside.x + 10, y, 10, short, PLAIN);
        painter.put(
            inside.x + 21,
            y,
            inside.width.saturating_sub(21),
            long,
            QUIET,
        );
    }
    Position::new(inside.x + 2 + column, inside.y)
}
