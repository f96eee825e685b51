//! A list that scrolls, with its cursor.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// The window on a list, with the cursor in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pane {
    /// The row under the cursor.
    pub(crate) cursor: usize,
    /// The first row shown.
    pub(crate) top: usize,
    /// The number of rows shown; 0 before the first frame.
    pub(crate) height: usize,
}

impl Pane {
    /// Returns the pane with room for some rows and its cursor among them.
    pub(crate) fn fitted(self, height: u16, len: usize) -> Self {
        let height = height.into();
        let mut pane = Self { height, ..self };
        pane.show_cursor(len);
        pane
    }

    /// Puts the cursor on the first row.
    pub(crate) fn restart(&mut self) {
        (self.cursor, self.top) = (0, 0);
    }

    /// Moves the cursor where a key does that in every list; returns true if it does. `stands` says on which rows the
    /// cursor may stand.
    pub(crate) fn key(&mut self, key: KeyCode, len: usize, stands: impl Fn(usize) -> bool) -> bool {
        let by = match key {
            KeyCode::Char('j') | KeyCode::Down => 1,
            KeyCode::Char('k') | KeyCode::Up => -1,
            KeyCode::PageDown => 10,
            KeyCode::PageUp => -10,
            _ => return false,
        };
        self.step(by, len, stands);
        true
    }

    /// Moves the cursor by some rows; `stands` says on which rows it may stand.
    pub(crate) fn step(&mut self, by: isize, len: usize, stands: impl Fn(usize) -> bool) {
        if len == 0 {
            self.restart();
            return;
        }
        let wanted = self.cursor.saturating_add_signed(by).min(len - 1);
        self.go(wanted, len, by >= 0, stands);
    }

    /// Puts the cursor on a row, or on the next row in that direction on which it may stand.
    pub(crate) fn go(
        &mut self,
        row: usize,
        len: usize,
        forward: bool,
        stands: impl Fn(usize) -> bool,
    ) {
        let row = row.min(len.saturating_sub(1));
        let ahead = || (row..len).find(|row| stands(*row));
        let behind = || (0..=row).rev().find(|row| stands(*row));
        let found = if forward {
            ahead().or_else(behind)
        } else {
            behind().or_else(ahead)
        };
        if let Some(found) = found {
            self.cursor = found;
        }
        self.show_cursor(len);
        // The heading over the first row shows with it.
        if self.cursor < self.height.max(1) && !(0..self.cursor).any(stands) {
            self.top = 0;
        }
    }

    /// Scrolls by half a page if the cursor has left the window, so that many moves cost one repaint.
    pub(crate) fn show_cursor(&mut self, len: usize) {
        let height = self.height.max(1);
        if self.cursor < self.top {
            self.top = (self.cursor + 1)
                .saturating_sub(height / 2)
                .min(self.cursor);
        } else if self.cursor >= self.top + height {
            self.top = self.cursor.saturating_sub(height / 2);
        }
        self.top = self.top.min(len.saturating_sub(height));
        if self.cursor < self.top {
            self.top = self.cursor;
        }
    }

    /// Sets the number of rows shown; a list that was never drawn begins at its first row.
    pub(crate) fn set_height(&mut self, height: usize, len: usize) {
        if self.height == height {
            return;
        }
        if self.height == 0 {
            self.top = 0;
        }
        self.height = height;
        self.show_cursor(len);
    }

    /// Iterates over the rows shown, each with its line of an area and whether the cursor is on it.
    pub(crate) fn lines(self, len: usize, area: Rect) -> impl Iterator<Item = (usize, Rect, bool)> {
        let lines = (area.y..).map(move |y| Rect::new(area.x, y, area.width, 1));
        let rows = self.window(len).zip(lines);
        rows.map(move |(row, line)| (row, line, row == self.cursor))
    }

    /// Returns the rows shown.
    pub(crate) fn window(&self, len: usize) -> std::ops::Range<usize> {
        self.top.min(len)..(self.top + self.height).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_moves_by_half_a_page() {
        let mut pane = Pane {
            height: 10,
            ..Pane::default()
        };
        for _ in 0..10 {
            pane.step(1, 100, |_| true);
        }
        assert_eq!((pane.cursor, pane.top), (10, 5));
        pane.step(1, 100, |_| true);
        assert_eq!(pane.top, 5);
        pane.go(99, 100, false, |_| true);
        assert_eq!((pane.cursor, pane.top), (99, 90));
        pane.go(0, 100, true, |_| true);
        assert_eq!((pane.cursor, pane.top), (0, 0));
    }

    #[test]
    fn headings_are_stepped_over() {
        let mut pane = Pane {
            height: 10,
            ..Pane::default()
        };
        let stands = |row: usize| row != 0 && row != 3;
        pane.go(0, 6, true, stands);
        assert_eq!(pane.cursor, 1);
        pane.step(2, 6, stands);
        assert_eq!(pane.cursor, 4);
        pane.step(-1, 6, stands);
        assert_eq!(pane.cursor, 2);
        pane.step(-5, 6, stands);
        assert_eq!(pane.cursor, 1);
    }
}
