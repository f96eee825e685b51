//! Deeds on the screen: from what was typed to changes, asked of the same rules as on the command line.

use std::collections::BTreeSet;

use crate::plan::{Admission, Change, Entry, Log, Occasion, Part, Refusal, Status};
use crate::query::Item;
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::rows::RowRef;
use crate::tui::app::message::Said;
use crate::tui::app::state::State;
use crate::tui::forms::Confirm;

/// A deed on several milestones, sorted into what can be done and what cannot.
pub(in crate::tui) struct Prepared {
    /// One a plan.
    pub(in crate::tui) changes: Vec<Change>,
    /// The targets of the changes.
    pub(in crate::tui) ready: Vec<Item>,
    /// Those that cannot, each with its reason.
    pub(in crate::tui) refused: Vec<(Item, Refusal)>,
}

impl State {
    /// Space: an open milestone is done; one that is done is taken back. 已销号 and 中止 are never touched.
    pub(in crate::tui) fn toggle_done(&mut self, cx: &Occasion) -> Vec<Effect> {
        if self.selected.is_empty()
            && let Some(RowRef::Action { plan, action, .. }) = self.row()
        {
            self.toggle_action(plan, action);
            return Vec::new();
        }
        let targets = self.targets();
        if targets.is_empty() {
            self.said = Some(Said::refused(self.words.screen.nothing_here));
            return Vec::new();
        }
        let status = |item: &Item| {
            item.resolve(&self.board).map(|it| {
                let own = it
                    .row
                    .state
                    .units
                    .iter()
                    .find(|own| Some(own.unit) == item.of);
                own.map_or(it.row.state.status, |own| own.state.status)
            })
        };
        if let [one] = targets.as_slice() {
            match status(one) {
                Some(Status::Closed | Status::Dropped) => {
                    self.said = Some(Said::refused(self.words.screen.finished_for_good));
                    return Vec::new();
                }
                Some(Status::Done) => return vec![Effect::TakeBack(one.clone())],
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
        self.deed(cx, open, entry)
    }

    /// Does a deed: at once where all targets allow it; asks where words are missing or some refuse.
    pub(in crate::tui) fn deed(
        &mut self,
        cx: &Occasion,
        targets: Vec<Item>,
        entry: Entry,
    ) -> Vec<Effect> {
        let prepared = self.prepare(cx, &targets, &entry);
        if prepared.refused.is_empty() {
            self.selected.clear();
            return if prepared.changes.is_empty() {
                Vec::new()
            } else {
                vec![Effect::Write(prepared.changes)]
            };
        }
        if prepared.ready.is_empty()
            && let Some((_, refusal)) = prepared.refused.first()
            && prepared
                .refused
                .iter()
                .all(|(_, other)| same_kind(refusal, other))
        {
            return self.ask_what_is_missing(&refusal.clone(), &entry, targets);
        }
        let refused = prepared
            .refused
            .iter()
            .map(|(item, refusal)| {
                format!(
                    "{} {}",
                    item.full_id(&self.board),
                    (self.words.refusal)(refusal).what
                )
            })
            .collect();
        let rest = self.meant(&prepared.ready);
        self.open(Confirm {
            refused,
            entry,
            rest,
        });
        Vec::new()
    }

    /// Completes and judges an entry on each target.
    pub(in crate::tui) fn prepare(
        &self,
        occasion: &Occasion,
        targets: &[Item],
        entry: &Entry,
    ) -> Prepared {
        let mut prepared = Prepared {
            changes: Vec::new(),
            ready: Vec::new(),
            refused: Vec::new(),
        };
        // One moment for all of them: they are one deed.
        let plans: BTreeSet<usize> = targets.iter().map(|item| item.plan).collect();
        let plans = plans
            .iter()
            .filter_map(|place| self.board.plans[*place].open());
        let occasion = occasion.clone().after(plans.map(|(_, it, _)| it), []);
        for item in targets {
            let Some(it) = item.resolve(&self.board) else {
                continue;
            };
            let mut own = entry.clone();
            // In an `each` milestone one marks the unit one stands in.
            if it.milestone.each
                && own.of.is_none()
                && let Some(unit) = item.of
            {
                own.of = Some(it.plan.units().name(unit).to_owned());
            }
            let log = it.progress.log(&it.milestone.id);
            let own = occasion.complete(it.plan, it.action, own);
            let admission = Admission {
                plan: it.plan,
                action: it.action,
                milestone: it.milestone,
                state: &it.row.state,
                log,
                quick: true,
            };
            match admission.check(&own) {
                Ok(()) => {
                    let part = Part::Append(Log::Milestone(it.milestone.id.to_string()), own);
                    match prepared
                        .changes
                        .iter_mut()
                        .find(|change| change.plan == it.plan.id())
                    {
                        Some(change) => change.parts.push(part),
                        None => {
                            prepared.changes.push(Change {
                                plan: it.plan.id().to_owned(),
                                parts: vec![part],
                            });
                        }
                    }
                    prepared.ready.push(item.clone());
                }
                Err(refusal) => prepared.refused.push((item.clone(), refusal)),
            }
        }
        prepared
    }

    /// The last 已办结 of a milestone, in an `each` milestone of the unit one stands in, and the log it is in.
    pub(in crate::tui) fn last_done(&self, item: &Item) -> Option<(Log, Entry)> {
        let it = item.resolve(&self.board)?;
        let units = it.plan.units();
        let means = |entry: &Entry| {
            entry
                .of
                .as_deref()
                .or(entry.by.as_deref())
                .and_then(|name| units.find(name))
        };
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
        Some((Log::Milestone(it.milestone.id.to_string()), last.clone()))
    }

    /// What takes an 已办结 back: a line that is not committed goes, a committed one is corrected by another that says
    /// what the milestone was without it.
    pub(in crate::tui) fn without_done(
        &self,
        occasion: &Occasion,
        item: &Item,
        last: &Entry,
        is_committed: bool,
    ) -> Option<Change> {
        let it = item.resolve(&self.board)?;
        let log_id = Log::Milestone(it.milestone.id.to_string());
        if !is_committed {
            return Some(Change {
                plan: it.plan.id().to_owned(),
                parts: vec![Part::Remove(log_id, last.clone())],
            });
        }
        let log = it.progress.log(&it.milestone.id);
        let before: Vec<Entry> = log
            .iter()
            .filter(|entry| entry.source != last.source)
            .cloned()
            .collect();
        let state = crate::plan::fold(it.plan, it.action, it.milestone, &before, self.as_of());
        let own = state
            .units
            .iter()
            .find(|own| Some(own.unit) == item.of)
            .map_or(&state, |own| &own.state);
        let correction = Entry {
            on: Some(last.day()),
            of: last.of.clone(),
            status: Some(own.status),
            reason: Some(self.words.screen.taken_back_reason.to_owned()),
            correct: true,
            ..Entry::default()
        };
        // By the unit it corrects, none where that was none: only so does it replace what was said.
        let correction = Entry {
            by: last.by.clone(),
            ..occasion
                .clone()
                .after([it.progress], [])
                .complete(it.plan, it.action, correction)
        };
        Some(Change::append(it.plan.id(), log_id, correction))
    }
}

fn same_kind(a: &Refusal, b: &Refusal) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
