//! What the cells of a row aim at: numbers alone with their measure, and words with the time of their column.

use super::cell_number::CellNumber;
use super::column_kind::ColumnKind;
use super::column_time::ColumnTime;
use super::columns::ReadColumns;
use super::name_measure::measure_at_end;
use crate::document::SourceRow;
use crate::document::aims::aim::PrintedAim;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::times::deadlines::PrintedDeadline;
use crate::plan::Day;
use crate::text::Doubt;

/// What the cells of a row aim at.
#[derive(Debug, Default)]
pub(super) struct RowValues {
    pub(super) aims: Vec<PrintedAim>,
    /// Words of cells as sentences.
    pub(super) texts: Vec<String>,
    pub(super) deadlines: Vec<PrintedDeadline>,
    pub(super) doubts: Vec<Doubt>,
}

/// A row whose cells are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueRow<'r> {
    pub(super) columns: &'r ReadColumns<'r>,
    pub(super) row: &'r SourceRow,
    /// What its item is.
    pub(super) task: &'r str,
    /// The year of what names none.
    pub(super) year: Option<i32>,
}

impl RowValues {
    /// Adds what a cell in a column of targets says, or a number in one of details; tells whether it took the cell.
    pub(super) fn take(&mut self, of: ValueRow<'_>, column: usize) -> bool {
        let Some(cell) = of.row.cells.get(column) else {
            return false;
        };
        let text = cell.text.trim();
        let time = match of.columns.kinds.get(column) {
            Some(ColumnKind::Target(time)) => *time,
            Some(ColumnKind::Detail) => ColumnTime::default(),
            _ => return false,
        };
        let is_target = matches!(of.columns.kinds[column], ColumnKind::Target(_));
        let measure = of.measure(column);
        match CellNumber::read(text, &measure) {
            // Words of details tell of what they are.
            Some(number) if !is_target && number.deed.is_some() => false,
            Some(number) if !number.unit.is_empty() => {
                let by = self.day_of(of, column, time);
                self.aims.push(of.aim(number, by));
                true
            }
            _ if !is_target => false,
            // A number that counts nothing that is known.
            Some(_) => self.leave_out(text),
            None if !text.contains(char::is_alphabetic) => {
                !text.contains(|c: char| c.is_ascii_digit()) || self.leave_out(text)
            }
            None if self.is_deed(of, column, time) => true,
            None => {
                let ends_bare = text.ends_with(|c: char| c.is_ascii_digit());
                let measure = if ends_bare { measure.as_str() } else { "" };
                let words = time.words(of.year);
                self.texts
                    .push(format!("{}{measure}", in_time(text, words.as_deref())));
                true
            }
        }
    }

    /// Takes a cell that is one thing to be done by the time of its column: 完成招标 under 一季度.
    fn is_deed(&mut self, of: ValueRow<'_>, column: usize, time: ColumnTime) -> bool {
        const LONGEST: usize = 20;
        const SHORTEST: usize = 4;
        const NO_DEEDS: [&str; 8] = ["持续", "长期", "常态", "同上", "按", "待", "根据", "每"];
        let text = without_blanks(&of.row.cells[column].text);
        let text = text.trim_end_matches(['。', '；', ';']);
        let is_short = text.chars().count() <= LONGEST;
        let is_clause =
            is_short && !text.contains(['。', '；', '，', '、', '：', ',', ';', ':', '\n']);
        let has_digit = text.contains(|c: char| c.is_ascii_digit());
        if !time.is_said() || !is_clause || has_digit || text.starts_with_any(&NO_DEEDS) {
            return false;
        }
        let Some(due) = self.day_of(of, column, time) else {
            return false;
        };
        let title = if text.chars().count() < SHORTEST {
            format!("{}{text}", of.task)
        } else {
            text.to_owned()
        };
        self.deadlines.push(PrintedDeadline {
            title,
            due: Some(due),
            every: None,
            words: of.columns.headings.get(column).cloned().unwrap_or_default(),
            line_no: of.row.line_no,
            is_worked_out: false,
        });
        true
    }

    fn leave_out(&mut self, text: &str) -> bool {
        let number = text.to_owned();
        self.doubts.push(Doubt::FigureLeftOut { number });
        true
    }

    /// Returns the last day of a column's time; asks for it where only the year is not known.
    fn day_of(&mut self, of: ValueRow<'_>, column: usize, time: ColumnTime) -> Option<Day> {
        let day = time.last_day(of.year);
        if day.is_none() && time.is_part() {
            let words = of.columns.headings.get(column).cloned();
            let words = words.unwrap_or_default();
            self.doubts.push(Doubt::DayWithoutYear { words });
        }
        day
    }
}

impl ValueRow<'_> {
    /// Returns the measure of the numbers in a column: that of its heading, of the cell for measures beside it, of the
    /// table, or behind the task.
    fn measure(self, column: usize) -> String {
        let columns = self.columns;
        let kinds = columns.kinds.iter().enumerate();
        let all: Vec<usize> = kinds
            .filter(|(_, kind)| **kind == ColumnKind::Measure)
            .map(|(at, _)| at)
            .collect();
        let is_value = |at: usize| matches!(columns.kinds[at], ColumnKind::Target(_));
        let behind = all
            .iter()
            .find(|at| **at > column && !(column + 1..**at).any(is_value));
        let before = all.iter().rfind(|at| **at < column);
        let beside = behind.or(before).or(all.first());
        let told = beside
            .and_then(|at| self.row.cells.get(*at))
            .map(|cell| without_blanks(&cell.text))
            .map(|text| text.trim_matches(['（', '）', '(', ')']).to_owned())
            .filter(|text| {
                !text.is_empty() && !text.contains(['、', '，', ',', '或', '/', '-', '—'])
            })
            // 元/亩 is one measure.
            .or_else(|| {
                let text = without_blanks(&self.row.cells.get(*beside?)?.text);
                super::name_measure::is_measure(&text).then_some(text)
            });
        let of_heading = columns.measures.get(column).cloned().flatten();
        let of_table = columns.measure.map(str::to_owned);
        let of_task = measure_at_end(self.task).map(|(_, measure)| measure.to_owned());
        let measure = of_heading.or(told).or(of_table).or(of_task);
        measure.unwrap_or_default()
    }

    fn aim(self, number: CellNumber, by: Option<Day>) -> PrintedAim {
        let mut name = self.name();
        if let Some(deed) = number.deed.filter(|deed| !name.contains(deed)) {
            name.push_str(deed);
        }
        PrintedAim {
            is_level: number.is_level(&name),
            name,
            op: number.op,
            value: number.value,
            max: number.max,
            unit: number.unit,
            every: None,
            by,
            baseline: None,
            printed: number.printed,
            line_no: self.row.line_no,
            is_sure: number.is_sure,
        }
    }

    /// Returns what the numbers of the row count: its indicator, its own work, else its task.
    fn name(self) -> String {
        let texts = |wanted: ColumnKind| {
            let cells = self.columns.kinds.iter().zip(&self.row.cells);
            let cells = cells.filter(move |(kind, _)| **kind == wanted);
            cells.map(|(_, cell)| without_blanks(&cell.text))
        };
        let mut named = texts(ColumnKind::Indicator).chain(texts(ColumnKind::Detail));
        let own = named.find(|text| is_name(text));
        let name = own.unwrap_or_else(|| self.task.to_owned());
        measure_at_end(&name).map_or(name.clone(), |(name, _)| name.to_owned())
    }
}

/// Returns whether the words of a cell name what its row counts, and are no sentence.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 16;
    let is_sentence = text.contains(['。', '，', '；', '：', ',', ';', ':', '、']);
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    (2..=LONGEST).contains(&text.chars().count())
        && !is_sentence
        && !has_digit
        && text.contains(char::is_alphabetic)
        && !text.starts_with_any(&["同上", "详见", "无"])
}

/// Puts the words for a time before each sentence of a text that says none.
fn in_time(text: &str, time: Option<&str>) -> String {
    let Some(time) = time else {
        return text.to_owned();
    };
    let sentences = text.split_inclusive(['。', '；', ';', '\n']);
    let said = sentences.map(|sentence| {
        if sentence.contains('年') && !sentence.contains("每年") || sentence.trim().is_empty() {
            sentence.to_owned()
        } else {
            format!("{time}，{}", sentence.trim_start())
        }
    });
    said.collect()
}
