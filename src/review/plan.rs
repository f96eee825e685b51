//! Weakenings of commitments, compared on every day on which the two versions may differ.

use crate::plan::{Assignment, Day, Document, PhaseFields, Reporters, TitleFields};
use crate::text::{ChangedField, Flaw, Weakness};

use super::authority::Authority;
use super::findings::later;
use super::items::{ItemReview, OneDay};
use super::softer::is_alike;
use super::terms::TermsReview;
use super::weakening::{Finding, Sightings};
use super::wording::{is_same_office, wording_weaknesses};
use crate::diff::compare::reporting;
use crate::diff::difference::{Subject, Value};
use crate::diff::pairs::DocumentPairs;
use crate::diff::version::LAST_DAY;
use crate::diff::{Version, place};

pub(crate) struct PlanReview<'p, 'd> {
    pairs: &'p DocumentPairs<'d>,
    authority: Authority<'p, 'd>,
}

impl<'p, 'd> PlanReview<'p, 'd> {
    pub(crate) fn new(pairs: &'p DocumentPairs<'d>) -> Self {
        Self {
            pairs,
            authority: Authority { pairs },
        }
    }

    pub(crate) fn weakenings(&self, before: &Version, after: &Version, found: &mut Sightings) {
        errors(before, after, found);
        self.header(found);
        self.amendments(found);
        self.doubtful(before, found);
        self.names(found);
        self.wordings(found);
        let terms = TermsReview {
            pairs: self.pairs,
            authority: &self.authority,
        };
        let items = ItemReview {
            pairs: self.pairs,
            authority: &self.authority,
        };
        for day in self.days() {
            let (Some(old), Some(new)) = (before.plan_on(day), after.plan_on(day)) else {
                continue;
            };
            let one_day = OneDay {
                day,
                old: &old,
                new: &new,
            };
            terms.weakenings(&one_day, found);
            for ix in 0..self.pairs.before.actions.len() {
                items.item(ix, &one_day, found);
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

    fn header(&self, found: &mut Sightings) {
        let (old, new) = (self.pairs.before, self.pairs.after);
        if new.draft && !old.draft {
            found.add(Finding::new(Weakness::DraftAgain, Subject::Plan));
        }
        let windows = |sighting: Finding| {
            sighting.change(
                Some(Value::Window(old.period)),
                Some(Value::Window(new.period)),
            )
        };
        if new.period.start > old.period.start || new.period.end < old.period.end {
            let sighting = Finding::new(Weakness::PeriodShortened, Subject::Plan);
            found.add(windows(sighting));
        }
        if is_reporting_loosened(self.pairs) {
            let finding = Finding::new(Weakness::ReportingLoosened, Subject::Plan);
            let rules = (reporting(old), reporting(new));
            let finding = finding.field(ChangedField::Reporting);
            found.add(finding.change(rules.0, rules.1));
        }
        if new.period.end > old.period.end {
            later(Subject::Plan, (old.period.end, new.period.end), found);
        }
    }

    fn amendments(&self, found: &mut Sightings) {
        for old in &self.pairs.before.amendments {
            let new = self.pairs.after.amendments.iter().find(|a| a.id == old.id);
            let place = place::amendment(old);
            let Some(new) = new else {
                found.add(Finding::new(Weakness::AmendmentAltered, place));
                continue;
            };
            if old.on != new.on {
                found.add(
                    Finding::new(Weakness::AmendmentAltered, place.clone())
                        .field(ChangedField::On)
                        .change(Some(Value::Day(old.on)), Some(Value::Day(new.on))),
                );
            }
            if old.number.is_some() && old.number != new.number {
                let text = |number: &Option<String>| number.clone().map(Value::Text);
                found.add(
                    Finding::new(Weakness::AmendmentAltered, place)
                        .field(ChangedField::Number)
                        .change(text(&old.number), text(&new.number)),
                );
            }
        }
    }

    /// Reports new amendments that cannot support a change.
    fn doubtful(&self, before: &Version, found: &mut Sightings) {
        let (old, new) = (self.pairs.before, self.pairs.after);
        let logged = last_recorded(before);
        let is_new = |id: &str| old.amendments.iter().all(|known| known.id != id);
        for amendment in new.amendments.iter().filter(|a| is_new(&a.id)) {
            let place = place::amendment(amendment);
            let doubt = |field: ChangedField, value: Option<Value>| {
                Finding::new(Weakness::AmendmentDoubtful, place.clone())
                    .field(field)
                    .change(None, value)
            };
            if !self.authority.has_own_number(amendment) {
                let value = amendment.number.clone().map(Value::Text);
                found.add(doubt(ChangedField::Number, value));
            }
            let is_older = self.authority.is_older_than_plan(amendment);
            if is_older || is_back_dated(amendment.on, logged) {
                found.add(doubt(ChangedField::On, Some(Value::Day(amendment.on))));
            }
        }
    }

    /// Reports names that now mean another unit.
    fn names(&self, found: &mut Sightings) {
        let (old, new) = (&self.pairs.before.units, &self.pairs.after.units);
        for (ix, unit) in old.iter() {
            // The unit became a collective, which no longer answers for itself.
            if let Some(now) = self.pairs.units[ix].map(|ix| new.get(ix))
                && now.is_collective()
                && !unit.is_collective()
            {
                let kind = |unit: &crate::plan::Unit| Some(Value::Kind(unit.kind));
                found.add(
                    Finding::new(Weakness::Replaced, Subject::Unit(now.name.clone()))
                        .change(kind(unit), kind(now)),
                );
            }
            // A renamed unit must keep its old name as a former one; otherwise another unit took its
            // place.
            if let Some(now) = self.pairs.units[ix].map(|ix| new.get(ix))
                && !is_same_office(&unit.name, &now.name)
                && !now.former.iter().any(|old| old.name == unit.name)
            {
                let name = |unit: &crate::plan::Unit| Some(Value::Text(unit.name.clone()));
                found.add(
                    Finding::new(Weakness::Replaced, Subject::Unit(unit.name.clone()))
                        .field(ChangedField::Name)
                        .change(name(unit), name(now)),
                );
            }
            for name in unit.names().filter(|name| old.find(name) == Some(ix)) {
                let Some(now) = new
                    .find(name)
                    .filter(|now| self.pairs.units[ix] != Some(*now))
                else {
                    continue;
                };
                found.add(
                    Finding::new(Weakness::NameMoved, Subject::Unit(unit.name.clone())).change(
                        Some(Value::Text(name.to_owned())),
                        Some(Value::Text(new.name(now).to_owned())),
                    ),
                );
            }
        }
    }

    fn wordings(&self, found: &mut Sightings) {
        let (old, new) = (self.pairs.before, self.pairs.after);
        if is_alike(&old.title, &new.title) {
            wording(
                &Subject::Plan,
                ChangedField::Title,
                (&old.title, &new.title),
                None,
                found,
            );
        } else {
            replaced(&Subject::Plan, (&old.title, &new.title), None, found);
        }
        for (ix, old) in old.sections.iter().enumerate() {
            let Some(new) = self.pairs.sections[ix].map(|ix| &new.sections[ix]) else {
                continue;
            };
            let reason = self.authority.replaced(
                &old.was,
                &new.was,
                |(titles, _): &(TitleFields, Assignment)| titles.title.is_some(),
                LAST_DAY,
            );
            let titles = (old.title.as_str(), new.title.as_str());
            let place = place::section(new);
            if is_alike(&old.title, &new.title) {
                wording(&place, ChangedField::Title, titles, reason, found);
            } else {
                replaced(&place, titles, reason, found);
            }
        }
        for (ix, old) in old.phases.iter().enumerate() {
            let Some(new) = self.pairs.phases[ix].map(|ix| &new.phases[ix]) else {
                continue;
            };
            let of_name = |fields: &PhaseFields| fields.name.is_some();
            let reason = self
                .authority
                .replaced(&old.was, &new.was, of_name, LAST_DAY);
            let names = (old.name.as_str(), new.name.as_str());
            wording(&place::phase(new), ChangedField::Name, names, reason, found);
        }
        for (ix, old) in self.pairs.before.actions.iter().enumerate() {
            let Some(new) = self.pairs.actions[ix].map(|ix| &self.pairs.after.actions[ix]) else {
                continue;
            };
            let place = place::action(new);
            let of_title = |(titles, _): &(TitleFields, Assignment)| titles.title.is_some();
            let of_summary = |(titles, _): &(TitleFields, Assignment)| titles.summary.is_some();
            let reason = self
                .authority
                .replaced(&old.was, &new.was, of_title, LAST_DAY);
            let summary_reason = self
                .authority
                .replaced(&old.was, &new.was, of_summary, LAST_DAY);
            let same_summary = !old.summary.is_empty()
                && !new.summary.is_empty()
                && is_alike(&old.summary, &new.summary);
            if !is_alike(&old.title, &new.title) && !same_summary {
                if reason.is_none() {
                    replaced(&place, (&old.title, &new.title), None, found);
                }
                continue;
            }
            if !old.summary.is_empty() && new.summary.is_empty() && summary_reason.is_none() {
                replaced(&place, (&old.summary, ""), None, found);
            }
            wording(
                &place,
                ChangedField::Title,
                (&old.title, &new.title),
                reason,
                found,
            );
            let summaries = (old.summary.as_str(), new.summary.as_str());
            wording(
                &place,
                ChangedField::Summary,
                summaries,
                summary_reason,
                found,
            );
            for (at, milestone) in old.milestones.iter().enumerate() {
                let Some(other) = self.pairs.milestones[ix][at].map(|at| &new.milestones[at])
                else {
                    continue;
                };
                let title = |m: &crate::plan::MilestoneDef| m.fields.title.clone();
                let (from, to) = (
                    title(milestone).unwrap_or_default(),
                    title(other).unwrap_or_default(),
                );
                let place = place::milestone(new, other);
                let reason =
                    self.authority
                        .milestone(ix, at, |fields| fields.title.is_some(), LAST_DAY);
                if is_alike(&from, &to) {
                    wording(&place, ChangedField::Title, (&from, &to), reason, found);
                } else if reason.is_none() {
                    replaced(&place, (&from, &to), None, found);
                }
            }
        }
    }
}

fn errors(before: &Version, after: &Version, found: &mut Sightings) {
    for flaw in after
        .errors
        .iter()
        .filter(|flaw| !before.errors.contains(flaw))
    {
        let sighting = match flaw {
            Flaw::DuplicateId { id } => {
                let place = Subject::Action {
                    id: id.clone(),
                    title: String::new(),
                };
                Finding::new(Weakness::IdTwice, place)
            }
            flaw => Finding::new(Weakness::Broken, Subject::Plan)
                .change(None, Some(Value::Text(flaw.code().to_owned()))),
        };
        found.add(sighting);
    }
}

/// Returns true if reports are due no more, less often, later, or no more from some unit.
fn is_reporting_loosened(pairs: &DocumentPairs<'_>) -> bool {
    let (old, new) = match (&pairs.before.reporting, &pairs.after.reporting) {
        (Some(old), Some(new)) => (old, new),
        (old, _) => return old.is_some(),
    };
    let (often, less_often) = (old.every.most_days(), new.every.most_days());
    let is_later = less_often == often && new.day > old.day;
    let is_fewer = match (&old.units, &new.units) {
        (_, Reporters::All) | (Reporters::Lead, Reporters::Lead) => false,
        (Reporters::Listed(old), Reporters::Listed(new)) => {
            let stays = |unit: &usize| pairs.units[*unit].is_some_and(|now| new.contains(&now));
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

pub(crate) fn replaced(
    place: &Subject,
    (from, to): (&str, &str),
    cites: Option<&str>,
    found: &mut Sightings,
) {
    found.add(
        Finding::new(Weakness::Replaced, place.clone())
            .change(
                Some(Value::Text(from.to_owned())),
                Some(Value::Text(to.to_owned())),
            )
            .cites(cites),
    );
}

pub(crate) fn wording(
    place: &Subject,
    field: ChangedField,
    (from, to): (&str, &str),
    cites: Option<&str>,
    found: &mut Sightings,
) {
    for kind in wording_weaknesses(from, to) {
        found.add(
            Finding::new(kind, place.clone())
                .change(
                    Some(Value::Text(from.to_owned())),
                    Some(Value::Text(to.to_owned())),
                )
                .field(field)
                .cites(cites),
        );
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

/// Returns true if an amendment is dated long before entries that were logged without it.
pub(crate) fn is_back_dated(on: Day, logged: Option<Day>) -> bool {
    logged.is_some_and(|logged| (logged - on).num_days() > LATEST_NEWS)
}
