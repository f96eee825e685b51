use crate::plan::{Day, DayOff, Refusal, Status, Window};

use super::Note;

/// Why a cell of a sheet that came back does not fit.
#[derive(Clone, Debug, PartialEq)]
pub enum CellRefusal {
    /// No status that we know.
    NoStatus,
    /// A status that others give: 已销号, 退办, 中止.
    NotForUnits(Status),
    /// No day.
    NoDay,
    /// A day that a spreadsheet may have cut: 6.3 for 6.30.
    UnclearDay(String),
    /// No number in the unit of the target.
    NoNumber,
    /// No milestone has this id: the nearest that exist.
    NoSuchId(Vec<String>),
    /// The milestone is another unit's.
    NotOfUnit,
    /// The milestone stands in another row too, at this cell.
    IdTwice(String),
    /// The plan says something else since the sheet was made.
    Conflict(String),
    /// A formula that failed.
    FailedFormula,
    /// 受阻 needs to say what stands in the way.
    NeedsProblem,
    /// The rules of deeds refuse it.
    Rules(Refusal),
}

impl CellRefusal {
    /// A short name, the same in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoStatus => "no-status",
            Self::NotForUnits(_) => "not-for-units",
            Self::NoDay => "no-day",
            Self::UnclearDay(_) => "unclear-day",
            Self::NoNumber => "no-number",
            Self::NoSuchId(_) => "no-such-id",
            Self::NotOfUnit => "not-of-unit",
            Self::IdTwice(_) => "id-twice",
            Self::Conflict(_) => "conflict",
            Self::FailedFormula => "failed-formula",
            Self::NeedsProblem => "needs-problem",
            Self::Rules(_) => "refused",
        }
    }
}

/// Words of the ledger, of the sheets that go out to units and come back, and of days worked.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct LedgerWords {
    /// The columns of the ledger, in the order that is promised.
    pub columns: [&'static str; 26],
    /// The font of workbooks, where it is not the program's that opens them.
    pub font: Option<&'static str>,
    pub title: &'static str,
    /// The ledger of a plan, by its short name.
    pub title_of: fn(&str) -> String,
    /// Between several things said in one cell.
    pub between: &'static str,
    /// Two things said one after the other; either may be empty.
    pub then: fn(&str, &str) -> String,
    /// How many units reported, and who did not.
    pub not_among: fn(&str, &str) -> String,
    /// A postponement: of which day, to when, granted by whom, why.
    pub postponed: fn(Day, Day, Option<&str>, Option<&str>) -> String,
    /// How many reminders went out, and the last of them.
    pub reminded: fn(usize, Day, &str) -> String,
    /// A due date that is a day off.
    pub due_on_day_off: fn(&DayOff) -> String,
    /// Why nobody works on a day: `逢国庆节放假`.
    pub day_off: fn(&DayOff) -> String,
    /// A year whose days off are not known.
    pub year_unknown: fn(i32) -> String,
    /// The reports of a plan on a period, and their last day.
    pub round: fn(&str, Window, Day) -> String,
    /// Who has not reported (未报).
    pub not_delivered: fn(&[&str]) -> String,
    /// Who reported late (迟报), and by how many days.
    pub delivered_late: fn(&[(&str, i64)]) -> String,
    pub all_delivered: &'static str,

    // the feedback sheet
    /// Its columns, in their order.
    pub feedback_columns: [&'static str; 14],
    pub feedback_title: fn(&str) -> String,
    /// For which unit it is, and of which day.
    pub feedback_line: fn(&str, Day) -> String,
    pub feedback_sheet: &'static str,
    pub help_sheet: &'static str,
    pub feedback_help: &'static [&'static str],
    pub nothing_to_report: fn(&str) -> Note,

    // a sheet that came back
    pub cell_refusal: fn(&CellRefusal) -> Note,
    /// A cell, by sheet and name, with what it says.
    pub cell: fn(&str, &str, &str) -> String,
    /// A field that changes: its name, from, to.
    pub field_change: fn(&str, &str, &str) -> String,
    pub between_changes: &'static str,
    pub row_applied: fn(&str, &str, &str) -> String,
    pub applied: fn(usize) -> String,
    pub would_apply: fn(usize) -> String,
    pub nothing_new: &'static str,
    pub cells_left: fn(usize, bool) -> String,
    pub row_unread: fn(&str, usize) -> String,
    pub no_sheet: fn(&std::path::Path) -> Note,
    pub not_read: fn(&std::path::Path, &str) -> Note,
    pub sheet_of_other: fn(&str, &str) -> Note,
    pub needs_unit_or_map: &'static str,
    pub needs_unit_or_all: &'static str,
    /// A column that was taken for one of ours.
    pub column_is: fn(&str, &str) -> String,
    pub columns_unused: fn(&[String]) -> String,
    pub rows_matched: fn(usize, usize) -> String,
    pub row_unmatched: fn(&str, usize, &str, &[String]) -> String,
}
