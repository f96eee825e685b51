use crate::plan::{Day, DayOff, Window};

/// Words of the ledger, of the sheets that go out to units and come back, and of days worked.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct LedgerWords {
    /// The columns of the ledger, in the order that is promised.
    pub columns: [&'static str; 26],
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
