//! The contents of plan.toml: units, phases, actions, milestones, targets and amendments.

pub(crate) mod alert;
pub(crate) mod amendment;
pub(crate) mod document;
#[cfg(test)]
mod document_tests;
pub(crate) mod indicator;
pub(crate) mod lookalike;
pub(crate) mod milestone_def;
pub(crate) mod phase;
pub(crate) mod recurrence;
pub(crate) mod target;
pub(crate) mod terms;
#[cfg(test)]
mod terms_tests;
pub(crate) mod unit;
pub(crate) mod window;
