//! The draft of a plan: what was read of a document, written as plan.toml, progress.toml and the source record.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::draft_entries::{actions, sections};
use super::draft_head::{head, indicators, units};
use super::draft_period::{period, phases, write_phases};
use super::draft_record::record_text;
use crate::document::{DocumentStructure, PassedNumber, PlacedDoubt};
use crate::plan::{Day, Plan};
use crate::store::plan::doubt_comment::doubt_comment;
use crate::store::plan::limits::ACTIONS;
use crate::store::progress::entry_text::quoted;
use crate::store::{FileText, expected_logs, read_document, render_block};
use crate::text::{Doubt, Flaw, Limited, Words, clean};

/// How a draft is made.
#[derive(Clone, Copy)]
pub struct DraftOptions<'a> {
    /// The plan's id.
    pub id: &'a str,
    /// The name of the file that was read.
    pub file: &'a str,
    /// The SHA-256 of that file, in lower-case hexadecimal.
    pub sha256: &'a str,
    /// The year that is taken if the document names none.
    pub year: i32,
    /// Whether each item carries its own text.
    pub with_text: bool,
    /// The words of the comments.
    pub words: &'a Words,
}

/// A plan's files as they would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// plan.toml
    pub plan: String,
    /// progress.toml, with a block for every milestone.
    pub progress: String,
    /// seeds/ID.toml
    pub record: String,
    /// How many items it has.
    pub items: usize,
    /// How many units.
    pub units: usize,
    /// How many numbers to reach.
    pub targets: usize,
    /// What the reader was not sure of, in the order of the document.
    pub doubts: Vec<PlacedDoubt>,
    /// Numbers that were taken for no aim, in the order of the document.
    pub passed_over: Vec<PassedNumber>,
}

/// Makes the draft of what was read.
///
/// # Errors
/// Fails if the document has more items than a plan may have actions, before anything is made of them.
pub fn draft(read: &DocumentStructure, options: &DraftOptions<'_>) -> Result<Draft, Flaw> {
    let items = read.entries.iter().filter(|entry| entry.is_item).count();
    if items > ACTIONS {
        return Err(Flaw::TooMany {
            what: Limited::Actions,
            count: items,
            limit: ACTIONS,
        });
    }
    let period = period(read, options.year);
    let doubts = doubts_of(read, period, items);
    let mut by_entry: BTreeMap<Option<&str>, Vec<&PlacedDoubt>> = BTreeMap::new();
    let (of_period, others): (Vec<_>, Vec<_>) = doubts
        .iter()
        .partition(|doubt| matches!(doubt.doubt, Doubt::PeriodUnsaid { .. }));
    for doubt in others {
        let of_entry = by_entry.entry(doubt.entry.as_deref());
        of_entry.or_default().push(doubt);
    }
    let comments = |entry: Option<&str>| -> String {
        let of_entry = by_entry.get(&entry).into_iter().flatten();
        of_entry
            .map(|doubt| comment(doubt, options.words))
            .collect()
    };
    let of_period = of_period.into_iter();
    let period = DraftPeriod {
        days: period,
        comments: of_period
            .map(|doubt| comment(doubt, options.words))
            .collect(),
    };
    let plan = plan(read, options, &period, &comments);
    Ok(Draft {
        progress: progress(&plan, options.id),
        record: record_text(read, options),
        plan,
        items,
        units: read.units.len(),
        targets: targets(read),
        doubts,
        passed_over: read.passed_over.clone(),
    })
}

/// The period of a draft.
pub(super) struct DraftPeriod {
    /// Its first and last day.
    pub(super) days: (Day, Day),
    /// The comments over it.
    pub(super) comments: String,
}

/// Returns plan.toml, with the comments of each entry and of the whole.
fn plan(
    read: &DocumentStructure,
    options: &DraftOptions<'_>,
    period: &DraftPeriod,
    comments: &impl Fn(Option<&str>) -> String,
) -> String {
    let phases = phases(read, period.days);
    let mut plan = comments(None);
    head(&mut plan, read, options, period);
    write_phases(&mut plan, &phases);
    units(&mut plan, read);
    indicators(&mut plan, read);
    sections(&mut plan, read, &phases, comments);
    actions(&mut plan, read, &phases, options.with_text, comments);
    plan
}

/// Counts the aims that become targets, of items and of the plan.
fn targets(read: &DocumentStructure) -> usize {
    let of_items = read.entries.iter().map(|entry| entry.aims.len());
    let of_plan = read.indicators.iter().map(|indicator| indicator.aims.len());
    of_items.chain(of_plan).sum()
}

/// Returns a doubt as the comment over what it is about; a review finds it by its beginning.
pub fn comment(doubt: &PlacedDoubt, words: &Words) -> String {
    let said = (words.doubt)(&doubt.doubt);
    let said: String = clean(&said)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    doubt_comment(doubt.line_no, &said)
}

/// Returns the doubts in the order of the document: those of the reader, and that the plan has no period or no item.
fn doubts_of(read: &DocumentStructure, period: (Day, Day), items: usize) -> Vec<PlacedDoubt> {
    let of_plan = |doubt| PlacedDoubt::of_plan(doubt, line_of_plan(read));
    let mut doubts = doubts_kept(read, items);
    if read.head.years.is_none() && read.phases.is_empty() {
        let taken = format!("{}—{}", period.0.year(), period.1.year());
        doubts.push(of_plan(Doubt::PeriodUnsaid { taken }));
    }
    if items == 0 {
        doubts.push(of_plan(Doubt::NoItems));
    }
    doubts.sort_by_key(|doubt| doubt.line_no);
    doubts
}

/// Returns the line of the title; 1 if the title is in a table.
fn line_of_plan(read: &DocumentStructure) -> usize {
    read.head.title_line.max(1)
}

/// Returns the doubts worth a look: where nobody is responsible for most of the plan, that is said once.
fn doubts_kept(read: &DocumentStructure, items: usize) -> Vec<PlacedDoubt> {
    let nobody = |doubt: &&PlacedDoubt| doubt.doubt == Doubt::NoUnits;
    let without = read.doubts.iter().filter(nobody).count();
    if without <= 5 || without * 3 < items {
        return read.doubts.clone();
    }
    let others = read.doubts.iter().filter(|doubt| !nobody(doubt)).cloned();
    let once = PlacedDoubt::of_plan(Doubt::NoUnits, line_of_plan(read));
    others.chain(std::iter::once(once)).collect()
}

/// Returns progress.toml with a block for every milestone of the plan.
fn progress(plan: &str, id: &str) -> String {
    let mut text = format!("schema = 1\nplan = {}\n", quoted(id));
    let file = FileText::new(format!("{id}/plan.toml"), plan);
    if let (Some(document), _) = read_document(&file) {
        let plan = Plan::on(document.into(), Day::MIN);
        for expected in expected_logs(&plan) {
            text.push('\n');
            text.push_str(&render_block(&expected, &[], "\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::PrintedEntry;

    #[test]
    fn more_items_than_a_plan_may_have_make_no_draft() {
        let item = PrintedEntry {
            is_item: true,
            ..PrintedEntry::default()
        };
        let read = DocumentStructure {
            entries: vec![item; ACTIONS + 1],
            ..DocumentStructure::default()
        };
        let options = DraftOptions {
            id: "a",
            file: "a.txt",
            sha256: "",
            year: 2026,
            with_text: false,
            words: crate::text::Lang::Zh.words(),
        };
        assert_eq!(
            draft(&read, &options),
            Err(Flaw::TooMany {
                what: Limited::Actions,
                count: ACTIONS + 1,
                limit: ACTIONS,
            })
        );
    }
}
