//! Pages to read: the history of an item, both sides of a conflict.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::report::ReportLine;
use crate::text::{clean, wrap};
use crate::tui::app::State;
use crate::tui::term::keys::plain;
use crate::tui::views::{PLAIN, Painter, STRONG};

use super::{After, FramePlace, Overlay, framed, is_close};

/// Lines to scroll through, wrapped to the width of their frame.
pub(super) struct ScrolledText {
    lines: Vec<ReportLine>,
    /// The lines as they are wrapped, and whether each is part of a heading.
    wrapped: Vec<(String, bool)>,
    /// The columns that they are wrapped to.
    columns: u16,
    /// The first line that is shown.
    top: usize,
    /// The lines of the screen that the frame leaves free.
    left_free: u16,
}

impl ScrolledText {
    /// Shows lines from the first, in a frame that leaves some lines of the screen free.
    pub(super) fn new(lines: Vec<ReportLine>, left_free: u16) -> Self {
        Self {
            lines,
            wrapped: Vec::new(),
            columns: 0,
            top: 0,
            left_free,
        }
    }

    /// Shows other lines from the page's position, as they are laid out for another width.
    pub(super) fn set_lines(&mut self, lines: Vec<ReportLine>) {
        self.lines = lines;
        self.columns = 0;
    }

    /// Takes a key that scrolls or closes.
    pub(super) fn key(&mut self, key: KeyEvent) -> After {
        scrolled(&mut self.top, key)
    }

    /// Wraps the lines to their frame, and limits scrolling so that the last page is full.
    pub(super) fn fit(&mut self, area: Rect) {
        let columns = columns_in(area);
        if columns != self.columns {
            self.columns = columns;
            self.wrapped.clear();
            for line in &self.lines {
                let text = clean(&line.text);
                let pieces = wrap(&text, columns.into()).into_iter();
                let pieces = pieces.map(|piece| (piece.to_owned(), line.is_heading));
                self.wrapped.extend(pieces);
            }
        }
        let room = self.place(area).inside(area).height;
        self.top = self.top.min(self.wrapped.len().saturating_sub(room.into()));
    }

    /// Draws the lines in their frame.
    pub(super) fn draw(&self, painter: &mut Painter<'_>, area: Rect, title: &str, keys: &str) {
        let inside = framed(painter, area, self.place(area), title, keys);
        let shown = self
            .wrapped
            .iter()
            .skip(self.top)
            .take(inside.height.into());
        for (line, (text, is_heading)) in shown.enumerate() {
            let style = if *is_heading { STRONG } else { PLAIN };
            painter.put(inside.x, inside.y + line as u16, inside.width, text, style);
        }
    }

    fn place(&self, area: Rect) -> FramePlace {
        let room = area.height.saturating_sub(2 + self.left_free).max(1);
        FramePlace::Middle {
            columns: columns_in(area),
            lines: self.wrapped.len().clamp(1, room.into()) as u16,
        }
    }
}

/// Returns the width of the lines: wide screens have a margin, small ones need every column.
pub(super) fn columns_in(area: Rect) -> u16 {
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
        let lines = lines.into_iter().map(|text| ReportLine {
            text,
            is_heading: false,
        });
        let text = ScrolledText::new(lines.collect(), 2);
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
