//! The parts of the screen's state that keep rules of their own; only their methods change them.

pub(in crate::tui) mod deed_history;
pub(in crate::tui) mod git_standing;
pub(in crate::tui) mod message_line;
pub(in crate::tui) mod narrowing;
pub(in crate::tui) mod open_actions;
pub(in crate::tui) mod plans_in_view;
pub(in crate::tui) mod selected;
pub(in crate::tui) mod time_scroll;
