//! Writes what a review of doubts changes: both files of the plan, or neither.

use crate::store::{Fault, Loaded, Lock, PlanFiles, StagedFile, read_plain_text};

use super::Session;
use crate::tui::app::{Settlement, State};

impl Session {
    /// Settles a doubt; a change that would break the plan is not written.
    pub(super) fn settle_doubt(&self, state: &mut State, settlement: &Settlement) {
        let files = PlanFiles::in_folder(self.options.workspace.folder.join(&settlement.id));
        match Self::write_settled(state, &files, settlement) {
            Ok(()) => {
                if let Some(review) = &mut state.import_review {
                    review.plan.clone_from(&settlement.plan);
                    review.progress.clone_from(&settlement.progress);
                }
                state.say(state.words.import.review_settled);
                self.notice_changes(state, true);
            }
            Err(why) => {
                state.refuse(why);
                // Somebody else wrote: what stands there now is gone through.
                let texts = (
                    read_plain_text(&files.plan),
                    read_plain_text(&files.progress),
                );
                if let (Some(review), (Ok(plan), Ok(progress))) = (&mut state.import_review, texts)
                {
                    review.plan = plan;
                    review.progress = progress;
                }
            }
        }
    }

    fn write_settled(
        state: &State,
        files: &PlanFiles,
        settlement: &Settlement,
    ) -> Result<(), String> {
        let words = state.words;
        let said = |fault: Fault| fault.note(words).what;
        let read = |path: &std::path::Path| read_plain_text(path).map_err(Fault::io(path));
        let _lock = Lock::acquire(&files.folder).map_err(said)?;
        let now = (
            read(&files.plan).map_err(said)?,
            read(&files.progress).map_err(said)?,
        );
        if now != settlement.before {
            return Err((words.import.again_changed)(&files.plan).what);
        }
        let bytes = |text: &str| Some(text.as_bytes().to_vec());
        let (plan, progress) = (bytes(&settlement.plan), bytes(&settlement.progress));
        let loaded = Loaded::from_bytes(files, plan, progress, state.as_of());
        if let Some(problem) = loaded.problems.iter().find(|problem| problem.is_error()) {
            return Err((words.flaw)(&problem.flaw).what);
        }
        put_in_place(files, settlement).map_err(said)
    }
}

/// Replaces the files that a settlement changes. Both are written in full before the first is renamed.
fn put_in_place(files: &PlanFiles, settlement: &Settlement) -> Result<(), Fault> {
    let (plan, progress) = &settlement.before;
    let mut staged = Vec::new();
    for (path, before, after) in [
        (&files.plan, plan, &settlement.plan),
        (&files.progress, progress, &settlement.progress),
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
        let settlement = Settlement {
            id: "demo".to_owned(),
            before: ("old plan".to_owned(), "old progress".to_owned()),
            plan: "new plan".to_owned(),
            progress: "new progress".to_owned(),
        };
        assert!(put_in_place(&files, &settlement).is_err());
        assert_eq!(fs::read_to_string(&files.plan).unwrap(), "old plan");
        assert_eq!(fs::read_to_string(&files.progress).unwrap(), "old progress");
    }
}
