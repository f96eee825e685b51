//! Every milestone of a plan with its state and its standing on one day.

use super::fold;
use super::standing::Circumstances;
use super::{
    Action, Alert, Day, Document, Milestone, MilestoneState, Phase, PhaseIx, Plan, Progress,
    Reason, Tally, UnitIx, Urgency, Verdict,
};

/// The state of a plan relative to its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanState {
    /// 未启动
    NotStarted,
    /// 在期
    InForce,
    /// 期满, with the number of days since the period ended
    Ended(i64),
}

impl PlanState {
    /// Returns the key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InForce => "in_force",
            Self::Ended(_) => "ended",
        }
    }
}

/// A milestone's state and verdict on the as-of day.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The state folded from the milestone's log.
    pub state: MilestoneState,
    /// The standing and its reason.
    pub verdict: Verdict,
}

/// A plan with its progress folded to one day (台账).
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The as-of day.
    pub as_of: Day,
    /// The state of the plan relative to its period.
    pub state: PlanState,
    /// Whether anything was recorded up to the as-of day.
    pub reported: bool,
    rows: Vec<Vec<Row>>,
    tally: Tally,
    circumstances: Circumstances,
}

impl Ledger {
    /// Folds every log of `progress` up to `as_of`.
    pub fn new(plan: &Plan, progress: &Progress, as_of: Day) -> Self {
        let mut ledger = Self::begin(
            (&plan.document, plan.alert()),
            progress.since,
            progress.reported(as_of),
            as_of,
        );
        for action in &plan.actions {
            let rows = action
                .milestones
                .iter()
                .map(|m| ledger.fold(plan, progress, action, m))
                .collect();
            ledger.push(rows);
        }
        ledger
    }

    /// Starts a ledger without rows, for milestones whose logs are already folded: add them with
    /// [`Self::push`].
    ///
    /// `since` is the day reporting began, `alert` holds the thresholds on `as_of`, and `reported` says
    /// whether anything was recorded up to `as_of`.
    pub fn begin(
        (document, alert): (&Document, Alert),
        since: Option<Day>,
        reported: bool,
        as_of: Day,
    ) -> Self {
        let period = document.period;
        let state = if as_of < period.start {
            PlanState::NotStarted
        } else if as_of <= period.end {
            PlanState::InForce
        } else {
            PlanState::Ended((as_of - period.end).num_days())
        };
        Self {
            as_of,
            state,
            reported,
            rows: Vec::new(),
            tally: Tally::default(),
            circumstances: Circumstances {
                as_of,
                soon_within: alert.soon_within(as_of, &document.calendar),
                alert,
                since,
                never_reported: matches!(state, PlanState::Ended(_)) && !reported,
            },
        }
    }

    /// Returns the urgency of a verdict on a milestone of this plan.
    pub fn urgency(&self, verdict: &Verdict) -> Urgency {
        Urgency {
            standing: verdict.standing,
            has_ended: matches!(self.state, PlanState::Ended(_)),
            days_or_points: verdict.days_or_points(),
        }
    }

    /// Adds the rows of the plan's next action.
    pub fn push(&mut self, rows: Vec<Row>) {
        for row in &rows {
            self.tally.add(row.verdict.standing);
        }
        self.rows.push(rows);
    }

    fn fold(
        &self,
        plan: &Plan,
        progress: &Progress,
        action: &Action,
        milestone: &Milestone,
    ) -> Row {
        let state = fold(
            plan,
            action,
            milestone,
            progress.log(&milestone.id),
            self.as_of,
        );
        let verdict = self.circumstances.judge(milestone, &state);
        Row { state, verdict }
    }

    /// Returns whether the plan has ended and nothing was ever recorded, so that it is not shown as
    /// overdue throughout.
    pub fn never_reported(&self) -> bool {
        self.circumstances.never_reported
    }

    /// Returns the row of a milestone by the indices of its action and of the milestone in that action.
    pub fn row(&self, action: usize, milestone: usize) -> &Row {
        &self.rows[action][milestone]
    }

    /// Returns the rows of an action, in the order of its milestones.
    pub fn rows_of(&self, action: usize) -> &[Row] {
        &self.rows[action]
    }

    /// Iterates over every milestone with its action and row.
    pub fn rows<'a>(
        &'a self,
        plan: &'a Plan,
    ) -> impl Iterator<Item = (&'a Action, &'a Milestone, &'a Row)> {
        plan.actions
            .iter()
            .zip(&self.rows)
            .flat_map(|(action, rows)| {
                action
                    .milestones
                    .iter()
                    .zip(rows)
                    .map(move |(m, row)| (action, m, row))
            })
    }

    /// Judges one unit's own part of an `each` milestone.
    pub fn verdict_of(&self, milestone: &Milestone, state: &MilestoneState) -> Verdict {
        self.circumstances.judge(milestone, state)
    }

    /// Judges the own part of each unit in an `each` milestone; none where the units report together.
    pub fn parts<'a>(
        &'a self,
        milestone: &'a Milestone,
        row: &'a Row,
    ) -> impl Iterator<Item = (UnitIx, Verdict)> + use<'a> {
        let parts = row.state.units.iter();
        parts.map(|own| (own.unit, self.verdict_of(milestone, &own.state)))
    }

    /// Returns the units to call about a milestone, the one that answers for its action first. About an `each`
    /// milestone that warns, these are the units whose own parts make it warn. Units without a part in it are not
    /// called.
    pub fn to_call(
        &self,
        (plan, action): (&Plan, &Action),
        milestone: &Milestone,
        row: &Row,
    ) -> Vec<UnitIx> {
        let answering = action.answering();
        let mut units = self.units_as_bad(milestone, row);
        match answering {
            Some(unit) if units.contains(&unit) => {
                units.retain(|it| *it != unit);
                units.insert(0, unit);
                units
            }
            // All parts are alike: call the one that answers.
            Some(unit)
                if (units.is_empty() || units.len() == row.state.units.len())
                    && has_part(plan, row, unit) =>
            {
                vec![unit]
            }
            Some(_) if units.is_empty() => row.state.units.iter().map(|own| own.unit).collect(),
            _ => units,
        }
    }

    /// Returns the units whose own parts make an `each` milestone warn: the latest of the late ones, and every stuck
    /// one, for its own reason. None if it does not warn.
    fn units_as_bad(&self, milestone: &Milestone, row: &Row) -> Vec<UnitIx> {
        let verdict = &row.verdict;
        if !verdict.standing.lamp().is_warning() {
            return Vec::new();
        }
        let parts = self.parts(milestone, row);
        let standing_so: Vec<_> = parts
            .filter(|(_, own)| own.standing == verdict.standing)
            .collect();
        let is_as_bad = |own: &Verdict| {
            matches!(verdict.reason, Reason::Said(_)) || own.reason == verdict.reason
        };
        let has_as_bad = standing_so.iter().any(|(_, own)| is_as_bad(own));
        let units = standing_so
            .iter()
            .filter(|(_, own)| !has_as_bad || is_as_bad(own));
        units.map(|(unit, _)| *unit).collect()
    }

    /// Returns the next due date, not before the as-of day, of an open milestone.
    pub fn next_due(&self, plan: &Plan) -> Option<Day> {
        self.rows(plan)
            .filter(|(_, _, row)| row.state.status.is_open() && row.verdict.days >= 0)
            .map(|(_, _, row)| row.verdict.due_now)
            .min()
    }

    /// Returns the tally of the whole plan.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Returns the tally of one action.
    pub fn tally_of(&self, action: usize) -> Tally {
        self.rows[action]
            .iter()
            .map(|row| row.verdict.standing)
            .collect()
    }

    /// Returns the tally of one phase.
    pub fn tally_of_phase(&self, plan: &Plan, phase: PhaseIx) -> Tally {
        self.rows(plan)
            .filter(|(_, m, _)| m.phase == phase)
            .map(|(_, _, row)| row.verdict.standing)
            .collect()
    }

    /// Iterates over the phases of the plan with the tally of each.
    pub fn tally_by_phase<'p>(&self, plan: &'p Plan) -> impl Iterator<Item = (&'p Phase, Tally)> {
        PhaseIx::each(plan.phases()).map(|(ix, phase)| (phase, self.tally_of_phase(plan, ix)))
    }

    /// Returns the standing of a milestone for one unit: of the unit's own part in an `each` milestone.
    pub fn standing_for(
        &self,
        milestone: &Milestone,
        row: &Row,
        unit: Option<UnitIx>,
    ) -> super::Standing {
        row.state.part_of(unit).map_or(row.verdict.standing, |own| {
            self.verdict_of(milestone, own).standing
        })
    }
}

/// Returns whether a unit, or a member of it, has a part in a milestone; only an amendment leaves an answering unit
/// without one.
fn has_part(plan: &Plan, row: &Row, unit: UnitIx) -> bool {
    let parts = &row.state.units;
    if parts.is_empty() || plan.document.amendments.is_empty() {
        return true;
    }
    let covered = plan.units().expand([unit]);
    parts.iter().any(|own| covered.contains(&own.unit))
}
