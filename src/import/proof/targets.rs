//! Every number that is an aim is in the text of its item, said in the same way, and the other way round.

use std::ops::Range;

use chrono::Datelike;

use crate::plan::{Action, Recurrence, Target};
use crate::text::{Flaw, PrintedOther};

use super::{Check, Findings};
use crate::document::aims::printed_numbers::{PrintedNumber, When, printed_numbers, target_number};
use crate::document::text::{joined, plain};

/// A target of the plan, with what decides when it is owed.
struct Aim<'p> {
    id: String,
    target: &'p Target,
    every: Option<Recurrence>,
    /// The year in which it is owed, where it does not recur.
    year: Option<i32>,
    /// The year of a plan of one year, which 上半年 is of.
    only_year: Option<i32>,
    span: Range<usize>,
}

/// A number of the document and the line where its text begins.
struct Printed {
    number: PrintedNumber,
    line: usize,
    taken: bool,
}

impl Check<'_> {
    pub(crate) fn targets(&self, findings: &mut Findings<'_>) {
        for entry in self.outline.entries.iter().filter(|entry| entry.is_item) {
            // An item that the plan lacks is reported by another check.
            let Some(action) = self.plan.action(&entry.id) else {
                continue;
            };
            let text = joined(&self.lines, entry.lines.clone());
            let mut printed = printed(&text, entry.line());
            compare(
                &self.aims(action),
                &mut printed,
                &text,
                entry.line(),
                findings,
            );
            not_in_plan(printed, &self.places.near(&entry.id), findings);
        }
        self.indicators(findings);
    }

    /// Returns the targets of an action, a recurring one once.
    fn aims<'p>(&self, action: &'p Action) -> Vec<Aim<'p>> {
        let mut aims: Vec<Aim<'p>> = Vec::new();
        for milestone in &action.milestones {
            let id = format!("{}/{}", action.id, milestone.name());
            let Some(target) = milestone
                .target
                .as_ref()
                .filter(|_| aims.iter().all(|aim| aim.id != id))
            else {
                continue;
            };
            let places = self.places.entry(&action.id);
            let span = places.and_then(|places| places.targets.get(milestone.name()));
            aims.push(Aim {
                id,
                target,
                every: milestone.every,
                year: Some(milestone.window.end.year()),
                only_year: self.only_year(),
                span: span.cloned().unwrap_or(0..0),
            });
        }
        aims
    }

    fn only_year(&self) -> Option<i32> {
        let period = &self.plan.document.period;
        let year = period.start.year();
        (period.end.year() == year).then_some(year)
    }

    /// Checks the plan-level numbers, on the lines that the record says, and all others outside of the items.
    fn indicators(&self, findings: &mut Findings<'_>) {
        let on_line = |line: usize| printed(&joined(&self.lines, line..=line), line);
        let mut all: Vec<Printed> = self
            .outline
            .prose
            .iter()
            .flat_map(|line| on_line(*line))
            .collect();
        for indicator in self.plan.indicators() {
            let span = self.places.indicator(&indicator.id);
            let lines = self.record.indicator_lines(&indicator.id);
            let Some(&first) = lines.first() else {
                let id = indicator.id.clone();
                findings.plan(&span, Flaw::IndicatorNotInRecord { id });
                continue;
            };
            let text: String = lines
                .iter()
                .map(|line| joined(&self.lines, *line..=*line))
                .collect();
            // Rows of tables are not compared.
            if text.is_empty() && lines.iter().all(|line| self.rows.contains(line)) {
                continue;
            }
            if !text.contains(&plain(&indicator.name)) {
                let flaw = Flaw::NameNotThere {
                    id: indicator.id.clone(),
                    name: indicator.name.clone(),
                    line: first,
                };
                findings.plan(&span, flaw);
            }
            let (mut on_its_lines, elsewhere) =
                all.into_iter().partition(|p| lines.contains(&p.line));
            all = elsewhere;
            if on_its_lines.is_empty() {
                on_its_lines = lines.iter().flat_map(|line| on_line(*line)).collect();
            }
            let aims: Vec<Aim<'_>> = indicator
                .targets
                .iter()
                .map(|target| Aim {
                    id: indicator.id.clone(),
                    target,
                    every: None,
                    year: target.by.map(|by| by.year()),
                    only_year: self.only_year(),
                    span: span.clone(),
                })
                .collect();
            compare(&aims, &mut on_its_lines, &text, first, findings);
            all.extend(on_its_lines);
        }
        not_in_plan(all, &self.places.fact("id"), findings);
        for row in &self.record.indicators {
            if self.plan.indicator(&row.id.value).is_none() {
                let id = row.id.value.clone();
                findings.record(&row.id.span, Flaw::IndicatorNotInPlan { id });
            }
        }
    }
}

fn printed(text: &str, line: usize) -> Vec<Printed> {
    printed_numbers(text)
        .into_iter()
        .map(|number| Printed {
            number,
            line,
            taken: false,
        })
        .collect()
}

/// Gives every target a number of its own: first one that says the same altogether, else one of the same value.
fn compare(
    aims: &[Aim<'_>],
    printed: &mut [Printed],
    text: &str,
    line: usize,
    findings: &mut Findings<'_>,
) {
    // 3月、9月各1期: one number is two targets.
    let is_of_each = |aim: &&Aim<'_>| {
        let mut numbers = printed.iter().map(|p| &p.number);
        numbers.any(|number| number.is_of_each && number.is_of(aim.target))
    };
    let of_each: Vec<&str> = aims
        .iter()
        .filter(is_of_each)
        .map(|aim| aim.id.as_str())
        .collect();
    let mut take = |suits: &dyn Fn(&PrintedNumber) -> bool| {
        let found = printed.iter_mut().find(|p| !p.taken && suits(&p.number))?;
        found.taken = true;
        Some(found.number.clone())
    };
    let open: Vec<&Aim<'_>> = aims
        .iter()
        .filter(|aim| {
            take(&|number| number.is_of(aim.target) && difference(number, aim, text).is_none())
                .is_none()
        })
        .collect();
    for aim in open {
        let (id, number) = (aim.id.clone(), target_number(aim.target));
        let flaw = match take(&|number| number.is_of(aim.target)) {
            None if of_each.contains(&id.as_str()) => continue,
            None => Flaw::NumberNotInText { id, number, line },
            Some(found) => {
                let Some((key, printed)) = difference(&found, aim, text) else {
                    continue;
                };
                Flaw::TargetSaysOther {
                    id: id.into(),
                    number: number.into(),
                    key,
                    printed,
                    line,
                }
            }
        };
        findings.plan(&aim.span, flaw);
    }
}

/// Returns the key of the target that the words around its number contradict, and what they say.
fn difference(
    number: &PrintedNumber,
    aim: &Aim<'_>,
    text: &str,
) -> Option<(&'static str, PrintedOther)> {
    let named = |year: i32| text.contains(&year.to_string());
    let when = match number.when {
        When::Every(every) => PrintedOther::Every(every),
        When::By(year) => PrintedOther::By(year),
        When::Unsaid => PrintedOther::NoDate,
    };
    match (number.when, aim.every) {
        _ if number.op != aim.target.op && !number.is_stage => {
            Some(("op", PrintedOther::Op(number.op)))
        }
        (When::Every(every), planned) => (planned != Some(every)).then_some(("every", when)),
        (_, Some(_)) => Some(("every", when)),
        (When::By(year), None) => (aim.year != Some(year)).then_some(("by", when)),
        (When::Unsaid, None) => {
            let by = aim.target.by.map(|by| by.year())?;
            (!named(by) && aim.only_year != Some(by)).then_some(("by", when))
        }
    }
}

fn not_in_plan(printed: Vec<Printed>, span: &Range<usize>, findings: &mut Findings<'_>) {
    for left in printed
        .into_iter()
        .filter(|p| !p.taken && p.number.counts())
    {
        let flaw = Flaw::NumberNotInPlan {
            number: left.number.printed(),
            line: left.line,
        };
        findings.plan(span, flaw);
    }
}
