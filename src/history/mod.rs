//! What two versions of a plan say differently, whether a commitment was weakened, and git: versions read, compared,
//! recorded and exchanged. `git.rs` is the one place that runs it.

mod authority;
mod authors;
mod commit;
mod compare;
mod compare_items;
mod compare_logs;
mod difference;
mod draft;
mod fault;
mod git;
mod line;
mod logs;
mod merge;
mod pairs;
mod paths;
mod place;
mod repository;
mod review;
mod review_logs;
mod review_plan;
mod revision;
mod softer;
mod uncommitted;
mod version;
mod versions;
mod weakening;
mod word_diff;

pub use authors::Authors;
pub use compare::compare;
pub use difference::{Difference, LogChange, Place, Value, What};
pub use draft::{CommitDraft, Describe, PlanDelta, describe_plainly};
pub use fault::GitFault;
pub use line::{
    change_text, difference_line, entry_text, items_text, log_text, place_text, value_text,
};
pub use merge::{
    Choice, Conflict, ItemName, MergeFault, Merged, WHOLE_FILE, merge_plan, merge_progress,
};
pub use repository::{PlanTexts, Repository, TextAt};
pub use review::{Review, review};
pub use revision::{CommitId, Range};
pub use uncommitted::{Uncommitted, entries_not_in_head};
pub use version::Version;
pub use versions::{Commit, FileVersion};
pub use weakening::Weakening;
pub use word_diff::{Piece, marked, word_diff};
