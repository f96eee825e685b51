//! 督查通报: counts, progress, units that lag behind, and room for instructions.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::plan::{
    Entry, IndicatorPace, IndicatorState, Number, PhaseIx, Reason, ReportRound, Standing, Tally,
};
use crate::query::{Filter, OpenPlan};

use super::counts::{count_cells, count_columns, tally, tally_by_unit};
use crate::report::content::{
    ParagraphStyle, ReportBlock, ReportDocument, ReportPart, ReportTable, TableCell, TableColumn,
};
use crate::report::facts::{full_id, reminder_rounds};
use crate::report::input::{ReportInput, ReportRow};

use crate::report::shares::{share_words, shares};
use crate::report::{Before, ReportKind, figures};
use crate::text::{Became, LedgerColumn, RoundDays};

/// Returns whether a unit is named for a milestone of this standing: one that warns, unless time is all
/// that runs out.
fn is_named(standing: Standing) -> bool {
    standing.lamp().is_warning() && !matches!(standing, Standing::Soon | Standing::Behind)
}

/// Makes the report.
pub(super) fn bulletin(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.report.bulletin;
    let mut report = input.begin(ReportKind::Bulletin, (words.title)(input.issue.number));
    report.subtitle = input.headlines();
    if let Some(corrected) = input.issue.corrects {
        report.subtitle.push((words.corrects)(corrected));
    }
    let rows: Vec<ReportRow<'_>> = input.rows().collect();
    let mut blocks = vec![ReportBlock::heading(words.overall)];
    blocks.extend(overall(input, &rows));
    blocks.push(ReportBlock::heading(words.done));
    blocks.extend(done(input, &rows));
    blocks.push(ReportBlock::heading(words.laggards));
    blocks.extend(laggards(input));
    blocks.push(ReportBlock::heading(words.required));
    blocks.push(ReportBlock::Room(6));
    blocks.extend(input.signature());
    report.parts.push(ReportPart::new(words.name, blocks));
    report
}

/// 一、总体情况
fn overall(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> Vec<ReportBlock> {
    let words = &input.words.report.bulletin;
    let all = tally(rows);
    let mut actions: Vec<&str> = rows.iter().map(|row| row.it.action.id.as_str()).collect();
    actions.dedup();
    let then = input.before.map(|before| tally_before(input, before, rows));
    // A standing that nothing has any more has a row too, so that the changes add up.
    let is_there = |standing: &Standing| {
        let before = then.as_ref().map_or(0, |then| then.of(*standing));
        all.of(*standing) + before > 0
    };
    let there: Vec<Standing> = Standing::ALL.into_iter().filter(is_there).collect();
    let counts: Vec<usize> = there
        .iter()
        .map(|standing| all.of(*standing) as usize)
        .collect();
    let shares = shares(&counts);
    let said: Vec<String> = there
        .iter()
        .zip(counts.iter().zip(&shares))
        .filter(|(_, (count, _))| **count > 0)
        .map(|(standing, (count, share))| {
            let name = (input.words.standing)(*standing);
            (words.counted)(name, *count, &share_words(*share))
        })
        .collect();
    let intro = (words.intro)(
        input.as_of(),
        actions.len(),
        rows.len(),
        &said.join(input.words.semicolon),
    );
    let mut blocks = vec![ReportBlock::body(intro)];
    if rows.is_empty() {
        return blocks;
    }
    blocks.push(standing_table(
        input,
        &there,
        &counts,
        &shares,
        then.as_ref(),
    ));
    blocks.push(phase_table(input, rows));
    blocks.push(unit_table(input));
    blocks.push(ReportBlock::styled(
        ParagraphStyle::Note,
        words.unit_table_note,
    ));
    blocks.extend(indicators(input));
    blocks.extend(reporting(input));
    blocks
}

/// Reports who was late with a report or missed it, if the plan asks for reports.
fn reporting(input: &ReportInput<'_>) -> Vec<ReportBlock> {
    let words = &input.words.report.bulletin;
    let mut blocks = Vec::new();
    for (_, OpenPlan { plan, progress, .. }) in input.board.open() {
        let Some(round) = ReportRound::last(plan, progress, input.as_of()) else {
            continue;
        };
        let name = |unit| plan.units().get(unit).name_on(input.as_of());
        let missing: Vec<&str> = round.missing().map(name).collect();
        let late: Vec<String> = round
            .late()
            .map(|(unit, days)| (words.days_late)(name(unit), days))
            .collect();
        let all = round.units.len();
        let in_time = all - missing.len() - late.len();
        let days = RoundDays {
            start: round.period.start,
            end: round.period.end,
            due: round.due,
        };
        blocks.push(ReportBlock::body((words.reporting)(days, in_time, all)));
        if !missing.is_empty() {
            let units = missing.join(input.words.between_names);
            blocks.push(ReportBlock::body((words.missing)(&units)));
        }
        if !late.is_empty() {
            let units = late.join(input.words.between_names);
            blocks.push(ReportBlock::body((words.late)(&units)));
        }
    }
    blocks
}

/// Tallies the milestones of the report as they were on the earlier day. A report of whole plans also counts those that
/// have left them since, so that the change is against the numbers of a bulletin of that day.
fn tally_before(input: &ReportInput<'_>, before: &Before, rows: &[ReportRow<'_>]) -> Tally {
    let all = Filter::default();
    if input.items == input.board.items(&all) {
        let then = before.board.items(&all).into_iter();
        return then.map(|item| item.verdict.standing).collect();
    }
    let then = rows.iter().filter_map(|row| before.standing(&row.it));
    then.collect()
}

fn standing_table(
    input: &ReportInput<'_>,
    there: &[Standing],
    counts: &[usize],
    shares: &[u32],
    then: Option<&Tally>,
) -> ReportBlock {
    let words = &input.words.report;
    let mut columns = vec![
        TableColumn::new("lamp", input.heading(LedgerColumn::Lamp), 10).centred(),
        TableColumn::new("standing", words.standing, 20),
        TableColumn::new("count", words.count, 10).right(),
        TableColumn::new("share", words.share, 10).right(),
    ];
    if let Some(before) = input.before {
        let title = match before.issue {
            Some(_) => words.bulletin.change,
            None => words.bulletin.change_since_day,
        };
        columns.push(TableColumn::new("change", title, 12).right());
    }
    let row = |lamp, word: &str, count: usize, share: u32, before: Option<u32>| {
        let share = TableCell::Percent {
            share: f64::from(share) / 1000.0,
            decimals: 1,
        };
        let mut cells = vec![lamp, word.into(), TableCell::count(count), share];
        cells.extend(before.map(|before| signed(count as i64 - i64::from(before))));
        cells
    };
    let by_standing = there.iter().zip(counts.iter().zip(shares));
    let mut table: Vec<Vec<TableCell>> = by_standing
        .map(|(standing, (count, share))| {
            let before = then.map(|then| then.of(*standing));
            let word = (input.words.standing)(*standing);
            row(input.lamp(standing.lamp()), word, *count, *share, before)
        })
        .collect();
    let all_before = then.map(Tally::total);
    let all_shares = shares.iter().sum();
    table.push(row(
        TableCell::Empty,
        words.total,
        counts.iter().sum(),
        all_shares,
        all_before,
    ));
    ReportBlock::Table(ReportTable {
        caption: Some(words.bulletin.by_standing.to_owned()),
        columns,
        rows: table,
        has_total: true,
    })
}

/// Returns a difference with its sign.
fn signed(difference: i64) -> TableCell {
    match difference {
        more @ 1.. => TableCell::text(format!("+{more}")),
        other => TableCell::Number(Number::from(other)),
    }
}

fn phase_table(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> ReportBlock {
    let words = &input.words.report;
    let mut columns = vec![TableColumn::new("phase", words.phase, 20)];
    columns.extend(count_columns(input));
    let mut table = Vec::new();
    for (_, OpenPlan { plan, .. }) in input.board.open() {
        for (ix, phase) in PhaseIx::each(plan.phases()) {
            let of_phase = rows
                .iter()
                .filter(|row| row.it.plan.id() == plan.id() && row.it.milestone.phase == ix);
            let counts: Tally = of_phase.map(ReportRow::standing).collect();
            if counts.total() > 0 {
                let mut cells = vec![phase.name.as_str().into()];
                cells.extend(count_cells(&counts));
                table.push(cells);
            }
        }
    }
    let mut total = vec![words.total.into()];
    total.extend(count_cells(&tally(rows)));
    table.push(total);
    ReportBlock::Table(ReportTable {
        caption: Some(words.bulletin.by_phase.to_owned()),
        columns,
        rows: table,
        has_total: true,
    })
}

fn unit_table(input: &ReportInput<'_>) -> ReportBlock {
    let words = &input.words.report;
    let mut columns = vec![TableColumn::new(
        "lead",
        input.heading(LedgerColumn::Lead),
        24,
    )];
    columns.extend(count_columns(input));
    let table = tally_by_unit(&input.parts(), input.as_of())
        .into_iter()
        .map(|(name, counts)| {
            let name = name.unwrap_or_else(|| input.words.no_unit.to_owned());
            let mut cells = vec![name.into()];
            cells.extend(count_cells(&counts));
            cells
        });
    ReportBlock::Table(ReportTable {
        caption: Some(words.bulletin.by_unit.to_owned()),
        columns,
        rows: table.collect(),
        has_total: false,
    })
}

/// Counts the plan's indicators by pace.
fn indicators(input: &ReportInput<'_>) -> Option<ReportBlock> {
    let words = &input.words.report.bulletin;
    let as_of = input.as_of();
    let paces: Vec<IndicatorPace> = input
        .board
        .open()
        .flat_map(|(_, OpenPlan { plan, progress, .. })| {
            plan.indicators()
                .iter()
                .map(move |it| IndicatorState::on(plan, progress, it, as_of).pace)
        })
        .collect();
    if paces.is_empty() {
        return None;
    }
    let counts = IndicatorPace::ALL.map(|pace| paces.iter().filter(|it| **it == pace).count());
    let shares = shares(&counts);
    let said: Vec<String> = IndicatorPace::ALL
        .into_iter()
        .zip(counts.iter().zip(&shares))
        // On pace and behind are always stated, even with a count of 0.
        .filter(|(pace, (count, _))| {
            **count > 0 || matches!(pace, IndicatorPace::OnPace | IndicatorPace::Behind)
        })
        .map(|(pace, (count, share))| (words.indicator_pace)(pace, *count, &share_words(*share)))
        .collect();
    let text = (words.indicators)(paces.len(), &said.join(input.words.semicolon));
    Some(ReportBlock::body(text))
}

/// 二、进展
fn done(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> Vec<ReportBlock> {
    let words = &input.words.report;
    let news: Vec<(&ReportRow<'_>, Vec<&Entry>)> = rows
        .iter()
        .map(|row| (row, input.news(&row.it)))
        .filter(|(_, entries)| entries.iter().any(|entry| entry.is_record()))
        .collect();
    let mut blocks = Vec::new();
    if let Some(before) = input.before {
        let became = |wanted: &dyn Fn(Standing) -> bool| {
            let now = rows.iter().filter(|row| wanted(row.standing()));
            now.filter(|row| !before.standing(&row.it).is_some_and(wanted))
                .count()
        };
        let records = news
            .iter()
            .flat_map(|(_, entries)| entries.iter().filter(|entry| entry.is_record()));
        let text = (words.bulletin.since)(
            before.day(),
            before.issue,
            records.count(),
            Became {
                finished: became(&|standing| matches!(standing, Standing::Done | Standing::Closed)),
                closed: became(&|standing| standing == Standing::Closed),
                overdue: became(&|standing| standing == Standing::Overdue),
            },
        );
        blocks.push(ReportBlock::body(text));
    }
    if news.is_empty() {
        blocks.push(ReportBlock::body(words.bulletin.nothing_done));
        return blocks;
    }
    let columns = [
        TableColumn::new("status", input.heading(LedgerColumn::Status), 9).centred(),
        TableColumn::new("figures", words.figures, 10),
        TableColumn::new("progress", input.heading(LedgerColumn::Progress), 24),
    ];
    let table = news.iter().map(|(ReportRow { it, .. }, _)| {
        let said = input.last_said(it, |entry| entry.text.as_ref());
        let cells = [
            (input.words.status)(it.state().status).into(),
            figures(&it.listed(), input.words).into(),
            said.into(),
        ];
        (*it, cells)
    });
    blocks.push(ReportBlock::Table(input.item_table(columns, table)));
    blocks
}

/// Returns the items to be named: by unit, the one with the most problems first; for each unit, the worst first.
fn ranked_by_unit<'a>(input: &ReportInput<'a>) -> Vec<ReportRow<'a>> {
    let mut named = input.parts();
    named.retain(|row| is_named(row.standing()));
    let unit = |row: &ReportRow<'_>| (row.item.place.plan, row.it.leads().first().copied());
    let mut counts: HashMap<_, usize> = HashMap::new();
    for row in &named {
        *counts.entry(unit(row)).or_default() += 1;
    }
    named.sort_by_key(|row| {
        let unit = unit(row);
        let urgency = row.it.ledger.urgency(&row.item.verdict);
        (Reverse(counts[&unit]), unit, urgency)
    });
    named
}

/// 三、问题点名
fn laggards(input: &ReportInput<'_>) -> Vec<ReportBlock> {
    let words = &input.words.report;
    let ranked = ranked_by_unit(input);
    let mut blocks = vec![ReportBlock::body((words.bulletin.named)(ranked.len()))];
    if ranked.is_empty() {
        return blocks;
    }
    let columns = vec![
        TableColumn::new("lead", input.heading(LedgerColumn::Lead), 13),
        TableColumn::new("id", input.heading(LedgerColumn::Id), 13),
        TableColumn::new("task", input.heading(LedgerColumn::Task), 14),
        TableColumn::new("milestone", input.heading(LedgerColumn::Milestone), 12),
        TableColumn::new("due_now", input.heading(LedgerColumn::DueNow), 12).centred(),
        TableColumn::new("days", words.days, 5).right(),
        TableColumn::new("reason", input.heading(LedgerColumn::Reason), 10),
        TableColumn::new("problem", input.heading(LedgerColumn::Problem), 12),
        TableColumn::new("reminders", words.reminded, 4).right(),
        TableColumn::new("postponed", words.postponed, 4).right(),
    ];
    let table = ranked.iter().map(|ReportRow { item, it }| {
        let problem = input.last_said(it, |entry| entry.problem.as_ref());
        let leads = if it.leads().is_empty() {
            input.words.no_unit.to_owned()
        } else {
            input.names(it, &it.leads())
        };
        vec![
            leads.into(),
            full_id(it).into(),
            it.action.title.as_str().into(),
            it.milestone.label().into(),
            item.verdict.due_now.into(),
            match item.verdict.reason {
                Reason::Overdue { days, .. } => TableCell::Number(Number::from(days)),
                _ => TableCell::Empty,
            },
            input.reason(item, it).into(),
            problem.into(),
            TableCell::count(reminder_rounds(&it.counting_to_answering(input.as_of()))),
            TableCell::count(it.state().postponed),
        ]
    });
    blocks.push(ReportBlock::Table(ReportTable::new(columns, table)));
    blocks
}
