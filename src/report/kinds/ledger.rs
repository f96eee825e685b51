//! 台账: one row per milestone.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::plan::{Entry, Status, Target, Window, postponements};
use crate::query::{Item, OpenPlan, ResolvedItem};

use crate::report::content::{
    ColumnAlign, ParagraphStyle, ReportBlock, ReportDocument, ReportPart, ReportTable, TableCell,
    TableColumn,
};
use crate::report::facts::{evidence, full_id, reminder_rounds, reminders};
use crate::report::{ReportInput, ReportKind, ReportRow, day_off_note};
use crate::text::LedgerColumn;

/// Returns a column's width and alignment.
fn layout(column: LedgerColumn) -> (u16, ColumnAlign) {
    match column {
        LedgerColumn::No => (5, ColumnAlign::Centre),
        LedgerColumn::Id
        | LedgerColumn::Problem
        | LedgerColumn::Next
        | LedgerColumn::Postponements => (15, ColumnAlign::Left),
        LedgerColumn::Source
        | LedgerColumn::Lead
        | LedgerColumn::Reason
        | LedgerColumn::Reminders
        | LedgerColumn::Remarks => (10, ColumnAlign::Left),
        LedgerColumn::Task | LedgerColumn::Milestone => (14, ColumnAlign::Left),
        LedgerColumn::Target => (8, ColumnAlign::Left),
        LedgerColumn::Support | LedgerColumn::Evidence => (11, ColumnAlign::Left),
        LedgerColumn::Start
        | LedgerColumn::Due
        | LedgerColumn::DueNow
        | LedgerColumn::DoneOn
        | LedgerColumn::ClosedOn => (10, ColumnAlign::Centre),
        LedgerColumn::Progress => (24, ColumnAlign::Left),
        LedgerColumn::Value | LedgerColumn::TimeShare => (7, ColumnAlign::Right),
        LedgerColumn::Unit | LedgerColumn::Lamp | LedgerColumn::Status => (7, ColumnAlign::Centre),
    }
}

/// Makes the report, one part per plan.
pub(super) fn ledger(input: &ReportInput<'_>) -> ReportDocument {
    let words = &input.words.ledger;
    let mut report = input.begin(ReportKind::Ledger, words.title.to_owned());
    report.paper = input.office.settings.ledger_paper;
    let chosen = chosen_columns(input);
    let mut by_plan: BTreeMap<usize, Vec<ReportRow<'_>>> = BTreeMap::new();
    for row in input.rows() {
        by_plan.entry(row.item.place.plan).or_default().push(row);
    }
    for (place, OpenPlan { plan, .. }) in input.board.open() {
        let mut own = by_plan.remove(&place).unwrap_or_default();
        // Rows are in plan order.
        own.sort_by_key(|row| row.item.place);
        if own.is_empty() && input.board.plans.len() > 1 {
            continue;
        }
        let rows: Vec<Vec<TableCell>> = own
            .into_iter()
            .enumerate()
            .map(|(at, ReportRow { item, it })| {
                let row = LedgerRow { input, item, it };
                let cells = chosen.iter().map(|(column, _)| row.cell(*column, at + 1));
                cells.collect()
            })
            .collect();
        let document = &plan.document;
        let day = (input.words.as_of)(input.as_of());
        let source = (input.words.report.plan_line)(&document.title, document.number.as_deref());
        let line = format!("{day}    {source}");
        report.parts.push(ReportPart {
            name: document.short.clone(),
            title: Some((words.title_of)(&document.short)),
            hidden: false,
            blocks: vec![
                ReportBlock::styled(ParagraphStyle::Note, line),
                ReportBlock::Table(ReportTable {
                    columns: chosen.iter().map(|(_, column)| column.clone()).collect(),
                    rows,
                    ..ReportTable::default()
                }),
            ],
        });
    }
    report
}

/// Returns the office's columns, else all.
fn chosen_columns(input: &ReportInput<'_>) -> Vec<(LedgerColumn, TableColumn)> {
    let column = |column: LedgerColumn, heading: &str| {
        let (width, align) = layout(column);
        let titled = TableColumn::new(column.key(), heading, width);
        (column, titled.aligned(align))
    };
    match &input.office.settings.ledger_columns {
        Some(chosen) => {
            let mut once: Vec<(LedgerColumn, TableColumn)> = Vec::new();
            for choice in chosen {
                if once.iter().all(|(known, _)| *known != choice.column) {
                    once.push(column(choice.column, &choice.heading));
                }
            }
            once
        }
        None => LedgerColumn::ALL
            .map(|it| column(it, (input.words.ledger.column)(it)))
            .to_vec(),
    }
}

/// A ledger row; with `item.of`, of that unit's part of an `each` milestone.
struct LedgerRow<'a> {
    input: &'a ReportInput<'a>,
    item: Item,
    it: ResolvedItem<'a>,
}

impl LedgerRow<'_> {
    fn cell(&self, column: LedgerColumn, number: usize) -> TableCell {
        let Self { input, item, it } = self;
        let document = &it.plan.document;
        let target = it.milestone.target.as_ref();
        let state = it.state();
        let finished = !state.status.is_open() && state.status != Status::Dropped;
        let closed_on = state.status_on.filter(|_| state.status == Status::Closed);
        let window = Window {
            start: it.milestone.window.start,
            end: item.verdict.due_now.max(it.milestone.window.start),
        };
        match column {
            LedgerColumn::No => TableCell::count(number),
            LedgerColumn::Id => full_id(it).into(),
            LedgerColumn::Source => document
                .number
                .as_ref()
                .unwrap_or(&document.title)
                .as_str()
                .into(),
            LedgerColumn::Task => it.action.title.as_str().into(),
            LedgerColumn::Milestone => it.milestone.label().into(),
            LedgerColumn::Target => target.map(Target::text).unwrap_or_default().into(),
            LedgerColumn::Lead => input.names(it, &it.led_by()).into(),
            LedgerColumn::Support => input.names(it, &it.action.support).into(),
            LedgerColumn::Start => it.milestone.window.start.into(),
            LedgerColumn::Due => it.milestone.window.end.into(),
            LedgerColumn::DueNow => item.verdict.due_now.into(),
            LedgerColumn::Progress => self.progress().into(),
            LedgerColumn::Value => state.value.into(),
            LedgerColumn::Unit => {
                target.map_or(TableCell::Empty, |target| target.unit.as_str().into())
            }
            LedgerColumn::TimeShare => TableCell::Percent {
                share: window.elapsed(input.as_of()) as f64 / window.days() as f64,
                decimals: 1,
            },
            LedgerColumn::Problem => self.last(|entry| entry.problem.as_ref()).into(),
            LedgerColumn::Next => self.last(|entry| entry.next.as_ref()).into(),
            LedgerColumn::Lamp => input.lamp(item.verdict.standing.lamp()),
            LedgerColumn::Reason => {
                let reason = input.explained(&item.verdict.reason);
                input.with_new_lead(reason, it).into()
            }
            LedgerColumn::Status => (input.words.status)(state.status).into(),
            LedgerColumn::DoneOn => state.done_on.filter(|_| finished).into(),
            LedgerColumn::ClosedOn => closed_on.into(),
            LedgerColumn::Postponements => self.postponements().into(),
            LedgerColumn::Reminders => self.reminders().into(),
            LedgerColumn::Evidence => self.evidence().into(),
            LedgerColumn::Remarks => self.remarks().into(),
        }
    }

    fn log(&self) -> Vec<Cow<'_, Entry>> {
        self.it.counting_upto(self.input.as_of())
    }

    fn last(&self, field: fn(&Entry) -> Option<&String>) -> String {
        self.input.last_said(&self.it, field).unwrap_or_default()
    }

    /// Returns the last progress text; for an `each` milestone, first how many units reported and which
    /// did not.
    fn progress(&self) -> String {
        let said = self.last(|entry| entry.text.as_ref());
        let state = &self.it.row.state;
        if !self.it.milestone.each || state.units.is_empty() || self.item.of.is_some() {
            return said;
        }
        let (done, owing) = state.reported();
        let mut text = (self.input.words.reported_of)(done, owing);
        let (begun, silent) = self.it.open_units(self.input.as_of());
        let words = &self.input.words.ledger;
        for (units, say) in [(silent, words.silent), (begun, words.unfinished)] {
            if !units.is_empty() {
                text = say(&text, &self.input.names(&self.it, &units));
            }
        }
        (self.input.words.ledger.then)(&text, &said)
    }

    /// Returns the postponements asked for and granted, in order; where each unit has its own, with the unit.
    fn postponements(&self) -> String {
        let words = &self.input.words.ledger;
        let units = self.it.plan.units();
        let is_shared = self.it.is_shared();
        let log = self.it.entries_upto(self.input.as_of());
        let moved = postponements(units, self.it.milestone, &log)
            .into_iter()
            .filter_map(|(entry, outcome)| {
                let to = entry.postpone?;
                let by = entry.approved_by.as_deref().unwrap_or_default();
                let why = entry.reason.as_deref();
                let said = (words.postponed)(entry.day(), to, outcome, by, why);
                let unit = entry.unit_meant(units).filter(|_| is_shared);
                Some(match unit {
                    Some(unit) => {
                        let name = units.get(unit).name_on(self.input.as_of());
                        format!("{name}{}{said}", self.input.words.colon)
                    }
                    None => said,
                })
            });
        moved.collect::<Vec<_>>().join(self.input.words.semicolon)
    }

    /// Returns the number of reminders and the last one.
    fn reminders(&self) -> String {
        let log = self.it.counting_to_answering(self.input.as_of());
        let Some(last) = reminders(&log).pop() else {
            return String::new();
        };
        let level = last
            .remind
            .map_or("", |level| (self.input.words.reminder)(level));
        (self.input.words.ledger.reminded)(reminder_rounds(&log), last.day(), level)
    }

    fn evidence(&self) -> String {
        evidence(&self.log()).join(self.input.words.semicolon)
    }

    /// Returns remarks: a coming due date on a day off, text lost in the source.
    fn remarks(&self) -> String {
        let words = self.input.words;
        let mut remarks = Vec::new();
        let calendar = &self.input.office.settings.calendar;
        let is_open = self.it.state().status.is_open();
        remarks.extend(day_off_note(calendar, &self.item.verdict, is_open, words));
        if self.it.action.truncated {
            remarks.push(words.truncated.to_owned());
        }
        remarks.join(words.semicolon)
    }
}
