//! What the promises are tested with.

pub(crate) mod duban;
pub(crate) mod pty;
