//! What two versions of a plan say differently, and whether a commitment was weakened.

mod authority;
mod authors;
mod compare;
mod compare_items;
mod compare_logs;
mod difference;
mod line;
mod pairs;
mod place;
mod review;
mod review_logs;
mod review_plan;
mod softer;
mod version;
mod weakening;
mod word_diff;

pub use authors::Authors;
pub use compare::compare;
pub use difference::{Difference, LogChange, Place, Value, What};
pub use line::{
    change_text, difference_line, entry_text, items_text, log_text, place_text, value_text,
};
pub use review::{Review, review};
pub use version::Version;
pub use weakening::Weakening;
pub use word_diff::{Piece, marked, word_diff};
