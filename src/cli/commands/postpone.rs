//! `duban postpone`: asks for a later due date, or grants one.

use crate::plan::{Entry, Postponement};
use crate::record::Deed;

use crate::cli::args::PostponeArgs;
use crate::cli::record::{id_and_part, record};
use crate::cli::typed::{item_of, unit};
use crate::cli::{Context, Failure, Output};

/// `duban postpone ID DATE --reason T [--approved-by UNIT]`: records 延期 as asked for or granted.
pub(super) fn postpone(cx: &Context, out: &mut Output, args: &PostponeArgs) -> Result<(), Failure> {
    let board = &cx.board_for(std::slice::from_ref(&args.id), args.on.as_deref())?;
    let item = item_of(cx, board, &args.id)?;
    let on = cx.past_day_if(args.on.as_deref())?;
    let date = cx.next_day(&args.date, on)?;
    let unit = |typed: &Option<String>| unit(cx, board, &item.log.plan, typed.as_deref());
    let entry = Entry {
        on,
        by: unit(&args.by)?,
        of: unit(&args.of)?,
        postpone: Some(date),
        reason: args.reason.clone(),
        approved_by: unit(&args.approved_by)?,
        ..Entry::default()
    };
    let found = item.locate(board);
    let before = found.and_then(|item| item.resolve(board));
    let deed = Deed::new(vec![item.add(entry)]);
    record(cx, out, board, &deed, args.dry_run, &|log, entry| {
        let id = id_and_part(board, log, entry);
        let outcome = before.and_then(|it| {
            let own = it.row.state.of_unit(entry.unit_meant(it.plan.units()));
            own.outcome_of(it.milestone, entry)
        });
        let plain = match entry.approved_by {
            Some(_) => Postponement::Granted,
            None => Postponement::Pending,
        };
        let outcome = outcome.unwrap_or(plain);
        (cx.words.cli.postponed)(&id, date, outcome)
    })
}
