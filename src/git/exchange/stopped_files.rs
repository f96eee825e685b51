//! Files of plans at which git stopped in the middle of a merge, a rebase or the like.

use super::conflicted_file::{ConflictedFile, Origin, Side, SideVersions};
use super::files_on_disk::FileOnDisk;
use super::merged_tree::Stages;
use super::operation::{Operation, Stopped};
use super::side_deleted::{SideDeleted, ThreeCommits};
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{PlanFiles, PlanPart, Workspace};

impl Repository {
    /// Returns the plan files that git stopped at, with its three stages of each.
    pub(super) fn stopped_files(
        &self,
        workspace: &Workspace,
    ) -> Result<Vec<ConflictedFile>, GitFault> {
        let unmerged = self.unmerged(None)?;
        let Some(head) = self.head()?.filter(|_| !unmerged.is_empty()) else {
            return Ok(Vec::new());
        };
        let stopped = self.stopped()?.unwrap_or(Stopped {
            operation: Operation::Other,
            base: None,
            ours: head.clone(),
            theirs: head,
            is_turned: false,
        });
        let of = ThreeCommits {
            base: stopped.base.as_ref(),
            ours: &stopped.ours,
            theirs: &stopped.theirs,
        };
        let deleted = self.deleted_on_one_side(&unmerged, of)?;
        let is_whole = |path: &[u8]| {
            let mut files = deleted.iter().flat_map(|whole| &whole.files);
            files.any(|file| file.path == path)
        };
        let mut found = Vec::new();
        for (path, stages) in unmerged.iter().filter(|(path, _)| !is_whole(path)) {
            if let Some(plan) = self.plan_at(path, &[&stopped.ours, &stopped.theirs])? {
                found.push(self.unmerged_file(&stopped, workspace, plan, (path, stages))?);
            }
        }
        let whole = deleted.into_iter();
        let whole = whole.map(|whole| self.whole_file(&stopped, workspace, whole));
        let mut all = whole.collect::<Result<Vec<_>, _>>()?;
        all.append(&mut found);
        Ok(all)
    }

    /// Returns a plan or log that one side of a stopped merge deleted.
    fn whole_file(
        &self,
        stopped: &Stopped,
        workspace: &Workspace,
        whole: SideDeleted,
    ) -> Result<ConflictedFile, GitFault> {
        let plan = PlanFiles::in_folder(workspace.folder.join(&whole.plan));
        let on_disk = whole.files.iter().map(|file| {
            let part = PlanPart::at(&file.path).unwrap_or(PlanPart::Progress);
            FileOnDisk::read(plan.path(part))
        });
        Ok(ConflictedFile {
            ours: self.stopped_side(stopped, &stopped.ours, &whole.plan, whole.file)?,
            theirs: self.stopped_side(stopped, &stopped.theirs, &whole.plan, whole.file)?,
            plan: whole.plan.clone(),
            file: whole.file,
            origin: Origin::Merge,
            conflicts: vec![whole.conflict.clone()],
            versions: SideVersions::of_whole(&whole.conflict),
            on_disk: on_disk.collect::<Result<_, _>>()?,
            whole: Some(whole),
            place: None,
        })
    }

    /// Returns a file of a plan that a merge stopped at, by its path and git's three stages of it.
    fn unmerged_file(
        &self,
        stopped: &Stopped,
        workspace: &Workspace,
        plan: String,
        (path, stages): (&Vec<u8>, &Stages),
    ) -> Result<ConflictedFile, GitFault> {
        let is_plan = match self.plan_of(path) {
            Some(_) => PlanPart::at(path) == Some(PlanPart::Plan),
            None => self
                .plan_blobs(stopped.ours.as_str(), Some(&plan))?
                .values()
                .any(|blobs| blobs.paths.plan.as_ref() == Some(path)),
        };
        let part = PlanPart::BOTH[usize::from(!is_plan)];
        let files = PlanFiles::in_folder(workspace.folder.join(&plan));
        let mut stages = stages.clone();
        if stopped.is_turned {
            stages.blobs.swap(1, 2);
        }
        let mut file = ConflictedFile {
            ours: self.stopped_side(stopped, &stopped.ours, &plan, part)?,
            theirs: self.stopped_side(stopped, &stopped.theirs, &plan, part)?,
            file: part,
            origin: Origin::Merge,
            conflicts: Vec::new(),
            versions: self.three_texts(path, &stages)?,
            on_disk: vec![FileOnDisk::read(files.path(part))?],
            whole: None,
            place: Some(path.clone()),
            plan,
        };
        file.conflicts = file.merged(&|_, _| None)?.conflicts;
        Ok(file)
    }

    /// Returns who changed a file last on one side of a stopped operation.
    fn stopped_side(
        &self,
        stopped: &Stopped,
        tip: &CommitId,
        plan: &str,
        part: PlanPart,
    ) -> Result<Side, GitFault> {
        match stopped.operation {
            Operation::Other => Ok(Side::default()),
            // What was before the commit that is being taken back is known by that commit.
            Operation::Revert if *tip == stopped.theirs => {
                self.side_of_revert(stopped.base.as_ref())
            }
            _ => self.side(stopped.base.as_ref(), tip, plan, part),
        }
    }
}
