//! Shared by the commands that record: turning arguments into deeds, and reporting the result.

use crate::plan::{Entry, LogRef, LoggedEntry, Occasion};
use crate::query::{Board, match_unit};
use crate::record::{Act, Deed, DeedNotes, DoneBefore, Judged, Recorded, Request, judge};

use super::args::DeedArgs;
use super::clock;
use super::output::ask;
use super::typed::{number, unit};
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
