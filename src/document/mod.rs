//! A plan document's text to its structure.

pub(crate) mod assigning;
pub(crate) mod figures;
pub(crate) mod outline;
pub(crate) mod text;
