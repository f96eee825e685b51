//! The merged cells of an `OpenDocument` spreadsheet, which its reader leaves out.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::intake::package::Package;
use crate::document::intake::xml::{attribute, each_event, number};
use crate::document::intake::{FileFormat, IntakeError};

use super::grid::MergedCells;

/// The cells that are merged over several others, by the name of their sheet.
#[derive(Default)]
pub(super) struct OdsMerges {
    found: HashMap<String, Vec<MergedCells>>,
    /// The sheet that is being read.
    sheet: Option<String>,
    row: usize,
    row_repeat: usize,
    column: usize,
}

impl OdsMerges {
    /// Reads them.
    ///
    /// # Errors
    /// Fails if the file is damaged.
    pub(super) fn of(bytes: &[u8]) -> Result<Self, IntakeError> {
        let mut package = Package::open(bytes, FileFormat::Ods)?;
        let mut merges = Self::default();
        if let Some(part) = package.part("content.xml")? {
            each_event(part, FileFormat::Ods, |event| {
                match event {
                    Event::Start(element) => merges.begin(&element),
                    Event::End(element) => merges.end(element.local_name().into_inner()),
                    _ => {}
                }
                Ok(())
            })?;
        }
        Ok(merges)
    }

    /// Takes those of a sheet.
    pub(super) fn take(&mut self, sheet: &str) -> Vec<MergedCells> {
        self.found.remove(sheet).unwrap_or_default()
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        let number = |name| number(element, name);
        match element.local_name().into_inner() {
            "table" => {
                self.sheet = attribute(element, "name");
                self.row = 0;
            }
            "table-row" => {
                self.column = 0;
                self.row_repeat = number("number-rows-repeated").unwrap_or(1);
            }
            "table-cell" | "covered-table-cell" => {
                let rows = number("number-rows-spanned").unwrap_or(1);
                let columns = number("number-columns-spanned").unwrap_or(1);
                if let Some(sheet) = self.sheet.as_ref().filter(|_| rows > 1 || columns > 1) {
                    let last = (
                        self.row.saturating_add(rows - 1),
                        self.column.saturating_add(columns.max(1) - 1),
                    );
                    let merges = self.found.entry(sheet.clone()).or_default();
                    merges.push(((self.row, self.column), last));
                }
                let repeat = number("number-columns-repeated").unwrap_or(1);
                self.column = self.column.saturating_add(repeat);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => self.sheet = None,
            "table-row" => self.row = self.row.saturating_add(self.row_repeat),
            _ => {}
        }
    }
}
