//! Pages to read: the history of an item, both sides of a conflict.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::text::{clean, wrap};
use crate::tui::app::State;
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter};

use super::{After, FramePlace, Overlay, framed, is_close};

/// Lines to scroll through, wrapped to the width of their frame.
pub(super) struct ScrolledText {
    lines: Vec<String>,
    /// The first line that is shown.
    top: usize,
    /// The lines of the screen that the frame leaves free.
    left_free: u16,
}

impl ScrolledText {
    /// Shows lines from the first, in a frame that leaves some lines of the screen free.
    pub(super) fn new(lines: Vec<String>, left_free: u16) -> Self {
        Self {
            lines,
            top: 0,
            left_free,
        }
    }

    /// Takes a key that scrolls or closes.
    pub(super) fn key(&mut self, key: KeyEvent) -> After {
        scrolled(&mut self.top, key)
    }

    /// Limits scrolling so that the last page is full.
    pub(super) fn fit(&mut self, area: Rect) {
        let lines = self.wrapped(area).len();
        let room = self.place(area, lines).inside(area).height;
        self.top = self.top.min(lines.saturating_sub(room.into()));
    }

    /// Draws the lines in their frame.
    pub(super) fn draw(&self, painter: &mut Painter<'_>, area: Rect, title: &str, keys: &str) {
        let wrapped = self.wrapped(area);
        let place = self.place(area, wrapped.len());
        let inside = framed(painter, area, place, title, keys);
        let shown = wrapped.iter().skip(self.top).take(inside.height.into());
        for (line, text) in shown.enumerate() {
            painter.put(inside.x, inside.y + line as u16, inside.width, text, PLAIN);
        }
    }

    fn place(&self, area: Rect, lines: usize) -> FramePlace {
        let room = area.height.saturating_sub(2 + self.left_free).max(1);
        FramePlace::Middle {
            columns: columns_in(area),
            lines: (lines as u16).clamp(1, room),
        }
    }

    /// Returns the lines, wrapped to the frame.
    fn wrapped(&self, area: Rect) -> Vec<String> {
        let columns = usize::from(columns_in(area));
        let lines = self.lines.iter().map(|line| clean(line));
        lines
            .flat_map(|line| {
                let pieces = wrap(&line, columns);
                pieces.into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Returns the width of the lines: wide screens have a margin, small ones need every column.
fn columns_in(area: Rect) -> u16 {
    area.width
        .saturating_sub(if area.width < 60 { 4 } else { 10 })
}

/// A page to read under a title.
pub(crate) struct TextPage {
    title: String,
    text: ScrolledText,
}

impl TextPage {
    /// Makes a page that shows its first line.
    pub(crate) fn new(title: String, lines: Vec<String>) -> Self {
        let text = ScrolledText::new(lines, 2);
        Self { title, text }
    }
}

impl Overlay for TextPage {
    fn key(&mut self, _state: &mut State, key: KeyEvent) -> After {
        self.text.key(key)
    }

    fn fit(&mut self, _state: &State, area: Rect) {
        self.text.fit(area);
    }

    fn draw(&self, state: &State, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
        let keys = state.words.forms.reading_keys;
        self.text.draw(painter, area, &self.title, keys);
        None
    }
}

/// Takes a key that scrolls, by moving the first shown line, or closes.
pub(super) fn scrolled(top: &mut usize, key: KeyEvent) -> After {
    if is_close(key) {
        return After::Close;
    }
    match plain(key) {
        KeyCode::Char('j') | KeyCode::Down => *top += 1,
        KeyCode::Char('k') | KeyCode::Up => *top = top.saturating_sub(1),
        KeyCode::Char(' ') | KeyCode::PageDown => *top += 10,
        KeyCode::PageUp => *top = top.saturating_sub(10),
        KeyCode::Char('G') | KeyCode::End => *top = usize::MAX / 2,
        KeyCode::Char('g') | KeyCode::Home => *top = 0,
        _ => {}
    }
    After::Stay
}
