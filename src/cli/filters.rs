//! Filters made of command-line options.

use std::borrow::Cow;

use crate::plan::{Plan, Standing, Status};
use crate::query::{
    Board, Filter, Needle, OpenPlan, SearchIndex, SortBy, UnitInPlan, UnitMatch, match_unit,
    spelled,
};
use crate::store::closest;
use crate::text::{Lang, Note};

use super::args::FilterArgs;
use super::typed::unread_plans;
use super::{Context, Failure};

/// The most units named when a typed name fits several.
pub(super) const MOST_CANDIDATES: usize = 8;

/// Makes a filter of the options; refuses unknown names.
pub(super) fn filter(cx: &Context, board: &Board, args: &FilterArgs) -> Result<Filter, Failure> {
    let units = cx.units_if(board, args.unit.as_deref())?;
    let opened = || board.open().map(|(_, OpenPlan { plan, .. })| plan);
    if let Some(phase) = &args.phase {
        let phases = opened().flat_map(Plan::phases);
        let known: Vec<String> = phases.map(|phase| phase.id.clone()).collect();
        if !known.contains(phase) {
            refuse_unknown(cx, board, phase, &known, cx.words.cli.no_such_phase)?;
        }
    }
    if let Some(section) = &args.section {
        let sections = opened().flat_map(|plan| &plan.sections);
        let known: Vec<String> = sections.map(|section| section.id.clone()).collect();
        let is_action = || opened().any(|plan| plan.action(section).is_some());
        if !known.contains(section) && !is_action() {
            refuse_unknown(cx, board, section, &known, cx.words.cli.no_such_section)?;
        }
    }
    let search = args.search.as_deref().map(Needle::new);
    // As of an empty variable in a script; it would fit everything.
    if search.as_ref().is_some_and(Needle::is_empty) {
        return Err(cx.misused(cx.words.cli.blank_search));
    }
    // The index searches a text once, however many milestones share it.
    let found = search
        .as_ref()
        .map(|needle| SearchIndex::of(board).find(needle, None));
    Ok(Filter {
        units,
        lead_only: args.lead_only,
        no_unit: false,
        phase: args.phase.clone(),
        section: args.section.clone(),
        search,
        found,
        ..by_standing(cx, args)?
    })
}

/// Refuses an id that no plan has, unless none could be read, or one that could not be may have it.
fn refuse_unknown(
    cx: &Context,
    board: &Board,
    id: &str,
    known: &[String],
    said: fn(&str, &[String]) -> Note,
) -> Result<(), Failure> {
    if board.open().next().is_none() {
        return Ok(());
    }
    cx.none_unread(board, id)?;
    Err(Failure::Usage(said(id, known)))
}

/// Makes a filter of the standing and status options only.
pub(super) fn by_standing(cx: &Context, args: &FilterArgs) -> Result<Filter, Failure> {
    let standings = args.standing.iter().map(|typed| standings(cx, typed));
    let statuses = args.status.iter().map(|key| status(cx, "--status", key));
    Ok(Filter {
        standings: standings.collect::<Result<Vec<_>, _>>()?.concat(),
        statuses: statuses.collect::<Result<_, _>>()?,
        ..Filter::default()
    })
}

impl FilterArgs {
    /// Returns whether there are only standing and status options, which cached rows can answer.
    pub(super) fn asks_only_standing(&self) -> bool {
        self.unit.is_none()
            && !self.lead_only
            && self.phase.is_none()
            && self.section.is_none()
            && self.search.is_none()
    }

    /// Returns whether no filter option was given.
    pub(super) fn is_empty(&self) -> bool {
        self.asks_only_standing() && self.standing.is_empty() && self.status.is_empty()
    }
}

/// Parses a standing by its key, its word in any language, or its lamp: `overdue`, `逾期`, `红`.
fn standings(cx: &Context, typed: &str) -> Result<Vec<Standing>, Failure> {
    if let Some(standing) = Standing::from_key(&typed.replace('-', "_")) {
        return Ok(vec![standing]);
    }
    let is_said = |standing: &Standing| {
        let mut languages = Lang::ALL.iter().map(|lang| lang.words());
        languages.any(|words| (words.standing)(*standing).eq_ignore_ascii_case(typed))
    };
    let named: Vec<Standing> = Standing::ALL.into_iter().filter(is_said).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let has_lamp = |standing: &Standing| {
        let lamp = standing.lamp();
        let mut languages = Lang::ALL.iter().map(|lang| lang.words());
        languages.any(|words| {
            [(words.lamp)(lamp), (words.lamp_name)(lamp)]
                .iter()
                .any(|it| it.eq_ignore_ascii_case(typed))
        })
    };
    let lit: Vec<Standing> = Standing::ALL.into_iter().filter(has_lamp).collect();
    if !lit.is_empty() {
        return Ok(lit);
    }
    let known =
        Standing::ALL.map(|standing| with_word(standing.key(), (cx.words.standing)(standing)));
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(Failure::Usage((cx.words.cli.bad_choice)(
        "--standing", typed, &known,
    )))
}

/// Parses a status by its key or its word in any language.
pub(super) fn status(cx: &Context, option: &str, typed: &str) -> Result<Status, Failure> {
    let is_said = |status: &Status| {
        let mut languages = Lang::ALL.iter().map(|lang| lang.words());
        languages.any(|words| (words.status)(*status).eq_ignore_ascii_case(typed))
    };
    let named = || Status::ALL.into_iter().find(is_said);
    Status::from_key(typed).or_else(named).ok_or_else(|| {
        let known = Status::ALL.map(|status| with_word(status.key(), (cx.words.status)(status)));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Failure::Usage((cx.words.cli.bad_choice)(option, typed, &known))
    })
}

/// Formats a key with its word, unless they are the same.
fn with_word(key: &str, word: &str) -> String {
    if word.replace(' ', "_").eq_ignore_ascii_case(key) {
        key.to_owned()
    } else {
        format!("{key}({word})")
    }
}

/// Parses the sort order.
pub(super) fn sort_by(
    cx: &Context,
    key: Option<&str>,
    otherwise: SortBy,
) -> Result<SortBy, Failure> {
    let Some(key) = key else { return Ok(otherwise) };
    cx.choice("--sort", key, &SortBy::KEYS)
}

impl Context {
    /// Finds the unit of a typed name as [`Context::units_named`] does; none if no name was typed.
    pub(super) fn units_if(
        &self,
        board: &Board,
        typed: Option<&str>,
    ) -> Result<Vec<UnitInPlan>, Failure> {
        typed.map_or(Ok(Vec::new()), |typed| self.units_named(board, typed))
    }

    /// Refuses to call a name unknown that a plan which cannot be read may have; of several such plans names them all.
    fn none_unread(&self, board: &Board, typed: &str) -> Result<(), Failure> {
        let mut unread = board.plans.iter().filter(|handle| !handle.can_open());
        let Some(first) = unread.next() else {
            return Ok(());
        };
        if board.plans.len() == 1 {
            return Err(first.broken().into());
        }
        let unread = unread_plans(board);
        Err(Failure::NotRead((self.words.cli.may_be_in)(typed, &unread)))
    }

    /// Finds the unit of a typed name in each plan that has it.
    pub(super) fn units_named(
        &self,
        board: &Board,
        typed: &str,
    ) -> Result<Vec<UnitInPlan>, Failure> {
        let mut found = Vec::new();
        let mut several = Vec::new();
        for (_, OpenPlan { plan, .. }) in board.open() {
            match match_unit(plan.units(), typed) {
                UnitMatch::One(unit) => found.push(UnitInPlan::of(plan, unit)),
                UnitMatch::Several(units) => {
                    several.extend(
                        units
                            .into_iter()
                            .map(|unit| plan.units().name(unit).to_owned()),
                    );
                }
                UnitMatch::None => {}
            }
        }
        // A plan that only has units with names like it does not keep a whole name from being found.
        let mut open = board.open();
        let is_whole = open.any(|(_, OpenPlan { plan, .. })| plan.units().find(typed).is_some());
        if !found.is_empty() && (is_whole || several.is_empty()) {
            return Ok(found);
        }
        several.extend(found.iter().filter_map(|found| {
            let plan = board.open_plan(&found.plan)?.plan;
            Some(plan.units().name(found.unit).to_owned())
        }));
        if several.is_empty() {
            self.none_unread(board, typed)?;
            let units = board.open().flat_map(|(_, open)| open.plan.units().iter());
            let named = units.flat_map(|(_, unit)| {
                let spellings = |name| [Cow::Borrowed(name), spelled(name)];
                let names = unit.names().flat_map(spellings);
                names.map(|name| (name, unit.name.as_str()))
            });
            let near = closest(typed, named);
            return Err(Failure::Usage((self.words.cli.no_such_unit)(typed, &near)));
        }
        several.sort();
        several.dedup();
        several.truncate(MOST_CANDIDATES);
        Err(Failure::Usage((self.words.cli.several_units)(
            typed, &several,
        )))
    }
}
