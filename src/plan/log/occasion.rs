//! The occasion of a deed: when, as of which day, by whom.

use std::collections::HashSet;

use chrono::TimeDelta;

use crate::plan::{Action, Day, Entry, Milestone, Moment, Plan, Progress, Status, Units};

/// The circumstances of a deed: the time, the as-of day and the default unit.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The wall-clock time.
    pub now: Moment,
    /// The as-of day, if set; deeds then count for that day.
    pub day: Option<Day>,
    /// The configured unit that deeds are recorded by.
    pub unit: Option<String>,
    /// The person or post, if an account is shared.
    pub who: Option<String>,
}

impl Occasion {
    /// Returns the default day of a deed.
    pub fn default_day(&self) -> Day {
        self.day.unwrap_or(self.now.local.date())
    }

    /// Returns the day of an entry that is not completed yet.
    pub fn day_of(&self, entry: &Entry) -> Day {
        entry.on.unwrap_or(self.default_day())
    }

    /// Moves the clock to a second after all of `earlier`, in which none of `plans` has an entry. So deeds keep their
    /// order even if the clock went back, and no two have one time. The day stays.
    #[must_use]
    pub fn after<'p>(
        mut self,
        earlier: impl IntoIterator<Item = &'p Entry>,
        plans: impl IntoIterator<Item = &'p Progress>,
    ) -> Self {
        self.day = Some(self.default_day());
        let entries = plans.into_iter().flat_map(Progress::entries);
        let taken: HashSet<i64> = entries.filter_map(Entry::instant).collect();
        let last = earlier.into_iter().filter_map(Entry::instant).max();
        let behind = last.map_or(0, |last| last + 1 - self.now.instant());
        self.now.local += TimeDelta::seconds(behind.max(0));
        while taken.contains(&self.now.instant()) {
            self.now.local += TimeDelta::seconds(1);
        }
        self
    }

    /// Completes an entry of a milestone with time, day and unit, all names canonical. The unit
    /// defaults to the configured one, else to the one whose own part it is, else to the one that
    /// answers; acceptance, return, a reminder and its withdrawal have no default.
    pub fn complete(
        &self,
        plan: &Plan,
        action: &Action,
        milestone: &Milestone,
        mut entry: Entry,
    ) -> Entry {
        let units = plan.units();
        let answering = || action.answering().map(|unit| units.name(unit).to_owned());
        let has_part = |of: &String| {
            let unit = units.find(of);
            milestone.each
                && unit.is_some_and(|it| plan.reporting_units(action, milestone).contains(&it))
        };
        let own = entry.of.clone().filter(has_part);
        let is_offices_act = entry.status.is_some_and(Status::needs_unit)
            || entry.remind.is_some()
            || entry.withdraw.is_some();
        entry.by = entry.by.or_else(|| self.configured(units)).or_else(|| {
            if is_offices_act {
                None
            } else {
                own.or_else(answering)
            }
        });
        self.stamp(plan, entry)
    }

    /// Completes a reading of an indicator; only a configured unit is filled in.
    pub fn complete_reading(&self, plan: &Plan, mut entry: Entry) -> Entry {
        entry.by = entry.by.or_else(|| self.configured(plan.units()));
        self.stamp(plan, entry)
    }

    /// Returns the configured unit, if the plan has it.
    pub(crate) fn configured(&self, units: &Units) -> Option<String> {
        self.unit.clone().filter(|unit| units.find(unit).is_some())
    }

    fn stamp(&self, plan: &Plan, entry: Entry) -> Entry {
        let mut entry = entry.without_blanks();
        let units = plan.units();
        let canonical = |name: Option<String>| name.map(|name| units.canonical(&name).to_owned());
        entry.by = canonical(entry.by);
        entry.of = canonical(entry.of).filter(|of| Some(of) != entry.by.as_ref());
        entry.approved_by = canonical(entry.approved_by);
        entry.who = entry.who.or_else(|| self.who.clone());
        entry.at = Some(self.now);
        entry.on = entry
            .on
            .or(self.day)
            .filter(|on| *on != self.now.local.date());
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_deeds_of_one_second_keep_their_order() {
        let at = |second| {
            let day = Day::from_ymd_opt(2024, 6, 30).unwrap();
            Moment {
                local: day.and_hms_opt(9, 0, second).unwrap(),
                offset: Some(8 * 3600),
            }
        };
        let at_second = |second, known: &[u32]| {
            let entry = |second: &u32| Entry {
                at: Some(at(*second)),
                ..Entry::default()
            };
            let mut progress = Progress::default();
            let log = known.iter().map(entry).collect();
            progress.milestones.insert("1.1/a".to_owned(), log);
            let occasion = Occasion {
                now: at(second),
                day: None,
                unit: None,
                who: None,
            };
            occasion.after([], [&progress]).now
        };
        assert_eq!(at_second(5, &[]), at(5));
        assert_eq!(at_second(5, &[4, 6]), at(5));
        assert_eq!(at_second(5, &[5, 6]), at(7));
    }
}
