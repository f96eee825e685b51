//! Weakenings of plan-wide terms on one day: thresholds, phases, collectives, indicators.

use crate::plan::{Alert, AlertFields, IndicatorFields, PhaseIx, Soon, Target, UnitIx};
use crate::text::{ChangedField, Weakness};

use super::findings::{add_later_window, add_target_change};
use super::items::PlansOnDay;
use super::plan::{PlanReview, add_replaced, add_wording};
use super::softer::is_alike;
use super::weakening::{Finding, ReviewFindings};
use crate::diff::difference::{Subject, Value};
use crate::diff::subjects;

impl PlanReview<'_, '_> {
    pub(super) fn compare_terms(&self, on: &PlansOnDay<'_>, found: &mut ReviewFindings) {
        self.compare_alert(on, found);
        self.compare_phases(on, found);
        self.compare_members(on, found);
        self.compare_indicators(on, found);
    }

    fn compare_alert(&self, on: &PlansOnDay<'_>, found: &mut ReviewFindings) {
        let (old, new) = (on.old.alert(), on.new.alert());
        let (old_was, new_was) = (&self.pairs.before.alert_was, &self.pairs.after.alert_was);
        let soon = [old, new].map(soon_in_days);
        let yellow = [old, new].map(|alert| alert.behind_yellow);
        let red = [old, new].map(|alert| alert.behind_red);
        for (field, [from, to], is_looser) in [
            (ChangedField::SoonDays, soon, soon[1] < soon[0]),
            (ChangedField::BehindYellow, yellow, yellow[1] > yellow[0]),
            (ChangedField::BehindRed, red, red[1] > red[0]),
        ] {
            if is_looser {
                let names = |was: &AlertFields| says(was, field);
                let number = |days: i64| Some(Value::Number(days.into()));
                let finding = Finding::new(Weakness::AlertLoosened, Subject::plan())
                    .field(field)
                    .change(number(from), number(to));
                found.add(finding.cites(self.why_replaced(old_was, new_was, names, on.day)));
            }
        }
    }

    fn compare_phases(&self, on: &PlansOnDay<'_>, found: &mut ReviewFindings) {
        for (ix, old) in PhaseIx::each(on.old.phases()) {
            let Some(other) = self.pairs.phase(ix) else {
                let subject = subjects::phase(self.pairs.before.phase(ix));
                found.add(Finding::new(Weakness::PhasesCut, subject));
                continue;
            };
            add_later_window(
                &subjects::phase(self.pairs.after.phase(other)),
                (old.window, on.new.phase(other).window),
                self.why_phase_dates(ix, on.day),
                found,
            );
        }
    }

    fn compare_members(&self, on: &PlansOnDay<'_>, found: &mut ReviewFindings) {
        let (old, new) = (on.old.units(), on.new.units());
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
            let reason = self.why_members(ix, (old, new), on.day);
            for member in struck {
                found.add(
                    Finding::new(Weakness::MemberStruck, Subject::unit(&unit.name))
                        .unit(old.name(member))
                        .cites(reason),
                );
            }
        }
    }

    fn compare_indicators(&self, on: &PlansOnDay<'_>, found: &mut ReviewFindings) {
        for ix in 0..on.old.indicators().len() {
            let Some(other) = self.pairs.indicators.index(ix) else {
                let subject = subjects::indicator(&self.pairs.before.indicators[ix]);
                found.add(Finding::new(Weakness::IndicatorGone, subject));
                continue;
            };
            self.compare_indicator(ix, other, on, found);
        }
    }

    /// Compares an indicator, by its index in the old version and in the new.
    fn compare_indicator(
        &self,
        ix: usize,
        other: usize,
        on: &PlansOnDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let (old, new) = (&on.old.indicators()[ix], &on.new.indicators()[other]);
        let (before, after) = (
            &self.pairs.before.indicators[ix],
            &self.pairs.after.indicators[other],
        );
        let cited = |field: fn(&IndicatorFields) -> bool| {
            self.why_replaced(&before.was, &after.was, field, on.day)
        };
        let subject = subjects::indicator(after);
        let name_reason = cited(|was| was.name.is_some());
        if !is_alike(&old.name, &new.name) {
            add_replaced(&subject, (&old.name, &new.name), name_reason, found);
        }
        add_wording(
            &subject,
            ChangedField::Name,
            (&old.name, &new.name),
            name_reason,
            found,
        );
        let targets_reason = cited(|was| was.targets.is_some());
        let baseline_reason = cited(|was| was.baseline.is_some());
        for (from, to) in subjects::target_pairs(&old.targets, &new.targets) {
            let Some(from) = from else { continue };
            let is_baseline_alone = to.is_some_and(|to| differ_in_baseline_alone(from, to));
            let reason = |kind| match kind {
                // The indicator's own baseline is cited separately from its targets.
                Weakness::BaselineChanged if before.baseline != after.baseline => baseline_reason,
                Weakness::BaselineChanged => baseline_reason.or(targets_reason),
                _ if is_baseline_alone => baseline_reason.or(targets_reason),
                _ => targets_reason,
            };
            add_target_change(&subject, (from, to), reason, found);
            if let (Some(from), Some(to)) = (from.by, to.map(|to| to.by))
                && to.is_none_or(|to| to > from)
            {
                found.add(
                    Finding::new(Weakness::DeadlineLater, subject.clone())
                        .change(Some(Value::Day(from)), to.map(Value::Day))
                        .cites(targets_reason),
                );
            }
        }
    }
}

/// Returns whether an amendment replaced a threshold.
fn says(was: &AlertFields, threshold: ChangedField) -> bool {
    match threshold {
        ChangedField::SoonDays => was.soon.is_some(),
        ChangedField::BehindYellow => was.behind_yellow.is_some(),
        _ => was.behind_red.is_some(),
    }
}

/// Returns the days of 临期; five working days count as seven.
fn soon_in_days(alert: Alert) -> i64 {
    let Soon { days, working } = alert.soon;
    if working { days * 7 / 5 } else { days }
}

/// Returns whether only the indicator's baseline changed, and what follows from it.
fn differ_in_baseline_alone(before: &Target, after: &Target) -> bool {
    before.clone().with_baseline(after.baseline) == *after
}
