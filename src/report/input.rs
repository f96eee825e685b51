use crate::plan::{Day, Lamp, UnitIx, WorkCalendar};
use crate::query::{Board, Item, Resolved};
use crate::store::{ColumnChoice, OfficeSettings};
use crate::text::Words;

use super::document::{TableCell, TableColumn};
use super::facts::full_id;
use super::{ReportDocument, ReportKind};

/// What a report is made of.
#[derive(Clone, Copy)]
pub struct ReportInput<'a> {
    /// The plans on the day.
    pub board: &'a Board,
    /// The milestones it is about, in the order of plans and numbers.
    pub items: &'a [Item],
    /// What the workspace says of the office.
    pub office: &'a Office,
    /// In which language.
    pub words: &'a Words,
}

/// What the workspace says of the office that issues reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Office {
    /// Its name.
    pub name: Option<String>,
    /// The columns of the ledger that it wants; `None` for all.
    pub ledger_columns: Option<Vec<ColumnChoice>>,
    /// Which days it works.
    pub calendar: WorkCalendar,
}

impl From<OfficeSettings> for Office {
    fn from(settings: OfficeSettings) -> Self {
        Self {
            name: settings.office,
            ledger_columns: settings.ledger_columns,
            calendar: settings.calendar,
        }
    }
}

impl<'a> ReportInput<'a> {
    /// The day the report is of.
    pub fn as_of(&self) -> Day {
        self.board.as_of
    }

    /// The items with what they refer to.
    pub fn rows(&self) -> impl Iterator<Item = (&'a Item, Resolved<'a>)> + use<'a> {
        let board = self.board;
        self.items
            .iter()
            .filter_map(move |item| Some((item, item.resolve(board)?)))
    }

    /// A report of these plans without parts as yet.
    pub(super) fn begin(&self, kind: ReportKind, title: String) -> ReportDocument {
        let mut report = ReportDocument::new(kind, self.words.lang.key(), self.as_of(), title);
        report.plans = self
            .board
            .open()
            .map(|(_, plan, _, _)| plan.id().to_owned())
            .collect();
        report
    }

    /// The lines under a title: the office and the day, and the plan.
    pub(super) fn headlines(&self) -> Vec<String> {
        let day = (self.words.as_of)(&self.as_of().to_string());
        let first = match &self.office.name {
            Some(office) => format!("{office}  {day}"),
            None => day,
        };
        let plans = self.board.open().map(|(_, plan, _, _)| {
            let document = &plan.document;
            (self.words.report.plan_line)(&document.title, document.number.as_deref())
        });
        std::iter::once(first).chain(plans).collect()
    }

    /// Columns that say which milestone: id, task, milestone, lead.
    pub(super) fn item_columns(&self) -> Vec<TableColumn> {
        let words = &self.words.report;
        vec![
            TableColumn::new("id", words.id, 22),
            TableColumn::new("task", words.task, 26),
            TableColumn::new("milestone", words.milestone, 26),
            TableColumn::new("lead", words.lead, 20),
        ]
    }

    /// The cells of those columns.
    pub(super) fn item_cells(&self, it: &Resolved<'_>) -> Vec<TableCell> {
        vec![
            full_id(it).into(),
            it.action.title.as_str().into(),
            it.milestone.label().into(),
            self.names(it, &it.action.lead).into(),
        ]
    }

    /// What was said, with its day.
    pub(super) fn dated(&self, (day, said): (Day, &str)) -> String {
        (self.words.report.dated)(day, said)
    }

    /// Names of units in one cell.
    pub(super) fn names(&self, it: &Resolved<'_>, units: &[UnitIx]) -> String {
        let names = units
            .iter()
            .map(|unit| it.plan.units().get(*unit).name_on(self.as_of()));
        names.collect::<Vec<_>>().join(self.words.between_names)
    }

    /// A lamp's cell.
    pub(super) fn lamp(&self, lamp: Lamp) -> TableCell {
        TableCell::Lamp {
            lamp,
            word: (self.words.lamp_name)(lamp).to_owned(),
        }
    }
}
