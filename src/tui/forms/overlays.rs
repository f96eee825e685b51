use crate::tui::app::state::State;
use crate::tui::forms::field::Field;

use super::{Begin, Form, Overlay};

/// What lies over the view, the topmost last, and what was typed into forms that were left.
#[derive(Default)]
pub(in crate::tui) struct Overlays {
    stack: Vec<Box<dyn Overlay>>,
    /// Forms that were left with something typed into them: the same key brings it back.
    drafts: Vec<Form>,
    /// What was ticked and typed of past years.
    begin_draft: Option<Begin>,
}

impl Overlays {
    /// Returns whether none is open.
    pub(in crate::tui) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// The one on top.
    pub(super) fn top(&self) -> Option<&dyn Overlay> {
        self.stack.last().map(Box::as_ref)
    }

    pub(super) fn push(&mut self, overlay: Box<dyn Overlay>) {
        self.stack.push(overlay);
    }

    /// Takes the one on top away for as long as it changes the state; gives its place with it.
    pub(super) fn take_top(&mut self) -> Option<(usize, Box<dyn Overlay>)> {
        let overlay = self.stack.pop()?;
        Some((self.stack.len(), overlay))
    }

    /// Puts it back, under what was opened over it meanwhile.
    pub(super) fn put_back(&mut self, at: usize, overlay: Box<dyn Overlay>) {
        self.stack.insert(at.min(self.stack.len()), overlay);
    }

    /// Returns what was ticked and typed of a plan's past years, once.
    pub(super) fn take_begin_draft(&mut self, plan: &str) -> Option<Begin> {
        self.begin_draft.take_if(|draft| draft.plan == plan)
    }
}

impl State {
    /// Opens a form; what was typed into it before it was left by Esc is there again.
    pub(in crate::tui) fn open_form(&mut self, mut form: Form) {
        let mut drafts = self.overlays.drafts.iter();
        if let Some(at) = drafts.position(|draft| draft.is_for_the_same(&form)) {
            let draft = self.overlays.drafts.swap_remove(at);
            for (field, typed) in form.fields.iter_mut().zip(&draft.fields) {
                if typed.is_touched() {
                    field.set(typed.value());
                }
            }
        }
        self.open(form);
    }

    /// Keeps what was typed into a form that is left.
    pub(in crate::tui) fn keep_draft(&mut self, form: Form) {
        if form.fields.iter().any(Field::is_touched) {
            self.overlays.drafts.push(form);
            self.say(self.words.screen.draft_kept);
        }
    }

    /// Keeps what was ticked and typed of past years.
    pub(in crate::tui) fn keep_begin(&mut self, begin: Begin) {
        if begin.is_touched() {
            self.overlays.begin_draft = Some(begin);
            self.say(self.words.screen.draft_kept);
        }
    }
}
