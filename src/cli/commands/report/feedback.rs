//! `duban report feedback`: the sheets that units fill in.

use std::path::Path;

use serde::Serialize;

use crate::plan::{Plan, UnitIx};
use crate::query::{Board, Item, OpenPlan, UnitInPlan, is_same_unit};
use crate::report::facts::members_asked;
use crate::report::{
    ReportDocument, ReportFormat, ReportKind, feedback as sheet_of, no_feedback, to_text,
};

use super::choose_format;
use crate::cli::args::{FilterArgs, ReportArgs};
use crate::cli::deliver::{Destination, format_ending, is_folder};
use crate::cli::filters::filter;
use crate::cli::{Context, Failure, Output, message};

/// `duban report feedback`: makes the sheet of one unit (`--unit`), or of each (`--all -o DIR`).
pub(super) fn feedback(cx: &Context, out: &mut Output, args: &ReportArgs) -> Result<(), Failure> {
    let output = args.output.as_deref();
    let file = output.filter(|path| !is_folder(path));
    let ending = file.map(|path| format_ending(cx, path)).transpose()?;
    let is_of_format = |ending: String| ReportFormat::from_key(&ending).is_some();
    if args.all && ending.flatten().is_some_and(is_of_format) {
        let why = cx.words.ledger.needs_unit_or_all;
        return Err(cx.misused(why));
    }
    let format = choose_format(
        cx,
        ReportKind::Feedback,
        args,
        args.all || output.is_some_and(is_folder),
    )?;
    if !args.all && args.filter.unit.is_none() {
        let why = cx.words.ledger.needs_unit_or_all;
        return Err(cx.misused(why));
    }
    // A slip in duban.toml is said before the first file is written, as by the other kinds.
    cx.office()?;
    let board = &cx.board()?;
    let all_units = FilterArgs {
        unit: None,
        ..args.filter.clone()
    };
    let items = board.items(&filter(cx, board, &all_units)?);
    let units = match &args.filter.unit {
        Some(typed) => vec![unit_typed(cx, board, typed)?],
        None => every_unit(board),
    };
    let sheets: Vec<(String, ReportDocument)> = units
        .iter()
        .filter_map(|unit| {
            let sheet = sheet_of((board, &items), &unit.name, &unit.places, cx.words)?;
            Some((unit.name.clone(), sheet))
        })
        .collect();
    if sheets.is_empty() {
        let asked = units.first().filter(|_| !args.all);
        let why = why_no_sheet(cx, board, &items, asked);
        // Where no plan could be read, nothing is known of its units.
        if !units.is_empty() {
            message(&why);
        }
        if cx.global.json && output.is_none_or(|path| path == Path::new("-")) {
            // A program that asks gets a document all the same.
            let none = asked.map(|unit| no_feedback(board.as_of, &unit.name, why, cx.words));
            let none: Vec<&ReportDocument> = none.iter().collect();
            let bytes = in_json(&none, args.all);
            let to = Destination::Stdout;
            return to.deliver(cx, out, &[("", bytes)], format.key(), &board.trouble());
        }
        return cx.after_reading(out, &board.trouble());
    }
    match output {
        Some(folder) if args.all || folder.is_dir() => {
            let mut files = Vec::new();
            for (unit, sheet) in &sheets {
                files.push((unit.as_str(), format.write(sheet)?));
            }
            let to = Destination::Folder(folder.to_owned());
            to.deliver(cx, out, &files, format.key(), &board.trouble())
        }
        output => {
            let to = Destination::file(output)?;
            let sheets: Vec<&ReportDocument> = sheets.iter().map(|(_, sheet)| sheet).collect();
            let bytes = match sheets.as_slice() {
                [sheet] if !cx.global.json => format.write(sheet)?,
                sheets => in_json(sheets, args.all),
            };
            to.deliver(cx, out, &[("", bytes)], format.key(), &board.trouble())
        }
    }
}

/// Returns sheets as one document for programs: of one unit its sheet, of all units a list.
fn in_json(sheets: &[&ReportDocument], of_all: bool) -> Vec<u8> {
    let text = match sheets {
        [sheet] if !of_all => to_text(sheet),
        sheets => to_text(&SheetsJson { schema: 1, sheets }),
    };
    format!("{text}\n").into_bytes()
}

/// The sheets of all units.
#[derive(Serialize)]
struct SheetsJson<'a> {
    schema: u32,
    sheets: &'a [&'a ReportDocument],
}

/// A unit by name, with the plans that have it.
struct NamedUnit {
    name: String,
    places: Vec<UnitInPlan>,
}

/// Returns the unit of a typed name.
fn unit_typed(cx: &Context, board: &Board, typed: &str) -> Result<NamedUnit, Failure> {
    let places = cx.units_named(board, typed)?;
    let name = name_of(board, &places).unwrap_or_else(|| typed.to_owned());
    Ok(NamedUnit { name, places })
}

/// Says why there is no sheet: nothing is owed, or the unit's members answer for it.
fn why_no_sheet(cx: &Context, board: &Board, items: &[Item], unit: Option<&NamedUnit>) -> String {
    let places = unit.map_or(&[][..], |unit| &unit.places);
    let members = members_asked(board, items, places);
    if members.is_empty() {
        let name = unit.map(|unit| unit.name.as_str());
        (cx.words.ledger.nothing_to_report)(name)
    } else {
        (cx.words.report.command.members_answer)(&members)
    }
}

/// Returns every unit of every plan.
fn every_unit(board: &Board) -> Vec<NamedUnit> {
    let mut units: Vec<(NamedUnit, &Plan, UnitIx)> = Vec::new();
    for (_, OpenPlan { plan, .. }) in board.open() {
        for (ix, unit) in plan.units().iter() {
            let place = UnitInPlan::of(plan, ix);
            let is_it = |first: &Plan, its: UnitIx| {
                first.id() != plan.id() && is_same_unit((first, its), (plan, ix))
            };
            let known = units.iter_mut().find(|(_, first, its)| is_it(first, *its));
            if let Some((known, ..)) = known {
                known.places.push(place);
            } else {
                let name = unit.name.clone();
                let places = vec![place];
                units.push((NamedUnit { name, places }, plan, ix));
            }
        }
    }
    units.into_iter().map(|(unit, ..)| unit).collect()
}

/// Returns a unit's name in the first plan that has it.
pub(in crate::cli::commands) fn name_of(board: &Board, places: &[UnitInPlan]) -> Option<String> {
    let first = places.first()?;
    let plan = board.open_plan(&first.plan)?.plan;
    Some(plan.units().name(first.unit).to_owned())
}
