//! Rebuilding the lists of the view. The cursor stays on its row, wherever that lies now.

use crate::query::{Board, Item, OpenPlan, PlanHandle, SortBy, sort_items};
use crate::tui::app::parts::OpenActions;
use crate::tui::app::{Ready, RowKey, RowRef, RowSource, State, UnitRow, Who};
use crate::tui::views::ListLayout;

impl State {
    /// Takes in another board.
    pub(crate) fn replace_board(&mut self, board: Board) {
        let on = self.row_key();
        self.git.keep(&board);
        self.plans.replace(board);
        self.deselect_others();
        self.ready = Ready::default();
        self.rebuild_on(on);
        self.rest();
    }

    /// Takes in plans that were read again.
    pub(crate) fn replace_plans(&mut self, plans: Vec<PlanHandle>) {
        let on = self.row_key();
        for place in self.plans.replace_plans(plans) {
            self.plan_changed(place);
        }
        self.deselect_others();
        self.rebuild_on(on);
        self.rest();
    }

    /// Rebuilds the lists after a change of the filter, the order or the standing in git.
    pub(crate) fn rebuild(&mut self) {
        let on = self.row_key().filter(|_| !self.has_columns());
        self.rebuild_on(on);
    }

    /// Rebuilds the lists after a deed. Among the alerts the cursor keeps its position, because its milestone has moved to
    /// another group and the next one is at hand.
    pub(crate) fn rebuild_after_deed(&mut self) {
        if self.page().layout == ListLayout::Alerts {
            self.rebuild_on(None);
        } else {
            self.rebuild();
        }
    }

    /// Rebuilds the lists and puts the cursor on a row, if the view shows it.
    pub(crate) fn rebuild_on(&mut self, on: Option<RowKey>) {
        self.find();
        if !self.page().is_across_plans {
            self.rebuild_units();
        }
        self.rebuild_rows(on);
    }

    /// Returns the source of rows, with the milestones of these actions below them.
    pub(super) fn row_source<'s>(&'s self, open: &'s OpenActions) -> RowSource<'s> {
        RowSource {
            board: self.board(),
            plan: self.plans.chosen_place(),
            who: self.units.listed(),
            filter: self.narrowing.filter(),
            open,
            git: &self.git,
        }
    }

    fn rebuild_units(&mut self) {
        let Some(OpenPlan { plan, .. }) = self.plans.open() else {
            self.units.set(Vec::new(), |_| true);
            return;
        };
        let source = self.row_source(&self.open_actions);
        let all = source.unit_rows(self.units_are_by_name());
        let units = plan.units();
        let needle = self.narrowing.needle().filter(|it| !it.is_empty());
        let is_found = |row: &UnitRow| match &row.who {
            Who::Unit(name) => units.find(name).is_some_and(|unit| {
                let names: Vec<&str> = units.get(unit).names().collect();
                needle.is_some_and(|needle| needle.matches_any_of(&names))
            }),
            Who::Everyone | Who::Nobody => false,
        };
        // Where the search finds units by their names, only those are shown; else, under a filter, those that have something
        // left, and the one whose items are listed.
        let finds_units = all.iter().any(is_found);
        let (is_whole, listed) = (self.narrowing.is_empty(), self.units.listed().clone());
        let is_shown = |row: &UnitRow| match &row.who {
            Who::Everyone => true,
            _ if finds_units => is_found(row),
            who => is_whole || row.tally.total() > 0 || *who == listed,
        };
        self.units.set(all, is_shown);
    }

    /// Rebuilds the rows of the view and puts the cursor on one of them, if the view shows it.
    pub(crate) fn rebuild_rows(&mut self, on: Option<RowKey>) {
        if self.has_columns() {
            let order = self.order().unwrap_or(SortBy::Standing);
            let columns = self.row_source(&self.open_actions).phase_columns(order);
            self.columns.set(columns);
            self.list.set(Vec::new());
            if let Some(RowKey::Log(on)) = on {
                self.go_to_in_columns(&on.plan, on.log.id());
            }
            return;
        }
        self.columns.leave();
        let listed = self.listed_rows();
        self.list.set(listed);
        let found = on.and_then(|on| {
            let is_of = |plan: &str| on.plan() == Some(plan);
            self.find_row(is_of, |key| *key == on)
        });
        let row = found.unwrap_or(self.main_pane().cursor);
        self.list.go(self.view, row);
    }

    /// Finds a row of the main list by its key; only the plans that it may be of are read for their rows.
    pub(crate) fn find_row(
        &self,
        may_be_of: impl Fn(&str) -> bool,
        is_it: impl Fn(&RowKey) -> bool,
    ) -> Option<usize> {
        let plans = &self.board().plans;
        self.list.rows().iter().position(|row| {
            let plan = row.plan().and_then(|place| plans.get(place));
            let key = || RowKey::of(row, self.board(), &self.git);
            plan.is_none_or(|handle| may_be_of(handle.id())) && key().is_some_and(|key| is_it(&key))
        })
    }

    /// Puts the cursor of view 3 on a milestone, by the ids of its plan and its own.
    pub(crate) fn go_to_in_columns(&mut self, plan: &str, milestone: &str) {
        if let Some(wanted) = self.plans.board().find(plan, milestone) {
            self.columns.go_to(|item| item.place == wanted.place);
        }
    }

    fn listed_rows(&mut self) -> Vec<RowRef> {
        let page = self.page();
        if page.layout != ListLayout::Alerts {
            let mut rows = (page.rows)(&self.row_source(&self.open_actions));
            if let Some(order) = self.order() {
                (page.sort)(self.board(), &mut rows, order);
            }
            return rows;
        }
        let alerts = self.ready.alerts(self.plans.board());
        let rows = alerts.rows(self.narrowing.filter()).into_iter();
        let rows = rows.map(RowRef::from);
        let Some(order) = self.orders.of(self.view) else {
            return rows.collect();
        };
        // In an order of their own, the milestones are one list without groups.
        let mut items: Vec<Item> = rows.filter_map(|row| row.item().cloned()).collect();
        sort_items(self.plans.board(), &mut items, order);
        items.into_iter().map(RowRef::Item).collect()
    }
}
