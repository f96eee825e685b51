//! `duban undo`: takes back the last deed.

use std::collections::HashMap;

use crate::plan::{LogRef, LoggedEntry, RefusedPostponements};
use crate::query::Board;
use crate::record::{DeedNotes, Elsewhere, SinceRequest, Undoing, last_deed};
use crate::report::entry_line;

use crate::cli::args::UndoArgs;
use crate::cli::record::{deed_notes, write};
use crate::cli::typed::unread_plans;
use crate::cli::{Context, Failure, Output, message};

/// `duban undo`: takes back this actor's last uncommitted deed as a whole: one entry, or all entries of
/// a mark or sheet, in any number of plans.
pub(super) fn undo(cx: &Context, out: &mut Output, args: &UndoArgs) -> Result<(), Failure> {
    // All plans are read even with `--plan`: a deed over several is undone as a whole.
    let board = &cx.board_of_all()?;
    let only = cx.global.plan.as_deref();
    let unread = unread_plans(board);
    let occasion = cx.occasion()?;
    let who = occasion.who.as_deref();
    let notes = deed_notes(cx);
    let unsure = || Failure::NotRead((cx.words.record.undo_unsure)(&unread));
    if only.is_none()
        && let Some(file) = notes.as_ref().and_then(DeedNotes::unreadable)
    {
        return Err(Failure::NotRead((cx.words.record.deeds_unread)(file)));
    }
    let of = Undoing { who, only };
    let found = last_deed(&cx.workspace()?, board, of, notes.as_ref())?;
    if !found.over_unread.is_empty() {
        let over_unread = cx.words.record.undo_over_unread;
        return Err(Failure::NotRead(over_unread(&found.over_unread)));
    }
    unsure().when(only.is_none() && !unread.is_empty())?;
    if let Some(only) = only {
        let handle = board.plan(only)?;
        if !handle.can_open() {
            return Err(handle.broken().into());
        }
    }
    if let Some(Elsewhere { count, place }) = &found.elsewhere {
        message(&(cx.words.record.from_elsewhere)(*count, place));
    }
    let Some(last) = found.last else {
        if found.others.is_empty() {
            message(cx.words.cli.nothing_to_undo);
        } else {
            let names = found.others.into_iter();
            let names = names.map(|who| who.unwrap_or_else(|| cx.words.record.nameless.to_owned()));
            let names: Vec<String> = names.collect();
            message(&(cx.words.record.only_others_recorded)(
                &names.join(cx.words.between_names),
            ));
        }
        return Ok(());
    };
    if !last.committed.is_empty() {
        let ids: Vec<String> = last.committed.iter().map(LogRef::full_id).collect();
        message(&(cx.words.record.half_committed)(&ids));
    }
    if !args.dry_run {
        write(cx, out, board, &last.removal())?;
    }
    let say = |out: &mut Output, id: &str, what: &str| {
        let text = (cx.words.cli.undone)(id, what);
        out.line(&if args.dry_run {
            (cx.words.cli.would)(&text)
        } else {
            text
        });
    };
    let mut refused: HashMap<&LogRef, RefusedPostponements> = HashMap::new();
    for LoggedEntry { log, entry } in &last.entries {
        let refused = refused.entry(log).or_insert_with(|| refused_in(board, log));
        let line = entry_line(entry, refused, cx.words);
        say(out, &log.full_id(), &line);
    }
    if let Some(SinceRequest { plan, change, .. }) = &last.since
        && let Some(day) = change.was
    {
        say(out, plan, &(cx.words.record.since_undone)(day, change.day));
    }
    for (plan, day) in &found.since_stays {
        message(&(cx.words.record.since_stays)(plan, *day));
    }
    if last.entries.len() > 1 && !args.dry_run {
        out.note(&(cx.words.record.undone_count)(last.entries.len()));
    }
    Ok(())
}

/// Returns the postponements that a log of a board refuses.
fn refused_in(board: &Board, log: &LogRef) -> RefusedPostponements {
    let open = board.open_plan(&log.plan);
    open.map(|it| RefusedPostponements::in_log(it.plan, it.progress, &log.log))
        .unwrap_or_default()
}
