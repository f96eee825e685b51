//! Exchange with a remote: fetch, merge, push, and settling what both sides changed.

pub(crate) mod conflict_words;
pub(crate) mod conflicted_file;
pub(crate) mod files_on_disk;
mod joined_plans;
pub(crate) mod marked_files;
pub(crate) mod merged_tree;
pub(crate) mod operation;
mod plan_and_log;
pub(crate) mod remote;
mod resolve;
pub(crate) mod side_deleted;
mod side_renamed;
mod stopped_files;
pub(crate) mod sync;
mod work_tree;
