//! 情况一览: one page for a leader.

use std::iter;

use crate::plan::{
    Day, Indicator, IndicatorState, Lamp, Number, PhaseIx, Plan, Progress, Standing, Tally, UnitIx,
};
use crate::query::{OpenPlan, ResolvedItem, SortBy, sort_items};

use super::counts::{tally, tally_by_unit};
use super::evaluation::shown_share;
use crate::report::content::{
    BarPart, CourseTarget, FieldLine, ParagraphStyle, ReportBar, ReportBlock, ReportDocument,
    ReportPart, ReportPlot, ReportTable, TableCell, TableColumn, ValueCourse,
};
use crate::report::facts::full_id;
use crate::report::input::{ReportInput, ReportRow};
use crate::report::shares::{share_words, shares};
use crate::report::{ReportKind, value_words};
use crate::text::LedgerColumn;

/// The number of worst milestones listed.
const WORST: usize = 10;

/// Makes the report.
pub(super) fn status(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.report.status;
    let mut report = input.begin(ReportKind::Status, words.title.to_owned());
    report.subtitle = input.headlines();
    let several = input.board.open().count() > 1;
    for (
        place,
        OpenPlan {
            plan,
            progress,
            ledger,
        },
    ) in input.board.open()
    {
        let rows: Vec<ReportRow<'_>> = input.rows_of(place).collect();
        let counts = tally(&rows);
        let mut blocks = vec![ReportBlock::Fields(facts(
            input,
            (input.words.plan_state)(ledger.state),
            plan,
            &counts,
        ))];
        if ledger.never_reported() {
            blocks.push(ReportBlock::styled(
                ParagraphStyle::Note,
                input.words.never_reported,
            ));
        }
        blocks.push(ReportBlock::Plot(ReportPlot::Bars {
            caption: words.lamps.to_owned(),
            bars: vec![bar(input, input.words.all, String::new(), &counts)],
        }));
        blocks.push(phases(input, plan, &rows));
        blocks.extend(units(input, place));
        blocks.extend(courses(input, plan, progress));
        blocks.extend(worst(input, place));
        report.parts.push(ReportPart {
            name: plan.document.short.clone(),
            title: several.then(|| plan.document.title.clone()),
            hidden: false,
            blocks,
        });
    }
    report
}

fn facts(input: &ReportInput<'_>, state: String, plan: &Plan, counts: &Tally) -> Vec<FieldLine> {
    let words = &input.words.report;
    let period = plan.document.period;
    let finished = [
        counts.finished() as usize,
        (counts.owed() - counts.finished()) as usize,
    ];
    let count = |count: u32| TableCell::count(count as usize);
    vec![
        FieldLine::new(words.status.state, state),
        FieldLine::new(
            words.status.period,
            format!("{} - {}", period.start, period.end),
        ),
        FieldLine::new(words.status.milestones, count(counts.total())),
        FieldLine::new(
            words.status.finished,
            format!("{} ({})", finished[0], share_words(shares(&finished)[0])),
        ),
        FieldLine::new(
            (input.words.standing)(Standing::Overdue),
            count(counts.of(Standing::Overdue)),
        ),
        FieldLine::new(
            (input.words.lamp_name)(Lamp::Red),
            count(counts.lit(Lamp::Red)),
        ),
        FieldLine::new(
            (input.words.lamp_name)(Lamp::Yellow),
            count(counts.lit(Lamp::Yellow)),
        ),
        FieldLine::new(
            (input.words.standing)(Standing::Done),
            count(counts.of(Standing::Done)),
        ),
    ]
}

/// Makes the bar of a tally, worst first.
fn bar(input: &ReportInput<'_>, name: &str, note: String, counts: &Tally) -> ReportBar {
    let parts = Standing::ALL.into_iter().map(|standing| BarPart {
        lamp: standing.lamp(),
        word: (input.words.standing)(standing).to_owned(),
        count: counts.of(standing),
    });
    ReportBar {
        name: name.to_owned(),
        note,
        parts: parts.filter(|part| part.count > 0).collect(),
    }
}

fn phases(input: &ReportInput<'_>, plan: &Plan, rows: &[ReportRow<'_>]) -> ReportBlock {
    let words = &input.words.report.status;
    let bars = PhaseIx::each(plan.phases()).map(|(ix, phase)| {
        let own = rows.iter().filter(|row| row.it.milestone.phase == ix);
        let counts: Tally = own.map(ReportRow::standing).collect();
        let finished = (words.finished_of)(counts.finished(), counts.owed());
        let window = format!("{} - {}", phase.window.start, phase.window.end);
        bar(input, &phase.name, format!("{window} {finished}"), &counts)
    });
    ReportBlock::Plot(ReportPlot::Bars {
        caption: words.phases.to_owned(),
        bars: bars.filter(|bar| !bar.parts.is_empty()).collect(),
    })
}

/// Makes bars of lead units, those with most overdue first.
fn units(input: &ReportInput<'_>, place: usize) -> Option<ReportBlock> {
    let words = &input.words.report.status;
    let mut parts = input.parts();
    parts.retain(|row| row.item.place.plan == place);
    let bars: Vec<ReportBar> = tally_by_unit(&parts, input.as_of())
        .into_iter()
        .map(|(name, counts)| {
            let name = name.as_deref().unwrap_or(input.words.no_unit);
            let note = (words.finished_of)(counts.finished(), counts.owed());
            bar(input, name, note, &counts)
        })
        .collect();
    (!bars.is_empty()).then(|| {
        ReportBlock::Plot(ReportPlot::Bars {
            caption: words.units.to_owned(),
            bars,
        })
    })
}

/// Charts the indicators with their readings and targets.
fn courses(input: &ReportInput<'_>, plan: &Plan, progress: &Progress) -> Vec<ReportBlock> {
    if plan.indicators().is_empty() {
        return Vec::new();
    }
    let heading = ReportBlock::heading(input.words.report.status.indicators);
    let charts = plan.indicators().iter();
    iter::once(heading)
        .chain(charts.map(|indicator| course(input, plan, progress, indicator)))
        .collect()
}

/// Charts an indicator.
fn course(
    input: &ReportInput<'_>,
    plan: &Plan,
    progress: &Progress,
    indicator: &Indicator,
) -> ReportBlock {
    let words = &input.words.report;
    let state = IndicatorState::on(plan, progress, indicator, input.as_of());
    let period = plan.document.period;
    let readings: Vec<(Day, Number)> = state.readings.iter().map(|it| (it.on, it.value)).collect();
    let baseline = indicator.baseline.and_then(|it| Some((it.on?, it.value)));
    let baseline = baseline.filter(|(day, _)| readings.first().is_none_or(|first| day < &first.0));
    let drawn: Vec<(Day, Number)> = baseline
        .into_iter()
        .chain(readings.iter().copied())
        .collect();
    let targets: Vec<CourseTarget> = indicator
        .targets
        .iter()
        .map(|target| CourseTarget {
            by: target.by.unwrap_or(period.end),
            value: target.value,
            words: target.text(),
        })
        .collect();
    let first = drawn.first().map(|(day, _)| *day);
    let last = targets.last().map(|target| target.by);
    let pace = (words.pace)(state.pace);
    let note = state.readings.last().map_or_else(
        || pace.to_owned(),
        |reading| {
            let value = value_words(reading.value, state.target);
            let share = state
                .share()
                .map(|share| format!("{:.1}%", shown_share(share) * 100.0));
            (words.status.indicator_note)(reading.on, &value, share, pace)
        },
    );
    let unit = indicator.targets.first().map(|target| target.unit.clone());
    ReportBlock::Plot(ReportPlot::Course(ValueCourse {
        caption: indicator.name.clone(),
        unit: unit.unwrap_or_default(),
        start: first.unwrap_or(period.start).min(period.start),
        end: last.unwrap_or(period.end).max(period.end),
        has_baseline: baseline.is_some(),
        readings: drawn,
        targets,
        note,
    }))
}

/// Returns the units that lead a milestone; of an `each` milestone, those for whose parts it is in the list.
fn owing(it: &ResolvedItem<'_>) -> Vec<UnitIx> {
    if !it.is_shared() {
        return it.leads().into_owned();
    }
    it.called()
}

/// Lists the worst milestones.
fn worst(input: &ReportInput<'_>, place: usize) -> Vec<ReportBlock> {
    let words = &input.words.report;
    let mut items: Vec<_> = input
        .items
        .iter()
        .filter(|item| item.place.plan == place)
        .filter(|item| item.verdict.standing.lamp().is_warning())
        .cloned()
        .collect();
    sort_items(input.board, &mut items, SortBy::Standing);
    let all = items.len();
    items.truncate(WORST);
    let mut blocks = vec![ReportBlock::heading((words.status.worst)(items.len(), all))];
    if items.is_empty() {
        blocks.push(ReportBlock::body(words.none));
        return blocks;
    }
    let columns = vec![
        TableColumn::new("lamp", input.heading(LedgerColumn::Lamp), 8).centred(),
        TableColumn::new("reason", input.heading(LedgerColumn::Reason), 14),
        TableColumn::new("task", input.heading(LedgerColumn::Task), 20),
        TableColumn::new("milestone", input.heading(LedgerColumn::Milestone), 18),
        TableColumn::new("lead", input.heading(LedgerColumn::Lead), 16),
        TableColumn::new("due_now", input.heading(LedgerColumn::DueNow), 12).centred(),
        TableColumn::new("id", input.heading(LedgerColumn::Id), 16),
    ];
    let rows = items
        .iter()
        .filter_map(|item| Some((item, item.resolve(input.board)?)))
        .map(|(item, it)| {
            vec![
                input.lamp(item.verdict.standing.lamp()),
                input.reason(item, &it).into(),
                it.action.title.as_str().into(),
                it.milestone.label().into(),
                input.names(&it, &owing(&it)).into(),
                item.verdict.due_now.into(),
                full_id(&it).into(),
            ]
        });
    blocks.push(ReportBlock::Table(ReportTable::new(columns, rows)));
    blocks
}
