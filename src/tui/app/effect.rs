use crate::git::CommitId;
use crate::plan::Day;
use crate::record::{Deed, DeedAim, LogRef};
use crate::report::{ReportDocument, ReportKind};
use crate::tui::app::editing::PlaceInFile;
use crate::tui::app::session::PlanSource;

/// What an update wants done outside the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Do a deed.
    Record(Deed),
    /// Take 已办结 back: a line that is not committed goes, a committed one is corrected.
    TakeBack(Box<DeedAim>),
    /// Show what the commits did to a milestone.
    History(LogRef),
    /// Show what a commit changed.
    ShowCommit(CommitId),
    /// Show both sides of what is in conflict in a plan, by its id.
    Conflict(String),
    /// Take the last deed back.
    Undo,
    /// Do it again.
    Redo,
    /// Show another day.
    AsOf(Option<Day>),
    /// Read everything again.
    Reload,
    /// Make a new plan.
    AddPlan(PlanSource),
    /// Settle a doubt of an imported plan.
    Settle(Settlement),
    /// Commit, with this message where one was written.
    Commit(Option<String>),
    /// Exchange with the remote.
    Sync,
    /// Show a report of what is filtered.
    ShowReport(ReportKind),
    /// Show the reminder of a unit of the chosen plan, by its name.
    ShowReminder(String),
    /// Write a report to a file.
    WriteReport(Box<ReportDocument>, String),
    /// Who it is that does things, on a shared account.
    Actor(Option<String>),
    /// Put this on the terminal's clipboard.
    Copy(String),
    /// Open this in the editor.
    Edit(PlaceInFile),
    /// Keep the hints that are left.
    KeepHints,
    /// Stop for a while.
    Suspend,
    /// Leave.
    Quit,
}

/// The files of a plan after a doubt was settled, and what they are to be until then.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// The plan's id.
    pub id: String,
    /// plan.toml and progress.toml as they were read.
    pub before: (String, String),
    /// plan.toml as it is to be.
    pub plan: String,
    /// progress.toml as it is to be.
    pub progress: String,
}
