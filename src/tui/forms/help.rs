//! The help page of a view.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::plan::{Lamp, Standing};
use crate::text::wrap;
use crate::tui::app::State;
use crate::tui::views::{PLAIN, Painter, STRONG};

use super::{After, FramePlace, Overlay, framed, scrolled};

/// The help page of a view.
#[derive(Default)]
pub(crate) struct Help {
    /// The first line that is shown.
    scroll: usize,
}

impl Overlay for Help {
    fn key(&mut self, _state: &mut State, key: KeyEvent) -> After {
        scrolled(&mut self.scroll, key)
    }

    fn fit(&mut self, state: &State, area: Rect) {
        let rows = rows(state, area).len();
        let room = place(rows, area).inside(area).height;
        let last = rows.saturating_sub(room.into());
        self.scroll = self.scroll.min(last);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.screen;
        let rows = rows(state, area);
        let place = place(rows.len(), area);
        let title = (words.help_title)(words.view(state.view));
        let inside = framed(painter, area, place, &title, state.words.forms.reading_keys);
        let shown = rows.iter().skip(self.scroll).take(inside.height.into());
        for (line, row) in shown.enumerate() {
            let y = inside.y + line as u16;
            let style = row.lamp.map_or(STRONG, |lamp| painter.lamp_style(lamp));
            painter.put(inside.x, y, KEYS - 1, &row.term, style);
            let room = inside.width.saturating_sub(KEYS);
            painter.put(inside.x + KEYS, y, room, &row.meaning, PLAIN);
        }
        None
    }
}

/// The columns of the keys, with a blank behind them.
const KEYS: u16 = 14;

/// A line of the page.
#[derive(Default)]
struct HelpRow {
    /// The lamp that is explained, for its colour.
    lamp: Option<Lamp>,
    /// The lamp's character, or the keys.
    term: String,
    meaning: String,
}

/// Returns the meanings of the lamps, then the keys of the view from the table that makes them work. A meaning that is too
/// long for the frame continues in the next row.
fn rows(state: &State, area: Rect) -> Vec<HelpRow> {
    let words = state.words;
    let legend = Lamp::ALL.map(|lamp| {
        let of_lamp = Standing::ALL.iter().filter(|it| it.lamp() == lamp);
        let meaning: Vec<&str> = of_lamp.map(|it| (words.standing)(*it)).collect();
        HelpRow {
            lamp: Some(lamp),
            term: (words.lamp)(lamp).to_owned(),
            meaning: meaning.join(" / "),
        }
    });
    let bindings = state.keys.of_view(state.view);
    let bindings = bindings.filter(|(_, keys)| !keys.is_empty());
    let keys = bindings.map(|(binding, keys)| {
        let keys: Vec<String> = keys.iter().map(|key| key.label()).collect();
        let (_, meaning) = (words.screen.command)(binding.command);
        HelpRow {
            lamp: None,
            term: keys.join(" "),
            meaning: meaning.to_owned(),
        }
    });
    let room = place(0, area).inside(area).width.saturating_sub(KEYS);
    let rows = legend.into_iter().chain([HelpRow::default()]).chain(keys);
    rows.flat_map(|row| wrapped(&row, room.into())).collect()
}

/// Continues a meaning that is longer than `room` columns in rows without a term.
fn wrapped(row: &HelpRow, room: usize) -> Vec<HelpRow> {
    let pieces = wrap(&row.meaning, room).into_iter().enumerate();
    let rows = pieces.map(|(nth, piece)| HelpRow {
        lamp: row.lamp.filter(|_| nth == 0),
        term: if nth == 0 {
            row.term.clone()
        } else {
            String::new()
        },
        meaning: piece.to_owned(),
    });
    rows.collect()
}

fn place(rows: usize, area: Rect) -> FramePlace {
    FramePlace::Middle {
        columns: 64,
        lines: (rows as u16).min(area.height.saturating_sub(4)),
    }
}
