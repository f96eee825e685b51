//! The parts of the screen's state that keep rules of their own; only their methods change them.

mod deed_history;
mod git_standing;
mod message_line;
mod narrowing;
mod open_actions;
mod plans_in_view;
mod time_scroll;

pub(crate) use deed_history::DeedHistory;
pub use git_standing::ChangeLine;
pub(crate) use git_standing::GitStanding;
pub(crate) use message_line::MessageLine;
pub(crate) use narrowing::Narrowing;
pub(crate) use open_actions::OpenActions;
pub(crate) use plans_in_view::PlansInView;
pub(crate) use time_scroll::{TimeScroll, Zoom};
