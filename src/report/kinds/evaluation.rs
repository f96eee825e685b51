//! 总结评估: what the evaluation phase must hand in.

use chrono::Datelike as _;

use crate::plan::{
    Day, IndicatorPace, IndicatorState, Measure, Number, Reason, Standing, Status, Target, fold,
    share_of_way,
};
use crate::query::{OpenPlan, ResolvedItem};

use crate::report::content::{
    ReportBlock, ReportDocument, ReportPart, ReportTable, TableCell, TableColumn,
};
use crate::report::facts::evidence;
use crate::report::input::{ReportInput, ReportRow};

use crate::report::{ReportKind, value_words};
use crate::text::LedgerColumn;

/// Makes the report.
pub(super) fn evaluation(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.report.evaluation;
    let mut report = input.begin(ReportKind::Evaluation, words.title.to_owned());
    report.subtitle = input.headlines();
    let rows: Vec<ReportRow<'_>> = input.rows().collect();
    let finished = rows.iter().filter(|row| is_finished(&row.it)).count();
    let open = rows.iter().filter(|row| row.is_open()).count();
    let mut short = vec![
        ReportBlock::heading(words.short),
        input.table_or_none(short_table(input)),
    ];
    for heading in words.to_write {
        short.push(ReportBlock::heading(heading));
        short.push(ReportBlock::Room(5));
    }
    short.extend(input.signature());
    // A part a table: in a workbook each has a sheet with its own widths of columns.
    let chapters = [
        vec![
            ReportBlock::heading(words.indicators),
            input.table_or_none(indicator_table(input)),
        ],
        vec![
            ReportBlock::heading(words.items),
            ReportBlock::body((words.summary)(input.as_of(), rows.len(), finished, open)),
            input.table_or_none(item_table(input, &rows)),
        ],
        short,
    ];
    let chapters = words.sheets.into_iter().zip(chapters);
    let parts = chapters.map(|(name, blocks)| ReportPart::new(name, blocks));
    report.parts = parts.collect();
    report
}

/// Returns the value by which a milestone is judged; for a finished one without a report, the beginning of its target.
fn judged_value(it: &ResolvedItem<'_>, target: &Target) -> Option<Number> {
    let origin = || is_finished(it).then(|| target.origin());
    it.state().value.or_else(origin)
}

fn is_finished(it: &ResolvedItem<'_>) -> bool {
    matches!(it.state().status, Status::Done | Status::Closed)
}

fn indicator_table(input: &ReportInput<'_>) -> ReportTable {
    let words = &input.words.report;
    let columns = vec![
        TableColumn::new("indicator", words.indicator, 34),
        TableColumn::new("baseline", words.evaluation.baseline, 12).right(),
        TableColumn::new("target", words.target, 12).right(),
        TableColumn::new("due", input.heading(LedgerColumn::Due), 12).centred(),
        TableColumn::new("value", input.heading(LedgerColumn::Value), 12).right(),
        TableColumn::new("read_on", words.evaluation.read_on, 12).centred(),
        TableColumn::new("rate", words.evaluation.rate, 10).right(),
        TableColumn::new("met", words.evaluation.met, 12).centred(),
        TableColumn::new("evidence", input.heading(LedgerColumn::Evidence), 24),
    ];
    let mut rows = Vec::new();
    for (_, OpenPlan { plan, progress, .. }) in input.board.open() {
        for indicator in plan.indicators() {
            let state = IndicatorState::on(plan, progress, indicator, input.as_of());
            let reading = state.readings.last();
            for target in &indicator.targets {
                // A target is judged by the last reading up to its deadline.
                let due = target.by.unwrap_or(plan.document.period.end);
                let held = state.readings.iter().rfind(|reading| reading.on <= due);
                let reading = held.or(reading);
                let value = reading.map(|reading| reading.value);
                rows.push(vec![
                    indicator.name.as_str().into(),
                    target.baseline.map_or(TableCell::Empty, |it| {
                        value_words(it.value, Some(target)).into()
                    }),
                    target.text().into(),
                    due.into(),
                    value.map_or(TableCell::Empty, |value| {
                        value_words(value, Some(target)).into()
                    }),
                    reading.map(|reading| reading.on).into(),
                    rate(target, value),
                    met(input, target, value).into(),
                    reading
                        .map(|reading| reading.evidence.join(input.words.semicolon))
                        .unwrap_or_default()
                        .into(),
                ]);
            }
        }
    }
    ReportTable::new(columns, rows)
}

/// Returns the share of the way to a target that was covered.
fn rate(target: &Target, value: Option<Number>) -> TableCell {
    let share = value.and_then(|value| share_of_way(target, value));
    share.map_or(TableCell::Empty, |share| TableCell::Percent {
        share: shown_share(share),
        decimals: 1,
    })
}

/// Returns a share as a percentage of one decimal shows it: what is short is never 100.0%.
pub(super) fn shown_share(share: f64) -> f64 {
    const LARGEST_SHORT: f64 = 0.999;
    if share < 1.0 {
        share.min(LARGEST_SHORT)
    } else {
        share
    }
}

fn met(input: &ReportInput<'_>, target: &Target, value: Option<Number>) -> String {
    let words = &input.words.report.evaluation;
    match value {
        None => (input.words.report.pace)(IndicatorPace::Unmeasured).to_owned(),
        Some(value) => match target.miss(value) {
            None => words.is_met.to_owned(),
            Some(missed) => (input.words.missed)(&missed),
        },
    }
}

/// Returns the years of the plans up to the as-of day, and those around them in which a value was reported.
fn years(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> Vec<i32> {
    let periods: Vec<_> = input
        .board
        .open()
        .map(|(_, OpenPlan { plan, .. })| plan.document.period)
        .collect();
    let starts = periods.iter().map(|period| period.start.year());
    let ends = periods.iter().map(|period| period.end.year());
    let entries = rows
        .iter()
        .flat_map(|row| row.it.entries_upto(input.as_of()));
    let valued: Vec<i32> = entries
        .filter(|entry| entry.value.is_some() || entry.add.is_some())
        .map(|entry| entry.day().year())
        .collect();
    let first = starts.chain(valued.iter().copied()).min();
    let last = ends.chain(valued).max();
    match (first, last) {
        (Some(first), Some(last)) => (first..=last.min(input.as_of().year())).collect(),
        _ => Vec::new(),
    }
}

fn item_table(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let years = years(input, rows);
    let mut columns = input.item_columns();
    columns.push(TableColumn::new("target", words.target, 12));
    for (place, year) in years.iter().enumerate() {
        let key = format!("year_{}", place + 1);
        columns.push(TableColumn::new(key, year.to_string(), 9).right());
    }
    columns.extend([
        TableColumn::new("rate", words.evaluation.rate, 10).right(),
        TableColumn::new("status", input.heading(LedgerColumn::Status), 10).centred(),
        TableColumn::new("met", words.evaluation.met, 14),
        TableColumn::new("evidence", input.heading(LedgerColumn::Evidence), 24),
    ]);
    // Each unit's part of an `each` milestone is a line below the whole.
    let lines = rows.iter().flat_map(|row| {
        let parts = if row.it.is_shared() && row.it.milestone.target.is_some() {
            row.it.parts(&row.item)
        } else {
            Vec::new()
        };
        std::iter::once(row.it).chain(parts.into_iter().map(|(_, it)| it))
    });
    let table = lines.map(|it| {
        let it = &it;
        let target = it.milestone.target.as_ref();
        let is_shared = it.is_shared();
        let mut cells = input.item_cells(it);
        cells.push(target.map(Target::text).unwrap_or_default().into());
        cells.extend(years.iter().map(|year| value_of_year(input, it, *year)));
        cells.push(match (target, is_shared) {
            (_, true) => {
                let (done, owing) = it.row.state.reported();
                if owing == 0 {
                    TableCell::Empty
                } else {
                    TableCell::Percent {
                        share: done as f64 / owing as f64,
                        decimals: 1,
                    }
                }
            }
            (Some(target), false) => rate(target, judged_value(it, target)),
            (None, false) => TableCell::Empty,
        });
        cells.push((input.words.status)(it.state().status).into());
        cells.push(
            target
                .filter(|_| !is_shared)
                .map(|target| met(input, target, judged_value(it, target)))
                .unwrap_or_default()
                .into(),
        );
        let entries = it.counting_upto(input.as_of());
        let evidence = evidence(&entries);
        cells.push(evidence.join(input.words.semicolon).into());
        cells
    });
    ReportTable::new(columns, table)
}

/// Returns a milestone's value in a year: of a flow, that year's part; of a stock, the level at its
/// end.
fn value_of_year(input: &ReportInput<'_>, it: &ResolvedItem<'_>, year: i32) -> TableCell {
    let Some(target) = &it.milestone.target else {
        return TableCell::Empty;
    };
    let (Some(first), Some(last)) = (
        Day::from_ymd_opt(year, 1, 1),
        Day::from_ymd_opt(year, 12, 31),
    ) else {
        return TableCell::Empty;
    };
    // A year in which no value was reported has none.
    let mut entries = it.entries_upto(last.min(input.as_of())).into_iter();
    let has_report =
        entries.any(|entry| entry.day() >= first && (entry.value.is_some() || entry.add.is_some()));
    if !has_report {
        return TableCell::Empty;
    }
    let log = it.progress.log(&it.milestone.id);
    let upto = |day: Day| {
        let state = fold(it.plan, it.action, it.milestone, log, day);
        state.of_unit(it.of).value
    };
    let end = upto(last.min(input.as_of()));
    match (target.measure, end) {
        (Measure::Flow, Some(end)) => {
            let before = first.pred_opt().and_then(upto).unwrap_or(Number::ZERO);
            TableCell::Number(end - before)
        }
        (_, end) => end.into(),
    }
}

/// Lists what was due and is unfinished, exceeded its limit, is blocked or sent back, or is short of its target, with
/// the reasons.
fn short_table(input: &ReportInput<'_>) -> ReportTable {
    let words = &input.words.report;
    let columns = [
        TableColumn::new("due_now", input.heading(LedgerColumn::DueNow), 12).centred(),
        TableColumn::new("reason", input.heading(LedgerColumn::Reason), 18),
        TableColumn::new("why", words.evaluation.why, 36),
        TableColumn::new("next", input.heading(LedgerColumn::Next), 30),
    ];
    let mut parts = input.parts();
    parts.retain(is_short);
    let table = parts.iter().map(|ReportRow { item, it }| {
        let last = |field| input.last_said(it, field);
        let problem = || last(|entry| entry.problem.as_ref());
        let why = it.state().reason.clone().or_else(problem);
        // The next column says why it is blocked.
        let reason = match item.verdict.reason {
            Reason::Said(_) => (input.words.standing)(item.verdict.standing).to_owned(),
            ref reason => (input.words.reason)(reason),
        };
        let cells = [
            item.verdict.due_now.into(),
            input.with_new_lead(reason, it).into(),
            why.unwrap_or_default().into(),
            last(|entry| entry.next.as_ref()).into(),
        ];
        (*it, cells)
    });
    input.item_table(columns, table)
}

/// Returns whether a milestone, or a unit's own part of one, is short of what was promised.
fn is_short(ReportRow { item, it }: &ReportRow<'_>) -> bool {
    let verdict = &item.verdict;
    match verdict.standing {
        Standing::Overdue | Standing::Unreported => verdict.days < 0,
        // What exceeded its limit can no longer keep it.
        Standing::OverLimit => true,
        _ => {
            // What is blocked or sent back is short of its promise before it is late.
            matches!(it.state().status, Status::Blocked | Status::Returned)
                || matches!(&verdict.reason, Reason::Finished { missed, .. } if missed.is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shown_share;

    #[test]
    fn what_is_short_is_never_shown_as_met() {
        for (share, shown) in [
            (0.5, "50.0%"),
            (1999.0 / 2000.0, "99.9%"),
            (1.0, "100.0%"),
            (1.2, "120.0%"),
        ] {
            assert_eq!(format!("{:.1}%", shown_share(share) * 100.0), shown);
        }
    }
}
