use crate::git::{GitFault, Repository, entries_not_in_head};
use crate::plan::{Change, Entry, Log, Moment, Part};
use crate::query::Board;
use crate::report::entry_line;
use crate::store::Loaded;

use crate::cli::args::UndoArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::{Output, message};

/// `duban undo`: takes back the last deed of this actor that is not committed: one entry, or the entries of one mark on
/// several milestones.
pub(super) fn undo(cx: &Context, out: &mut Output, args: &UndoArgs) -> Result<(), Failure> {
    let board = cx.board()?;
    let who = cx.occasion().who;
    let mut last: Option<(usize, Entry)> = None;
    let mut open: Vec<(usize, Vec<(Log, Entry)>)> = Vec::new();
    for (place, shown) in board.plans.iter().enumerate() {
        let entries: Vec<(Log, Entry)> = uncommitted_entries(cx, shown.loaded())?
            .into_iter()
            .filter(|(_, entry)| entry.who == who)
            .collect();
        for (_, entry) in &entries {
            let later = last.as_ref().is_none_or(|(_, known)| {
                known.at.map(Moment::instant) <= entry.at.map(Moment::instant)
            });
            if later {
                last = Some((place, entry.clone()));
            }
        }
        open.push((place, entries));
    }
    let Some((place, entry)) = last else {
        message(cx.words.cli.nothing_to_undo);
        return Ok(());
    };
    let parts: Vec<(Log, Entry)> = open
        .into_iter()
        .filter(|(known, _)| *known == place)
        .flat_map(|(_, entries)| entries)
        .filter(|(_, known)| known.source == entry.source)
        .collect();
    take_back(cx, out, board, place, &parts, args.dry_run)
}

fn take_back(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    place: usize,
    entries: &[(Log, Entry)],
    dry_run: bool,
) -> Result<(), Failure> {
    let shown = &board.plans[place];
    let Some((plan, _, _)) = shown.open() else {
        return Err(Failure::Unread);
    };
    if !dry_run {
        let parts = entries
            .iter()
            .map(|(log, entry)| Part::Remove(log.clone(), entry.clone()))
            .collect();
        shown.apply(&Change {
            plan: plan.id().to_owned(),
            parts,
        })?;
    }
    for (log, entry) in entries {
        let text = (cx.words.cli.undone)(
            &format!("{}:{}", plan.id(), log.id()),
            &entry_line(entry, cx.words),
        );
        out.line(&if dry_run {
            (cx.words.cli.would)(&text)
        } else {
            text
        });
    }
    Ok(())
}

/// The entries of a plan that are not in the last commit; where plans are in no repository, all of them.
fn uncommitted_entries(cx: &Context, loaded: &Loaded) -> Result<Vec<(Log, Entry)>, Failure> {
    let repository = match Repository::around(&cx.plans_folder()?) {
        Ok(repository) => repository,
        Err(GitFault::NotARepository(_) | GitFault::NoGit) => {
            return Ok(entries_not_in_head(loaded, None));
        }
        Err(fault) => return Err(fault.into()),
    };
    let head = match repository.head()? {
        Some(head) => repository.read_plan_at(&head, &loaded.files.id)?,
        None => None,
    };
    Ok(entries_not_in_head(loaded, head.as_ref()))
}
