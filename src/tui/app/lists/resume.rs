//! The place on the screen, kept for the next session.

use crate::query::{OpenPlan, PlanHandle};
use crate::store::ScreenPlace;
use crate::text::View;
use crate::tui::app::{RowKey, State, Who};

impl State {
    /// Returns the view, plan, unit and row of the moment.
    pub fn place(&self) -> ScreenPlace {
        let unit = match self.units.listed() {
            Who::Unit(name) => Some(name.clone()),
            Who::Everyone | Who::Nobody => None,
        };
        let on = self.row_key().filter(|_| !self.is_among_units());
        ScreenPlace {
            view: self.view.digit(),
            plan: self.plans.chosen_id().to_owned(),
            unit,
            row: on.and_then(|on| on.text()),
        }
    }

    /// Goes to a kept place, as far as it still exists; without its plan, nothing happens.
    pub fn go_to_place(&mut self, place: &ScreenPlace) {
        let plan = self.plans.find(&place.plan);
        if plan.and_then(PlanHandle::open).is_none() {
            return;
        }
        let Some(view) = View::ALL
            .into_iter()
            .find(|view| view.digit() == place.view)
        else {
            return;
        };
        self.choose_plan(&place.plan);
        self.view = view;
        self.rebuild_on(None);
        self.go_to_unit(place.unit.as_deref());
        self.rest();
        if let Some(row) = &place.row {
            self.go_to_text(row);
        }
        self.rest();
    }

    /// Puts the cursor of view 2 on a unit, by its name.
    pub(crate) fn go_to_unit(&mut self, name: Option<&str>) {
        let Some(OpenPlan { plan, .. }) = self.plans.open() else {
            return;
        };
        let unit = name.and_then(|name| plan.units().find(name));
        if let Some(unit) = unit {
            let name = plan.units().name(unit).to_owned();
            self.units.go_to(&Who::Unit(name));
        }
    }

    /// Puts the cursor on the row that is kept by this text, if the view shows it.
    fn go_to_text(&mut self, text: &str) {
        // A milestone shows where its action is open.
        let action = text.split_once('/').and_then(|(it, _)| it.split_once(':'));
        if let Some((plan, action)) = action {
            self.open_actions.open(plan, action);
            self.rebuild();
        }
        if self.has_columns() {
            if let Some((plan, id)) = text.split_once(':') {
                self.go_to_in_columns(plan, id);
            }
            return;
        }
        let is_it = |key: &RowKey| key.text().as_deref() == Some(text);
        if let Some(row) = self.find_row(|plan| text.starts_with(plan), is_it) {
            self.units.take_cursor(false);
            self.list.go(self.view, row);
        }
    }
}
