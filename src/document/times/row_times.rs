//! Days and recurrences of the rows of a table: each is that of the numbers in its row, else a deadline of its own.

use super::deadlines::PrintedDeadline;
use crate::document::aims::aim::PrintedAim;
use crate::document::aims::judging::bounds::{behind_inclusive, op};
use crate::document::aims::measures::measure_at;
use crate::document::aims::numbers::numbers;
use crate::document::structure::{PrintedEntry, RowTime};
use crate::document::text::{first_clause, is_han, last_clause, plain};
use crate::plan::Recurrence;

/// Returns whether a name contains a number, and not as that of a part: 其中养老护理员300人次.
fn tells_whole(name: &str, printed: &str) -> bool {
    let clause = name.find(printed).map(|at| last_clause(&name[..at]));
    clause.is_some_and(|clause| !clause.starts_with("其中"))
}

impl PrintedEntry {
    /// Adds the numbers that are cells of its rows, save those that its text contains as well, and gives each row its
    /// time. Returns the numbers to be checked, each with its line.
    pub(crate) fn settle_rows(&mut self, cells: Vec<PrintedAim>) -> Vec<(String, usize)> {
        let told = self.aims.len();
        let new: Vec<PrintedAim> = cells
            .into_iter()
            .filter(|cell| !self.aims.iter_mut().any(|aim| is_same(aim, cell)))
            .collect();
        self.aims.extend(new);
        for time in std::mem::take(&mut self.row_times) {
            let taken = match time.every {
                Some(every) => self.recur(&time, every, told),
                None => self.fall_due(&time),
            };
            if !taken && !time.words.is_empty() {
                self.deadlines.push(PrintedDeadline {
                    title: self.work_at(&time),
                    due: time.due.filter(|_| time.every.is_none()),
                    every: time.every,
                    words: time.words.clone(),
                    line_no: time.line_no,
                    is_worked_out: false,
                });
            }
            self.row_times.push(time);
        }
        let unsure = self.aims[told..].iter().filter(|aim| !aim.is_sure);
        let unsure = unsure.map(|aim| (aim.printed.clone(), aim.line_no));
        unsure.collect()
    }

    /// Takes the numbers of the rows that repeat it, save those that its text has. Returns those beside which the text
    /// has another number of the same measure, each with its line.
    pub(crate) fn take_repeated(&mut self) -> Vec<(String, usize)> {
        let mut others = Vec::new();
        for cell in std::mem::take(&mut self.repeated_aims) {
            let measured = self
                .aims
                .iter()
                .filter(|aim| plain(&aim.unit) == plain(&cell.unit));
            let values: Vec<f64> = measured.map(|aim| aim.value).collect();
            if values.iter().any(|value| is_equal(*value, cell.value)) {
                continue;
            }
            if !values.is_empty() || !cell.is_sure {
                others.push((cell.printed.clone(), cell.line_no));
            }
            self.aims.push(cell);
        }
        others
    }

    /// Takes out the numbers of its name that a cell of goals overrules: 改厕100万户 of the province beside 144281.
    pub(crate) fn take_overruled(&mut self, cells: &[PrintedAim]) -> Vec<PrintedAim> {
        let is_alone = |aim: &PrintedAim| aim.by.is_none() && aim.every.is_none();
        let is_overruled = |aim: &mut PrintedAim| {
            let mut goals = cells.iter().filter(|cell| is_alone(cell));
            is_alone(aim)
                && tells_whole(&self.heading, &aim.printed)
                && goals.any(|cell| {
                    let differs = !is_equal(cell.value, aim.value);
                    (cell.line_no, &cell.unit) == (aim.line_no, &aim.unit) && differs
                })
        };
        self.aims.extract_if(.., is_overruled).collect()
    }

    /// Makes the numbers of a row recur, and returns whether anything in the row does. Of the first `told`, which
    /// come from texts, only counts of times (次) recur within a year.
    fn recur(&mut self, time: &RowTime, every: Recurrence, told: usize) -> bool {
        let mut recurs = self.recurs_in_text(time.line_no, every);
        if let Some(count) = self.count_of(time, every).filter(|_| !recurs) {
            let is_told = |aim: &PrintedAim| {
                aim.line_no == count.line_no
                    && aim.unit == count.unit
                    && is_equal(aim.value, count.value)
            };
            match self.aims.iter_mut().find(|aim| is_told(aim)) {
                Some(aim) => aim.every = Some(every),
                None => self.aims.push(count),
            }
            return true;
        }
        for (at, aim) in self.aims.iter_mut().enumerate() {
            if aim.line_no != time.line_no || aim.by.is_some() {
                continue;
            }
            let is_own = aim.every == Some(every);
            let takes = aim.every.is_none()
                && (at >= told || every == Recurrence::Year || is_in_times(&aim.unit));
            if takes {
                aim.every = Some(every);
                // 4次, 每季度: as many as there are quarters may be those of the year.
                let is_of_year =
                    is_in_times(&aim.unit) && is_equal(aim.value, times_in_year(every));
                aim.is_sure &= at < told || !is_of_year;
            }
            recurs |= takes || is_own;
        }
        recurs
    }

    /// Returns whether the text of a row says how often, or that of the item, if the row has none.
    fn recurs_in_text(&self, line_no: usize, every: Recurrence) -> bool {
        let has_text = self.text.iter().any(|text| text.line_no == line_no);
        let mut days = self.deadlines.iter();
        days.any(|day| day.every == Some(every) && (!has_text || day.line_no == line_no))
    }

    /// Reads how many times a recurrence asks for, as an aim: 每月2次, 1次/季度.
    fn count_of(&self, time: &RowTime, every: Recurrence) -> Option<PrintedAim> {
        let words = plain(&time.words);
        // 每季度不少于5家 of a goal of 25家
        let is_counted =
            |unit: &str| is_in_times(unit) || self.aims.iter().any(|aim| aim.unit == unit);
        let number = numbers(&words).into_iter().find(|number| {
            measure_at(&words[number.end..]).is_some_and(is_counted) && number.max.is_none()
        })?;
        let unit = measure_at(&words[number.end..])?;
        let (before, behind) = (&words[..number.start], &words[number.end + unit.len()..]);
        Some(PrintedAim {
            name: self.work_at(time),
            op: op(before, behind_inclusive(behind), false),
            value: number.value,
            max: None,
            unit: unit.to_owned(),
            every: Some(every),
            by: None,
            baseline: None,
            printed: words[number.start..number.end + unit.len()].to_owned(),
            line_no: time.line_no,
            is_sure: !number.is_rough,
            is_level: false,
        })
    }

    /// Gives the numbers of a row its day. Returns whether something of the row is due then.
    fn fall_due(&mut self, time: &RowTime) -> bool {
        let Some(due) = time.due else {
            return true;
        };
        let part = time
            .part
            .and_then(|nth| self.text_of_row(time.line_no, nth));
        let part = part.map(plain);
        let mut days = self.deadlines.iter();
        let mut is_told =
            part.is_none() && days.any(|day| day.line_no == time.line_no && day.due == Some(due));
        for aim in &mut self.aims {
            let is_here = aim.line_no == time.line_no
                && part.as_ref().is_none_or(|text| text.contains(&aim.printed));
            is_told |= is_here && aim.by == Some(due);
            if is_here && aim.by.is_none() && aim.every.is_none() {
                // The item's day is that of its numbers.
                aim.by = Some(due).filter(|due| Some(*due) != self.due);
                is_told = true;
            }
        }
        is_told
    }

    fn text_of_row(&self, line_no: usize, nth: usize) -> Option<&str> {
        let mut texts = self.text.iter().filter(|text| text.line_no == line_no);
        texts.nth(nth).map(|text| text.text.as_str())
    }

    /// Returns the title of the work that words for a time belong to: the text with that index, the words themselves,
    /// else the work of the row.
    fn work_at(&self, time: &RowTime) -> String {
        let part = time
            .part
            .and_then(|nth| self.text_of_row(time.line_no, nth));
        part.map_or_else(
            || work_of(self, &time.words, time.line_no, time.every.is_some()),
            |text| {
                let clause = first_clause(text);
                let work = clause.split(['（', '(']).next().unwrap_or(clause);
                without_stop(work).to_owned()
            },
        )
    }
}

/// The fewest characters of words that say more than a day: 12月底前完成 has six.
const LEAST_WORDS: usize = 7;

/// Returns the title of the work that words for a day or a recurrence belong to: the words themselves if they name
/// work, else the work of the row.
pub(crate) fn work_of(entry: &PrintedEntry, words: &str, line_no: usize, recurs: bool) -> String {
    let has_work = words.chars().filter(|c| is_han(*c)).count() >= LEAST_WORDS;
    let row = entry.text.iter().find(|text| text.line_no == line_no);
    match row {
        Some(_) if recurs && entry.line_no == line_no => entry.heading.clone(),
        Some(text) if !has_work => without_stop(first_clause(&text.text)).to_owned(),
        None if recurs || !has_work => entry.heading.clone(),
        _ => words.trim().to_owned(),
    }
}

fn without_stop(text: &str) -> &str {
    text.trim_end_matches(['；', ';', '。'])
}

/// Returns whether a number of the text is that of a cell; if so, it takes the day of the cell.
fn is_same(aim: &mut PrintedAim, cell: &PrintedAim) -> bool {
    let is_row = aim.line_no == cell.line_no;
    let is_same =
        is_row && is_equal(aim.value, cell.value) && plain(&aim.unit) == plain(&cell.unit);
    if is_same && aim.every.is_none() {
        aim.by = aim.by.or(cell.by);
    }
    is_same
}

/// Returns whether two numbers are the same save for rounding.
pub(crate) fn is_equal(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * a.abs().max(1.0)
}

/// Returns the occurrences of a recurrence in a year, if there are several.
fn times_in_year(every: Recurrence) -> f64 {
    match every {
        Recurrence::Year => 0.0,
        Recurrence::HalfYear => 2.0,
        Recurrence::Quarter => 4.0,
        Recurrence::Month => 12.0,
    }
}

/// Returns whether what a measure counts is done again and again: 次, 场.
fn is_in_times(unit: &str) -> bool {
    matches!(
        unit,
        "次" | "场" | "期" | "轮" | "批" | "场次" | "批次" | "份" | "篇" | "条"
    )
}
