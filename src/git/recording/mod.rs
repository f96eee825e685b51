//! Commits: what differs from HEAD, drafts, and recording.

pub(crate) mod bulletin_issues;
pub(crate) mod changed_plan;
pub(crate) mod commit;
pub(crate) mod commit_draft;
pub(crate) mod commit_message;
pub(crate) mod filtered;
pub(crate) mod lost_entries;
pub(crate) mod lost_log;
pub(crate) mod on_disk;
pub(crate) mod renamed_plan;
pub(crate) mod renumbered_logs;
pub(crate) mod uncommitted;
pub(crate) mod unrecorded;
