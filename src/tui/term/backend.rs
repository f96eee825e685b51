//! The thin backend: few bytes a frame, one write a frame, nothing asked of the terminal.
//!
//! ratatui's own backend moves the cursor after every Chinese character, and its difference of two frames does not know
//! what a wide character does to the cells beside it. This one keeps two pictures, what the terminal is to show and what
//! it shows already, and writes the cheapest way from one to the other. Bytes go out in [`Backend::flush`], once.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::layout::{Position, Size};

use crate::tui::term::pen::Pen;

mod paint;
mod route;
#[cfg(test)]
mod tests;

/// A ratatui backend over anything that takes bytes.
pub struct ThinBackend<W> {
    output: W,
    measure: Box<dyn Fn() -> io::Result<Size> + Send>,
    colours: bool,
    size: Size,
    /// What the terminal is to show.
    wanted: Vec<Cell>,
    /// What it shows.
    shown: Vec<Shown>,
    /// Rows where the two may differ.
    changed: Vec<bool>,
    /// The screen is to be erased before anything else is written.
    erase_first: bool,
    pen: Option<Pen>,
    place: Place,
    cursor: Position,
    cursor_wanted: bool,
    /// Whether the terminal shows its cursor, as far as we know.
    cursor_shown: Option<bool>,
    /// The bytes of the frame being made.
    frame: Vec<u8>,
}

/// What a cell of the terminal shows.
#[derive(Clone, Debug)]
enum Shown {
    /// Something, perhaps half a character.
    Unknown,
    /// The second half of the wide character before it.
    Tail,
    Cell(Cell),
}

/// Where the terminal writes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Unknown,
    /// In this row, behind a character on whose width terminals disagree.
    Row(u16),
    At(u16, u16),
}

impl<W: Write> ThinBackend<W> {
    /// A backend that writes to `output` and asks `measure` how large the terminal is.
    ///
    /// # Errors
    /// Where the terminal's size is not to be had.
    pub fn new(
        output: W,
        measure: impl Fn() -> io::Result<Size> + Send + 'static,
    ) -> io::Result<Self> {
        let size = measure()?;
        let mut backend = Self {
            output,
            measure: Box::new(measure),
            colours: true,
            size,
            wanted: Vec::new(),
            shown: Vec::new(),
            changed: Vec::new(),
            erase_first: true,
            pen: None,
            place: Place::Unknown,
            cursor: Position::ORIGIN,
            cursor_wanted: true,
            cursor_shown: None,
            frame: Vec::new(),
        };
        backend.start_blank(size);
        Ok(backend)
    }

    /// Whether colours are sent (not with `NO_COLOR`); attributes such as bold always are.
    pub fn set_colours(&mut self, colours: bool) {
        self.colours = colours;
        self.repaint();
    }

    /// Forgets what the terminal shows (something else wrote to it): the next flush erases it and draws all again.
    pub fn repaint(&mut self) {
        self.erase_first = true;
        self.pen = None;
        self.place = Place::Unknown;
        self.cursor_shown = None;
        self.shown.fill(Shown::Cell(Cell::EMPTY));
        self.changed.fill(true);
    }

    /// Sends `bytes` as they are with the next frame; they must neither write text nor move the cursor.
    pub fn send(&mut self, bytes: &[u8]) {
        self.frame.extend_from_slice(bytes);
    }

    /// Returns what was given as output.
    pub fn output(&self) -> &W {
        &self.output
    }

    /// Returns what was given as output, to be written to beside the screen.
    pub fn output_mut(&mut self) -> &mut W {
        &mut self.output
    }

    fn start_blank(&mut self, size: Size) {
        let cells = usize::from(size.width) * usize::from(size.height);
        self.size = size;
        self.wanted = vec![Cell::EMPTY; cells];
        self.shown = vec![Shown::Cell(Cell::EMPTY); cells];
        self.changed = vec![false; usize::from(size.height)];
        self.repaint();
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.size.width) + usize::from(x)
    }

    fn pen_of(&self, cell: &Cell) -> Pen {
        Pen::of(cell, self.colours)
    }
}

impl<W: Write> Backend for ThinBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            // A terminal that has just become smaller: the next frame has its size.
            if x >= self.size.width || y >= self.size.height {
                continue;
            }
            let index = self.index(x, y);
            self.wanted[index] = cell.clone();
            self.changed[usize::from(y)] = true;
            if cell.cell_width() > 1 {
                if x + 1 < self.size.width {
                    let mut tail = cell.clone();
                    tail.set_symbol(" ");
                    self.wanted[index + 1] = tail;
                } else {
                    self.wanted[index].set_symbol(" ");
                }
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = true;
        Ok(())
    }

    /// Returns where the cursor was last put: the terminal is not asked (ratatui#2694).
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.cursor = Position {
            x: x.min(self.size.width.saturating_sub(1)),
            y: y.min(self.size.height.saturating_sub(1)),
        };
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        let cells = self.wanted.len();
        let cursor = self.index(self.cursor.x, self.cursor.y).min(cells);
        let row =
            self.index(0, self.cursor.y).min(cells)..self.index(0, self.cursor.y + 1).min(cells);
        let cleared = match clear_type {
            ClearType::All => {
                let size = self.size()?;
                self.start_blank(size);
                return Ok(());
            }
            ClearType::AfterCursor => cursor..cells,
            ClearType::BeforeCursor => 0..(cursor + 1).min(cells),
            ClearType::CurrentLine => row,
            ClearType::UntilNewLine => cursor..row.end,
        };
        self.wanted[cleared].fill(Cell::EMPTY);
        self.changed.fill(true);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        (self.measure)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    /// Writes what changed since the last time, in one write; nothing where nothing did.
    fn flush(&mut self) -> io::Result<()> {
        if !self.cursor_wanted && self.cursor_shown != Some(false) {
            self.frame.extend_from_slice(b"\x1b[?25l");
            self.cursor_shown = Some(false);
        }
        self.paint();
        self.place_cursor();
        if self.frame.is_empty() {
            return Ok(());
        }
        let written = self
            .output
            .write_all(&self.frame)
            .and_then(|()| self.output.flush());
        self.frame.clear();
        written
    }
}
