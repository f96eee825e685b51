//! CSV: the tables of all parts, equal headers joined.

use csv::{Terminator, WriterBuilder};

use crate::report::document::{ReportBlock, ReportDocument, ReportTable, TableCell};

/// Writes the tables of a report as CSV: UTF-8 with a byte order mark, without which a Chinese Excel
/// assumes GBK; CRLF line ends; an apostrophe before what a spreadsheet would run as a formula.
pub(super) fn csv(report: &ReportDocument) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_writer(vec![0xef, 0xbb, 0xbf]);
    let tables = report.shown_parts().flat_map(|part| &part.blocks);
    let tables = tables.filter_map(|block| match block {
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
            let _ = writer.write_record(table.columns.iter().map(|column| guarded(&column.title)));
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
        TableCell::Text(text) | TableCell::Lamp { word: text, .. } => guarded(text),
        other => other.words().into_owned(),
    }
}

fn guarded(text: &str) -> String {
    let is_number = text.parse::<f64>().is_ok();
    if !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn no_text_is_run_as_a_formula() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(guarded("\t=1"), "'\t=1");
        assert_eq!(guarded("-3.5"), "-3.5");
        assert_eq!(guarded("县教育局"), "县教育局");
    }
}
