//! A deed as a value: what is to be recorded of which logs.

use std::collections::{HashMap, HashSet, hash_map};

use crate::plan::{Day, Entry, LogRef, Milestone, MilestoneState, Plan};
use crate::query::{Board, Item, OpenPlan};

/// A milestone and its state as they were shown to the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    milestone: Milestone,
    state: MilestoneState,
}

impl Seen {
    /// Takes the milestone and its current state; with `of`, of an `each` milestone only that unit's
    /// part.
    pub(super) fn new(
        plan: &Plan,
        milestone: &Milestone,
        state: &MilestoneState,
        of: Option<&str>,
    ) -> Self {
        let unit = of.and_then(|name| plan.units().find(name));
        Self {
            milestone: milestone.clone(),
            state: state.of_unit(unit).clone(),
        }
    }
}

/// A log that a deed is about, with what the user saw of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeedItem {
    /// The log.
    pub log: LogRef,
    /// The unit whose own part of an `each` milestone is meant.
    pub of: Option<String>,
    /// The state that the user was shown, if any; a deed is refused if that has changed since.
    pub seen: Option<Seen>,
    /// Whether a status is skipped if the milestone is finished or stopped, because nobody named it by itself.
    pub skips_finished: bool,
}

impl DeedItem {
    /// Takes a log that was named without being shown.
    pub fn named(log: LogRef) -> Self {
        Self {
            log,
            of: None,
            seen: None,
            skips_finished: false,
        }
    }

    /// Takes an item as the board shows it; `None` if the board no longer has it.
    pub fn at_item(board: &Board, item: &Item) -> Option<Self> {
        let it = item.resolve(board)?;
        let unit = item.of.filter(|_| it.milestone.each);
        let of = unit.map(|unit| it.plan.units().name(unit).to_owned());
        Some(Self {
            log: LogRef::milestone(it.plan, it.milestone),
            seen: Some(Seen::new(
                it.plan,
                it.milestone,
                &it.row.state,
                of.as_deref(),
            )),
            of,
            skips_finished: false,
        })
    }

    /// Finds the milestone on a board; `None` if the board does not have it.
    pub fn locate(&self, board: &Board) -> Option<Item> {
        let OpenPlan { plan, .. } = board.plan(&self.log.plan).ok()?.open()?;
        let of = match &self.of {
            Some(name) => Some(plan.units().find(name)?),
            None => None,
        };
        let item = board.find(plan.id(), self.log.log.id())?;
        Some(Item { of, ..item })
    }

    /// Returns whether an item of a board still is what the user was shown.
    pub fn is_as_seen(&self, board: &Board, item: &Item) -> bool {
        Self::at_item(board, item).is_some_and(|now| now.seen == self.seen)
    }

    /// Returns whether both are about the same, whatever was seen of it.
    pub fn is_same(&self, other: &Self) -> bool {
        self.log == other.log && self.of == other.of
    }

    /// Requests to add an entry. In an `each` milestone it defaults to the item's unit.
    #[allow(clippy::should_implement_trait)] // an entry is added to a log; nothing is summed
    pub fn add(self, entry: Entry) -> Request {
        let of = entry.of.or_else(|| self.of.clone());
        Request {
            act: Act::Add(Entry { of, ..entry }),
            item: self,
        }
    }

    /// Requests to remove an entry.
    pub fn take_out(self, entry: Entry) -> Request {
        Request {
            act: Act::TakeOut(entry),
            item: self,
        }
    }
}

/// An operation on a log.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Adds an entry, which is completed when written.
    Add(Entry),
    /// Removes the entry that reads exactly like this one.
    TakeOut(Entry),
}

/// One operation of a deed.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What it is about.
    pub item: DeedItem,
    /// The operation.
    pub act: Act,
}

/// Requests that are recorded together: a mark on many milestones or a sheet of entries, over any
/// number of plans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deed {
    /// The requests, in order.
    pub requests: Vec<Request>,
    /// A plan's id and the day its reporting began, if that is to be set.
    pub since: Option<(String, Day)>,
    /// Whether 已办结 needs no reported value, as of a quick mark.
    pub allows_done_without_value: bool,
    /// Whether an entry without a unit stays without one, as when correcting an entry that named none.
    pub keeps_missing_unit: bool,
    /// Whether a request about an `each` milestone must name its unit; without this, the unit that answers is taken.
    pub requires_part: bool,
    /// Whether refused requests are skipped; otherwise one refusal stops the whole deed.
    pub skips_refused: bool,
    /// Whether the deed is refused if its items, or the letters in its plans, are no longer as the board says.
    pub refuses_if_board_changed: bool,
}

impl Deed {
    /// Makes a deed of several requests.
    pub fn new(requests: Vec<Request>) -> Self {
        Self {
            requests,
            ..Self::default()
        }
    }

    /// Returns whether the deed does nothing.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.since.is_none()
    }

    /// Iterates over the entries that the deed adds.
    pub(super) fn added(&self) -> impl Iterator<Item = &Entry> {
        self.requests
            .iter()
            .filter_map(|request| match &request.act {
                Act::Add(entry) => Some(entry),
                Act::TakeOut(_) => None,
            })
    }

    /// Returns whether the deed adds nothing.
    pub(super) fn only_takes_out(&self) -> bool {
        let mut requests = self.requests.iter();
        self.since.is_none() && requests.all(|it| matches!(it.act, Act::TakeOut(_)))
    }

    /// Returns the ids of the plans it touches, each once.
    pub(super) fn plans(&self) -> Vec<&str> {
        let named = self.requests.iter().map(|it| it.item.log.plan.as_str());
        let since = self.since.iter().map(|(plan, _)| plan.as_str());
        let mut plans: Vec<&str> = named.chain(since).collect();
        plans.sort_unstable();
        plans.dedup();
        plans
    }
}

/// Requests an entry on each item, once however often it is named, with units under the names of each plan.
///
/// # Errors
/// As `entry_in` does, which makes the entry of a plan.
pub fn on_each<E>(
    items: Vec<DeedItem>,
    mut entry_in: impl FnMut(&str) -> Result<Entry, E>,
) -> Result<Vec<Request>, E> {
    let mut entries: HashMap<String, Entry> = HashMap::new();
    let mut requests = Vec::with_capacity(items.len());
    let by_itself: HashSet<LogRef> = items
        .iter()
        .filter(|item| !item.skips_finished)
        .map(|item| item.log.clone())
        .collect();
    let mut once: HashSet<LogRef> = HashSet::new();
    for mut item in items {
        if !once.insert(item.log.clone()) {
            continue;
        }
        item.skips_finished &= !by_itself.contains(&item.log);
        let plan = &item.log.plan;
        let entry = match entries.entry(plan.clone()) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(free) => free.insert(entry_in(plan)?),
        };
        let entry = entry.clone();
        requests.push(item.add(entry));
    }
    Ok(requests)
}
