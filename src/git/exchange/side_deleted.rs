//! Plans that one side deleted and the other changed, or gave another folder: kept with the change or deleted, as a whole,
//! with the list of their bulletins.

use std::collections::{BTreeMap, BTreeSet};

use super::merged_tree::Stages;
use crate::git::history::moved_folders::folder_of;
use crate::git::paths::joined;
use crate::git::plan_texts::PlanBlobs;
use crate::git::same_plan::{PlanPairs, PlanTree};
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::{Choice, Conflict, ConflictSubject};
use crate::store::{ISSUES_FILE, PlanPart};
use crate::text::GitTrouble;

/// A file's path, with its mode and bytes on the chosen side; `None` if that side deleted it.
type SettledFile<'f> = (&'f [u8], Option<&'f (String, Vec<u8>)>);

/// The plans of the three commits of a merge, by id; none of a base that is missing.
pub(crate) struct ThreeTrees {
    pub(crate) base: PlanTree,
    pub(crate) ours: PlanTree,
    pub(crate) theirs: PlanTree,
    /// The names of the base's plans on our side and on theirs.
    pub(super) pairs: [PlanPairs; 2],
    /// Our commit and theirs.
    pub(super) sides: [CommitId; 2],
}

impl ThreeTrees {
    /// Returns our plans and theirs.
    pub(super) fn both(&self) -> [&PlanTree; 2] {
        [&self.ours, &self.theirs]
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
    pub(crate) sides: [Option<(String, Vec<u8>)>; 2],
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
        let side = match choice {
            Some(Choice::Ours) => 0,
            Some(Choice::Theirs) => 1,
            Some(Choice::Text(text)) => return Err(GitTrouble::BadChoice(text.clone()).into()),
            None => usize::from(self.conflict.ours.is_none()),
        };
        let files = self.files.iter();
        Ok(files
            .map(|file| (file.path.as_slice(), file.sides[side].as_ref()))
            .collect())
    }
}

impl Repository {
    /// Reads the plans in the folder of plans at the commits of a merge.
    pub(crate) fn three_trees(
        &self,
        base: Option<&CommitId>,
        ours: &CommitId,
        theirs: &CommitId,
    ) -> Result<ThreeTrees, GitFault> {
        self.trees_of(base, [ours, theirs], |commit| {
            self.plan_blobs(commit.as_str())
        })
    }

    /// Reads all plans of the commits of a merge, also those outside the folder of plans.
    pub(super) fn whole_trees(
        &self,
        base: Option<&CommitId>,
        ours: &CommitId,
        theirs: &CommitId,
    ) -> Result<ThreeTrees, GitFault> {
        self.trees_of(base, [ours, theirs], |commit| {
            self.plan_tree(commit.as_str())
        })
    }

    fn trees_of(
        &self,
        base: Option<&CommitId>,
        sides: [&CommitId; 2],
        plans: impl Fn(&CommitId) -> Result<PlanTree, GitFault>,
    ) -> Result<ThreeTrees, GitFault> {
        let base = base.map_or_else(|| Ok(PlanTree::new()), &plans)?;
        let (ours, theirs) = (plans(sides[0])?, plans(sides[1])?);
        Ok(ThreeTrees {
            pairs: [self.pairs_of(&base, &ours)?, self.pairs_of(&base, &theirs)?],
            base,
            ours,
            theirs,
            sides: sides.map(CommitId::clone),
        })
    }

    /// Returns the plan that a path is a file of, on one of the sides of a merge; links inside the repository are
    /// followed.
    pub(crate) fn plan_at<'p>(&'p self, path: &'p [u8], trees: &'p ThreeTrees) -> Option<&'p str> {
        let linked = || {
            let mut plans = trees.ours.iter().chain(&trees.theirs);
            plans.find(|(_, blobs)| blobs.paths.iter().any(|known| known == path))
        };
        let named = self.plan_of(path);
        named.or_else(|| linked().map(|(plan, _)| plan.as_str()))
    }

    /// Returns the plans among unmerged files that one side deleted and the other changed.
    pub(crate) fn deleted_on_one_side(
        &self,
        unmerged: &BTreeMap<Vec<u8>, Stages>,
        trees: &ThreeTrees,
    ) -> Result<Vec<SideDeleted>, GitFault> {
        let lacks_a_side = |stages: &Stages| stages.blobs[1..].iter().any(Option::is_none);
        let lacking = unmerged.iter().filter(|(_, stages)| lacks_a_side(stages));
        let plans: BTreeSet<&str> = lacking
            .filter_map(|(path, _)| self.plan_at(path, trees))
            .collect();
        let none = PlanBlobs::default();
        let mut found = Vec::new();
        for plan in plans {
            let versions = [&trees.base, &trees.ours, &trees.theirs];
            let versions = versions.map(|plans| plans.get(plan).unwrap_or(&none));
            found.extend(self.side_deleted(plan, versions, &trees.sides)?);
        }
        Ok(found)
    }

    /// Returns the plans that one side deleted and the other gave another folder, each under its new name.
    pub(super) fn deleted_and_renamed(
        &self,
        trees: &ThreeTrees,
    ) -> Result<Vec<SideDeleted>, GitFault> {
        let none = PlanBlobs::default();
        let mut found = Vec::new();
        for (id, was) in &trees.base {
            let names = trees.pairs.each_ref().map(|pairs| pairs.get(id));
            let (at, plan) = match names {
                [Some(plan), None] => (0, plan),
                [None, Some(plan)] => (1, plan),
                _ => continue,
            };
            let Some(is) = trees.both()[at].get(plan).filter(|_| plan != id) else {
                continue;
            };
            let mut versions = [was, &none, &none];
            versions[at + 1] = is;
            found.extend(self.side_deleted(plan, versions, &trees.sides)?);
        }
        Ok(found)
    }

    fn side_deleted(
        &self,
        plan: &str,
        [base, ours, theirs]: [&PlanBlobs; 3],
        commits: &[CommitId; 2],
    ) -> Result<Option<SideDeleted>, GitFault> {
        let sides = [ours, theirs];
        // Where one side renamed it, its files are there.
        let all = [ours, theirs, base];
        let contents = self.contents(all.iter().flat_map(|blobs| blobs.ids()))?;
        let whole_plan = sides[0].ids.plan.is_some() != sides[1].ids.plan.is_some();
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
                sides: sides.map(side),
            });
        }
        if whole_plan && let Some(file) = files.first() {
            let list = joined(folder_of(&file.path), ISSUES_FILE.as_bytes());
            files.extend(self.list_of_bulletins(list, commits)?);
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
        commits: &[CommitId; 2],
    ) -> Result<Option<WholeFile>, GitFault> {
        let mut sides = [None, None];
        for (side, commit) in sides.iter_mut().zip(commits) {
            let found = self.find_in(commit.as_str(), &path)?;
            if let Some(found) = found.filter(|it| !it.is_folder) {
                let mut contents = self.contents([found.id.as_str()])?;
                let bytes = contents.remove(&found.id).unwrap_or_default();
                *side = Some((found.id, bytes));
            }
        }
        let is_there = sides.iter().any(Option::is_some);
        Ok(is_there.then_some(WholeFile { path, sides }))
    }
}
