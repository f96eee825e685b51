//! 进展反馈表: a unit's open milestones with cells to fill in.

use std::collections::HashSet;

use crate::plan::{Status, show_number};
use crate::query::{Board, Filter, Item, Resolved, UnitInPlan};
use crate::text::Words;

use crate::report::document::{
    CellInput, ColumnAlign, FieldLine, ParagraphStyle, ReportBlock, ReportDocument, ReportPart,
    ReportTable, TableCell, TableColumn,
};
use crate::report::facts::full_id;
use crate::report::{ReportInput, ReportKind, target_text};

/// The columns: key, width and alignment. Their headings are in
/// [`LedgerWords::feedback_columns`](crate::text::LedgerWords::feedback_columns).
const COLUMNS: [(&str, u16, ColumnAlign); 14] = [
    ("id", 16, ColumnAlign::Left),
    ("task", 20, ColumnAlign::Left),
    ("milestone", 20, ColumnAlign::Left),
    ("due", 11, ColumnAlign::Centre),
    ("target", 10, ColumnAlign::Left),
    ("status_now", 9, ColumnAlign::Centre),
    ("value_now", 9, ColumnAlign::Right),
    ("status", 9, ColumnAlign::Centre),
    ("on", 11, ColumnAlign::Centre),
    ("value", 9, ColumnAlign::Right),
    ("progress", 32, ColumnAlign::Left),
    ("problem", 22, ColumnAlign::Left),
    ("next", 22, ColumnAlign::Left),
    ("evidence", 16, ColumnAlign::Left),
];

/// The statuses a unit may report itself.
const STATUSES: [Status; 4] = [Status::Todo, Status::Doing, Status::Blocked, Status::Done];

/// The first input column.
const FIRST_INPUT: usize = 7;

/// The mark in the hidden sheet by which a returned one is recognised.
const MARK: &str = "duban";

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
    let wanted: HashSet<_> = wanted.iter().map(Item::place).collect();
    let mut items = board.items(&filter);
    items.retain(|item| wanted.contains(&item.place()));
    let open: Vec<(&Item, Resolved<'_>)> = items
        .iter()
        .filter_map(|item| Some((item, item.resolve(board)?)))
        .filter(|(item, it)| is_own(item, it, places) && it.state().status.is_open())
        .collect();
    if open.is_empty() {
        return None;
    }
    let (lang, as_of) = (words.lang, board.as_of);
    let title = (words.ledger.feedback_title)(unit);
    let mut report = ReportDocument::new(ReportKind::Feedback, lang, as_of, title);
    report.subtitle = vec![(words.ledger.feedback_line)(unit, as_of)];
    for (_, it) in &open {
        if report.plans.last().is_none_or(|last| last != it.plan.id()) {
            report.plans.push(it.plan.id().to_owned());
        }
    }
    let rows = open.iter().map(|(item, it)| cells(item, it, words));
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
    for (_, it) in input.rows().filter(|(_, it)| it.row.state.status.is_open()) {
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
        let places = plans.filter_map(|(_, open)| {
            let unit = open.plan.units().find(name)?;
            Some(UnitInPlan::of(open.plan, unit))
        });
        let places: Vec<UnitInPlan> = places.collect();
        feedback((input.board, input.items), name, &places, input.words)
    });
    sheets.next().unwrap_or_else(|| {
        let title = input.words.ledger.feedback_sheet.to_owned();
        input.begin(ReportKind::Feedback, title)
    })
}

/// Returns whether a unit has to report an item: it leads or supports it directly, or owes its own
/// part.
fn is_own(item: &Item, it: &Resolved<'_>, places: &[UnitInPlan]) -> bool {
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
    let named = COLUMNS.iter().zip(words.ledger.feedback_columns);
    let columns = named.enumerate().map(|(at, ((key, width, align), name))| {
        let column = TableColumn::new(*key, name, *width).aligned(*align);
        match *key {
            "status" => column.filled_with(CellInput::Choice(choices.to_vec())),
            "on" => column.filled_with(CellInput::Date),
            "value" => column.filled_with(CellInput::Number),
            _ if at >= FIRST_INPUT => column.filled_with(CellInput::Text),
            _ => column,
        }
    });
    columns.collect()
}

fn cells(item: &Item, it: &Resolved<'_>, words: &Words) -> Vec<TableCell> {
    let state = it.state();
    let target = it.milestone.target.as_ref();
    let mut cells: Vec<TableCell> = vec![
        full_id(it).into(),
        it.action.title.as_str().into(),
        it.milestone.label().into(),
        item.verdict.due_now.into(),
        target.map(target_text).unwrap_or_default().into(),
        (words.status)(state.status).into(),
        state.value.into(),
    ];
    cells.resize(COLUMNS.len(), TableCell::Empty);
    cells
}

/// Returns the hidden part with the values the sheet was made from, by which changes since then are
/// detected when it returns.
fn origin(report: &ReportDocument, unit: &str, open: &[(&Item, Resolved<'_>)]) -> ReportPart {
    let rows = open.iter().map(|(_, it)| {
        let state = it.state();
        vec![
            full_id(it).into(),
            state.status.key().into(),
            state.value.map(show_number).unwrap_or_default().into(),
        ]
    });
    let fields = vec![
        FieldLine::new(MARK, "feedback 1"),
        FieldLine::new("unit", unit),
        FieldLine::new("as_of", report.as_of),
        FieldLine::new("plans", report.plans.join(" ")),
    ];
    let table = ReportTable {
        columns: ["id", "status", "value"]
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
