//! Errors that a merge makes, and entries that mean something else in it than their side meant.

mod new_errors;
mod recounted;

pub(crate) use new_errors::{is_homeless, new_errors};
pub(crate) use recounted::{new_correction_of_nothing, new_recounted};
