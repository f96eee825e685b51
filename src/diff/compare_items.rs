//! Items and their milestones, with what they inherit.

use crate::plan::{
    Action, ActionDef, Document, MilestoneDef, Plan, Section, Target, UnitIx, natural_cmp,
};
use crate::text::ChangedField;

use super::compare::{DifferenceList, action_of, sort_by_id, window_of};
use super::difference::{Difference, Subject, Value, What};
use super::pairs::{DocumentPairs, unpaired};
use super::place;

pub(crate) struct Items<'p, 'd> {
    pairs: &'p DocumentPairs<'d>,
    old: &'p Plan,
    new: &'p Plan,
}

/// The units of an item in one role, before and after, by the names they have after.
#[derive(Clone, PartialEq)]
struct UnitsChange {
    field: ChangedField,
    from: Vec<String>,
    to: Vec<String>,
}

impl<'p, 'd> Items<'p, 'd> {
    pub(crate) fn new(pairs: &'p DocumentPairs<'d>, old: &'p Plan, new: &'p Plan) -> Self {
        Self { pairs, old, new }
    }

    pub(crate) fn compare(&self, found: &mut DifferenceList) {
        let mut changes = self.unit_changes();
        self.collapse(&mut changes, found);
        let mut of_items: Vec<(String, Vec<Difference>)> = Vec::new();
        for (ix, old) in self.pairs.before.actions.iter().enumerate() {
            let mut own = DifferenceList::default();
            let id = match self.pairs.actions[ix].map(|other| &self.pairs.after.actions[other]) {
                None => {
                    own.push(&place::action(old), What::Removed);
                    old.id.clone()
                }
                Some(new) => {
                    self.action(ix, old, new, &changes[ix], &mut own);
                    new.id.clone()
                }
            };
            of_items.push((id, own.0));
        }
        let all = &self.pairs.after.actions;
        for ix in unpaired(&self.pairs.actions, all.len()) {
            let mut own = DifferenceList::default();
            let place = place::action(&all[ix]);
            own.push(&place, What::Added);
            let none = Some(all[ix].lifetime);
            place::amended(
                self.pairs.after,
                &place,
                (&[], &all[ix].was),
                (None, none),
                &mut own,
            );
            of_items.push((all[ix].id.clone(), own.0));
        }
        of_items.sort_by(|(a, _), (b, _)| natural_cmp(a, b));
        found
            .0
            .extend(of_items.into_iter().flat_map(|(_, own)| own));
    }

    /// For every item before: how its units changed.
    fn unit_changes(&self) -> Vec<Vec<UnitsChange>> {
        let defs = self.pairs.before.actions.iter();
        defs.zip(&self.pairs.actions)
            .map(|(old, other)| {
                let new = other.map(|other| &self.pairs.after.actions[other]);
                let effective = new.and_then(|new| {
                    Some((action_of(self.old, &old.id)?, action_of(self.new, &new.id)?))
                });
                effective.map_or_else(Vec::new, |(old, new)| self.units_of(old, new))
            })
            .collect()
    }

    fn units_of(&self, old: &Action, new: &Action) -> Vec<UnitsChange> {
        let before = |units: &[UnitIx]| -> Vec<String> {
            let names = units.iter().map(|ix| self.pairs.unit_name(*ix).to_owned());
            names.collect()
        };
        let after = |units: &[UnitIx]| -> Vec<String> {
            let names = units.iter().map(|ix| self.new.units().name(*ix).to_owned());
            names.collect()
        };
        let mut changes = vec![
            UnitsChange {
                field: ChangedField::Lead,
                from: before(&old.lead),
                to: after(&new.lead),
            },
            UnitsChange {
                field: ChangedField::Support,
                from: before(&old.support),
                to: after(&new.support),
            },
        ];
        if old.answers.is_some() || new.answers.is_some() {
            changes.push(UnitsChange {
                field: ChangedField::Answers,
                from: before(&old.answering().into_iter().collect::<Vec<_>>()),
                to: after(&new.answering().into_iter().collect::<Vec<_>>()),
            });
        }
        changes.retain(|change| change.from != change.to);
        changes
    }

    /// A change of units that all items of a section share, because the section changed, is told once, at the section.
    fn collapse(&self, changes: &mut [Vec<UnitsChange>], found: &mut DifferenceList) {
        for (ix, section) in self.pairs.sections.iter().enumerate() {
            let Some(other) = *section else { continue };
            let (old, new) = (&self.old.sections[ix], &self.new.sections[other]);
            for change in self.section_changes(old, new) {
                let mut items = Vec::new();
                for (at, own) in changes.iter_mut().enumerate() {
                    let id = self.pairs.actions[at].map(|at| &self.pairs.after.actions[at].id);
                    let Some(id) = id.filter(|id| id.starts_with(&format!("{}.", new.id))) else {
                        continue;
                    };
                    if own.contains(&change) {
                        own.retain(|one| *one != change);
                        items.push(id.clone());
                    }
                }
                if items.is_empty() {
                    continue;
                }
                sort_by_id(&mut items);
                found.push(
                    &place::section(&self.pairs.after.sections[other]),
                    What::Shared {
                        items,
                        what: Box::new(change.what()),
                    },
                );
            }
        }
    }

    fn section_changes(&self, old: &Section, new: &Section) -> Vec<UnitsChange> {
        let names = |units: &[UnitIx]| -> Vec<String> {
            let names = units.iter().map(|ix| self.pairs.unit_name(*ix).to_owned());
            names.collect()
        };
        let after = |units: &[UnitIx]| -> Vec<String> {
            let names = units.iter().map(|ix| self.new.units().name(*ix).to_owned());
            names.collect()
        };
        [
            (ChangedField::Lead, &old.lead, &new.lead),
            (ChangedField::Support, &old.support, &new.support),
        ]
        .into_iter()
        .map(|(field, old, new)| UnitsChange {
            field,
            from: names(old),
            to: after(new),
        })
        .filter(|change| change.from != change.to)
        .collect()
    }

    fn action(
        &self,
        ix: usize,
        old: &ActionDef,
        new: &ActionDef,
        units: &[UnitsChange],
        found: &mut DifferenceList,
    ) {
        let place = place::action(new);
        if old.id != new.id {
            let from = old.id.clone();
            found.push(&place, What::Renumbered { from });
        }
        found.words(&place, ChangedField::Title, &old.title, &new.title);
        found.words(&place, ChangedField::Summary, &old.summary, &new.summary);
        for change in units {
            found.push(&place, change.what());
        }
        self.phases(old, new, &place, found);
        let flag = |flag| Some(Value::Flag(flag));
        found.value(
            &place,
            ChangedField::Truncated,
            flag(old.truncated),
            flag(new.truncated),
        );
        place::amended(
            self.pairs.after,
            &place,
            (&old.was, &new.was),
            (Some(old.lifetime), Some(new.lifetime)),
            found,
        );
        let pairs = &self.pairs.milestones[ix];
        for (milestone, other) in old.milestones.iter().zip(pairs) {
            match other.map(|other| &new.milestones[other]) {
                None => found.push(&place::milestone(old, milestone), What::Removed),
                Some(other) => self.milestone(milestone, (new, other), found),
            }
        }
        for at in unpaired(pairs, new.milestones.len()) {
            let place = place::milestone(new, &new.milestones[at]);
            found.push(&place, What::Added);
            found.value(
                &place,
                ChangedField::Target,
                None,
                new.milestones[at].fields.target.clone().map(Value::Target),
            );
            place::amended(
                self.pairs.after,
                &place,
                (&[], &new.milestones[at].was),
                (None, Some(new.milestones[at].lifetime)),
                found,
            );
        }
    }

    /// The phases it takes part in, of those that both versions have.
    fn phases(
        &self,
        old: &ActionDef,
        new: &ActionDef,
        place: &Subject,
        found: &mut DifferenceList,
    ) {
        let after = &self.pairs.after.phases;
        let from: Vec<usize> = phases_of(self.old, old)
            .into_iter()
            .filter_map(|phase| self.pairs.phases[phase])
            .collect();
        let to: Vec<usize> = phases_of(self.new, new)
            .into_iter()
            .filter(|phase| self.pairs.phases.contains(&Some(*phase)))
            .collect();
        let names = |mut phases: Vec<usize>| {
            phases.sort_unstable();
            let names = phases.into_iter().map(|ix| after[ix].name.clone());
            Some(Value::Names(names.collect()))
        };
        found.value(place, ChangedField::Phases, names(from), names(to));
    }

    fn milestone(
        &self,
        old: &MilestoneDef,
        (action, new): (&ActionDef, &MilestoneDef),
        found: &mut DifferenceList,
    ) {
        let place = place::milestone(action, new);
        if old.id != new.id {
            let from = old.id.to_string();
            found.push(&place, What::Renumbered { from });
        }
        let title = |m: &MilestoneDef| m.fields.title.clone().unwrap_or_default();
        found.words(&place, ChangedField::Title, &title(old), &title(new));
        let phase = |document: &Document, phase: Option<usize>| {
            let phase = phase.and_then(|ix| document.phases.get(ix));
            phase.map(|phase| Value::Text(phase.name.clone()))
        };
        let old_phase = old.phase.and_then(|ix| self.pairs.phases[ix]);
        if old_phase != new.phase {
            found.value(
                &place,
                ChangedField::Phase,
                phase(self.pairs.before, old.phase),
                phase(self.pairs.after, new.phase),
            );
        }
        found.value(
            &place,
            ChangedField::Recurrence,
            old.fields.every.map(Value::Recurrence),
            new.fields.every.map(Value::Recurrence),
        );
        let target = |m: &MilestoneDef| {
            let undated = |target: &Target| Target {
                by: None,
                ..target.clone()
            };
            m.fields.target.as_ref().map(undated).map(Value::Target)
        };
        found.value(&place, ChangedField::Target, target(old), target(new));
        self.dates(old, new, old_phase == new.phase, &place, found);
        let each = |m: &MilestoneDef| Some(Value::Flag(m.fields.each.unwrap_or(false)));
        found.value(&place, ChangedField::Each, each(old), each(new));
        place::amended(
            self.pairs.after,
            &place,
            (&old.was, &new.was),
            (Some(old.lifetime), Some(new.lifetime)),
            found,
        );
    }

    /// Dates that a milestone has from its phase, before and after, move with it: the phase says so once.
    fn dates(
        &self,
        old: &MilestoneDef,
        new: &MilestoneDef,
        same_phase: bool,
        place: &Subject,
        found: &mut DifferenceList,
    ) {
        let (Some(from), Some(to)) = (
            window_of(self.pairs.before, old),
            window_of(self.pairs.after, new),
        ) else {
            return;
        };
        let own_due = |m: &MilestoneDef| {
            m.fields.due.is_some() || m.fields.target.as_ref().is_some_and(|t| t.by.is_some())
        };
        if !same_phase || own_due(old) || own_due(new) {
            let day = |day| Some(Value::Day(day));
            found.value(place, ChangedField::Due, day(from.end), day(to.end));
        }
        if !same_phase || old.fields.start.is_some() || new.fields.start.is_some() {
            let day = |day| Some(Value::Day(day));
            found.value(place, ChangedField::Start, day(from.start), day(to.start));
        }
    }
}

/// The phases an item takes part in, its own, inherited, or all.
pub(crate) fn phases_of(plan: &Plan, action: &ActionDef) -> Vec<usize> {
    action
        .assignment
        .phases
        .clone()
        .or_else(|| {
            action
                .section
                .map(|section| plan.sections[section].phases.clone())
        })
        .unwrap_or_else(|| (0..plan.phases().len()).collect())
}

impl UnitsChange {
    fn what(&self) -> What {
        What::Value {
            field: self.field,
            from: Some(Value::Names(self.from.clone())),
            to: Some(Value::Names(self.to.clone())),
        }
    }
}
