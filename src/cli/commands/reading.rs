use crate::plan::{Change, Entry, Log, show_number};
use crate::query::{Located, locate};

use crate::cli::args::ReadingArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::record::{number, unit};

/// `duban reading INDICATOR VALUE --on DATE`: a measured value of a plan's indicator.
pub(super) fn reading(cx: &Context, out: &mut Output, args: &ReadingArgs) -> Result<(), Failure> {
    let board = cx.board_for(std::slice::from_ref(&args.indicator))?;
    let (place, ix) = match locate(board, &args.indicator) {
        Located::Indicator { plan, indicator } => (plan, indicator),
        Located::Several(found) => {
            return Err(Failure::Usage((cx.words.cli.several_ids)(
                &args.indicator,
                &found,
            )));
        }
        Located::Nothing(near) => {
            return Err(Failure::Usage((cx.words.cli.no_such_id)(
                &args.indicator,
                &near,
            )));
        }
        _ => {
            return Err(Failure::Usage((cx.words.cli.no_such_id)(
                &args.indicator,
                &[],
            )));
        }
    };
    let shown = &board.plans[place];
    let Some((plan, progress, _)) = shown.open() else {
        return Err(Failure::Unread);
    };
    let indicator = &plan.indicators()[ix];
    let value = number(cx, "VALUE", Some(&args.value))?;
    let entry = Entry {
        on: cx.day_if(args.on.as_deref())?,
        by: unit(cx, board, Some(place), args.by.as_deref())?,
        value,
        text: args.text.clone(),
        evidence: args.evidence.clone(),
        ..Entry::default()
    };
    let entry = cx.occasion().after(progress).complete_reading(plan, entry);
    let change = Change::append(plan.id(), Log::Indicator(indicator.id.clone()), entry);
    shown.apply(&change)?;
    let unit = indicator
        .targets
        .first()
        .map_or("", |target| target.unit.as_str());
    let shown = format!("{}{unit}", show_number(value.unwrap_or_default()));
    out.line(&(cx.words.cli.reading_noted)(
        &format!("{}:{}", plan.id(), indicator.id),
        &shown,
    ));
    Ok(())
}
