//! The counts of each unit of a plan.

use crate::plan::{Ledger, Plan, Row, Standing, Status, Tally, UnitIx};

use super::{Filter, OpenPlan};

/// The actions and milestones that a unit leads, and those that it only supports, itself or as a member of a
/// collective. Of an `each` milestone its own part counts.
#[derive(Clone, Copy, Debug)]
pub struct UnitTally {
    /// The unit.
    pub unit: UnitIx,
    /// The number of actions that it leads.
    pub lead_actions: u32,
    /// The number of actions that it only supports.
    pub support_actions: u32,
    /// The milestones that it leads, or led when they were done.
    pub lead: Tally,
    /// The milestones that it only supports.
    pub support: Tally,
}

/// The units of an action, with the members of collectives.
struct ResponsibleUnits {
    lead: Vec<UnitIx>,
    support: Vec<UnitIx>,
    /// By milestone, those that led when it was done, where others lead now.
    led_when_done: Vec<Option<Vec<UnitIx>>>,
}

/// What counts for units: all, or what a filter lets through.
struct TallyScope<'f> {
    filter: &'f Filter,
    /// Of each milestone of each action, whether it may pass; `None` where everything does.
    allowed: Option<Vec<Vec<bool>>>,
}

impl TallyScope<'_> {
    fn is_all(&self) -> bool {
        self.allowed.is_none()
    }

    /// Returns whether a milestone counts for a unit that leads or supports it.
    fn has(
        &self,
        (action, milestone): (usize, usize),
        (standing, status): (Standing, Status),
        leads: bool,
    ) -> bool {
        let allowed = self.allowed.as_ref();
        allowed.is_none_or(|allowed| {
            allowed[action][milestone]
                && (leads || !self.filter.lead_only)
                && self.filter.wants_standing(standing, status)
        })
    }
}

impl UnitTally {
    /// Tallies every unit of a plan, worst first; units without milestones come last.
    pub fn all(plan: &Plan, ledger: &Ledger) -> Vec<Self> {
        let scope = TallyScope {
            filter: &Filter::default(),
            allowed: None,
        };
        Self::of(plan, ledger, &scope)
    }

    /// Tallies for every unit of a plan what a filter lets through, whatever units the filter seeks.
    pub fn through(filter: &Filter, plan_ix: usize, open: OpenPlan<'_>) -> Vec<Self> {
        let allowed = (!filter.is_empty()).then(|| filter.allows(plan_ix, open));
        Self::of(open.plan, open.ledger, &TallyScope { filter, allowed })
    }

    fn of(plan: &Plan, ledger: &Ledger, scope: &TallyScope<'_>) -> Vec<Self> {
        let units = plan.units();
        let whole = |list: &[UnitIx]| units.covered(list.iter().copied());
        let responsible = plan.actions.iter().enumerate().map(|(ix, action)| {
            let rows = ledger.rows_of(ix).iter();
            let led = rows.map(|row| plan.led_when_done(action, &row.state));
            ResponsibleUnits {
                lead: whole(&action.lead),
                support: whole(&action.support),
                led_when_done: led.map(|led| led.map(|led| whole(&led))).collect(),
            }
        });
        let responsible: Vec<ResponsibleUnits> = responsible.collect();
        let tally_of = |unit: UnitIx| {
            let mut tally = Self {
                unit,
                lead_actions: 0,
                support_actions: 0,
                lead: Tally::default(),
                support: Tally::default(),
            };
            for (action, of) in responsible.iter().enumerate() {
                let (leads, supports) = (of.lead.contains(&unit), of.support.contains(&unit));
                let has_part = |row: &Row| {
                    row.state.units.is_empty()
                        || units.stands_for_others(unit)
                        || row.state.part_of(Some(unit)).is_some()
                };
                let mut is_counted = scope.is_all();
                let rows = plan.actions[action].milestones.iter();
                let rows = rows.zip(ledger.rows_of(action)).zip(&of.led_when_done);
                for (at, ((milestone, row), led)) in rows.enumerate() {
                    let led = led.as_ref().map_or(leads, |led| led.contains(&unit));
                    if !(led || supports) || !has_part(row) {
                        continue;
                    }
                    let standing = ledger.standing_for(milestone, row, Some(unit));
                    let status = row.state.of_unit(Some(unit)).status;
                    if !scope.has((action, at), (standing, status), led) {
                        continue;
                    }
                    is_counted = true;
                    let milestones = if led {
                        &mut tally.lead
                    } else {
                        &mut tally.support
                    };
                    milestones.add(standing);
                }
                if is_counted && leads {
                    tally.lead_actions += 1;
                } else if is_counted && supports {
                    tally.support_actions += 1;
                }
            }
            tally
        };
        let mut all: Vec<Self> = units.iter().map(|(unit, _)| tally_of(unit)).collect();
        all.sort_by_cached_key(|tally| tally.milestones().rank());
        all
    }

    /// Tallies the milestones for which no unit is named.
    pub fn of_nobody(plan: &Plan, ledger: &Ledger) -> Tally {
        ledger
            .rows(plan)
            .filter(|(action, _, _)| action.lead.is_empty() && action.support.is_empty())
            .map(|(_, _, row)| row.verdict.standing)
            .collect()
    }

    /// Returns all its milestones, led and supported.
    pub fn milestones(&self) -> Tally {
        let mut all = self.lead;
        all.merge(&self.support);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Loaded, PlanFiles};

    #[test]
    fn an_action_of_two_leads_counts_in_both_and_a_collective_in_its_members() {
        let plan = include_bytes!("../../tests/fixtures/demo/plan.toml").to_vec();
        let files = PlanFiles::in_folder("demo".into());
        let as_of = "2024-06-30".parse().unwrap();
        let loaded = Loaded::from_bytes(&files, Some(plan), None, as_of);
        let (plan, progress) = loaded.open().unwrap();
        let all = UnitTally::all(plan, &Ledger::new(plan, progress, as_of));
        let counts = |name: &str| {
            let unit = plan.units().find(name).unwrap();
            let found = all.iter().find(|tally| tally.unit == unit).unwrap();
            let (lead, support) = (found.lead.total(), found.support.total());
            [found.lead_actions, lead, found.support_actions, support]
        };
        assert_eq!(counts("县科协"), [1, 3, 0, 0]);
        assert_eq!(counts("县财政局"), [1, 3, 0, 0]);
        assert_eq!(counts("县委文明办"), [0, 0, 2, 9]);
        assert_eq!(counts("各镇"), counts("东山镇"));
    }
}
