//! How the plans stand to git: what is not committed, what was committed last, and what git is doing.

use std::collections::BTreeMap;

use crate::git::{Commit, CommitId};
use crate::query::Board;
use crate::tui::app::worker::PlanChanges;

/// What is known from git of the plans on the board. The worker reports it; views only read it.
#[derive(Default)]
pub(in crate::tui) struct GitStanding {
    /// What git is doing at the moment, in words.
    pub(in crate::tui) busy: Option<String>,
    /// By plan, how many entries are not committed; `None` as long as that is not known.
    uncommitted: Option<BTreeMap<String, usize>>,
    changes: Vec<ChangeLine>,
    recent: Vec<Commit>,
}

/// A line of view 7: something that differs from the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// The plan's id; `None` for one that is no longer there.
    pub plan: Option<String>,
    /// What it is called.
    pub name: String,
    /// Whether it moves a commitment (plan.toml), not only progress.
    pub commitment: bool,
    /// In the plan's words.
    pub text: String,
}

impl GitStanding {
    /// Returns whether any of the plans lies in a repository.
    pub(in crate::tui) fn is_known(&self) -> bool {
        self.uncommitted.is_some()
    }

    /// The number of entries of a plan that are not committed.
    pub(in crate::tui) fn uncommitted_of(&self, plan: &str) -> usize {
        let known = self.uncommitted.as_ref();
        known
            .and_then(|known| known.get(plan))
            .copied()
            .unwrap_or(0)
    }

    /// The number of entries of all plans that are not committed.
    pub(in crate::tui) fn uncommitted(&self) -> usize {
        self.uncommitted.iter().flat_map(BTreeMap::values).sum()
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
        let mut uncommitted = BTreeMap::new();
        self.changes.clear();
        for plan in found {
            let is_on_board = board.plans.iter().any(|it| it.id() == plan.plan);
            if is_on_board {
                uncommitted.insert(plan.plan.clone(), plan.count);
            } else if one_of_several {
                continue;
            }
            let id = is_on_board.then_some(plan.plan);
            let line = |(commitment, text): (bool, String)| ChangeLine {
                plan: id.clone(),
                name: plan.name.clone(),
                commitment,
                text,
            };
            self.changes.extend(plan.lines.into_iter().map(line));
        }
        // What moves a commitment comes first: that is what a reviewer looks for.
        self.changes
            .sort_by(|a, b| (!a.commitment, &a.plan).cmp(&(!b.commitment, &b.plan)));
        self.uncommitted = Some(uncommitted);
    }

    /// Takes in the last commits.
    pub(in crate::tui) fn take_recent(&mut self, commits: Vec<Commit>) {
        self.recent = commits;
    }

    /// There is no repository to be asked.
    pub(in crate::tui) fn forget(&mut self) {
        *self = Self {
            busy: self.busy.take(),
            ..Self::default()
        };
    }

    /// Keeps what is known of the plans on a board.
    pub(in crate::tui) fn keep(&mut self, board: &Board) {
        if let Some(known) = &mut self.uncommitted {
            known.retain(|id, _| board.plans.iter().any(|shown| shown.id() == id));
        }
    }
}
