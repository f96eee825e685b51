use std::sync::Arc;

use super::{
    Action, Alert, Day, Document, Indicator, Milestone, Phase, Section, Terms, UnitIx, Units,
};

/// A plan as it stands on a day: everything inherited is filled in, everything that recurs is dated.
///
/// A plan that was never amended is the same on every day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it was made from.
    pub document: Arc<Document>,
    /// What it said as a whole before amendments; `None` where that is what the document says.
    pub terms: Option<Arc<Terms>>,
    /// Chapters and subsections, in order.
    pub sections: Vec<Section>,
    /// The numbered items, in natural order.
    pub actions: Vec<Action>,
}

impl Plan {
    /// The plan that `document` amounts to on `day`.
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

    /// Its id.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// Its units.
    pub fn units(&self) -> &Units {
        self.terms
            .as_ref()
            .map_or(&self.document.units, |terms| &terms.units)
    }

    /// Its phases.
    pub fn phases(&self) -> &[Phase] {
        self.terms
            .as_ref()
            .map_or(&self.document.phases, |terms| &terms.phases)
    }

    /// Its plan-level numbers.
    pub fn indicators(&self) -> &[Indicator] {
        self.terms
            .as_ref()
            .map_or(&self.document.indicators, |terms| &terms.indicators)
    }

    /// Returns when its lamps change.
    pub fn alert(&self) -> Alert {
        self.terms
            .as_ref()
            .map_or(self.document.alert, |terms| terms.alert)
    }

    /// Every milestone with its action, in the order of the plan.
    pub fn milestones(&self) -> impl Iterator<Item = (&Action, &Milestone)> {
        self.actions
            .iter()
            .flat_map(|action| action.milestones.iter().map(move |m| (action, m)))
    }

    /// The milestone with this id.
    pub fn milestone(&self, id: &str) -> Option<(&Action, &Milestone)> {
        let action = self.action(id.split('/').next()?)?;
        action
            .milestones
            .iter()
            .find(|m| m.id == id)
            .map(|m| (action, m))
    }

    /// The action with this id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// The units that owe a report in an `each` milestone of this action.
    pub fn reporting_units(&self, action: &Action) -> Vec<UnitIx> {
        self.units().expand(action.responsible())
    }
}
