//! The way in: a file of any usual format, its bytes to a clean text.

mod clean;
mod dittos;
pub(crate) mod encoding;
mod external;
mod format;
mod formats;
pub(crate) mod limits;
pub(crate) mod package;
mod passage;
mod quiet;
pub(crate) mod xml;

use std::fs::File;
use std::io::Read;
use std::path::Path;

pub use crate::text::{FileFormat, IntakeError};
pub(crate) use format::format_of;
use format::is_encrypted;
pub(crate) use formats::csv::{csv_reader, csv_records};
pub(crate) use formats::ods::{MergedCells, merges as ods_merges};
#[cfg(test)]
pub(crate) use formats::shown_strings::tests::marked_workbook;
pub(crate) use formats::shown_strings::{ShownStrings, is_struck};
pub(crate) use formats::workbook::{number_shown, shows_month_at};

use self::clean::Cleaning;
use self::formats::{csv, docx, html, markdown, ods, plain, workbook};
use self::limits::{FILE_BYTES, TEXT_BYTES, no_larger};
use self::passage::Passage;
use self::quiet::quietly;
use super::{Cleaned, CleaningNote, Covered, SourceText};

/// A document as it came in.
#[derive(Debug)]
pub struct Intake {
    /// The format of the file.
    pub format: FileFormat,
    /// The encoding of its text, where it is one.
    pub encoding: Option<&'static str>,
    /// The program that converted it.
    pub tool: Option<&'static str>,
    /// Its text.
    pub text: SourceText,
}

/// What a format's reader hands over.
#[derive(Default)]
struct Unpacked {
    passages: Vec<Passage>,
    notes: Vec<CleaningNote>,
    encoding: Option<&'static str>,
    tool: Option<&'static str>,
}

/// Reads the bytes of a file, no more than a document has.
///
/// # Errors
/// Fails if it cannot be read, is not a regular file, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, IntakeError> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    if meta.is_dir() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into());
    }
    let mut bytes = Vec::with_capacity(meta.len().min(FILE_BYTES + 1) as usize);
    file.take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
    no_larger(bytes.len(), FILE_BYTES)?;
    Ok(bytes)
}

/// Reads a document: its format is found by the bytes and the name, its text is cleaned, and what was done is noted.
///
/// # Errors
/// Fails, with the reason, if it is not a document that can be read.
pub fn receive(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    no_larger(bytes.len(), FILE_BYTES)?;
    if bytes.is_empty() {
        return Err(IntakeError::Empty);
    }
    let format = format_of(name, bytes);
    // The readers of office formats are others' code: what they trip over is a damaged file.
    let unpacked = quietly(|| unpack(format, bytes)).unwrap_or_else(|| {
        Err(IntakeError::Damaged {
            format,
            why: String::new(),
        })
    })?;
    let passages = unpacked.passages.into_iter().flat_map(unboxed).collect();
    let cleaning = Cleaning::of(passages);
    let mut notes = unpacked.notes;
    notes.extend(cleaning.notes);
    let mut text = SourceText {
        notes,
        facts: cleaning.facts,
        ..SourceText::default()
    };
    for passage in cleaning.passages {
        match passage {
            Passage::Line(line) => text.lines.push(line),
            Passage::Table(mut table) => {
                table.lines_before = text.lines.len();
                dittos::write_out(&mut table.rows);
                text.tables.push(table);
            }
        }
    }
    if text.lines.is_empty() && text.tables.is_empty() {
        return Err(IntakeError::Empty);
    }
    Ok(Intake {
        format,
        encoding: unpacked.encoding,
        tool: unpacked.tool,
        text,
    })
}

/// Returns the paragraphs of a table that is one column wide: a frame around a text (专栏), no table.
fn unboxed(passage: Passage) -> Vec<Passage> {
    let Passage::Table(table) = passage else {
        return vec![passage];
    };
    let is_frame = table.rows.iter().all(|row| {
        row.cells
            .iter()
            .skip(1)
            .all(|cell| cell.covered == Some(Covered::FromLeft))
    });
    if !is_frame {
        return vec![Passage::Table(table)];
    }
    table
        .rows
        .iter()
        .filter_map(|row| Some((row.line_no, row.cells.first()?)))
        .filter(|(_, cell)| cell.covered.is_none())
        .flat_map(|(line_no, cell)| {
            cell.text
                .lines()
                .map(move |text| Passage::plain(text, line_no))
        })
        .collect()
}

fn unpack(format: FileFormat, bytes: &[u8]) -> Result<Unpacked, IntakeError> {
    match format {
        FileFormat::Text => text(bytes, plain::read),
        FileFormat::Markdown => text(bytes, markdown::read),
        FileFormat::Html => text(bytes, html::read),
        FileFormat::Csv => text(bytes, csv::read),
        FileFormat::Docx => word(bytes),
        FileFormat::Xlsx => Ok(sheets(workbook::read_xlsx(bytes)?)),
        FileFormat::Xls => Ok(sheets(workbook::read_xls(bytes)?)),
        FileFormat::Ods => Ok(Unpacked {
            passages: ods::read(bytes)?,
            ..Unpacked::default()
        }),
        FileFormat::Doc | FileFormat::Wps | FileFormat::Rtf | FileFormat::Odt => {
            let converted = external::to_docx(format, bytes)?;
            let mut unpacked = word(&converted)?;
            unpacked.tool = Some(external::OFFICE);
            Ok(unpacked)
        }
        FileFormat::Et => {
            let converted = external::to_xlsx(format, bytes)?;
            let mut unpacked = sheets(workbook::read_xlsx(&converted)?);
            unpacked.tool = Some(external::OFFICE);
            Ok(unpacked)
        }
        FileFormat::Pdf => {
            let converted = external::pdf_text(bytes)?;
            // Pages without text give page breaks and nothing else.
            if converted.iter().all(u8::is_ascii_whitespace) {
                return Err(IntakeError::Picture(format));
            }
            let mut unpacked = text(&converted, plain::read)?;
            unpacked.tool = Some(external::PDF);
            unpacked.encoding = None;
            Ok(unpacked)
        }
        FileFormat::Picture => Err(IntakeError::Picture(format)),
        FileFormat::Compound if is_encrypted(bytes) => Err(IntakeError::Encrypted(format)),
        FileFormat::Compound => Err(IntakeError::Unknown(format)),
        FileFormat::WebArchive | FileFormat::Ofd | FileFormat::Slides | FileFormat::Archive => {
            Err(IntakeError::Unknown(format))
        }
    }
}

fn text(
    bytes: &[u8],
    read: fn(&str) -> Result<Vec<Passage>, IntakeError>,
) -> Result<Unpacked, IntakeError> {
    let decoded = encoding::decode(bytes)?;
    no_larger(decoded.text.len(), TEXT_BYTES)?;
    Ok(Unpacked {
        passages: read(&decoded.text)?,
        encoding: Some(decoded.encoding),
        ..Unpacked::default()
    })
}

fn word(bytes: &[u8]) -> Result<Unpacked, IntakeError> {
    let word = docx::read(bytes)?;
    let says_nothing = |passage: &Passage| match passage {
        Passage::Line(line) => line.text.trim().is_empty(),
        Passage::Table(table) => table.rows.is_empty(),
    };
    if word.pictures > 0 && word.passages.iter().all(says_nothing) {
        return Err(IntakeError::Picture(FileFormat::Docx));
    }
    let notes = [
        (Cleaned::DeletedText, word.deleted),
        (Cleaned::Footnotes, word.notes),
        (Cleaned::Contents, word.contents),
        (Cleaned::NumberedByWord, word.numbered),
    ];
    Ok(Unpacked {
        passages: word.passages,
        notes: counted(&notes),
        ..Unpacked::default()
    })
}

fn sheets(book: workbook::Workbook) -> Unpacked {
    Unpacked {
        passages: book.passages,
        notes: counted(&[(Cleaned::HiddenSheets, book.hidden)]),
        ..Unpacked::default()
    }
}

/// Makes notes of what a format left out, without the lines where it was.
fn counted(notes: &[(Cleaned, usize)]) -> Vec<CleaningNote> {
    let notes = notes.iter().filter(|(_, count)| *count > 0);
    notes
        .map(|(cleaned, count)| CleaningNote {
            cleaned: *cleaned,
            line_no: 0,
            count: *count,
        })
        .collect()
}

#[cfg(test)]
mod tests;
