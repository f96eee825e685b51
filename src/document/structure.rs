//! What reading a document finds: its head, its entries with their units and aims, each with its line.

use std::ops::RangeInclusive;

use super::aims::aim::PrintedAim;
use super::head::facts::PrintedHead;
use super::numbering::branch::TextParagraph;
use super::times::deadlines::PrintedDeadline;
use super::units::register::PrintedUnit;
use crate::plan::{Day, Recurrence};
use crate::text::Doubt;

/// A document, read.
#[derive(Clone, Debug, Default)]
pub struct DocumentStructure {
    /// What it says of itself.
    pub head: PrintedHead,
    /// The lines of the file from its title to its end.
    pub body: Option<RangeInclusive<usize>>,
    /// Its headings and items in reading order.
    pub entries: Vec<PrintedEntry>,
    /// The units that its assigning texts name.
    pub units: Vec<PrintedUnit>,
    /// Numbers of the whole plan.
    pub indicators: Vec<PrintedIndicator>,
    /// Its phases, where it has some with dates.
    pub phases: Vec<PrintedPhase>,
    /// What the reader was not sure of.
    pub doubts: Vec<PlacedDoubt>,
    /// Numbers that count something and were not taken for aims, without a doubt.
    pub passed_over: Vec<PassedNumber>,
}

/// A number that was not taken for an aim: a condition, a grant, what is so already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedNumber {
    /// As printed, with its measure.
    pub printed: String,
    /// The line that states it.
    pub line_no: usize,
}

/// A heading or an item.
#[derive(Clone, Debug, Default)]
pub struct PrintedEntry {
    /// The dotted path that its numbers amount to.
    pub id: String,
    /// Its number as a record writes it.
    pub no: String,
    /// Its heading as printed.
    pub heading: String,
    /// The line of its heading, from 1.
    pub line_no: usize,
    /// Whether it is something to be done, not a section.
    pub is_item: bool,
    /// The units that lead, as places in the list of units.
    pub lead: Vec<usize>,
    /// The units that take part.
    pub support: Vec<usize>,
    /// Those of them that only guide (指导).
    pub guide: Vec<usize>,
    /// The line of the text that assigns its units.
    pub units_line: Option<usize>,
    /// Whether its heading is the first clause of its text.
    pub opens_text: bool,
    /// Its text without mark and heading, a paragraph each.
    pub text: Vec<TextParagraph>,
    /// The numbers that it aims at.
    pub aims: Vec<PrintedAim>,
    /// The numbers of the rows of tables that repeat it, until they are compared with those of its text.
    pub(crate) repeated_aims: Vec<PrintedAim>,
    /// The days that it names for parts of it.
    pub deadlines: Vec<PrintedDeadline>,
    /// When the rows of a table are due, where the rows of the item differ or it recurs.
    pub row_times: Vec<RowTime>,
    /// The day by which all of it is to be done (完成时限).
    pub due: Option<Day>,
    /// The phases in which it takes part, as indices; empty for all.
    pub phases: Vec<usize>,
}

/// When a row of a table is due.
#[derive(Clone, Debug, PartialEq)]
pub struct RowTime {
    /// The line of the row.
    pub line_no: usize,
    /// The day of the row, else of the row before; `None` if all rows share one day. A recurrence ends on it.
    pub due: Option<Day>,
    /// How often.
    pub every: Option<Recurrence>,
    /// The index of the row's text that it belongs to, if its cells list several.
    pub part: Option<usize>,
    /// The words for it; empty if the row itself has none.
    pub words: String,
}

/// A number of the whole plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedIndicator {
    /// Its name as printed.
    pub name: String,
    /// Its values with their years, in order.
    pub aims: Vec<PrintedAim>,
    /// The value before the plan, with its year.
    pub baseline: Option<(f64, Option<i32>)>,
    /// The line that states it.
    pub line_no: usize,
}

/// A phase of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedPhase {
    /// Its name as printed.
    pub name: String,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub end: Day,
    /// The line that states it.
    pub line_no: usize,
    /// The id of its entry.
    pub entry: String,
}

/// Something that the reader was not sure of, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedDoubt {
    /// The doubt.
    pub doubt: Doubt,
    /// The line of the file, from 1.
    pub line_no: usize,
    /// The id of the entry that it is about.
    pub entry: Option<String>,
}

impl PlacedDoubt {
    /// Returns a doubt about a line, and about an entry if it is about one.
    pub(crate) fn new(doubt: Doubt, line_no: usize, entry: Option<&str>) -> Self {
        Self {
            doubt,
            line_no,
            entry: entry.map(str::to_owned),
        }
    }

    /// Returns a doubt that is about no entry.
    pub(crate) fn of_plan(doubt: Doubt, line_no: usize) -> Self {
        Self::new(doubt, line_no, None)
    }
}
