//! Submitted forms: their fields read as a deed, a setting or a new plan.

use crate::plan::{Day, Entry, Status, UnitIx, Withdrawn};
use crate::query::{UnitMatch, match_unit, says_today};
use crate::record::Deed;
use crate::tui::app::{Effect, PlanSource, State, deed_on_each, fields_lacking};

use super::{Form, Purpose};
use crate::tui::forms::{After, FieldName};

/// The reason why a submitted form is refused.
pub(super) struct FormRefusal {
    pub(super) why: String,
    /// The fields of which one lacks what would help.
    pub(super) fields: &'static [FieldName],
}

impl From<String> for FormRefusal {
    fn from(why: String) -> Self {
        Self { why, fields: &[] }
    }
}

impl State {
    /// Does what a submitted form asks for, or returns the reason it is refused.
    pub(super) fn submitted(&mut self, form: &Form) -> Result<After, FormRefusal> {
        self.as_shown(&form.items)?;
        let text = |name| form.get(name).unwrap_or_default();
        let effect = match &form.purpose {
            Purpose::AsOf => {
                let (day, today) = (form.get(FieldName::Only), self.plans.today());
                // From any day, 今天 leads back to today.
                let day = day.map(|text| {
                    if says_today(&text) {
                        Ok(today)
                    } else {
                        self.day(&text)
                    }
                });
                let day = day.transpose()?;
                Effect::AsOf(day.filter(|day| *day != today))
            }
            Purpose::Commit => {
                let message = form.get(FieldName::Only);
                let message = message.ok_or_else(|| self.words.screen.commit_message.to_owned())?;
                // Git answers later, over whatever is open then.
                self.overlays.keep(form.clone());
                Effect::Commit(message)
            }
            Purpose::WriteReport(document) => {
                let file = form.get(FieldName::Only);
                let file = file.ok_or_else(|| self.words.report.command.ask_where.to_owned())?;
                Effect::WriteReport(document.clone(), file)
            }
            Purpose::Actor => Effect::Actor(form.get(FieldName::Only)),
            Purpose::Import => Effect::AddPlan(PlanSource::Document {
                file: text(FieldName::File),
                id: text(FieldName::PlanId),
            }),
            Purpose::BlankPlan => Effect::AddPlan(PlanSource::Blank {
                id: text(FieldName::PlanId),
                title: text(FieldName::PlanTitle),
            }),
            Purpose::Reading => self.reading(form)?,
            Purpose::Progress
            | Purpose::Postpone
            | Purpose::Evidence
            | Purpose::Correct
            | Purpose::Withdraw
            | Purpose::Mark(_) => return self.submitted_deed(form),
        };
        self.effects.push(effect);
        Ok(After::Sent)
    }

    /// Reads a form that records something of milestones.
    fn submitted_deed(&mut self, form: &Form) -> Result<After, FormRefusal> {
        let deed = deed_on_each(form.items.clone(), |plan| self.deed_entry(form, plan))?;
        let deed = Deed {
            allows_done_without_value: form.is_quick,
            ..deed
        };
        let judged = self.judged(&deed)?;
        if judged.ready.is_empty()
            && let Some(first) = judged.refused.first()
        {
            let says_done = form.purpose == Purpose::Mark(Status::Done);
            return Err(FormRefusal {
                why: (self.words.refusal)(&first.refusal).what,
                fields: fields_lacking(&first.refusal, says_done),
            });
        }
        if judged.ready.is_empty()
            && let Some(why) = judged.leaves(self.words).into_iter().next()
        {
            return Err(why.into());
        }
        if judged.refused.is_empty() {
            self.effects.push(Effect::Record(deed));
            return Ok(After::Sent);
        }
        self.ask_for_the_rest(deed, &judged, true);
        Ok(After::Stay)
    }

    /// Reads a form as the entry of milestones of a plan.
    fn deed_entry(&self, form: &Form, plan: &str) -> Result<Entry, String> {
        let mut entry = self.entry_of(form, plan)?;
        match &form.purpose {
            Purpose::Postpone => {
                let day = form.get(FieldName::NewDue).unwrap_or_default();
                entry.postpone = Some(self.next_day(&day, entry.on)?);
            }
            Purpose::Mark(status) => entry.status = Some(*status),
            Purpose::Withdraw => {
                entry.correct = true;
                entry.withdraw = Some(Withdrawn::Reminder);
            }
            purpose => entry.correct = *purpose == Purpose::Correct,
        }
        // Of the as-of day it is anyway; but a correction is of the day it names.
        if !entry.correct && entry.on == Some(self.as_of()) {
            entry.on = None;
        }
        Ok(entry)
    }

    /// Reads the fields of a deed, units by the names of a plan.
    fn entry_of(&self, form: &Form, plan: &str) -> Result<Entry, String> {
        let mut entry = Entry::default();
        for field in &form.fields {
            let Some(text) = field.filled() else { continue };
            match field.name {
                FieldName::Day => entry.on = Some(self.past_day(&text)?),
                FieldName::Value => entry.value = Some(self.number(&text)?),
                FieldName::Progress => entry.text = Some(text),
                FieldName::Problem => entry.problem = Some(text),
                FieldName::Next => entry.next = Some(text),
                FieldName::Reason => entry.reason = Some(text),
                FieldName::Evidence => entry.evidence = vec![text],
                FieldName::By => entry.by = Some(self.unit(plan, &text)?),
                FieldName::Of => entry.of = Some(self.unit(plan, &text)?),
                FieldName::ApprovedBy => entry.approved_by = Some(self.unit(plan, &text)?),
                FieldName::NewDue
                | FieldName::Only
                | FieldName::File
                | FieldName::PlanId
                | FieldName::PlanTitle => {}
            }
        }
        Ok(entry)
    }

    /// Reads a form that records a reading of an indicator.
    fn reading(&self, form: &Form) -> Result<Effect, String> {
        let value = form.get(FieldName::Value).unwrap_or_default();
        let value = Some(self.number(&value)?);
        let deed = deed_on_each(form.items.clone(), |plan| {
            let entry = self.entry_of(form, plan)?;
            Ok::<_, String>(Entry { value, ..entry })
        })?;
        let judged = self.judged(&deed)?;
        match judged.refused.first() {
            Some(first) => Err((self.words.refusal)(&first.refusal).what),
            None => Ok(Effect::Record(deed)),
        }
    }

    pub(in crate::tui::forms) fn day(&self, text: &str) -> Result<Day, String> {
        crate::query::parse_day_from(text, self.as_of())
            .ok_or_else(|| (self.words.cli.bad_date)(text).in_line(self.words))
    }

    /// Reads the day of a deed.
    pub(super) fn past_day(&self, text: &str) -> Result<Day, String> {
        crate::query::parse_past_day_from(text, self.as_of())
            .ok_or_else(|| (self.words.cli.bad_date)(text).in_line(self.words))
    }

    /// Reads a day to come, from the day of its deed on.
    fn next_day(&self, text: &str, on: Option<Day>) -> Result<Day, String> {
        let today = self.as_of();
        crate::query::parse_next_day_from(text, today, on.unwrap_or(today))
            .ok_or_else(|| (self.words.cli.bad_date)(text).in_line(self.words))
    }

    fn number(&self, text: &str) -> Result<crate::plan::Number, String> {
        let words = self.words;
        crate::query::parse_number(text).ok_or_else(|| {
            if crate::query::parse_increase(text).is_some() {
                (words.record.increase_for_total)(text, false).what
            } else {
                (words.refusal)(&crate::plan::Refusal::NotANumber).what
            }
        })
    }

    /// Finds a unit of a plan by any of its names.
    fn unit(&self, plan: &str, typed: &str) -> Result<String, String> {
        let units = self.opened(plan)?.plan.units();
        let name = |unit: UnitIx| units.name(unit).to_owned();
        let cli = &self.words.cli;
        match match_unit(units, typed) {
            UnitMatch::One(unit) => Ok(name(unit)),
            UnitMatch::Several(units) => {
                let names: Vec<String> = units.into_iter().map(name).collect();
                Err((cli.several_units)(typed, &names).in_line(self.words))
            }
            // Another plan of the deed may have it.
            UnitMatch::None if self.board().plans.len() > 1 => {
                Err((self.words.record.unit_not_in_plan)(typed, plan).what)
            }
            UnitMatch::None => Err((cli.no_such_unit)(typed, &[]).what),
        }
    }
}
