//! Shared by the commands that record: turning arguments into deeds, and reporting the result.

use crate::git::refuse_not_checked_out;
use crate::plan::{Address, Entry, Log, LogRef, LoggedEntry, Number, Occasion, Refusal};
use crate::query::{
    Board, Located, UnitMatch, Unlocated, locate, match_unit, parse_increase, parse_number,
};
use crate::record::{
    Act, Deed, DeedItem, DeedNotes, DoneBefore, Judged, Recorded, Request, Selection, judge, select,
};
use crate::text::Note;

use super::args::DeedArgs;
use super::clock;
use super::filters::MOST_CANDIDATES;
use super::output::ask;
use super::{Context, Failure, Output, message};

/// Formats the message for a recorded entry.
pub(super) type Say<'a> = dyn Fn(&LogRef, &Entry) -> String + 'a;

/// Returns the id of an entry's log, followed by the unit whose own part of an `each` milestone is meant.
pub(super) fn id_and_part(board: &Board, log: &LogRef, entry: &Entry) -> String {
    let found = board.find(&log.plan, log.log.id());
    let found = found.and_then(|item| item.resolve(board));
    let has_parts = found.is_some_and(|it| !it.row.state.units.is_empty());
    log.id_of_part(entry.meant().filter(|_| has_parts))
}

/// Records a deed and reports each item; with `dry_run` only reports what it would do.
pub(super) fn record(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    deed: &Deed,
    dry_run: bool,
    say: &Say<'_>,
) -> Result<(), Failure> {
    record_and(cx, out, board, deed, dry_run, say, |_| Ok(()))
}

/// Records a deed as [`record`] does, and does what depends on it before it says so; if that fails, the deed is taken
/// back.
pub(super) fn record_and(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    deed: &Deed,
    dry_run: bool,
    say: &Say<'_>,
    then: impl FnOnce(&mut Output) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let names_nobody = |request: &Request| match &request.act {
        Act::Add(entry) => entry.by.is_none(),
        Act::TakeOut(_) => false,
    };
    let occasion = if dry_run {
        cx.known_occasion_on(board)?
    } else {
        cx.occasion_on(board)?
    };
    let unsaid = deed.requests.iter().filter(|request| names_nobody(request));
    cx.refuse_unknown_unit(board, unsaid.map(|request| request.item.log.plan.as_str()))?;
    let judged = judge(board, &occasion, deed)?;
    if !judged.refused.is_empty() {
        refuse(cx, &judged, deed.skips_refused)?;
    }
    // Nothing is written where all is left as it is.
    if dry_run || (judged.ready.is_empty() && !judged.leaves(cx.words).is_empty()) {
        for LoggedEntry { log, entry } in &judged.ready {
            out.line(&(cx.words.cli.would)(&say(log, entry)));
        }
        note_side_effects(cx, out, board, &judged);
        return Ok(());
    }
    let recorded = write(cx, out, board, deed)?;
    if let Err(failure) = then(out) {
        crate::record::take_back(board, &recorded.applied)?;
        out.taken_back();
        return Err(failure);
    }
    for LoggedEntry { log, entry } in &recorded.judged.ready {
        out.line(&say(log, entry));
    }
    note_side_effects(cx, out, board, &recorded.judged);
    Ok(())
}

/// Reports the units that the entries are recorded by, which may be many without `--by`, and entries without effect on
/// the as-of day, because they or an entry that holds are of a later day.
fn note_side_effects(cx: &Context, out: &mut Output, board: &Board, judged: &Judged) {
    if let Some(said) = judged.recorded_by(cx.words) {
        out.note(&said);
    }
    for said in judged.leaves(cx.words) {
        message(&said);
    }
    let mut days = judged.ready.iter().map(|it| it.entry.day());
    if let Some(later) = days.find(|day| *day > board.as_of) {
        message(&(cx.words.record.after_as_of)(later, board.as_of));
    }
    for it in &judged.overruled {
        let (id, told) = (it.log.full_id(), cx.words.record.later_entry_holds);
        message(&told(&id, it.by, it.is_status_alone));
    }
    for DoneBefore { log, on } in &judged.done_before {
        message(&(cx.words.record.done_before)(&log.full_id(), *on));
    }
}

/// Records a deed and prints what the user must know about it.
pub(super) fn write(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    deed: &Deed,
) -> Result<Recorded, Failure> {
    let notes = deed_notes(cx);
    let recorded = crate::record::record(board, &cx.occasion_on(board)?, deed, notes.as_ref())?;
    out.recorded();
    for warning in recorded.warnings(cx.words) {
        message(&warning);
    }
    Ok(recorded)
}

/// Opens the notes of deeds over several plans in the user's state folder.
pub(super) fn deed_notes(cx: &Context) -> Option<DeedNotes> {
    cx.folders.state().map(DeedNotes::in_folder)
}

fn refuse(cx: &Context, judged: &Judged, partial: bool) -> Result<(), Failure> {
    let (first, rest) = match judged.refused.split_first() {
        // Partial or not, a deed of which nothing is left is refused.
        Some((first, rest)) if !partial || judged.ready.is_empty() => (Some(first), rest),
        _ => (None, judged.refused.as_slice()),
    };
    for refused in rest {
        message(&refused.fault().note(cx.words).what);
    }
    first.map_or(Ok(()), |first| Err(first.fault().into()))
}

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
    let address = Address::parse(typed);
    let is_named = |id: &str| address.plan.as_ref().is_none_or(|named| named == id);
    let mut plans = board
        .open()
        .filter(|(_, open)| is_named(open.plan.id()))
        .filter_map(|(_, open)| {
            let document = &open.plan.document;
            Some((document, document.lifetime_of(&address.path)?))
        });
    let (document, lifetime) = plans.next()?;
    match (lifetime.added, lifetime.ended) {
        (Some(added), _) if board.as_of < added => Some((cx.words.cli.not_yet_there)(typed, added)),
        (_, Some(ended)) if ended <= board.as_of => Some((cx.words.cli.ended)(typed, ended)),
        _ => {
            let mut ended = document.ended_by(board.as_of).into_iter();
            let it = ended.find(|it| it.id == address.path)?;
            Some((cx.words.cli.ended)(typed, it.on))
        }
    }
}

/// Makes the entry of a deed's options in a plan.
pub(super) fn entry_of(
    cx: &Context,
    board: &Board,
    plan: &str,
    args: &DeedArgs,
) -> Result<Entry, Failure> {
    Ok(Entry {
        on: cx.past_day_if(args.on.as_deref())?,
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

impl Context {
    /// Returns the occasion of a deed: time, unit, day and, on a shared account, the person.
    ///
    /// # Errors
    /// Fails if config.toml leaves the user's identity in doubt, or nobody says who uses the shared account.
    pub(super) fn occasion(&self) -> Result<Occasion, Failure> {
        let mut occasion = self.known_occasion()?;
        if self.config.shared && occasion.who.is_none() {
            occasion.who = Some(self.person()?);
        }
        Ok(occasion)
    }

    /// Returns the person at the shared account, who is asked once and on a terminal alone.
    fn person(&self) -> Result<String, Failure> {
        if let Some(person) = self.person.get() {
            return Ok(person.clone());
        }
        let file = self.folders.config_file().unwrap_or_default();
        let unknown = || Failure::Usage((self.words.files.shared_by_whom)(&file));
        let typed = ask(self.words.screen.actor).map_err(Failure::Output)?;
        let person = typed
            .and_then(|name| on_one_line(&name))
            .ok_or_else(unknown)?;
        Ok(self.person.get_or_init(|| person).clone())
    }

    /// Returns the occasion without asking anybody.
    pub(super) fn known_occasion(&self) -> Result<Occasion, Failure> {
        if !self.config.is_sure_who() {
            let file = self.folders.config_file().unwrap_or_default();
            return Err(Failure::Usage((self.words.files.config_slip)(&file)));
        }
        let actor = self
            .variable("DUBAN_ACTOR")?
            .and_then(|it| on_one_line(&it));
        let configured = || on_one_line(self.config.actor.as_deref()?);
        Ok(Occasion {
            now: clock::now(),
            day: self.as_of_set(),
            unit: self.config.unit.clone(),
            who: actor.or_else(configured),
        })
    }

    /// Returns the occasion of a deed on a board: the unit of config.toml under the name that the plans know.
    pub(super) fn occasion_on(&self, board: &Board) -> Result<Occasion, Failure> {
        Ok(Self::with_unit_of(board, self.occasion()?))
    }

    /// Returns the occasion on a board without asking anybody.
    pub(super) fn known_occasion_on(&self, board: &Board) -> Result<Occasion, Failure> {
        Ok(Self::with_unit_of(board, self.known_occasion()?))
    }

    fn with_unit_of(board: &Board, mut occasion: Occasion) -> Occasion {
        let Some(unit) = &mut occasion.unit else {
            return occasion;
        };
        let units = || board.open().map(|(_, open)| open.plan.units());
        let by_part =
            units().find_map(|units| Some(units.name(match_unit(units, unit).one()?).to_owned()));
        if let Some(name) = by_part.filter(|_| units().all(|units| units.find(unit).is_none())) {
            *unit = name;
        }
        occasion
    }

    /// Refuses a deed if one of these plans lacks the unit that config.toml names: another unit would speak there.
    pub(super) fn refuse_unknown_unit<'d>(
        &self,
        board: &Board,
        mut plans: impl Iterator<Item = &'d str>,
    ) -> Result<(), Failure> {
        let Some(unit) = &self.known_occasion_on(board)?.unit else {
            return Ok(());
        };
        let lacks = |id: &&str| {
            let plan = board.open_plan(id);
            plan.is_some_and(|open| open.plan.units().find(unit).is_none())
        };
        let Some(plan) = plans.find(lacks) else {
            return Ok(());
        };
        let file = self.folders.config_file().unwrap_or_default();
        let note = (self.words.files.config_unit)(unit, &file, plan);
        Err(Failure::Usage(note))
    }
}

/// Returns a name on one line, without blanks around it; `None` if nothing is left.
fn on_one_line(name: &str) -> Option<String> {
    let name = name.replace(char::is_control, " ");
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
