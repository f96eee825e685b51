//! The columns of view 3, one for each phase of the chosen plan.

use crate::plan::Tally;
use crate::query::Item;
use crate::tui::app::Pane;

/// The columns with a cursor each, and the one that has the keys.
#[derive(Debug, Default)]
pub(crate) struct PhaseColumns {
    columns: Vec<Vec<Item>>,
    tallies: Vec<Tally>,
    panes: Vec<Pane>,
    at: usize,
}

impl PhaseColumns {
    /// Takes in the milestones of each phase; each cursor stays on its row as far as there are so many.
    pub(crate) fn set(&mut self, columns: Vec<Vec<Item>>) {
        let standings = |column: &Vec<Item>| -> Tally {
            let standings = column.iter().map(|item| item.verdict.standing);
            standings.collect()
        };
        self.tallies = columns.iter().map(standings).collect();
        self.columns = columns;
        self.panes.resize(self.columns.len(), Pane::default());
        self.at = self.at.min(self.columns.len().saturating_sub(1));
        for (pane, column) in self.panes.iter_mut().zip(&self.columns) {
            pane.cursor = pane.cursor.min(column.len().saturating_sub(1));
            pane.show_cursor(column.len());
        }
    }

    /// Releases the milestones while another view is shown; the cursors stay where they are.
    pub(crate) fn leave(&mut self) {
        self.columns.clear();
    }

    /// Forgets the columns, because another plan was chosen.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Returns the milestones of a phase with the window on them.
    pub(crate) fn column(&self, phase: usize) -> Option<(&[Item], Pane)> {
        let items = self.columns.get(phase)?;
        Some((items, self.panes.get(phase).copied().unwrap_or_default()))
    }

    /// Returns the tally of the milestones of a phase.
    pub(crate) fn tally(&self, phase: usize) -> Tally {
        self.tallies.get(phase).copied().unwrap_or_default()
    }

    /// Returns the phase that has the keys.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Returns the milestones of the phase that has the keys.
    pub(crate) fn here(&self) -> &[Item] {
        self.columns.get(self.at).map_or(&[], Vec::as_slice)
    }

    /// Returns the window on them.
    pub(crate) fn pane(&self) -> Pane {
        self.panes.get(self.at).copied().unwrap_or_default()
    }

    /// Returns the milestone under the cursor.
    pub(crate) fn item(&self) -> Option<&Item> {
        self.here().get(self.pane().cursor)
    }

    /// Counts the milestones of all phases.
    pub(crate) fn milestones(&self) -> usize {
        self.columns.iter().map(Vec::len).sum()
    }

    /// Moves the cursor by some rows.
    pub(crate) fn step(&mut self, by: isize) {
        let len = self.here().len();
        if let Some(pane) = self.panes.get_mut(self.at) {
            pane.step(by, len, |_| true);
        }
    }

    /// Moves the keys by some phases, no further than the first and the last.
    pub(crate) fn sideways(&mut self, by: isize) {
        let last = self.columns.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Moves the keys to the next phase, from the last one to the first.
    pub(crate) fn next(&mut self) {
        self.at = (self.at + 1) % self.columns.len().max(1);
    }

    /// Moves the keys to a phase.
    pub(crate) fn go_to_phase(&mut self, phase: usize) {
        self.at = phase.min(self.columns.len().saturating_sub(1));
    }

    /// Puts the cursor on the first milestone that is what is looked for, if there is one.
    pub(crate) fn go_to(&mut self, is_it: impl Fn(&Item) -> bool) {
        let mut columns = self.columns.iter().enumerate();
        let found = columns.find_map(|(phase, column)| {
            let row = column.iter().position(&is_it)?;
            Some((phase, row))
        });
        if let Some((phase, row)) = found {
            self.at = phase;
            self.step(row as isize - self.pane().cursor as isize);
        }
    }

    /// Takes in how many rows have room.
    pub(crate) fn set_height(&mut self, height: usize) {
        for (pane, column) in self.panes.iter_mut().zip(&self.columns) {
            pane.set_height(height, column.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Reason, Standing, Verdict};
    use crate::query::MilestonePlace;

    fn items(actions: &[usize]) -> Vec<Item> {
        let item = |action: &usize| Item {
            place: MilestonePlace {
                plan: 0,
                action: *action,
                milestone: 0,
            },
            verdict: Verdict {
                standing: Standing::OnTrack,
                reason: Reason::Unreported,
                due_now: "2025-07-01".parse().unwrap(),
                days: 1,
                points: None,
            },
            of: None,
        };
        actions.iter().map(item).collect()
    }

    #[test]
    fn each_phase_keeps_its_cursor() {
        let mut columns = PhaseColumns::default();
        columns.set(vec![items(&[1, 2, 3]), items(&[4, 5])]);
        columns.step(2);
        columns.sideways(1);
        columns.step(1);
        assert_eq!((columns.at(), columns.pane().cursor), (1, 1));
        columns.sideways(7);
        assert_eq!(columns.at(), 1);
        columns.next();
        assert_eq!((columns.at(), columns.pane().cursor), (0, 2));
        columns.set(vec![items(&[1]), items(&[])]);
        assert_eq!((columns.pane().cursor, columns.milestones()), (0, 1));
    }

    #[test]
    fn a_milestone_is_found_in_any_phase() {
        let mut columns = PhaseColumns::default();
        columns.set(vec![items(&[1, 2]), items(&[3, 4])]);
        columns.go_to(|item| item.place.action == 4);
        assert_eq!((columns.at(), columns.pane().cursor), (1, 1));
        columns.go_to(|item| item.place.action == 9);
        assert_eq!(columns.item().unwrap().place.action, 4);
        columns.forget();
        assert_eq!((columns.item(), columns.at()), (None, 0));
        columns.next();
        assert_eq!(columns.at(), 0);
    }
}
