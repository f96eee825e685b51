use crate::plan::{Change, Day};

/// What an update wants done outside the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write these, as one deed.
    Write(Vec<Change>),
    /// Take the last deed back.
    Undo,
    /// Do it again.
    Redo,
    /// Show another day.
    AsOf(Option<Day>),
    /// Read everything again.
    Reload,
    /// Commit, with this message where one was written.
    Commit(Option<String>),
    /// Exchange with the remote.
    Sync,
    /// Stop for a while.
    Suspend,
    /// Leave.
    Quit,
}
