//! The versions of a plan in its history, read a few commits at a time.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::item_changes::{compare_item, in_both, is_same_place, settled};
use super::plan_history::{FileIds, PlanStep};
use crate::diff::{Difference, Version};
use crate::git::objects::ObjectId;
use crate::git::{GitFault, Repository};
use crate::plan::Address;

/// The changes of one commit to an item.
#[derive(Default)]
pub(super) struct ItemChanges {
    pub(super) differences: Vec<Difference>,
    /// The item's path at each parent where it was another.
    pub(super) paths_before: Vec<Option<String>>,
}

/// Reads the versions of a few commits; one commit's old version is nearly always another's new one.
pub(super) struct VersionReader<'p> {
    repository: &'p Repository,
    plan: &'p str,
    contents: BTreeMap<ObjectId, Vec<u8>>,
    versions: BTreeMap<FileIds, Rc<Version>>,
}

impl<'p> VersionReader<'p> {
    /// The number of versions kept, which the next few commits need.
    const KEPT: usize = 8;

    pub(super) fn new(
        repository: &'p Repository,
        plan: &'p str,
        steps: &[PlanStep],
    ) -> Result<Self, GitFault> {
        let files = steps
            .iter()
            .flat_map(|step| step.before.iter().chain([&step.after]));
        let blobs = files.flat_map(FileIds::iter);
        Ok(Self {
            repository,
            plan,
            contents: repository.contents(blobs)?,
            versions: BTreeMap::new(),
        })
    }

    fn text(&self, id: Option<&ObjectId>) -> Option<&[u8]> {
        self.contents.get(id?).map(Vec::as_slice)
    }

    pub(super) fn version(&mut self, blobs: &FileIds) -> Rc<Version> {
        if let Some(known) = self.versions.get(blobs) {
            return known.clone();
        }
        let text = |id: &Option<ObjectId>| self.text(id.as_ref()).map(<[u8]>::to_vec);
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
    pub(super) fn readable(
        &mut self,
        blobs: &FileIds,
        older: &[PlanStep],
    ) -> Result<Rc<Version>, GitFault> {
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
    pub(super) fn end_of_gap(&mut self, newer: &[PlanStep]) -> Result<Option<usize>, GitFault> {
        for (at, step) in newer.iter().enumerate().rev() {
            self.read_also(&step.after)?;
            if !self.version(&step.after).is_unreadable() {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Reads the contents of a version that is not among those read together.
    fn read_also(&mut self, ids: &FileIds) -> Result<(), GitFault> {
        let missing = ids.iter().filter(|id| !self.contents.contains_key(id));
        let missing = self.repository.contents(missing)?;
        self.contents.extend(missing);
        Ok(())
    }

    /// Returns whether a commit certainly left an item alone: plan.toml is the same, and the blocks that name the item
    /// have the lines that they had, those of every side of a merge.
    pub(super) fn leaves_alone(&self, step: &PlanStep, path: &str) -> bool {
        let blocks = |ids: &FileIds| {
            let bytes = self.text(ids.progress.as_ref()).unwrap_or_default();
            let text = std::str::from_utf8(bytes).ok()?;
            blocks_that_name(text, path)
        };
        let sides = step.before.iter();
        let sides: Option<Vec<BlockLines<'_>>> = sides
            .map(|side| blocks(side).filter(|_| side.plan == step.after.plan))
            .collect();
        let Some((sides, after)) = sides.zip(blocks(&step.after)) else {
            return false;
        };
        let mut known = BlockLines::new();
        for (line, count) in sides.into_iter().flatten() {
            let most = known.entry(line).or_default();
            *most = count.max(*most);
        }
        known == after
    }

    /// Returns the changes of one commit to an item. A merge changed what differs from each parent, and what it decided
    /// against one of them.
    pub(super) fn of_item(
        &mut self,
        step: &PlanStep,
        older: &[PlanStep],
        address: &Address,
    ) -> Result<ItemChanges, GitFault> {
        let after = self.version(&step.after);
        let sides = step.before.iter().map(|ids| self.readable(ids, older));
        let sides = sides.collect::<Result<Vec<_>, _>>()?;
        let compared = sides.iter().map(|it| compare_item(it, &after, address));
        let (differences, paths_before): (Vec<_>, Vec<_>) = compared.unzip();
        let Some((first, others)) = differences.split_first() else {
            return Ok(ItemChanges::default());
        };
        let mut changes = first.clone();
        for other in others {
            changes = changes
                .into_iter()
                .filter_map(|difference| in_both(difference, other))
                .collect();
        }
        if !others.is_empty()
            && let Some(base) = self.repository.base_of(step)?
        {
            self.read_also(&base)?;
            let base = self.version(&base);
            for (side, lost) in sides.iter().zip(&differences) {
                let (own, _) = compare_item(&base, side, address);
                for settled in lost.iter().filter_map(|it| settled(it, &own)) {
                    if !changes.iter().any(|known| is_same_place(known, &settled)) {
                        changes.push(settled);
                    }
                }
            }
        }
        Ok(ItemChanges {
            differences: changes,
            paths_before,
        })
    }
}

/// How often each line of blocks stands there, by the block's header and the line.
type BlockLines<'t> = HashMap<(&'t str, &'t str), usize>;

/// Returns the lines of the blocks whose header names `path`; `None` if it is named only elsewhere, so that its blocks
/// are not known.
fn blocks_that_name<'t>(text: &'t str, path: &str) -> Option<BlockLines<'t>> {
    let mut lines = BlockLines::new();
    let mut header = "";
    for line in text.lines() {
        if line.starts_with('[') {
            header = line;
        }
        if header.contains(path) {
            *lines.entry((header, line)).or_default() += 1;
        }
    }
    (!lines.is_empty() || !text.contains(path)).then_some(lines)
}
