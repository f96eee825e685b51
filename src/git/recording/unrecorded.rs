//! The entries on disk that no commit has, compared by content: in any spelling, and in any log of a commit. Beside HEAD
//! count the commits that a merge, a rebase or the like stopped at.

use std::collections::{HashMap, HashSet};

use crate::git::paths::{argument, shown};
use crate::git::same_plan::last_name;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::plan::{Day, Entry, LogRef, LoggedEntry, Units};
use crate::store::{Loaded, Workspace, entry_text, is_missing};

/// The entries of some plans that no commit has yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unrecorded {
    /// The entries.
    pub entries: Vec<LoggedEntry>,
    /// The plans whose files differ from the last commit.
    pub plans: HashSet<String>,
    /// The plans in which no commit has the day since which reporting began.
    pub since: HashSet<String>,
}

impl Unrecorded {
    /// Takes all entries of plans that lie in no repository.
    pub fn all_of<'l>(plans: impl IntoIterator<Item = &'l Loaded>) -> Self {
        let mut found = Self::default();
        for loaded in plans {
            let id = &loaded.files.id;
            found.plans.insert(id.clone());
            found.since.extend(since_in(loaded).map(|_| id.clone()));
            found.entries.extend(entries_in(loaded));
        }
        found
    }

    /// Returns whether an entry of a log is among them.
    pub fn has(&self, of: &LogRef, entry: &Entry) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|known| known.log == *of && known.entry.source == entry.source)
    }

    /// Returns whether an entry of a log with exactly this content is among them.
    pub fn has_said(&self, of: &LogRef, entry: &Entry) -> bool {
        let said = entry_text(entry);
        let mut entries = self.entries.iter();
        entries.any(|known| known.log == *of && entry_text(&known.entry) == said)
    }

    /// Adds the entries of another repository.
    pub fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.plans.extend(other.plans);
        self.since.extend(other.since);
    }
}

impl Repository {
    /// Lists the entries of `plans` that are neither in HEAD nor in the commits that a half-done merge or the like
    /// brings in. An entry counts as committed if one of these commits has it in another spelling, under another
    /// milestone, or in another plan that has changed since, or has its earlier form: the same moment, or the same
    /// but for the moment. One without a moment counts as edited if an entry of its log or of its day is gone.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn unrecorded<'l>(
        &self,
        workspace: &Workspace,
        plans: impl IntoIterator<Item = &'l Loaded>,
    ) -> Result<Unrecorded, GitFault> {
        let head = self.head()?;
        let mut found = Unrecorded::default();
        let mut known = Known::default();
        for differing in self.differing_on_disk(head.as_ref(), workspace)? {
            if let Some(before) = &differing.before {
                let loaded = before.load(&workspace.folder, Day::MAX);
                known.add(&loaded, before.bytes.progress.as_deref());
            }
            found.plans.insert(differing.disk.id);
        }
        let is_here = |id: &String| workspace.plans.iter().any(|files| files.id == *id);
        // What a commit brings of other plans is on disk as HEAD has it.
        let may_be_brought = |id: &String| found.plans.contains(id) || !is_here(id);
        for before in self.plans_brought_in(may_be_brought)? {
            let loaded = before.load(&workspace.folder, Day::MAX);
            known.add(&loaded, before.bytes.progress.as_deref());
        }
        known.unreadable.push(self.patch_brought_in());
        let (mut left, mut since) = (Vec::new(), Vec::new());
        for loaded in plans {
            if !found.plans.contains(&loaded.files.id) {
                continue;
            }
            since.extend(since_in(loaded).map(|day| (loaded.files.id.clone(), day)));
            let units = loaded.plan.as_deref().map(crate::plan::Plan::units);
            for LoggedEntry { log, entry } in entries_in(loaded) {
                let place = (log, meaning(units, &entry));
                if !known.take_in_place(&place) {
                    left.push((place, entry));
                }
            }
        }
        since.retain(|(plan, day)| !known.has_since(plan, *day));
        if let (Some(head), false) = (&head, left.is_empty() && since.is_empty()) {
            for before in self.moved_away(head)? {
                let loaded = before.load(&workspace.folder, Day::MAX);
                known.add(&loaded, before.bytes.progress.as_deref());
            }
        }
        if !known.unknown.iter().all(is_here) {
            // A plan that was renamed: any may be it.
            return Ok(found);
        }
        // A plan that was renamed keeps its day.
        let is_new = |(plan, day): &(String, Day)| {
            known.plans.contains(plan) || !known.since.iter().any(|(_, known)| known == day)
        };
        found.since = since
            .into_iter()
            .filter(is_new)
            .map(|(plan, _)| plan)
            .collect();
        let gone = known.gone();
        found.entries = left
            .into_iter()
            .filter(|((log, meaning), entry)| {
                let has = |mark| gone.contains(&mark);
                !marks_on_disk(log, meaning, entry).any(has) && !known.may_have(log, entry)
            })
            .map(|((log, _), entry)| LoggedEntry { log, entry })
            .collect();
        Ok(found)
    }
}

impl Repository {
    /// Returns the plans, of those asked for, in the commits that a half-done merge or the like brings in.
    fn plans_brought_in(
        &self,
        is_asked: impl Fn(&String) -> bool,
    ) -> Result<Vec<PlanTexts>, GitFault> {
        let mut found = Vec::new();
        for commit in self.brought_in()? {
            let mut plans = self.plan_blobs(commit.as_str())?;
            plans.retain(|id, _| is_asked(id));
            let plans = self.bytes_of(plans)?.into_iter();
            found.extend(plans.map(|(id, bytes)| PlanTexts::new(id, bytes)));
        }
        Ok(found)
    }

    /// Returns the plans of a commit at paths where nothing is on disk now: their folder may have been moved.
    fn moved_away(&self, commit: &CommitId) -> Result<Vec<PlanTexts>, GitFault> {
        let mut folders = self.committed_folders(commit.as_str())?;
        folders.retain(|_, blobs| {
            let log = blobs.paths.progress.as_ref();
            log.is_some_and(|log| is_missing(&self.top().join(argument(log))))
        });
        let plans = self.bytes_of(folders)?.into_iter();
        Ok(plans
            .map(|(folder, bytes)| PlanTexts::new(last_name(&shown(&folder)).to_owned(), bytes))
            .collect())
    }
}

/// The entries of commits in the plans that differ from HEAD.
#[derive(Default)]
struct Known {
    /// The number of times each entry is in each log of a commit at most, with the entry.
    in_place: HashMap<(LogRef, String), (usize, Entry)>,
    /// The plans that commits have.
    plans: HashSet<String>,
    /// The days since which reporting began, with their plans.
    since: HashSet<(String, Day)>,
    /// Unreadable progress files: a text in one of them may have been an entry.
    unreadable: Vec<String>,
    /// The plans whose progress files are not a text of a log at all (in another encoding, encrypted, a pointer): they
    /// may have any entry.
    unknown: HashSet<String>,
}

impl Known {
    fn add(&mut self, loaded: &Loaded, text: Option<&[u8]>) {
        if loaded.progress.is_none()
            && let Some(text) = text
        {
            match std::str::from_utf8(text) {
                Ok(text) if is_of_a_log(text) => self.unreadable.push(text.to_owned()),
                _ => drop(self.unknown.insert(loaded.files.id.clone())),
            }
        }
        let id = &loaded.files.id;
        self.plans.insert(id.clone());
        self.since
            .extend(since_in(loaded).map(|day| (id.clone(), day)));
        let units = loaded.plan.as_deref().map(crate::plan::Plan::units);
        let mut here: HashMap<(LogRef, String), usize> = HashMap::new();
        for LoggedEntry { log, entry } in entries_in(loaded) {
            let key = (log, meaning(units, &entry));
            let count = here.entry(key.clone()).or_default();
            *count += 1;
            // Several commits may have the same entry.
            let (known, _) = self.in_place.entry(key).or_insert((0, entry));
            *known = (*known).max(*count);
        }
    }

    fn take_in_place(&mut self, place: &(LogRef, String)) -> bool {
        match self.in_place.get_mut(place).filter(|(count, _)| *count > 0) {
            Some((count, _)) => {
                *count -= 1;
                true
            }
            None => false,
        }
    }

    /// Returns the marks of the entries of any log that are left after those that did not move have been matched.
    fn gone(&self) -> HashSet<EntryMark> {
        let left = self.in_place.iter().filter(|(_, (count, _))| *count > 0);
        left.flat_map(|((log, meaning), (_, entry))| marks_of_known(log, meaning, entry))
            .collect()
    }

    /// Returns whether a commit has, or an unreadable file may have, this day of a plan.
    fn has_since(&self, plan: &str, day: Day) -> bool {
        let said = day.to_string();
        self.since.contains(&(plan.to_owned(), day))
            || self.unknown.contains(plan)
            || self.unreadable.iter().any(|text| text.contains(&said))
    }

    /// Returns whether an unreadable progress file may have an entry of a log.
    fn may_have(&self, log: &LogRef, entry: &Entry) -> bool {
        let mut texts = self.unreadable.iter();
        self.unknown.contains(&log.plan) || texts.any(|text| text.contains(&entry.source))
    }
}

/// Returns whether an unreadable text may still be searched for entries: it has the blocks of a log, or nothing.
fn is_of_a_log(text: &str) -> bool {
    let is_block = |line: &str| {
        let line = line.trim_start();
        line.starts_with("[milestone") || line.starts_with("[indicator")
    };
    text.lines().any(is_block) || text.trim().is_empty()
}

/// A part of an entry by which it is the same, although it was moved or edited.
#[derive(PartialEq, Eq, Hash)]
enum EntryMark {
    /// All that it says.
    Meaning(String),
    /// The second in which it was recorded, which no other deed has.
    Moment(i64),
    /// All that it says but the second.
    Rest(String),
    /// The log that it is in.
    InLog(LogRef),
    /// The day that it is of.
    OfDay(Day),
}

/// Returns the marks of an entry that the last commit has.
fn marks_of_known(log: &LogRef, meaning: &str, entry: &Entry) -> impl Iterator<Item = EntryMark> {
    marks(meaning, entry).chain(handwritten_marks(log, entry))
}

/// Returns the marks of an entry on disk. One without a moment may be another entry of the same log or day that was
/// edited.
fn marks_on_disk(log: &LogRef, meaning: &str, entry: &Entry) -> impl Iterator<Item = EntryMark> {
    let is_handwritten = entry.at.is_none();
    let handwritten = is_handwritten.then(|| handwritten_marks(log, entry));
    marks(meaning, entry).chain(handwritten.into_iter().flatten())
}

fn handwritten_marks(log: &LogRef, entry: &Entry) -> [EntryMark; 2] {
    [EntryMark::InLog(log.clone()), EntryMark::OfDay(entry.day())]
}

fn marks(meaning: &str, entry: &Entry) -> impl Iterator<Item = EntryMark> {
    let moment = entry.at.map(|at| EntryMark::Moment(at.instant()));
    let rest = entry_text(&Entry {
        at: None,
        on: Some(entry.day()),
        ..entry.clone()
    });
    let always = [
        EntryMark::Meaning(meaning.to_owned()),
        EntryMark::Rest(rest),
    ];
    moment.into_iter().chain(always)
}

fn since_in(loaded: &Loaded) -> Option<Day> {
    loaded.progress.as_deref()?.progress.since
}

fn entries_in(loaded: &Loaded) -> Vec<LoggedEntry> {
    let Some(file) = loaded.progress.as_deref() else {
        return Vec::new();
    };
    let logged = file.progress.logged(&loaded.files.id);
    let clone = |(log, entry): (LogRef, &Entry)| LoggedEntry {
        log,
        entry: entry.clone(),
    };
    logged.map(clone).collect()
}

/// Returns the content of an entry in a canonical spelling.
fn meaning(units: Option<&Units>, entry: &Entry) -> String {
    let none = Units::default();
    entry_text(&entry.in_one_spelling(units.unwrap_or(&none)))
}
