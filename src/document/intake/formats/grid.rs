//! A table's grid: cells put at their places, merged ones spread over all that they cover.

use std::collections::BTreeMap;

use crate::document::intake::IntakeError;
use crate::document::intake::limits::{CELLS, COLUMNS, ROWS, no_more};
use crate::document::{Covered, SourceCell, SourceRow, SourceTable};

/// A cell with what it covers.
#[derive(Debug)]
struct PlacedCell {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    text: String,
}

/// A grid that cells are put into.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cells: Vec<PlacedCell>,
    /// The lines of rows that have one of their own.
    line_nos: BTreeMap<usize, usize>,
    covered: usize,
}

impl Grid {
    /// Puts a cell at its place.
    ///
    /// # Errors
    /// Where it would make the grid larger than any document's.
    pub(crate) fn put(
        &mut self,
        (row, column): (usize, usize),
        (rows, columns): (usize, usize),
        text: String,
    ) -> Result<(), IntakeError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(IntakeError::TooMany { limit: ROWS });
        }
        let rows = rows.clamp(1, ROWS - row);
        let columns = columns.clamp(1, COLUMNS - column);
        self.covered += rows.saturating_mul(columns);
        no_more(self.covered, CELLS)?;
        self.cells.push(PlacedCell {
            row,
            column,
            rows,
            columns,
            text,
        });
        Ok(())
    }

    /// Says which line of the file a row begins on.
    pub(crate) fn row_at(&mut self, row: usize, line_no: usize) {
        self.line_nos.insert(row, line_no);
    }

    /// Returns the table; rows and columns that are empty throughout are left out.
    ///
    /// # Errors
    /// Where it is larger than any document's.
    pub(crate) fn into_table(self, name: Option<String>) -> Result<SourceTable, IntakeError> {
        // A merged cell may run on below the last row that says anything.
        let height = self.cells.iter().map(|cell| cell.row + 1).max();
        let height = height.unwrap_or(0);
        let width = self
            .cells
            .iter()
            .map(|cell| cell.column + cell.columns)
            .max();
        let width = width.unwrap_or(0);
        no_more(height.saturating_mul(width), CELLS)?;
        let mut grid: Vec<Vec<SourceCell>> = vec![vec![SourceCell::default(); width]; height];
        for cell in &self.cells {
            #[allow(clippy::needless_range_loop)] // a cell covers a rectangle of the grid
            for row in cell.row..(cell.row + cell.rows).min(height) {
                for column in cell.column..cell.column + cell.columns {
                    let covered = match (row > cell.row, column > cell.column) {
                        (_, true) => Some(Covered::FromLeft),
                        (true, false) => Some(Covered::FromAbove),
                        (false, false) => None,
                    };
                    grid[row][column] = SourceCell {
                        text: cell.text.trim().to_owned(),
                        covered,
                    };
                }
            }
        }
        let kept: Vec<bool> = (0..width)
            .map(|column| grid.iter().any(|row| !row[column].text.is_empty()))
            .collect();
        let rows = grid.into_iter().enumerate().filter_map(|(at, cells)| {
            let is_empty = cells.iter().all(|cell| cell.text.is_empty());
            let cells = cells.into_iter().zip(&kept).filter(|(_, kept)| **kept);
            (!is_empty).then(|| SourceRow {
                line_no: self.line_nos.get(&at).copied().unwrap_or(at + 1),
                cells: cells.map(|(cell, _)| cell).collect(),
            })
        });
        Ok(SourceTable {
            lines_before: 0,
            name,
            rows: rows.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_cell_stands_in_every_place_it_covers() {
        let mut grid = Grid::default();
        grid.put((0, 0), (2, 1), "甲".to_owned()).unwrap();
        grid.put((0, 1), (1, 2), "乙".to_owned()).unwrap();
        grid.put((1, 1), (1, 1), "丙".to_owned()).unwrap();
        grid.put((3, 2), (1, 1), "丁".to_owned()).unwrap();
        let table = grid.into_table(None).unwrap();
        let rows: Vec<Vec<(&str, Option<Covered>)>> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter();
                cells
                    .map(|cell| (cell.text.as_str(), cell.covered))
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                vec![("甲", None), ("乙", None), ("乙", Some(Covered::FromLeft))],
                vec![("甲", Some(Covered::FromAbove)), ("丙", None), ("", None)],
                vec![("", None), ("", None), ("丁", None)],
            ]
        );
        assert_eq!(table.rows[2].line_no, 4);
    }

    #[test]
    fn a_grid_has_bounds() {
        let mut grid = Grid::default();
        assert!(grid.put((1_000_000, 0), (1, 1), "远".to_owned()).is_err());
        assert!(grid.put((1_000_000, 0), (1, 1), String::new()).is_ok());
        let mut puts = (0..200).map(|_| grid.put((0, 0), (ROWS, COLUMNS), "大".to_owned()));
        assert!(puts.any(|put| put.is_err()));
    }
}
