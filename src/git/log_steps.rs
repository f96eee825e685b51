//! The history of one plan: what each commit made of it.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use crate::plan::{Address, Document};

use super::{Commit, CommitId, FileVersion, GitFault, Repository};
use crate::diff::{Difference, Subject, Version, What, compare, place};
use crate::review::Authors;

/// No plan has more commits than anybody will wait for.
const LIMIT: usize = 20_000;

/// How many commits are read at once, so that a long history does not fill the memory.
const AT_A_TIME: usize = 64;

/// What one commit changed of one item.
#[derive(Clone, Debug)]
pub struct LogStep {
    /// Who and when.
    pub commit: Commit,
    /// What, in the order of the plan.
    pub differences: Vec<Difference>,
}

/// One commit, with the contents of both files before and after it, by their ids in git.
struct CommitStep {
    commit: Commit,
    before: Blobs,
    after: Blobs,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Blobs {
    plan: Option<String>,
    progress: Option<String>,
}

impl Repository {
    /// What the commits up to `to` did to one item of a plan, newest first: an action with its milestones, a milestone,
    /// or an indicator, under whatever numbers it had, and whatever names the plan's folder had.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn log_of(
        &self,
        to: &CommitId,
        plan: &str,
        address: &Address,
    ) -> Result<Vec<LogStep>, GitFault> {
        let mut found = Vec::new();
        let mut address = address.clone();
        let mut steps = self.steps_of(to, plan)?;
        steps.reverse();
        for some in steps.chunks(AT_A_TIME) {
            let mut reader = VersionReader::new(self, plan, some)?;
            for step in some {
                if reader.leaves_alone(step, &address.path) {
                    continue;
                }
                let (before, after) = (reader.version(&step.before), reader.version(&step.after));
                let (differences, earlier) = of_item(&before, &after, &address);
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
        Ok(found)
    }

    /// Who wrote each entry of a plan's logs, by its history up to `to`.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn authors_of(&self, to: &CommitId, plan: &str) -> Result<Authors, GitFault> {
        let mut authors = Authors::default();
        for some in self.steps_of(to, plan)?.chunks(AT_A_TIME) {
            let mut reader = VersionReader::new(self, plan, some)?;
            for step in some {
                let (before, after) = (reader.version(&step.before), reader.version(&step.after));
                authors.learn(&before, &after, &step.commit.as_author());
            }
        }
        Ok(authors)
    }

    /// Every commit up to `to` that touched the plan, oldest first.
    fn steps_of(&self, to: &CommitId, plan: &str) -> Result<Vec<CommitStep>, GitFault> {
        let folder = Path::new(plan);
        let plans = self.versions_of(to, &folder.join("plan.toml"), LIMIT)?;
        let logs = self.versions_of(to, &folder.join("progress.toml"), LIMIT)?;
        let (mut plan_now, mut log_now): (Option<String>, Option<String>) = (None, None);
        let mut steps = Vec::new();
        for (of_plan, of_log) in together(plans, logs) {
            let commit = of_plan.as_ref().or(of_log.as_ref());
            let Some(commit) = commit.map(|version| version.commit.clone()) else {
                continue;
            };
            let side = |version: Option<FileVersion>, now: &mut Option<String>| match version {
                Some(version) => {
                    now.clone_from(&version.after);
                    (version.before, version.after)
                }
                None => (now.clone(), now.clone()),
            };
            let (plan_before, plan_after) = side(of_plan, &mut plan_now);
            let (log_before, log_after) = side(of_log, &mut log_now);
            steps.push(CommitStep {
                commit,
                before: Blobs {
                    plan: plan_before,
                    progress: log_before,
                },
                after: Blobs {
                    plan: plan_after,
                    progress: log_after,
                },
            });
        }
        Ok(steps)
    }
}

/// Reads the versions of a few commits; a commit's before is nearly always another's after.
struct VersionReader<'p> {
    plan: &'p str,
    contents: BTreeMap<String, Vec<u8>>,
    versions: BTreeMap<Blobs, Rc<Version>>,
}

impl<'p> VersionReader<'p> {
    /// How many versions are kept: the next few commits need them, older ones none.
    const KEPT: usize = 8;

    fn new(repository: &Repository, plan: &'p str, steps: &[CommitStep]) -> Result<Self, GitFault> {
        let mut blobs: Vec<&str> = steps
            .iter()
            .flat_map(|step| [&step.before, &step.after])
            .flat_map(|blobs| [blobs.plan.as_deref(), blobs.progress.as_deref()])
            .flatten()
            .collect();
        blobs.sort_unstable();
        blobs.dedup();
        Ok(Self {
            plan,
            contents: repository.contents(blobs)?,
            versions: BTreeMap::new(),
        })
    }

    fn text(&self, id: Option<&String>) -> Option<&[u8]> {
        self.contents.get(id?).map(Vec::as_slice)
    }

    fn version(&mut self, blobs: &Blobs) -> Rc<Version> {
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

    /// Whether a commit surely did nothing to an item: the plan is the same, and so is every block that names the item.
    fn leaves_alone(&self, step: &CommitStep, path: &str) -> bool {
        if step.before.plan != step.after.plan {
            return false;
        }
        let blocks = |blobs: &Blobs| {
            let bytes = self.text(blobs.progress.as_ref()).unwrap_or_default();
            let text = std::str::from_utf8(bytes).ok()?;
            blocks_that_name(text, path)
        };
        let before = blocks(&step.before);
        before.is_some() && before == blocks(&step.after)
    }
}

/// The lines of the blocks whose header names `path`; `None` where it is named elsewhere only, so that nothing can be
/// said.
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

/// The commits of both files, oldest first; each file's come newest first.
fn together(
    plans: Vec<FileVersion>,
    logs: Vec<FileVersion>,
) -> Vec<(Option<FileVersion>, Option<FileVersion>)> {
    let ids = |versions: &[FileVersion]| -> HashSet<CommitId> {
        let ids = versions.iter().map(|version| version.commit.id.clone());
        ids.collect()
    };
    let (of_plans, of_logs) = (ids(&plans), ids(&logs));
    let mut plans = plans.into_iter().rev().peekable();
    let mut logs = logs.into_iter().rev().peekable();
    let mut found = Vec::new();
    loop {
        let first = match (plans.peek(), logs.peek()) {
            (None, None) => return found,
            (Some(plan), Some(log)) if plan.commit.id == log.commit.id => (true, true),
            (Some(plan), Some(log)) => {
                // A commit of both files waits for the other file to come to it; clocks decide only what is left.
                let waits = (
                    of_logs.contains(&plan.commit.id),
                    of_plans.contains(&log.commit.id),
                );
                let plan_first = match waits {
                    (true, false) => false,
                    (false, true) => true,
                    _ => plan.commit.committed <= log.commit.committed,
                };
                (plan_first, !plan_first)
            }
            (plan, log) => (plan.is_some(), log.is_some()),
        };
        let plan = if first.0 { plans.next() } else { None };
        let log = if first.1 { logs.next() } else { None };
        found.push((plan, log));
    }
}

/// What differs of one item, and the number it had before where that was another.
fn of_item(
    before: &Version,
    after: &Version,
    address: &Address,
) -> (Vec<Difference>, Option<String>) {
    let all = compare(before, after);
    let earlier = earlier_address(&all, address);
    let mut differences: Vec<Difference> = all
        .into_iter()
        .filter(|difference| difference.is_about(address))
        .collect();
    // A plan that comes or goes is one difference; an item's history names its own part in it.
    match (&before.document, &after.document) {
        (None, Some(document)) => {
            differences.splice(..0, whole(document, address, &What::Added));
        }
        (Some(document), None) => differences.extend(whole(document, address, &What::Removed)),
        _ => {}
    }
    (differences, earlier)
}

fn whole(document: &Document, address: &Address, what: &What) -> Vec<Difference> {
    let actions = document.actions.iter().map(place::action);
    let milestones = document.actions.iter().flat_map(|action| {
        let own = action.milestones.iter();
        own.map(|milestone| place::milestone(action, milestone))
    });
    let indicators = document.indicators.iter().map(place::indicator);
    let is_meant = |place: &Subject| match place {
        Subject::Milestone { id, .. } => {
            address.path == *id || address.path.split('@').next() == Some(id)
        }
        place => place.id() == address.path,
    };
    actions
        .chain(milestones)
        .chain(indicators)
        .filter(is_meant)
        .map(|place| Difference {
            place,
            what: what.clone(),
        })
        .collect()
}

/// The number that the item had before it was renumbered.
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
        let id = difference.place.id();
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
