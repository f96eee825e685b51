//! Weakenings of commitments, compared on every day on which the two versions may differ.

use crate::plan::{
    ActionDef, Day, Document, ItemFields, MilestoneFields, PhaseFields, Reporters, UnitIx,
};
use crate::text::{ChangedField, Flaw, Weakness};

use super::authority::OldMilestone;
use super::findings::add_later_due;
use super::items::PlansOnDay;
use super::softer::is_alike;
use super::weakening::{Finding, ReviewFindings};
use super::wording::{is_same_office, wording_weaknesses};
use crate::diff::compare::reporting;
use crate::diff::difference::{Subject, SubjectKind, Value};
use crate::diff::pairs::DocumentPairs;
use crate::diff::version::LAST_DAY;
use crate::diff::{Version, subjects};

pub(crate) struct PlanReview<'p, 'd> {
    pub(super) pairs: &'p DocumentPairs<'d>,
}

impl<'p, 'd> PlanReview<'p, 'd> {
    pub(crate) fn new(pairs: &'p DocumentPairs<'d>) -> Self {
        Self { pairs }
    }

    pub(crate) fn weakenings(&self, before: &Version, after: &Version, found: &mut ReviewFindings) {
        add_errors(before, after, found);
        self.compare_header(found);
        self.compare_amendments(found);
        self.add_doubtful_amendments(before, found);
        self.compare_names(found);
        self.compare_wordings(found);
        for day in self.days() {
            let (Some(old), Some(new)) = (before.plan_on(day), after.plan_on(day)) else {
                continue;
            };
            let on_day = PlansOnDay {
                day,
                old: &old,
                new: &new,
            };
            self.compare_terms(&on_day, found);
            for ix in 0..self.pairs.before.actions.len() {
                self.compare_item(ix, &on_day, found);
            }
        }
    }

    /// Returns the days to compare: the day of every amendment, the day before it, and the last day.
    fn days(&self) -> Vec<Day> {
        let mut days: Vec<Day> = [self.pairs.before, self.pairs.after]
            .into_iter()
            .flat_map(turning_days)
            .flat_map(|day| [day.pred_opt(), Some(day)])
            .flatten()
            .chain([LAST_DAY])
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    fn compare_header(&self, found: &mut ReviewFindings) {
        let (old, new) = (self.pairs.before, self.pairs.after);
        if new.draft && !old.draft {
            found.add(Finding::new(Weakness::DraftAgain, Subject::plan()));
        }
        if new.period.start > old.period.start || new.period.end < old.period.end {
            let finding = Finding::new(Weakness::PeriodShortened, Subject::plan());
            let period = |document: &Document| Some(Value::Window(document.period));
            found.add(finding.change(period(old), period(new)));
        }
        if is_reporting_loosened(self.pairs) {
            let finding = Finding::new(Weakness::ReportingLoosened, Subject::plan());
            let rules = (reporting(old), reporting(new));
            let finding = finding.field(ChangedField::Reporting);
            found.add(finding.change(rules.0, rules.1));
        }
        if new.period.end > old.period.end {
            add_later_due(
                Subject::plan(),
                (old.period.end, new.period.end),
                None,
                found,
            );
        }
    }

    fn compare_amendments(&self, found: &mut ReviewFindings) {
        for old in &self.pairs.before.amendments {
            let new = self.pairs.after.amendments.iter().find(|a| a.id == old.id);
            let subject = subjects::amendment(old);
            let Some(new) = new else {
                found.add(Finding::new(Weakness::AmendmentAltered, subject));
                continue;
            };
            if old.on != new.on {
                let finding = Finding::new(Weakness::AmendmentAltered, subject.clone());
                found.add(finding.field(ChangedField::On).days(old.on, new.on));
            }
            if old.number.is_some() && old.number != new.number {
                let text = |number: &Option<String>| number.clone().map(Value::Text);
                found.add(
                    Finding::new(Weakness::AmendmentAltered, subject)
                        .field(ChangedField::Number)
                        .change(text(&old.number), text(&new.number)),
                );
            }
        }
    }

    /// Reports new amendments that cannot support a change.
    fn add_doubtful_amendments(&self, before: &Version, found: &mut ReviewFindings) {
        let (old, new) = (self.pairs.before, self.pairs.after);
        let logged = last_recorded(before);
        let is_new = |id: &str| old.amendments.iter().all(|known| known.id != id);
        for amendment in new.amendments.iter().filter(|a| is_new(&a.id)) {
            let subject = subjects::amendment(amendment);
            let doubt = |field: ChangedField, value: Option<Value>| {
                Finding::new(Weakness::AmendmentDoubtful, subject.clone())
                    .field(field)
                    .change(None, value)
            };
            if !self.has_own_number(amendment) {
                let value = amendment.number.clone().map(Value::Text);
                found.add(doubt(ChangedField::Number, value));
            }
            let is_older = self.is_older_than_plan(amendment);
            if is_older || is_back_dated(amendment.on, logged) {
                found.add(doubt(ChangedField::On, Some(Value::Day(amendment.on))));
            }
        }
    }

    /// Reports names that now mean another unit.
    fn compare_names(&self, found: &mut ReviewFindings) {
        let (old, new) = (&self.pairs.before.units, &self.pairs.after.units);
        for (ix, unit) in old.iter() {
            let now = self.pairs.unit(ix).map(|ix| new.get(ix));
            // The unit became a collective, which no longer answers for itself.
            if let Some(now) = now
                && now.is_collective()
                && !unit.is_collective()
            {
                let kind = |unit: &crate::plan::Unit| Some(Value::Kind(unit.kind));
                found.add(
                    Finding::new(Weakness::Replaced, Subject::unit(&now.name))
                        .change(kind(unit), kind(now)),
                );
            }
            // A renamed unit must keep its old name as a former one; otherwise another unit took its
            // place.
            if let Some(now) = now
                && !is_same_office(&unit.name, &now.name)
                && !now.former.iter().any(|old| old.name == unit.name)
            {
                let finding = Finding::new(Weakness::Replaced, Subject::unit(&unit.name))
                    .field(ChangedField::Name);
                found.add(finding.texts(&unit.name, &now.name));
            }
            for name in unit.names().filter(|name| old.find(name) == Some(ix)) {
                let Some(now) = new
                    .find(name)
                    .filter(|now| self.pairs.unit(ix) != Some(*now))
                else {
                    continue;
                };
                let finding = Finding::new(Weakness::NameMoved, Subject::unit(&unit.name));
                found.add(finding.texts(name, new.name(now)));
            }
        }
    }

    /// Reports changed wordings of the plan, its sections, phases and actions.
    fn compare_wordings(&self, found: &mut ReviewFindings) {
        let (old, new) = (self.pairs.before, self.pairs.after);
        add_title(&Subject::plan(), (&old.title, &new.title), None, found);
        for (old, new) in self.pairs.sections.each() {
            let Some(new) = new else { continue };
            let reason = self.why_replaced(&old.was, &new.was, of_title, LAST_DAY);
            add_title(
                &subjects::section(new),
                (&old.title, &new.title),
                reason,
                found,
            );
        }
        for (old, new) in self.pairs.phases.each() {
            let Some(new) = new else { continue };
            let of_name = |fields: &PhaseFields| fields.name.is_some();
            let reason = self.why_replaced(&old.was, &new.was, of_name, LAST_DAY);
            let names = (old.name.as_str(), new.name.as_str());
            add_wording(
                &subjects::phase(new),
                ChangedField::Name,
                names,
                reason,
                found,
            );
        }
        for (ix, (old, new)) in self.pairs.actions.each().enumerate() {
            let Some(new) = new else { continue };
            if self.compare_text(old, new, found) {
                self.compare_milestone_titles(ix, new, found);
            }
        }
    }

    /// Reports changed wordings of an action; returns whether it still is about the same.
    fn compare_text(&self, old: &ActionDef, new: &ActionDef, found: &mut ReviewFindings) -> bool {
        let subject = subjects::action(new);
        let titles = (old.title.as_str(), new.title.as_str());
        let summaries = (old.summary.as_str(), new.summary.as_str());
        let reason = self.why_replaced(&old.was, &new.was, of_title, LAST_DAY);
        let of_summary = |was: &ItemFields| was.summary.is_some();
        let summary_reason = self.why_replaced(&old.was, &new.was, of_summary, LAST_DAY);
        let (was_there, is_there) = (!old.summary.is_empty(), !new.summary.is_empty());
        let is_same_summary = was_there && is_there && is_alike(summaries.0, summaries.1);
        if !is_alike(titles.0, titles.1) && !is_same_summary {
            if reason.is_none() {
                add_replaced(&subject, titles, None, found);
            }
            return false;
        }
        if was_there && !is_there && summary_reason.is_none() {
            add_replaced(&subject, summaries, None, found);
        }
        add_wording(&subject, ChangedField::Title, titles, reason, found);
        let field = ChangedField::Summary;
        add_wording(&subject, field, summaries, summary_reason, found);
        true
    }

    fn compare_milestone_titles(&self, ix: usize, new: &ActionDef, found: &mut ReviewFindings) {
        for (at, (old, now)) in self.pairs.milestones[ix].each().enumerate() {
            let Some(now) = now else { continue };
            let [from, to] = [old, now].map(|it| it.fields.title.as_deref().unwrap_or_default());
            let subject = subjects::milestone(new, now);
            let of_title = |fields: &MilestoneFields| fields.title.is_some();
            let of = OldMilestone {
                action: ix,
                milestone: at,
            };
            let reason = self.why_milestone(of, of_title, LAST_DAY);
            if is_alike(from, to) {
                add_wording(&subject, ChangedField::Title, (from, to), reason, found);
            } else if reason.is_none() {
                add_replaced(&subject, (from, to), None, found);
            }
        }
    }
}

fn of_title(was: &ItemFields) -> bool {
    was.title.is_some()
}

/// Adds the errors that are new.
fn add_errors(before: &Version, after: &Version, found: &mut ReviewFindings) {
    for flaw in after
        .errors
        .iter()
        .filter(|flaw| !before.errors.contains(flaw))
    {
        let finding = match flaw {
            Flaw::DuplicateId { id } => {
                Finding::new(Weakness::IdTwice, Subject::new(SubjectKind::Action, id, ""))
            }
            flaw => Finding::new(Weakness::Broken, Subject::plan())
                .change(None, Some(Value::Text(flaw.code().to_owned()))),
        };
        found.add(finding);
    }
}

/// Returns whether reports are due no more, less often, later, or no more from some unit.
fn is_reporting_loosened(pairs: &DocumentPairs<'_>) -> bool {
    let (old, new) = match (&pairs.before.reporting, &pairs.after.reporting) {
        (Some(old), Some(new)) => (old, new),
        (old, _) => return old.is_some(),
    };
    let (often, less_often) = (old.every.most_days(), new.every.most_days());
    let is_later = less_often == often && new.due_day > old.due_day;
    let is_fewer = match (&old.units, &new.units) {
        (_, Reporters::All) | (Reporters::Lead, Reporters::Lead) => false,
        (Reporters::Listed(old), Reporters::Listed(new)) => {
            let stays = |unit: &UnitIx| pairs.unit(*unit).is_some_and(|now| new.contains(&now));
            !old.iter().all(stays)
        }
        _ => true,
    };
    less_often > often || is_later || is_fewer
}

fn turning_days(document: &Document) -> Vec<Day> {
    let amendments = document.amendments.iter().map(|amendment| amendment.on);
    let sections = document
        .sections
        .iter()
        .flat_map(|section| section.was.iter().map(|was| was.until));
    let actions = document.actions.iter().flat_map(|action| {
        let own = action.was.iter().map(|was| was.until);
        let milestones = action
            .milestones
            .iter()
            .flat_map(|milestone| milestone.was.iter().map(|was| was.until));
        own.chain(milestones)
    });
    amendments
        .chain(sections)
        .chain(actions)
        .chain(document.terms_changed())
        .collect()
}

/// Adds a title that says less or, if it is not alike, something else.
fn add_title(
    subject: &Subject,
    titles: (&str, &str),
    cites: Option<&str>,
    found: &mut ReviewFindings,
) {
    if is_alike(titles.0, titles.1) {
        add_wording(subject, ChangedField::Title, titles, cites, found);
    } else {
        add_replaced(subject, titles, cites, found);
    }
}

/// Adds what means something else now.
pub(crate) fn add_replaced(
    subject: &Subject,
    (from, to): (&str, &str),
    cites: Option<&str>,
    found: &mut ReviewFindings,
) {
    let finding = Finding::new(Weakness::Replaced, subject.clone());
    found.add(finding.texts(from, to).cites(cites));
}

/// Adds each way in which a wording promises less.
pub(crate) fn add_wording(
    subject: &Subject,
    field: ChangedField,
    (from, to): (&str, &str),
    cites: Option<&str>,
    found: &mut ReviewFindings,
) {
    for kind in wording_weaknesses(from, to) {
        let finding = Finding::new(kind, subject.clone()).field(field);
        found.add(finding.texts(from, to).cites(cites));
    }
}

/// Returns the last day on which something was recorded.
fn last_recorded(version: &Version) -> Option<Day> {
    let logs = version.progress.milestones.values();
    let moments = logs.flatten().filter_map(|entry| entry.at);
    moments.map(|at| at.local.date()).max()
}

/// The most days by which a new amendment may predate the last log entry.
const LATEST_NEWS: i64 = 90;

/// Returns whether an amendment is dated long before entries that were logged without it.
pub(crate) fn is_back_dated(on: Day, logged: Option<Day>) -> bool {
    logged.is_some_and(|logged| (logged - on).num_days() > LATEST_NEWS)
}
