//! The plans' standing in git: what is not committed, what was committed last, and what git is doing.

use std::collections::BTreeMap;

use crate::git::{Commit, CommitId};
use crate::query::Board;
use crate::tui::app::PlanChanges;

/// The plans' standing in git, as the worker reports it.
#[derive(Default)]
pub(crate) struct GitStanding {
    /// The activity of git, in words.
    doing: Option<String>,
    /// By plan, the number of uncommitted entries; `None` until it is known.
    uncommitted: Option<BTreeMap<String, usize>>,
    /// Why it is not known, in words.
    unknown: Option<String>,
    changes: Vec<ChangeLine>,
    recent: Vec<Commit>,
}

/// A line of view 7: a change since the last commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// The plan's id; `None` for one that is no longer there.
    pub plan: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether it changes a commitment (plan.toml), not only progress.
    pub commitment: bool,
    /// The change in the plan's words.
    pub text: String,
}

impl GitStanding {
    /// Returns in words what git is doing; meanwhile nobody else changes files.
    pub(crate) fn doing(&self) -> Option<&str> {
        self.doing.as_deref()
    }

    /// Marks git as busy, with what it does.
    pub(crate) fn begin(&mut self, doing: impl Into<String>) {
        self.doing = Some(doing.into());
    }

    /// Marks git as idle.
    pub(crate) fn end(&mut self) {
        self.doing = None;
    }

    /// Returns whether any of the plans lies in a repository.
    pub(crate) fn is_known(&self) -> bool {
        self.uncommitted.is_some()
    }

    /// Returns why nothing is known of the plans, in words; `None` if git said nothing yet.
    pub(crate) fn unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// Returns the number of uncommitted entries of a plan.
    pub(crate) fn uncommitted_of(&self, plan: &str) -> usize {
        let known = self.uncommitted.as_ref();
        known
            .and_then(|known| known.get(plan))
            .copied()
            .unwrap_or(0)
    }

    /// Returns the number of uncommitted entries of all plans.
    pub(crate) fn uncommitted(&self) -> usize {
        self.uncommitted.iter().flat_map(BTreeMap::values).sum()
    }

    /// Returns the changes since the last commit; those of commitments come first.
    pub(crate) fn changes(&self) -> &[ChangeLine] {
        &self.changes
    }

    /// Returns the last commits that touched the plans, newest first.
    pub(crate) fn recent(&self) -> &[Commit] {
        &self.recent
    }

    /// Returns one of the last commits.
    pub(crate) fn commit(&self, id: &CommitId) -> Option<&Commit> {
        self.recent.iter().find(|commit| commit.id == *id)
    }

    /// Sets the uncommitted changes; plans missing from a board of one plan of several (`one_of_several`) are left out.
    pub(crate) fn take_changes(
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
        self.unknown = None;
    }

    /// Takes in the last commits.
    pub(crate) fn take_recent(&mut self, commits: Vec<Commit>) {
        self.recent = commits;
    }

    /// Forgets all that was known of the repository, for a reason in words; returns whether the reason is a new one.
    pub(crate) fn forget(&mut self, reason: String) -> bool {
        let is_news = self.unknown() != Some(&reason);
        *self = Self {
            doing: self.doing.take(),
            unknown: Some(reason),
            ..Self::default()
        };
        is_news
    }

    /// Keeps what is known of the plans on a board.
    pub(crate) fn keep(&mut self, board: &Board) {
        if let Some(known) = &mut self.uncommitted {
            known.retain(|id, _| board.plans.iter().any(|handle| handle.id() == id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Day;
    use crate::store::{Loaded, PlanFiles};

    fn board(ids: &[&str]) -> Board {
        let day: Day = "2025-07-01".parse().unwrap();
        let loaded = ids.iter().map(|id| {
            let files = PlanFiles::in_folder((*id).into());
            Loaded::from_bytes(&files, None, None, day)
        });
        Board::new(loaded.collect(), day)
    }

    fn changes(plan: &str, count: usize, lines: &[(bool, &str)]) -> PlanChanges {
        let lines = lines
            .iter()
            .map(|(commitment, text)| (*commitment, (*text).to_owned()));
        PlanChanges {
            plan: plan.to_owned(),
            name: plan.to_owned(),
            count,
            lines: lines.collect(),
        }
    }

    #[test]
    fn changes_of_commitments_come_first_and_counts_go_with_their_plans() {
        let mut git = GitStanding::default();
        assert!(!git.is_known());
        let found = vec![
            changes("a", 1, &[(false, "progress of a")]),
            changes(
                "b",
                2,
                &[(true, "commitment of b"), (false, "progress of b")],
            ),
        ];
        git.take_changes(&board(&["a", "b"]), found, false);
        let texts: Vec<&str> = git.changes().iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["commitment of b", "progress of a", "progress of b"]);
        assert_eq!((git.uncommitted_of("b"), git.uncommitted()), (2, 3));
        git.keep(&board(&["b"]));
        assert_eq!((git.uncommitted_of("a"), git.uncommitted()), (0, 2));
    }

    #[test]
    fn what_git_is_doing_outlives_what_is_known() {
        let mut git = GitStanding::default();
        git.take_changes(&board(&["a"]), vec![changes("a", 1, &[])], false);
        git.begin("fetching");
        assert!(git.forget("damaged".to_owned()));
        assert!(!git.forget("damaged".to_owned()));
        assert_eq!((git.is_known(), git.doing()), (false, Some("fetching")));
        assert_eq!(git.unknown(), Some("damaged"));
        git.end();
        assert_eq!(git.doing(), None);
    }
}
