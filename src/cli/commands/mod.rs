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
    PostponeArgs, ProgressArgs, ReadingArgs, RemindArgs, ReportArgs, ResolveArgs, ReviewArgs,
    SchemaArgs, SyncArgs, UndoArgs, UnitsArgs,
};
use super::commands_macro::{CommandKind, commands};
use super::context::Context;
use super::failure::Failure;
use super::output::Output;

commands! {
    Status = "status", Pages, status::status;
    Brief = "brief", Prints, brief::brief;
    List(args: ListArgs) = "list" or "ls", Pages, list::list;
    Overdue(args: ListArgs) = "overdue", Pages, list::overdue;
    Missing(args: MissingArgs) = "missing", Pages, missing::missing;
    Units(args: UnitsArgs) = "units", Pages, units::units;
    Show(args: IdArgs) = "show", Pages, show::show;
    Mark(args: MarkArgs) = "mark", Records, mark::mark;
    Progress(args: ProgressArgs) = "progress", Records, progress::progress;
    Postpone(args: PostponeArgs) = "postpone", Records, postpone::postpone;
    Reading(args: ReadingArgs) = "reading", Records, reading::reading;
    Correct(args: CorrectArgs) = "correct", Records, correct::correct;
    Remind(args: RemindArgs) = "remind", Records, remind::remind;
    Undo(args: UndoArgs) = "undo", Records, undo::undo;
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
    Init(args: InitArgs) = "init", Prints, init::init;
    Demo(args: FolderArgs) = "demo", Prints, demo::demo;
    Config = "config", Prints, config::config;
    Completions(args: CompletionsArgs) = "completions", Prints, shell::completions;
    Man(args: FolderArgs) = "man", Prints, shell::man;
    Schema(args: SchemaArgs) = "schema", Prints, shell::schema;
    Help(args: HelpArgs) = "help", Prints, shell::help_of;
}
