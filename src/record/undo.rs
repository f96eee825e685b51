//! Finds the deed that `undo` takes back.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::git::{GitFault, Repository, Unrecorded};
use crate::plan::{Day, Entry, LogRef, LoggedEntry, Moment, SinceChange, natural_cmp};
use crate::query::{Board, PlanHandle};
use crate::store::{Loaded, Workspace, real_or_named};
use crate::text::GitTrouble;

use super::deed::{Deed, DeedItem, SinceRequest};
use super::deed_notes::DeedNotes;

/// Somebody's last uncommitted deed: one entry, or all entries of one mark or sheet, and the day since which reporting
/// began, if it set that.
#[derive(Clone, Debug, PartialEq)]
pub struct LastDeed {
    /// The entries with their logs.
    pub entries: Vec<LoggedEntry>,
    /// The logs with entries of the same deed that are committed, and stay.
    pub committed: Vec<LogRef>,
    /// The request that puts back the day since which reporting began.
    pub since: Option<SinceRequest>,
}

impl LastDeed {
    fn of_since(since: SinceRequest) -> Self {
        Self {
            entries: Vec::new(),
            committed: Vec::new(),
            since: Some(since),
        }
    }

    /// Returns the deed that takes this one back.
    pub fn removal(&self) -> Deed {
        let requests = self
            .entries
            .iter()
            .map(|it| DeedItem::named(it.log.clone()).take_out(it.entry.clone()));
        Deed {
            since: self.since.clone(),
            ..Deed::new(requests.collect())
        }
    }
}

/// Returns the entries of these plans that are on disk but not in the last commit; outside a
/// repository, all entries.
///
/// # Errors
/// Fails if git cannot be asked about a repository that is there.
pub fn unrecorded<'b>(
    workspace: &Workspace,
    plans: impl IntoIterator<Item = &'b PlanHandle>,
) -> Result<Unrecorded, GitFault> {
    let plans: Vec<&Loaded> = plans.into_iter().map(PlanHandle::loaded).collect();
    match Repository::homes(workspace) {
        Ok(homes) => {
            let mut found = Unrecorded::default();
            for repository in homes {
                found.join(repository.unrecorded(workspace, plans.iter().copied())?);
            }
            Ok(found)
        }
        Err(GitFault::Trouble(GitTrouble::NotARepository(_))) => Ok(Unrecorded::all_of(plans)),
        Err(fault) => Err(fault),
    }
}

/// The deed to take back: the last one of somebody, in one plan or in all.
#[derive(Clone, Copy, Debug)]
pub struct Undoing<'a> {
    /// Who recorded it; `None` for entries without a name.
    pub who: Option<&'a str>,
    /// The plan that it must be in, if one is named.
    pub only: Option<&'a str>,
}

/// A deed to be taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundDeed {
    /// The last deed, where there is one that can be taken back.
    pub last: Option<LastDeed>,
    /// The plans that the last deed is over too and that cannot be read.
    pub over_unread: Vec<String>,
    /// Who else recorded what is not committed; `None` for entries without a name.
    pub others: Vec<Option<String>>,
    /// The nameless entries that were recorded over this account from elsewhere.
    pub elsewhere: Option<Elsewhere>,
    /// Uncommitted days since which reporting began, with their plans, that may be of the last deed and stay, because the
    /// notes cannot be read.
    pub since_stays: Vec<(String, Day)>,
}

/// Entries that were recorded over this account from another machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// Their number.
    pub count: usize,
    /// The address of the first one's machine.
    pub place: String,
}

/// Finds the last deed of somebody that is not committed, in the plan named or in all. Of one that is over several plans
/// all is found.
///
/// # Errors
/// Fails if git cannot be asked.
pub fn last_deed(
    workspace: &Workspace,
    board: &Board,
    of: Undoing<'_>,
    notes: Option<&DeedNotes>,
) -> Result<FoundDeed, GitFault> {
    let mut own: Vec<LoggedEntry> = Vec::new();
    let mut others: Vec<Option<String>> = Vec::new();
    let mut elsewhere: Option<Elsewhere> = None;
    let notes_of_nameless = notes.filter(|_| of.who.is_none());
    // Many entries may be of one moment.
    let mut known: HashMap<(i64, String), Option<String>> = HashMap::new();
    let mut other_machine = |LoggedEntry { log, entry }: &LoggedEntry| -> Option<String> {
        let (notes, at) = notes_of_nameless.zip(entry.at)?;
        let place = || notes.elsewhere(at, &folder_of(board, &log.plan)?);
        let of_moment = known.entry((at.instant(), log.plan.clone()));
        of_moment.or_insert_with(place).clone()
    };
    let known = unrecorded(workspace, &board.plans)?;
    for it in known.entries {
        let who = &it.entry.who;
        if who.as_deref() != of.who {
            if of.only.is_none_or(|only| only == it.log.plan) && !others.contains(who) {
                others.push(who.clone());
            }
        } else if let Some(place) = other_machine(&it) {
            let first = Elsewhere { count: 0, place };
            elsewhere.get_or_insert(first).count += 1;
        } else {
            own.push(it);
        }
    }
    let days = SinceDays {
        board,
        notes,
        uncommitted: &known.since,
    };
    let before = latest(board, &own, of.only).and_then(|it| it.entry.instant());
    let alone = days.last_alone(of);
    let (last, over_unread) = match alone.filter(|(second, _)| before < Some(*second)) {
        Some((_, since)) => (Some(LastDeed::of_since(since)), Vec::new()),
        None => match last_of(&days, &own, of.only) {
            Ok(last) => (last, Vec::new()),
            Err(unread) => (None, unread),
        },
    };
    Ok(FoundDeed {
        since_stays: last.iter().flat_map(|last| days.stays(last)).collect(),
        last,
        over_unread,
        others,
        elsewhere,
    })
}

/// Returns the canonical folder of a plan.
fn folder_of(board: &Board, plan: &str) -> Option<PathBuf> {
    let handle = board.plan(plan).ok()?;
    Some(real_or_named(&handle.files.folder))
}

/// Returns the entry recorded last.
fn latest<'o>(
    board: &Board,
    own: &'o [LoggedEntry],
    only: Option<&str>,
) -> Option<&'o LoggedEntry> {
    // Between plans with entries of the same second, the file written last decides.
    let written = |plan: &str| -> Option<SystemTime> {
        let files = &board.plan(plan).ok()?.files;
        fs::metadata(&files.progress).ok()?.modified().ok()
    };
    let wanted = own
        .iter()
        .filter(|it| only.is_none_or(|only| only == it.log.plan));
    wanted.max_by_key(|LoggedEntry { log, entry }| {
        let at = entry.instant();
        let (id, source) = (log.log.id().to_owned(), entry.source.clone());
        (at, written(&log.plan), log.plan.clone(), id, source)
    })
}

/// The days since which reporting began that are not committed, and what deeds set them.
struct SinceDays<'a> {
    board: &'a Board,
    notes: Option<&'a DeedNotes>,
    /// The plans with such a day.
    uncommitted: &'a HashSet<String>,
}

impl SinceDays<'_> {
    /// Returns the request for the day before, if the one set still stands and is not committed.
    fn put_back(&self, plan: &str, change: SinceChange) -> Option<SinceRequest> {
        let open = self.board.open_plan(plan)?;
        let stands = open.progress.since == change.day && self.uncommitted.contains(plan);
        stands.then(|| SinceRequest {
            plan: plan.to_owned(),
            change: change.back(),
            takes_back: true,
        })
    }

    /// Returns the request for the day that the deed of an entry set.
    fn of_deed(&self, entry: &LoggedEntry) -> Option<SinceRequest> {
        let folder = folder_of(self.board, &entry.log.plan)?;
        let noted = self.notes?.noted(entry.entry.at?, &folder)?;
        let (since, folder) = noted.since.zip(noted.folders.first())?;
        let mut plans = self.board.plans.iter();
        let plan = plans.find(|handle| real_or_named(&handle.files.folder) == *folder)?;
        self.put_back(plan.id(), since.change)
    }

    /// Returns the request for the day that somebody set last by a deed without entries, with the second of that deed.
    fn last_alone(&self, of: Undoing<'_>) -> Option<(i64, SinceRequest)> {
        let plans = self.board.open();
        let plans = plans.filter(|(_, open)| of.only.is_none_or(|only| only == open.plan.id()));
        let found = plans.filter_map(|(at, open)| {
            let folder = real_or_named(&self.board.plans[at].files.folder);
            let day = open.progress.since?;
            let (second, change) = self.notes?.setting(day, &folder, of.who)?;
            let mut entries = open.progress.entries();
            let is_alone = !entries.any(|entry| entry.instant() == Some(second));
            let since = self.put_back(open.plan.id(), change).filter(|_| is_alone)?;
            Some((second, since))
        });
        found.max_by_key(|(second, _)| *second)
    }

    /// Returns the days that may be of a deed, with their plans, where the notes that would tell cannot be read.
    fn stays(&self, last: &LastDeed) -> Vec<(String, Day)> {
        if self.notes.is_some_and(|notes| notes.unreadable().is_none()) {
            return Vec::new();
        }
        let mut plans: Vec<&str> = last.entries.iter().map(|it| it.log.plan.as_str()).collect();
        plans.dedup();
        plans.retain(|plan| self.uncommitted.contains(*plan));
        let day = |plan: &str| {
            let open = self.board.open_plan(plan)?;
            Some((plan.to_owned(), open.progress.since?))
        };
        plans.into_iter().filter_map(day).collect()
    }
}

/// Returns the last deed, or the plans of it that cannot be read.
fn last_of(
    days: &SinceDays<'_>,
    own: &[LoggedEntry],
    only: Option<&str>,
) -> Result<Option<LastDeed>, Vec<String>> {
    let (board, notes) = (days.board, days.notes);
    let Some(last) = latest(board, own, only) else {
        return Ok(None);
    };
    let Some(at) = last.entry.at.filter(|at| at.has_time()) else {
        // A handwritten entry without a time: it is not known which others belong to it.
        return Ok(Some(LastDeed {
            entries: vec![last.clone()],
            committed: Vec::new(),
            since: None,
        }));
    };
    let folders = folders_of_deed(board, &last.log.plan, at, notes);
    let is_noted = |handle: &PlanHandle| folders.contains(&real_or_named(&handle.files.folder));
    let unread: Vec<String> = board
        .plans
        .iter()
        .filter(|handle| !handle.can_open() && is_noted(handle))
        .map(|handle| handle.id().to_owned())
        .collect();
    if !unread.is_empty() {
        return Err(unread);
    }
    // A folder was renamed since: match by moment alone.
    let is_renamed = folders.iter().any(|folder| !folder.exists());
    let is_over =
        |handle: &&PlanHandle| handle.id() == last.log.plan || is_renamed || is_noted(handle);
    let plans: Vec<&PlanHandle> = board.plans.iter().filter(is_over).collect();
    Ok(Some(LastDeed {
        entries: own_part(&plans, own, at),
        committed: committed_part(&plans, own, &last.entry),
        since: days.of_deed(last),
    }))
}

/// Returns the folders of the plans that the deed of a moment is over, where that was noted.
fn folders_of_deed(
    board: &Board,
    plan: &str,
    at: Moment,
    notes: Option<&DeedNotes>,
) -> Vec<PathBuf> {
    let noted = notes.and_then(|notes| notes.noted(at, &folder_of(board, plan)?));
    noted.map(|deed| deed.folders).unwrap_or_default()
}

/// Returns the entries of a deed that can be taken back, in the order of the plans.
fn own_part(plans: &[&PlanHandle], own: &[LoggedEntry], at: Moment) -> Vec<LoggedEntry> {
    let place = |plan: &str| plans.iter().position(|handle| handle.id() == plan);
    let own = own.iter().filter(|it| is_of_moment(&it.entry, at));
    let mut placed: Vec<(usize, &LoggedEntry)> = own
        .filter_map(|it| Some((place(&it.log.plan)?, it)))
        .collect();
    placed.sort_by(|(one, a), (other, b)| {
        let by_plan = one.cmp(other);
        by_plan.then_with(|| natural_cmp(a.log.log.id(), b.log.log.id()))
    });
    placed.into_iter().map(|(_, it)| it.clone()).collect()
}

/// Returns the logs with entries of the deed of `last` that are committed.
fn committed_part(plans: &[&PlanHandle], own: &[LoggedEntry], last: &Entry) -> Vec<LogRef> {
    let is_own = |log: &LogRef, entry: &Entry| {
        let mut own = own.iter();
        own.any(|it| it.log == *log && it.entry.source == entry.source)
    };
    let is_of_deed =
        |entry: &Entry| entry.who == last.who && last.at.is_some_and(|at| is_of_moment(entry, at));
    let mut committed: Vec<LogRef> = plans
        .iter()
        .filter_map(|handle| handle.open())
        .flat_map(|open| open.progress.logged(open.plan.id()))
        .filter(|(log, entry)| is_of_deed(entry) && !is_own(log, entry))
        .map(|(log, _)| log)
        .collect();
    committed.sort_by(|a, b| natural_cmp(&a.full_id(), &b.full_id()));
    committed.dedup();
    committed
}

fn is_of_moment(entry: &Entry, at: Moment) -> bool {
    entry.instant() == Some(at.instant())
}
