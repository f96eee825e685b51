//! Plans on disk: find a workspace, read it, check it; apply a change as a patch of the text, atomically, under a lock.

mod apply;
mod blocks;
mod check;
mod conflict;
mod entry_text;
mod fault;
mod fields;
mod file;
mod fix;
mod locator;
mod plan_file;
mod problem;
mod progress_file;
mod splice;
mod workspace;
mod write;

pub use apply::{Applied, apply, take_back};
pub use blocks::{blocks_once, expected_logs, render_block};
pub use check::check_plan;
pub use conflict::{Sides, sides};
pub use entry_text::entry_text;
pub use fault::Fault;
pub use file::{FileText, Stamp, read_file};
pub use fix::{Fixed, fix_plan};
pub use locator::{Place, find_conflict_marker};
pub use plan_file::read_document;
pub use problem::Problem;
pub use progress_file::{LogPlace, ProgressFile, read_progress};
pub use splice::{Patch, patched, splice};
pub use workspace::{Loaded, PlanFiles, Workspace, find_workspace};
pub use write::{Lock, replace_file};
