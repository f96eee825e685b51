//! 交接清单: what the successor at a desk must know.

use crate::plan::Status;
use crate::query::OpenPlan;

use crate::report::content::{
    ReportBlock, ReportDocument, ReportPart, ReportTable, TableCell, TableColumn,
};
use crate::report::facts::{reminder_rounds, reminders};
use crate::report::input::{ReportInput, ReportRow, contact_words};
use crate::report::{ReportKind, figures};
use crate::text::LedgerColumn;

/// Makes the report.
pub(super) fn handover(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.report.handover;
    let mut report = input.begin(ReportKind::Handover, words.title.to_owned());
    report.subtitle = input.headlines();
    let parts = input.parts();
    let mut blocks = Vec::new();

    let chapters = [
        (words.open, open_table(input, &parts)),
        (words.to_accept, done_table(input, &parts)),
        (words.asked, asked_table(input, &parts)),
        (words.reminders, reminder_table(input, &parts)),
        (words.contacts, contact_table(input)),
    ];
    for (heading, table) in chapters {
        blocks.push(ReportBlock::heading(heading(table.rows.len())));
        blocks.push(input.table_or_none(table));
    }

    report.parts.push(ReportPart::new(words.title, blocks));
    report
}

/// Lists unfinished milestones.
fn open_table(input: &ReportInput<'_>, parts: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let columns = [
        TableColumn::new("due_now", input.heading(LedgerColumn::DueNow), 12).centred(),
        TableColumn::new("lamp", input.heading(LedgerColumn::Lamp), 8).centred(),
        TableColumn::new("reason", input.heading(LedgerColumn::Reason), 16),
        TableColumn::new("figures", words.figures, 14),
        TableColumn::new("progress", input.heading(LedgerColumn::Progress), 40),
    ];
    let open = parts.iter().filter(|row| row.is_open());
    let rows = open.map(|ReportRow { item, it }| {
        let said = input.last_said(it, |entry| entry.text.as_ref());
        let cells = [
            item.verdict.due_now.into(),
            input.lamp(item.verdict.standing.lamp()),
            input.reason(item, it).into(),
            figures(&it.listed(), input.words).into(),
            said.into(),
        ];
        (*it, cells)
    });
    input.item_table(columns, rows)
}

/// Lists milestones reported done and not yet accepted.
fn done_table(input: &ReportInput<'_>, parts: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let columns = [
        TableColumn::new("done_on", input.heading(LedgerColumn::DoneOn), 12).centred(),
        TableColumn::new("figures", words.figures, 14),
        TableColumn::new("reason", input.heading(LedgerColumn::Reason), 20),
    ];
    let is_done = |row: &&ReportRow<'_>| row.it.state().status == Status::Done;
    let done = parts.iter().filter(is_done);
    let rows = done.map(|ReportRow { item, it }| {
        let cells = [
            it.state().done_on.into(),
            figures(&it.listed(), input.words).into(),
            input.reason(item, it).into(),
        ];
        (*it, cells)
    });
    input.item_table(columns, rows)
}

/// Lists postponements asked for and not yet decided.
fn asked_table(input: &ReportInput<'_>, parts: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let columns = [
        TableColumn::new("due_now", input.heading(LedgerColumn::DueNow), 12).centred(),
        TableColumn::new("asked", words.asked, 12).centred(),
        TableColumn::new("because", words.because, 40),
    ];
    let waits = |row: &&ReportRow<'_>| row.it.state().asked.is_some() && row.is_open();
    let asked = parts.iter().filter(waits);
    let rows = asked.map(|ReportRow { item, it }| {
        let entries = it.counting_upto(input.as_of());
        let asking = entries
            .iter()
            .rev()
            .find(|entry| entry.postpone.is_some() && entry.approved_by.is_none());
        let cells = [
            item.verdict.due_now.into(),
            it.state().asked.into(),
            asking
                .and_then(|entry| entry.reason.clone())
                .unwrap_or_default()
                .into(),
        ];
        (*it, cells)
    });
    input.item_table(columns, rows)
}

/// Lists reminders about open milestones without a report since.
fn reminder_table(input: &ReportInput<'_>, parts: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let columns = [
        TableColumn::new("level", words.level, 8).centred(),
        TableColumn::new("reminded_on", words.reminded_on, 12).centred(),
        TableColumn::new("reminders", words.reminders, 8).right(),
        TableColumn::new("reminder_text", words.reminder_text, 40),
    ];
    let open = parts.iter().filter(|row| row.is_open());
    let rows = open.filter_map(|ReportRow { it, .. }| {
        let entries = it.counting_to_answering(input.as_of());
        let reminders = reminders(&entries);
        let last = reminders.last()?;
        let place = entries.iter().rposition(|entry| entry.remind.is_some())?;
        // In the order of the log: an answer may be of the same day. It may also be of a day before the letter.
        let (before, after) = entries.split_at(place);
        let came_later = before.iter().filter(|entry| {
            let is_new = !entry.correct && entry.is_recorded_after(&entries[place]);
            is_new && entry.recorded_on() <= input.as_of()
        });
        let mut answers = after[1..].iter().chain(came_later);
        if answers.any(|entry| entry.is_record() && !entry.is_decision()) {
            return None;
        }
        let cells = [
            last.remind.map_or(TableCell::Empty, |level| {
                (input.words.reminder)(level).into()
            }),
            last.day().into(),
            TableCell::count(reminder_rounds(&entries)),
            last.text.clone().unwrap_or_default().into(),
        ];
        Some((*it, cells))
    });
    input.item_table(columns, rows)
}

/// Lists the contacts of units on the as-of day.
fn contact_table(input: &ReportInput<'_>) -> ReportTable {
    let words = &input.words.report;
    let columns = vec![
        TableColumn::new("unit", words.unit, 24),
        TableColumn::new("contact", words.contact, 40),
    ];
    let mut rows = Vec::new();
    for (_, OpenPlan { plan, .. }) in input.board.open() {
        for (ix, unit) in plan.units().iter() {
            let is_unit = |name: &str| plan.units().find(name) == Some(ix);
            for contact in input.office.contacts.of(is_unit, input.as_of()) {
                rows.push(vec![
                    unit.name_on(input.as_of()).into(),
                    contact_words(contact).into(),
                ]);
            }
        }
    }
    ReportTable::new(columns, rows)
}
