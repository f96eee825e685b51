//! The update: from a state and a key to a state and effects.

use crossterm::event::KeyEvent;

use crate::query::Item;
use crate::record::DeedItem;
use crate::tui::app::{BindingKind, Command, Effect, State, binding_kind, writes};
use crate::tui::forms::{Field, Form, Help, Palette, Purpose, SearchField};
use crate::tui::term::keys::{is_from_input_method, normalise};

impl State {
    /// Takes a key.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        self.message.clear();
        if self.too_small {
            self.key_unseen(key);
        } else if !self.overlays.is_empty() {
            self.overlay_key(key);
        } else if let Some(command) = self.keys.command_of(normalise(key), self.view) {
            self.run(command);
        } else if is_from_input_method(key) {
            self.refuse(self.words.screen.input_method);
        }
    }

    /// Takes a key while the screen is too small to show anything; only keys that move or leave do something.
    fn key_unseen(&mut self, key: KeyEvent) {
        match self.keys.command_of(normalise(key), self.view) {
            Some(command @ (Command::Quit | Command::Suspend)) => self.run(command),
            Some(command)
                if binding_kind(command) == BindingKind::Moves && self.overlays.is_empty() =>
            {
                self.run(command);
            }
            _ => {}
        }
    }

    /// Returns the command of a key that begins a deed on what is selected or on the row under the cursor.
    pub(crate) fn deed_begun(&self, key: KeyEvent) -> Option<Command> {
        let command = self.keys.command_of(normalise(key), self.view);
        let is_deed = |command: &Command| binding_kind(*command) == BindingKind::Deed;
        command.filter(|command| self.overlays.is_empty() && is_deed(command))
    }

    /// Returns the items that a command that begins a deed is meant for, as they are shown now.
    pub(crate) fn meant_by(&self, command: Command) -> Vec<DeedItem> {
        match command {
            Command::Select => self.deed_items(self.item().as_slice()),
            _ => self.shown_for_deed(),
        }
    }

    /// Runs a command from a key or from the palette, and drops the hint that asked for it.
    pub(crate) fn run(&mut self, command: Command) {
        // Before anything is typed for it.
        if let Some(why) = self.write_ban.filter(|_| writes(command)) {
            return self.refuse(why);
        }
        self.carry_out(command);
        if self.message.follow(command) {
            self.effects.push(Effect::KeepHints);
        }
    }

    fn carry_out(&mut self, command: Command) {
        let half = (self.pane().height / 2).max(1) as isize;
        match command {
            Command::Down => self.step(1),
            Command::Up => self.step(-1),
            Command::PageDown => self.step(half),
            Command::PageUp => self.step(-half),
            Command::First => self.go_to_first(),
            Command::Last => self.go_to_last(),
            Command::Left => self.sideways(-1),
            Command::Right => self.sideways(1),
            Command::OtherPane => self.other_pane(),
            Command::Open => self.open_row(),
            Command::Back => self.back(),
            Command::Show(view) => self.show(view),
            Command::ToggleDone => self.toggle_done(),
            Command::Mark => self.ask_status(),
            Command::Finish => self.ask_finish(),
            Command::Progress => self.ask_progress(),
            Command::Postpone => self.ask_postponement(),
            Command::Evidence => self.ask_evidence(),
            Command::Select => self.select(),
            Command::SelectAll => self.select_all(),
            Command::Undo => self.effects.push(Effect::Undo),
            Command::Redo => self.effects.push(Effect::Redo),
            Command::Search => {
                self.prepare_search();
                self.open(SearchField::new(self.narrowing.typed()));
            }
            Command::Filter => self.open_filters(),
            Command::ClearFilter => self.clear_filter(),
            Command::AsOf => {
                let field = Field::new(self.words.screen.as_of_field, self.as_of().to_string());
                let title = self.words.screen.as_of_title;
                self.open_form(Form::new(Purpose::AsOf, title, vec![field.marked()]));
            }
            Command::Begin => self.open_begin(),
            Command::NewPlan => self.ask_new_plan(),
            Command::Report => self.ask_report(),
            Command::Remind => {
                self.rest();
                match self.unit_to_remind() {
                    Some((plan, unit)) => self.effects.push(Effect::ShowReminder { plan, unit }),
                    None => self.refuse(self.words.screen.nothing_here),
                }
            }
            Command::Sort => self.next_order(),
            Command::NextRed => self.next_red(),
            Command::PreviousRed => self.previous_red(),
            Command::Correct => self.ask_correction(),
            Command::Copy => self.ask_copy(),
            Command::Edit => self.ask_edit(),
            Command::Zoom => self.time.next_zoom(),
            Command::Commit => self.effects.push(Effect::AskCommit { then_sync: false }),
            Command::Sync => self.effects.push(Effect::AskCommit { then_sync: true }),
            Command::Palette => self.open(Palette::new(self)),
            Command::Help => self.open(Help::default()),
            Command::Reload => self.effects.push(Effect::Reload),
            Command::Suspend => self.effects.push(Effect::Suspend),
            Command::Quit => self.leave(),
        }
    }

    /// Leaves, once it was said that drafts go; never while an open form holds text, in which the key is a letter.
    fn leave(&mut self) {
        let words = &self.words.forms;
        if self.overlays.holds_text() {
            return self.refuse(words.form_is_open);
        }
        match self.overlays.drafts_to_warn_of() {
            Some(drafts) => self.refuse((words.drafts_go)(drafts)),
            None => self.effects.push(Effect::Quit),
        }
    }

    pub(crate) fn clear_filter(&mut self) {
        self.narrowing.clear();
        self.open_actions.end_filter();
        self.rebuild();
    }

    fn select(&mut self) {
        let Some(item) = self.item() else { return };
        let Some((part, subject)) = self.to_select(&item) else {
            return;
        };
        if self.selected.remove(&part).is_none() {
            self.selected.insert(part, subject);
        }
        self.step(1);
    }

    /// Selects all that are listed; where all are selected already, deselects everything.
    fn select_all(&mut self) {
        let listed = self.listed_milestones();
        let is_selected = |item: &Item| {
            let part = self.to_select(item);
            part.is_some_and(|(part, _)| self.selected.contains_key(&part))
        };
        if !listed.is_empty() && listed.iter().all(is_selected) {
            self.selected.clear();
        } else {
            let listed = listed.iter().filter_map(|item| self.to_select(item));
            let listed: Vec<_> = listed.collect();
            self.selected.extend(listed);
        }
    }
}
