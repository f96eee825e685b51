//! What a key has the program do outside the state.

use crate::git::CommitId;
use crate::plan::{Day, LogRef};
use crate::record::{Deed, DeedItem};
use crate::report::{ReportDocument, ReportKind};
use crate::store::PerPart;
use crate::tui::app::{PlaceInFile, PlanSource};

/// An action outside the state that an update asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Do a deed.
    Record(Deed),
    /// Take 已办结 back: remove an uncommitted line, or correct a committed one.
    TakeBack(Box<DeedItem>),
    /// Show the history of a milestone.
    History(LogRef),
    /// Show the changes of a commit.
    ShowCommit(CommitId),
    /// Show both sides of the conflict in a plan, by its id.
    Conflict(String),
    /// Undo the last deed.
    Undo,
    /// Redo the deed undone last.
    Redo,
    /// Show another as-of day, or today.
    AsOf(Option<Day>),
    /// Read everything again.
    Reload,
    /// Make a new plan.
    AddPlan(PlanSource),
    /// Settle a doubt of an imported plan.
    Settle(Settlement),
    /// Ask for the message of a commit, and sync with the remote after it.
    AskCommit {
        /// Whether to sync.
        then_sync: bool,
    },
    /// Commit with a message.
    Commit(String),
    /// Show a report of the filtered milestones.
    ShowReport {
        /// Its kind.
        kind: ReportKind,
        /// The id of the plan that it is of, if it is not of all.
        plan: String,
    },
    /// Show the reminder of a unit of the chosen plan, by its name.
    ShowReminder {
        /// The id of its plan.
        plan: String,
        /// Its name there.
        unit: String,
    },
    /// Write a report to a file.
    WriteReport(Box<ReportDocument>, String),
    /// Set the person at a shared account.
    Actor(Option<String>),
    /// Open a place in the editor.
    Edit(PlaceInFile),
    /// Keep the remaining hints for the next session.
    KeepHints,
    /// Suspend the program.
    Suspend,
    /// Quit.
    Quit,
}

impl Effect {
    /// Returns whether it changes files of the plans.
    pub(crate) fn writes(&self) -> bool {
        matches!(
            self,
            Self::Record(_)
                | Self::TakeBack(_)
                | Self::AddPlan(_)
                | Self::Settle(_)
                | Self::Undo
                | Self::Redo
                | Self::AskCommit { .. }
                | Self::Commit(_)
                | Self::Edit(_)
        )
    }
}

/// The files of a plan before and after a doubt is settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// The plan's id.
    pub id: String,
    /// The texts as they were read; if the files differ now, nothing is written.
    pub(crate) before: PerPart<String>,
    /// The new texts.
    pub(crate) after: PerPart<String>,
}
