//! Milestones on which nothing was reported.

use crate::plan::{Day, UnitIx, UnitState};

use super::{Board, Filter, Item, SortBy, UnitInPlan, sort_items};

/// A milestone in force that has not been reported, by all or some of the units that owe it.
#[derive(Clone, Debug)]
pub struct Unreported {
    /// The milestone.
    pub item: Item,
    /// In an `each` milestone, the units that have not reported.
    pub units: Vec<UnitIx>,
    /// In an `each` milestone, the number of units that owe it.
    pub of: usize,
    /// The last day for which anything was reported; a supervisor's decision is not a report.
    pub last: Option<Day>,
}

impl Unreported {
    /// Lists the milestones of some units, or of all, on which nothing was recorded, or nothing since a day;
    /// by due date.
    pub fn of_board(board: &Board, units: &[UnitInPlan], since: Option<Day>) -> Vec<Self> {
        let mut items = board.items(&Filter {
            units: units.to_vec(),
            ..Filter::default()
        });
        sort_items(board, &mut items, SortBy::Due);
        items
            .into_iter()
            .filter_map(|item| Self::of_item(board, item, since))
            .collect()
    }

    fn of_item(board: &Board, item: Item, since: Option<Day>) -> Option<Self> {
        let it = item.resolve(board)?;
        let state = &it.row.state;
        // What is finished or has not started owes no report.
        if !state.status.is_open() || it.milestone.window.start > board.as_of {
            return None;
        }
        let last = it.last_report(None, board.as_of);
        if !it.milestone.each {
            return is_silent(last, since).then(|| Self {
                item,
                units: Vec::new(),
                of: 0,
                last,
            });
        }
        let owes = |own: &&UnitState| {
            own.state.status.is_open()
                && is_silent(it.last_report(Some(own.unit), board.as_of), since)
                && item.of.is_none_or(|of| of == own.unit)
        };
        let units: Vec<UnitIx> = state
            .units
            .iter()
            .filter(owes)
            .map(|own| own.unit)
            .collect();
        let (_, of) = state.reported();
        (!units.is_empty()).then_some(Self {
            item,
            units,
            of,
            last,
        })
    }
}

/// Returns whether nothing was ever recorded, or nothing since a day.
fn is_silent(last: Option<Day>, since: Option<Day>) -> bool {
    last.is_none_or(|last| since.is_some_and(|since| last < since))
}
