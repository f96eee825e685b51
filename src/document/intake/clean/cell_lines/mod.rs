//! A table pasted as text with one cell per line: put back into rows.

mod indicator_rows;

use super::Cleaning;
use super::column_headings::{
    LONGEST_HEADING, is_column_heading, is_group_heading, is_number_heading, is_torn,
};
use crate::document::intake::passage::Passage;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::{Cleaned, Covered, SourceCell, SourceRow, SourceTable};

pub(super) use indicator_rows::clean as clean_indicators;

/// Words in the heading of the column whose cells may have several paragraphs.
const LONG_COLUMN: &[&str] = &["内容", "措施", "举措", "任务", "标准", "要求"];

/// Words in the heading of the column of units.
const UNIT_COLUMN: &[&str] = &["责任", "牵头", "承办", "单位", "部门"];

/// The last characters of units' names.
const UNIT_ENDS: [char; 20] = [
    '局', '委', '办', '部', '门', '位', '府', '道', '镇', '乡', '街', '心', '院', '司', '团', '会',
    '处', '队', '班', '校',
];

/// The most tables that are tried, against input made to be slow.
const MOST_TABLES: usize = 100;

/// The most lines that are searched for a table.
const MOST_LINES: usize = 20_000;

/// The most columns that a table may have.
const MOST_COLUMNS: usize = 12;

/// Puts tables with one cell per line back together.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let (mut at, mut tried) = (0, 0);
    while at < cleaning.passages.len() && tried < MOST_TABLES {
        if !begins_a_table(&cleaning.passages[at..]) {
            at += 1;
            continue;
        }
        tried += 1;
        let group = group_heading_before(&cleaning.passages, at);
        let Some((table, end)) = table_at(&cleaning.passages, at, group.is_some()) else {
            at += 1;
            continue;
        };
        let rows = table.rows.iter().map(|row| row.line_no).collect::<Vec<_>>();
        let start = group.unwrap_or(at);
        cleaning
            .passages
            .splice(start..end, [Passage::Table(table)]);
        cleaning.note(Cleaned::CellLines, rows);
        at = start + 1;
    }
}

/// Returns the place of the heading of a column of groups, right before that of the numbers: 任务类型.
fn group_heading_before(passages: &[Passage], numbers: usize) -> Option<usize> {
    let mut texts = passages[..numbers].iter().map(Passage::line);
    let at = texts.rposition(|line| line.is_none_or(|line| !line.text.trim().is_empty()))?;
    is_group_heading(&passages[at].line()?.text).then_some(at)
}

fn begins_a_table(passages: &[Passage]) -> bool {
    const MOST: usize = 64;
    let mut texts = passages
        .iter()
        .map_while(Passage::line)
        .map(|line| line.text.trim())
        .take_while(|text| text.len() <= MOST)
        .filter(|text| !text.is_empty());
    texts.next().is_some_and(|first| {
        is_number_heading(first) || texts.next().is_some_and(|next| is_torn(first, next))
    })
}

/// Joins the halves of headings that are on two lines.
fn join_torn(lines: &mut Vec<CellLine>) {
    let mut at = 0;
    while at < MOST_COLUMNS && at + 1 < lines.len() {
        if is_torn(&lines[at].text, &lines[at + 1].text) {
            let second = lines.remove(at + 1);
            lines[at].text += &second.text;
            lines[at].end = second.end;
        }
        at += 1;
    }
}

/// Drops the headings that are repeated on a further page.
fn drop_repeated(lines: &mut Vec<CellLine>, columns: usize) {
    let (heads, rows) = lines.split_at(columns);
    let repeats = |at: usize| {
        let run = rows.get(at..at + columns);
        run.is_some_and(|run| {
            run.iter()
                .zip(heads)
                .all(|(one, head)| one.text == head.text)
        })
    };
    let places: Vec<usize> = (0..rows.len()).filter(|at| repeats(*at)).collect();
    for at in places.into_iter().rev() {
        lines.drain(columns + at..2 * columns + at);
    }
}

/// A cell's text and line; blank lines are passed over.
struct CellLine {
    text: String,
    line_no: usize,
    /// The place behind it.
    end: usize,
}

/// Reads the table whose first heading is at a place, or its second where a column of groups is first; with the place
/// behind it.
fn table_at(passages: &[Passage], start: usize, has_groups: bool) -> Option<(SourceTable, usize)> {
    let mut lines = cell_lines(passages, start);
    join_torn(&mut lines);
    let columns = columns(&lines);
    if !(3..=MOST_COLUMNS).contains(&columns) {
        return None;
    }
    drop_repeated(&mut lines, columns);
    let mut pasted = PastedTable::under(&lines, columns);
    pasted.has_groups = has_groups;
    while pasted.read_row().is_some() {}
    let table = SourceTable {
        rows: pasted.rows,
        ..SourceTable::default()
    };
    (pasted.numbered >= 2).then(|| (table, lines[pasted.next - 1].end))
}

/// Returns the cells from a place on: each line that has text, or where blank lines part the headings all lines up to
/// one.
fn cell_lines(passages: &[Passage], start: usize) -> Vec<CellLine> {
    const HEADINGS: usize = 3;
    let lines = passages[start..].iter().map_while(Passage::line);
    let lines = lines.take(MOST_LINES).zip(start + 1..);
    let mut cells: Vec<CellLine> = Vec::new();
    let mut last_line = 0;
    let mut is_spaced = true;
    for (line, end) in lines.filter(|(line, _)| !line.text.trim().is_empty()) {
        let is_next = line.line_no == last_line + 1;
        is_spaced &= cells.len() > HEADINGS || !is_next;
        last_line = line.line_no;
        match cells.last_mut().filter(|_| is_next && is_spaced) {
            Some(cell) => {
                cell.text += line.text.trim();
                cell.end = end;
            }
            None => cells.push(CellLine {
                text: line.text.trim().to_owned(),
                line_no: line.line_no,
                end,
            }),
        }
    }
    cells
}

/// A table being put back together.
struct PastedTable<'l> {
    lines: &'l [CellLine],
    columns: usize,
    wide: WideColumns,
    /// Whether a column of groups comes before the numbers, so that the last cell before a number may be its group.
    has_groups: bool,
    rows: Vec<SourceRow>,
    /// The line that is read next.
    next: usize,
    /// The number of the last row that has one.
    last: u32,
    /// How many rows have one.
    numbered: usize,
}

impl<'l> PastedTable<'l> {
    /// Returns a table with nothing but its headings.
    fn under(lines: &'l [CellLine], columns: usize) -> Self {
        let heads: Vec<String> = lines[..columns]
            .iter()
            .map(|line| without_blanks(&line.text))
            .collect();
        Self {
            lines,
            columns,
            wide: WideColumns::of(&heads),
            has_groups: false,
            rows: vec![row(lines[0].line_no, heads)],
            next: columns,
            last: 0,
            numbered: 0,
        }
    }

    /// Reads the next row or the heading of a section; none where the table ends.
    fn read_row(&mut self) -> Option<()> {
        let lines = &self.lines[self.next..];
        let line = lines.first()?;
        let behind = lines.get(1);
        if let Some(number) = number(&line.text).filter(|number| *number > self.last) {
            let cells = self.cells(number)?;
            let length = |cell: &String| cell.matches('\n').count() + 1;
            let filled = cells.iter().filter(|cell| !cell.is_empty());
            self.next += filled.map(length).sum::<usize>();
            self.rows.push(row(line.line_no, cells));
            self.numbered += 1;
            self.last = number;
        } else if let Some(heading) = behind.filter(|behind| is_section_on_two_lines(line, behind))
        {
            self.add_band(&format!("{}、{}", line.text.trim(), heading.text), line);
            self.next += 2;
        } else if is_band(&line.text)
            || behind.is_some_and(|line| number(&line.text) > Some(self.last))
            || self.has_groups && lines.get(2).and_then(|line| number(&line.text)) > Some(self.last)
        {
            self.add_band(&line.text, line);
            self.next += 1;
        } else {
            return None;
        }
        Some(())
    }

    fn add_band(&mut self, text: &str, line: &CellLine) {
        self.rows.push(band(text, line.line_no, self.columns));
    }
}

/// Returns whether two lines are the number of a section and its heading.
fn is_section_on_two_lines(line: &CellLine, behind: &CellLine) -> bool {
    is_ordinal_alone(&line.text) && number(&behind.text).is_none()
}

/// Counts the columns that the headings name. One that is not known counts where others are and the first row
/// follows.
fn columns(lines: &[CellLine]) -> usize {
    let is_known = |line: &&CellLine| is_column_heading(&line.text);
    let may_be = |line: &&CellLine| {
        let is_short = line.text.chars().count() <= LONGEST_HEADING;
        let begins = number(&line.text).is_some() || is_ordinal_alone(&line.text);
        is_short && !begins && !is_band(&line.text)
    };
    let lines = &lines[1..];
    let possible = lines.iter().take(MOST_COLUMNS).take_while(may_be).count();
    let known = lines[..possible].iter().filter(is_known).count();
    // 行动一：… may come between.
    let mut first_lines = lines.iter().skip(possible).take(2);
    let row_follows = first_lines.any(|line| number(&line.text) == Some(1));
    if known >= 2 && row_follows {
        return 1 + possible;
    }
    1 + lines[..possible].iter().take_while(is_known).count()
}

/// Reads the number of a row; a star marks some rows: 3, 3., 3*.
fn number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(['.', '、', '．', '*', '＊', '★']);
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

/// The columns whose cells may have several lines.
#[derive(Clone, Copy)]
struct WideColumns {
    /// The column of long texts.
    long: usize,
    /// The column of units, one per line.
    units: Option<usize>,
}

impl WideColumns {
    /// Tells them by the headings.
    fn of(heads: &[String]) -> Self {
        let is_long = |head: &String| head.contains_any(LONG_COLUMN);
        Self {
            long: heads.iter().rposition(is_long).unwrap_or(1),
            units: heads.iter().position(|head| head.contains_any(UNIT_COLUMN)),
        }
    }
}

impl PastedTable<'_> {
    /// Returns the cells of the next row; `None` if the lines up to the row after it do not fit. Surplus lines belong
    /// to the column of units if names are there, else to the column of long texts; missing cells are those of a merged
    /// one.
    fn cells(&self, this: u32) -> Option<Vec<String>> {
        let lines = &self.lines[self.next..];
        let columns = self.columns;
        let follows = next_row(lines, this);
        let length = self.without_bands(lines, follows.unwrap_or(columns.min(lines.len())));
        let mut texts: Vec<&str> = lines[..length].iter().map(|line| &*line.text).collect();
        if length < columns && length >= 2 && follows.is_some() {
            let missing = std::iter::repeat_n("", columns - length);
            let at = if self.ends_as_another(&texts) {
                1
            } else {
                length
            };
            texts.splice(at..at, missing);
        }
        let spare = texts.len().checked_sub(columns)?;
        if spare > columns * 2 {
            return None;
        }
        let WideColumns { long, units } = self.wide;
        let are_names = |from: &usize| texts[*from..=from + spare].iter().all(|text| is_name(text));
        let units = units.filter(|_| spare > 0).filter(are_names);
        let long = units.unwrap_or(long);
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let mut out: Vec<String> = own(&texts[..long]);
        out.push(texts[long..=long + spare].join("\n"));
        out.extend(own(&texts[long + spare + 1..]));
        Some(out)
    }

    /// Returns whether a row ends like the last column of a whole row, so that the cells it lacks are those of a merged
    /// group at its head.
    fn ends_as_another(&self, texts: &[&str]) -> bool {
        let mut lasts = self.rows.iter().filter_map(|row| row.cells.last());
        lasts.any(|cell| Some(&cell.text.as_str()) == texts.last())
    }

    /// Returns whether the last of a row's cells is the group of the next row: one too many, or not a unit in the
    /// column of units.
    fn is_group(&self, lines: &[CellLine], length: usize) -> bool {
        let last = lines[length - 1].text.trim_end_matches('等');
        let is_of_units = self.wide.units == Some(self.columns - 1) && length == self.columns;
        self.has_groups && (length > self.columns || is_of_units && !last.ends_with(UNIT_ENDS))
    }

    /// Returns the length of a row without the headings of sections and the group of the next row at its end.
    fn without_bands(&self, lines: &[CellLine], length: usize) -> usize {
        let mut length = length;
        loop {
            if length > 2 && is_band(&lines[length - 1].text) {
                length -= 1;
            } else if length > self.columns + 1 && is_ordinal_alone(&lines[length - 2].text) {
                length -= 2;
            } else if self.is_group(lines, length) {
                length -= 1;
            } else {
                return length;
            }
        }
    }
}

/// Returns the number of lines before the number of the next row; a number that is far off is a cell.
fn next_row(lines: &[CellLine], this: u32) -> Option<usize> {
    const MOST_SKIPPED: u32 = 20;
    let follows = |line: &CellLine| {
        number(&line.text).is_some_and(|it| it > this && it <= this + MOST_SKIPPED)
    };
    lines[1..].iter().position(follows).map(|at| at + 1)
}

/// Returns whether a line may be the name of a unit: short, and no sentence.
fn is_name(text: &str) -> bool {
    let is_short = text.chars().count() <= 20;
    is_short && !text.contains(|c: char| c.is_ascii_digit() || "。；，：".contains(c))
}

/// Returns whether a text is the heading of a section: `一、知识产权方面（共5项）`.
fn is_band(text: &str) -> bool {
    super::mark::mark(text).is_some_and(|(mark, _)| {
        matches!(
            mark,
            super::mark::NumberMark::Chapter(_) | super::mark::NumberMark::Part(_)
        )
    })
}

/// Returns whether a text is the number of a section in a cell of its own: `一`.
fn is_ordinal_alone(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 3 && crate::text::numerals::ordinal(text).is_some()
}

fn row(line_no: usize, texts: Vec<String>) -> SourceRow {
    let cells = texts.into_iter().map(|text| SourceCell {
        text,
        covered: None,
    });
    SourceRow {
        line_no,
        cells: cells.collect(),
    }
}

fn band(text: &str, line_no: usize, columns: usize) -> SourceRow {
    let cell = |at| SourceCell {
        text: text.to_owned(),
        covered: (at > 0).then_some(Covered::FromLeft),
    };
    SourceRow {
        line_no,
        cells: (0..columns).map(cell).collect(),
    }
}

#[cfg(test)]
mod tests;
