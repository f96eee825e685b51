//! The help page of a view.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::plan::{Lamp, Occasion, Standing};
use crate::text::wrap;
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::overlay_frame::{FramePlace, framed};
use super::reading::scrolled;
use super::{After, Overlay};

/// The help page of a view.
#[derive(Default)]
pub(in crate::tui) struct Help {
    /// The first line that is shown.
    scroll: usize,
}

impl Overlay for Help {
    fn key(&mut self, _state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
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
        for (line, (keys, what)) in shown.enumerate() {
            let y = inside.y + line as u16;
            let lamp = LAMPS.iter().find(|lamp| (state.words.lamp)(**lamp) == keys);
            let style = lamp.map_or(STRONG, |lamp| painter.lamp_style(*lamp));
            painter.put(inside.x, y, KEYS - 1, keys, style);
            let room = inside.width.saturating_sub(KEYS);
            painter.put(inside.x + KEYS, y, room, what, PLAIN);
        }
        None
    }
}

/// The columns of the keys, with a blank behind them.
const KEYS: u16 = 14;

const LAMPS: [Lamp; 7] = [
    Lamp::Red,
    Lamp::Yellow,
    Lamp::Green,
    Lamp::Grey,
    Lamp::Done,
    Lamp::Closed,
    Lamp::Stopped,
];

/// Returns the meanings of the lamps, then the keys of the view from the table that makes them work. A meaning that is too
/// long for the frame continues in the next row.
fn rows(state: &State, area: Rect) -> Vec<(String, String)> {
    let words = state.words;
    let legend = LAMPS.iter().map(|lamp| {
        let of_lamp = Standing::ALL.iter().filter(|it| it.lamp() == *lamp);
        let meaning: Vec<&str> = of_lamp.map(|it| (words.standing)(*it)).collect();
        ((words.lamp)(*lamp).to_owned(), meaning.join(" / "))
    });
    let bindings = state.keys.of_view(state.view);
    let bindings = bindings.filter(|(_, keys)| !keys.is_empty());
    let keys = bindings.map(|(binding, keys)| {
        let keys: Vec<String> = keys.iter().map(|key| key.label()).collect();
        let (_, what) = (words.screen.command)(binding.command);
        (keys.join(" "), what.to_owned())
    });
    let blank = (String::new(), String::new());
    let room = place(0, area).inside(area).width.saturating_sub(KEYS);
    let rows = legend.chain([blank]).chain(keys);
    rows.flat_map(|(keys, what)| {
        let pieces = wrap(&what, room.into());
        let keys = std::iter::once(keys).chain(std::iter::repeat(String::new()));
        let rows = keys.zip(pieces.iter().map(|piece| (*piece).to_owned()));
        rows.collect::<Vec<_>>()
    })
    .collect()
}

fn place(rows: usize, area: Rect) -> FramePlace {
    FramePlace::Middle {
        columns: 64,
        lines: (rows as u16).min(area.height.saturating_sub(4)),
    }
}
