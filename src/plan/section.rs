use super::{PhaseIx, UnitIx};

/// A chapter or subsection of the plan, nested by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The dotted path.
    pub id: String,
    /// As printed: 三(一).
    pub no: String,
    /// The document's own heading.
    pub title: String,
    /// The section around it.
    pub parent: Option<usize>,
    /// Lead units, its own or inherited.
    pub lead: Vec<UnitIx>,
    /// Support units, its own or inherited.
    pub support: Vec<UnitIx>,
    /// The phases its actions take part in.
    pub phases: Vec<PhaseIx>,
}
