//! A repository whose plans lie partly in others: in its submodules, or beside it.

pub(crate) mod changes;
pub(crate) mod plans_at;
