//! Which plan of one tree is which of another: its folder may have got another name or place, and another plan may have the
//! old one now.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use super::paths::shown;
use super::plan_texts::{PlanBlobs, PlanBytes};
use super::{GitFault, Repository};
use crate::merge::entry_keys::{moments_of, more};

/// The plans of a tree: those of the folder of plans by their ids, the others by their paths from the repository's top.
pub(crate) type PlanTree = BTreeMap<String, PlanBlobs>;

/// The name that each plan of one tree has in another; a plan that is not there has none.
pub(crate) type PlanPairs = BTreeMap<String, String>;

/// Tells a plan of before among those of after.
type PlanLikeness = fn(was: &KnownPlan, is: &KnownPlan) -> bool;

/// The marks by which a plan is known: its title and its entries.
pub(crate) struct KnownPlan {
    title: Option<String>,
    /// Its entries; `None` if they cannot be read.
    entries: Option<Vec<String>>,
    has_plan: bool,
    has_log: bool,
}

impl KnownPlan {
    pub(crate) fn of(files: &PlanBytes) -> Self {
        let log = files.progress.as_deref().unwrap_or_default();
        Self {
            title: files.plan.as_deref().and_then(title_of),
            entries: std::str::from_utf8(log).ok().and_then(moments_of),
            has_plan: files.plan.is_some(),
            has_log: files.progress.is_some(),
        }
    }

    fn has_title_of(&self, other: &Self) -> bool {
        self.title.is_some() && self.title == other.title
    }

    fn is_without_entries(&self) -> bool {
        self.entries.as_ref().is_some_and(Vec::is_empty)
    }

    /// Returns whether this has every entry of a plan of before, whatever became of their words. A plan with fewer is
    /// another one elsewhere, because the missing entries would be deleted unasked.
    fn has_entries_of(&self, was: &Self) -> bool {
        let both = self.entries.as_ref().zip(was.entries.as_ref());
        self.has_plan && both.is_some_and(|(is, was)| more(is, was).is_empty())
    }

    /// Returns whether this is a plan of before, by its entries, or without entries by its title.
    pub(crate) fn is_certainly(&self, was: &Self) -> bool {
        self.is_still(was) || self.has_entries_of(was) && !was.is_without_entries()
    }

    /// Returns whether this is a plan of before, by its entries and its title.
    pub(crate) fn is_still(&self, was: &Self) -> bool {
        self.has_entries_of(was) && self.has_title_of(was)
    }

    fn shares_entries_with(&self, was: &Self) -> bool {
        let both = self.entries.as_ref().zip(was.entries.as_ref());
        both.is_none_or(|(is, was)| was.iter().any(|entry| is.contains(entry)))
    }

    /// Returns whether a plan of before, in whose folder this lies, may be found elsewhere.
    fn lets_go(&self, was: &Self) -> bool {
        let is_read = self.title.is_some() && self.entries.is_some();
        is_read && !(self.has_title_of(was) && self.shares_entries_with(was))
    }

    /// Returns whether this is another plan than the one that had its folder: neither the title nor an entry is left.
    fn has_replaced(&self, was: &Self) -> bool {
        let are_read = self.title.is_some() && was.title.is_some();
        let is_other = are_read && self.title != was.title && self.has_log;
        is_other && !was.is_without_entries() && !self.shares_entries_with(was)
    }
}

/// Pairs the plans of two trees as wholes: by all their entries and the title, then by the entries, and those that are left by
/// their folder. A plan without entries is known by its title.
pub(crate) fn paired(
    before: &BTreeMap<String, KnownPlan>,
    after: &BTreeMap<String, KnownPlan>,
) -> PlanPairs {
    let mut pairs = PlanPairs::new();
    let mut free: BTreeSet<&String> = after.keys().collect();
    let with_title = |was: &KnownPlan, is: &KnownPlan| is.is_still(was);
    let by_entries =
        |was: &KnownPlan, is: &KnownPlan| is.has_entries_of(was) && !was.is_without_entries();
    let in_its_folder = |was: &KnownPlan, is: &KnownPlan| !is.has_replaced(was);
    let likenesses: [(PlanLikeness, bool); 3] = [
        (with_title, true),
        (by_entries, true),
        (in_its_folder, false),
    ];
    for (is_alike, may_lie_elsewhere) in likenesses {
        for is_elsewhere in [false, true] {
            for (id, was) in before {
                let here = after.get(id);
                let may_leave = may_lie_elsewhere && here.is_none_or(|here| here.lets_go(was));
                if pairs.contains_key(id) || is_elsewhere && !may_leave {
                    continue;
                }
                let may_come = |name: &String, is: &KnownPlan| {
                    let own = before.get(name).filter(|_| is_elsewhere);
                    let is_known_there = |own| was.is_without_entries() && by_entries(own, is);
                    own.is_none_or(|own| is.lets_go(own) && !is_known_there(own))
                };
                let candidates = after.iter().filter(|(name, is)| {
                    let is_where = (*name != id) == is_elsewhere && free.contains(name);
                    is_where && is_alike(was, is) && may_come(name, is)
                });
                let found = candidates.min_by_key(|(name, _)| last_name(name) != last_name(id));
                if let Some((name, _)) = found {
                    free.remove(name);
                    pairs.insert(id.clone(), name.clone());
                }
            }
        }
    }
    pairs
}

impl Repository {
    /// Returns all plans of a tree or commit, in the folder of plans and outside.
    pub(crate) fn plan_tree(&self, tree: &str) -> Result<PlanTree, GitFault> {
        let mut plans = self.plan_blobs(tree)?;
        for (folder, blobs) in self.plan_folders(tree)? {
            if plans.values().all(|known| known.paths != blobs.paths) {
                plans.insert(name_elsewhere(&folder), blobs);
            }
        }
        Ok(plans)
    }

    /// Pairs each plan of an earlier tree with the same plan of a later one. Plans that are unchanged are not read.
    pub(crate) fn pairs_of(
        &self,
        before: &PlanTree,
        after: &PlanTree,
    ) -> Result<PlanPairs, GitFault> {
        let is_same = |id: &String| before.contains_key(id) && before.get(id) == after.get(id);
        let known = |plans: &PlanTree| -> Result<BTreeMap<String, KnownPlan>, GitFault> {
            let mut plans = plans.clone();
            plans.retain(|id, _| !is_same(id));
            let bytes = self.bytes_of(plans)?.into_iter();
            Ok(bytes
                .map(|(id, bytes)| (id, KnownPlan::of(&bytes)))
                .collect())
        };
        let mut pairs = paired(&known(before)?, &known(after)?);
        let same = before.keys().filter(|id| is_same(id));
        pairs.extend(same.map(|id| (id.clone(), id.clone())));
        Ok(pairs)
    }
}

/// Returns the plans that were left out when the folder of plans moved: one that lay beside them is in the new
/// folder, and no plan is left in the old one.
pub(crate) fn left_out<'p, B, A>(
    before: &'p BTreeMap<String, B>,
    after: &BTreeMap<String, A>,
    pairs: &PlanPairs,
) -> Vec<&'p String> {
    let came = pairs.iter();
    let came = came.filter(|(was, is)| is_elsewhere(was) && !is_elsewhere(is));
    let left: BTreeSet<&str> = came.map(|(was, _)| parent(was)).collect();
    let stays = |folder: &str| {
        after
            .keys()
            .any(|is| is_elsewhere(is) && parent(is) == folder)
    };
    let gone = before.keys().filter(|was| !pairs.contains_key(*was));
    gone.filter(|was| is_elsewhere(was) && left.contains(parent(was)) && !stays(parent(was)))
        .collect()
}

/// Returns the title of a plan.
pub(crate) fn title_of(plan: &[u8]) -> Option<String> {
    let table = DeTable::parse(std::str::from_utf8(plan).ok()?).ok()?;
    let title = table.get_ref().get("title")?.get_ref().as_str()?;
    Some(title.to_owned())
}

/// Returns whether a plan is named by its path: it lies outside the folder of plans.
pub(crate) fn is_elsewhere(name: &str) -> bool {
    name.contains('/')
}

/// Returns the name of a plan outside the folder of plans, which none in it can have.
pub(crate) fn name_elsewhere(folder: &[u8]) -> String {
    let path = shown(folder);
    if is_elsewhere(&path) {
        path
    } else {
        format!("./{path}")
    }
}

/// Returns the last part of a plan's name.
pub(crate) fn last_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Returns the name that a plan had before.
pub(crate) fn name_before<'p>(pairs: &'p PlanPairs, name: &str) -> Option<&'p String> {
    let mut pairs = pairs.iter();
    pairs.find(|(_, is)| *is == name).map(|(was, _)| was)
}
