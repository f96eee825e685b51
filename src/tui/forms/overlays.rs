use crate::tui::app::State;

use super::{Begin, Field, Form, Overlay};

/// The open overlays, the topmost last, and the drafts of forms that were left.
#[derive(Default)]
pub(crate) struct Overlays {
    stack: Vec<Box<dyn Overlay>>,
    /// Forms that were left with something typed; the same key brings them back.
    drafts: Vec<Form>,
    /// The form of past years that was left.
    begin_draft: Option<Begin>,
}

impl Overlays {
    /// Returns whether none is open.
    pub(crate) fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// Returns the overlay on top.
    pub(super) fn top(&self) -> Option<&dyn Overlay> {
        self.stack.last().map(Box::as_ref)
    }

    pub(super) fn push(&mut self, overlay: Box<dyn Overlay>) {
        self.stack.push(overlay);
    }

    /// Takes the overlay on top out while it changes the state; returns its index with it.
    pub(super) fn take_top(&mut self) -> Option<(usize, Box<dyn Overlay>)> {
        let overlay = self.stack.pop()?;
        Some((self.stack.len(), overlay))
    }

    /// Puts an overlay back, under those opened meanwhile.
    pub(super) fn put_back(&mut self, at: usize, overlay: Box<dyn Overlay>) {
        self.stack.insert(at.min(self.stack.len()), overlay);
    }

    /// Takes out the draft of a plan's past years.
    pub(super) fn take_begin_draft(&mut self, plan: &str) -> Option<Begin> {
        self.begin_draft.take_if(|draft| draft.plan == plan)
    }
}

impl State {
    /// Opens a form, with the texts of its draft if it was left by Esc before.
    pub(crate) fn open_form(&mut self, mut form: Form) {
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

    /// Keeps a form that is left as a draft, if anything was typed.
    pub(crate) fn keep_draft(&mut self, form: Form) {
        if form.fields.iter().any(Field::is_touched) {
            self.overlays.drafts.push(form);
            self.say(self.words.screen.draft_kept);
        }
    }

    /// Keeps the form of past years as a draft, if anything was ticked or typed.
    pub(crate) fn keep_begin(&mut self, begin: Begin) {
        if begin.is_touched() {
            self.overlays.begin_draft = Some(begin);
            self.say(self.words.screen.draft_kept);
        }
    }
}
