//! The aims and days of a whole document: of its items, and of the plan.

mod notes;
mod whole_plan;

use chrono::Datelike;

use super::aim::{AimContext, aims, name_stages};
use crate::document::branch_roles::is_units_alone;
use crate::document::numbering::branch::TextParagraph;
use crate::document::numbering::part_kind::PartKind;
use crate::document::numbering::tree::Tree;
use crate::document::structure::{DocumentStructure, PassedNumber, PrintedEntry};
use crate::document::text::{AnyOf, is_progress_report, plain};
use crate::document::times::calendar::year_of;
use crate::document::times::deadlines::{PrintedDeadline, deadlines};
use crate::document::times::named::times;
use crate::plan::Day;
use crate::text::Doubt;
use notes::{AimNotes, ParagraphPlace};
use whole_plan::{read_whole_plan, whole_plan};

/// Reads the numbers and days of a document into its structure.
pub(crate) fn read_aims(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &mut DocumentStructure,
) {
    let how = of_tasks(found);
    let mut notes = AimNotes::default();
    let conditions: Vec<String> = found
        .entries
        .iter()
        .filter(|entry| sets_conditions(&entry.heading))
        .map(|entry| entry.id.clone())
        .collect();
    for entry in found.entries.iter_mut().filter(|entry| entry.is_item) {
        read_item(entry, how, &mut notes);
        if conditions.iter().any(|of| is_within(&entry.id, of)) {
            let aims = std::mem::take(&mut entry.aims);
            let numbers = aims.into_iter().map(|aim| PassedNumber {
                printed: aim.printed,
                line_no: aim.line_no,
            });
            notes.passed_over.extend(numbers);
        }
    }
    let paragraphs = whole_plan(tree, part, kinds, found);
    let mut passed: Vec<&TextParagraph> = tree.notes.iter().collect();
    if is_progress_report(&found.head.title) {
        // Its goals are in its tables; what else it tells is done.
        passed.extend(paragraphs.iter().map(|(_, paragraph)| paragraph));
    } else {
        read_whole_plan(&paragraphs, how, &mut found.indicators, &mut notes);
    }
    for it in passed {
        notes.pass_over_all(aims(&it.text, it.line_no, how), it.line_no);
    }
    // A day in a bracket that assigns has its doubt already.
    notes.doubts.retain(|doubt| !found.doubts.contains(doubt));
    found.doubts.append(&mut notes.doubts);
    notes.passed_over.append(&mut found.passed_over);
    notes.passed_over.sort_by_key(|number| number.line_no);
    found.passed_over = notes.passed_over;
}

/// Returns the circumstances in which the texts of a document's tasks are read.
pub(crate) fn of_tasks(found: &DocumentStructure) -> AimContext {
    let year = plan_year(found);
    AimContext {
        year,
        since: found.head.years.map(|(first, _)| first).or(year),
        until: found.head.years.map(|(_, last)| last),
        announced: None,
        is_of_whole_plan: false,
    }
}

/// Returns whether a heading announces conditions that somebody has to fulfil: 必须满足以下条件, 申报条件.
fn sets_conditions(heading: &str) -> bool {
    const OF: [&str; 7] = ["申报", "申请", "认定", "准入", "设立", "遴选", "评选"];
    let names_them = heading
        .strip_suffix("条件")
        .is_some_and(|of| of.ends_with_any(&OF));
    names_them
        || heading.contains_any(&["以下条件", "下列条件", "符合下列", "符合以下", "具备下列"])
}

/// Reads the numbers and days of an item.
fn read_item(entry: &mut PrintedEntry, how: AimContext, notes: &mut AimNotes) {
    let how = AimContext {
        announced: day_alone(&entry.heading, how.year),
        ..how
    };
    let cells = std::mem::take(&mut entry.aims);
    for paragraph in &sentences_of(entry) {
        // A heading 批发企业新增量达到300万元的 is the case that something is granted in.
        if is_units_alone(paragraph) || paragraph.text.ends_with('的') {
            continue;
        }
        let read = aims(&paragraph.text, paragraph.line_no, how);
        let printed: Vec<String> = read.aims.iter().map(|aim| aim.printed.clone()).collect();
        let mut days = deadlines(paragraph, how.year, &entry.heading, &printed);
        // The bracket that assigns has been read already.
        days.retain(|day| day.due.is_none() || day.due != entry.due);
        let is_told = |day: &PrintedDeadline| {
            let says_no_more = |known: &PrintedDeadline| {
                known.due == day.due && [&known.title, &entry.heading].contains(&&day.title)
            };
            day.due.is_some() && entry.deadlines.iter().any(says_no_more)
        };
        days.retain(|day| !is_told(day));
        let at = ParagraphPlace {
            line_no: paragraph.line_no,
            entry: Some(&entry.id),
        };
        notes.table(read.table, at);
        notes.pass_over(read.passed_over, at);
        notes.doubtful_numbers(read.left_out, &read.aims, at);
        // A plan of one year has no other year to mean.
        let is_of_one_year = how.until.is_some() && how.until == how.since;
        notes.doubtful_days(&days, is_of_one_year, at);
        notes.unplaced_days(&paragraph.text, how.year, at);
        entry.deadlines.extend(days);
        entry.aims.extend(read.aims);
    }
    for aim in entry.take_overruled(&cells) {
        let at = ParagraphPlace {
            line_no: aim.line_no,
            entry: Some(&entry.id),
        };
        notes.pass_over(vec![aim.printed], at);
    }
    name_stages(&mut entry.aims);
    for (number, line_no) in entry.settle_rows(cells) {
        let at = ParagraphPlace {
            line_no,
            entry: Some(&entry.id),
        };
        notes.doubt(Doubt::NumberUnsure { number }, at);
    }
    for (number, line_no) in entry.take_repeated() {
        let at = ParagraphPlace {
            line_no,
            entry: Some(&entry.id),
        };
        notes.doubt(Doubt::NumberUnsure { number }, at);
    }
    // What is due by the day of its number is that number.
    let aims = &entry.aims;
    let is_aim = |day: &PrintedDeadline| {
        let mut of_day = aims
            .iter()
            .filter(|aim| aim.by.is_some() && aim.by == day.due);
        of_day.any(|aim| day.title.contains(&aim.printed))
    };
    entry.deadlines.retain(|day| !is_aim(day));
}

/// Returns the paragraphs of an item, the first with the clause that its heading was made of.
fn sentences_of(entry: &PrintedEntry) -> Vec<TextParagraph> {
    let mut first = TextParagraph::behind_mark(&entry.heading, entry.line_no);
    let mut texts = entry.text.iter();
    if entry.opens_text
        && let Some(rest) = texts.next()
    {
        first.text = format!("{}，{}", first.text, rest.text);
    }
    std::iter::once(first).chain(texts.cloned()).collect()
}

/// Returns the year of a 年底前 that names none: the plan's only year, else that of its issue.
pub(crate) fn plan_year(found: &DocumentStructure) -> Option<i32> {
    match found.head.years {
        Some((from, to)) if from == to => Some(from),
        _ => found
            .head
            .issued
            .map(|day| day.year())
            .or_else(|| year_of_number(found.head.number.as_deref()?)),
    }
}

/// Returns the year in a document's number: 2021 of 东府〔2021〕54号.
fn year_of_number(number: &str) -> Option<i32> {
    let parts = number.split(|c: char| !c.is_ascii_digit());
    year_of(parts.into_iter().find(|part| part.len() == 4)?)
}

/// Returns the last day of a heading that names nothing but a time: 2025年6月底前, 2025年7月至12月.
fn day_alone(heading: &str, year: Option<i32>) -> Option<Day> {
    let heading = plain(heading);
    let named = times(&heading, year);
    let mut rest = heading.as_str();
    for time in named.iter().rev() {
        let between = rest[time.end..].chars().all(|c| "至到—-、,，".contains(c));
        rest = rest.get(..time.start).filter(|_| between)?;
    }
    named
        .last()
        .filter(|_| rest.is_empty())
        .map(|time| time.day)
}

/// Returns whether a section is another one or is inside it.
fn is_within(section: &str, other: &str) -> bool {
    section
        .strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_say_that_conditions_follow() {
        for (heading, conditions) in [
            ("申请建设基地必须满足以下条件", true),
            ("符合下列要求的社会团体予以保留", true),
            ("申报条件", true),
            ("改善办学条件", false),
        ] {
            assert_eq!(sets_conditions(heading), conditions, "{heading}");
        }
    }

    #[test]
    fn a_heading_may_be_nothing_but_a_time() {
        let day = |month, day| Day::from_ymd_opt(2026, month, day);
        for (heading, last) in [
            ("2026年6月底前", day(6, 30)),
            ("2026年6月", day(6, 30)),
            ("2026年7月至11月", day(11, 30)),
            ("2026年6月动员", None),
        ] {
            assert_eq!(day_alone(heading, None), last, "{heading}");
        }
    }
}
