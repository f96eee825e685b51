//! Changes that are written beside their files and put in place, over several plans all or none.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::plan::Change;
use crate::text::Lost;

use super::batch::{Batch, BatchNote, BatchPart};
use super::splice::Patch;
use crate::store::disk::write::StagedFile;
use crate::store::{
    Fault, Lock, PlanFiles, ProgressFile, Stamp, read_plain_text, replace_file, sha256,
};

/// A written change, with what is needed to undo it byte for byte.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The change.
    pub change: Change,
    /// The file.
    pub path: PathBuf,
    /// The new contents, with what others may have written meanwhile.
    pub file: Arc<ProgressFile>,
    /// The stamp of the new file.
    pub stamp: Option<Stamp>,
    /// Permissions that could not be kept.
    pub lost: Vec<Lost>,
    pub(super) back: Vec<Patch>,
}

/// A change whose new file is written and checked, not yet in place.
pub struct StagedChange {
    pub(super) change: Change,
    pub(super) file: Arc<ProgressFile>,
    pub(super) files: PlanFiles,
    pub(super) staged: StagedFile,
    pub(super) back: Vec<Patch>,
    /// The old text, if there was a file.
    pub(super) was: Option<String>,
    pub(super) lock: Lock,
}

impl StagedChange {
    /// Returns the change as the note keeps it; `None` if its files cannot be named there.
    ///
    /// # Errors
    /// Fails if the new text cannot be read back.
    fn batch_part(&self) -> std::io::Result<Option<BatchPart>> {
        let waiting = self.staged.waiting();
        let name = waiting.file_name().and_then(|name| name.to_str());
        let Some(staged) = name else {
            return Ok(None);
        };
        Ok(Some(BatchPart {
            plan: self.files.id.clone(),
            staged: staged.to_owned(),
            was: self.was.as_ref().map(|text| sha256(text.as_bytes())),
            now: sha256(read_plain_text(waiting)?.as_bytes()),
            back: self.back.clone(),
        }))
    }

    /// Renames the new file into place. The plan stays locked while the returned [`Replaced`] lives.
    fn replace(self) -> Result<(Applied, Replaced), Fault> {
        let lost = self.staged.put_in_place()?;
        let stamp = Stamp::of(&self.files.progress);
        let applied = Applied {
            change: self.change,
            path: self.files.progress.clone(),
            file: self.file,
            stamp,
            lost,
            back: self.back,
        };
        let replaced = Replaced {
            path: self.files.progress,
            was: self.was,
            _lock: self.lock,
        };
        Ok((applied, replaced))
    }
}

/// A replaced file with its old text.
struct Replaced {
    path: PathBuf,
    was: Option<String>,
    _lock: Lock,
}

impl Replaced {
    fn put_back(self) -> Result<(), Fault> {
        match self.was {
            Some(text) => replace_file(&self.path, text.as_bytes()).map(drop),
            None => fs::remove_file(&self.path).map_err(Fault::io(&self.path)),
        }
    }
}

/// Puts all files in place, or none: if the operating system refuses one after all, those before it are put back.
/// If the machine stops in the middle, whoever opens the plans next finds a note of it, and finishes or takes back.
///
/// # Errors
/// The refusal; with nothing written if the note cannot be.
pub fn put_all_in_place(staged: Vec<StagedChange>) -> Result<Vec<Applied>, Fault> {
    let note = note_of(&staged)?;
    let mut done = Vec::new();
    let mut replaced = Vec::new();
    let mut waiting = staged.into_iter();
    while let Some(change) = waiting.next() {
        match change.replace() {
            Ok((applied, old)) => {
                done.push(applied);
                replaced.push(old);
            }
            Err(fault) => {
                // What waits no more is not put in place by whoever finds the note.
                drop(waiting);
                let mut put_back = Vec::new();
                for old in replaced.into_iter().rev() {
                    put_back.push(old.put_back());
                }
                // One that stays as it is now is put back by whoever comes next: then the note stays.
                put_back.into_iter().collect::<Result<(), _>>()?;
                note.into_iter().for_each(BatchNote::remove);
                return Err(fault);
            }
        }
    }
    note.into_iter().for_each(BatchNote::remove);
    Ok(done)
}

/// Writes the note of a deed over several plans of one folder.
fn note_of(staged: &[StagedChange]) -> Result<Option<BatchNote>, Fault> {
    let folder = |change: &StagedChange| change.files.folder.parent().map(Path::to_owned);
    let Some(first) = staged.first().and_then(folder) else {
        return Ok(None);
    };
    if staged.len() < 2 || !staged.iter().all(|it| folder(it).as_ref() == Some(&first)) {
        return Ok(None);
    }
    let parts = staged.iter().filter_map(|it| it.batch_part().transpose());
    let parts = parts.collect::<Result<Vec<_>, _>>();
    let note = parts.and_then(|parts| {
        if parts.len() == staged.len() {
            BatchNote::write(&first, &Batch { parts }).map(Some)
        } else {
            Ok(None)
        }
    });
    note.map_err(|error| Fault::NoBatchNote {
        folder: first,
        error,
    })
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::plan::{Day, Entry, Part};
    use crate::store::HeldProgress;
    use crate::store::progress::blocks::expected_logs;
    use crate::store::progress::repair;

    /// A change of each of two plans, written and not yet in place.
    fn staged(root: &Path) -> Vec<StagedChange> {
        let text = include_str!("../../../tests/fixtures/demo/plan.toml");
        for id in ["a", "b"] {
            let folder = root.join(id);
            fs::create_dir_all(&folder).unwrap();
            let own = text.replacen("id = \"demo\"", &format!("id = \"{id}\""), 1);
            fs::write(folder.join("plan.toml"), own).unwrap();
        }
        let workspace = crate::store::Workspace::open(root).unwrap();
        let loaded = workspace.load(Day::MAX, None).into_iter();
        let stage = |loaded: crate::store::Loaded| {
            let (files, plan) = (loaded.files, loaded.plan.unwrap());
            fs::write(&files.progress, repair::new_progress(&plan)).unwrap();
            let entry = Entry {
                on: Some(Day::default()),
                text: Some("x".to_owned()),
                ..Entry::default()
            };
            let log = expected_logs(&plan).swap_remove(0).log;
            let change = Change {
                plan: plan.id().to_owned(),
                parts: vec![Part::Append(log, entry)],
            };
            let lock = Lock::acquire(&files.folder).unwrap();
            let held = HeldProgress::read(lock, &files, &plan, None).unwrap();
            held.stage(&plan, &change).unwrap()
        };
        loaded.map(stage).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let listing = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> = listing
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn where_the_second_file_cannot_be_replaced_the_first_is_put_back() {
        let root = tempfile::TempDir::new().unwrap();
        let staged = staged(root.path());
        let (first, second) = (&staged[0].files, &staged[1].files);
        let (first, second) = (first.progress.clone(), second.progress.clone());
        let old = fs::read(&first).unwrap();
        // No file is renamed over a folder.
        fs::remove_file(&second).unwrap();
        fs::create_dir(&second).unwrap();
        assert!(put_all_in_place(staged).is_err());
        assert_eq!(fs::read(&first).unwrap(), old);
        assert_eq!(names(root.path()), ["a", "b"]);
        for plan in ["a", "b"] {
            assert_eq!(
                names(&root.path().join(plan)),
                ["plan.toml", "progress.toml"]
            );
        }
    }

    #[test]
    fn where_no_note_can_be_written_nothing_is() {
        let root = tempfile::TempDir::new().unwrap();
        let (plans, away) = (root.path().join("plans"), root.path().join("away"));
        fs::create_dir(&plans).unwrap();
        let staged = staged(&plans);
        let texts = |folder: &Path| {
            ["a", "b"].map(|plan| fs::read(folder.join(plan).join("progress.toml")).unwrap())
        };
        let old = texts(&plans);
        // Nothing can be written into a folder that is not there.
        fs::rename(&plans, &away).unwrap();
        let refused = put_all_in_place(staged).map(drop);
        assert!(matches!(refused, Err(Fault::NoBatchNote { .. })));
        assert_eq!(texts(&away), old);
    }

    #[test]
    fn while_a_deed_is_put_in_place_a_note_says_so() {
        let root = tempfile::TempDir::new().unwrap();
        let staged = staged(root.path());
        let note = note_of(&staged).unwrap().unwrap();
        assert_eq!(names(root.path()).len(), 3);
        // As if the machine stopped here.
        let texts: Vec<String> = staged
            .iter()
            .map(|change| change.files.progress.clone())
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        std::mem::forget(
            staged
                .into_iter()
                .map(|change| change.staged)
                .collect::<Vec<_>>(),
        );
        drop(note);
        crate::store::finish_all(root.path());
        assert_eq!(names(root.path()), ["a", "b"]);
        for (plan, old) in ["a", "b"].into_iter().zip(texts) {
            let now = fs::read_to_string(root.path().join(plan).join("progress.toml")).unwrap();
            assert!(now != old && now.contains("text = \"x\""), "{plan}");
            assert_eq!(
                names(&root.path().join(plan)),
                ["plan.toml", "progress.toml"]
            );
        }
    }
}
