//! A plan document's text to its structure.

pub(crate) mod aims;
pub(crate) mod assign;
pub(crate) mod branch_roles;
mod closing_words;
pub(crate) mod head;
pub mod intake;
pub(crate) mod numbering;
pub(crate) mod outline;
mod parts;
pub(crate) mod reader;
mod source_text;
mod structure;
pub(crate) mod tables;
pub(crate) mod text;
pub(crate) mod times;
pub(crate) mod units;

pub use crate::text::Cleaned;
pub use aims::aim::PrintedAim;
pub use head::facts::PrintedHead;
pub use head::title::place_of;
pub use numbering::branch::TextParagraph;
pub use reader::{read_document, read_document_of};
pub use source_text::{
    CleaningNote, Covered, SourceCell, SourceFact, SourceLine, SourceRow, SourceTable, SourceText,
};
pub use structure::{
    DocumentStructure, PassedNumber, PlacedDoubt, PrintedEntry, PrintedIndicator, PrintedPhase,
    RowTime,
};
pub use times::deadlines::PrintedDeadline;
pub use units::group::GroupRole;
pub use units::register::PrintedUnit;
