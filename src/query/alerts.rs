//! What needs somebody, across plans (预警): kept in order, so that a change costs what its plan costs.

use crate::plan::{PlanState, Row, Standing, Status, Verdict};
use crate::store::each_of;

use super::{Board, Filter, Glance, Item};

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
///
/// What is kept of each is its place and its verdict: what a line about it says is looked up for the lines that are seen.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    all: Vec<Alert>,
    silent: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Alert {
    rank: Rank,
    verdict: Verdict,
}

/// The place of an alert among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    group: AlertGroup,
    /// Where it stands, where that is what the group is in order of.
    standing: Option<Standing>,
    /// Its plan has ended: those in force come first.
    ended: bool,
    /// Days, or points short.
    urgency: i64,
    /// The places of its plan, of its action in that, and of itself in the action.
    place: [u32; 3],
}

impl Alert {
    fn item(&self) -> Item {
        let [plan, action, milestone] = self.rank.place.map(|place| place as usize);
        Item {
            plan,
            action,
            milestone,
            verdict: self.verdict.clone(),
            of: None,
        }
    }
}

impl Alerts {
    /// Of all plans.
    pub fn of(board: &Board) -> Self {
        let places: Vec<usize> = (0..board.plans.len()).collect();
        let mut alerts = Self::default();
        for of_plan in each_of(&places, |place| Self::of_plan(board, *place)) {
            alerts.all.extend(of_plan.all);
            alerts.silent.extend(of_plan.silent);
        }
        alerts.sort();
        alerts
    }

    /// Of one plan, in no order.
    pub fn of_plan(board: &Board, place: usize) -> Self {
        let mut alerts = Self::default();
        board.plans[place].glance_once(|glance| alerts.take(glance, place));
        alerts
    }

    /// Adds those of a plan that was not looked at, in no order.
    pub fn add(&mut self, board: &Board, place: usize) {
        let of_plan = Self::of_plan(board, place);
        self.all.extend(of_plan.all);
        self.silent.extend(of_plan.silent);
    }

    /// Puts in order what was added.
    pub fn sort(&mut self) {
        // What was in order is found in order: runs are merged.
        self.all.sort_by_key(|alert| alert.rank);
        self.all.shrink_to_fit();
        self.silent.sort_unstable();
    }

    /// Takes in that a plan has changed.
    pub fn take_in(&mut self, board: &Board, place: usize) {
        self.all
            .retain(|alert| alert.rank.place[0] as usize != place);
        self.silent.retain(|silent| *silent != place);
        self.add(board, place);
        self.sort();
    }

    /// The plans that ended and were never reported on, by their places: each is a line instead of all its milestones.
    pub fn never_reported(&self) -> &[usize] {
        &self.silent
    }

    /// Gives `take` those that a filter lets through, with their groups, in order.
    pub fn through(&self, board: &Board, filter: &Filter, mut take: impl FnMut(AlertGroup, Item)) {
        let is_found = |alert: &&Alert| {
            let [plan, action, milestone] = alert.rank.place.map(|place| place as usize);
            let found = filter.found.as_deref();
            found.is_none_or(|found| found.has(plan, action, milestone))
        };
        let found = self.all.iter().filter(is_found);
        if filter.is_only_search() {
            for alert in found {
                take(alert.rank.group, alert.item());
            }
            return;
        }
        board.look_at_all();
        let plans: Vec<_> = board
            .plans
            .iter()
            .map(|shown| {
                let glance = shown.glance()?;
                Some((glance, filter.within(glance.plan)?))
            })
            .collect();
        for alert in found {
            let item = alert.item();
            let Some((glance, within)) = plans.get(item.plan).and_then(Option::as_ref) else {
                continue;
            };
            let Some(it) = glance.resolve(&item) else {
                continue;
            };
            if !within.wants_action(it.plan, it.action) {
                continue;
            }
            if let Some((verdict, of)) = within.wants_row(it.ledger, it.milestone, it.row) {
                take(
                    alert.rank.group,
                    Item {
                        verdict,
                        of,
                        ..item
                    },
                );
            }
        }
    }

    fn take(&mut self, glance: Glance<'_>, place: usize) {
        if glance.ledger.never_reported() {
            self.silent.push(place);
            return;
        }
        let ended = matches!(glance.ledger.state, PlanState::Ended(_));
        for (action_ix, action) in glance.plan.actions.iter().enumerate() {
            let rows = glance.ledger.rows_of(action_ix);
            for (here, row) in rows.iter().enumerate().take(action.milestones.len()) {
                let milestone = glance.place(action_ix, here);
                for group in groups_of(row) {
                    let place = [place, action_ix, milestone].map(|place| place as u32);
                    self.all.push(Alert {
                        rank: rank(group, &row.verdict, ended, place),
                        verdict: row.verdict.clone(),
                    });
                }
            }
        }
    }
}

/// The groups a milestone is in: what waits for a decision may be late as well.
fn groups_of(row: &Row) -> impl Iterator<Item = AlertGroup> + use<> {
    let state = &row.state;
    let asked = (state.asked.is_some() && state.status.is_open()).then_some(AlertGroup::Asked);
    let standing = match row.verdict.standing {
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

fn rank(group: AlertGroup, verdict: &Verdict, ended: bool, place: [u32; 3]) -> Rank {
    match group {
        AlertGroup::Red | AlertGroup::Yellow => Rank {
            group,
            standing: Some(verdict.standing),
            ended,
            urgency: verdict.urgency(),
            place,
        },
        AlertGroup::Unaccepted | AlertGroup::Asked | AlertGroup::Unreported => Rank {
            group,
            standing: None,
            ended: false,
            urgency: verdict.days,
            place,
        },
    }
}
