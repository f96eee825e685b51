//! The targets in the cells of a row: numbers alone with their measure, and words with the time of their column.

use super::cell_number::{CellNumber, DEEDS};
use super::column_kind::ColumnKind;
use super::column_time::{ColumnTime, place_of_part};
use super::columns::measure_below;
use super::named_number::NamedNumber;
use super::numbers_below::NumbersBelow;
use super::value_row::{ValueRow, with_deed};
use crate::document::aims::aim::PrintedAim;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::text::{AnyOf, plain, without_blanks};
use crate::document::times::calendar::year_end;
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::stages::{Stage, by_day};
use crate::plan::{Day, Measure, Target};
use crate::text::Doubt;

/// The targets in the cells of a row.
#[derive(Debug, Default)]
pub(super) struct RowValues {
    pub(super) aims: Vec<PrintedAim>,
    /// Words of cells as sentences.
    pub(super) texts: Vec<String>,
    pub(super) deadlines: Vec<PrintedDeadline>,
    pub(super) doubts: Vec<Doubt>,
    /// Numbers that are not targets.
    pub(super) passed_over: Vec<String>,
    /// The value before the plan, and its measure.
    baseline: Option<(f64, String)>,
    /// Numbers in columns that are not known, each with its heading.
    unknown: Vec<String>,
}

impl RowValues {
    /// Adds the aims of a cell in a column of targets, or a number in one of details. Returns whether it took the cell.
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
        let is_target = of.columns.kinds[column].is_target();
        let heading = of.columns.headings.get(column);
        let is_goal = is_target
            || heading.is_some_and(|it| it.contains_any(&["目标", "指标", "任务数", "成效"]));
        if is_goal && self.take_numbered(of, column, time) {
            return true;
        }
        let measure = of.measure(column);
        match CellNumber::read(text, &measure) {
            // Words of other details say what they are about.
            Some(number) if !is_goal && number.deed.is_some() => false,
            Some(number) if of.is_before(time) => {
                self.take_baseline(number);
                true
            }
            Some(number) if number.asks_nothing() => self.leave_out(&number.printed),
            Some(number) if !number.unit.is_empty() => {
                let by = self.day_of(of, column, time);
                let mut aim = of.aim(number, by);
                // 全年 beside the goal says it again.
                let repeats = |other: &PrintedAim| {
                    (other.value, other.by, &other.unit) == (aim.value, aim.by, &aim.unit)
                };
                if of.is_of_whole_year(column) && self.aims.iter().any(repeats) {
                    return true;
                }
                // 年度计划投资 is of what is spent on the task.
                if heading.is_some_and(|it| it.contains("投资")) && !aim.name.contains("投资") {
                    aim.name.push_str("投资");
                }
                self.aims.push(aim);
                true
            }
            None if is_goal && self.take_named(of, column, time) => true,
            None if is_goal && self.take_with_parts(of, column, time) => true,
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
                let said = time.said_in(text, of.year);
                self.texts.push(format!("{said}{measure}"));
                true
            }
        }
    }

    /// Takes the goals that a cell lists by numbers: 1.60名 over 2.12所 is 60 and 12, and each is of the work with its
    /// number. Returns whether the cell lists goals.
    fn take_numbered(&mut self, of: ValueRow<'_>, column: usize, time: ColumnTime) -> bool {
        let pieces = numbered_pieces(of.row.cells[column].text.trim());
        if pieces.len() < 2 || of.is_before(time) {
            return false;
        }
        let works = of.numbered_works(pieces.len());
        let measure = of.measure(column);
        for (nth, piece) in pieces.into_iter().enumerate() {
            let piece = piece.trim_end_matches(['；', ';', '。', '，']);
            let number = CellNumber::read(piece, &measure).filter(|it| !it.unit.is_empty());
            let Some(number) = number else {
                let said = time.said_in(piece, of.year);
                self.texts.push(said);
                continue;
            };
            let by = self.day_of(of, column, time);
            let mut aim = of.aim(number, by);
            if let Some(works) = &works {
                aim.name.clone_from(&works[nth]);
            }
            self.aims.push(aim);
        }
        true
    }

    /// Takes the numbers that words for a time list by several days: 一季度10家，上半年20家. Returns whether the words
    /// do that and count the same as the goal of the row.
    pub(super) fn take_by_days(&mut self, of: ValueRow<'_>, words: &str) -> bool {
        const SCALES: [char; 5] = ['十', '百', '千', '万', '亿'];
        let goal = of.measure_of_goal().unwrap_or_default();
        let counts_alike = |unit: &str| match goal.trim_start_matches(SCALES) {
            "" => !matches!(unit, "" | "%"),
            counted => unit == counted,
        };
        let read = |stage: &Stage| {
            let number = CellNumber::read(&stage.work, &goal)?;
            counts_alike(&number.unit).then(|| of.aim(number, Some(stage.day)))
        };
        let stages = by_day(words, of.year).unwrap_or_default();
        let Some(steps) = stages.iter().map(read).collect::<Option<Vec<_>>>() else {
            return false;
        };
        for step in steps {
            let is_goal = |aim: &&mut PrintedAim| {
                (aim.value, aim.by, &aim.unit) == (step.value, None, &step.unit)
            };
            match self.aims.iter_mut().find(is_goal) {
                Some(goal) => goal.by = step.by,
                None => self.aims.push(step),
            }
        }
        !stages.is_empty()
    }

    /// Takes a cell that is nothing but numbers with their names: 签约项目20个，到位资金15亿元.
    fn take_named(&mut self, of: ValueRow<'_>, column: usize, time: ColumnTime) -> bool {
        let Some(all) = NamedNumber::all_in(&of.row.cells[column].text) else {
            return false;
        };
        if of.is_before(time) {
            return false;
        }
        let by = self.day_of(of, column, time);
        for named in all {
            let is_bare = named.is_bare();
            let mut aim = of.aim(named.number, by);
            if is_bare {
                let deed = DEEDS.into_iter().find(|deed| *deed == named.name);
                aim.name = with_deed(aim.name, deed);
            } else {
                aim.name = named.name;
            }
            self.aims.push(aim);
        }
        true
    }

    /// Takes a number with its parts in a bracket behind it: 5座（城区3座、乡镇2座）.
    fn take_with_parts(&mut self, of: ValueRow<'_>, column: usize, time: ColumnTime) -> bool {
        let text = plain(&of.row.cells[column].text);
        let parts = text.strip_suffix(')').and_then(|text| text.split_once('('));
        let Some((whole, parts)) = parts else {
            return false;
        };
        match CellNumber::read(whole, &of.measure(column)) {
            Some(number) if !number.unit.is_empty() && !of.is_before(time) => {
                let by = self.day_of(of, column, time);
                self.aims.push(of.aim(number, by));
                if parts.contains(|c: char| c.is_ascii_digit()) {
                    self.passed_over.push(parts.to_owned());
                }
                true
            }
            _ => false,
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
        let is_whole_year = of.is_of_whole_year(column);
        if !(time.is_said() || is_whole_year)
            || !is_clause
            || has_digit
            || place_of_part(text).is_some()
            || text.starts_with_any(&NO_DEEDS)
        {
            return false;
        }
        let end = of.year.filter(|_| is_whole_year).map(year_end);
        let Some(due) = end.or_else(|| self.day_of(of, column, time)) else {
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
            words: of.columns.headings.get(column).cloned().unwrap_or_default(),
            line_no: of.row.line_no,
            ..PrintedDeadline::default()
        });
        true
    }

    /// Notes a number in a column of neither targets nor work: values so far, money, unknown numbers.
    pub(super) fn pass(&mut self, of: ValueRow<'_>, column: usize) {
        const SIZES: [&str; 3] = ["面积", "规模", "人数"];
        let Some(heading) = of.columns.headings.get(column) else {
            return;
        };
        let text = of.row.cells[column].text.trim();
        let Some(number) = CellNumber::read(text, &of.measure(column)) else {
            return;
        };
        match NumbersBelow::of(heading) {
            NumbersBelow::Base => self.take_baseline(number),
            // A plan does not ask for what is done, and a telephone number counts nothing.
            NumbersBelow::Done | NumbersBelow::Marks => {}
            below if below == NumbersBelow::Means || heading.contains_any(&SIZES) => {
                // The measure of the row is that of its targets.
                let own = of.columns.measures.get(column).cloned().flatten();
                let own = own.or(measure_below(of.columns.measure, heading).map(str::to_owned));
                let number = CellNumber::read(text, &own.unwrap_or_default());
                let counted = number.filter(|number| !number.unit.is_empty());
                self.passed_over
                    .extend(counted.map(|number| number.printed));
            }
            _ if !heading.is_empty() && !number.unit.is_empty() => {
                self.unknown.push(format!("{heading}{}", number.printed));
            }
            _ => {}
        }
    }

    fn take_baseline(&mut self, number: CellNumber) {
        self.baseline = self.baseline.take().or(Some((number.value, number.unit)));
    }

    /// Ends a row: its levels begin at the values so far, and its unknown numbers become one doubt.
    pub(super) fn finish(&mut self) {
        if let Some((value, unit)) = self.baseline.take() {
            let mut begins = false;
            for aim in self.aims.iter_mut().filter(|aim| aim.unit == unit) {
                if aim.is_level || Target::default_measure(&aim.unit) == Measure::Stock {
                    aim.baseline = Some(value);
                    aim.is_level = true;
                    begins = true;
                }
            }
            if !begins {
                self.passed_over.push(format!("{value}{unit}"));
            }
        }
        if !self.unknown.is_empty() {
            let number = std::mem::take(&mut self.unknown).join("、");
            self.doubts.push(Doubt::NumberLeftOut { number });
        }
    }

    fn leave_out(&mut self, text: &str) -> bool {
        let number = text.to_owned();
        self.doubts.push(Doubt::NumberLeftOut { number });
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
