//! Shell completion of plans, ids, units and statuses.
//!
//! The script printed by `duban completions SHELL` calls the program itself, so completions come from
//! the current plans.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

use clap::CommandFactory;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use crate::cache::Cache;
use crate::plan::{Plan, Standing, Status};
use crate::query::{Board, Needle, OpenPlan};
use crate::report::{ReportFormat, ReportKind};
use crate::store::{Folders, Workspace, find_workspace};
use crate::text::Words;

use super::args::Cli;
use super::{clock, context};

/// The variable by which the script asks for completions.
const ASKED_BY: &str = "DUBAN_COMPLETE";

/// The shell that asks.
static SHELL: OnceLock<OsString> = OnceLock::new();

/// The most candidates offered.
const MOST: usize = 200;

/// Answers a shell's request for completions and exits; returns if there is none.
pub(super) fn answer_shell() {
    if let Some(shell) = std::env::var_os(ASKED_BY) {
        // The library takes the variable away before it asks for candidates.
        let _ = SHELL.set(shell);
        CompleteEnv::with_factory(Cli::command)
            .var(ASKED_BY)
            .complete();
    }
}

/// Returns the script that makes a shell ask; `None` for a shell that cannot. The library's own for bash takes an id
/// apart at its colon, and its own for zsh hides what does not begin as it was typed: a name found by pinyin.
pub(super) fn script(shell: &str) -> Option<String> {
    match shell {
        "bash" => return Some(include_str!("shells/duban.bash").to_owned()),
        "zsh" => return Some(include_str!("shells/_duban").to_owned()),
        _ => {}
    }
    let shells = Shells::builtins();
    let completer = shells.completer(shell)?;
    let mut script = Vec::new();
    completer
        .write_registration(ASKED_BY, "duban", "duban", "duban", &mut script)
        .ok()?;
    String::from_utf8(script).ok()
}

/// Returns the names of supported shells.
pub(super) fn shells() -> Vec<String> {
    Shells::builtins().names().map(str::to_owned).collect()
}

/// Completes ids of plans.
pub(super) fn plans(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let Some(board) = board() else {
        return Vec::new();
    };
    let plans = board
        .plans
        .iter()
        .filter(|plan| plan.id().starts_with(&*typed) || Needle::new(&typed).matches(plan.short()));
    plans
        .map(|plan| CompletionCandidate::new(plan.id()).help(Some(plan.short().to_owned().into())))
        .collect()
}

/// Completes names of units, also from an alias, a former name or pinyin.
pub(super) fn units(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let needle = Needle::new(&typed);
    let Some(board) = board() else {
        return Vec::new();
    };
    let mut names: Vec<String> = board
        .open()
        .flat_map(|(_, OpenPlan { plan, .. })| {
            let units = plan.units().iter();
            let found = units.filter(|(_, unit)| {
                let mut names = unit.names();
                typed.is_empty() || names.any(|name| needle.matches(name))
            });
            found.map(|(_, unit)| unit.name.clone()).collect::<Vec<_>>()
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    if hides_what_begins_otherwise() && !typed.is_empty() {
        let (same, other): (Vec<_>, Vec<_>) = names
            .into_iter()
            .partition(|name| name.starts_with(&*typed));
        names = same;
        if names.is_empty() && !other.is_empty() {
            // Offer the typed text itself, with the matches as its help.
            let meant = other.join(" ");
            let typed = CompletionCandidate::new(typed.into_owned());
            return vec![typed.help(Some(meant.into()))];
        }
    }
    names
        .into_iter()
        .take(MOST)
        .map(CompletionCandidate::new)
        .collect()
}

/// Returns whether a shell hides candidates without the typed prefix.
fn hides_what_begins_otherwise() -> bool {
    let shell = SHELL.get();
    shell.is_some_and(|shell| shell == "fish" || shell == "elvish")
}

/// Completes ids of actions, milestones and indicators.
pub(super) fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    ids_of(typed, |plan, offer| {
        for action in &plan.actions {
            offer(&action.id, &action.title);
            for milestone in &action.milestones {
                offer(&milestone.id, &milestone.title);
            }
        }
        offer_indicators(plan, offer);
    })
}

/// Completes ids of indicators alone.
pub(super) fn indicators(typed: &OsStr) -> Vec<CompletionCandidate> {
    ids_of(typed, offer_indicators)
}

/// Takes an id and the title of what has it.
type Offer<'o> = dyn FnMut(&str, &str) + 'o;

fn offer_indicators(plan: &Plan, offer: &mut Offer<'_>) {
    for indicator in plan.indicators() {
        offer(&indicator.id, &indicator.name);
    }
}

/// Completes ids that `offered` names of each plan, with their plan if there are several.
fn ids_of(typed: &OsStr, offered: fn(&Plan, &mut Offer<'_>)) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let Some(board) = board() else {
        return Vec::new();
    };
    let with_plan = board.plans.len() > 1 || typed.contains(':');
    let mut found = Vec::new();
    for (_, OpenPlan { plan, .. }) in board.open() {
        let mut offer = |id: &str, title: &str| {
            let whole = if with_plan {
                format!("{}:{id}", plan.id())
            } else {
                id.to_owned()
            };
            if found.len() < MOST && (whole.starts_with(&*typed) || id.starts_with(&*typed)) {
                found.push(CompletionCandidate::new(whole).help(Some(title.to_owned().into())));
            }
        };
        offered(plan, &mut offer);
    }
    found
}

/// Completes ids of phases, each with its name.
pub(super) fn phases(typed: &OsStr) -> Vec<CompletionCandidate> {
    named(typed, |plan| {
        let phases = plan.phases().iter();
        phases.map(|it| (it.id.clone(), it.name.clone())).collect()
    })
}

/// Completes ids of sections, each with its title.
pub(super) fn sections(typed: &OsStr) -> Vec<CompletionCandidate> {
    named(typed, |plan| {
        let sections = plan.sections.iter();
        sections
            .map(|it| (it.id.clone(), it.title.clone()))
            .collect()
    })
}

fn named(typed: &OsStr, of: fn(&Plan) -> Vec<(String, String)>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let board = board();
    let plans = board.iter().flat_map(Board::open);
    let mut known: Vec<_> = plans.flat_map(|(_, open)| of(open.plan)).collect();
    known.retain(|(id, _)| id.starts_with(&*typed));
    known.sort_unstable();
    known.dedup_by(|next, first| next.0 == first.0);
    let offered = known.into_iter();
    offered
        .map(|(id, name)| CompletionCandidate::new(id).help(Some(name.into())))
        .collect()
}

/// Completes words that are always the same.
pub(super) fn among(known: impl IntoIterator<Item = &'static str>) -> ArgValueCompleter {
    let known: Vec<&str> = known.into_iter().collect();
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let fits = known.iter().filter(|word| word.starts_with(&*typed));
        fits.map(CompletionCandidate::new).collect::<Vec<_>>()
    })
}

/// Completes names of commands.
pub(super) fn commands(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let all = Cli::command();
    let names = all.get_subcommands().map(clap::Command::get_name);
    let fits = names.filter(|name| name.starts_with(&*typed));
    fits.map(CompletionCandidate::new).collect()
}

/// Completes formats: those of the kind of report on the incomplete command line, else of all kinds.
pub(super) fn report_formats(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let mut words = std::env::args_os().skip_while(|word| word != "report");
    let kind = words.find_map(|word| ReportKind::from_key(word.to_str()?));
    let formats = ReportFormat::ALL.into_iter();
    let fits = formats.filter(|format| {
        let is_offered = kind.is_none_or(|kind| kind.formats().contains(format));
        is_offered && format.key().starts_with(&*typed)
    });
    fits.map(|format| CompletionCandidate::new(format.key()))
        .collect()
}

/// Completes statuses, each with its word.
pub(super) fn statuses(typed: &OsStr) -> Vec<CompletionCandidate> {
    keys(typed, |words| {
        Status::ALL.map(|it| (it.key(), (words.status)(it)))
    })
}

/// Completes standings, each with its word.
pub(super) fn standings(typed: &OsStr) -> Vec<CompletionCandidate> {
    keys(typed, |words| {
        Standing::ALL.map(|it| (it.key(), (words.standing)(it)))
    })
}

/// Completes ids and statuses: the last word of `mark` is a status.
pub(super) fn ids_and_statuses(typed: &OsStr) -> Vec<CompletionCandidate> {
    let mut found = statuses(typed);
    found.extend(ids(typed));
    found
}

fn keys<const N: usize>(
    typed: &OsStr,
    known: fn(&Words) -> [(&'static str, &'static str); N],
) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let known = known(context::lang_before_arguments().words()).into_iter();
    known
        .filter(|(key, word)| key.starts_with(&*typed) || word.starts_with(&*typed))
        .map(|(key, word)| CompletionCandidate::new(key).help(Some(word.into())))
        .collect()
}

/// Finds the value of `--plans DIR` or `--plans=DIR`.
fn named_folder(mut arguments: impl Iterator<Item = OsString>) -> Option<OsString> {
    while let Some(argument) = arguments.next() {
        if argument == "--plans" {
            return arguments.next();
        }
        if let Some(folder) = argument.to_str().and_then(|it| it.strip_prefix("--plans=")) {
            return Some(folder.into());
        }
    }
    None
}

/// Reads the plans that the incomplete command line refers to; `None` if there are none.
fn board() -> Option<Board> {
    let named = named_folder(std::env::args_os()).or_else(|| std::env::var_os("DUBAN_PLANS"));
    let named = named.map(PathBuf::from);
    let folders = Folders::of_user();
    let here = std::env::current_dir().ok()?;
    let folder =
        find_workspace(named.as_deref(), &here, folders.last_workspace().as_deref()).ok()?;
    let workspace = Workspace::open(&folder).ok()?;
    let cache = folders
        .cache()
        .and_then(|cache| Cache::of(cache, &workspace.folder, SystemTime::now()));
    Some(Board::read(
        &workspace,
        cache.as_ref(),
        clock::today(),
        None,
    ))
}
