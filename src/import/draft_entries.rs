//! The sections and actions of a draft, with the milestones that can be ticked.

use super::draft_head::{list, target};
use super::draft_period::DraftPhase;
use crate::document::{DocumentStructure, PrintedAim, PrintedDeadline, PrintedEntry};
use crate::plan::{Day, Recurrence};
use crate::store::progress::entry_text::quoted;

/// Writes the sections.
pub(crate) fn sections(
    text: &mut String,
    read: &DocumentStructure,
    phases: &[DraftPhase],
    comments: &impl Fn(Option<&str>) -> String,
) {
    for entry in read.entries.iter().filter(|entry| !entry.is_item) {
        text.push('\n');
        text.push_str(&comments(Some(&entry.id)));
        text.push_str(&format!(
            "[[section]]\nid = {}\nno = {}\ntitle = {}\n",
            quoted(&entry.id),
            quoted(&entry.no),
            quoted(title(entry))
        ));
        assignment(text, read, entry, phases);
    }
}

/// Writes the actions.
pub(crate) fn actions(
    text: &mut String,
    read: &DocumentStructure,
    phases: &[DraftPhase],
    with_text: bool,
    comments: &impl Fn(Option<&str>) -> String,
) {
    for entry in read.entries.iter().filter(|entry| entry.is_item) {
        text.push('\n');
        text.push_str(&comments(Some(&entry.id)));
        text.push_str(&format!(
            "[[action]]\nid = {}\ntitle = {}\n",
            quoted(&entry.id),
            quoted(title(entry))
        ));
        if with_text && !entry.text.is_empty() {
            let whole: Vec<&str> = entry
                .text
                .iter()
                .map(|paragraph| paragraph.text.as_str())
                .collect();
            text.push_str(&format!("summary = {}\n", quoted(&whole.join(" "))));
        }
        assignment(text, read, entry, phases);
        for (nth, milestone) in milestones(entry).iter().enumerate() {
            milestone.write(text, nth + 1, entry, phases);
        }
    }
}

fn title(entry: &PrintedEntry) -> &str {
    if entry.heading.is_empty() {
        &entry.no
    } else {
        &entry.heading
    }
}

fn assignment(
    text: &mut String,
    read: &DocumentStructure,
    entry: &PrintedEntry,
    phases: &[DraftPhase],
) {
    for (key, units) in [("lead", &entry.lead), ("support", &entry.support)] {
        if !units.is_empty() {
            let names = units
                .iter()
                .filter_map(|unit| Some(read.units.get(*unit)?.name.as_str()));
            text.push_str(&format!("{key} = {}\n", list(names)));
        }
    }
    // 指导 is support with a word of its own.
    if !entry.guide.is_empty() {
        let names: Vec<&str> = entry
            .guide
            .iter()
            .filter_map(|unit| Some(read.units.get(*unit)?.name.as_str()))
            .collect();
        text.push_str(&format!("# 指导：{}\n", names.join("、")));
    }
    if !entry.phases.is_empty() {
        let ids = entry
            .phases
            .iter()
            .filter_map(|phase| Some(phases.get(*phase)?.id.as_str()));
        text.push_str(&format!("phases = {}\n", list(ids)));
    }
}

/// Something of an item that can be ticked.
struct DraftMilestone<'e> {
    title: String,
    every: Option<Recurrence>,
    aim: Option<&'e PrintedAim>,
    due: Option<Day>,
}

/// Returns the numbers and days of an item; its own day too, if none of them is due then.
fn milestones(entry: &PrintedEntry) -> Vec<DraftMilestone<'_>> {
    let mut all: Vec<DraftMilestone<'_>> = Vec::new();
    for aim in &entry.aims {
        let name = if aim.name.chars().count() >= 2 {
            &aim.name
        } else {
            &entry.heading
        };
        all.push(DraftMilestone {
            title: short(name),
            every: aim.every,
            due: match aim.every {
                Some(every) => entry.end_of(aim.line_no, every),
                None => aim.by.or(entry.due),
            },
            aim: Some(aim),
        });
    }
    for PrintedDeadline {
        title,
        due,
        every,
        line_no,
        ..
    } in &entry.deadlines
    {
        all.push(DraftMilestone {
            title: short(if title.is_empty() {
                &entry.heading
            } else {
                title
            }),
            every: *every,
            due: match every {
                Some(every) => entry.end_of(*line_no, *every),
                None => *due,
            },
            aim: None,
        });
    }
    let whole = short(&entry.heading);
    let is_of_numbers = entry.due_is_of_numbers();
    let is_dated = all.iter().any(|milestone| {
        let is_whole =
            milestone.aim.is_none() || milestone.every.is_some() || milestone.title == whole;
        milestone.due == entry.due && (is_whole || is_of_numbers)
    });
    if let Some(due) = entry.due.filter(|_| !is_dated) {
        all.push(DraftMilestone {
            title: whole,
            every: None,
            due: Some(due),
            aim: None,
        });
    }
    all
}

/// Returns a title of at most thirty characters; a longer one ends where a clause does.
fn short(title: &str) -> String {
    const LONGEST: usize = 30;
    const LEAST: usize = 6;
    const STOPS: [char; 7] = ['，', ',', '、', '；', '。', '：', ' '];
    let end = title.char_indices().nth(LONGEST).map(|(at, _)| at);
    let cut = &title[..end.unwrap_or(title.len())];
    let clause = cut
        .rfind(['，', '；', '。'])
        .filter(|at| end.is_some() && cut[..*at].chars().count() >= LEAST);
    cut[..clause.unwrap_or(cut.len())]
        .trim_matches(STOPS)
        .to_owned()
}

impl DraftMilestone<'_> {
    fn write(&self, text: &mut String, nth: usize, entry: &PrintedEntry, phases: &[DraftPhase]) {
        text.push_str(&format!("\n[[action.milestone]]\nid = \"m{nth}\"\n"));
        let open: Vec<&DraftPhase> = if entry.phases.is_empty() {
            phases.iter().collect()
        } else {
            entry
                .phases
                .iter()
                .filter_map(|phase| phases.get(*phase))
                .collect()
        };
        let phase = self.phase(&open);
        if open.len() > 1
            && let Some(phase) = phase
        {
            text.push_str(&format!("phase = \"{}\"\n", phase.id));
        }
        text.push_str(&format!("title = {}\n", quoted(&self.title)));
        if let Some(every) = self.every {
            text.push_str(&format!("every = \"{}\"\n", every.key()));
        }
        if let Some(start) = self.start(entry, phase, phases) {
            text.push_str(&format!("start = {start}\n"));
        }
        if let Some(aim) = self.aim {
            text.push_str(&format!("target = {}\n", target(aim, false)));
        }
        if let Some(due) = self.due
            && self.aim.is_none_or(|aim| aim.by.is_none())
        {
            text.push_str(&format!("due = {due}\n"));
        }
    }

    /// Returns the day on which it begins, where that is not the first of its phase: an entry with a day of its own and
    /// without a phase begins with the plan, one that is due before its phase begins on that day.
    fn start(
        &self,
        entry: &PrintedEntry,
        phase: Option<&DraftPhase>,
        phases: &[DraftPhase],
    ) -> Option<Day> {
        let (due, phase) = (self.due?, phase?);
        let first = phases.iter().map(|phase| phase.start).min()?;
        if entry.phases.is_empty() && first <= due {
            (first < phase.start).then_some(first)
        } else {
            (due < phase.start).then_some(due)
        }
    }

    /// Returns the phase that its day is in, the longest of several; without a day the longest.
    fn phase<'p>(&self, open: &[&'p DraftPhase]) -> Option<&'p DraftPhase> {
        let length = |phase: &&&DraftPhase| phase.end - phase.start;
        let inside = open.iter().filter(|phase| {
            self.due
                .is_none_or(|due| (phase.start..=phase.end).contains(&due))
        });
        inside
            .max_by_key(length)
            .or_else(|| open.iter().max_by_key(length))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_long_title_ends_where_a_clause_does() {
        for (title, cut) in [
            ("培训骨干教师", "培训骨干教师"),
            ("开展培训，", "开展培训"),
            (
                "企业开办时间缩短至一个工作日以内，工程建设项目审批时限压缩至六十个工作日",
                "企业开办时间缩短至一个工作日以内",
            ),
            (
                "推进，建立以公民具备科学素质的比例为核心指标的监测评估体系并且定期发布结果",
                "推进，建立以公民具备科学素质的比例为核心指标的监测评估体系并",
            ),
        ] {
            assert_eq!(short(title), cut, "{title}");
        }
    }
}
