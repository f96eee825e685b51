use std::path::Path;

use crate::query::{Board, SortBy, sort_items};
use crate::report::{Office, ReportFormat, ReportInput, ReportKind, make_report, to_text};

use crate::cli::args::ReportArgs;
use crate::cli::context::Context;
use crate::cli::deliver::{deliver, output_file};
use crate::cli::failure::Failure;
use crate::cli::filters::filter;
use crate::cli::output::Output;

/// `duban report KIND`: what goes out, in the format that the file's ending or `--format` names.
pub(super) fn report(cx: &Context, out: &mut Output, args: &ReportArgs) -> Result<(), Failure> {
    let kind = kind(cx, &args.kind)?;
    let format = format(cx, kind, args)?;
    let to = output_file(args.output.as_deref())?;
    let board = cx.board()?;
    one_plan(cx, kind, board)?;
    let filter = filter(cx, board, &args.filter)?;
    let mut items = board.items(&filter);
    sort_items(board, &mut items, SortBy::Id);
    let office = Office::from(cx.office()?);
    let input = ReportInput {
        board,
        items: &items,
        office: &office,
        words: cx.words,
    };
    let document = make_report(kind, &input);
    if cx.global.json {
        let text = format!("{}\n", to_text(&document));
        return deliver(cx, out, to.as_ref(), text.as_bytes(), board.trouble());
    }
    deliver(
        cx,
        out,
        to.as_ref(),
        &format.write(&document)?,
        board.trouble(),
    )
}

fn kind(cx: &Context, key: &str) -> Result<ReportKind, Failure> {
    ReportKind::from_key(key).ok_or_else(|| {
        let known: Vec<&str> = ReportKind::ALL.into_iter().map(ReportKind::key).collect();
        Failure::Usage((cx.words.cli.bad_choice)("KIND", key, &known))
    })
}

/// The format: named, else by the file's ending, else one that a terminal shows.
fn format(cx: &Context, kind: ReportKind, args: &ReportArgs) -> Result<ReportFormat, Failure> {
    let formats = kind.formats();
    let ending = args.output.as_deref().and_then(ending);
    let asked = args.format.as_deref().or(ending.as_deref());
    let format = match asked {
        Some(key) => ReportFormat::from_key(key)
            .filter(|format| formats.contains(format))
            .ok_or_else(|| {
                let known: Vec<&str> = formats.iter().map(|format| format.key()).collect();
                Failure::Usage((cx.words.cli.bad_choice)("--format", key, &known))
            })?,
        None => formats
            .iter()
            .copied()
            .find(|format| format.is_text())
            .or(formats.first().copied())
            .unwrap_or(ReportFormat::Markdown),
    };
    if args.output.is_none() && !format.is_text() && !cx.global.json {
        let why = (cx.words.report.command.needs_output)(format.key());
        return Err(Failure::Usage((cx.words.cli.usage)(&why)));
    }
    Ok(format)
}

/// The ending of a file's name; standard output and pipes have none.
fn ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// A report of one plan needs to be told which, where several are at hand.
fn one_plan(cx: &Context, kind: ReportKind, board: &Board) -> Result<(), Failure> {
    if kind.is_of_one_plan() && board.plans.len() > 1 {
        let known: Vec<String> = board
            .plans
            .iter()
            .map(|plan| plan.id().to_owned())
            .collect();
        return Err(Failure::Usage((cx.words.cli.needs_plan)(&known)));
    }
    Ok(())
}
