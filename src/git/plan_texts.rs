//! The two files of a plan as git has them: their texts at a commit, their blobs in a tree.

use std::collections::BTreeMap;
use std::path::Path;

use super::history::moved_folders::folder_of;
use super::objects::ObjectId;
use crate::git::same_plan::{KnownPlan, name_before, paired};
use crate::plan::{Day, WorkCalendar};
use crate::store::{Loaded, PerPart, PlanFiles, PlanPart, Workspace, read_plain};

/// The bytes of a plan's files, where they exist.
pub(crate) type PlanBytes = PerPart<Option<Vec<u8>>>;

/// The two files of a plan at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTexts {
    /// The folder's name.
    pub id: String,
    /// The files as git keeps them.
    pub(crate) bytes: PlanBytes,
    /// The working days of the workspace then; `None` where those of today hold.
    pub(crate) calendar: Option<WorkCalendar>,
}

impl PlanTexts {
    /// Takes the files of a plan, to be read with the working days of today.
    pub(crate) fn new(id: String, bytes: PlanBytes) -> Self {
        Self {
            id,
            bytes,
            calendar: None,
        }
    }

    /// Loads the plans of today as they were when these texts were theirs. A plan whose folder had another name then counts
    /// as the plan it is now; one that is not there is new since.
    ///
    /// # Errors
    /// Fails with the id of a plan that cannot be read there.
    pub fn load_those_of<'p>(
        all: &[Self],
        plans: impl Iterator<Item = &'p PlanFiles>,
        today: &Workspace,
        as_of: Day,
    ) -> Result<Vec<Loaded>, String> {
        let before = all.iter();
        let before = before.map(|then| (then.id.clone(), KnownPlan::of(&then.bytes)));
        let now = |files: &PlanFiles| PlanBytes::from_fn(|part| read_plain(files.path(part)).ok());
        let after = today.plans.iter();
        let after = after.map(|files| (files.id.clone(), KnownPlan::of(&now(files))));
        let pairs = paired(&before.collect(), &after.collect());
        let mut then = Vec::new();
        for files in plans {
            let name = name_before(&pairs, &files.id);
            let Some(texts) = all.iter().find(|texts| Some(&texts.id) == name) else {
                continue;
            };
            let loaded = texts.load(&today.folder, as_of);
            if loaded.open().is_none() {
                return Err(texts.id.clone());
            }
            then.push(loaded.renamed(files));
        }
        Ok(then)
    }

    /// Loads the plan from the texts. Problems are shown with paths in `workspace`, the folder of plans.
    pub fn load(&self, workspace: &Path, as_of: Day) -> Loaded {
        let files = PlanFiles::in_folder(workspace.join(&self.id));
        let PerPart { plan, progress } = self.bytes.clone();
        let loaded = Loaded::from_bytes(&files, plan, progress, as_of);
        match &self.calendar {
            Some(calendar) => loaded.counting_by(calendar),
            None => loaded,
        }
    }
}

/// The blob ids of a plan's two files in a tree, with their real paths: links inside the repository are
/// followed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanBlobs {
    /// The ids of the files that exist.
    pub(crate) ids: PerPart<Option<ObjectId>>,
    /// Their paths from the repository's top.
    pub(crate) paths: PerPart<Option<Vec<u8>>>,
}

impl PlanBlobs {
    /// Returns whether neither file exists.
    pub(crate) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the path of the plan's folder.
    pub(crate) fn folder(&self) -> Option<&[u8]> {
        self.paths.iter().next().map(|path| folder_of(path))
    }

    /// Iterates over the ids of the files that exist.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &ObjectId> {
        self.ids.iter()
    }

    /// Returns the bytes of the files, from the contents of blobs that were read.
    pub(crate) fn bytes(&self, contents: &BTreeMap<ObjectId, Vec<u8>>) -> PlanBytes {
        PerPart::from_fn(|part| contents.get(self.ids[part].as_ref()?).cloned())
    }

    /// Adds a file that was found in the plan's folder.
    pub(crate) fn take(&mut self, part: PlanPart, id: ObjectId, path: Vec<u8>) {
        self.ids[part] = Some(id);
        self.paths[part] = Some(path);
    }
}

impl PartialEq for PlanBlobs {
    /// Compares contents, not paths.
    fn eq(&self, other: &Self) -> bool {
        self.ids == other.ids
    }
}
