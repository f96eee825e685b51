//! The aims and days of a whole document: of its items, and of the plan.

use std::collections::HashSet;

use chrono::Datelike;

use super::aim::{AimContext, PrintedAim, aims};
use super::deadlines::deadlines;
use super::times::times;
use crate::document::calendar::{five_years_end, year_of};
use crate::document::numbering::chapter::PartKind;
use crate::document::numbering::{branch::TextParagraph, tree::Tree};
use crate::document::structure::{DocumentStructure, PassedNumber, PlacedDoubt, PrintedIndicator};
use crate::document::text::{AnyOf, plain};
use crate::plan::Day;
use crate::text::Doubt;

/// Reads the numbers and days of a document into its structure.
pub(crate) fn read_aims(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &mut DocumentStructure,
) {
    let of_tasks = of_tasks(found);
    let year = of_tasks.year;
    let mut doubts = Vec::new();
    let mut passed_over = Vec::new();
    for entry in found.entries.iter_mut().filter(|entry| entry.is_item) {
        let how = AimContext {
            carried: day_alone(&entry.heading, year),
            ..of_tasks
        };
        let heading = TextParagraph {
            text: entry.heading.clone(),
            line_no: entry.line_no,
            follows_mark: true,
        };
        for paragraph in std::iter::once(&heading).chain(&entry.text) {
            if crate::document::branch_roles::is_units_alone(paragraph) {
                continue;
            }
            let read = aims(&paragraph.text, paragraph.line_no, how);
            let doubt = |doubt| PlacedDoubt {
                doubt,
                line_no: paragraph.line_no,
                entry: Some(entry.id.clone()),
            };
            doubts.extend(
                read.table
                    .map(|header| doubt(Doubt::TableLeftOut { header })),
            );
            passed_over.extend(passed(read.passed_over, paragraph));
            for number in read.left_out {
                doubts.push(doubt(Doubt::FigureLeftOut { number }));
            }
            for aim in read.aims.iter().filter(|aim| !aim.is_sure) {
                let number = aim.printed.clone();
                doubts.push(doubt(Doubt::FigureUnsure { number }));
            }
            let printed: Vec<String> = read.aims.iter().map(|aim| aim.printed.clone()).collect();
            let mut days = deadlines(
                &paragraph.text,
                paragraph.line_no,
                year,
                &entry.heading,
                &printed,
            );
            // The bracket that assigns has been read already.
            days.retain(|day| day.due.is_none() || day.due != entry.due);
            for deadline in &days {
                if let Some(day) = deadline.due.filter(|_| deadline.is_worked_out) {
                    doubts.push(doubt(Doubt::DayWorkedOut {
                        words: deadline.words.clone(),
                        day: day.to_string(),
                    }));
                } else if deadline.every.is_some()
                    && deadline.words.contains('月')
                    && !deadline.words.starts_with('每')
                {
                    let words = deadline.words.clone();
                    doubts.push(doubt(Doubt::RecursOn { words }));
                }
            }
            entry.deadlines.extend(days);
            entry.aims.extend(read.aims);
        }
    }
    let mut announced: Option<(String, Day)> = None;
    for (section, paragraph) in whole_plan(tree, part, kinds, found) {
        let how = AimContext {
            carried: announced
                .as_ref()
                .filter(|(of, _)| is_within(&section, of))
                .map(|(_, day)| *day),
            carries: true,
            only_sure: true,
            ..of_tasks
        };
        let read = aims(&paragraph.text, paragraph.line_no, how);
        doubts.extend(read.table.map(|header| PlacedDoubt {
            doubt: Doubt::TableLeftOut { header },
            line_no: paragraph.line_no,
            entry: None,
        }));
        // Where goals are told, what is not said to be reached is no aim.
        passed_over.extend(passed(read.passed_over, &paragraph));
        passed_over.extend(passed(read.left_out, &paragraph));
        if let Some(day) = announced_day(&paragraph.text, year) {
            let chapter = section.split('.').next().unwrap_or_default();
            announced = Some((chapter.to_owned(), day));
        } else if read.aims.is_empty()
            && let Some(day) = pictured_day(&paragraph.text)
        {
            announced = Some((section, day));
        }
        for aim in read.aims {
            add_indicator(aim, &mut found.indicators);
        }
    }
    found.doubts.append(&mut doubts);
    passed_over.sort_by_key(|number| number.line_no);
    found.passed_over = passed_over;
}

/// The circumstances in which the texts of a document's tasks are read.
pub(crate) fn of_tasks(found: &DocumentStructure) -> AimContext {
    let year = plan_year(found);
    AimContext {
        year,
        since: found.head.years.map(|(first, _)| first).or(year),
        carried: None,
        carries: false,
        only_sure: false,
    }
}

fn passed(numbers: Vec<String>, paragraph: &TextParagraph) -> impl Iterator<Item = PassedNumber> {
    let line_no = paragraph.line_no;
    let numbers = numbers.into_iter();
    numbers.map(move |printed| PassedNumber { printed, line_no })
}

/// The year of 年底前 where nothing else is said: the plan's only year, else that of its issue.
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

/// Returns the day that a paragraph announces for those after it: 到2020年，目标是：.
fn announced_day(text: &str, year: Option<i32>) -> Option<Day> {
    let text = plain(text);
    let sentence = text.strip_suffix([':', '：'])?.rsplit('。').next()?;
    let named = times(sentence, year)
        .into_iter()
        .rfind(|time| time.is_bound)
        .map(|time| time.day);
    named.or_else(|| five_years_end(sentence).filter(|_| sentence.contains("目标")))
}

/// The last day of a heading that names nothing but a time: 2025年6月底前, 2025年7月至12月.
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

/// Returns the day of a picture of the whole before its goals one by one: 到2025年，基本建成现代物流体系。
fn pictured_day(text: &str) -> Option<Day> {
    let text = plain(text);
    let sentence = text.strip_suffix('。')?.strip_prefix('到')?;
    let named = times(sentence, None);
    let [time] = &named[..] else {
        return None;
    };
    let is_head = time.start == 0 && sentence[..time.end].ends_with('年');
    (is_head && !sentence.contains('。')).then_some(time.day)
}

/// Returns whether a section is another one or stands in it.
fn is_within(section: &str, other: &str) -> bool {
    section
        .strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The paragraphs that speak of the whole plan, with the id of their section: what stands before it, its goals, what
/// introduces a section.
fn whole_plan(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &DocumentStructure,
) -> Vec<(String, TextParagraph)> {
    let title = found.head.title_line;
    let is_unmarked = tree.branches.is_empty();
    let before = &tree.preambles[part];
    let told = before.iter().filter(|paragraph| paragraph.line_no > title);
    let mut paragraphs: Vec<(String, TextParagraph)> = if is_unmarked {
        without_reviews(before)
    } else {
        told.map(|paragraph| (String::new(), paragraph.clone()))
            .collect()
    };
    let sections: HashSet<&str> = found
        .entries
        .iter()
        .filter(|entry| !entry.is_item)
        .map(|entry| entry.id.as_str())
        .collect();
    for (at, branch) in tree
        .branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| branch.part == part)
    {
        let is_goal = matches!(kinds[at], PartKind::Goals | PartKind::Indicators)
            || kinds[at] == PartKind::Prose && branch.heading.contains("要求");
        let is_section = !branch.children.is_empty() && kinds[at] == PartKind::Tasks;
        if is_goal || is_section && sections.contains(branch.id.as_str()) {
            if is_goal {
                let heading = TextParagraph {
                    text: branch.heading.clone(),
                    line_no: branch.line_no,
                    follows_mark: true,
                };
                paragraphs.push((branch.id.clone(), heading));
            }
            let own = branch.paragraphs.iter();
            paragraphs.extend(own.map(|paragraph| (branch.id.clone(), paragraph.clone())));
        }
    }
    paragraphs
}

/// The paragraphs of a text without marks, each with its heading, save those under headings that look back: 工作回顾.
fn without_reviews(paragraphs: &[TextParagraph]) -> Vec<(String, TextParagraph)> {
    const LONGEST: usize = 24;
    let (mut looks_back, mut heading) = (false, String::new());
    let mut kept = Vec::new();
    for paragraph in paragraphs {
        let text = paragraph.text.trim();
        let is_heading = (4..=LONGEST).contains(&text.chars().count())
            && !text.contains(['。', '，', '；', '：', ':', ',']);
        if is_heading {
            looks_back = text.contains_any(&["回顾", "成效", "成绩", "总结", "现状", "基础"]);
            text.clone_into(&mut heading);
        } else if !looks_back {
            kept.push((heading.clone(), paragraph.clone()));
        }
    }
    kept
}

/// Adds a value to the indicator of its name, or a new one.
pub(crate) fn add_indicator(aim: PrintedAim, indicators: &mut Vec<PrintedIndicator>) {
    let known = indicators.iter_mut().find(|known| {
        !aim.name.is_empty()
            && known.name == aim.name
            && known
                .aims
                .iter()
                .all(|old| old.unit == aim.unit && old.by != aim.by)
    });
    match known {
        Some(known) => known.aims.push(aim),
        None => indicators.push(PrintedIndicator {
            name: aim.name.clone(),
            baseline: aim.baseline.map(|value| (value, None)),
            line_no: aim.line_no,
            aims: vec![aim],
        }),
    }
}
