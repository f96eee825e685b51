//! A milestone on a board: its place, its verdict, and what it is part of.

use std::borrow::Cow;

use crate::plan::{
    Action, Day, Entry, Ledger, Milestone, MilestoneState, Plan, Progress, Row, UnitIx, Verdict,
    without_corrected,
};

use super::{Board, ListedMilestone};

/// The place of a milestone on a board; ordered as the plans are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MilestonePlace {
    /// Index of the plan on the board.
    pub plan: usize,
    /// Index of the action in the plan.
    pub action: usize,
    /// Index of the milestone in the action.
    pub milestone: usize,
}

/// A milestone in a list, with its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its place on the board.
    pub place: MilestonePlace,
    /// The verdict; with [`Self::of`] set, on that unit's own part.
    pub verdict: Verdict,
    /// The unit whose own part of an `each` milestone is meant.
    pub of: Option<UnitIx>,
}

/// An item with references to its parts.
#[derive(Clone, Copy, Debug)]
pub struct ResolvedItem<'b> {
    /// The plan.
    pub plan: &'b Plan,
    /// The plan's progress.
    pub progress: &'b Progress,
    /// The plan's ledger.
    pub ledger: &'b Ledger,
    /// The action.
    pub action: &'b Action,
    /// The milestone.
    pub milestone: &'b Milestone,
    /// The milestone's row.
    pub row: &'b Row,
    /// The unit whose own part of an `each` milestone is meant.
    pub of: Option<UnitIx>,
}

impl<'b> ResolvedItem<'b> {
    /// Returns the milestone as a list shows it.
    pub fn listed(&self) -> ListedMilestone<'b> {
        ListedMilestone {
            plan: self.plan,
            action: self.action,
            ledger: self.ledger,
            milestone: self.milestone,
            row: self.row,
            of: self.of,
        }
    }

    /// Returns the state of the part meant, else of the whole milestone.
    pub fn state(&self) -> &'b MilestoneState {
        self.row.state.of_unit(self.of)
    }

    /// Returns the lead units, or those that led when it was finished; for a unit's own part that unit.
    pub fn leads(&self) -> Cow<'_, [UnitIx]> {
        match &self.of {
            Some(unit) => Cow::Borrowed(std::slice::from_ref(unit)),
            None => self.led_by(),
        }
    }

    /// Returns the lead units of the whole, or those that led when it was finished.
    pub fn led_by(&self) -> Cow<'b, [UnitIx]> {
        let then = self.plan.led_when_done(self.action, &self.row.state);
        then.map_or(Cow::Borrowed(&*self.action.lead), Cow::Owned)
    }

    /// Returns the units to call, the first first; see [`Ledger::to_call`].
    pub fn called(&self) -> Vec<UnitIx> {
        self.listed().called()
    }

    /// Returns whether it covers the parts of several units.
    pub fn is_shared(&self) -> bool {
        self.of.is_none() && !self.row.state.units.is_empty()
    }

    /// Returns the item as those who report on it: of an `each` milestone the own part of every unit, else itself.
    pub fn parts(&self, item: &Item) -> Vec<(Item, Self)> {
        if !self.is_shared() {
            return vec![(item.clone(), *self)];
        }
        let parts = self.ledger.parts(self.milestone, self.row);
        let part = |(unit, verdict)| {
            let of = Some(unit);
            let place = item.place;
            (Item { place, verdict, of }, Self { of, ..*self })
        };
        parts.map(part).collect()
    }

    /// Returns the entries up to and including a day, in order: those about the part meant, else all.
    pub fn entries_upto(&self, day: Day) -> Vec<&'b Entry> {
        let log = self.progress.log(&self.milestone.id);
        let log = &log[..log.partition_point(|entry| entry.day() <= day)];
        log.iter().filter(|entry| self.is_meant(entry)).collect()
    }

    /// Returns [`Self::entries_upto`] as they count: without what corrections replace.
    pub fn counting_upto(&self, day: Day) -> Vec<Cow<'b, Entry>> {
        without_corrected(self.plan.units(), self.entries_upto(day).into_iter())
    }

    /// Returns the last day for which a unit, or with none anybody, reported; a supervisor's decision is nobody's
    /// report.
    pub fn last_report(&self, unit: Option<UnitIx>, upto: Day) -> Option<Day> {
        let units = self.plan.units();
        let entries = self.counting_upto(upto).into_iter();
        let reports = entries.filter(|entry| entry.is_record() && !entry.is_decision());
        let of_unit = reports.filter(|entry| unit.is_none() || entry.unit_meant(units) == unit);
        of_unit.map(|entry| entry.day()).max()
    }

    /// Returns the units whose own part of an `each` milestone is open, apart those that have reported and those that
    /// have not.
    pub fn open_units(&self, upto: Day) -> (Vec<UnitIx>, Vec<UnitIx>) {
        let parts = self.row.state.units.iter();
        let open = parts.filter(|own| own.state.status.is_open());
        let whole = Self { of: None, ..*self };
        let has_reported = |unit: &UnitIx| whole.last_report(Some(*unit), upto).is_some();
        open.map(|own| own.unit).partition(has_reported)
    }

    /// Returns [`Self::counting_upto`] without reminders that went to others than those who answer for it now.
    pub fn counting_to_answering(&self, day: Day) -> Vec<Cow<'b, Entry>> {
        let parts: Vec<UnitIx> = self.row.state.units.iter().map(|own| own.unit).collect();
        let leads = self.leads();
        let answering = if self.is_shared() { &parts } else { &*leads };
        let mut entries = self.counting_upto(day);
        entries.retain(|entry| entry.remind.is_none() || self.is_sent_to(entry, answering));
        entries
    }

    /// Returns whether a reminder went to one of these units: by the unit that it is about, else by the address of its
    /// letter, else to all, or to those that led on its day.
    pub fn is_sent_to(&self, reminder: &Entry, units: &[UnitIx]) -> bool {
        let to = reminder.of.as_deref().or_else(|| reminder.letter_to());
        if let Some(to) = to.and_then(|to| self.plan.units().find(to)) {
            return units.contains(&to);
        }
        let led = self.leads_on(reminder.day());
        let is_to_all = !self.row.state.units.is_empty() || led.is_empty();
        is_to_all || units.iter().any(|unit| led.contains(unit))
    }

    /// Returns the units that led on a day: of a part of its own, the unit that it is of.
    pub fn leads_on(&self, day: Day) -> Vec<UnitIx> {
        match self.of {
            None if !self.plan.document.amendments.is_empty() => {
                self.plan.document.leads_on(&self.action.id, day)
            }
            _ => self.leads().into_owned(),
        }
    }

    fn is_meant(&self, entry: &Entry) -> bool {
        let Some(of) = self.of else { return true };
        let is_reminder = entry.remind.is_some() || entry.withdraw.is_some();
        let is_to_all = is_reminder && entry.of.is_none();
        is_to_all || entry.unit_meant(self.plan.units()) == Some(of)
    }
}

impl Item {
    /// Looks up the item's parts; `None` if the board no longer has them.
    pub fn resolve<'b>(&self, board: &'b Board) -> Option<ResolvedItem<'b>> {
        board.plans.get(self.place.plan)?.resolve(self)
    }

    /// Looks up what a list line shows, which may be cheaper; see [`PlanPreview`](super::PlanPreview).
    pub fn preview<'b>(&self, board: &'b Board) -> Option<ListedMilestone<'b>> {
        board.plans.get(self.place.plan)?.preview()?.listed(self)
    }
}
