//! From the filter options to a filter.

use crate::plan::{Standing, Status};
use crate::query::{Board, Filter, Needle, Role, SearchIndex, SortBy};

use super::args::FilterArgs;
use super::context::Context;
use super::failure::Failure;

/// Makes a filter of what was typed; names that fit nothing are refused.
pub(super) fn filter(cx: &Context, board: &Board, args: &FilterArgs) -> Result<Filter, Failure> {
    let units = args
        .unit
        .as_deref()
        .map(|unit| cx.units_named(board, unit))
        .transpose()?
        .unwrap_or_default();
    if let Some(phase) = &args.phase {
        let known: Vec<String> = board
            .open()
            .flat_map(|(_, plan, _, _)| plan.phases().iter().map(|phase| phase.id.clone()))
            .collect();
        if !known.contains(phase) && board.open().next().is_some() {
            return Err(Failure::Usage((cx.words.cli.no_such_phase)(phase, &known)));
        }
    }
    if let Some(section) = &args.section {
        let known: Vec<String> = board
            .open()
            .flat_map(|(_, plan, _, _)| plan.sections.iter().map(|section| section.id.clone()))
            .collect();
        let is_action = || {
            board
                .open()
                .any(|(_, plan, _, _)| plan.action(section).is_some())
        };
        if !known.contains(section) && !is_action() && board.open().next().is_some() {
            return Err(Failure::Usage((cx.words.cli.no_such_section)(
                section, &known,
            )));
        }
    }
    let search = args.search.as_deref().map(Needle::new);
    // Each text is looked through once, however many milestones share it.
    let found = search
        .as_ref()
        .map(|needle| SearchIndex::of(board).find(needle, None));
    Ok(Filter {
        units,
        role: if args.lead_only {
            Role::Lead
        } else {
            Role::Either
        },
        no_unit: false,
        phase: args.phase.clone(),
        section: args.section.clone(),
        search,
        found,
        ..by_standing(cx, args)?
    })
}

/// What it asks of where milestones stand and what they are.
pub(super) fn by_standing(cx: &Context, args: &FilterArgs) -> Result<Filter, Failure> {
    let standings = args.standing.iter().map(|key| standing(cx, key));
    let statuses = args.status.iter().map(|key| status(cx, "--status", key));
    Ok(Filter {
        standings: standings.collect::<Result<_, _>>()?,
        statuses: statuses.collect::<Result<_, _>>()?,
        ..Filter::default()
    })
}

impl FilterArgs {
    /// Whether nothing is asked for but where milestones stand and what they are: rows know that.
    pub(super) fn asks_only_standing(&self) -> bool {
        self.unit.is_none()
            && !self.lead_only
            && self.phase.is_none()
            && self.section.is_none()
            && self.search.is_none()
    }

    /// Whether any filter was given.
    pub(super) fn is_empty(&self) -> bool {
        self.unit.is_none()
            && !self.lead_only
            && self.phase.is_none()
            && self.section.is_none()
            && self.standing.is_empty()
            && self.status.is_empty()
            && self.search.is_none()
    }
}

fn standing(cx: &Context, key: &str) -> Result<Standing, Failure> {
    let named = Standing::ALL
        .into_iter()
        .find(|standing| (cx.words.standing)(*standing) == key);
    Standing::from_key(&key.replace('-', "_"))
        .or(named)
        .ok_or_else(|| {
            let known: Vec<&str> = Standing::ALL.into_iter().map(Standing::key).collect();
            Failure::Usage((cx.words.cli.bad_choice)("--standing", key, &known))
        })
}

/// A status by its key, or by its word.
pub(super) fn status(cx: &Context, option: &str, key: &str) -> Result<Status, Failure> {
    let named = Status::ALL
        .into_iter()
        .find(|status| (cx.words.status)(*status) == key);
    Status::from_key(key).or(named).ok_or_else(|| {
        let known: Vec<&str> = Status::ALL.into_iter().map(Status::key).collect();
        Failure::Usage((cx.words.cli.bad_choice)(option, key, &known))
    })
}

/// The order asked for.
pub(super) fn sort_by(
    cx: &Context,
    key: Option<&str>,
    otherwise: SortBy,
) -> Result<SortBy, Failure> {
    let Some(key) = key else { return Ok(otherwise) };
    SortBy::KEYS
        .iter()
        .find(|(_, known)| *known == key)
        .map(|(by, _)| *by)
        .ok_or_else(|| {
            let known: Vec<&str> = SortBy::KEYS.iter().map(|(_, key)| *key).collect();
            Failure::Usage((cx.words.cli.bad_choice)("--sort", key, &known))
        })
}
