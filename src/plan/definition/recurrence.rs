//! A recurrence (每年、每季度), and its occurrences.

use std::iter::successors;

use chrono::Datelike as _;

use crate::plan::{Cadence, Day, Window, keyed};

/// The most occurrences of one milestone.
const MOST: usize = 1_200;

keyed! {
    /// The recurrence of a milestone, in calendar periods.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Recurrence {
        /// 每年
        Year = "year",
        /// 每半年
        HalfYear = "half-year",
        /// 每季度
        Quarter = "quarter",
        /// 每月
        Month = "month",
    }
}

impl Recurrence {
    /// Returns the cadence of a recurring milestone's target.
    pub fn cadence(self) -> Cadence {
        match self {
            Self::Year => Cadence::Annual,
            Self::HalfYear => Cadence::HalfYearly,
            Self::Quarter => Cadence::Quarterly,
            Self::Month => Cadence::Monthly,
        }
    }

    fn months(self) -> u32 {
        match self {
            Self::Year => 12,
            Self::HalfYear => 6,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// Returns the least number of days between two occurrences.
    pub fn least_days(self) -> i64 {
        i64::from(self.months()) * 28
    }

    /// Returns the label of the period that begins on `start`: 2024, 2024H1, 2024Q1, 2024-01.
    pub(crate) fn label(self, start: Day) -> String {
        let (year, month0) = (start.year(), start.month0());
        match self {
            Self::Year => year.to_string(),
            Self::HalfYear => format!("{year}H{}", month0 / 6 + 1),
            Self::Quarter => format!("{year}Q{}", month0 / 3 + 1),
            Self::Month => format!("{year}-{:02}", month0 + 1),
        }
    }

    /// Iterates over the label and window of each calendar period that `window` touches, cut to it.
    ///
    /// Yields at most 1,200 periods, a hundred years of months; `check` reports longer windows as a
    /// slip of the pen.
    pub fn occurrences(self, window: Window) -> impl Iterator<Item = (String, Window)> {
        let containing = move |day| Window::of_months(self.months(), day);
        let first = containing(window.start);
        successors(Some(first), move |it| it.end.succ_opt().map(containing))
            .take_while(move |it| it.start <= window.end)
            .take(MOST)
            .filter_map(move |it| Some((self.label(it.start), it.cut_to(window)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn labels(every: Recurrence, start: &str, end: &str) -> Vec<String> {
        every
            .occurrences(Window {
                start: day(start),
                end: day(end),
            })
            .map(|(label, w)| format!("{label} {}..{}", w.start, w.end))
            .collect()
    }

    #[test]
    fn years_are_cut_to_the_window() {
        assert_eq!(
            labels(Recurrence::Year, "2022-07-01", "2024-03-31"),
            [
                "2022 2022-07-01..2022-12-31", "2023 2023-01-01..2023-12-31",
                "2024 2024-01-01..2024-03-31"
            ]
        );
    }

    #[test]
    fn quarters_halves_and_months_have_their_labels() {
        assert_eq!(
            labels(Recurrence::Quarter, "2024-02-15", "2024-07-01"),
            [
                "2024Q1 2024-02-15..2024-03-31",
                "2024Q2 2024-04-01..2024-06-30",
                "2024Q3 2024-07-01..2024-07-01"
            ]
        );
        assert_eq!(
            labels(Recurrence::HalfYear, "2023-12-31", "2024-06-30"),
            [
                "2023H2 2023-12-31..2023-12-31",
                "2024H1 2024-01-01..2024-06-30"
            ]
        );
        assert_eq!(
            labels(Recurrence::Month, "2024-02-01", "2024-02-29"),
            ["2024-02 2024-02-01..2024-02-29"]
        );
    }
}
