//! 催办单: one unit's milestones that are late or due soon, and what is asked of it.

use std::collections::BTreeMap;

use crate::plan::{Entry, Plan, Reason, Reminder, Standing, Tally, UnitIx};
use crate::query::{Board, Item, OpenPlan, ResolvedItem, UnitInPlan, is_same_unit};
use crate::record::{Deed, DeedItem};
use crate::text::{LedgerColumn, LetterNumber, RecordedLetter, Words};

use crate::report::content::{
    FieldLine, ParagraphStyle, ReportBlock, ReportDocument, ReportPart, ReportTable, TableCell,
    TableColumn,
};
use crate::report::facts::{full_id, members_asked, reminders};
use crate::report::input::{ReportInput, ReportRow};
use crate::report::{ReportKind, figures};

/// A letter to one unit.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The unit's name.
    pub unit: String,
    /// Its number in the workspace.
    pub number: LetterNumber,
    /// The milestones, each with its level.
    pub items: Vec<LetterItem>,
}

/// A milestone in a letter.
#[derive(Clone, Debug)]
pub struct LetterItem {
    /// The milestone.
    pub item: Item,
    /// The level: one above the last.
    pub level: Reminder,
    /// The number under which it was already recorded on this day in a letter to the unit.
    pub recorded: Option<LetterNumber>,
}

impl ReportInput<'_> {
    /// Says why no unit is reminded: there is nothing to remind it of, or members answer for a collective.
    pub fn nobody_to_remind(&self, units: &[UnitInPlan]) -> String {
        let words = &self.words.report.command;
        let members = members_asked(self.board, self.items, units);
        if members.is_empty() {
            return (words.nobody_late)(self.as_of(), &self.names_of(units));
        }
        (words.members_answer)(&members)
    }

    /// Returns the names of units on the as-of day; those of the same name in several plans are one.
    fn names_of(&self, units: &[UnitInPlan]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for (_, OpenPlan { plan, .. }) in self.board.open() {
            let own = units.iter().filter_map(|unit| unit.within(plan));
            for name in own.map(|unit| plan.units().get(unit).name_on(self.as_of())) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.join(self.words.between_names)
    }

    /// Returns the letters about the report's milestones, one per lead unit or unit with its own part,
    /// in unit order. Only red and yellow lamps count, unless a filter chose standings.
    pub fn letters(&self, units: Option<&[UnitInPlan]>, by_standing: bool) -> Vec<Letter> {
        let mut of_units: Vec<(&Plan, UnitIx, Vec<LetterItem>)> = Vec::new();
        // Several plans may have one unit, by whichever of its names.
        for ((plan, unit), items) in self.late_items(units, by_standing) {
            let Some(OpenPlan { plan, .. }) = self.board.plans[plan].open() else {
                continue;
            };
            let named = |plan: &Plan, unit| plan.units().get(unit).name_on(self.as_of()).to_owned();
            let is_it = |first: &Plan, its: UnitIx| {
                let is_same = || is_same_unit((first, its), (plan, unit));
                first.id() != plan.id() && (named(first, its) == named(plan, unit) || is_same())
            };
            match of_units
                .iter_mut()
                .find(|(first, its, _)| is_it(first, *its))
            {
                Some((.., known)) => known.extend(items),
                None => of_units.push((plan, unit, items)),
            }
        }
        let mut number = LetterNumber::next(self.as_of(), self.letter_numbers());
        of_units
            .into_iter()
            .map(|(plan, unit, mut items)| {
                let unit = plan.units().get(unit).name_on(self.as_of()).to_owned();
                for item in &mut items {
                    item.recorded = self.number_of_today(item, &unit);
                }
                let recorded = items.iter().find_map(|item| item.recorded);
                let letter = Letter {
                    unit,
                    number: recorded.unwrap_or(number),
                    items,
                };
                if recorded.is_none() {
                    number = number.successor();
                }
                letter
            })
            .collect()
    }

    /// Returns the items that each unit of each plan is reminded of.
    fn late_items(
        &self,
        units: Option<&[UnitInPlan]>,
        by_standing: bool,
    ) -> BTreeMap<(usize, UnitIx), Vec<LetterItem>> {
        let mut of_units: BTreeMap<(usize, UnitIx), Vec<LetterItem>> = BTreeMap::new();
        for ReportRow { item, it } in self.rows() {
            for (unit, own) in answering(&it) {
                let standing = match own {
                    Some(own) => it.ledger.verdict_of(it.milestone, own),
                    None => it.row.verdict.clone(),
                };
                let is_open = own.map_or(it.row.state.status, |own| own.status).is_open();
                let is_late = standing.standing.lamp().is_warning();
                if !is_open || !(is_late || by_standing) {
                    continue;
                }
                let is_asked = |units: &[UnitInPlan]| {
                    let mut asked = units.iter().filter_map(|asked| asked.within(it.plan));
                    asked.any(|asked| asked == unit)
                };
                if units.is_some_and(|units| !is_asked(units)) {
                    continue;
                }
                let of = own.is_some().then_some(unit);
                let level = self.level(&ResolvedItem { of, ..it }, unit);
                let of_unit = of_units.entry((item.place.plan, unit)).or_default();
                of_unit.push(LetterItem {
                    item: Item {
                        verdict: standing,
                        of,
                        ..item.clone()
                    },
                    level,
                    recorded: None,
                });
            }
        }
        of_units
    }

    /// Iterates over the numbers of recorded letters.
    fn letter_numbers(&self) -> impl Iterator<Item = LetterNumber> {
        let entries = self
            .whole
            .open()
            .flat_map(|(_, OpenPlan { progress, .. })| progress.entries());
        entries.filter_map(letter_number)
    }

    /// Returns the number under which a unit's letter was recorded on the as-of day.
    fn number_of_today(&self, item: &LetterItem, unit: &str) -> Option<LetterNumber> {
        let it = item.item.resolve(self.board)?;
        let of_unit = |entry: &Entry| {
            let letter = RecordedLetter::of(entry)?;
            (letter.to == unit).then_some(letter.number)
        };
        let entries = it.counting_upto(self.as_of());
        let mut today = reminders(&entries)
            .into_iter()
            .filter(|entry| entry.day() == self.as_of());
        today.find_map(of_unit)
    }

    /// Returns the level of a unit: one above that of its last letter before the as-of day, or that of the day itself.
    fn level(&self, it: &ResolvedItem<'_>, unit: UnitIx) -> Reminder {
        let mut entries = it.counting_upto(self.as_of());
        entries.retain(|entry| it.is_sent_to(entry, &[unit]));
        let reminders = reminders(&entries);
        match reminders
            .last()
            .and_then(|last| Some((last.day(), last.remind?)))
        {
            None => Reminder::Notice,
            Some((day, level)) if day == self.as_of() => level,
            Some((_, Reminder::Notice)) => Reminder::Urge,
            Some(_) => Reminder::Supervise,
        }
    }
}

/// Returns the text of the entry that records a unit's letter.
fn recorded(number: LetterNumber, unit: &str, words: &Words) -> String {
    (words.report.reminder.recorded)(&number.words(words), unit)
}

fn letter_number(entry: &Entry) -> Option<LetterNumber> {
    entry.remind?;
    LetterNumber::find(entry.text.as_deref()?)
}

/// Returns the units that answer for a milestone: each with its own part, else the lead units.
fn answering<'a>(it: &ResolvedItem<'a>) -> Vec<(UnitIx, Option<&'a crate::plan::MilestoneState>)> {
    if it.row.state.units.is_empty() {
        it.action.lead.iter().map(|unit| (*unit, None)).collect()
    } else {
        let units = it.row.state.units.iter();
        units.map(|own| (own.unit, Some(&own.state))).collect()
    }
}

/// Makes the letters to all units that get any.
pub(super) fn reminders_of_all(input: &ReportInput<'_>) -> ReportDocument {
    let letters = input.letters(None, false);
    if letters.is_empty() {
        return no_reminder(input, &[]);
    }
    reminder(input, &letters)
}

/// Makes the report that says why none of the units is reminded, or nobody.
pub fn no_reminder(input: &ReportInput<'_>, units: &[UnitInPlan]) -> ReportDocument {
    let mut report = reminder(input, &[]);
    report.subtitle = vec![input.nobody_to_remind(units)];
    report.clean();
    report
}

/// Makes the report of the given letters, one part each.
pub fn reminder(input: &ReportInput<'_>, letters: &[Letter]) -> ReportDocument {
    let words = &input.words.report.reminder;
    let mut report = input.begin(ReportKind::Reminder, words.title.to_owned());
    report.has_papers = true;
    for letter in letters {
        for copy in 1..=input.copies {
            let copy = (input.copies > 1).then_some(copy);
            let number = letter.number.words(input.words);
            report.parts.push(ReportPart {
                name: letter.unit.clone(),
                title: Some((words.part_title)(&number, copy)),
                hidden: false,
                blocks: letter_blocks(input, letter),
            });
        }
    }
    report.clean();
    report
}

fn letter_blocks(input: &ReportInput<'_>, letter: &Letter) -> Vec<ReportBlock> {
    let words = &input.words.report.reminder;
    let standings = letter.items.iter().map(|it| it.item.verdict.standing);
    let counts: Tally = standings.collect();
    let there = Standing::ALL.into_iter().filter(|it| counts.of(*it) > 0);
    let counts: Vec<String> = there
        .map(|it| (words.counted)((input.words.standing)(it), counts.of(it) as usize))
        .collect();
    let mut blocks = vec![
        ReportBlock::Fields(vec![
            FieldLine::new(words.to, letter.unit.as_str()),
            FieldLine::new(words.reply_by, input.reply_by),
        ]),
        ReportBlock::styled(ParagraphStyle::Flush, (words.address)(&letter.unit)),
        ReportBlock::body((words.intro)(
            input.as_of(),
            letter.items.len(),
            &counts.join(input.words.list_separator),
        )),
        ReportBlock::Table(letter_table(input, letter)),
        ReportBlock::heading(words.required),
        ReportBlock::body((words.ask)(input.reply_by)),
    ];
    let contact = input.office.contact(input.as_of());
    blocks.push(ReportBlock::styled(
        ParagraphStyle::Flush,
        (words.contact)(contact.as_deref()),
    ));
    blocks.push(ReportBlock::Room(1));
    blocks.extend(input.signature());
    blocks.push(ReportBlock::styled(ParagraphStyle::Signature, words.seal));
    blocks.push(ReportBlock::styled(ParagraphStyle::Flush, words.receipt));
    blocks
}

fn letter_table(input: &ReportInput<'_>, letter: &Letter) -> ReportTable {
    let words = &input.words.report;
    let columns = vec![
        TableColumn::new("no", input.heading(LedgerColumn::No), 4).centred(),
        TableColumn::new("id", input.heading(LedgerColumn::Id), 13),
        TableColumn::new("source", input.heading(LedgerColumn::Source), 10),
        TableColumn::new("matter", words.reminder.matter, 19),
        TableColumn::new("due", input.heading(LedgerColumn::Due), 12).centred(),
        TableColumn::new("due_now", input.heading(LedgerColumn::DueNow), 12).centred(),
        TableColumn::new("reason", words.reminder.late, 11),
        TableColumn::new("progress", input.heading(LedgerColumn::Progress), 15),
        TableColumn::new("level", words.level, 6).centred(),
    ];
    let rows =
        letter
            .items
            .iter()
            .enumerate()
            .filter_map(|(place, LetterItem { item, level, .. })| {
                let it = item.resolve(input.board)?;
                let said = input.last_said(&it, |entry| entry.text.as_ref());
                let document = &it.plan.document;
                let reached = figures(&it.listed(), input.words);
                let said = said.unwrap_or_default();
                let progress = [reached, said].into_iter().filter(|text| !text.is_empty());
                Some(vec![
                    TableCell::count(place + 1),
                    full_id(&it).into(),
                    document.number.as_deref().unwrap_or(&document.title).into(),
                    (words.reminder.matter_of)(&it.action.title, &it.milestone.label()).into(),
                    it.milestone.window.end.into(),
                    item.verdict.due_now.into(),
                    input
                        .with_new_lead(input.with_day_off(days_words(input, item), item, true), &it)
                        .into(),
                    progress
                        .collect::<Vec<_>>()
                        .join(input.words.semicolon)
                        .into(),
                    (input.words.reminder)(*level).into(),
                ])
            });
    ReportTable::new(columns, rows)
}

/// Formats the days a milestone is late or has left, and why it is in the list where that is not its date.
fn days_words(input: &ReportInput<'_>, item: &Item) -> String {
    let (verdict, words) = (&item.verdict, input.words);
    let reason = (words.reason)(&verdict.reason);
    let why = match verdict.reason {
        Reason::Overdue { .. } | Reason::Left { .. } | Reason::Unreported => return reason,
        Reason::Due(_) => None,
        Reason::Said(_) => Some((words.report.named)(
            (words.standing)(verdict.standing),
            &reason,
        )),
        _ => Some(reason),
    };
    let days = (words.reason)(&Reason::Left { days: verdict.days });
    let parts: Vec<String> = [Some(days), why].into_iter().flatten().collect();
    parts.join(words.semicolon)
}

/// Returns the deed that records the letters, one entry per milestone; those already recorded on this
/// day as this unit's are left out.
pub fn reminder_deed(board: &Board, letters: &[Letter], words: &Words) -> Deed {
    let mut requests = Vec::new();
    for letter in letters {
        for item in letter.items.iter().filter(|item| item.recorded.is_none()) {
            let Some(of_deed) = DeedItem::at_item(board, &item.item) else {
                continue;
            };
            requests.push(of_deed.add(Entry {
                text: Some(recorded(letter.number, &letter.unit, words)),
                remind: Some(item.level),
                ..Entry::default()
            }));
        }
    }
    Deed {
        refuses_if_board_changed: true,
        ..Deed::new(requests)
    }
}
