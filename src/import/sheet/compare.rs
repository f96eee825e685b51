//! The rows of a returned feedback sheet beside the plans: each goes by its id, and what it says anew is an answer.

use std::collections::HashMap;

use crate::plan::{Day, Entry, Refusal, Status, UnitIx};
use crate::query::{Board, Located, MilestonePlace, UnitInPlan, locate};
use crate::text::{CellRefusal, Words};

use super::other_plan::other_plan;
use super::own_ledger::{LedgerMatch, full_id};
use super::row_reader::RowReader;
use super::titles::foreign_title;
use super::{SheetAnswer, SheetField, SheetGrid, SheetOrigin, SheetValue};

/// A field that will say something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: SheetField,
    /// What is there, in words; empty where nothing is.
    pub from: String,
    /// What will be.
    pub to: String,
    /// The keys of a status that is and will be, for programs.
    pub keys: Option<[&'static str; 2]>,
    /// The day since which something else is said, so that it will be so for the day of the row alone.
    pub until: Option<Day>,
}

/// A row of a sheet that says something new.
#[derive(Clone, Debug)]
pub struct SheetChange {
    /// The plan's id.
    pub plan: String,
    /// The milestone's id in it.
    pub milestone: String,
    /// What it is called.
    pub label: String,
    /// What is to be recorded.
    pub entry: Entry,
    /// In words.
    pub fields: Vec<FieldChange>,
    /// The field that gives its day, if one does.
    pub day_cell: Option<SheetField>,
    /// Where it stands.
    pub answer: SheetAnswer,
}

impl SheetChange {
    /// A fault of the row that the rules found, at the cell of its day where that is refused.
    pub fn refused(&self, refusal: Refusal) -> CellFault {
        match (self.day_cell, &refusal) {
            (Some(field), Refusal::AfterToday { .. } | Refusal::FarDay(_)) => {
                CellFault::new(&self.answer, field, CellRefusal::DayRefused(refusal))
            }
            _ => self.fault(CellRefusal::Rules(refusal)),
        }
    }

    /// A fault of the row as a whole, at the cell that most likely made it.
    fn fault(&self, why: CellRefusal) -> CellFault {
        let field = if self.entry.status.is_some() {
            SheetField::Status
        } else {
            self.fields
                .first()
                .map_or(SheetField::Id, |change| change.field)
        };
        CellFault::new(&self.answer, field, why)
    }
}

/// A cell that does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct CellFault {
    /// The sheet; nothing in a CSV file.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What it says.
    pub says: String,
    /// Why it does not fit.
    pub why: CellRefusal,
}

impl CellFault {
    pub(super) fn new(answer: &SheetAnswer, field: SheetField, why: CellRefusal) -> Self {
        Self {
            sheet: answer.sheet.clone(),
            cell: answer.address(field),
            says: answer.words(field),
            why,
        }
    }

    fn stray(answer: &SheetAnswer, (column, value): &(usize, SheetValue)) -> Self {
        Self {
            sheet: answer.sheet.clone(),
            cell: SheetGrid::address(answer.row, *column),
            says: value.words(),
            why: CellRefusal::NoHeading,
        }
    }
}

/// What a sheet comes to, before the rules are asked.
#[derive(Debug, Default)]
pub struct SheetDraft {
    /// Rows that say something new.
    pub changes: Vec<SheetChange>,
    /// Cells that do not fit; their rows are not among the changes.
    pub faults: Vec<CellFault>,
    /// Rows that name no milestone.
    pub unread: Vec<SheetAnswer>,
}

/// Who speaks, and of when.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// The unit in each plan that has it.
    pub units: &'a [UnitInPlan],
    /// The day of what does not say.
    pub on: Option<Day>,
}

/// Compares the answers on a unit's feedback sheet with the plans.
pub fn draft(
    board: &Board,
    answers: &[SheetAnswer],
    origin: Option<&SheetOrigin>,
    speaker: Speaker<'_>,
    words: &Words,
) -> SheetDraft {
    let mut draft = SheetDraft::default();
    let mut seen: HashMap<MilestonePlace, String> = HashMap::new();
    for answer in answers {
        let id = answer.words(SheetField::Id);
        if id.is_empty() {
            draft.unread.push(answer.clone());
            continue;
        }
        if !answer.stray.is_empty() {
            let faults = answer
                .stray
                .iter()
                .map(|stray| CellFault::stray(answer, stray));
            draft.faults.extend(faults);
            continue;
        }
        let refuse = |why| CellFault::new(answer, SheetField::Id, why);
        if let Some(plan) = other_plan(board, &id, origin) {
            draft.faults.push(refuse(CellRefusal::OtherPlan(plan)));
            continue;
        }
        let place = match locate(board, &id) {
            Located::Milestone(place) => place,
            other => {
                let near = match other {
                    Located::Nothing(near) => near,
                    _ => Vec::new(),
                };
                draft.faults.push(refuse(CellRefusal::NoSuchId(near)));
                continue;
            }
        };
        if let Some(first) = seen.insert(place, answer.address(SheetField::Id)) {
            draft.faults.push(refuse(CellRefusal::IdTwice(first)));
            continue;
        }
        let Some(row) = RowReader::new(board, place, answer, words) else {
            continue;
        };
        let Some(unit) = row.own_unit(speaker) else {
            draft.faults.push(refuse(CellRefusal::NotOfUnit));
            continue;
        };
        let made = origin.and_then(|origin| origin.made_of.get(&id));
        let typed_over = made.map_or_else(Vec::new, |made| answer.typed_over(made));
        if !typed_over.is_empty() {
            let faults = typed_over.into_iter().map(|(field, was)| {
                let status = Status::from_key(&was).filter(|_| field == SheetField::StatusNow);
                let was = status.map_or(was, |status| (words.status)(status).to_owned());
                CellFault::new(answer, field, CellRefusal::NotToFillIn(was))
            });
            draft.faults.extend(faults);
            continue;
        }
        if answer.is_filled_in()
            && let Some(field) = foreign_title(board, &row.it, answer)
        {
            let fault = CellFault::new(answer, field, CellRefusal::OtherItem(id));
            draft.faults.push(fault);
            continue;
        }
        let around = origin.and_then(|origin| origin.as_of);
        let made_of = full_id(board, place)
            .and_then(|id| origin?.made_of.get(&id).cloned())
            .or_else(|| row.as_shown());
        draft.take(row.read(Some(unit), made_of, (speaker.on, around)));
    }
    draft
}

impl LedgerMatch {
    /// Compares the rows that were matched with the plans.
    pub fn draft(&self, board: &Board, on: Option<Day>, words: &Words) -> SheetDraft {
        let mut draft = SheetDraft::default();
        let mut seen: HashMap<(MilestonePlace, Option<UnitIx>), String> = HashMap::new();
        for (answer, place) in &self.rows {
            let Some(mut row) = RowReader::new(board, *place, answer, words) else {
                continue;
            };
            // A ledger is the office's: whoever said it, it is said.
            row.is_office = true;
            let unit = row.lead_named().filter(|_| !row.is_of_whole());
            if let Some(first) = seen.insert((*place, unit), answer.address(SheetField::Id)) {
                let why = CellRefusal::IdTwice(first);
                draft
                    .faults
                    .push(CellFault::new(answer, SheetField::Id, why));
                continue;
            }
            let mut read = row.read(unit, None, (on, None));
            if matches!(read, Ok(Some(_)))
                && let Some(why) = row.not_of_one().or_else(|| row.not_responsible())
            {
                read = Err(vec![CellFault::new(answer, SheetField::Lead, why)]);
            }
            if let Ok(Some(change)) = &read
                && !row.it.milestone.each
                && let Some(first) = draft.contradicted_by(change)
            {
                let why = CellRefusal::IdTwice(first.answer.address(SheetField::Id));
                read = Err(vec![change.fault(why)]);
            }
            draft.take(read);
        }
        draft
    }
}

impl SheetDraft {
    /// Returns an earlier row that gives the same milestone another status or value.
    fn contradicted_by(&self, change: &SheetChange) -> Option<&SheetChange> {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.zip(other).is_some_and(|(one, other)| one != other)
        }
        self.changes.iter().find(|first| {
            let (one, other) = (&first.entry, &change.entry);
            (&first.plan, &first.milestone) == (&change.plan, &change.milestone)
                && (differ(one.status.as_ref(), other.status.as_ref())
                    || differ(one.value.as_ref(), other.value.as_ref()))
        })
    }

    fn take(&mut self, read: Result<Option<SheetChange>, Vec<CellFault>>) {
        match read {
            Ok(change) => self.changes.extend(change),
            Err(faults) => self.faults.extend(faults),
        }
    }
}
