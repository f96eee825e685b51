//! A plan document's text to its structure.

pub(crate) mod assigning;
pub(crate) mod figures;
pub mod intake;
pub(crate) mod outline;
mod source_text;
pub(crate) mod text;

pub use source_text::{
    Cleaned, CleaningNote, Covered, SourceCell, SourceFact, SourceLine, SourceRow, SourceTable,
    SourceText,
};
