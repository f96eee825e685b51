//! Plans whose folder was renamed on disk, or moved to another folder of the repository: one moved plan, not a deleted and
//! a new one.

use std::collections::{BTreeMap, HashSet};

use super::on_disk::DifferingPlan;
use crate::git::history::moved_folders::folder_of;
use crate::git::paths::{argument, joined, shown};
use crate::git::plan_texts::PlanBytes;
use crate::git::same_plan::{KnownPlan, PlanPairs, is_elsewhere, left_out, name_before, paired};
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::store::{ISSUES_FILE, PerPart, PlanPart, Workspace, is_missing, read_plain};

/// The folder of a plan in HEAD and the one that it was moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedFolder {
    /// Its name, or its path if it lay in another folder of plans.
    pub from: String,
    /// Its name or path now.
    pub to: String,
}

impl MovedFolder {
    /// Returns whether it got another name in the same folder of plans.
    pub(super) fn is_renamed(&self) -> bool {
        !self.from.contains('/') && !self.to.contains('/')
    }
}

/// A plan of a commit, where it lay.
struct CommittedPlan {
    bytes: PlanBytes,
    paths: PerPart<Option<Vec<u8>>>,
}

/// The plans that differ between disk and a commit.
#[derive(Default)]
pub(crate) struct OnDisk {
    /// Each plan once, whatever its folder was.
    pub(crate) differing: Vec<DifferingPlan>,
    /// The plans that were left out where the folder of plans moved.
    pub(crate) left_out: BTreeMap<String, PlanBytes>,
}

impl Repository {
    /// Returns the plans that differ between disk and HEAD; one whose folder was renamed or moved is one plan.
    pub(super) fn differing_from_head(
        &self,
        head: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<DifferingPlan>, GitFault> {
        let mut differing = self.paired_on_disk(head, workspace)?.differing;
        if let Some(head) = head {
            self.add_left_lists(head, &mut differing)?;
        }
        Ok(differing)
    }

    /// Returns the plans that differ between disk and a commit, each with what the commit has of it, wherever that lay.
    pub(crate) fn paired_on_disk(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<OnDisk, GitFault> {
        let mut differing = self.differing_on_disk(from, workspace)?;
        let mut was = BTreeMap::new();
        let mut after = BTreeMap::new();
        for plan in &differing {
            let id = &plan.disk.id;
            let (bytes, paths) = (plan.bytes_before(), plan.paths_before.clone());
            if !bytes.is_empty() {
                was.insert(id.clone(), CommittedPlan { bytes, paths });
            }
            let now = plan.bytes_now();
            if !now.is_empty() {
                after.insert(id.clone(), KnownPlan::of(&now));
            }
        }
        let known = |was: &BTreeMap<String, CommittedPlan>| -> BTreeMap<String, KnownPlan> {
            let was = was.iter();
            was.map(|(id, was)| (id.clone(), KnownPlan::of(&was.bytes)))
                .collect()
        };
        let mut before = known(&was);
        let stays = |(id, was)| after.get(id).is_some_and(|is: &KnownPlan| is.is_still(was));
        let Some(from) = from.filter(|_| before.len() < after.len() || !before.iter().all(stays))
        else {
            return Ok(OnDisk {
                differing,
                ..OnDisk::default()
            });
        };
        self.add_elsewhere(from, &mut was, &mut after)?;
        before = known(&was);
        let pairs = paired(&before, &after);
        let left_out = left_out(&before, &after, &pairs).into_iter();
        let left_out =
            left_out.filter_map(|name| Some((name.clone(), was.get(name)?.bytes.clone())));
        let left_out = left_out.collect();
        let paths = differing.iter().flat_map(|plan| plan.disk.paths.iter());
        let occupied: HashSet<Vec<u8>> = paths.cloned().collect();
        for plan in &mut differing {
            plan.take_pair(&pairs, &was, &occupied);
        }
        differing.retain(|plan| {
            let now = pairs
                .get(&plan.disk.id)
                .filter(|_| plan.bytes_now().is_empty());
            now.is_none_or(|now| *now == plan.disk.id || is_elsewhere(now))
        });
        Ok(OnDisk {
            differing,
            left_out,
        })
    }

    /// Adds the plans that a commit has outside the folder of plans, as they are there and on disk.
    fn add_elsewhere(
        &self,
        from: &CommitId,
        was: &mut BTreeMap<String, CommittedPlan>,
        after: &mut BTreeMap<String, KnownPlan>,
    ) -> Result<(), GitFault> {
        let mut plans = self.plan_tree(from.as_str())?;
        plans.retain(|name, _| is_elsewhere(name));
        let all = plans.values().flat_map(|blobs| blobs.paths.iter());
        let missing = all.filter(|path| is_missing(&self.top().join(argument(path))));
        let missing: Vec<Vec<u8>> = missing.cloned().collect();
        let flagged = self.flagged_in_index(&missing)?;
        for (name, bytes) in self.bytes_of(plans.clone())? {
            let paths = plans.remove(&name).unwrap_or_default().paths;
            let now = PlanBytes::from_fn(|part| {
                let path = paths[part].as_ref()?;
                if flagged.contains(path) {
                    return bytes[part].clone();
                }
                read_plain(&self.top().join(argument(path))).ok()
            });
            if now.plan.is_some() {
                after.insert(name.clone(), KnownPlan::of(&now));
            }
            was.insert(name, CommittedPlan { bytes, paths });
        }
        Ok(())
    }

    /// Adds the lists of bulletins that went with plans whose folder is gone, to what those leave behind.
    fn add_left_lists(
        &self,
        head: &CommitId,
        differing: &mut [DifferingPlan],
    ) -> Result<(), GitFault> {
        for plan in differing {
            let gone = plan.paths_before.plan.as_ref().filter(|_| is_gone(plan));
            let Some(folder) = plan
                .left_behind
                .first()
                .or(gone)
                .map(|path| folder_of(path))
            else {
                continue;
            };
            let list = joined(folder, ISSUES_FILE.as_bytes());
            if is_missing(&self.top().join(argument(&list)))
                && self.find_in(head.as_str(), &list)?.is_some()
                && self
                    .flagged_in_index(std::slice::from_ref(&list))?
                    .is_empty()
            {
                plan.left_behind.push(list);
            }
        }
        Ok(())
    }
}

impl DifferingPlan {
    /// Takes what a commit has of this plan, wherever it lay there.
    fn take_pair(
        &mut self,
        pairs: &PlanPairs,
        was: &BTreeMap<String, CommittedPlan>,
        occupied: &HashSet<Vec<u8>>,
    ) {
        let id = self.disk.id.clone();
        let name = name_before(pairs, &id);
        // A file that the disk does not show is taken from HEAD.
        let is_left = PlanPart::BOTH
            .into_iter()
            .any(|part| self.disk.is_left[part]);
        if self.bytes_now().is_empty() || name == Some(&id) || is_left {
            return;
        }
        let Some((name, origin)) = name.and_then(|name| was.get_key_value(name)) else {
            self.has_replaced = self.before.is_some();
            // The plan that had the folder is elsewhere.
            if pairs.contains_key(&id) {
                self.before = None;
                self.leave(&self.paths_before.clone(), occupied);
            }
            return;
        };
        let folder = |paths: &PerPart<Option<Vec<u8>>>| {
            let path = paths.iter().next();
            path.map(|path| shown(folder_of(path))).unwrap_or_default()
        };
        self.moved = Some(if is_elsewhere(name) {
            MovedFolder {
                from: folder(&origin.paths),
                to: folder(&self.disk.paths),
            }
        } else {
            MovedFolder {
                from: name.clone(),
                to: id.clone(),
            }
        });
        self.before = Some(PlanTexts::new(id, origin.bytes.clone()));
        self.leave(&origin.paths, occupied);
        self.leave(&self.paths_before.clone(), occupied);
    }

    /// Notes the committed files that are gone because their plan went elsewhere.
    fn leave(&mut self, paths: &PerPart<Option<Vec<u8>>>, occupied: &HashSet<Vec<u8>>) {
        let left = paths.iter().filter(|path| !occupied.contains(*path));
        self.left_behind.extend(left.cloned());
    }
}

fn is_gone(plan: &DifferingPlan) -> bool {
    plan.bytes_before().plan.is_some() && plan.bytes_now().is_empty()
}
