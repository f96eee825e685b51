//! `OpenDocument` spreadsheets: each sheet is a table.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::grid::Grid;
use crate::document::intake::limits::{CELLS, TEXT_BYTES, no_larger, no_more};
use crate::document::intake::package::Package;
use crate::document::intake::passage::Passage;
use crate::document::intake::xml::{attribute, character, each_event, number};
use crate::document::intake::{FileFormat, IntakeError};

/// More repetitions of a cell or row than this are the empty rest of a sheet.
const REPEATED: usize = 1000;

/// First and last row and column of merged cells.
pub(crate) type MergedCells = ((usize, usize), (usize, usize));

/// A sheet being read.
#[derive(Default)]
struct SheetReader {
    passages: Vec<Passage>,
    grid: Grid,
    name: Option<String>,
    row: usize,
    row_repeat: usize,
    column: usize,
    cell: Option<OdsCell>,
    cells: usize,
    bytes: usize,
    /// Inside a comment or a drawing.
    aside: usize,
    /// The merged cells of the sheet.
    merges: Vec<MergedCells>,
    /// Those of the sheets before, by name.
    merges_of: HashMap<String, Vec<MergedCells>>,
}

struct OdsCell {
    text: String,
    columns: usize,
    rows: usize,
    repeat: usize,
}

/// Reads the sheets of a spreadsheet.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Passage>, IntakeError> {
    let mut package = Package::open(bytes, FileFormat::Ods)?;
    if let Some(mut manifest) = package.part("META-INF/manifest.xml")? {
        let mut text = String::new();
        // Whatever is wrong with it, the content will say so.
        let _ = std::io::Read::read_to_string(&mut manifest, &mut text);
        if text.contains("encryption-data") {
            return Err(IntakeError::Encrypted(FileFormat::Ods));
        }
    }
    let part = package.part("content.xml")?.ok_or(IntakeError::Damaged {
        format: FileFormat::Ods,
        why: "content.xml".to_owned(),
    })?;
    let mut sheet = SheetReader::default();
    each_event(part, FileFormat::Ods, |event| {
        match event {
            Event::Start(element) => sheet.open(&element),
            Event::End(element) => sheet.close(element.local_name().into_inner())?,
            Event::Text(text) => sheet.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                if let Some(c) = character(&reference) {
                    sheet.text(c.encode_utf8(&mut [0; 4]))?;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(sheet.passages)
}

/// Returns the cells of each sheet that are merged over several others, by the name of the sheet.
///
/// # Errors
/// Fails if the file is damaged.
pub(crate) fn merges(bytes: &[u8]) -> Result<HashMap<String, Vec<MergedCells>>, IntakeError> {
    let mut package = Package::open(bytes, FileFormat::Ods)?;
    let mut sheet = SheetReader::default();
    if let Some(part) = package.part("content.xml")? {
        // Without its texts, every cell is empty.
        each_event(part, FileFormat::Ods, |event| {
            match event {
                Event::Start(element) => sheet.open(&element),
                Event::End(element) => sheet.close(element.local_name().into_inner())?,
                _ => {}
            }
            Ok(())
        })?;
    }
    Ok(sheet.merges_of)
}

impl SheetReader {
    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().into_inner() {
            "annotation" | "shapes" => self.aside += 1,
            _ if self.aside > 0 => {}
            "table" => {
                self.grid = Grid::default();
                self.name = attribute(element, "name");
                self.row = 0;
            }
            "table-row" => {
                self.column = 0;
                self.row_repeat = number(element, "number-rows-repeated").unwrap_or(1);
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(OdsCell {
                    text: String::new(),
                    columns: number(element, "number-columns-spanned").unwrap_or(1),
                    rows: number(element, "number-rows-spanned").unwrap_or(1),
                    repeat: number(element, "number-columns-repeated").unwrap_or(1),
                });
            }
            "p" => {
                if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.is_empty()) {
                    cell.text.push('\n');
                }
            }
            "line-break" => self.push('\n'),
            "s" | "tab" => self.push(' '),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), IntakeError> {
        match name {
            "annotation" | "shapes" => self.aside = self.aside.saturating_sub(1),
            _ if self.aside > 0 => {}
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else {
                    return Ok(());
                };
                let (rows, columns) = (cell.rows.max(1), cell.columns.max(1));
                if rows > 1 || columns > 1 {
                    let last_row = self.row.saturating_add(rows - 1);
                    let last_column = self.column.saturating_add(columns - 1);
                    let first = (self.row, self.column);
                    self.merges.push((first, (last_row, last_column)));
                }
                if !cell.text.trim().is_empty() {
                    for at in 0..cell.repeat.min(REPEATED) {
                        self.cells += 1;
                        no_more(self.cells, CELLS)?;
                        let place = (self.row, self.column + at);
                        self.grid
                            .put(place, (cell.rows, cell.columns), cell.text.clone())?;
                    }
                }
                self.column = self.column.saturating_add(cell.repeat);
            }
            "table-row" => self.row = self.row.saturating_add(self.row_repeat),
            "table" => {
                let name = self.name.take();
                let merges = std::mem::take(&mut self.merges);
                self.merges_of
                    .extend(name.clone().map(|name| (name, merges)));
                let table = std::mem::take(&mut self.grid).into_table(name)?;
                if !table.rows.is_empty() {
                    self.passages.push(Passage::Table(table));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, c: char) {
        if let Some(cell) = &mut self.cell {
            cell.text.push(c);
        }
    }

    fn text(&mut self, text: &str) -> Result<(), IntakeError> {
        if self.aside > 0 {
            return Ok(());
        }
        if let Some(cell) = &mut self.cell {
            self.bytes += text.len();
            no_larger(self.bytes, TEXT_BYTES)?;
            cell.text.push_str(text);
        }
        Ok(())
    }
}
