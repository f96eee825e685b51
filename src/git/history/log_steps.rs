//! The history of an item: its changes, commit by commit.

use std::collections::HashMap;
use std::rc::Rc;

use crate::plan::Address;

use super::plan_history::PlanStep;
use super::version_reader::VersionReader;
use crate::diff::{Difference, Version, difference_line};
use crate::git::{Commit, CommitId, GitFault, Repository};
use crate::review::Authors;
use crate::text::Words;

/// The number of commits read at once, so that a long history does not fill the memory.
const AT_A_TIME: usize = 64;

/// The history of an item.
#[derive(Clone, Debug, Default)]
pub struct ItemLog {
    /// The commits that changed it, newest first.
    pub steps: Vec<LogStep>,
    /// Whether a shallow clone lacks the earlier part.
    pub is_cut: bool,
}

/// A commit's changes to an item.
#[derive(Clone, Debug)]
pub struct LogStep {
    /// The commit.
    pub commit: Commit,
    /// The changes, in the order of the plan.
    pub differences: Vec<Difference>,
}

impl ItemLog {
    /// Returns each commit with its changes in words, line by line, or says that there are none of the item typed.
    pub fn lines(&self, typed: &str, words: &Words) -> Vec<String> {
        if self.steps.is_empty() && !self.is_cut {
            return vec![(words.history.not_in_history)(typed)];
        }
        let mut lines = Vec::new();
        for step in &self.steps {
            let commit = &step.commit;
            let (date, id) = (commit.minute(), commit.id.short());
            lines.push(format!(
                "{date} {} {id} {}",
                commit.author,
                commit.subject()
            ));
            let said = step.differences.iter().map(|it| difference_line(it, words));
            lines.extend(said.map(|line| format!("  {line}")));
        }
        if self.is_cut {
            lines.push(words.git.log_is_shallow.to_owned());
        }
        lines
    }
}

/// The address of an item at the commits that are still to be read: its number may differ from side to side.
struct AddressesThen {
    known: HashMap<CommitId, Address>,
    /// Where a commit is reached in another way: before the plan's folder got its name.
    last: Address,
}

impl AddressesThen {
    fn new(address: &Address) -> Self {
        Self {
            known: HashMap::new(),
            last: address.clone(),
        }
    }

    fn of(&mut self, commit: &CommitId) -> Address {
        let known = self.known.remove(commit);
        known.unwrap_or_else(|| self.last.clone())
    }

    /// Hands the address at a step on to those before it: `before` are their commits, and the paths that the item had at
    /// each parent where they differ.
    fn go_back(
        &mut self,
        step: &PlanStep,
        older: &[PlanStep],
        (before, paths): (&[CommitId], Vec<Option<String>>),
        address: &Address,
    ) {
        let at_side = |side: usize| {
            let path = paths.get(side).cloned().flatten();
            Address {
                path: path.unwrap_or_else(|| address.path.clone()),
                ..address.clone()
            }
        };
        for commit in before {
            let files = older.iter().find(|older| older.commit.id == *commit);
            let side = step
                .before
                .iter()
                .position(|side| Some(side) == files.map(|it| &it.after));
            let then = at_side(side.unwrap_or(0));
            self.known.entry(commit.clone()).or_insert(then);
        }
        if before.is_empty() {
            self.last = at_side(0);
        }
    }
}

impl Repository {
    /// Lists the changes that commits up to `to` made to one item of a plan, newest first: an action
    /// with its milestones, a milestone, or an indicator, under whatever numbers it had, and whatever
    /// names the plan's folder had.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or the clone lacks the files.
    pub fn log_of(
        &self,
        to: &CommitId,
        plan: &str,
        address: &Address,
    ) -> Result<ItemLog, GitFault> {
        let history = self.history_of(to, plan)?;
        let older = self.commits_before(&history)?;
        let (mut steps, is_cut) = (history.steps, history.is_cut);
        steps.reverse();
        let mut addresses = AddressesThen::new(address);
        // The changes of each step that was compared; the others left the item alone.
        let mut compared: Vec<Option<Vec<Difference>>> = vec![None; steps.len()];
        for (first, some) in steps.chunks(AT_A_TIME).enumerate() {
            let mut reader = VersionReader::new(self, plan, some)?;
            for (at, step) in some.iter().enumerate() {
                let at = first * AT_A_TIME + at;
                let address = addresses.of(&step.commit.id);
                let mut sides = Vec::new();
                if !reader.leaves_alone(step, &address.path) {
                    let changes = reader.of_item(step, &steps[at + 1..], &address)?;
                    // What went in the gap shows in the commit that ends it, though that touched no line of the item.
                    if changes
                        .differences
                        .iter()
                        .any(Difference::is_of_the_unreadable)
                        && let Some(end) = reader.end_of_gap(&steps[..at])?
                        && compared[end].is_none()
                    {
                        let of_gap = reader.of_item(&steps[end], &steps[end + 1..], &address)?;
                        compared[end] = Some(of_gap.differences);
                    }
                    compared[at] = Some(changes.differences);
                    sides = changes.paths_before;
                }
                let before = older.get(&step.commit.id).map_or(&[][..], Vec::as_slice);
                addresses.go_back(step, &steps[at + 1..], (before, sides), &address);
            }
        }
        let steps = steps.into_iter().zip(compared);
        let changed = steps.filter_map(|(step, differences)| {
            let differences = differences.filter(|some| !some.is_empty())?;
            let commit = step.commit;
            Some(LogStep {
                commit,
                differences,
            })
        });
        Ok(ItemLog {
            steps: changed.collect(),
            is_cut,
        })
    }

    /// Returns who wrote each entry of a plan's logs, by its history up to `to`.
    ///
    /// # Errors
    /// Fails if git cannot be asked, or the clone lacks the files.
    pub fn authors_of(&self, to: &CommitId, plan: &str) -> Result<Authors, GitFault> {
        let mut authors = Authors::default();
        let mut steps = self.history_of(to, plan)?.steps;
        steps.reverse();
        for (first, some) in steps.chunks(AT_A_TIME).enumerate().rev() {
            let mut reader = VersionReader::new(self, plan, some)?;
            for (at, step) in some.iter().enumerate().rev() {
                let after = reader.version(&step.after);
                // What was there before is nobody's work who made it readable again.
                if after.is_unreadable() {
                    continue;
                }
                let older = &steps[first * AT_A_TIME + at + 1..];
                let before = step.before.iter();
                let before = before.map(|ids| reader.readable(ids, older));
                let before = before.collect::<Result<Vec<Rc<Version>>, GitFault>>()?;
                let before: Vec<&Version> = before.iter().map(AsRef::as_ref).collect();
                authors.learn(&before, &after, &step.commit.as_authors());
            }
        }
        Ok(authors)
    }
}
