//! A milestone as written, of which a recurrence makes many.

use std::borrow::Cow;

use super::amendment::held_on;
use crate::plan::{Day, FormerDue, Lifetime, Phase, PhaseIx, Recurrence, Target, Was, Window};

/// A milestone as plan.toml defines it, perhaps recurring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MilestoneDef {
    /// The id inside the action.
    pub id: String,
    /// The phase; `None` if the action takes part in one phase only.
    pub phase: Option<PhaseIx>,
    /// The current fields.
    pub fields: MilestoneFields,
    /// The days between which it belongs to the plan.
    pub lifetime: Lifetime,
    /// Values that amendments replaced.
    pub was: Vec<Was<MilestoneFields>>,
}

/// The fields of a milestone that an amendment may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MilestoneFields {
    /// The deliverable.
    pub title: Option<String>,
    /// The recurrence.
    pub every: Option<Recurrence>,
    /// The number to reach.
    pub target: Option<Target>,
    /// The first day; defaults to the phase's.
    pub start: Option<Day>,
    /// The due day; defaults to the target's, else the phase's.
    pub due: Option<Day>,
    /// Whether every responsible unit reports its own part.
    pub each: Option<bool>,
}

/// An occurrence of a milestone, or the only one.
#[derive(Clone, Debug)]
pub(crate) struct Dated {
    pub(crate) every: Option<Recurrence>,
    pub(crate) label: Option<String>,
    pub(crate) window: Window,
    /// The due days that amendments moved.
    pub(crate) former_dues: Vec<FormerDue>,
}

/// Every occurrence of a milestone; most have at most four.
pub(crate) type AllDated = Vec<Dated>;

impl MilestoneDef {
    /// Returns every occurrence as seen on a day.
    ///
    /// An occurrence that ended before an amendment changed the recurrence or the dates stays as it
    /// was, and no new one takes its place.
    pub(crate) fn dated_on(&self, day: Day, phase: &Phase) -> AllDated {
        let seen_on = |day| self.fields_on(day).dated(phase.window_on(day));
        let own = self.was.iter().map(|old| old.until);
        let mut amended: Vec<Day> = own.chain(phase.was.iter().map(|old| old.until)).collect();
        amended.retain(|on| *on <= day);
        amended.sort_unstable();
        amended.dedup();
        let mut dated = seen_on(day);
        for on in amended.into_iter().rev() {
            if let Some(before) = on.pred_opt() {
                dated = over_ended(on, seen_on(before), dated);
            }
        }
        dated
    }

    /// Returns the fields on a day.
    pub fn fields_on(&self, day: Day) -> Cow<'_, MilestoneFields> {
        let now = &self.fields;
        if self.was.is_empty() {
            return Cow::Borrowed(now);
        }
        Cow::Owned(MilestoneFields {
            title: held_on(&self.was, day, |f| f.title.clone()).or_else(|| now.title.clone()),
            every: held_on(&self.was, day, |f| f.every).or(now.every),
            target: held_on(&self.was, day, |f| f.target.clone()).or_else(|| now.target.clone()),
            start: held_on(&self.was, day, |f| f.start).or(now.start),
            due: held_on(&self.was, day, |f| f.due).or(now.due),
            each: held_on(&self.was, day, |f| f.each).or(now.each),
        })
    }
}

/// Lays the occurrences after an amendment over those before it, and keeps those that had ended: if 每季度 becomes 每月
/// on 1 July, the first two quarters, then the months from July on.
fn over_ended(amended: Day, before: AllDated, mut after: AllDated) -> AllDated {
    for now in &mut after {
        let is_moved = |old: &Dated| old.label == now.label && old.window.end != now.window.end;
        let moved = before.iter().find(|old| is_moved(old));
        now.former_dues.extend(moved.map(|old| FormerDue {
            until: amended,
            due: old.window.end,
        }));
    }
    // Nobody owed April on 30 April when each quarter becomes each month on 15 May.
    after.retain(|now| {
        let was_open = |old: &Dated| old.label == now.label && old.window.end >= amended;
        now.window.end >= amended || before.iter().any(was_open)
    });
    let mut ended = before;
    ended.retain(|old| old.window.end < amended);
    // What has a new day is owed by that one.
    ended.retain(|old| after.iter().all(|now| now.label != old.label));
    after.extend(ended);
    after
}

impl MilestoneFields {
    fn dated(&self, phase: Window) -> AllDated {
        let window = self.window(phase);
        let dated = |label, window| Dated {
            every: self.every,
            label,
            window,
            former_dues: Vec::new(),
        };
        match self.every {
            None => vec![dated(None, window)],
            Some(every) => every
                .occurrences(window)
                .map(|(label, window)| dated(Some(label), window))
                .collect(),
        }
    }

    /// Returns the due date that the milestone states, itself or by its target.
    pub(crate) fn own_due(&self) -> Option<Day> {
        self.due.or_else(|| self.target.as_ref()?.by)
    }

    /// Returns the dates; what the milestone does not state is the phase's.
    pub(crate) fn window(&self, phase: Window) -> Window {
        let due = self.own_due().unwrap_or(phase.end);
        Window {
            start: self.start.unwrap_or(phase.start).min(due),
            end: due,
        }
    }
}
