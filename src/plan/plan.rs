//! A plan (实施方案) as it is on one day.

use std::sync::Arc;

use super::{
    Action, ActionDef, Alert, Day, Document, Indicator, Milestone, MilestoneState, Phase, PhaseIx,
    Section, Terms, UnitIx, Units,
};

/// A plan on an as-of day, with inherited fields filled in and recurring milestones dated.
///
/// Only amendments make it differ from day to day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The document it is derived from.
    pub document: Arc<Document>,
    /// The plan-wide terms before later amendments; `None` if the document's own terms hold.
    pub terms: Option<Arc<Terms>>,
    /// Chapters and subsections, in document order.
    pub sections: Vec<Section>,
    /// Actions, in natural order of their ids.
    pub actions: Vec<Action>,
}

impl Plan {
    /// Derives the plan from `document` for an as-of day.
    pub fn on(document: Arc<Document>, day: Day) -> Self {
        let sections = document.sections_on(day);
        let actions = document.actions_on(day, &sections);
        let terms = Terms::on(&document, day).map(Arc::new);
        Self {
            document,
            terms,
            sections,
            actions,
        }
    }

    /// Returns the phases an action of the document takes part in.
    pub(crate) fn phases_of(&self, action: &ActionDef) -> Vec<PhaseIx> {
        let around = action.section.map(|section| &self.sections[section]);
        let own = action.assignment.phases.clone();
        self.document.inherited_phases(own, around)
    }

    /// Returns the plan after all amendments: what its files are held against, whoever looks on which day.
    pub(crate) fn after_all(&self) -> Self {
        Self::on(Arc::clone(&self.document), Day::MAX)
    }

    /// Returns the plan's id.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// Returns the plan's units.
    pub fn units(&self) -> &Units {
        self.terms
            .as_ref()
            .map_or(&self.document.units, |terms| &terms.units)
    }

    /// Returns the plan's phases.
    pub fn phases(&self) -> &[Phase] {
        self.terms
            .as_ref()
            .map_or(&self.document.phases, |terms| &terms.phases)
    }

    /// Returns the phase at an index.
    pub fn phase(&self, ix: PhaseIx) -> &Phase {
        &self.phases()[ix.index()]
    }

    /// Returns the plan's indicators.
    pub fn indicators(&self) -> &[Indicator] {
        self.terms
            .as_ref()
            .map_or(&self.document.indicators, |terms| &terms.indicators)
    }

    /// Finds an indicator by its id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators()
            .iter()
            .find(|indicator| indicator.id == id)
    }

    /// Returns the thresholds at which lamps change.
    pub fn alert(&self) -> Alert {
        self.terms
            .as_ref()
            .map_or(self.document.alert, |terms| terms.alert)
    }

    /// Iterates over every milestone with its action, in plan order.
    pub fn milestones(&self) -> impl Iterator<Item = (&Action, &Milestone)> {
        self.actions
            .iter()
            .flat_map(|action| action.milestones.iter().map(move |m| (action, m)))
    }

    /// Finds a milestone and its action by the milestone's id.
    pub fn milestone(&self, id: &str) -> Option<(&Action, &Milestone)> {
        let action = self.action(id.split('/').next()?)?;
        action
            .milestones
            .iter()
            .find(|m| m.id == id)
            .map(|m| (action, m))
    }

    /// Finds an action by its id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// Returns the units that each report their own part of an `each` milestone of this action. Who became responsible
    /// after it had fallen due has no part in it.
    pub fn reporting_units(&self, action: &Action, milestone: &Milestone) -> Vec<UnitIx> {
        let mut units = self.units().expand(action.responsible());
        if let Some(then) = &milestone.parts_when_due {
            units.retain(|unit| then.contains(unit));
        }
        units
    }

    /// Returns the units for which a finished milestone counts, where others than now led when it was done.
    pub fn led_when_done(&self, action: &Action, state: &MilestoneState) -> Option<Vec<UnitIx>> {
        // Its own part of an `each` milestone counts for its unit.
        let is_whole = state.units.is_empty();
        if self.document.amendments.is_empty() || !is_whole || state.status.is_open() {
            return None;
        }
        let led = self.document.leads_on(&action.id, state.done_on?);
        (led != action.lead).then_some(led)
    }
}
