//! Weakenings of actions on one day: units, dates and targets.

use std::collections::HashMap;

use crate::plan::{Action, ActionDef, Day, Milestone, MilestoneFields, PhaseIx, Plan, UnitIx};
use crate::text::Weakness;

use super::authority::OldMilestone;
use super::findings::{add_later_due, add_later_window, add_target_change};
use super::plan::PlanReview;
use super::weakening::{Finding, ReviewFindings};
use crate::diff::difference::{Subject, SubjectKind, Value};
use crate::diff::subjects;

/// The most days before a phase's end at which a milestone may be due to replace the phase's default
/// one.
const LONG_BEFORE: i64 = 90;

/// Both versions of a plan on one day.
pub(crate) struct PlansOnDay<'p> {
    pub(crate) day: Day,
    pub(crate) old: &'p Plan,
    pub(crate) new: &'p Plan,
}

impl PlanReview<'_, '_> {
    pub(super) fn compare_item(&self, ix: usize, on: &PlansOnDay<'_>, found: &mut ReviewFindings) {
        let def = &self.pairs.before.actions[ix];
        let Some(old) = on.old.action(&def.id) else {
            return;
        };
        let Some(new_def) = self.pairs.actions.other(ix) else {
            found.add(Finding::new(Weakness::ItemGone, subjects::action(def)));
            return;
        };
        let Some(new) = on.new.action(&new_def.id) else {
            let reason = self.why_ended(def.lifetime, new_def.lifetime, on.day);
            found.add(Finding::new(Weakness::ItemGone, subjects::action(def)).cites(reason));
            return;
        };
        self.compare_units(ix, (old, new), on, found);
        self.compare_milestones(ix, (old, new), new_def, on, found);
    }

    fn compare_units(
        &self,
        ix: usize,
        (old, new): (&Action, &Action),
        on: &PlansOnDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let units = on.old.units();
        let now = on.new.units();
        let subject = || Subject::new(SubjectKind::Action, &new.id, &new.title);
        let lead_reason = self.why_units(ix, |a| &a.lead, on.day);
        let support_reason = self.why_units(ix, |a| &a.support, on.day);
        let all_leads = now.expand(new.lead.iter().copied());
        let everyone = now.expand(new.responsible());
        // A collective may be replaced by its members; any other unit only by itself.
        let members_are_in = |unit: UnitIx, those: &[UnitIx]| {
            units.get(unit).is_collective() && {
                let members = units.expand([unit]);
                members != [unit]
                    && members
                        .into_iter()
                        .all(|m| self.pairs.unit(m).is_some_and(|m| those.contains(&m)))
            }
        };
        for &unit in &old.lead {
            let other = self.pairs.unit(unit);
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
                Finding::new(kind, subject())
                    .unit(units.name(unit))
                    .cites(lead_reason),
            );
        }
        for &unit in old.support.iter().filter(|unit| !old.lead.contains(unit)) {
            let other = self.pairs.unit(unit);
            let is_in = other.is_some_and(|other| new.responsible().any(|ix| ix == other));
            if !is_in && !members_are_in(unit, &everyone) {
                found.add(
                    Finding::new(Weakness::SupportGone, subject())
                        .unit(units.name(unit))
                        .cites(support_reason),
                );
            }
        }
        self.compare_answering(ix, (old, new), lead_reason, on, found);
    }

    fn compare_answering(
        &self,
        ix: usize,
        (old, new): (&Action, &Action),
        lead_reason: Option<&str>,
        on: &PlansOnDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let (Some(was), Some(now)) = (old.answering(), new.answering()) else {
            return;
        };
        let Some(other) = self.pairs.unit(was) else {
            return;
        };
        if other == now || !new.responsible().any(|ix| ix == other) {
            return;
        }
        let old_def = &self.pairs.before.actions[ix];
        let reason = self.pairs.actions.other(ix).and_then(|new_def| {
            self.why_replaced(
                &old_def.was,
                &new_def.was,
                |was| was.assignment.answers.is_some(),
                on.day,
            )
        });
        found.add(
            Finding::new(
                Weakness::AnswersMoved,
                Subject::new(SubjectKind::Action, &new.id, &new.title),
            )
            .texts(
                self.pairs.before.units.name(was),
                self.pairs.after.units.name(now),
            )
            .cites(reason.or(lead_reason.filter(|_| self.leads_differ(old, new)))),
        );
    }

    /// Returns whether the lead units changed; only then does their amendment also explain who answers.
    fn leads_differ(&self, old: &Action, new: &Action) -> bool {
        let now: Vec<Option<UnitIx>> = new.lead.iter().copied().map(Some).collect();
        let was: Vec<Option<UnitIx>> = old.lead.iter().map(|ix| self.pairs.unit(*ix)).collect();
        was != now
    }

    fn compare_milestones(
        &self,
        ix: usize,
        (old, new): (&Action, &Action),
        new_def: &ActionDef,
        on: &PlansOnDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let def = &self.pairs.before.actions[ix];
        let by_name: HashMap<(&str, Option<&str>), &Milestone> = new
            .milestones
            .iter()
            .map(|m| ((m.name(), m.occurrence.as_deref()), m))
            .collect();
        for milestone in &old.milestones {
            if milestone.is_default {
                self.compare_default_milestone(ix, milestone, new, on, found);
                continue;
            }
            let Some(at) = def.milestones.iter().position(|m| m.id == milestone.name()) else {
                continue;
            };
            let old_m = &def.milestones[at];
            let of = OldMilestone {
                action: ix,
                milestone: at,
            };
            let subject = subjects::milestone(def, old_m);
            let Some(new_m) = self.pairs.milestones[ix].other(at) else {
                found.add(Finding::new(Weakness::MilestoneGone, subject));
                continue;
            };
            let ended = |old, new| self.why_ended(old, new, on.day);
            let ended = || {
                ended(old_m.lifetime, new_m.lifetime)
                    .or_else(|| ended(def.lifetime, new_def.lifetime))
            };
            let mut of_id = new.milestones.iter().filter(|m| m.name() == new_m.id);
            if of_id.clone().next().is_none() {
                found.add(Finding::new(Weakness::MilestoneGone, subject).cites(ended()));
                continue;
            }
            let key = (new_m.id.as_str(), milestone.occurrence.as_deref());
            let same = by_name.get(&key).filter(|now| now.every == milestone.every);
            if let Some(now) = same {
                self.compare_obligation(of, (milestone, now), on, found);
            } else if let Some(other) = of_id.find(|now| now.every != milestone.every) {
                // What was owed before an amendment keeps its recurrence beside the new one.
                let every = |m: &Milestone| m.every.map(Value::Recurrence);
                let reason = self.why_milestone(of, |f| f.every.is_some(), on.day);
                let finding = Finding::new(Weakness::EveryChanged, subject).cites(reason);
                found.add(finding.change(every(milestone), every(other)));
                self.compare_obligation(of, (milestone, other), on, found);
            } else {
                let other_dates = self.other_dates(of, milestone, new_m.phase, on);
                let finding = Finding::new(Weakness::OccurrenceGone, of_milestone(milestone));
                found.add(finding.cites(other_dates.or_else(ended)));
            }
        }
    }

    /// Returns the amendment that gave a milestone other dates, so that an occurrence fell away.
    fn other_dates(
        &self,
        of: OldMilestone,
        milestone: &Milestone,
        new_phase: Option<PhaseIx>,
        on: &PlansOnDay<'_>,
    ) -> Option<&str> {
        let (end, start) = self.inherited(of, (milestone.phase, new_phase), on);
        let begins_later =
            new_phase.is_some_and(|phase| milestone.window.end < on.new.phase(phase).window.start);
        let of_dates = |f: &MilestoneFields| f.start.is_some() || sets_due(f);
        let own = self.why_milestone(of, of_dates, on.day);
        own.or(if begins_later { start } else { end })
    }

    /// Compares dates, target and `each` of one occurrence; dates are skipped if the recurrence
    /// changed.
    fn compare_obligation(
        &self,
        of: OldMilestone,
        (old, new): (&Milestone, &Milestone),
        on: &PlansOnDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let subject = of_milestone(new);
        let target_reason = self.why_milestone(of, |f| f.target.is_some(), on.day);
        if old.every == new.every {
            let due = self.why_milestone(of, sets_due, on.day);
            let start = self.why_milestone(of, |f| f.start.is_some(), on.day);
            let (phase_end, phase_start) = self.inherited(of, (old.phase, Some(new.phase)), on);
            let reasons = (due.or(phase_end), start.or(phase_start));
            add_later_window(&subject, (old.window, new.window), reasons, found);
        }
        if let Some(target) = &old.target {
            let both = (target, new.target.as_ref());
            add_target_change(&subject, both, |_| target_reason, found);
        }
        if old.each && !new.each {
            let reason = self.why_milestone(of, |f| f.each.is_some(), on.day);
            found.add(Finding::new(Weakness::EachOff, subject).cites(reason));
        }
    }

    /// Returns the amendments that explain a later due date or start inherited from the phase: neither
    /// version sets the date itself, and the same phase cites one for its last or first day.
    fn inherited(
        &self,
        of: OldMilestone,
        (phase, new_phase): (PhaseIx, Option<PhaseIx>),
        on: &PlansOnDay<'_>,
    ) -> (Option<&str>, Option<&str>) {
        let OldMilestone { action, milestone } = of;
        let new = self.pairs.milestones[action].other(milestone);
        let Some(new) = new.filter(|_| self.pairs.phase(phase) == new_phase) else {
            return (None, None);
        };
        let old = &self.pairs.before.actions[action].milestones[milestone];
        let both = [old, new].map(|def| def.fields_on(on.day));
        let (end, start) = self.why_phase_dates(phase, on.day);
        (
            end.filter(|_| !both.iter().any(|fields| sets_due(fields))),
            start.filter(|_| both.iter().all(|fields| fields.start.is_none())),
        )
    }

    /// Compares an action's default milestone in a phase.
    fn compare_default_milestone(
        &self,
        ix: usize,
        old: &Milestone,
        new: &Action,
        on: &PlansOnDay<'_>,
        found: &mut ReviewFindings,
    ) {
        let id = format!("{}/{}", new.id, old.name());
        let subject = Subject::new(SubjectKind::Milestone, id, old.label());
        let phase = self.pairs.phase(old.phase);
        let in_phase = || new.milestones.iter().filter(|m| Some(m.phase) == phase);
        if let Some(now) = in_phase().find(|m| m.is_default) {
            let reasons = self.why_phase_dates(old.phase, on.day);
            add_later_window(&subject, (old.window, now.window), reasons, found);
            return;
        }
        // A milestone of its own that replaces the default one must be due no later.
        if let Some(last) = in_phase().map(|m| m.window.end).max() {
            match last.cmp(&old.window.end) {
                std::cmp::Ordering::Greater => {
                    add_later_due(subject, (old.window.end, last), None, found);
                }
                // It was replaced by something due earlier, so that nothing is owed at the phase's
                // end.
                std::cmp::Ordering::Less if (old.window.end - last).num_days() > LONG_BEFORE => {
                    let finding = Finding::new(Weakness::MilestoneGone, subject);
                    found.add(finding.days(old.window.end, last));
                }
                _ => {}
            }
            return;
        }
        let def = &self.pairs.before.actions[ix];
        let other = self.pairs.actions.other(ix);
        let reason = other.and_then(|other| {
            self.why_ended(def.lifetime, other.lifetime, on.day)
                .or_else(|| self.why_phases(ix, on.day))
        });
        let is_cut = other.is_none_or(|other| {
            let phases = on.new.phases_of(other);
            phase.is_none_or(|phase| !phases.contains(&phase))
        });
        let kind = if is_cut {
            Weakness::PhasesCut
        } else {
            Weakness::MilestoneGone
        };
        found.add(Finding::new(kind, subject).cites(reason));
    }
}

/// Returns whether a milestone's fields say by when it is due.
fn sets_due(fields: &MilestoneFields) -> bool {
    fields.own_due().is_some()
}

fn of_milestone(milestone: &Milestone) -> Subject {
    Subject::new(SubjectKind::Milestone, &milestone.id, milestone.label())
}
