use super::{Day, Ledger, Plan, PlanState, Tally, Window};

/// A plan on a day in a few figures: what a list of plans (总览) shows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The name for lists.
    pub short: String,
    /// The title of the document.
    pub title: String,
    /// Its number (文号).
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// A draft sent out for comment (征求意见稿).
    pub draft: bool,
    /// Where the plan is in its period.
    pub state: PlanState,
    /// It is over and nobody ever reported on it.
    pub never_reported: bool,
    /// Counts of the whole plan.
    pub tally: Tally,
    /// Its phases, in the plan's order.
    pub phases: Vec<PhaseSummary>,
    /// The next date on which something still open falls due.
    pub next_due: Option<Day>,
}

/// A phase of a [`Summary`].
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseSummary {
    /// As the document names it.
    pub name: String,
    /// First and last day.
    pub window: Window,
    /// Counts of its milestones.
    pub tally: Tally,
}

impl Summary {
    /// Sums a ledger up.
    pub fn of(plan: &Plan, ledger: &Ledger) -> Self {
        let document = &plan.document;
        let phases = plan.phases().iter().enumerate().map(|(ix, phase)| {
            let (name, window) = (phase.name.clone(), phase.window);
            let tally = ledger.tally_of_phase(plan, ix);
            PhaseSummary {
                name,
                window,
                tally,
            }
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
