//! The list on the right of a view, whatever it is made of: rows, or the numbers of very many alerts.

use crate::query::Item;
use crate::record::LogRef;
use crate::text::View;
use crate::tui::app::lists::rows::{RowPlace, RowRef};
use crate::tui::app::state::State;

impl State {
    /// Returns how many rows the list of the view has.
    pub(in crate::tui) fn list_len(&self) -> usize {
        match self.view {
            View::Alerts if self.alerts_in_order().is_none() => self.alert_list.len(),
            _ => self.rows.len(),
        }
    }

    /// A row of it.
    pub(in crate::tui) fn list_row(&self, row: usize) -> Option<RowRef> {
        match self.view {
            View::Alerts if self.alerts_in_order().is_none() => {
                let alerts = self.ready.known_alerts()?;
                self.alert_list.row(alerts, row).map(RowRef::from)
            }
            _ => self.rows.get(row).cloned(),
        }
    }

    /// Returns whether the cursor may stand on a row of it.
    pub(in crate::tui) fn list_stands(&self, row: usize) -> bool {
        match self.view {
            View::Alerts if self.alerts_in_order().is_none() => !self.alert_list.is_heading(row),
            _ => self.rows.get(row).is_some_and(RowRef::stands),
        }
    }

    /// The first row of it that is what is looked for.
    pub(in crate::tui) fn find_in_list(&self, is_it: impl Fn(&RowRef) -> bool) -> Option<usize> {
        (0..self.list_len()).find(|row| self.list_row(*row).as_ref().is_some_and(&is_it))
    }

    /// The row of what is at a place on the board.
    pub(in crate::tui) fn row_at(&self, place: &RowPlace) -> Option<usize> {
        match (self.view, place, self.ready.known_alerts()) {
            (View::Alerts, RowPlace::Item(place), Some(alerts))
                if self.alerts_in_order().is_none() =>
            {
                self.alert_list.row_of(alerts, *place)
            }
            _ => self.find_in_list(|row| row.place() == *place),
        }
    }

    /// Returns how many milestones the view lists.
    fn listed(&self) -> usize {
        match self.view {
            View::Alerts => self.alert_list.milestones(),
            View::Phases => self.phases.iter().map(Vec::len).sum(),
            _ => self.rows.iter().filter(|row| row.item().is_some()).count(),
        }
    }

    /// How much a search or a filter has found, in words; nothing where the view is not searched.
    pub(in crate::tui) fn found(&self) -> Option<String> {
        match self.view {
            View::Overview => Some((self.words.cli.plans)(self.rows.len())),
            View::Changes => None,
            _ => Some((self.words.screen.found)(self.listed())),
        }
    }

    /// Reads, all at once, the plans that the rows in the window tell of.
    pub(in crate::tui) fn look_at_window(&self) {
        if self.view == View::Alerts {
            let window = self.main_pane().window(self.list_len());
            let items = window.filter_map(|row| Some(self.list_row(row)?.item()?.plan));
            self.board().look_at(&items.collect());
        }
    }

    /// The ids of the milestones in the list with the cursor.
    pub(in crate::tui) fn listed_keys(&self) -> Vec<LogRef> {
        let items: Vec<Item> = match self.view {
            View::Alerts => (0..self.list_len())
                .filter_map(|row| self.list_row(row)?.item().cloned())
                .collect(),
            View::Phases => self.phases.get(self.phase).cloned().unwrap_or_default(),
            _ => {
                let items = self.rows.iter().filter_map(RowRef::item);
                items.cloned().collect()
            }
        };
        items.iter().filter_map(|item| self.key_of(item)).collect()
    }
}
