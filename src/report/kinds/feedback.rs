//! 进展反馈表: a unit's open milestones with cells to fill in.

use std::collections::{BTreeMap, HashSet};

use crate::plan::{Day, Status, Target};
use crate::query::{Board, Filter, Item, ResolvedItem, UnitInPlan};
use crate::text::hidden_sheet::{EACH, MARK, PLAN_TITLE};
use crate::text::{SheetField, Words};

use crate::report::content::{
    CellInput, ColumnAlign, FieldLine, ParagraphStyle, ReportBlock, ReportDocument, ReportPart,
    ReportTable, TableCell, TableColumn,
};
use crate::report::facts::full_id;
use crate::report::{ReportInput, ReportKind, ReportRow};

/// The columns with width and alignment; the recorded ones are filled in.
const COLUMNS: [(SheetField, u16, ColumnAlign); 14] = [
    (SheetField::Id, 16, ColumnAlign::Left),
    (SheetField::Task, 20, ColumnAlign::Left),
    (SheetField::Milestone, 20, ColumnAlign::Left),
    (SheetField::Due, 11, ColumnAlign::Centre),
    (SheetField::Target, 10, ColumnAlign::Left),
    (SheetField::StatusNow, 9, ColumnAlign::Centre),
    (SheetField::ValueNow, 9, ColumnAlign::Right),
    (SheetField::Status, 9, ColumnAlign::Centre),
    (SheetField::Date, 11, ColumnAlign::Centre),
    (SheetField::Value, 9, ColumnAlign::Right),
    (SheetField::Progress, 32, ColumnAlign::Left),
    (SheetField::Problem, 22, ColumnAlign::Left),
    (SheetField::Next, 22, ColumnAlign::Left),
    (SheetField::Evidence, 16, ColumnAlign::Left),
];

/// The statuses a unit may report itself.
const STATUSES: [Status; 4] = [Status::Todo, Status::Doing, Status::Blocked, Status::Done];

/// Makes the report that says why there is no sheet of a unit.
pub fn no_feedback(as_of: Day, unit: &str, why: String, words: &Words) -> ReportDocument {
    let title = (words.ledger.feedback_title)(unit);
    let mut report = ReportDocument::new(ReportKind::Feedback, words.lang, as_of, title);
    report.subtitle = vec![why];
    report.clean();
    report
}

/// Makes the sheet of one unit, given its index in each plan that has it; `None` if nothing of it is
/// open.
pub fn feedback(
    (board, wanted): (&Board, &[Item]),
    unit: &str,
    places: &[UnitInPlan],
    words: &Words,
) -> Option<ReportDocument> {
    let filter = Filter {
        units: places.to_vec(),
        ..Filter::default()
    };
    let wanted: HashSet<_> = wanted.iter().map(|item| item.place).collect();
    let mut items = board.items(&filter);
    items.retain(|item| wanted.contains(&item.place));
    let rows = items.into_iter().filter_map(|item| {
        let it = item.resolve(board)?;
        Some(ReportRow { item, it })
    });
    let open: Vec<ReportRow<'_>> = rows
        .filter(|row| is_own(&row.item, &row.it, places) && row.is_open())
        .collect();
    if open.is_empty() {
        return None;
    }
    let (lang, as_of) = (words.lang, board.as_of);
    let title = (words.ledger.feedback_title)(unit);
    let mut report = ReportDocument::new(ReportKind::Feedback, lang, as_of, title);
    report.subtitle = vec![(words.ledger.feedback_line)(unit, as_of)];
    for ReportRow { it, .. } in &open {
        if report.plans.last().is_none_or(|last| last != it.plan.id()) {
            report.plans.push(it.plan.id().to_owned());
        }
    }
    let rows = open.iter().map(|row| cells(&row.item, &row.it, words));
    let sheet = ReportBlock::Table(ReportTable::new(columns(words), rows));
    let name = words.ledger.feedback_sheet;
    report.parts.push(ReportPart::new(name, vec![sheet]));
    report.parts.push(ReportPart {
        name: words.ledger.help_sheet.to_owned(),
        title: Some(words.ledger.help_sheet.to_owned()),
        hidden: false,
        blocks: words
            .ledger
            .feedback_help
            .iter()
            .map(|line| ReportBlock::styled(ParagraphStyle::Item, *line))
            .collect(),
    });
    report.parts.push(origin(&report, unit, &open));
    report.clean();
    Some(report)
}

/// Makes the sheet of the unit that leads most open items, the first of equals.
pub(super) fn feedback_of_one(input: &ReportInput<'_>) -> ReportDocument {
    let mut leads: Vec<(&str, usize)> = Vec::new();
    let rows = input.rows();
    for ReportRow { it, .. } in rows.filter(|row| row.it.row.state.status.is_open()) {
        let units = it.plan.units();
        for name in it.action.lead.iter().map(|unit| units.name(*unit)) {
            match leads.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => leads.push((name, 1)),
            }
        }
    }
    leads.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut sheets = leads.iter().filter_map(|(name, _)| {
        let plans = input.board.open();
        let places: Vec<UnitInPlan> = plans
            .filter_map(|(_, open)| {
                let unit = open.plan.units().find(name)?;
                Some(UnitInPlan::of(open.plan, unit))
            })
            .collect();
        feedback((input.board, input.items), name, &places, input.words)
    });
    sheets.next().unwrap_or_else(|| {
        let title = input.words.ledger.feedback_sheet.to_owned();
        input.begin(ReportKind::Feedback, title)
    })
}

/// Returns whether a unit has to report an item: it leads or supports it directly, or owes its own
/// part.
fn is_own(item: &Item, it: &ResolvedItem<'_>, places: &[UnitInPlan]) -> bool {
    let is_named = |unit: &UnitInPlan| {
        let unit = unit.within(it.plan);
        unit.is_some_and(|unit| it.action.responsible().any(|named| named == unit))
    };
    if !it.row.state.units.is_empty() {
        return item.of.is_some();
    }
    places.iter().any(is_named)
}

fn columns(words: &Words) -> Vec<TableColumn> {
    let choices = STATUSES.map(|status| (words.status)(status).to_owned());
    let columns = COLUMNS.iter().map(|(field, width, align)| {
        let name = (words.ledger.field)(*field);
        let column = TableColumn::new(field.key(), name, *width).aligned(*align);
        match field {
            SheetField::Status => column.filled_with(CellInput::Choice(choices.to_vec())),
            SheetField::Date => column.filled_with(CellInput::Date),
            SheetField::Value => column.filled_with(CellInput::Number),
            field if SheetField::FILLED.contains(field) => column.filled_with(CellInput::Text),
            _ => column,
        }
    });
    columns.collect()
}

fn cells(item: &Item, it: &ResolvedItem<'_>, words: &Words) -> Vec<TableCell> {
    let state = it.state();
    let target = it.milestone.target.as_ref();
    let cell = |(field, ..): &(SheetField, u16, ColumnAlign)| match field {
        SheetField::Id => full_id(it).into(),
        SheetField::Task => it.action.title.as_str().into(),
        SheetField::Milestone => it.milestone.label().into(),
        SheetField::Due => item.verdict.due_now.into(),
        SheetField::Target => target.map(Target::text).unwrap_or_default().into(),
        SheetField::StatusNow => (words.status)(state.status).into(),
        SheetField::ValueNow => state.value.into(),
        _ => TableCell::Empty,
    };
    COLUMNS.iter().map(cell).collect()
}

/// Returns the hidden part with the values the sheet was made from, by which changes since then are
/// detected when it returns.
fn origin(report: &ReportDocument, unit: &str, open: &[ReportRow<'_>]) -> ReportPart {
    let rows = open.iter().map(|ReportRow { it, .. }| {
        let state = it.state();
        let target = it.milestone.target.as_ref();
        let value = state.value.map(|it| it.to_string());
        let counts = if it.milestone.each { EACH } else { "whole" };
        vec![
            full_id(it).into(),
            state.status.key().into(),
            value.unwrap_or_default().into(),
            target.map(Target::text).unwrap_or_default().into(),
            counts.into(),
            target.map_or("", |target| target.measure.key()).into(),
        ]
    });
    let titles: BTreeMap<&str, &str> = open
        .iter()
        .map(|ReportRow { it, .. }| (it.plan.id(), it.plan.document.title.as_str()))
        .collect();
    let mut fields = vec![
        FieldLine::new(MARK, "feedback 1"),
        FieldLine::new("unit", unit),
        // The day and the plans are for whoever looks at the sheet or its JSON; apply asks for neither.
        FieldLine::new("as_of", report.as_of),
        FieldLine::new("plans", report.plans.join(" ")),
    ];
    let titles = titles.into_iter();
    fields.extend(titles.map(|(id, title)| FieldLine::new(format!("{PLAN_TITLE}{id}"), title)));
    let table = ReportTable {
        columns: ["id", "status", "value", "target", "counts", "measure"]
            .into_iter()
            .map(|key| TableColumn::new(key, key, 20))
            .collect(),
        rows: rows.collect(),
        ..ReportTable::default()
    };
    ReportPart {
        name: MARK.to_owned(),
        title: None,
        hidden: true,
        blocks: vec![ReportBlock::Fields(fields), ReportBlock::Table(table)],
    }
}
