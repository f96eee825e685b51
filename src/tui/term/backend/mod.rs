//! The thin backend: few bytes and one write per frame, and no questions to the terminal.
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

/// A ratatui backend that writes to anything that takes bytes.
pub struct ThinBackend<W> {
    output: W,
    measure: Box<dyn Fn() -> io::Result<Size> + Send>,
    colours: bool,
    size: Size,
    /// The cells that the terminal should show.
    wanted: Vec<Cell>,
    /// The cells that it shows.
    shown: Vec<Shown>,
    /// The rows in which the two may differ.
    changed: Vec<bool>,
    /// Whether the screen must be erased before anything else is written.
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

/// The content of a cell of the terminal.
#[derive(Clone, Debug)]
enum Shown {
    /// Something, perhaps half a character.
    Unknown,
    /// The second half of the wide character before it.
    Tail,
    Cell(Cell),
}

/// The place where the terminal writes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Unknown,
    /// In this row, behind a character whose width terminals disagree about.
    Row(u16),
    At(u16, u16),
}

impl<W: Write> ThinBackend<W> {
    /// Makes a backend that writes to `output` and asks `measure` for the size of the terminal.
    ///
    /// # Errors
    /// Fails if the terminal's size is unknown.
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

    /// Sets whether colours are sent (not with `NO_COLOR`); attributes such as bold always are.
    pub fn set_colours(&mut self, colours: bool) {
        self.colours = colours;
        self.repaint();
    }

    /// Forgets what the terminal shows, because something else wrote to it; the next flush erases it and draws everything.
    pub fn repaint(&mut self) {
        self.erase_first = true;
        self.pen = None;
        self.place = Place::Unknown;
        self.cursor_shown = None;
        self.shown.fill(Shown::Cell(Cell::EMPTY));
        self.changed.fill(true);
    }

    /// Returns the output, for writing beside the screen.
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

    /// Returns the last position of the cursor without asking the terminal (ratatui#2694).
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
        let size = self.size()?;
        self.start_blank(size);
        Ok(())
    }

    /// Clears everything: a program that has the whole screen is asked for nothing less.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
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

    /// Writes the changes since the last flush in one write; without changes, nothing.
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
