//! The words about reading a document: its doubts, what was cleaned, why a file cannot be read.

mod doubt;
mod intake;

pub use doubt::Doubt;
pub use intake::{Cleaned, FileFormat, IntakeError};
