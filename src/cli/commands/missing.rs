use serde::Serialize;

use crate::plan::Day;
use crate::query::{Board, Filter, Item, SortBy, sort_items};
use crate::report::{ItemJson, item_json, to_text};

use crate::cli::args::MissingArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::lines::print_items_with;
use crate::cli::output::Output;

/// An item nobody, or not everybody, has reported on.
struct Gap {
    item: Item,
    /// In an `each` milestone: the units that have not reported.
    units: Vec<String>,
    of: usize,
    last: Option<Day>,
}

#[derive(Serialize)]
struct GapJson<'a> {
    #[serde(flatten)]
    item: ItemJson<'a>,
    missing: &'a [String],
    last: Option<Day>,
}

/// `duban missing`: what has not been reported: by unit within `each` items, and items without an entry (since a day).
pub(super) fn missing(cx: &Context, out: &mut Output, args: &MissingArgs) -> Result<(), Failure> {
    let since = cx.day_if(args.since.as_deref())?;
    let board = cx.board()?;
    let units = args
        .unit
        .as_deref()
        .map(|unit| cx.units_named(board, unit))
        .transpose()?
        .unwrap_or_default();
    let mut items = board.items(&Filter {
        units: units.clone(),
        ..Filter::default()
    });
    sort_items(board, &mut items, SortBy::Due);
    let gaps: Vec<Gap> = items
        .into_iter()
        .filter_map(|item| gap(board, item, since))
        .collect();
    if cx.global.json {
        let list: Vec<GapJson<'_>> = gaps
            .iter()
            .filter_map(|gap| {
                Some(GapJson {
                    item: item_json(board, &gap.item, cx.words)?,
                    missing: &gap.units,
                    last: gap.last,
                })
            })
            .collect();
        out.raw(&to_text(
            &serde_json::json!({ "schema": 1, "as_of": board.as_of, "items": list }),
        ));
        out.raw("\n");
    } else {
        print(cx, out, board, &gaps, since);
    }
    cx.after_reading(out, board.trouble())?;
    if args.fail && !gaps.is_empty() {
        Err(Failure::Found)
    } else {
        Ok(())
    }
}

fn gap(board: &Board, item: Item, since: Option<Day>) -> Option<Gap> {
    let it = item.resolve(board)?;
    // What is finished, or has not begun, owes no report.
    if !it.row.state.status.is_open() || it.milestone.window.start > board.as_of {
        return None;
    }
    if it.milestone.each {
        let silent = |recorded: Option<Day>| {
            recorded.is_none_or(|last| since.is_some_and(|since| last < since))
        };
        let owing = |own: &&crate::plan::UnitState| {
            own.state.status.is_open()
                && (own.state.recorded.is_none() || since.is_some() && silent(own.state.recorded))
                && item.of.is_none_or(|of| of == own.unit)
        };
        let units: Vec<String> = it
            .row
            .state
            .units
            .iter()
            .filter(owing)
            .map(|own| {
                it.plan
                    .units()
                    .get(own.unit)
                    .name_on(board.as_of)
                    .to_owned()
            })
            .collect();
        let of = it.row.state.units.len();
        return (!units.is_empty()).then_some(Gap {
            last: it.row.state.recorded,
            units,
            of,
            item,
        });
    }
    let last = it.row.state.recorded;
    let silent = last.is_none_or(|last| since.is_some_and(|since| last < since));
    silent.then(|| Gap {
        item,
        units: Vec::new(),
        of: 0,
        last,
    })
}

fn print(cx: &Context, out: &mut Output, board: &Board, gaps: &[Gap], since: Option<Day>) {
    let items: Vec<Item> = gaps.iter().map(|gap| gap.item.clone()).collect();
    print_items_with(out, board, &items, cx.words, "", &|place| {
        let gap = &gaps[place];
        let counts = (cx.words.cli.not_yet_reported)(gap.units.len(), gap.of);
        (!gap.units.is_empty()).then(|| format!("     {counts}: {}", gap.units.join(" ")))
    });
    if let Some(since) = since {
        out.note(&(cx.words.cli.no_entry_since)(&since.to_string()));
    }
    out.note(&if gaps.is_empty() {
        cx.words.cli.nothing_found.to_owned()
    } else {
        (cx.words.cli.items)(gaps.len())
    });
}
