use crate::plan::Entry;
use crate::record::{Deed, DeedAim};

use crate::cli::args::CorrectArgs;
use crate::cli::filters::status;
use crate::cli::record::{entry_of, indicator_of, record, target_of, unit};
use crate::cli::{Context, Failure, Output};

/// `duban correct ID --on DATE … --reason T`: replaces what the unit's entry of that day says, or a
/// reading of an indicator.
pub(super) fn correct(cx: &Context, out: &mut Output, args: &CorrectArgs) -> Result<(), Failure> {
    let board = &cx.board_for(std::slice::from_ref(&args.id))?;
    let indicator = indicator_of(board, &args.id);
    let of_milestones = [
        &args.status, &args.deed.add, &args.deed.of, &args.deed.problem, &args.deed.next,
        &args.postpone,
    ];
    if indicator.is_some() && of_milestones.into_iter().any(Option::is_some) {
        let note = (cx.words.cli.is_an_indicator)(&args.id);
        return Err(Failure::Usage(note));
    }
    let aim = match indicator {
        Some(target) => DeedAim::named(target),
        None => target_of(cx, board, &args.id)?,
    };
    let said = entry_of(cx, board, &aim.target.plan, &args.deed)?;
    let status = args
        .status
        .as_deref()
        .map(|key| status(cx, "--status", key))
        .transpose()?;
    let entry = Entry {
        status,
        postpone: cx.day_if(args.postpone.as_deref())?,
        approved_by: unit(cx, board, &aim.target.plan, args.approved_by.as_deref())?,
        correct: true,
        ..said
    };
    let deed = Deed::new(vec![aim.add(entry)]);
    record(cx, out, board, &deed, args.dry_run, &|target, _| {
        (cx.words.cli.corrected)(&target.full_id())
    })
}
