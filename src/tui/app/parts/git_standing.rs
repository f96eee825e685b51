//! How the plans stand to git: what is not committed, what was committed last, and what git is doing.

use crate::git::{Commit, CommitId};
use crate::query::Board;
use crate::tui::app::worker::PlanChanges;

/// What is known from git of the plans on the board. The worker reports it; views only read it.
#[derive(Default)]
pub(in crate::tui) struct GitStanding {
    /// What git is doing at the moment, in words.
    pub(in crate::tui) busy: Option<String>,
    /// How many entries of each plan on the board are not committed; `None` where that is not known.
    uncommitted: Vec<Option<usize>>,
    changes: Vec<ChangeLine>,
    recent: Vec<Commit>,
}

/// A line of view 7: something that differs from the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// The plan's place on the board; `None` of one that is there no more.
    pub plan: Option<usize>,
    /// What it is called.
    pub name: String,
    /// Whether it moves a commitment (plan.toml), not only progress.
    pub commitment: bool,
    /// In the plan's words.
    pub text: String,
}

impl GitStanding {
    /// Nothing is known yet of so many plans.
    pub(in crate::tui) fn unknown(plans: usize) -> Self {
        Self {
            uncommitted: vec![None; plans],
            ..Self::default()
        }
    }

    /// Returns whether any of the plans lies in a repository.
    pub(in crate::tui) fn is_known(&self) -> bool {
        self.uncommitted.iter().any(Option::is_some)
    }

    /// The number of entries of a plan that are not committed, by its place on the board.
    pub(in crate::tui) fn uncommitted_of(&self, place: usize) -> usize {
        let known = self.uncommitted.get(place).copied();
        known.flatten().unwrap_or(0)
    }

    /// The number of entries of all plans that are not committed.
    pub(in crate::tui) fn uncommitted(&self) -> usize {
        self.uncommitted.iter().flatten().sum()
    }

    /// What differs from the last commit, a line each; what moves a commitment first.
    pub(in crate::tui) fn changes(&self) -> &[ChangeLine] {
        &self.changes
    }

    /// The last commits that touched the plans, newest first.
    pub(in crate::tui) fn recent(&self) -> &[Commit] {
        &self.recent
    }

    /// One of the last commits.
    pub(in crate::tui) fn commit(&self, id: &CommitId) -> Option<&Commit> {
        self.recent.iter().find(|commit| commit.id == *id)
    }

    /// Takes in what is not committed. Where the board holds one plan of several (`one_of_several`), others are left out.
    pub(in crate::tui) fn take_changes(
        &mut self,
        board: &Board,
        found: Vec<PlanChanges>,
        one_of_several: bool,
    ) {
        self.uncommitted = vec![Some(0); board.plans.len()];
        self.changes.clear();
        for plan in found {
            let place = board.plans.iter().position(|it| it.id() == plan.plan);
            if let Some(place) = place {
                self.uncommitted[place] = Some(plan.count);
            } else if one_of_several {
                continue;
            }
            let line = |(commitment, text): (bool, String)| ChangeLine {
                plan: place,
                name: plan.name.clone(),
                commitment,
                text,
            };
            self.changes.extend(plan.lines.into_iter().map(line));
        }
        // What moves a commitment comes first: that is what a reviewer looks for.
        self.changes
            .sort_by_key(|change| (!change.commitment, change.plan));
    }

    /// Takes in the last commits.
    pub(in crate::tui) fn take_recent(&mut self, commits: Vec<Commit>) {
        self.recent = commits;
    }

    /// There is no repository to be asked.
    pub(in crate::tui) fn forget(&mut self, plans: usize) {
        *self = Self {
            busy: self.busy.take(),
            ..Self::unknown(plans)
        };
    }

    /// The board has another number of plans; of new ones nothing is known yet.
    pub(in crate::tui) fn resize(&mut self, plans: usize) {
        self.uncommitted.resize(plans, None);
    }
}
