//! Entries that a merge leads astray: they stand in the merged log and mean something else than their side meant.

mod homeless;
mod recounted;

pub(crate) use homeless::{has_homeless, new_homeless, new_shared_name};
pub(crate) use recounted::{new_correction_of_nothing, new_recounted};
