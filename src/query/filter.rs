use std::sync::Arc;

use crate::plan::{
    Action, Ledger, Milestone, PhaseIx, Plan, Progress, Row, Standing, Status, UnitIx, Verdict,
};

use super::Item;
use super::search::index::{SearchHits, finds};
use super::search::needle::Needle;

/// In which part a unit is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Lead or support.
    #[default]
    Either,
    /// 牵头
    Lead,
    /// 配合
    Support,
}

/// What a list lets through. Everything set must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// By plan id, the units asked for in it; plans that have none of them show nothing. Empty: all units.
    pub units: Vec<(String, UnitIx)>,
    /// In which part.
    pub role: Role,
    /// Only actions for which the document names no unit.
    pub no_unit: bool,
    /// A phase's id.
    pub phase: Option<String>,
    /// A section's id; the sections in it count too.
    pub section: Option<String>,
    /// Any of these.
    pub standings: Vec<Standing>,
    /// Any of these.
    pub statuses: Vec<Status>,
    /// In titles, units, ids and notes.
    pub search: Option<Needle>,
    /// What the search found among all milestones of the board, where that is known already.
    pub found: Option<Arc<SearchHits>>,
}

impl Filter {
    /// Returns whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.is_only_search() && self.search.as_ref().is_none_or(Needle::is_empty)
    }

    /// Returns whether what is searched for is all that it asks.
    pub fn is_only_search(&self) -> bool {
        self.units.is_empty()
            && self.role == Role::Either
            && !self.no_unit
            && self.phase.is_none()
            && self.section.is_none()
            && self.standings.is_empty()
            && self.statuses.is_empty()
    }

    /// Adds a plan's milestones that it lets through.
    pub fn select(
        &self,
        place: usize,
        plan: &Plan,
        progress: &Progress,
        ledger: &Ledger,
        items: &mut Vec<Item>,
    ) {
        let Some(within) = self.within(plan) else {
            return;
        };
        for (action_ix, action) in plan.actions.iter().enumerate() {
            if !within.wants_action(plan, action) {
                continue;
            }
            for (milestone_ix, milestone) in action.milestones.iter().enumerate() {
                let row = ledger.row(action_ix, milestone_ix);
                let Some((verdict, of)) = within.wants_row(ledger, milestone, row) else {
                    continue;
                };
                let is_found = match (&self.found, &self.search) {
                    (Some(found), _) => found.has(place, action_ix, milestone_ix),
                    (None, Some(needle)) => finds(needle, plan, progress, action, milestone),
                    (None, None) => true,
                };
                if is_found {
                    items.push(Item {
                        plan: place,
                        action: action_ix,
                        milestone: milestone_ix,
                        verdict,
                        of,
                    });
                }
            }
        }
    }

    /// Returns whether an action is in the section asked for, or in one inside that.
    pub(crate) fn wants_section(&self, action: &str) -> bool {
        self.section.as_deref().is_none_or(|section| {
            action
                .strip_prefix(section)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Returns whether an action may pass that some unit leads, and some supports; whichever they are.
    pub(crate) fn wants_roles(&self, is_led: bool, is_supported: bool) -> bool {
        let wanted = match self.role {
            Role::Either => true,
            Role::Lead => is_led,
            Role::Support => is_supported,
        };
        wanted && !(self.no_unit && (is_led || is_supported))
    }

    /// Returns whether something may pass that stands there.
    pub(crate) fn wants_standing(&self, standing: Standing, status: Status) -> bool {
        (self.standings.is_empty() || self.standings.contains(&standing))
            && (self.statuses.is_empty() || self.statuses.contains(&status))
    }

    /// The filter as it applies to one plan; `None` where it lets nothing of it through.
    pub(crate) fn within(&self, plan: &Plan) -> Option<PlanFilter<'_>> {
        let units = self.units_in(plan);
        if !self.units.is_empty() && units.is_empty() {
            return None;
        }
        let phase = match &self.phase {
            Some(id) => Some(plan.phases().iter().position(|phase| phase.id == *id)?),
            None => None,
        };
        Some(PlanFilter {
            filter: self,
            units,
            phase,
        })
    }

    /// The units asked for, with the collectives they belong to.
    fn units_in(&self, plan: &Plan) -> Vec<UnitIx> {
        let mut found = Vec::new();
        for (_, unit) in self.units.iter().filter(|(id, _)| id == plan.id()) {
            found.push(*unit);
            found.extend(plan.units().collectives_of(*unit));
        }
        found
    }
}

/// A filter as it applies to one plan.
pub(crate) struct PlanFilter<'f> {
    filter: &'f Filter,
    units: Vec<UnitIx>,
    phase: Option<PhaseIx>,
}

impl PlanFilter<'_> {
    /// Returns whether milestones of an action may pass.
    pub(crate) fn wants_action(&self, plan: &Plan, action: &Action) -> bool {
        let filter = self.filter;
        let units = self.units.as_slice();
        if !filter.wants_section(&action.id)
            || !filter.wants_roles(!action.lead.is_empty(), !action.support.is_empty())
        {
            return false;
        }
        if units.is_empty() {
            return true;
        }
        let leads = || action.lead.iter().any(|unit| units.contains(unit));
        let supports = || action.support.iter().any(|unit| units.contains(unit));
        // A collective that is responsible stands for its members, also those inside another collective.
        let covers = |responsible: &[UnitIx]| {
            plan.units()
                .expand(responsible.iter().copied())
                .iter()
                .any(|unit| units.contains(unit))
        };
        match filter.role {
            Role::Either => {
                leads() || supports() || covers(&action.lead) || covers(&action.support)
            }
            Role::Lead => leads() || covers(&action.lead),
            Role::Support => supports() || covers(&action.support),
        }
    }

    /// Returns where a milestone stands for who asks, and whose own part of it that is; `None` where it does not pass.
    pub(crate) fn wants_row(
        &self,
        ledger: &Ledger,
        milestone: &Milestone,
        row: &Row,
    ) -> Option<(Verdict, Option<UnitIx>)> {
        if self.phase.is_some_and(|phase| phase != milestone.phase) {
            return None;
        }
        let filter = self.filter;
        let mut own = row.state.units.iter();
        let own = own.find(|own| self.units.contains(&own.unit));
        let (verdict, status, of) = match own {
            Some(own) => (
                ledger.verdict_of(milestone, &own.state),
                own.state.status,
                Some(own.unit),
            ),
            None => (row.verdict.clone(), row.state.status, None),
        };
        let wanted = filter.wants_standing(verdict.standing, status);
        wanted.then_some((verdict, of))
    }
}
