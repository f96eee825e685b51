//! The history of an item: its changes, commit by commit.

use std::rc::Rc;

use crate::plan::Address;

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
        let mut address = address.clone();
        let history = self.history_of(to, plan)?;
        let mut steps = history.steps;
        steps.reverse();
        // The changes of each step that was compared; the others left the item alone.
        let mut compared: Vec<Option<Vec<Difference>>> = vec![None; steps.len()];
        for (first, some) in steps.chunks(AT_A_TIME).enumerate() {
            let mut reader = VersionReader::new(self, plan, some)?;
            for (at, step) in some.iter().enumerate() {
                let at = first * AT_A_TIME + at;
                if reader.leaves_alone(step, &address.path) {
                    continue;
                }
                let (differences, earlier) = reader.of_item(step, &steps[at + 1..], &address)?;
                // What went in the gap shows in the commit that ends it, though that touched no line of the item.
                if differences.iter().any(Difference::is_of_the_unreadable)
                    && let Some(end) = reader.end_of_gap(&steps[..at])?
                    && compared[end].is_none()
                {
                    let (of_gap, _) = reader.of_item(&steps[end], &steps[end + 1..], &address)?;
                    compared[end] = Some(of_gap);
                }
                compared[at] = Some(differences);
                if let Some(earlier) = earlier {
                    address.path = earlier;
                }
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
            is_cut: history.is_cut,
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
