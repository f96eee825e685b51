//! Plans that one side deleted and the other changed, or gave another folder: kept with the change or deleted, as a whole,
//! with the list of their bulletins.

use std::collections::{BTreeMap, BTreeSet};

use super::merged_tree::Stages;
use crate::git::history::moved_folders::folder_of;
use crate::git::objects::ObjectId;
use crate::git::paths::joined;
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::{PlanPairs, PlanTree};
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::{Choice, Conflict, ConflictSubject, MergeSide, Versions};
use crate::store::{ISSUES_FILE, PlanPart};
use crate::text::GitTrouble;

/// A file's path, with its mode and bytes on the chosen side; `None` if that side deleted it.
type SettledFile<'f> = (&'f [u8], Option<&'f (ObjectId, Vec<u8>)>);

/// The three commits of a merge; of a base that is missing, no plans.
pub(crate) type MergeTrees = Versions<MergeTree>;

/// A commit of a merge.
#[derive(Default)]
pub(crate) struct MergeTree {
    pub(crate) commit: Option<CommitId>,
    /// Its plans, by id.
    pub(crate) plans: PlanTree,
    /// The names that the plans of the base have here.
    pub(super) pairs: PlanPairs,
}

impl MergeTrees {
    /// Returns the versions of a plan, each where the commit has it.
    pub(super) fn plan(&self, id: &str) -> Versions<Option<&PlanBlobs>> {
        self.each_ref().map(|tree| tree.plans.get(id))
    }

    /// Returns the names that a plan of the base has on each side.
    pub(super) fn names_of(&self, id: &str) -> [Option<&String>; 2] {
        self.each_ref().sides().map(|tree| tree.pairs.get(id))
    }
}

/// A plan, or its log alone, that one side deleted and the other changed or renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SideDeleted {
    pub(crate) plan: String,
    /// The file that the conflict is shown under.
    pub(crate) part: PlanPart,
    pub(crate) conflict: Conflict,
    /// The files: each with its path from the top and both sides.
    pub(crate) files: Vec<WholeFile>,
}

/// A file that is kept as one side has it, or deleted with the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WholeFile {
    /// The path from the repository's top.
    pub(crate) path: Vec<u8>,
    /// Our and their version, by id and contents; `None` if that side has none.
    pub(crate) sides: [Option<(ObjectId, Vec<u8>)>; 2],
}

impl SideDeleted {
    /// Returns each file as the chosen side has it; without a choice, as the side that keeps the plan.
    ///
    /// # Errors
    /// Fails if anything but a side was typed.
    pub(crate) fn settled(
        &self,
        choice: Option<&Choice>,
    ) -> Result<Vec<SettledFile<'_>>, GitFault> {
        let takes_ours = match choice {
            Some(Choice::Ours) => true,
            Some(Choice::Theirs) => false,
            Some(Choice::Text(text)) => return Err(GitTrouble::BadChoice(text.clone()).into()),
            None => self.conflict.ours.is_some(),
        };
        let files = self.files.iter().map(|file| {
            let [ours, theirs] = &file.sides;
            let taken = if takes_ours { ours } else { theirs };
            (file.path.as_slice(), taken.as_ref())
        });
        Ok(files.collect())
    }
}

impl Repository {
    /// Reads the plans in the folder of plans at the commits of a merge.
    pub(crate) fn merge_trees(
        &self,
        base: Option<&CommitId>,
        sides: [&CommitId; 2],
    ) -> Result<MergeTrees, GitFault> {
        self.trees_of(base, sides, |commit| self.plan_blobs(commit.as_str()))
    }

    /// Reads all plans of the commits of a merge, also those outside the folder of plans.
    pub(super) fn whole_trees(
        &self,
        base: Option<&CommitId>,
        sides: [&CommitId; 2],
    ) -> Result<MergeTrees, GitFault> {
        self.trees_of(base, sides, |commit| self.plan_tree(commit.as_str()))
    }

    fn trees_of(
        &self,
        base: Option<&CommitId>,
        [ours, theirs]: [&CommitId; 2],
        plans: impl Fn(&CommitId) -> Result<PlanTree, GitFault>,
    ) -> Result<MergeTrees, GitFault> {
        let tree = |commit: &CommitId| -> Result<MergeTree, GitFault> {
            Ok(MergeTree {
                plans: plans(commit)?,
                commit: Some(commit.clone()),
                pairs: PlanPairs::new(),
            })
        };
        let base = base.map_or_else(|| Ok(MergeTree::default()), tree)?;
        let mut trees = Versions::new(base, tree(ours)?, tree(theirs)?);
        for side in MergeSide::BOTH {
            trees[side].pairs = self.pairs_of(&trees.base.plans, &trees[side].plans)?;
        }
        Ok(trees)
    }

    /// Returns the plan that a path is a file of, on one of the sides of a merge; links inside the repository are
    /// followed.
    pub(crate) fn plan_at<'p>(&'p self, path: &'p [u8], trees: &'p MergeTrees) -> Option<&'p str> {
        let linked = || {
            let mut plans = trees.ours.plans.iter().chain(&trees.theirs.plans);
            plans.find(|(_, blobs)| blobs.paths.iter().any(|known| known == path))
        };
        let named = self.plan_of(path);
        named.or_else(|| linked().map(|(plan, _)| plan.as_str()))
    }

    /// Returns the plans among unmerged files that one side deleted and the other changed.
    pub(crate) fn deleted_on_one_side(
        &self,
        unmerged: &BTreeMap<Vec<u8>, Stages>,
        trees: &MergeTrees,
    ) -> Result<Vec<SideDeleted>, GitFault> {
        let lacks_a_side = |stages: &Stages| stages.blobs.each_ref().sides().contains(&&None);
        let lacking = unmerged.iter().filter(|(_, stages)| lacks_a_side(stages));
        let plans: BTreeSet<&str> = lacking
            .filter_map(|(path, _)| self.plan_at(path, trees))
            .collect();
        let none = PlanBlobs::default();
        let mut found = Vec::new();
        for plan in plans {
            let versions = trees.plan(plan).map(|it| it.unwrap_or(&none));
            found.extend(self.side_deleted(plan, versions, trees)?);
        }
        Ok(found)
    }

    /// Returns the plans that one side deleted and the other gave another folder, each under its new name.
    pub(super) fn deleted_and_renamed(
        &self,
        trees: &MergeTrees,
    ) -> Result<Vec<SideDeleted>, GitFault> {
        let none = PlanBlobs::default();
        let mut found = Vec::new();
        for (id, was) in &trees.base.plans {
            let (side, plan) = match trees.names_of(id) {
                [Some(plan), None] => (MergeSide::Ours, plan),
                [None, Some(plan)] => (MergeSide::Theirs, plan),
                _ => continue,
            };
            let Some(is) = trees[side].plans.get(plan).filter(|_| plan != id) else {
                continue;
            };
            let mut versions = Versions::new(was, &none, &none);
            versions[side] = is;
            found.extend(self.side_deleted(plan, versions, trees)?);
        }
        Ok(found)
    }

    fn side_deleted(
        &self,
        plan: &str,
        versions: Versions<&PlanBlobs>,
        trees: &MergeTrees,
    ) -> Result<Option<SideDeleted>, GitFault> {
        let Versions { base, ours, theirs } = versions;
        // Where one side renamed it, its files are there.
        let all = [ours, theirs, base];
        let contents = self.contents(all.iter().flat_map(|blobs| blobs.ids()))?;
        let whole_plan = ours.ids.plan.is_some() != theirs.ids.plan.is_some();
        let (shown, wanted) = if whole_plan {
            (PlanPart::Plan, &PlanPart::BOTH[..])
        } else {
            (PlanPart::Progress, &[PlanPart::Progress][..])
        };
        let mut files = Vec::new();
        for part in wanted {
            let path = all.iter().find_map(|blobs| blobs.paths[*part].clone());
            let Some(path) = path else { continue };
            let side = |blobs: &PlanBlobs| {
                let id = blobs.ids[*part].as_ref()?;
                let bytes = contents.get(id)?.clone();
                Some((id.clone(), bytes))
            };
            files.push(WholeFile {
                path,
                sides: versions.sides().map(side),
            });
        }
        if whole_plan && let Some(file) = files.first() {
            let list = joined(folder_of(&file.path), ISSUES_FILE.as_bytes());
            files.extend(self.list_of_bulletins(list, trees)?);
        }
        let text = |blobs: &PlanBlobs| {
            let bytes = contents.get(blobs.ids[shown].as_ref()?)?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        };
        let conflict = Conflict {
            item: Vec::new(),
            titles: Vec::new(),
            subject: ConflictSubject::Plan,
            base: text(base),
            ours: text(ours),
            theirs: text(theirs),
        };
        if conflict.ours.is_some() == conflict.theirs.is_some() {
            return Ok(None);
        }
        Ok(Some(SideDeleted {
            plan: plan.to_owned(),
            part: shown,
            conflict,
            files,
        }))
    }

    /// Returns the list of a plan's bulletins at a path; `None` if no side has it.
    fn list_of_bulletins(
        &self,
        path: Vec<u8>,
        trees: &MergeTrees,
    ) -> Result<Option<WholeFile>, GitFault> {
        let mut sides = [None, None];
        for (side, tree) in sides.iter_mut().zip(trees.each_ref().sides()) {
            if let Some(blob) = self.blob_in(tree, &path)? {
                let mut contents = self.contents([&blob])?;
                let bytes = contents.remove(&blob).unwrap_or_default();
                *side = Some((blob, bytes));
            }
        }
        let is_there = sides.iter().any(Option::is_some);
        Ok(is_there.then_some(WholeFile { path, sides }))
    }

    /// Returns the blob of the file at a path of a commit.
    pub(super) fn blob_in(
        &self,
        tree: &MergeTree,
        path: &[u8],
    ) -> Result<Option<ObjectId>, GitFault> {
        let Some(commit) = &tree.commit else {
            return Ok(None);
        };
        let found = self.find_in(commit.as_str(), path)?;
        Ok(found.filter(|it| !it.is_folder).map(|it| it.id))
    }
}
