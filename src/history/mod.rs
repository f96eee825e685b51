//! What two versions of a plan say differently, whether a commitment was weakened, and git: versions read, compared,
//! recorded and exchanged. `git.rs` is the one place that runs it.

mod authority;
mod authors;
mod commit;
mod compare;
mod compare_items;
mod compare_logs;
mod conflict_words;
mod conversation;
mod difference;
mod draft;
mod fault;
mod founding;
mod git;
mod inserted;
mod joined;
mod json;
mod line;
mod logs;
mod merge;
mod objects;
mod outline;
mod pairs;
mod paths;
mod place;
mod plan_change;
mod remote;
mod repository;
mod resolve;
mod review;
mod review_items;
mod review_logs;
mod review_plan;
mod review_terms;
mod revision;
mod sights;
mod softer;
mod steps;
mod sync;
mod uncommitted;
mod version;
mod versions;
mod weakening;
mod word_diff;
mod wording;

pub use authors::{Author, Authors};
pub use compare::compare;
pub use conflict_words::{conflict_lines, conflicts_on_disk};
pub use difference::{Difference, LogChange, Place, Value, What};
pub use draft::{CommitDraft, Describe, PlanDelta, describe_plainly};
pub use fault::GitFault;
pub use founding::{Founding, found};
pub use git::while_no_git_starts;
pub use json::{DifferenceJson, ReviewJson, SCHEMA, WeakeningJson};
pub use line::{
    change_text, difference_line, entry_text, items_text, log_text, place_text, value_text,
};
pub use merge::{
    Choice, Conflict, ItemName, MergeFault, Merged, WHOLE_FILE, merge_plan, merge_progress,
};
pub use outline::{
    Line, difference_outline, outline_markdown, outline_text, review_outline, weakening_line,
};
pub use plan_change::PlanChange;
pub use repository::{PlanTexts, Repository, TextAt};
pub use resolve::{ConflictedFile, Origin, Settle, Side, marked_files, settle_files};
pub use review::{Review, review};
pub use revision::{CommitId, Range};
pub use steps::LogStep;
pub use sync::{SyncStep, Synced};
pub use uncommitted::{Uncommitted, entries_not_in_head};
pub use version::Version;
pub use versions::{Commit, FileVersion};
pub use weakening::Weakening;
pub use word_diff::{Piece, marked, word_diff};
