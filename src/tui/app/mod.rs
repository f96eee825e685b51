//! The state of the screen, what keys make of it, and what is done outside of it.

pub(in crate::tui) mod command;
pub(in crate::tui) mod deed;
pub(in crate::tui) mod editing;
pub(in crate::tui) mod effect;
pub(in crate::tui) mod entry_forms;
pub(in crate::tui) mod key_map;
pub(in crate::tui) mod lists;
pub(in crate::tui) mod navigation;
pub(in crate::tui) mod parts;
pub(in crate::tui) mod pointing;
pub(in crate::tui) mod run;
pub(in crate::tui) mod session;
pub(in crate::tui) mod state;
pub(in crate::tui) mod target;
pub(in crate::tui) mod update;
pub(in crate::tui) mod worker;
