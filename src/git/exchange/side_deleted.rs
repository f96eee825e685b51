//! Plans that one side deleted and the other changed: kept with the change or deleted, as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::merged_tree::Stages;
use crate::git::plan_texts::PlanBlobs;
use crate::git::{CommitId, GitFault, Repository};
use crate::merge::{Choice, Conflict, ConflictSubject};
use crate::store::PlanPart;

/// A file's path, with its mode and bytes on the chosen side; `None` if that side deleted it.
type SettledFile<'f> = (&'f [u8], Option<&'f (String, Vec<u8>)>);

/// The plans of the three commits of a merge, by id; none of a base that is missing.
pub(crate) struct ThreeTrees {
    pub(crate) base: BTreeMap<String, PlanBlobs>,
    pub(crate) ours: BTreeMap<String, PlanBlobs>,
    pub(crate) theirs: BTreeMap<String, PlanBlobs>,
}

/// A plan, or its log alone, that one side deleted and the other changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SideDeleted {
    pub(crate) plan: String,
    /// The file that the conflict is shown under.
    pub(crate) file: PlanPart,
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
            Some(Choice::Text(text)) => return Err(GitFault::BadChoice(text.clone())),
            None => usize::from(self.conflict.ours.is_none()),
        };
        let files = self.files.iter();
        Ok(files
            .map(|file| (file.path.as_slice(), file.sides[side].as_ref()))
            .collect())
    }
}

impl Repository {
    /// Reads the plans of the commits of a merge.
    pub(crate) fn three_trees(
        &self,
        base: Option<&CommitId>,
        ours: &CommitId,
        theirs: &CommitId,
    ) -> Result<ThreeTrees, GitFault> {
        let plans = |commit: &CommitId| self.plan_blobs(commit.as_str());
        Ok(ThreeTrees {
            base: base.map_or_else(|| Ok(BTreeMap::new()), plans)?,
            ours: plans(ours)?,
            theirs: plans(theirs)?,
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
        let mut found = Vec::new();
        for plan in plans {
            found.extend(self.side_deleted(plan, trees)?);
        }
        Ok(found)
    }

    fn side_deleted(
        &self,
        plan: &str,
        trees: &ThreeTrees,
    ) -> Result<Option<SideDeleted>, GitFault> {
        let [base, ours, theirs] = [&trees.base, &trees.ours, &trees.theirs]
            .map(|plans| plans.get(plan).cloned().unwrap_or_default());
        let sides = [ours, theirs];
        let all = [&base, &sides[0], &sides[1]];
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
                sides: [side(&sides[0]), side(&sides[1])],
            });
        }
        let text = |blobs: &PlanBlobs| {
            let bytes = contents.get(blobs.ids[shown].as_ref()?)?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        };
        let conflict = Conflict {
            item: Vec::new(),
            titles: Vec::new(),
            subject: ConflictSubject::Plan,
            base: text(&base),
            ours: text(&sides[0]),
            theirs: text(&sides[1]),
        };
        if conflict.ours.is_some() == conflict.theirs.is_some() {
            return Ok(None);
        }
        Ok(Some(SideDeleted {
            plan: plan.to_owned(),
            file: shown,
            conflict,
            files,
        }))
    }
}
