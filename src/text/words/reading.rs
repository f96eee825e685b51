use crate::text::Doubt;

/// Words about the reading of a document.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReadingWords {
    /// A doubt, and what to check.
    pub doubt: fn(&Doubt) -> String,
}
