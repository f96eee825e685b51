//! What reading a document says: its doubts, what it cleaned, why a file could not be read.

mod doubt;
mod intake;

pub use doubt::Doubt;
pub use intake::{Cleaned, FileFormat, IntakeError};
