//! The ledger, sheets that go out and come back, working days

use crate::plan::{DayOff, Delivery, Measure, Miss, Postponement, Refusal, Status};
use crate::text::words::note;
use crate::text::{CellRefusal, LedgerColumn, LedgerWords, Note, SheetConflict, SheetField};

use super::counted;

/// Words of the ledger and the sheets.
pub(super) const LEDGER: LedgerWords = LedgerWords {
    column: |column| match column {
        LedgerColumn::No => "No.",
        LedgerColumn::Id => "ID",
        LedgerColumn::Source => "Source",
        LedgerColumn::Task => "Task",
        LedgerColumn::Milestone => "Milestone",
        LedgerColumn::Target => "Target",
        LedgerColumn::Lead => "Lead",
        LedgerColumn::Support => "Support",
        LedgerColumn::Start => "Start",
        LedgerColumn::Due => "Due",
        LedgerColumn::DueNow => "Due now",
        LedgerColumn::Progress => "Progress",
        LedgerColumn::Value => "Value",
        LedgerColumn::Unit => "Unit of measure",
        LedgerColumn::TimeShare => "Time share",
        LedgerColumn::Problem => "Problems",
        LedgerColumn::Next => "Next steps",
        LedgerColumn::Lamp => "Lamp",
        LedgerColumn::Reason => "Reason",
        LedgerColumn::Status => "Status",
        LedgerColumn::DoneOn => "Done on",
        LedgerColumn::ClosedOn => "Closed on",
        LedgerColumn::Postponements => "Postponements",
        LedgerColumn::Reminders => "Reminders",
        LedgerColumn::Evidence => "Evidence",
        LedgerColumn::Remarks => "Remarks",
    },
    font: None,
    title: "Ledger",
    title_of: |short| format!("Ledger of {short}"),
    then: |first, second| match second {
        "" => first.to_owned(),
        second => format!("{first}. {second}"),
    },
    silent: |said, names| format!("{said}, not reported: {names}"),
    unfinished: |said, names| format!("{said}, not done: {names}"),
    postponed: |on, to, outcome, by, why| {
        let why = why.map(|why| format!(": {why}")).unwrap_or_default();
        match outcome {
            Postponement::Pending => {
                format!("{on} asked to be postponed to {to}, not granted yet{why}")
            }
            Postponement::Decided => format!("{on} asked to be postponed to {to}{why}"),
            Postponement::Granted => format!("{on} postponed to {to}, granted by {by}{why}"),
            Postponement::Refused => format!("{on} postponement refused by {by}{why}"),
        }
    },
    reminded: |count, on, level| match count {
        1 => format!("once: {on} {level}"),
        _ => format!("{count} times, last {on} {level}"),
    },
    due_on_day_off: |why| match why {
        DayOff::Holiday(name) => format!("due on a day off: {}", holiday(name)),
        DayOff::Weekend => "due on a weekend".to_owned(),
        DayOff::Own => "due on a day off of this office".to_owned(),
    },
    year_unknown: |year| {
        format!("the days off of {year} are not known: Monday to Friday count as working days")
    },
    round: |plan, period, due| {
        format!(
            "{plan} reports: {} to {}, due by {due}",
            period.start, period.end
        )
    },
    not_delivered: |units| format!("not reported, {}: {}", units.len(), units.join(", ")),
    delivered_late: |units| {
        let named = units.iter().map(|(unit, days)| match days {
            1 => format!("{unit} (1 day late)"),
            _ => format!("{unit} ({days} days late)"),
        });
        let named = named.collect::<Vec<_>>().join(", ");
        format!("reported late, {}: {named}", units.len())
    },
    report_on: |plan, period| {
        format!("{plan} report on {} to {}", period.start, period.end)
            .trim_start()
            .to_owned()
    },
    delivery: |delivery| match delivery {
        Delivery::InTime(_) => "reported".to_owned(),
        Delivery::Late { days, .. } => format!("{days}d late"),
        Delivery::Missing => "not reported".to_owned(),
    },
    all_delivered: "everybody who owes a report reported in time",
    field: |field| match field {
        SheetField::Id => "ID",
        SheetField::Task => "Task",
        SheetField::Milestone => "Milestone",
        SheetField::Due => "Due",
        SheetField::Target => "Target",
        SheetField::Measure => "Unit of measure",
        SheetField::StatusNow => "Status now",
        SheetField::ValueNow => "Value now",
        SheetField::Status => "Status",
        SheetField::Date => "Date",
        SheetField::Value => "Value",
        SheetField::Progress => "Progress",
        SheetField::Problem => "Problems",
        SheetField::Next => "Next steps",
        SheetField::Evidence => "Evidence",
        SheetField::Lead => "Lead",
        SheetField::Reporter => "Reporting unit",
        SheetField::Year => "Year",
        SheetField::Period => "Period",
        SheetField::DoneOn => "Done on",
    },
    feedback_title: |unit| format!("Progress of {unit}"),
    feedback_line: |unit, day| format!("To be filled in by {unit}    as of {day}"),
    feedback_sheet: "Progress",
    help_sheet: "How to fill it in",
    feedback_help: &[
        "1. Fill in the light yellow columns only; leave empty what has not changed.",
        "2. Choose the status from the list: to do, doing, blocked, done. Where something is blocked, say why under Problems.",
        "3. Date is the day it happened, such as 2024-06-28; left empty, it is the day the sheet is read in.",
        "4. To report that nothing has changed, fill in date and status.",
        "5. Value is the total so far: a number alone, in the unit of the target.",
        "6. Progress says what was done; Problems and Next steps may stay empty.",
        "7. Evidence is a document number or a file name; put semicolons between several.",
        "8. Closing, stopping and postponing are not asked for here.",
        "9. Do not change the ID column; widths, hidden and moved columns are fine.",
    ],
    nothing_to_report: |unit| {
        let none = match unit {
            Some(unit) => format!("{unit} has no open milestone"),
            None => "no unit has an open milestone".to_owned(),
        };
        format!("{none}, so no sheet is needed; duban units lists the units")
    },
    cell_refusal: |why| match why {
        CellRefusal::NoStatus => {
            Note::new("not a status", "to do, doing, blocked or done would fit")
        }
        CellRefusal::NotForUnits(Status::Closed) => Note::new(
            "closing is for the supervising office, not for the unit that reports",
            "write done: whoever accepts it closes it",
        ),
        CellRefusal::NotForUnits(Status::Returned) => Note::new(
            "sending back is for the supervising office, not for the unit that reports",
            "write doing",
        ),
        CellRefusal::NotForUnits(_) => Note::new(
            "stopping something needs to be granted and is not reported here",
            "write blocked, and why under Problems",
        ),
        CellRefusal::NoDay => Note::new("not a date", "2024-06-28 would fit, or 6/28"),
        CellRefusal::UnclearDay(other) => note!(
            "a spreadsheet may have made this number of {other}: which day is meant?",
            "2024-06-30 would fit"
        ),
        CellRefusal::NoNumber => Note::new(
            "not a number in the unit of the target",
            "write the total so far, as a number alone",
        ),
        CellRefusal::UnclearShare(share) => note!(
            "a spreadsheet may have made this number of {share}%: which is meant?",
            "write {share} where {share}% is meant; else record it with duban progress"
        ),
        CellRefusal::SharedNumber => Note::new(
            "one number in a merged cell for several milestones",
            "undo the merging and give each row its own number",
        ),
        CellRefusal::DoneOnAlone => Note::new(
            "a day on which it was done, but the row does not say that it is done",
            "give the row the status `Done`, call a due date one in the heading, or empty the cell",
        ),
        CellRefusal::NoHeading => Note::new(
            "the heading above was changed, emptied or repeated; not read",
            "give the column the heading that it was sent out with, keep one of two columns, or empty the cell",
        ),
        CellRefusal::BeyondHeadings => Note::new(
            "this row has more cells than there are headings, and those before may be shifted",
            "write numbers without commas, put quotes around text with commas, or save as .xlsx",
        ),
        CellRefusal::LostCharacters => Note::new(
            "some characters could not be read",
            "correct the cell, or have the sheet saved as .xlsx and sent again",
        ),
        CellRefusal::NotToFillIn(was) if was.is_empty() => Note::new(
            "this column is not to be filled in; the cell was empty",
            "write what is new into the light yellow columns, and put this cell back",
        ),
        CellRefusal::NotToFillIn(was) => note!(
            "this column is not to be filled in; the cell said: {was}",
            "write what is new into the light yellow columns, and put this cell back"
        ),
        CellRefusal::NoSuchId(near) if near.is_empty() => Note::new(
            "no milestone has this id",
            "leave the ids as they were sent out",
        ),
        CellRefusal::NoSuchId(near) => Note::new(
            "no milestone has this id",
            format!("near it: {}", near.join(", ")),
        ),
        CellRefusal::GoneSince(near) => {
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!(" (near it: {})", near.join(", ")),
            };
            note!(
                "the plan was changed since the sheet was made and has no milestone of this id any more",
                "record it for a milestone that the plan has now{near}, or empty the cells of this row"
            )
        }
        CellRefusal::EndedOn(day) => {
            let before = day.pred_opt().unwrap_or(*day);
            note!(
                "an amendment of {day} has ended this milestone",
                "run this again with --as-of {before} to record what was before; else empty the cells of this row"
            )
        }
        CellRefusal::OtherPlan(plan) => note!(
            "this id is of the plan {plan}, which is not asked here",
            "choose that plan with --plan, or put the id back as it was sent out"
        ),
        CellRefusal::PlanGone(plan, plans) => Note::new(
            format!("this id is of the plan {plan}, which is there no more"),
            format!(
                "if its folder was renamed, put the present plan ({}) in the place of {plan}: in every id; else put the id back as it was sent out",
                plans.join(", ")
            ),
        ),
        CellRefusal::PlanMoved { id, now } => note!(
            "this row is of the plan that is {now} now; {id} has become another plan",
            "put {now}: in the place of {id}: in every id"
        ),
        CellRefusal::OtherItem(id) => note!(
            "not the title of {id}; perhaps the ids were sorted alone, or characters were lost in saving",
            "put ids and titles beside each other as in the sheet that was sent or the plan, and save as .xlsx or as .csv in UTF-8"
        ),
        CellRefusal::NotOfUnit => Note::new(
            "this milestone is not the unit's",
            "empty the cells of this row",
        ),
        CellRefusal::IdTwice(first) => note!(
            "the same milestone as {first}",
            "keep one row, with the total; if they are of several periods, name that of each row"
        ),
        CellRefusal::Conflict(why, field) => conflict(why, *field),
        CellRefusal::NoSuchUnit { name, near } if near.is_empty() => note!(
            "no unit has the name {name}",
            "give the name that the unit has in the plan"
        ),
        CellRefusal::NoSuchUnit { name, near } => Note::new(
            format!("{name} fits no unit, or several"),
            format!("give the whole name, perhaps {}", near.join(", ")),
        ),
        CellRefusal::OtherMeasure { said, now } => note!(
            "the unit of measure of this row is {said}, and that of the plan is {now}",
            "give the number in {now} and write {now} as its unit of measure"
        ),
        CellRefusal::OtherPeriod(occurrence) => note!(
            "not the occurrence {occurrence} of this milestone, or no period that is known",
            "write 2024-03, 2024年3月, 一季度 or 上半年; delete the row if the plan has no such occurrence"
        ),
        CellRefusal::OtherReporter(said) => Note::new(
            format!(
                "the row and the lines above the table name several who filled it in: {}",
                said.join(", ")
            ),
            "find out which is right and put right the other",
        ),
        CellRefusal::UnclearReporter(said) => Note::new(
            format!(
                "it cannot be told who filled in this row: the sheet names {}",
                said.join(", ")
            ),
            "name one unit in this row, or in a line above these rows",
        ),
        CellRefusal::SeveralUnits => Note::new(
            "every unit reports its own part here, and this row is not of one unit",
            "give each unit a row of its own",
        ),
        CellRefusal::FailedFormula => Note::new(
            "a formula that failed",
            "words would fit, without a formula",
        ),
        CellRefusal::NeedsProblem => Note::new(
            "what is blocked needs a reason",
            "say why under Problems in the same row",
        ),
        CellRefusal::Rules(refusal @ Refusal::ShortOfTarget { missed, .. }) => {
            let note = (super::WORDS.refusal)(refusal);
            let value = match missed.miss {
                Miss::Short(_) | Miss::NotAbove => "higher",
                Miss::Over(_) | Miss::NotBelow => "lower",
            };
            let how = format!("write a {value} value, or the reason under Problems");
            Note::new(note.what, how)
        }
        CellRefusal::Rules(refusal @ Refusal::NeedsValue) => {
            let note = (super::WORDS.refusal)(refusal);
            Note::new(note.what, "fill in the value, or say why under Problems")
        }
        CellRefusal::DayRefused(refusal) => {
            let note = (super::WORDS.refusal)(refusal);
            Note::new(note.what, "give the day on which it happened")
        }
        CellRefusal::Rules(refusal) => (super::WORDS.refusal)(refusal),
    },
    cell: |sheet, cell, says| match (sheet, says) {
        ("", "") => cell.to_owned(),
        ("", says) => format!("{cell} '{says}'"),
        (sheet, "") => format!("{sheet} {cell}"),
        (sheet, says) => format!("{sheet} {cell} '{says}'"),
    },
    field_change: |name, from, to| match from {
        "" => format!("{name}: {to}"),
        from if from == to => format!("{name}: {to} as before"),
        from => format!("{name}: {from} becomes {to}"),
    },
    field_change_then: |name, to, now, since| {
        format!("{name}: {to} for that day; since {since} it stays {now}")
    },
    row_applied: |id, day, changes| format!("{id}  {day}  {changes}"),
    applied: |rows| match rows {
        1 => "1 row recorded; duban undo takes it back".to_owned(),
        _ => format!("{rows} rows recorded; one duban undo takes them back"),
    },
    would_apply: |rows| match rows {
        1 => "would record 1 row".to_owned(),
        _ => format!("would record {rows} rows"),
    },
    nothing_new: "the sheet says nothing new: nothing recorded",
    cells_left: |cells, partial| {
        let then = if partial {
            "their rows were left out"
        } else {
            "nothing recorded; --partial records the other rows"
        };
        format!("cells that do not fit: {cells}; {then}")
    },
    row_unread: |sheet, row| format!("{sheet} row {row} has no id: not read"),
    no_sheet: |path| {
        Note::new(
            format!(
                "no feedback sheet in {}: it lacks the headings of the id and of the columns to fill in",
                path.display()
            ),
            "fill in what duban report feedback makes; an office's own ledger comes in with duban apply --map",
        )
    },
    no_ledger: |path| {
        Note::new(
            format!(
                "no ledger in {}: its headings are not known",
                path.display()
            ),
            "head one column ID, Task or Milestone, and others Status, Value or Progress",
        )
    },
    send_again: "ask the sender to save it as .xlsx and send it again",
    sheet_tells_other: |cell, told, named| {
        note!(
            "{cell} says that {told} filled in the sheet, not {named}",
            "put the sheet of each unit into a file of its own; if {named} filled it in, correct the name there"
        )
    },
    sheet_of_other: |made_for, named| {
        note!(
            "this sheet was made for {made_for}, not for {named}",
            "use --unit {made_for}, or look which sheet this is"
        )
    },
    needs_unit_or_all: "say with --unit for whom, or make one for every unit with --all -o DIR",
    sheet_is_of: |made_for| format!("for {made_for}, as the sheet says"),
    sheet_of_unknown: |made_for| {
        note!(
            "this sheet was made for {made_for}, and no plan has such a unit",
            "add the name to the aliases of the unit in the plan, or look which sheet this is"
        )
    },
    needs_unit_or_map: "the sheet names no unit: say with --unit whose it is; an office's own ledger comes in with --map",
    column_is: |heading, ours| format!("  {heading} = {ours}"),
    columns_unused: |headings| format!("  columns not used: {}", headings.join(", ")),
    rows_matched: |found, all| format!("{found} of {} matched", counted(all, "row")),
    row_of_other_plan: |sheet, row, says, plan| {
        format!(
            "not matched: {sheet} row {row} {says}, of the plan {plan}, which is not asked here"
        )
    },
    row_unmatched: |sheet, row, says, ids| match ids {
        [] => format!("not matched: {sheet} row {row} {says}"),
        ids => format!(
            "not matched: {sheet} row {row} {says}, perhaps {}",
            ids.join(", ")
        ),
    },
};

/// A published holiday, by its name in the data files.
fn holiday(name: &str) -> String {
    let names = name.split('、').map(|one| match one {
        "元旦" => "New Year",
        "春节" => "Spring Festival",
        "清明节" => "Tomb-Sweeping Day",
        "劳动节" => "Labour Day",
        "端午节" => "Dragon Boat Festival",
        "中秋节" => "Mid-Autumn Festival",
        "国庆节" => "National Day",
        other => other,
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Says what the plan says otherwise than a cell of this field, and how it is recorded.
fn conflict(why: &SheetConflict, field: SheetField) -> Note {
    let deed = match field {
        SheetField::Status => "duban mark",
        _ => "duban progress",
    };
    let record = format!("record it with {deed}, or empty the cell");
    let checked = |what: &str| format!("see what {what} and {record}");
    let or_none = |target: &str| {
        if target.is_empty() {
            "none".to_owned()
        } else {
            target.to_owned()
        }
    };
    match why {
        SheetConflict::Now(now) if now.is_empty() => Note::new(
            "changed since the sheet was made: nothing is there now",
            record,
        ),
        SheetConflict::Now(now) => Note::new(
            format!("changed since the sheet was made: {now} now"),
            record,
        ),
        SheetConflict::Target { then, now } => Note::new(
            format!(
                "the target was {} when the sheet was made, and is {} now",
                or_none(then),
                or_none(now)
            ),
            checked("the number counts"),
        ),
        SheetConflict::Each(true) => Note::new(
            "it was reported as a whole when the sheet was made, and every unit reports its own part now",
            checked("is the unit's own part"),
        ),
        SheetConflict::Each(false) => Note::new(
            "every unit reported its own part when the sheet was made, and it is reported as a whole now",
            checked("holds for the whole"),
        ),
        SheetConflict::Measure(Measure::Stock) => Note::new(
            "values added up when the sheet was made, and are a level now",
            checked("the number counts"),
        ),
        SheetConflict::Measure(Measure::Flow) => Note::new(
            "values were a level when the sheet was made, and add up now",
            checked("the number counts"),
        ),
        SheetConflict::RowTarget { said, now } => note!(
            "the target of this row is {said}, and that of the plan is {now}",
            "see what the number counts and correct the row's target, or record it with {deed} and empty the cell"
        ),
    }
}
