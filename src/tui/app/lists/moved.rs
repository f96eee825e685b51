//! Another board under the screen: the cursor stays on what it stood on.

use crate::query::{Board, PlanHandle};
use crate::tui::app::lists::ready::Ready;
use crate::tui::app::state::State;

impl State {
    /// Takes in another board.
    pub(in crate::tui) fn replace_board(&mut self, board: Board) {
        self.swap(|state| {
            state.git.keep(&board);
            state.plans.replace(board);
            state.ready = Ready::default();
        });
    }

    /// Takes in plans that were read again.
    pub(in crate::tui) fn replace_plans(&mut self, plans: Vec<PlanHandle>) {
        self.swap(|state| {
            for place in state.plans.replace_plans(plans) {
                state.plan_changed(place);
            }
        });
    }

    /// Puts other plans under the screen.
    fn swap(&mut self, put: impl FnOnce(&mut Self)) {
        let key = self.row().and_then(|row| row.key(self.board()));
        put(self);
        self.rebuild();
        if let Some(key) = key
            && !self
                .row()
                .is_some_and(|row| row.has_key(self.board(), &key))
        {
            self.go_to_row(&key);
        }
        self.rest();
    }
}
