//! How a log is counted, and what was recorded while it was counted otherwise.

use super::entry::Entry;
use super::status::Status;
use crate::plan::{Day, Indicator, Log, Milestone, Plan, Units, Withdrawn, not_withdrawn};

/// How the entries of a log are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOfCounting {
    /// The unit of measure of the target: 名.
    pub measure: Option<String>,
    /// Whether every unit reports its own part.
    pub each: bool,
}

/// The change of counting that gives what was recorded another meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recounting {
    /// The number is in another unit of measure.
    Measure {
        /// The one in which it was recorded.
        was: String,
        /// The one in which it is counted.
        now: String,
    },
    /// The part of a unit counts for the whole.
    PartAsWhole,
    /// A statement about the whole counts as the part of a unit.
    WholeAsPart,
}

impl WayOfCounting {
    /// Returns the way a log is counted in a plan, if the plan has it.
    pub fn of(plan: &Plan, log: &Log) -> Option<Self> {
        match log {
            Log::Milestone(id) => {
                let (_, milestone) = plan.milestone(id)?;
                Some(Self::of_milestone(milestone))
            }
            Log::Indicator(id) => plan.indicator(id).map(Self::of_indicator),
        }
    }

    /// Returns the way the log of a milestone is counted.
    pub fn of_milestone(milestone: &Milestone) -> Self {
        Self {
            measure: milestone.target.as_ref().map(|it| it.unit.clone()),
            each: milestone.each,
        }
    }

    /// Returns the way the log of an indicator is counted.
    pub fn of_indicator(indicator: &Indicator) -> Self {
        Self {
            measure: indicator.targets.first().map(|it| it.unit.clone()),
            each: false,
        }
    }

    /// Returns how counting in the way of `now` changes the meaning of an entry that was recorded in this way.
    pub fn recounted(&self, now: &Self, entry: &Entry) -> Option<Recounting> {
        let has_number = entry.value.is_some() || entry.add.is_some();
        let is_settled = |status| !matches!(status, Status::Todo | Status::Doing);
        if self.each != now.each && (has_number || entry.status.is_some_and(is_settled)) {
            return Some(if now.each {
                Recounting::WholeAsPart
            } else {
                Recounting::PartAsWhole
            });
        }
        let (was, now) = self.measure.clone().zip(now.measure.clone())?;
        (has_number && was != now).then_some(Recounting::Measure { was, now })
    }
}

/// Returns the last entry of a log, sorted for the fold, that still counts and was recorded before the day from which
/// on the log is counted as it is now. `then` gives the way it was counted on an earlier day.
pub fn last_recounted<'e>(
    units: &Units,
    log: &'e [Entry],
    now: &WayOfCounting,
    since: Day,
    then: impl Fn(Day) -> Option<WayOfCounting>,
) -> Option<(&'e Entry, Recounting)> {
    let (before, after) = log.split_at(log.partition_point(|entry| entry.day() < since));
    not_withdrawn(before).into_iter().rev().find_map(|entry| {
        let recounting = then(entry.day())?.recounted(now, entry)?;
        let is_of_part =
            |other: &&Entry| !now.each || other.unit_meant(units) == entry.unit_meant(units);
        let later: Vec<&Entry> = after.iter().filter(is_of_part).collect();
        let counted = Entry {
            postpone: None,
            status: entry
                .status
                .filter(|_| !matches!(recounting, Recounting::Measure { .. })),
            ..entry.clone()
        };
        let is_overruled = counted.overruled_on(&later).is_some();
        (!is_overruled).then_some((entry, recounting))
    })
}

/// Returns the corrections of a log, sorted for the fold, that find nothing of their day and unit to correct: they
/// count as reports of their own; and the withdrawals of what was never recorded.
pub fn corrections_of_nothing<'e>(
    units: &'e Units,
    is_of_unit: bool,
    log: &'e [Entry],
) -> impl Iterator<Item = &'e Entry> {
    let corrections = log
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.correct && entry.says_something());
    let of_nothing = corrections.filter(move |(at, entry)| {
        let earlier = log[..*at].iter().rev();
        let same_day = earlier.take_while(|other| other.day() == entry.day());
        // What both sides of a merge withdrew was there.
        let (mut same_day, mut standing) = (
            same_day.clone(),
            same_day.take_while(|other| other.withdraw != Some(Withdrawn::Reading)),
        );
        match entry.withdraw {
            Some(Withdrawn::Reading) => is_of_unit || !same_day.any(|other| other.value.is_some()),
            Some(Withdrawn::Reminder) => {
                !same_day.any(|other| entry.withdraws_reminder(other, units))
            }
            // A number after the withdrawal holds in the place of what both are about.
            None if !is_of_unit && entry.value.is_some() => {
                !same_day.any(|other| other.withdraw != Some(Withdrawn::Reading))
            }
            None => !standing.any(|other| !is_of_unit || entry.may_correct(other, units)),
        }
    });
    of_nothing.map(|(_, entry)| entry)
}

/// Returns the corrections of an indicator's log, sorted for the fold, that give a number after the reading of their day
/// was withdrawn.
pub fn corrections_of_withdrawn(log: &[Entry]) -> impl Iterator<Item = &Entry> {
    let corrections = log.iter().enumerate();
    let corrections = corrections
        .filter(|(_, entry)| entry.correct && entry.withdraw.is_none() && entry.value.is_some());
    let of_withdrawn = corrections.filter(|(at, entry)| {
        let earlier = log[..*at].iter().rev();
        let mut same_day = earlier.take_while(|other| other.day() == entry.day());
        let last = same_day.find(|other| other.withdraw.is_some() || other.value.is_some());
        last.is_some_and(|last| last.withdraw == Some(Withdrawn::Reading))
    });
    of_withdrawn.map(|(_, entry)| entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Number;

    fn counting(measure: &str, each: bool) -> WayOfCounting {
        let measure = Some(measure.to_owned());
        WayOfCounting { measure, each }
    }

    fn entry(on: &str, value: Option<i64>, status: Option<Status>) -> Entry {
        let (on, value) = (on.parse().ok(), value.map(Number::from));
        Entry {
            on,
            value,
            status,
            ..Entry::default()
        }
    }

    #[test]
    fn a_number_of_another_measure_is_told_until_a_new_total_is_reported() {
        let (was, now) = (counting("名", false), counting("万名", false));
        let found = |log: &[Entry]| {
            let since = "2024-05-01".parse().unwrap();
            let found = last_recounted(&Units::default(), log, &now, since, |_| Some(was.clone()));
            found.map(|(entry, recounting)| (entry.day().to_string(), recounting))
        };
        let measure = Recounting::Measure {
            was: "名".to_owned(),
            now: "万名".to_owned(),
        };
        let mut log = vec![
            entry("2024-03-01", Some(20), None),
            entry("2024-04-01", None, Some(Status::Done)),
            entry("2024-06-01", None, Some(Status::Doing)),
        ];
        assert_eq!(found(&log), Some(("2024-03-01".to_owned(), measure)));
        log.push(entry("2024-06-02", Some(3), None));
        assert_eq!(found(&log), None);
        // Nor does what was withdrawn count.
        let withdrawal = Entry {
            withdraw: Some(Withdrawn::Reading),
            ..entry("2024-03-01", None, None)
        };
        assert_eq!(
            found(&[entry("2024-03-01", Some(20), None), withdrawal]),
            None
        );
    }

    #[test]
    fn a_part_settles_no_whole() {
        let (part, whole) = (counting("次", true), counting("次", false));
        let done = entry("2024-03-01", None, Some(Status::Done));
        assert_eq!(part.recounted(&whole, &done), Some(Recounting::PartAsWhole));
        assert_eq!(whole.recounted(&part, &done), Some(Recounting::WholeAsPart));
        assert_eq!(part.recounted(&part, &done), None);
        let begun = entry("2024-03-01", None, Some(Status::Doing));
        assert_eq!(part.recounted(&whole, &begun), None);
    }

    #[test]
    fn a_number_after_a_withdrawal_corrects_what_was_withdrawn() {
        let units = Units::default();
        let correction = |value: Option<i64>, withdraw| Entry {
            correct: true,
            withdraw,
            ..entry("2024-03-01", value, None)
        };
        let reading = entry("2024-03-01", Some(20), None);
        let withdrawal = correction(None, Some(Withdrawn::Reading));
        for (log, of_nothing, of_withdrawn) in [
            (
                vec![
                    reading.clone(),
                    withdrawal.clone(),
                    correction(Some(21), None),
                ],
                0,
                1,
            ),
            (vec![reading.clone(), correction(Some(21), None)], 0, 0),
            (vec![correction(Some(21), None)], 1, 0),
            (vec![withdrawal, correction(Some(21), None)], 2, 1),
            (
                vec![
                    reading,
                    correction(Some(21), None),
                    correction(Some(22), None),
                ],
                0,
                0,
            ),
        ] {
            let nothing = corrections_of_nothing(&units, false, &log).count();
            let withdrawn = corrections_of_withdrawn(&log).count();
            assert_eq!((nothing, withdrawn), (of_nothing, of_withdrawn), "{log:?}");
        }
    }
}
