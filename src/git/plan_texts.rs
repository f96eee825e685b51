//! The two files of a plan as git has them: their texts at a commit, their blobs in a tree.

use std::collections::BTreeMap;
use std::path::Path;

use crate::plan::Day;
use crate::store::{Loaded, PerPart, PlanFiles, PlanPart};

/// A file at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextAt {
    /// The id of its contents: equal ids are equal bytes.
    pub blob: String,
    /// Its bytes, as git keeps them.
    pub bytes: Vec<u8>,
}

/// The two files of a plan at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTexts {
    /// The folder's name.
    pub id: String,
    /// plan.toml, if it exists.
    pub plan: Option<TextAt>,
    /// progress.toml, if it exists.
    pub progress: Option<TextAt>,
}

impl PlanTexts {
    /// Takes the contents of a plan's blobs from those that were read.
    pub(crate) fn of(id: String, blobs: PlanBlobs, contents: &BTreeMap<String, Vec<u8>>) -> Self {
        let text = |blob: Option<String>| {
            let blob = blob?;
            let bytes = contents.get(&blob)?.clone();
            Some(TextAt { blob, bytes })
        };
        Self {
            id,
            plan: text(blobs.ids.plan),
            progress: text(blobs.ids.progress),
        }
    }

    /// Returns the bytes of both files.
    pub(crate) fn bytes(&self) -> [Option<&[u8]>; 2] {
        [&self.plan, &self.progress].map(|text| text.as_ref().map(|text| text.bytes.as_slice()))
    }

    /// Returns a file, if it exists.
    pub(crate) fn text(&self, part: PlanPart) -> Option<&TextAt> {
        match part {
            PlanPart::Plan => self.plan.as_ref(),
            PlanPart::Progress => self.progress.as_ref(),
        }
    }

    /// Loads the plan from the texts. Problems are shown with paths in `workspace`, the folder of plans.
    pub fn load(&self, workspace: &Path, as_of: Day) -> Loaded {
        let files = PlanFiles::in_folder(workspace.join(&self.id));
        let bytes = |text: &Option<TextAt>| text.as_ref().map(|text| text.bytes.clone());
        Loaded::from_bytes(&files, bytes(&self.plan), bytes(&self.progress), as_of)
    }
}

/// The blob ids of a plan's two files in a tree, with their real paths: links inside the repository are
/// followed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanBlobs {
    /// The ids of the files that exist.
    pub(crate) ids: PerPart<Option<String>>,
    /// Their paths from the repository's top.
    pub(crate) paths: PerPart<Option<Vec<u8>>>,
}

impl PlanBlobs {
    /// Returns whether neither file exists.
    pub(crate) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Iterates over the ids of the files that exist.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Adds a file that was found in the plan's folder.
    pub(crate) fn take(&mut self, part: PlanPart, id: String, path: Vec<u8>) {
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
