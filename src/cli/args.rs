//! The command line's arguments. Their help texts are in the language files, under the same names.

use std::path::PathBuf;

use clap::{Args, Parser};
use clap_complete::engine::ArgValueCompleter;

use crate::plan::{Reminder, Withdrawn};
use crate::query::SortBy;
use crate::report::ReportKind;

use super::commands::Command;
use super::complete;

/// Reads a text, which may begin with a dash (`- a list`, `-5%`); an option there means that the text was forgotten.
fn free_text(typed: &str) -> Result<String, String> {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let is_option = match typed.strip_prefix("--") {
        Some(name) => is_letter(name.chars().next()),
        None => typed.len() == 2 && typed.starts_with('-') && is_letter(typed.chars().nth(1)),
    };
    if is_option {
        return Err(typed.to_owned());
    }
    Ok(typed.to_owned())
}

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "duban", version, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct Global {
    // $DUBAN_PLANS is read later, because an empty one names nothing.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) plans: Option<PathBuf>,
    #[arg(long, global = true, value_name = "ID", add = ArgValueCompleter::new(complete::plans))]
    pub(super) plan: Option<String>,
    // $DUBAN_AS_OF is read later, because --at takes precedence over it.
    #[arg(long, global = true, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) as_of: Option<String>,
    #[arg(
        long,
        global = true,
        value_name = "REV|DATE",
        allow_hyphen_values = true
    )]
    pub(super) at: Option<String>,
    #[arg(
        long,
        global = true,
        value_name = "zh|en",
        add = complete::among(["zh", "en"]),
        env = "DUBAN_LANG",
        hide_env = true
    )]
    pub(super) lang: Option<String>,
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[arg(long, global = true, value_name = "auto|always|never", add = complete::among(["auto", "always", "never"]))]
    pub(super) color: Option<String>,
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
}

/// Filter options.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct FilterArgs {
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::units))]
    pub(super) unit: Option<String>,
    #[arg(long)]
    pub(super) lead_only: bool,
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete::phases))]
    pub(super) phase: Option<String>,
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete::sections))]
    pub(super) section: Option<String>,
    #[arg(long, value_name = "A,B", value_delimiter = ',', add = ArgValueCompleter::new(complete::standings))]
    pub(super) standing: Vec<String>,
    #[arg(long, value_name = "A,B", value_delimiter = ',', add = ArgValueCompleter::new(complete::statuses))]
    pub(super) status: Vec<String>,
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) search: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[arg(long, value_name = "due|id|unit|standing", add = complete::among(SortBy::KEYS.map(|(_, key)| key)))]
    pub(super) sort: Option<String>,
    #[arg(short = 'n', long, value_name = "N")]
    pub(super) limit: Option<usize>,
    #[arg(long, conflicts_with_all = ["unit", "lead_only", "phase", "section", "standing", "status", "search", "sort", "limit"])]
    pub(super) ended: bool,
    #[arg(long)]
    pub(super) fail: bool,
}

/// The options of `list` for what is overdue; those that it refuses are not shown.
#[derive(Debug, Args)]
#[command(mut_arg("standing", |it| it.hide(true)), mut_arg("ended", |it| it.hide(true)))]
pub(super) struct OverdueArgs {
    #[command(flatten)]
    pub(super) list: ListArgs,
}

#[derive(Debug, Args)]
pub(super) struct MissingArgs {
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) since: Option<String>,
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::units))]
    pub(super) unit: Option<String>,
    #[arg(long)]
    pub(super) fail: bool,
}

#[derive(Debug, Args)]
pub(super) struct UnitsArgs {
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete::units))]
    pub(super) unit: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct IdArgs {
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete::ids))]
    pub(super) id: String,
}

/// Options of a deed beside its status.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct DeedArgs {
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) of: Option<String>,
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) value: Option<String>,
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) add: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) text: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) problem: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) next: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) reason: Option<String>,
    #[arg(long, value_name = "REF", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) evidence: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct MarkArgs {
    #[arg(value_name = "ID.. STATUS", required = true, num_args = 1.., add = ArgValueCompleter::new(complete::ids_and_statuses))]
    pub(super) words: Vec<String>,
    #[command(flatten)]
    pub(super) deed: DeedArgs,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[arg(long)]
    pub(super) with_support: bool,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long)]
    pub(super) partial: bool,
}

#[derive(Debug, Args)]
pub(super) struct ProgressArgs {
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete::ids))]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) deed: DeedArgs,
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct PostponeArgs {
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete::ids))]
    pub(super) id: String,
    #[arg(value_name = "DATE", allow_hyphen_values = true)]
    pub(super) date: String,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) reason: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) approved_by: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) of: Option<String>,
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    #[arg(value_name = "INDICATOR", add = ArgValueCompleter::new(complete::indicators))]
    pub(super) indicator: String,
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    pub(super) value: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) text: Option<String>,
    #[arg(long, value_name = "REF", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) evidence: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct CorrectArgs {
    #[arg(value_name = "ID", required = true, num_args = 1.., add = ArgValueCompleter::new(complete::ids))]
    pub(super) ids: Vec<String>,
    #[arg(long, value_name = "STATUS", add = ArgValueCompleter::new(complete::statuses))]
    pub(super) status: Option<String>,
    #[arg(
        long, value_name = "reading|reminder", add = complete::among(Withdrawn::KEYS.map(|(_, key)| key)),
        conflicts_with_all = ["status", "value", "add", "text", "problem", "next", "evidence", "postpone"]
    )]
    pub(super) withdraw: Option<String>,
    #[command(flatten)]
    pub(super) deed: DeedArgs,
    #[arg(long, value_name = "DATE")]
    pub(super) postpone: Option<String>,
    #[arg(long, value_name = "UNIT", requires = "postpone", add = ArgValueCompleter::new(complete::units))]
    pub(super) approved_by: Option<String>,
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct RemindArgs {
    #[arg(value_name = "ID", required = true, num_args = 1.., add = ArgValueCompleter::new(complete::ids))]
    pub(super) ids: Vec<String>,
    #[arg(long, value_name = "提醒|催办|督办", add = complete::among(Reminder::KEYS.map(|(_, key)| key)))]
    pub(super) level: String,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) of: Option<String>,
    #[arg(long, value_name = "UNIT", add = ArgValueCompleter::new(complete::units))]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) text: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ResolveArgs {
    #[arg(value_name = "N=ours|theirs|TEXT")]
    pub(super) choices: Vec<String>,
    #[arg(long, value_name = "ours|theirs", add = complete::among(["ours", "theirs"]))]
    pub(super) all: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CommitArgs {
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) message: Option<String>,
    #[arg(long)]
    pub(super) deleted: bool,
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct SyncArgs {
    #[arg(id = "commit-first", long = "commit")]
    pub(super) commit: bool,
}

#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[arg(long)]
    pub(super) fix: bool,
    #[arg(long, value_name = "DIR")]
    pub(super) source: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[arg(long, value_name = "json|csv", add = complete::among(["json", "csv"]))]
    pub(super) format: Option<String>,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    #[arg(value_name = "KIND", add = complete::among(ReportKind::KEYS.map(|(_, key)| key)))]
    pub(super) kind: String,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[arg(
        id = "report-since",
        long = "since",
        value_name = "REV|DATE|last",
        allow_hyphen_values = true
    )]
    pub(super) since: Option<String>,
    #[arg(id = "report-format", long = "format", value_name = "FORMAT", add = ArgValueCompleter::new(complete::report_formats))]
    pub(super) format: Option<String>,
    #[arg(
        id = "report-output",
        short = 'o',
        long = "output",
        value_name = "FILE|DIR"
    )]
    pub(super) output: Option<PathBuf>,
    #[arg(id = "every-unit", long = "all")]
    pub(super) all: bool,
    #[arg(long)]
    pub(super) record: bool,
    #[arg(long)]
    pub(super) issue: bool,
    #[arg(long, value_name = "N")]
    pub(super) corrects: Option<u32>,
    #[arg(long, value_name = "DATE|5wd")]
    pub(super) reply_by: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) copies: Option<u32>,
}

#[derive(Debug, Args)]
pub(super) struct ApplyArgs {
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[arg(long, value_name = "NAME", conflicts_with = "map", add = ArgValueCompleter::new(complete::units))]
    pub(super) unit: Option<String>,
    #[arg(long)]
    pub(super) map: bool,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long)]
    pub(super) partial: bool,
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    #[arg(value_name = "FILE")]
    pub(super) document: Option<PathBuf>,
    #[arg(long = "id", value_name = "ID")]
    pub(super) new_id: Option<String>,
    #[arg(short = 'o', long, value_name = "DIR")]
    pub(super) into: Option<PathBuf>,
    #[arg(long)]
    pub(super) with_text: bool,
    #[arg(long)]
    pub(super) again: bool,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long = "review", value_name = "ID", add = ArgValueCompleter::new(complete::plans))]
    pub(super) review: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(super) struct InitArgs {
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    #[arg(long, value_name = "T", allow_hyphen_values = true, value_parser = free_text)]
    pub(super) title: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) start: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) end: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct FolderArgs {
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    #[arg(value_name = "SHELL", add = complete::among(["bash", "zsh", "fish", "elvish", "powershell"]))]
    pub(super) shell: String,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    #[arg(id = "schema-of", value_name = "plan|progress|config", add = complete::among(["plan", "progress", "config"]))]
    pub(super) of: String,
}

#[derive(Debug, Args)]
pub(super) struct HelpArgs {
    #[arg(id = "help-of", value_name = "NAME", add = ArgValueCompleter::new(complete::commands))]
    pub(super) of: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    #[arg(value_name = "REV[..REV]")]
    pub(super) range: Option<String>,
    #[arg(long, value_name = "text|md", default_value = "text", add = complete::among(["text", "md"]))]
    pub(super) format: String,
}

#[derive(Debug, Args)]
pub(super) struct ReviewArgs {
    #[arg(value_name = "BASE[..HEAD]")]
    pub(super) range: String,
    #[arg(long, value_name = "weaken", add = complete::among(["weaken"]))]
    pub(super) deny: Vec<String>,
    #[arg(long, value_name = "text|md", default_value = "text", add = complete::among(["text", "md"]))]
    pub(super) format: String,
}
