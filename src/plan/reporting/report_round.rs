//! One period of reports: who owes one, and who has delivered it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Reporters, Reporting};
use crate::plan::{
    Action, Day, Entry, Milestone, MilestoneState, Plan, Progress, UnitIx, Window, fold,
};

/// The delivery of one unit's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Delivered in time, first on this day.
    InTime(Day),
    /// 迟报: recorded after the due day
    Late {
        /// The day it was recorded.
        on: Day,
        /// Days late.
        days: i64,
    },
    /// 未报
    Missing,
}

impl Delivery {
    /// Returns whether the report came by the due day.
    pub fn is_in_time(self) -> bool {
        matches!(self, Self::InTime(_))
    }
}

/// The reports on one period, delivered and missing.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRound {
    /// The period reported on.
    pub period: Window,
    /// The last day in time.
    pub due: Day,
    /// Every unit that owes a report, in the plan's order.
    pub units: Vec<(UnitIx, Delivery)>,
}

impl ReportRound {
    /// Returns the reports on the last period whose due day is before `as_of`; `None` if the plan asks
    /// for no reports, or the period ended before the plan or its reporting began.
    pub fn last(plan: &Plan, progress: &Progress, as_of: Day) -> Option<Self> {
        let document = &plan.document;
        let reporting = document.reporting.as_ref()?;
        let calendar = &document.calendar;
        let period = reporting.last_due(as_of, calendar);
        let began = progress.since.map_or(document.period.start, |since| {
            since.max(document.period.start)
        });
        if period.end < began || document.period.end < period.start {
            return None;
        }
        let due = reporting.due_for(period, calendar);
        let days = Window {
            start: period.start,
            end: due.max(period.end).min(as_of),
        };
        // Who leads something only by an amendment since had nothing to report on.
        let then = (!document.amendments.is_empty())
            .then(|| Plan::on(Arc::clone(document), period.end.min(as_of)));
        let then = then.as_ref().unwrap_or(plan);
        let said = first_words(then, progress, days, as_of);
        let owing = owing(then, progress, reporting, period);
        let units = owing
            .into_iter()
            .map(|unit| (unit, delivery(said.get(&unit).copied(), due)));
        Some(Self {
            period,
            due,
            units: units.collect(),
        })
    }

    /// Iterates over the units that have not reported (未报).
    pub fn missing(&self) -> impl Iterator<Item = UnitIx> {
        let missing = self.units.iter().filter(|(_, it)| *it == Delivery::Missing);
        missing.map(|(unit, _)| *unit)
    }

    /// Iterates over the units that reported late (迟报), with the days late.
    pub fn late(&self) -> impl Iterator<Item = (UnitIx, i64)> {
        self.units.iter().filter_map(|(unit, it)| match it {
            Delivery::Late { days, .. } => Some((*unit, *days)),
            _ => None,
        })
    }
}

/// Returns the units that owe a report on `period`: something they lead or support had begun and was still open; in an
/// `each` milestone, their own part.
fn owing(plan: &Plan, progress: &Progress, reporting: &Reporting, period: Window) -> Vec<UnitIx> {
    let units = plan.units();
    let mut owes = BTreeSet::new();
    for action in &plan.actions {
        let responsible: Vec<UnitIx> = match reporting.units {
            Reporters::Lead => action.lead.clone(),
            Reporters::All | Reporters::Listed(_) => action.responsible().collect(),
        };
        let responsible = units.expand(responsible);
        let milestones = action.milestones.iter();
        for milestone in milestones.filter(|it| it.window.start <= period.end) {
            if responsible.iter().all(|unit| owes.contains(unit)) {
                break;
            }
            let log = progress.log(&milestone.id);
            let state = fold(plan, action, milestone, log, period.end);
            let is_open = |unit: &UnitIx| was_open(state.of_unit(Some(*unit)), period);
            owes.extend(responsible.iter().copied().filter(is_open));
        }
    }
    let listed = match &reporting.units {
        Reporters::Listed(listed) => Some(units.expand(listed.iter().copied())),
        _ => None,
    };
    let wanted = |unit: &UnitIx| {
        listed.as_ref().is_none_or(|listed| listed.contains(unit))
            && !units.get(*unit).is_supervisor
    };
    owes.into_iter().filter(wanted).collect()
}

/// Returns whether something was open in a period, at whose end it is in this state. An acceptance does not make work
/// that was done before.
fn was_open(state: &MilestoneState, period: Window) -> bool {
    let ended = state.done_on.or(state.status_on);
    state.status.is_open() || ended.is_some_and(|on| on >= period.start)
}

/// Returns, by unit, the first day up to `as_of` on which a report of the unit for one of `days` was recorded.
fn first_words(
    plan: &Plan,
    progress: &Progress,
    days: Window,
    as_of: Day,
) -> BTreeMap<UnitIx, Day> {
    let mut first = BTreeMap::new();
    for (action, milestone) in plan.milestones() {
        let log = progress.log(&milestone.id).iter();
        let reports = log
            .filter(|entry| entry.is_record() && !entry.is_decision())
            .filter(|entry| days.contains(entry.day()) && entry.recorded_on() <= as_of);
        for entry in reports {
            let on = entry.recorded_on();
            for unit in reporters(plan, action, milestone, entry) {
                let known = first.entry(unit).or_insert(on);
                *known = on.min(*known);
            }
        }
    }
    first
}

/// Iterates over the units that an entry counts as a report of: the units it names and the answering one. In an
/// `each` milestone an entry about a unit's own part does not count for the answering one.
fn reporters<'a>(
    plan: &'a Plan,
    action: &'a Action,
    milestone: &Milestone,
    entry: &'a Entry,
) -> impl Iterator<Item = UnitIx> + 'a {
    let units = plan.units();
    let is_of_a_part = milestone.each
        && entry
            .unit_meant(units)
            .is_some_and(|unit| plan.reporting_units(action, milestone).contains(&unit));
    let named = [&entry.of, &entry.by].into_iter().flatten();
    let named = named.filter_map(|name| units.find(name));
    // What a collective reports as one its members report.
    let named = named.flat_map(|unit| units.covered([unit]));
    named.chain(action.answering().filter(|_| !is_of_a_part))
}

fn delivery(first: Option<Day>, due: Day) -> Delivery {
    match first {
        Some(on) if on <= due => Delivery::InTime(on),
        Some(on) => Delivery::Late {
            on,
            days: (on - due).num_days(),
        },
        None => Delivery::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample::{
        action, amended, at, day, document, entry, monthly, plain, plan_on, progress_of, unit,
        units_at, value, was,
    };
    use crate::plan::{Document, Lifetime, Status};

    fn delivered(entries: Vec<Entry>) -> Option<Delivery> {
        let mut document = plain().document.as_ref().clone();
        document.reporting = Some(monthly());
        let plan = plan_on(document, "2024-07-20");
        let progress = progress_of("1/m", None, entries);
        let round = ReportRound::last(&plan, &progress, day("2024-07-20")).unwrap();
        assert_eq!(round.due, day("2024-07-05"));
        assert_eq!(round.units.len(), 1, "only who leads");
        round.units.first().map(|(_, delivery)| *delivery)
    }

    #[test]
    fn in_time_late_and_missing_are_told_apart() {
        let recorded = |on: &str, moment: &str| at(value(on, "教育局", 5.0), moment);
        assert_eq!(delivered(vec![]), Some(Delivery::Missing));
        // Of May: says nothing of June.
        assert_eq!(
            delivered(vec![value("2024-05-31", "教育局", 1.0)]),
            Some(Delivery::Missing)
        );
        assert_eq!(
            delivered(vec![recorded("2024-06-30", "2024-07-05T17:00:00")]),
            Some(Delivery::InTime(day("2024-07-05")))
        );
        assert_eq!(
            delivered(vec![recorded("2024-06-30", "2024-07-08T09:00:00")]),
            Some(Delivery::Late {
                on: day("2024-07-08"),
                days: 3
            })
        );
        // What the office records of the unit's item is the unit's report.
        assert_eq!(
            delivered(vec![value("2024-07-02", "文明办", 3.0)]),
            Some(Delivery::InTime(day("2024-07-02")))
        );
    }

    #[test]
    fn what_is_of_a_later_day_or_decided_is_no_report() {
        // After the day the report was due: of July, recorded or not.
        let of_july = value("2024-07-12", "教育局", 5.0);
        assert_eq!(delivered(vec![of_july]), Some(Delivery::Missing));
        let by_supervisor = entry("2024-06-30", "文明办");
        let decisions = [
            Entry {
                status: Some(Status::Returned),
                reason: Some("材料不全".to_owned()),
                ..by_supervisor.clone()
            },
            Entry {
                status: Some(Status::Closed),
                ..by_supervisor.clone()
            },
            Entry {
                postpone: Some(day("2024-12-31")),
                approved_by: Some("文明办".to_owned()),
                ..by_supervisor.clone()
            },
        ];
        for decision in decisions {
            assert_eq!(delivered(vec![decision]), Some(Delivery::Missing));
        }
        let asked = Entry {
            postpone: Some(day("2024-12-31")),
            ..by_supervisor
        };
        assert_eq!(
            delivered(vec![asked]),
            Some(Delivery::InTime(day("2024-06-30")))
        );
    }

    #[test]
    fn who_leads_something_only_since_the_period_owes_no_report_on_it() {
        let mut document: Document = amended();
        document.reporting = Some(monthly());
        document.amendments[0].on = day("2024-07-01");
        document.actions = vec![action("1", vec![])];
        let act = &mut document.actions[0];
        let lead = |units| crate::plan::Assignment {
            lead: Some(units_at(units)),
            ..crate::plan::Assignment::default()
        };
        act.assignment = lead([1]);
        act.was = vec![was(
            "2024-07-01",
            crate::plan::ItemFields {
                assignment: lead([0]),
                ..crate::plan::ItemFields::default()
            },
        )];
        let plan = plan_on(document, "2024-07-20");
        let round = ReportRound::last(&plan, &Progress::default(), day("2024-07-20")).unwrap();
        assert_eq!(round.missing().collect::<Vec<_>>(), units_at([0]));
    }

    #[test]
    fn what_a_collective_reports_its_members_report() {
        let mut document: Document = document();
        document.reporting = Some(monthly());
        let mut list: Vec<_> = document
            .units
            .iter()
            .map(|(_, unit)| unit.clone())
            .collect();
        let members = crate::plan::Members::Listed(units_at([0, 1]));
        list[3] = unit("各单位", crate::plan::UnitKind::Collective, members);
        document.units = crate::plan::Units::new(list).into();
        document.actions = vec![action("1", vec![])];
        document.actions[0].assignment.lead = Some(units_at([3]));
        document.actions[0].assignment.support = None;
        let plan = plan_on(document, "2024-07-20");
        let missing = |by: &str| {
            let log = vec![value("2024-07-02", by, 3.0)];
            let progress = progress_of("1/deepen", None, log);
            let round = ReportRound::last(&plan, &progress, day("2024-07-20")).unwrap();
            round.missing().collect::<Vec<_>>()
        };
        assert_eq!(missing("各单位"), []);
        assert_eq!(missing("教育局"), units_at([1]));
    }

    #[test]
    fn who_owes_nothing_in_force_owes_no_report() {
        let mut document: Document = document();
        document.reporting = Some(monthly());
        document.actions = vec![action("1", vec![])];
        document.actions[0].lifetime = Lifetime::default();
        let mut done = progress_of("1/launch", None, vec![]);
        for phase in ["launch", "deepen", "evaluate"] {
            let said = vec![Entry {
                status: Some(Status::Done),
                ..entry("2024-03-01", "教育局")
            }];
            done.milestones.insert(format!("1/{phase}"), said);
        }
        let plan = plan_on(document, "2024-07-20");
        let round =
            |progress: &Progress| ReportRound::last(&plan, progress, day("2024-07-20")).unwrap();
        assert_eq!(round(&Progress::default()).missing().count(), 1);
        assert!(round(&done).units.is_empty());
        let since = Progress {
            since: Some(day("2024-07-01")),
            ..Progress::default()
        };
        assert_eq!(ReportRound::last(&plan, &since, day("2024-07-20")), None);
    }
}
