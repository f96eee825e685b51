//! `duban mark`: records a status.

use crate::plan::{Entry, Status};
use crate::record::{Deed, DeedItem, on_each, select_by};

use crate::cli::args::MarkArgs;
use crate::cli::filters::{filter, status};
use crate::cli::record::{entry_of, record, selection_of};
use crate::cli::{Context, Failure, Output, message};

/// `duban mark ID… STATUS`: marks milestones by id, or by the filters of `list`.
pub(super) fn mark(cx: &Context, out: &mut Output, args: &MarkArgs) -> Result<(), Failure> {
    let Some((word, ids)) = args.words.split_last() else {
        return Err(cx.misused(cx.words.cli.needs_ids));
    };
    let status: Status = status(cx, "STATUS", word)?;
    let board = &cx.board_for(ids)?;
    let filters = &args.filter;
    if ids.is_empty() == filters.is_empty() {
        return Err(cx.misused(cx.words.cli.needs_ids));
    }
    let mut items: Vec<DeedItem> = Vec::new();
    // Milestones that already have the status are left out.
    let mut refuses_if_board_changed = !filters.is_empty();
    for id in ids {
        let named = selection_of(cx, board, id)?;
        refuses_if_board_changed |= !named.is_exact;
        let wanted = named.milestones.into_iter();
        let wanted = wanted.filter(|it| named.is_exact || it.status != status);
        items.extend(wanted.map(|it| DeedItem {
            skips_finished: !named.is_exact,
            ..it.item
        }));
    }
    if !filters.is_empty() {
        let mut filter = filter(cx, board, filters)?;
        // Nobody knows what an unreadable plan has of these.
        cx.after_reading(out, &board.unread())?;
        if filters.unit.is_some() && !args.with_support {
            filter.lead_only = true;
        }
        // Whoever lists by status means what has it.
        let skips_finished = filter.statuses.is_empty() && filter.standings.is_empty();
        let found = select_by(board, &filter).into_iter();
        let wanted = found.filter(|it| it.status != status);
        items.extend(wanted.map(|it| DeedItem {
            skips_finished,
            ..it.item
        }));
    }
    if items.is_empty() {
        message(cx.words.cli.nothing_found);
        return Ok(());
    }
    let requests = on_each(items, |plan| -> Result<Entry, Failure> {
        Ok(Entry {
            status: Some(status),
            ..entry_of(cx, board, plan, &args.deed)?
        })
    })?;
    let deed = Deed {
        skips_refused: args.partial,
        refuses_if_board_changed,
        ..Deed::new(requests)
    };
    record(cx, out, board, &deed, args.dry_run, &|log, entry| {
        let mut said = (cx.words.cli.marked)(&log.full_id(), (cx.words.status)(status));
        if let Some(by) = &entry.by {
            said = format!("{said}  {by}");
        }
        if let Some(of) = &entry.of {
            said = format!("{said}  ({of})");
        }
        format!("{said}  {}", entry.day())
    })
}
