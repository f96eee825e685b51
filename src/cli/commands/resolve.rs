//! `duban resolve`: asks which side holds, place by place.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use serde_json::json;

use crate::git::{ConflictedFile, GitFault, Repository, conflict_name, marked_files, settle_files};
use crate::merge::{Choice, Conflict};
use crate::store::Fault;
use crate::text::{GitTrouble, OpenConflicts};

use super::sync::tell;
use crate::cli::args::ResolveArgs;
use crate::cli::conflicts::places_json;
use crate::cli::{Context, Failure, Output, message};

/// A conflict to resolve, with its file and the choice.
struct ConflictPlace<'f> {
    file: &'f ConflictedFile,
    conflict: &'f Conflict,
    choice: Option<Choice>,
}

/// `duban resolve`: resolves a merge conflict field by field: interactively, or by `N=ours`,
/// `N=theirs`, `N=TEXT`.
pub(super) fn resolve(cx: &Context, out: &mut Output, args: &ResolveArgs) -> Result<(), Failure> {
    let workspace = cx.workspace_or_empty()?;
    let repository = match Repository::around(&workspace.folder) {
        Ok(repository) => Some(repository),
        Err(GitFault::Trouble(GitTrouble::NotARepository(_) | GitTrouble::NoGit)) => None,
        Err(fault) => return Err(fault.into()),
    };
    let files = match &repository {
        Some(repository) => repository.conflicts(&workspace)?,
        None => marked_files(&workspace)?,
    };
    if files.is_empty() {
        let (settled, next) = match &repository {
            Some(repository) => repository.settle_the_rest()?,
            None => (0, None),
        };
        if cx.global.json {
            list_as_json(out, &files);
        }
        if settled == 0 {
            message(cx.words.resolve.nothing);
        } else {
            say_settled(cx, out, settled, next);
        }
        return Ok(());
    }
    let places = files.iter().flat_map(|file| {
        file.conflicts.iter().map(move |conflict| ConflictPlace {
            file,
            conflict,
            choice: None,
        })
    });
    let mut places: Vec<ConflictPlace<'_>> = places.collect();
    choose_as_typed(cx, args, &mut places)?;
    if cx.global.json {
        list_as_json(out, &files);
    } else {
        ask(cx, out, &mut places)?;
    }
    let open = places.iter().filter(|place| place.choice.is_none());
    let open: Vec<&ConflictPlace<'_>> = open.collect();
    if !open.is_empty() {
        message(&(cx.words.resolve.open)(open.len()));
        let left = files.iter().map(|file| {
            let of_file = open.iter().filter(|place| std::ptr::eq(place.file, file));
            OpenConflicts {
                plan: file.name(),
                count: of_file.count(),
                ..OpenConflicts::default()
            }
        });
        return Err(GitTrouble::Conflicts(left.filter(|open| open.count > 0).collect()).into());
    }
    let chosen = |plan: &str, conflict: &Conflict| {
        let fits =
            |place: &&ConflictPlace<'_>| place.file.plan == plan && place.conflict.is_at(conflict);
        places.iter().find(fits)?.choice.clone()
    };
    let next = if let Some(repository) = &repository {
        repository.settle(&workspace, &files, &chosen, cx.words, &mut |step| {
            tell(&step, cx.words);
        })?
    } else {
        settle_files(&workspace, &files, &chosen)?;
        None
    };
    say_settled(cx, out, files.len(), next);
    Ok(())
}

/// Says how many files were settled, and what continues git's operation.
fn say_settled(cx: &Context, out: &mut Output, count: usize, next: Option<&str>) {
    cx.say(out, &(cx.words.resolve.settled)(count));
    if let Some(command) = next {
        out.note(&(cx.words.git.next_step)(command));
    }
}

/// Applies the choices of the command line.
fn choose_as_typed(
    cx: &Context,
    args: &ResolveArgs,
    places: &mut [ConflictPlace<'_>],
) -> Result<(), Failure> {
    let last = places.len();
    let wrong = |text: &str| {
        let allowed = [
            "1=ours".to_owned(),
            format!("{}=theirs", last.min(2)),
            format!("{last}=TEXT"),
        ];
        let allowed = allowed.each_ref().map(String::as_str);
        Failure::Usage((cx.words.cli.bad_choice)("N=", text, &allowed))
    };
    if let Some(side) = &args.all {
        let sides = [(&Choice::Ours, "ours"), (&Choice::Theirs, "theirs")];
        let side = cx.choice("--all", side, &sides)?;
        for place in places.iter_mut() {
            place.choice = Some(side.clone());
        }
    }
    let mut said: BTreeMap<usize, &str> = BTreeMap::new();
    for typed in &args.choices {
        let (number, side) = typed.split_once('=').ok_or_else(|| wrong(typed))?;
        let number: usize = number.trim().parse().map_err(|_| wrong(typed))?;
        let place = number
            .checked_sub(1)
            .and_then(|at| places.get_mut(at))
            .ok_or_else(|| wrong(typed))?;
        if side.trim().is_empty() {
            return Err(wrong(typed));
        }
        if let Some(before) = said.insert(number, typed)
            && before != typed
        {
            return Err(wrong(&format!("{before} {typed}")));
        }
        place.choice = Some(choice_of(side));
    }
    Ok(())
}

fn choice_of(typed: &str) -> Choice {
    match typed.trim() {
        "ours" => Choice::Ours,
        "theirs" => Choice::Theirs,
        text => Choice::Text(text.to_owned()),
    }
}

/// Returns the choice of an answer to the prompt, which numbers the sides.
fn answer_of(typed: &str) -> Choice {
    choice_of(match typed.trim() {
        "1" => "ours",
        "2" => "theirs",
        text => text,
    })
}

/// Shows each conflict; on a terminal asks for open choices.
fn ask(cx: &Context, out: &mut Output, places: &mut [ConflictPlace<'_>]) -> Result<(), Failure> {
    let words = cx.words;
    let interactive = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    for (at, place) in places.iter_mut().enumerate() {
        out.line(&format!(
            "{}. {} {}  {}",
            at + 1,
            place.file.plan,
            place.file.part.file_name(),
            conflict_name(place.conflict, words)
        ));
        for line in place.file.side_lines(place.conflict, words) {
            out.line(&format!("   {line}"));
        }
        if place.choice.is_none() && interactive {
            out.prompt(words.resolve.ask)?;
            let mut typed = String::new();
            std::io::stdin()
                .lock()
                .read_line(&mut typed)
                .map_err(Fault::io(Path::new("stdin")))?;
            if !typed.trim().is_empty() {
                place.choice = Some(answer_of(&typed));
            }
        }
    }
    Ok(())
}

fn list_as_json(out: &mut Output, files: &[ConflictedFile]) {
    out.json(&json!({ "schema": 1, "conflicts": places_json(files) }));
}

impl Output {
    /// Prints a question and flushes.
    fn prompt(&mut self, text: &str) -> Result<(), Failure> {
        self.raw(text);
        self.raw(" ");
        self.flush().map_err(Failure::Output)?;
        std::io::stdout().flush().map_err(Failure::Output)
    }
}
