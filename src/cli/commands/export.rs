use crate::query::{SortBy, sort_items};
use crate::report::{csv_of, export_json};

use crate::cli::args::ExportArgs;
use crate::cli::context::Context;
use crate::cli::deliver::{deliver, output_file};
use crate::cli::failure::Failure;
use crate::cli::filters::filter;
use crate::cli::output::Output;

/// `duban export --format json|csv`: exports all data, or what the filters of `list` let through.
pub(super) fn export(cx: &Context, out: &mut Output, args: &ExportArgs) -> Result<(), Failure> {
    let to = output_file(args.output.as_deref())?;
    let board = cx.board()?;
    let filter = filter(cx, board, &args.filter)?;
    let mut items = board.items(&filter);
    let is_json = cx.choice("--format", &args.format, &[(true, "json"), (false, "csv")])?;
    let text = if is_json {
        let kept = (!filter.is_empty()).then_some(items.as_slice());
        format!("{}\n", export_json(board, kept, cx.words))
    } else {
        sort_items(board, &mut items, SortBy::Id);
        csv_of(board, &items, cx.words)
    };
    deliver(cx, out, to.as_ref(), text.as_bytes(), board.trouble())
}
