//! Widths of columns and heights of rows in a workbook.

use crate::report::content::{ReportTable, TableCell, TableColumn, longest_word};
use crate::text::wrap;

/// The height of a table line, in points.
const LINE_HEIGHT: f64 = 14.0;

/// The greatest row height, in points.
const HIGHEST_ROW: f64 = 409.0;

/// Returns the width of a column: the preferred one, or less if no cell needs that. A column to be filled in keeps its
/// width.
pub(super) fn width_of(table: &ReportTable, at: usize, column: &TableColumn) -> u16 {
    if column.input.is_some() {
        return column.width;
    }
    // A heading may take two lines, which do not break within a word.
    let mut needed = (columns_of(&column.title) / 2 + 1).max(longest_word(&column.title) + 1);
    needed = needed.max(NARROWEST);
    for row in &table.rows {
        if needed >= column.width.into() {
            return column.width;
        }
        let wide = match &row[at] {
            TableCell::Empty => 0,
            TableCell::Text(text) | TableCell::Lamp { word: text, .. } => columns_of(text),
            other => other.words().len(),
        };
        needed = needed.max(wide);
    }
    column.width.min(needed as u16)
}

/// No column is narrower: two Chinese characters and their margin.
const NARROWEST: usize = 5;

/// Returns the approximate width of a text in terminal columns: a character that is not ASCII counts two.
fn columns_of(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Returns whether so many lines need more than the greatest row height.
pub(super) fn is_too_high(lines: usize) -> bool {
    lines as f64 * LINE_HEIGHT + 3.0 > HIGHEST_ROW
}

/// Returns the height of a row of so many lines; not every program adjusts it for wrapped text.
pub(super) fn row_height(lines: usize) -> f64 {
    (lines as f64 * LINE_HEIGHT + 3.0).min(HIGHEST_ROW)
}

/// Returns the number of lines of the longest column heading.
pub(super) fn heading_lines(table: &ReportTable, widths: &[u16]) -> usize {
    let lines = table.columns.iter().zip(widths).map(|(column, width)| {
        // Bold type is a little wider, and a filter has its button in the cell.
        let room = usize::from(*width).saturating_sub(1).max(2);
        wrap(&column.title, room).len()
    });
    lines.max().unwrap_or(1)
}

/// Returns the number of lines of the highest cell of a row, each wrapped in its column.
pub(super) fn lines_of(row: &[TableCell], widths: &[u16]) -> usize {
    let lines = row.iter().zip(widths).map(|(cell, width)| match cell {
        TableCell::Text(text) if text.len() > usize::from(*width) => {
            // Spreadsheets wrap a little earlier than we do.
            let room = usize::from(*width).saturating_sub(1).max(2);
            if text.contains([' ', '\n']) {
                wrap(text, room).len()
            } else {
                // Chinese breaks anywhere; to look where would take as long as writing the cells does.
                columns_of(text).div_ceil(room)
            }
        }
        _ => 1,
    });
    lines.max().unwrap_or(1)
}
