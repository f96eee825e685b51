//! A milestone as a list shows it.

use crate::plan::{
    Action, Day, Lamp, Ledger, LogRef, Milestone, MilestoneState, Plan, Row, ToldApart, UnitIx,
};

/// A milestone as a list shows it, from a plan or from its cached row.
#[derive(Clone, Copy, Debug)]
pub struct ListedMilestone<'a> {
    pub(super) plan: &'a Plan,
    pub(super) action: &'a Action,
    /// The plan's ledger.
    pub ledger: &'a Ledger,
    /// The milestone.
    pub milestone: &'a Milestone,
    /// The milestone's row.
    pub row: &'a Row,
    /// The unit whose own part of an `each` milestone is meant.
    pub of: Option<UnitIx>,
}

impl<'a> ListedMilestone<'a> {
    /// Returns the plan's id.
    pub fn plan_id(&self) -> &'a str {
        self.plan.id()
    }

    /// Returns the plan's short name.
    pub fn plan_short(&self) -> &'a str {
        &self.plan.document.short
    }

    /// Returns the action's id.
    pub fn action_id(&self) -> &'a str {
        &self.action.id
    }

    /// Returns the action's title.
    pub fn action_title(&self) -> &'a str {
        &self.action.title
    }

    /// Returns what distinguishes the milestone from others of its action with the same title.
    pub fn apart(&self) -> Option<ToldApart<'a>> {
        self.milestone.apart_in(self.action)
    }

    /// Returns the milestone's log.
    pub fn log(&self) -> LogRef {
        LogRef::milestone(self.plan, self.milestone)
    }

    /// Returns the name of the unit whose own part is meant.
    pub fn part(&self) -> Option<&'a str> {
        let of = self.of.filter(|_| self.milestone.each)?;
        Some(self.plan.units().name(of))
    }

    /// Returns the state of the part meant, else of the whole milestone.
    pub fn state(&self) -> &'a MilestoneState {
        self.row.state.of_unit(self.of)
    }

    /// Returns the day on which the present lead units took over an open milestone that was overdue by then. `None`
    /// for an `each` milestone: its units have owed their parts from the beginning.
    pub fn led_since(&self) -> Option<Day> {
        if !self.row.state.units.is_empty() {
            return None;
        }
        let (document, as_of) = (&self.plan.document, self.ledger.as_of);
        document
            .led_since(&self.action.id, as_of)
            .filter(|since| *since > self.state().due_now(self.milestone))
            .filter(|_| self.state().status.is_open())
    }

    /// Returns the units to call, the first first; see [`Ledger::to_call`]. Of what is finished they are those that led
    /// then.
    pub(super) fn called(&self) -> Vec<UnitIx> {
        if let Some(unit) = self.of {
            return vec![unit];
        }
        let Self { plan, action, .. } = *self;
        let led = plan.led_when_done(action, &self.row.state);
        led.unwrap_or_else(|| {
            self.ledger
                .to_call((plan, action), self.milestone, self.row)
        })
    }

    /// Returns the names of the units to call, as they are on the as-of day.
    pub fn units(&self) -> Vec<&'a str> {
        let called = self.called().into_iter();
        called.map(|unit| self.name_on_day(unit)).collect()
    }

    /// Returns a unit's name on the as-of day.
    fn name_on_day(&self, unit: UnitIx) -> &'a str {
        self.plan.units().get(unit).name_on(self.ledger.as_of)
    }

    /// Returns the name of the first unit to call, as the plan has it now.
    pub(super) fn first_unit(&self) -> Option<&'a str> {
        let first = self.called().first().copied()?;
        Some(self.plan.units().name(first))
    }

    /// Returns the names of the units whose own part, or the milestone that they lead, has this lamp.
    pub fn units_with(&self, lamp: Lamp) -> Vec<&'a str> {
        if self.of.is_some() || self.row.state.units.is_empty() {
            let is_it = self.row.verdict.standing.lamp() == lamp;
            return if is_it { self.units() } else { Vec::new() };
        }
        let parts = self
            .ledger
            .parts(self.milestone, self.row)
            .filter(|(_, own)| own.standing.lamp() == lamp);
        parts.map(|(unit, _)| self.name_on_day(unit)).collect()
    }
}
