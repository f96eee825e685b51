//! A file of a plan with conflicts to settle: its sides, and its text once they are settled.

use chrono::{DateTime, FixedOffset};

use super::files_on_disk::FileOnDisk;
use super::merged_tree::merge_fault;
use super::side_deleted::SideDeleted;
use crate::git::GitFault;
use crate::merge::carried::{merge_carried, merge_in_plan};
use crate::merge::entry_keys::entries_of;
use crate::merge::{Choice, Conflict, Merged, Versions, merge_plan, merge_progress};
use crate::store::PlanPart;
use crate::text::OpenConflicts;

/// The origin of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The remote changed the same; nothing is merged yet.
    Sync,
    /// A `git merge` stopped at it.
    Merge,
    /// The file has conflict markers that nobody settled, or a merge made of it what cannot be read.
    Markers,
}

/// A side of a conflict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Its name in git's markers, or the commit.
    pub name: String,
    /// The last person who changed the file on this side.
    pub who: Option<String>,
    /// The time of that change.
    pub when: Option<DateTime<FixedOffset>>,
}

/// A plan's file with conflicts to settle. Without conflicts it merges cleanly but waits for confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictedFile {
    /// The plan.
    pub plan: String,
    /// `plan.toml` or `progress.toml`.
    pub part: PlanPart,
    /// The origin.
    pub origin: Origin,
    /// The conflicts.
    pub conflicts: Vec<Conflict>,
    /// Our side.
    pub ours: Side,
    /// Their side.
    pub theirs: Side,
    pub(super) versions: Versions<String>,
    /// The plan.toml of a log, if it is known.
    pub(super) plan_text: Option<String>,
    /// The files on disk as they were when it was looked at.
    pub(super) on_disk: Vec<FileOnDisk>,
    /// Set if one side deleted it and the other changed it: it is kept or deleted as a whole.
    pub(super) side_deleted: Option<SideDeleted>,
    /// The versions of the plan whose log it is, if that is merged with it.
    pub(super) plan_versions: Option<Versions<String>>,
    /// Whether git has joined both sides on disk already.
    pub(super) is_joined: bool,
    /// The log as git joined and committed it.
    pub(super) committed: Option<String>,
    /// Its path from the repository's top, if git stopped at it.
    pub(super) path: Option<Vec<u8>>,
}

/// Returns the texts of a plan or log that one side deleted.
pub(super) fn whole_texts(conflict: &Conflict) -> Versions<String> {
    let texts = Versions::new(&conflict.base, &conflict.ours, &conflict.theirs);
    texts.map(|text| text.clone().unwrap_or_default())
}

/// Merges the file at `path`, a log under the names of its plan.toml, if that is known.
///
/// # Errors
/// Fails if a side cannot be read, or a typed value is not valid.
pub(super) fn merge_file(
    texts: Versions<&str>,
    plan: Option<&str>,
    (part, path): (PlanPart, &str),
    chosen: &dyn Fn(&Conflict) -> Option<Choice>,
) -> Result<Merged, GitFault> {
    let merged = match part {
        PlanPart::Plan => merge_plan(texts.base, texts.ours, texts.theirs, chosen),
        PlanPart::Progress => merge_in_plan(plan, texts, chosen),
    };
    merged.map_err(|fault| merge_fault(&fault, path, texts))
}

/// Chooses the value of a conflict in the plan of an id; `None` leaves it open.
pub type Settle<'s> = &'s dyn Fn(&str, &Conflict) -> Option<Choice>;

/// The contents of files, and the conflicts that are left open.
type SettledFiles = (Vec<Option<Vec<u8>>>, Vec<Conflict>);

/// Counts the open conflicts of a plan.
pub(crate) fn open_conflicts(plan: String, open: &[Conflict]) -> OpenConflicts {
    OpenConflicts {
        plan,
        count: open.len(),
        shared_ids: open.iter().filter_map(Conflict::shared_id).collect(),
    }
}

impl ConflictedFile {
    /// Makes a file of which only the versions are known.
    pub(super) fn new(
        plan: String,
        part: PlanPart,
        origin: Origin,
        versions: Versions<String>,
    ) -> Self {
        Self {
            plan,
            part,
            origin,
            conflicts: Vec::new(),
            ours: Side::default(),
            theirs: Side::default(),
            versions,
            plan_text: None,
            on_disk: Vec::new(),
            side_deleted: None,
            plan_versions: None,
            is_joined: false,
            committed: None,
            path: None,
        }
    }

    /// Returns the plan's id and the file's name, as `demo/plan.toml`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.plan, self.part.file_name())
    }

    /// Returns the bytes for each file on disk, `None` for one that is deleted, and the conflicts that are left open.
    ///
    /// # Errors
    ///
    /// Fails if a typed value is not valid.
    pub(super) fn settled(&self, chosen: Settle<'_>) -> Result<SettledFiles, GitFault> {
        if let Some(whole) = &self.side_deleted {
            let choice = chosen(&self.plan, &whole.conflict);
            let files = whole.settled(choice.as_ref())?;
            let kept = files.into_iter().map(|(_, kept)| kept);
            let contents = kept.map(|kept| kept.map(|(_, bytes)| bytes.clone()));
            let open = choice.is_none().then(|| whole.conflict.clone());
            return Ok((contents.collect(), open.into_iter().collect()));
        }
        let merged = self.merged(chosen)?;
        let contents = vec![Some(merged.text.into_bytes())];
        Ok((contents, merged.conflicts))
    }

    pub(super) fn merged(&self, chosen: Settle<'_>) -> Result<Merged, GitFault> {
        let chosen = |conflict: &Conflict| chosen(&self.plan, conflict);
        let name = self.name();
        let texts = self.versions.texts();
        let Some(plans) = &self.plan_versions else {
            let plan = self.plan_text.as_deref();
            return merge_file(texts, plan, (self.part, &name), &chosen);
        };
        let plan = merge_file(plans.texts(), None, (PlanPart::Plan, &name), &chosen)?;
        let fault = |fault| merge_fault(&fault, &name, texts);
        let carried = merge_carried(plans.texts(), &plan.text, texts, &chosen).map_err(fault)?;
        let on_disk = self.on_disk.first().and_then(FileOnDisk::text);
        let Some(on_disk) = on_disk.filter(|text| self.is_joined && entries_of(text).is_some())
        else {
            return Ok(carried);
        };
        // What was recorded since git joined them stays.
        let joined = match &self.committed {
            Some(committed) if entries_of(committed).is_some() => committed.clone(),
            _ => {
                let joined = merge_progress(texts.base, texts.ours, texts.theirs, &chosen);
                joined.map_err(fault)?.text
            }
        };
        let versions = Versions::new(&*joined, on_disk, &*carried.text);
        let mut kept = merge_in_plan(Some(&plan.text), versions, &chosen).map_err(fault)?;
        let open = carried.conflicts.into_iter();
        let is_new = |conflict: &Conflict| !kept.conflicts.iter().any(|it| it.is_at(conflict));
        let open: Vec<Conflict> = open.filter(is_new).collect();
        kept.conflicts.extend(open);
        Ok(kept)
    }
}
