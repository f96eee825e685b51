//! What is on disk and not committed, counted per plan.

use std::collections::HashMap;

use crate::plan::{Entry, Log};
use crate::store::{Loaded, PlanPart, Workspace, entry_in_plain_spelling};

use super::on_disk::DifferingPlan;
use super::renumbered_logs::{lacking, under_later_names};
use crate::git::{GitFault, Repository};
use crate::merge::entry_keys::{LogTexts, key_of_text};

/// The uncommitted changes of a plan (未存档).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uncommitted {
    /// The plan.
    pub plan: String,
    /// The number of entries that HEAD lacks.
    pub added: usize,
    /// The number of entries of HEAD that are gone.
    pub removed: usize,
    /// The number of lines of plan.toml that differ; one if the file is new or gone.
    pub plan_lines: usize,
    /// The number of lines of progress.toml that differ and are not entries.
    pub other_lines: usize,
    /// Whether the plan's list of bulletins differs.
    pub issues: bool,
}

impl Uncommitted {
    /// Returns whether the plan's own files differ, not its list of bulletins alone.
    pub fn is_of_plan(&self) -> bool {
        self.count() > usize::from(self.issues)
    }

    /// Returns the number of changes.
    pub fn count(&self) -> usize {
        self.added + self.removed + self.plan_lines + self.other_lines + usize::from(self.issues)
    }
}

impl Repository {
    /// Lists uncommitted changes by plan, without the plans that have none. Files are compared with their blobs;
    /// how git stores line ends makes no difference.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn uncommitted(&self, workspace: &Workspace) -> Result<Vec<Uncommitted>, GitFault> {
        let head = self.head()?;
        let differing = self.differing_from_head(head.as_ref(), workspace)?;
        let mut found: Vec<Uncommitted> = differing.iter().map(difference).collect();
        for issues in self.changed_issues(head.as_ref(), workspace)?.changed {
            match found.iter_mut().find(|plan| plan.plan == issues.files.id) {
                Some(plan) => plan.issues = true,
                None => found.push(Uncommitted {
                    plan: issues.files.id,
                    issues: true,
                    ..Uncommitted::default()
                }),
            }
        }
        found.retain(|plan| plan.count() > 0);
        Ok(found)
    }
}

fn difference(plan: &DifferingPlan) -> Uncommitted {
    let (was, is) = (plan.bytes_before(), plan.bytes_now());
    let lines = |part: PlanPart| changed_lines(was[part].as_deref(), is[part].as_deref());
    // A plan that is new or gone is one change, not as many as it has lines.
    let is_whole = was[PlanPart::Plan].is_none() || is[PlanPart::Plan].is_none();
    let most = if is_whole { 1 } else { usize::MAX };
    let mut found = Uncommitted {
        plan: plan.disk.id.clone(),
        plan_lines: lines(PlanPart::Plan).min(most),
        ..Uncommitted::default()
    };
    let progress_lines = lines(PlanPart::Progress);
    if progress_lines > 0 {
        match under_later_names([&was, &is]) {
            Some([old, new]) => {
                found.added = lacking(&new, &old);
                found.removed = lacking(&old, &new);
            }
            None => found.other_lines = progress_lines,
        }
    }
    // Changed comments, spacing and empty blocks count as one; a log that only follows its renumbered item as none.
    if found.count() == 0 && (progress_lines > 0 || !plan.left_behind.is_empty()) {
        found.other_lines = 1;
    }
    found
}

/// Counts the lines that only one of two texts has, and returns the larger count; a different order counts as one line.
/// Line ends do not count.
pub(crate) fn changed_lines(old: Option<&[u8]>, new: Option<&[u8]>) -> usize {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if old == new || bare_lines(old).eq(bare_lines(new)) {
        return 0;
    }
    let mut balance: HashMap<&[u8], isize> = HashMap::new();
    for line in bare_lines(new) {
        *balance.entry(line).or_default() += 1;
    }
    for line in bare_lines(old) {
        *balance.entry(line).or_default() -= 1;
    }
    let more: isize = balance.values().filter(|count| **count > 0).sum();
    let less: isize = -balance.values().filter(|count| **count < 0).sum::<isize>();
    more.max(less).max(1) as usize
}

fn bare_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    lines.map(|line| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        line.strip_suffix(b"\r").unwrap_or(line)
    })
}

/// Returns the entries of a plan on disk that the logs of HEAD, under their present names, lack; the last recorded is
/// last.
pub(super) fn entries_not_in_head(now: &Loaded, head: Option<&LogTexts>) -> Vec<(Log, Entry)> {
    let Some(progress) = now.progress.as_deref() else {
        return Vec::new();
    };
    let mut left: HashMap<(Log, String), usize> = HashMap::new();
    for (name, entries) in head.into_iter().flatten() {
        for entry in entries {
            *left.entry((name.clone(), entry.clone())).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for (log, entries) in progress.progress.logs() {
        for entry in entries {
            let (log_then, said) = entry_in_plain_spelling(&log, &entry.source);
            let key = (log_then, key_of_text(&said));
            match left.get_mut(&key).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => found.push((log.clone(), entry.clone())),
            }
        }
    }
    sort_as_recorded(&mut found);
    found
}

/// Sorts entries in the order in which they were recorded.
fn sort_as_recorded(entries: &mut [(Log, Entry)]) {
    entries.sort_by(|(a, x), (b, y)| {
        let moment = |entry: &Entry| entry.at.map(crate::plan::Moment::instant);
        (moment(x), a.id(), &x.source).cmp(&(moment(y), b.id(), &y.source))
    });
}
