//! The draft of a plan: what was read of a document, written as plan.toml, progress.toml and the source record.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::draft_entries::{actions, sections};
use super::draft_record::record_text;
use crate::document::{DocumentStructure, PassedNumber, PlacedDoubt, PrintedAim};
use crate::plan::{Day, Measure, Plan, Target, UnitKind};
use crate::store::plan::limits::ACTIONS;
use crate::store::progress::entry_text::quoted;
use crate::store::{FileText, expected_logs, read_document, render_block};
use crate::text::{Doubt, Flaw, Limited, ReadingWords, clean};

/// How a draft is made.
#[derive(Clone, Copy)]
pub struct DraftOptions<'a> {
    /// The plan's id.
    pub id: &'a str,
    /// The name of the file that was read.
    pub file: &'a str,
    /// The SHA-256 of that file, in lower-case hexadecimal.
    pub sha256: &'a str,
    /// Whether each item carries its own text.
    pub with_text: bool,
    /// The words of the comments.
    pub words: &'a ReadingWords,
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
    pub figures: usize,
    /// What the reader was not sure of, in the order of the document.
    pub doubts: Vec<PlacedDoubt>,
    /// Numbers that were taken for no aim, in the order of the document.
    pub passed_over: Vec<PassedNumber>,
}

/// A step with its id in the draft.
#[derive(Clone, Debug)]
pub(crate) struct DraftPhase {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) start: Day,
    pub(crate) end: Day,
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
    let doubts = doubts_kept(read);
    let (period, phases) = phases(read);
    let mut doubts = doubts;
    if read.head.years.is_none() && read.phases.is_empty() {
        let taken = format!("{}—{}", period.0.year(), period.1.year());
        doubts.push(PlacedDoubt {
            doubt: Doubt::PeriodUnsaid { taken },
            line_no: read.head.title_line,
            entry: None,
        });
    }
    if items == 0 {
        doubts.push(PlacedDoubt {
            doubt: Doubt::NoItems,
            line_no: read.head.title_line,
            entry: None,
        });
    }
    doubts.sort_by_key(|doubt| doubt.line_no);
    let mut by_entry: BTreeMap<Option<&str>, Vec<&PlacedDoubt>> = BTreeMap::new();
    for doubt in &doubts {
        by_entry
            .entry(doubt.entry.as_deref())
            .or_default()
            .push(doubt);
    }
    let comments = |entry: Option<&str>| -> String {
        let of_entry = by_entry.get(&entry).into_iter().flatten();
        of_entry
            .map(|doubt| comment(doubt, options.words))
            .collect()
    };
    let mut plan = String::new();
    head(&mut plan, read, options, period, &comments(None));
    for phase in &phases {
        plan.push_str(&format!(
            "\n[[phase]]\nid = \"{}\"\nname = {}\nstart = {}\nend = {}\n",
            phase.id,
            quoted(&phase.name),
            phase.start,
            phase.end
        ));
    }
    units(&mut plan, read);
    indicators(&mut plan, read);
    sections(&mut plan, read, &phases, &comments);
    actions(&mut plan, read, &phases, options.with_text, &comments);
    let figures = read
        .entries
        .iter()
        .map(|entry| entry.aims.len())
        .sum::<usize>()
        + read
            .indicators
            .iter()
            .map(|indicator| indicator.aims.len())
            .sum::<usize>();
    Ok(Draft {
        progress: progress(&plan, options.id),
        record: record_text(read, options),
        plan,
        items,
        units: read.units.len(),
        figures,
        doubts,
        passed_over: read.passed_over.clone(),
    })
}

/// A doubt as the comment that stands over what it is about; a review finds it by its beginning.
pub fn comment(doubt: &PlacedDoubt, words: &ReadingWords) -> String {
    let said = (words.doubt)(&doubt.doubt);
    let said: String = clean(&said)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    format!("# doubt: [{}] {said}\n", doubt.line_no)
}

/// Returns the doubts worth a look: where nobody is responsible for most of the plan, that is said once.
fn doubts_kept(read: &DocumentStructure) -> Vec<PlacedDoubt> {
    let items = read.entries.iter().filter(|entry| entry.is_item).count();
    let nobody = |doubt: &&PlacedDoubt| doubt.doubt == Doubt::NoUnits;
    let without = read.doubts.iter().filter(nobody).count();
    if without <= 5 || without * 3 < items {
        return read.doubts.clone();
    }
    let mut kept: Vec<PlacedDoubt> = read
        .doubts
        .iter()
        .filter(|doubt| !nobody(doubt))
        .cloned()
        .collect();
    kept.push(PlacedDoubt {
        doubt: Doubt::NoUnits,
        line_no: read.head.title_line,
        entry: None,
    });
    kept
}

/// Returns the plan's period and its steps; without a timetable one step is all of it.
fn phases(read: &DocumentStructure) -> ((Day, Day), Vec<DraftPhase>) {
    let year =
        |year: i32, month: u32, day: u32| Day::from_ymd_opt(year, month, day).unwrap_or_default();
    let entries = || read.entries.iter();
    let aims = entries()
        .flat_map(|entry| &entry.aims)
        .chain(read.indicators.iter().flat_map(|indicator| &indicator.aims));
    let due: Vec<Day> = aims
        .filter_map(|aim| aim.by)
        .chain(entries().flat_map(|entry| entry.deadlines.iter().filter_map(|d| d.due)))
        .chain(entries().filter_map(|entry| entry.due))
        .collect();
    let issued = read.head.issued.map(|day| day.year());
    let last_due = due.iter().max().map(Datelike::year);
    let (from, to) = if let Some((from, to)) = read.head.years {
        (from, to)
    } else {
        let first = issued
            .or(due.iter().min().map(Datelike::year))
            .unwrap_or(2000);
        (first, last_due.unwrap_or(first).max(first))
    };
    let (mut start, mut end) = (year(from, 1, 1), year(to, 12, 31));
    if let (Some(first), Some(last)) = (
        read.phases.iter().map(|phase| phase.start).min(),
        read.phases.iter().map(|phase| phase.end).max(),
    ) {
        (start, end) = (first, last);
    }
    // Nothing may fall due outside.
    if let Some(last) = due.iter().max() {
        end = end.max(*last);
    }
    if let Some(first) = due.iter().min().filter(|first| **first < start) {
        start = year(first.year(), 1, 1);
    }
    let mut phases: Vec<DraftPhase> = read
        .phases
        .iter()
        .enumerate()
        .map(|(nth, phase)| DraftPhase {
            id: format!("p{}", nth + 1),
            name: phase.name.clone(),
            start: phase.start,
            end: phase.end,
        })
        .collect();
    if phases.is_empty() {
        phases.push(DraftPhase {
            id: "period".to_owned(),
            name: "实施期".to_owned(),
            start,
            end,
        });
    }
    ((start, end), phases)
}

fn head(
    text: &mut String,
    read: &DocumentStructure,
    options: &DraftOptions<'_>,
    period: (Day, Day),
    comments: &str,
) {
    let head = &read.head;
    text.push_str(comments);
    text.push_str(&format!("schema = 1\nid = {}\n", quoted(options.id)));
    // A sheet may have no title at all.
    let stem = options
        .file
        .rsplit_once('.')
        .map_or(options.file, |(stem, _)| stem);
    let title = if head.title.is_empty() {
        stem
    } else {
        &head.title
    };
    let short = crate::document::place_of(title);
    let short = if short.is_empty() { options.id } else { &short };
    text.push_str(&format!(
        "short = {}\ntitle = {}\n",
        quoted(short),
        quoted(title)
    ));
    if let Some(issuer) = &head.issuer {
        text.push_str(&format!("issuer = {}\n", quoted(issuer)));
    }
    if let Some(number) = &head.number {
        text.push_str(&format!("number = {}\n", quoted(number)));
    }
    if let Some(issued) = head.issued {
        text.push_str(&format!("issued = {issued}\n"));
    }
    text.push_str(&format!("draft = {}\n", head.is_draft));
    text.push_str(&format!(
        "period = {{ start = {}, end = {} }}\n",
        period.0, period.1
    ));
    text.push_str(&format!(
        "source = {}\n",
        quoted(&format!("seeds/{}.toml", options.id))
    ));
}

fn units(text: &mut String, read: &DocumentStructure) {
    for unit in &read.units {
        text.push_str(&format!("\n[[unit]]\nname = {}\n", quoted(&unit.name)));
        if !unit.aliases.is_empty() {
            text.push_str(&format!(
                "aliases = {}\n",
                list(unit.aliases.iter().map(String::as_str))
            ));
        }
        text.push_str(&format!("kind = \"{}\"\n", unit.kind.key()));
        if unit.kind == UnitKind::Collective {
            // 各成员单位 are those that the plan names; 各乡镇 are not known from here.
            let all = [
                "成员单位",
                "有关部门",
                "相关部门",
                "有关单位",
                "相关单位",
                "各部门",
                "各单位",
            ];
            let members = if all.iter().any(|word| unit.name.ends_with(word)) {
                "\"*\""
            } else {
                "[]"
            };
            text.push_str(&format!("members = {members}\n"));
        }
    }
}

fn indicators(text: &mut String, read: &DocumentStructure) {
    for (nth, indicator) in read.indicators.iter().enumerate() {
        let name = if indicator.name.is_empty() {
            &read.head.title
        } else {
            &indicator.name
        };
        text.push_str(&format!(
            "\n[[indicator]]\nid = \"i{}\"\nname = {}\n",
            nth + 1,
            quoted(name)
        ));
        if let Some((value, year)) = indicator.baseline {
            let on = year.map_or_else(String::new, |year| format!(", on = {year}-12-31"));
            text.push_str(&format!("baseline = {{ value = {}{on} }}\n", number(value)));
        }
        let targets: Vec<String> = indicator.aims.iter().map(|aim| target(aim, true)).collect();
        if let [one] = &targets[..] {
            text.push_str(&format!("targets = [{one}]\n"));
        } else {
            text.push_str(&format!("targets = [\n  {},\n]\n", targets.join(",\n  ")));
        }
    }
}

/// A number as a target of plan.toml.
pub(crate) fn target(aim: &PrintedAim, of_indicator: bool) -> String {
    let mut text = format!(
        "{{ op = \"{}\", value = {}",
        aim.op.key(),
        number(aim.value)
    );
    if let Some(max) = aim.max {
        text.push_str(&format!(", max = {}", number(max)));
    }
    text.push_str(&format!(", unit = {}", quoted(&aim.unit)));
    if let Some(by) = aim.by.filter(|_| aim.every.is_none()) {
        text.push_str(&format!(", by = {by}"));
    }
    let is_level =
        aim.is_level && !of_indicator && Target::default_measure(&aim.unit) == Measure::Flow;
    if is_level {
        text.push_str(", measure = \"stock\"");
    }
    if let Some(baseline) = aim.baseline.filter(|_| !of_indicator) {
        text.push_str(&format!(", baseline = {{ value = {} }}", number(baseline)));
    }
    text.push_str(" }");
    text
}

/// A number as TOML writes it.
fn number(value: f64) -> String {
    value.to_string()
}

/// A list of strings in plan.toml, on one line where it fits.
pub(crate) fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let quoted: Vec<String> = texts.map(quoted).collect();
    let one = format!("[{}]", quoted.join(", "));
    if one.chars().count() <= 80 {
        one
    } else {
        format!("[\n  {},\n]", quoted.join(",\n  "))
    }
}

/// progress.toml with a block for every milestone of the plan.
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
            with_text: false,
            words: crate::text::Lang::Zh.words().reading,
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
