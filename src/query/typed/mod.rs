//! What people type: days and numbers, ids, names of units.

pub(crate) mod days_and_numbers;
pub(crate) mod ids;
mod lifetimes;
pub(crate) mod units;
