use crate::plan::Entry;

use crate::cli::args::PostponeArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::record::{Manner, record, target_of, unit};

/// `duban postpone ID DATE --reason T [--approved-by UNIT]`: 延期 asked for, or granted.
pub(super) fn postpone(cx: &Context, out: &mut Output, args: &PostponeArgs) -> Result<(), Failure> {
    let board = cx.board_for(std::slice::from_ref(&args.id))?;
    let target = target_of(cx, board, &args.id)?;
    let plan = Some(target.0);
    let date = cx.day(&args.date)?;
    let entry = Entry {
        on: cx.day_if(args.on.as_deref())?,
        by: unit(cx, board, plan, args.by.as_deref())?,
        of: unit(cx, board, plan, args.of.as_deref())?,
        postpone: Some(date),
        reason: args.reason.clone(),
        approved_by: unit(cx, board, plan, args.approved_by.as_deref())?,
        ..Entry::default()
    };
    let manner = Manner {
        dry_run: args.dry_run,
        partial: false,
    };
    record(cx, out, board, &[target], &entry, manner, &|id, entry| {
        (cx.words.cli.postponed)(id, &date.to_string(), entry.approved_by.is_some())
    })
}
