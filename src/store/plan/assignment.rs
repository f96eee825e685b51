//! Reading of responsible units and phases of sections and actions.

use crate::plan::{ActionDef, Assignment, Phase, PhaseIx, SectionDef, UnitIx, section_around};
use crate::text::Flaw;

use super::plan_file::PlanReader;
use super::units::{once_each, unit_named, units_named};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};

impl PlanReader {
    pub(crate) fn check_answers(
        &self,
        def: &ActionDef,
        sections: &[SectionDef],
        fields: &Fields<'_, '_>,
        flaws: &mut Flaws,
    ) {
        let Some(answers) = def.assignment.answers else {
            return;
        };
        let around = || chain(sections, def.section.map(|ix| sections[ix].id.as_str()));
        let inherited = |field: fn(&Assignment) -> &Option<Vec<UnitIx>>| {
            field(&def.assignment)
                .clone()
                .or_else(|| around().find_map(|section| field(&section.assignment).clone()))
                .unwrap_or_default()
        };
        let responsible = inherited(|a| &a.lead)
            .into_iter()
            .chain(inherited(|a| &a.support));
        if !self.units.covered(responsible).contains(&answers) {
            let span = fields.span_of("answers").unwrap_or_default();
            let name = self.units.name(answers).to_owned();
            flaws.note(span, Flaw::AnswersNotResponsible { name });
        }
    }

    /// Reads the assignment of an action.
    pub(crate) fn assignment(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Assignment {
        let answers = fields
            .word("answers", flaws)
            .and_then(|name| unit_named(&name, &self.units, flaws));
        Assignment {
            answers,
            ..self.shared_assignment(fields, flaws)
        }
    }

    /// Reads the assignment of a section, which has no `answers`.
    pub(crate) fn shared_assignment(
        &self,
        fields: &Fields<'_, '_>,
        flaws: &mut Flaws,
    ) -> Assignment {
        let mut units = |key| {
            let named = fields.words(key, flaws)?;
            Some(units_named(&named, &self.units, flaws))
        };
        let (lead, support) = (units("lead"), units("support"));
        let named = fields.words("phases", flaws);
        if named.as_ref().is_some_and(Vec::is_empty) {
            let span = fields.span_of("phases").unwrap_or_default();
            flaws.note(span, Flaw::PhasesEmpty);
        }
        let phases = named.map(|ids| once_each(&ids, flaws, |id, flaws| self.phase(id, flaws)));
        Assignment {
            lead,
            support,
            answers: None,
            phases,
        }
    }

    pub(crate) fn phase(&self, id: &Spot<&str>, flaws: &mut Flaws) -> Option<PhaseIx> {
        let found = PhaseIx::find(&self.phases, id.value);
        if found.is_none() && !self.phases.is_empty() {
            let known = self.phases.iter().map(|phase| phase.id.clone()).collect();
            let flaw = Flaw::UnknownPhase {
                id: id.value.to_owned(),
                known,
            };
            flaws.note(id.span.clone(), flaw);
        }
        found
    }
}

/// Iterates over a section and its enclosing ones, innermost first.
fn chain<'a>(
    sections: &'a [SectionDef],
    innermost: Option<&'a str>,
) -> impl Iterator<Item = &'a SectionDef> {
    let first = innermost.and_then(|id| sections.iter().position(|section| section.id == id));
    std::iter::successors(first, |ix| section_around(sections, &sections[*ix].id))
        .map(|ix| &sections[ix])
}

pub(crate) fn effective_phases(
    own: &Assignment,
    section: Option<&str>,
    sections: &[SectionDef],
    phases: &[Phase],
) -> Vec<PhaseIx> {
    own.phases
        .clone()
        .or_else(|| chain(sections, section).find_map(|section| section.assignment.phases.clone()))
        .unwrap_or_else(|| PhaseIx::all(phases).collect())
}
