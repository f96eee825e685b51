//! CSV: the tables of all parts, equal headers joined.

use csv::{Terminator, WriterBuilder};

use crate::report::content::{ReportBlock, ReportDocument, ReportTable, TableCell};
use crate::text::clean::no_formula;

/// Writes the tables of a report as CSV: UTF-8 with a byte order mark, without which a Chinese Excel
/// assumes GBK; CRLF line ends; an apostrophe before what a spreadsheet would run as a formula.
pub(super) fn csv(report: &ReportDocument) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    let tables = report
        .shown_parts()
        .flat_map(|part| &part.blocks)
        .filter_map(|block| match block {
            ReportBlock::Table(table) => Some(table),
            _ => None,
        });
    let mut above: Option<&ReportTable> = None;
    for table in tables {
        // Writing into memory cannot fail.
        if above.is_none_or(|above| above.columns != table.columns) {
            if above.is_some() {
                let _ = writer.write_record([""]);
            }
            let _ = writer.write_record(
                table
                    .columns
                    .iter()
                    .map(|column| no_formula(&column.title).into_owned()),
            );
        }
        for row in &table.rows {
            let _ = writer.write_record(row.iter().map(cell_text));
        }
        above = Some(table);
    }
    writer.into_inner().unwrap_or_default()
}

fn cell_text(cell: &TableCell) -> String {
    match cell {
        TableCell::Text(text) | TableCell::Lamp { word: text, .. } => no_formula(text).into_owned(),
        other => other.words().into_owned(),
    }
}
