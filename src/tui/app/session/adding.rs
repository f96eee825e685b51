//! New plans from the screen: drafted from a document, blank, or the sample.

use std::path::PathBuf;

use crate::store::{ScreenPlace, Workspace, read_hints};
use crate::text::{ScreenCommand, View};
use crate::tui::app::state::State;
use crate::tui::forms::ImportReview;

use super::Session;

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
    /// A template to be filled in, as of `duban init`.
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

/// Makes plans, or says in a sentence why it cannot.
pub type PlanMaker = Box<dyn FnMut(&PlanSource) -> Result<MadePlan, String>>;

impl Session {
    /// Makes a plan and opens it. If that is refused, its form opens again with what was typed and the reason.
    pub(super) fn add_plan(&mut self, state: &mut State, source: &PlanSource) {
        let Some(maker) = &mut self.plan_maker else {
            return;
        };
        let opened = maker(source).and_then(|made| match Workspace::open(&made.folder) {
            Ok(workspace) => Ok((made, workspace)),
            Err(fault) => Err(fault.note(state.words).what),
        });
        match opened {
            Ok((made, workspace)) => self.open_made(state, made, workspace),
            Err(why) => state.ask_plan_again(source, why),
        }
    }

    fn open_made(&mut self, state: &mut State, made: MadePlan, workspace: Workspace) {
        if workspace.folder != self.workspace.folder {
            // What was kept of another workspace is not of this one.
            self.cache = None;
            self.only = None;
        }
        self.workspace = workspace;
        self.reload(state);
        let beside = self.workspace.parent();
        let hints = read_hints(&beside).unwrap_or_default();
        state.set_hints(
            hints
                .iter()
                .filter_map(|name| ScreenCommand::from_key(name))
                .collect(),
        );
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
