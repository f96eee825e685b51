//! `duban correct`: corrects an entry, or withdraws a reading or a reminder.

use crate::plan::{Entry, LogRef, Withdrawn};
use crate::query::Board;
use crate::record::{Deed, DeedItem};

use crate::cli::args::CorrectArgs;
use crate::cli::filters::status;
use crate::cli::record::{entry_of, id_and_part, record};
use crate::cli::typed::{indicator_of, item_of, unit};
use crate::cli::{Context, Failure, Output};

/// `duban correct ID… --on DATE … --reason T`: replaces what the unit's entry of that day says, or a reading of an
/// indicator; with `--withdraw`, takes back the reading or the reminders of that day.
pub(super) fn correct(cx: &Context, out: &mut Output, args: &CorrectArgs) -> Result<(), Failure> {
    let typed = args.withdraw.as_deref();
    let withdraw = typed
        .map(|typed| cx.choice("--withdraw", typed, &Withdrawn::KEYS))
        .transpose()?;
    let board = &cx.board_for(&args.ids, args.deed.on.as_deref())?;
    let mut requests = Vec::with_capacity(args.ids.len());
    for id in &args.ids {
        let item = named_item(cx, board, args, withdraw, id)?;
        if requests.iter().any(|(known, _)| item.is_same(known)) {
            continue;
        }
        let entry = correction(cx, board, args, withdraw, &item.log)?;
        requests.push((item, entry));
    }
    let requests = requests.into_iter().map(|(item, entry)| item.add(entry));
    let deed = Deed::new(requests.collect());
    record(cx, out, board, &deed, args.dry_run, &|log, entry| {
        let Some(what) = withdraw else {
            return (cx.words.cli.corrected)(&id_and_part(board, log, entry));
        };
        let id = log.id_of_part(entry.of.as_deref());
        (cx.words.cli.took_back)(&id, entry.day(), (cx.words.cli.withdrawable)(what))
    })
}

/// Returns the item that an id names; fails if the options are not about such a thing.
fn named_item(
    cx: &Context,
    board: &Board,
    args: &CorrectArgs,
    withdraw: Option<Withdrawn>,
    id: &str,
) -> Result<DeedItem, Failure> {
    let of_milestones = [
        &args.status, &args.deed.add, &args.deed.of, &args.deed.problem, &args.deed.next,
        &args.postpone,
    ];
    let is_of_milestone =
        of_milestones.into_iter().any(Option::is_some) || withdraw == Some(Withdrawn::Reminder);
    match indicator_of(board, id) {
        Some(_) if is_of_milestone => Err(Failure::Usage((cx.words.cli.is_an_indicator)(id))),
        Some(log) => Ok(DeedItem::named(log)),
        None => {
            let item = item_of(cx, board, id)?;
            if withdraw == Some(Withdrawn::Reading) {
                let only_reminders = cx.words.cli.only_reminders;
                return Err(Failure::Usage(only_reminders(&item.log.full_id())));
            }
            Ok(item)
        }
    }
}

/// Makes the correction of one log.
fn correction(
    cx: &Context,
    board: &Board,
    args: &CorrectArgs,
    withdraw: Option<Withdrawn>,
    log: &LogRef,
) -> Result<Entry, Failure> {
    let said = entry_of(cx, board, &log.plan, &args.deed)?;
    let key = args.status.as_deref();
    let postponed_to = |text: &str| cx.next_day(text, said.on);
    Ok(Entry {
        status: key.map(|key| status(cx, "--status", key)).transpose()?,
        postpone: args.postpone.as_deref().map(postponed_to).transpose()?,
        approved_by: unit(cx, board, &log.plan, args.approved_by.as_deref())?,
        correct: true,
        withdraw,
        ..said
    })
}
