//! The entries of a document with the units that its assigning texts give them.

mod around;
mod due_words;
mod lifted;
mod listed;
mod repeated_rows;
mod row_days;
mod said;
mod settled;

use self::around::{leads_above, paragraph_entry, paragraphs_with_units, pieces_of};
use self::said::answers_before;
use crate::document::branch_roles::{BranchRole, entry_of, is_units_alone};
use crate::document::head::facts::PrintedHead;
use crate::document::head::title::place_of;
use crate::document::numbering::branch::{Branch, TextParagraph};
use crate::document::numbering::heading::HeadingCut;
use crate::document::numbering::tree::Tree;
use crate::document::structure::{DocumentStructure, PlacedDoubt, PrintedEntry};
use crate::document::units::following_rules::{FollowingRule, following_rules, rule_of_all_tasks};
use crate::document::units::group::{GroupRole, NameRun, SAME_AS_BEFORE, UnitGroup};
use crate::document::units::labels::label_at;
use crate::document::units::levels::LevelCarrier;
use crate::document::units::register::UnitRegister;
use crate::document::units::spans::unit_spans;
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

/// The entries of a document while their units are assigned.
#[derive(Default)]
struct OpenEntries {
    entries: Vec<PrintedEntry>,
    /// By entry: the entry around it.
    parents: Vec<Option<usize>>,
    /// By entry: its assigning texts.
    groups: Vec<Vec<EnteredGroup>>,
}

impl OpenEntries {
    /// Adds an entry and returns its place.
    fn push(
        &mut self,
        entry: PrintedEntry,
        parent: Option<usize>,
        groups: Vec<EnteredGroup>,
    ) -> usize {
        self.entries.push(entry);
        self.parents.push(parent);
        self.groups.push(groups);
        self.entries.len() - 1
    }
}

/// Gives entries their units.
#[derive(Default)]
pub(crate) struct Assigner {
    place: String,
    /// The year that 6月底前 is of.
    year: Option<i32>,
    /// The plan's first year.
    since: Option<i32>,
    register: UnitRegister,
    leads_by: Option<FollowingRule>,
    also: Vec<NameRun>,
    /// The last assigning text, which 同上 repeats.
    before: Option<EnteredGroup>,
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
            since: head.years.map(|(first, _)| first),
            ..Self::default()
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
        self.rules_of(&tree.preambles[part]);
        let branches = tree.branches.iter().filter(|branch| branch.part == part);
        let mut told = branches.flat_map(|branch| &branch.paragraphs);
        if let Some(rule) = told.find_map(|paragraph| rule_of_all_tasks(&paragraph.text)) {
            self.leads_by = Some(rule);
        }
        let OpenEntries {
            mut entries,
            parents,
            mut groups,
        } = self.entries(tree, part, roles);
        self.lift(&entries, &parents, &mut groups);
        // The units that each entry's text names as leads, apart from those it only mentions.
        let mut told: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
        for at in 0..entries.len() {
            let above = leads_above(&entries, &parents, &told, at);
            self.settle(&mut entries[at], &groups[at], &above);
            told[at] = groups[at].iter().flat_map(EnteredGroup::leads).collect();
        }
        self.name_in_text(&mut entries, &parents);
        found.entries = entries;
    }

    /// Makes the entries of a part, each with its assigning texts.
    fn entries(&mut self, tree: &Tree, part: usize, roles: &[BranchRole]) -> OpenEntries {
        let mut open = OpenEntries::default();
        let mut entry_of_branch: Vec<Option<usize>> = vec![None; tree.branches.len()];
        for (at, branch) in tree.branches.iter().enumerate() {
            if branch.part != part {
                continue;
            }
            let parent = branch.parent.and_then(|parent| entry_of_branch[parent]);
            entry_of_branch[at] = match roles[at] {
                BranchRole::Piece => None,
                BranchRole::Outside => {
                    self.rules_of(&branch.paragraphs);
                    None
                }
                BranchRole::Item | BranchRole::Section => {
                    let is_item = roles[at] == BranchRole::Item;
                    let entry = self.entry(tree, branch, is_item);
                    let groups = self.groups(&entry);
                    Some(open.push(entry, parent, groups))
                }
                BranchRole::HeadingOfParagraphs => {
                    let section = open.push(entry_of(branch, tree, false), parent, Vec::new());
                    self.paragraph_items(branch, section, &mut open);
                    Some(section)
                }
            };
        }
        open
    }

    /// Makes an entry with its text.
    fn entry(&mut self, tree: &Tree, branch: &Branch, is_item: bool) -> PrintedEntry {
        let mut entry = entry_of(branch, tree, is_item);
        entry.text.clone_from(&branch.paragraphs);
        if is_item {
            pieces_of(tree, branch, &mut entry.text);
        }
        self.doubts_of(branch, &entry);
        entry
    }

    /// Makes items of the paragraphs under a heading.
    fn paragraph_items(&mut self, branch: &Branch, section: usize, open: &mut OpenEntries) {
        // The bracket of a heading that names who leads is not an item.
        let (told, rules): (Vec<_>, Vec<_>) = branch.paragraphs.iter().cloned().partition(|it| {
            following_rules(&it.text).is_empty() || !unit_spans(&it.text).is_empty()
        });
        self.rules_of(&rules);
        for (nth, paragraph) in paragraphs_with_units(&told).enumerate() {
            let entry = paragraph_entry(branch, nth + 1, paragraph);
            let groups = self.groups(&entry);
            open.push(entry, Some(section), groups);
        }
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
        let doubt = PlacedDoubt::new(doubt, line_no, Some(entry));
        self.doubts.push(doubt);
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

    /// Takes up the rules that paragraphs set.
    fn rules_of(&mut self, paragraphs: &[TextParagraph]) {
        for paragraph in paragraphs {
            self.rules(&paragraph.text);
        }
    }

    /// Takes up the rules that a text sets.
    fn rules(&mut self, text: &str) {
        for rule in following_rules(text) {
            match rule {
                FollowingRule::FirstLeads | FollowingRule::BeforeCommaLead => {
                    self.leads_by = Some(rule);
                }
                FollowingRule::Also(runs) => self.also = runs,
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
                let mut end = 0;
                for mut span in unit_spans(text) {
                    let before = [&entry.heading, &text[end..span.bytes.start]];
                    if let Some(named) = answers_before(before, &text[span.inside]) {
                        read.push((named, false));
                        span.group.only_help();
                    }
                    end = span.bytes.end;
                    read.push((span.group, alone));
                }
            }
            after_label = is_bare_label;
            let also = self.also.clone();
            self.rules(text);
            for (group, stands_alone) in read {
                if !group.is_said && !group.runs.is_empty() {
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
        also: &[NameRun],
        line_no: usize,
        stands_alone: bool,
    ) -> EnteredGroup {
        let has_verb = group.has_verb;
        let first_lead = match self.leads_by {
            Some(FollowingRule::FirstLeads) => Some(1),
            Some(FollowingRule::BeforeCommaLead) => group.before_comma,
            _ => None,
        };
        let mut carrier = LevelCarrier::new(&self.place);
        let mut units: Vec<(usize, GroupRole)> = Vec::new();
        for run in group.runs {
            for name in run.names {
                if name == SAME_AS_BEFORE {
                    units.extend(self.units_before(run.role));
                    continue;
                }
                let full = carrier.complete(&name);
                let unit = self.register.enter(&name, &full, line_no);
                if units.iter().all(|(known, _)| *known != unit) {
                    units.push((unit, run.role));
                }
            }
        }
        let leads = units.iter().any(|(_, role)| *role == GroupRole::Lead);
        for run in also {
            let role = if leads { GroupRole::Support } else { run.role };
            for name in &run.names {
                let full = carrier.complete(name);
                let unit = self.register.enter(name, &full, line_no);
                if units.iter().all(|(known, _)| *known != unit) {
                    units.push((unit, role));
                }
            }
        }
        let mut dues = group.dues;
        if dues.iter().any(|words| words == SAME_AS_BEFORE) {
            let before = self.before.iter().flat_map(|group| group.dues.clone());
            dues = before.collect();
        }
        let entered = EnteredGroup {
            units,
            line_no,
            stands_alone,
            first_lead,
            has_verb,
            dues,
        };
        self.before = Some(entered.clone());
        entered
    }

    /// Returns the units to which the assigning text before gives a role; if it names no roles, all of them.
    fn units_before(&self, role: GroupRole) -> Vec<(usize, GroupRole)> {
        let before = self.before.iter().flat_map(|group| &group.units);
        let held = before.filter(|(_, held)| role == GroupRole::Unsaid || *held == role);
        held.copied().collect()
    }
}
