//! What a view's list consists of: light references, made anew when the data, the filter or the view changes; only the
//! rows in the window are ever drawn.

use std::collections::HashSet;

use crate::plan::{Action, Lamp, Ledger, Plan, Standing, Status, Tally, UnitIx};
use crate::query::{Board, Filter, Item, Role, SortBy, sort_items};

/// A row of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RowRef {
    /// A plan.
    Plan(usize),
    /// An action with what of it is shown.
    Action {
        plan: usize,
        action: usize,
        tally: Tally,
        /// The unit one looks at supports it, does not lead it.
        supports: bool,
    },
    /// A milestone.
    Item(Item),
    /// A heading over a group of alerts.
    Group(Group, usize),
    /// A plan that ended and was never reported on: one row instead of all its milestones.
    NeverReported(usize),
    /// An indicator of a plan.
    Indicator { plan: usize, indicator: usize },
    /// A change that is not committed, by its place among them.
    Change(usize),
}

/// The groups of view 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// 逾期, 严重欠序时
    Red,
    /// 退办, 受阻, 临期, 欠序时
    Yellow,
    /// 已办结, not yet accepted
    Unaccepted,
    /// 延期待批
    Asked,
    /// 未报
    Unreported,
}

impl RowRef {
    /// Whether the cursor may stand on it.
    pub(super) fn stands(&self) -> bool {
        !matches!(self, Self::Group(..))
    }

    /// The milestone it is, if it is one.
    pub(super) fn item(&self) -> Option<&Item> {
        match self {
            Self::Item(item) => Some(item),
            _ => None,
        }
    }

    /// What it is, whatever its place: to find it again after a change.
    pub(super) fn key(&self, board: &Board) -> Option<String> {
        let plan_id = |plan: usize| board.plans.get(plan).map(|shown| shown.id().to_owned());
        match self {
            Self::Plan(plan) | Self::NeverReported(plan) => plan_id(*plan),
            Self::Action { plan, action, .. } => {
                let (it, _, _) = board.plans.get(*plan)?.open()?;
                Some(format!("{}:{}", it.id(), it.actions.get(*action)?.id))
            }
            Self::Item(item) => Some(item.full_id(board)),
            Self::Indicator { plan, indicator } => {
                let (it, _, _) = board.plans.get(*plan)?.open()?;
                Some(format!(
                    "{}#{}",
                    it.id(),
                    it.indicators().get(*indicator)?.id
                ))
            }
            Self::Group(..) | Self::Change(_) => None,
        }
    }
}

/// A row of the list of units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct UnitRow {
    pub(super) who: Who,
    pub(super) tally: Tally,
    pub(super) lead: u32,
    pub(super) support: u32,
}

/// Whose items are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Who {
    /// 全部
    #[default]
    Everyone,
    /// One unit.
    Unit(UnitIx),
    /// 未明确责任单位
    Nobody,
}

impl UnitRow {
    pub(super) fn red(&self) -> u32 {
        self.tally.lit(Lamp::Red)
    }
}

/// The units of a plan with what each owes; everyone first, then worst first or by name, those not named last.
pub(super) fn unit_rows(plan: &Plan, ledger: &Ledger, by_name: bool) -> Vec<UnitRow> {
    let units = plan.units();
    let expanded: Vec<(Vec<UnitIx>, Vec<UnitIx>)> = plan
        .actions
        .iter()
        .map(|action| {
            let whole = |list: &[UnitIx]| {
                let mut all = units.expand(list.iter().copied());
                all.extend(
                    list.iter()
                        .copied()
                        .filter(|unit| !all.contains(unit))
                        .collect::<Vec<_>>(),
                );
                all
            };
            (whole(&action.lead), whole(&action.support))
        })
        .collect();
    let mut rows: Vec<UnitRow> = units
        .iter()
        .map(|(ix, _)| {
            let mut row = UnitRow {
                who: Who::Unit(ix),
                tally: Tally::default(),
                lead: 0,
                support: 0,
            };
            for (action_ix, (action, (lead, support))) in
                plan.actions.iter().zip(&expanded).enumerate()
            {
                let leads = lead.contains(&ix);
                if !leads && !support.contains(&ix) {
                    continue;
                }
                *(if leads {
                    &mut row.lead
                } else {
                    &mut row.support
                }) += 1;
                for (milestone, of) in action.milestones.iter().zip(ledger.rows_of(action_ix)) {
                    row.tally.add(ledger.standing_for(milestone, of, Some(ix)));
                }
            }
            row
        })
        .collect();
    if by_name {
        rows.sort_by(|a, b| name_of(plan, a.who).cmp(name_of(plan, b.who)));
    } else {
        rows.sort_by_key(|row| {
            (
                row.tally.worst(),
                std::cmp::Reverse((row.red(), row.tally.total())),
            )
        });
    }
    let everyone = UnitRow {
        who: Who::Everyone,
        tally: ledger.tally(),
        lead: plan.actions.len() as u32,
        support: 0,
    };
    rows.insert(0, everyone);
    let nobody: Tally = ledger
        .rows(plan)
        .filter(|(action, _, _)| action.lead.is_empty() && action.support.is_empty())
        .map(|(_, _, row)| row.verdict.standing)
        .collect();
    if nobody.total() > 0 {
        rows.push(UnitRow {
            who: Who::Nobody,
            tally: nobody,
            lead: 0,
            support: 0,
        });
    }
    rows
}

fn name_of(plan: &Plan, who: Who) -> &str {
    match who {
        Who::Unit(ix) => plan.units().name(ix),
        Who::Everyone | Who::Nobody => "",
    }
}

/// The actions of whoever one looks at, those they lead first; opened ones with their milestones. Where a filter is set,
/// those with something it lets through, opened.
pub(super) fn action_rows(
    board: &Board,
    place: usize,
    who: Who,
    filter: &Filter,
    expanded: &HashSet<String>,
) -> Vec<RowRef> {
    let Some((plan, progress, ledger)) = board.plans.get(place).and_then(|shown| shown.open())
    else {
        return Vec::new();
    };
    let mut wanted = filter.clone();
    match who {
        Who::Unit(unit) => wanted.units = vec![(plan.id().to_owned(), unit)],
        Who::Nobody => wanted.no_unit = true,
        Who::Everyone => {}
    }
    let mut items = Vec::new();
    wanted.select(place, plan, progress, ledger, &mut items);
    let narrowed = !filter.is_empty();
    let supports = |action: &Action| match who {
        Who::Unit(unit) => {
            !action.lead.contains(&unit)
                && !plan
                    .units()
                    .expand(action.lead.iter().copied())
                    .contains(&unit)
        }
        Who::Everyone | Who::Nobody => false,
    };
    let mut groups: Vec<(bool, usize, Vec<Item>)> = Vec::new();
    for item in items {
        match groups
            .last_mut()
            .filter(|(_, action, _)| *action == item.action)
        {
            Some((_, _, list)) => list.push(item),
            None => groups.push((
                supports(&plan.actions[item.action]),
                item.action,
                vec![item],
            )),
        }
    }
    groups.sort_by_key(|(supports, action, _)| (*supports, *action));
    let mut rows = Vec::new();
    for (supports, action, list) in groups {
        let tally = list.iter().map(|item| item.verdict.standing).collect();
        rows.push(RowRef::Action {
            plan: place,
            action,
            tally,
            supports,
        });
        let key = format!("{}:{}", plan.id(), plan.actions[action].id);
        let open = if narrowed {
            !expanded.contains(&closed_key(&key))
        } else {
            expanded.contains(&key)
        };
        if open {
            rows.extend(list.into_iter().map(RowRef::Item));
        }
    }
    rows
}

/// Under a filter actions are open unless somebody closed them: that is remembered under this key.
pub(super) fn closed_key(key: &str) -> String {
    format!("-{key}")
}

/// Everything that needs somebody, across plans: red, yellow, then what waits for acceptance or for a decision, then
/// what was never reported.
pub(super) fn alert_rows(board: &Board, filter: &Filter) -> Vec<RowRef> {
    let items = board.items(filter);
    let mut groups: [Vec<Item>; 5] = Default::default();
    for item in items {
        let Some(it) = item.resolve(board) else {
            continue;
        };
        if it.ledger.never_reported() {
            continue;
        }
        if it.row.state.asked.is_some() && it.row.state.status.is_open() {
            groups[3].push(item.clone());
        }
        match item.verdict.standing {
            Standing::Overdue | Standing::FarBehind => groups[0].push(item),
            Standing::Returned | Standing::Blocked | Standing::Soon | Standing::Behind => {
                groups[1].push(item);
            }
            Standing::Done if it.row.state.status == Status::Done => groups[2].push(item),
            Standing::Unreported => groups[4].push(item),
            _ => {}
        }
    }
    let [red, yellow, unaccepted, asked, unreported] = &mut groups;
    for list in [&mut *red, &mut *yellow] {
        sort_items(board, list, SortBy::Standing);
    }
    for list in [unaccepted, asked, unreported] {
        sort_items(board, list, SortBy::Due);
    }
    let kinds = [
        Group::Red,
        Group::Yellow,
        Group::Unaccepted,
        Group::Asked,
        Group::Unreported,
    ];
    let mut rows = Vec::new();
    for (kind, list) in kinds.into_iter().zip(groups) {
        let silent: Vec<usize> = if kind == Group::Unreported && filter.is_empty() {
            let never = |(place, _, _, ledger): (usize, _, _, &Ledger)| {
                ledger.never_reported().then_some(place)
            };
            board.open().filter_map(never).collect()
        } else {
            Vec::new()
        };
        if list.is_empty() && silent.is_empty() {
            continue;
        }
        rows.push(RowRef::Group(kind, list.len()));
        rows.extend(list.into_iter().map(RowRef::Item));
        rows.extend(silent.into_iter().map(RowRef::NeverReported));
    }
    rows
}

/// The milestones of each phase that a filter lets through, by due date.
pub(super) fn phase_columns(board: &Board, place: usize, filter: &Filter) -> Vec<Vec<Item>> {
    let Some((plan, progress, ledger)) = board.plans.get(place).and_then(|shown| shown.open())
    else {
        return Vec::new();
    };
    let mut items = Vec::new();
    filter.select(place, plan, progress, ledger, &mut items);
    let mut columns = vec![Vec::new(); plan.phases().len()];
    for item in items {
        let phase = plan.actions[item.action].milestones[item.milestone].phase;
        columns[phase].push(item);
    }
    for column in &mut columns {
        sort_items(board, column, SortBy::Standing);
    }
    columns
}

/// A plan's indicators, then its milestones that have a number to reach.
pub(super) fn indicator_rows(board: &Board, place: usize, filter: &Filter) -> Vec<RowRef> {
    let Some((plan, progress, ledger)) = board.plans.get(place).and_then(|shown| shown.open())
    else {
        return Vec::new();
    };
    let mut rows: Vec<RowRef> = Vec::new();
    let only_search = Filter {
        search: None,
        ..filter.clone()
    }
    .is_empty()
        && filter.role == Role::Either;
    for (indicator, it) in plan.indicators().iter().enumerate() {
        let found = filter
            .search
            .as_ref()
            .is_none_or(|needle| needle.matches_any_of(&[&it.name, &it.id]));
        if only_search && found {
            rows.push(RowRef::Indicator {
                plan: place,
                indicator,
            });
        }
    }
    let mut items = Vec::new();
    filter.select(place, plan, progress, ledger, &mut items);
    items.retain(|item| {
        plan.actions[item.action].milestones[item.milestone]
            .target
            .is_some()
    });
    rows.extend(items.into_iter().map(RowRef::Item));
    rows
}

/// A plan's actions, for the timeline.
pub(super) fn timeline_rows(
    board: &Board,
    place: usize,
    filter: &Filter,
    expanded: &HashSet<String>,
) -> Vec<RowRef> {
    action_rows(board, place, Who::Everyone, filter, expanded)
}
