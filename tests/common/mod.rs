//! What the promises are tested with.

pub(crate) mod app;
pub(crate) mod duban;
pub(crate) mod kept;
pub(crate) mod pty;
pub(crate) mod stage;
