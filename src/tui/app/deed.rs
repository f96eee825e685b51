//! Deeds on the screen: from what was typed to a deed, judged as on the command line.

use crate::plan::{Entry, Refusal, Status, fold};
use crate::query::Item;
use crate::record::{Deed, DeedItem, Judged, Request, Skips, judge, on_each, status_of};
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
        let Some(items) = self.wanted() else { return };
        let status = |item: &Item| status_of(self.board(), item);
        if let [one] = items.as_slice() {
            match status(one) {
                Some(Status::Closed | Status::Dropped) => {
                    return self.refuse(self.words.screen.finished_for_good);
                }
                Some(Status::Done) if self.lacks_part(one) => {
                    let why = (self.words.refusal)(&Refusal::NeedsOf(Vec::new())).what;
                    return self.refuse(why);
                }
                Some(Status::Done) => {
                    let done = DeedItem::at_item(self.board(), one);
                    let effect = done.map(|done| Effect::TakeBack(Box::new(done)));
                    return self.effects.extend(effect);
                }
                _ => {}
            }
        }
        let open: Vec<Item> = items
            .into_iter()
            .filter(|item| status(item).is_some_and(Status::is_open))
            .collect();
        let entry = Entry {
            status: Some(Status::Done),
            ..Entry::default()
        };
        let deed = Deed {
            allows_done_without_value: true,
            ..same_on_each(self.deed_items(&open), &entry)
        };
        self.deed(deed);
    }

    /// Does a deed: at once where all items allow it; asks where words are missing or some refuse.
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
            && let Some(why) = judged.leaves(self.words).into_iter().next()
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
            top: 0,
            question: (self.words.screen.confirm_help)(judged.ready.len()),
            is_over_form,
            deed: Deed {
                skips_refused: true,
                ..deed
            },
        });
    }

    /// Returns the verdict of the rules on a deed; a message if it cannot be judged.
    pub(crate) fn judged(&self, deed: &Deed) -> Result<Judged, String> {
        let judged = judge(self.board(), &self.occasion, deed);
        judged.map_err(|fault| fault.note(self.words).in_line(self.words))
    }

    /// Returns the refusals, a line each.
    pub(crate) fn refusals(&self, judged: &Judged) -> Vec<String> {
        let refused = judged.refused.iter().map(|it| {
            let why = (self.words.refusal)(&it.refusal).what;
            format!("{} {why}", it.log.full_id())
        });
        refused.collect()
    }

    /// Returns the entries that make the item done, in order, and its status without them. It may have been reported
    /// more than once, and in an `each` milestone only those of the user's unit count.
    pub(crate) fn done_entries(&self, item: &Item) -> Option<(Vec<Entry>, Status)> {
        let it = item.resolve(self.board())?;
        let units = it.plan.units();
        let says_so = |entry: &Entry| {
            entry.status == Some(Status::Done)
                && entry.day() <= self.as_of()
                && (!it.milestone.each || entry.unit_meant(units) == item.of)
        };
        let mut rest = it.progress.log(&it.milestone.id).to_vec();
        let mut taken = Vec::new();
        loop {
            let state = fold(it.plan, it.action, it.milestone, &rest, self.as_of());
            let status = state.of_unit(item.of).status;
            if status != Status::Done {
                return Some((taken, status));
            }
            taken.insert(0, rest.remove(rest.iter().rposition(says_so)?));
        }
    }

    /// Returns the deed that takes 已办结 back: deletes own uncommitted entries (`may_go`), and corrects the others to
    /// the status before.
    pub(crate) fn without_done(
        &self,
        item: &Item,
        (taken, status): (&[Entry], Status),
        may_go: impl Fn(&Entry) -> bool,
    ) -> Option<Deed> {
        let item = DeedItem::at_item(self.board(), item)?;
        let mut corrections: Vec<Entry> = Vec::new();
        let mut requests: Vec<Request> = Vec::new();
        for done in taken {
            if may_go(done) {
                requests.push(item.clone().take_out(done.clone()));
                continue;
            }
            let correction = Entry {
                on: Some(done.day()),
                by: done.by.clone(),
                of: done.of.clone(),
                status: Some(status),
                reason: Some(self.words.screen.taken_back_reason.to_owned()),
                correct: true,
                ..Entry::default()
            };
            // One corrects all that a unit said on a day.
            if !corrections.contains(&correction) {
                corrections.push(correction);
            }
        }
        requests.extend(corrections.into_iter().map(|it| item.clone().add(it)));
        // A correction replaces an entry only if both are by the same unit, or both by none.
        Some(Deed {
            keeps_missing_unit: true,
            ..Deed::new(requests)
        })
    }
}

/// Adds the same entry to each.
pub(crate) fn same_on_each(items: Vec<DeedItem>, entry: &Entry) -> Deed {
    let same = |_: &str| -> Result<Entry, std::convert::Infallible> { Ok(entry.clone()) };
    match deed_on_each(items, same) {
        Ok(deed) => deed,
        Err(never) => match never {},
    }
}

/// Adds an entry to each, made for its plan; of several, to those that its status is meant for.
///
/// # Errors
/// As `entry_in` does.
pub(crate) fn deed_on_each<E>(
    items: Vec<DeedItem>,
    entry_in: impl FnMut(&str) -> Result<Entry, E>,
) -> Result<Deed, E> {
    let skips = match items.len() {
        0 | 1 => Skips::Nothing,
        _ => Skips::Finished,
    };
    let items = items.into_iter().map(|item| DeedItem { skips, ..item });
    Ok(Deed {
        requires_part: true,
        ..Deed::new(on_each(items.collect(), entry_in)?)
    })
}

fn same_kind(a: &Refusal, b: &Refusal) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
