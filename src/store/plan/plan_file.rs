//! Reading of a whole plan.toml.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{
    ActionDef, Amendment, Document, ItemFields, Lifetime, MilestoneDef, MilestoneFields, Phase,
    PhaseIx, Recurrence, SectionDef, Units, WorkCalendar, natural_cmp, section_around,
};
use crate::text::Flaw;

use super::alert::alert;
use super::amendments::{amendment, amendments, was};
use super::assignment::effective_phases;
use super::dates::{check_dates, period, phases};
use super::keys_below::{absent_keys, place_unknown_keys};
use super::limits::{lists_within_limits, milestones_within_limits};
use super::numbers::{indicators, read_target};
use super::reporting::reporting;
use super::units::{note_unused_units, units};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};
use crate::store::toml_reader::ids::{SeenIds, is_plan_id};
use crate::store::toml_reader::text::{check_schema, parse};
use crate::store::{FileText, Problem};

/// Reads plan.toml. Flaws are reported at their positions; a plan is returned if enough of it is right.
pub fn read_document(file: &FileText) -> (Option<Document>, Vec<Problem>) {
    let mut flaws = Flaws::default();
    let document = parse(&file.text, &mut flaws).and_then(|table| {
        let root = Fields::new(&table, 0..0);
        if !lists_within_limits(&root, &mut flaws) {
            return None;
        }
        let document = PlanReader::default().document(root, &file.path, &mut flaws);
        milestones_within_limits(&document, &mut flaws).then_some(document)
    });
    let is_newer = |flaw: &Flaw| matches!(flaw, Flaw::NewerSchema { .. });
    if !flaws.fatal && flaws.found.iter().any(|(_, flaw)| is_newer(flaw)) {
        flaws.found.retain(|(_, flaw)| is_newer(flaw));
    }
    let document = document.filter(|_| !flaws.fatal);
    (document, flaws.in_file(&file.path))
}

#[derive(Default)]
pub(crate) struct PlanReader {
    pub(crate) units: Arc<Units>,
    pub(crate) phases: Vec<Phase>,
    amendments: Vec<Amendment>,
}

impl PlanReader {
    fn document(mut self, root: Fields<'_, '_>, path: &Path, flaws: &mut Flaws) -> Document {
        check_schema(&root, flaws);
        let id = root.need_text("id", flaws);
        check_id(&id, path, flaws);
        let title = root.need_text("title", flaws).value;
        let short = root.text("short", flaws);
        let period = period(&root, flaws);
        root.note_items_as_list(&ITEMS, flaws);
        self.amendments = amendments(&root, flaws);
        self.phases = phases(&root, &self.amendments, flaws);
        let (units, unit_spans) = units(&root, &self.amendments, flaws);
        self.units = Arc::new(units);
        let indicators = indicators(&root, &self.amendments, flaws);
        let (alert, alert_was) = alert(&root, &self.amendments, flaws);
        let reporting = reporting(&root, &self.units, flaws);
        let sections = self.sections(&root, flaws);
        let actions = self.actions(&root, &sections, flaws);
        note_unused_units(&self.units, unit_spans, &sections, &actions, flaws);
        let document = Document {
            id: id.value,
            short: short.unwrap_or_else(|| title.clone()),
            title,
            issuer: root.text("issuer", flaws),
            number: root.text("number", flaws),
            issued: root.date("issued", flaws).map(|spot| spot.value),
            draft: root.flag("draft", flaws).unwrap_or(false),
            period,
            source: root.text("source", flaws),
            alert,
            alert_was,
            reporting,
            calendar: WorkCalendar::default(),
            phases: self.phases,
            units: self.units,
            indicators,
            sections,
            actions,
            amendments: self.amendments,
        };
        let absent = absent_keys(&root);
        root.finish(flaws);
        place_unknown_keys(&absent, flaws);
        document
    }

    fn sections(&self, root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<SectionDef> {
        let mut seen = SeenIds::default();
        let mut sections = Vec::new();
        for fields in root.tables("section", flaws) {
            let id = fields.need_word("id", flaws);
            seen.path(&id, flaws);
            let title = fields.need_text("title", flaws).value;
            let no = fields.text("no", flaws);
            let assignment = self.shared_assignment(&fields, flaws);
            let was = was(&fields, &self.amendments, flaws, |old, flaws| ItemFields {
                title: old.text("title", flaws),
                summary: old.text("summary", flaws),
                assignment: self.shared_assignment(old, flaws),
            });
            fields.finish(flaws);
            sections.push(SectionDef {
                id: id.value.to_owned(),
                no: no.unwrap_or_else(|| id.value.to_owned()),
                title,
                assignment,
                was,
            });
        }
        sections.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        sections
    }

    fn actions(
        &self,
        root: &Fields<'_, '_>,
        sections: &[SectionDef],
        flaws: &mut Flaws,
    ) -> Vec<ActionDef> {
        let mut seen = SeenIds::default();
        let mut actions = Vec::new();
        for fields in root.tables("action", flaws) {
            let id = fields.need_word("id", flaws);
            seen.path(&id, flaws);
            let title = fields.need_text("title", flaws).value;
            let assignment = self.assignment(&fields, flaws);
            let section = section_around(sections, id.value);
            let are_unread = sections.is_empty() && root.has("section");
            if section.is_none() && id.value.contains('.') && !are_unread {
                let flaw = Flaw::UnknownSection {
                    id: id.value.to_owned(),
                };
                flaws.note(id.span.clone(), flaw);
            }
            let phases = effective_phases(
                &assignment,
                section.map(|ix| sections[ix].id.as_str()),
                sections,
                &self.phases,
            );
            let was = was(&fields, &self.amendments, flaws, |old, flaws| ItemFields {
                title: old.text("title", flaws),
                summary: old.text("summary", flaws),
                assignment: self.assignment(old, flaws),
            });
            let milestones = self.milestones(&fields, id.value, &phases, flaws);
            let def = ActionDef {
                title,
                summary: fields.text("summary", flaws).unwrap_or_default(),
                section,
                assignment,
                truncated: fields.flag("truncated", flaws).unwrap_or(false),
                lifetime: self.lifetime(&fields, flaws),
                was,
                milestones,
                id: id.value.to_owned(),
            };
            self.check_answers(&def, sections, &fields, flaws);
            fields.finish(flaws);
            actions.push(def);
        }
        actions.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        actions
    }

    fn milestones(
        &self,
        action: &Fields<'_, '_>,
        action_id: &str,
        phases: &[PhaseIx],
        flaws: &mut Flaws,
    ) -> Vec<MilestoneDef> {
        let mut seen = SeenIds::default();
        let mut places = Vec::new();
        let mut milestones = Vec::new();
        action.note_items_as_list(&["milestone"], flaws);
        for fields in action.tables("milestone", flaws) {
            let id = fields.need_word("id", flaws);
            seen.key(&id, flaws);
            let phase = fields.word("phase", flaws).and_then(|spot| {
                let phase = self.phase(&spot, flaws)?;
                if !phases.contains(&phase) {
                    let flaw = Flaw::PhaseNotOfAction {
                        phase: spot.value.to_owned(),
                        action: action_id.to_owned(),
                    };
                    flaws.note(spot.span, flaw);
                }
                Some(phase)
            });
            if phase.is_none() && !fields.has("phase") && phases.len() > 1 {
                let action = action_id.to_owned();
                flaws.note(fields.span.clone(), Flaw::PhaseNeeded { action });
            }
            let def = MilestoneDef {
                id: id.value.into(),
                phase: phase.or_else(|| phases.first().copied()),
                fields: milestone_fields(&fields, flaws),
                lifetime: self.lifetime(&fields, flaws),
                was: was(&fields, &self.amendments, flaws, milestone_fields),
            };
            fields.need_word("title", flaws);
            check_dates(&def, &self.phases, &fields, flaws);
            places.push(fields.span.clone());
            fields.finish(flaws);
            milestones.push(def);
        }
        self.note_like_defaults(&milestones, &places, phases, flaws);
        milestones
    }

    /// Reports milestones with the id of a phase that also has its default milestone.
    fn note_like_defaults(
        &self,
        milestones: &[MilestoneDef],
        places: &[Range<usize>],
        phases: &[PhaseIx],
        flaws: &mut Flaws,
    ) {
        for (def, place) in milestones.iter().zip(places) {
            let is_named_like = |ix: &&PhaseIx| self.phases[ix.index()].id == def.id;
            if let Some(phase) = phases.iter().find(is_named_like)
                && !milestones.iter().any(|other| other.phase == Some(*phase))
            {
                let id = def.id.clone();
                flaws.note(place.clone(), Flaw::DuplicateId { id });
            }
        }
    }

    fn lifetime(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Lifetime {
        let mut day = |key| {
            fields
                .word(key, flaws)
                .and_then(|id| amendment(&self.amendments, &id, flaws))
                .map(|a| a.on)
        };
        Lifetime {
            added: day("added"),
            ended: day("ended"),
        }
    }
}

/// Reports an id that is not valid, or not the name of the plan's folder.
fn check_id(written: &Spot<String>, path: &Path, flaws: &mut Flaws) {
    let id = written.value.clone();
    let folder = path.parent().and_then(Path::file_name);
    let folder = folder.map(|name| name.to_string_lossy().into_owned());
    if id.is_empty() {
        return;
    }
    if !is_plan_id(&id) {
        flaws.note(
            written.span.clone(),
            Flaw::BadId {
                id,
                has_levels: false,
            },
        );
    } else if let Some(folder) = folder.filter(|name| *name != id) {
        flaws.note(written.span.clone(), Flaw::IdIsNotFolder { id, folder });
    }
}

/// The keys of what a plan lists one by one.
const ITEMS: [&str; 6] = [
    "phase", "unit", "indicator", "section", "action", "amendment",
];

fn milestone_fields(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> MilestoneFields {
    MilestoneFields {
        title: fields.text("title", flaws),
        every: fields.choice("every", &Recurrence::KEYS, flaws),
        target: fields
            .table("target", flaws)
            .and_then(|target| read_target(target, None, flaws)),
        start: fields.date("start", flaws).map(|spot| spot.value),
        due: fields.date("due", flaws).map(|spot| spot.value),
        each: fields.flag("each", flaws),
    }
}
