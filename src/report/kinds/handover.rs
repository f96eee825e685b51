//! 交接清单: what the successor at a desk must know.

use crate::plan::Status;
use crate::query::{Item, OpenPlan, Resolved};

use crate::report::document::{
    ReportBlock, ReportDocument, ReportPart, ReportTable, TableCell, TableColumn,
};
use crate::report::facts::{last_reported, reminders};
use crate::report::input::{ReportInput, ReportRow, contact_words};
use crate::report::{ReportKind, figures};

/// Makes the report.
pub(super) fn handover(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.report.handover;
    let mut report = input.begin(ReportKind::Handover, words.title.to_owned());
    report.subtitle = input.headlines();
    let rows: Vec<ReportRow<'_>> = input.rows().collect();
    let mut blocks = Vec::new();

    let chapters = [
        (words.open, open_table(input, &rows)),
        (words.to_accept, done_table(input, &rows)),
        (words.asked, asked_table(input, &rows)),
        (words.reminders, reminder_table(input, &rows)),
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
fn open_table(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let mut columns = input.item_columns();
    columns.extend([
        TableColumn::new("due_now", words.due_now, 12).centred(),
        TableColumn::new("lamp", words.lamp, 8).centred(),
        TableColumn::new("reason", words.reason, 16),
        TableColumn::new("figures", words.figures, 14),
        TableColumn::new("progress", words.progress, 40),
    ]);
    let open = rows.iter().filter(|(_, it)| it.state().status.is_open());
    let rows = open.map(|(item, it)| {
        let mut cells = input.item_cells(it);
        let entries = it.counting_upto(input.as_of());
        let said = last_reported(&entries, |entry| entry.text.as_ref());
        cells.extend([
            item.verdict.due_now.into(),
            input.lamp(item.verdict.standing.lamp()),
            input.reason(item, it.state().status.is_open()).into(),
            figures(&it.listed(), input.words).into(),
            said.map_or(TableCell::Empty, |said| input.dated(said).into()),
        ]);
        cells
    });
    ReportTable::new(columns, rows)
}

/// Lists milestones reported done and not yet accepted.
fn done_table(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let mut columns = input.item_columns();
    columns.extend([
        TableColumn::new("done_on", words.done_on, 12).centred(),
        TableColumn::new("figures", words.figures, 14),
        TableColumn::new("reason", words.reason, 20),
    ]);
    let is_done = |it: &Resolved<'_>| it.state().status == Status::Done;
    let done = rows.iter().filter(|(_, it)| is_done(it));
    let rows = done.map(|(item, it)| {
        let mut cells = input.item_cells(it);
        cells.extend([
            it.state().done_on.into(),
            figures(&it.listed(), input.words).into(),
            input.reason(item, it.state().status.is_open()).into(),
        ]);
        cells
    });
    ReportTable::new(columns, rows)
}

/// Lists postponements asked for and not yet decided.
fn asked_table(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let mut columns = input.item_columns();
    columns.extend([
        TableColumn::new("due_now", words.due_now, 12).centred(),
        TableColumn::new("asked", words.asked, 12).centred(),
        TableColumn::new("because", words.because, 40),
    ]);
    let parts = parts_of(rows);
    let waits = |it: &Resolved<'_>| it.state().asked.is_some() && it.state().status.is_open();
    let asked = parts.iter().filter(|(_, it)| waits(it));
    let rows = asked.map(|(item, it)| {
        let entries = it.counting_upto(input.as_of());
        let asking = entries
            .iter()
            .rev()
            .find(|entry| entry.postpone.is_some() && entry.approved_by.is_none());
        let mut cells = input.item_cells(it);
        cells.extend([
            item.verdict.due_now.into(),
            it.state().asked.into(),
            asking
                .and_then(|entry| entry.reason.clone())
                .unwrap_or_default()
                .into(),
        ]);
        cells
    });
    ReportTable::new(columns, rows)
}

/// Lists reminders about open milestones without a report since.
fn reminder_table(input: &ReportInput<'_>, rows: &[ReportRow<'_>]) -> ReportTable {
    let words = &input.words.report;
    let mut columns = input.item_columns();
    columns.extend([
        TableColumn::new("level", words.level, 8).centred(),
        TableColumn::new("reminded_on", words.reminded_on, 12).centred(),
        TableColumn::new("reminders", words.reminders, 8).right(),
        TableColumn::new("reminder_text", words.reminder_text, 40),
    ]);
    let parts = parts_of(rows);
    let open = parts.iter().filter(|(_, it)| it.state().status.is_open());
    let rows = open.filter_map(|(_, it)| {
        let entries = it.counting_upto(input.as_of());
        let reminders = reminders(&entries);
        let last = reminders.last()?;
        // In the order of the log: an answer may be of the same day.
        let after = entries
            .iter()
            .rev()
            .take_while(|entry| entry.remind.is_none());
        let mut answers = after.filter(|entry| entry.is_record() && !entry.is_decision());
        if answers.next().is_some() {
            return None;
        }
        let mut cells = input.item_cells(it);
        cells.extend([
            last.remind.map_or(TableCell::Empty, |level| {
                (input.words.reminder)(level).into()
            }),
            last.day().into(),
            TableCell::count(reminders.len()),
            last.text.clone().unwrap_or_default().into(),
        ]);
        Some(cells)
    });
    ReportTable::new(columns, rows)
}

/// Returns the milestones, one that every unit reports for itself as the part of each.
fn parts_of<'a>(rows: &[ReportRow<'a>]) -> Vec<(Item, Resolved<'a>)> {
    let mut parts = Vec::new();
    for (item, it) in rows {
        if it.of.is_some() || it.row.state.units.is_empty() {
            parts.push(((*item).clone(), *it));
            continue;
        }
        for own in &it.row.state.units {
            let of = Some(own.unit);
            let verdict = it.ledger.verdict_of(it.milestone, &own.state);
            let part = Item {
                verdict,
                of,
                ..(*item).clone()
            };
            parts.push((part, Resolved { of, ..*it }));
        }
    }
    parts
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
