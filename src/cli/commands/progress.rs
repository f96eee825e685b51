use crate::cli::args::ProgressArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::record::{Manner, entry_of, record, target_of};

/// `duban progress ID --value N --add N --text T …`: progress without a change of status.
pub(super) fn progress(cx: &Context, out: &mut Output, args: &ProgressArgs) -> Result<(), Failure> {
    let board = cx.board_for(std::slice::from_ref(&args.id))?;
    let target = target_of(cx, board, &args.id)?;
    let entry = entry_of(cx, board, Some(target.0), &args.deed)?;
    let manner = Manner {
        dry_run: args.dry_run,
        partial: false,
    };
    record(cx, out, board, &[target], &entry, manner, &|id, _| {
        (cx.words.cli.progress_noted)(id)
    })
}
