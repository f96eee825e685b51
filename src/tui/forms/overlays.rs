//! The forms and help pages that are open, and drafts of forms that were left.

use crate::tui::app::State;

use super::{Begin, Form, Overlay, Purpose};

/// The open overlays, the topmost last, and the drafts of forms that were left.
#[derive(Default)]
pub(crate) struct Overlays {
    stack: Vec<Box<dyn Overlay>>,
    /// Forms that were left with something typed; the same key brings them back.
    drafts: Vec<Form>,
    /// The form of past years that was left.
    begin_draft: Option<Begin>,
    /// True if it was said that leaving drops the drafts.
    is_warned: bool,
    /// The overlay that was sent, with its index: it opens again if what it asked for is refused.
    sent: Option<(usize, Box<dyn Overlay>)>,
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

    /// Holds an overlay that was sent until what it asked for is done or refused.
    pub(super) fn send(&mut self, at: usize, overlay: Box<dyn Overlay>) {
        self.sent = Some((at, overlay));
    }

    /// Closes what was sent: what it asked for is done.
    pub(crate) fn settle(&mut self) {
        self.sent = None;
    }

    /// Forgets the draft of a commit's message: the commit is made.
    pub(crate) fn end_commit_draft(&mut self) {
        self.drafts.retain(|draft| draft.purpose != Purpose::Commit);
    }

    /// Returns whether there is a draft of a commit's message.
    pub(crate) fn has_commit_draft(&self) -> bool {
        let mut drafts = self.drafts.iter();
        drafts.any(|draft| draft.purpose == Purpose::Commit)
    }

    /// Keeps a form as the draft of what it is for, if anything was typed; returns whether it does.
    pub(super) fn keep(&mut self, form: Form) -> bool {
        // No key opens the question who one is.
        let is_kept = form.is_touched() && form.purpose != Purpose::Actor;
        if is_kept {
            self.is_warned = false;
            self.drafts.retain(|draft| !draft.is_for_the_same(&form));
            self.drafts.push(form);
        }
        is_kept
    }

    /// Returns whether an open form holds text.
    pub(crate) fn holds_text(&self) -> bool {
        self.stack.iter().any(|overlay| overlay.holds_text())
    }

    /// Counts the drafts that leaving drops, unless they were mentioned since the last one was kept.
    pub(crate) fn drafts_to_warn_of(&mut self) -> Option<usize> {
        let drafts = self.drafts.len() + usize::from(self.begin_draft.is_some());
        let is_warned = std::mem::replace(&mut self.is_warned, true);
        (drafts > 0 && !is_warned).then_some(drafts)
    }

    /// Takes out the draft of a form of past years.
    pub(super) fn take_begin_draft(&mut self, of: &Begin) -> Option<Begin> {
        let is_it = |draft: &Begin| draft.plan == of.plan && draft.plan_title() == of.plan_title();
        self.begin_draft.take_if(|draft| is_it(draft))
    }
}

impl State {
    /// Opens a form, with the texts of its draft if it was left by Esc before.
    pub(crate) fn open_form(&mut self, mut form: Form) {
        let mut drafts = self.overlays.drafts.iter();
        if let Some(at) = drafts.position(|draft| draft.is_draft_of(&form, self.board())) {
            let draft = self.overlays.drafts.swap_remove(at);
            form.take_in(&draft, self.words);
        }
        self.open(form);
    }

    /// Says why an effect was not carried out: in the overlay that asked for it, which opens again with all that was typed,
    /// else on the message line.
    pub(crate) fn refuse_sent(&mut self, why: String) {
        let Some((at, mut overlay)) = self.overlays.sent.take() else {
            return self.refuse(why);
        };
        if !overlay.refused(self, &why) {
            self.refuse(why);
        }
        self.overlays.put_back(at, overlay);
    }

    /// Keeps a form that is left as a draft, if anything was typed.
    pub(crate) fn keep_draft(&mut self, form: Form) {
        let kept = form.kept(self);
        if self.overlays.keep(form) {
            self.say(kept);
        }
    }

    /// Keeps the form of past years as a draft, if anything was ticked or typed.
    pub(crate) fn keep_begin(&mut self, begin: Begin) {
        if begin.is_touched() {
            self.overlays.begin_draft = Some(begin);
            self.overlays.is_warned = false;
            self.say(self.words.screen.draft_kept);
        }
    }
}
