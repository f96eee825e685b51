//! State and key to state and effects.

use crossterm::event::KeyEvent;

use crate::plan::Occasion;
use crate::query::Item;
use crate::text::View;
use crate::tui::app::command::{Command, is_deed, is_harmless};
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::rows::RowRef;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;
use crate::tui::forms::{Form, Help, Palette, Purpose, TextPage};
use crate::tui::term::keys::{is_from_input_method, normalise};

impl State {
    /// Takes a key.
    pub(in crate::tui) fn key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        self.message.clear();
        if self.too_small {
            return self.key_unseen(key, cx);
        }
        if !self.overlays.is_empty() {
            return self.overlay_key(key, cx);
        }
        let plain = normalise(key);
        if let Some(command) = self.keys.command_of(plain, self.view) {
            self.run(command, cx)
        } else {
            if is_from_input_method(key) {
                self.refuse(self.words.screen.input_method);
            }
            Vec::new()
        }
    }

    /// Takes a key while the screen is too small to show anything: only one that moves or leaves.
    fn key_unseen(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        match self.keys.command_of(normalise(key), self.view) {
            Some(command @ (Command::Quit | Command::Suspend)) => self.run(command, cx),
            Some(command) if is_harmless(command) && self.overlays.is_empty() => {
                self.run(command, cx)
            }
            _ => Vec::new(),
        }
    }

    /// Returns whether a key begins a deed on what the cursor stands on.
    pub(in crate::tui) fn begins_deed(&self, key: KeyEvent) -> bool {
        let command = self.keys.command_of(normalise(key), self.view);
        self.overlays.is_empty() && command.is_some_and(is_deed)
    }

    /// Runs a command, from a key or from the palette. A hint that asked for it is followed.
    pub(in crate::tui) fn run(&mut self, command: Command, cx: &Occasion) -> Vec<Effect> {
        let mut effects = self.carry_out(command, cx);
        if self.message.follow(command) {
            effects.insert(0, Effect::KeepHints);
        }
        effects
    }

    fn carry_out(&mut self, command: Command, cx: &Occasion) -> Vec<Effect> {
        let half = (self.pane().height / 2).max(1) as isize;
        match command {
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::PageDown => self.step(half),
            Command::PageUp => self.step(-half),
            Command::First => self.jump(false),
            Command::Last => self.jump(true),
            Command::Left => self.sideways(-1),
            Command::Right => self.sideways(1),
            Command::OtherPane => self.other_pane(),
            Command::Open => return self.open_row(),
            Command::Back => self.back(),
            Command::Show(view) => self.show(view),
            Command::ToggleDone => return self.toggle_done(cx),
            Command::Mark => self.ask_status(),
            Command::Finish => self.ask_finish(),
            Command::Progress => self.ask_progress(),
            Command::Postpone => self.ask_postponement(),
            Command::Evidence => self.ask_evidence(),
            Command::Select => self.select(),
            Command::SelectAll => self.select_all(),
            Command::Undo => return vec![Effect::Undo],
            Command::Redo => return vec![Effect::Redo],
            Command::Search => {
                let field = Field::new("", self.narrowing.typed());
                let title = self.words.screen.search;
                self.open_form(Form::new(Purpose::Search, title, vec![field], Vec::new()));
            }
            Command::Filter => self.open_filters(),
            Command::ClearFilter => self.clear_filter(),
            Command::AsOf => {
                let field = Field::new(self.words.screen.as_of_field, self.as_of().to_string());
                let title = self.words.screen.as_of_title;
                self.open_form(Form::new(Purpose::AsOf, title, vec![field], Vec::new()));
            }
            Command::Begin => self.open_begin(),
            Command::NewPlan => self.ask_new_plan(),
            Command::Report => self.ask_report(),
            Command::Remind => {
                self.rest();
                match self.unit_looked_at(self.plans.chosen_id()) {
                    Some(unit) => return vec![Effect::ShowReminder(unit)],
                    None => self.refuse(self.words.screen.nothing_here),
                }
            }
            Command::Sort => self.next_order(),
            Command::NextRed => self.go_to_red(true),
            Command::PreviousRed => self.go_to_red(false),
            Command::Correct => self.ask_correction(),
            Command::Copy => self.ask_copy(),
            Command::Edit => self.ask_edit(),
            Command::Zoom => self.time.next_zoom(),
            Command::Commit => return vec![Effect::Commit(None)],
            Command::Sync => return vec![Effect::Sync],
            Command::Palette => self.open(Palette::new(self.view, self.words)),
            Command::Help => self.open(Help::default()),
            Command::Reload => return vec![Effect::Reload],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    fn sideways(&mut self, by: i32) {
        match self.view {
            View::Units => {
                self.rest();
                self.on_left = by < 0;
            }
            View::Phases if !self.phases.is_empty() => {
                self.phase = self
                    .phase
                    .saturating_add_signed(by as isize)
                    .min(self.phases.len() - 1);
            }
            View::Timeline => self.time.shift(by),
            _ => {}
        }
    }

    fn other_pane(&mut self) {
        match self.view {
            View::Units => {
                self.rest();
                self.on_left = !self.on_left;
            }
            View::Phases if !self.phases.is_empty() => {
                self.phase = (self.phase + 1) % self.phases.len();
            }
            _ => {}
        }
    }

    fn open_row(&mut self) -> Vec<Effect> {
        if self.view == View::Units && self.on_left {
            self.rest();
            self.on_left = false;
            return Vec::new();
        }
        match self.row() {
            Some(RowRef::Plan(place) | RowRef::NeverReported(place)) => {
                let Some(shown) = self.board().plans.get(place) else {
                    return Vec::new();
                };
                let (opens, plan) = (shown.open().is_some(), shown.id().to_owned());
                let is_in_conflict = shown.is_in_conflict();
                if opens {
                    self.choose_plan(&plan);
                    self.show_plan();
                }
                if is_in_conflict {
                    return vec![Effect::Conflict(plan)];
                }
                if !opens {
                    self.refuse(self.words.screen.plan_is_broken);
                }
            }
            Some(RowRef::Action { plan, action, .. }) => self.toggle_action(plan, action),
            Some(RowRef::Change(at)) => {
                if let Some(change) = self.git.changes().get(at) {
                    let (name, text) = (change.name.clone(), change.text.clone());
                    self.open(TextPage::new(name, vec![text]));
                }
            }
            Some(RowRef::Report(report)) => {
                self.choose_plan_at(report.plan);
                self.show_plan();
                self.go_to_unit(Some(&report.name));
                self.rest();
            }
            Some(RowRef::Commit(commit)) => return vec![Effect::ShowCommit(commit)],
            Some(RowRef::Item(item)) => return vec![Effect::History(item)],
            Some(RowRef::Indicator { plan, indicator }) => self.ask_reading(plan, indicator),
            _ => {}
        }
        Vec::new()
    }

    /// Opens or closes an action's milestones.
    pub(in crate::tui) fn toggle_action(&mut self, plan: usize, action: usize) {
        let shown = self.plans.board().plans.get(plan);
        let Some((it, _, _)) = shown.and_then(|shown| shown.open()) else {
            return;
        };
        let action = &it.actions[action].id;
        let is_filtered = !self.narrowing.is_empty();
        self.open_actions.toggle(it.id(), action, is_filtered);
        self.rebuild();
    }

    /// From a list across plans to the milestone in its plan.
    pub(in crate::tui) fn go_to_item(&mut self, item: &Item) {
        let Some(it) = item.resolve(self.plans.board()) else {
            return;
        };
        let wanted = item.full_id(self.board());
        self.open_actions.open(it.plan.id(), &it.action.id);
        self.choose_plan_at(item.plan);
        self.show_plan();
        self.on_left = false;
        self.left.cursor = 0;
        self.rest();
        self.rebuild();
        if let Some(at) = self.find_in_list(|row| row.has_key(self.board(), &wanted)) {
            let mut pane = self.main_pane();
            pane.go(at, self.list_len(), true, |_| true);
            self.set_pane(pane);
        }
        self.rest();
    }

    fn show_plan(&mut self) {
        self.view = View::Units;
        self.rebuild();
        self.rest();
    }

    /// One step back: the selection, the filter, the pane, the view.
    fn back(&mut self) {
        if !self.selected.is_empty() {
            self.selected.clear();
        } else if !self.narrowing.is_empty() {
            self.clear_filter();
        } else if self.view == View::Units && !self.on_left {
            self.on_left = true;
        } else if self.plans.are_several() && self.view != View::Overview {
            self.view = View::Overview;
            self.rebuild();
            self.rest();
        }
    }

    pub(in crate::tui) fn clear_filter(&mut self) {
        self.narrowing.clear();
        self.open_actions.end_filter();
        self.rebuild();
    }

    fn select(&mut self) {
        let Some(item) = self.item() else { return };
        let Some(key) = self.key_of(&item) else {
            return;
        };
        self.selected.toggle(key);
        self.step(1);
    }

    fn select_all(&mut self) {
        self.selected.toggle_all(self.listed_keys());
    }
}
