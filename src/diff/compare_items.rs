//! Comparison of actions and their milestones with what they inherit.

use crate::plan::{
    Action, ActionDef, Document, ItemFields, MilestoneDef, MilestoneFields, PhaseIx, Plan, Section,
    Target, UnitIx, natural_cmp,
};
use crate::text::ChangedField;

use super::difference::{Difference, Value, What};
use super::difference_list::{Cited, Comparison, DifferenceList};
use super::pairs::DocumentPairs;
use super::subjects;

pub(crate) struct Items<'p, 'd> {
    pairs: &'p DocumentPairs<'d>,
    old: &'p Plan,
    new: &'p Plan,
}

/// The units of an action in one role, before and after, under their new names.
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
        for (ix, (old, new)) in self.pairs.actions.each().enumerate() {
            let mut own = DifferenceList::default();
            let id = match new {
                None => {
                    own.push(&subjects::action(old), What::Removed);
                    old.id.clone()
                }
                Some(new) => {
                    self.action(ix, old, new, &changes[ix], &mut own);
                    new.id.clone()
                }
            };
            of_items.push((id, own.0));
        }
        for new in self.pairs.actions.added() {
            let mut own = DifferenceList::default();
            let mut action = own.about(subjects::action(new));
            action.push(What::Added);
            action.cited(self.pairs.after, &Cited::NONE, &cited_by_action(new));
            of_items.push((new.id.clone(), own.0));
        }
        of_items.sort_by(|(a, _), (b, _)| natural_cmp(a, b));
        found
            .0
            .extend(of_items.into_iter().flat_map(|(_, own)| own));
    }

    /// Returns, for each old action, how its units changed.
    fn unit_changes(&self) -> Vec<Vec<UnitsChange>> {
        let effective = |(old, new): (&ActionDef, Option<&ActionDef>)| {
            Some((self.old.action(&old.id)?, self.new.action(&new?.id)?))
        };
        let of = |both| effective(both).map_or_else(Vec::new, |(old, new)| self.units_of(old, new));
        self.pairs.actions.each().map(of).collect()
    }

    fn units_of(&self, old: &Action, new: &Action) -> Vec<UnitsChange> {
        let mut changes = self.changes_of([
            (ChangedField::Lead, &old.lead, &new.lead),
            (ChangedField::Support, &old.support, &new.support),
        ]);
        if old.answers.is_some() || new.answers.is_some() {
            let answering =
                |action: &Action| -> Vec<UnitIx> { action.answering().into_iter().collect() };
            let (old, new) = (answering(old), answering(new));
            changes.extend(self.changes_of([(ChangedField::Answers, &old, &new)]));
        }
        changes
    }

    /// Returns the roles whose units changed.
    fn changes_of<const N: usize>(
        &self,
        roles: [(ChangedField, &Vec<UnitIx>, &Vec<UnitIx>); N],
    ) -> Vec<UnitsChange> {
        let before = |ix: &UnitIx| self.pairs.unit_name(*ix).to_owned();
        let after = |ix: &UnitIx| self.new.units().name(*ix).to_owned();
        let changes = roles.into_iter().map(|(field, old, new)| UnitsChange {
            field,
            from: old.iter().map(before).collect(),
            to: new.iter().map(after).collect(),
        });
        changes.filter(|change| change.from != change.to).collect()
    }

    /// Reports a change of units shared by all actions of a section once, at the section that caused
    /// it.
    fn collapse(&self, changes: &mut [Vec<UnitsChange>], found: &mut DifferenceList) {
        for (ix, old) in self.old.sections.iter().enumerate() {
            let Some(other) = self.pairs.sections.index(ix) else {
                continue;
            };
            let new = &self.new.sections[other];
            for change in self.section_changes(old, new) {
                let mut items = Vec::new();
                for (at, own) in changes.iter_mut().enumerate() {
                    let id = self.pairs.actions.other(at).map(|new| &new.id);
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
                items.sort_by(|a: &String, b| natural_cmp(a, b));
                found.push(
                    &subjects::section(&self.pairs.after.sections[other]),
                    What::Shared {
                        items,
                        what: Box::new(change.what()),
                    },
                );
            }
        }
    }

    fn section_changes(&self, old: &Section, new: &Section) -> Vec<UnitsChange> {
        self.changes_of([
            (ChangedField::Lead, &old.lead, &new.lead),
            (ChangedField::Support, &old.support, &new.support),
        ])
    }

    fn action(
        &self,
        ix: usize,
        old: &ActionDef,
        new: &ActionDef,
        units: &[UnitsChange],
        found: &mut DifferenceList,
    ) {
        let mut action = found.about(subjects::action(new));
        action.id(&old.id, &new.id);
        action.words(ChangedField::Title, &old.title, &new.title);
        action.words(ChangedField::Summary, &old.summary, &new.summary);
        for change in units {
            action.push(change.what());
        }
        self.phases(old, new, &mut action);
        action.value(
            ChangedField::Truncated,
            Some(old.truncated),
            Some(new.truncated),
        );
        action.cited(
            self.pairs.after,
            &cited_by_action(old),
            &cited_by_action(new),
        );
        let pairs = &self.pairs.milestones[ix];
        for (milestone, other) in pairs.each() {
            match other {
                None => found.push(&subjects::milestone(old, milestone), What::Removed),
                Some(other) => self.milestone(milestone, (new, other), found),
            }
        }
        for def in pairs.added() {
            let mut milestone = found.about(subjects::milestone(new, def));
            milestone.push(What::Added);
            milestone.value(ChangedField::Target, None, def.fields.target.clone());
            milestone.cited(self.pairs.after, &Cited::NONE, &cited_by_milestone(def));
        }
    }

    /// Compares the phases an action takes part in, among those in both versions.
    fn phases(&self, old: &ActionDef, new: &ActionDef, action: &mut Comparison<'_>) {
        let after = self.pairs.after;
        let from: Vec<PhaseIx> = self
            .old
            .phases_of(old)
            .into_iter()
            .filter_map(|phase| self.pairs.phase(phase))
            .collect();
        let to: Vec<PhaseIx> = self
            .new
            .phases_of(new)
            .into_iter()
            .filter(|phase| self.pairs.phases.earlier(phase.index()).is_some())
            .collect();
        let names = |mut phases: Vec<PhaseIx>| {
            phases.sort_unstable();
            let names = phases.into_iter().map(|ix| after.phase(ix).name.clone());
            Some(Value::Names(names.collect()))
        };
        action.value(ChangedField::Phases, names(from), names(to));
    }

    fn milestone(
        &self,
        old: &MilestoneDef,
        (action, new): (&ActionDef, &MilestoneDef),
        found: &mut DifferenceList,
    ) {
        let mut milestone = found.about(subjects::milestone(action, new));
        milestone.id(&old.id, &new.id);
        let title = |m: &MilestoneDef| m.fields.title.clone().unwrap_or_default();
        milestone.words(ChangedField::Title, &title(old), &title(new));
        let phase = |document: &Document, phase: Option<PhaseIx>| {
            phase.map(|ix| document.phase(ix).name.clone())
        };
        let old_phase = old.phase.and_then(|ix| self.pairs.phase(ix));
        if old_phase != new.phase {
            let from = phase(self.pairs.before, old.phase);
            milestone.value(
                ChangedField::Phase,
                from,
                phase(self.pairs.after, new.phase),
            );
        }
        milestone.value(ChangedField::Recurrence, old.fields.every, new.fields.every);
        milestone.value(ChangedField::Target, undated(old), undated(new));
        self.dates(old, new, old_phase == new.phase, &mut milestone);
        let each = |m: &MilestoneDef| Some(m.fields.each.unwrap_or(false));
        milestone.value(ChangedField::Each, each(old), each(new));
        milestone.cited(
            self.pairs.after,
            &cited_by_milestone(old),
            &cited_by_milestone(new),
        );
    }

    /// Compares a milestone's own dates; inherited ones move with the phase, which reports the move
    /// once.
    fn dates(
        &self,
        old: &MilestoneDef,
        new: &MilestoneDef,
        same_phase: bool,
        milestone: &mut Comparison<'_>,
    ) {
        let (Some(from), Some(to)) = (
            self.pairs.before.window_of(old),
            self.pairs.after.window_of(new),
        ) else {
            return;
        };
        let own_due = |m: &MilestoneDef| m.fields.own_due().is_some();
        if !same_phase || own_due(old) || own_due(new) {
            milestone.value(ChangedField::Due, Some(from.end), Some(to.end));
        }
        if !same_phase || old.fields.start.is_some() || new.fields.start.is_some() {
            milestone.value(ChangedField::Start, Some(from.start), Some(to.start));
        }
    }
}

/// Returns the target without its deadline, which is compared as the due date.
fn undated(milestone: &MilestoneDef) -> Option<Target> {
    let target = milestone.fields.target.clone()?;
    Some(Target { by: None, ..target })
}

fn cited_by_action(action: &ActionDef) -> Cited<'_, ItemFields> {
    Cited {
        was: &action.was,
        lifetime: action.lifetime,
    }
}

fn cited_by_milestone(milestone: &MilestoneDef) -> Cited<'_, MilestoneFields> {
    Cited {
        was: &milestone.was,
        lifetime: milestone.lifetime,
    }
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
