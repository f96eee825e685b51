//! The history of a plan, under whatever name and wherever its folder lay.

pub(crate) mod issue_changes;
mod item_changes;
pub(crate) mod log_steps;
pub(crate) mod moved_folders;
pub(crate) mod plan_history;
mod version_reader;
