//! The roles and due days of an entry, settled from all texts that assign it.

use super::due_words::{deed_of, doubt_of_due, due_of, take_recurrence};
use super::{Assigner, EnteredGroup};
use crate::document::structure::PrintedEntry;
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::stages::{Stage, stages};
use crate::document::units::group::GroupRole;
use crate::text::Doubt;

impl Assigner {
    /// Writes the units of an entry's assigning texts into it. `above` are those that lead what is around it.
    pub(super) fn settle(
        &mut self,
        entry: &mut PrintedEntry,
        groups: &[EnteredGroup],
        above: &[usize],
    ) {
        let Some(first) = groups.first() else {
            return;
        };
        for group in groups {
            if let Some(stages) = stages(&group.dues.join("，"), self.year) {
                take_stages(entry, stages, group);
                continue;
            }
            for words in &group.dues {
                take_due(entry, words, group.line_no, self.year);
                if let Some(doubt) = doubt_of_due(words, self.year) {
                    self.doubt(doubt, group.line_no, &entry.id);
                }
            }
        }
        let mut with_units = groups.iter().filter(|group| !group.units.is_empty());
        let count = with_units.clone().count();
        entry.units_line = with_units.next().map(|group| group.line_no);
        // 牵头单位 and 配合单位 on lines of their own are one assignment.
        if count > 1 && !groups.iter().all(|group| group.stands_alone) {
            self.doubt(Doubt::SeveralGroups { count }, first.line_no, &entry.id);
        }
        let labels_lead = groups
            .iter()
            .any(|group| group.stands_alone && group.names_lead());
        for group in groups {
            let names_lead = group.names_lead() || labels_lead && group.stands_alone;
            for (nth, (unit, role)) in group.units.iter().enumerate() {
                let role = match role {
                    GroupRole::Unsaid => group.unsaid_role(nth, *unit, names_lead, above),
                    said => Some(*said),
                };
                if let Some(role) = role {
                    take_unit(entry, *unit, role);
                }
            }
        }
    }
}

impl EnteredGroup {
    /// Returns the lead units that its text names.
    pub(super) fn leads(&self) -> impl Iterator<Item = usize> {
        let leads = self
            .units
            .iter()
            .filter(|(_, role)| *role == GroupRole::Lead);
        leads.map(|(unit, _)| *unit)
    }

    /// Returns whether its text says who leads.
    fn names_lead(&self) -> bool {
        self.leads().next().is_some()
    }

    /// Returns the role of a unit that has none in its text; `None` for one that already leads an entry around.
    fn unsaid_role(
        &self,
        nth: usize,
        unit: usize,
        names_lead: bool,
        above: &[usize],
    ) -> Option<GroupRole> {
        if names_lead {
            return Some(GroupRole::Support);
        }
        match self.first_lead {
            Some(leading) if nth < leading => Some(GroupRole::Lead),
            Some(_) => Some(GroupRole::Support),
            // 责任单位 under a heading that names who leads: the others.
            None if !above.is_empty() && !self.has_verb => {
                (!above.contains(&unit)).then_some(GroupRole::Support)
            }
            None => Some(GroupRole::Lead),
        }
    }
}

/// Gives an entry a unit; who leads takes no part beside.
fn take_unit(entry: &mut PrintedEntry, unit: usize, role: GroupRole) {
    if role == GroupRole::Lead {
        entry.support.retain(|known| *known != unit);
        entry.guide.retain(|known| *known != unit);
        push_new(&mut entry.lead, unit);
    } else if !entry.lead.contains(&unit) {
        push_new(&mut entry.support, unit);
        if role == GroupRole::Guide {
            push_new(&mut entry.guide, unit);
        }
    }
}

/// Takes the work that an assigning text lists by day: 3月底前完成初稿，6月底前印发.
fn take_stages(entry: &mut PrintedEntry, stages: Vec<Stage>, group: &EnteredGroup) {
    const SHORTEST: usize = 4;
    let counts = |work: &str| work.contains(|c: char| c.is_ascii_digit());
    // The numbers of the text have their days from it.
    for Stage { day, work } in stages.into_iter().filter(|stage| !counts(&stage.work)) {
        let is_whole = work.chars().count() >= SHORTEST;
        let title = if is_whole {
            work.clone()
        } else {
            format!("{}{work}", entry.heading)
        };
        entry.deadlines.push(PrintedDeadline {
            title,
            due: Some(day),
            words: work,
            line_no: group.line_no,
            ..PrintedDeadline::default()
        });
    }
}

/// Takes what an assigning text says of the time: 2025年底前完成 is due for all of an item, 6月底前出台政策 for what it
/// names.
fn take_due(entry: &mut PrintedEntry, words: &str, line_no: usize, year: Option<i32>) {
    let Some(day) = due_of(words, year) else {
        take_recurrence(entry, words, line_no);
        return;
    };
    match deed_of(words, year) {
        Some(title) => entry.deadlines.push(PrintedDeadline {
            title,
            due: Some(day),
            words: words.to_owned(),
            line_no,
            ..PrintedDeadline::default()
        }),
        None => entry.due = entry.due.or(Some(day)),
    }
}

fn push_new(list: &mut Vec<usize>, unit: usize) {
    if !list.contains(&unit) {
        list.push(unit);
    }
}
