//! What an update asked for, done: files written, read again, undone.

use crate::index::Cache;
use crate::plan::{Change, Day, Entry, Occasion, Part};
use crate::query::Board;
use crate::store::{Applied, Fault, Loaded, Workspace, apply, take_back};

use super::effect::Effect;
use super::message::Said;
use super::state::State;

/// What the main loop does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Goes on.
    GoOn,
    /// Stops for a while.
    Suspend,
    /// Reads everything again and repaints.
    Repaint,
    /// Ends.
    Quit,
}

/// The workspace behind the screen.
pub struct Session {
    /// Where the plans are.
    pub workspace: Workspace,
    /// What was read of its plans before.
    pub cache: Option<Cache>,
    /// The one plan that was asked for, if one was.
    pub only: Option<String>,
    /// Who does things here.
    pub unit: Option<String>,
    /// The person or post, where an account is shared.
    pub who: Option<String>,
    /// The as-of day, where another than today is shown.
    pub as_of: Option<Day>,
    /// Asks the clock.
    pub now: fn() -> crate::plan::Moment,
}

impl Session {
    /// The circumstances in which something is recorded now.
    pub fn occasion(&self) -> Occasion {
        Occasion {
            now: (self.now)(),
            day: self.as_of,
            unit: self.unit.clone(),
            who: self.who.clone(),
        }
    }

    /// Does what an update asked for.
    pub fn run(&mut self, state: &mut State, effects: Vec<Effect>) -> Next {
        let mut next = Next::GoOn;
        for effect in effects {
            match effect {
                Effect::Write(changes) => {
                    state.undone.clear();
                    self.write(state, changes);
                }
                Effect::Undo => self.undo(state),
                Effect::Redo => self.redo(state),
                Effect::AsOf(day) => self.show_day(state, day),
                Effect::Reload => {
                    self.reload(state);
                    state.said = Some(Said::done(state.words.screen.reloaded));
                    next = Next::Repaint;
                }
                Effect::Commit(_) | Effect::Sync => {}
                Effect::Suspend => next = Next::Suspend,
                Effect::Quit => next = Next::Quit,
            }
        }
        next
    }

    fn write(&mut self, state: &mut State, changes: Vec<Change>) {
        let what = describe(state, &changes);
        let count = changes.iter().map(|change| change.parts.len()).sum();
        match self.apply_all(state, &changes) {
            Ok(applied) => {
                state.done.push(applied);
                state.said = Some(Said::done((state.words.screen.done)(&what, count)));
            }
            Err(fault) => refuse(state, &fault),
        }
        state.rebuild();
        state.rest();
    }

    fn apply_all(&self, state: &mut State, changes: &[Change]) -> Result<Vec<Applied>, Fault> {
        let mut applied = Vec::new();
        for change in changes {
            let Some(place) = state
                .board
                .plans
                .iter()
                .position(|shown| shown.id() == change.plan)
            else {
                continue;
            };
            let shown = &state.board.plans[place];
            let Some((plan, _, _)) = shown.open() else {
                continue;
            };
            let done = apply(&shown.loaded.files, plan, change)?;
            take_in(state, place, &done);
            applied.push(done);
        }
        Ok(applied)
    }

    fn undo(&mut self, state: &mut State) {
        let Some(applied) = state.done.pop() else {
            state.said = Some(Said::refused(state.words.screen.nothing_to_undo));
            return;
        };
        let changes: Vec<Change> = applied.iter().map(|done| done.change.clone()).collect();
        let what = describe(state, &changes);
        for done in applied.iter().rev() {
            let Some(place) = state
                .board
                .plans
                .iter()
                .position(|shown| shown.id() == done.change.plan)
            else {
                continue;
            };
            let shown = &state.board.plans[place];
            let Some((plan, _, _)) = shown.open() else {
                continue;
            };
            match take_back(&shown.loaded.files, plan, done) {
                Ok(undone) => take_in(state, place, &undone),
                Err(fault) => {
                    refuse(state, &fault);
                    self.reload(state);
                    return;
                }
            }
        }
        state.undone.push(changes);
        state.said = Some(Said::done((state.words.screen.undone)(&what)));
        state.rebuild();
        state.rest();
    }

    fn redo(&mut self, state: &mut State) {
        let Some(changes) = state.undone.pop() else {
            state.said = Some(Said::refused(state.words.screen.nothing_to_redo));
            return;
        };
        let what = describe(state, &changes);
        match self.apply_all(state, &changes) {
            Ok(applied) => {
                state.done.push(applied);
                state.said = Some(Said::done((state.words.screen.redone)(&what)));
            }
            Err(fault) => refuse(state, &fault),
        }
        state.rebuild();
        state.rest();
    }

    fn show_day(&mut self, state: &mut State, day: Option<Day>) {
        self.as_of = day;
        let as_of = day.unwrap_or(state.today);
        let loaded: Vec<Loaded> = state
            .board
            .plans
            .iter()
            .map(|shown| shown.loaded.clone())
            .collect();
        state.board = Board::new(loaded, as_of);
        state.said = Some(Said::done((state.words.screen.as_of_now)(as_of)));
        state.rebuild();
        state.rest();
    }

    /// Reads everything again.
    pub fn reload(&self, state: &mut State) {
        let as_of = state.as_of();
        if let Ok(workspace) = Workspace::open(&self.workspace.folder) {
            state.board = Board::read(&workspace, self.cache.as_ref(), as_of, self.only.as_deref());
            state.uncommitted.resize(state.board.plans.len(), None);
        }
        state.rebuild();
        state.rest();
    }

    /// Reads again the plans whose files somebody else changed; whether there were any.
    pub fn notice_changes(&self, state: &mut State) -> bool {
        let as_of = state.as_of();
        let mut changed = false;
        for shown in &mut state.board.plans {
            if shown.loaded.files.stamps() != shown.loaded.stamps {
                let loaded = Loaded::read(&shown.loaded.files, as_of);
                *shown = crate::query::Shown::new(loaded, as_of);
                changed = true;
            }
        }
        if changed {
            state.rebuild();
            state.rest();
        }
        changed
    }
}

fn take_in(state: &mut State, place: usize, done: &Applied) {
    let as_of = state.as_of();
    let shown = &mut state.board.plans[place];
    shown.loaded.stamps[1] = done.stamp;
    shown.take_in(done.file.clone(), as_of);
}

fn refuse(state: &mut State, fault: &Fault) {
    let note = fault.note(state.words);
    state.said = Some(Said::refused(format!("{}; {}", note.what, note.how)));
}

/// A deed in a few words: the first milestone, and what is said of it.
fn describe(state: &State, changes: &[Change]) -> String {
    let first = changes
        .iter()
        .flat_map(|change| &change.parts)
        .find_map(|part| match part {
            Part::Append(log, entry) | Part::Remove(log, entry) => Some((log.id(), entry)),
            Part::Since(_) => None,
        });
    first.map_or_else(String::new, |(id, entry)| {
        format!("{id} {}", gist(state, entry))
    })
}

fn gist(state: &State, entry: &Entry) -> String {
    let words = state.words;
    if let Some(status) = entry.status {
        return (words.status)(status).to_owned();
    }
    if let Some(value) = entry.value.or(entry.add) {
        return format!("{} {}", words.value, crate::plan::show_number(value));
    }
    if let Some(date) = entry.postpone {
        let word = if entry.approved_by.is_some() {
            words.due_now
        } else {
            words.asked
        };
        return format!("{word} {date}");
    }
    if !entry.evidence.is_empty() {
        return words.evidence.to_owned();
    }
    words.progress.to_owned()
}
