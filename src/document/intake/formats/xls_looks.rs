//! The cells of an old workbook (.xls) that show their number in percent, or of their day the month: calamine reads
//! them without their formats.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use cfb::CompoundFile;
use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::number_format::{MONTHS, shows_month, shows_percent};

/// Kinds of records of a workbook's stream.
mod kind {
    pub(super) const BEGINNING: u16 = 0x0809;
    pub(super) const END: u16 = 0x000A;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const CELL_FORMAT: u16 = 0x00E0;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const SHORT_NUMBER: u16 = 0x027E;
    pub(super) const SHORT_NUMBERS: u16 = 0x00BD;
}

/// The version of workbooks since Excel 97.
const SINCE_97: u16 = 0x0600;

/// The built-in formats `0%` and `0.00%`.
const BUILT_IN: [u16; 2] = [9, 10];

/// The look that a format gives a cell, other than by its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownAs {
    /// A number in percent.
    Percent,
    /// The month of a day alone.
    Month,
}

impl ShownAs {
    fn of(format: &str) -> Option<Self> {
        if shows_percent(format) {
            Some(Self::Percent)
        } else {
            shows_month(format).then_some(Self::Month)
        }
    }

    fn of_built_in(format: u16) -> Option<Self> {
        if BUILT_IN.contains(&format) {
            Some(Self::Percent)
        } else {
            MONTHS.contains(&format).then_some(Self::Month)
        }
    }
}

/// The looks of a sheet's cells by row and column, from 0.
pub(super) type ShownCells = HashMap<(u32, u32), ShownAs>;

/// Returns the looks of cells for each sheet, in the workbook's order.
pub(super) fn cell_looks(file: &[u8]) -> Vec<ShownCells> {
    let Some(book) = workbook_stream(file) else {
        return Vec::new();
    };
    let mut since_97 = true;
    let mut sheets = Vec::new();
    let mut custom = HashMap::new();
    let mut formats = Vec::new();
    for (kind, data) in records(&book) {
        match kind {
            kind::BEGINNING => since_97 = u16_at(data, 0) == Some(SINCE_97),
            kind::SHEET => sheets.extend(u32_at(data, 0)),
            kind::FORMAT => {
                custom.extend(u16_at(data, 0).map(|format| (format, look_of(data, since_97))));
            }
            kind::CELL_FORMAT => formats.push(u16_at(data, 2).unwrap_or_default()),
            kind::END => break,
            _ => {}
        }
    }
    let look = |format: &u16| {
        let own = custom.get(format).copied();
        own.unwrap_or_else(|| ShownAs::of_built_in(*format))
    };
    let formats: Vec<Option<ShownAs>> = formats.iter().map(look).collect();
    let of_sheet = |start: &u32| {
        let sheet = book.get(*start as usize..).unwrap_or_default();
        looks_of(sheet, &formats)
    };
    sheets.iter().map(of_sheet).collect()
}

/// Returns the stream that holds the sheets, by its name since Excel 97 or before.
fn workbook_stream(file: &[u8]) -> Option<Vec<u8>> {
    let mut streams = CompoundFile::open(Cursor::new(file)).ok()?;
    let names = ["Workbook", "Book"];
    let name = names.into_iter().find(|name| streams.is_stream(name))?;
    let mut book = Vec::new();
    let mut stream = streams.open_stream(name).ok()?;
    stream.read_to_end(&mut book).ok()?;
    Some(book)
}

/// Returns the records of a stream: each its kind and its bytes.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

/// Returns the look that the record of a format gives a cell.
fn look_of(format: &[u8], since_97: bool) -> Option<ShownAs> {
    let is_wide = since_97 && format.get(4).is_some_and(|flags| flags & 1 == 1);
    let code = format.get(if since_97 { 5 } else { 3 }..);
    let code = code.unwrap_or_default();
    let encoding = if is_wide { UTF_16LE } else { WINDOWS_1252 };
    let (code, _) = encoding.decode_without_bom_handling(code);
    ShownAs::of(&code)
}

/// Returns the looks of a sheet's cells, each by the number of its format.
fn looks_of(sheet: &[u8], formats: &[Option<ShownAs>]) -> ShownCells {
    let look = |format: Option<u16>| {
        let format = usize::from(format.unwrap_or_default());
        formats.get(format).copied().flatten()
    };
    let mut looks = ShownCells::new();
    // A chart in the sheet has cells of its own.
    let mut depth = 0_usize;
    for (kind, data) in records(sheet) {
        let cell = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)));
        match kind {
            kind::BEGINNING => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            kind::FORMULA | kind::NUMBER | kind::SHORT_NUMBER if depth == 1 => {
                looks.extend(cell().zip(look(u16_at(data, 4))));
            }
            kind::SHORT_NUMBERS if depth == 1 => {
                let Some((row, first)) = cell() else {
                    continue;
                };
                // Each a format and four bytes of number; the last column comes behind them.
                let formats = data[4..].chunks_exact(6).map(|cell| u16_at(cell, 0));
                let cells = (first..).zip(formats);
                looks.extend(cells.filter_map(|(column, it)| Some(((row, column), look(it)?))));
            }
            _ => {}
        }
    }
    looks
}

/// Returns the little-endian number of two bytes at a place.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// Returns the little-endian number of four bytes at a place.
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// Makes an .xls of one sheet, for tests: each cell by row and column, with its look.
#[cfg(test)]
pub(super) fn workbook(rows: &[&[(f64, Option<ShownAs>)]]) -> Vec<u8> {
    fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
        let data = parts.concat();
        let length = data.len() as u16;
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), &data].concat()
    }
    let beginning = |of: u16| {
        let rest = [0; 12];
        record(
            kind::BEGINNING,
            &[&SINCE_97.to_le_bytes(), &of.to_le_bytes(), &rest],
        )
    };
    let cell_format = |format: u16| {
        let rest = [0; 16];
        record(kind::CELL_FORMAT, &[&[0, 0], &format.to_le_bytes(), &rest])
    };
    let mut book = beginning(0x0005);
    book.extend(record(
        kind::FORMAT,
        &[&164_u16.to_le_bytes(), &[4, 0, 0], b"0.0%"],
    ));
    book.extend(cell_format(0));
    book.extend(cell_format(164));
    book.extend(cell_format(57));
    let sheet_at = (book.len() + 4 + 9 + 4) as u32;
    book.extend(record(
        kind::SHEET,
        &[&sheet_at.to_le_bytes(), &[0, 0, 1, 0, b'A']],
    ));
    book.extend(record(kind::END, &[]));
    book.extend(beginning(0x0010));
    for (row, cells) in rows.iter().enumerate() {
        for (column, (number, look)) in cells.iter().enumerate() {
            let format = match look {
                None => 0,
                Some(ShownAs::Percent) => 1,
                Some(ShownAs::Month) => 2,
            };
            let place = [row as u16, column as u16, format];
            let place: Vec<u8> = place.into_iter().flat_map(u16::to_le_bytes).collect();
            book.extend(record(kind::NUMBER, &[&place, &number.to_le_bytes()]));
        }
    }
    book.extend(record(kind::END, &[]));
    compound_file("Workbook", &book)
}

/// Makes a compound file of one stream, for tests.
#[cfg(test)]
fn compound_file(name: &str, bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;

    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut stream = file.create_stream(name).unwrap();
    stream.write_all(bytes).unwrap();
    stream.flush().unwrap();
    drop(stream);
    file.into_inner().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_found_by_the_formats_of_cells() {
        let [percent, month] = [ShownAs::Percent, ShownAs::Month].map(Some);
        let file = workbook(&[
            &[(0.9, percent), (12.0, None)],
            &[(0.5, None), (45536.0, month)],
        ]);
        let found = ShownCells::from([((0, 0), ShownAs::Percent), ((1, 1), ShownAs::Month)]);
        assert_eq!(cell_looks(&file), [found]);
    }

    #[test]
    fn the_stream_has_another_name_before_excel_97() {
        let file = compound_file("Book", &[7; 5000]);
        assert_eq!(workbook_stream(&file), Some(vec![7; 5000]));
        assert_eq!(workbook_stream(&file[..2000]), None);
        assert_eq!(workbook_stream(&compound_file("Other", &[7])), None);
    }

    #[test]
    fn a_row_of_short_numbers_names_its_formats() {
        let mut sheet = vec![0x09, 0x08, 0, 0];
        let cells = [0, 0, 2, 0, 1, 0, 1, 2, 3, 4, 0, 0, 1, 2, 3, 4, 3, 0];
        sheet.extend([0xBD, 0, cells.len() as u8, 0]);
        sheet.extend(cells);
        assert_eq!(
            looks_of(&sheet, &[None, Some(ShownAs::Percent)]),
            ShownCells::from([((0, 2), ShownAs::Percent)])
        );
    }

    #[test]
    fn a_percent_sign_is_one_in_either_width() {
        let percent = Some(ShownAs::Percent);
        assert_eq!(look_of(&[164, 0, 2, 0, 0, b'0', b'%'], true), percent);
        assert_eq!(look_of(&[164, 0, 2, 0, 1, b'0', 0, b'%', 0], true), percent);
        assert_eq!(look_of(&[164, 0, 2, b'0', b'%'], false), percent);
        // U+2500 is not one.
        assert_eq!(look_of(&[164, 0, 1, 0, 1, 0, b'%'], true), None);
    }
}
