//! Changes what the terminal shows into what it should show, row by row.

use std::io::Write;

use ratatui::buffer::{Cell, CellWidth as _};

use super::{Place, Shown, ThinBackend};
use crate::tui::term::pen::Pen;

/// Erases from the cursor to the end of its row.
const ERASE_LINE: &[u8] = b"\x1b[K";

/// A character with its columns, which is drawn or left alone as a whole.
struct PaintUnit {
    columns: u16,
    wide: bool,
    /// Whether terminals disagree about its width. If it counts as one column and a blank follows, the blank belongs to it, as room
    /// for terminals that draw it in two.
    uncertain: bool,
}

impl<W: Write> ThinBackend<W> {
    fn look_alike(&self, one: &Cell, other: &Cell) -> bool {
        let (one_pen, other_pen) = (self.pen_of(one), self.pen_of(other));
        if is_blank(one) && is_blank(other) {
            return one_pen.on_blank() == other_pen.on_blank();
        }
        one_pen == other_pen && one.symbol() == other.symbol()
    }

    fn shows(&self, index: usize, cell: &Cell) -> bool {
        matches!(&self.shown[index], Shown::Cell(shown) if self.look_alike(shown, cell))
    }

    fn is_plain_blank(&self, cell: &Cell) -> bool {
        is_blank(cell) && self.pen_of(cell).on_blank() == Pen::default()
    }

    fn unit(&self, x: u16, y: u16) -> PaintUnit {
        let index = self.index(x, y);
        let cell = &self.wanted[index];
        let wide = cell.cell_width() > 1;
        let uncertain = !is_width_certain(cell.symbol());
        let room = uncertain && x + 1 < self.size.width && is_blank(&self.wanted[index + 1]);
        PaintUnit {
            columns: if wide || room { 2 } else { 1 },
            wide,
            uncertain,
        }
    }

    fn unit_is_shown(&self, unit: &PaintUnit, index: usize) -> bool {
        self.shows(index, &self.wanted[index])
            && match (unit.columns, unit.wide) {
                (1, _) => true,
                (_, true) => matches!(self.shown[index + 1], Shown::Tail),
                (_, false) => self.shows(index + 1, &self.wanted[index + 1]),
            }
    }

    pub(super) fn paint(&mut self) {
        if self.erase_first {
            self.erase_first = false;
            Pen::default().change(self.pen, &mut self.frame);
            self.pen = Some(Pen::default());
            self.frame.extend_from_slice(b"\x1b[2J");
        }
        for y in 0..self.size.height {
            if std::mem::take(&mut self.changed[usize::from(y)]) {
                self.paint_row(y);
            }
        }
    }

    fn paint_row(&mut self, y: u16) {
        let (mut x, mut content_end) = (0, 0);
        while x < self.size.width {
            let unit = self.unit(x, y);
            let end = x + unit.columns;
            if !self.is_plain_blank(&self.wanted[self.index(x, y)]) {
                content_end = end;
            }
            x = end;
        }
        x = 0;
        while x < content_end {
            let unit = self.unit(x, y);
            if !self.unit_is_shown(&unit, self.index(x, y)) {
                self.paint_unit(x, y, &unit);
            }
            x += unit.columns;
        }
        self.erase_from(content_end, y);
    }

    fn paint_unit(&mut self, x: u16, y: u16, unit: &PaintUnit) {
        let index = self.index(x, y);
        if unit.uncertain && unit.columns == 2 {
            self.paint_uncertain(x, y, unit);
            return;
        }
        if unit.wide && self.leaves_stale_style(index) {
            self.paint_blanks_under(x, y);
        }
        self.go_to(x, y);
        let cell = self.wanted[index].clone();
        self.write_cell(x, y, cell);
    }

    /// Draws a blank first and then the character, so that it is whole and nothing old is left beside it, whatever its width.
    fn paint_uncertain(&mut self, x: u16, y: u16, unit: &PaintUnit) {
        let index = self.index(x, y);
        let mut room = self.wanted[index + 1].clone();
        if unit.wide {
            room = self.wanted[index].clone();
            room.set_symbol(" ");
        }
        if !self.shows(index + 1, &room) {
            self.go_to(x + 1, y);
            self.write_cell(x + 1, y, room);
        }
        self.go_to(x, y);
        let cell = self.wanted[index].clone();
        self.write_cell(x, y, cell);
        if x + 2 >= self.size.width {
            self.place = Place::Unknown;
        }
    }

    /// Returns whether a terminal that gives a wide character's style to its first cell alone would keep an old background or
    /// underline in the second (ratatui#2652).
    fn leaves_stale_style(&self, index: usize) -> bool {
        let under = match (&self.shown[index + 1], &self.shown[index]) {
            (Shown::Cell(cell), _) | (Shown::Tail, Shown::Cell(cell)) => self.pen_of(cell),
            _ => return false,
        };
        under.on_blank() != self.pen_of(&self.wanted[index]).on_blank()
    }

    /// Draws the blanks for this and the following characters that need them, in one go.
    fn paint_blanks_under(&mut self, start: u16, y: u16) {
        self.go_to(start, y);
        let mut x = start;
        while x + 1 < self.size.width {
            let unit = self.unit(x, y);
            let index = self.index(x, y);
            if !unit.wide
                || unit.uncertain
                || self.unit_is_shown(&unit, index)
                || !self.leaves_stale_style(index)
            {
                break;
            }
            let mut blank = self.wanted[index].clone();
            blank.set_symbol(" ");
            self.write_cell(x, y, blank.clone());
            self.write_cell(x + 1, y, blank);
            x += 2;
        }
    }

    /// Blanks the rest of the row, by erasing if that is shorter.
    fn erase_from(&mut self, start: u16, y: u16) {
        let stale: Vec<u16> = (start..self.size.width)
            .filter(|&x| !self.shows(self.index(x, y), &Cell::EMPTY))
            .collect();
        let (Some(&first), Some(&last)) = (stale.first(), stale.last()) else {
            return;
        };
        self.go_to(first, y);
        if usize::from(last - first) + 1 < ERASE_LINE.len() {
            for x in first..=last {
                self.write_cell(x, y, Cell::EMPTY);
            }
            return;
        }
        self.use_pen(&Cell::EMPTY);
        self.frame.extend_from_slice(ERASE_LINE);
        let (first, end) = (self.index(first, y), self.index(self.size.width - 1, y));
        self.shown[first..=end].fill(Shown::Cell(Cell::EMPTY));
    }

    /// Writes a cell at the cursor, and keeps account of the effect.
    fn write_cell(&mut self, x: u16, y: u16, cell: Cell) {
        self.use_pen(&cell);
        let columns = if cell.cell_width() > 1 { 2 } else { 1 };
        // A symbol without width would drift; `clean` lets none through.
        let symbol = if cell.cell_width() == 0 {
            " "
        } else {
            cell.symbol()
        };
        self.frame.extend_from_slice(symbol.as_bytes());
        let certain = is_width_certain(symbol);
        let index = self.index(x, y);
        let row_end = self.index(self.size.width - 1, y);
        if matches!(self.shown[index], Shown::Tail) {
            self.shown[index - 1] = Shown::Unknown;
        }
        let next = index + usize::from(columns);
        if next <= row_end && matches!(self.shown[next], Shown::Tail) {
            self.shown[next] = Shown::Unknown;
        }
        self.shown[index] = Shown::Cell(cell);
        if columns == 2 && index < row_end {
            self.shown[index + 1] = Shown::Tail;
        }
        self.place = if x + columns >= self.size.width {
            // Whether the cursor waits behind the last column or is on it differs between terminals.
            Place::Unknown
        } else if certain {
            Place::At(x + columns, y)
        } else {
            Place::Row(y)
        };
    }

    pub(super) fn use_pen(&mut self, cell: &Cell) {
        let wanted = self.pen_of(cell);
        let pen = match self.pen {
            Some(pen) if is_blank(cell) => pen.for_blank(wanted),
            _ => wanted,
        };
        pen.change(self.pen, &mut self.frame);
        self.pen = Some(pen);
    }
}

pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " "
}
/// Returns whether every terminal draws the symbol as wide as the buffer counts it: ASCII and the common characters of Chinese.
pub(super) fn is_width_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(
        c,
        ' '..='~'
            | '\u{3001}'..='\u{3029}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{FF01}'..='\u{FF60}'
    )
}
