//! The cheapest way to move the cursor to where something is to be written.

use std::io::Write;

use ratatui::buffer::CellWidth as _;
use ratatui::layout::Position;

use super::paint::{is_blank, is_width_certain};
use super::{Place, Shown, ThinBackend};

impl<W: Write> ThinBackend<W> {
    /// Returns the cheapest way: a move, or writing the cells between again.
    pub(super) fn go_to(&mut self, x: u16, y: u16) {
        if self.place == Place::At(x, y) {
            return;
        }
        let way = self.way_to(x, y);
        if let Some(between) = self.text_up_to(x, y, way.len()) {
            self.frame.extend_from_slice(between.as_bytes());
        } else {
            self.frame.extend_from_slice(way.as_bytes());
        }
        self.place = Place::At(x, y);
    }

    /// Returns the text between the cursor and a later place in its row, if writing it again with the same pen takes at most
    /// `limit` bytes.
    fn text_up_to(&self, x: u16, y: u16, limit: usize) -> Option<String> {
        let Place::At(mut column, row) = self.place else {
            return None;
        };
        if row != y || column >= x || usize::from(x - column) > limit {
            return None;
        }
        let pen = self.pen?;
        let mut text = String::new();
        while column < x {
            let index = self.index(column, y);
            let Shown::Cell(cell) = &self.shown[index] else {
                return None;
            };
            let wanted = self.pen_of(cell);
            let fits = if is_blank(cell) {
                pen.for_blank(wanted) == pen
            } else {
                pen == wanted
            };
            text.push_str(cell.symbol());
            if !fits || !is_width_certain(cell.symbol()) || text.len() > limit {
                return None;
            }
            column += if cell.cell_width() > 1 { 2 } else { 1 };
        }
        (column == x).then_some(text)
    }

    fn way_to(&self, x: u16, y: u16) -> String {
        let anywhere = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, y) => format!("\x1b[{}H", y + 1),
            (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        let from_start = |lines: u16| {
            let lines = if lines == 0 {
                "\r".to_owned()
            } else {
                "\r\n".repeat(usize::from(lines))
            };
            format!("{lines}{}", forward(x))
        };
        let mut ways = vec![anywhere];
        match self.place {
            Place::Unknown => {}
            Place::At(_, row) | Place::Row(row) if row < y && y - row <= 3 => {
                ways.push(from_start(y - row));
            }
            Place::At(_, row) | Place::Row(row) if row != y => {}
            Place::Row(_) => {
                ways.push(from_start(0));
                ways.push(format!("\x1b[{}G", x + 1));
            }
            Place::At(column, _) => {
                ways.push(from_start(0));
                ways.push(format!("\x1b[{}G", x + 1));
                if column < x {
                    ways.push(forward(x - column));
                } else {
                    ways.push("\x08".repeat(usize::from(column - x)));
                }
            }
        }
        // The first of equals: the one that depends least on where the cursor is thought to be.
        ways.into_iter().min_by_key(String::len).unwrap_or_default()
    }

    pub(super) fn place_cursor(&mut self) {
        if self.cursor_wanted {
            let Position { x, y } = self.cursor;
            if self.place != Place::At(x, y) {
                let way = self.way_to(x, y);
                self.frame.extend_from_slice(way.as_bytes());
                self.place = Place::At(x, y);
            }
            if self.cursor_shown != Some(true) {
                self.frame.extend_from_slice(b"\x1b[?25h");
                self.cursor_shown = Some(true);
            }
        }
    }
}

fn forward(columns: u16) -> String {
    match columns {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        columns => format!("\x1b[{columns}C"),
    }
}
