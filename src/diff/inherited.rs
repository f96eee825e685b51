//! Differences written above an item that are part of its history: of its phase, section, units and alert.

use std::collections::BTreeSet;

use crate::plan::{Address, Day, Plan, Window};
use crate::text::ChangedField;

use super::difference::{Difference, SubjectKind, What};
use super::version::Version;

/// The subjects that an item takes something over from, in one of two versions at least.
#[derive(Default)]
pub(crate) struct FromAbove<'a> {
    path: &'a str,
    phases: BTreeSet<String>,
    collectives: BTreeSet<String>,
    /// The ids and dates of the item's milestones, before and after.
    dates: [Vec<(String, Day, Day)>; 2],
}

impl<'a> FromAbove<'a> {
    /// Finds them for an item by its address before and after.
    pub(crate) fn of(versions: [&Version; 2], earlier: &str, path: &'a str) -> Self {
        let mut found = Self {
            path,
            ..Self::default()
        };
        for (side, (version, path)) in versions.into_iter().zip([earlier, path]).enumerate() {
            if let Some(plan) = version.plan() {
                found.add(side, &plan, path);
            }
        }
        found
    }

    fn add(&mut self, side: usize, plan: &Plan, path: &str) {
        let of_item = Address {
            plan: None,
            path: definition(path).to_owned(),
        };
        for (action, milestone) in plan.milestones().filter(|(_, it)| of_item.means(&it.id)) {
            self.phases.insert(plan.phase(milestone.phase).id.clone());
            let units = action.responsible().map(|ix| plan.units().get(ix));
            let collectives = units.filter(|unit| unit.is_collective());
            self.collectives
                .extend(collectives.map(|unit| unit.name.clone()));
            if !path.contains('@') || milestone.id == path {
                // Dates are the same whatever number the item has.
                let name = milestone.id.split_once('/').map_or("", |(_, name)| name);
                let Window { start, end } = milestone.window;
                self.dates[side].push((name.to_owned(), start, end));
            }
        }
    }

    /// Returns whether a difference that is not the item's own changes it.
    pub(crate) fn has(&self, difference: &Difference) -> bool {
        let What::Log(_) = difference.what else {
            return self.has_statement(difference);
        };
        false
    }

    fn has_statement(&self, difference: &Difference) -> bool {
        let action = self.path.split_once('/').map(|(action, _)| action);
        let id = difference.subject.id.as_str();
        match (difference.subject.kind, &difference.what) {
            (SubjectKind::Plan, What::Renumbered { .. }) => true,
            (SubjectKind::Plan, What::Value { field, .. }) => match field {
                ChangedField::SoonDays | ChangedField::BehindYellow | ChangedField::BehindRed => {
                    self.is_there()
                }
                ChangedField::Period => self.has_moved(),
                _ => false,
            },
            (SubjectKind::Phase, What::Value { .. }) => {
                self.phases.contains(id) && self.has_moved()
            }
            (SubjectKind::Unit, What::Value { field, .. }) => {
                let is_who = matches!(field, ChangedField::Members | ChangedField::Kind);
                is_who && self.collectives.contains(id)
            }
            (SubjectKind::Milestone, _) => id == definition(self.path),
            // That an item comes or goes, its milestones have as their own.
            (SubjectKind::Action, What::Added | What::Removed) => false,
            (SubjectKind::Action, _) => Some(id) == action,
            (_, What::Shared { items, .. }) => {
                items.iter().any(|item| Some(item.as_str()) == action)
            }
            _ => false,
        }
    }

    fn is_there(&self) -> bool {
        self.dates.iter().any(|dates| !dates.is_empty())
    }

    /// Returns whether a milestone that is in both versions has other dates in one.
    fn has_moved(&self) -> bool {
        let [before, after] = &self.dates;
        before.iter().any(|old| {
            let same = after.iter().find(|new| new.0 == old.0);
            same.is_none_or(|new| new != old)
        })
    }
}

/// Returns the address without its occurrence: what the plan says of all occurrences.
pub(crate) fn definition(path: &str) -> &str {
    path.split_once('@')
        .map_or(path, |(definition, _)| definition)
}
