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
mod versions;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser};

use crate::text::Lang;

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

/// Prints what clap shows itself.
fn shown(what: &clap::Error) -> ExitCode {
    // The reader may be gone, in which case nothing is left to do.
    let _ = what.print();
    ExitCode::SUCCESS
}

fn execute(cli: Cli) -> Result<u8, (Failure, Lang)> {
    let Cli { global, command } = cli;
    let lang = context::lang_before_arguments();
    let cx = Context::new(global).map_err(|failure| (failure, lang))?;
    let lang = cx.words.lang;
    let Some(command) = command else {
        return commands::screen::screen(&cx).map_err(|failure| (failure, lang));
    };
    if !matches!(
        command,
        commands::Command::Check(_) | commands::Command::Config
    ) {
        // These two commands report the problems themselves.
        cx.tell_config_problems();
    }
    let colour = cx.colour().map_err(|failure| (failure, lang))?;
    let mut out = Output::stdout(colour, command.pages() && !cx.global.no_pager);
    let done = command.run(&cx, &mut out);
    let has_recorded = out.has_recorded();
    let sent = out.finish();
    if let (true, Err(error)) = (has_recorded, &sent) {
        // A failure exit would make the user record it twice.
        let text = (cx.words.record.recorded_unsaid)(&error.to_string());
        message(&text);
        return done.map(|()| 0).map_err(|failure| (failure, lang));
    }
    done.and(sent.map_err(Failure::Output))
        .map(|()| 0)
        .map_err(|failure| (failure, lang))
}
