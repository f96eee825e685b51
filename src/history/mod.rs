//! Git: versions of the plans read, compared, recorded and exchanged. `git.rs` is the one place that runs it.

mod commit;
mod draft;
mod fault;
mod git;
mod joined;
mod logs;
mod merge;
mod paths;
mod remote;
mod repository;
mod resolve;
mod revision;
mod sync;
mod uncommitted;
mod versions;

pub use draft::{CommitDraft, Describe, PlanDelta, describe_plainly};
pub use fault::GitFault;
pub use merge::{
    Choice, Conflict, ItemName, MergeFault, Merged, WHOLE_FILE, merge_plan, merge_progress,
};
pub use repository::{PlanTexts, Repository, TextAt};
pub use resolve::{ConflictedFile, Origin, Settle, Side, marked_files, settle_files};
pub use revision::{CommitId, Range};
pub use sync::{SyncStep, Synced};
pub use uncommitted::{Uncommitted, entries_not_in_head};
pub use versions::{Commit, FileVersion};
