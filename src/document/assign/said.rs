//! Units that only the sentences of an item name.

use super::Assigner;
use crate::document::numbering::part_kind::{PartKind, part_kind};
use crate::document::structure::PrintedEntry;
use crate::document::text::AnyOf;
use crate::document::units::group::UnitGroup;
use crate::document::units::running::running_units;
use crate::text::Doubt;

impl Assigner {
    /// Gives an item the units that its sentences say to do it; with a doubt, since they say it by the way.
    fn assign_from_text(
        &mut self,
        entries: &mut [PrintedEntry],
        parents: &[Option<usize>],
        at: usize,
    ) -> bool {
        let entry = &entries[at];
        let texts = std::iter::once(entry.heading.as_str())
            .chain(entry.text.iter().map(|paragraph| paragraph.text.as_str()));
        let group = running_units(texts, in_guarantees(entries, parents, at));
        if group.runs.is_empty() {
            return false;
        }
        let group = self.enter(group, &[], entry.line_no, false);
        let names: Vec<&str> = group
            .units
            .iter()
            .map(|(unit, _)| self.register.units[*unit].name.as_str())
            .collect();
        let names = names.join("、");
        let (line_no, id) = (entry.line_no, entry.id.clone());
        self.doubt(Doubt::UnitsFromText { names }, line_no, &id);
        self.settle(&mut entries[at], &[group], &[]);
        true
    }

    /// Gives an item that only inherits units the known ones that its heading names: 市教育局负责….
    fn assign_from_heading(&mut self, entry: &mut PrintedEntry) {
        if !entry.lead.is_empty() || !entry.support.is_empty() || !entry.heading.contains("负责")
        {
            return;
        }
        let mut group = running_units(std::iter::once(entry.heading.as_str()), false);
        for run in &mut group.runs {
            for name in &mut run.names {
                let all = format!("各{name}");
                if !self.register.knows(name) && self.register.knows(&all) {
                    *name = all;
                }
            }
            run.names.retain(|name| self.register.knows(name));
        }
        let group = self.enter(group, &[], entry.line_no, false);
        self.settle(entry, &[group], &[]);
    }

    /// Notes units that only the running text of an item names.
    pub(super) fn name_in_text(&mut self, entries: &mut [PrintedEntry], parents: &[Option<usize>]) {
        const MOST_UNITS: usize = 400;
        const MOST_TEXT: usize = 2_000_000;
        let size: usize = entries
            .iter()
            .flat_map(|entry| &entry.text)
            .map(|paragraph| paragraph.text.len())
            .sum();
        // A text made to be slow is not searched; that nobody is responsible is said all the same.
        let is_searched = self.register.units.len() <= MOST_UNITS && size <= MOST_TEXT;
        for at in 0..entries.len() {
            if !entries[at].is_item {
                continue;
            }
            if has_units(entries, parents, at) {
                if is_searched {
                    self.assign_from_heading(&mut entries[at]);
                }
                continue;
            }
            if is_searched && self.assign_from_text(entries, parents, at) {
                continue;
            }
            let entry = &entries[at];
            let text: String = std::iter::once(entry.heading.as_str())
                .chain(entry.text.iter().map(|paragraph| paragraph.text.as_str()))
                .collect();
            let units = self.register.units.iter().filter(|_| is_searched);
            let names = units.map(|unit| unit.name.as_str());
            let named: Vec<&str> = names
                .filter(|name| name.chars().count() > 2 && text.contains(name))
                .collect();
            let doubt = match named.join("、") {
                names if names.is_empty() => Doubt::NoUnits,
                names => Doubt::UnitsInText { names },
            };
            self.doubt(doubt, entry.line_no, &entry.id);
        }
    }
}

/// Returns the units that answer for the text before a bracket that only names who carries it out:
/// 县税务局负责参保扩面（县社保中心具体落实）.
pub(super) fn answers_before(before: [&str; 2], inside: &str) -> Option<UnitGroup> {
    let carries_out = inside.contains_any(&["具体", "承办"]) || inside.ends_with("实施");
    if !carries_out || inside.contains("牵头") {
        return None;
    }
    let named = running_units(before.into_iter(), false);
    (!named.runs.is_empty()).then_some(named)
}

/// Returns whether an entry or what is around it has units.
fn has_units(entries: &[PrintedEntry], parents: &[Option<usize>], at: usize) -> bool {
    let mut next = Some(at);
    while let Some(at) = next {
        if !entries[at].lead.is_empty() || !entries[at].support.is_empty() {
            return true;
        }
        next = parents[at];
    }
    false
}

/// Returns whether the part around an entry says how the plan is carried out: 保障措施, 组织实施.
fn in_guarantees(entries: &[PrintedEntry], parents: &[Option<usize>], at: usize) -> bool {
    const WORDS: [&str; 8] = [
        "保障", "组织", "实施", "领导", "机制", "工作要求", "有关要求", "落实",
    ];
    let outermost = std::iter::successors(Some(at), |at| parents[*at])
        .last()
        .unwrap_or(at);
    let heading = &entries[outermost].heading;
    // 实施步骤 says when, 组织保障与实施步骤 both.
    let is_timetable = part_kind(heading) == PartKind::Timetable
        && !heading.contains_any(&["保障", "组织", "领导"]);
    outermost != at && !is_timetable && heading.contains_any(&WORDS)
}
