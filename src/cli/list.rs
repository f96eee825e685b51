use crate::index::Seen;
use crate::plan::Standing;
use crate::query::{SortBy, sort_items};
use crate::report::{list_json, to_text};

use super::args::ListArgs;
use super::context::Context;
use super::failure::Failure;
use super::filters::{filter, sort_by};
use super::lines::print_items;
use super::output::Output;

/// `duban list`: milestones, filtered.
pub(super) fn list(cx: &Context, out: &mut Output, args: &ListArgs) -> Result<(), Failure> {
    run(cx, out, args, None)
}

/// `duban overdue`: what is overdue, longest first; plans in force before ended ones.
pub(super) fn overdue(cx: &Context, out: &mut Output, args: &ListArgs) -> Result<(), Failure> {
    run(cx, out, args, Some(Standing::Overdue))
}

fn run(
    cx: &Context,
    out: &mut Output,
    args: &ListArgs,
    only: Option<Standing>,
) -> Result<(), Failure> {
    // Whole plans only where more than a row's own line is asked for.
    let in_short = !cx.global.json && args.filter.asks_only_standing();
    let board = if in_short {
        cx.rows(Seen {
            rows: &|standing| only.is_none_or(|only| only == standing),
            counts: false,
        })?
    } else {
        cx.board()?
    };
    let mut filter = filter(cx, board, &args.filter)?;
    if let Some(only) = only {
        filter.standings = vec![only];
    }
    let mut items = board.items(&filter);
    let otherwise = if only.is_some() {
        SortBy::Standing
    } else {
        SortBy::Due
    };
    sort_items(
        board,
        &mut items,
        sort_by(cx, args.sort.as_deref(), otherwise)?,
    );
    let found = items.len();
    items.truncate(args.limit.unwrap_or(usize::MAX));
    if cx.global.json {
        out.raw(&to_text(&list_json(board, &items, cx.words)));
        out.raw("\n");
    } else {
        print_items(out, board, &items, cx.words, "");
        out.note(&summary(cx, found, items.len(), only));
    }
    cx.after_reading(out, board)?;
    if args.fail && found > 0 {
        Err(Failure::Found)
    } else {
        Ok(())
    }
}

fn summary(cx: &Context, found: usize, shown: usize, only: Option<Standing>) -> String {
    let words = &cx.words.cli;
    match (found, only) {
        (0, Some(_)) => words.nothing_overdue.to_owned(),
        (0, None) => words.nothing_found.to_owned(),
        _ if shown < found => (words.items_shown)(shown, found),
        _ => (words.items)(found),
    }
}
