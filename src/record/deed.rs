//! A deed as a value: what is to be recorded of which logs.

use std::collections::{HashMap, HashSet, hash_map};

use crate::plan::{Entry, Indicator, Log, LogRef, LogSubject, SinceChange};
use crate::query::{Board, Item, OpenPlan};

use super::seen::Seen;

/// A log that a deed is about, with what the user saw of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeedItem {
    /// The log.
    pub log: LogRef,
    /// The unit whose own part of an `each` milestone is meant.
    pub of: Option<String>,
    /// The state that the user was shown, if any; a deed is refused if that has changed since.
    pub seen: Option<Seen>,
    /// What a status is skipped for, because nobody named the milestone by itself.
    pub skips: Skips,
}

/// The milestones, or own parts of them, that a status leaves as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Skips {
    /// None.
    #[default]
    Nothing,
    /// Those that have the status already.
    Marked,
    /// Those, and the ones that are finished or stopped.
    Finished,
}

impl DeedItem {
    /// Takes a log that was named without being shown.
    pub fn named(log: LogRef) -> Self {
        Self {
            log,
            of: None,
            seen: None,
            skips: Skips::Nothing,
        }
    }

    /// Takes an item as the board shows it; `None` if the board no longer has it.
    pub fn at_item(board: &Board, item: &Item) -> Option<Self> {
        let it = item.resolve(board)?;
        let unit = item.of.filter(|_| it.milestone.each);
        let of = unit.map(|unit| it.plan.units().name(unit).to_owned());
        Some(Self {
            log: LogRef::milestone(it.plan, it.milestone),
            seen: Some(Seen::of_milestone(
                it.plan,
                (it.action, it.milestone),
                &it.row.state,
                of.as_deref(),
            )),
            of,
            skips: Skips::Nothing,
        })
    }

    /// Takes an indicator as it is shown.
    pub fn at_indicator(open: OpenPlan<'_>, indicator: &Indicator) -> Self {
        let OpenPlan { plan, progress, .. } = open;
        let (plan_id, log) = (plan.id().to_owned(), Log::Indicator(indicator.id.clone()));
        Self {
            seen: Some(Seen::of_indicator(plan, progress, indicator)),
            ..Self::named(LogRef { plan: plan_id, log })
        }
    }

    /// Takes the same log as a board shows it now; `None` if the board no longer has it.
    pub fn now(&self, board: &Board) -> Option<Self> {
        match &self.log.log {
            Log::Milestone(_) => Self::at_item(board, &self.locate(board)?),
            Log::Indicator(id) => {
                let open = self.open(board)?;
                Some(Self::at_indicator(open, open.plan.indicator(id)?))
            }
        }
    }

    fn open<'b>(&self, board: &'b Board) -> Option<OpenPlan<'b>> {
        board.open_plan(&self.log.plan)
    }

    /// Finds the milestone on a board; `None` if the board does not have it.
    pub fn locate(&self, board: &Board) -> Option<Item> {
        let OpenPlan { plan, .. } = self.open(board)?;
        let of = match &self.of {
            Some(name) => Some(plan.units().find(name)?),
            None => None,
        };
        let item = board.find(plan.id(), self.log.log.id())?;
        Some(Item { of, ..item })
    }

    /// Returns the subject of the log when it was seen.
    pub fn subject(&self) -> Option<&LogSubject> {
        self.seen.as_ref().map(|seen| &seen.subject)
    }

    /// Returns the log that now is about what was seen: where the plan was renumbered, one of another id.
    pub fn log_now(&self, board: &Board) -> LogRef {
        let found = self.open(board).and_then(|open| {
            let log = self.subject()?.find(open.plan, &self.log.log)?;
            let plan = self.log.plan.clone();
            Some(LogRef { plan, log })
        });
        found.unwrap_or_else(|| self.log.clone())
    }

    /// Returns whether both are about the same, whatever its state was when it was seen.
    pub fn is_same(&self, other: &Self) -> bool {
        self.log == other.log && self.of == other.of && self.subject() == other.subject()
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

/// The day since which reporting is to begin in a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SinceRequest {
    /// The plan's id.
    pub plan: String,
    /// The day that the user was shown, and the new one; the deed is refused if another is there by now.
    pub change: SinceChange,
    /// True if this takes an earlier deed back.
    pub takes_back: bool,
}

/// Requests that are recorded together: a mark on many milestones or a sheet of entries, over any
/// number of plans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deed {
    /// The requests, in order.
    pub requests: Vec<Request>,
    /// The day since which reporting is to begin, if that is to be set.
    pub since: Option<SinceRequest>,
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

    /// Returns the day reporting begins, if the deed sets it anew.
    pub(super) fn sets_since(&self) -> Option<&SinceRequest> {
        self.since.as_ref().filter(|since| !since.takes_back)
    }

    /// Returns whether the deed adds nothing.
    pub(super) fn only_takes_out(&self) -> bool {
        let mut requests = self.requests.iter();
        self.sets_since().is_none() && requests.all(|it| matches!(it.act, Act::TakeOut(_)))
    }

    /// Returns the ids of the plans it touches, each once.
    pub(super) fn plans(&self) -> Vec<&str> {
        let named = self.requests.iter().map(|it| it.item.log.plan.as_str());
        let since = self.since.iter().map(|since| since.plan.as_str());
        let mut plans: Vec<&str> = named.chain(since).collect();
        plans.sort_unstable();
        plans.dedup();
        plans
    }
}

/// Requests an entry on each item or own part, once however often it is named, with units under the names of each plan.
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
        .filter(|item| item.skips == Skips::Nothing)
        .map(|item| item.log.clone())
        .collect();
    let mut once: HashSet<(LogRef, Option<String>)> = HashSet::new();
    for mut item in items {
        if by_itself.contains(&item.log) {
            item.skips = Skips::Nothing;
        }
        let plan = &item.log.plan;
        let entry = match entries.entry(plan.clone()) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(free) => free.insert(entry_in(plan)?),
        };
        let of = entry.of.clone().or_else(|| item.of.clone());
        if !once.insert((item.log.clone(), of)) {
            continue;
        }
        let entry = entry.clone();
        requests.push(item.add(entry));
    }
    Ok(requests)
}
