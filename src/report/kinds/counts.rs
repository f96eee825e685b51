//! Count columns of reports.

use std::collections::BTreeMap;

use crate::plan::{Standing, Tally, UnitIx};
use crate::text::Words;

use crate::report::document::{TableCell, TableColumn};
use crate::report::input::{ReportInput, ReportRow};

/// A count column.
struct CountColumn {
    key: &'static str,
    title: fn(&Words) -> &'static str,
    count: fn(&Tally) -> u32,
}

/// The count columns: milestones owed, and those by standing.
const COUNTS: [CountColumn; 7] = [
    CountColumn {
        key: "owed",
        title: |words| words.report.counts.owed,
        count: Tally::owed,
    },
    CountColumn {
        key: "done",
        title: |words| (words.standing)(Standing::Done),
        count: |tally| tally.of(Standing::Done),
    },
    CountColumn {
        key: "closed",
        title: |words| (words.standing)(Standing::Closed),
        count: |tally| tally.of(Standing::Closed),
    },
    CountColumn {
        key: "overdue",
        title: |words| (words.standing)(Standing::Overdue),
        count: |tally| tally.of(Standing::Overdue),
    },
    CountColumn {
        key: "soon",
        title: |words| (words.standing)(Standing::Soon),
        count: |tally| tally.of(Standing::Soon),
    },
    CountColumn {
        key: "behind",
        title: |words| words.report.counts.behind,
        count: |tally| tally.of(Standing::Behind) + tally.of(Standing::FarBehind),
    },
    CountColumn {
        key: "unreported",
        title: |words| (words.standing)(Standing::Unreported),
        count: |tally| tally.of(Standing::Unreported),
    },
];

/// Returns the count columns.
pub(super) fn count_columns(input: &ReportInput<'_>) -> Vec<TableColumn> {
    let column = |of: &CountColumn| TableColumn::new(of.key, (of.title)(input.words), 8).right();
    COUNTS.iter().map(column).collect()
}

/// Returns the cells of [`count_columns`].
pub(super) fn count_cells(tally: &Tally) -> Vec<TableCell> {
    let cell = |of: &CountColumn| TableCell::count((of.count)(tally) as usize);
    COUNTS.iter().map(cell).collect()
}

/// Tallies a report's milestones.
pub(super) fn tally(rows: &[ReportRow<'_>]) -> Tally {
    rows.iter().map(|(item, _)| item.verdict.standing).collect()
}

/// Tallies by lead unit, worst first; `None` is for milestones without a lead.
pub(super) fn tally_by_lead(rows: &[ReportRow<'_>]) -> Vec<(Option<String>, Tally)> {
    let mut units: BTreeMap<(usize, Option<UnitIx>), (Option<String>, Tally)> = BTreeMap::new();
    for (item, it) in rows {
        let mut count = |unit: Option<UnitIx>| {
            let name = unit.map(|unit| it.plan.units().name(unit).to_owned());
            let (_, tally) = units
                .entry((item.plan, unit))
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
