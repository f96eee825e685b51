//! Count columns of reports.

use std::collections::BTreeMap;

use crate::plan::{Standing, Tally, UnitIx};

use crate::report::document::{TableCell, TableColumn};
use crate::report::input::{ReportInput, ReportRow};

/// Returns the count columns: milestones owed, and those by standing.
pub(super) fn count_columns(input: &ReportInput<'_>) -> Vec<TableColumn> {
    let words = &input.words.report.counts;
    let of = |key, title: &str| TableColumn::new(key, title, 8).right();
    let standing = |key, standing| of(key, (input.words.standing)(standing));
    vec![
        of("owed", words.owed),
        standing("done", Standing::Done),
        standing("closed", Standing::Closed),
        standing("overdue", Standing::Overdue),
        standing("soon", Standing::Soon),
        of("behind", words.behind),
        standing("unreported", Standing::Unreported),
    ]
}

/// Returns the cells of [`count_columns`].
pub(super) fn count_cells(tally: &Tally) -> Vec<TableCell> {
    let behind = tally.of(Standing::Behind) + tally.of(Standing::FarBehind);
    [
        tally.owed(),
        tally.of(Standing::Done),
        tally.of(Standing::Closed),
        tally.of(Standing::Overdue),
        tally.of(Standing::Soon),
        behind,
        tally.of(Standing::Unreported),
    ]
    .into_iter()
    .map(|count| TableCell::count(count as usize))
    .collect()
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
        if it.action.lead.is_empty() {
            count(None);
        }
        for unit in &it.action.lead {
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
