//! The headings that duban.toml names for our columns, held against those of a sheet.

use crate::import::sheet::cells::legible;
use crate::import::sheet::period::SaidPeriod;
use crate::store::ColumnChoice;
use crate::text::{Lang, SheetField, without_blanks};

use super::{ColumnMap, RemarkReader, plain, remarks_in, synonym};

/// The columns that an office chose. A heading named with its bracket is meant whatever the bracket says, and goes
/// before others that differ from it in the bracket alone.
pub(super) struct ChosenColumns<'c> {
    columns: &'c [ColumnChoice],
    remarks: RemarkReader<'c>,
    /// The headings of the sheet that are named with their brackets.
    in_full: Vec<String>,
    /// The headings of numbers that several columns have, each for a year of its own.
    by_years: Vec<String>,
}

impl<'c> ChosenColumns<'c> {
    /// Takes the choices before the headings of the sheet are known.
    pub(super) fn new(columns: &'c [ColumnChoice], remarks: RemarkReader<'c>) -> Self {
        Self {
            columns,
            remarks,
            in_full: Vec::new(),
            by_years: Vec::new(),
        }
    }

    /// Takes the choices with the headings of the sheet.
    pub(super) fn among(&self, map: &ColumnMap) -> Self {
        let mut chosen = Self::new(self.columns, self.remarks);
        let headings = map.all_headings().filter(|it| chosen.is_in_full(it));
        chosen.in_full = headings.map(whole).collect();
        let of_years = map.all_headings().filter(|it| names_year(it)).map(plain);
        let of_years: Vec<String> = of_years.collect();
        let is_repeated = |it: &&String| of_years.iter().filter(|other| other == it).count() > 1;
        chosen.by_years = of_years.iter().filter(is_repeated).cloned().collect();
        chosen
    }

    /// Returns whether a choice names a heading.
    pub(super) fn names(&self, heading: &str) -> bool {
        self.find(heading).is_some()
    }

    /// Returns the field of a heading: by the office's own names of our columns, else by the names that offices use.
    pub(super) fn meaning(&self, heading: &str) -> Option<SheetField> {
        let field = match self.find(heading) {
            Some(choice) if self.is_elsewhere(choice, heading) => None,
            Some(choice) => synonym(&plain((Lang::Zh.words().ledger.column)(choice.column))),
            None => synonym(&plain(heading)),
        };
        field.filter(|field| self.is_column_of(*field, heading))
    }

    /// Returns whether the remarks behind a heading leave it a column of a field.
    pub(super) fn is_column_of(&self, field: SheetField, heading: &str) -> bool {
        // Whether the number of this year or of all years is meant is not for the program to say.
        let is_by_years = field == SheetField::Value && self.by_years.contains(&plain(heading));
        let remarks = if is_by_years {
            self.remarks.of_any_year()
        } else {
            self.remarks
        };
        self.is_in_full(heading) || !remarks.is_of_another(field, heading)
    }

    fn find(&self, heading: &str) -> Option<&ColumnChoice> {
        let mut in_full = self.columns.iter();
        let in_full = in_full.find(|choice| whole(&choice.heading) == whole(heading));
        in_full.or_else(|| {
            let mut columns = self.columns.iter();
            columns.find(|choice| plain(&choice.heading) == plain(heading))
        })
    }

    /// Returns whether a choice names a heading with its bracket.
    fn is_in_full(&self, heading: &str) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|choice| whole(&choice.heading) == whole(heading))
    }

    /// Returns whether another column of the sheet is the one that a choice names with its bracket.
    fn is_elsewhere(&self, choice: &ColumnChoice, heading: &str) -> bool {
        !self.is_in_full(heading) && self.in_full.contains(&whole(&choice.heading))
    }
}

/// Returns whether a remark behind a heading is a year alone.
fn names_year(heading: &str) -> bool {
    remarks_in(heading).any(|remark| SaidPeriod::is_one(&remark) && !SaidPeriod::is_part(&remark))
}

/// Returns a heading with its brackets, but without blanks and differences of width and case.
fn whole(heading: &str) -> String {
    let heading = without_blanks(&legible(heading)).to_lowercase();
    heading.replace(['*', ':', '.'], "")
}
