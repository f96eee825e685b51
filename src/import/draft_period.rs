//! The period of a draft and its phases.

use chrono::Datelike;

use crate::document::DocumentStructure;
use crate::document::times::calendar::year_end;
use crate::plan::Day;
use crate::store::progress::entry_text::quoted;

/// A phase with its id in the draft.
#[derive(Clone, Debug)]
pub(crate) struct DraftPhase {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) start: Day,
    pub(crate) end: Day,
}

/// Returns the plan's first and last day: those of its phases, else of its years, else of `year`; widened to the years
/// in which something falls due.
pub(crate) fn period(read: &DocumentStructure, year: i32) -> (Day, Day) {
    let due = days_due(read);
    let (earliest, latest) = (due.iter().min().copied(), due.iter().max().copied());
    let (from, to) = read.head.years.unwrap_or_else(|| {
        let issued = read.head.issued.or(earliest);
        let first = issued.map_or(year, |day| day.year());
        (first, latest.map_or(first, |day| day.year().max(first)))
    });
    let first_phase = read.phases.iter().map(|phase| phase.start).min();
    let last_phase = read.phases.iter().map(|phase| phase.end).max();
    let start = first_phase.unwrap_or_else(|| first_of(from));
    let end = last_phase.unwrap_or_else(|| year_end(to));
    let earlier = earliest.filter(|day| *day < start);
    (
        earlier.map_or(start, |day| first_of(day.year())),
        latest.map_or(end, |day| day.max(end)),
    )
}

/// Returns the days by which anything is due.
fn days_due(read: &DocumentStructure) -> Vec<Day> {
    let of_plan = read.indicators.iter().flat_map(|indicator| &indicator.aims);
    let of_items = read.entries.iter().flat_map(|entry| &entry.aims);
    let deadlines = read.entries.iter().flat_map(|entry| &entry.deadlines);
    of_items
        .chain(of_plan)
        .filter_map(|aim| aim.by)
        .chain(deadlines.filter_map(|deadline| deadline.due))
        .chain(read.entries.iter().filter_map(|entry| entry.due))
        .collect()
}

fn first_of(year: i32) -> Day {
    Day::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Returns the plan's phases; without a timetable one is all of it.
pub(crate) fn phases(read: &DocumentStructure, (start, end): (Day, Day)) -> Vec<DraftPhase> {
    if read.phases.is_empty() {
        return vec![DraftPhase {
            id: "period".to_owned(),
            name: "实施期".to_owned(),
            start,
            end,
        }];
    }
    let numbered = read.phases.iter().zip(1..);
    numbered
        .map(|(phase, nth)| DraftPhase {
            id: format!("p{nth}"),
            name: phase.name.clone(),
            start: phase.start,
            end: phase.end,
        })
        .collect()
}

/// Writes the phases.
pub(crate) fn write_phases(text: &mut String, phases: &[DraftPhase]) {
    for phase in phases {
        text.push_str(&format!(
            "\n[[phase]]\nid = \"{}\"\nname = {}\nstart = {}\nend = {}\n",
            phase.id,
            quoted(&phase.name),
            phase.start,
            phase.end
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{PrintedEntry, PrintedPhase};

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd_opt(year, month, day).unwrap()
    }

    fn read(years: Option<(i32, i32)>, due: Option<Day>) -> DocumentStructure {
        let mut read = DocumentStructure::default();
        read.head.years = years;
        read.entries.push(PrintedEntry {
            due,
            ..PrintedEntry::default()
        });
        read
    }

    #[test]
    fn a_period_is_of_its_years_and_holds_what_is_due() {
        for (years, due, from, to) in [
            (Some((2025, 2026)), None, day(2025, 1, 1), day(2026, 12, 31)),
            (
                Some((2025, 2026)),
                Some(day(2027, 3, 31)),
                day(2025, 1, 1),
                day(2027, 3, 31),
            ),
            (
                Some((2025, 2026)),
                Some(day(2024, 3, 31)),
                day(2024, 1, 1),
                day(2026, 12, 31),
            ),
            (
                None,
                Some(day(2024, 3, 31)),
                day(2024, 1, 1),
                day(2024, 12, 31),
            ),
            (None, None, day(2026, 1, 1), day(2026, 12, 31)),
        ] {
            assert_eq!(
                period(&read(years, due), 2026),
                (from, to),
                "{years:?} {due:?}"
            );
        }
        let mut issued = read(None, Some(day(2026, 3, 31)));
        issued.head.issued = Some(day(2025, 5, 6));
        assert_eq!(period(&issued, 2026), (day(2025, 1, 1), day(2026, 12, 31)));
    }

    #[test]
    fn phases_of_a_timetable_are_the_period() {
        let mut read = read(Some((2025, 2026)), None);
        let whole = phases(&read, period(&read, 2026));
        assert_eq!((whole.len(), whole[0].end), (1, day(2026, 12, 31)));
        let phase = |start, end| PrintedPhase {
            name: "动员".to_owned(),
            start,
            end,
            line_no: 1,
            entry: String::new(),
        };
        read.phases = vec![
            phase(day(2025, 3, 1), day(2025, 4, 30)),
            phase(day(2025, 5, 1), day(2026, 6, 30)),
        ];
        assert_eq!(period(&read, 2026), (day(2025, 3, 1), day(2026, 6, 30)));
        let phases = phases(&read, period(&read, 2026));
        assert_eq!(
            (phases[1].id.as_str(), phases[1].end),
            ("p2", day(2026, 6, 30))
        );
    }
}
