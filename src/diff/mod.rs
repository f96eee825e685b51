//! Two versions of a plan compared, in the plan's words.
//!
//! ```
//! use duban::diff::{Version, What, compare};
//!
//! # fn main() -> std::io::Result<()> {
//! let text = std::fs::read_to_string("plans/zhangping/plan.toml")?;
//! let lowered = text.replacen("value = 60, unit = \"名\"", "value = 50, unit = \"名\"", 1);
//! let before = Version::read("zhangping", Some(text.into_bytes()), None);
//! let after = Version::read("zhangping", Some(lowered.into_bytes()), None);
//! let differences = compare(&before, &after);
//! for difference in &differences {
//!     if let What::Value { from: Some(from), to: Some(to), .. } = &difference.what {
//!         println!("{}: {} became {}", difference.subject.id, from.plain(), to.plain());
//! #       assert_eq!((from.plain(), to.plain()), ("= 60名".to_owned(), "= 50名".to_owned()));
//!     }
//! }
//! # assert_eq!(differences.len(), 1);
//! # Ok(())
//! # }
//! ```

pub(crate) mod compare;
pub(crate) mod compare_items;
pub(crate) mod compare_logs;
pub(crate) mod difference;
pub(crate) mod difference_line;
pub(crate) mod difference_list;
pub(crate) mod inherited;
pub(crate) mod pairs;
pub(crate) mod subjects;
pub(crate) mod version;
pub(crate) mod word_diff;

pub use compare::compare;
pub use difference::{Difference, LogChange, Subject, SubjectKind, Value, What};
pub use difference_line::{
    change_text, deed_words, difference_line, entry_text, items_text, log_text, subject_text,
    value_text, what_text,
};
pub use version::Version;
pub use word_diff::{Piece, marked, word_diff};
