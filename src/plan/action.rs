//! An action (事项) as it is on one day.

use super::{Milestone, UnitIx, Units};
use crate::plan::keyed;

keyed! {
    /// The source of an action's responsible units.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum UnitsFrom {
        /// The action names its own units.
        Action = "action",
        /// The action inherits the units of its section.
        Section = "section",
        /// The document names none: 未明确责任单位.
        #[default]
        Nowhere = "none",
    }
}

/// A numbered item of the plan (事项), with its milestones as of the plan's day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    /// The document's own numbering as a dotted path.
    pub id: String,
    /// The heading in the document's words.
    pub title: String,
    /// The encoder's summary of what is to be done.
    pub summary: String,
    /// Index of the section that contains the action.
    pub section: Option<usize>,
    /// Lead units (牵头), effective; the first is the one to call.
    pub lead: Vec<UnitIx>,
    /// Support units (配合), effective.
    pub support: Vec<UnitIx>,
    /// The unit to call (主责), where it is not the first lead.
    pub answers: Option<UnitIx>,
    /// The source of lead and support.
    pub units_from: UnitsFrom,
    /// Whether part of the action's text is lost in the source.
    pub truncated: bool,
    /// Milestones by due date.
    pub milestones: Vec<Milestone>,
}

impl Action {
    /// Returns the unit to call: `answers`, else the first lead.
    pub fn answering(&self) -> Option<UnitIx> {
        self.answers.or_else(|| self.lead.first().copied())
    }

    /// Iterates over the lead units, then the support units.
    pub fn responsible(&self) -> impl Iterator<Item = UnitIx> {
        self.lead.iter().chain(&self.support).copied()
    }

    /// Returns whether a unit is named as supporting the action and leads it neither itself nor within a collective. Who
    /// supports as a member of a collective has not been asked for by name.
    pub fn is_supported_by(&self, units: &Units, name: &str) -> bool {
        units.find(name.trim()).is_some_and(|unit| {
            self.support.contains(&unit)
                && !self.lead.contains(&unit)
                && !units.expand(self.lead.iter().copied()).contains(&unit)
        })
    }

    /// Returns whether a unit has no other part in the action than to support it: it is not a supervisor either.
    pub fn is_only_supported_by(&self, units: &Units, name: &str) -> bool {
        let is_supervisor = |unit| units.get(unit).is_supervisor;
        self.is_supported_by(units, name) && !units.find(name.trim()).is_some_and(is_supervisor)
    }
}
