//! Writes the cells of a row into its item: words, units, days and values.

use super::super::column_kind::ColumnKind;
use super::super::row_values::RowValues;
use super::super::settled_kinds::unit_mark;
use super::super::value_row::ValueRow;
use super::TableEntry;
use crate::document::numbering::marks::without_mark;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::structure::PassedNumber;
use crate::document::text::{AnyOf, is_han};
use crate::document::times::stages::{Stage, headed_stages, stages};
use crate::document::units::group::{GroupRole, UnitGroup};
use crate::document::units::kinds::ends_like_unit;
use crate::document::{Covered, SourceCell, TextParagraph};
use crate::text::Doubt;

/// The use of the first details of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FirstDetail {
    /// Text of an item that has its name elsewhere.
    Text,
    /// The name of the item.
    Heading,
}

/// Writes a row into its item; of a row that goes on with it, what is new.
pub(super) fn fill(
    entry: &mut TableEntry,
    of: ValueRow<'_>,
    first_detail: FirstDetail,
    goes_on: bool,
) {
    let mut row = FilledRow {
        of,
        entry,
        names_item: first_detail == FirstDetail::Heading,
        values: RowValues::default(),
        runs: Vec::new(),
    };
    for (column, cell) in of.row.cells.iter().enumerate() {
        let is_known = goes_on && cell.covered == Some(Covered::FromAbove);
        if !cell.text.trim().is_empty() && !is_known {
            row.take(column, cell);
        }
    }
    row.finish();
}

/// A row being written into its item.
struct FilledRow<'e, 'r> {
    of: ValueRow<'r>,
    entry: &'e mut TableEntry,
    /// True if the next details name the item.
    names_item: bool,
    values: RowValues,
    runs: Vec<(GroupRole, Vec<String>)>,
}

impl FilledRow<'_, '_> {
    /// Takes a cell that says something.
    fn take(&mut self, column: usize, cell: &SourceCell) {
        let of = self.of;
        let line_no = of.row.line_no;
        let has_values = of.columns.has(ColumnKind::is_target);
        let is_inside = cell.covered == Some(Covered::FromLeft);
        let Some(kind) = of.columns.kinds.get(column) else {
            return;
        };
        let may_be_stages = matches!(kind, ColumnKind::Due | ColumnKind::Detail);
        if may_be_stages && let Some(stages) = headed_stages(&cell.text, of.year) {
            self.values.texts.extend(stages.iter().map(Stage::sentence));
            return;
        }
        match kind {
            ColumnKind::Units(role) => self.take_units(*role, column, &cell.text),
            ColumnKind::Unit => self.take_unit_mark(column, cell.text.trim()),
            ColumnKind::Due => match stages(&cell.text, of.year) {
                Some(stages) => self.values.texts.extend(stages.iter().map(Stage::sentence)),
                None if self.values.take_by_days(of, &cell.text) => {}
                None => self.entry.dues.push((cell.text.clone(), line_no)),
            },
            // 月报, 季报
            ColumnKind::Recurrence if !cell.text.trim().ends_with('报') => {
                self.entry.recurrences.push((cell.text.clone(), line_no));
            }
            ColumnKind::Recurrence | ColumnKind::Reporting => {
                self.entry.reports.push((cell.text.clone(), line_no));
            }
            _ if is_inside => {}
            ColumnKind::Detail if std::mem::take(&mut self.names_item) => {}
            ColumnKind::Detail | ColumnKind::Target(_) if self.values.take(of, column) => {}
            ColumnKind::Detail => {
                let texts = works_in(&cell.text).into_iter();
                let texts = texts.map(|text| TextParagraph::behind_mark(text, line_no));
                self.entry.text.extend(texts);
            }
            ColumnKind::Indicator if !has_values => {
                self.values.texts.push(cell.text.trim().to_owned());
            }
            ColumnKind::Other | ColumnKind::Base(_) => self.values.pass(of, column),
            _ => {}
        }
    }

    fn take_units(&mut self, role: GroupRole, column: usize, text: &str) {
        let heading = self.of.columns.headings.get(column);
        let has_persons = heading.is_some_and(|it| it.contains_any(&PERSONS));
        let text = if has_persons {
            without_persons(text)
        } else {
            units_on_one_line(text)
        };
        let group = UnitGroup::read(&text);
        let odd = group.odd.into_iter().map(|name| Doubt::OddUnit { name });
        self.values.doubts.extend(odd);
        self.runs
            .extend(group.runs.into_iter().map(|run| match run.role {
                GroupRole::Unsaid => (role, run.names),
                said => (said, run.names),
            }));
    }

    /// Takes the word or the sign below a unit that heads a column: 牵头, ★.
    fn take_unit_mark(&mut self, column: usize, text: &str) {
        let heading = self.of.columns.headings.get(column).cloned();
        if let Some((role, name)) = unit_mark(text).zip(heading) {
            // The meaning of a sign is explained elsewhere.
            if !text.contains(is_han) {
                let names = name.clone();
                self.values.doubts.push(Doubt::UnitsFromText { names });
            }
            self.runs.push((role, vec![name]));
        }
    }

    /// Hands what was gathered to the item.
    fn finish(mut self) {
        self.values.finish();
        self.ask_about_leads();
        let line_no = self.of.row.line_no;
        let (entry, values) = (self.entry, self.values);
        entry.runs.extend(self.runs);
        let texts = values.texts.iter();
        entry
            .text
            .extend(texts.map(|text| TextParagraph::behind_mark(text, line_no)));
        entry.aims.extend(values.aims);
        entry.deadlines.extend(values.deadlines);
        let passed = values.passed_over.into_iter();
        entry
            .passed_over
            .extend(passed.map(|printed| PassedNumber { printed, line_no }));
        let doubts = values.doubts.into_iter();
        entry.doubts.extend(doubts.map(|doubt| (doubt, line_no)));
        entry.rows.push(line_no);
    }

    /// Asks whether the rows of an item are parts of their own, where a row has another lead than those before.
    fn ask_about_leads(&mut self) {
        let (before, now) = (leads(&self.entry.runs), leads(&self.runs));
        if before.is_empty() || now.iter().all(|name| before.contains(name)) {
            return;
        }
        let mut known = self.entry.doubts.iter_mut();
        let known = known.find_map(|(doubt, _)| match doubt {
            Doubt::SeveralGroups { count } => Some(count),
            _ => None,
        });
        match known {
            Some(count) => *count += 1,
            None => self.values.doubts.push(Doubt::SeveralGroups { count: 2 }),
        }
    }
}

/// Returns the units that lead, or of which nothing else is said.
fn leads(runs: &[(GroupRole, Vec<String>)]) -> Vec<&String> {
    let leads = runs
        .iter()
        .filter(|(role, _)| matches!(role, GroupRole::Lead | GroupRole::Unsaid));
    leads.flat_map(|(_, names)| names).collect()
}

/// Returns the works that a cell lists, line by line and number by number, without the numbers.
fn works_in(cell: &str) -> Vec<&str> {
    let pieces = numbered_pieces(cell.trim());
    if pieces.len() > 1 {
        return pieces;
    }
    let lines = cell.trim().lines();
    lines.map(|line| without_mark(line.trim())).collect()
}

/// Words of headings for persons.
const PERSONS: [&str; 4] = ["责任人", "负责人", "联系人", "人员"];

/// Returns a list of units without the persons behind them: 县商务局 张三.
fn without_persons(text: &str) -> String {
    let without = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_person =
            |word: &&str| (2..=4).contains(&word.chars().count()) && !ends_like_unit(word);
        let kept = words.iter().enumerate();
        let kept = kept.filter(|(at, word)| *at == 0 || !is_person(word));
        kept.map(|(_, word)| *word).collect::<Vec<_>>().join("、")
    };
    let parts: Vec<String> = text.split(['、', '；', ';']).map(without).collect();
    parts.join("、")
}
/// Returns the units of a cell on one line: each on a line of its own, but for a name that the narrow column breaks:
/// 县委宣 over 传部, 各乡镇 over 人民政府.
fn units_on_one_line(text: &str) -> String {
    const GO_ON: [&str; 6] = ["人民政府", "政府", "管委会", "办事处", "（", "("];
    const BEGIN: [char; 8] = ['省', '市', '县', '区', '州', '镇', '乡', '各'];
    const SEPARATORS: [char; 8] = ['、', '，', ',', '；', ';', '：', ':', '。'];
    let mut whole = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let last = whole.rsplit(SEPARATORS).next().unwrap_or_default();
        // A break for want of room comes behind a line that is full.
        let is_full = last.chars().count() >= line.chars().count();
        let is_torn = is_full && !ends_like_unit(last) && !line.starts_with(BEGIN);
        let goes_on = line.starts_with_any(&GO_ON) || is_torn;
        if !whole.is_empty() && !goes_on && !whole.ends_with(SEPARATORS) {
            whole.push('、');
        }
        whole.push_str(line);
    }
    whole
}
