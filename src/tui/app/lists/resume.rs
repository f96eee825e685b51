//! Where on the screen somebody is, to begin there the next time.

use crate::query::PlanHandle;
use crate::store::ScreenPlace;
use crate::text::View;
use crate::tui::app::lists::rows::Who;
use crate::tui::app::state::State;

impl State {
    /// Returns where one is now.
    pub fn place(&self) -> ScreenPlace {
        let unit = match &self.who {
            Who::Unit(name) => Some(name.clone()),
            Who::Everyone | Who::Nobody => None,
        };
        ScreenPlace {
            view: self.view.digit(),
            plan: self.plans.chosen_id().to_owned(),
            unit,
            row: self.row().and_then(|row| row.key(self.board())),
        }
    }

    /// Goes where one was, as far as that still is there; where the plan is not, nothing happens.
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
        self.rebuild();
        self.go_to_unit(place.unit.as_deref());
        self.rest();
        if let Some(row) = &place.row {
            self.go_to_row(row);
        }
        self.rest();
    }

    /// Puts the cursor of view 2 on a unit, by its name.
    pub(in crate::tui) fn go_to_unit(&mut self, name: Option<&str>) {
        let Some((plan, _, _)) = self.open_plan() else {
            return;
        };
        let unit = name.and_then(|name| plan.units().find(name));
        let who = unit.map(|unit| Who::Unit(plan.units().name(unit).to_owned()));
        let at = who.and_then(|who| self.units.iter().position(|row| row.who == who));
        if let Some(at) = at {
            self.left.cursor = at;
            self.left.show_cursor(self.units.len());
        }
    }

    /// Puts the cursor on what has this key, where the view shows it.
    pub(in crate::tui) fn go_to_row(&mut self, wanted: &str) {
        if self.view == View::Phases {
            let found = self.phases.iter().enumerate().find_map(|(phase, column)| {
                let is_it = |item: &crate::query::Item| item.full_id(self.board()) == wanted;
                column.iter().position(is_it).map(|row| (phase, row))
            });
            if let Some((phase, row)) = found {
                self.phase = phase;
                self.step(row as isize);
            }
            return;
        }
        // A milestone shows where its action is open.
        let action = wanted
            .split_once('/')
            .and_then(|(it, _)| it.split_once(':'));
        if let Some((plan, action)) = action {
            self.open_actions.open(plan, action);
            self.rebuild();
        }
        let found = self.find_in_list(|row| row.has_key(self.board(), wanted));
        if let Some(found) = found {
            self.on_left = false;
            let mut pane = self.main_pane();
            pane.go(found, self.list_len(), true, |row| self.list_stands(row));
            self.set_pane(pane);
        }
    }
}
