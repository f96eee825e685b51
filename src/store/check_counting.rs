//! Checks of entries that count otherwise than they were meant, because the plan was changed since.

use std::ops::Range;
use std::sync::Arc;

use crate::plan::{
    Day, Document, Entry, Log, Plan, Progress, Recounting, WayOfCounting, corrections_of_nothing,
    last_recounted, without_corrected,
};
use crate::text::Flaw;

use super::{Loaded, LogPlace, Problem};

/// Returns the entries that count otherwise than they were meant, as the plan is on a day.
pub fn check_counting(loaded: &Loaded, today: Day) -> Vec<Problem> {
    let Some((plan, progress)) = loaded.open() else {
        return Vec::new();
    };
    let now = Plan::on(Arc::clone(&plan.document), today);
    let versions = EarlierVersions::of(&now, today);
    let mut problems = Vec::new();
    let places = loaded.progress.iter().flat_map(|file| &file.places);
    for (log, place) in places.filter(|(_, place)| !place.entries.is_empty()) {
        let mut found = early_grants(&now, progress, log);
        found.extend(versions.recounted(&now, progress, log));
        let entries = progress.entries_of(log).iter();
        let after_end = entries.filter_map(|it| Some((it.clone(), after_end_flaw(&now, log, it)?)));
        found.extend(after_end);
        let of_none = progress.entries_of(log).iter().filter_map(|entry| {
            let flaw = no_part_flaw(&now, log, entry).filter(|_| {
                // Who had a part on that day may have none since an amendment.
                let then = Plan::on(Arc::clone(&plan.document), entry.day());
                no_part_flaw(&then, log, entry).is_some()
            });
            Some((entry.clone(), flaw.or_else(|| indicator_flaw(log, entry))?))
        });
        let is_told = |entry: &Entry| found.iter().any(|(told, _)| told == entry);
        let of_none: Vec<_> = of_none.filter(|(entry, _)| !is_told(entry)).collect();
        found.extend(of_none);
        let without_object = without_object(&now, progress, log);
        found.extend(without_object.map(|it| (it.clone(), no_object_flaw(it))));
        problems.extend(found.into_iter().map(|(entry, flaw)| Problem {
            file: loaded.files.progress.clone(),
            span: span_of(place, &entry),
            flaw,
        }));
    }
    problems
}

fn span_of(place: &LogPlace, entry: &Entry) -> Range<usize> {
    let mut entries = place.entries.iter();
    let found = entries.find(|(_, it)| it.source == entry.source && it.day() == entry.day());
    found.map_or(place.header.clone(), |(span, _)| span.clone())
}

/// The versions of a plan before each of its amendments.
struct EarlierVersions(Vec<(Day, Plan)>);

impl EarlierVersions {
    /// Returns the versions up to a day, the earliest first.
    fn of(plan: &Plan, today: Day) -> Self {
        let mut days = amended_on(&plan.document);
        days.retain(|day| *day <= today);
        days.sort_unstable();
        days.dedup();
        let before = |day: Day| {
            let plan = Plan::on(Arc::clone(&plan.document), day.pred_opt()?);
            Some((day, plan))
        };
        Self(days.into_iter().filter_map(before).collect())
    }

    /// Returns the way a log was counted on a day, if it was amended since.
    fn counting(&self, log: &Log, day: Day) -> Option<WayOfCounting> {
        let (_, plan) = self.0.iter().find(|(until, _)| day < *until)?;
        WayOfCounting::of(plan, log)
    }

    /// Returns the last entry of a log that counts otherwise since an amendment.
    fn recounted(&self, now: &Plan, progress: &Progress, log: &Log) -> Option<(Entry, Flaw)> {
        let counted = WayOfCounting::of(now, log)?;
        let is_other =
            |plan: &Plan| WayOfCounting::of(plan, log).is_some_and(|then| then != counted);
        let (since, _) = self.0.iter().rfind(|(_, plan)| is_other(plan))?;
        let entries = progress.entries_of(log);
        let then = |day| self.counting(log, day);
        let (entry, recounting) = last_recounted(now.units(), entries, &counted, *since, then)?;
        Some((entry.clone(), recounted_flaw(log, recounting)))
    }
}

/// Returns the days from which amendments count milestones and indicators in another way.
fn amended_on(document: &Document) -> Vec<Day> {
    let milestones = document
        .actions
        .iter()
        .flat_map(|action| &action.milestones);
    let milestones = milestones.flat_map(|it| &it.was);
    let milestones =
        milestones.filter(|was| was.fields.target.is_some() || was.fields.each.is_some());
    let indicators = document.indicators.iter().flat_map(|it| &it.was);
    let indicators = indicators.filter(|was| was.fields.targets.is_some());
    let days = milestones.map(|was| was.until);
    days.chain(indicators.map(|was| was.until)).collect()
}

/// Returns the flaw of an entry that counts otherwise than it was recorded.
pub(crate) fn recounted_flaw(log: &Log, recounting: Recounting) -> Flaw {
    let id = log.id().to_owned();
    match recounting {
        Recounting::Measure { was, now } => Flaw::OtherMeasure { id, was, now },
        Recounting::PartAsWhole => Flaw::PartAsWhole { id },
        Recounting::WholeAsPart => Flaw::WholeAsPart { id },
    }
}

/// Returns the flaw of an entry of a day on which an amendment had ended its milestone, and which no list or report has.
pub(crate) fn after_end_flaw(plan: &Plan, log: &Log, entry: &Entry) -> Option<Flaw> {
    let Log::Milestone(id) = log else {
        return None;
    };
    let is_listed = plan.milestone(id).is_some();
    let ended = plan.document.lifetime_of(id)?.ended?;
    (!is_listed && entry.day() >= ended).then(|| Flaw::AfterEnd {
        id: id.clone(),
        ended,
    })
}

/// Returns the flaw of an entry of an `each` milestone that is about none of the units that report it.
pub(crate) fn no_part_flaw(plan: &Plan, log: &Log, entry: &Entry) -> Option<Flaw> {
    let Log::Milestone(id) = log else {
        return None;
    };
    let (action, milestone) = plan.milestone(id).filter(|(_, milestone)| milestone.each)?;
    let units = plan.reporting_units(action, milestone);
    let unit = entry.unit_meant(plan.units());
    let has_part = unit.is_some_and(|unit| units.contains(&unit));
    let is_fact = entry.has_facts() && !entry.correct;
    (is_fact && !has_part && !units.is_empty()).then(|| Flaw::PartOfNone {
        id: id.clone(),
        unit: entry.meant().map(str::to_owned),
    })
}

/// Returns the flaw of an entry of an indicator that has what only entries of milestones have.
fn indicator_flaw(log: &Log, entry: &Entry) -> Option<Flaw> {
    let keys = [
        ("status", entry.status.is_some()),
        ("add", entry.add.is_some()),
        ("postpone", entry.postpone.is_some()),
        ("remind", entry.remind.is_some()),
    ];
    let keys = keys.into_iter().filter(|(_, is_there)| *is_there);
    let keys: Vec<String> = keys.map(|(key, _)| key.to_owned()).collect();
    let is_one = matches!(log, Log::Indicator(_)) && !keys.is_empty();
    is_one.then_some(Flaw::NotOfIndicators { keys })
}

/// Returns the flaw of a correction that finds nothing to correct.
pub(crate) fn no_object_flaw(correction: &Entry) -> Flaw {
    let day = correction.day();
    match correction.withdraw {
        None => Flaw::CorrectsNothing { day },
        Some(what) => Flaw::WithdrawsNothing { day, what },
    }
}

/// Returns the corrections in a log that find nothing to correct.
pub(crate) fn without_object<'p>(
    plan: &'p Plan,
    progress: &'p Progress,
    log: &Log,
) -> impl Iterator<Item = &'p Entry> {
    let is_of_unit = matches!(log, Log::Milestone(_));
    corrections_of_nothing(plan.units(), is_of_unit, progress.entries_of(log))
}

/// Returns the granted postponements of a milestone to a day before its due date, after which none was granted rightly.
fn early_grants(plan: &Plan, progress: &Progress, log: &Log) -> Vec<(Entry, Flaw)> {
    let Log::Milestone(id) = log else {
        return Vec::new();
    };
    let Some((_, milestone)) = plan.milestone(id) else {
        return Vec::new();
    };
    let entries = without_corrected(plan.units(), progress.log(id).iter());
    let mut found: Vec<(Entry, Flaw)> = Vec::new();
    for entry in &entries {
        let Some(date) = entry.postpone.filter(|_| entry.approved_by.is_some()) else {
            continue;
        };
        if milestone.is_granted_early(date, entry.day()) {
            let due = milestone.window.end;
            found.push((
                entry.clone().into_owned(),
                Flaw::GrantBeforeDue { date, due },
            ));
        } else {
            let meant = entry.unit_meant(plan.units());
            found.retain(|(early, _)| milestone.each && early.unit_meant(plan.units()) != meant);
        }
    }
    found
}
