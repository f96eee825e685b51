//! The commands, one module each.

mod add_plan;
mod apply;
mod brief;
mod check;
mod commit;
mod config;
mod correct;
mod demo;
mod diff;
mod export;
mod import;
mod init;
mod list;
mod log;
mod mark;
mod missing;
mod postpone;
mod progress;
mod reading;
mod remind;
mod report;
mod resolve;
mod review;
pub(super) mod screen;
mod shell;
mod show;
mod status;
mod sync;
mod undo;
mod units;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, FromArgMatches, Subcommand};

use super::args::{
    ApplyArgs, CheckArgs, CommitArgs, CompletionsArgs, CorrectArgs, DiffArgs, ExportArgs,
    FolderArgs, HelpArgs, IdArgs, ImportArgs, InitArgs, ListArgs, MarkArgs, MissingArgs,
    OverdueArgs, PostponeArgs, ProgressArgs, ReadingArgs, RemindArgs, ReportArgs, ResolveArgs,
    ReviewArgs, SchemaArgs, SyncArgs, UndoArgs, UnitsArgs,
};
use super::commands_macro::{CommandKind, commands};
use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message};

commands! {
    Status = "status", Pages, status::status;
    Brief = "brief", Prints, brief::brief;
    List(args: ListArgs) = "list" or "ls", Pages, list::list;
    Overdue(args: OverdueArgs) = "overdue", Pages, list::overdue;
    Missing(args: MissingArgs) = "missing", Pages, missing::missing;
    Units(args: UnitsArgs) = "units", Pages, units::units;
    Show(args: IdArgs) = "show", Pages, show::show;
    Mark(args: MarkArgs) = "mark", Deed, mark::mark;
    Progress(args: ProgressArgs) = "progress", Deed, progress::progress;
    Postpone(args: PostponeArgs) = "postpone", Deed, postpone::postpone;
    Reading(args: ReadingArgs) = "reading", Deed, reading::reading;
    Correct(args: CorrectArgs) = "correct", Deed, correct::correct;
    Remind(args: RemindArgs) = "remind", Deed, remind::remind;
    Undo(args: UndoArgs) = "undo", Deed, undo::undo;
    Commit(args: CommitArgs) = "commit", Records, commit::commit;
    Sync(args: SyncArgs) = "sync", Records, sync::sync;
    Resolve(args: ResolveArgs) = "resolve", Records, resolve::resolve;
    // `check --fix`, `report --record` and `report --issue` refuse the past themselves.
    Check(args: CheckArgs) = "check", Prints, check::check;
    Export(args: ExportArgs) = "export", Prints, export::export;
    Report(args: ReportArgs) = "report", Prints, report::report;
    Apply(args: ApplyArgs) = "apply", Records, apply::apply;
    Diff(args: DiffArgs) = "diff", Pages, diff::diff;
    Log(args: IdArgs) = "log", Pages, log::log;
    Review(args: ReviewArgs) = "review", Pages, review::review;
    Import(args: ImportArgs) = "import", Records, import::import;
    Init(args: InitArgs) = "init", Talks, init::init;
    Demo(args: FolderArgs) = "demo", Talks, demo::demo;
    Config = "config", Prints, config::config;
    Completions(args: CompletionsArgs) = "completions", Talks, shell::completions;
    Man(args: FolderArgs) = "man", Talks, shell::man;
    Schema(args: SchemaArgs) = "schema", Prints, shell::schema;
    Help(args: HelpArgs) = "help", Talks, shell::help_of;
}
