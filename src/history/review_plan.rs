//! Weakenings of what was promised, seen on every day on which the two versions may differ.

use crate::plan::{Day, Document};
use crate::text::{Field, Flaw, Weakness};

use super::authority::Authority;
use super::difference::{Place, Value};
use super::pairs::Pairs;
use super::review_items::{ItemReview, OneDay, later, target_change, windows};
use super::softer::is_alike;
use super::version::LAST_DAY;
use super::weakening::{Sighting, Sightings};
use super::wording::wording_weaknesses;
use super::{Version, place};

pub(super) struct PlanReview<'p, 'd> {
    pairs: &'p Pairs<'d>,
    authority: Authority<'p, 'd>,
}

impl<'p, 'd> PlanReview<'p, 'd> {
    pub(super) fn new(pairs: &'p Pairs<'d>) -> Self {
        Self {
            pairs,
            authority: Authority { pairs },
        }
    }

    pub(super) fn weakenings(&self, before: &Version, after: &Version, found: &mut Sightings) {
        errors(before, after, found);
        self.header(found);
        self.amendments(found);
        self.phases(found);
        self.names(found);
        self.members(found);
        self.indicators(found);
        self.wordings(found);
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
            for ix in 0..self.pairs.before.actions.len() {
                items.item(ix, &one_day, found);
            }
        }
    }

    /// The day before and the day of everything that amendments change, and the last of days.
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
            found.add(Sighting::new(Weakness::DraftAgain, Place::Plan));
        }
        let windows = |sighting: Sighting| {
            sighting.change(
                Some(Value::Window(old.period)),
                Some(Value::Window(new.period)),
            )
        };
        if new.period.start > old.period.start || new.period.end < old.period.end {
            let sighting = Sighting::new(Weakness::PeriodShortened, Place::Plan);
            found.add(windows(sighting));
        }
        if new.period.end > old.period.end {
            later(Place::Plan, (old.period.end, new.period.end), found);
        }
        for (field, from, to, is_looser) in [
            (
                Field::SoonDays,
                old.alert.soon_days,
                new.alert.soon_days,
                new.alert.soon_days < old.alert.soon_days,
            ),
            (
                Field::BehindYellow,
                old.alert.behind_yellow,
                new.alert.behind_yellow,
                new.alert.behind_yellow > old.alert.behind_yellow,
            ),
            (
                Field::BehindRed,
                old.alert.behind_red,
                new.alert.behind_red,
                new.alert.behind_red > old.alert.behind_red,
            ),
        ] {
            if is_looser {
                let number = |days: i64| Some(Value::Number(days as f64));
                found.add(
                    Sighting::new(Weakness::AlertLoosened, Place::Plan)
                        .field(field)
                        .change(number(from), number(to)),
                );
            }
        }
    }

    fn amendments(&self, found: &mut Sightings) {
        for old in &self.pairs.before.amendments {
            let new = self.pairs.after.amendments.iter().find(|a| a.id == old.id);
            let place = place::amendment(old);
            let Some(new) = new else {
                found.add(Sighting::new(Weakness::AmendmentAltered, place));
                continue;
            };
            if old.on != new.on {
                found.add(
                    Sighting::new(Weakness::AmendmentAltered, place.clone())
                        .field(Field::On)
                        .change(Some(Value::Day(old.on)), Some(Value::Day(new.on))),
                );
            }
            if old.number.is_some() && old.number != new.number {
                let text = |number: &Option<String>| number.clone().map(Value::Text);
                found.add(
                    Sighting::new(Weakness::AmendmentAltered, place)
                        .field(Field::Number)
                        .change(text(&old.number), text(&new.number)),
                );
            }
        }
    }

    fn phases(&self, found: &mut Sightings) {
        let after = &self.pairs.after.phases;
        for (old, new) in self.pairs.before.phases.iter().zip(&self.pairs.phases) {
            let Some(new) = new.map(|ix| &after[ix]) else {
                found.add(Sighting::new(Weakness::PhasesCut, place::phase(old)));
                continue;
            };
            windows(
                &place::phase(new),
                (old.window, new.window),
                (None, None),
                found,
            );
        }
    }

    /// A name that meant one unit and now means another one.
    fn names(&self, found: &mut Sightings) {
        let (old, new) = (&self.pairs.before.units, &self.pairs.after.units);
        for (ix, unit) in old.iter() {
            // Who answered for itself now stands for others.
            if let Some(now) = self.pairs.units[ix].map(|ix| new.get(ix))
                && now.is_collective()
                && !unit.is_collective()
            {
                let kind = |unit: &crate::plan::Unit| Some(Value::Kind(unit.kind));
                found.add(
                    Sighting::new(Weakness::Replaced, Place::Unit(now.name.clone()))
                        .change(kind(unit), kind(now)),
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
                    Sighting::new(Weakness::NameMoved, Place::Unit(unit.name.clone())).change(
                        Some(Value::Text(name.to_owned())),
                        Some(Value::Text(new.name(now).to_owned())),
                    ),
                );
            }
        }
    }

    fn members(&self, found: &mut Sightings) {
        let (old, new) = (&self.pairs.before.units, &self.pairs.after.units);
        for (ix, unit) in old.iter().filter(|(_, unit)| unit.is_collective()) {
            let Some(other) = self.pairs.units[ix] else {
                continue;
            };
            let now = new.expand([other]);
            for member in old.expand([ix]).into_iter().filter(|member| *member != ix) {
                if self.pairs.units[member].is_none_or(|member| !now.contains(&member)) {
                    found.add(
                        Sighting::new(Weakness::MemberStruck, Place::Unit(unit.name.clone()))
                            .unit(old.name(member)),
                    );
                }
            }
        }
    }

    fn indicators(&self, found: &mut Sightings) {
        let after = &self.pairs.after.indicators;
        for (old, new) in self
            .pairs
            .before
            .indicators
            .iter()
            .zip(&self.pairs.indicators)
        {
            let Some(new) = new.map(|ix| &after[ix]) else {
                found.add(Sighting::new(
                    Weakness::IndicatorGone,
                    place::indicator(old),
                ));
                continue;
            };
            let place = place::indicator(new);
            if !is_alike(&old.name, &new.name) {
                replaced(&place, &old.name, &new.name, found);
            }
            wording(&place, (&old.name, &new.name), None, found);
            for (from, to) in place::target_pairs(&old.targets, &new.targets) {
                let Some(from) = from else { continue };
                target_change(&place, (from, to), None, found);
                if let (Some(from), Some(to)) = (from.by, to.map(|to| to.by))
                    && to.is_none_or(|to| to > from)
                {
                    found.add(
                        Sighting::new(Weakness::DeadlineLater, place.clone())
                            .change(Some(Value::Day(from)), to.map(Value::Day)),
                    );
                }
            }
        }
    }

    fn wordings(&self, found: &mut Sightings) {
        for (ix, old) in self.pairs.before.actions.iter().enumerate() {
            let Some(new) = self.pairs.actions[ix].map(|ix| &self.pairs.after.actions[ix]) else {
                continue;
            };
            let place = place::action(new);
            let reason = self.authority.replaced(
                &old.was,
                &new.was,
                |(titles, _)| titles.title.is_some() || titles.summary.is_some(),
                LAST_DAY,
            );
            let same_summary = !old.summary.is_empty()
                && !new.summary.is_empty()
                && is_alike(&old.summary, &new.summary);
            if !is_alike(&old.title, &new.title) && !same_summary {
                if reason.is_none() {
                    replaced(&place, &old.title, &new.title, found);
                }
                continue;
            }
            if !old.summary.is_empty() && new.summary.is_empty() && reason.is_none() {
                replaced(&place, &old.summary, "", found);
            }
            wording(&place, (&old.title, &new.title), reason, found);
            wording(&place, (&old.summary, &new.summary), reason, found);
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
                    wording(&place, (&from, &to), reason, found);
                } else if reason.is_none() {
                    replaced(&place, &from, &to, found);
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
                let place = Place::Action {
                    id: id.clone(),
                    title: String::new(),
                };
                Sighting::new(Weakness::IdTwice, place)
            }
            flaw => Sighting::new(Weakness::Broken, Place::Plan)
                .change(None, Some(Value::Text(flaw.code().to_owned()))),
        };
        found.add(sighting);
    }
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
    amendments.chain(sections).chain(actions).collect()
}

fn replaced(place: &Place, from: &str, to: &str, found: &mut Sightings) {
    found.add(Sighting::new(Weakness::Replaced, place.clone()).change(
        Some(Value::Text(from.to_owned())),
        Some(Value::Text(to.to_owned())),
    ));
}

fn wording(place: &Place, (from, to): (&str, &str), cites: Option<&str>, found: &mut Sightings) {
    for kind in wording_weaknesses(from, to) {
        found.add(
            Sighting::new(kind, place.clone())
                .change(
                    Some(Value::Text(from.to_owned())),
                    Some(Value::Text(to.to_owned())),
                )
                .cites(cites),
        );
    }
}
