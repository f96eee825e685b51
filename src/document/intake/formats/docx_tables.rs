//! The tables of a Word document, their merged cells put in every place that they cover.

use std::collections::HashMap;

use super::grid::Grid;
use crate::document::intake::IntakeError;

/// How a cell goes on from the one above.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum VerticalMerge {
    None,
    Begins,
    GoesOn,
}

pub(super) struct WordCell {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) merge: VerticalMerge,
    pub(super) text: String,
}

/// A table being read.
#[derive(Default)]
pub(super) struct OpenTable {
    pub(super) rows: Vec<(usize, Vec<WordCell>)>,
    pub(super) column: usize,
    pub(super) span: usize,
    pub(super) merge: Option<VerticalMerge>,
    pub(super) is_row_deleted: bool,
}

/// The grid of a table, each merged cell as high as it goes on.
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
            if cell.merge == VerticalMerge::GoesOn {
                next.insert(cell.column, below + 1);
            }
            let height = if cell.merge == VerticalMerge::Begins {
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
            if cell.merge != VerticalMerge::GoesOn {
                grid.put((row, cell.column), (height, cell.columns), cell.text)?;
            }
        }
    }
    Ok(grid)
}
