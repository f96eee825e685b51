//! What a plan was before, under whatever name and wherever its folder lay.

pub(crate) mod log_steps;
pub(crate) mod moved_folders;
pub(crate) mod plan_history;
