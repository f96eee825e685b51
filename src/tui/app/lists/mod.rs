//! The lists of the views and their cursors.

pub(in crate::tui) mod cursor;
pub(in crate::tui) mod leader;
pub(in crate::tui) mod main_list;
pub(in crate::tui) mod order;
pub(in crate::tui) mod pane;
pub(in crate::tui) mod phase_columns;
pub(in crate::tui) mod ready;
pub(in crate::tui) mod rebuild;
pub(in crate::tui) mod resume;
pub(in crate::tui) mod row_key;
pub(in crate::tui) mod rows;
pub(in crate::tui) mod unit_list;
