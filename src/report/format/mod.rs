//! Report formats, one file each, and the lines of a screen; none depends on the kind of report. A workbook has its cell formats and its layout in files of
//! their own.

mod cell_formats;
mod course_svg;
mod csv;
mod docx;
mod html;
mod ics;
mod lines;
mod markdown;
mod sheet_layout;
mod xlsx;

use crate::plan::keyed;
use std::error::Error;
use std::fmt;

use super::ReportDocument;
use super::content::{ReportBar, ReportBlock, ReportPart, ReportTable, ValueCourse};
use crate::text::{LedgerColumn, Words};
pub use lines::{ReportLine, report_lines};

keyed! {
    /// The format of a report.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ReportFormat {
        /// A Word document.
        Docx = "docx",
        /// Markdown.
        Markdown = "md",
        /// A workbook.
        Xlsx = "xlsx",
        /// CSV: only the tables.
        Csv = "csv",
        /// One self-contained page.
        Html = "html",
        /// A calendar.
        Ics = "ics",
    }
}

impl ReportFormat {
    /// Returns whether a terminal or pipe can show it.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Docx | Self::Xlsx)
    }

    /// Writes a report.
    ///
    /// # Errors
    /// Fails if the report exceeds what the format can hold.
    pub fn write(self, report: &ReportDocument) -> Result<Vec<u8>, FormatFault> {
        match self {
            Self::Docx => docx::docx(report),
            Self::Markdown => Ok(markdown::markdown(report).into_bytes()),
            Self::Csv => Ok(csv::csv(report)),
            Self::Xlsx => xlsx::xlsx(report).map_err(|error| FormatFault {
                format: self.key(),
                why: error.to_string(),
            }),
            Self::Html => Ok(html::html_page(report).into_bytes()),
            Self::Ics => Ok(ics::ics(report).into_bytes()),
        }
    }
}

/// The widest table, in characters, on a portrait page of A4.
const PORTRAIT_COLUMNS: u32 = 120;

/// The widest table, in characters, on A4.
const A4_COLUMNS: u32 = 240;

/// The space between a cell's text and its borders, in characters.
const PADDING: u16 = 2;

/// Returns the width of a table in characters.
fn table_columns(table: &ReportTable) -> u32 {
    let columns = table.columns.iter();
    columns.map(|it| u32::from(it.width + PADDING)).sum()
}

/// Returns the width of a report's widest table in characters.
fn widest_table<'r>(parts: impl Iterator<Item = &'r ReportPart>) -> u32 {
    let tables = parts.flat_map(|part| &part.blocks);
    let widths = tables.filter_map(|block| match block {
        ReportBlock::Table(table) => Some(table_columns(table)),
        _ => None,
    });
    widths.max().unwrap_or(0)
}

/// Returns the words of a report's language.
fn words_of(report: &ReportDocument) -> &'static Words {
    report.lang.words()
}

/// Formats a bar's parts: `逾期 10、正常 35`.
fn bar_words(bar: &ReportBar, words: &Words) -> String {
    let parts: Vec<String> = bar
        .parts
        .iter()
        .filter(|part| part.count > 0)
        .map(|part| format!("{} {}", part.word, part.count))
        .collect();
    parts.join(words.list_separator)
}

/// Formats a bar with its name and its note: `县教育局：逾期 10、正常 35（全部）`.
fn bar_line(bar: &ReportBar, words: &Words) -> String {
    let named = (words.report.named)(&bar.name, &bar_words(bar, words));
    match bar.note.as_str() {
        "" => named,
        note => named + &(words.history.parens)(note),
    }
}

/// Returns a course in lines: its targets, its baseline, its readings and its note.
fn course_lines(course: &ValueCourse, words: &Words) -> Vec<String> {
    let colon = words.colon;
    let report = &words.report;
    let targets = course.targets.iter().map(|target| {
        let name = report.target;
        format!("{name} {}{colon}{}", target.by, target.words)
    });
    let readings = course.readings.iter().enumerate();
    let readings = readings.map(|(place, (day, value))| {
        let name = if course.has_baseline && place == 0 {
            report.evaluation.baseline
        } else {
            (words.ledger.column)(LedgerColumn::Value)
        };
        format!("{name} {day}{colon}{value}{}", course.unit)
    });
    let note = Some(course.note.clone()).filter(|note| !note.is_empty());
    targets.chain(readings).chain(note).collect()
}

/// The reason a report cannot be written in a format.
#[derive(Debug)]
pub struct FormatFault {
    /// The format's name.
    pub format: &'static str,
    /// The format's own message.
    pub why: String,
}

impl fmt::Display for FormatFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.format, self.why)
    }
}

impl Error for FormatFault {}
