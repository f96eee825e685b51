use crate::plan::{Day, Entry, Postponement};
use crate::query::Board;
use crate::record::{Deed, DeedAim};

use crate::cli::args::PostponeArgs;
use crate::cli::record::{id_and_unit, record, target_of, unit};
use crate::cli::{Context, Failure, Output};

/// `duban postpone ID DATE --reason T [--approved-by UNIT]`: records 延期 as asked for or granted.
pub(super) fn postpone(cx: &Context, out: &mut Output, args: &PostponeArgs) -> Result<(), Failure> {
    let board = &cx.board_for(std::slice::from_ref(&args.id))?;
    let aim = target_of(cx, board, &args.id)?;
    let date = cx.day(&args.date)?;
    let unit = |typed: &Option<String>| unit(cx, board, &aim.target.plan, typed.as_deref());
    let entry = Entry {
        on: cx.past_day_if(args.on.as_deref())?,
        by: unit(&args.by)?,
        of: unit(&args.of)?,
        postpone: Some(date),
        reason: args.reason.clone(),
        approved_by: unit(&args.approved_by)?,
        ..Entry::default()
    };
    let is_held = holds_while_asked(board, &aim, date);
    let deed = Deed::new(vec![aim.add(entry)]);
    record(cx, out, board, &deed, args.dry_run, &|target, entry| {
        let of = entry.meant().filter(|_| args.of.is_some());
        let id = id_and_unit(target, of);
        let outcome = match &entry.approved_by {
            None => Postponement::Pending,
            Some(_) if is_held => Postponement::Refused,
            Some(_) => Postponement::Granted,
        };
        (cx.words.cli.postponed)(&id, &date.to_string(), outcome)
    })
}

/// Returns whether a date is the one that holds while another is asked for: to grant it refuses what is asked.
fn holds_while_asked(board: &Board, aim: &DeedAim, date: Day) -> bool {
    let found = aim.locate(board);
    let found = found.and_then(|item| item.resolve(board));
    found.is_some_and(|it| {
        let state = it.state();
        state.asked.is_some() && state.due_now(it.milestone) == date
    })
}
