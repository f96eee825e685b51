//! The history of one plan: what each commit made of it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::plan::{Address, Document};

use super::compare::compare;
use super::difference::{Difference, Place, What};
use super::place;
use super::{Author, Authors, Commit, CommitId, FileVersion, GitFault, Repository, Version};

/// No plan has more commits than anybody will wait for.
const LIMIT: usize = 20_000;

/// One commit, with what it made of the plan.
#[derive(Clone, Debug)]
pub struct Step {
    /// Who and when.
    pub commit: Commit,
    /// The plan before it.
    pub before: Version,
    /// The plan after it.
    pub after: Version,
}

/// What one commit changed of one item.
#[derive(Clone, Debug)]
pub struct LogStep {
    /// Who and when.
    pub commit: Commit,
    /// What, in the order of the plan.
    pub differences: Vec<Difference>,
}

impl Repository {
    /// What every commit up to `to` made of a plan, oldest first, also under the names its folder had before.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn steps_of(&self, to: &CommitId, plan: &str) -> Result<Vec<Step>, GitFault> {
        let folder = Path::new(plan);
        let plans = self.versions_of(to, &folder.join("plan.toml"), LIMIT)?;
        let logs = self.versions_of(to, &folder.join("progress.toml"), LIMIT)?;
        let mut blobs: Vec<&str> = plans
            .iter()
            .chain(&logs)
            .flat_map(|version| [version.before.as_deref(), version.after.as_deref()])
            .flatten()
            .collect();
        blobs.sort_unstable();
        blobs.dedup();
        let contents = self.contents(blobs.iter().copied())?;
        let mut walk = Walk {
            contents: &contents,
            versions: BTreeMap::new(),
        };
        let (mut plan_now, mut log_now): (Option<String>, Option<String>) = (None, None);
        let mut steps = Vec::new();
        for (of_plan, of_log) in together(plans, logs) {
            let Some(commit) = of_plan
                .as_ref()
                .or(of_log.as_ref())
                .map(|v| v.commit.clone())
            else {
                continue;
            };
            let side = |version: &Option<FileVersion>, now: &mut Option<String>| match version {
                Some(version) => {
                    now.clone_from(&version.after);
                    (version.before.clone(), version.after.clone())
                }
                None => (now.clone(), now.clone()),
            };
            let (plan_before, plan_after) = side(&of_plan, &mut plan_now);
            let (log_before, log_after) = side(&of_log, &mut log_now);
            steps.push(Step {
                before: walk.version(plan, plan_before, log_before),
                after: walk.version(plan, plan_after, log_after),
                commit,
            });
        }
        Ok(steps)
    }

    /// Who wrote each entry of a plan's logs, by its history up to `to`.
    ///
    /// # Errors
    /// Where git cannot be asked, or the clone lacks the files.
    pub fn authors_of(&self, to: &CommitId, plan: &str) -> Result<Authors, GitFault> {
        let mut authors = Authors::default();
        for step in self.steps_of(to, plan)? {
            authors.learn(&step.before, &step.after, &Author::of(&step.commit));
        }
        Ok(authors)
    }
}

/// Versions already read: a commit's before is nearly always another's after.
struct Walk<'c> {
    contents: &'c BTreeMap<String, Vec<u8>>,
    versions: BTreeMap<(Option<String>, Option<String>), Version>,
}

impl Walk<'_> {
    /// How many versions are kept: the next few commits need them, older ones none.
    const KEPT: usize = 8;

    fn version(&mut self, plan: &str, of_plan: Option<String>, of_log: Option<String>) -> Version {
        let key = (of_plan, of_log);
        if let Some(known) = self.versions.get(&key) {
            return known.clone();
        }
        let text = |id: &Option<String>| self.contents.get(id.as_ref()?).cloned();
        let version = Version::read(plan, text(&key.0), text(&key.1));
        if self.versions.len() >= Self::KEPT {
            self.versions.clear();
        }
        self.versions.insert(key, version.clone());
        version
    }
}

/// The commits of both files, oldest first; each file's come newest first.
fn together(
    plans: Vec<FileVersion>,
    logs: Vec<FileVersion>,
) -> Vec<(Option<FileVersion>, Option<FileVersion>)> {
    let mut plans = plans.into_iter().rev().peekable();
    let mut logs = logs.into_iter().rev().peekable();
    let mut found = Vec::new();
    loop {
        let first = match (plans.peek(), logs.peek()) {
            (None, None) => return found,
            (Some(plan), Some(log)) if plan.commit.id == log.commit.id => (true, true),
            (Some(plan), Some(log)) => {
                let plan_first = plan.commit.committed <= log.commit.committed;
                (plan_first, !plan_first)
            }
            (plan, log) => (plan.is_some(), log.is_some()),
        };
        let plan = if first.0 { plans.next() } else { None };
        let log = if first.1 { logs.next() } else { None };
        found.push((plan, log));
    }
}

/// What the commits did to one item, newest first: an action with its milestones, a milestone, or an indicator, under
/// whatever numbers it had.
pub fn log_of(steps: &[Step], address: &Address) -> Vec<LogStep> {
    let mut found = Vec::new();
    let mut address = address.clone();
    for step in steps.iter().rev() {
        let all = compare(&step.before, &step.after);
        let earlier = earlier_address(&all, &address);
        let mut differences: Vec<Difference> = all
            .into_iter()
            .filter(|difference| difference.is_about(&address))
            .collect();
        // A plan that comes or goes is one difference; an item's history names its own part in it.
        match (&step.before.document, &step.after.document) {
            (None, Some(document)) => {
                differences.splice(..0, whole(document, &address, &What::Added));
            }
            (Some(document), None) => differences.extend(whole(document, &address, &What::Removed)),
            _ => {}
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
    found
}

fn whole(document: &Document, address: &Address, what: &What) -> Vec<Difference> {
    let actions = document.actions.iter().map(place::action);
    let milestones = document.actions.iter().flat_map(|action| {
        let own = action.milestones.iter();
        own.map(|milestone| place::milestone(action, milestone))
    });
    let indicators = document.indicators.iter().map(place::indicator);
    let is_meant = |place: &Place| match place {
        Place::Milestone { id, .. } => {
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
