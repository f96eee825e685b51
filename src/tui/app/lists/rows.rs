//! The rows of lists: light references to a board, made again when the data, the filter or the view changes. Only the rows in
//! the window are drawn.

use crate::git::CommitId;
use crate::plan::{Indicator, Lamp, Plan, Tally, UnitIx};
use crate::query::{
    AlertGroup, AlertRow, Board, Filter, Item, OpenPlan, OwedReport, SortBy, UnitInPlan, UnitTally,
    sort_items,
};
use crate::tui::app::{GitStanding, OpenActions};

/// A row of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RowRef {
    /// A plan.
    Plan(usize),
    /// An action, with the tally of its milestones that are listed.
    Action {
        plan: usize,
        action: usize,
        tally: Tally,
        /// The tally of those of each phase.
        phases: Vec<Tally>,
        /// Whether the listed unit supports the action instead of leading it.
        supports: bool,
    },
    /// A milestone.
    Item(Item),
    /// A heading over a group of alerts.
    Group(AlertGroup, usize),
    /// A plan that ended without any report: one row instead of all its milestones.
    NeverReported(usize),
    /// A unit whose report is missing or came late.
    Report(OwedReport),
    /// An indicator of a plan.
    Indicator { plan: usize, indicator: usize },
    /// An uncommitted change, by its index among them.
    Change(usize),
    /// The heading over the last commits.
    Commits,
    /// One of the last commits.
    Commit(CommitId),
}

impl RowRef {
    /// Returns whether the cursor may stand on it.
    pub(crate) fn stands(&self) -> bool {
        !matches!(self, Self::Group(..) | Self::Commits)
    }

    /// Returns the milestone, if the row is one.
    pub(crate) fn item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            _ => None,
        }
    }

    /// Returns the index of its plan.
    pub(crate) fn plan(&self) -> Option<usize> {
        match self {
            Self::Plan(plan)
            | Self::NeverReported(plan)
            | Self::Action { plan, .. }
            | Self::Indicator { plan, .. } => Some(*plan),
            Self::Item(item) => Some(item.place.plan),
            Self::Report(report) => Some(report.plan),
            Self::Group(..) | Self::Change(_) | Self::Commits | Self::Commit(_) => None,
        }
    }
}

impl From<AlertRow> for RowRef {
    fn from(row: AlertRow) -> Self {
        match row {
            AlertRow::Heading(group, count) => Self::Group(group, count),
            AlertRow::Item(item) => Self::Item(item),
            AlertRow::NeverReported(plan) => Self::NeverReported(plan),
            AlertRow::Report(report) => Self::Report(report),
        }
    }
}

/// A row of the list of units.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnitRow {
    pub(crate) who: Who,
    pub(crate) tally: Tally,
    pub(crate) lead: u32,
    pub(crate) support: u32,
}

/// The unit whose items are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Who {
    /// 全部
    #[default]
    Everyone,
    /// One unit, by its name.
    Unit(String),
    /// 未明确责任单位
    Nobody,
}

impl Who {
    /// Returns the name of the unit; empty where it is not one unit.
    fn name(&self) -> &str {
        match self {
            Self::Unit(name) => name,
            Self::Everyone | Self::Nobody => "",
        }
    }
}

impl UnitRow {
    /// Counts its red lamps.
    pub(crate) fn red(&self) -> u32 {
        self.tally.lit(Lamp::Red)
    }
}

/// Tallies listed milestones of one action by phase.
fn tally_by_phase(plan: &Plan, list: &[Item]) -> Vec<Tally> {
    let mut phases = vec![Tally::default(); plan.phases().len()];
    for item in list {
        let milestone = &plan.actions[item.place.action].milestones[item.place.milestone];
        phases[milestone.phase.index()].add(item.verdict.standing);
    }
    phases
}

/// The source of the rows of a view.
pub(crate) struct RowSource<'a> {
    pub(crate) board: &'a Board,
    /// The index of the chosen plan.
    pub(crate) plan: Option<usize>,
    /// The unit whose items are listed in view 2.
    pub(crate) who: &'a Who,
    pub(crate) filter: &'a Filter,
    pub(crate) open: &'a OpenActions,
    pub(crate) git: &'a GitStanding,
}

impl RowSource<'_> {
    /// Returns the units of the plan with what the filter leaves of what each owes; everyone first, then worst first or by
    /// name, those not named last.
    pub(crate) fn unit_rows(&self, by_name: bool) -> Vec<UnitRow> {
        let Some((place, of)) = self.open_plan() else {
            return Vec::new();
        };
        let units = of.plan.units();
        let row = |of: UnitTally| UnitRow {
            who: Who::Unit(units.name(of.unit).to_owned()),
            tally: of.milestones(),
            lead: of.lead_actions,
            support: of.support_actions,
        };
        let all = UnitTally::through(self.filter, place, of).into_iter();
        let mut rows: Vec<UnitRow> = all.map(row).collect();
        if by_name {
            rows.sort_by(|a, b| a.who.name().cmp(b.who.name()));
        }
        let (everyone, nobody) = self.tally_of_all(place, of);
        let row = |who, tally| UnitRow {
            who,
            tally,
            lead: 0,
            support: 0,
        };
        rows.insert(0, row(Who::Everyone, everyone));
        if nobody.total() > 0 {
            rows.push(row(Who::Nobody, nobody));
        }
        rows
    }

    /// Tallies what the filter leaves of the plan, and of that what no unit is named for.
    fn tally_of_all(&self, place: usize, of: OpenPlan<'_>) -> (Tally, Tally) {
        if self.filter.is_empty() {
            let nobody = UnitTally::of_nobody(of.plan, of.ledger);
            return (of.ledger.tally(), nobody);
        }
        let tally = |filter: &Filter| -> Tally {
            let mut items = Vec::new();
            filter.select(place, of, &mut items);
            items.iter().map(|item| item.verdict.standing).collect()
        };
        let nobody = Filter {
            no_unit: true,
            ..self.filter.clone()
        };
        (tally(self.filter), tally(&nobody))
    }

    fn open_plan(&self) -> Option<(usize, OpenPlan<'_>)> {
        let place = self.plan?;
        Some((place, self.board.plans.get(place)?.open()?))
    }

    /// Returns the plans, those found where something is searched for.
    pub(crate) fn plan_rows(&self) -> Vec<RowRef> {
        let plans = self.board.plans.iter().enumerate();
        let found = plans.filter(|(_, handle)| {
            self.filter.search.as_ref().is_none_or(|needle| {
                let title = handle.summary().map_or("", |sum| sum.title.as_str());
                needle.matches_any_of(&[handle.id(), handle.short(), title])
            })
        });
        found.map(|(place, _)| RowRef::Plan(place)).collect()
    }

    /// Returns the actions of a unit, those it leads first; open ones with their milestones. Under a filter, the actions
    /// with something it lets through, open.
    pub(crate) fn actions_of(&self, who: &Who) -> Vec<RowRef> {
        let Some((place, of)) = self.open_plan() else {
            return Vec::new();
        };
        let plan = of.plan;
        let mut wanted = self.filter.clone();
        match who {
            Who::Unit(name) => {
                let Some(unit) = plan.units().find(name) else {
                    return Vec::new();
                };
                wanted.units = vec![UnitInPlan::of(plan, unit)];
            }
            Who::Nobody => wanted.no_unit = true,
            Who::Everyone => {}
        }
        let mut items = Vec::new();
        wanted.select(place, of, &mut items);
        let unit = wanted.units.first().map(|it| it.unit);
        let supports = |action: usize| {
            let action = &plan.actions[action];
            let covers = |units: &[UnitIx], unit: &UnitIx| {
                plan.units().covered(units.iter().copied()).contains(unit)
            };
            // Who led when something was done may have no part in the action now.
            unit.is_some_and(|unit| !covers(&action.lead, &unit) && covers(&action.support, &unit))
        };
        items.sort_by_cached_key(|item| (supports(item.place.action), item.place.action));
        let mut rows = Vec::new();
        for list in items.chunk_by(|one, next| one.place.action == next.place.action) {
            let action = list[0].place.action;
            rows.push(RowRef::Action {
                plan: place,
                action,
                tally: list.iter().map(|item| item.verdict.standing).collect(),
                phases: tally_by_phase(plan, list),
                supports: supports(action),
            });
            let id = &plan.actions[action].id;
            if self.open.has(plan.id(), id, !self.filter.is_empty()) {
                rows.extend(list.iter().cloned().map(RowRef::Item));
            }
        }
        rows
    }

    /// Returns the plan's indicators, then its milestones that have a number to reach.
    pub(crate) fn indicator_rows(&self) -> Vec<RowRef> {
        let Some((place, of)) = self.open_plan() else {
            return Vec::new();
        };
        let (plan, filter) = (of.plan, self.filter);
        // Indicators can match a search only: they have nothing else that a filter asks for.
        let is_search = Filter {
            search: None,
            ..filter.clone()
        };
        let is_search = is_search.is_empty() && !filter.lead_only;
        let is_found = |it: &Indicator| {
            let needle = filter.search.as_ref();
            is_search && needle.is_none_or(|needle| needle.matches_any_of(&[&it.name, &it.id]))
        };
        let found = plan.indicators().iter().enumerate();
        let found = found.filter(|(_, it)| is_found(it));
        let found = found.map(|(indicator, _)| RowRef::Indicator {
            plan: place,
            indicator,
        });
        let mut items = Vec::new();
        filter.select(place, of, &mut items);
        let has_target = |item: &Item| {
            let milestone = &plan.actions[item.place.action].milestones[item.place.milestone];
            milestone.target.is_some()
        };
        items.retain(has_target);
        found.chain(items.into_iter().map(RowRef::Item)).collect()
    }

    /// Returns the milestones of each phase that the filter lets through, in an order.
    pub(crate) fn phase_columns(&self, order: SortBy) -> Vec<Vec<Item>> {
        let Some((place, of)) = self.open_plan() else {
            return Vec::new();
        };
        let plan = of.plan;
        let mut items = Vec::new();
        self.filter.select(place, of, &mut items);
        let mut columns = vec![Vec::new(); plan.phases().len()];
        for item in items {
            let phase = plan.actions[item.place.action].milestones[item.place.milestone].phase;
            columns[phase.index()].push(item);
        }
        for column in &mut columns {
            sort_items(self.board, column, order);
        }
        columns
    }

    /// Returns the uncommitted changes, then the last commits.
    pub(crate) fn change_rows(&self) -> Vec<RowRef> {
        let changes = 0..self.git.changes().len();
        let mut rows: Vec<RowRef> = changes.map(RowRef::Change).collect();
        if !self.git.recent().is_empty() {
            rows.push(RowRef::Commits);
            let ids = self.git.recent().iter().map(|commit| commit.id.clone());
            rows.extend(ids.map(RowRef::Commit));
        }
        rows
    }
}
