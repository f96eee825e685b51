//! Weakenings of logs: a log only grows, and acceptances and the like must come from another unit or
//! person than the report or request.

use std::collections::HashSet;

use crate::plan::{Action, Entry, Milestone, Number, RefusedPostponements, Status};
use crate::text::{ChangedField, Weakness};

use super::Authors;
use super::weakening::{Finding, ReviewFindings};
use crate::diff::Version;
use crate::diff::compare_logs::{PlanShape, entries, indicator_logs, milestone_logs, same};
use crate::diff::difference::{LogChange, Subject, SubjectKind, Value};
use crate::diff::pairs::DocumentPairs;

/// A log that changed between the versions.
struct ChangedLog<'v> {
    subject: Subject,
    /// Its entries as they are now.
    entries: &'v [Entry],
    change: LogChange,
}

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

    pub(crate) fn weakenings(&self, found: &mut ReviewFindings) {
        self.since(found);
        let logs = milestone_logs(
            &self.before.progress,
            &self.after.progress,
            Some(self.pairs),
        );
        let mut changed: Vec<ChangedLog<'_>> = Vec::new();
        for (id, (old, new)) in logs {
            changed.extend(self.changed(&old.entries, new, || self.subject(&id)));
        }
        changed.extend(self.readings());
        for log in &changed {
            rewritten(log, &changed, found);
            for entry in &log.change.added {
                self.added(log, entry, found);
            }
            self.acceptances(log, found);
        }
        self.orphans(found);
    }

    /// Compares two logs. A deed that is still there is not deleted, nor altered by the spelling alone: a merge may
    /// leave it twice, or as one of two people spelled it.
    fn changed(
        &self,
        old: &[Entry],
        new: &'v [Entry],
        subject: impl FnOnce() -> Subject,
    ) -> Option<ChangedLog<'v>> {
        let units = &self.pairs.after.units;
        let mut change = entries(old, new)?;
        let deed = |entry: &Entry| entry.in_one_spelling(units).as_deed();
        let stands = |gone: &Entry| {
            let (day, gone) = (gone.day(), deed(gone));
            new.iter()
                .any(|kept| kept.day() == day && deed(kept) == gone)
        };
        change.deleted.retain(|gone| !stands(gone));
        let said = |entry: &Entry| entry.in_one_spelling(units);
        change.altered.retain(|(old, new)| said(old) != said(new));
        Some(ChangedLog {
            subject: subject(),
            entries: new,
            change,
        })
    }

    fn subject(&self, id: &str) -> Subject {
        let known = self.shape.as_ref().and_then(|shape| shape.milestone(id));
        let label = known.map_or_else(
            || id.to_owned(),
            |(action, milestone)| milestone.label_alone(action),
        );
        Subject::new(SubjectKind::Milestone, id, label)
    }

    fn readings(&self) -> Vec<ChangedLog<'v>> {
        let (old, new) = (&self.before.progress, &self.after.progress);
        let logs = indicator_logs(old, new, Some(self.pairs)).into_iter();
        let subject = |id: &str| {
            let mut all = self.pairs.after.indicators.iter();
            let name = all.find(|it| it.id == id).map_or(id, |found| &found.name);
            Subject::new(SubjectKind::Indicator, id, name)
        };
        logs.filter_map(|(id, (old, new))| self.changed(&old.entries, new, || subject(&id)))
            .collect()
    }

    /// Reports `since` if it is newly set although something was logged, or set later.
    fn since(&self, found: &mut ReviewFindings) {
        let (old, new) = (self.before.progress.since, self.after.progress.since);
        let is_moved = match (old, new) {
            (Some(old), Some(new)) => new > old,
            // Without `since`, a plan accounted for everything that fell due.
            (None, Some(_)) => self.before.document.is_some(),
            (_, None) => false,
        };
        if is_moved {
            found.add(
                Finding::new(Weakness::SinceMoved, Subject::plan())
                    .field(ChangedField::Since)
                    .change(old.map(Value::Day), new.map(Value::Day)),
            );
        }
    }

    fn added(&self, log: &ChangedLog<'_>, entry: &Entry, found: &mut ReviewFindings) {
        let subject = &log.subject;
        let value = Value::Entry(Box::new(entry.clone()));
        let mut report = |kind: Weakness| {
            found.add(Finding::new(kind, subject.clone()).change(None, Some(value.clone())));
        };
        if entry.status == Some(Status::Dropped) {
            report(Weakness::ItemDropped);
        }
        if entry.add.is_some() && self.is_twice(log.entries, entry) {
            report(Weakness::EntryTwice);
        }
        let decided_by = match entry.status {
            Some(Status::Closed | Status::Returned) => Some(entry.by.as_deref()),
            _ if entry.postpone.is_some() && entry.approved_by.is_some() => {
                let name = entry.approved_by.as_deref();
                // A missing approver is reported below.
                name.filter(|name| !name.trim().is_empty()).map(Some)
            }
            _ => None,
        };
        if decided_by.is_some_and(|name| self.is_unknown(name)) {
            report(Weakness::ApproverUnknown);
        }
        if let Some(Some(name)) = decided_by
            && self.only_supports(&subject.id, name)
        {
            report(Weakness::DecidedBySupport);
        }
        if self.is_granted_by_asker(log, entry) {
            report(Weakness::PostponedByAsker);
        }
    }

    /// Returns whether a log has an entry more than once, however written.
    fn is_twice(&self, log: &[Entry], entry: &Entry) -> bool {
        let units = &self.pairs.after.units;
        let said = entry.in_one_spelling(units);
        let alike = log
            .iter()
            .filter(|other| other.day() == entry.day())
            .filter(|other| other.in_one_spelling(units) == said);
        alike.count() > 1
    }

    /// Returns whether a postponement is granted by the unit that asks for it, now or before, or by
    /// nobody. Without a known asker, the lead units count.
    fn is_granted_by_asker(&self, log: &ChangedLog<'_>, entry: &Entry) -> bool {
        let (log_id, log) = (&log.subject.id, log.entries);
        let (Some(date), Some(granted_by)) = (entry.postpone, entry.approved_by.as_deref()) else {
            return false;
        };
        let known = self.milestone(log_id);
        let units = &self.pairs.after.units;
        let is_refusal = |milestone: &Milestone| {
            date <= milestone.window.end
                || RefusedPostponements::of(units, milestone, log).has(entry)
        };
        if known.is_some_and(|(_, milestone)| is_refusal(milestone)) {
            return false;
        }
        if granted_by.trim().is_empty() {
            return true;
        }
        let canonical = |name: &str| units.canonical(name.trim()).to_owned();
        let granted_by = canonical(granted_by);
        let until = log.iter().position(|other| same(other, entry));
        let asked = log[..until.unwrap_or(log.len())]
            .iter()
            .rev()
            .filter(|other| self.is_of_same_unit(other, entry))
            .take_while(|other| other.postpone.is_none() || other.approved_by.is_none())
            .filter(|other| other.postpone.is_some());
        // Who recorded what was asked grants it to themselves, whatever unit they name.
        if asked
            .clone()
            .any(|ask| self.authors.one_author(log_id, ask, entry).is_some())
        {
            return true;
        }
        let named = |entry: &Entry| {
            let units = [&entry.by, &entry.of].map(|unit| unit.as_deref().map(canonical));
            units.into_iter().flatten().collect::<Vec<String>>()
        };
        let mut askers: HashSet<String> = asked.flat_map(named).collect();
        // Who grants what another asked for may record that in its own name.
        let is_own = |name: &String| *name == granted_by;
        if askers.is_empty() || !named(entry).iter().all(is_own) {
            askers.extend(named(entry));
        }
        if askers.is_empty() {
            return known.is_some_and(|(action, _)| {
                let mut leads = action.lead.iter();
                leads.any(|ix| units.name(*ix) == granted_by)
            });
        }
        let askers: Vec<String> = askers.into_iter().collect();
        self.is_stood_for(&granted_by, &askers)
    }

    /// Returns whether a unit only supports the milestone's item. One that is a supervisor only now, and was not
    /// before, supports.
    fn only_supports(&self, log: &str, name: &str) -> bool {
        let units = &self.pairs.after.units;
        let Some((action, _)) = self.milestone(log) else {
            return false;
        };
        let before = self.before.document.as_ref().map(|it| &it.units);
        let was_supervisor = before.is_none_or(|before| {
            let known = before.find(name.trim());
            known.is_none_or(|ix| before.get(ix).is_supervisor)
        });
        action.is_only_supported_by(units, name)
            || (!was_supervisor && action.is_supported_by(units, name))
    }

    /// Returns the names of an action's lead units.
    fn leads_of(&self, action: &Action) -> Vec<String> {
        let units = &self.pairs.after.units;
        action
            .lead
            .iter()
            .map(|ix| units.name(*ix).to_owned())
            .collect()
    }

    /// Returns whether a name is one of the units, a collective of one, or a member of one.
    fn is_stood_for(&self, name: &str, others: &[String]) -> bool {
        let units = &self.pairs.after.units;
        others.iter().any(|other| units.stands_for(name, other))
    }

    /// Returns whether a decision is by nobody, or by a unit unknown to the plan.
    fn is_unknown(&self, name: Option<&str>) -> bool {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        name.is_none_or(|name| self.pairs.after.units.find(name).is_none())
    }

    /// Returns whether both entries are about the same unit; in an `each` milestone every unit has its
    /// own log.
    fn is_of_same_unit(&self, a: &Entry, b: &Entry) -> bool {
        let units = &self.pairs.after.units;
        let of = |entry: &Entry| {
            let name = entry.of.as_deref()?;
            Some(units.canonical(name).to_owned())
        };
        of(a) == of(b)
    }

    /// Reports 已销号 by the unit, or the git author, that reported 已办结.
    fn acceptances(&self, log: &ChangedLog<'_>, found: &mut ReviewFindings) {
        let (subject, change, log) = (&log.subject, &log.change, log.entries);
        let is_new = |entry: &Entry| {
            change.added.iter().any(|new| same(new, entry))
                || change.altered.iter().any(|(_, new)| same(new, entry))
        };
        let each = self.milestone(&subject.id).is_some_and(|(_, m)| m.each);
        let value = |entry: &Entry| Some(Value::Entry(Box::new(entry.clone())));
        for (at, decided) in log.iter().enumerate() {
            let kind = match decided.status {
                Some(Status::Closed) => Weakness::ClosedByReporter,
                Some(Status::Returned) => Weakness::ReturnedByReporter,
                _ => continue,
            };
            let earlier = log[..at]
                .iter()
                .rev()
                .filter(|entry| !each || self.meant(entry) == self.meant(decided));
            let is_returned = |entry: &&Entry| entry.status == Some(Status::Returned);
            let is_done = |entry: &&Entry| entry.status == Some(Status::Done);
            let is_closing = kind == Weakness::ClosedByReporter;
            // If it was returned and not reported again, both the returning and the reporting unit are
            // compared.
            let last = earlier.clone().find(|entry| entry.status.is_some());
            let beyond = is_closing && last.as_ref().is_some_and(is_returned);
            let of_this_round = earlier
                .clone()
                .take_while(|entry| beyond || !is_returned(entry));
            let reported = of_this_round
                .filter(|entry| is_done(entry) || is_returned(entry))
                .filter(|entry| is_new(entry) || is_new(decided))
                .find(|entry| self.is_own_acceptance(&subject.id, entry, decided));
            let was_reported = earlier.clone().any(|entry| is_done(&entry));
            if is_closing && !was_reported && is_new(decided) && self.is_by_lead(subject, decided) {
                found.add(Finding::new(kind, subject.clone()).change(None, value(decided)));
            }
            if let Some(done) = reported {
                let author = self.authors.one_author(&subject.id, done, decided);
                found.add(
                    Finding::new(kind, subject.clone())
                        .change(value(done), value(decided))
                        .by_one_author(author.filter(|_| done.by != decided.by))
                        .in_one_commit(self.is_squash(&subject.id, done, decided)),
                );
            }
        }
    }

    /// Returns whether an entry is by a unit that leads the item: its own to report, not to accept.
    fn is_by_lead(&self, subject: &Subject, entry: &Entry) -> bool {
        let name = entry.by.as_deref().map(str::trim);
        let known = self.milestone(&subject.id).zip(name);
        known.is_some_and(|((action, _), name)| self.is_stood_for(name, &self.leads_of(action)))
    }

    /// Returns whether entries of two units came in one commit, so that their authors are unknown.
    fn is_squash(&self, log: &str, done: &Entry, closed: &Entry) -> bool {
        done.by != closed.by && self.authors.came_together(log, done, closed)
    }

    fn meant(&self, entry: &Entry) -> Option<String> {
        let name = entry.meant()?;
        Some(self.pairs.after.units.canonical(name).to_owned())
    }

    fn is_own_acceptance(&self, log: &str, done: &Entry, closed: &Entry) -> bool {
        // A report without a unit counts as by the lead units.
        let units = |entry: &Entry| -> Vec<String> {
            match (entry.by.as_deref(), self.milestone(log)) {
                (Some(name), _) => vec![self.pairs.after.units.canonical(name.trim()).to_owned()],
                (None, Some((action, _))) => self.leads_of(action),
                (None, None) => Vec::new(),
            }
        };
        let (reporters, closers) = (units(done), units(closed));
        let same_unit = closers
            .iter()
            .any(|name| self.is_stood_for(name, &reporters));
        same_unit || self.authors.one_author(log, done, closed).is_some()
    }

    fn milestone(&self, id: &str) -> Option<(&Action, &Milestone)> {
        self.shape.as_ref()?.milestone(id)
    }

    /// Reports logs with entries whose milestone is gone.
    fn orphans(&self, found: &mut ReviewFindings) {
        let (Some(old), Some(new)) = (PlanShape::of(self.before), &self.shape) else {
            return;
        };
        let (had, has) = (old.milestone_ids(), new.milestone_ids());
        let mut logs: Vec<&String> = self.before.progress.milestones.keys().collect();
        logs.sort_by(|a, b| crate::plan::natural_cmp(a, b));
        for id in logs {
            let now = self.pairs.log_id(id);
            let stays = !self.after.progress.log(id).is_empty();
            if had.contains(id.as_str())
                && (!has.contains(now.as_str())
                    || (now != *id && stays && !has.contains(id.as_str())))
            {
                let count = self.before.progress.log(id).len();
                let subject = Subject::new(SubjectKind::Milestone, id, id);
                let count = Value::Number(Number::from(count as i64));
                found.add(Finding::new(Weakness::LogOrphaned, subject).change(Some(count), None));
            }
        }
    }
}

/// Reports entries of a log that were altered, deleted, or moved to another of the changed logs.
fn rewritten(log: &ChangedLog<'_>, changed: &[ChangedLog<'_>], found: &mut ReviewFindings) {
    let (subject, change) = (&log.subject, &log.change);
    let value = |entry: &Entry| Some(Value::Entry(Box::new(entry.clone())));
    for (old, new) in &change.altered {
        found.add(
            Finding::new(Weakness::EntryAltered, subject.clone()).change(value(old), value(new)),
        );
    }
    for old in &change.deleted {
        let has_it = |log: &ChangedLog<'_>| log.change.added.iter().any(|entry| same(entry, old));
        let mut others = changed.iter().filter(|log| log.subject != *subject);
        let elsewhere = others.find(|log| has_it(log));
        let finding = match elsewhere {
            Some(other) => Finding::new(Weakness::EntryMoved, subject.clone())
                .change(value(old), Some(Value::Text(other.subject.id.clone()))),
            None => Finding::new(Weakness::EntryDeleted, subject.clone()).change(value(old), None),
        };
        found.add(finding);
    }
}
