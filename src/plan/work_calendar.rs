//! Working days and days off.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::{Datelike, Days, Weekday};

use super::Day;

/// Published holiday arrangements (放假安排), one file per year.
const PUBLISHED: [(i32, &str); 11] = [
    (2016, include_str!("days_off/2016.txt")),
    (2017, include_str!("days_off/2017.txt")),
    (2018, include_str!("days_off/2018.txt")),
    (2019, include_str!("days_off/2019.txt")),
    (2020, include_str!("days_off/2020.txt")),
    (2021, include_str!("days_off/2021.txt")),
    (2022, include_str!("days_off/2022.txt")),
    (2023, include_str!("days_off/2023.txt")),
    (2024, include_str!("days_off/2024.txt")),
    (2025, include_str!("days_off/2025.txt")),
    (2026, include_str!("days_off/2026.txt")),
];

/// The status of a day that its year's arrangement names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NamedDay {
    /// A day off (放假), with the holiday's name if published.
    Off(Option<&'static str>),
    /// A weekend day that is worked (调休上班).
    Work,
}

/// The reason for a day off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// A published holiday (春节).
    Holiday(&'static str),
    /// A Saturday or Sunday.
    Weekend,
    /// A day off of this office only.
    Own,
}

/// The working days: the published arrangements with the office's own exceptions.
///
/// In a year without a published arrangement, Monday to Friday are worked; see [`Self::knows`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    own: Option<Arc<BTreeMap<Day, NamedDay>>>,
}

impl WorkCalendar {
    /// Makes the published calendar with an office's own days off and working days.
    pub fn with_own(
        off: impl IntoIterator<Item = Day>,
        work: impl IntoIterator<Item = Day>,
    ) -> Self {
        let mut own = BTreeMap::new();
        own.extend(off.into_iter().map(|day| (day, NamedDay::Off(None))));
        own.extend(work.into_iter().map(|day| (day, NamedDay::Work)));
        Self {
            own: (!own.is_empty()).then(|| Arc::new(own)),
        }
    }

    /// Returns whether the arrangement of a year is known.
    pub fn knows(&self, year: i32) -> bool {
        PUBLISHED.iter().any(|(known, _)| *known == year)
    }

    /// Returns whether a day is worked.
    pub fn is_working(&self, day: Day) -> bool {
        self.day_off(day).is_none()
    }

    /// Returns the reason for a day off; `None` on a working day.
    pub fn day_off(&self, day: Day) -> Option<DayOff> {
        let own = self.own.as_ref().and_then(|own| own.get(&day));
        match own.or_else(|| published().get(&day)) {
            Some(NamedDay::Off(Some(name))) => Some(DayOff::Holiday(name)),
            Some(NamedDay::Off(None)) => Some(DayOff::Own),
            None if is_weekend(day) => Some(DayOff::Weekend),
            Some(NamedDay::Work) | None => None,
        }
    }

    /// Returns the first working day from `day` on.
    pub fn working_from(&self, day: Day) -> Day {
        Self::steps(day)
            .find(|day| self.is_working(*day))
            .unwrap_or(day)
    }

    /// Returns the day that is `count` working days after `day`; `None` if no plan lasts that long.
    pub fn after(&self, day: Day, count: u32) -> Option<Day> {
        let Some(last) = count.checked_sub(1) else {
            return Some(day);
        };
        let mut worked = Self::steps(day).skip(1).filter(|day| self.is_working(*day));
        worked.nth(last as usize)
    }

    /// Iterates over the days from `day` on, for as long as a plan may last.
    fn steps(day: Day) -> impl Iterator<Item = Day> {
        const LONGEST: u64 = 366 * 101;
        (0..LONGEST).map_while(move |days| day.checked_add_days(Days::new(days)))
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn published() -> &'static BTreeMap<Day, NamedDay> {
    static PUBLISHED_DAYS: OnceLock<BTreeMap<Day, NamedDay>> = OnceLock::new();
    PUBLISHED_DAYS.get_or_init(|| {
        let lines = PUBLISHED.iter().flat_map(|(_, text)| text.lines());
        lines.filter_map(days_of_line).flatten().collect()
    })
}

/// Parses `off 2024-02-10..2024-02-17 春节` or `work 2024-02-04`.
fn days_of_line(line: &'static str) -> Option<Vec<(Day, NamedDay)>> {
    let mut words = line.split_whitespace();
    let what = words.next()?;
    let days = words.next()?;
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    let (first, last): (Day, Day) = (first.parse().ok()?, last.parse().ok()?);
    let named = match what {
        "off" => NamedDay::Off(words.next()),
        "work" => NamedDay::Work,
        _ => return None,
    };
    let days = first.iter_days().take_while(|day| *day <= last);
    Some(days.map(|day| (day, named.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_every_year_is_read() {
        for (year, text) in PUBLISHED {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            for line in lines {
                let days = days_of_line(line).unwrap_or_else(|| panic!("{year}: {line}"));
                assert!(!days.is_empty(), "{line}");
                for (day, named) in days {
                    assert_eq!(day.year(), year, "{line}");
                    assert_eq!(
                        named == NamedDay::Work,
                        is_weekend(day) && line.starts_with("work")
                    );
                }
            }
        }
    }

    #[test]
    fn holidays_and_the_weekends_worked_for_them_count() {
        let calendar = WorkCalendar::default();
        // 2024: the Spring Festival from 10 to 17 February, worked for on Sundays 4 and 18.
        assert_eq!(
            calendar.day_off(day("2024-02-12")),
            Some(DayOff::Holiday("春节"))
        );
        assert!(calendar.is_working(day("2024-02-04")));
        assert!(calendar.is_working(day("2024-02-18")));
        assert_eq!(calendar.day_off(day("2024-02-24")), Some(DayOff::Weekend));
        assert_eq!(
            calendar.after(day("2024-02-08"), 2),
            Some(day("2024-02-18"))
        );
        assert_eq!(calendar.after(day("2024-02-08"), 40_000), None);
        assert_eq!(
            calendar.after(day("2024-06-28"), 5),
            Some(day("2024-07-05"))
        );
        assert_eq!(
            calendar.after(day("2024-06-28"), 0),
            Some(day("2024-06-28"))
        );
        assert_eq!(calendar.working_from(day("2024-10-05")), day("2024-10-08"));
    }

    #[test]
    fn an_office_may_differ_and_an_unknown_year_has_its_weekends() {
        let own = WorkCalendar::with_own([day("2026-05-06")], [day("2026-05-03")]);
        assert_eq!(own.day_off(day("2026-05-06")), Some(DayOff::Own));
        assert!(own.is_working(day("2026-05-03")));
        assert_eq!(own.after(day("2026-04-30"), 2), Some(day("2026-05-07")));
        assert!(own.knows(2026) && !own.knows(2030));
        assert_eq!(own.after(day("2030-10-04"), 1), Some(day("2030-10-07")));
    }
}
