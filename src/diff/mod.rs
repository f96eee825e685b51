//! Two versions of a plan compared, in the plan's words.

pub(crate) mod compare;
pub(crate) mod compare_items;
pub(crate) mod compare_logs;
pub(crate) mod difference;
pub(crate) mod difference_line;
pub(crate) mod pairs;
pub(crate) mod place;
pub(crate) mod version;
pub(crate) mod word_diff;

pub use compare::compare;
pub use difference::{Difference, LogChange, Subject, Value, What};
pub use difference_line::{
    change_text, difference_line, entry_text, items_text, log_text, place_text, value_text,
};
pub use version::Version;
pub use word_diff::{Piece, marked, word_diff};
