//! The cache: plans as they were read, so that the same bytes are not parsed twice.
//!
//! A cached plan is what the TOML said, not what follows from it: it is folded to any day by the same rules as one that
//! was just read. Plans with errors are never cached, and warnings are not stored: `check` reads the files. Everything
//! here may be deleted at any time.

mod files;
mod load;
mod packed;
mod packed_plan;
mod packed_progress;
mod reader;
mod rows;
mod summaries;

use files::CachedPart;

pub use files::Cache;
pub use load::{kept_rows, load_one};
pub use rows::{MilestonePlaces, RowScope, Rows};
pub use summaries::Summaries;
