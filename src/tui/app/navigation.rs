//! Navigation on the screen: to a view, a plan, a unit, a milestone, and back.

use crate::plan::LogRef;
use crate::query::{Item, OpenPlan, PlanHandle};
use crate::text::View;
use crate::tui::app::{Effect, RowKey, RowRef, State, Who};
use crate::tui::forms::TextPage;
use crate::tui::views::ListLayout;

impl State {
    /// Updates what follows the cursor, after it has rested.
    pub fn rest(&mut self) {
        if self.has_units() && self.units.follow_cursor() {
            self.list.restart(self.view);
            self.rebuild_rows(None);
        }
        // On a unit, the detail shows its first item.
        self.detail = self.row_or_first_of_unit();
        self.make_leader_page();
    }

    /// Goes to a view; from a list across plans, to the plan or the milestone under the cursor there.
    pub(crate) fn show(&mut self, view: View) {
        if view == self.view {
            return;
        }
        if self.page().is_across_plans {
            match self.row() {
                Some(RowRef::Item(item)) if view == View::Units => return self.go_to_item(&item),
                Some(RowRef::Item(item)) => self.choose_plan_at(item.place.plan),
                Some(RowRef::Plan(place) | RowRef::NeverReported(place)) => {
                    self.choose_plan_at(place);
                }
                _ => {}
            }
        }
        self.go_to_view(view);
    }

    fn go_to_view(&mut self, view: View) {
        let on = self.row_key();
        self.list.leave(self.view, on);
        self.view = view;
        let on = self.list.come_back(view);
        self.rebuild_on(on);
        self.rest();
    }

    /// Chooses the plan at an index of the board.
    pub(crate) fn choose_plan_at(&mut self, place: usize) {
        if let Some(handle) = self.board().plans.get(place) {
            let id = handle.id().to_owned();
            self.choose_plan(&id);
        }
    }

    /// Makes a plan the one that views of one plan show.
    pub(crate) fn choose_plan(&mut self, plan: &str) {
        if self.plans.choose(plan) {
            self.units.forget();
            self.columns.forget();
            self.list.forget_plan();
        }
    }

    /// Moves the keys to what lies beside the list that has them, or the timeline by a column.
    pub(crate) fn sideways(&mut self, by: i32) {
        let page = self.page();
        match page.layout {
            ListLayout::UnitsAndRows => {
                self.rest();
                self.units.take_cursor(by < 0);
            }
            ListLayout::PhaseColumns => self.columns.sideways(by as isize),
            _ if page.is_wide => self.time.shift += by,
            _ => {}
        }
    }

    /// Moves the keys to the next of the lists of the view.
    pub(crate) fn other_pane(&mut self) {
        match self.page().layout {
            ListLayout::UnitsAndRows => {
                self.rest();
                self.units.take_cursor(!self.units.has_cursor());
            }
            ListLayout::PhaseColumns => self.columns.next(),
            _ => {}
        }
    }

    /// Opens what is under the cursor.
    pub(crate) fn open_row(&mut self) {
        if self.is_among_units() {
            self.rest();
            self.units.take_cursor(false);
            return;
        }
        match self.row() {
            Some(RowRef::Plan(place) | RowRef::NeverReported(place)) => self.open_plan_at(place),
            Some(RowRef::Action { plan, action, .. }) => self.toggle_action(plan, action),
            Some(RowRef::Change(at)) => {
                if let Some(change) = self.git.changes().get(at) {
                    let (name, text) = (change.name.clone(), change.text.clone());
                    self.open(TextPage::new(name, vec![text]));
                }
            }
            Some(RowRef::Report(report)) => {
                self.choose_plan_at(report.plan);
                self.go_to_view(View::Units);
                self.go_to_unit(Some(&report.name));
                self.rest();
            }
            Some(RowRef::Commit(commit)) => self.effects.push(Effect::ShowCommit(commit)),
            Some(RowRef::Item(item)) => {
                let milestone = self.key_of(&item);
                self.effects.extend(milestone.map(Effect::History));
            }
            Some(RowRef::Indicator { plan, indicator }) => self.ask_reading(plan, indicator),
            _ => {}
        }
    }

    fn open_plan_at(&mut self, place: usize) {
        let Some(handle) = self.board().plans.get(place) else {
            return;
        };
        let (opens, plan) = (handle.open().is_some(), handle.id().to_owned());
        let is_in_conflict = handle.is_in_conflict();
        let why = if opens {
            ""
        } else {
            handle.closed_reason(self.words)
        };
        if opens {
            self.choose_plan(&plan);
            self.go_to_view(View::Units);
        }
        if is_in_conflict {
            self.effects.push(Effect::Conflict(plan));
        } else if !opens {
            self.refuse(why);
        }
    }

    /// Opens or closes an action's milestones.
    pub(crate) fn toggle_action(&mut self, plan: usize, action: usize) {
        let handle = self.plans.board().plans.get(plan);
        let Some(OpenPlan { plan: it, .. }) = handle.and_then(PlanHandle::open) else {
            return;
        };
        let action = &it.actions[action].id;
        let is_filtered = !self.narrowing.is_empty();
        self.open_actions.toggle(it.id(), action, is_filtered);
        self.rebuild();
    }

    /// Goes from a list across plans to a milestone in its plan.
    fn go_to_item(&mut self, item: &Item) {
        let Some(it) = item.resolve(self.plans.board()) else {
            return;
        };
        let wanted = RowKey::Log(LogRef::milestone(it.plan, it.milestone));
        self.open_actions.open(it.plan.id(), &it.action.id);
        self.choose_plan_at(item.place.plan);
        self.go_to_view(View::Units);
        self.units.take_cursor(false);
        self.units.go_to(&Who::Everyone);
        self.rest();
        self.rebuild_on(Some(wanted));
        self.rest();
    }

    /// Goes one step back: from the selection, the filter, the list on the right, the view.
    pub(crate) fn back(&mut self) {
        if !self.selected.is_empty() {
            self.selected.clear();
        } else if !self.narrowing.is_empty() {
            self.clear_filter();
        } else if self.has_units() && !self.units.has_cursor() {
            self.units.take_cursor(true);
        } else if self.plans.are_several() && self.view != View::Overview {
            self.go_to_view(View::Overview);
        }
    }
}
