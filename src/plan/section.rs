//! A section (章节).

use super::{PhaseIx, UnitIx};

/// A chapter or subsection of the plan, nested by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The id, a dotted path.
    pub id: String,
    /// The number as printed: 三(一).
    pub no: String,
    /// The heading in the document's words.
    pub title: String,
    /// Index of the enclosing section.
    pub parent: Option<usize>,
    /// Lead units, own or inherited.
    pub lead: Vec<UnitIx>,
    /// Support units, own or inherited.
    pub support: Vec<UnitIx>,
    /// Phases that the section's actions take part in.
    pub phases: Vec<PhaseIx>,
}
