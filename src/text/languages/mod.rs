//! The languages, each with every word of the program; a missing one does not compile.

pub(super) mod en;
pub(super) mod zh;
