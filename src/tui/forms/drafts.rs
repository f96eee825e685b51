//! What was typed into a layer that was left, kept until the same is asked again.

use crate::tui::app::message::Said;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;

use super::{Begin, Form, Layer};

impl State {
    /// Opens a form; what was typed into it before it was left by Esc is there again.
    pub(in crate::tui) fn open_form(&mut self, mut form: Form) {
        if let Some(at) = self.drafts.iter().position(|it| it.is_for_the_same(&form)) {
            let draft = self.drafts.swap_remove(at);
            for (field, typed) in form.fields.iter_mut().zip(&draft.fields) {
                field.set(typed.value());
            }
        }
        self.layers.push(Layer::Form(form));
    }

    /// Keeps what was typed into a form that is left.
    pub(in crate::tui) fn keep_draft(&mut self, form: Form) {
        if form.fields.iter().any(Field::is_touched) {
            self.drafts.push(form);
            self.said = Some(Said::done(self.words.screen.draft_kept));
        }
    }

    /// Keeps what was ticked and typed of past years.
    pub(in crate::tui) fn keep_begin(&mut self, begin: Begin) {
        if begin.is_touched() {
            self.begin_draft = Some(begin);
            self.said = Some(Said::done(self.words.screen.draft_kept));
        }
    }
}
