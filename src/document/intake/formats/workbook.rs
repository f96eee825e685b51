//! Excel workbooks (.xlsx, .xls): each sheet that shows is a table.

use std::io::Cursor;

use calamine::{DataType, Reader, SheetVisible, StyleRange, Xls, Xlsx};

use super::grid::Grid;
use super::number_format::{MONTHS, fewest_decimals, number_look, shows_month, shows_percent};
use super::shown_strings::{ShownStrings, is_struck};
use super::xls_looks::{ShownAs, cell_looks};
use crate::document::intake::limits::{CELLS, FILE_BYTES, no_more};
use crate::document::intake::package::Package;
use crate::document::intake::passage::Passage;
use crate::document::intake::{FileFormat, IntakeError};

/// A workbook's tables, and how many of its sheets are hidden.
pub(crate) struct Workbook {
    /// One table a sheet.
    pub(crate) passages: Vec<Passage>,
    /// Sheets that do not show.
    pub(crate) hidden: usize,
}

/// Reads a workbook of Excel since 2007.
pub(crate) fn read_xlsx(bytes: &[u8]) -> Result<Workbook, IntakeError> {
    let damaged = |why: String| IntakeError::Damaged {
        format: FileFormat::Xlsx,
        why,
    };
    Package::open(bytes, FileFormat::Xlsx)?.measure()?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    let strings = ShownStrings::of(bytes)?;
    let (shown, hidden) = sheets(book.sheets_metadata());
    let mut passages = Vec::new();
    for name in shown {
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let spans = MergedSpans::new(merges.iter().map(|it| (it.start, it.end)));
        let mut cells = 0;
        let mut read: Vec<ReadCell> = Vec::new();
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else {
            // A chart or a macro sheet.
            continue;
        };
        loop {
            let cell = match reader.next_cell() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(error) => return Err(damaged(error.to_string())),
            };
            cells += 1;
            no_more(cells, CELLS)?;
            let value = cell.get_value();
            read.push(ReadCell {
                at: cell.get_position(),
                text: strings.of_text(text_of(value)),
                number: value.get_float(),
                is_day: value.get_datetime().is_some(),
            });
        }
        drop(reader);
        let has_look = |cell: &ReadCell| cell.number.is_some() || cell.is_day;
        let styles = if strings.has_struck_cells() || read.iter().any(has_look) {
            book.worksheet_style(&name).unwrap_or_default()
        } else {
            StyleRange::empty()
        };
        let mut grid = Grid::default();
        for cell in read.into_iter().filter(|cell| !is_struck(&styles, cell.at)) {
            let at = cell.at;
            let shown = cell
                .number
                .and_then(|number| number_shown(&styles, at, number));
            let text = match shown {
                Some(shown) => shown,
                None if cell.is_day && shows_month_at(&styles, at) => month_of(cell.text),
                None => cell.text,
            };
            grid.put(place(at), spans.of(at), text)?;
        }
        push_sheet(&mut passages, grid, name)?;
    }
    Ok(Workbook { passages, hidden })
}

/// A cell as it is read, before it is known how it looks.
struct ReadCell {
    at: (u32, u32),
    text: String,
    number: Option<f64>,
    /// Whether its text is a day.
    is_day: bool,
}

/// Reads a workbook of Excel before 2007.
pub(crate) fn read_xls(bytes: &[u8]) -> Result<Workbook, IntakeError> {
    let damaged = |error: calamine::XlsError| match error {
        calamine::XlsError::Password => IntakeError::Encrypted(FileFormat::Xls),
        other => IntakeError::Damaged {
            format: FileFormat::Xls,
            why: other.to_string(),
        },
    };
    debug_assert!(bytes.len() as u64 <= FILE_BYTES);
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let (shown, hidden) = sheets(book.sheets_metadata());
    let order = book.sheet_names();
    let looks = cell_looks(bytes);
    let mut passages = Vec::new();
    for name in shown {
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let spans = MergedSpans::new(merges.iter().map(|it| (it.start, it.end)));
        let nth = order.iter().position(|known| *known == name);
        let looks = nth.and_then(|nth| looks.get(nth));
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        let (row_0, column_0) = range.start().unwrap_or((0, 0));
        let mut grid = Grid::default();
        for (row, column, data) in range.used_cells() {
            let at = (row_0 + row as u32, column_0 + column as u32);
            let number = data
                .get_float()
                .or(data.get_int().map(|whole| whole as f64));
            let text = match (looks.and_then(|looks| looks.get(&at)), number) {
                (Some(ShownAs::Percent), Some(number)) => in_percent(number),
                (Some(ShownAs::Month), None) => month_of(text_of(data)),
                _ => text_of(data),
            };
            grid.put(place(at), spans.of(at), text)?;
        }
        push_sheet(&mut passages, grid, name)?;
    }
    Ok(Workbook { passages, hidden })
}

fn push_sheet(passages: &mut Vec<Passage>, grid: Grid, name: String) -> Result<(), IntakeError> {
    let instructs = is_instruction(&name);
    let table = grid.into_table(Some(name))?;
    let first = table.rows.first().and_then(|row| row.cells.first());
    if first.is_some_and(|cell| !instructs && !is_instruction(&cell.text)) {
        passages.push(Passage::Table(table));
    }
    Ok(())
}

/// Returns whether a sheet explains how to fill in the others, by its name or its first cell.
fn is_instruction(name: &str) -> bool {
    matches!(
        name.trim(),
        "说明" | "填表说明" | "填报说明" | "填写说明" | "使用说明"
    )
}

fn sheets(all: &[calamine::Sheet]) -> (Vec<String>, usize) {
    let shown: Vec<String> = all
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let hidden = all.len() - shown.len();
    (shown, hidden)
}

fn place((row, column): (u32, u32)) -> (usize, usize) {
    (row as usize, column as usize)
}

/// Merged cells by the place that they begin at.
struct MergedSpans(std::collections::HashMap<(u32, u32), (usize, usize)>);

impl MergedSpans {
    fn new(merges: impl Iterator<Item = ((u32, u32), (u32, u32))>) -> Self {
        Self(
            merges
                .map(|(start, end)| {
                    let rows = end.0.saturating_sub(start.0) as usize + 1;
                    let columns = end.1.saturating_sub(start.1) as usize + 1;
                    (start, (rows, columns))
                })
                .collect(),
        )
    }

    fn of(&self, at: (u32, u32)) -> (usize, usize) {
        self.0.get(&at).copied().unwrap_or((1, 1))
    }
}

/// Returns a cell as a person reads it: a day as 2024-06-30, a whole number without decimals.
fn text_of<D: DataType>(data: &D) -> String {
    if let Some(text) = data.get_string() {
        return text.to_owned();
    }
    if let Some(moment) = data.get_datetime() {
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        return format!("{year:04}-{month:02}-{day:02}");
    }
    if let Some(text) = data.get_datetime_iso() {
        return text.split('T').next().unwrap_or(text).to_owned();
    }
    if let Some(number) = data.get_float() {
        return decimal(number);
    }
    if let Some(number) = data.get_int() {
        return number.to_string();
    }
    // A formula that failed, a tick: nothing that a plan says.
    String::new()
}

/// Returns a number without the digits that reckoning in binary leaves behind: 0.07 times 100 is 7.
fn decimal(number: f64) -> String {
    let rounded = (number * 1e9).round() / 1e9;
    format!("{}", if rounded.is_finite() { rounded } else { number })
}

/// Returns the number of a cell as it is shown, if that is in percent, with words around it, scaled, or with more
/// decimals: 0.6 as 60%, 60 as 60万名, 2024.1 as 2024.10.
pub(crate) fn number_shown(styles: &StyleRange, at: (u32, u32), number: f64) -> Option<String> {
    let format = styles.get(at)?.number_format.as_ref()?;
    let is_percent = matches!(format.format_id, Some(9 | 10)) || shows_percent(&format.format_code);
    if is_percent {
        return Some(in_percent(number));
    }
    let Some(look) = number_look(&format.format_code) else {
        return with_decimals(number, fewest_decimals(&format.format_code));
    };
    let shown = decimal(number / 10_f64.powi(look.tens));
    Some(format!("{}{shown}{}", look.before, look.behind))
}

/// Returns whether a cell shows of its day the month alone: 2024年9月 of 2024-09-01.
pub(crate) fn shows_month_at(styles: &StyleRange, at: (u32, u32)) -> bool {
    let format = styles
        .get(at)
        .and_then(|style| style.number_format.as_ref());
    format.is_some_and(|format| {
        let is_built_in = |id: u32| MONTHS.iter().any(|month| u32::from(*month) == id);
        format.format_id.is_some_and(is_built_in) || shows_month(&format.format_code)
    })
}

/// Returns the month of a day: 2024-09 of 2024-09-01.
fn month_of(day: String) -> String {
    let month = day.get(.."2024-09".len()).map(str::to_owned);
    month.unwrap_or(day)
}

/// Returns a number with as many decimals, if it has fewer but some.
fn with_decimals(number: f64, decimals: usize) -> Option<String> {
    let bare = decimal(number);
    let (_, own) = bare.split_once('.')?;
    (own.len() < decimals).then(|| format!("{number:.decimals$}"))
}

fn in_percent(number: f64) -> String {
    format!("{}%", decimal(number * 100.0))
}

#[cfg(test)]
mod tests {
    use super::super::xls_looks::{ShownAs, workbook};
    use super::*;
    use crate::document::intake::passage::tables;

    #[test]
    fn a_day_that_shows_its_month_is_the_month() {
        let month = Some(ShownAs::Month);
        let file = workbook(&[&[(45536.0, month), (1.0, None)]]);
        let book = read_xls(&file).unwrap();
        assert_eq!(tables(&book.passages)[0].texts(), [["2024-09", "1"]]);
    }

    #[test]
    fn percent_of_an_old_workbook_is_read_as_it_is_shown() {
        let percent = Some(ShownAs::Percent);
        let file = workbook(&[
            &[(0.9, percent), (0.9, None)],
            &[(1.0, percent), (20.0, None)],
        ]);
        let book = read_xls(&file).unwrap();
        assert_eq!(book.passages.len(), 1);
        let table = tables(&book.passages)[0];
        assert_eq!(table.texts(), [["90%", "0.9"], ["100%", "20"]]);
    }
}
