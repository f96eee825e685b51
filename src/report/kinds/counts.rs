//! Count columns of reports.

use std::collections::BTreeMap;

use crate::plan::{Day, Standing, Tally, UnitIx};
use crate::text::{Words, width};

use crate::report::content::{TableCell, TableColumn};
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

/// The width of a count column at least.
const LEAST: u16 = 8;

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
    COUNTS
        .map(|(key, of)| count_column(key, of, input.words))
        .to_vec()
}

fn count_column(key: &'static str, of: Counted, words: &Words) -> TableColumn {
    let title = headed(of.title(words));
    // A title is not broken within its word.
    let wide = LEAST.max(width(&title) as u16);
    TableColumn::new(key, title, wide).right()
}

/// Returns a word as the head of a column, where the language has capitals.
fn headed(word: &str) -> String {
    let mut rest = word.chars();
    let first: String = rest
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + rest.as_str()
}

/// Returns the cells of [`count_columns`].
pub(super) fn count_cells(tally: &Tally) -> Vec<TableCell> {
    COUNTS
        .map(|(_, of)| TableCell::count(of.count(tally) as usize))
        .to_vec()
}

/// Tallies a report's milestones.
pub(super) fn tally(rows: &[ReportRow<'_>]) -> Tally {
    rows.iter().map(ReportRow::standing).collect()
}

/// Tallies by the unit that leads, led when it was done, or reports its own part, under its name on the day, worst first; `None` is for
/// milestones without a lead.
pub(super) fn tally_by_unit(parts: &[ReportRow<'_>], as_of: Day) -> Vec<(Option<String>, Tally)> {
    let mut units: BTreeMap<(usize, Option<UnitIx>), (Option<String>, Tally)> = BTreeMap::new();
    for ReportRow { item, it } in parts {
        let mut count = |unit: Option<UnitIx>| {
            let name = unit.map(|unit| it.plan.units().get(unit).name_on(as_of).to_owned());
            let (_, tally) = units
                .entry((item.place.plan, unit))
                .or_insert_with(|| (name, Tally::default()));
            tally.add(item.verdict.standing);
        };
        let leads = it.leads();
        if leads.is_empty() {
            count(None);
        }
        for unit in &*leads {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_title_is_as_wide_as_its_column_at_most_and_begins_alike() {
        for lang in Lang::ALL {
            for (_, of) in COUNTS {
                let column = count_column("", of, lang.words());
                assert!(width(&column.title) <= column.width.into(), "{column:?}");
                assert_eq!(column.title, headed(&column.title));
            }
        }
        assert_eq!(headed("due soon"), "Due soon");
        assert_eq!(headed("逾期"), "逾期");
    }
}
