//! The question what a new plan is made from.

use crate::tui::app::{Command, Effect, PlanSource, State};

use super::{ChoiceList, ChoiceOption, Field, FieldName, Form, Purpose};

impl State {
    /// Offers the ways to make a new plan; the sample only if there is no plan yet.
    pub fn ask_new_plan(&mut self) {
        let words = self.words.forms;
        let mut options = vec![
            ChoiceOption::new(words.from_document, |state| {
                state.ask_document("", "", None);
            }),
            ChoiceOption::new(words.blank_plan, |state| {
                state.ask_blank_plan("", "", None);
            }),
        ];
        if self.board().plans.is_empty() {
            let sample = Effect::AddPlan(PlanSource::Sample);
            options.push(ChoiceOption::effect(words.sample, sample));
        }
        self.open(ChoiceList::new(words.new_plan, options).first_by(Command::NewPlan));
    }

    /// Opens the form of a refused plan again, with the typed values and the reason.
    pub(crate) fn ask_plan_again(&mut self, source: &PlanSource, why: String) {
        match source {
            PlanSource::Document { file, id } => self.ask_document(file, id, Some(why)),
            PlanSource::Blank { id, title } => self.ask_blank_plan(id, title, Some(why)),
            PlanSource::Sample => self.refuse(why),
        }
    }

    fn ask_document(&mut self, file: &str, id: &str, refused: Option<String>) {
        let words = self.words.forms;
        let fields = vec![
            Field::of(FieldName::File, self.words, file),
            Field::of(FieldName::PlanId, self.words, id),
        ];
        let form = Form::new(Purpose::Import, words.from_document, fields);
        self.open(form.refused_because(refused));
    }

    fn ask_blank_plan(&mut self, id: &str, title: &str, refused: Option<String>) {
        let words = self.words.forms;
        let fields = vec![
            Field::of(FieldName::PlanId, self.words, id),
            Field::of(FieldName::PlanTitle, self.words, title),
        ];
        let form = Form::new(Purpose::BlankPlan, words.blank_plan, fields);
        self.open(form.refused_because(refused));
    }
}
