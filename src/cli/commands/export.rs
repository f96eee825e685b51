//! `duban export`: writes whole plans as JSON or CSV.

use crate::query::{SortBy, sort_items};
use crate::report::{ReportFormat, csv_of, export_json};

use crate::cli::args::ExportArgs;
use crate::cli::deliver::{Destination, ending};
use crate::cli::filters::filter;
use crate::cli::{Context, Failure, Output};

#[derive(Clone, Copy, PartialEq, Eq)]
enum ExportFormat {
    Json,
    Csv,
}

impl ExportFormat {
    const KEYS: [(Self, &str); 2] = [(Self::Json, "json"), (Self::Csv, "csv")];
}

/// `duban export --format json|csv`: exports all data, or what the filters of `list` let through.
pub(super) fn export(cx: &Context, out: &mut Output, args: &ExportArgs) -> Result<(), Failure> {
    let format = format(cx, args)?;
    let to = Destination::file(args.output.as_deref())?;
    let board = &cx.board()?;
    let filter = filter(cx, board, &args.filter)?;
    let mut items = board.items(&filter);
    let text = match format {
        ExportFormat::Json => {
            let kept = (!filter.is_empty()).then_some(items.as_slice());
            format!("{}\n", export_json(board, kept, cx.words))
        }
        ExportFormat::Csv => {
            sort_items(board, &mut items, SortBy::Id);
            csv_of(board, &items, cx.words)
        }
    };
    to.deliver(cx, out, &[("", text.into_bytes())], "", &board.trouble())
}

/// Returns the format: named, else by the file's extension, else JSON.
fn format(cx: &Context, args: &ExportArgs) -> Result<ExportFormat, Failure> {
    let ending = args.output.as_deref().and_then(ending);
    let format = match (&args.format, ending) {
        (Some(key), _) => cx.choice("--format", key, &ExportFormat::KEYS)?,
        // A workbook's name would promise a workbook.
        (None, Some(ending)) if ReportFormat::from_key(&ending).is_some() => {
            cx.choice("-o", &ending, &ExportFormat::KEYS)?
        }
        _ => ExportFormat::Json,
    };
    if cx.global.json {
        // As in a report, --json decides, and is written to no file of another format's name.
        if args.format.is_none() && format == ExportFormat::Csv {
            cx.choice("-o", "csv", &[((), "json")])?;
        }
        return Ok(ExportFormat::Json);
    }
    Ok(format)
}
