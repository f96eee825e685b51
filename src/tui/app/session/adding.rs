//! New plans from the screen: drafted from a document, blank, or the sample.

use std::path::{Path, PathBuf};

use crate::store::{ScreenPlace, Workspace};
use crate::text::View;

use super::Session;
use crate::tui::app::State;
use crate::tui::forms::ImportReview;

/// The source of a new plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanSource {
    /// A document, as `duban import` drafts it.
    Document {
        /// The file, as typed.
        file: String,
        /// The new plan's id.
        id: String,
    },
    /// A template to be filled in, as `duban init` writes it.
    Blank {
        /// The new plan's id.
        id: String,
        /// The plan's title.
        title: String,
    },
    /// The sample of `duban demo`, in a folder of its own.
    Sample,
}

/// A new plan.
pub struct MadePlan {
    /// The folder of plans it is in.
    pub folder: PathBuf,
    /// Its id.
    pub id: String,
    /// The sentence that says what was done.
    pub said: String,
    /// The doubts of a plan drafted from a document.
    pub review: Option<ImportReview>,
}

/// Makes plans in the folder of plans that is shown, or says in a sentence why it cannot.
pub type PlanMaker = Box<dyn FnMut(&PlanSource, &Path) -> Result<MadePlan, String>>;

impl Session {
    /// Makes a plan and opens it.
    ///
    /// # Errors
    /// Fails with the reason why none is made.
    pub(super) fn add_plan(
        &mut self,
        state: &mut State,
        source: &PlanSource,
    ) -> Result<(), String> {
        let Some(maker) = &mut self.options.plan_maker else {
            return Ok(());
        };
        let made = maker(source, &self.options.workspace.folder)?;
        let workspace = Workspace::open(&made.folder);
        let workspace = workspace.map_err(|fault| fault.note(state.words).what)?;
        self.open_made(state, made, workspace);
        Ok(())
    }

    fn open_made(&mut self, state: &mut State, made: MadePlan, workspace: Workspace) {
        if workspace.folder != self.options.workspace.folder {
            // What was kept of another workspace is not of this one.
            self.options.cache = None;
            self.options.only = None;
        }
        self.options.workspace = workspace;
        if let Err(fault) = self.reload(state) {
            return state.refuse_note(&fault.note(state.words));
        }
        self.show_hints(state);
        state.go_to_place(&ScreenPlace {
            view: View::Units.digit(),
            plan: made.id,
            unit: None,
            row: None,
        });
        state.say(made.said);
        if let Some(review) = made.review {
            state.review_import(review);
        }
        self.look();
    }
}
