use crate::plan::{Entry, Status};
use crate::query::{Filter, Located, locate};

use crate::cli::args::MarkArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::filters::{filter, status};
use crate::cli::output::Output;
use crate::cli::record::{Manner, Target, entry_of, is_already, record, targets_of};

/// `duban mark ID… STATUS`, or the filters of `list` instead of ids.
pub(super) fn mark(cx: &Context, out: &mut Output, args: &MarkArgs) -> Result<(), Failure> {
    let Some((word, ids)) = args.words.split_last() else {
        return Err(Failure::Usage((cx.words.cli.usage)(cx.words.cli.needs_ids)));
    };
    let status: Status = status(cx, "STATUS", word)?;
    let board = cx.board_for(ids)?;
    let filters = &args.filter.filter;
    if ids.is_empty() == filters.is_empty() {
        return Err(Failure::Usage((cx.words.cli.usage)(cx.words.cli.needs_ids)));
    }
    let mut targets: Vec<Target> = Vec::new();
    for id in ids {
        let named = targets_of(cx, board, id)?;
        let stands_for_many = !matches!(locate(board, id), Located::Milestone { .. });
        targets.extend(
            named
                .into_iter()
                .filter(|target| !(stands_for_many && is_already(board, *target, status))),
        );
    }
    if !filters.is_empty() {
        let filter: Filter = filter(cx, board, filters)?;
        let items = board.items(&filter);
        targets.extend(
            items
                .iter()
                .map(|item| (item.plan, item.action, item.milestone))
                .filter(|target| !is_already(board, *target, status)),
        );
    }
    let mut once = Vec::new();
    targets.retain(|target| {
        let new = !once.contains(target);
        once.push(*target);
        new
    });
    if targets.is_empty() {
        crate::cli::output::message(cx.words.cli.nothing_found);
        return Ok(());
    }
    let plan = targets
        .iter()
        .all(|target| target.0 == targets[0].0)
        .then_some(targets[0].0);
    let entry = Entry {
        status: Some(status),
        ..entry_of(cx, board, plan, &args.deed)?
    };
    let manner = Manner {
        dry_run: args.dry_run,
        partial: args.partial,
    };
    record(cx, out, board, &targets, &entry, manner, &|id, entry| {
        let mut said = (cx.words.cli.marked)(id, (cx.words.status)(status));
        if let Some(by) = &entry.by {
            said = format!("{said}  {by}");
        }
        format!("{said}  {}", entry.day())
    })
}
