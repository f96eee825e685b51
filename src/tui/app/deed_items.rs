//! The milestones that a deed is meant for.

use std::collections::{HashMap, HashSet};

use crate::plan::{LogRef, LogSubject, Plan, RefusedPostponements, UnitIx};
use crate::query::{Item, ListedMilestone, MilestonePlace, OpenPlan, PlanHandle};
use crate::record::{DeedItem, Seen};
use crate::report::{entry_line, figures, standing_line};
use crate::text::View;
use crate::tui::app::{Command, RowRef, State, Who};

/// A milestone that is selected, or a unit's own part of one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SelectedPart {
    /// The milestone.
    pub(crate) log: LogRef,
    /// The name of the unit whose own part is selected.
    of: Option<String>,
}

impl SelectedPart {
    /// Returns the part that a row of a list is about.
    pub(crate) fn of_row(row: &ListedMilestone<'_>) -> Self {
        Self {
            log: row.log(),
            of: row.part().map(str::to_owned),
        }
    }

    fn unit(&self, plan: &Plan) -> Option<UnitIx> {
        plan.units().find(self.of.as_ref()?)
    }

    /// Returns whether a plan has it, about the same as before.
    fn is_in(&self, plan: &Plan, subject: &LogSubject) -> bool {
        let has_unit = self.of.is_none() || self.unit(plan).is_some();
        has_unit && LogSubject::of(plan, &self.log.log).is_none_or(|now| now == *subject)
    }
}

impl State {
    /// Returns items for a deed, as they are shown now.
    pub(crate) fn deed_items(&self, items: &[Item]) -> Vec<DeedItem> {
        let shown = |item| DeedItem::at_item(self.board(), item);
        items.iter().filter_map(shown).collect()
    }

    /// Returns an indicator for a deed, as it is shown now.
    pub(crate) fn deed_item_of(&self, plan: usize, indicator: usize) -> Option<DeedItem> {
        let open = self.board().plans.get(plan)?.open()?;
        let indicator = open.plan.indicators().get(indicator)?;
        Some(DeedItem::at_indicator(open, indicator))
    }

    /// Returns the items of the next deed, as they are shown now: the selected ones, else the row's.
    pub(crate) fn shown_for_deed(&self) -> Vec<DeedItem> {
        match self.row() {
            Some(RowRef::Indicator { plan, indicator }) if self.selected.is_empty() => {
                self.deed_item_of(plan, indicator).into_iter().collect()
            }
            _ => self.deed_items(&self.next_items()),
        }
    }

    /// Returns the milestones of a deed, if all that it is about still is as it was shown.
    pub(crate) fn as_shown(&self, items: &[DeedItem]) -> Result<Vec<Item>, String> {
        let words = &self.words.forms;
        let mut found = Vec::with_capacity(items.len());
        for shown in items {
            let id = shown.log.log.id();
            let now = shown.now(self.board());
            if now.is_none() {
                self.opened(&shown.log.plan)?;
            }
            let now = now.ok_or_else(|| (words.gone_meanwhile)(id))?;
            if now.seen != shown.seen {
                return Err((words.changed_meanwhile)(
                    id,
                    &self.now_in_words(shown, &now),
                ));
            }
            found.extend(now.locate(self.board()));
        }
        Ok(found)
    }

    /// Returns what an item is now, in words, if it is not what was shown; with its standing and its value so far.
    fn now_in_words(&self, shown: &DeedItem, now: &DeedItem) -> String {
        let mut said = Vec::new();
        if let (Some(was), Some(is)) = (shown.subject(), now.subject()) {
            let names = [
                (&was.plan, &is.plan),
                (&was.action, &is.action),
                (&was.name, &is.name),
            ];
            if was != is {
                // All after the first that differs: a milestone has its name within an action.
                let names = names.into_iter().skip_while(|(was, is)| was == is);
                said.extend(names.map(|(_, is)| is.clone()));
            }
        }
        if let Some(item) = now.locate(self.board()) {
            said.push(standing_line(&item.verdict, self.words));
            let it = item.resolve(self.board());
            said.extend(it.map(|it| figures(&it.listed(), self.words)));
        }
        let reading = now.seen.as_ref().and_then(Seen::last_reading);
        said.extend(
            reading.map(|entry| entry_line(entry, &RefusedPostponements::default(), self.words)),
        );
        said.retain(|said| !said.is_empty());
        said.join(" ")
    }

    /// Returns a plan that is open, or why it is not.
    pub(crate) fn opened(&self, plan: &str) -> Result<OpenPlan<'_>, String> {
        let handle = self.board().plan(plan).ok();
        let gone = self.words.screen.plan_is_gone;
        let why = || handle.map_or(gone, |handle| handle.closed_reason(self.words));
        let open = handle.and_then(PlanHandle::open);
        open.ok_or_else(|| why().to_owned())
    }

    /// Returns whether a deed on an item has to say which unit's own part it means.
    pub(crate) fn lacks_part(&self, item: &Item) -> bool {
        item.resolve(self.board()).is_some_and(|it| it.is_shared())
    }

    /// Returns an item with all its parts, unless those of a unit are looked at.
    pub(crate) fn whole(&self, item: Item) -> Item {
        let plan = self.board().plans.get(item.place.plan);
        let of = plan.and_then(|plan| self.unit_looked_at(plan.id()));
        Item { of, ..item }
    }

    /// Returns the part that a deed on this row means: of an `each` milestone that of the configured unit, else of
    /// the answering one, if it is open and named in the row.
    pub(crate) fn meant(&self, item: Item) -> Item {
        let named = item.resolve(self.board()).and_then(|it| {
            let has_part = |unit: &UnitIx| it.row.state.units.iter().any(|own| own.unit == *unit);
            let configured = self.configured_unit(it.plan).filter(has_part);
            let unit = configured.or_else(|| it.action.answering())?;
            let calls = it.called();
            let mut parts = it.row.state.units.iter();
            let is_open = parts.any(|own| own.unit == unit && own.state.status.is_open());
            (is_open && calls.contains(&unit)).then_some(unit)
        });
        Item {
            of: item.of.or(named),
            ..item
        }
    }

    /// Returns the configured unit, if a plan has it.
    pub(crate) fn configured_unit(&self, plan: &Plan) -> Option<UnitIx> {
        let name = self.occasion.configured(plan.units())?;
        plan.units().find(&name)
    }

    /// Returns the only unit whose own part of an item is open; `None` where there is another number of them.
    pub(crate) fn only_open_part(&self, item: &Item) -> Option<UnitIx> {
        let it = item.resolve(self.board())?;
        let parts = it.row.state.units.iter();
        let mut open = parts.filter(|own| own.state.status.is_open());
        let first = open.next()?;
        open.next().is_none().then_some(first.unit)
    }

    /// Returns the unit to remind, with the id of its plan: in a list of units the chosen one, else that of the row.
    pub(crate) fn unit_to_remind(&self) -> Option<(String, String)> {
        if self.view == View::Units {
            match self.units.listed() {
                Who::Unit(name) => return Some((self.plans.chosen_id().to_owned(), name.clone())),
                Who::Everyone | Who::Nobody if self.is_among_units() => return None,
                Who::Everyone | Who::Nobody => {}
            }
        }
        self.unit_of_row()
    }

    /// Returns the unit that the row under the cursor names, with the id of its plan.
    pub(crate) fn unit_of_row(&self) -> Option<(String, String)> {
        let row = self.row();
        let (place, unit) = match (&row, self.item()) {
            (Some(RowRef::Report(report)), _) => (report.plan, report.unit),
            (_, Some(item)) => {
                let part = self.meant(item.clone()).of;
                let it = item.resolve(self.board())?;
                let calls = it.called();
                let named = calls.first().copied();
                let is_part =
                    |unit: &UnitIx| it.row.state.units.iter().any(|own| own.unit == *unit);
                let part = part.or(named.filter(is_part));
                let part = part.or_else(|| self.only_open_part(&item));
                (item.place.plan, part.or(named)?)
            }
            _ => return None,
        };
        let handle = self.board().plans.get(place)?;
        let name = handle.open()?.plan.units().name(unit).to_owned();
        Some((handle.id().to_owned(), name))
    }

    /// Returns the ids of an item's plan and milestone.
    pub(crate) fn key_of(&self, item: &Item) -> Option<LogRef> {
        Some(item.preview(self.board())?.log())
    }

    /// Returns an item to be selected, with what it is about.
    pub(crate) fn to_select(&self, item: &Item) -> Option<(SelectedPart, LogSubject)> {
        let it = item.resolve(self.board())?;
        let subject = LogSubject::of_milestone(it.plan, it.action, it.milestone);
        Some((SelectedPart::of_row(&it.listed()), subject))
    }

    /// Ends the selection of milestones whose ids now are of something else.
    pub(crate) fn deselect_others(&mut self) {
        let before = self.selected.len();
        let board = self.plans.board();
        self.selected.retain(|part, subject| {
            let open = board.open_plan(&part.log.plan);
            open.is_none_or(|open| part.is_in(open.plan, subject))
        });
        let ended = before - self.selected.len();
        if ended > 0 {
            self.deselected = ended;
            self.refuse((self.words.screen.deselected)(ended));
        }
    }

    /// Refuses a deed that was meant for what was selected, once, where part of that is so no longer.
    pub(crate) fn refuse_deselected(&mut self, deed: Option<Command>) -> bool {
        let is_meant = deed.is_some_and(|command| command != Command::Select);
        let ended = std::mem::take(&mut self.deselected);
        if is_meant && ended > 0 {
            self.refuse((self.words.screen.deselected)(ended));
        }
        is_meant && ended > 0
    }

    /// Returns what is selected and still there, in the order of the plans.
    pub(crate) fn selected_items(&self) -> Vec<Item> {
        let mut wanted: HashMap<&LogRef, Vec<(&SelectedPart, &LogSubject)>> = HashMap::new();
        for (part, subject) in &self.selected {
            wanted.entry(&part.log).or_default().push((part, subject));
        }
        let plans: HashSet<&str> = wanted.keys().map(|log| log.plan.as_str()).collect();
        let mut items = Vec::new();
        for (place, handle) in self.board().plans.iter().enumerate() {
            let open = handle.open().filter(|_| plans.contains(handle.id()));
            let Some(OpenPlan { plan, ledger, .. }) = open else {
                continue;
            };
            for (at, action) in plan.actions.iter().enumerate() {
                let rows = action.milestones.iter().zip(ledger.rows_of(at));
                for (milestone, (it, row)) in rows.enumerate() {
                    let place = MilestonePlace {
                        plan: place,
                        action: at,
                        milestone,
                    };
                    let parts = wanted.get(&LogRef::milestone(plan, it));
                    let parts = parts.into_iter().flatten();
                    let there = parts.filter(|(part, subject)| part.is_in(plan, subject));
                    let mut units: Vec<Option<UnitIx>> =
                        there.map(|(part, _)| part.unit(plan)).collect();
                    units.sort_unstable();
                    items.extend(units.into_iter().map(|of| Item {
                        place,
                        verdict: row.verdict.clone(),
                        of,
                    }));
                }
            }
        }
        items
    }
}
