//! `duban progress`: records a value or a text.

use crate::record::Deed;

use crate::cli::args::ProgressArgs;
use crate::cli::record::{entry_of, id_and_part, record};
use crate::cli::typed::item_of;
use crate::cli::{Context, Failure, Output};

/// `duban progress ID --value N --add N --text T …`: records progress without a status.
pub(super) fn progress(cx: &Context, out: &mut Output, args: &ProgressArgs) -> Result<(), Failure> {
    let board = &cx.board_for(std::slice::from_ref(&args.id), args.deed.on.as_deref())?;
    let item = item_of(cx, board, &args.id)?;
    let entry = entry_of(cx, board, &item.log.plan, &args.deed)?;
    let deed = Deed::new(vec![item.add(entry)]);
    record(cx, out, board, &deed, args.dry_run, &|log, entry| {
        (cx.words.cli.progress_noted)(&id_and_part(board, log, entry))
    })
}
