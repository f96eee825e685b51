//! What asks for a deed: a form for each kind, and for what a deed lacks.

use crate::plan::{Entry, Occasion, Refusal, Status};
use crate::query::Item;
use crate::record::{Act, Deed};
use crate::text::View;
use crate::tui::app::effect::Effect;
use crate::tui::app::lists::rows::Who;
use crate::tui::app::message::Said;
use crate::tui::app::state::State;
use crate::tui::app::target::DeedTarget;
use crate::tui::forms::field::Field;
use crate::tui::forms::{Form, Purpose, Statuses};

impl State {
    pub(in crate::tui) fn ask_status(&mut self) {
        if self.has_targets() {
            let targets = self.meant(&self.targets());
            self.open(Statuses::new(targets));
        }
    }

    /// A status for these, at once where it needs no words.
    pub(in crate::tui) fn ask_mark(
        &mut self,
        targets: Vec<DeedTarget>,
        status: Status,
        cx: &Occasion,
    ) -> Vec<Effect> {
        match self.as_shown(&targets) {
            Ok(items) => {
                let entry = Entry {
                    status: Some(status),
                    ..Entry::default()
                };
                let deed = self.on_each(&items, &entry);
                self.deed(cx, deed)
            }
            Err(said) => {
                self.said = Some(said);
                Vec::new()
            }
        }
    }

    /// A reading of an indicator.
    pub(in crate::tui) fn ask_reading(&mut self, place: usize, indicator: usize) {
        let Some((plan, _, _)) = self.board.plans.get(place).and_then(|shown| shown.open()) else {
            return;
        };
        let Some(it) = plan.indicators().get(indicator) else {
            return;
        };
        let words = &self.words.screen;
        let fields = vec![
            Field::new(self.words.value, ""),
            Field::new(words.date, self.as_of().to_string()),
            Field::new(self.words.evidence, ""),
        ];
        let purpose = Purpose::Reading {
            plan: plan.id().to_owned(),
            indicator: it.id.clone(),
        };
        let title = self.of_day(format!("{}  {}", words.reading_title, it.name));
        self.open_form(Form::new(purpose, title, fields, Vec::new()));
    }

    /// 办结 with its day and a note, in one form.
    pub(in crate::tui) fn ask_finish(&mut self) {
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
            self.meant(&targets),
        ));
    }

    pub(in crate::tui) fn ask_progress(&mut self) {
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
        self.open_form(Form::new(
            Purpose::Progress,
            title,
            fields,
            self.meant(&targets),
        ));
    }

    pub(in crate::tui) fn ask_postponement(&mut self) {
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
        self.open_form(Form::new(
            Purpose::Postpone,
            title,
            fields,
            self.meant(&targets),
        ));
    }

    pub(in crate::tui) fn ask_evidence(&mut self) {
        if !self.has_targets() {
            return;
        }
        let targets = self.targets();
        let title = self.title_of(&targets);
        let fields = vec![Field::new(self.words.evidence, "")];
        self.open_form(Form::new(
            Purpose::Evidence,
            title,
            fields,
            self.meant(&targets),
        ));
    }

    /// Opens the form that asks for what a deed lacks, or says why it cannot be.
    pub(in crate::tui) fn ask_what_is_missing(
        &mut self,
        refusal: &Refusal,
        deed: &Deed,
    ) -> Vec<Effect> {
        let words = self.words;
        let entries = deed
            .requests
            .iter()
            .filter_map(|request| match &request.act {
                Act::Add(entry) => Some(entry),
                Act::TakeOut(_) => None,
            });
        let entry = entries.cloned().next().unwrap_or_default();
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
        let targets = deed.requests.iter().filter_map(|request| {
            let aim = &request.aim;
            DeedTarget::named(&aim.target, aim.of.as_deref(), &self.board)
        });
        let targets: Vec<DeedTarget> = targets.collect();
        let title = self.of_day((words.status)(status).to_owned());
        let mut form = Form::new(Purpose::Mark(status), title, fields, targets);
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

    /// The unit a report is by, where nothing else is said: the one looked at, else the one that answers.
    fn default_by(&self, targets: &[Item]) -> String {
        let Some(it) = targets.first().and_then(|item| item.resolve(&self.board)) else {
            return String::new();
        };
        let looked_at = match self.who {
            Who::Unit(unit) if self.view == View::Units => Some(unit),
            _ => None,
        };
        let unit = targets
            .first()
            .and_then(|item| item.of)
            .or(looked_at)
            .or(it.action.answering());
        unit.map_or_else(String::new, |unit| it.plan.units().name(unit).to_owned())
    }

    /// A title, with the day the deed is of where that is not today.
    pub(in crate::tui) fn of_day(&self, title: String) -> String {
        if self.as_of() == self.today {
            return title;
        }
        format!("{title}  {}", (self.words.record.of_day)(self.as_of()))
    }

    fn title_of(&self, targets: &[Item]) -> String {
        self.of_day(self.names_of(targets))
    }

    fn names_of(&self, targets: &[Item]) -> String {
        match targets {
            [one] => one.resolve(&self.board).map_or_else(String::new, |it| {
                format!("{} {}", it.milestone.id, it.milestone.label())
            }),
            several => (self.words.cli.items)(several.len()),
        }
    }
}
