//! The command line: one file a command; the only place that prints.

mod args;
mod brief;
mod check;
mod clock;
mod commit;
mod config;
mod conflicts;
mod context;
mod correct;
mod demo;
mod diff;
mod export;
mod failure;
mod filters;
mod help;
mod init;
mod lines;
mod list;
mod log;
mod mark;
mod missing;
mod output;
mod postpone;
mod progress;
mod reading;
mod record;
mod remind;
mod resolve;
mod review;
mod screen;
mod shell;
mod show;
mod status;
mod sync;
mod undo;
mod units;
mod versions;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser};

use crate::text::Lang;

use args::{Cli, Command};
use context::Context;
use failure::Failure;
use output::Output;

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    // The help texts of all commands are put in only for who is going to read one.
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.kind() == ErrorKind::DisplayVersion => return shown(&error),
        Err(_) => {
            let words = context::lang_before_arguments().words();
            let matches = help::command(words).try_get_matches();
            match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
                Ok(cli) => cli,
                Err(error) => return refuse(&error, words),
            }
        }
    };
    match execute(cli) {
        Ok(code) => ExitCode::from(code),
        Err((failure, lang)) => {
            failure.report(lang.words());
            ExitCode::from(failure.code())
        }
    }
}

fn refuse(error: &clap::Error, words: &crate::text::Words) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return shown(error);
    }
    failure::say(&help::refusal(error, words), words);
    ExitCode::from(2)
}

/// What clap shows of itself.
fn shown(what: &clap::Error) -> ExitCode {
    // The reader may be gone: nothing more to do then.
    let _ = what.print();
    ExitCode::SUCCESS
}

fn execute(cli: Cli) -> Result<u8, (Failure, Lang)> {
    let Cli { global, command } = cli;
    let lang = context::lang_before_arguments();
    let cx = Context::new(global).map_err(|failure| (failure, lang))?;
    let lang = cx.words.lang;
    let Some(command) = command else {
        return screen::screen(&cx).map_err(|failure| (failure, lang));
    };
    let mut out = Output::stdout();
    let done = dispatch(&cx, &mut out, &command);
    let sent = out.finish().map_err(Failure::Output);
    done.and(sent)
        .map(|()| 0)
        .map_err(|failure| (failure, lang))
}

fn dispatch(cx: &Context, out: &mut Output, command: &Command) -> Result<(), Failure> {
    if command.writes() {
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
        Command::Diff(args) => diff::diff(cx, out, args),
        Command::Log(args) => log::log(cx, out, args),
        Command::Review(args) => review::review(cx, out, args),
        Command::Init(args) => init::init(cx, out, args),
        Command::Config => config::config(cx, out),
        Command::Completions(args) => {
            shell::completions(cx, out, args);
            Ok(())
        }
        Command::Man => shell::man(cx, out),
        Command::Undo(args) => undo::undo(cx, out, args),
        Command::Commit(args) => commit::commit(cx, out, args),
        Command::Sync(args) => sync::sync(cx, out, args),
        Command::Resolve(args) => resolve::resolve(cx, out, args),
        Command::Demo(args) => demo::demo(cx, out, args),
    }
}
