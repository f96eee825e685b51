//! Submitted forms: their fields read as a deed, a setting or a new plan.

use crate::plan::{Day, Entry, Log, Occasion, Status};
use crate::query::{OpenPlan, PlanHandle, UnitMatch, match_unit};
use crate::record::{Deed, DeedAim, LogRef};
use crate::tui::app::deed::on_each;
use crate::tui::app::effect::Effect;
use crate::tui::app::session::PlanSource;
use crate::tui::app::state::State;
use crate::tui::forms::field::Field;

use super::form::{Form, Purpose};

impl State {
    /// Reads a submitted form; returns the effects, or the reason it is refused.
    pub(super) fn submitted(&mut self, form: &Form, cx: &Occasion) -> Result<Vec<Effect>, String> {
        let field = |at: usize| form.fields.get(at).and_then(Field::filled);
        self.as_shown(&form.targets)?;
        let entry = match &form.purpose {
            Purpose::Search => return Ok(Vec::new()),
            Purpose::AsOf => {
                let day = match field(0) {
                    None => None,
                    Some(text) => Some(self.day(&text)?),
                };
                return Ok(vec![Effect::AsOf(
                    day.filter(|day| *day != self.plans.today()),
                )]);
            }
            Purpose::Commit => {
                let message =
                    field(0).ok_or_else(|| self.words.screen.commit_message.to_owned())?;
                return Ok(vec![Effect::Commit(Some(message))]);
            }
            Purpose::Actor => return Ok(vec![Effect::Actor(field(0))]),
            Purpose::Import => {
                let [file, id] = [0, 1].map(|at| field(at).unwrap_or_default());
                let source = PlanSource::Document { file, id };
                return Ok(vec![Effect::AddPlan(source)]);
            }
            Purpose::BlankPlan => {
                let [id, title] = [0, 1].map(|at| field(at).unwrap_or_default());
                let source = PlanSource::Blank { id, title };
                return Ok(vec![Effect::AddPlan(source)]);
            }
            Purpose::Reading { plan, indicator } => {
                return self.reading(form, (plan, indicator), cx);
            }
            Purpose::Progress => Entry {
                value: field(0).map(|text| self.number(&text)).transpose()?,
                text: field(1),
                problem: field(2),
                next: field(3),
                by: field(4).map(|name| self.unit(form, &name)).transpose()?,
                on: self.day_of(form)?,
                ..Entry::default()
            },
            Purpose::Postpone => Entry {
                postpone: Some(self.day(&field(0).unwrap_or_default())?),
                reason: field(1),
                approved_by: field(2).map(|name| self.unit(form, &name)).transpose()?,
                on: self.day_of(form)?,
                ..Entry::default()
            },
            Purpose::Evidence => Entry {
                evidence: field(0).into_iter().collect(),
                on: self.day_of(form)?,
                ..Entry::default()
            },
            Purpose::Correct => Entry {
                on: field(0).map(|text| self.day(&text)).transpose()?,
                value: field(1).map(|text| self.number(&text)).transpose()?,
                text: field(2),
                reason: field(3),
                by: field(4).map(|name| self.unit(form, &name)).transpose()?,
                correct: true,
                ..Entry::default()
            },
            Purpose::Mark(status) => self.marking(form, *status)?,
        };
        let deed = on_each(form.targets.clone(), &entry);
        let judged = self.judged(cx, &deed)?;
        if judged.ready.is_empty()
            && let Some(first) = judged.refused.first()
        {
            return Err((self.words.refusal)(&first.refusal).what);
        }
        Ok(self.deed(cx, deed))
    }

    /// Reads a form that asked for what a status needs.
    fn marking(&self, form: &Form, status: Status) -> Result<Entry, String> {
        let mut entry = Entry {
            status: Some(status),
            ..Entry::default()
        };
        for field in &form.fields {
            let Some(text) = field.filled() else { continue };
            if field.label == self.words.value {
                entry.value = Some(self.number(&text)?);
            } else if field.label == self.words.screen.date {
                entry.on = self.day_of(form)?;
            } else if field.label == self.words.evidence {
                entry.evidence = vec![text];
            } else if field.label == self.words.progress {
                entry.text = Some(text);
            } else if field.label == self.words.because {
                entry.reason = Some(text);
            } else if [
                self.words.screen.by,
                self.words.forms.closed_by,
                self.words.forms.returned_by,
            ]
            .contains(&field.label)
            {
                entry.by = Some(self.unit(form, &text)?);
            } else if field.label == self.words.screen.of {
                entry.of = Some(self.unit(form, &text)?);
            }
        }
        Ok(entry)
    }

    fn reading(
        &mut self,
        form: &Form,
        (plan, indicator): (&str, &str),
        cx: &Occasion,
    ) -> Result<Vec<Effect>, String> {
        let field = |at: usize| form.fields.get(at).and_then(Field::filled);
        let mut plans = self.board().plans.iter();
        let shown = plans.find(|shown| shown.id() == plan);
        let Some(OpenPlan { plan, .. }) = shown.and_then(PlanHandle::open) else {
            return Err(self.words.screen.plan_is_broken.to_owned());
        };
        if !plan.indicators().iter().any(|it| it.id == indicator) {
            return Err((self.words.forms.gone_meanwhile)(indicator));
        }
        let entry = Entry {
            value: Some(self.number(&field(0).unwrap_or_default())?),
            on: field(1).map(|text| self.day(&text)).transpose()?,
            evidence: field(2).into_iter().collect(),
            ..Entry::default()
        };
        let target = LogRef {
            plan: plan.id().to_owned(),
            log: Log::Indicator(indicator.to_owned()),
        };
        let deed = Deed::new(vec![DeedAim::named(target).add(entry)]);
        let judged = self.judged(cx, &deed)?;
        match judged.refused.first() {
            Some(first) => Err((self.words.refusal)(&first.refusal).what),
            None => Ok(vec![Effect::Record(deed)]),
        }
    }

    /// Returns the day typed into a form; `None` if it is the as-of day anyway.
    fn day_of(&self, form: &Form) -> Result<Option<Day>, String> {
        let mut fields = form.fields.iter();
        let field = fields.find(|field| field.label == self.words.screen.date);
        let Some(text) = field.and_then(Field::filled) else {
            return Ok(None);
        };
        Ok(Some(self.day(&text)?).filter(|day| *day != self.as_of()))
    }

    pub(super) fn day(&self, text: &str) -> Result<Day, String> {
        crate::query::parse_day_from(text, self.plans.today())
            .ok_or_else(|| (self.words.cli.bad_date)(text).in_line(self.words))
    }

    fn number(&self, text: &str) -> Result<crate::plan::Number, String> {
        crate::query::parse_number(text)
            .ok_or_else(|| (self.words.refusal)(&crate::plan::Refusal::NotANumber).what)
    }

    /// Finds a unit by any of its names, in the plan that the form applies to.
    fn unit(&self, form: &Form, typed: &str) -> Result<String, String> {
        let shown = match form.targets.first() {
            Some(target) => self.plans.find(&target.target.plan),
            None => self.plans.chosen(),
        };
        let Some(OpenPlan { plan, .. }) = shown.and_then(PlanHandle::open) else {
            return Err(self.words.screen.plan_is_broken.to_owned());
        };
        let names = |list: &[usize]| {
            list.iter()
                .map(|unit| plan.units().name(*unit).to_owned())
                .collect::<Vec<_>>()
        };
        let cli = &self.words.cli;
        match match_unit(plan.units(), typed) {
            UnitMatch::One(unit) => Ok(plan.units().name(unit).to_owned()),
            UnitMatch::Several(units) => {
                let note = (cli.several_units)(typed, &names(&units));
                Err(note.in_line(self.words))
            }
            UnitMatch::None => Err((cli.no_such_unit)(typed, &[]).what),
        }
    }
}
