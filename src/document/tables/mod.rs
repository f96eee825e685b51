//! Tables: lists of tasks, and numbers with their years.

pub(crate) mod column_kind;
pub(crate) mod columns;
pub(crate) mod indicators;
pub(crate) mod tasks;
