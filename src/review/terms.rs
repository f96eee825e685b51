//! Weakenings of plan-wide terms on one day: thresholds, phases, collectives, indicators.

use crate::plan::{Alert, AlertFields, Indicator, IndicatorFields, PhaseIx, Soon, Target, UnitIx};
use crate::text::{ChangedField, Weakness};

use super::findings::{target_change, windows};
use super::items::OneDay;
use super::plan::{PlanReview, replaced, wording};
use super::softer::is_alike;
use super::weakening::{Finding, ReviewFindings};
use crate::diff::difference::{Subject, Value};
use crate::diff::place;

impl PlanReview<'_, '_> {
    pub(super) fn terms(&self, day: &OneDay<'_>, found: &mut ReviewFindings) {
        self.alert(day, found);
        self.phases(day, found);
        self.members(day, found);
        self.indicators(day, found);
    }

    fn alert(&self, day: &OneDay<'_>, found: &mut ReviewFindings) {
        let (old, new) = (day.old.alert(), day.new.alert());
        let reason = |field: fn(&AlertFields) -> bool| {
            let (old, new) = (&self.pairs.before.alert_was, &self.pairs.after.alert_was);
            self.why_replaced(old, new, field, day.day)
        };
        let mut look = |field, from: i64, to: i64, is_looser: bool, cites: Option<&str>| {
            if is_looser {
                let number = |days: i64| Some(Value::Number(days.into()));
                found.add(
                    Finding::new(Weakness::AlertLoosened, Subject::plan())
                        .field(field)
                        .change(number(from), number(to))
                        .cites(cites),
                );
            }
        };
        // Five working days count as seven days.
        let weigh = |alert: Alert| {
            let Soon { days, working } = alert.soon;
            if working { days * 7 / 5 } else { days }
        };
        let (from, to) = (weigh(old), weigh(new));
        let cites = reason(|was| was.soon.is_some());
        look(ChangedField::SoonDays, from, to, to < from, cites);
        let (from, to) = (old.behind_yellow, new.behind_yellow);
        let cites = reason(|was| was.behind_yellow.is_some());
        look(ChangedField::BehindYellow, from, to, to > from, cites);
        let (from, to) = (old.behind_red, new.behind_red);
        let cites = reason(|was| was.behind_red.is_some());
        look(ChangedField::BehindRed, from, to, to > from, cites);
    }

    fn phases(&self, day: &OneDay<'_>, found: &mut ReviewFindings) {
        for (ix, old) in PhaseIx::each(day.old.phases()) {
            let Some(other) = self.pairs.phase(ix) else {
                let place = place::phase(self.pairs.before.phase(ix));
                found.add(Finding::new(Weakness::PhasesCut, place));
                continue;
            };
            windows(
                &place::phase(self.pairs.after.phase(other)),
                (old.window, day.new.phase(other).window),
                self.why_phase_dates(ix, day.day),
                found,
            );
        }
    }

    fn members(&self, day: &OneDay<'_>, found: &mut ReviewFindings) {
        let (old, new) = (day.old.units(), day.new.units());
        for (ix, unit) in old.iter().filter(|(_, unit)| unit.is_collective()) {
            let Some(other) = self.pairs.unit(ix) else {
                continue;
            };
            let now = new.expand([other]);
            let is_struck = |member: UnitIx| {
                let other = self.pairs.unit(member);
                other.is_none_or(|member| !now.contains(&member))
            };
            let members = old.expand([ix]).into_iter();
            let struck: Vec<UnitIx> = members
                .filter(|member| *member != ix && is_struck(*member))
                .collect();
            if struck.is_empty() {
                continue;
            }
            let reason = self.why_members(ix, (old, new), day.day);
            for member in struck {
                found.add(
                    Finding::new(Weakness::MemberStruck, Subject::unit(&unit.name))
                        .unit(old.name(member))
                        .cites(reason),
                );
            }
        }
    }

    fn indicators(&self, day: &OneDay<'_>, found: &mut ReviewFindings) {
        for (ix, old) in day.old.indicators().iter().enumerate() {
            let Some(other) = self.pairs.indicators[ix] else {
                let place = place::indicator(&self.pairs.before.indicators[ix]);
                found.add(Finding::new(Weakness::IndicatorGone, place));
                continue;
            };
            self.indicator((ix, other), (old, &day.new.indicators()[other]), day, found);
        }
    }

    fn indicator(
        &self,
        (ix, other): (usize, usize),
        (old, new): (&Indicator, &Indicator),
        day: &OneDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let (before, after) = (
            &self.pairs.before.indicators[ix],
            &self.pairs.after.indicators[other],
        );
        let cited = |field: fn(&IndicatorFields) -> bool| {
            self.why_replaced(&before.was, &after.was, field, day.day)
        };
        let place = place::indicator(after);
        let name_reason = cited(|was| was.name.is_some());
        if !is_alike(&old.name, &new.name) {
            replaced(&place, (&old.name, &new.name), name_reason, found);
        }
        wording(
            &place,
            ChangedField::Name,
            (&old.name, &new.name),
            name_reason,
            found,
        );
        let targets_reason = cited(|was| was.targets.is_some());
        let baseline_reason = cited(|was| was.baseline.is_some());
        for (from, to) in place::target_pairs(&old.targets, &new.targets) {
            let Some(from) = from else { continue };
            let is_baseline_alone = to.is_some_and(|to| differ_in_baseline_alone(from, to));
            let reason = |kind| match kind {
                // The indicator's own baseline is cited separately from its targets.
                Weakness::BaselineChanged if before.baseline != after.baseline => baseline_reason,
                Weakness::BaselineChanged => baseline_reason.or(targets_reason),
                _ if is_baseline_alone => baseline_reason.or(targets_reason),
                _ => targets_reason,
            };
            target_change(&place, (from, to), reason, found);
            if let (Some(from), Some(to)) = (from.by, to.map(|to| to.by))
                && to.is_none_or(|to| to > from)
            {
                found.add(
                    Finding::new(Weakness::DeadlineLater, place.clone())
                        .change(Some(Value::Day(from)), to.map(Value::Day))
                        .cites(targets_reason),
                );
            }
        }
    }
}

/// Returns whether only the indicator's baseline changed, and what follows from it.
fn differ_in_baseline_alone(before: &Target, after: &Target) -> bool {
    before.clone().with_baseline(after.baseline) == *after
}
