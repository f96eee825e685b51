//! `duban log`: who changed an item, when, and from what to what.

use serde_json::{Value, json};

use crate::diff::difference::What;
use crate::git::LogStep;
use crate::plan::Address;
use crate::query::{Located, MilestonePlace, OpenPlan, Trouble, Unlocated, locate};
use crate::review::{DifferenceJson, SCHEMA};

use crate::cli::args::IdArgs;
use crate::cli::typed::{nothing, plan_named};
use crate::cli::versions::VersionSource;
use crate::cli::{Context, Failure, Output};

/// `duban log ID`: shows who changed an item, when, from what to what, newest first.
pub(super) fn log(cx: &Context, out: &mut Output, args: &IdArgs) -> Result<(), Failure> {
    let versions = VersionSource::open(cx)?;
    let LoggedItem {
        plan,
        address,
        unknown,
    } = item(cx, &args.id)?;
    let (repository, at) = versions.commit_of(&plan, cx.global.at.as_deref())?;
    let found = repository.log_of(&at, &plan, &address)?;
    if let Some(near) = unknown.filter(|_| !found.is_cut)
        && !was_there(&found.steps, &address)
    {
        return Err(nothing(cx, &cx.board()?, &args.id, &near));
    }
    if cx.global.json {
        let commits = found.steps.iter().map(|step| step_json(cx, step));
        out.json(&json!({
            "schema": SCHEMA,
            "plan": plan,
            "id": address.path,
            // Whether history is cut off by a shallow clone.
            "shallow": found.is_cut,
            "commits": commits.collect::<Vec<_>>(),
        }));
        return all_read(cx, out, &plan, &args.id);
    }
    for line in found.lines(&args.id, cx.words) {
        out.line(&line);
    }
    all_read(cx, out, &plan, &args.id)
}

/// Fails if the plan cannot be read now. If the id names no plan, any plan that cannot be read may have it.
fn all_read(cx: &Context, out: &mut Output, plan: &str, typed: &str) -> Result<(), Failure> {
    let board = &cx.board()?;
    let is_named = plan_named(cx, typed).is_some();
    let concerned = board.plans.iter();
    let concerned =
        concerned.filter(|handle| !handle.can_open() && (!is_named || handle.id() == plan));
    cx.after_reading(out, &concerned.map(Trouble::of).sum())
}

fn step_json(cx: &Context, step: &LogStep) -> Value {
    let commit = &step.commit;
    let differences = step.differences.iter();
    let differences = differences.map(|difference| DifferenceJson::new(difference, cx.words));
    json!({
        "commit": commit.id.as_str(),
        "author": commit.author,
        "email": commit.email,
        "date": commit.authored,
        "subject": commit.subject(),
        "differences": differences.collect::<Vec<_>>(),
    })
}

/// The item whose history is asked for.
struct LoggedItem {
    plan: String,
    address: Address,
    /// The nearest ids, if the plan has it no more or never had it.
    unknown: Option<Vec<String>>,
}

/// Returns whether the item existed once: a commit names it, or adds, ends or renumbers what it is part of.
fn was_there(steps: &[LogStep], address: &Address) -> bool {
    let (id, _) = address.path.split_once('@').unwrap_or((&address.path, ""));
    let is_of = |whole: &str| {
        let part = id.strip_prefix(whole);
        part.is_some_and(|part| part.is_empty() || part.starts_with('/'))
    };
    let mut differences = steps.iter().flat_map(|step| &step.differences);
    differences.any(|difference| match &difference.what {
        What::Added | What::Removed => is_of(&difference.subject.id),
        What::Renumbered { from } => is_of(from),
        _ => difference.subject.id == id,
    })
}

/// Resolves an id to its plan and address; an item that is gone needs its plan named.
fn item(cx: &Context, typed: &str) -> Result<LoggedItem, Failure> {
    let there = |plan, address| LoggedItem {
        plan,
        address,
        unknown: None,
    };
    let address = Address::parse(typed);
    let board = &cx.board()?;
    let plan_at = |place: usize| board.plans[place].id().to_owned();
    match locate(board, typed) {
        Ok(Located::Action { plan, .. } | Located::Indicator { plan, .. }) => {
            Ok(there(plan_at(plan), address))
        }
        Ok(
            Located::Milestone(MilestonePlace { plan, action, .. })
            | Located::Occurrences { plan, action, .. },
        ) => {
            // A milestone may be typed without its action.
            let action = board.plans[plan]
                .open()
                .map(|OpenPlan { plan, .. }| &plan.actions[action].id);
            let path = match action.filter(|_| !address.path.contains('/')) {
                Some(action) => format!("{action}/{}", address.path),
                None => address.path,
            };
            let plan = plan_at(plan);
            let address = Address {
                plan: Some(plan.clone()),
                path,
            };
            Ok(there(plan, address))
        }
        Err(Unlocated::Several(ids)) => {
            Err(Failure::Usage((cx.words.cli.several_ids)(typed, &ids)))
        }
        Err(Unlocated::Nothing(near)) => {
            // A plan that is named may be there no more.
            let only = (board.plans.len() == 1).then(|| plan_at(0));
            match plan_named(cx, typed).or(only) {
                Some(plan) => Ok(LoggedItem {
                    plan,
                    address,
                    unknown: Some(near),
                }),
                None => Err(Failure::Usage((cx.words.cli.no_such_id)(typed, &near))),
            }
        }
    }
}
