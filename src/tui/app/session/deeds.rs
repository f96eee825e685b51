//! The session's work with deeds: it records, undoes and redoes them.

use super::Session;
use crate::git::GitFault;
use crate::plan::{Entry, LogRef, Part, RefusedPostponements, SinceChange, Status};
use crate::record::{Deed, DeedItem, DoneBefore, Recorded, record, redo, take_back, unrecorded};
use crate::report::postponement_words;
use crate::store::{Applied, Fault};
use crate::text::Note;
use crate::tui::app::State;

impl Session {
    /// Records a deed and says so.
    ///
    /// # Errors
    /// Fails with the reason why it is not recorded.
    pub(super) fn record(&self, state: &mut State, deed: &Deed) -> Result<(), String> {
        self.write(state, deed, |state, recorded| {
            if recorded.applied.is_empty() {
                return beside(state, recorded, state.words.screen.nothing_done.to_owned());
            }
            let (what, count) = describe(state, &recorded.applied);
            let said = (state.words.screen.done)(&what, count);
            let mut ready = recorded.judged.ready.iter();
            let is_of_day = ready.all(|it| it.entry.day() == state.as_of());
            let said = if is_of_day { state.of_day(said) } else { said };
            beside(state, recorded, said)
        })?;
        let mut logs = deed.requests.iter().map(|request| &request.item.log);
        if logs.any(|log| state.selected.keys().any(|part| part.log == *log)) {
            state.selected.clear();
        }
        Ok(())
    }

    /// Takes an 已办结 back.
    pub(super) fn take_back_done(&self, state: &mut State, shown: &DeedItem) -> Result<(), String> {
        let Some(item) = shown.locate(state.board()) else {
            return Ok(());
        };
        let Some((taken, status)) = state.done_entries(&item) else {
            return Ok(());
        };
        let log = &shown.log;
        // An unknown state counts as committed: a correction loses nothing.
        let handle = &state.board().plans[item.place.plan];
        let known = unrecorded(&self.options.workspace, [handle]);
        let is_open = |done: &Entry| known.as_ref().is_ok_and(|known| known.has(log, done));
        let may_go = |done: &Entry| is_open(done) && done.who == self.options.who;
        let Some(deed) = state.without_done(&item, (&taken, status), may_go) else {
            return Ok(());
        };
        self.write(state, &deed, |state, _| {
            let days: Vec<String> = taken.iter().map(|done| done.day().to_string()).collect();
            let gist = (state.words.status)(Status::Done);
            let of = shown.of.iter().map(String::as_str);
            let what = [log.log.id()].into_iter().chain(of).chain([gist]);
            let mut what = what.collect::<Vec<_>>().join(" ");
            // The days are named if it was reported more than once.
            if days.len() > 1 {
                what = format!("{what}  {}", days.join(" "));
            }
            (state.words.record.taken_back)(&what)
        })
    }

    /// Writes a deed; reports it in the words of `say`, with warnings about the files. If it is not recorded, reads the
    /// plans again.
    ///
    /// # Errors
    /// Fails with the reason why it is not recorded.
    fn write(
        &self,
        state: &mut State,
        deed: &Deed,
        say: impl FnOnce(&State, &Recorded) -> String,
    ) -> Result<(), String> {
        let notes = self.options.notes.as_ref();
        let written = match record(state.board(), &self.occasion(), deed, notes) {
            Ok(recorded) => {
                take_in(state, &recorded.applied);
                let said = std::iter::once(say(state, &recorded));
                let said = said.chain(recorded.warnings(state.words));
                state.say(said.collect::<Vec<_>>().join("  "));
                if !recorded.applied.is_empty() {
                    state.deeds.did(recorded.applied);
                }
                Ok(())
            }
            Err(fault) => {
                self.notice_changes(state, true);
                Err(fault.note(state.words).in_line(state.words))
            }
        };
        self.after_writing(state);
        written
    }

    fn after_writing(&self, state: &mut State) {
        state.rebuild_after_deed();
        state.rest();
        self.look();
    }

    pub(super) fn undo(&mut self, state: &mut State) {
        let Some(applied) = state.deeds.done.pop() else {
            return state.refuse(state.words.screen.nothing_to_undo);
        };
        let board = state.board();
        let mut plans = applied
            .iter()
            .filter_map(|done| board.plan(&done.change.plan).ok());
        if let Some(unread) = plans.find(|handle| !handle.can_open()) {
            state.refuse_note(&why_not_undone(state, &applied, &unread.broken()));
            state.deeds.done.push(applied);
            return;
        }
        match self.is_committed(state, &applied) {
            Ok(false) => {}
            Ok(true) => return state.refuse(state.words.record.cannot_undo_committed),
            // Nobody removes an entry that others may have seen.
            Err(fault) => {
                state.deeds.done.push(applied);
                return state.refuse_note(&fault.note(state.words));
            }
        }
        let (what, count) = describe(state, &applied);
        let stays = match take_back(state.board(), &applied) {
            Ok((written, undone)) => {
                take_in(state, &written);
                state.deeds.undone.push(undone);
                days_that_stay(state, &applied, &written)
            }
            Err(fault) => {
                let why = why_not_undone(state, &applied, &fault);
                // What is gone cannot be undone later either.
                if !matches!(fault, Fault::Gone(_)) {
                    state.deeds.done.push(applied);
                }
                // If that fails, this is why nothing was undone all the same.
                let _ = self.reload(state);
                return state.refuse_note(&why);
            }
        };
        let said = std::iter::once((state.words.screen.undone)(&what, count)).chain(stays);
        state.say(said.collect::<Vec<_>>().join("  "));
        self.after_writing(state);
    }

    /// Returns whether entries of a deed that are still in their logs have been committed since; fails if git does not
    /// know.
    fn is_committed(&self, state: &State, applied: &[Applied]) -> Result<bool, GitFault> {
        let plans = applied
            .iter()
            .filter_map(|done| state.board().plan(&done.change.plan).ok());
        let known = unrecorded(&self.options.workspace, plans)?;
        let is_committed = |done: &Applied| {
            let plan = &done.change.plan;
            done.change.parts.iter().any(|part| match part {
                Part::Append(log, entry) => {
                    let (plan, log) = (plan.clone(), log.clone());
                    let place = LogRef { plan, log };
                    stands(state, &place, entry) && !known.has_said(&place, entry)
                }
                Part::Since(since) => {
                    stands_since(state, plan, *since) && !known.since.contains(plan)
                }
                Part::Remove(..) => false,
            })
        };
        Ok(applied.iter().any(is_committed))
    }

    pub(super) fn redo(&mut self, state: &mut State) {
        let Some(undone) = state.deeds.undone.pop() else {
            return state.refuse(state.words.screen.nothing_to_redo);
        };
        match redo(state.board(), &undone) {
            Ok(applied) => {
                take_in(state, &applied);
                let (what, count) = describe(state, &applied);
                state.say((state.words.screen.redone)(&what, count));
                state.deeds.done.push(applied);
            }
            Err(fault) => {
                state.refuse_note(&fault.note(state.words));
                if !matches!(fault, Fault::Gone(_)) {
                    state.deeds.undone.push(undone);
                }
            }
        }
        self.after_writing(state);
    }
}

/// Returns whether an entry is in its log as it was recorded.
fn stands(state: &State, place: &LogRef, entry: &Entry) -> bool {
    let open = state.board().open_plan(&place.plan);
    open.is_some_and(|open| {
        let units = open.plan.units();
        let recorded = entry.in_one_spelling(units);
        let mut log = open.progress.entries_of(&place.log).iter();
        log.any(|other| other.in_one_spelling(units) == recorded)
    })
}

/// Returns whether reporting still begins on the day that a change set.
fn stands_since(state: &State, plan: &str, change: SinceChange) -> bool {
    let open = state.board().open_plan(plan);
    open.is_some_and(|open| open.progress.since == change.day)
}

/// Returns the days that a deed set and that stay, as somebody changed them meanwhile, a sentence each.
fn days_that_stay(state: &State, applied: &[Applied], written: &[Applied]) -> Vec<String> {
    let sets_day = |done: &&Applied| {
        let mut parts = done.change.parts.iter();
        parts.any(|part| matches!(part, Part::Since(_)))
    };
    let put_back: Vec<&str> = written
        .iter()
        .filter(sets_day)
        .map(|done| done.change.plan.as_str())
        .collect();
    let plans = applied.iter().filter(sets_day);
    let plans = plans.map(|done| done.change.plan.as_str());
    let left = plans.filter(|plan| !put_back.contains(plan));
    left.filter_map(|plan| {
        let open = state.board().open_plan(plan)?;
        let day = open.progress.since?;
        Some((state.words.record.since_stays)(plan, day))
    })
    .collect()
}

/// Returns why a deed was not undone, and what leads on.
fn why_not_undone(state: &State, applied: &[Applied], fault: &Fault) -> Note {
    let unread = match fault {
        Fault::Broken { id, .. } => Some(id.clone()),
        Fault::NotWritable(problem) => {
            let folder = problem.file.parent();
            let found = applied.iter().find(|done| done.path.parent() == folder);
            found.map(|done| done.change.plan.clone())
        }
        _ => None,
    };
    match (unread.filter(|_| applied.len() > 1), fault) {
        (Some(plan), _) => (state.words.record.undo_over_unread)(&[plan]),
        // The screen shows no list of problems beside it: the first one names its place.
        (None, Fault::Broken { problems, .. }) => {
            let first = problems.iter().find(|problem| problem.is_error()).cloned();
            let first = first.map(Fault::NotWritable);
            first.as_ref().unwrap_or(fault).note(state.words)
        }
        (None, _) => fault.note(state.words),
    }
}

fn take_in(state: &mut State, applied: &[Applied]) {
    for done in applied {
        if let Some(place) = state.plans.take_in(done) {
            state.plan_changed(place);
        }
    }
}

/// Adds to the message about a deed what its entries mean beside it.
fn beside(state: &State, recorded: &Recorded, said: String) -> String {
    let words = state.words;
    let mut parts = vec![said];
    parts.extend(recorded.judged.recorded_by(words));
    parts.extend(recorded.judged.leaves(words));
    if let Some(first) = recorded.judged.refused.first() {
        let count = recorded.judged.refused.len();
        let first = first.log.full_id();
        parts.push((words.screen.not_recorded)(&first, count));
    }
    if let Some(it) = recorded.judged.overruled.first() {
        let (id, told) = (it.log.log.id(), words.record.later_entry_holds);
        parts.push(told(id, it.by, it.is_status_alone));
    }
    if let Some(DoneBefore { log, on }) = recorded.judged.done_before.first() {
        parts.push((words.record.done_before)(log.log.id(), *on));
    }
    parts.join("  ")
}

/// Describes a deed by its first milestone and entry, and by the number of its entries.
fn describe(state: &State, applied: &[Applied]) -> (String, usize) {
    let parts = applied.iter().flat_map(|done| {
        let plan = &done.change.plan;
        done.change.parts.iter().map(move |part| (plan, part))
    });
    let entries = parts.filter_map(|(plan, part)| match part {
        Part::Append(log, entry) | Part::Remove(log, entry) => {
            let (plan, log) = (plan.clone(), log.clone());
            Some((LogRef { plan, log }, entry))
        }
        Part::Since(_) => None,
    });
    let count = entries.clone().count();
    let first = entries.into_iter().next();
    let what = first.map_or_else(
        || state.words.screen.since.to_owned(),
        |(of, entry)| {
            let unit = part_meant(state, &of, entry);
            let gist = gist(state, &of, entry);
            let what = [of.log.id()].into_iter().chain(unit).chain([gist.as_str()]);
            what.collect::<Vec<_>>().join(" ")
        },
    );
    (what, count)
}

/// Returns the unit whose own part an entry is about, where every unit reports its own.
fn part_meant<'a>(state: &'a State, log: &LogRef, entry: &Entry) -> Option<&'a str> {
    let item = DeedItem::named(log.clone()).locate(state.board())?;
    let it = item.resolve(state.board()).filter(|it| it.milestone.each)?;
    let units = it.plan.units();
    let unit = entry.unit_meant(units)?;
    // Whoever reminds or decides has no part in it.
    let has_part = it.row.state.units.iter().any(|own| own.unit == unit);
    has_part.then(|| units.name(unit))
}

fn gist(state: &State, log: &LogRef, entry: &Entry) -> String {
    let words = state.words;
    if let Some(status) = entry.status {
        return (words.status)(status).to_owned();
    }
    if let Some(value) = entry.value {
        return format!("{} {value}", words.value);
    }
    if let Some(add) = entry.add {
        return add.signed();
    }
    if let Some(date) = entry.postpone {
        let open = state.board().open_plan(&log.plan);
        let refused = open.map(|it| RefusedPostponements::in_log(it.plan, it.progress, &log.log));
        return postponement_words(entry, date, &refused.unwrap_or_default(), words);
    }
    if !entry.evidence.is_empty() {
        return words.evidence.to_owned();
    }
    if let Some(level) = entry.remind {
        return (words.reminder)(level).to_owned();
    }
    if let Some(what) = entry.withdraw {
        return (words.withdrawn)(what).to_owned();
    }
    words.progress.to_owned()
}
