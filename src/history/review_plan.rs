//! Weakenings of what was promised, seen on every day on which the two versions may differ.

use std::collections::HashMap;

use crate::plan::{Action, ActionDef, Day, Document, Milestone, Plan, Target, UnitIx, Window};
use crate::text::{Field, Flaw, Weakness};

use super::authority::Authority;
use super::compare_items::phases_of;
use super::difference::{Place, Value};
use super::pairs::Pairs;
use super::softer::{is_alike, target_weaknesses, wording_weaknesses};
use super::version::LAST_DAY;
use super::weakening::{Sighting, Sightings};
use super::{Version, place};

pub(super) struct PlanReview<'p, 'd> {
    pairs: &'p Pairs<'d>,
    authority: Authority<'p, 'd>,
}

/// Both plans on one day.
struct OneDay<'p> {
    day: Day,
    old: &'p Plan,
    new: &'p Plan,
}

impl<'p, 'd> PlanReview<'p, 'd> {
    pub(super) fn new(pairs: &'p Pairs<'d>) -> Self {
        Self {
            pairs,
            authority: Authority { pairs },
        }
    }

    pub(super) fn weakenings(&self, before: &Version, after: &Version, found: &mut Sightings) {
        self.errors(before, after, found);
        self.header(found);
        self.amendments(found);
        self.phases(found);
        self.names(found);
        self.members(found);
        self.indicators(found);
        self.wordings(found);
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
                self.item(ix, &one_day, found);
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

    fn errors(&self, before: &Version, after: &Version, found: &mut Sightings) {
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
            self.windows(
                &place::phase(new),
                (old.window, new.window),
                (None, None),
                found,
            );
        }
    }

    fn windows(
        &self,
        place: &Place,
        (old, new): (Window, Window),
        (due, start): (Option<&str>, Option<&str>),
        found: &mut Sightings,
    ) {
        let days = |from, to| (Some(Value::Day(from)), Some(Value::Day(to)));
        if new.end > old.end {
            let (from, to) = days(old.end, new.end);
            let sighting = Sighting::new(Weakness::DeadlineLater, place.clone());
            found.add(sighting.change(from, to).cites(due));
        }
        if new.start > old.start {
            let (from, to) = days(old.start, new.start);
            let sighting = Sighting::new(Weakness::StartLater, place.clone());
            found.add(sighting.change(from, to).cites(start));
        }
    }

    /// A name that meant one unit and now means another one.
    fn names(&self, found: &mut Sightings) {
        let (old, new) = (&self.pairs.before.units, &self.pairs.after.units);
        for (ix, unit) in old.iter() {
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
                self.target(&place, (from, to), None, found);
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

    fn target(
        &self,
        place: &Place,
        (from, to): (&Target, Option<&Target>),
        cites: Option<&str>,
        found: &mut Sightings,
    ) {
        // Its day is told by itself, so that occurrences and stages that differ in it alone stand together.
        let value = |target: &Target| {
            Some(Value::Target(Target {
                by: None,
                ..target.clone()
            }))
        };
        let kinds = match to {
            None => vec![Weakness::TargetGone],
            Some(to) => target_weaknesses(from, to),
        };
        for kind in kinds {
            found.add(
                Sighting::new(kind, place.clone())
                    .change(value(from), to.and_then(value))
                    .cites(cites),
            );
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

    fn item(&self, ix: usize, day: &OneDay<'_>, found: &mut Sightings) {
        let def = &self.pairs.before.actions[ix];
        let Some(old) = day.old.action(&def.id) else {
            return;
        };
        let Some(new_def) = self.pairs.actions[ix].map(|ix| &self.pairs.after.actions[ix]) else {
            found.add(Sighting::new(Weakness::ItemGone, place::action(def)));
            return;
        };
        let Some(new) = day.new.action(&new_def.id) else {
            let reason = self
                .authority
                .ended(def.lifetime, new_def.lifetime, day.day);
            found.add(Sighting::new(Weakness::ItemGone, place::action(def)).cites(reason));
            return;
        };
        self.units(ix, (old, new), day, found);
        self.milestones(ix, (old, new), new_def, day, found);
    }

    fn units(
        &self,
        ix: usize,
        (old, new): (&Action, &Action),
        day: &OneDay<'_>,
        found: &mut Sightings,
    ) {
        let units = &self.pairs.before.units;
        let now = &self.pairs.after.units;
        let place = || Place::Action {
            id: new.id.clone(),
            title: new.title.clone(),
        };
        let lead_reason = self.authority.units(ix, |a| &a.lead, day.day);
        let support_reason = self.authority.units(ix, |a| &a.support, day.day);
        let all_leads = now.expand(new.lead.iter().copied());
        let everyone = now.expand(new.responsible());
        // A collective may be replaced by its members; nothing else stands for a unit than itself.
        let members_are_in = |unit: UnitIx, those: &[UnitIx]| {
            units.get(unit).is_collective() && {
                let members = units.expand([unit]);
                members != [unit]
                    && members
                        .into_iter()
                        .all(|m| self.pairs.units[m].is_some_and(|m| those.contains(&m)))
            }
        };
        for &unit in &old.lead {
            let other = self.pairs.units[unit];
            if other.is_some_and(|other| new.lead.contains(&other))
                || members_are_in(unit, &all_leads)
            {
                continue;
            }
            let kind = if other.is_some_and(|other| new.support.contains(&other)) {
                Weakness::LeadToSupport
            } else {
                Weakness::LeadGone
            };
            found.add(
                Sighting::new(kind, place())
                    .unit(units.name(unit))
                    .cites(lead_reason),
            );
        }
        for &unit in old.support.iter().filter(|unit| !old.lead.contains(unit)) {
            let other = self.pairs.units[unit];
            let is_in = other.is_some_and(|other| new.responsible().any(|ix| ix == other));
            if !is_in && !members_are_in(unit, &everyone) {
                found.add(
                    Sighting::new(Weakness::SupportGone, place())
                        .unit(units.name(unit))
                        .cites(support_reason),
                );
            }
        }
        self.answering(ix, (old, new), lead_reason, day, found);
    }

    fn answering(
        &self,
        ix: usize,
        (old, new): (&Action, &Action),
        lead_reason: Option<&str>,
        day: &OneDay<'_>,
        found: &mut Sightings,
    ) {
        let (Some(was), Some(now)) = (old.answering(), new.answering()) else {
            return;
        };
        let Some(other) = self.pairs.units[was] else {
            return;
        };
        if other == now || !new.responsible().any(|ix| ix == other) {
            return;
        }
        let old_def = &self.pairs.before.actions[ix];
        let reason = self.pairs.actions[ix].and_then(|ix| {
            let new_def = &self.pairs.after.actions[ix];
            self.authority.replaced(
                &old_def.was,
                &new_def.was,
                |(_, assignment)| assignment.answers.is_some(),
                day.day,
            )
        });
        found.add(
            Sighting::new(
                Weakness::AnswersMoved,
                Place::Action {
                    id: new.id.clone(),
                    title: new.title.clone(),
                },
            )
            .change(
                Some(Value::Text(self.pairs.before.units.name(was).to_owned())),
                Some(Value::Text(self.pairs.after.units.name(now).to_owned())),
            )
            .cites(reason.or(lead_reason)),
        );
    }

    fn milestones(
        &self,
        ix: usize,
        (old, new): (&Action, &Action),
        new_def: &ActionDef,
        day: &OneDay<'_>,
        found: &mut Sightings,
    ) {
        let def = &self.pairs.before.actions[ix];
        let by_name: HashMap<(&str, Option<&str>), &Milestone> = new
            .milestones
            .iter()
            .map(|m| ((m.name.as_str(), m.occurrence.as_deref()), m))
            .collect();
        for milestone in &old.milestones {
            if milestone.is_default {
                self.default_milestone(ix, milestone, new, day, found);
                continue;
            }
            let Some(at) = def.milestones.iter().position(|m| m.id == milestone.name) else {
                continue;
            };
            let (old_m, place) = (
                &def.milestones[at],
                place::milestone(def, &def.milestones[at]),
            );
            let Some(new_m) = self.pairs.milestones[ix][at].map(|at| &new_def.milestones[at])
            else {
                found.add(Sighting::new(Weakness::MilestoneGone, place));
                continue;
            };
            let now = new.milestones.iter().find(|m| m.name == new_m.id);
            let Some(now) = now else {
                let reason = self
                    .authority
                    .ended(old_m.lifetime, new_m.lifetime, day.day)
                    .or_else(|| {
                        self.authority
                            .ended(def.lifetime, new_def.lifetime, day.day)
                    });
                found.add(Sighting::new(Weakness::MilestoneGone, place).cites(reason));
                continue;
            };
            if milestone.every != now.every {
                let reason = self
                    .authority
                    .milestone(ix, at, |f| f.every.is_some(), day.day);
                found.add(
                    Sighting::new(Weakness::EveryChanged, place)
                        .change(
                            milestone.every.map(Value::Every),
                            now.every.map(Value::Every),
                        )
                        .cites(reason),
                );
                self.obligation((ix, at), (milestone, now, true), day, found);
                continue;
            }
            let key = (new_m.id.as_str(), milestone.occurrence.as_deref());
            let Some(now) = by_name.get(&key) else {
                let reason = self
                    .authority
                    .milestone(
                        ix,
                        at,
                        |f| f.due.is_some() || f.start.is_some() || f.target.is_some(),
                        day.day,
                    )
                    .or_else(|| {
                        self.authority
                            .ended(old_m.lifetime, new_m.lifetime, day.day)
                    })
                    .or_else(|| {
                        self.authority
                            .ended(def.lifetime, new_def.lifetime, day.day)
                    });
                let place = of_milestone(milestone);
                found.add(Sighting::new(Weakness::OccurrenceGone, place).cites(reason));
                continue;
            };
            self.obligation((ix, at), (milestone, now, false), day, found);
        }
    }

    /// Dates, target and who reports, of one occurrence; where the rhythm changed, the dates are no measure.
    fn obligation(
        &self,
        (ix, at): (usize, usize),
        (old, new, is_other_rhythm): (&Milestone, &Milestone, bool),
        day: &OneDay<'_>,
        found: &mut Sightings,
    ) {
        let place = of_milestone(new);
        let target_reason = self
            .authority
            .milestone(ix, at, |f| f.target.is_some(), day.day);
        if !is_other_rhythm {
            let due = self.authority.milestone(
                ix,
                at,
                |f| f.due.is_some() || f.target.as_ref().is_some_and(|t| t.by.is_some()),
                day.day,
            );
            let start = self
                .authority
                .milestone(ix, at, |f| f.start.is_some(), day.day);
            self.windows(&place, (old.window, new.window), (due, start), found);
        }
        if let Some(target) = &old.target {
            self.target(&place, (target, new.target.as_ref()), target_reason, found);
        }
        if old.each && !new.each {
            let reason = self
                .authority
                .milestone(ix, at, |f| f.each.is_some(), day.day);
            found.add(Sighting::new(Weakness::EachOff, place).cites(reason));
        }
    }

    /// What an item owes in a phase for which it names nothing.
    fn default_milestone(
        &self,
        ix: usize,
        old: &Milestone,
        new: &Action,
        day: &OneDay<'_>,
        found: &mut Sightings,
    ) {
        let place = Place::Milestone {
            id: format!("{}/{}", new.id, old.name),
            label: old.label(),
        };
        let phase = self.pairs.phases[old.phase];
        let in_phase = || new.milestones.iter().filter(|m| Some(m.phase) == phase);
        if let Some(now) = in_phase().find(|m| m.is_default) {
            self.windows(&place, (old.window, now.window), (None, None), found);
            return;
        }
        // A milestone of its own took the place of the default one: it must be due no later.
        if let Some(last) = in_phase().map(|m| m.window.end).max() {
            if last > old.window.end {
                later(place, (old.window.end, last), found);
            }
            return;
        }
        let def = &self.pairs.before.actions[ix];
        let reason = self.pairs.actions[ix].and_then(|other| {
            let other = &self.pairs.after.actions[other];
            self.authority
                .ended(def.lifetime, other.lifetime, day.day)
                .or_else(|| self.authority.phases(ix, day.day))
        });
        let is_cut = self.pairs.actions[ix].is_none_or(|other| {
            let phases = phases_of(day.new, &self.pairs.after.actions[other]);
            phase.is_none_or(|phase| !phases.contains(&phase))
        });
        let kind = if is_cut {
            Weakness::PhasesCut
        } else {
            Weakness::MilestoneGone
        };
        found.add(Sighting::new(kind, place).cites(reason));
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

fn of_milestone(milestone: &Milestone) -> Place {
    Place::Milestone {
        id: milestone.id.clone(),
        label: milestone.label(),
    }
}

fn later(place: Place, (from, to): (Day, Day), found: &mut Sightings) {
    found.add(
        Sighting::new(Weakness::DeadlineLater, place)
            .change(Some(Value::Day(from)), Some(Value::Day(to))),
    );
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
