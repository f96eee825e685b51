//! The entries of a document with the units that its assigning texts give them.

use super::head::title::place_of;
use super::numbering::chapter::{PartKind, part_kind};
use super::numbering::heading::HeadingCut;
use super::numbering::tree::{Branch, TextParagraph, Tree};
use super::reader::{BranchRole, BranchRoles, entry_of, is_units_alone};
use super::source_text::{SourceLine, SourceTable};
use super::structure::{DocumentStructure, PlacedDoubt, PrintedEntry};
use super::tables::columns::read_columns;
use super::tables::tasks::{TableEntry, table_entries};
use super::units::group::{GroupRole, NameRun, UnitGroup};
use super::units::kinds::is_collective;
use super::units::labels::label_at;
use super::units::levels::LevelCarrier;
use super::units::register::UnitRegister;
use super::units::running::running_units;
use super::units::spans::unit_spans;
use super::units::standing_rules::{StandingRule, standing_rules};
use crate::document::aims::deadlines::{PrintedDeadline, deed_of, due_of};
use crate::text::Doubt;

/// An assigning text of an entry, its names entered.
#[derive(Debug, Clone)]
struct EnteredGroup {
    units: Vec<(usize, GroupRole)>,
    line_no: usize,
    /// A line of its own, after the text.
    stands_alone: bool,
    first_leads: bool,
    has_verb: bool,
    dues: Vec<String>,
}

/// Gives entries their units.
pub(crate) struct Assigner {
    place: String,
    /// The year that 6月底前 is of.
    year: Option<i32>,
    register: UnitRegister,
    first_leads: bool,
    also: Vec<String>,
    doubts: Vec<PlacedDoubt>,
}

impl Assigner {
    pub(crate) fn new(title: &str, year: Option<i32>) -> Self {
        Self {
            place: place_of(title),
            year,
            register: UnitRegister::default(),
            first_leads: false,
            also: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Makes the entries of the plan's part, with their units.
    pub(crate) fn assign(
        &mut self,
        tree: &Tree,
        part: usize,
        items: &BranchRoles,
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
            let role = items.roles[at];
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

    /// Adds the items of the lists of tasks among the tables; one that repeats the text's items only completes them.
    pub(crate) fn tables(
        &mut self,
        tables: &[SourceTable],
        lines: &[SourceLine],
        found: &mut DocumentStructure,
    ) {
        let mut lists = 0;
        for table in tables {
            let Some(columns) = read_columns(table) else {
                self.table_left_out(table);
                continue;
            };
            if !columns.is_task_list() {
                if !columns.is_indicator_list() {
                    self.table_left_out(table);
                }
                continue;
            }
            let rows = table_entries(&columns);
            let items = rows.iter().filter(|row| row.is_item).count();
            let repeated = rows
                .iter()
                .filter(|row| row.is_item && same_item(&found.entries, &row.heading).is_some())
                .count();
            if repeated * 2 > items {
                for row in rows.iter().filter(|row| row.is_item) {
                    if let Some(at) = same_item(&found.entries, &row.heading) {
                        self.complete(&mut found.entries[at], row);
                    }
                }
                continue;
            }
            drop_announced(&mut found.entries, &rows);
            let prefix = if found.entries.is_empty() {
                String::new()
            } else {
                lists += 1;
                format!("t{lists}")
            };
            if !prefix.is_empty() {
                found.entries.push(PrintedEntry {
                    id: prefix.clone(),
                    no: String::new(),
                    heading: caption(table, lines),
                    line_no: table.rows.first().map_or(1, |row| row.line_no),
                    ..PrintedEntry::default()
                });
            }
            let mut around = prefix;
            let outermost = around.clone();
            for row in rows {
                let id = joined(if row.is_item { &around } else { &outermost }, row.number);
                if !row.is_item {
                    around.clone_from(&id);
                }
                let times = found.entries.iter().filter(|entry| entry.id == id).count();
                let mut entry = PrintedEntry {
                    no: row.number.to_string(),
                    id: if times > 0 {
                        format!("{id}-{}", times + 1)
                    } else {
                        id
                    },
                    heading: row.heading.clone(),
                    line_no: row.line_no,
                    is_item: row.is_item,
                    text: row.text.clone(),
                    ..PrintedEntry::default()
                };
                self.complete(&mut entry, &row);
                found.entries.push(entry);
            }
        }
    }

    fn table_left_out(&mut self, table: &SourceTable) {
        let header: Vec<&str> = table
            .rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.trim())
            .take(4)
            .collect();
        self.doubts.push(PlacedDoubt {
            doubt: Doubt::TableLeftOut {
                header: header.join(" | ").chars().take(40).collect(),
            },
            line_no: table.rows.first().map_or(1, |row| row.line_no),
            entry: None,
        });
    }

    /// Gives an item the units and the day of its row.
    fn complete(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        if entry.due.is_none() {
            entry.due = row.due.as_deref().and_then(|text| due_of(text, self.year));
        }
        if entry.units_line.is_some() || row.runs.is_empty() {
            return;
        }
        let group = UnitGroup {
            runs: row
                .runs
                .iter()
                .map(|(role, names)| NameRun {
                    role: *role,
                    names: names.clone(),
                })
                .collect(),
            is_said: true,
            ..UnitGroup::default()
        };
        let group = self.enter(group, &[], row.line_no, true);
        self.settle(entry, &[group], &[]);
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
                StandingRule::FirstLeads => self.first_leads = true,
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
            first_leads: self.first_leads,
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
            let Some(end) = subtree_end(parents, section).filter(|end| *end > section + 1) else {
                continue;
            };
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

    /// Writes the units of an entry's assigning texts into it.
    fn settle(&mut self, entry: &mut PrintedEntry, groups: &[EnteredGroup], above: &[usize]) {
        let Some(first) = groups.first() else {
            return;
        };
        entry.units_line = groups
            .iter()
            .find(|group| !group.units.is_empty())
            .map(|group| group.line_no);
        for group in groups {
            for words in &group.dues {
                take_due(entry, words, group.line_no, self.year);
            }
        }
        let with_units = groups
            .iter()
            .filter(|group| !group.units.is_empty())
            .count();
        let spread: Vec<usize> = groups.iter().map(|group| group.line_no).collect();
        // 牵头单位 and 配合单位 on lines of their own are one assignment.
        if with_units > 1 && !groups.iter().all(|group| group.stands_alone) {
            let count = with_units;
            self.doubt(
                Doubt::SeveralGroups { count },
                spread.first().copied().unwrap_or(first.line_no),
                &entry.id,
            );
        }
        let labelled_lead = groups
            .iter()
            .filter(|group| group.stands_alone)
            .any(|group| group.units.iter().any(|(_, role)| *role == GroupRole::Lead));
        for group in groups {
            let said_lead = group.units.iter().any(|(_, role)| *role == GroupRole::Lead)
                || labelled_lead && group.stands_alone;
            for (nth, (unit, role)) in group.units.iter().enumerate() {
                #[allow(clippy::match_same_arms)] // the first arm that fits decides
                let leads = match role {
                    GroupRole::Lead => true,
                    GroupRole::Support | GroupRole::Guide => false,
                    GroupRole::Unsaid if said_lead => false,
                    GroupRole::Unsaid if group.first_leads => nth == 0,
                    // 责任单位 under a heading that names who leads: the others.
                    GroupRole::Unsaid if !above.is_empty() && !group.has_verb => {
                        if above.contains(unit) {
                            continue;
                        }
                        false
                    }
                    GroupRole::Unsaid => true,
                };
                if leads {
                    entry.support.retain(|known| known != unit);
                    entry.guide.retain(|known| known != unit);
                    push_new(&mut entry.lead, *unit);
                } else if !entry.lead.contains(unit) {
                    push_new(&mut entry.support, *unit);
                    if *role == GroupRole::Guide {
                        push_new(&mut entry.guide, *unit);
                    }
                }
            }
        }
    }

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
    fn name_in_text(&mut self, entries: &mut [PrintedEntry], parents: &[Option<usize>]) {
        const MOST_UNITS: usize = 400;
        const MOST_TEXT: usize = 2_000_000;
        let size: usize = entries
            .iter()
            .flat_map(|entry| &entry.text)
            .map(|paragraph| paragraph.text.len())
            .sum();
        if self.register.units.len() > MOST_UNITS || size > MOST_TEXT {
            return;
        }
        for at in 0..entries.len() {
            if !entries[at].is_item {
                continue;
            }
            if has_units(entries, parents, at) {
                self.assign_from_heading(&mut entries[at]);
                continue;
            }
            if self.assign_from_text(entries, parents, at) {
                continue;
            }
            let entry = &entries[at];
            let text: String = std::iter::once(entry.heading.as_str())
                .chain(entry.text.iter().map(|paragraph| paragraph.text.as_str()))
                .collect();
            let named: Vec<usize> = self
                .register
                .units
                .iter()
                .enumerate()
                .filter(|(_, unit)| unit.name.chars().count() > 2 && text.contains(&unit.name))
                .map(|(unit, _)| unit)
                .collect();
            let (line_no, id) = (entry.line_no, entry.id.clone());
            if named.is_empty() {
                self.doubt(Doubt::NoUnits, line_no, &id);
            } else {
                let names: Vec<&str> = named
                    .iter()
                    .map(|unit| self.register.units[*unit].name.as_str())
                    .collect();
                let names = names.join("、");
                self.doubt(Doubt::UnitsInText { names }, line_no, &id);
            }
            entries[at].named = named;
        }
    }
}

fn joined(around: &str, number: u32) -> String {
    if around.is_empty() {
        number.to_string()
    } else {
        format!("{around}.{number}")
    }
}

/// Finds the item of the text that a row of a table repeats.
fn same_item(entries: &[PrintedEntry], heading: &str) -> Option<usize> {
    const LEAST: usize = 5;
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    let heading = squeezed(heading);
    entries.iter().position(|entry| {
        let known = squeezed(&entry.heading);
        let is_long = known.chars().count().min(heading.chars().count()) >= LEAST;
        entry.is_item
            && (known == heading
                || is_long && (known.starts_with(&heading) || heading.starts_with(&known)))
    })
}

/// Takes away items of the text that only announce the sections of a table: 知识产权保护方面5项.
fn drop_announced(entries: &mut Vec<PrintedEntry>, rows: &[TableEntry]) {
    let announced = |entry: &PrintedEntry| {
        entry.is_item
            && entry.units_line.is_none()
            && rows.iter().any(|row| {
                !row.is_item
                    && row.heading.chars().count() >= 4
                    && entry.heading.starts_with(&row.heading)
            })
    };
    if entries.iter().filter(|entry| announced(entry)).count() < 2 {
        return;
    }
    entries.retain(|entry| !announced(entry));
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    entries.retain(|entry| {
        let inside = format!("{}.", entry.id);
        entry.is_item || ids.iter().any(|id| id.starts_with(&inside))
    });
}

/// The line over a table that names it.
fn caption(table: &SourceTable, lines: &[SourceLine]) -> String {
    let before = table
        .lines_before
        .checked_sub(1)
        .and_then(|at| lines.get(at));
    let named = before
        .map(|line| line.text.as_str())
        .filter(|text| text.chars().count() < 50 && !text.contains('。'));
    named.or(table.name.as_deref()).unwrap_or("附件").to_owned()
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

/// Tells whether an entry or what is around it has units.
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

/// Tells whether the part around an entry says how the plan is carried out: 保障措施, 组织实施.
fn in_guarantees(entries: &[PrintedEntry], parents: &[Option<usize>], at: usize) -> bool {
    const WORDS: [&str; 8] = [
        "保障",
        "组织",
        "实施",
        "领导",
        "机制",
        "工作要求",
        "有关要求",
        "落实",
    ];
    let outermost = std::iter::successors(Some(at), |at| parents[*at])
        .last()
        .unwrap_or(at);
    let heading = &entries[outermost].heading;
    // 实施步骤 says when, 组织保障与实施步骤 both.
    let is_timetable = part_kind(heading) == PartKind::Timetable
        && !["保障", "组织", "领导"]
            .iter()
            .any(|word| heading.contains(word));
    outermost != at && !is_timetable && WORDS.iter().any(|word| heading.contains(word))
}

/// Returns the end of the entries that are inside of one.
fn subtree_end(parents: &[Option<usize>], section: usize) -> Option<usize> {
    let end = (section + 1..parents.len())
        .find(|at| parents[*at].is_none_or(|parent| parent < section))
        .unwrap_or(parents.len());
    (end > section).then_some(end)
}

/// Returns the units that lead what is around an entry, where the text there tells them from the others.
fn leads_above(
    entries: &[PrintedEntry],
    parents: &[Option<usize>],
    told: &[Vec<usize>],
    at: usize,
) -> Vec<usize> {
    let mut next = parents[at];
    while let Some(parent) = next {
        if entries[parent].units_line.is_some() {
            return told[parent].clone();
        }
        next = parents[parent];
    }
    Vec::new()
}

/// Adds the text of the entries that are parts of an item.
fn pieces_of(tree: &Tree, branch: &Branch, text: &mut Vec<TextParagraph>) {
    for child in &branch.children {
        let piece = &tree.branches[*child];
        text.push(TextParagraph {
            text: piece.heading.clone(),
            line_no: piece.line_no,
            follows_mark: true,
        });
        text.extend(piece.paragraphs.iter().cloned());
        pieces_of(tree, piece, text);
    }
}

/// Joins a line of units to the paragraph before it.
fn paragraphs_with_units(paragraphs: &[TextParagraph]) -> impl Iterator<Item = Vec<TextParagraph>> {
    let mut joined: Vec<Vec<TextParagraph>> = Vec::new();
    for paragraph in paragraphs {
        match joined.last_mut() {
            Some(before) if is_units_alone(paragraph) => before.push(paragraph.clone()),
            _ => joined.push(vec![paragraph.clone()]),
        }
    }
    joined.into_iter()
}

/// Makes the item of an untitled paragraph.
fn paragraph_entry(branch: &Branch, nth: usize, text: Vec<TextParagraph>) -> PrintedEntry {
    let first = text.first().map_or("", |paragraph| paragraph.text.as_str());
    let heading = super::numbering::heading::split_heading(first, super::reader::assigns, false);
    PrintedEntry {
        id: format!("{}.{nth}", branch.id),
        no: "¶".to_owned(),
        heading: heading.text.to_owned(),
        line_no: text
            .first()
            .map_or(branch.line_no, |paragraph| paragraph.line_no),
        is_item: true,
        text,
        ..PrintedEntry::default()
    }
}
