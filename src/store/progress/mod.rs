//! Reading, splicing and repairing of progress.toml.

pub(crate) mod apply;
pub(crate) mod batch;
pub(crate) mod block_place;
pub(crate) mod blocks;
pub(crate) mod contradictions;
pub(crate) mod duplicate_blocks;
pub(crate) mod entry_text;
pub(crate) mod inline_blocks;
pub(crate) mod log_lines;
pub(crate) mod orphans;
pub(crate) mod progress_file;
pub(crate) mod readable_again;
pub(crate) mod repair;
pub(crate) mod splice;
pub(crate) mod staged_change;
