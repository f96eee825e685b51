//! Writes what a review of doubts changes: both files of the plan, or neither.

use std::path::Path;

use crate::store::{Fault, Loaded, Lock, PerPart, PlanFiles, StagedFile, read_plain_text};

use super::Session;
use crate::tui::app::{Settlement, State};

impl Session {
    /// Settles a doubt; a change that would break the plan is not written.
    pub(super) fn settle_doubt(&self, state: &mut State, settlement: &Settlement) {
        let files = PlanFiles::in_folder(self.options.workspace.folder.join(&settlement.id));
        let texts = match write_settled(state, &files, settlement) {
            Ok(()) => {
                state.say(state.words.import.review_settled);
                self.notice_changes(state, true);
                Some(settlement.after.clone())
            }
            Err(why) => {
                state.refuse(why);
                // Somebody else wrote: what stands there now is gone through.
                texts_of(&files).ok()
            }
        };
        if let (Some(review), Some(texts)) = (&mut state.import_review, texts) {
            review.texts = texts;
        }
    }
}

fn texts_of(files: &PlanFiles) -> Result<PerPart<String>, Fault> {
    let read = |path: &Path| read_plain_text(path).map_err(Fault::io(path));
    Ok(PerPart {
        plan: read(&files.plan)?,
        progress: read(&files.progress)?,
    })
}

fn write_settled(state: &State, files: &PlanFiles, settlement: &Settlement) -> Result<(), String> {
    let words = state.words;
    let said = |fault: Fault| fault.note(words).what;
    let _lock = Lock::acquire(&files.folder).map_err(said)?;
    if texts_of(files).map_err(said)? != settlement.before {
        return Err((words.import.again_changed)(&files.plan).what);
    }
    let bytes = |text: &str| Some(text.as_bytes().to_vec());
    let after = &settlement.after;
    let (plan, progress) = (bytes(&after.plan), bytes(&after.progress));
    let loaded = Loaded::from_bytes(files, plan, progress, state.as_of());
    if let Some(problem) = loaded.problems.iter().find(|problem| problem.is_error()) {
        return Err((words.flaw)(&problem.flaw).what);
    }
    put_in_place(files, settlement).map_err(said)
}

/// Replaces the files that a settlement changes. Both are written in full before the first is renamed.
fn put_in_place(files: &PlanFiles, settlement: &Settlement) -> Result<(), Fault> {
    let (before, after) = (&settlement.before, &settlement.after);
    let mut staged = Vec::new();
    for (path, before, after) in [
        (&files.plan, &before.plan, &after.plan),
        (&files.progress, &before.progress, &after.progress),
    ] {
        if before != after {
            staged.push(StagedFile::new(path, after.as_bytes())?);
        }
    }
    for file in staged {
        file.put_in_place()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn where_one_file_cannot_be_written_the_other_stays_too() {
        let root = tempfile::TempDir::new().unwrap();
        let files = PlanFiles::in_folder(root.path().to_owned());
        fs::write(&files.plan, "old plan").unwrap();
        fs::write(&files.progress, "old progress").unwrap();
        let mut rights = fs::metadata(&files.progress).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&files.progress, rights).unwrap();
        let texts = |plan: &str, progress: &str| PerPart {
            plan: plan.to_owned(),
            progress: progress.to_owned(),
        };
        let settlement = Settlement {
            id: "demo".to_owned(),
            before: texts("old plan", "old progress"),
            after: texts("new plan", "new progress"),
        };
        assert!(put_in_place(&files, &settlement).is_err());
        assert_eq!(fs::read_to_string(&files.plan).unwrap(), "old plan");
        assert_eq!(fs::read_to_string(&files.progress).unwrap(), "old progress");
    }
}
