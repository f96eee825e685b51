use crate::cache::{MilestonePlaces, Rows};
use crate::plan::{
    Action, Day, Lamp, Ledger, LogRef, Milestone, MilestoneState, Plan, Row, ToldApart, UnitIx,
};

use super::{Filter, Item, MilestonePlace, OpenPlan};

/// The part of a plan that a list across plans shows: the milestones that need attention, with their standings. Logs,
/// sections and indicators are not there.
#[derive(Clone, Copy, Debug)]
pub struct PlanPreview<'a> {
    /// The plan, of which a row tells names and dates only.
    pub(super) plan: &'a Plan,
    /// The ledger of the milestones present.
    pub ledger: &'a Ledger,
    /// By action, the index in the whole plan of each milestone present; `None` if all are.
    places: Option<&'a [MilestonePlaces]>,
}

/// A milestone as a list shows it, from a plan or from its cached row.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
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

impl<'a> PlanPreview<'a> {
    pub(super) fn of_rows(rows: &'a Rows) -> Self {
        Self {
            plan: &rows.plan,
            ledger: &rows.ledger,
            places: Some(&rows.places),
        }
    }

    pub(super) fn of_whole(open: OpenPlan<'a>) -> Self {
        Self {
            plan: open.plan,
            ledger: open.ledger,
            places: None,
        }
    }

    /// Looks up an item; `None` if its milestone is not present.
    pub fn listed(&self, item: &Item) -> Option<Listed<'a>> {
        let action = self.plan.actions.get(item.place.action)?;
        let here = match self.places {
            Some(places) => places
                .get(item.place.action)?
                .binary_search(&item.place.milestone)
                .ok()?,
            None => item.place.milestone,
        };
        Some(Listed {
            plan: self.plan,
            action,
            ledger: self.ledger,
            milestone: action.milestones.get(here)?,
            row: self.ledger.rows_of(item.place.action).get(here)?,
            of: item.of,
        })
    }

    /// Returns the milestones present whose standing and status a filter lets through; `plan` is the plan's index.
    pub fn standing(&self, plan: usize, filter: &Filter) -> Vec<Item> {
        let rows = self.rows().filter(|(_, _, row)| {
            let standing = row.verdict.standing;
            filter.wants_standing(standing, row.state.status)
        });
        rows.map(|(action, here, row)| self.item(plan, action, here, row))
            .collect()
    }

    /// Finds a milestone by its id; `plan` is the plan's index on its board.
    pub(super) fn find(&self, plan: usize, id: &str) -> Option<Item> {
        let is_named = |action: usize, here: usize| {
            let milestones = &self.plan.actions[action].milestones;
            milestones.get(here).is_some_and(|it| it.id == id)
        };
        let mut rows = self.rows();
        let (action, here, row) = rows.find(|(action, here, _)| is_named(*action, *here))?;
        Some(self.item(plan, action, here, row))
    }

    /// Iterates over the rows present, each with the index of its action and its own among those present.
    fn rows(&self) -> impl Iterator<Item = (usize, usize, &'a Row)> {
        let ledger = self.ledger;
        (0..self.plan.actions.len()).flat_map(move |action| {
            let rows = ledger.rows_of(action).iter().enumerate();
            rows.map(move |(here, row)| (action, here, row))
        })
    }

    fn item(&self, plan: usize, action: usize, here: usize, row: &Row) -> Item {
        Item {
            place: self.place(plan, action, here),
            verdict: row.verdict.clone(),
            of: None,
        }
    }

    /// Returns the place of a milestone, given its index among those present.
    pub(super) fn place(&self, plan: usize, action: usize, here: usize) -> MilestonePlace {
        MilestonePlace {
            plan,
            action,
            milestone: self.places.map_or(here, |places| places[action][here]),
        }
    }
}

impl<'a> Listed<'a> {
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

    /// Returns what tells the milestone from others of its action with the same title.
    pub fn apart(&self) -> Option<ToldApart<'a>> {
        self.milestone.apart_in(self.action)
    }

    /// Returns the milestone's log.
    pub fn log(&self) -> LogRef {
        LogRef::milestone(self.plan, self.milestone)
    }

    /// Returns the state of the part meant, else of the whole milestone.
    pub fn state(&self) -> &'a MilestoneState {
        self.row.state.of_unit(self.of)
    }

    /// Returns the day from which its lead units have led it, if it is open and was overdue by then.
    pub fn led_since(&self) -> Option<Day> {
        let (document, as_of) = (&self.plan.document, self.ledger.as_of);
        let since = document.led_since(&self.action.id, as_of);
        let since = since.filter(|_| self.state().status.is_open());
        since.filter(|since| *since > self.state().due_now(self.milestone))
    }

    /// Returns the units to call, the first first; see [`Ledger::to_call`].
    fn called(&self) -> Vec<UnitIx> {
        match self.of {
            Some(unit) => vec![unit],
            None => self.ledger.to_call(self.action, self.milestone, self.row),
        }
    }

    /// Returns the names of the units to call, as they are on the as-of day.
    pub fn units(&self) -> Vec<&'a str> {
        let units = self.called().into_iter();
        units
            .map(|unit| self.plan.units().get(unit).name_on(self.ledger.as_of))
            .collect()
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
        let parts = self.ledger.parts(self.milestone, self.row);
        let parts = parts.filter(|(_, own)| own.standing.lamp() == lamp);
        parts
            .map(|(unit, _)| self.plan.units().get(unit).name_on(self.ledger.as_of))
            .collect()
    }
}
