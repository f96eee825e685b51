//! State and key to state and effects.

use crossterm::event::KeyEvent;

use crate::plan::{Entry, Occasion, Refusal, Status};
use crate::query::Item;

use super::command::{Command, command_of};
use super::effect::Effect;
use super::field::Field;
use super::keys::{is_from_input_method, normalise};
use super::layers::{Confirm, Form, Layer, Purpose};
use super::message::Said;
use super::pane::Pane;
use super::rows::{RowRef, closed_key};
use super::state::{State, Zoom};
use super::view::View;

impl State {
    /// Takes a key.
    pub(super) fn key(&mut self, key: KeyEvent, cx: &Occasion) -> Vec<Effect> {
        self.said = None;
        if !self.layers.is_empty() {
            return self.layer_key(key, cx);
        }
        let plain = normalise(key);
        if let Some(command) = command_of(plain, self.view) {
            self.run(command, cx)
        } else {
            if is_from_input_method(key) {
                self.said = Some(Said::refused(self.words.screen.input_method));
            }
            Vec::new()
        }
    }

    /// Runs a command, from a key or from the palette.
    pub(super) fn run(&mut self, command: Command, cx: &Occasion) -> Vec<Effect> {
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
            Command::Open => return self.open(),
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
                let field = Field::new(self.words.screen.search, self.search.clone());
                self.open_form(Form::new(Purpose::Search, "", vec![field], Vec::new()));
            }
            Command::Filter => self.open_filters(),
            Command::ClearFilter => self.clear_filter(),
            Command::AsOf => {
                let field = Field::new(self.words.screen.as_of_field, self.as_of().to_string());
                let title = self.words.screen.as_of_title;
                self.open_form(Form::new(Purpose::AsOf, title, vec![field], Vec::new()));
            }
            Command::Begin => self.open_begin(),
            Command::Sort => {
                self.by_name = !self.by_name;
                self.rebuild();
            }
            Command::Zoom => {
                self.zoom = match self.zoom {
                    Zoom::Quarter => Zoom::Month,
                    Zoom::Month => Zoom::Year,
                    Zoom::Year => Zoom::Quarter,
                };
                self.shift = 0;
            }
            Command::Commit => return vec![Effect::Commit(None)],
            Command::Sync => return vec![Effect::Sync],
            Command::Palette => self.open_palette(),
            Command::Help => self.layers.push(Layer::Help(0)),
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
            View::Timeline => self.shift += by,
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

    fn open(&mut self) -> Vec<Effect> {
        if self.view == View::Units && self.on_left {
            self.rest();
            self.on_left = false;
            return Vec::new();
        }
        match self.row() {
            Some(RowRef::Plan(place) | RowRef::NeverReported(place)) => {
                if self
                    .board
                    .plans
                    .get(place)
                    .is_some_and(|shown| shown.open().is_some())
                {
                    self.choose_plan(place);
                    self.show_plan();
                    if self.is_in_conflict(place) {
                        return vec![Effect::Conflict(place)];
                    }
                } else if self.is_in_conflict(place) {
                    return vec![Effect::Conflict(place)];
                } else {
                    self.said = Some(Said::refused(self.words.screen.plan_is_broken));
                }
            }
            Some(RowRef::Action { plan, action, .. }) => self.toggle_action(plan, action),
            Some(RowRef::Item(item)) if self.view.is_across_plans() => self.go_to_item(&item),
            Some(RowRef::Item(item)) => return vec![Effect::History(item)],
            Some(RowRef::Indicator { plan, indicator }) => {
                let words = &self.words.screen;
                let fields = vec![
                    Field::new(self.words.value, ""),
                    Field::new(words.date, self.as_of().to_string()),
                    Field::new(self.words.evidence, ""),
                ];
                let purpose = Purpose::Reading { plan, indicator };
                self.open_form(Form::new(purpose, words.reading_title, fields, Vec::new()));
            }
            _ => {}
        }
        Vec::new()
    }

    /// Opens or closes an action's milestones.
    pub(super) fn toggle_action(&mut self, plan: usize, action: usize) {
        let Some((it, _, _)) = self.board.plans.get(plan).and_then(|shown| shown.open()) else {
            return;
        };
        let mut key = format!("{}:{}", it.id(), it.actions[action].id);
        if !self.filter.is_empty() {
            key = closed_key(&key);
        }
        if !self.expanded.remove(&key) {
            self.expanded.insert(key);
        }
        self.rebuild();
    }

    /// From a list across plans to the milestone in its plan.
    fn go_to_item(&mut self, item: &Item) {
        let Some(it) = item.resolve(&self.board) else {
            return;
        };
        let key = format!("{}:{}", it.plan.id(), it.action.id);
        let wanted = item.full_id(&self.board);
        self.expanded.insert(key);
        self.choose_plan(item.plan);
        self.show_plan();
        self.on_left = false;
        self.left.cursor = 0;
        self.rest();
        self.rebuild();
        if let Some(at) = self.find_in_list(|row| row.has_key(&self.board, &wanted)) {
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
        } else if !self.filter.is_empty() {
            self.clear_filter();
        } else if self.view == View::Units && !self.on_left {
            self.on_left = true;
        } else if self.board.plans.len() > 1 && self.view != View::Overview {
            self.view = View::Overview;
            self.rebuild();
            self.rest();
        }
    }

    pub(super) fn clear_filter(&mut self) {
        self.filter = crate::query::Filter::default();
        self.search.clear();
        self.expanded.retain(|key| !key.starts_with('-'));
        self.rebuild();
    }

    /// Space: an open milestone is done; one that is done is taken back. 已销号 and 中止 are never touched.
    fn toggle_done(&mut self, cx: &Occasion) -> Vec<Effect> {
        if self.selected.is_empty()
            && let Some(RowRef::Action { plan, action, .. }) = self.row()
        {
            self.toggle_action(plan, action);
            return Vec::new();
        }
        let targets = self.targets();
        if targets.is_empty() {
            self.said = Some(Said::refused(self.words.screen.nothing_here));
            return Vec::new();
        }
        let status = |item: &Item| {
            item.resolve(&self.board).map(|it| {
                let own = it
                    .row
                    .state
                    .units
                    .iter()
                    .find(|own| Some(own.unit) == item.of);
                own.map_or(it.row.state.status, |own| own.state.status)
            })
        };
        if let [one] = targets.as_slice() {
            match status(one) {
                Some(Status::Closed | Status::Dropped) => {
                    self.said = Some(Said::refused(self.words.screen.finished_for_good));
                    return Vec::new();
                }
                Some(Status::Done) => return vec![Effect::TakeBack(one.clone())],
                _ => {}
            }
        }
        let open: Vec<Item> = targets
            .into_iter()
            .filter(|item| status(item).is_some_and(Status::is_open))
            .collect();
        let entry = Entry {
            status: Some(Status::Done),
            ..Entry::default()
        };
        self.deed(cx, open, entry)
    }

    /// Does a deed: at once where all targets allow it; asks where words are missing or some refuse.
    pub(super) fn deed(&mut self, cx: &Occasion, targets: Vec<Item>, entry: Entry) -> Vec<Effect> {
        let prepared = self.prepare(cx, &targets, &entry);
        if prepared.refused.is_empty() {
            self.selected.clear();
            return if prepared.changes.is_empty() {
                Vec::new()
            } else {
                vec![Effect::Write(prepared.changes)]
            };
        }
        if prepared.ready.is_empty()
            && let Some((_, refusal)) = prepared.refused.first()
            && prepared
                .refused
                .iter()
                .all(|(_, other)| same_kind(refusal, other))
        {
            return self.ask_what_is_missing(&refusal.clone(), &entry, targets);
        }
        let refused = prepared
            .refused
            .iter()
            .map(|(item, refusal)| {
                format!(
                    "{} {}",
                    item.full_id(&self.board),
                    (self.words.refusal)(refusal).what
                )
            })
            .collect();
        self.layers.push(Layer::Confirm(Confirm {
            refused,
            entry,
            rest: prepared.ready,
        }));
        Vec::new()
    }

    /// Opens the form that asks for what a deed lacks, or says why it cannot be.
    fn ask_what_is_missing(
        &mut self,
        refusal: &Refusal,
        entry: &Entry,
        targets: Vec<Item>,
    ) -> Vec<Effect> {
        let words = self.words;
        let note = (words.refusal)(refusal);
        let reason = || Field::new(words.because, "");
        let fields = match refusal {
            Refusal::ShortOfTarget { .. } => vec![Field::new(words.value, ""), reason()],
            Refusal::NeedsReason(_) => vec![reason()],
            Refusal::NeedsUnit(status) if status.needs_reason() => {
                vec![
                    Field::new(words.screen.by, entry.by.clone().unwrap_or_default()),
                    reason(),
                ]
            }
            Refusal::NeedsUnit(_) => vec![Field::new(
                words.screen.by,
                entry.by.clone().unwrap_or_default(),
            )],
            Refusal::NeedsOf => vec![Field::new(words.screen.of, "")],
            _ => {
                self.said = Some(Said::refused(note.what));
                return Vec::new();
            }
        };
        let Some(status) = entry.status else {
            self.said = Some(Said::refused(note.what));
            return Vec::new();
        };
        let mut form = Form::new(
            Purpose::Mark(status),
            (words.status)(status),
            fields,
            targets,
        );
        form.refused = Some(note.what);
        self.open_form(form);
        Vec::new()
    }

    fn has_targets(&mut self) -> bool {
        let has = !self.targets().is_empty();
        if !has {
            self.said = Some(Said::refused(self.words.screen.nothing_here));
        }
        has
    }

    fn ask_status(&mut self) {
        if self.has_targets() {
            self.layers.push(Layer::Statuses(Pane {
                height: Status::ALL.len(),
                ..Pane::default()
            }));
        }
    }

    /// 办结 with its day and a note, in one form.
    fn ask_finish(&mut self) {
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let fields = vec![
            Field::new(words.screen.date, self.as_of().to_string()),
            Field::new(words.progress, ""),
            Field::new(words.value, ""),
            Field::new(words.because, ""),
        ];
        let done = (words.status)(Status::Done);
        let title = format!("{done}  {}", self.title_of(&targets));
        self.open_form(Form::new(
            Purpose::Mark(Status::Done),
            title,
            fields,
            targets,
        ));
    }

    fn ask_progress(&mut self) {
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let fields = vec![
            Field::new(words.value, ""),
            Field::new(words.progress, ""),
            Field::new(words.problem, ""),
            Field::new(words.next, ""),
            Field::new(words.screen.by, self.default_by(&targets)),
        ];
        let title = self.title_of(&targets);
        self.open_form(Form::new(Purpose::Progress, title, fields, targets));
    }

    fn ask_postponement(&mut self) {
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let fields = vec![
            Field::new(words.screen.new_date, ""),
            Field::new(words.because, ""),
            Field::new(words.screen.approved_by, ""),
        ];
        let title = self.title_of(&targets);
        self.open_form(Form::new(Purpose::Postpone, title, fields, targets));
    }

    fn ask_evidence(&mut self) {
        if !self.has_targets() {
            return;
        }
        let targets = self.targets();
        let title = self.title_of(&targets);
        let fields = vec![Field::new(self.words.evidence, "")];
        self.open_form(Form::new(Purpose::Evidence, title, fields, targets));
    }

    /// The unit a report is by, where nothing else is said: the one looked at, else the one that answers.
    fn default_by(&self, targets: &[Item]) -> String {
        let Some(it) = targets.first().and_then(|item| item.resolve(&self.board)) else {
            return String::new();
        };
        let looked_at = match self.who {
            super::rows::Who::Unit(unit) if self.view == View::Units => Some(unit),
            _ => None,
        };
        let unit = targets
            .first()
            .and_then(|item| item.of)
            .or(looked_at)
            .or(it.action.answering());
        unit.map_or_else(String::new, |unit| it.plan.units().name(unit).to_owned())
    }

    fn title_of(&self, targets: &[Item]) -> String {
        match targets {
            [one] => one.resolve(&self.board).map_or_else(String::new, |it| {
                format!("{} {}", it.milestone.id, it.milestone.label())
            }),
            several => (self.words.cli.items)(several.len()),
        }
    }

    fn select(&mut self) {
        let Some(item) = self.item() else { return };
        let place = (item.plan, item.action, item.milestone);
        if !self.selected.remove(&place) {
            self.selected.insert(place);
        }
        self.step(1);
    }

    fn select_all(&mut self) {
        let all = self.listed_places();
        if !all.is_empty() && all.iter().all(|place| self.selected.contains(place)) {
            self.selected.clear();
        } else {
            self.selected.extend(all);
        }
    }
}

fn same_kind(a: &Refusal, b: &Refusal) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
