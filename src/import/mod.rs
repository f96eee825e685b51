//! A draft plan of a document, and the proof of a plan against its document.

mod doubts;
mod draft;
mod draft_entries;
mod draft_head;
mod draft_period;
mod draft_record;
pub(crate) mod proof;
mod settle;
pub mod sheet;
mod source_lines;

pub use doubts::{StandingDoubt, standing_doubts};
pub use draft::{Draft, DraftOptions, comment, draft};
pub use proof::check_source;
pub use settle::{SettledTexts, accept, correct, take_out};
pub use source_lines::{ReviewedLine, source_lines};
