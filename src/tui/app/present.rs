//! What a form shows of its items as they are: values, dates, and the words of the last reports.

use crate::plan::{Entry, Indicator, LogRef};
use crate::query::{Item, OpenPlan};
use crate::report::facts::{evidence, last_reported};
use crate::report::{figures, value_words};
use crate::tui::app::State;
use crate::tui::forms::{Field, FieldName};

impl State {
    /// Returns the hint beside the field for a value: how much of its target one milestone has reached.
    pub(crate) fn value_hint(&self, items: &[Item]) -> String {
        let [one] = items else { return String::new() };
        let figures = one
            .resolve(self.board())
            .map_or_else(String::new, |it| figures(&it.listed(), self.words));
        if figures.is_empty() {
            figures
        } else {
            (self.words.forms.now)(&figures)
        }
    }

    /// Returns the hint beside the new date of one milestone (original, current and requested date), and the
    /// requested date alone.
    pub(crate) fn due_hint(&self, items: &[Item]) -> (String, String) {
        let [one] = items else {
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

    /// Returns the hint beside the field for a reading: the latest one, with its day.
    pub(crate) fn reading_hint(&self, of: &LogRef) -> String {
        let Ok(OpenPlan { plan, progress, .. }) = self.opened(&of.plan) else {
            return String::new();
        };
        let mut indicators = plan.indicators().iter();
        let indicator = indicators.find(|it| it.id == of.log.id());
        let latest = indicator.and_then(|it| {
            let readings = Indicator::readings(progress.readings(&it.id), self.as_of());
            let value = value_words(readings.last()?.value, it.target_on(self.as_of()));
            Some(format!("{value} {}", readings.last()?.on))
        });
        latest.map_or_else(String::new, |latest| (self.words.forms.now)(&latest))
    }

    /// Returns what was last said of one milestone in the words that a form asks for, and the evidence there is.
    pub(crate) fn present_words(&self, items: &[Item], fields: &[Field]) -> Vec<String> {
        let [one] = items else { return Vec::new() };
        let Some(it) = one.resolve(self.board()) else {
            return Vec::new();
        };
        let words = self.words;
        let entries = it.counting_upto(self.as_of());
        let last = |field: fn(&Entry) -> Option<&String>| {
            last_reported(&it, &entries, field, words).unwrap_or_default()
        };
        let said = fields.iter().filter_map(|field| {
            let (title, text) = match field.name {
                FieldName::Progress => (words.progress, last(|entry| entry.text.as_ref())),
                FieldName::Problem => (words.problem, last(|entry| entry.problem.as_ref())),
                FieldName::Next => (words.next, last(|entry| entry.next.as_ref())),
                FieldName::Evidence => (words.evidence, evidence(&entries).join(words.semicolon)),
                _ => return None,
            };
            (!text.is_empty()).then(|| format!("{title} {text}"))
        });
        said.collect()
    }
}
