//! Workbooks: one sheet per part, its table below a title, with real dates and numbers.

use chrono::Datelike;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::plan::Day;
use crate::report::content::{
    CellInput, ColumnAlign, FieldLine, ParagraphStyle, ReportBlock, ReportDocument, ReportPart,
    ReportPlot, ReportTable, TableCell, TableColumn,
};
use crate::store::PaperSize;
use crate::text::clean::is_formula;
use crate::text::wrap;

use super::cell_formats::{CellFormats, CellKind, CellLook, CellState};
use super::sheet_layout::{heading_lines, is_too_high, lines_of, row_height, width_of};

/// The longest text of a cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// The longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// The line length of text outside tables, in characters.
const TEXT_WIDTH: usize = 100;

/// Writes a report as a workbook; equal reports give equal bytes.
pub(super) fn xlsx(report: &ReportDocument) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = excel_day(report.as_of).unwrap_or_default();
    let properties = DocProperties::new().set_title(cell_text(&report.title));
    book.set_properties(&properties.set_creation_datetime(&made));
    let mut formats = CellFormats::new(report.lang);
    let mut names = Vec::new();
    for part in &report.parts {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&part.name, &mut names))?;
        SheetWriter::new(sheet, &mut formats).part(report, part)?;
        if part.hidden {
            sheet.set_hidden(true);
        }
    }
    book.save_to_buffer()
}

/// Returns a valid sheet name: short, unique, and without characters that formulas use.
fn sheet_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let plain: String = wanted
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) { '_' } else { c })
        .collect();
    let plain = plain.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    let plain = if plain.is_empty() { "_" } else { plain };
    let mut number = 1;
    loop {
        let ending = match number {
            1 => String::new(),
            number => format!(" {number}"),
        };
        let name = format!("{}{ending}", cut_utf16(plain, LONGEST_NAME - ending.len()));
        // Excel reserves this name and ignores case.
        let folded = name.to_lowercase();
        if folded != "history" && !taken.contains(&folded) {
            taken.push(folded);
            return name;
        }
        number += 1;
    }
}

fn cut_utf16(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return &text[..at];
        }
    }
    text
}

/// Shortens text to what fits into a cell, marking the omission with dots.
fn cell_text(text: &str) -> std::borrow::Cow<'_, str> {
    const DOTS: &str = "...";
    // No text has more UTF-16 units than bytes.
    if text.len() <= LONGEST_CELL || cut_utf16(text, LONGEST_CELL).len() == text.len() {
        return text.into();
    }
    format!("{}{DOTS}", cut_utf16(text, LONGEST_CELL - DOTS.len())).into()
}

/// Converts a day; `None` before 1900.
fn excel_day(day: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}

/// Writes one sheet from top to bottom.
struct SheetWriter<'w> {
    sheet: &'w mut Worksheet,
    formats: &'w mut CellFormats,
    row: u32,
    /// The widths of columns so far.
    widths: Vec<u16>,
}

impl<'w> SheetWriter<'w> {
    fn new(sheet: &'w mut Worksheet, formats: &'w mut CellFormats) -> Self {
        Self {
            sheet,
            formats,
            row: 0,
            widths: Vec::new(),
        }
    }

    fn part(&mut self, report: &ReportDocument, part: &ReportPart) -> Result<(), XlsxError> {
        if !part.hidden {
            let title = part.title.as_ref().unwrap_or(&report.title);
            self.line(CellLook::Title, title)?;
            self.sheet.set_row_height(0, 28)?;
            if part.title.is_none() && !report.subtitle.is_empty() {
                self.line(CellLook::Subtitle, &report.subtitle.join("    "))?;
            }
        }
        let tables = part
            .blocks
            .iter()
            .filter(|block| matches!(block, ReportBlock::Table(_)));
        let is_only_table = tables.count() == 1;
        let mut is_filled_in = false;
        for block in &part.blocks {
            if let ReportBlock::Table(table) = block {
                is_filled_in |= table.columns.iter().any(|column| column.input.is_some());
                if is_only_table && !part.hidden {
                    self.frozen_above(table)?;
                }
            }
            self.block(block)?;
        }
        for (column, width) in self.widths.iter().enumerate() {
            // Space for the padding that spreadsheets add on both sides.
            let width = f64::from(*width) + 1.0;
            self.sheet.set_column_width(column as u16, width)?;
        }
        if is_filled_in {
            self.protect();
        }
        self.page(report.paper);
        Ok(())
    }

    /// Fits the sheet to the width of one page, landscape if the columns are wide.
    fn page(&mut self, paper: PaperSize) {
        const UPRIGHT: u16 = 95;
        // As the file format numbers them.
        self.sheet.set_paper_size(match paper {
            PaperSize::A3 => 8,
            PaperSize::A4 => 9,
        });
        if self.widths.iter().sum::<u16>() > UPRIGHT {
            self.sheet.set_landscape();
        }
        self.sheet.set_print_fit_to_pages(1, 0);
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        self.sheet.set_footer("&C&P / &N");
    }

    /// Protects all but input cells, without a password to forget.
    fn protect(&mut self) {
        self.sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
    }

    /// Freezes the table's header on screen and repeats it on every printed page.
    fn frozen_above(&mut self, table: &ReportTable) -> Result<(), XlsxError> {
        let header = self.row + u32::from(table.caption.is_some());
        let last = header + table.rows.len() as u32;
        let columns = table.columns.len() as u16;
        self.sheet.set_freeze_panes(header + 1, 0)?;
        self.sheet.set_repeat_rows(header, header)?;
        if columns > 0 && last > header {
            self.sheet.autofilter(header, 0, last, columns - 1)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &ReportBlock) -> Result<(), XlsxError> {
        match block {
            ReportBlock::Heading { text, .. } => {
                self.row += 1;
                self.line(CellLook::Heading, text)
            }
            ReportBlock::Paragraph { style, text } => match style {
                ParagraphStyle::Note => self.line(CellLook::Note, text),
                _ => self.paragraph(text),
            },
            ReportBlock::Fields(lines) => lines.iter().try_for_each(|line| self.field(line)),
            ReportBlock::Table(table) => self.table(table),
            ReportBlock::Plot(plot) => self.plot(plot),
            ReportBlock::Events(events) => events.iter().try_for_each(|event| {
                let day = event.day;
                self.line(CellLook::Text, &format!("{day}  {}", event.title))
            }),
            ReportBlock::Room(lines) => {
                self.row += u32::from(*lines);
                Ok(())
            }
        }
    }

    /// Writes a line that overflows into the columns beside it.
    fn line(&mut self, look: CellLook, text: &str) -> Result<(), XlsxError> {
        let format = self.formats.get(look);
        self.sheet
            .write_string_with_format(self.row, 0, cell_text(text), format)?;
        self.row += 1;
        Ok(())
    }

    /// Writes running text in as many rows as needed.
    fn paragraph(&mut self, text: &str) -> Result<(), XlsxError> {
        for line in wrap(text, TEXT_WIDTH) {
            self.line(CellLook::Note, line)?;
        }
        Ok(())
    }

    fn field(&mut self, field: &FieldLine) -> Result<(), XlsxError> {
        let name = CellLook::Cell(CellKind::Words, ColumnAlign::Left, CellState::Total);
        let format = self.formats.get(name);
        self.sheet
            .write_string_with_format(self.row, 0, cell_text(&field.name), format)?;
        self.cell(1, &field.value, ColumnAlign::Left, CellState::Plain)?;
        self.row += 1;
        Ok(())
    }

    fn plot(&mut self, plot: &ReportPlot) -> Result<(), XlsxError> {
        match plot {
            ReportPlot::Bars { caption, bars } => {
                self.line(CellLook::Heading, caption)?;
                bars.iter().try_for_each(|bar| {
                    self.line(CellLook::Note, &format!("{}  {}", bar.name, bar.note))
                })
            }
            ReportPlot::Course(course) => {
                self.line(CellLook::Heading, &course.caption)?;
                self.line(CellLook::Note, &course.note)
            }
        }
    }

    fn table(&mut self, table: &ReportTable) -> Result<(), XlsxError> {
        if let Some(caption) = &table.caption {
            self.line(CellLook::Note, caption)?;
        }
        self.widths
            .resize(self.widths.len().max(table.columns.len()), 0);
        for (at, column) in table.columns.iter().enumerate() {
            let format = self.formats.get(CellLook::Header);
            self.sheet.write_string_with_format(
                self.row,
                at as u16,
                cell_text(&column.title),
                format,
            )?;
            self.widths[at] = self.widths[at].max(width_of(table, at, column));
        }
        let lines = heading_lines(table, &self.widths);
        self.sheet.set_row_height(self.row, row_height(lines))?;
        self.row += 1;
        let first = self.row;
        let last = table.rows.len().wrapping_sub(1);
        for (place, row) in table.rows.iter().enumerate() {
            let lines = lines_of(row, &self.widths);
            for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                let state = match column.input {
                    Some(_) => CellState::Open,
                    None if is_too_high(lines) => CellState::Cut,
                    None if table.has_total && place == last => CellState::Total,
                    None => CellState::Plain,
                };
                self.cell(at as u16, cell, column.align, state)?;
            }
            if lines > 1 {
                self.sheet.set_row_height(self.row, row_height(lines))?;
            }
            self.row += 1;
        }
        if !table.rows.is_empty() {
            for (at, column) in table.columns.iter().enumerate() {
                self.checks(at as u16, column, first)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        column: u16,
        cell: &TableCell,
        align: ColumnAlign,
        state: CellState,
    ) -> Result<(), XlsxError> {
        let (row, sheet) = (self.row, &mut self.sheet);
        let day = match cell {
            TableCell::Date(day) => excel_day(*day),
            _ => None,
        };
        let kind = match cell {
            TableCell::Text(text) if is_formula(text) => CellKind::Quoted,
            TableCell::Empty | TableCell::Text(_) => CellKind::Words,
            TableCell::Number(_) => CellKind::Number,
            TableCell::Percent { decimals, .. } => CellKind::Percent(*decimals),
            TableCell::Date(_) => CellKind::Date,
            TableCell::Lamp { lamp, .. } => CellKind::Lamp(*lamp),
        };
        let look = self.formats.get(CellLook::Cell(kind, align, state));
        match (cell, day) {
            (TableCell::Empty, _) => sheet.write_blank(row, column, look),
            (TableCell::Text(text) | TableCell::Lamp { word: text, .. }, _) => {
                sheet.write_string_with_format(row, column, cell_text(text), look)
            }
            (TableCell::Number(number), _) => {
                sheet.write_number_with_format(row, column, number.to_f64(), look)
            }
            (TableCell::Percent { share, .. }, _) => {
                sheet.write_number_with_format(row, column, *share, look)
            }
            (TableCell::Date(_), Some(day)) => {
                sheet.write_datetime_with_format(row, column, &day, look)
            }
            (TableCell::Date(day), None) => {
                sheet.write_string_with_format(row, column, day.to_string(), look)
            }
        }?;
        Ok(())
    }

    /// Adds input validation to a column, from `first` to the row above the current one.
    fn checks(&mut self, at: u16, column: &TableColumn, first: u32) -> Result<(), XlsxError> {
        let checks = match &column.input {
            None | Some(CellInput::Text) => return Ok(()),
            Some(CellInput::Choice(choices)) => {
                DataValidation::new().allow_list_strings(choices)?
            }
            // People also write 6.28 or 65%, which is read as well, so this only warns.
            Some(CellInput::Date) => {
                let (from, to) = (excel_year(1990)?, excel_year(2100)?);
                let days = DataValidationRule::Between(from, to);
                let checks = DataValidation::new().allow_date(days);
                checks.set_error_style(DataValidationErrorStyle::Warning)
            }
            Some(CellInput::Number) => {
                let numbers = DataValidationRule::Between(-1e15, 1e15);
                let checks = DataValidation::new().allow_decimal_number(numbers);
                checks.set_error_style(DataValidationErrorStyle::Warning)
            }
        };
        self.sheet
            .add_data_validation(first, at, self.row - 1, at, &checks)?;
        Ok(())
    }
}

fn excel_year(year: u16) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(year, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_a_spreadsheet_takes() {
        let mut taken = Vec::new();
        let mut name = |wanted: &str| sheet_name(wanted, &mut taken);
        assert_eq!(name("台账/2024[1]:*?\\"), "台账_2024_1_____");
        assert_eq!(name("'甲'"), "甲");
        assert_eq!(name(" "), "_");
        assert_eq!(name("History"), "History 2");
        assert_eq!(name("甲"), "甲 2");
        let long = "很长的名称".repeat(10);
        assert_eq!(name(&long).encode_utf16().count(), 31);
        assert!(name(&long).ends_with(" 2"));
        assert_eq!(name("ABC"), "ABC");
        assert_eq!(name("abc"), "abc 2");
    }

    #[test]
    fn what_is_too_long_for_a_cell_is_cut() {
        let long = "𠮷".repeat(20_000);
        let cut = cell_text(&long);
        assert!(cut.encode_utf16().count() <= LONGEST_CELL);
        assert!(cut.ends_with("𠮷..."));
        let fits = "甲".repeat(LONGEST_CELL);
        assert_eq!(cell_text(&fits), fits);
    }
}
