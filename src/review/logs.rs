//! Weakenings of what was logged: a log only grows, and some entries need another unit, or another person, than who
//! asked or reported.

use std::collections::HashSet;

use crate::plan::{Action, Document, Entry, Milestone, Number, Plan, Status};
use crate::text::{Field, Weakness};

use super::Authors;
use super::weakening::{Finding, Sightings};
use crate::diff::Version;
use crate::diff::compare_logs::{PlanShape, entries, milestone_logs, same};
use crate::diff::difference::{LogChange, Subject, Value};
use crate::diff::pairs::DocumentPairs;

pub(crate) struct LogReview<'v, 'p, 'd> {
    before: &'v Version,
    after: &'v Version,
    pairs: &'p DocumentPairs<'d>,
    authors: &'v Authors,
    shape: Option<PlanShape>,
}

impl<'v, 'p, 'd> LogReview<'v, 'p, 'd> {
    pub(crate) fn new(
        (before, after): (&'v Version, &'v Version),
        pairs: &'p DocumentPairs<'d>,
        authors: &'v Authors,
    ) -> Self {
        Self {
            before,
            after,
            pairs,
            authors,
            shape: PlanShape::of(after),
        }
    }

    pub(crate) fn weakenings(&self, found: &mut Sightings) {
        self.since(found);
        let logs = milestone_logs(
            &self.before.progress,
            &self.after.progress,
            Some(self.pairs),
        );
        let mut changes: Vec<(Subject, &[Entry], LogChange)> = Vec::new();
        for (id, (old, new)) in &logs {
            if let Some(change) = entries(&old.entries, new) {
                changes.push((self.place(id), new, change));
            }
        }
        for place in self.readings() {
            changes.push(place);
        }
        let added: Vec<(&Subject, &Entry)> = changes
            .iter()
            .flat_map(|(place, _, change)| change.added.iter().map(move |entry| (place, entry)))
            .collect();
        for (place, log, change) in &changes {
            rewritten(place, change, &added, found);
            for entry in &change.added {
                self.added(place, log, entry, found);
            }
            self.acceptances(place, log, change, found);
        }
        self.orphans(found);
    }

    fn place(&self, id: &str) -> Subject {
        let known = self.shape.as_ref().and_then(|shape| shape.milestone(id));
        Subject::Milestone {
            id: id.to_owned(),
            label: known.map_or_else(|| id.to_owned(), |(_, milestone)| milestone.label()),
        }
    }

    fn readings(&self) -> Vec<(Subject, &'v [Entry], LogChange)> {
        let (old, new) = (&self.before.progress, &self.after.progress);
        let mut ids: Vec<&String> = old.indicators.keys().chain(new.indicators.keys()).collect();
        ids.sort();
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| {
                let change = entries(old.readings(id), new.readings(id))?;
                let all = &self.pairs.after.indicators;
                let indicator = all.iter().find(|indicator| indicator.id == *id);
                let place = Subject::Indicator {
                    id: id.clone(),
                    name: indicator.map_or_else(|| id.clone(), |found| found.name.clone()),
                };
                Some((place, new.readings(id), change))
            })
            .collect()
    }

    /// `since` first given where something was logged already, or given later.
    fn since(&self, found: &mut Sightings) {
        let (old, new) = (self.before.progress.since, self.after.progress.since);
        let is_moved = match (old, new) {
            (Some(old), Some(new)) => new > old,
            (None, Some(_)) => self
                .before
                .progress
                .reported(crate::diff::version::LAST_DAY),
            (_, None) => false,
        };
        if is_moved {
            found.add(
                Finding::new(Weakness::SinceMoved, Subject::Plan)
                    .field(Field::Since)
                    .change(old.map(Value::Day), new.map(Value::Day)),
            );
        }
    }

    fn added(&self, place: &Subject, log: &[Entry], entry: &Entry, found: &mut Sightings) {
        let value = Some(Value::Entry(Box::new(entry.clone())));
        if entry.status == Some(Status::Dropped) {
            let sighting = Finding::new(Weakness::ItemDropped, place.clone());
            found.add(sighting.change(None, value.clone()));
        }
        if entry.add.is_some() && log.iter().filter(|other| same(other, entry)).count() > 1 {
            let sighting = Finding::new(Weakness::EntryTwice, place.clone());
            found.add(sighting.change(None, value.clone()));
        }
        if self.is_granted_by_asker(place, log, entry) {
            let sighting = Finding::new(Weakness::PostponedByAsker, place.clone());
            found.add(sighting.change(None, value));
        }
    }

    /// Whether a postponement is granted by the unit that asks in the same entry or asked before, or by nobody. Where
    /// nobody is said to have asked, that is the lead units.
    fn is_granted_by_asker(&self, place: &Subject, log: &[Entry], entry: &Entry) -> bool {
        let (Some(date), Some(granted_by)) = (entry.postpone, entry.approved_by.as_deref()) else {
            return false;
        };
        let known = self.milestone(place.id());
        if known.is_some_and(|(_, milestone)| date <= milestone.window.end) {
            return false;
        }
        if granted_by.trim().is_empty() {
            return true;
        }
        let units = &self.pairs.after.units;
        let canonical = |name: &str| units.canonical(name.trim()).to_owned();
        let granted_by = canonical(granted_by);
        let until = log.iter().position(|other| same(other, entry));
        let asked = log[..until.unwrap_or(log.len())]
            .iter()
            .rev()
            .filter(|other| self.is_of_same_unit(other, entry))
            .take_while(|other| other.postpone.is_none() || other.approved_by.is_none())
            .filter(|other| other.postpone.is_some());
        let askers: HashSet<String> = asked
            .chain([entry])
            .flat_map(|entry| [entry.by.as_deref(), entry.of.as_deref()])
            .flatten()
            .map(canonical)
            .collect();
        if askers.is_empty() {
            return known.is_some_and(|(action, _)| {
                let mut leads = action.lead.iter();
                leads.any(|ix| units.name(*ix) == granted_by)
            });
        }
        askers.contains(&granted_by)
    }

    /// In an `each` milestone every unit has a log of its own.
    fn is_of_same_unit(&self, a: &Entry, b: &Entry) -> bool {
        let units = &self.pairs.after.units;
        let of = |entry: &Entry| {
            let name = entry.of.as_deref()?;
            Some(units.canonical(name).to_owned())
        };
        of(a) == of(b)
    }

    /// 已销号 by the unit, or by the git author, that reported 已办结.
    fn acceptances(
        &self,
        place: &Subject,
        log: &[Entry],
        change: &LogChange,
        found: &mut Sightings,
    ) {
        let is_new = |entry: &Entry| {
            change.added.iter().any(|new| same(new, entry))
                || change.altered.iter().any(|(_, new)| same(new, entry))
        };
        let each = self.milestone(place.id()).is_some_and(|(_, m)| m.each);
        for (at, closed) in log.iter().enumerate() {
            if closed.status != Some(Status::Closed) {
                continue;
            }
            let reported = log[..at]
                .iter()
                .rev()
                .filter(|entry| !each || self.meant(entry) == self.meant(closed))
                .take_while(|entry| entry.status != Some(Status::Returned))
                .filter(|entry| entry.status == Some(Status::Done))
                .filter(|entry| is_new(entry) || is_new(closed))
                .find(|done| self.is_own_acceptance(place.id(), done, closed));
            if let Some(done) = reported {
                let value = |entry: &Entry| Some(Value::Entry(Box::new(entry.clone())));
                found.add(
                    Finding::new(Weakness::ClosedByReporter, place.clone())
                        .change(value(done), value(closed))
                        .in_one_commit(self.is_squash(place.id(), done, closed)),
                );
            }
        }
    }

    /// Whether two units' entries came in one commit, so that nobody can tell who wrote which.
    fn is_squash(&self, log: &str, done: &Entry, closed: &Entry) -> bool {
        done.by != closed.by && self.authors.came_together(log, done, closed)
    }

    fn meant(&self, entry: &Entry) -> Option<String> {
        let name = entry.of.as_deref().or(entry.by.as_deref())?;
        Some(self.pairs.after.units.canonical(name).to_owned())
    }

    fn is_own_acceptance(&self, log: &str, done: &Entry, closed: &Entry) -> bool {
        let units = &self.pairs.after.units;
        let by = |entry: &Entry| {
            let name = entry.by.as_deref()?;
            Some(units.canonical(name).to_owned())
        };
        let same_unit = by(done).is_some() && by(done) == by(closed);
        same_unit || self.authors.are_one(log, done, closed)
    }

    fn milestone(&self, id: &str) -> Option<(&Action, &Milestone)> {
        self.shape.as_ref()?.milestone(id)
    }

    /// Logs with entries whose milestone was there before and is not any more.
    fn orphans(&self, found: &mut Sightings) {
        let (Some(old), Some(new)) = (&self.before.document, &self.after.document) else {
            return;
        };
        let (had, has) = (ids(old), ids(new));
        let mut logs: Vec<&String> = self.before.progress.milestones.keys().collect();
        logs.sort_by(|a, b| crate::plan::natural_cmp(a, b));
        for id in logs {
            let now = self.pairs.log_id(id);
            let stays = !self.after.progress.log(id).is_empty();
            if had.contains(id)
                && (!has.contains(&now) || (now != *id && stays && !has.contains(id)))
            {
                let count = self.before.progress.log(id).len();
                found.add(
                    Finding::new(
                        Weakness::LogOrphaned,
                        Subject::Milestone {
                            id: id.clone(),
                            label: id.clone(),
                        },
                    )
                    .change(Some(Value::Number(Number::from(count as i64))), None),
                );
            }
        }
    }
}

fn rewritten(
    place: &Subject,
    change: &LogChange,
    added: &[(&Subject, &Entry)],
    found: &mut Sightings,
) {
    let value = |entry: &Entry| Some(Value::Entry(Box::new(entry.clone())));
    for (old, new) in &change.altered {
        found.add(
            Finding::new(Weakness::EntryAltered, place.clone()).change(value(old), value(new)),
        );
    }
    for old in &change.deleted {
        let elsewhere = added
            .iter()
            .find(|(other, entry)| *other != place && same(entry, old));
        let sighting = match elsewhere {
            Some((other, _)) => Finding::new(Weakness::EntryMoved, place.clone())
                .change(value(old), Some(Value::Text(other.id().to_owned()))),
            None => Finding::new(Weakness::EntryDeleted, place.clone()).change(value(old), None),
        };
        found.add(sighting);
    }
}

/// Every milestone a plan has, or had before an amendment.
fn ids(document: &std::sync::Arc<Document>) -> HashSet<String> {
    let days = document.amendments.iter();
    let mut days: Vec<_> = days
        .flat_map(|a| [a.on.pred_opt(), Some(a.on)])
        .flatten()
        .collect();
    days.push(crate::diff::version::LAST_DAY);
    days.into_iter()
        .flat_map(|day| {
            let plan = Plan::on(document.clone(), day);
            let ids: Vec<String> = plan.milestones().map(|(_, m)| m.id.to_string()).collect();
            ids
        })
        .collect()
}
