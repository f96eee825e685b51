//! Exchange with a remote: fetch, merge, push, and settling what both sides changed.

pub(crate) mod conflict_words;
pub(crate) mod files_on_disk;
pub(crate) mod merged_tree;
pub(crate) mod operation;
mod plan_and_log;
pub(crate) mod remote;
pub(crate) mod resolve;
pub(crate) mod side_deleted;
mod side_renamed;
pub(crate) mod sync;
