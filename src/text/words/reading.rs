use crate::text::Doubt;

/// What is said of a document's reading.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct ReadingWords {
    /// What the reader was not sure of, and what to look at.
    pub doubt: fn(&Doubt) -> String,
}
