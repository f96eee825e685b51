//! Alerts across plans (预警), kept sorted so that a change costs no more than its plan.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::plan::{Day, Lamp, Ledger, Row, Standing, Status, UnitIx, Urgency, Verdict};
use crate::store::in_parallel;

use super::owed_report::OwedReport;
use super::{Board, Filter, Item, MilestonePlace, PlanPreview};

/// The groups of the alert list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlertGroup {
    /// Every standing with a red lamp
    Red,
    /// Every standing with a yellow lamp
    Yellow,
    /// 已办结, not yet accepted (待核)
    Unaccepted,
    /// 延期待批
    Asked,
    /// 未报
    Unreported,
    /// Units whose reports are missing or came late (报送)
    Reports,
}

/// A row of the list of alerts.
#[derive(Clone, Debug, PartialEq)]
pub enum AlertRow {
    /// A group's heading, with the number of its alerts.
    Heading(AlertGroup, usize),
    /// A milestone.
    Item(Item),
    /// A plan that ended without any report, by its index on the board.
    NeverReported(usize),
    /// A unit whose report is missing or came late.
    Report(OwedReport),
}

/// The milestones of a board that need attention, grouped, the worst or earliest due first.
///
/// Each is kept as its indices, its verdict and what a filter asks for; the text of a line is looked up
/// when it is shown.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    all: Vec<AlertEntry>,
    /// The plans never reported on, each with the number of its milestones.
    silent: Vec<(usize, usize)>,
    reports: Vec<OwedReport>,
}

#[derive(Clone, Debug)]
struct AlertEntry {
    rank: AlertRank,
    verdict: Verdict,
    status: Status,
    /// The id of its phase.
    phase: Arc<str>,
    action: Arc<ActionTraits>,
}

/// The properties of an action that a filter asks for.
#[derive(Clone, Debug)]
struct ActionTraits {
    id: String,
    is_led: bool,
    is_supported: bool,
}

/// The alerts of one plan, unsorted.
struct PlanAlerts {
    alerts: Vec<AlertEntry>,
    /// The number of milestones that are all unreported, if nothing ever was.
    silent: Option<usize>,
    reports: Vec<OwedReport>,
}

/// The sort key of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct AlertRank {
    group: AlertGroup,
    order: AlertOrder,
    place: MilestonePlace,
    /// The unit whose own part of an `each` milestone is meant.
    of: Option<UnitIx>,
}

/// The order within a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum AlertOrder {
    Urgency(Urgency),
    /// By the ruling due date.
    Due(Day),
}

impl AlertEntry {
    fn item(&self) -> Item {
        Item {
            place: self.rank.place,
            verdict: self.verdict.clone(),
            of: self.rank.of,
        }
    }

    /// Returns whether a filter lets the alert through, its search apart. Units let everything through:
    /// in this list, they are found by searching for their names.
    fn passes(&self, filter: &Filter) -> bool {
        let action = &self.action;
        filter.phase.as_deref().is_none_or(|id| id == &*self.phase)
            && filter.wants_section(&action.id)
            && filter.wants_roles(action.is_led, action.is_supported)
            && filter.wants_standing(self.verdict.standing, self.status)
    }
}

impl Alerts {
    /// Collects the alerts of all plans.
    pub fn of(board: &Board) -> Self {
        let places: Vec<usize> = (0..board.plans.len()).collect();
        let mut alerts = Self::default();
        let found = in_parallel(&places, |place| PlanAlerts::read(board, *place));
        for (place, of_plan) in found.into_iter().enumerate() {
            alerts.add(place, of_plan);
        }
        alerts.sort();
        alerts
    }

    fn add(&mut self, place: usize, of_plan: PlanAlerts) {
        self.all.extend(of_plan.alerts);
        self.silent
            .extend(of_plan.silent.map(|count| (place, count)));
        self.reports.extend(of_plan.reports);
    }

    fn sort(&mut self) {
        // The stable sort is fast here: it merges runs that are already sorted.
        self.all.sort_by_key(|alert| alert.rank);
        self.all.shrink_to_fit();
        self.silent.sort_unstable();
        self.reports.sort_by_key(|report| report.plan);
    }

    /// Replaces the alerts of changed plans, given by their indices.
    pub fn take_in(&mut self, board: &Board, changed: &BTreeSet<usize>) {
        if changed.is_empty() {
            return;
        }
        self.all
            .retain(|alert| !changed.contains(&alert.rank.place.plan));
        self.silent.retain(|(silent, _)| !changed.contains(silent));
        self.reports
            .retain(|report| !changed.contains(&report.plan));
        for place in changed {
            self.add(*place, PlanAlerts::read(board, *place));
        }
        self.sort();
    }

    /// Returns the rows of the alerts that a filter lets through: each group's heading and milestones,
    /// then the plans never reported on, then the units that owe reports.
    pub fn rows(&self, filter: &Filter) -> Vec<AlertRow> {
        let mut list = AlertRows::default();
        for alert in self.through(filter) {
            list.count(alert.rank.group, 1);
            list.rows.push(AlertRow::Item(alert.item()));
        }
        // Plans never reported on join the last group, 未报.
        if filter.is_empty() && !self.silent.is_empty() {
            for (place, count) in self.silent.iter().copied() {
                list.count(AlertGroup::Unreported, count);
                list.rows.push(AlertRow::NeverReported(place));
            }
        }
        // A unit is found by its name; what is asked of milestones does not concern it.
        let needle = filter.search.as_ref();
        let is_found =
            |it: &&OwedReport| needle.is_none_or(|needle| needle.matches_any_of(&[&it.name]));
        let reports = self.reports.iter().filter(|_| filter.is_only_search());
        for report in reports.filter(is_found) {
            list.count(AlertGroup::Reports, 1);
            list.rows.push(AlertRow::Report(report.clone()));
        }
        list.rows
    }

    /// Iterates over the alerts that a filter lets through, in order.
    fn through(&self, filter: &Filter) -> impl Iterator<Item = &AlertEntry> {
        let found = filter.found.as_deref();
        self.all.iter().filter(move |alert| {
            found.is_none_or(|found| found.has(alert.rank.place)) && alert.passes(filter)
        })
    }
}

/// Rows in the making.
#[derive(Default)]
struct AlertRows {
    rows: Vec<AlertRow>,
    /// The index of the last heading.
    heading: usize,
}

impl AlertRows {
    /// Counts alerts under the last heading, after adding one if that is of another group.
    fn count(&mut self, group: AlertGroup, more: usize) {
        match self.rows.get_mut(self.heading) {
            Some(AlertRow::Heading(last, count)) if *last == group => *count += more,
            _ => {
                self.heading = self.rows.len();
                self.rows.push(AlertRow::Heading(group, more));
            }
        }
    }
}

impl PlanAlerts {
    fn read(board: &Board, place: usize) -> Self {
        let mut found = Self {
            alerts: Vec::new(),
            silent: None,
            reports: Vec::new(),
        };
        let mut asks = false;
        board.plans[place].preview_once(|preview| {
            asks = preview.plan.document.reporting.is_some();
            found.take(preview, place);
        });
        // A preview lacks the logs; only a plan that asks for reports is read whole.
        if asks && let Some((plan, progress)) = board.plans[place].loaded_for_once().open() {
            found.reports = OwedReport::of_plan(place, plan, progress, board.as_of);
        }
        found
    }

    fn take(&mut self, preview: PlanPreview<'_>, place: usize) {
        if preview.ledger.never_reported() {
            self.silent = Some(preview.ledger.tally().total() as usize);
            return;
        }
        let phases: Vec<Arc<str>> = preview
            .plan
            .phases()
            .iter()
            .map(|phase| phase.id.as_str().into())
            .collect();
        for (action_ix, action) in preview.plan.actions.iter().enumerate() {
            let rows = preview.ledger.rows_of(action_ix);
            let traits = Arc::new(ActionTraits {
                id: action.id.clone(),
                is_led: !action.lead.is_empty(),
                is_supported: !action.support.is_empty(),
            });
            for (here, (row, milestone)) in rows.iter().zip(&action.milestones).enumerate() {
                let place = preview.place(place, action_ix, here);
                let mut add = |group, verdict: Verdict, status, of| {
                    self.alerts.push(AlertEntry {
                        rank: AlertRank {
                            group,
                            order: order(group, preview.ledger, &verdict),
                            place,
                            of,
                        },
                        verdict,
                        status,
                        phase: Arc::clone(&phases[milestone.phase.index()]),
                        action: Arc::clone(&traits),
                    });
                };
                for group in groups_of(row) {
                    add(group, row.verdict.clone(), row.state.status, None);
                }
                // A part that is done waits to be accepted before the others are done.
                let is_open = row.state.status != Status::Done;
                let parts = row.state.units.iter().filter(|_| is_open);
                for own in parts.filter(|own| own.state.status == Status::Done) {
                    let verdict = preview.ledger.verdict_of(milestone, &own.state);
                    add(
                        AlertGroup::Unaccepted,
                        verdict,
                        Status::Done,
                        Some(own.unit),
                    );
                }
            }
        }
    }
}

/// Returns the groups of a milestone; one that waits for a decision may be late as well.
fn groups_of(row: &Row) -> impl Iterator<Item = AlertGroup> + use<> {
    let state = &row.state;
    let asked = (state.asked.is_some() && state.status.is_open()).then_some(AlertGroup::Asked);
    let standing = match row.verdict.standing.lamp() {
        Lamp::Red => Some(AlertGroup::Red),
        Lamp::Yellow => Some(AlertGroup::Yellow),
        Lamp::Done if state.status == Status::Done => Some(AlertGroup::Unaccepted),
        Lamp::Grey if row.verdict.standing == Standing::Unreported => Some(AlertGroup::Unreported),
        _ => None,
    };
    standing.into_iter().chain(asked)
}

fn order(group: AlertGroup, ledger: &Ledger, verdict: &Verdict) -> AlertOrder {
    match group {
        AlertGroup::Red | AlertGroup::Yellow => AlertOrder::Urgency(ledger.urgency(verdict)),
        AlertGroup::Unaccepted
        | AlertGroup::Asked
        | AlertGroup::Unreported
        | AlertGroup::Reports => AlertOrder::Due(verdict.due_now),
    }
}
