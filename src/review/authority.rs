//! Amendments as authority for a change: a numbered later document must be cited.

use std::collections::BTreeSet;

use crate::plan::{
    Amendment, Assignment, Day, Document, ItemFields, Lifetime, Members, MilestoneFields, PhaseIx,
    UnitIx, Units, Was,
};

use unicode_normalization::UnicodeNormalization;

use super::plan::PlanReview;

/// The place of a milestone that the older plan.toml defines.
#[derive(Clone, Copy)]
pub(super) struct OldMilestone {
    pub(super) action: usize,
    pub(super) milestone: usize,
}

impl<'d> PlanReview<'_, 'd> {
    /// Returns the amendment, in force on `day`, that replaced a field and was not cited for it before.
    pub(super) fn why_replaced<F>(
        &self,
        before: &[Was<F>],
        after: &[Was<F>],
        names: impl Fn(&F) -> bool,
        day: Day,
    ) -> Option<&'d str> {
        after
            .iter()
            .filter(|was| names(&was.fields) && was.until <= day)
            .filter(|was| {
                !before
                    .iter()
                    .any(|old| old.by == was.by && names(&old.fields))
            })
            .filter_map(|was| self.numbered(&was.by, day))
            .next_back()
    }

    /// Returns the amendment by which something newly ended.
    pub(super) fn why_ended(&self, before: Lifetime, after: Lifetime, day: Day) -> Option<&'d str> {
        let ended = after.ended.filter(|_| before.ended != after.ended)?;
        let mut that_day = self.pairs.after.amendments.iter().filter(|a| a.on == ended);
        let first = that_day.next()?;
        let id = self.numbered(&first.id, day)?;
        that_day
            .all(|other| self.numbered(&other.id, day).is_some())
            .then_some(id)
    }

    /// Returns the amendment that explains an action's changed units. Every place that now states them
    /// differently, the action or an enclosing section, must cite one.
    pub(super) fn why_units(
        &self,
        action: usize,
        units: fn(&Assignment) -> &Option<Vec<UnitIx>>,
        day: Day,
    ) -> Option<&'d str> {
        let names = |was: &ItemFields| units(&was.assignment).is_some();
        self.assigned(
            action,
            |assignment, document| {
                let units = units(assignment).as_ref()?;
                let of_before = std::ptr::eq(document, self.pairs.before);
                let name = |ix: &UnitIx| {
                    if of_before {
                        self.pairs.unit_name(*ix)
                    } else {
                        document.units.name(*ix)
                    }
                };
                Some(units.iter().map(name).map(str::to_owned).collect())
            },
            names,
            day,
        )
    }

    /// Returns the amendments that explain a phase's changed last day and first day.
    pub(super) fn why_phase_dates(
        &self,
        phase: PhaseIx,
        day: Day,
    ) -> (Option<&'d str>, Option<&'d str>) {
        let Some(other) = self.pairs.phase(phase) else {
            return (None, None);
        };
        let old = &self.pairs.before.phase(phase).was;
        let new = &self.pairs.after.phase(other).was;
        (
            self.why_replaced(old, new, |was| was.end.is_some(), day),
            self.why_replaced(old, new, |was| was.start.is_some(), day),
        )
    }

    /// Returns the amendment that explains a collective's changed members. It and every collective it
    /// contained must cite one wherever their members changed. `before` and `after` are the units on
    /// `day`.
    pub(super) fn why_members(
        &self,
        collective: UnitIx,
        (before, after): (&Units, &Units),
        day: Day,
    ) -> Option<&'d str> {
        let mut reason = None;
        let mut seen = BTreeSet::new();
        let mut waiting = vec![collective];
        while let Some(ix) = waiting.pop() {
            let unit = before.get(ix);
            if !seen.insert(ix) || !unit.is_collective() {
                continue;
            }
            let other = self.pairs.unit(ix)?;
            let now = match &after.get(other).members {
                Members::All => None,
                Members::Listed(members) => Some(members),
            };
            let same = match (&unit.members, now) {
                (Members::All, None) => true,
                (Members::Listed(members), Some(now)) => members
                    .iter()
                    .all(|ix| self.pairs.unit(*ix).is_some_and(|ix| now.contains(&ix))),
                _ => false,
            };
            if !same {
                let (old, new) = (
                    &self.pairs.before.units.get(ix).was,
                    &self.pairs.after.units.get(other).was,
                );
                reason = Some(self.why_replaced(old, new, Option::is_some, day)?);
            }
            if let Members::Listed(members) = &unit.members {
                waiting.extend(members);
            }
        }
        reason
    }

    /// Returns the amendment that explains an action's changed phases.
    pub(super) fn why_phases(&self, action: usize, day: Day) -> Option<&'d str> {
        let names = |was: &ItemFields| was.assignment.phases.is_some();
        self.assigned(
            action,
            |assignment, document| {
                let phases = assignment.phases.as_ref()?;
                let ids = phases.iter().map(|ix| document.phase(*ix).id.clone());
                Some(ids.collect())
            },
            names,
            day,
        )
    }

    fn assigned(
        &self,
        action: usize,
        says: impl Fn(&Assignment, &Document) -> Option<Vec<String>>,
        names: impl Fn(&ItemFields) -> bool,
        day: Day,
    ) -> Option<&'d str> {
        let (before, after) = (self.pairs.before, self.pairs.after);
        let old = &before.actions[action];
        let new = self.pairs.actions.other(action)?;
        let mut reason = None;
        if says(&old.assignment, before) != says(&new.assignment, after) {
            reason = Some(self.why_replaced(&old.was, &new.was, &names, day)?);
        }
        let mut around = new.section;
        while let Some(ix) = around {
            let section = &after.sections[ix];
            let known = self.pairs.sections.earlier(ix);
            let said = known.and_then(|old| says(&old.assignment, before));
            if said != says(&section.assignment, after) {
                let was: &[Was<ItemFields>] = known.map_or(&[], |old| &old.was);
                reason = Some(self.why_replaced(was, &section.was, &names, day)?);
            }
            around = after.section_around(&section.id);
        }
        reason
    }

    /// Returns the amendment that explains a changed field of a milestone.
    pub(super) fn why_milestone(
        &self,
        OldMilestone { action, milestone }: OldMilestone,
        names: impl Fn(&MilestoneFields) -> bool,
        day: Day,
    ) -> Option<&'d str> {
        let old = &self.pairs.before.actions[action].milestones[milestone];
        let new = self.pairs.milestones[action].other(milestone)?;
        self.why_replaced(&old.was, &new.was, names, day)
    }

    /// Returns whether an amendment's number is one of its own: neither the plan's, now or before, nor that of an
    /// amendment that is known under another id.
    pub(super) fn has_own_number(&self, amendment: &Amendment) -> bool {
        let number = |text: &Option<String>| bare_number(text.as_deref().unwrap_or_default());
        let own = number(&amendment.number);
        let (before, after) = (self.pairs.before, self.pairs.after);
        let mut others = before
            .amendments
            .iter()
            .filter(|known| known.id != amendment.id);
        !own.is_empty()
            && [before, after].iter().all(|it| number(&it.number) != own)
            && others.all(|known| number(&known.number) != own)
    }

    /// Returns whether an amendment is older than the plan, by the day of issue that either version has.
    pub(super) fn is_older_than_plan(&self, amendment: &Amendment) -> bool {
        let issued = [self.pairs.before.issued, self.pairs.after.issued];
        issued
            .into_iter()
            .flatten()
            .any(|issued| amendment.on < issued)
    }

    /// Returns the id if the amendment has its own number, is not older than the plan, and is in force
    /// on `day`.
    fn numbered(&self, id: &str, day: Day) -> Option<&'d str> {
        let document = self.pairs.after;
        let found: &Amendment = document.amendments.iter().find(|a| a.id == id)?;
        let counts = self.has_own_number(found) && !self.is_older_than_plan(found);
        (counts && found.on <= day).then_some(found.id.as_str())
    }
}

/// Returns the letters and digits of a document's number, in whatever width and brackets: `示政〔2022〕1号`.
fn bare_number(number: &str) -> String {
    number
        .nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
