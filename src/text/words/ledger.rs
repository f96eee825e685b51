use crate::plan::{Day, DayOff, Window};

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
}
