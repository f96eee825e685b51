//! The tables of a Word document, their merged cells put in every place that they cover.

use std::collections::HashMap;

use crate::document::SourceRow;
use crate::document::intake::IntakeError;
use crate::document::intake::formats::grid::Grid;
use crate::document::intake::passage::Passage;

/// How a cell goes on from the one above.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum VerticalMerge {
    Begins,
    GoesOn,
}

pub(super) struct WordCell {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) merge: Option<VerticalMerge>,
    pub(super) text: String,
    /// The paragraphs and tables of its text.
    pub(super) passages: Vec<Passage>,
}

/// A table being read.
#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) rows: Vec<(usize, Vec<WordCell>)>,
    pub(super) column: usize,
    pub(super) span: usize,
    pub(super) merge: Option<VerticalMerge>,
    pub(super) is_row_deleted: bool,
    pub(super) is_row_hidden: bool,
}

/// The most rows of a table that only lays out a page.
const MOST_LAID_OUT: usize = 200;

impl OpenTable {
    pub(super) fn open_row(&mut self, line_no: usize) {
        self.rows.push((line_no, Vec::new()));
        self.column = 0;
        self.is_row_deleted = false;
        self.is_row_hidden = false;
    }

    pub(super) fn open_cell(&mut self) {
        self.span = 1;
        self.merge = None;
    }

    /// Ends the cell that is open, which held a text.
    pub(super) fn close_cell(&mut self, text: String, passages: Vec<Passage>) {
        // A long table keeps nothing twice.
        let is_long = self.rows.len() > MOST_LAID_OUT;
        let cell = WordCell {
            column: self.column,
            columns: self.span,
            merge: self.merge.take(),
            text,
            passages: if is_long { Vec::new() } else { passages },
        };
        self.column += self.span;
        if let Some((_, cells)) = self.rows.last_mut() {
            cells.push(cell);
        }
    }

    /// Returns whether the table only lays out a page, as in a web page that was saved: it has hardly a row of several cells,
    /// and one that holds tables or a whole document.
    pub(super) fn lays_out(&self) -> bool {
        const MOST_LINES: usize = 30;
        let holds_table = |cell: &WordCell| {
            let mut passages = cell.passages.iter();
            passages.any(|passage| matches!(passage, Passage::Table(_)))
        };
        let is_wide = |(_, cells): &&(usize, Vec<WordCell>)| {
            cells
                .iter()
                .filter(|cell| !cell.text.trim().is_empty())
                .nth(1)
                .is_some()
        };
        let holds_much = |cell: &WordCell| cell.passages.len() > MOST_LINES || holds_table(cell);
        let is_narrow = self.rows.iter().filter(is_wide).nth(1).is_none();
        let mut cells = self.rows.iter().flat_map(|(_, cells)| cells);
        is_narrow && self.rows.len() <= MOST_LAID_OUT && cells.any(holds_much)
    }

    /// Returns the passages of all cells, one after the other.
    pub(super) fn into_passages(self) -> Vec<Passage> {
        let cells = self.rows.into_iter().flat_map(|(_, cells)| cells);
        cells.flat_map(|cell| cell.passages).collect()
    }
}

/// Adds what a cell holds to its text, a row a line.
pub(super) fn add_text(text: &mut String, passage: &Passage) {
    let lines = match passage {
        Passage::Line(line) => vec![line.text.clone()],
        Passage::Table(table) => table.rows.iter().map(row_text).collect(),
    };
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
        }
        *text += &line;
    }
}

fn row_text(row: &SourceRow) -> String {
    let own = row.cells.iter().filter(|cell| cell.covered.is_none());
    own.map(|cell| cell.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the grid of a table, each merged cell as high as it goes on.
pub(super) fn grid_of(table: OpenTable) -> Result<Grid, IntakeError> {
    let mut grid = Grid::default();
    let rows = table.rows;
    // Rows that a merged cell beginning here covers, counted from below: by column, how many go on.
    let mut going_on: HashMap<usize, usize> = HashMap::new();
    let mut heights: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (at, (_, cells)) in rows.iter().enumerate().rev() {
        let mut next = HashMap::new();
        for cell in cells {
            let below = going_on.get(&cell.column).copied().unwrap_or(0);
            if cell.merge == Some(VerticalMerge::GoesOn) {
                next.insert(cell.column, below + 1);
            }
            let height = if cell.merge == Some(VerticalMerge::Begins) {
                below + 1
            } else {
                1
            };
            heights[at].push(height);
        }
        going_on = next;
    }
    for (row, ((line_no, cells), heights)) in rows.into_iter().zip(heights).enumerate() {
        grid.row_at(row, line_no);
        for (cell, height) in cells.into_iter().zip(heights) {
            if cell.merge != Some(VerticalMerge::GoesOn) {
                grid.put((row, cell.column), (height, cell.columns), cell.text)?;
            }
        }
    }
    Ok(grid)
}
