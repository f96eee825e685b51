//! The contents of progress.toml: entries, the rules that admit them, and their fold to a state.

pub(crate) mod address;
pub(crate) mod change;
pub(crate) mod counting;
pub(crate) mod entry;
pub(crate) mod fold;
#[cfg(test)]
mod fold_each_tests;
#[cfg(test)]
mod fold_property_tests;
#[cfg(test)]
mod fold_tests;
pub(crate) mod log_ref;
pub(crate) mod occasion;
pub(crate) mod postponement;
pub(crate) mod progress;
pub(crate) mod refusal;
#[cfg(test)]
mod refusal_tests;
pub(crate) mod status;
pub(crate) mod subject;
pub(crate) mod totals;
