//! The ledger as a workbook, beside the library alone writing the same cells.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use duban::cache::Cache;
use duban::plan::Day;
use duban::query::{Board, Filter};
use duban::report::content::{ReportBlock, TableCell};
use duban::report::{
    Issue, Office, ReportDocument, ReportFormat, ReportInput, ReportKind, make_report,
};
use duban::store::Workspace;
use duban::text::Lang;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// Tells how long the plans in `folder` take: read, made into a report, written; and the library alone.
pub(crate) fn ledger(runs: usize, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let as_of = Day::from_ymd_opt(2024, 6, 30).ok_or("a day")?;
    let workspace = Workspace::open(&folder.join("plans")).map_err(|fault| format!("{fault:?}"))?;
    let cache: Option<Cache> =
        Cache::of(&folder.join("cache"), &workspace.folder, SystemTime::now());
    let (mut whole, mut written, mut alone) = (Duration::MAX, Duration::MAX, Duration::MAX);
    let mut rows = 0;
    for _ in 0..runs {
        let start = Instant::now();
        let board = Board::read(&workspace, cache.as_ref(), as_of, None);
        let items = board.items(&Filter::default());
        rows = items.len();
        let input = ReportInput {
            board: &board,
            whole: &board,
            items: &items,
            before: None,
            issue: Issue::default(),
            reply_by: as_of,
            copies: 1,
            office: &Office::default(),
            words: Lang::Zh.words(),
        };
        let report = make_report(ReportKind::Ledger, &input);
        let writing = Instant::now();
        let bytes = ReportFormat::Xlsx.write(&report)?;
        whole = whole.min(start.elapsed());
        written = written.min(writing.elapsed());
        let start = Instant::now();
        let plain = by_library(&report)?;
        alone = alone.min(start.elapsed());
        println!("{} and {} bytes", bytes.len(), plain.len());
    }
    let ratio = whole.as_secs_f64() / alone.as_secs_f64();
    println!(
        "{rows} milestones: {whole:.2?} in all, {written:.2?} of it writing; the library alone {alone:.2?}; {ratio:.2} times"
    );
    Ok(())
}

/// The same cells, with a border and wrapped, and nothing else.
fn by_library(report: &ReportDocument) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let cell = Format::new()
        .set_border(rust_xlsxwriter::FormatBorder::Thin)
        .set_text_wrap();
    let date = cell.clone().set_num_format("yyyy-mm-dd");
    let percent = cell.clone().set_num_format("0.0%");
    let first = ExcelDateTime::from_ymd(1900, 1, 1)?;
    for part in &report.parts {
        let sheet = book.add_worksheet();
        for block in &part.blocks {
            let ReportBlock::Table(table) = block else {
                continue;
            };
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, value) in cells.iter().enumerate() {
                    let (row, column) = (row as u32, column as u16);
                    match value {
                        TableCell::Empty => sheet.write_blank(row, column, &cell)?,
                        TableCell::Text(text) | TableCell::Lamp { word: text, .. } => {
                            sheet.write_string_with_format(row, column, text, &cell)?
                        }
                        TableCell::Number(number) => {
                            sheet.write_number_with_format(row, column, number.to_f64(), &cell)?
                        }
                        TableCell::Percent { share, .. } => {
                            sheet.write_number_with_format(row, column, *share, &percent)?
                        }
                        TableCell::Date(_) => {
                            sheet.write_datetime_with_format(row, column, &first, &date)?
                        }
                    };
                }
            }
        }
    }
    book.save_to_buffer()
}
