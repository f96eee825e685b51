use crate::plan::Entry;

use crate::cli::args::CorrectArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::filters::status;
use crate::cli::output::Output;
use crate::cli::record::{Manner, entry_of, record, target_of};

/// `duban correct ID --on DATE … --reason T`: replaces what that day's entry of that unit says.
pub(super) fn correct(cx: &Context, out: &mut Output, args: &CorrectArgs) -> Result<(), Failure> {
    let board = cx.board_for(std::slice::from_ref(&args.id))?;
    let target = target_of(cx, board, &args.id)?;
    let said = entry_of(cx, board, Some(target.0), &args.deed)?;
    let status = args
        .status
        .as_deref()
        .map(|key| status(cx, "--status", key))
        .transpose()?;
    let entry = Entry {
        status,
        correct: true,
        ..said
    };
    let manner = Manner {
        dry_run: args.dry_run,
        partial: false,
    };
    record(cx, out, board, &[target], &entry, manner, &|id, _| {
        (cx.words.cli.corrected)(id)
    })
}
