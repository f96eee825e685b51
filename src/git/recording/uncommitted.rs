use std::collections::HashMap;

use crate::plan::{Entry, Log};
use crate::store::{Loaded, Workspace};

use super::inserted_entries::inserted_lines;
use super::renamed_plan::join_renamed;
use super::renumbered_logs::under_later_names;
use crate::git::{GitFault, Repository};
use crate::merge::logs::{LogTexts, key_of_text, more};

/// The uncommitted changes of a plan (未存档).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uncommitted {
    /// The plan.
    pub plan: String,
    /// The number of entries that HEAD lacks.
    pub added: usize,
    /// The number of entries of HEAD that are gone.
    pub removed: usize,
    /// The number of lines of plan.toml that differ.
    pub plan_lines: usize,
    /// The number of lines of progress.toml that differ and are no entries.
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
        let mut differing = self.differing_on_disk(head.as_ref(), workspace)?;
        join_renamed(&mut differing);
        let found = differing.iter().map(|plan| {
            let ([old_plan, old_progress], [plan_now, progress_now]) =
                (plan.texts_before(), plan.texts_now());
            let mut found = difference(
                &plan.disk.id,
                old_plan,
                old_progress,
                plan_now,
                progress_now,
            );
            if !plan.left_behind.is_empty() && found.count() == 0 {
                found.other_lines = 1;
            }
            found
        });
        let mut found: Vec<Uncommitted> = found.collect();
        for issues in self.changed_issues(head.as_ref(), workspace)? {
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

fn difference(
    id: &str,
    old_plan: Option<&[u8]>,
    old_progress: Option<&[u8]>,
    new_plan: Option<&[u8]>,
    new_progress: Option<&[u8]>,
) -> Uncommitted {
    let mut found = Uncommitted {
        plan: id.to_owned(),
        plan_lines: changed_lines(old_plan, new_plan),
        ..Uncommitted::default()
    };
    let texts = old_progress.zip(new_progress);
    if let Some((Ok(old), Ok(new))) =
        texts.map(|(old, new)| (std::str::from_utf8(old), std::str::from_utf8(new)))
        && let Some(lines) = inserted_lines(old, new)
    {
        found.added = lines.len();
        return found;
    }
    let lines = changed_lines(old_progress, new_progress);
    if lines == 0 {
        return found;
    }
    let text = |bytes: Option<&'_ [u8]>| {
        let text = bytes.map_or(Ok(""), std::str::from_utf8);
        text.unwrap_or("\u{0}").to_owned()
    };
    let logs = [text(old_progress), text(new_progress)];
    let logs = under_later_names([&logs[0], &logs[1]], [old_plan, new_plan]);
    let Some([old, new]) = logs else {
        found.other_lines = lines;
        return found;
    };
    let none = Vec::new();
    for (name, entries) in &new {
        let before = old.get(name).unwrap_or(&none);
        found.added += more(before, entries).len();
    }
    for (name, entries) in &old {
        let after = new.get(name).unwrap_or(&none);
        found.removed += more(after, entries).len();
    }
    // Comments, spacing and new empty blocks count as one; a log that was renumbered with its item does not count.
    let is_other = found.added + found.removed + found.plan_lines == 0;
    found.other_lines = usize::from(is_other);
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
            *left.entry((name.log(), entry.clone())).or_default() += 1;
        }
    }
    let milestones = progress
        .progress
        .milestones
        .iter()
        .map(|(id, log)| (Log::Milestone(id.clone()), log));
    let indicators = progress
        .progress
        .indicators
        .iter()
        .map(|(id, log)| (Log::Indicator(id.clone()), log));
    let mut found = Vec::new();
    for (log, entries) in milestones.chain(indicators) {
        for entry in entries {
            let key = (log.clone(), key_of_text(&entry.source));
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
pub(crate) fn sort_as_recorded(entries: &mut [(Log, Entry)]) {
    entries.sort_by(|(a, x), (b, y)| {
        let moment = |entry: &Entry| entry.at.map(crate::plan::Moment::instant);
        (moment(x), a.id(), &x.source).cmp(&(moment(y), b.id(), &y.source))
    });
}
