//! The command line, one file per command; the only code that prints.

mod args;
mod clock;
mod commands;
mod commands_macro;
mod complete;
mod conflicts;
mod context;
mod deliver;
mod failure;
mod filters;
mod help;
mod lines;
mod output;
mod pager;
mod record;
mod schemas;
mod starters;
mod typed;
mod versions;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser};

use args::Cli;
use context::Context;
use failure::Failure;
use output::{Output, message, name_plans};

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    complete::answer_shell();
    // Help texts are attached only when help is asked for or the usage is wrong.
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
    let Cli { global, command } = cli;
    let done = match Context::new(global) {
        Ok(cx) => execute(&cx, command).inspect_err(|failure| cx.report(failure)),
        Err(failure) => {
            failure.report(context::lang_before_arguments().words());
            Err(failure)
        }
    };
    ExitCode::from(done.unwrap_or_else(|failure| failure.code()))
}

fn refuse(error: &clap::Error, words: &crate::text::Words) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return shown(error);
    }
    let note = failure::on_one_line(&help::refusal(error, words));
    failure::say(&note, words);
    ExitCode::from(2)
}

/// Prints what clap shows itself.
fn shown(what: &clap::Error) -> ExitCode {
    // The reader may be gone, in which case nothing is left to do.
    let _ = what.print();
    ExitCode::SUCCESS
}

fn execute(cx: &Context, command: Option<commands::Command>) -> Result<u8, Failure> {
    let Some(command) = command else {
        return commands::screen::screen(cx);
    };
    if !matches!(
        command,
        commands::Command::Check(_) | commands::Command::Config
    ) {
        // These two commands report the problems themselves.
        cx.tell_config_problems();
    }
    let mut out = Output::stdout(cx.colour()?, command.pages() && !cx.global.no_pager);
    let done = command.run(cx, &mut out);
    let has_recorded = out.has_recorded();
    let sent = out.finish();
    if let (true, Err(error)) = (has_recorded, &sent) {
        // A failure exit would make the user record it twice.
        let text = (cx.words.record.recorded_unsaid)(&error.to_string());
        message(&text);
        return done.map(|()| 0);
    }
    done.and(sent.map_err(Failure::Output)).map(|()| 0)
}
