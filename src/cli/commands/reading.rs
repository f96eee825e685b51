//! `duban reading`: records the value of an indicator.

use crate::plan::{Entry, Log, LogRef};
use crate::query::{Located, OpenPlan, Unlocated, locate};
use crate::record::{Deed, DeedItem};
use crate::store::nearest_ids;

use crate::cli::args::ReadingArgs;
use crate::cli::record::record;
use crate::cli::typed::{nothing, number, unit};
use crate::cli::{Context, Failure, Output};

/// `duban reading INDICATOR VALUE --on DATE`: records a measured value of an indicator.
pub(super) fn reading(cx: &Context, out: &mut Output, args: &ReadingArgs) -> Result<(), Failure> {
    let typed = &args.indicator;
    let board = &cx.board_for(std::slice::from_ref(typed), None)?;
    let (place, ix) = match locate(board, typed) {
        Ok(Located::Indicator { plan, indicator }) => (plan, indicator),
        Err(Unlocated::Several(found)) => {
            return Err(Failure::Usage((cx.words.cli.several_ids)(typed, &found)));
        }
        Err(Unlocated::Nothing(_)) => {
            let open = board.open().flat_map(|(_, open)| open.plan.indicators());
            let known: Vec<&str> = open.map(|indicator| indicator.id.as_str()).collect();
            if known.is_empty() && board.trouble().is_none() {
                return Err(Failure::Usage((cx.words.cli.not_an_indicator)(typed, &[])));
            }
            let near = nearest_ids(typed, known.into_iter().map(|id| (id, id)));
            return Err(nothing(cx, board, typed, &near));
        }
        Ok(other) => {
            let plan = board.plans[other.plan()]
                .open()
                .map(|OpenPlan { plan, .. }| plan.indicators());
            let known = plan.unwrap_or_default().iter();
            let known: Vec<String> = known.map(|indicator| indicator.id.clone()).collect();
            let note = (cx.words.cli.not_an_indicator)(typed, &known);
            return Err(Failure::Usage(note));
        }
    };
    let handle = &board.plans[place];
    let Some(OpenPlan { plan, .. }) = handle.open() else {
        return Err(handle.broken().into());
    };
    let indicator = &plan.indicators()[ix];
    let entry = Entry {
        on: cx.past_day_if(args.on.as_deref())?,
        by: unit(cx, board, plan.id(), args.by.as_deref())?,
        value: number(cx, "VALUE", Some(&args.value))?,
        text: args.text.clone(),
        evidence: args.evidence.clone(),
        ..Entry::default()
    };
    let log = LogRef {
        plan: plan.id().to_owned(),
        log: Log::Indicator(indicator.id.clone()),
    };
    let target_unit = indicator.targets.first();
    let target_unit = target_unit.map_or("", |target| target.unit.as_str());
    let deed = Deed::new(vec![DeedItem::named(log).add(entry)]);
    record(cx, out, board, &deed, false, &|log, entry| {
        let value = entry.value.unwrap_or_default().to_string();
        (cx.words.cli.reading_noted)(&log.full_id(), &format!("{value}{target_unit}"))
    })
}
