//! 报送: who reports, how often and by when.

mod report_round;

use chrono::{Datelike as _, Days, TimeDelta};

use super::{Day, UnitIx, Window, WorkCalendar};
use crate::plan::keyed;

pub use report_round::{Delivery, ReportRound};

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
    pub fn containing(self, day: Day) -> Window {
        if let Some(months) = self.months() {
            return Window::of_months(months, day);
        }
        let start = day - TimeDelta::days(day.weekday().num_days_from_monday().into());
        let end = start + TimeDelta::days(6);
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
    pub due_day: i64,
    /// The units that owe reports.
    pub units: Reporters,
}

impl Reporting {
    /// Returns the last day on which a report on `period` is in time.
    pub fn due_for(&self, period: Window, calendar: &WorkCalendar) -> Day {
        let following = self.every.containing(period.end + TimeDelta::days(1));
        let days = Days::new(self.due_day.max(1) as u64 - 1);
        let day = following.start.checked_add_days(days);
        let day = day.unwrap_or(following.end).min(following.end);
        calendar.working_from(day)
    }

    /// Returns the last period whose reports were due before `as_of`.
    pub fn last_due(&self, as_of: Day, calendar: &WorkCalendar) -> Window {
        let mut period = self.every.containing(as_of);
        // A due day lies in the following period, or after it when days off push it out; to reach beyond four weekly
        // periods they would have to last three weeks.
        for _ in 0..4 {
            period = self.every.containing(period.start - TimeDelta::days(1));
            if self.due_for(period, calendar) < as_of {
                break;
            }
        }
        period
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::sample::{day, monthly, window};

    #[test]
    fn a_report_is_due_on_the_next_working_day() {
        let calendar = WorkCalendar::default();
        let due = |period: Window| monthly().due_for(period, &calendar);
        assert_eq!(due(window("2024-06-01", "2024-06-30")), day("2024-07-05"));
        // 5 October lies in the National Day holidays.
        assert_eq!(due(window("2024-09-01", "2024-09-30")), day("2024-10-08"));
        let quarterly = Reporting {
            every: ReportPeriod::Quarter,
            due_day: 10,
            ..monthly()
        };
        let quarter = ReportPeriod::Quarter.containing(day("2024-05-20"));
        assert_eq!(quarter, window("2024-04-01", "2024-06-30"));
        assert_eq!(quarterly.due_for(quarter, &calendar), day("2024-07-10"));
        let weekly = Reporting {
            every: ReportPeriod::Week,
            due_day: 1,
            ..monthly()
        };
        let week = ReportPeriod::Week.containing(day("2024-07-03"));
        assert_eq!(week, window("2024-07-01", "2024-07-07"));
        assert_eq!(weekly.due_for(week, &calendar), day("2024-07-08"));
        // A day that a month does not have is its last.
        let late = Reporting {
            due_day: 31,
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
}
