//! Every unit is in the text that assigns it, in the role that the text gives it, and the other way round.

use crate::plan::{Assignment, UnitIx};
use crate::store::SeedEntry;
use crate::text::Flaw;

use super::{Check, Findings};
use crate::document::outline::OutlineEntry;
use crate::document::text::joined;
use crate::document::units::assigning::{Assigned, assigning_text};
use crate::document::units::group::GroupRole;

/// A text that assigns units.
enum AssigningText {
    /// It does nothing else: every unit in it counts.
    Pure(Assigned),
    /// Prose that also says other things.
    Prose(String),
}

/// The units of a section or an action.
struct Held<'p> {
    id: &'p str,
    lead: &'p [UnitIx],
    support: &'p [UnitIx],
    /// Whether they are its own, not inherited.
    own_lead: bool,
    own_support: bool,
}

impl Check<'_> {
    pub(crate) fn units(&self, findings: &mut Findings<'_>) {
        let document = &self.plan.document;
        for (section, def) in self.plan.sections.iter().zip(&document.sections) {
            let was = def.was.iter().map(|was| &was.fields.assignment);
            let said = std::iter::once(&def.assignment).chain(was);
            let held = Held::new(&section.id, &section.lead, &section.support, said);
            self.units_of(&held, self.record.section(&section.id), findings);
        }
        for action in &self.plan.actions {
            let Some(def) = document.actions.iter().find(|def| def.id == action.id) else {
                continue;
            };
            let was = def.was.iter().map(|was| &was.fields.assignment);
            let said = std::iter::once(&def.assignment).chain(was);
            let held = Held::new(&action.id, &action.lead, &action.support, said);
            self.units_of(&held, self.record.item(&action.id), findings);
        }
        self.texts_nobody_recorded(findings);
    }

    fn units_of(&self, held: &Held<'_>, recorded: Option<&SeedEntry>, findings: &mut Findings<'_>) {
        // One that the document or the record does not have is reported as such.
        let (Some(recorded), Some(entry)) = (recorded, self.outline.entry(held.id)) else {
            return;
        };
        let Some(units) = &recorded.units else {
            if held.own_lead || held.own_support {
                let id = held.id.to_owned();
                findings.plan(&self.places.near(held.id), Flaw::NoUnitsLine { id });
            }
            return;
        };
        let line = units.value;
        let names_none = || {
            let text = joined(&self.lines, line..=line);
            self.names.named_in(&text).is_empty() && assigning_text(&self.lines, line).is_none()
        };
        if !entry.lines.contains(&line) || names_none() {
            let id = held.id.to_owned();
            findings.record(&units.span, Flaw::UnitsNotThere { id, line });
            return;
        }
        match self.unit_text(entry, line) {
            AssigningText::Pure(assigned) => self.compare_pure(held, &assigned, line, findings),
            AssigningText::Prose(text) => self.compare_prose(held, &text, line, findings),
        }
    }

    fn unit_text(&self, entry: &OutlineEntry, line: usize) -> AssigningText {
        match assigning_text(&self.lines, line) {
            Some(text) => AssigningText::Pure(self.names.read(&text)),
            None if entry.is_item => AssigningText::Prose(joined(&self.lines, entry.lines.clone())),
            None => AssigningText::Prose(joined(&self.lines, line..=line)),
        }
    }

    fn compare_pure(
        &self,
        held: &Held<'_>,
        assigned: &Assigned,
        line: usize,
        findings: &mut Findings<'_>,
    ) {
        let above = self.leads_above(held.id);
        for unit in held.own() {
            if !above.contains(&unit) && assigned.units.iter().all(|(ix, _)| *ix != unit) {
                self.not_in_text(held.id, unit, line, findings);
            }
        }
        for &(unit, role) in &assigned.units {
            let (leads, supports) = (held.lead.contains(&unit), held.support.contains(&unit));
            let should_lead = match role {
                GroupRole::Lead => true,
                GroupRole::Support | GroupRole::Guide => false,
                GroupRole::Unsaid => above.is_empty() || above.contains(&unit),
            };
            let (id, unit_name) = (held.id.to_owned(), self.unit_name(unit));
            if !leads && !supports {
                let flaw = Flaw::UnitNotInPlan {
                    id,
                    unit: unit_name,
                    line,
                };
                findings.plan(&self.places.near(held.id), flaw);
            } else if leads != should_lead || supports == should_lead {
                let flaw = Flaw::RoleDiffers {
                    id,
                    unit: unit_name,
                    line,
                };
                findings.plan(&self.place_of(held.id, unit), flaw);
            }
        }
        for rest in &assigned.rest {
            let rest = rest.clone();
            findings.plan(
                &self.places.near(held.id),
                Flaw::UnreadUnitText { rest, line },
            );
        }
    }

    fn not_in_text(&self, id: &str, unit: UnitIx, line: usize, findings: &mut Findings<'_>) {
        let flaw = Flaw::UnitNotInText {
            id: id.to_owned(),
            unit: self.unit_name(unit),
            line,
        };
        findings.plan(&self.place_of(id, unit), flaw);
    }

    fn compare_prose(&self, held: &Held<'_>, text: &str, line: usize, findings: &mut Findings<'_>) {
        let named = self.names.named_in(text);
        for unit in held.own() {
            if named.iter().all(|(ix, _)| *ix != unit) {
                self.not_in_text(held.id, unit, line, findings);
            }
        }
        let mut told = Vec::new();
        for (unit, name) in named {
            // A short form in prose may be part of another body's name.
            let is_full = name == crate::document::text::plain(self.plan.units().name(unit))
                || name.chars().count() > 3;
            let is_held = held.lead.contains(&unit) || held.support.contains(&unit);
            if is_full && !is_held && !told.contains(&unit) {
                told.push(unit);
                let (id, unit) = (held.id.to_owned(), self.unit_name(unit));
                findings.plan(
                    &self.places.near(held.id),
                    Flaw::UnitNamedToo { id, unit, line },
                );
            }
        }
    }

    /// Returns the lead units of the entries around an entry, where their text distinguishes them from the others.
    fn leads_above(&self, id: &str) -> Vec<UnitIx> {
        let mut path = id;
        while let Some((around, _)) = path.rsplit_once('.') {
            let recorded = self
                .record
                .section(around)
                .and_then(|entry| entry.units.as_ref());
            if let Some(text) = recorded.and_then(|line| assigning_text(&self.lines, line.value)) {
                let units = self.names.read(&text).units.into_iter();
                return units
                    .filter(|(_, role)| *role == GroupRole::Lead)
                    .map(|(ix, _)| ix)
                    .collect();
            }
            path = around;
        }
        Vec::new()
    }

    /// Notes texts that assign, found in the document alone, to which no entry that they are part of points.
    fn texts_nobody_recorded(&self, findings: &mut Findings<'_>) {
        let recorded = || self.record.sections.iter().chain(&self.record.items);
        for line in self
            .record
            .lines
            .clone()
            .take_while(|line| *line <= self.lines.len())
        {
            let Some(innermost) = self.outline.entry_at(line) else {
                continue;
            };
            let points_here = recorded().any(|entry| {
                entry
                    .units
                    .as_ref()
                    .is_some_and(|units| units.value == line)
            });
            if !points_here && assigning_text(&self.lines, line).is_some() {
                let span = self
                    .recorded(innermost)
                    .map_or(0..0, |entry| entry.id.span.clone());
                findings.record(&span, Flaw::UnitsNotRecorded { line });
            }
        }
    }

    fn unit_name(&self, unit: UnitIx) -> String {
        self.plan.units().name(unit).to_owned()
    }

    fn place_of(&self, id: &str, unit: UnitIx) -> std::ops::Range<usize> {
        let unit = self.plan.units().get(unit);
        self.places
            .entry(id)
            .map_or(0..0, |places| places.unit(unit.names()))
    }
}

impl<'p> Held<'p> {
    fn new<'a>(
        id: &'p str,
        lead: &'p [UnitIx],
        support: &'p [UnitIx],
        mut said: impl Iterator<Item = &'a Assignment> + Clone,
    ) -> Self {
        Self {
            id,
            lead,
            support,
            own_lead: said.clone().any(|said| said.lead.is_some()),
            own_support: said.any(|said| said.support.is_some()),
        }
    }

    /// Returns its own units, the inherited left out.
    fn own(&self) -> impl Iterator<Item = UnitIx> {
        let lead = if self.own_lead { self.lead } else { &[] };
        let support = if self.own_support { self.support } else { &[] };
        lead.iter().chain(support).copied()
    }
}
