//! Deeds on the screen: from what was typed to a deed, judged as on the command line.

use crate::plan::{Entry, Log, Refusal, Status};
use crate::query::Item;
use crate::record::{Deed, DeedAim, Judged, judge, status_of};
use crate::tui::app::{Effect, RowRef, State};
use crate::tui::forms::Confirm;

impl State {
    /// Space: an open milestone is done; one that is done is taken back. 已销号 and 中止 are never touched.
    pub(crate) fn toggle_done(&mut self) {
        if self.selected.is_empty()
            && let Some(RowRef::Action { plan, action, .. }) = self.row()
        {
            return self.toggle_action(plan, action);
        }
        let Some(targets) = self.wanted() else { return };
        let status = |item: &Item| status_of(self.board(), item);
        if let [one] = targets.as_slice() {
            match status(one) {
                Some(Status::Closed | Status::Dropped) => {
                    return self.refuse(self.words.screen.finished_for_good);
                }
                Some(Status::Done) => {
                    let aim = DeedAim::at_item(self.board(), one);
                    let effect = aim.map(|aim| Effect::TakeBack(Box::new(aim)));
                    return self.effects.extend(effect);
                }
                _ => {}
            }
        }
        let open: Vec<Item> = targets
            .into_iter()
            .filter(|item| status(item).is_some_and(Status::is_open))
            .collect();
        let entry = Entry {
            status: Some(Status::Done),
            ..Entry::default()
        };
        let deed = Deed {
            quick: true,
            ..on_each(self.aims(&open), &entry)
        };
        self.deed(deed);
    }

    /// Does a deed: at once where all targets allow it; asks where words are missing or some refuse.
    pub(crate) fn deed(&mut self, deed: Deed) {
        if deed.is_empty() {
            return;
        }
        let judged = match self.judged(&deed) {
            Ok(judged) => judged,
            Err(why) => return self.refuse(why),
        };
        if judged.ready.is_empty()
            && judged.refused.is_empty()
            && let Some(why) = judged.leaves(self.words)
        {
            return self.refuse(why);
        }
        if judged.refused.is_empty() {
            return self.effects.push(Effect::Record(deed));
        }
        if judged.ready.is_empty()
            && let Some(first) = judged.refused.first()
            && judged
                .refused
                .iter()
                .all(|other| same_kind(&first.refusal, &other.refusal))
        {
            let refusal = first.refusal.clone();
            return self.ask_what_is_missing(&refusal, &deed);
        }
        self.ask_for_the_rest(deed, &judged, false);
    }

    /// Asks whether to record what is not refused of a deed.
    pub(crate) fn ask_for_the_rest(&mut self, deed: Deed, judged: &Judged, is_over_form: bool) {
        self.open(Confirm {
            title: (self.words.screen.confirm_title)(judged.refused.len()),
            lines: self.refusals(judged),
            question: (self.words.screen.confirm_help)(judged.ready.len()),
            is_over_form,
            deed: Deed {
                partial: true,
                ..deed
            },
        });
    }

    /// Returns what the rules say of a deed; in words where it cannot be judged.
    pub(crate) fn judged(&self, deed: &Deed) -> Result<Judged, String> {
        let judged = judge(self.board(), &self.occasion, deed);
        judged.map_err(|fault| fault.note(self.words).in_line(self.words))
    }

    /// Returns what is refused, a line each.
    pub(crate) fn refusals(&self, judged: &Judged) -> Vec<String> {
        let refused = judged.refused.iter().map(|it| {
            let why = (self.words.refusal)(&it.refusal).what;
            format!("{} {why}", it.target.full_id())
        });
        refused.collect()
    }

    /// Returns the last 已办结 of a milestone, in an `each` milestone of the unit one stands in, and the log it is in.
    pub(crate) fn last_done(&self, item: &Item) -> Option<(Log, Entry)> {
        let it = item.resolve(self.board())?;
        let units = it.plan.units();
        let means = |entry: &Entry| entry.unit_meant(units);
        let last = it
            .progress
            .log(&it.milestone.id)
            .iter()
            .rev()
            .find(|entry| {
                entry.status == Some(Status::Done)
                    && entry.day() <= self.as_of()
                    && (!it.milestone.each || means(entry) == item.of)
            })?;
        Some((Log::Milestone(it.milestone.id.clone()), last.clone()))
    }

    /// Returns what takes an 已办结 back: an own line that is not committed goes; another is corrected by one that says what the
    /// milestone was without it.
    pub(crate) fn without_done(&self, item: &Item, last: &Entry, may_go: bool) -> Option<Deed> {
        let it = item.resolve(self.board())?;
        let aim = DeedAim::at_item(self.board(), item)?;
        if may_go {
            return Some(Deed::new(vec![aim.take_out(last.clone())]));
        }
        let log = it.progress.log(&it.milestone.id);
        let before: Vec<Entry> = log
            .iter()
            .filter(|entry| entry.source != last.source)
            .cloned()
            .collect();
        let state = crate::plan::fold(it.plan, it.action, it.milestone, &before, self.as_of());
        let correction = Entry {
            on: Some(last.day()),
            by: last.by.clone(),
            of: last.of.clone(),
            status: Some(state.of_unit(item.of).status),
            reason: Some(self.words.screen.taken_back_reason.to_owned()),
            correct: true,
            ..Entry::default()
        };
        // A correction replaces an entry only if both are by the same unit, or both by none.
        Some(Deed {
            speaks_as_said: true,
            ..Deed::new(vec![aim.add(correction)])
        })
    }
}

/// Adds an entry to each; of several, to those that its status is meant for.
pub(crate) fn on_each(aims: Vec<DeedAim>, entry: &Entry) -> Deed {
    let is_of_several = aims.len() > 1;
    let aims = aims.into_iter().map(|aim| DeedAim {
        is_of_several,
        ..aim
    });
    Deed::new(aims.map(|aim| aim.add(entry.clone())).collect())
}

fn same_kind(a: &Refusal, b: &Refusal) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
