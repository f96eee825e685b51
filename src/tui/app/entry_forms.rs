//! The forms that ask for deeds: one for each kind of deed, and one for the words that a deed lacks.

use std::rc::Rc;

use crate::plan::{Entry, Refusal, Status, show_number};
use crate::query::{Item, OpenPlan, PlanHandle};
use crate::record::{Act, Deed, DeedAim};
use crate::report::figures;
use crate::tui::app::{RowRef, State, Who, on_each};
use crate::tui::forms::{ChoiceList, ChoiceOption, Field, FieldName, Form, Purpose};

impl State {
    pub(crate) fn ask_status(&mut self) {
        if !self.has_targets() {
            return;
        }
        let targets: Rc<[DeedAim]> = self.aims(&self.targets()).into();
        let title = self.of_day(self.words.screen.status_title.to_owned());
        let options = Status::ALL.map(|status| {
            let targets = Rc::clone(&targets);
            ChoiceOption::new((self.words.status)(status), move |state| {
                state.ask_mark(targets.to_vec(), status);
            })
        });
        self.open(ChoiceList::new(title, options.into()));
    }

    /// Marks milestones with a status, at once if that needs no words.
    fn ask_mark(&mut self, targets: Vec<DeedAim>, status: Status) {
        match self.as_shown(&targets) {
            Ok(_) if matches!(status, Status::Closed | Status::Returned) => {
                self.ask_acceptance(targets, status);
            }
            Ok(_) => {
                let entry = Entry {
                    status: Some(status),
                    ..Entry::default()
                };
                self.deed(on_each(targets, &entry));
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Asks for 销号 or 退办: the unit, the reason, the evidence and the day.
    fn ask_acceptance(&mut self, targets: Vec<DeedAim>, status: Status) {
        let words = self.words;
        let unit = self.occasion.unit.clone().unwrap_or_default();
        let by = match status {
            Status::Closed => words.forms.closed_by,
            _ => words.forms.returned_by,
        };
        let mut fields = vec![Field::of(FieldName::By, words, unit).labelled(by)];
        if status.needs_reason() {
            fields.push(Field::of(FieldName::Reason, words, ""));
        }
        fields.push(Field::of(FieldName::Evidence, words, ""));
        fields.push(self.day_field());
        let items: Vec<Item> = targets
            .iter()
            .filter_map(|target| target.locate(self.board()))
            .collect();
        let title = format!("{}  {}", (words.status)(status), self.title_of(&items));
        let form = Form::new(Purpose::Mark(status), title, fields, targets);
        self.open_form(form.with_spare(2));
    }

    /// Asks for a correction of the last entry, with its words in the fields.
    pub(crate) fn ask_correction(&mut self) {
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let last = match targets.as_slice() {
            [one] => one.resolve(self.board()).and_then(|it| {
                let log = it.progress.log(&it.milestone.id);
                log.last().cloned()
            }),
            _ => None,
        };
        let Some(last) = last else {
            self.refuse(words.forms.nothing_to_correct);
            return;
        };
        let value = last.value.map_or_else(String::new, |it| it.to_string());
        let fields = vec![
            Field::of(FieldName::Day, words, last.day().to_string()),
            Field::of(FieldName::Value, words, value),
            Field::of(
                FieldName::Progress,
                words,
                last.text.clone().unwrap_or_default(),
            ),
            Field::of(FieldName::Reason, words, ""),
            Field::of(FieldName::By, words, last.by.clone().unwrap_or_default()),
        ];
        let title = format!("{}  {}", words.cli.correction, self.title_of(&targets));
        self.open_form(Form::new(
            Purpose::Correct,
            title,
            fields,
            self.aims(&targets),
        ));
    }

    fn day_field(&self) -> Field {
        Field::of(FieldName::Day, self.words, self.as_of().to_string())
    }

    /// Returns the hint beside the field for a value: how much of its target one milestone has reached.
    fn value_hint(&self, targets: &[Item]) -> String {
        let [one] = targets else { return String::new() };
        let figures = one
            .resolve(self.board())
            .map_or_else(String::new, |it| figures(&it.listed(), self.words));
        if figures.is_empty() {
            figures
        } else {
            (self.words.forms.now)(&figures)
        }
    }

    /// Returns the dates of one milestone for the hint beside the new date (its own, the ruling one, the one asked for), and the
    /// one asked for by itself.
    fn due_hint(&self, targets: &[Item]) -> (String, String) {
        let [one] = targets else {
            return Default::default();
        };
        let Some(it) = one.resolve(self.board()) else {
            return Default::default();
        };
        let own = it.milestone.window.end;
        let state = &it.row.state;
        let rules = state.granted.filter(|day| *day != own);
        let hint = (self.words.forms.dates)(own, rules, state.asked);
        let asked = state.asked.map_or_else(String::new, |day| day.to_string());
        (hint, asked)
    }

    /// Asks for a reading of an indicator.
    pub(crate) fn ask_reading(&mut self, place: usize, indicator: usize) {
        let Some(OpenPlan { plan, .. }) = self.board().plans.get(place).and_then(PlanHandle::open)
        else {
            return;
        };
        let Some(it) = plan.indicators().get(indicator) else {
            return;
        };
        let words = self.words;
        let fields = vec![
            Field::of(FieldName::Value, words, ""),
            self.day_field(),
            Field::of(FieldName::Evidence, words, ""),
        ];
        let purpose = Purpose::Reading {
            plan: plan.id().to_owned(),
            indicator: it.id.clone(),
        };
        let title = format!("{}  {}", words.screen.reading_title, it.name);
        self.open_form(Form::new(purpose, title, fields, Vec::new()));
    }

    /// Asks for 办结 with its day and a note in one form.
    pub(crate) fn ask_finish(&mut self) {
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let fields = vec![
            self.day_field(),
            Field::of(FieldName::Progress, words, ""),
            Field::of(FieldName::Value, words, ""),
            Field::of(FieldName::Reason, words, ""),
        ];
        let done = (words.status)(Status::Done);
        let title = format!("{done}  {}", self.title_of(&targets));
        self.open_form(Form::new(
            Purpose::Mark(Status::Done),
            title,
            fields,
            self.aims(&targets),
        ));
    }

    pub(crate) fn ask_progress(&mut self) {
        if self.selected.is_empty()
            && let Some(RowRef::Indicator { plan, indicator }) = self.row()
        {
            return self.ask_reading(plan, indicator);
        }
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let fields = vec![
            Field::of(FieldName::Value, words, "").hinted(self.value_hint(&targets)),
            Field::of(FieldName::Progress, words, ""),
            Field::of(FieldName::Problem, words, ""),
            Field::of(FieldName::Next, words, ""),
            Field::of(FieldName::By, words, self.default_by(&targets)),
            self.day_field(),
        ];
        let title = self.title_of(&targets);
        let form = Form::new(Purpose::Progress, title, fields, self.aims(&targets));
        self.open_form(form.with_spare(1));
    }

    pub(crate) fn ask_postponement(&mut self) {
        if !self.has_targets() {
            return;
        }
        let words = self.words;
        let targets = self.targets();
        let (hint, asked) = self.due_hint(&targets);
        let fields = vec![
            Field::of(FieldName::NewDue, words, asked).hinted(hint),
            Field::of(FieldName::Reason, words, ""),
            Field::of(FieldName::ApprovedBy, words, ""),
            self.day_field(),
        ];
        let title = self.title_of(&targets);
        let form = Form::new(Purpose::Postpone, title, fields, self.aims(&targets));
        self.open_form(form.with_spare(1));
    }

    pub(crate) fn ask_evidence(&mut self) {
        if !self.has_targets() {
            return;
        }
        let targets = self.targets();
        let title = self.title_of(&targets);
        let fields = vec![
            Field::of(FieldName::Evidence, self.words, ""),
            self.day_field(),
        ];
        let form = Form::new(Purpose::Evidence, title, fields, self.aims(&targets));
        self.open_form(form.with_spare(1));
    }

    /// Opens a form for the words that a refused deed lacks, or says why it is refused.
    pub(crate) fn ask_what_is_missing(&mut self, refusal: &Refusal, deed: &Deed) {
        let words = self.words;
        let entry = deed.requests.iter().find_map(|request| match &request.act {
            Act::Add(entry) => Some(entry.clone()),
            Act::TakeOut(_) => None,
        });
        let entry = entry.unwrap_or_default();
        let note = (words.refusal)(refusal);
        let reason = || Field::of(FieldName::Reason, words, "");
        let by = || Field::of(FieldName::By, words, entry.by.clone().unwrap_or_default());
        let fields = match refusal {
            Refusal::ShortOfTarget { .. } => vec![Field::of(FieldName::Value, words, ""), reason()],
            Refusal::NeedsReason(_) => vec![reason()],
            Refusal::NeedsUnit(status) if status.needs_reason() => vec![by(), reason()],
            Refusal::NeedsUnit(_) => vec![by()],
            Refusal::NeedsOf => vec![Field::of(FieldName::Of, words, "")],
            _ => return self.refuse(note.what),
        };
        let Some(status) = entry.status else {
            return self.refuse(note.what);
        };
        let aims = deed.requests.iter().map(|request| request.aim.clone());
        let targets: Vec<DeedAim> = aims.collect();
        let items: Vec<Item> = targets
            .iter()
            .filter_map(|target| target.locate(self.board()))
            .collect();
        let title = format!("{}  {}", (words.status)(status), self.title_of(&items));
        let mut fields = fields;
        fields.push(self.day_field());
        let mut form = Form::new(Purpose::Mark(status), title, fields, targets).with_spare(1);
        form.refused = Some(note.what);
        self.open_form(form);
    }

    fn has_targets(&mut self) -> bool {
        let has = !self.targets().is_empty();
        if !has {
            self.refuse(self.words.screen.nothing_here);
        }
        has
    }

    /// Returns the unit that a report is by if no other is typed: the one whose items are listed, else the answering one.
    fn default_by(&self, targets: &[Item]) -> String {
        let Some(it) = targets.first().and_then(|item| item.resolve(self.board())) else {
            return String::new();
        };
        let looked_at = match self.units.listed() {
            Who::Unit(name) if self.has_units() => it.plan.units().find(name),
            _ => None,
        };
        let unit = targets
            .first()
            .and_then(|item| item.of)
            .or(looked_at)
            .or(it.action.answering());
        unit.map_or_else(String::new, |unit| it.plan.units().name(unit).to_owned())
    }

    /// Returns the day of a deed in words, unless it is today.
    pub(crate) fn other_day(&self) -> Option<String> {
        let day = self.as_of();
        (day != self.plans.today()).then(|| (self.words.record.of_day)(day))
    }

    /// Puts the day of a deed before a title, unless it is today.
    pub(crate) fn of_day(&self, title: String) -> String {
        match self.other_day() {
            Some(day) => format!("{day}  {title}"),
            None => title,
        }
    }

    fn title_of(&self, targets: &[Item]) -> String {
        match targets {
            [one] => one.resolve(self.board()).map_or_else(String::new, |it| {
                let (id, label) = (it.milestone.id.clone(), it.milestone.label());
                let name = (self.words.forms.milestone_of)(&id, &it.action.title, &label);
                let unit = one.of.or(it.action.answering());
                let unit = unit.map_or("", |unit| it.plan.units().name(unit));
                format!("{name}  {unit}")
            }),
            several => (self.words.cli.items)(several.len()),
        }
    }
}
