//! The milestones that a deed is meant for.

use std::collections::{BTreeSet, HashMap};

use crate::plan::{LogRef, UnitIx};
use crate::query::{Item, MilestonePlace, OpenPlan, PlanHandle};
use crate::record::DeedItem;
use crate::report::{figures, standing_line};
use crate::text::View;
use crate::tui::app::{RowRef, State, Who};

impl State {
    /// Returns items for a deed, as they are shown now.
    pub(crate) fn deed_items(&self, items: &[Item]) -> Vec<DeedItem> {
        let shown = |item| DeedItem::at_item(self.board(), item);
        items.iter().filter_map(shown).collect()
    }

    /// Returns the items of a deed, if each still is as it was shown.
    pub(crate) fn as_shown(&self, items: &[DeedItem]) -> Result<Vec<Item>, String> {
        let words = &self.words.forms;
        let item_of = |shown: &DeedItem| {
            let id = shown.log.log.id();
            let item = shown.locate(self.board());
            if item.is_none() {
                self.opened(&shown.log.plan)?;
            }
            let item = item.ok_or_else(|| (words.gone_meanwhile)(id))?;
            if shown.is_as_seen(self.board(), &item) {
                return Ok(item);
            }
            Err((words.changed_meanwhile)(id, &self.now_in_words(&item)))
        };
        items.iter().map(item_of).collect()
    }

    /// Returns how an item stands, with what has been reached of its target.
    fn now_in_words(&self, item: &Item) -> String {
        let standing = standing_line(&item.verdict, self.words);
        let it = item.resolve(self.board());
        let figures = it.map(|it| figures(&it.listed(), self.words));
        let figures = figures.filter(|figures| !figures.is_empty());
        let said: Vec<String> = std::iter::once(standing).chain(figures).collect();
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

    /// Returns an item as a deed means it: of what every unit reports for itself, the own part of the unit that answers,
    /// while that is open and its row names it.
    pub(crate) fn meant(&self, item: Item) -> Item {
        let named = item.resolve(self.board()).and_then(|it| {
            let unit = it.action.answering()?;
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

    /// Returns the only unit whose own part of an item is open; `None` where there is another number of them.
    pub(crate) fn only_open_part(&self, item: &Item) -> Option<UnitIx> {
        let it = item.resolve(self.board())?;
        let parts = it.row.state.units.iter();
        let mut open = parts.filter(|own| own.state.status.is_open());
        let first = open.next()?;
        open.next().is_none().then_some(first.unit)
    }

    /// Returns the unit to remind, with the id of its plan: where units are listed the one chosen there, else that of the
    /// row.
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

    /// Returns the selected milestones that are still there, in the order of their plans.
    pub(crate) fn selected_items(&self) -> Vec<Item> {
        let mut wanted: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for LogRef { plan, log } in &self.selected {
            wanted.entry(plan).or_default().insert(log.id());
        }
        let mut items = Vec::new();
        for (place, handle) in self.board().plans.iter().enumerate() {
            let Some(wanted) = wanted.get(handle.id()) else {
                continue;
            };
            let Some(OpenPlan { plan, ledger, .. }) = handle.open() else {
                continue;
            };
            for (action, it) in plan.actions.iter().enumerate() {
                let rows = it.milestones.iter().zip(ledger.rows_of(action));
                for (milestone, (it, row)) in rows.enumerate() {
                    if wanted.contains(it.id.as_str()) {
                        items.push(Item {
                            place: MilestonePlace {
                                plan: place,
                                action,
                                milestone,
                            },
                            verdict: row.verdict.clone(),
                            of: self.unit_looked_at(handle.id()).filter(|_| it.each),
                        });
                    }
                }
            }
        }
        items
    }
}
