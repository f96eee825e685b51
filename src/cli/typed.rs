//! What people type: ids, units of a plan and numbers.

use crate::git::refuse_not_checked_out;
use crate::plan::{Address, Log, LogRef, Number, Refusal};
use crate::query::{
    Board, Located, UnitMatch, Unlocated, locate, match_unit, parse_increase, parse_number,
};
use crate::record::{DeedItem, Selection, select};
use crate::text::Note;

use super::filters::MOST_CANDIDATES;
use super::{Context, Failure};

/// Returns the milestones of an id.
pub(super) fn selection_of(cx: &Context, board: &Board, typed: &str) -> Result<Selection, Failure> {
    refuse_unsure(cx, board, typed)?;
    let indicator = || Failure::Usage((cx.words.cli.is_an_indicator)(typed));
    select(board, &located(cx, board, typed)?).ok_or_else(indicator)
}

/// Finds what an id names.
pub(super) fn located(cx: &Context, board: &Board, typed: &str) -> Result<Located, Failure> {
    locate(board, typed).map_err(|why| match why {
        Unlocated::Several(ids) => Failure::Usage((cx.words.cli.several_ids)(typed, &ids)),
        Unlocated::Nothing(near) => nothing(cx, board, typed, &near),
    })
}

/// Returns the log of an id, if it is an indicator's.
pub(super) fn indicator_of(board: &Board, typed: &str) -> Option<LogRef> {
    let Ok(Located::Indicator { plan, indicator }) = locate(board, typed) else {
        return None;
    };
    let plan = board.plans[plan].open()?.plan;
    let indicator = plan.indicators().get(indicator)?;
    Some(LogRef {
        plan: plan.id().to_owned(),
        log: Log::Indicator(indicator.id.clone()),
    })
}

/// Returns the plan that is named, before an id or by `--plan`.
pub(super) fn plan_named(cx: &Context, typed: &str) -> Option<String> {
    Address::parse(typed)
        .plan
        .or_else(|| cx.global.plan.clone())
}

/// Refuses an id without its plan where a plan that cannot be read may have it too.
fn refuse_unsure(cx: &Context, board: &Board, typed: &str) -> Result<(), Failure> {
    let unread = unread_plans(board);
    if plan_named(cx, typed).is_some() || unread.is_empty() {
        return Ok(());
    }
    let note = (cx.words.record.may_be_elsewhere)(typed, &unread);
    Err(Failure::NotRead(note))
}

/// Returns the plans that cannot be read.
pub(super) fn unread_plans(board: &Board) -> Vec<String> {
    let unread = board.plans.iter().filter(|handle| !handle.can_open());
    unread.map(|handle| handle.id().to_owned()).collect()
}

/// Returns the one milestone of an id.
pub(super) fn item_of(cx: &Context, board: &Board, typed: &str) -> Result<DeedItem, Failure> {
    let mut found = selection_of(cx, board, typed)?.milestones;
    if found.len() == 1 {
        return Ok(found.swap_remove(0).item);
    }
    let ids = found.iter().map(|it| it.item.log.full_id());
    let ids: Vec<String> = ids.collect();
    Err(Failure::Usage((cx.words.cli.several_ids)(typed, &ids)))
}

/// Returns the failure for an unknown id, which an unreadable plan may contain.
pub(super) fn nothing(cx: &Context, board: &Board, typed: &str, near: &[String]) -> Failure {
    if let Err(unsure) = refuse_unsure(cx, board, typed) {
        return unsure;
    }
    let named = plan_named(cx, typed);
    let named = named.as_deref();
    if let Some(named) = named.filter(|named| board.plan(named).is_err())
        && let Ok(folder) = cx.plans_folder()
        && let Err(fault) = refuse_not_checked_out(&folder, named)
    {
        return fault.into();
    }
    let mut plans = board.plans.iter();
    let broken = plans.find(|it| !it.can_open() && named.is_none_or(|id| id == it.id()));
    match broken {
        Some(handle) => handle.broken().into(),
        None => Failure::Usage(
            elsewhen(cx, board, typed).unwrap_or_else(|| (cx.words.cli.no_such_id)(typed, near)),
        ),
    }
}

/// Tells when an id is in its plan that is not there on the as-of day.
fn elsewhen(cx: &Context, board: &Board, typed: &str) -> Option<Note> {
    let words = &cx.words.cli;
    let added = board
        .to_be_added_on(typed)
        .map(|on| (words.not_yet_there)(typed, on));
    added.or_else(|| Some((words.ended)(typed, board.ended_on(typed)?)))
}

/// Finds a unit of a plan by any of its names; returns the canonical one.
pub(super) fn unit(
    cx: &Context,
    board: &Board,
    plan: &str,
    typed: Option<&str>,
) -> Result<Option<String>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    let handle = board.plan(plan)?;
    let it = handle.open().ok_or_else(|| handle.broken())?.plan;
    match match_unit(it.units(), typed) {
        UnitMatch::One(unit) => Ok(Some(it.units().name(unit).to_owned())),
        // Reports the candidates.
        UnitMatch::Several(units) => {
            let names = units.iter().map(|unit| it.units().name(*unit).to_owned());
            let names: Vec<String> = names.take(MOST_CANDIDATES).collect();
            Err(Failure::Usage((cx.words.cli.several_units)(typed, &names)))
        }
        UnitMatch::None => {
            // If no plan has such a unit, this reports the nearest.
            cx.units_named(board, typed)?;
            let note = (cx.words.record.unit_not_in_plan)(typed, plan);
            Err(Failure::Usage(note))
        }
    }
}

/// Parses a number; full-width digits are accepted.
pub(super) fn number(
    cx: &Context,
    option: &str,
    typed: Option<&str>,
) -> Result<Option<Number>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    let number = match option {
        "--add" => parse_increase(typed),
        _ => parse_number(typed),
    };
    if number.is_some() {
        Ok(number)
    } else if parse_increase(typed).is_some() {
        let note = (cx.words.record.increase_for_total)(typed, option != "VALUE");
        Err(Failure::Usage(note))
    } else {
        let note = (cx.words.refusal)(&Refusal::NotANumber);
        let colon = cx.words.colon;
        let what = format!("{option} {typed}{colon}{}", note.what);
        Err(Failure::Usage(Note { what, ..note }))
    }
}
