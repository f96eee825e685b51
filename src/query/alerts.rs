//! What needs somebody, across plans (预警): kept in order, so that a change costs what its plan costs.

use crate::plan::{PlanState, Standing, Status};

use super::{Board, Filter, Item, Resolved};

/// The groups of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlertGroup {
    /// 逾期, 严重欠序时
    Red,
    /// 退办, 受阻, 临期, 欠序时
    Yellow,
    /// 已办结, not yet accepted (待核)
    Unaccepted,
    /// 延期待批
    Asked,
    /// 未报
    Unreported,
}

impl AlertGroup {}

/// The milestones of a board that need somebody: by group, in each the worst or the earliest due first.
#[derive(Clone, Debug)]
pub struct Alerts {
    all: Vec<Alert>,
    silent: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Alert {
    rank: Rank,
    item: Item,
}

/// The place of an alert among the others: its group, then how it stands, whether its plan has ended, how long or how far.
type Rank = (
    AlertGroup,
    Option<Standing>,
    bool,
    i64,
    (usize, usize, usize),
);

impl Alerts {
    /// Of all plans.
    pub fn of(board: &Board) -> Self {
        board.look_at_all();
        let mut alerts = Self {
            all: Vec::new(),
            silent: Vec::new(),
        };
        for place in 0..board.plans.len() {
            alerts.add(board, place);
        }
        alerts.all.sort_by_key(|alert| alert.rank);
        alerts
    }

    /// Takes in that a plan has changed.
    pub fn take_in(&mut self, board: &Board, place: usize) {
        self.all.retain(|alert| alert.item.plan != place);
        self.silent.retain(|silent| *silent != place);
        self.add(board, place);
        // What was in order is found in order: two runs are merged.
        self.all.sort_by_key(|alert| alert.rank);
        self.silent.sort_unstable();
    }

    /// The plans that ended and were never reported on, by their places: each is a line instead of all its milestones.
    pub fn never_reported(&self) -> &[usize] {
        &self.silent
    }

    /// Gives `take` those that a filter lets through, with their groups, in order.
    pub fn through(&self, board: &Board, filter: &Filter, mut take: impl FnMut(AlertGroup, Item)) {
        let is_found = |item: &Item| {
            let (plan, action, milestone) = item.place();
            let found = filter.found.as_deref();
            found.is_none_or(|found| found.has(plan, action, milestone))
        };
        let found = self.all.iter().filter(|alert| is_found(&alert.item));
        if filter.is_only_search() {
            for alert in found {
                take(alert.rank.0, alert.item.clone());
            }
            return;
        }
        let plans: Vec<_> = board
            .plans
            .iter()
            .map(|shown| {
                let glance = shown.glance()?;
                Some((glance, filter.within(glance.plan)?))
            })
            .collect();
        for alert in found {
            let Some((glance, within)) = plans.get(alert.item.plan).and_then(Option::as_ref) else {
                continue;
            };
            let Some(it) = glance.resolve(&alert.item) else {
                continue;
            };
            if !within.wants_action(it.plan, it.action) {
                continue;
            }
            if let Some((verdict, of)) = within.wants_row(it.ledger, it.milestone, it.row) {
                let item = Item {
                    verdict,
                    of,
                    ..alert.item.clone()
                };
                take(alert.rank.0, item);
            }
        }
    }

    fn add(&mut self, board: &Board, place: usize) {
        let Some(glance) = board.plans[place].glance() else {
            return;
        };
        if glance.ledger.never_reported() {
            self.silent.push(place);
            return;
        }
        for (action_ix, action) in glance.plan.actions.iter().enumerate() {
            let rows = glance.ledger.rows_of(action_ix);
            for (here, (milestone, row)) in action.milestones.iter().zip(rows).enumerate() {
                let it = Resolved {
                    plan: glance.plan,
                    progress: glance.progress,
                    ledger: glance.ledger,
                    action,
                    milestone,
                    row,
                };
                for group in groups_of(&it) {
                    let item = Item {
                        plan: place,
                        action: action_ix,
                        milestone: glance.place(action_ix, here),
                        verdict: row.verdict.clone(),
                        of: None,
                    };
                    let rank = rank(group, &it, &item);
                    self.all.push(Alert { rank, item });
                }
            }
        }
    }
}

/// The groups a milestone is in: what waits for a decision may be late as well.
fn groups_of(it: &Resolved<'_>) -> impl Iterator<Item = AlertGroup> {
    let state = &it.row.state;
    let asked = (state.asked.is_some() && state.status.is_open()).then_some(AlertGroup::Asked);
    let standing = match it.row.verdict.standing {
        Standing::Overdue | Standing::FarBehind => Some(AlertGroup::Red),
        Standing::Returned | Standing::Blocked | Standing::Soon | Standing::Behind => {
            Some(AlertGroup::Yellow)
        }
        Standing::Done if state.status == Status::Done => Some(AlertGroup::Unaccepted),
        Standing::Unreported => Some(AlertGroup::Unreported),
        _ => None,
    };
    standing.into_iter().chain(asked)
}

fn rank(group: AlertGroup, it: &Resolved<'_>, item: &Item) -> Rank {
    let verdict = &item.verdict;
    match group {
        AlertGroup::Red | AlertGroup::Yellow => {
            let ended = matches!(it.ledger.state, PlanState::Ended(_));
            let standing = Some(verdict.standing);
            (group, standing, ended, verdict.urgency(), item.place())
        }
        AlertGroup::Unaccepted | AlertGroup::Asked | AlertGroup::Unreported => {
            (group, None, false, verdict.days, item.place())
        }
    }
}
