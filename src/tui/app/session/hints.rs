//! The hints of the sample, kept beside its plans until they are followed.

use crate::store::{read_hints, write_hints};
use crate::text::ScreenCommand;

use super::Session;
use crate::tui::app::State;

impl Session {
    /// Shows the hints that are left.
    pub(super) fn show_hints(&self, state: &mut State) {
        let names = read_hints(&self.options.workspace.parent()).unwrap_or_default();
        let hints = names.iter();
        let hints = hints.filter_map(|name| ScreenCommand::from_key(name));
        state.message.set_hints(hints.collect());
    }

    /// Keeps the hints that are left. One that cannot be put away comes back; nothing else depends on it.
    pub(super) fn keep_hints(&self, state: &State) {
        let hints = state.message.hints().iter();
        let left: Vec<&str> = hints.map(|hint| hint.key()).collect();
        let _ = write_hints(&self.options.workspace.parent(), &left);
    }
}
