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

use super::command::Command;
use super::context::Context;
use super::failure::Failure;
use super::output::Output;

pub(super) fn dispatch(cx: &Context, out: &mut Output, command: &Command) -> Result<(), Failure> {
    if command.records() {
        cx.refuse_past()?;
    }
    match command {
        Command::Status => status::status(cx, out),
        Command::Brief => brief::brief(cx, out),
        Command::List(args) => list::list(cx, out, args),
        Command::Overdue(args) => list::overdue(cx, out, args),
        Command::Missing(args) => missing::missing(cx, out, args),
        Command::Units(args) => units::units(cx, out, args),
        Command::Show(args) => show::show(cx, out, args),
        Command::Mark(args) => mark::mark(cx, out, args),
        Command::Progress(args) => progress::progress(cx, out, args),
        Command::Postpone(args) => postpone::postpone(cx, out, args),
        Command::Reading(args) => reading::reading(cx, out, args),
        Command::Correct(args) => correct::correct(cx, out, args),
        Command::Remind(args) => remind::remind(cx, out, args),
        Command::Check(args) => check::check(cx, out, args),
        Command::Export(args) => export::export(cx, out, args),
        Command::Apply(args) => apply::apply(cx, out, args),
        Command::Report(args) => report::report(cx, out, args),
        Command::Diff(args) => diff::diff(cx, out, args),
        Command::Log(args) => log::log(cx, out, args),
        Command::Review(args) => review::review(cx, out, args),
        Command::Import(args) => import::import(cx, out, args),
        Command::Init(args) => init::init(cx, out, args),
        Command::Config => config::config(cx, out),
        Command::Completions(args) => shell::completions(cx, out, args),
        Command::Man(args) => shell::man(cx, out, args),
        Command::Schema(args) => shell::schema(cx, out, args),
        Command::Help(args) => shell::help_of(cx, out, args),
        Command::Undo(args) => undo::undo(cx, out, args),
        Command::Commit(args) => commit::commit(cx, out, args),
        Command::Sync(args) => sync::sync(cx, out, args),
        Command::Resolve(args) => resolve::resolve(cx, out, args),
        Command::Demo(args) => demo::demo(cx, out, args),
    }
}
