use super::{Milestone, UnitIx};

/// Where an action has its units from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitsFrom {
    /// It names them itself.
    Action,
    /// Inherited.
    Section,
    /// The document names none: 未明确责任单位.
    None,
}

impl UnitsFrom {
    /// The key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Section => "section",
            Self::None => "none",
        }
    }
}

/// A numbered item of the plan (事项), with its milestones as they stand on the plan's day.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The document's own numbering as a dotted path.
    pub id: String,
    /// The document's own heading.
    pub title: String,
    /// What is to be done, in our words.
    pub summary: String,
    /// The section it stands in.
    pub section: Option<usize>,
    /// Lead units (牵头), effective; the first is the one to call.
    pub lead: Vec<UnitIx>,
    /// Support units (配合), effective.
    pub support: Vec<UnitIx>,
    /// The unit to call (主责), where it is not the first lead.
    pub answers: Option<UnitIx>,
    /// Whether lead and support are its own.
    pub units_from: UnitsFrom,
    /// A part of it is lost in the source.
    pub truncated: bool,
    /// In the order of their due dates.
    pub milestones: Vec<Milestone>,
}

impl Action {
    /// The unit to call.
    pub fn answering(&self) -> Option<UnitIx> {
        self.answers.or_else(|| self.lead.first().copied())
    }

    /// Lead units, then support units.
    pub fn responsible(&self) -> impl Iterator<Item = UnitIx> {
        self.lead.iter().chain(&self.support).copied()
    }
}
