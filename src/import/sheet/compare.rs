use std::collections::HashMap;

use crate::plan::{Day, Entry, MilestoneState, Number, Status, UnitIx, show_number};
use crate::query::{Board, Located, OpenPlan, Resolved, locate};
use crate::text::{CellRefusal, Words};

use super::cells::{day, number, references, status};
use super::matching::{LedgerMatch, Places, full_id};
use super::{SheetAnswer, SheetField, SheetOrigin, SheetValue};

/// A field that will say something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub field: SheetField,
    /// What is there, in words; empty where nothing is.
    pub from: String,
    /// What will be.
    pub to: String,
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
    /// Where it stands.
    pub answer: SheetAnswer,
}

impl SheetChange {
    /// A fault of the row as a whole, at the cell that most likely made it.
    pub fn fault(&self, why: CellRefusal) -> CellFault {
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
    fn new(answer: &SheetAnswer, field: SheetField, why: CellRefusal) -> Self {
        Self {
            sheet: answer.sheet.clone(),
            cell: answer.address(field),
            says: answer.words(field),
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
    /// The unit in each plan that has it, by the plan's id.
    pub units: &'a [(String, UnitIx)],
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
    let mut seen: HashMap<Places, String> = HashMap::new();
    for answer in answers {
        let id = answer.words(SheetField::Id);
        if id.is_empty() {
            draft.unread.push(answer.clone());
            continue;
        }
        let refuse = |why| CellFault::new(answer, SheetField::Id, why);
        let places = match locate(board, &id) {
            Located::Milestone {
                plan,
                action,
                milestone,
            } => (plan, action, milestone),
            Located::Nothing(near) => {
                draft.faults.push(refuse(CellRefusal::NoSuchId(near)));
                continue;
            }
            _ => {
                draft.faults.push(refuse(CellRefusal::NoSuchId(Vec::new())));
                continue;
            }
        };
        if let Some(first) = seen.insert(places, answer.address(SheetField::Id)) {
            draft.faults.push(refuse(CellRefusal::IdTwice(first)));
            continue;
        }
        let Some(row) = RowReader::new(board, places, answer, words) else {
            continue;
        };
        let Some(unit) = row.own_unit(speaker) else {
            draft.faults.push(refuse(CellRefusal::NotOfUnit));
            continue;
        };
        let around = origin.and_then(|origin| origin.as_of);
        let made_of = full_id(board, places)
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
        let mut seen: HashMap<(Places, Option<UnitIx>), String> = HashMap::new();
        for (answer, places) in &self.rows {
            let Some(row) = RowReader::new(board, *places, answer, words) else {
                continue;
            };
            let unit = row.lead_named();
            if let Some(first) = seen.insert((*places, unit), answer.address(SheetField::Id)) {
                let why = CellRefusal::IdTwice(first);
                draft
                    .faults
                    .push(CellFault::new(answer, SheetField::Id, why));
                continue;
            }
            // A ledger is the office's: whoever said it, it is said.
            let row = RowReader {
                is_office: true,
                ..row
            };
            let mut read = row.read(unit, None, (on, None));
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

/// A row being held against its milestone.
struct RowReader<'a> {
    it: Resolved<'a>,
    as_of: Day,
    answer: &'a SheetAnswer,
    words: &'a Words,
    /// The office speaks, not a unit for itself.
    is_office: bool,
}

impl<'a> RowReader<'a> {
    fn new(
        board: &'a Board,
        (plan, action, milestone): Places,
        answer: &'a SheetAnswer,
        words: &'a Words,
    ) -> Option<Self> {
        let OpenPlan {
            plan,
            progress,
            ledger,
        } = board.plans[plan].open()?;
        let of = &plan.actions[action];
        let it = Resolved {
            plan,
            progress,
            ledger,
            action: of,
            milestone: &of.milestones[milestone],
            row: ledger.row(action, milestone),
        };
        Some(Self {
            it,
            as_of: board.as_of,
            answer,
            words,
            is_office: false,
        })
    }

    /// Returns the unit that speaks, where the milestone is its own: it leads or supports it, or owes a part of it.
    fn own_unit(&self, speaker: Speaker<'_>) -> Option<UnitIx> {
        let mut units = speaker.units.iter();
        let (_, unit) = units.find(|(plan, _)| plan == self.it.plan.id())?;
        let reporting = &self.it.row.state.units;
        let is_own = if reporting.is_empty() {
            self.it.action.responsible().any(|named| named == *unit)
        } else {
            reporting.iter().any(|own| own.unit == *unit)
        };
        is_own.then_some(*unit)
    }

    /// Returns the unit that a ledger names as lead, where the milestone is its.
    fn lead_named(&self) -> Option<UnitIx> {
        let named = self.answer.words(SheetField::Lead);
        let mut names = named.split(['、', '，', ',', '；', ';', '\n', ' ']);
        let unit = names.find_map(|name| self.it.plan.units().find(name.trim()))?;
        let units = self.it.plan.units();
        let responsible = units.expand(self.it.action.responsible());
        responsible.contains(&unit).then_some(unit)
    }

    /// Returns the status and value that the sheet showed when it was made.
    fn as_shown(&self) -> Option<(String, String)> {
        let shown = self.answer.get(SheetField::StatusNow)?;
        let status = status(shown).ok()?.key().to_owned();
        Some((status, self.answer.words(SheetField::ValueNow)))
    }

    fn read(
        &self,
        unit: Option<UnitIx>,
        made_of: Option<(String, String)>,
        (on, around): (Option<Day>, Option<Day>),
    ) -> Result<Option<SheetChange>, Vec<CellFault>> {
        let mut faults = Vec::new();
        let mut note = |field, why| faults.push(CellFault::new(self.answer, field, why));
        let mut entry = Entry {
            by: unit.map(|unit| self.it.plan.units().name(unit).to_owned()),
            on,
            ..Entry::default()
        };
        let mut fields = Vec::new();
        let state = self.state(unit);
        let (made_status, made_value) = made_of.unzip();
        let written = self.answer.get(SheetField::Date);
        let written = written.map(|cell| day(cell, on.or(around).unwrap_or(self.as_of)));
        let of_day = match &written {
            Some(day) => day.as_ref().ok().copied(),
            None => Some(on.unwrap_or(self.as_of)),
        };
        // What stands in the log of that day is not said again, whatever came after it.
        let is_said = |says: &dyn Fn(&Entry) -> bool| {
            let mut log = self.log();
            log.any(|entry| Some(entry.day()) == of_day && self.is_of(unit, entry) && says(entry))
        };

        if let Some(cell) = self.answer.get(SheetField::Status)
            && !self.is_word_of(cell, state.status)
        {
            match status(cell) {
                Err(why) => note(SheetField::Status, why),
                // What was accepted was done.
                Ok(new)
                    if new == state.status
                        || (new, state.status) == (Status::Done, Status::Closed)
                        || is_said(&|entry| entry.status == Some(new)) => {}
                Ok(new) => {
                    let from = (self.words.status)(state.status).to_owned();
                    // No sheet opens again what was accepted or stopped.
                    let is_over = matches!(state.status, Status::Closed | Status::Dropped);
                    if is_over || made_status.is_some_and(|made| made != state.status.key()) {
                        note(SheetField::Status, CellRefusal::Conflict(from));
                    } else {
                        entry.status = Some(new);
                        let to = (self.words.status)(new).to_owned();
                        fields.push(FieldChange {
                            field: SheetField::Status,
                            from,
                            to,
                        });
                    }
                }
            }
        }
        if let Some(cell) = self.answer.get(SheetField::Value) {
            match number(cell, self.it.milestone) {
                Err(why) => note(SheetField::Value, why),
                Ok(new)
                    if state.value == Some(new) || is_said(&|entry| entry.value == Some(new)) => {}
                Ok(new) => {
                    let from = state
                        .value
                        .map(|value| self.measured(value))
                        .unwrap_or_default();
                    let now = state.value.map(show_number).unwrap_or_default();
                    if made_value.is_some_and(|made| made != now) {
                        note(SheetField::Value, CellRefusal::Conflict(from));
                    } else {
                        entry.value = Some(new);
                        let to = self.measured(new);
                        fields.push(FieldChange {
                            field: SheetField::Value,
                            from,
                            to,
                        });
                    }
                }
            }
        }
        for (field, said) in [
            (SheetField::Progress, &mut entry.text),
            (SheetField::Problem, &mut entry.problem),
            (SheetField::Next, &mut entry.next),
        ] {
            if self.answer.get(field).is_some_and(SheetValue::is_error) {
                note(field, CellRefusal::FailedFormula);
                continue;
            }
            let new = self.answer.words(field);
            let from = self.last_said(unit, field);
            let is_known = self.is_there(field, &new, from.as_ref())
                || is_said(&|entry| text_of(entry, field) == Some(&new));
            if !new.is_empty() && !is_known {
                let from = from.map(|(_, text)| text).unwrap_or_default();
                fields.push(FieldChange {
                    field,
                    from,
                    to: new.clone(),
                });
                *said = Some(new);
            }
        }
        let known: Vec<&String> = self.log().flat_map(|entry| &entry.evidence).collect();
        let mut new = references(&self.answer.words(SheetField::Evidence));
        new.retain(|reference| !known.contains(&reference));
        if !new.is_empty() {
            let field = SheetField::Evidence;
            fields.push(FieldChange {
                field,
                from: String::new(),
                to: new.join(self.words.ledger.between),
            });
            entry.evidence = new;
        }
        match written {
            None => {}
            Some(Ok(day)) => entry.on = Some(day),
            // A day of nothing is nothing wrong.
            Some(Err(_)) if fields.is_empty() => {}
            Some(Err(why)) => note(SheetField::Date, why),
        }
        if let Some(status) = entry.status {
            // What stands in the way is the reason.
            let problem = entry.problem.clone();
            let problem = problem.or_else(|| Some(self.answer.words(SheetField::Problem)));
            let problem = problem.filter(|problem| !problem.is_empty());
            match status {
                Status::Blocked if problem.is_none() => {
                    note(SheetField::Status, CellRefusal::NeedsProblem);
                }
                Status::Blocked => entry.reason = problem,
                Status::Done if self.is_short(state, entry.value) => entry.reason = problem,
                _ => {}
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        if fields.is_empty() {
            return Ok(None);
        }
        Ok(Some(SheetChange {
            plan: self.it.plan.id().to_owned(),
            milestone: self.it.milestone.id.clone(),
            label: self.it.milestone.label(),
            entry,
            fields,
            answer: self.answer.clone(),
        }))
    }

    /// Returns the state of who speaks: its own part where every unit reports its own.
    fn state(&self, unit: Option<UnitIx>) -> &MilestoneState {
        let state = &self.it.row.state;
        let mut own = state.units.iter();
        own.find(|own| Some(own.unit) == unit)
            .map_or(state, |own| &own.state)
    }

    fn is_word_of(&self, cell: &SheetValue, status: Status) -> bool {
        cell.words() == (self.words.status)(status)
    }

    fn is_short(&self, state: &MilestoneState, new: Option<Number>) -> bool {
        let value = new.or(state.value);
        let target = self.it.milestone.target.as_ref();
        target
            .zip(value)
            .is_some_and(|(target, value)| !target.met_by(value))
    }

    fn measured(&self, value: Number) -> String {
        let target = self.it.milestone.target.as_ref();
        let unit = target.map_or("", |target| target.unit.as_str());
        format!("{}{unit}", show_number(value))
    }

    fn log(&self) -> impl DoubleEndedIterator<Item = &'a Entry> {
        self.it.progress.log(&self.it.milestone.id).iter()
    }

    /// Returns the latest text that a unit (or, without one, anybody) recorded in a field, with its day.
    fn last_said(&self, unit: Option<UnitIx>, field: SheetField) -> Option<(Day, String)> {
        let said = self.log().rev().filter(|entry| entry.remind.is_none());
        said.filter(|entry| self.is_of(unit, entry))
            .find_map(|entry| Some((entry.day(), text_of(entry, field)?.clone())))
    }

    /// Returns true if an entry is a unit's; for an office, and where no unit is known, anybody's will do.
    fn is_of(&self, unit: Option<UnitIx>, entry: &Entry) -> bool {
        let units = self.it.plan.units();
        let meant = || entry.meant().and_then(|name| units.find(name));
        self.is_office || unit.is_none() || meant() == unit
    }

    /// Returns true if a cell repeats what is recorded already, perhaps with its day in front as in our own ledger.
    fn is_there(&self, field: SheetField, new: &str, last: Option<&(Day, String)>) -> bool {
        let same = |a: &str, b: &str| {
            let (a, b) = (a.split_whitespace(), b.split_whitespace());
            a.eq(b)
        };
        let Some((day, text)) = last else {
            // Of an `each` milestone our ledger counts who has reported.
            return field == SheetField::Progress && self.starts_with_count(new);
        };
        same(new, text)
            || same(new, &(self.words.report.dated)(*day, text))
            || (field == SheetField::Progress && self.starts_with_count(new))
    }

    fn starts_with_count(&self, text: &str) -> bool {
        let state = &self.it.row.state;
        let (done, owing) = state.reported();
        !state.units.is_empty() && text.starts_with(&(self.words.reported_of)(done, owing))
    }
}

/// What an entry says in a field of text.
fn text_of(entry: &Entry, field: SheetField) -> Option<&String> {
    match field {
        SheetField::Progress => entry.text.as_ref(),
        SheetField::Problem => entry.problem.as_ref(),
        _ => entry.next.as_ref(),
    }
}
