//! The proof of a plan against its document.

pub(crate) mod proof;

pub use proof::check_source;
