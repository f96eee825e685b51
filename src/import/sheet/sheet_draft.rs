//! The rows of a returned feedback sheet beside the plans: each goes by its id, and what it says anew is an answer.

use std::collections::HashMap;

use crate::plan::{Day, Entry, Refusal, Status, UnitIx};
use crate::query::{Board, Located, MilestonePlace, UnitInPlan, Unlocated, locate};
use crate::text::{CellRefusal, Words};

use super::other_plan::{is_on_disk, moved_to, other_plan};
use super::own_ledger::{LedgerMatch, full_id};
use super::period::is_of_period;
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
    /// The day from which a later entry holds, so that the change holds for the day of the row alone.
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
    /// The problem that the row gives.
    pub problem: Option<String>,
    /// The field that gives its day, if one does.
    pub day_cell: Option<SheetField>,
    /// Its place.
    pub answer: SheetAnswer,
}

impl SheetChange {
    /// Takes the problem of the row as the reason that a refusal asks for; returns whether it does.
    pub fn explain(&mut self, refusal: &Refusal) -> bool {
        let asks = matches!(refusal, Refusal::ShortOfTarget { .. } | Refusal::NeedsValue);
        if !asks || self.entry.reason.is_some() || self.problem.is_none() {
            return false;
        }
        self.entry.reason.clone_from(&self.problem);
        true
    }

    /// Returns a fault of the row that the rules found, at the cell of its day where that is refused.
    pub fn refused(&self, refusal: Refusal) -> CellFault {
        match (self.day_cell, &refusal) {
            (Some(field), Refusal::AfterToday { .. } | Refusal::FarDay(_)) => {
                CellFault::new(&self.answer, field, CellRefusal::DayRefused(refusal))
            }
            _ => self.fault(CellRefusal::Rules(refusal)),
        }
    }

    /// Returns a fault of the row as a whole, at the cell that most likely made it.
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

    fn unread(
        answer: &SheetAnswer,
        (column, value): &(usize, SheetValue),
        why: CellRefusal,
    ) -> Self {
        Self {
            sheet: answer.sheet.clone(),
            cell: SheetGrid::address(answer.row, *column),
            says: value.words(),
            why,
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
    let mut reader = FeedbackReader {
        board,
        origin,
        speaker,
        words,
        seen: HashMap::new(),
    };
    for answer in answers {
        if answer.words(SheetField::Id).is_empty() {
            draft.unread.push(answer.clone());
        } else {
            draft.take(reader.row(answer));
        }
    }
    draft
}

/// A feedback sheet that is being compared.
struct FeedbackReader<'a> {
    board: &'a Board,
    origin: Option<&'a SheetOrigin>,
    speaker: Speaker<'a>,
    words: &'a Words,
    /// The milestones so far, with the cells of their ids.
    seen: HashMap<MilestonePlace, String>,
}

impl FeedbackReader<'_> {
    /// Returns the change that a row makes, or the cells that do not fit.
    fn row(&mut self, answer: &SheetAnswer) -> Result<Option<SheetChange>, Vec<CellFault>> {
        refuse_stray(answer)?;
        let place = self.place(answer).map_err(|why| wrong_id(answer, why))?;
        let row = RowReader::new(self.board, place, answer, self.words)?;
        let unit = row.own_unit(self.speaker);
        let unit = unit.ok_or_else(|| wrong_id(answer, CellRefusal::NotOfUnit))?;
        self.refuse_typed_over(answer)?;
        if answer.is_filled_in() {
            refuse_other_item(self.board, &row)?;
        }
        let made_of = full_id(self.board, place)
            .and_then(|id| self.origin?.made_of.get(&id).cloned())
            .or_else(|| row.as_shown());
        row.read(Some(unit), made_of.as_ref(), self.speaker.on)
    }

    /// Finds the milestone that a row names, for the first time on this sheet.
    fn place(&mut self, answer: &SheetAnswer) -> Result<MilestonePlace, CellRefusal> {
        let id = answer.words(SheetField::Id);
        if let Some(plan) = other_plan(self.board, &id, self.origin) {
            return Err(if is_on_disk(self.board, &plan) {
                CellRefusal::OtherPlan(plan)
            } else {
                let plans = self.board.plans.iter().map(|handle| handle.id().to_owned());
                CellRefusal::PlanGone(plan, plans.collect())
            });
        }
        let place = match locate(self.board, &id) {
            Ok(Located::Milestone(place)) => place,
            Err(Unlocated::Nothing(_)) if let Some(day) = self.board.ended_on(&id) => {
                return Err(CellRefusal::EndedOn(day));
            }
            Err(Unlocated::Nothing(near)) if self.was_sent(&id) => {
                return Err(CellRefusal::GoneSince(near));
            }
            Err(Unlocated::Nothing(near)) => return Err(CellRefusal::NoSuchId(near)),
            _ if self.was_sent(&id) => return Err(CellRefusal::GoneSince(Vec::new())),
            _ => return Err(CellRefusal::NoSuchId(Vec::new())),
        };
        if let Some(now) = moved_to(self.board, place, self.origin) {
            let id = self.board.plans[place.plan].id().to_owned();
            return Err(CellRefusal::PlanMoved { id, now });
        }
        match self.seen.insert(place, answer.address(SheetField::Id)) {
            Some(first) => Err(CellRefusal::IdTwice(first)),
            None => Ok(place),
        }
    }

    /// Returns whether the sheet was made with a row of this id.
    fn was_sent(&self, id: &str) -> bool {
        self.origin
            .is_some_and(|origin| origin.made_of.contains_key(id))
    }

    /// Refuses changes of cells that are not to be filled in.
    fn refuse_typed_over(&self, answer: &SheetAnswer) -> Result<(), Vec<CellFault>> {
        let id = answer.words(SheetField::Id);
        let Some(made) = self.origin.and_then(|origin| origin.made_of.get(&id)) else {
            return Ok(());
        };
        let typed_over = answer.typed_over(made).into_iter().map(|(field, was)| {
            let status = Status::from_key(&was).filter(|_| field == SheetField::StatusNow);
            let was = status.map_or(was, |status| (self.words.status)(status).to_owned());
            CellFault::new(answer, field, CellRefusal::NotToFillIn(was))
        });
        match typed_over.collect::<Vec<_>>() {
            none if none.is_empty() => Ok(()),
            some => Err(some),
        }
    }
}

/// Refuses cells under a heading that is not ours, that is there twice, or behind the last heading.
fn refuse_stray(answer: &SheetAnswer) -> Result<(), Vec<CellFault>> {
    let stray = answer.stray.iter().map(|it| (it, CellRefusal::NoHeading));
    let beyond = answer.beyond.iter();
    let all = stray.chain(beyond.map(|it| (it, CellRefusal::BeyondHeadings)));
    let faults = all.map(|(cell, why)| CellFault::unread(answer, cell, why));
    let faults: Vec<CellFault> = faults.collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// Refuses a row whose titles are another item's than its id.
fn refuse_other_item(board: &Board, row: &RowReader<'_>) -> Result<(), Vec<CellFault>> {
    let Some(field) = foreign_title(board, &row.it, row.answer) else {
        return Ok(());
    };
    let why = CellRefusal::OtherItem(row.answer.words(SheetField::Id));
    Err(vec![CellFault::new(row.answer, field, why)])
}

/// Refuses a row of another occurrence than its milestone, or of one that cannot be determined.
fn refuse_other_period(board: &Board, row: &RowReader<'_>) -> Result<(), Vec<CellFault>> {
    let (answer, milestone) = (row.answer, row.it.milestone);
    if is_of_period(answer, milestone, board.as_of) {
        return Ok(());
    }
    let mut fields = [SheetField::Period, SheetField::Year].into_iter();
    let field = fields.find(|field| answer.get(*field).is_some());
    let why = CellRefusal::OtherPeriod(milestone.occurrence.clone().unwrap_or_default());
    let field = field.unwrap_or(SheetField::Id);
    Err(vec![CellFault::new(answer, field, why)])
}

/// Returns the fault of a row at the cell of its id.
pub(super) fn wrong_id(answer: &SheetAnswer, why: CellRefusal) -> Vec<CellFault> {
    vec![CellFault::new(answer, SheetField::Id, why)]
}

/// The milestones of a ledger so far, of one unit or of all, with their rows.
type SeenInLedger<'a> = HashMap<(MilestonePlace, Option<UnitIx>), &'a SheetAnswer>;

impl LedgerMatch {
    /// Compares the rows that were matched with the plans.
    pub fn draft(&self, board: &Board, on: Option<Day>, words: &Words) -> SheetDraft {
        let mut draft = SheetDraft::default();
        let mut seen = SeenInLedger::new();
        for (answer, place) in &self.rows {
            let read = RowReader::new(board, *place, answer, words).and_then(|row| {
                refuse_stray(answer)?;
                refuse_other_item(board, &row)?;
                refuse_other_period(board, &row)?;
                draft.ledger_row(row, *place, on, &mut seen)
            });
            draft.take(read);
        }
        draft
    }
}

impl SheetDraft {
    /// Returns the change that a row of a ledger makes, or the cells that do not fit.
    fn ledger_row<'a>(
        &self,
        mut row: RowReader<'a>,
        place: MilestonePlace,
        on: Option<Day>,
        seen: &mut SeenInLedger<'a>,
    ) -> Result<Option<SheetChange>, Vec<CellFault>> {
        // A ledger is the office's: whoever said it, it is said.
        row.is_office = true;
        let unit = row.unit_named().filter(|_| !row.is_of_whole());
        if let Some(fault) = row.done_on_alone(unit) {
            return Err(vec![fault]);
        }
        if !row.answer.is_filled_in() {
            return Ok(None);
        }
        if let Some(first) = seen.insert((place, unit), row.answer) {
            let first = first.address_from(row.answer, SheetField::Id);
            return Err(wrong_id(row.answer, CellRefusal::IdTwice(first)));
        }
        let Some(change) = row.read(unit, None, on)? else {
            return Ok(None);
        };
        let of_nobody = || row.not_responsible().or_else(|| row.not_of_one());
        if let Some(why) = row.reporters_differ().or_else(of_nobody) {
            return Err(vec![CellFault::new(row.answer, row.unit_field(), why)]);
        }
        if !row.it.milestone.each
            && let Some(first) = self.contradicted_by(&change)
        {
            let first = first.answer.address_from(row.answer, SheetField::Id);
            let why = CellRefusal::IdTwice(first);
            return Err(vec![change.fault(why)]);
        }
        Ok(Some(change))
    }

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
