//! Writes what a review of doubts changes: both files of the plan, or neither.

use crate::store::{Fault, Loaded, Lock, PlanFiles, read_plain_text, replace_file};
use crate::tui::app::effect::Settlement;
use crate::tui::app::state::State;

use super::Session;

impl Session {
    /// Settles a doubt; a change that would break the plan is not written.
    pub(super) fn settle_doubt(&self, state: &mut State, settlement: &Settlement) {
        let files = PlanFiles::in_folder(self.workspace.folder.join(&settlement.id));
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
        replace_file(&files.plan, settlement.plan.as_bytes()).map_err(said)?;
        if settlement.progress != settlement.before.1 {
            replace_file(&files.progress, settlement.progress.as_bytes()).map_err(said)?;
        }
        Ok(())
    }
}
