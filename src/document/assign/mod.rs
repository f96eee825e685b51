//! The entries of a document with the units that its assigning texts give them.

mod around;
mod listed;
mod said;

use self::around::{leads_above, paragraph_entry, paragraphs_with_units, pieces_of, subtree_end};
use crate::document::aims::deadlines::{PrintedDeadline, deed_of, due_of};
use crate::document::branch_roles::{BranchRole, entry_of, is_units_alone};
use crate::document::head::facts::PrintedHead;
use crate::document::head::title::place_of;
use crate::document::numbering::heading::HeadingCut;
use crate::document::numbering::{branch::Branch, tree::Tree};
use crate::document::structure::{DocumentStructure, PlacedDoubt, PrintedEntry};
use crate::document::units::group::{GroupRole, UnitGroup};
use crate::document::units::kinds::is_collective;
use crate::document::units::labels::label_at;
use crate::document::units::levels::LevelCarrier;
use crate::document::units::register::UnitRegister;
use crate::document::units::spans::unit_spans;
use crate::document::units::standing_rules::{StandingRule, standing_rules};
use crate::text::Doubt;

/// An assigning text of an entry, its names entered.
#[derive(Debug, Clone)]
struct EnteredGroup {
    units: Vec<(usize, GroupRole)>,
    line_no: usize,
    /// A line of its own, after the text.
    stands_alone: bool,
    /// How many of its first units lead by a rule of the document.
    first_lead: Option<usize>,
    has_verb: bool,
    dues: Vec<String>,
}

/// Gives entries their units.
pub(crate) struct Assigner {
    place: String,
    /// The year that 6月底前 is of.
    year: Option<i32>,
    register: UnitRegister,
    leads_by: Option<StandingRule>,
    also: Vec<String>,
    doubts: Vec<PlacedDoubt>,
}

impl Assigner {
    pub(crate) fn new(head: &PrintedHead, year: Option<i32>) -> Self {
        let issuer = head.issuer.as_deref().unwrap_or_default();
        let places = [place_of(&head.title), place_of(issuer)];
        let place = places.into_iter().find(|place| !place.is_empty());
        Self {
            place: place.unwrap_or_default(),
            year,
            register: UnitRegister::default(),
            leads_by: None,
            also: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Makes the entries of the plan's part, with their units.
    pub(crate) fn assign(
        &mut self,
        tree: &Tree,
        part: usize,
        roles: &[BranchRole],
        found: &mut DocumentStructure,
    ) {
        for paragraph in &tree.preambles[part] {
            self.rules(&paragraph.text);
        }
        let mut groups: Vec<Vec<EnteredGroup>> = Vec::new();
        let mut entries: Vec<PrintedEntry> = Vec::new();
        let mut parents: Vec<Option<usize>> = Vec::new();
        let mut entry_of_branch: Vec<Option<usize>> = vec![None; tree.branches.len()];
        for (at, branch) in tree.branches.iter().enumerate() {
            if branch.part != part {
                continue;
            }
            let role = roles[at];
            let parent = branch.parent.and_then(|parent| entry_of_branch[parent]);
            match role {
                BranchRole::Outside => {
                    for paragraph in &branch.paragraphs {
                        self.rules(&paragraph.text);
                    }
                }
                BranchRole::Piece => {}
                BranchRole::Item | BranchRole::Section => {
                    let mut entry = entry_of(branch, tree, role == BranchRole::Item);
                    entry.text.clone_from(&branch.paragraphs);
                    if role == BranchRole::Item {
                        pieces_of(tree, branch, &mut entry.text);
                    }
                    self.doubts_of(branch, &entry);
                    groups.push(self.groups(&entry));
                    entry_of_branch[at] = Some(entries.len());
                    entries.push(entry);
                    parents.push(parent);
                }
                BranchRole::HeadingOfParagraphs => {
                    entry_of_branch[at] = Some(entries.len());
                    let section = entries.len();
                    entries.push(entry_of(branch, tree, false));
                    parents.push(parent);
                    groups.push(Vec::new());
                    for (nth, paragraph) in paragraphs_with_units(&branch.paragraphs).enumerate() {
                        let entry = paragraph_entry(branch, nth + 1, paragraph);
                        groups.push(self.groups(&entry));
                        entries.push(entry);
                        parents.push(Some(section));
                    }
                }
            }
        }
        self.lift(&entries, &parents, &mut groups);
        // The units that each entry's text tells to lead, apart from those it only names.
        let mut told: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
        for at in 0..entries.len() {
            let above = leads_above(&entries, &parents, &told, at);
            self.settle(&mut entries[at], &groups[at], &above);
            let leads = groups[at].iter().flat_map(|group| &group.units);
            told[at] = leads
                .filter(|(_, role)| *role == GroupRole::Lead)
                .map(|(unit, _)| *unit)
                .collect();
        }
        self.name_in_text(&mut entries, &parents);
        found.entries = entries;
    }

    /// Hands over the units and what is doubtful.
    pub(crate) fn finish(mut self, found: &mut DocumentStructure) {
        self.register.settle_aliases();
        found.units = std::mem::take(&mut self.register.units);
        let ids: std::collections::HashSet<&str> = found
            .entries
            .iter()
            .map(|entry| entry.id.as_str())
            .collect();
        self.doubts
            .retain(|doubt| doubt.entry.as_deref().is_none_or(|id| ids.contains(id)));
        found.doubts.append(&mut self.doubts);
    }

    fn doubt(&mut self, doubt: Doubt, line_no: usize, entry: &str) {
        self.doubts.push(PlacedDoubt {
            doubt,
            line_no,
            entry: Some(entry.to_owned()),
        });
    }

    fn doubts_of(&mut self, branch: &Branch, entry: &PrintedEntry) {
        if let Some(after) = branch.gap_after {
            let doubt = if after == branch.number {
                Doubt::NumberTwice {
                    number: entry.no.clone(),
                }
            } else {
                Doubt::NumberGap {
                    after,
                    found: branch.number,
                }
            };
            self.doubt(doubt, branch.line_no, &branch.id);
        }
        if branch.cut == HeadingCut::Clause && entry.is_item {
            self.doubt(Doubt::HeadingCut, branch.line_no, &branch.id);
        }
    }

    /// Takes up the rules that a paragraph sets.
    fn rules(&mut self, text: &str) {
        for rule in standing_rules(text) {
            match rule {
                StandingRule::FirstLeads | StandingRule::BeforeCommaLead => {
                    self.leads_by = Some(rule);
                }
                StandingRule::Also(names) => self.also = names,
            }
        }
    }

    /// Reads the assigning texts of an entry.
    fn groups(&mut self, entry: &PrintedEntry) -> Vec<EnteredGroup> {
        let mut groups = Vec::new();
        let mut after_label = false;
        for paragraph in &entry.text {
            let text = paragraph.text.as_str();
            let is_bare_label =
                label_at(text).is_some_and(|length| text[length..].trim().is_empty());
            let mut read = Vec::new();
            if after_label && !is_bare_label {
                read.push((UnitGroup::read(text), true));
            } else {
                let alone = is_units_alone(paragraph);
                read.extend(unit_spans(text).into_iter().map(|span| (span.group, alone)));
            }
            after_label = is_bare_label;
            let also = self.also.clone();
            self.rules(text);
            for (group, stands_alone) in read {
                if !group.is_said {
                    self.doubt(Doubt::BareUnits, paragraph.line_no, &entry.id);
                }
                for name in &group.odd {
                    let name = name.clone();
                    self.doubt(Doubt::OddUnit { name }, paragraph.line_no, &entry.id);
                }
                groups.push(self.enter(group, &also, paragraph.line_no, stands_alone));
            }
        }
        groups
    }

    fn enter(
        &mut self,
        group: UnitGroup,
        also: &[String],
        line_no: usize,
        stands_alone: bool,
    ) -> EnteredGroup {
        let has_verb = group.has_verb;
        let first_lead = match self.leads_by {
            Some(StandingRule::FirstLeads) => Some(1),
            Some(StandingRule::BeforeCommaLead) => group.before_comma,
            _ => None,
        };
        let mut carrier = LevelCarrier::new(&self.place);
        let mut units: Vec<(usize, GroupRole)> = Vec::new();
        for run in group.runs {
            for name in run.names {
                let name = carrier.complete(&name);
                let unit = self.register.enter(&name, line_no);
                if units.iter().all(|(known, _)| *known != unit) {
                    units.push((unit, run.role));
                }
            }
        }
        let leads = units.iter().any(|(_, role)| *role == GroupRole::Lead);
        for name in also {
            let name = carrier.complete(name);
            let unit = self.register.enter(&name, line_no);
            if units.iter().all(|(known, _)| *known != unit) {
                let role = if leads {
                    GroupRole::Support
                } else {
                    GroupRole::Unsaid
                };
                units.push((unit, role));
            }
        }
        EnteredGroup {
            units,
            line_no,
            stands_alone,
            first_lead,
            has_verb,
            dues: group.dues,
        }
    }

    /// Gives a line of units after the last entry of a section to the whole section, where nothing else in it has units.
    fn lift(
        &mut self,
        entries: &[PrintedEntry],
        parents: &[Option<usize>],
        groups: &mut [Vec<EnteredGroup>],
    ) {
        // From the innermost sections outwards.
        for section in (0..entries.len()).rev() {
            let end = subtree_end(parents, section);
            let children = (section + 1..end).filter(|at| parents[*at] == Some(section));
            let Some(last_child) = children.clone().next_back() else {
                continue;
            };
            if children.count() < 2 {
                continue;
            }
            let holders: Vec<usize> = (section + 1..end)
                .filter(|at| !groups[*at].is_empty())
                .collect();
            let [holder] = holders[..] else {
                continue;
            };
            let alone = groups[holder].iter().all(|group| group.stands_alone);
            // Of a whole chapter only what fits all of it.
            let is_chapter = (section + 1..end).any(|at| !entries[at].is_item);
            let fits = !is_chapter
                || groups[holder]
                    .iter()
                    .flat_map(|group| &group.units)
                    .all(|(unit, _)| {
                        let name = &self.register.units[*unit].name;
                        is_collective(name)
                    });
            if alone && holder >= last_child && fits {
                let lifted = std::mem::take(&mut groups[holder]);
                let line_no = lifted
                    .first()
                    .map_or(entries[section].line_no, |group| group.line_no);
                let id = entries[section].id.clone();
                self.doubts.retain(|doubt| {
                    !(doubt.doubt == Doubt::UnitsOfSection && doubt.line_no == line_no)
                });
                self.doubt(Doubt::UnitsOfSection, line_no, &id);
                groups[section].extend(lifted);
            }
        }
    }

    /// Writes the units of an entry's assigning texts into it. `above` are those that lead what is around it.
    fn settle(&mut self, entry: &mut PrintedEntry, groups: &[EnteredGroup], above: &[usize]) {
        let Some(first) = groups.first() else {
            return;
        };
        for group in groups {
            for words in &group.dues {
                take_due(entry, words, group.line_no, self.year);
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
    /// Returns whether its text says who leads.
    fn names_lead(&self) -> bool {
        self.units.iter().any(|(_, role)| *role == GroupRole::Lead)
    }

    /// Returns the role of a unit of which its text says none; none where it leads what is around already.
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

/// Takes what an assigning text says of the time: 2025年底前完成 is due for all of an item, 6月底前出台政策 for what it names.
fn take_due(entry: &mut PrintedEntry, words: &str, line_no: usize, year: Option<i32>) {
    let Some(day) = due_of(words, year) else {
        return;
    };
    match deed_of(words, year) {
        Some(title) => entry.deadlines.push(PrintedDeadline {
            title,
            due: Some(day),
            every: None,
            words: words.to_owned(),
            line_no,
            is_worked_out: false,
        }),
        None => entry.due = entry.due.or(Some(day)),
    }
}

fn push_new(list: &mut Vec<usize>, unit: usize) {
    if !list.contains(&unit) {
        list.push(unit);
    }
}
