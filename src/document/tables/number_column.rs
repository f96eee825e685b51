//! A column of numbers that units or places are to reach, by the headings over it.

use super::cell_number::CellNumber;
use super::column_kind::{ColumnKind, column_kind};
use super::column_time::ColumnTime;
use super::columns::measure_below;
use super::name_measure::measure_at_end;
use super::numbers_below::NumbersBelow;
use crate::document::SourceRow;
use crate::document::aims::aim::PrintedAim;
use crate::document::aims::judging::bounds::op;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::times::calendar::year_of;
use crate::document::units::kinds::looks_like_unit;
use crate::plan::Op;

/// Headings that say that numbers are to be reached, and not of what.
const BARE: [&str; 12] = [
    "计划任务数", "目标任务", "任务数", "计划数", "目标数", "任务量", "计划量", "目标量", "目标",
    "任务", "指标", "计划",
];

/// A column of numbers.
pub(super) struct NumberColumn {
    column: usize,
    /// The thing that its numbers count.
    name: String,
    measure: String,
    /// How they are held against what is reached, by the name: 失业率低于.
    op: Op,
    pub(super) time: ColumnTime,
    /// True if its headings say that its numbers are to be reached.
    is_goal: bool,
    /// The unit that heads it.
    pub(super) unit: Option<String>,
}

/// Returns the headings of a column, from the lowest: a blank under a heading repeats the one above, a blank beside a
/// heading the one before.
pub(super) fn heading_stack(headings: &[&SourceRow], column: usize) -> Vec<String> {
    let mut stack: Vec<String> = Vec::new();
    for (nth, row) in headings.iter().rev().enumerate() {
        let cells = row.cells.get(..=column).unwrap_or_default();
        let own = cells.last().map_or("", |cell| cell.text.trim());
        // The lowest row counts only in the column itself.
        let before = || {
            let mut cells = cells.iter().rev().map(|cell| cell.text.trim());
            cells.find(|text| !text.is_empty()).unwrap_or_default()
        };
        let text = if own.is_empty() && nth > 0 {
            before()
        } else {
            own
        };
        let text = without_blanks(text);
        if !text.is_empty() && !stack.contains(&text) {
            stack.push(text);
        }
    }
    stack
}

impl NumberColumn {
    /// Reads the headings of a column of numbers to reach.
    pub(super) fn read(column: usize, stack: &[String], of_table: Option<&str>) -> Option<Self> {
        let own = stack.first()?;
        let mut times = stack.iter().map(|heading| match column_kind(heading) {
            ColumnKind::Target(time) => time,
            _ => ColumnTime::default(),
        });
        let time = times.find(|time| time.is_said());
        let is_bare = |heading: &&String| {
            let name = measure_at_end(heading).map_or(heading.as_str(), |(name, _)| name);
            without_bare(name).is_empty() || ColumnTime::of_part(name).is_some()
        };
        let unit = stack.iter().rfind(|heading| looks_like_unit(heading));
        let measured = stack
            .iter()
            .find(|heading| measure_at_end(heading).is_some() && !is_bare(heading));
        let mut others = stack
            .iter()
            .filter(|heading| !is_bare(heading) && !looks_like_unit(heading));
        let heading = measured.or_else(|| others.next()).unwrap_or(own);
        let (name, own_measure) = match measure_at_end(heading) {
            Some((name, measure)) => (name, Some(measure)),
            None => (heading.as_str(), None),
        };
        let of_bare = stack.iter().find_map(|it| Some(measure_at_end(it)?.1));
        let of_table = measure_below(of_table, heading);
        let measure = own_measure.or(of_bare).or(of_table).unwrap_or_default();
        let name = if ColumnTime::of_part(name).is_some() {
            ""
        } else {
            without_bare(name)
        };
        let (name, op) = held_against(name);
        Some(Self {
            column,
            name: name.to_owned(),
            measure: measure.to_owned(),
            op,
            time: time.unwrap_or_default(),
            is_goal: NumbersBelow::of_stack(stack) == NumbersBelow::Goals,
            unit: unit.cloned(),
        })
    }

    /// Returns whether it is of goals or a time, and nothing says what the numbers of any row count.
    pub(super) fn lacks_measure(&self, rows: &[SourceRow]) -> bool {
        let texts = rows.iter().filter_map(|row| row.cells.get(self.column));
        let mut numbers =
            texts.filter_map(|cell| CellNumber::read(cell.text.trim(), &self.measure));
        (self.is_goal || self.time.is_said()) && numbers.all(|number| number.unit.is_empty())
    }

    /// Returns a number in this column that cannot be a target: one that is not read (-1.5), or that has no unit (150).
    pub(super) fn unread(&self, row: &SourceRow) -> Option<String> {
        let text = row.cells.get(self.column)?.text.trim();
        let has_digit = text.contains(|c: char| c.is_ascii_digit());
        let read = CellNumber::read(text, &self.measure);
        let is_unread = match read {
            Some(number) => number.unit.is_empty() && self.is_goal,
            None => has_digit,
        };
        is_unread.then(|| format!("{text}{}", self.measure))
    }

    /// Returns the aim of the unit of a row.
    pub(super) fn aim(&self, row: &SourceRow, year: Option<i32>) -> Option<PrintedAim> {
        let text = row.cells.get(self.column)?.text.trim();
        let number = CellNumber::read(text, &self.measure)?;
        let is_counted = !number.unit.is_empty() && !number.asks_nothing();
        is_counted.then(|| {
            let own = number.op;
            let by = self.time.last_day(year);
            let aim = number.aim(self.name.clone(), by, row.line_no);
            let op = if own == Op::Exactly { self.op } else { own };
            PrintedAim { op, ..aim }
        })
    }
}

/// Returns a heading without the words at its end that say of nothing what it is, and without a time before them:
/// nothing of 年度目标任务, 2025年目标, “十四五”任务数.
fn without_bare(heading: &str) -> &str {
    const TIMES: [&str; 5] = ["年度", "全年", "本年度", "今年", "当年"];
    // 2026年度任务量约1625亩
    let told = heading.split('约').next().unwrap_or_default();
    let Some(name) = told.strip_suffix_any(&BARE) else {
        return heading;
    };
    let is_year = name.get(..4).and_then(year_of).is_some() && name.chars().count() <= 6;
    let is_five_years = name.starts_with('“') && name.ends_with("五”");
    if TIMES.contains(&name) || is_year || is_five_years {
        return "";
    }
    name
}

/// Parts a name from the word behind it that its numbers are held against: 失业率低于.
fn held_against(name: &str) -> (&str, Op) {
    const WORDS: [&str; 8] = [
        "不低于", "不高于", "不超过", "不少于", "低于", "高于", "达到", "控制在",
    ];
    let word = WORDS.into_iter().find(|word| name.ends_with(word));
    let bare = word.and_then(|word| name.strip_suffix(word));
    bare.map_or((name, Op::Exactly), |bare| (bare, op(name, "", false)))
}
