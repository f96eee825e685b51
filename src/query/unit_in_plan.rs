use crate::plan::{Plan, UnitIx};

/// A unit of one plan; the same office may be a unit of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitInPlan {
    /// The plan's id.
    pub plan: String,
    /// The unit's index in the plan.
    pub unit: UnitIx,
}

impl UnitInPlan {
    /// Names a unit of a plan.
    pub fn of(plan: &Plan, unit: UnitIx) -> Self {
        Self {
            plan: plan.id().to_owned(),
            unit,
        }
    }

    /// Returns the unit's index if it is a unit of this plan.
    pub fn within(&self, plan: &Plan) -> Option<UnitIx> {
        (self.plan == plan.id()).then_some(self.unit)
    }
}
