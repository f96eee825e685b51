//! Deeds over several plans: a note beside the plans says what is being put in place. If the machine stops in
//! between, whoever opens the plans next finishes the deed or takes it back.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::splice::{Patch, patched};
use crate::store::disk::lock::is_left_behind;
use crate::store::disk::private_folder::open_at_once;
use crate::store::disk::write::{TEMPORARY, sync_folder, write_held};
use crate::store::{
    Fault, Lock, PlanFiles, read_plain, read_plain_text, real_or_named, refuse_outside,
    replace_file, sha256,
};

/// How the names of the notes begin.
const PREFIX: &str = ".duban-batch-";

/// The most parts of a note; a longer one is not ours.
const MOST_PARTS: usize = 10_000;

/// A deed over several plans that is being put in place, one part per plan.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Batch {
    pub(crate) parts: Vec<BatchPart>,
}

/// One file of a deed over several plans.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct BatchPart {
    /// The plan's folder, by its name in the folder of plans.
    pub(crate) plan: String,
    /// The new text's file, by its name beside progress.toml.
    pub(crate) staged: String,
    /// The digest of the old text; `None` if there was none.
    pub(crate) was: Option<String>,
    /// The digest of the new text.
    pub(crate) now: String,
    /// The edits that make the old text of the new one.
    pub(crate) back: Vec<Patch>,
}

/// The note of a deed that is being put in place; locked while its writer lives.
pub(crate) struct BatchNote {
    path: PathBuf,
    _held: File,
}

impl BatchNote {
    /// Writes the note into the folder of plans.
    ///
    /// # Errors
    /// Fails if nothing can be written there: a deed without a note could be half done.
    pub(crate) fn write(folder: &Path, batch: &Batch) -> std::io::Result<Self> {
        let text = serde_json::to_vec(batch)?;
        // The name of the file that could not be made helps nobody.
        let bare = |error: std::io::Error| std::io::Error::from(error.kind());
        let (path, held) = write_held(folder, PREFIX, &text).map_err(bare)?;
        Ok(Self { path, _held: held })
    }

    /// Takes the note away: the deed is done, or taken back.
    pub(crate) fn remove(self) {
        if fs::remove_file(&self.path).is_ok() {
            sync_folder(self.path.parent().unwrap_or(Path::new(".")));
        }
    }
}

/// Returns whether a file name in the folder of plans is that of a note.
pub(crate) fn is_note(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(PREFIX.as_bytes())
}

/// Finishes what was stopped in a folder of plans.
pub(crate) fn finish_all(folder: &Path) {
    let notes = fs::read_dir(folder).into_iter().flatten().flatten();
    for note in notes.filter(|entry| is_note(&entry.file_name())) {
        finish(folder, &note.path());
    }
}

/// Finishes what was stopped and has something waiting in this plan's folder.
pub(crate) fn finish_around(files: &PlanFiles) {
    let names = fs::read_dir(&files.folder).into_iter().flatten().flatten();
    let is_ours =
        |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes());
    if names
        .map(|entry| entry.file_name())
        .any(|name| is_ours(&name))
        && let Some(folder) = files.folder.parent()
    {
        finish_all(folder);
    }
}

/// Finishes the deed of a note whose writer has ended; takes it back if a part can no longer be written.
/// Leaves a note in use, and other files, alone.
pub(crate) fn finish(folder: &Path, note: &Path) {
    // A pipe in its place keeps nobody waiting.
    let Ok(held) = open_at_once(note, true) else {
        return;
    };
    if !held.metadata().is_ok_and(|meta| meta.is_file()) || held.try_lock().is_err() {
        return;
    }
    let batch = read_plain(note).ok();
    let batch = batch.and_then(|text| serde_json::from_slice::<Batch>(&text).ok());
    let is_settled = match batch.filter(|batch| batch.parts.len() <= MOST_PARTS) {
        Some(batch) => settle(folder, &batch).is_ok(),
        // Its writer was stopped while it wrote: then nothing was put in place yet.
        None => is_left_behind(&held),
    };
    if is_settled {
        BatchNote {
            path: note.to_owned(),
            _held: held,
        }
        .remove();
    }
}

/// The place of a part of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// The new text is in place.
    Done,
    /// The old text is, and the new one waits beside it.
    Waits,
    /// The old text is, and the new one is gone.
    Undone,
    /// Somebody has written something else since; what waits beside it may not replace that.
    Changed,
}

fn settle(folder: &Path, batch: &Batch) -> Result<(), Fault> {
    let mut parts: Vec<(&BatchPart, PlanFiles)> = Vec::new();
    for part in &batch.parts {
        let is_name = |name: &str| Path::new(name).file_name() == Some(name.as_ref());
        if !is_name(&part.plan) || !is_name(&part.staged) || !part.staged.starts_with(TEMPORARY) {
            return Err(Fault::WouldNotRead(folder.join(&part.plan)));
        }
        parts.push((part, PlanFiles::in_folder(folder.join(&part.plan))));
    }
    parts.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    let mut locks = Vec::new();
    for (_, files) in &parts {
        refuse_outside(&files.progress)?;
        locks.push(Lock::acquire_as_it_is(&files.folder)?);
    }
    let stands: Vec<Stands> = parts
        .iter()
        .map(|(part, files)| part.stands(files))
        .collect();
    let is_whole = stands
        .iter()
        .all(|it| matches!(it, Stands::Done | Stands::Waits));
    for ((part, files), stands) in parts.iter().zip(stands) {
        let staged = part.staged_file(files);
        match stands {
            Stands::Waits if is_whole => {
                fs::rename(&staged, real_or_named(&files.progress)).map_err(Fault::io(&staged))?;
                sync_folder(&files.folder);
            }
            Stands::Done if !is_whole => part.take_back(files)?,
            Stands::Waits | Stands::Changed => drop(fs::remove_file(&staged)),
            Stands::Done | Stands::Undone => {}
        }
    }
    Ok(())
}

impl BatchPart {
    fn staged_file(&self, files: &PlanFiles) -> PathBuf {
        real_or_named(&files.progress).with_file_name(&self.staged)
    }

    fn stands(&self, files: &PlanFiles) -> Stands {
        let waits = fs::symlink_metadata(self.staged_file(files)).is_ok_and(|meta| meta.is_file());
        let said = match read_plain_text(&files.progress) {
            Ok(text) => Some(sha256(text.as_bytes())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(_) => return Stands::Changed,
        };
        match said {
            said if said.as_ref() == Some(&self.now) => Stands::Done,
            said if said == self.was && waits => Stands::Waits,
            said if said == self.was => Stands::Undone,
            // What was put in place and then written on is done: its writer saw it.
            _ if !waits => Stands::Done,
            _ => Stands::Changed,
        }
    }

    fn take_back(&self, files: &PlanFiles) -> Result<(), Fault> {
        let text = read_plain_text(&files.progress).map_err(Fault::io(&files.progress))?;
        if sha256(text.as_bytes()) != self.now {
            return Ok(());
        }
        if self.was.is_none() {
            return fs::remove_file(&files.progress).map_err(Fault::io(&files.progress));
        }
        let patches = &self.back;
        let fits = |patch: &Patch| text.get(patch.at.clone()).is_some();
        let in_order = patches
            .windows(2)
            .all(|two| two[0].at.end <= two[1].at.start);
        let old = (in_order && patches.iter().all(fits)).then(|| patched(&text, patches));
        match old.filter(|old| Some(sha256(old.as_bytes())) == self.was) {
            Some(old) => replace_file(&files.progress, old.as_bytes()).map(drop),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two plans whose files say `old`; the new texts wait beside them where `waits` says so.
    fn stopped(done: [bool; 2], waits: [bool; 2]) -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::TempDir::new().unwrap();
        let mut parts = Vec::new();
        for (at, plan) in ["a", "b"].into_iter().enumerate() {
            let folder = root.path().join(plan);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("plan.toml"), "").unwrap();
            let text = if done[at] { "new text" } else { "old text" };
            fs::write(folder.join("progress.toml"), text).unwrap();
            if waits[at] {
                fs::write(folder.join(".duban-x"), "new text").unwrap();
            }
            parts.push(BatchPart {
                plan: plan.to_owned(),
                staged: ".duban-x".to_owned(),
                was: Some(sha256(b"old text")),
                now: sha256(b"new text"),
                back: vec![Patch {
                    at: 0..3,
                    new: "old".to_owned(),
                }],
            });
        }
        let note = BatchNote::write(root.path(), &Batch { parts }).unwrap();
        let path = note.path.clone();
        drop(note);
        (root, path)
    }

    fn texts(root: &Path) -> [String; 2] {
        ["a", "b"].map(|plan| fs::read_to_string(root.join(plan).join("progress.toml")).unwrap())
    }

    fn leftovers(root: &Path) -> usize {
        let listing = |folder: &Path| fs::read_dir(folder).unwrap().flatten();
        let folders = [root.to_owned(), root.join("a"), root.join("b")];
        let names = folders.iter().flat_map(|folder| listing(folder));
        names
            .filter(|entry| entry.file_name().as_encoded_bytes().starts_with(b".duban-"))
            .count()
    }

    #[test]
    fn a_deed_that_was_stopped_is_finished() {
        for (done, waits) in [
            ([false, false], [true, true]),
            ([true, false], [false, true]),
            ([true, true], [false, false]),
        ] {
            let (root, note) = stopped(done, waits);
            finish(root.path(), &note);
            assert_eq!(texts(root.path()), ["new text", "new text"]);
            assert_eq!(leftovers(root.path()), 0);
        }
    }

    #[test]
    fn a_note_of_another_release_is_understood() {
        // As it was written by the first release with such notes.
        let old = "c9fbd865f5b1419c9e65d4381bfee26fb252a303d4cdd689aed446bf252ca847";
        let (root, note) = stopped([true, false], [false, true]);
        let written = fs::read_to_string(&note).unwrap();
        assert!(written.contains(old), "{written}");
        finish(root.path(), &note);
        assert_eq!(texts(root.path()), ["new text", "new text"]);
    }

    #[test]
    fn a_deed_that_can_be_finished_no_more_is_taken_back() {
        let (root, note) = stopped([true, false], [false, false]);
        finish(root.path(), &note);
        assert_eq!(texts(root.path()), ["old text", "old text"]);
        assert_eq!(leftovers(root.path()), 0);
        // Somebody wrote the second by hand before anybody came.
        let (root, note) = stopped([true, false], [false, true]);
        fs::write(root.path().join("b/progress.toml"), "by hand").unwrap();
        finish(root.path(), &note);
        assert_eq!(texts(root.path()), ["old text", "by hand"]);
        assert_eq!(leftovers(root.path()), 0);
    }

    #[test]
    fn a_note_of_somebody_at_work_or_of_a_stranger_is_left_alone() {
        let (root, note) = stopped([true, false], [false, true]);
        let at_work = File::open(&note).unwrap();
        at_work.lock().unwrap();
        finish(root.path(), &note);
        assert_eq!(texts(root.path()), ["new text", "old text"]);
        drop(at_work);
        for text in [
            "no note",
            r#"{"parts":[{"plan":"../x","staged":".duban-x","was":null,"now":"1","back":[]}]}"#,
            r#"{"parts":[{"plan":"a","staged":"/etc/passwd","was":null,"now":"1","back":[]}]}"#,
        ] {
            fs::write(&note, text).unwrap();
            finish(root.path(), &note);
            assert_eq!(texts(root.path()), ["new text", "old text"], "{text}");
        }
    }
}
