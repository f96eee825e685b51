//! What a report is made of: items, a day, the office, its issue.

use std::path::Path;

use crate::plan::{Day, Entry, Lamp, Reason, Standing, UnitIx};
use crate::query::{Board, Item, OpenPlan, ResolvedItem};
use crate::store::{Contact, Contacts, Fault, OfficeSettings, Problem};
use crate::text::{LedgerColumn, Words};

use super::content::{ParagraphStyle, ReportBlock, ReportTable, TableCell, TableColumn};
use super::facts::{full_id, last_reported};
use super::{Before, ReportDocument, ReportKind, day_off_note};

/// The input of a report.
#[derive(Clone, Copy)]
pub struct ReportInput<'a> {
    /// The plans on the as-of day.
    pub board: &'a Board,
    /// All plans, over which letters are numbered.
    pub whole: &'a Board,
    /// The milestones covered, in plan order.
    pub items: &'a [Item],
    /// The plans on an earlier day, if changes since then are to be reported.
    pub before: Option<&'a Before>,
    /// The bulletin issue.
    pub issue: Issue,
    /// The day by which a reply to a reminder is due.
    pub reply_by: Day,
    /// The number of copies of a reminder.
    pub copies: u32,
    /// The issuing office.
    pub office: &'a Office,
    /// The words of the report's language.
    pub words: &'a Words,
}

/// The issuing office's preferences and contacts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Office {
    /// Its settings for all its plans.
    pub settings: OfficeSettings,
    /// Contacts in units and in the office itself.
    pub contacts: Contacts,
}

impl Office {
    /// Reads the office's files in a folder that contains plans/.
    ///
    /// # Errors
    /// The first error in one of them.
    pub fn read(parent: &Path) -> Result<Self, Fault> {
        let (settings, mut problems) = OfficeSettings::read(parent);
        let (contacts, of_contacts) = Contacts::read(parent);
        problems.extend(of_contacts);
        match problems.into_iter().find(Problem::is_error) {
            Some(problem) => Err(Fault::NotWritable(problem)),
            None => Ok(Self { settings, contacts }),
        }
    }

    /// Returns the office's own contact on a day: post, name and phone number.
    pub fn contact(&self, day: Day) -> Option<String> {
        let office = self.settings.office.as_deref()?;
        let contact = self.contacts.of(|unit| unit == office, day).next()?;
        Some(contact_words(contact))
    }
}

/// Formats a contact on one line: post, name, phone number.
pub(super) fn contact_words(contact: &Contact) -> String {
    let parts: Vec<&str> = [&contact.post, &contact.name, &contact.phone]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    parts.join(" ")
}

/// The bulletin issue being made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// The number.
    pub number: u32,
    /// The number of the issue it corrects.
    pub corrects: Option<u32>,
}

/// A milestone of a report, or a unit's own part of an `each` milestone.
#[derive(Clone, Debug)]
pub struct ReportRow<'a> {
    /// The item, whose verdict is that of the part meant.
    pub item: Item,
    /// Its parts in the plan.
    pub it: ResolvedItem<'a>,
}

impl ReportRow<'_> {
    /// Returns the standing of the part meant.
    pub(super) fn standing(&self) -> Standing {
        self.item.verdict.standing
    }

    /// Returns whether the part meant is unfinished.
    pub(super) fn is_open(&self) -> bool {
        self.it.state().status.is_open()
    }
}

/// The default time to reply to a reminder, in working days.
const REPLY_WITHIN: u32 = 5;

impl<'a> ReportInput<'a> {
    /// Makes an input with defaults: first issue, one copy, five working days to reply.
    pub fn new(board: &'a Board, items: &'a [Item], office: &'a Office, words: &'a Words) -> Self {
        Self {
            board,
            whole: board,
            items,
            before: None,
            issue: Issue {
                number: 1,
                corrects: None,
            },
            reply_by: office
                .settings
                .calendar
                .after(board.as_of, REPLY_WITHIN)
                .unwrap_or(board.as_of),
            copies: 1,
            office,
            words,
        }
    }

    /// Returns the as-of day.
    pub fn as_of(&self) -> Day {
        self.board.as_of
    }

    /// Returns the last text reported in a field of entries.
    pub(super) fn last_said(
        &self,
        it: &ResolvedItem<'_>,
        field: fn(&Entry) -> Option<&String>,
    ) -> Option<String> {
        last_reported(it, &it.counting_upto(self.as_of()), field, self.words)
    }

    /// Iterates over the items with their parts.
    pub fn rows(&self) -> impl Iterator<Item = ReportRow<'a>> + use<'a> {
        let board = self.board;
        self.items.iter().filter_map(move |item| {
            let it = item.resolve(board)?;
            let item = item.clone();
            Some(ReportRow { item, it })
        })
    }

    /// Iterates over the rows of one plan, by its index on the board.
    pub fn rows_of(&self, plan: usize) -> impl Iterator<Item = ReportRow<'a>> + use<'a> {
        self.rows().filter(move |row| row.item.place.plan == plan)
    }

    /// Returns the items as those who report on them, so that nobody is named for what another owes.
    pub(super) fn parts(&self) -> Vec<ReportRow<'a>> {
        let parts = self.rows().flat_map(|row| row.it.parts(&row.item));
        parts.map(|(item, it)| ReportRow { item, it }).collect()
    }

    /// Starts a report of these plans, without parts.
    pub(super) fn begin(&self, kind: ReportKind, title: String) -> ReportDocument {
        let mut report = ReportDocument::new(kind, self.words.lang, self.as_of(), title);
        report.plans = self
            .board
            .open()
            .map(|(_, OpenPlan { plan, .. })| plan.id().to_owned())
            .collect();
        report
    }

    /// Returns the lines below the title: office and day, then the plans.
    pub(super) fn headlines(&self) -> Vec<String> {
        let day = (self.words.as_of)(self.as_of());
        let first = match &self.office.settings.office {
            Some(office) => format!("{office}  {day}"),
            None => day,
        };
        let plans = self.board.open().map(|(_, OpenPlan { plan, .. })| {
            let document = &plan.document;
            (self.words.report.plan_line)(&document.title, document.number.as_deref())
        });
        std::iter::once(first).chain(plans).collect()
    }

    /// Returns a table, or the line that says that there is nothing to list.
    pub(super) fn table_or_none(&self, table: ReportTable) -> ReportBlock {
        if table.rows.is_empty() {
            ReportBlock::body(self.words.report.none)
        } else {
            ReportBlock::Table(table)
        }
    }

    /// Returns the columns that identify a milestone: id, task, milestone, lead.
    pub(super) fn item_columns(&self) -> Vec<TableColumn> {
        vec![
            TableColumn::new("id", self.heading(LedgerColumn::Id), 14),
            TableColumn::new("task", self.heading(LedgerColumn::Task), 18),
            TableColumn::new("milestone", self.heading(LedgerColumn::Milestone), 16),
            TableColumn::new("lead", self.heading(LedgerColumn::Lead), 14),
        ]
    }

    /// Returns the cells of [`Self::item_columns`].
    pub(super) fn item_cells(&self, it: &ResolvedItem<'_>) -> Vec<TableCell> {
        vec![
            full_id(it).into(),
            it.action.title.as_str().into(),
            it.milestone.label().into(),
            self.names(it, &it.leads()).into(),
        ]
    }

    /// Makes a table of milestones: the columns that identify them, then others with their cells.
    pub(super) fn item_table<'b, const N: usize>(
        &self,
        others: [TableColumn; N],
        rows: impl Iterator<Item = (ResolvedItem<'b>, [TableCell; N])>,
    ) -> ReportTable {
        let mut columns = self.item_columns();
        columns.extend(others);
        let rows = rows.map(|(it, others)| {
            let mut cells = self.item_cells(&it);
            cells.extend(others);
            cells
        });
        ReportTable::new(columns, rows)
    }

    /// Returns the new entries of a milestone: all, or those since the earlier day.
    pub(super) fn news<'b>(&self, it: &ResolvedItem<'b>) -> Vec<&'b Entry> {
        match self.before {
            Some(before) => before.new_entries(it, self.as_of()),
            None => it.entries_upto(self.as_of()),
        }
    }

    /// Returns the signature and date.
    pub(super) fn signature(&self) -> Vec<ReportBlock> {
        let day = (self.words.report.day)(self.as_of());
        let lines = self.office.settings.office.clone().into_iter().chain([day]);
        lines
            .map(|line| ReportBlock::styled(ParagraphStyle::Signature, line))
            .collect()
    }

    /// Returns the reason of a standing; if a coming due date is a day off, or the lead units lead it only since it
    /// fell due, that is added.
    pub(super) fn reason(&self, item: &Item, it: &ResolvedItem<'_>) -> String {
        let reason = self.explained(&item.verdict.reason);
        let is_open = it.state().status.is_open();
        let reason = self.with_day_off(reason, item, is_open);
        self.with_new_lead(reason, it)
    }

    /// Returns the part of a reason beyond the dates, which have columns of their own: for finished work how late it
    /// was and what it missed, for work that is as planned nothing.
    pub(super) fn explained(&self, reason: &Reason) -> String {
        match reason {
            Reason::Due(_) | Reason::Starts(_) => String::new(),
            Reason::Finished { late, missed, .. } => (self.words.reason)(&Reason::Finished {
                on: None,
                is_closed: false,
                late: *late,
                missed: missed.clone(),
            }),
            other => (self.words.reason)(other),
        }
    }

    /// Returns the heading that a column has in the ledger too.
    pub(super) fn heading(&self, column: LedgerColumn) -> &'static str {
        (self.words.ledger.column)(column)
    }

    /// Adds to a text since when the lead units lead an open item, if it had fallen due before.
    pub(super) fn with_new_lead(&self, text: String, it: &ResolvedItem<'_>) -> String {
        match it.listed().led_since() {
            Some(day) => {
                let note = (self.words.report.led_since)(day);
                self.with_note(&text, note)
            }
            None => text,
        }
    }

    /// Adds to a text that an item's due date is a day off, if it is.
    pub(super) fn with_day_off(&self, text: String, item: &Item, is_open: bool) -> String {
        let calendar = &self.office.settings.calendar;
        match day_off_note(calendar, &item.verdict, is_open, self.words) {
            Some(note) => self.with_note(&text, note),
            None => text,
        }
    }

    fn with_note(&self, text: &str, note: String) -> String {
        if text.is_empty() {
            return note;
        }
        format!("{text}{}{note}", self.words.semicolon)
    }

    /// Formats the names of units in one cell.
    pub(super) fn names(&self, it: &ResolvedItem<'_>, units: &[UnitIx]) -> String {
        let names = it.plan.units().names_on(units, self.as_of());
        names.join(self.words.between_names)
    }

    /// Makes a lamp cell.
    pub(super) fn lamp(&self, lamp: Lamp) -> TableCell {
        TableCell::Lamp {
            lamp,
            word: (self.words.lamp_name)(lamp).to_owned(),
        }
    }
}
