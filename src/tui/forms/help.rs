//! The help page of a view.

use crossterm::event::KeyEvent;
use ratatui::layout::{Position, Rect};

use crate::plan::{Lamp, Occasion, Standing};
use crate::tui::app::state::State;
use crate::tui::views::paint::{PLAIN, Painter, STRONG};

use super::frame::{FramePlace, framed};
use super::reading::scrolled;
use super::{After, Overlay};

/// The help page of a view, scrolled by so many lines.
#[derive(Default)]
pub(in crate::tui) struct Help {
    scroll: usize,
}

impl Overlay for Help {
    fn key(&mut self, _state: &mut State, key: KeyEvent, _cx: &Occasion) -> After {
        scrolled(&mut self.scroll, key)
    }

    fn fit(&mut self, state: &State, area: Rect) {
        let rows = rows(state).len();
        let room = place(rows, area).inside(area).height;
        let last = rows.saturating_sub(room.into());
        self.scroll = self.scroll.min(last);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let words = &state.words.screen;
        let rows = rows(state);
        let place = place(rows.len(), area);
        let title = (words.help_title)(words.view(state.view));
        let inside = framed(painter, area, place, &title, state.words.forms.reading_keys);
        let shown = rows.iter().skip(self.scroll).take(inside.height.into());
        for (line, (keys, what)) in shown.enumerate() {
            let y = inside.y + line as u16;
            let lamp = LAMPS.iter().find(|lamp| (state.words.lamp)(**lamp) == keys);
            let style = lamp.map_or(STRONG, |lamp| painter.lamp_style(*lamp));
            painter.put(inside.x, y, 13, keys, style);
            let room = inside.width.saturating_sub(14);
            painter.put(inside.x + 14, y, room, what, PLAIN);
        }
        None
    }
}

const LAMPS: [Lamp; 7] = [
    Lamp::Red,
    Lamp::Yellow,
    Lamp::Green,
    Lamp::Grey,
    Lamp::Done,
    Lamp::Closed,
    Lamp::Stopped,
];

/// Returns what the lamps mean, then the keys of the view, from the same table that makes them work.
fn rows(state: &State) -> Vec<(String, String)> {
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
    legend.chain([blank]).chain(keys).collect()
}

fn place(rows: usize, area: Rect) -> FramePlace {
    FramePlace::Middle {
        columns: 64,
        lines: (rows as u16).min(area.height.saturating_sub(4)),
    }
}
