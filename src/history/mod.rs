//! What two versions of a plan say differently, and whether a commitment was weakened.

mod compare;
mod compare_items;
mod compare_logs;
mod difference;
mod pairs;
mod place;
mod version;

pub use compare::compare;
pub use difference::{Difference, LogChange, Place, Value, What};
pub use version::Version;
