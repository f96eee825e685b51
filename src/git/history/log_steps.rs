//! The history of an item: its changes, commit by commit.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::plan::{Address, Entry};

use super::plan_history::{FileIds, PlanStep};
use crate::diff::inherited::{FromAbove, definition};
use crate::diff::{
    Difference, LogChange, Subject, SubjectKind, Version, What, compare, difference_line, place,
};
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
        let mut found = Vec::new();
        let mut address = address.clone();
        let history = self.history_of(to, plan)?;
        let mut steps = history.steps;
        steps.reverse();
        let mut left_alone: Vec<usize> = Vec::new();
        for (first, some) in steps.chunks(AT_A_TIME).enumerate() {
            let mut reader = VersionReader::new(self, plan, some)?;
            for (at, step) in some.iter().enumerate() {
                let at = first * AT_A_TIME + at;
                if reader.leaves_alone(step, &address.path) {
                    left_alone.push(at);
                    continue;
                }
                let (differences, earlier) = reader.of_item(step, &steps[at + 1..], &address)?;
                let is_gap = differences.iter().any(Difference::is_of_the_unreadable);
                // What went in the gap shows in the commit that ends it, though that touched no line of the item.
                if is_gap
                    && let Some(end) = reader.end_of_gap(&steps[..at])?
                    && left_alone.contains(&end)
                {
                    left_alone.retain(|known| *known != end);
                    let (differences, _) =
                        reader.of_item(&steps[end], &steps[end + 1..], &address)?;
                    if !differences.is_empty() {
                        let commit = steps[end].commit.clone();
                        found.push(LogStep {
                            commit,
                            differences,
                        });
                    }
                }
                if !differences.is_empty() {
                    found.push(LogStep {
                        commit: step.commit.clone(),
                        differences,
                    });
                }
                if let Some(earlier) = earlier {
                    address.path = earlier;
                }
            }
        }
        Ok(ItemLog {
            steps: found,
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

/// Reads the versions of a few commits; one commit's old version is nearly always another's new one.
struct VersionReader<'p> {
    repository: &'p Repository,
    plan: &'p str,
    contents: BTreeMap<String, Vec<u8>>,
    versions: BTreeMap<FileIds, Rc<Version>>,
}

impl<'p> VersionReader<'p> {
    /// The number of versions kept, which the next few commits need.
    const KEPT: usize = 8;

    fn new(
        repository: &'p Repository,
        plan: &'p str,
        steps: &[PlanStep],
    ) -> Result<Self, GitFault> {
        let mut blobs: Vec<&str> = steps
            .iter()
            .flat_map(|step| step.before.iter().chain([&step.after]))
            .flat_map(|blobs| [blobs.plan.as_deref(), blobs.progress.as_deref()])
            .flatten()
            .collect();
        blobs.sort_unstable();
        blobs.dedup();
        Ok(Self {
            repository,
            plan,
            contents: repository.contents(blobs)?,
            versions: BTreeMap::new(),
        })
    }

    fn text(&self, id: Option<&String>) -> Option<&[u8]> {
        self.contents.get(id?).map(Vec::as_slice)
    }

    fn version(&mut self, blobs: &FileIds) -> Rc<Version> {
        if let Some(known) = self.versions.get(blobs) {
            return known.clone();
        }
        let text = |id: &Option<String>| self.text(id.as_ref()).map(<[u8]>::to_vec);
        let version = Version::read(self.plan, text(&blobs.plan), text(&blobs.progress));
        let version = Rc::new(version);
        if self.versions.len() >= Self::KEPT {
            self.versions.clear();
        }
        self.versions.insert(blobs.clone(), version.clone());
        version
    }

    /// Returns a version; of one that cannot be read, or whose log cannot, what could be read last before it. `older` are
    /// the steps before, newest first.
    fn readable(&mut self, blobs: &FileIds, older: &[PlanStep]) -> Result<Rc<Version>, GitFault> {
        let mut found = self.version(blobs);
        let mut blobs = blobs.clone();
        let mut older = older;
        while found.is_unreadable() {
            let Some(at) = older.iter().position(|step| step.after == blobs) else {
                break;
            };
            let Some(before) = older[at].before.first() else {
                break;
            };
            blobs = before.clone();
            older = &older[at + 1..];
            self.read_also(&blobs)?;
            let earlier = self.version(&blobs);
            if found.document.is_none() {
                found = earlier;
            } else if earlier.document.is_some() && !earlier.is_log_unreadable {
                found = Rc::new(Version {
                    document: found.document.clone(),
                    ..Version::clone(&earlier)
                });
            }
        }
        Ok(found)
    }

    /// Returns the place of the oldest of these newer steps, newest first, after which the plan can be read.
    fn end_of_gap(&mut self, newer: &[PlanStep]) -> Result<Option<usize>, GitFault> {
        for (at, step) in newer.iter().enumerate().rev() {
            self.read_also(&step.after)?;
            if !self.version(&step.after).is_unreadable() {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Reads the contents of a version that is none of those read together.
    fn read_also(&mut self, ids: &FileIds) -> Result<(), GitFault> {
        let both = [ids.plan.as_deref(), ids.progress.as_deref()];
        let mut missing = both.into_iter().flatten().collect::<Vec<_>>();
        missing.retain(|id| !self.contents.contains_key(*id));
        self.contents.extend(self.repository.contents(missing)?);
        Ok(())
    }

    /// Returns whether a commit certainly left an item alone: plan.toml is the same, and so is every
    /// block that names the item.
    fn leaves_alone(&self, step: &PlanStep, path: &str) -> bool {
        let blocks = |ids: &FileIds| {
            let bytes = self.text(ids.progress.as_ref()).unwrap_or_default();
            let text = std::str::from_utf8(bytes).ok()?;
            blocks_that_name(text, path)
        };
        // A merge did what neither of those it joins had.
        step.before.iter().any(|before| {
            before.plan == step.after.plan && {
                let known = blocks(before);
                known.is_some() && known == blocks(&step.after)
            }
        })
    }

    /// Returns the changes of one commit to an item, and the item's earlier number if it had another. A merge changed
    /// what differs from all that it joins.
    fn of_item(
        &mut self,
        step: &PlanStep,
        older: &[PlanStep],
        address: &Address,
    ) -> Result<(Vec<Difference>, Option<String>), GitFault> {
        let after = self.version(&step.after);
        let mut sides = step.before.iter();
        let Some(first) = sides.next() else {
            return Ok((Vec::new(), None));
        };
        let first = self.readable(first, older)?;
        let (mut differences, mut earlier) = of_item(&first, &after, address);
        for side in sides {
            let side = self.readable(side, older)?;
            let (others, number) = of_item(&side, &after, address);
            differences = differences
                .into_iter()
                .filter_map(|difference| in_both(difference, &others))
                .collect();
            earlier = earlier.filter(|_| number.is_some());
        }
        Ok((differences, earlier))
    }
}

/// Returns the part of a difference that also differs from another parent.
fn in_both(difference: Difference, others: &[Difference]) -> Option<Difference> {
    let mut alike = others
        .iter()
        .filter(|other| other.place == difference.place);
    let What::Log(change) = difference.what else {
        return alike
            .any(|other| other.what == difference.what)
            .then_some(difference);
    };
    let other = alike.find_map(|other| match &other.what {
        What::Log(other) => Some(other),
        _ => None,
    })?;
    let both = |mine: &[Entry], theirs: &[Entry]| -> Vec<Entry> {
        let common = mine.iter().filter(|entry| theirs.contains(entry));
        common.cloned().collect()
    };
    let altered = change.altered.iter();
    let common = LogChange {
        added: both(&change.added, &other.added),
        deleted: both(&change.deleted, &other.deleted),
        altered: altered
            .filter(|(_, new)| other.altered.iter().any(|(_, known)| known == new))
            .cloned()
            .collect(),
        ..*change
    };
    (!common.is_empty()).then(|| Difference {
        place: difference.place,
        what: What::Log(Box::new(common)),
    })
}

/// Returns the lines of the blocks whose header names `path`; `None` if it is named only elsewhere, so that nothing
/// can be told.
fn blocks_that_name<'t>(text: &'t str, path: &str) -> Option<Vec<&'t str>> {
    let mut lines = Vec::new();
    let mut is_meant = false;
    for line in text.lines() {
        if line.starts_with('[') {
            is_meant = line.contains(path);
        }
        if is_meant {
            lines.push(line);
        }
    }
    (!lines.is_empty() || !text.contains(path)).then_some(lines)
}

/// Compares one item in two versions; also returns its earlier number if it had another.
fn of_item(
    before: &Version,
    after: &Version,
    address: &Address,
) -> (Vec<Difference>, Option<String>) {
    let all = compare(before, after);
    if all.is_empty() {
        return (Vec::new(), None);
    }
    let earlier = earlier_address(&all, address);
    let was_at = earlier.as_deref().unwrap_or(&address.path);
    let inherited = FromAbove::of([before, after], was_at, &address.path);
    let mut differences: Vec<Difference> = all
        .iter()
        .filter(|difference| {
            difference.is_of_the_unreadable()
                || difference.is_about(address)
                || inherited.has(difference)
        })
        .cloned()
        .collect();
    // So is an item with its milestones; the history of one of them tells of it.
    if let Some((action, _)) = address.path.split_once('/') {
        for difference in &all {
            let version = match difference.what {
                What::Added => after,
                What::Removed => before,
                _ => continue,
            };
            if difference.place.kind == SubjectKind::Action && difference.place.id == action {
                differences.splice(..0, whole(version, address, &difference.what));
            }
        }
    }
    // A plan that comes or goes is one difference; an item's history names its own part in it.
    match (&before.document, &after.document) {
        (None, Some(_)) if before.errors.is_empty() => {
            differences.splice(..0, whole(after, address, &What::Added));
        }
        (Some(_), None) if after.errors.is_empty() => {
            differences.extend(whole(before, address, &What::Removed));
        }
        _ => {}
    }
    (differences, earlier)
}

fn whole(version: &Version, address: &Address, what: &What) -> Vec<Difference> {
    let Some(document) = &version.document else {
        return Vec::new();
    };
    // An occurrence comes and goes with the recurrence too.
    let has = |path: &str| {
        version
            .plan()
            .is_some_and(|plan| plan.milestone(path).is_some())
    };
    if address.path.contains('@') && !has(&address.path) {
        return Vec::new();
    }
    let actions = document.actions.iter().map(place::action);
    let milestones = document.actions.iter().flat_map(|action| {
        let own = action.milestones.iter();
        own.map(|milestone| place::milestone(action, milestone))
    });
    let indicators = document.indicators.iter().map(place::indicator);
    let is_meant = |place: &Subject| {
        let is_around =
            place.kind == SubjectKind::Milestone && place.id == definition(&address.path);
        is_around || place.id == address.path
    };
    let mut found: Vec<Subject> = actions
        .chain(milestones)
        .chain(indicators)
        .filter(is_meant)
        .collect();
    // What an item owes in a phase of which it says nothing has no place of its own.
    if found.is_empty()
        && has(&address.path)
        && let Some((action, _)) = address.path.split_once('/')
    {
        let around = document.actions.iter().find(|known| known.id == action);
        found.extend(around.map(place::action));
    }
    found
        .into_iter()
        .map(|place| Difference {
            place,
            what: what.clone(),
        })
        .collect()
}

/// Returns the number that the item had before it was renumbered.
fn earlier_address(differences: &[Difference], address: &Address) -> Option<String> {
    let (action, rest) = match address.path.split_once('/') {
        Some((action, rest)) => (action, Some(rest)),
        None => (address.path.as_str(), None),
    };
    let mut earlier_action = None;
    let mut earlier_rest = None;
    for difference in differences {
        let What::Renumbered { from } = &difference.what else {
            continue;
        };
        let id = &difference.place.id;
        if id == action {
            earlier_action = Some(from.clone());
        } else if let Some(rest) = rest
            && let Some(name) = id.strip_prefix(action).and_then(|id| id.strip_prefix('/'))
            && rest.split('@').next() == Some(name)
        {
            earlier_rest = Some(rest.replacen(name, from, 1));
        }
    }
    if earlier_action.is_none() && earlier_rest.is_none() {
        return None;
    }
    let action = earlier_action.unwrap_or_else(|| action.to_owned());
    let rest = earlier_rest.or_else(|| rest.map(str::to_owned));
    Some(rest.map_or(action.clone(), |rest| format!("{action}/{rest}")))
}
