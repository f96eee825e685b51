//! The lists of the view made anew; the cursor stays on what it stood on.

use crate::query::{AlertList, AlertRow, Item, SortBy, sort_items};
use crate::text::View;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::lists::rows::{RowPlace, RowRef, RowSource, UnitRow, Who, unit_rows};
use crate::tui::app::state::State;
use crate::tui::views::ListLayout;

impl State {
    /// Makes the lists anew after the data, the filter or the view changed; the cursor stays on what it stood on.
    pub(in crate::tui) fn rebuild(&mut self) {
        self.find();
        if !self.page().is_across_plans() {
            self.rebuild_units();
        }
        self.rebuild_rows();
    }

    fn row_source(&self) -> RowSource<'_> {
        RowSource {
            board: self.board(),
            plan: self.plans.chosen_place(),
            who: &self.who,
            filter: self.narrowing.filter(),
            open: &self.open_actions,
            git: &self.git,
        }
    }

    fn rebuild_units(&mut self) {
        let who = self.units.get(self.left.cursor).map(|row| row.who.clone());
        let by_name = self.orders.contains_key(&View::Units);
        self.units = self.open_plan().map_or_else(Vec::new, |(plan, _, ledger)| {
            unit_rows(plan, ledger, by_name)
        });
        if !self.units.iter().any(|row| row.who == self.who) {
            self.who = Who::Everyone;
        }
        self.narrow_units();
        let at = who.and_then(|who| self.units.iter().position(|row| row.who == who));
        self.left.cursor = at.unwrap_or(0);
        self.left.cursor = self.left.cursor.min(self.units.len().saturating_sub(1));
        self.left.show_cursor(self.units.len());
    }

    /// Where the search finds units by their names, only those are listed.
    fn narrow_units(&mut self) {
        let Some(needle) = self.narrowing.needle().filter(|it| !it.is_empty()) else {
            return;
        };
        let Some((plan, _, _)) = self.plans.open() else {
            return;
        };
        let units = plan.units();
        let is_found = |row: &UnitRow| match &row.who {
            Who::Unit(name) => units.find(name).is_some_and(|unit| {
                let names: Vec<&str> = units.get(unit).names().collect();
                needle.matches_any_of(&names)
            }),
            Who::Everyone | Who::Nobody => false,
        };
        if self.units.iter().any(is_found) {
            self.units
                .retain(|row| row.who == Who::Everyone || is_found(row));
        }
    }

    pub(in crate::tui) fn rebuild_rows(&mut self) {
        let before = self.row_place();
        let page = self.page();
        self.rows = (page.rows)(&self.row_source());
        self.alert_list = if page.layout == ListLayout::Alerts {
            AlertList::of(
                self.ready.alerts(self.plans.board()),
                self.narrowing.filter(),
            )
        } else {
            AlertList::default()
        };
        if let Some(order) = self.alerts_in_order() {
            let items = (0..self.alert_list.len()).filter_map(|row| {
                match self.alert_list.row(self.ready.known_alerts()?, row)? {
                    AlertRow::Item(item) => Some(item),
                    _ => None,
                }
            });
            let mut items: Vec<Item> = items.collect();
            sort_items(self.board(), &mut items, order);
            self.rows = items.into_iter().map(RowRef::Item).collect();
        }
        let mut rows = std::mem::take(&mut self.rows);
        self.sort_rows(&mut rows);
        self.rows = rows;
        self.phases = if page.layout == ListLayout::PhaseColumns {
            let order = self.order().unwrap_or(SortBy::Standing);
            self.row_source().phase_columns(order)
        } else {
            Vec::new()
        };
        if page.layout == ListLayout::PhaseColumns {
            self.phase_panes.resize(self.phases.len(), Pane::default());
            self.phase = self.phase.min(self.phases.len().saturating_sub(1));
            for (pane, column) in self.phase_panes.iter_mut().zip(&self.phases) {
                pane.cursor = pane.cursor.min(column.len().saturating_sub(1));
                pane.show_cursor(column.len());
            }
            return;
        }
        let mut pane = self.main_pane();
        let before = before.filter(|_| !self.stays || page.layout != ListLayout::Alerts);
        let found = before.and_then(|place| self.row_at(&place));
        let wanted = found.unwrap_or(pane.cursor);
        pane.go(wanted, self.list_len(), true, |row| self.list_stands(row));
        self.set_main_pane(pane);
    }

    /// Returns where on the board the row under the cursor is.
    fn row_place(&self) -> Option<RowPlace> {
        if self.view == View::Phases {
            return None;
        }
        let row = self.list_row(self.main_pane().cursor)?;
        Some(row.place())
    }
}
