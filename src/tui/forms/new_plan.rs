//! The question what a new plan is made from.

use crate::tui::app::{Command, Effect, PlanSource, State};

use super::{ChoiceList, ChoiceOption, Field, FieldName, Form, Purpose};

impl State {
    /// Offers the ways to make a new plan; the sample only if there is no plan yet.
    pub fn ask_new_plan(&mut self) {
        let words = &self.words.forms;
        let mut options = vec![
            ChoiceOption::new(words.from_document, Self::ask_document),
            ChoiceOption::new(words.blank_plan, Self::ask_blank_plan),
        ];
        if self.board().plans.is_empty() {
            let sample = Effect::AddPlan(PlanSource::Sample);
            options.push(ChoiceOption::effect(words.sample, sample));
        }
        self.open(ChoiceList::new(words.new_plan, options).first_by(Command::NewPlan));
    }

    fn ask_document(&mut self) {
        let names = [FieldName::File, FieldName::PlanId];
        self.ask_plan(Purpose::Import, self.words.forms.from_document, names);
    }

    fn ask_blank_plan(&mut self) {
        let names = [FieldName::PlanId, FieldName::PlanTitle];
        self.ask_plan(Purpose::BlankPlan, self.words.forms.blank_plan, names);
    }

    fn ask_plan(&mut self, purpose: Purpose, title: &str, names: [FieldName; 2]) {
        let fields = names.map(|name| Field::of(name, self.words, ""));
        self.open_form(Form::new(purpose, title, fields.into()));
    }
}
