//! Totals of what adds up, entry by entry.

use crate::plan::{Day, Entry, Number, Units};

use super::fold::without_corrected;

/// Returns the total after each entry of a sorted log; `None` where an entry, as corrected, gives no number.
pub fn totals<'a>(units: &Units, log: impl Iterator<Item = &'a Entry>) -> Vec<Option<Number>> {
    let mut total = None;
    let counting = without_corrected(units, log).into_iter();
    let after = counting.map(|entry| {
        entry.value.or(entry.add)?;
        total = Some(entry.value_after(total, Number::ZERO));
        total
    });
    after.collect()
}

/// Returns the lowest total of a sorted log from the morning of a day on.
pub(super) fn lowest_total_from(day: Day, units: &Units, log: &[Entry]) -> Number {
    let totals = totals(units, log.iter());
    let (before, after) = totals.split_at(log.partition_point(|entry| entry.day() < day));
    let morning = before.iter().rev().find_map(|total| *total);
    let later = after.iter().flatten().copied();
    later.fold(morning.unwrap_or(Number::ZERO), Number::min)
}
