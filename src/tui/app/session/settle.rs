//! Writes what a review of doubts changes: both files of the plan, or neither.

use std::path::Path;

use crate::store::{Fault, Loaded, Lock, PlanFiles, PlanPart, replace_all};

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
                // Somebody else wrote: the file is gone through as it is now.
                files.texts().ok()
            }
        };
        if let (Some(review), Some(texts)) = (&mut state.import_review, texts) {
            review.texts = texts;
        }
    }
}

fn write_settled(state: &State, files: &PlanFiles, settlement: &Settlement) -> Result<(), String> {
    let words = state.words;
    let said = |fault: Fault| fault.note(words).what;
    let _lock = Lock::acquire(&files.folder).map_err(said)?;
    if files.texts().map_err(said)? != settlement.before {
        return Err((words.import.again_changed)(&files.plan).what);
    }
    let bytes = |text: &str| Some(text.as_bytes().to_vec());
    let after = &settlement.after;
    let (plan, progress) = (bytes(&after.plan), bytes(&after.progress));
    let loaded = Loaded::from_bytes(files, plan, progress, state.as_of());
    if let Some(problem) = loaded.problems.iter().find(|problem| problem.is_error()) {
        return Err((words.flaw)(&problem.flaw).what);
    }
    let changed: Vec<(&Path, &str)> = PlanPart::BOTH
        .into_iter()
        .filter(|part| settlement.before[*part] != after[*part])
        .map(|part| (files.path(part), after[part].as_str()))
        .collect();
    replace_all(&changed).map_err(said)
}
