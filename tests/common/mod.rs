//! What the promises are tested with.

pub(crate) mod pty;
