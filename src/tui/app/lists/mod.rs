//! The lists and their cursors: what each view lists, and what stays under the cursor when that changes.

pub(in crate::tui) mod leader;
pub(in crate::tui) mod list;
pub(in crate::tui) mod moved;
pub(in crate::tui) mod order;
pub(in crate::tui) mod pane;
pub(in crate::tui) mod ready;
pub(in crate::tui) mod rebuild;
pub(in crate::tui) mod resume;
pub(in crate::tui) mod rows;
