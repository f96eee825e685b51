//! Git: reads, records and exchanges versions. Only `process/` runs it.

mod attributes;
pub(crate) mod exchange;
pub(crate) mod fast_import;
pub(crate) mod fault;
pub(crate) mod file_versions;
pub(crate) mod found_in_tree;
pub(crate) mod history;
pub(crate) mod homes;
pub(crate) mod objects;
pub(crate) mod paths;
pub(crate) mod plan_change;
pub(crate) mod plan_texts;
pub(crate) mod process;
pub(crate) mod recording;
pub(crate) mod repository;
pub(crate) mod revision;
pub(crate) mod same_plan;
pub(crate) mod settings;
pub(crate) mod submodules;

pub use exchange::conflict_words::{conflict_lines, conflict_name, conflicts_on_disk};
pub use exchange::conflicted_file::{ConflictedFile, Origin, Settle, Side};
pub use exchange::files_on_disk::settle_files;
pub use exchange::marked_files::marked_files;
pub use exchange::sync::{SyncStep, Synced};
pub use fast_import::{ImportedCommit, import_history, start_repository};
pub use fault::GitFault;
pub use file_versions::Commit;
pub use history::log_steps::{ItemLog, LogStep};
pub use plan_change::PlanChange;
pub use plan_texts::PlanTexts;
pub use process::while_no_git_starts;
pub use recording::bulletin_issues::check_lost_issues;
pub use recording::commit::record_everywhere;
pub use recording::commit_draft::{CommitDraft, Describe, Drafts, PlanDelta};
pub use recording::commit_message::describe_plainly;
pub use recording::lost_entries::check_lost_entries;
pub use recording::lost_log::{
    mark_lost_logs, refuse_lost_issues, refuse_lost_log, refuse_not_checked_out,
};
pub use recording::uncommitted::Uncommitted;
pub use recording::unrecorded::Unrecorded;
pub use repository::Repository;
pub use revision::{CommitId, Range};
