use crate::git::CommitId;
use crate::plan::{Day, LogRef};
use crate::record::{Deed, DeedAim};
use crate::report::{ReportDocument, ReportKind};
use crate::tui::app::{PlaceInFile, PlanSource};

/// An action outside the state that an update asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Do a deed.
    Record(Deed),
    /// Take 已办结 back: remove an uncommitted line, or correct a committed one.
    TakeBack(Box<DeedAim>),
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
    /// Commit with a message, or ask for one.
    Commit(Option<String>),
    /// Sync with the remote.
    Sync,
    /// Show a report of the filtered milestones.
    ShowReport(ReportKind),
    /// Show the reminder of a unit of the chosen plan, by its name.
    ShowReminder(String),
    /// Write a report to a file.
    WriteReport(Box<ReportDocument>, String),
    /// Set the person at a shared account.
    Actor(Option<String>),
    /// Put a text on the terminal's clipboard.
    Copy(String),
    /// Open a place in the editor.
    Edit(PlaceInFile),
    /// Keep the remaining hints for the next session.
    KeepHints,
    /// Suspend the program.
    Suspend,
    /// Quit.
    Quit,
}

/// The files of a plan before and after a doubt is settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// The plan's id.
    pub id: String,
    /// plan.toml and progress.toml as they were read; if they differ now, nothing is written.
    pub before: (String, String),
    /// The new plan.toml.
    pub plan: String,
    /// The new progress.toml.
    pub progress: String,
}
