//! 时限日历: every due date as a calendar event.

use crate::plan::{Entry, Status, natural_cmp};
use crate::query::OpenPlan;
use crate::text::LedgerColumn;

use crate::report::content::{DueEvent, ReportBlock, ReportDocument, ReportPart};
use crate::report::facts::full_id;
use crate::report::input::{ReportInput, ReportRow};
use crate::report::{ReportKind, day_off_note, figures};

/// Makes the report.
pub(super) fn calendar(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.report.calendar;
    let plans: Vec<String> = input
        .board
        .open()
        .map(|(_, OpenPlan { plan, .. })| plan.document.short.clone())
        .collect();
    let title = (words.title)(&plans.join(input.words.between_names));
    let mut report = input.begin(ReportKind::Calendar, title);
    report.subtitle = input.headlines();
    for (place, OpenPlan { plan, .. }) in input.board.open() {
        let mut rows: Vec<ReportRow<'_>> = input.rows_of(place).collect();
        rows.sort_by(|a, b| {
            let due = a.item.verdict.due_now.cmp(&b.item.verdict.due_now);
            due.then_with(|| natural_cmp(&a.it.milestone.id, &b.it.milestone.id))
        });
        report.parts.push(ReportPart {
            name: plan.document.short.clone(),
            title: (plans.len() > 1).then(|| plan.document.title.clone()),
            hidden: false,
            blocks: if rows.is_empty() {
                vec![ReportBlock::body(input.words.report.none)]
            } else {
                let events = rows.iter().map(|row| event(input, row));
                vec![ReportBlock::Events(events.collect())]
            },
        });
    }
    report
}

fn event(input: &ReportInput<'_>, ReportRow { item, it }: &ReportRow<'_>) -> DueEvent {
    let words = &input.words.report;
    let as_of = input.as_of();
    let log = it.entries_upto(as_of);
    let status = it.state().status;
    let due = item.verdict.due_now;
    let heading = format!("{} {}", it.action.title, it.milestone.label());
    let title = match status {
        Status::Done | Status::Closed | Status::Dropped => {
            (words.calendar.settled)((input.words.status)(status), &heading)
        }
        _ => heading,
    };
    let mut details = vec![full_id(it)];
    let mut add = |name: &str, text: String| {
        if !text.is_empty() {
            details.push((words.named)(name, &text));
        }
    };
    add(
        input.heading(LedgerColumn::Lead),
        input.names(it, &it.led_by()),
    );
    add(
        input.heading(LedgerColumn::Support),
        input.names(it, &it.action.support),
    );
    add(words.figures, figures(&it.listed(), input.words));
    if due != it.milestone.window.end {
        add(
            input.heading(LedgerColumn::Due),
            it.milestone.window.end.to_string(),
        );
    }
    let calendar = &input.office.settings.calendar;
    details.extend(day_off_note(
        calendar,
        &item.verdict,
        status.is_open(),
        input.words,
    ));
    let mut add = |name: &str, text: String| details.push((words.named)(name, &text));
    add(
        words.standing,
        (input.words.standing)(item.verdict.standing).to_owned(),
    );
    let amendments = it.plan.document.amendments.iter();
    let amended = amendments.clone().filter(|it| it.on <= as_of).count();
    let moved = log.iter().filter(|entry| moves(entry)).count();
    let last = log.iter().map(|entry| entry.day()).max();
    let amended_on = amendments.map(|it| it.on).filter(|on| *on <= as_of).max();
    DueEvent {
        uid: format!("{}@duban", full_id(it)),
        sequence: (amended + moved) as u32,
        day: due,
        title,
        details,
        alarm_days: (status.is_open() && due >= as_of)
            .then(|| it.plan.alert().soon_before(due, &it.plan.document.calendar))
            .map(|days| u32::try_from(days).unwrap_or(0)),
        cancelled: status == Status::Dropped,
        changed: last
            .max(amended_on)
            .or(it.plan.document.issued)
            .unwrap_or(it.plan.document.period.start),
    }
}

/// Returns whether an entry may have moved the due date: it grants or corrects a postponement.
fn moves(entry: &Entry) -> bool {
    entry.postpone.is_some() && (entry.approved_by.is_some() || entry.correct)
}
