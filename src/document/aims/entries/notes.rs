//! Notes on numbers and days, taken while a document is read.

use crate::document::aims::aim::{FoundAims, PrintedAim};
use crate::document::structure::{PassedNumber, PlacedDoubt};
use crate::document::text::plain;
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::unplaced::unplaced_times;
use crate::text::Doubt;

/// The doubts, and the numbers that are not aims.
#[derive(Debug, Default)]
pub(super) struct AimNotes {
    pub(super) doubts: Vec<PlacedDoubt>,
    pub(super) passed_over: Vec<PassedNumber>,
}

/// The place of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct ParagraphPlace<'t> {
    pub(super) line_no: usize,
    /// The item whose text it is.
    pub(super) entry: Option<&'t str>,
}

impl AimNotes {
    pub(super) fn doubt(&mut self, doubt: Doubt, at: ParagraphPlace<'_>) {
        let doubt = PlacedDoubt::new(doubt, at.line_no, at.entry);
        self.doubts.push(doubt);
    }

    /// Notes a table that lost its lines.
    pub(super) fn table(&mut self, header: Option<String>, at: ParagraphPlace<'_>) {
        if let Some(header) = header {
            self.doubt(Doubt::TableLeftOut { header }, at);
        }
    }

    /// Notes numbers that were taken for no aims.
    pub(super) fn pass_over(&mut self, numbers: Vec<String>, at: ParagraphPlace<'_>) {
        let line_no = at.line_no;
        let numbers = numbers.into_iter();
        self.passed_over
            .extend(numbers.map(|printed| PassedNumber { printed, line_no }));
    }

    /// Notes all numbers of a line outside the entries.
    pub(super) fn pass_over_all(&mut self, read: FoundAims, line_no: usize) {
        let printed = read.aims.into_iter().map(|aim| aim.printed);
        let numbers = printed.chain(read.passed_over).chain(read.left_out);
        let entry = None;
        self.pass_over(numbers.collect(), ParagraphPlace { line_no, entry });
    }

    /// Notes numbers that may be aims, and aims that may mean something else.
    pub(super) fn doubtful_numbers(
        &mut self,
        left_out: Vec<String>,
        aims: &[PrintedAim],
        at: ParagraphPlace<'_>,
    ) {
        for number in left_out {
            self.doubt(Doubt::NumberLeftOut { number }, at);
        }
        for aim in aims.iter().filter(|aim| !aim.is_sure) {
            let number = aim.printed.clone();
            self.doubt(Doubt::NumberUnsure { number }, at);
        }
    }

    /// Notes times from which no day can be worked out: 2月底前 of a plan of several years, 6月31日.
    pub(super) fn unplaced_days(&mut self, text: &str, year: Option<i32>, at: ParagraphPlace<'_>) {
        for doubt in unplaced_times(&plain(text), year) {
            self.doubt(doubt, at);
        }
    }

    /// Notes days whose year was worked out, and those of each year: 每年6月底前.
    pub(super) fn doubtful_days(
        &mut self,
        days: &[PrintedDeadline],
        is_of_one_year: bool,
        at: ParagraphPlace<'_>,
    ) {
        for deadline in days {
            let words = deadline.words.clone();
            if let Some(day) = deadline.due.filter(|_| deadline.is_worked_out) {
                let day = day.to_string();
                if !is_of_one_year {
                    self.doubt(Doubt::DayWorkedOut { words, day }, at);
                }
            } else if deadline.every.is_some() && words.contains('月') && !words.starts_with('每')
            {
                let words = format!("每年{words}");
                self.doubt(Doubt::RecursOn { words }, at);
            }
        }
    }
}
