//! Forms whose items changed while they were open.

use crate::query::Item;
use crate::record::DeedItem;
use crate::tui::app::State;

use super::{Form, Purpose};
use crate::tui::forms::FieldName;

/// The outcome of renewing a refused form.
enum Renewal {
    /// Its items are as it shows them, or cannot be read now.
    None,
    /// It shows its items as they are now, and can be sent again.
    Shown,
    /// It is about an entry, which another may have replaced, or its ids are of something else now.
    OpenAgain,
    /// The plan has none of its items any more.
    Gone,
}

impl Form {
    /// Shows the items as they are now if they changed; returns the reason it was refused with the way out.
    pub(super) fn renewed(&mut self, state: &State, why: String) -> String {
        let words = &state.words.forms;
        let way_out = match self.renew(state) {
            Renewal::None => return why,
            Renewal::Shown => words.shown_anew,
            Renewal::OpenAgain => words.open_again,
            Renewal::Gone => words.leave_form,
        };
        [why.as_str(), way_out].join(state.words.semicolon)
    }

    fn renew(&mut self, state: &State) -> Renewal {
        let is_unread = |plan: &str| state.opened(plan).is_err();
        let mut plans = self.items.iter().map(|item| item.log.plan.as_str());
        if plans.any(is_unread) || state.as_shown(&self.items).is_ok() {
            return Renewal::None;
        }
        let now = self.items.iter().filter_map(|item| item.now(state.board()));
        let now: Vec<DeedItem> = now.collect();
        if now.is_empty() {
            return Renewal::Gone;
        }
        // What was typed is not meant for what the ids are of now.
        if self.is_of_others(state.board()) {
            return Renewal::OpenAgain;
        }
        let items = now.iter().filter_map(|item| item.locate(state.board()));
        let items: Vec<Item> = items.collect();
        if matches!(self.purpose, Purpose::Correct | Purpose::Withdraw) {
            return Renewal::OpenAgain;
        }
        self.items = now;
        // An indicator is not a milestone, and its form keeps its title.
        if !items.is_empty() {
            self.title = state.deed_title(&self.purpose, &items);
        }
        self.above = state.present_words(&items, &self.fields);
        for field in self.fields.iter_mut().filter(|field| field.is_hinted()) {
            match (field.name, self.items.as_slice()) {
                (FieldName::Value, [one]) if self.purpose == Purpose::Reading => {
                    field.renew(state.reading_hint(&one.log), "");
                }
                (FieldName::Value, _) => field.renew(state.value_hint(&items), ""),
                (FieldName::NewDue, _) => {
                    let (dates, asked) = state.due_hint(&items);
                    field.renew(dates, &asked);
                }
                _ => {}
            }
        }
        Renewal::Shown
    }
}
