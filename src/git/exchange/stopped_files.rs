//! Files of plans at which git stopped in the middle of a merge, a rebase or the like.

use super::conflicted_file::{ConflictedFile, Origin, Side, whole_texts};
use super::files_on_disk::FileOnDisk;
use super::merged_tree::{Stages, is_list, refuse_two_plans};
use super::operation::{Operation, Stopped};
use super::side_deleted::SideDeleted;
use crate::git::{CommitId, GitFault, Repository};
use crate::store::{ISSUES_FILE, PlanFiles, PlanPart, Workspace};

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
        });
        let trees = self.merge_trees(stopped.base.as_ref(), [&stopped.ours, &stopped.theirs])?;
        let mut deleted = self.deleted_on_one_side(&unmerged, &trees)?;
        for plan in self.deleted_and_renamed(&trees)? {
            // What somebody settled, or git merged, is not asked about again.
            let is_open = plan
                .files
                .iter()
                .any(|file| unmerged.contains_key(&file.path));
            let is_known = deleted.iter().any(|known| known.plan == plan.plan);
            if is_open && !is_known {
                deleted.push(plan);
            }
        }
        let is_whole = |path: &[u8]| {
            let mut files = deleted.iter().flat_map(|whole| &whole.files);
            files.any(|file| file.path == path)
        };
        let mut found = Vec::new();
        for (path, stages) in unmerged.iter().filter(|(path, _)| !is_whole(path)) {
            let Some(plan) = self.plan_at(path, &trees) else {
                continue;
            };
            let part = if self.plan_of(path).is_some() {
                PlanPart::at(path)
            } else {
                let ours = trees.ours.plans.get(plan);
                let is_plan = ours.is_some_and(|blobs| blobs.paths.plan.as_ref() == Some(path));
                is_plan.then_some(PlanPart::Plan)
            };
            let part = part.unwrap_or(PlanPart::Progress);
            let files = PlanFiles::in_folder(workspace.folder.join(plan));
            found.push(self.unmerged_file(&stopped, &files, part, (path, stages))?);
        }
        self.add_logs(&mut found, workspace, &trees)?;
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
            if is_list(&file.path) {
                return FileOnDisk::read(&plan.folder.join(ISSUES_FILE));
            }
            let part = PlanPart::at(&file.path).unwrap_or(PlanPart::Progress);
            FileOnDisk::read(plan.path(part))
        });
        Ok(ConflictedFile {
            ours: self.stopped_side(stopped, &stopped.ours, &whole.plan, whole.part)?,
            theirs: self.stopped_side(stopped, &stopped.theirs, &whole.plan, whole.part)?,
            conflicts: vec![whole.conflict.clone()],
            on_disk: on_disk.collect::<Result<_, _>>()?,
            side_deleted: Some(whole.clone()),
            ..ConflictedFile::new(
                whole.plan,
                whole.part,
                Origin::Merge,
                whole_texts(&whole.conflict),
            )
        })
    }

    /// Returns a file of a plan that a merge stopped at, by its path and git's three stages of it.
    fn unmerged_file(
        &self,
        stopped: &Stopped,
        files: &PlanFiles,
        part: PlanPart,
        (path, stages): (&Vec<u8>, &Stages),
    ) -> Result<ConflictedFile, GitFault> {
        let mut stages = stages.clone();
        if stopped.operation.is_turned() {
            std::mem::swap(&mut stages.blobs.ours, &mut stages.blobs.theirs);
        }
        let plan = FileOnDisk::read(&files.plan)?;
        let versions = self.texts_of(path, &stages)?;
        refuse_two_plans(path, &stages, versions.texts())?;
        let mut file = ConflictedFile {
            ours: self.stopped_side(stopped, &stopped.ours, &files.id, part)?,
            theirs: self.stopped_side(stopped, &stopped.theirs, &files.id, part)?,
            plan_text: plan.text().map(str::to_owned),
            on_disk: vec![FileOnDisk::read(files.path(part))?],
            path: Some(path.clone()),
            ..ConflictedFile::new(files.id.clone(), part, Origin::Merge, versions)
        };
        file.conflicts = file.merged(&|_, _| None)?.conflicts;
        Ok(file)
    }

    /// Returns who last changed a file on one side of a stopped operation.
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
            Operation::Revert if *tip == stopped.theirs => match &stopped.base {
                Some(reverted) => self.side_of_revert(reverted),
                None => Ok(Side::default()),
            },
            _ => self.side(stopped.base.as_ref(), tip, plan, part),
        }
    }
}
