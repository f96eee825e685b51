//! `duban mark`: records a status.

use crate::plan::{Entry, Plan, Status};
use crate::query::match_unit;
use crate::record::{Deed, DeedItem, Skips, on_each, select_by};

use crate::cli::args::MarkArgs;
use crate::cli::filters::{filter, status};
use crate::cli::record::{entry_of, record};
use crate::cli::typed::selection_of;
use crate::cli::{Context, Failure, Output, message};

/// `duban mark ID… STATUS`: marks milestones by id, or by the filters of `list`.
pub(super) fn mark(cx: &Context, out: &mut Output, args: &MarkArgs) -> Result<(), Failure> {
    let Some((word, ids)) = args.words.split_last() else {
        return Err(cx.misused(cx.words.cli.needs_ids));
    };
    let status: Status = status(cx, "STATUS", word)?;
    let board = &cx.board_for(ids, args.deed.on.as_deref())?;
    let filters = &args.filter;
    if ids.is_empty() == filters.is_empty() {
        return Err(cx.misused(cx.words.cli.needs_ids));
    }
    let mut items: Vec<DeedItem> = Vec::new();
    let mut refuses_if_board_changed = !filters.is_empty();
    for id in ids {
        let named = selection_of(cx, board, id)?;
        refuses_if_board_changed |= !named.is_exact;
        let skips = if named.is_exact {
            Skips::Nothing
        } else {
            Skips::Finished
        };
        let wanted = named.milestones.into_iter();
        items.extend(wanted.map(|it| DeedItem { skips, ..it.item }));
    }
    if !filters.is_empty() {
        let mut filter = filter(cx, board, filters)?;
        // Nobody knows what an unreadable plan has of these.
        if let Err(failure) = cx.after_reading(out, &board.unread()) {
            out.note(cx.words.record.nothing_recorded);
            return Err(failure);
        }
        if filters.unit.is_some() && !args.with_support {
            filter.lead_only = true;
        }
        // Whoever lists by status means what has it.
        let lists_by_status = !filter.statuses.is_empty() || !filter.standings.is_empty();
        let skips = if lists_by_status {
            Skips::Marked
        } else {
            Skips::Finished
        };
        let unit = cx.known_occasion_on(board)?.unit;
        let named = [&args.deed.of, &args.deed.by, &unit];
        let named = named.into_iter().flatten().next();
        let speaker = |plan: &Plan| match_unit(plan.units(), named?).one();
        let found = select_by(board, &filter, speaker).into_iter();
        items.extend(found.map(|item| DeedItem { skips, ..item }));
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
