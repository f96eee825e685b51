//! `duban apply`: takes over a returned sheet or an office's own ledger.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::document::intake::{IntakeError, read_bytes};
use crate::import::sheet::{
    CellFault, FeedbackAnswers, FieldChange, LedgerMatch, NameOnSheet, SheetChange, SheetDraft,
    SheetGrid, SheetOrigin, Speaker, draft, feedback_answers, match_ledger, read_sheets,
};
use crate::plan::{Day, Log, LogRef, Refusal};
use crate::query::{Board, OpenPlan, UnitInPlan, match_unit};
use crate::record::{Deed, DeedItem, judge};
use crate::store::Fault;
use crate::text::{Note, SheetField};

use super::report::name_of;
use crate::cli::args::ApplyArgs;
use crate::cli::record::write;
use crate::cli::{Context, Failure, Output, message};

/// `duban apply FILE`: applies a filled-in feedback sheet of `--unit`, else of the unit that it names; `--map`: an
/// office's own ledger. Checks it, shows the differences, and writes them as one change.
pub(super) fn apply(cx: &Context, out: &mut Output, args: &ApplyArgs) -> Result<(), Failure> {
    const TRIES: usize = 10;
    let on = cx.past_day_if(args.on.as_deref())?;
    let sheets = read(cx, args)?;
    let mut board = cx.board()?;
    let returned = Returned::new(cx, args, &sheets)?;
    let mut tries = 1;
    let applied = loop {
        match returned.apply(out, &board, on) {
            // Somebody else has recorded something meanwhile.
            Err(failure) if tries < TRIES && matches!(failure.fault(), Some(Fault::Changed(_))) => {
                tries += 1;
                board = cx.board()?;
            }
            done => break done?,
        }
    };
    if cx.global.json {
        out.json(&json(cx, &applied.drafted, applied.written));
    } else {
        say_all(cx, out, args, &applied);
    }
    let faults = applied.drafted.faults.len();
    if faults > 0 {
        message(&(cx.words.ledger.cells_left)(faults, args.partial));
        return Err(Failure::Unread);
    }
    cx.after_reading(out, &board.trouble())
}

/// The outcome of holding a file against a board.
struct SheetOutcome {
    drafted: SheetDraft,
    /// The columns and rows recognised in an office's own ledger.
    matched: Option<LedgerMatch>,
    written: bool,
}

/// A file that came back.
struct Returned<'a> {
    cx: &'a Context,
    args: &'a ApplyArgs,
    sheets: &'a [SheetGrid],
    /// The answers on a unit's feedback sheet; `None` of an office's own ledger.
    answers: Option<FeedbackAnswers>,
    /// The plans and the unit that the sheet was made from, if it says so.
    origin: Option<SheetOrigin>,
}

impl<'a> Returned<'a> {
    fn new(cx: &'a Context, args: &'a ApplyArgs, sheets: &'a [SheetGrid]) -> Result<Self, Failure> {
        let answers = if args.map {
            None
        } else {
            Some(feedback_answers(sheets, cx.as_of()).ok_or_else(|| no_sheet(cx, args))?)
        };
        let origin = answers.as_ref().and_then(|_| SheetOrigin::of(sheets));
        let made_for = origin.as_ref().and_then(|origin| origin.unit.as_deref());
        if let Some(made_for) = made_for.filter(|_| args.unit.is_none()) {
            message(&(cx.words.ledger.sheet_is_of)(made_for));
        }
        let unused = answers.as_ref().map_or(&[][..], |answers| &answers.unused);
        if !unused.is_empty() {
            message((cx.words.ledger.columns_unused)(unused).trim_start());
        }
        Ok(Self {
            cx,
            args,
            sheets,
            answers,
            origin,
        })
    }

    /// Holds the file against a board, and records what is new.
    fn apply(
        &self,
        out: &mut Output,
        board: &Board,
        on: Option<Day>,
    ) -> Result<SheetOutcome, Failure> {
        let (cx, args) = (self.cx, self.args);
        let (matched, mut drafted) = if let Some(answers) = &self.answers {
            (None, self.feedback(board, answers, on)?)
        } else {
            let settings = cx.office()?.settings;
            let columns = settings.ledger_columns.unwrap_or_default();
            let office = settings.office.as_deref();
            let matched = match_ledger(board, self.sheets, &columns, office);
            let matched = matched.ok_or_else(|| no_sheet(cx, args))?;
            let drafted = matched.draft(board, on, cx.words);
            (Some(matched), drafted)
        };
        judge_all(cx, board, &mut drafted)?;
        let written = !args.dry_run && !args.is_held_up(&drafted) && !drafted.changes.is_empty();
        if written {
            write(cx, out, board, &deed(&drafted.changes))?;
        }
        Ok(SheetOutcome {
            drafted,
            matched,
            written,
        })
    }

    /// Holds a unit's feedback sheet against a board.
    fn feedback(
        &self,
        board: &Board,
        answers: &FeedbackAnswers,
        on: Option<Day>,
    ) -> Result<SheetDraft, Failure> {
        let cx = self.cx;
        let origin = self.origin.as_ref();
        let made_for = origin.and_then(|origin| origin.unit.as_deref());
        let of_sheet = match made_for {
            Some(made_for) => Some(units_of_sheet(cx, board, made_for)?),
            None => None,
        };
        let units = match (&self.args.unit, of_sheet) {
            (None, Some(of_sheet)) => of_sheet,
            (None, None) => return Err(cx.misused(cx.words.ledger.needs_unit_or_map)),
            (Some(typed), of_sheet) => {
                let units = cx.units_named(board, typed)?;
                let is_other = of_sheet
                    .is_some_and(|of_sheet| !of_sheet.iter().any(|unit| units.contains(unit)));
                if let Some(made_for) = made_for.filter(|_| is_other) {
                    let named = name_of(board, &units).unwrap_or_else(|| typed.to_owned());
                    let note = (cx.words.ledger.sheet_of_other)(made_for, &named);
                    return Err(Failure::Usage(note));
                }
                units
            }
        };
        if let Some(told) = answers
            .told
            .iter()
            .find(|it| is_other(board, &units, &it.name))
        {
            let named = name_of(board, &units).unwrap_or_default();
            let note = (cx.words.ledger.sheet_tells_other)(&told.cell, &told.name, &named);
            return Err(Failure::Usage(note));
        }
        let speaker = Speaker { units: &units, on };
        Ok(draft(board, &answers.rows, origin, speaker, cx.words))
    }
}

/// Returns whether a name, in any form that the command line takes, means a unit of the plans other than these. A
/// supervisor does not count: it collects what others fill in.
fn is_other(board: &Board, units: &[UnitInPlan], name: &str) -> bool {
    let plans = board.open();
    let named = plans.filter_map(|(_, OpenPlan { plan, .. })| {
        let unit = match_unit(plan.units(), name).one()?;
        let is_supervisor = plan.units().get(unit).is_supervisor;
        (!is_supervisor).then(|| UnitInPlan::of(plan, unit))
    });
    let named: Vec<UnitInPlan> = named.collect();
    !named.is_empty() && !named.iter().any(|unit| units.contains(unit))
}

/// Returns the unit that a sheet was made for, in each plan that has it by one of its names.
fn units_of_sheet(cx: &Context, board: &Board, made_for: &str) -> Result<Vec<UnitInPlan>, Failure> {
    let plans = board.open();
    let units = plans.filter_map(|(_, OpenPlan { plan, .. })| {
        let unit = plan.units().find(made_for)?;
        Some(UnitInPlan::of(plan, unit))
    });
    let units: Vec<UnitInPlan> = units.collect();
    if units.is_empty() {
        let note = (cx.words.ledger.sheet_of_unknown)(made_for);
        return Err(Failure::Usage(note));
    }
    Ok(units)
}

impl ApplyArgs {
    /// Returns whether faults keep everything from being written.
    fn is_held_up(&self, drafted: &SheetDraft) -> bool {
        !drafted.faults.is_empty() && !self.partial
    }
}

/// Prints what was recognised, what changes, and how much of it was written.
fn say_all(cx: &Context, out: &mut Output, args: &ApplyArgs, applied: &SheetOutcome) {
    let words = &cx.words.ledger;
    if let Some(matched) = &applied.matched {
        say_match(cx, out, matched);
    }
    say(cx, out, &applied.drafted, applied.matched.is_some());
    let rows = applied.drafted.changes.len();
    out.note(&match (rows, applied.written) {
        (0, _) if applied.drafted.faults.is_empty() => words.nothing_new.to_owned(),
        (_, true) => (words.applied)(rows),
        (_, false) if args.is_held_up(&applied.drafted) => String::new(),
        (_, false) => (words.would_apply)(rows),
    });
}

fn read(cx: &Context, args: &ApplyArgs) -> Result<Vec<SheetGrid>, Failure> {
    let bytes = read_bytes(&args.file);
    let sheets = bytes.and_then(|bytes| read_sheets(&args.file.to_string_lossy(), &bytes));
    sheets.map_err(|error| {
        let note = (cx.words.import.fault)(&args.file.display().to_string(), &error);
        Failure::NotRead(match error {
            IntakeError::Io(_) => note,
            _ => Note::new(note.what, cx.words.ledger.send_again),
        })
    })
}

fn no_sheet(cx: &Context, args: &ApplyArgs) -> Failure {
    let words = &cx.words.ledger;
    let why = if args.map {
        words.no_ledger
    } else {
        words.no_sheet
    };
    Failure::NotRead(why(&args.file))
}

/// Judges the changes; refusals become faults of their cells.
fn judge_all(cx: &Context, board: &Board, drafted: &mut SheetDraft) -> Result<(), Failure> {
    let mut refusals = refusals(cx, board, &drafted.changes)?;
    let mut is_explained = false;
    for (index, refusal) in &refusals {
        is_explained |= drafted.changes[*index].explain(refusal);
    }
    if is_explained {
        refusals = self::refusals(cx, board, &drafted.changes)?;
    }
    let changes = std::mem::take(&mut drafted.changes);
    for (index, change) in changes.into_iter().enumerate() {
        match refusals.remove(&index) {
            Some(refusal) => {
                drafted.faults.push(change.refused(refusal));
            }
            None => drafted.changes.push(change),
        }
    }
    Ok(())
}

/// Returns the refusals of the rules, by the places of the changes.
fn refusals(
    cx: &Context,
    board: &Board,
    changes: &[SheetChange],
) -> Result<HashMap<usize, Refusal>, Failure> {
    let deed = Deed {
        skips_refused: true,
        ..deed(changes)
    };
    if deed.is_empty() {
        return Ok(HashMap::new());
    }
    let judged = judge(board, &cx.known_occasion_on(board)?, &deed)?;
    let refused = judged.refused.into_iter();
    Ok(refused.map(|it| (it.index, it.refusal)).collect())
}

fn log_of(change: &SheetChange) -> LogRef {
    LogRef {
        plan: change.plan.clone(),
        log: Log::Milestone(change.milestone.clone()),
    }
}

fn deed(changes: &[SheetChange]) -> Deed {
    let requests = changes
        .iter()
        .map(|change| DeedItem::named(log_of(change)).add(change.entry.clone()));
    Deed {
        refuses_if_board_changed: true,
        ..Deed::new(requests.collect())
    }
}

/// Prints the differences, then the cells not accepted.
fn say(cx: &Context, out: &mut Output, drafted: &SheetDraft, is_ledger: bool) {
    let words = &cx.words.ledger;
    for change in &drafted.changes {
        let fields: Vec<String> = change
            .fields
            .iter()
            .map(|field| {
                let (name, from, to) = ((words.field)(field.field), &field.from, &field.to);
                match field.until {
                    Some(day) => (words.field_change_then)(name, to, from, day),
                    None => (words.field_change)(name, from, to),
                }
            })
            .collect();
        // The rows of a ledger are of several units.
        let unit = change.entry.by.as_deref().filter(|_| is_ledger);
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        let id = format!("{} {}{unit}", log_of(change).full_id(), change.label);
        let day = change.entry.on.unwrap_or_else(|| cx.as_of());
        out.line(&(words.row_applied)(
            &id,
            day,
            &fields.join(cx.words.semicolon),
        ));
    }
    for answer in &drafted.unread {
        out.note(&(words.row_unread)(&answer.sheet, answer.row + 1));
    }
    let colon = cx.words.colon;
    for fault in &drafted.faults {
        let (place, note) = fault_words(cx, fault);
        out.note(&format!(
            "{}{colon}{place}{colon}{}",
            cx.words.error, note.what
        ));
        out.note(&format!("  {}{colon}{}", cx.words.cli.hint, note.how));
    }
}

fn fault_words(cx: &Context, fault: &CellFault) -> (String, Note) {
    const MOST: usize = 40;
    let words = &cx.words.ledger;
    let says = crate::text::cut(&fault.says, MOST);
    let place = (words.cell)(&fault.sheet, &fault.cell, &says);
    (place, (words.cell_refusal)(&fault.why))
}

/// Prints the recognised columns and the unmatched rows.
fn say_match(cx: &Context, out: &mut Output, matched: &LedgerMatch) {
    let words = &cx.words.ledger;
    for (sheet, map) in &matched.columns {
        if !sheet.is_empty() {
            out.line(sheet);
        }
        for NameOnSheet { cell, name } in &map.names_above {
            let told = (words.cell)("", cell, name);
            let field = (words.field)(SheetField::Reporter);
            out.line(&(words.column_is)(&told, field));
        }
        if let Some(NameOnSheet { cell, name }) = &map.period {
            let told = (words.cell)("", if cell.is_empty() { sheet } else { cell }, name);
            let field = (words.field)(SheetField::Period);
            out.line(&(words.column_is)(&told, field));
        }
        for ((field, column), heading) in map.found.iter().zip(&map.headings) {
            let place = map.heading_cell(*column);
            let heading = (words.cell)("", &place, heading);
            out.line(&(words.column_is)(&heading, (words.field)(*field)));
        }
        let others: Vec<String> = map
            .others
            .iter()
            .map(|(heading, _)| heading.clone())
            .collect();
        if !others.is_empty() {
            out.line(&(words.columns_unused)(&others));
        }
    }
    let all = matched.count() + matched.unmatched.len();
    out.line(&(words.rows_matched)(matched.count(), all));
    for row in &matched.unmatched {
        let answer = &row.answer;
        let says = [SheetField::Id, SheetField::Task, SheetField::Milestone];
        let says: Vec<String> = says.map(|field| answer.words(field)).into();
        let says = says.join(" ");
        let (sheet, nth, says) = (&answer.sheet, answer.row + 1, says.trim());
        out.line(&match &row.other_plan {
            Some(plan) => (words.row_of_other_plan)(sheet, nth, says, plan),
            None => (words.row_unmatched)(sheet, nth, says, &row.ids),
        });
    }
}

fn json(cx: &Context, drafted: &SheetDraft, written: bool) -> Value {
    let changes = drafted.changes.iter().map(|change| {
        let fields = change.fields.iter().map(field_json);
        json!({
            "id": log_of(change).full_id(),
            "on": change.entry.on.unwrap_or_else(|| cx.as_of()),
            "fields": fields.collect::<Vec<_>>(),
        })
    });
    let faults = drafted.faults.iter().map(|fault| {
        let note = (cx.words.ledger.cell_refusal)(&fault.why);
        json!({
            "sheet": fault.sheet, "cell": fault.cell, "says": fault.says,
            "code": fault.why.code(), "what": note.what, "how": note.how,
        })
    });
    let (changes, faults): (Vec<_>, Vec<_>) = (changes.collect(), faults.collect());
    json!({ "schema": 1, "written": written, "changes": changes, "faults": faults })
}

fn field_json(change: &FieldChange) -> Value {
    let said = [change.from.as_str(), change.to.as_str()];
    let [from, to] = change.keys.unwrap_or(said);
    let mut said = json!({ "field": key(change.field), "from": from, "to": to });
    if let Some(until) = change.until {
        said["until"] = json!(until);
    }
    said
}

/// Returns a field's key in progress.toml.
fn key(field: SheetField) -> &'static str {
    match field {
        SheetField::Progress => "text",
        other => other.key(),
    }
}
