//! What all deeds on milestones share: find them, complete the entry, ask the rules, write once a plan.

use crate::plan::{Admission, Change, Entry, Log, Number, Part, Plan, Refusal, Status};
use crate::query::{Board, Located, locate, parse_number};
use crate::store::{Fault, Loaded};
use crate::text::Note;

use super::args::DeedArgs;
use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message};

/// A milestone by its places: plan, action, milestone.
pub(super) type Target = (usize, usize, usize);

/// How a deed on several milestones goes.
#[derive(Clone, Copy, Default)]
pub(super) struct Manner {
    /// Say what would be done and do nothing.
    pub(super) dry_run: bool,
    /// Leave out what cannot be done and do the rest.
    pub(super) partial: bool,
}

/// A target with the plan it is in.
struct Prepared {
    target: Target,
    entry: Entry,
}

/// Records one entry on each target, one write a plan. Where one cannot be done nothing is, unless the rest was asked
/// for.
pub(super) fn record(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    targets: &[Target],
    entry: &Entry,
    manner: Manner,
    said: &dyn Fn(&str, &Entry) -> String,
) -> Result<(), Failure> {
    let mut ready = Vec::new();
    let mut refused = Vec::new();
    // One moment for all of them: they are one deed, and `undo` takes them back as one.
    let occasion = board.occasion_after(cx.occasion(), targets.iter().map(|target| target.0));
    for &target in targets {
        let (plan_ix, action_ix, milestone_ix) = target;
        let Some((plan, progress, ledger)) = board.plans[plan_ix].open() else {
            continue;
        };
        let action = &plan.actions[action_ix];
        let milestone = &action.milestones[milestone_ix];
        let log = progress.log(&milestone.id);
        let entry = occasion.complete(plan, action, entry.clone());
        let state = &ledger.row(action_ix, milestone_ix).state;
        let admission = Admission {
            plan,
            action,
            milestone,
            state,
            log,
        };
        match admission.check(&entry) {
            Ok(()) => ready.push(Prepared { target, entry }),
            Err(refusal) => {
                let id = format!("{}:{}", plan.id(), milestone.id);
                refused.push(Fault::Refused { id, refusal });
            }
        }
    }
    if !manner.partial && !refused.is_empty() {
        if refused.len() > 1 {
            for fault in &refused[1..] {
                message(&fault.note(cx.words).what);
            }
        }
        return Err(refused.swap_remove(0).into());
    }
    for fault in &refused {
        message(&fault.note(cx.words).what);
    }
    write(cx, out, board, &ready, manner, said)
}

fn write(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    ready: &[Prepared],
    manner: Manner,
    said: &dyn Fn(&str, &Entry) -> String,
) -> Result<(), Failure> {
    for (place, shown) in board.plans.iter().enumerate() {
        let Some((plan, _, _)) = shown.open() else {
            continue;
        };
        let own: Vec<&Prepared> = ready
            .iter()
            .filter(|prepared| prepared.target.0 == place)
            .collect();
        if own.is_empty() {
            continue;
        }
        let id =
            |prepared: &Prepared| &plan.actions[prepared.target.1].milestones[prepared.target.2].id;
        if !manner.dry_run {
            let parts = own
                .iter()
                .map(|prepared| {
                    Part::Append(
                        Log::Milestone(id(prepared).to_string()),
                        prepared.entry.clone(),
                    )
                })
                .collect();
            shown.apply(&Change {
                plan: plan.id().to_owned(),
                parts,
            })?;
        }
        for prepared in own {
            let text = said(&format!("{}:{}", plan.id(), id(prepared)), &prepared.entry);
            out.line(&if manner.dry_run {
                (cx.words.cli.would)(&text)
            } else {
                text
            });
        }
    }
    Ok(())
}

/// The milestones an id stands for; an action's id stands for all of its milestones.
pub(super) fn targets_of(cx: &Context, board: &Board, typed: &str) -> Result<Vec<Target>, Failure> {
    match locate(board, typed) {
        Located::Milestone {
            plan,
            action,
            milestone,
        } => Ok(vec![(plan, action, milestone)]),
        Located::Occurrences {
            plan,
            action,
            milestones,
        } => Ok(milestones
            .into_iter()
            .map(|milestone| (plan, action, milestone))
            .collect()),
        Located::Action { plan, action } => {
            let count = board.plans[plan]
                .open()
                .map_or(0, |(plan, _, _)| plan.actions[action].milestones.len());
            Ok((0..count)
                .map(|milestone| (plan, action, milestone))
                .collect())
        }
        Located::Indicator { .. } => Err(Failure::Usage((cx.words.cli.no_such_id)(typed, &[]))),
        Located::Several(found) => Err(Failure::Usage((cx.words.cli.several_ids)(typed, &found))),
        Located::Nothing(near) => Err(nothing(cx, board, typed, &near)),
    }
}

/// The one milestone an id stands for.
pub(super) fn target_of(cx: &Context, board: &Board, typed: &str) -> Result<Target, Failure> {
    let targets = targets_of(cx, board, typed)?;
    match targets.as_slice() {
        [one] => Ok(*one),
        several => {
            let ids: Vec<String> = several
                .iter()
                .filter_map(|target| full_id(board, *target))
                .collect();
            Err(Failure::Usage((cx.words.cli.several_ids)(typed, &ids)))
        }
    }
}

/// An id that is nowhere: the broken plan it names is the likelier trouble.
fn nothing(cx: &Context, board: &Board, typed: &str, near: &[String]) -> Failure {
    let named = typed
        .split_once(':')
        .map(|(plan, _)| plan)
        .or(cx.global.plan.as_deref());
    match board
        .plans
        .iter()
        .find(|shown| Some(shown.id()) == named && !shown.opens())
    {
        Some(shown) => broken(shown.loaded()).into(),
        None => Failure::Usage((cx.words.cli.no_such_id)(typed, near)),
    }
}

fn broken(loaded: &Loaded) -> Fault {
    Fault::Broken {
        id: loaded.files.id.clone(),
        problems: loaded.problems.clone(),
    }
}

pub(super) fn full_id(board: &Board, (plan, action, milestone): Target) -> Option<String> {
    let (plan, _, _) = board.plans[plan].open()?;
    Some(format!(
        "{}:{}",
        plan.id(),
        plan.actions[action].milestones[milestone].id
    ))
}

/// The entry that the options of a deed amount to; names of units are made canonical where a plan on the board has them.
pub(super) fn entry_of(
    cx: &Context,
    board: &Board,
    plan: Option<usize>,
    args: &DeedArgs,
) -> Result<Entry, Failure> {
    Ok(Entry {
        on: cx.day_if(args.on.as_deref())?,
        by: unit(cx, board, plan, args.by.as_deref())?,
        of: unit(cx, board, plan, args.of.as_deref())?,
        value: number(cx, "--value", args.value.as_deref())?,
        add: number(cx, "--add", args.add.as_deref())?,
        text: args.text.clone(),
        problem: args.problem.clone(),
        next: args.next.clone(),
        reason: args.reason.clone(),
        evidence: args.evidence.clone(),
        ..Entry::default()
    })
}

/// A unit by any of its names, canonical in the plan meant (in the first that has it, where several are).
pub(super) fn unit(
    cx: &Context,
    board: &Board,
    plan: Option<usize>,
    typed: Option<&str>,
) -> Result<Option<String>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    let found = cx.units_named(board, typed)?;
    let name_in = |plan: &Plan| {
        found
            .iter()
            .find(|(id, _)| id == plan.id())
            .map(|(_, ix)| plan.units().name(*ix).to_owned())
    };
    let wanted = |place: usize| plan.is_none_or(|plan| plan == place);
    let name = board
        .open()
        .filter(|(place, ..)| wanted(*place))
        .find_map(|(_, plan, _, _)| name_in(plan));
    name.map(Some)
        .ok_or_else(|| Failure::Usage((cx.words.cli.no_such_unit)(typed, &[])))
}

/// A number as typed; full-width digits count.
pub(super) fn number(
    cx: &Context,
    option: &str,
    typed: Option<&str>,
) -> Result<Option<Number>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    if let Some(number) = parse_number(typed) {
        Ok(Some(number))
    } else {
        let note = (cx.words.refusal)(&Refusal::NotANumber);
        let what = format!("{option} {typed}: {}", note.what);
        Err(Failure::Usage(Note { what, ..note }))
    }
}

/// Whether a milestone already is what it would be marked as.
pub(super) fn is_already(board: &Board, (plan, action, milestone): Target, status: Status) -> bool {
    board.plans[plan]
        .open()
        .is_some_and(|(_, _, ledger)| ledger.row(action, milestone).state.status == status)
}
