//! The plans on the screen, and which of them views of one plan show.

use crate::plan::Day;
use crate::query::{Board, OpenPlan, PlanHandle};
use crate::store::Applied;

/// The board with the plan that is chosen, known by its id.
#[derive(Debug)]
pub(crate) struct PlansInView {
    board: Board,
    chosen: String,
    today: Day,
    version: usize,
}

impl PlansInView {
    /// Shows a board, its first plan chosen.
    pub(crate) fn new(board: Board, today: Day) -> Self {
        let mut plans = Self {
            board,
            chosen: String::new(),
            today,
            version: 0,
        };
        plans.choose_one_that_is_there();
        plans
    }

    /// Returns the plans with their indices, which hold until one of them is replaced.
    pub(crate) fn board(&self) -> &Board {
        &self.board
    }

    /// Returns the day everything is shown of.
    pub(crate) fn as_of(&self) -> Day {
        self.board.as_of
    }

    /// Today by the clock.
    pub(crate) fn today(&self) -> Day {
        self.today
    }

    /// Sets today's day.
    pub(crate) fn begin_day(&mut self, today: Day) {
        self.today = today;
    }

    /// Counts how often others changed what is shown, or another day was chosen. The user's own deeds do not count: the
    /// next key is meant for their result.
    pub(crate) fn version(&self) -> usize {
        self.version
    }

    /// Returns whether there are several plans.
    pub(crate) fn are_several(&self) -> bool {
        self.board.plans.len() > 1
    }

    /// Finds a plan by its id.
    pub(crate) fn find(&self, id: &str) -> Option<&PlanHandle> {
        self.board.plans.get(self.place_of(id)?)
    }

    fn place_of(&self, id: &str) -> Option<usize> {
        self.board.plans.iter().position(|handle| handle.id() == id)
    }

    /// Returns the plan that views of one plan show; none on a board without plans.
    pub(crate) fn chosen(&self) -> Option<&PlanHandle> {
        self.find(&self.chosen)
    }

    /// Returns the index of the chosen plan on the board.
    pub(crate) fn chosen_place(&self) -> Option<usize> {
        self.place_of(&self.chosen)
    }

    /// Returns the id of the chosen plan.
    pub(crate) fn chosen_id(&self) -> &str {
        &self.chosen
    }

    /// Returns the chosen plan, if it could be opened.
    pub(crate) fn open(&self) -> Option<OpenPlan<'_>> {
        self.chosen()?.open()
    }

    /// Chooses a plan; returns whether it is another than before.
    pub(crate) fn choose(&mut self, id: &str) -> bool {
        let is_other = self.chosen != id && self.place_of(id).is_some();
        if is_other {
            id.clone_into(&mut self.chosen);
        }
        is_other
    }

    /// Shows another board. The chosen plan stays chosen if it is still there.
    pub(crate) fn replace(&mut self, board: Board) {
        self.board = board;
        self.version += 1;
        self.choose_one_that_is_there();
    }

    /// Replaces plans that were read again; returns their indices.
    pub(crate) fn replace_plans(&mut self, plans: Vec<PlanHandle>) -> Vec<usize> {
        self.version += 1;
        let mut places = Vec::new();
        for handle in plans {
            if let Some(place) = self.place_of(handle.id()) {
                self.board.plans[place] = handle;
                places.push(place);
            }
        }
        places
    }

    /// Updates a plan with what a deed wrote; returns the plan's index.
    pub(crate) fn take_in(&mut self, done: &Applied) -> Option<usize> {
        let place = self.place_of(&done.change.plan)?;
        self.board.plans[place].take_in(done.file.clone(), done.stamp);
        Some(place)
    }

    fn choose_one_that_is_there(&mut self) {
        if self.chosen().is_none() {
            let first = self.board.plans.first();
            self.chosen = first.map_or_else(String::new, |handle| handle.id().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Loaded, PlanFiles};

    fn board(ids: &[&str]) -> Board {
        let loaded = ids.iter().map(|id| {
            let files = PlanFiles::in_folder((*id).into());
            Loaded::from_bytes(&files, None, None, day())
        });
        Board::new(loaded.collect(), day())
    }

    fn day() -> Day {
        "2025-07-01".parse().unwrap()
    }

    #[test]
    fn the_chosen_plan_stays_chosen_wherever_it_lies() {
        let mut plans = PlansInView::new(board(&["a", "c"]), day());
        assert_eq!(plans.chosen_id(), "a");
        assert!(plans.choose("c") && !plans.choose("c") && !plans.choose("x"));
        plans.replace(board(&["a", "b", "c"]));
        assert_eq!((plans.chosen_id(), plans.chosen_place()), ("c", Some(2)));
        plans.replace(board(&["a", "b"]));
        assert_eq!((plans.chosen_id(), plans.chosen_place()), ("a", Some(0)));
        plans.replace(board(&[]));
        assert_eq!((plans.chosen_id(), plans.chosen_place()), ("", None));
    }

    #[test]
    fn plans_that_were_read_again_take_their_own_places() {
        let mut plans = PlansInView::new(board(&["a", "b"]), day());
        let flaw = |plans: &PlansInView, place: usize| {
            let problems = plans.board().plans[place].problems();
            problems.first().map(|problem| problem.flaw.code())
        };
        assert_ne!(flaw(&plans, 1), Some("syntax"));
        let files = PlanFiles::in_folder("b".into());
        let text = Some(b"title = ?\n".to_vec());
        let other = Loaded::from_bytes(&files, text, None, day());
        let mut again = board(&["x"]).plans;
        again.extend(Board::new(vec![other], day()).plans);
        assert_eq!(plans.replace_plans(again), [1]);
        assert_eq!(flaw(&plans, 1), Some("syntax"));
        assert_ne!(flaw(&plans, 0), Some("syntax"));
        assert_eq!(plans.version(), 1);
    }
}
