//! The words of ledgers and of sheets that come back.

use crate::plan::{Day, DayOff, Delivery, Postponement, Window};
use crate::text::{CellRefusal, LedgerColumn, SheetField};

use super::Note;

/// Words of the ledger, of the sheets that units fill in, and of working days.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct LedgerWords {
    /// The heading of a column of the ledger.
    pub column: fn(LedgerColumn) -> &'static str,
    /// The font of workbooks, if not the default.
    pub font: Option<&'static str>,
    pub title: &'static str,
    /// The ledger of a plan, by its short name.
    pub title_of: fn(&str) -> String,
    /// Two consecutive texts, either of which may be empty.
    pub then: fn(first: &str, second: &str) -> String,
    /// Adds the units that have not reported.
    pub silent: fn(said: &str, names: &str) -> String,
    /// Adds the units that have reported and not finished.
    pub unfinished: fn(said: &str, names: &str) -> String,
    /// A postponement: its day, the new date, its outcome, who decided it, the reason.
    pub postponed:
        fn(on: Day, to: Day, outcome: Postponement, by: &str, why: Option<&str>) -> String,
    /// The number of reminders, and the last one.
    pub reminded: fn(count: usize, on: Day, level: &str) -> String,
    /// A due date that is a day off.
    pub due_on_day_off: fn(&DayOff) -> String,
    /// A year without a published arrangement.
    pub year_unknown: fn(i32) -> String,
    /// The reporting round of a plan: its period and the last day.
    pub round: fn(plan: &str, period: Window, due: Day) -> String,
    /// Units that have not reported (未报).
    pub not_delivered: fn(&[&str]) -> String,
    /// Units that reported late (迟报), with the days.
    pub delivered_late: fn(&[(&str, i64)]) -> String,
    /// A report, in a list: the plan's short name (empty if there is one plan) and the period.
    pub report_on: fn(plan: &str, period: Window) -> String,
    /// The state of a report, in a column of about 12.
    pub delivery: fn(Delivery) -> String,
    pub all_delivered: &'static str,

    // the feedback sheet
    /// The heading of a column.
    pub field: fn(SheetField) -> &'static str,
    pub feedback_title: fn(&str) -> String,
    /// Its unit and day.
    pub feedback_line: fn(unit: &str, day: Day) -> String,
    pub feedback_sheet: &'static str,
    pub help_sheet: &'static str,
    pub feedback_help: &'static [&'static str],
    /// A unit has no open milestone; without one, no unit has.
    pub nothing_to_report: fn(Option<&str>) -> String,

    // a sheet that came back
    pub cell_refusal: fn(&CellRefusal) -> Note,
    /// A cell, by sheet and name, with its text.
    pub cell: fn(sheet: &str, cell: &str, says: &str) -> String,
    /// A changed field: name, old and new value.
    pub field_change: fn(name: &str, from: &str, to: &str) -> String,
    /// A field that is changed for its day alone, because of a later day something else is recorded: name, new and
    /// old value, and since when the old one holds.
    pub field_change_then: fn(name: &str, to: &str, now: &str, since: Day) -> String,
    pub row_applied: fn(id: &str, day: Day, changes: &str) -> String,
    pub applied: fn(usize) -> String,
    pub would_apply: fn(usize) -> String,
    pub nothing_new: &'static str,
    pub cells_left: fn(cells: usize, partial: bool) -> String,
    pub row_unread: fn(sheet: &str, row: usize) -> String,
    pub no_sheet: fn(&std::path::Path) -> Note,
    /// No headings of a ledger.
    pub no_ledger: fn(&std::path::Path) -> Note,
    /// The remedy for a file that cannot be read.
    pub send_again: &'static str,
    pub sheet_of_other: fn(made_for: &str, named: &str) -> Note,
    /// A sheet on which a cell names another unit than the one that speaks.
    pub sheet_tells_other: fn(cell: &str, told: &str, named: &str) -> Note,
    /// The unit that a sheet was made for, where none is given.
    pub sheet_is_of: fn(made_for: &str) -> String,
    /// A sheet made for a unit that no plan has.
    pub sheet_of_unknown: fn(made_for: &str) -> Note,
    pub needs_unit_or_map: &'static str,
    pub needs_unit_or_all: &'static str,
    /// A column recognised as one of ours.
    pub column_is: fn(heading: &str, ours: &str) -> String,
    pub columns_unused: fn(&[String]) -> String,
    pub rows_matched: fn(found: usize, all: usize) -> String,
    pub row_unmatched: fn(sheet: &str, row: usize, says: &str, ids: &[String]) -> String,
    /// A row whose id names a plan that is not among those that are asked.
    pub row_of_other_plan: fn(sheet: &str, row: usize, says: &str, plan: &str) -> String,
}
