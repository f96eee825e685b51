//! Help texts, attached to commands and options by name, and clap's errors in the program's words.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use crate::text::{Note, Words};

use super::args::Cli;
use super::commands;
use super::commands_macro::CommandKind;

/// Returns the command line with help in one language.
pub(super) fn command(words: &Words) -> Command {
    let mut command = commands::Command::declare_all(Cli::command());
    command.build();
    with_help(command, words).about((words.help)("duban").unwrap_or_default())
}

fn with_help(mut command: Command, words: &Words) -> Command {
    let titles = &words.help_titles;
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        titles.usage
    );
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    command = command.subcommand_value_name(titles.command);
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let usage = usage.replace("[OPTIONS]", &format!("[{}]", titles.options_of_usage));
    let mut command = command
        .override_usage(usage)
        .help_template(StyledStr::from(template))
        .subcommand_help_heading(titles.commands);
    let kind = commands::Command::kind_of(command.get_name());
    for name in arguments {
        // An option may share its name with a command of another meaning.
        let text = (words.help)(&format!("--{name}")).or_else(|| (words.help)(&name));
        command = command.mut_arg(&name, |argument| {
            let heading = if argument.is_positional() {
                titles.arguments
            } else if argument.is_global_set() {
                titles.global_options
            } else {
                titles.options
            };
            // clap would add these in English; the help texts state them.
            let argument = argument
                .help_heading(heading)
                .hide_default_value(true)
                .hide_possible_values(true);
            let argument = match text {
                Some(text) => argument.help(text),
                None => argument,
            };
            let hides = argument.is_hide_set() || is_refused(kind, argument.get_id().as_str());
            argument.hide(hides)
        });
    }
    for name in names {
        let about = (words.help)(&name);
        command = command.mut_subcommand(&name, |sub| {
            let sub = with_help(sub, words);
            match about {
                Some(about) => sub.about(about),
                None => sub,
            }
        });
    }
    command
}

/// Returns whether commands of a kind refuse an option that all commands have.
fn is_refused(kind: Option<CommandKind>, option: &str) -> bool {
    kind.is_some_and(|kind| match option {
        "json" => !kind.has_json(),
        "at" => !kind.reads_the_past(),
        _ => false,
    })
}

/// Translates clap's error.
pub(super) fn refusal(error: &clap::Error, words: &Words) -> Note {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let titles = &words.help_titles;
    let what = match error.kind() {
        ErrorKind::UnknownArgument => (titles.unknown_option)(&argument),
        ErrorKind::InvalidSubcommand => {
            (titles.unknown_command)(&context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => (titles.missing)(&argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            (titles.bad_value)(&argument, &context(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            (titles.conflict)(&argument, &context(ContextKind::PriorArg))
        }
        _ => error
            .render()
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .replace("error: ", ""),
    };
    let suggestions = [
        (ContextKind::SuggestedArg, titles.perhaps),
        (ContextKind::SuggestedSubcommand, titles.perhaps),
        (ContextKind::ValidValue, titles.one_of),
    ];
    let how = suggestions.into_iter().find_map(|(kind, say)| {
        let text = context(kind);
        (!text.is_empty()).then(|| say(&text))
    });
    let note = (words.cli.usage)(&what);
    let is_text = |c: char| !c.is_ascii_alphabetic() && c != '-';
    let is_no_option = argument
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(is_text));
    match how {
        _ if error.kind() == ErrorKind::UnknownArgument && is_no_option => Note {
            how: titles.behind_dashes.to_owned(),
            ..note
        },
        Some(how) => Note { how, ..note },
        None => note,
    }
}
