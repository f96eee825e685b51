//! The cells of a spreadsheet or .csv file, sheet by sheet.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

use calamine::{Data, Ods, Range, Reader, SheetVisible, Sheets, StyleRange, Xls, Xlsx};

use crate::document::intake::limits::{CELLS, FILE_BYTES, no_larger, no_more};
use crate::document::intake::package::Package;
use crate::document::intake::{
    FileFormat, IntakeError, MergedCells, ShownStrings, format_of, is_struck, number_shown,
    ods_merges, shows_month_at,
};
use crate::plan::Day;

use super::csv_sheet::read_csv;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetValue {
    /// Nothing, or blanks.
    #[default]
    Empty,
    /// Words, trimmed.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Day),
    /// A formula whose result the program that saved it did not keep.
    Formula(String),
    /// The text of a merged cell that speaks for several milestones.
    Shared(String),
}

impl SheetValue {
    /// Returns the value as a person reads it.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Shared(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Formula(formula) => format!("={formula}"),
        }
    }

    /// Returns whether nothing is there.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Returns whether a formula failed here or has no result, or a column was too narrow for what it held.
    pub fn is_error(&self) -> bool {
        const ERRORS: [&str; 13] = [
            "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!",
            "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#GETTING_DATA",
        ];
        match self {
            Self::Text(text) => {
                let is_numbered = |number: &str| number.parse::<u16>().is_ok();
                ERRORS.contains(&text.as_str())
                    || text.strip_prefix("Err:").is_some_and(is_numbered)
                    || (text.len() > 1 && text.bytes().all(|byte| byte == b'#'))
            }
            Self::Formula(_) => true,
            _ => false,
        }
    }

    pub(super) fn text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        // An apostrophe in front makes a spreadsheet take the rest as text.
        let text = match text.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => text,
        };
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

/// A sheet as it was read.
#[derive(Clone, Debug, Default)]
pub struct SheetGrid {
    /// Its name.
    pub name: String,
    /// It does not show.
    pub is_hidden: bool,
    rows: Vec<Vec<SheetValue>>,
    merges: Vec<MergedCells>,
    /// It was saved as text, where a comma too many shifts the cells of a row.
    pub(super) is_text: bool,
    /// Its days are counted from 1904, as spreadsheets of the Macintosh did.
    pub(super) is_of_1904: bool,
}

const NOTHING: &SheetValue = &SheetValue::Empty;

impl SheetGrid {
    /// Takes the cells of a sheet that was saved as text.
    pub(super) fn of_text(rows: Vec<Vec<SheetValue>>) -> Self {
        Self {
            rows,
            is_text: true,
            ..Self::default()
        }
    }

    /// Returns the number of rows.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Returns the number of columns of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Returns the value of a cell.
    pub fn get(&self, row: usize, column: usize) -> &SheetValue {
        let row = self.rows.get(row);
        row.and_then(|row| row.get(column)).unwrap_or(NOTHING)
    }

    /// Returns the value of a cell, or of the merged cell that covers it from a row above.
    pub fn get_merged(&self, row: usize, column: usize) -> &SheetValue {
        self.get(*self.rows_of(row, column).start(), column)
    }

    /// Returns the rows that a cell is merged over.
    pub fn rows_of(&self, row: usize, column: usize) -> RangeInclusive<usize> {
        match self.merged_over(row, column) {
            Some((start, end)) if start.1 == column => start.0..=end.0,
            _ => row..=row,
        }
    }

    /// Returns the value of a cell, or of the merged cell that covers it from above or from the left.
    pub(super) fn get_spread(&self, row: usize, column: usize) -> &SheetValue {
        match self.merged_over(row, column) {
            Some((start, _)) => self.get(start.0, start.1),
            None => self.get(row, column),
        }
    }

    /// Returns the columns that a cell is merged over.
    pub(super) fn columns_of(&self, row: usize, column: usize) -> RangeInclusive<usize> {
        let merged = self.merged_over(row, column);
        merged.map_or(column..=column, |(start, end)| start.1..=end.1)
    }

    fn merged_over(&self, row: usize, column: usize) -> Option<&MergedCells> {
        self.merges.iter().find(|(start, end)| {
            (start.0..=end.0).contains(&row) && (start.1..=end.1).contains(&column)
        })
    }

    /// Returns the name of a cell: `H7`.
    pub fn address(row: usize, column: usize) -> String {
        format!("{}{}", Self::letters(column), row + 1)
    }

    /// Returns the name of a column: `H`.
    pub(super) fn letters(column: usize) -> String {
        let mut letters = Vec::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        letters.into_iter().rev().collect()
    }
}

/// Reads the sheets of a workbook (.xlsx, .xls, .ods), or the one of a CSV file, whoever saved it.
///
/// # Errors
/// Fails if it is damaged, encrypted, too large or none of these.
pub fn read_sheets(name: &str, bytes: &[u8]) -> Result<Vec<SheetGrid>, IntakeError> {
    if bytes.is_empty() {
        return Err(IntakeError::Empty);
    }
    no_larger(bytes.len(), FILE_BYTES)?;
    let format = format_of(name, bytes);
    let damaged = |why: String| IntakeError::Damaged { format, why };
    let cursor = Cursor::new(bytes);
    let (mut untold, mut is_of_1904) = (HashMap::new(), false);
    let mut strings = ShownStrings::default();
    let book = match format {
        FileFormat::Xlsx | FileFormat::Ods => {
            // Unpacked once into nothing: what is too large is refused before it is read.
            Package::open(bytes, format)?.measure()?;
            if format == FileFormat::Xlsx {
                is_of_1904 = counts_from_1904(bytes)?;
                strings = ShownStrings::of(bytes)?;
                Sheets::Xlsx(Xlsx::new(cursor).map_err(|error| damaged(error.to_string()))?)
            } else {
                untold = ods_merges(bytes)?;
                Sheets::Ods(Ods::new(cursor).map_err(|error| damaged(error.to_string()))?)
            }
        }
        FileFormat::Xls | FileFormat::Et => match Xls::new(cursor) {
            Ok(book) => Sheets::Xls(book),
            Err(calamine::XlsError::Password) => return Err(IntakeError::Encrypted(format)),
            Err(error) => return Err(damaged(error.to_string())),
        },
        FileFormat::Csv | FileFormat::Text => return Ok(vec![read_csv(bytes)?]),
        other => return Err(IntakeError::Unknown(other)),
    };
    let mut sheets = sheets_of(book, &strings, &mut untold, &damaged)?;
    for sheet in &mut sheets {
        sheet.is_of_1904 = is_of_1904;
    }
    Ok(sheets)
}

/// Returns whether a workbook counts its days from 1904.
fn counts_from_1904(bytes: &[u8]) -> Result<bool, IntakeError> {
    let mut package = Package::open(bytes, FileFormat::Xlsx)?;
    let Some(mut part) = package.part("xl/workbook.xml")? else {
        return Ok(false);
    };
    let mut text = Vec::new();
    part.read_to_end(&mut text)?;
    let text = String::from_utf8_lossy(&text).replace('\'', "\"");
    Ok(["1", "true", "on"]
        .iter()
        .any(|on| text.contains(&format!("date1904=\"{on}\""))))
}

fn sheets_of(
    mut book: Sheets<Cursor<&[u8]>>,
    strings: &ShownStrings,
    untold: &mut HashMap<String, Vec<MergedCells>>,
    damaged: &dyn Fn(String) -> IntakeError,
) -> Result<Vec<SheetGrid>, IntakeError> {
    let all = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    let mut cells = 0;
    for sheet in all {
        let range = match book.worksheet_range(&sheet.name) {
            Ok(range) => range,
            // A chart or a macro sheet has no cells.
            Err(_) if sheet.typ != calamine::SheetType::WorkSheet => continue,
            Err(error) => return Err(damaged(error.to_string())),
        };
        cells += range.height() * range.width();
        no_more(cells, CELLS)?;
        let forms = CellForms::of(&mut book, &sheet.name, strings);
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        let mut rows = vec![Vec::new(); first_row as usize];
        for (row, cells) in (first_row..).zip(range.rows()) {
            let mut values = vec![SheetValue::Empty; first_column as usize];
            let cells = (first_column..).zip(cells);
            values.extend(cells.map(|(column, data)| forms.value_of(data, (row, column))));
            rows.push(values);
        }
        let merges = match &mut book {
            Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(&sheet.name).ok(),
            Sheets::Xls(book) => book.merge_cells_by_sheet_name(&sheet.name).ok(),
            _ => None,
        };
        let place = |(row, column): (u32, u32)| (row as usize, column as usize);
        let merges = merges.into_iter().flatten();
        let mut merges: Vec<MergedCells> =
            merges.map(|it| (place(it.start), place(it.end))).collect();
        merges.extend(untold.remove(&sheet.name).unwrap_or_default());
        sheets.push(SheetGrid {
            name: sheet.name,
            is_hidden: sheet.visible != SheetVisible::Visible,
            rows,
            merges,
            ..SheetGrid::default()
        });
    }
    Ok(sheets)
}

/// The looks and formulas of a sheet's cells; empty for anything but an .xlsx.
struct CellForms<'s> {
    strings: &'s ShownStrings,
    styles: StyleRange,
    formulas: Range<String>,
}

impl<'s> CellForms<'s> {
    fn of(book: &mut Sheets<Cursor<&[u8]>>, sheet: &str, strings: &'s ShownStrings) -> Self {
        let (styles, formulas) = match book {
            Sheets::Xlsx(book) => (
                book.worksheet_style(sheet).unwrap_or_default(),
                book.worksheet_formula(sheet).unwrap_or_default(),
            ),
            _ => <(StyleRange, Range<String>)>::default(),
        };
        Self {
            strings,
            styles,
            formulas,
        }
    }

    fn value_of(&self, data: &Data, at: (u32, u32)) -> SheetValue {
        if is_struck(&self.styles, at) {
            return SheetValue::Empty;
        }
        if let Data::String(text) = data {
            return SheetValue::text(&self.strings.of_text(text.clone()));
        }
        let number = match data {
            Data::Float(number) => Some(*number),
            Data::Int(number) => Some(*number as f64),
            _ => None,
        };
        let shown = number.and_then(|number| number_shown(&self.styles, at, number));
        let formula = self.formulas.get_value(at);
        match (shown, formula) {
            (Some(shown), _) => SheetValue::Text(shown),
            (None, Some(formula)) if *data == Data::Empty && !formula.is_empty() => {
                SheetValue::Formula(formula.clone())
            }
            _ if shows_month_at(&self.styles, at) => month_of(data),
            _ => value_of(data),
        }
    }
}

/// Returns the month of a cell that shows nothing else of its day.
fn month_of(data: &Data) -> SheetValue {
    match value_of(data) {
        SheetValue::Date(day) => SheetValue::Text(day.format("%Y-%m").to_string()),
        other => other,
    }
}

fn value_of(data: &Data) -> SheetValue {
    match data {
        Data::String(text) | Data::DurationIso(text) => SheetValue::text(text),
        Data::Float(number) => SheetValue::Number(*number),
        Data::Int(number) => SheetValue::Number(*number as f64),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = Day::from_ymd_opt(year.into(), month.into(), day.into());
            day.map_or_else(|| SheetValue::text(&data.to_string()), SheetValue::Date)
        }
        Data::DateTime(moment) => SheetValue::Number(moment.as_f64()),
        Data::DateTimeIso(text) => {
            let day = text.split('T').next().and_then(|day| day.parse().ok());
            day.map_or_else(|| SheetValue::text(text), SheetValue::Date)
        }
        // A formula that failed: reported at its cell.
        Data::Error(error) => SheetValue::text(&error.to_string()),
        Data::Bool(is_true) => SheetValue::text(if *is_true { "TRUE" } else { "FALSE" }),
        Data::Empty => SheetValue::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::marked_workbook;

    #[test]
    fn what_is_struck_out_is_no_part_of_a_cell() {
        let sheets = read_sheets("a.xlsx", &marked_workbook()).unwrap();
        let text = |text: &str| SheetValue::Text(text.to_owned());
        assert_eq!(
            sheets[0].rows,
            [
                ["45名", "3000人", "5×10^4人"].map(text).to_vec(),
                vec![text("已取消"), SheetValue::Empty, SheetValue::Empty],
            ]
        );
    }

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        assert_eq!(SheetGrid::address(0, 0), "A1");
        assert_eq!(SheetGrid::address(6, 25), "Z7");
        assert_eq!(SheetGrid::address(9, 26), "AA10");
        assert_eq!(SheetGrid::address(0, 701), "ZZ1");
        assert_eq!(SheetGrid::address(0, 702), "AAA1");
    }

    #[test]
    fn csv_is_read_in_the_encodings_that_spreadsheets_save() {
        let text = "编号,状态\r\ndemo:4.1/budget,已办结\r\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        for bytes in [text.as_bytes(), &gbk, format!("\u{feff}{text}").as_bytes()] {
            let sheets = read_sheets("反馈.csv", bytes).unwrap();
            assert_eq!(sheets[0].get(0, 0), &SheetValue::Text("编号".to_owned()));
            assert_eq!(sheets[0].get(1, 1), &SheetValue::Text("已办结".to_owned()));
        }
        assert!(matches!(read_sheets("x.csv", b""), Err(IntakeError::Empty)));
        assert!(read_sheets("x.xlsx", b"PK\x03\x04 cut").is_err());
    }

    #[test]
    fn what_was_made_harmless_reads_as_it_was() {
        assert_eq!(
            SheetValue::text("'=1+1"),
            SheetValue::Text("=1+1".to_owned())
        );
        assert_eq!(SheetValue::text(" \u{3000} "), SheetValue::Empty);
        assert_eq!(
            SheetValue::text("'quoted'"),
            SheetValue::Text("'quoted'".to_owned())
        );
    }
}
