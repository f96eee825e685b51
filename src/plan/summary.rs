//! The key figures of a plan on a day, as 总览 shows them.

use super::{Day, Ledger, Plan, PlanState, Tally, Window};

/// The key figures of a plan on an as-of day, as the list of plans (总览) shows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The short name for lists.
    pub short: String,
    /// The title of the document.
    pub title: String,
    /// The document number (文号).
    pub number: Option<String>,
    /// The issuing body.
    pub issuer: Option<String>,
    /// Whether the document is a draft for comment (征求意见稿).
    pub draft: bool,
    /// The state of the plan relative to its period.
    pub state: PlanState,
    /// Whether the plan has ended and nothing was ever recorded.
    pub never_reported: bool,
    /// The tally of the whole plan.
    pub tally: Tally,
    /// Phases, in plan order.
    pub phases: Vec<PhaseSummary>,
    /// The next due date of an open milestone.
    pub next_due: Option<Day>,
}

/// A phase of a [`Summary`].
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseSummary {
    /// The name in the document.
    pub name: String,
    /// First and last day.
    pub window: Window,
    /// The tally of its milestones.
    pub tally: Tally,
}

impl Summary {
    /// Summarises a ledger.
    pub fn of(plan: &Plan, ledger: &Ledger) -> Self {
        let document = &plan.document;
        let phases = ledger.tally_by_phase(plan);
        let phases = phases.map(|(phase, tally)| PhaseSummary {
            name: phase.name.clone(),
            window: phase.window,
            tally,
        });
        Self {
            short: document.short.clone(),
            title: document.title.clone(),
            number: document.number.clone(),
            issuer: document.issuer.clone(),
            draft: document.draft,
            state: ledger.state,
            never_reported: ledger.never_reported(),
            tally: ledger.tally(),
            phases: phases.collect(),
            next_due: ledger.next_due(plan),
        }
    }
}
