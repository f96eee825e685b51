//! The day that the screen shows: another one that was asked for, or the next at midnight.

use crate::plan::Day;
use crate::query::Board;

use super::Session;
use crate::tui::app::State;

impl Session {
    /// Shows the plans as of another day, or of today.
    pub(super) fn show_day(&mut self, state: &mut State, day: Option<Day>) {
        self.options.as_of = day;
        let as_of = day.unwrap_or(state.plans.today());
        let board = if self.shows_past() {
            Board::new(state.board().loaded(), as_of)
        } else {
            self.read(&self.options.workspace, as_of)
        };
        state.replace_board(board);
        state.say((state.words.as_of)(as_of));
    }

    /// Begins a new day if the clock says so, and returns whether it did.
    pub(crate) fn notice_midnight(&self, state: &mut State) -> bool {
        let today = (self.options.now)().local.date();
        if today == state.plans.today() {
            return false;
        }
        state.plans.begin_day(today);
        if self.options.as_of.is_none() && !self.shows_past() {
            state.replace_board(self.read(&self.options.workspace, today));
        }
        true
    }
}
