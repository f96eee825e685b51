//! Commands for shells and `man`.

use crate::cli::args::{CompletionsArgs, FolderArgs, HelpArgs, SchemaArgs};
use crate::cli::complete;
use crate::cli::help;
use crate::cli::schemas::{CONFIG_SCHEMA, PLAN_SCHEMA, PROGRESS_SCHEMA};
use crate::cli::{Context, Failure, Output};
use crate::store::Fault;
use crate::text::Note;

/// JSON Schemas by the names of the files they describe.
const SCHEMAS: [(&str, &str); 3] = [
    (PLAN_SCHEMA, "plan"),
    (PROGRESS_SCHEMA, "progress"),
    (CONFIG_SCHEMA, "config"),
];

/// `duban completions SHELL`: prints a script that makes the shell ask this program for completions.
pub(super) fn completions(
    cx: &Context,
    out: &mut Output,
    args: &CompletionsArgs,
) -> Result<(), Failure> {
    let script = complete::script(&args.shell).ok_or_else(|| {
        let known = complete::shells();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Failure::Usage((cx.words.cli.bad_choice)("SHELL", &args.shell, &known))
    })?;
    out.raw(&script);
    Ok(())
}

/// `duban schema plan|progress|config`: prints the JSON Schema with which an editor checks and
/// completes a file.
pub(super) fn schema(cx: &Context, out: &mut Output, args: &SchemaArgs) -> Result<(), Failure> {
    out.raw(cx.choice("FILE", &args.of, &SCHEMAS)?);
    Ok(())
}

/// `duban help [COMMAND]`: prints the same as `--help`.
pub(super) fn help_of(cx: &Context, out: &mut Output, args: &HelpArgs) -> Result<(), Failure> {
    let mut command = help::command(cx.words);
    let Some(name) = &args.of else {
        out.raw(&command.render_help().to_string());
        return Ok(());
    };
    let known: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    if let Some(sub) = command.find_subcommand_mut(name) {
        out.raw(&sub.render_help().to_string());
        Ok(())
    } else {
        let titles = &cx.words.help_titles;
        Err(Failure::Usage(Note::new(
            (titles.unknown_command)(name),
            (titles.one_of)(&known.join(" ")),
        )))
    }
}

/// `duban man [DIR]`: prints the manual page, or writes one page per command to a folder.
pub(super) fn man(cx: &Context, out: &mut Output, args: &FolderArgs) -> Result<(), Failure> {
    if let Some(folder) = &args.folder {
        std::fs::create_dir_all(folder).map_err(Fault::io(folder))?;
        clap_mangen::generate_to(help::command(cx.words), folder).map_err(Fault::io(folder))?;
        out.line(&(cx.words.cli.created)(folder));
        return Ok(());
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(help::command(cx.words))
        .render(&mut page)
        .map_err(Failure::Output)?;
    out.raw(&String::from_utf8_lossy(&page));
    Ok(())
}
