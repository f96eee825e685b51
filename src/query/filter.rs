//! A filter of milestones: units, phases, standings, sections, days.

use std::sync::Arc;

use crate::plan::{
    Action, Ledger, Milestone, PhaseIx, Plan, Row, Standing, Status, UnitIx, Verdict,
};

use super::search::index::{SearchHits, finds};
use super::search::needle::Needle;
use super::{Item, MilestonePlace, OpenPlan, UnitInPlan};

/// The conditions of a list; a milestone passes if all of them hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Units sought; plans without any of them show nothing. Empty means every unit.
    pub units: Vec<UnitInPlan>,
    /// Whether units count only where they lead (牵头), not where they support (配合).
    pub lead_only: bool,
    /// Whether only actions without any unit pass.
    pub no_unit: bool,
    /// The id of a phase.
    pub phase: Option<String>,
    /// The id of a section; nested sections are included.
    pub section: Option<String>,
    /// Standings, of which one must hold. Empty means any.
    pub standings: Vec<Standing>,
    /// Statuses, of which one must hold. Empty means any.
    pub statuses: Vec<Status>,
    /// Text sought in titles, units, ids and notes.
    pub search: Option<Needle>,
    /// The search's hits on the board, if already known.
    pub found: Option<Arc<SearchHits>>,
}

impl Filter {
    /// Returns whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.is_only_search() && self.search.as_ref().is_none_or(Needle::is_empty)
    }

    /// Returns whether there is no condition but the search.
    pub fn is_only_search(&self) -> bool {
        self.units.is_empty()
            && !self.lead_only
            && !self.no_unit
            && self.phase.is_none()
            && self.section.is_none()
            && self.standings.is_empty()
            && self.statuses.is_empty()
    }

    /// Appends the milestones of a plan that pass.
    pub fn select(&self, plan_ix: usize, open: OpenPlan<'_>, items: &mut Vec<Item>) {
        let OpenPlan { plan, ledger, .. } = open;
        let Some(within) = self.within(plan) else {
            return;
        };
        for (action_ix, action) in plan.actions.iter().enumerate() {
            if !self.wants_section(&action.id) {
                continue;
            }
            let is_wanted = within.wants_units(plan, action, &action.lead);
            for (milestone_ix, milestone) in action.milestones.iter().enumerate() {
                let row = ledger.row(action_ix, milestone_ix);
                let is_wanted = match plan.led_when_done(action, &row.state) {
                    Some(led) => within.wants_units(plan, action, &led),
                    None => is_wanted,
                };
                if !is_wanted {
                    continue;
                }
                let Some((verdict, of)) = within.wants_row(ledger, milestone, row) else {
                    continue;
                };
                let place = MilestonePlace {
                    plan: plan_ix,
                    action: action_ix,
                    milestone: milestone_ix,
                };
                if self.finds(open, place) {
                    items.push(Item { place, verdict, of });
                }
            }
        }
    }

    /// Returns whether a milestone of a plan passes the search, if there is one.
    fn finds(&self, open: OpenPlan<'_>, place: MilestonePlace) -> bool {
        let action = &open.plan.actions[place.action];
        let milestone = &action.milestones[place.milestone];
        match (&self.found, &self.search) {
            (Some(found), _) => found.has(place),
            (None, Some(needle)) => finds(needle, open.plan, open.progress, action, milestone),
            (None, None) => true,
        }
    }

    /// Returns whether each milestone of each action may pass, whatever its units and its standing.
    pub(super) fn allows(&self, plan_ix: usize, open: OpenPlan<'_>) -> Vec<Vec<bool>> {
        let phases = open.plan.phases();
        let phase = self.phase.as_ref().map(|id| PhaseIx::find(phases, id));
        let actions = open.plan.actions.iter().enumerate();
        let allows = actions.map(|(action_ix, action)| {
            let is_wanted = self.wants_section(&action.id);
            let milestones = action.milestones.iter().enumerate();
            let allows = milestones.map(|(milestone_ix, milestone)| {
                let place = MilestonePlace {
                    plan: plan_ix,
                    action: action_ix,
                    milestone: milestone_ix,
                };
                is_wanted
                    && phase.is_none_or(|phase| phase == Some(milestone.phase))
                    && self.finds(open, place)
            });
            allows.collect()
        });
        allows.collect()
    }

    /// Returns whether an action lies in the section sought or a nested one.
    pub(crate) fn wants_section(&self, action: &str) -> bool {
        self.section.as_deref().is_none_or(|section| {
            action
                .strip_prefix(section)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Returns whether an action may pass, given whether it has lead and support units.
    pub(crate) fn wants_roles(&self, is_led: bool, is_supported: bool) -> bool {
        (is_led || !self.lead_only) && !(self.no_unit && (is_led || is_supported))
    }

    /// Returns whether a standing and a status may pass.
    pub(crate) fn wants_standing(&self, standing: Standing, status: Status) -> bool {
        (self.standings.is_empty() || self.standings.contains(&standing))
            && (self.statuses.is_empty() || self.statuses.contains(&status))
    }

    /// Applies the filter to one plan; `None` if nothing can pass.
    pub(crate) fn within(&self, plan: &Plan) -> Option<PlanFilter<'_>> {
        let units = self.units_in(plan);
        if !self.units.is_empty() && units.is_empty() {
            return None;
        }
        let phase = match &self.phase {
            Some(id) => Some(PhaseIx::find(plan.phases(), id)?),
            None => None,
        };
        let mut sought = self.units.iter().filter_map(|unit| unit.within(plan));
        Some(PlanFilter {
            filter: self,
            seeks_collective: sought.any(|unit| plan.units().stands_for_others(unit)),
            units,
            phase,
        })
    }

    /// Returns the units sought in a plan, and the collectives they belong to.
    fn units_in(&self, plan: &Plan) -> Vec<UnitIx> {
        let mut found = Vec::new();
        for unit in self.units.iter().filter_map(|unit| unit.within(plan)) {
            found.push(unit);
            found.extend(plan.units().collectives_of(unit));
        }
        found
    }
}

/// A filter applied to one plan.
pub(crate) struct PlanFilter<'f> {
    filter: &'f Filter,
    units: Vec<UnitIx>,
    /// Whether one of the units sought is a collective.
    seeks_collective: bool,
    phase: Option<PhaseIx>,
}

impl PlanFilter<'_> {
    /// Returns whether milestones of an action may pass that count for these lead units.
    fn wants_units(&self, plan: &Plan, action: &Action, lead: &[UnitIx]) -> bool {
        let filter = self.filter;
        let units = self.units.as_slice();
        if !filter.wants_roles(!lead.is_empty(), !action.support.is_empty()) {
            return false;
        }
        if units.is_empty() {
            return true;
        }
        let leads = || lead.iter().any(|unit| units.contains(unit));
        let supports = || action.support.iter().any(|unit| units.contains(unit));
        // A responsible collective means its members, nested ones included.
        let covers = |responsible: &[UnitIx]| {
            plan.units()
                .expand(responsible.iter().copied())
                .iter()
                .any(|unit| units.contains(unit))
        };
        leads() || covers(lead) || (!filter.lead_only && (supports() || covers(&action.support)))
    }

    /// Judges a milestone for the units sought; `None` if it does not pass. The unit returned is the
    /// one whose own part of an `each` milestone was judged.
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
        // Who came to its collective later has no part in it.
        let is_apart = !self.units.is_empty() && !self.seeks_collective;
        if is_apart && own.is_none() && !row.state.units.is_empty() {
            return None;
        }
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
