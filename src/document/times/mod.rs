//! The times that a document names: days, spans and recurrences.

pub(crate) mod behind;
pub(crate) mod calendar;
pub(crate) mod deadlines;
pub(crate) mod heading_day;
pub(crate) mod in_turn;
pub(crate) mod named;
mod own_day;
pub(crate) mod plain_days;
mod recurring;
pub(crate) mod row_times;
pub(crate) mod stages;
pub(crate) mod stated_time;
pub(crate) mod unplaced;
