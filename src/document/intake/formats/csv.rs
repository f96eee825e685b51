//! Comma- or tab-separated values, as a spreadsheet saves them.

use super::grid::Grid;
use crate::document::intake::limits::{CELLS, no_more};
use crate::document::intake::passage::Passage;
use crate::document::intake::{FileFormat, IntakeError};

/// Reads a table of separated values; the separator is the one that its first lines have most of.
pub(crate) fn read(text: &str) -> Result<Vec<Passage>, IntakeError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut record = csv::StringRecord::new();
    let (mut row, mut cells) = (0, 0);
    while reader
        .read_record(&mut record)
        .map_err(|error| damaged(&error))?
    {
        let line_no = record.position().map_or(row + 1, |it| it.line() as usize);
        grid.row_at(row, line_no);
        for (column, field) in record.iter().enumerate() {
            cells += 1;
            no_more(cells, CELLS)?;
            grid.put((row, column), (1, 1), field.to_owned())?;
        }
        row += 1;
    }
    Ok(vec![Passage::Table(grid.into_table(None)?)])
}

fn damaged(error: &csv::Error) -> IntakeError {
    IntakeError::Damaged {
        format: FileFormat::Csv,
        why: error.to_string(),
    }
}

/// Returns the separator that parts the first line most; the last of equals wins: the comma.
fn separator(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty());
    let count = |separator: &u8| {
        let bytes = head.unwrap_or_default().bytes();
        bytes.filter(|byte| byte == separator).count()
    };
    let separators = *b";\t,";
    separators.into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::tables;

    #[test]
    fn commas_and_tabs_give_the_same_table() {
        let commas = read("序号,任务,牵头单位\n1,\"甲\n乙\",市教育局\n2,丙\n").unwrap();
        let tabs = read("序号\t任务\t牵头单位\n1\t\"甲\n乙\"\t市教育局\n2\t丙\n").unwrap();
        assert_eq!(commas, tabs);
        assert_eq!(separator("序号\t任务\n1\t甲,乙,丙,丁"), b'\t');
        let table = tables(&commas)[0];
        let lines: Vec<usize> = table.rows.iter().map(|row| row.line_no).collect();
        assert_eq!(lines, [1, 2, 4]);
        assert_eq!(table.rows[1].cells[1].text, "甲\n乙");
        assert_eq!(table.rows[2].cells.len(), 3);
    }
}
