//! Count columns of reports.

use std::collections::BTreeMap;

use crate::plan::{Day, Standing, Tally, UnitIx};
use crate::text::Words;

use crate::report::document::{TableCell, TableColumn};
use crate::report::input::{ReportInput, ReportRow};

/// The subject of a count column.
#[derive(Clone, Copy)]
enum Counted {
    /// Every milestone owed.
    Owed,
    /// One standing.
    Of(Standing),
    /// 欠序时, to any degree.
    Behind,
}

/// The count columns, with their keys for programs.
const COUNTS: [(&str, Counted); 7] = [
    ("owed", Counted::Owed),
    ("done", Counted::Of(Standing::Done)),
    ("closed", Counted::Of(Standing::Closed)),
    ("overdue", Counted::Of(Standing::Overdue)),
    ("soon", Counted::Of(Standing::Soon)),
    ("behind", Counted::Behind),
    ("unreported", Counted::Of(Standing::Unreported)),
];

impl Counted {
    fn title(self, words: &Words) -> &'static str {
        match self {
            Self::Owed => words.report.counts.owed,
            Self::Of(standing) => (words.standing)(standing),
            Self::Behind => words.report.counts.behind,
        }
    }

    fn count(self, tally: &Tally) -> u32 {
        match self {
            Self::Owed => tally.owed(),
            Self::Of(standing) => tally.of(standing),
            Self::Behind => tally.of(Standing::Behind) + tally.of(Standing::FarBehind),
        }
    }
}

/// Returns the count columns.
pub(super) fn count_columns(input: &ReportInput<'_>) -> Vec<TableColumn> {
    let column = |(key, of): (&'static str, Counted)| {
        TableColumn::new(key, of.title(input.words), 8).right()
    };
    COUNTS.map(column).to_vec()
}

/// Returns the cells of [`count_columns`].
pub(super) fn count_cells(tally: &Tally) -> Vec<TableCell> {
    COUNTS
        .map(|(_, of)| TableCell::count(of.count(tally) as usize))
        .to_vec()
}

/// Tallies a report's milestones.
pub(super) fn tally(rows: &[ReportRow<'_>]) -> Tally {
    rows.iter().map(|(item, _)| item.verdict.standing).collect()
}

/// Tallies by lead unit, under its name on the day, worst first; `None` is for milestones without a lead.
pub(super) fn tally_by_lead(rows: &[ReportRow<'_>], as_of: Day) -> Vec<(Option<String>, Tally)> {
    let mut units: BTreeMap<(usize, Option<UnitIx>), (Option<String>, Tally)> = BTreeMap::new();
    for (item, it) in rows {
        let mut count = |unit: Option<UnitIx>| {
            let name = unit.map(|unit| it.plan.units().get(unit).name_on(as_of).to_owned());
            let (_, tally) = units
                .entry((item.place.plan, unit))
                .or_insert_with(|| (name, Tally::default()));
            tally.add(item.verdict.standing);
        };
        if it.leads().is_empty() {
            count(None);
        }
        for unit in it.leads() {
            count(Some(*unit));
        }
    }
    let mut list: Vec<(Option<String>, Tally)> = units.into_values().collect();
    list.sort_by_key(|(name, tally)| {
        let late = |standing| std::cmp::Reverse(tally.of(standing));
        (
            name.is_none(),
            late(Standing::Overdue),
            late(Standing::OverLimit),
            late(Standing::FarBehind),
            late(Standing::Unreported),
        )
    });
    list
}
