use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, TimeDelta};

use super::{
    Action, Day, Entry, Milestone, MilestoneState, Plan, Progress, UnitIx, Window, WorkCalendar,
    fold,
};
use crate::plan::keyed;

keyed! {
    /// The period of reports.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum ReportPeriod {
        /// 每周
        Week = "week",
        /// 每月
        Month = "month",
        /// 每季度
        Quarter = "quarter",
        /// 每半年
        HalfYear = "half-year",
        /// 每年
        Year = "year",
    }
}

impl ReportPeriod {
    fn months(self) -> Option<u32> {
        match self {
            Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
        }
    }

    /// Returns the period that contains a day.
    pub fn around(self, day: Day) -> Window {
        let Some(months) = self.months() else {
            let start = day - TimeDelta::days(day.weekday().num_days_from_monday().into());
            return Window {
                start,
                end: start + TimeDelta::days(6),
            };
        };
        let first = day.month0() / months * months + 1;
        let start = Day::from_ymd_opt(day.year(), first, 1).unwrap_or(day);
        let next = start.checked_add_months(Months::new(months));
        let end = next.and_then(|next| next.pred_opt()).unwrap_or(day);
        Window { start, end }
    }

    /// Returns the length of the longest such period, in days.
    pub fn most_days(self) -> i64 {
        match self {
            Self::Week => 7,
            Self::Month => 31,
            Self::Quarter => 92,
            Self::HalfYear => 184,
            Self::Year => 366,
        }
    }
}

/// The units that owe reports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reporters {
    /// Every unit that leads an action in force.
    Lead,
    /// Every unit that leads or supports an action in force.
    All,
    /// The listed units, while one of their actions is in force.
    Listed(Vec<UnitIx>),
}

/// The reporting rule: who reports, how often and by when (报送).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reporting {
    /// The length of a reporting period.
    pub every: ReportPeriod,
    /// The due day, counted in the following period; if it is a day off, the next working day counts.
    pub day: i64,
    /// The units that owe reports.
    pub units: Reporters,
}

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

impl Reporting {
    /// Returns the last day on which a report on `period` is in time.
    pub fn due_for(&self, period: Window, calendar: &WorkCalendar) -> Day {
        let following = self.every.around(period.end + TimeDelta::days(1));
        let days = Days::new(self.day.max(1) as u64 - 1);
        let day = following.start.checked_add_days(days);
        let day = day.unwrap_or(following.end).min(following.end);
        calendar.working_from(day)
    }

    /// Returns the last period whose reports were due before `as_of`.
    pub fn last_due(&self, as_of: Day, calendar: &WorkCalendar) -> Window {
        let mut period = self.every.around(as_of);
        // A due day lies in the following period, or just after it when holidays push it out.
        for _ in 0..4 {
            period = self.every.around(period.start - TimeDelta::days(1));
            if self.due_for(period, calendar) < as_of {
                break;
            }
        }
        period
    }
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
        let said = first_words(
            plan,
            progress,
            Window {
                start: period.start,
                end: due.max(period.end).min(as_of),
            },
        );
        let owing = owing(plan, progress, reporting, period);
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

/// Returns, by unit, the first day on which a report of the unit for one of `days` was recorded.
fn first_words(plan: &Plan, progress: &Progress, days: Window) -> BTreeMap<UnitIx, Day> {
    let mut first = BTreeMap::new();
    for (action, milestone) in plan.milestones() {
        let log = progress.log(&milestone.id).iter();
        let reports = log
            .filter(|entry| entry.is_record() && !entry.is_decision())
            .filter(|entry| days.contains(entry.day()));
        for entry in reports {
            let on = recorded_on(entry);
            for unit in reporters(plan, action, milestone, entry) {
                let known = first.entry(unit).or_insert(on);
                *known = on.min(*known);
            }
        }
    }
    first
}

/// Iterates over the units whose report an entry is: those that it names, and the one that answers for the
/// item. In an `each` milestone a unit's own part is not a report of the one that answers.
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
            .is_some_and(|unit| plan.reporting_units(action).contains(&unit));
    let named = [&entry.of, &entry.by].into_iter().flatten();
    let named = named.filter_map(|name| units.find(name));
    named.chain(action.answering().filter(|_| !is_of_a_part))
}

/// Returns the day an entry was recorded, at the earliest the day of its fact.
fn recorded_on(entry: &Entry) -> Day {
    let at = entry.at.map(|at| at.local.date());
    at.map_or(entry.day(), |at| at.max(entry.day()))
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
    use super::super::sample::{action, day, document, entry, plan_on, progress_of, single, value};
    use super::super::{Document, Lifetime, Status};
    use super::*;
    use crate::plan::MilestoneFields;

    fn monthly() -> Reporting {
        Reporting {
            every: ReportPeriod::Month,
            day: 5,
            units: Reporters::Lead,
        }
    }

    fn window(start: &str, end: &str) -> Window {
        Window {
            start: day(start),
            end: day(end),
        }
    }

    #[test]
    fn a_report_is_due_on_the_next_working_day() {
        let calendar = WorkCalendar::default();
        let due = |period: Window| monthly().due_for(period, &calendar);
        assert_eq!(due(window("2024-06-01", "2024-06-30")), day("2024-07-05"));
        // 5 October lies in the National Day holidays.
        assert_eq!(due(window("2024-09-01", "2024-09-30")), day("2024-10-08"));
        let quarterly = Reporting {
            every: ReportPeriod::Quarter,
            day: 10,
            ..monthly()
        };
        let quarter = ReportPeriod::Quarter.around(day("2024-05-20"));
        assert_eq!(quarter, window("2024-04-01", "2024-06-30"));
        assert_eq!(quarterly.due_for(quarter, &calendar), day("2024-07-10"));
        let weekly = Reporting {
            every: ReportPeriod::Week,
            day: 1,
            ..monthly()
        };
        let week = ReportPeriod::Week.around(day("2024-07-03"));
        assert_eq!(week, window("2024-07-01", "2024-07-07"));
        assert_eq!(weekly.due_for(week, &calendar), day("2024-07-08"));
        // A day that a month does not have is its last.
        let late = Reporting {
            day: 31,
            ..monthly()
        };
        let january = window("2024-01-01", "2024-01-31");
        assert_eq!(late.due_for(january, &calendar), day("2024-02-29"));
    }

    #[test]
    fn the_last_period_is_the_one_whose_reports_were_due() {
        let calendar = WorkCalendar::default();
        let last = |as_of| monthly().last_due(day(as_of), &calendar);
        assert_eq!(last("2024-07-05"), window("2024-05-01", "2024-05-31"));
        assert_eq!(last("2024-07-06"), window("2024-06-01", "2024-06-30"));
        assert_eq!(last("2024-06-30"), window("2024-05-01", "2024-05-31"));
    }

    fn delivered(entries: Vec<Entry>) -> Option<Delivery> {
        let plan = single(
            "2024-01-01",
            "2024-12-31",
            MilestoneFields::default(),
            "2024-07-20",
        );
        let mut document = plan.document.as_ref().clone();
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
        let recorded = |on: &str, at: &str| super::super::sample::at(value(on, "教育局", 5.0), at);
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
