//! The cache: plans as they were read, so that the same bytes are not parsed twice.
//!
//! A kept plan is what the TOML said, not what follows from it: it is folded to any day by the same rules as one that
//! was just read. Only plans without errors are kept, and what is merely odd in them is not: `check` reads files. Everything here may be deleted at any time.

mod kept;
mod load;
mod packed;
mod packed_plan;
mod packed_progress;
mod reader;
mod rows;
mod summaries;

use kept::KeptPart;

pub use kept::Cache;
pub use load::{kept_rows, load_one};
pub use rows::{MilestonePlaces, RowScope, Rows};
pub use summaries::Summaries;
