//! Holds the progress.toml of a plan locked, and applies changes to it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{Change, Day, Entry, Log, Part, Plan, Progress};
use crate::text::Flaw;

use super::blocks::expected_logs;
use super::entry_text::entry_text;
use super::log_lines::is_of_tables;
use super::progress_file::read_writable;
use super::repair;
use super::splice::{Patch, inverse, patched, splice};
use super::staged_change::{Applied, StagedChange};
use crate::store::disk::file::{fingerprint, within_limit};
use crate::store::disk::write::{StagedFile, is_there};
use crate::store::plan::limits::ENTRIES;
use crate::store::{
    Fault, FileText, Lock, PlanFiles, Problem, ProgressFile, find_conflict_marker, read_file,
    read_plain, read_progress, refuse_outside,
};

/// A writable progress.toml, reread under its plan's lock, which is held for as long as this lives.
pub struct HeldProgress {
    files: PlanFiles,
    read: ReadForWriting,
    lock: Lock,
}

impl HeldProgress {
    /// Reads the progress.toml of a locked plan, without parsing again if it is still the `known` text.
    ///
    /// # Errors
    /// Fails if the file cannot be read or must be settled first.
    pub fn read(
        lock: Lock,
        files: &PlanFiles,
        plan: &Plan,
        known: Option<&Arc<ProgressFile>>,
    ) -> Result<Self, Fault> {
        let read = ReadForWriting::read(files, plan, known)?;
        Ok(Self {
            files: files.clone(),
            read,
            lock,
        })
    }

    /// Returns the progress.
    pub(crate) fn progress(&self) -> &Progress {
        &self.read.file.progress
    }

    /// Splices a change into the text and writes the new file beside the old one, after checking that it
    /// says what `change` means and nothing else.
    ///
    /// # Errors
    /// Fails if the change does not fit the file, or nothing can be written.
    pub fn stage(self, plan: &Plan, change: &Change) -> Result<StagedChange, Fault> {
        let patches = self.read.splice(plan, change)?;
        self.stage_patches(plan, &patches, change)
    }

    /// Prepares the undoing of a written change: byte for byte if the file has not changed since, else by
    /// removing the added lines. A day since which reporting began that somebody changed meanwhile stays.
    ///
    /// # Errors
    /// As in [`HeldProgress::stage`]; also if a line is no longer there.
    pub fn stage_undo(self, plan: &Plan, applied: &Applied) -> Result<StagedChange, Fault> {
        let change = Change {
            plan: applied.change.plan.clone(),
            parts: removals(&applied.change, self.progress()),
        };
        let patches = if self.read.file.fingerprint == applied.file.fingerprint {
            applied.back.clone()
        } else {
            self.read.splice(plan, &change)?
        };
        self.stage_patches(plan, &patches, &change)
    }

    fn stage_patches(
        self,
        plan: &Plan,
        patches: &[Patch],
        change: &Change,
    ) -> Result<StagedChange, Fault> {
        let Self { files, read, lock } = self;
        let written = FileText::new(&files.progress, patched(&read.text.text, patches));
        within_limit(&written).map_err(Fault::NotWritable)?;
        let (read_back, problems) = read_progress(&written, plan);
        let says_it = |file: &ProgressFile| {
            file.writable && means(&read.file.progress, change, &file.progress)
        };
        let Some(file) = read_back.filter(says_it) else {
            let mut problems = problems.into_iter();
            let full = problems.find(|it| matches!(it.flaw, Flaw::TooMany { .. }));
            return Err(full.map_or(Fault::WouldNotRead(files.progress), Fault::NotWritable));
        };
        let staged = StagedFile::new(&files.progress, written.text.as_bytes())?;
        Ok(StagedChange {
            back: inverse(&read.text.text, patches),
            was: is_there(&files.progress)?.then_some(read.text.text),
            change: change.clone(),
            file: Arc::new(file),
            files,
            staged,
            lock,
        })
    }
}

fn removals(change: &Change, now: &Progress) -> Vec<Part> {
    change
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Append(log, entry) => Some(Part::Remove(
                log.clone(),
                Entry {
                    source: entry_text(entry),
                    ..entry.clone()
                },
            )),
            Part::Remove(log, entry) => Some(Part::Append(log.clone(), entry.clone())),
            Part::Since(since) => (since.day == now.since).then(|| Part::Since(since.back())),
        })
        .collect()
}

/// Refuses a plan with conflict markers, in which the meaning of a deed is unknown.
pub(crate) fn refuse_unsettled(plan: &Path) -> Result<(), Fault> {
    let bytes = read_plain(plan).unwrap_or_default();
    match find_conflict_marker(&bytes) {
        Some(span) => Err(Fault::NotWritable(Problem {
            file: plan.to_owned(),
            span,
            flaw: Flaw::ConflictMarkers,
        })),
        None => Ok(()),
    }
}

/// The current progress.toml, fit for writing.
struct ReadForWriting {
    text: FileText,
    file: Arc<ProgressFile>,
}

impl ReadForWriting {
    fn read(
        files: &PlanFiles,
        plan: &Plan,
        known: Option<&Arc<ProgressFile>>,
    ) -> Result<Self, Fault> {
        refuse_unsettled(&files.plan)?;
        refuse_outside(&files.progress)?;
        let text = if is_there(&files.progress)? {
            read_file(&files.progress).map_err(Fault::NotWritable)?
        } else {
            let text = crate::store::starter::schema_line(files) + &repair::new_progress(plan);
            FileText::new(&files.progress, text)
        };
        let is_this = |of| of == fingerprint(&text.text);
        let known = known.filter(|it| it.writable && it.fingerprint.is_some_and(is_this));
        if let Some(file) = known.cloned() {
            return Ok(Self { text, file });
        }
        let file = Arc::new(read_writable(&text, plan)?);
        Ok(Self { text, file })
    }

    fn splice(&self, plan: &Plan, change: &Change) -> Result<Vec<Patch>, Fault> {
        splice(&self.text.text, &self.file, plan, change).map_err(|fault| match &fault {
            // The log exists and has a problem, which is the better message.
            Fault::NoLog(id) => self.problem_of(plan, id).map_or(fault, Fault::NotWritable),
            _ => fault,
        })
    }

    fn problem_of(&self, plan: &Plan, id: &str) -> Option<Problem> {
        let mut places = self.file.places.iter();
        let header = &places.find(|(log, _)| log.id() == id)?.1.header;
        let (_, problems) = read_progress(&self.text, plan);
        problems
            .into_iter()
            .filter(|problem| !matches!(problem.flaw, Flaw::OrphanBlock { .. }))
            .find(|problem| problem.is_error() && problem.span.end > header.start)
    }
}

/// The most logs tried one by one when not all are writable.
const TRIED: usize = 100;

/// Returns logs that can be read but not appended to, by trying it in memory.
pub(crate) fn logs_not_writable(text: &FileText, file: &ProgressFile, plan: &Plan) -> Vec<Log> {
    let can_be_added_to = |logs: &[Log]| {
        let entry = Entry {
            on: Some(Day::default()),
            text: Some("-".to_owned()),
            ..Entry::default()
        };
        let parts = logs.iter().cloned();
        let change = Change {
            plan: plan.id().to_owned(),
            parts: parts.map(|log| Part::Append(log, entry.clone())).collect(),
        };
        let Ok(patches) = splice(&text.text, file, plan, &change) else {
            return false;
        };
        let written = FileText::new(&text.path, patched(&text.text, &patches));
        let read_back = read_progress(&written, plan).0;
        read_back.is_some_and(|read| means(&file.progress, &change, &read.progress))
    };
    let is_list = |log: &Log| {
        file.place(log)
            // A value that is not a list is reported already.
            .filter(|place| place.lacks_log || !place.array.is_empty())
            .is_some_and(|place| {
                place.items.len() < ENTRIES && !is_of_tables(&text.text, &place.items)
            })
    };
    let logs = expected_logs(plan).into_iter().map(|expected| expected.log);
    let mut logs: Vec<Log> = logs.filter(is_list).collect();
    if can_be_added_to(&logs) {
        return Vec::new();
    }
    logs.truncate(TRIED);
    logs.retain(|log| !can_be_added_to(std::slice::from_ref(log)));
    logs
}

/// Returns whether `after` says exactly what `before` and the change say.
fn means(before: &Progress, change: &Change, after: &Progress) -> bool {
    let mut touched: HashMap<&Log, Vec<Entry>> = HashMap::new();
    let mut began = before.since;
    for part in &change.parts {
        match part {
            Part::Append(log, entry) | Part::Remove(log, entry) => {
                let known = || before.entries_of(log).to_vec();
                let expected = touched.entry(log).or_insert_with(known);
                if matches!(part, Part::Append(..)) {
                    expected.push(Entry {
                        source: entry_text(entry),
                        ..entry.clone()
                    });
                } else if let Some(at) = expected
                    .iter()
                    .rposition(|known| known.source == entry.source)
                {
                    expected.remove(at);
                }
            }
            Part::Since(since) => began = since.day,
        }
    }
    began == after.since
        && same_elsewhere(before, after, |log| touched.contains_key(log))
        && touched
            .iter()
            .all(|(log, expected)| same_log(expected, after.entries_of(log)))
}

/// Returns whether untouched logs say the same.
fn same_elsewhere(before: &Progress, after: &Progress, is_touched: impl Fn(&Log) -> bool) -> bool {
    let mut new = after
        .logs()
        .filter(|(log, _)| before.entries_of(log).is_empty());
    let same = |log: &Log, entries| is_touched(log) || same_log(entries, after.entries_of(log));
    before.logs().all(|(log, entries)| same(&log, entries))
        && new.all(|(log, entries)| is_touched(&log) || entries.is_empty())
}

/// Returns whether two logs say the same; mostly they are identical text.
fn same_log(one: &[Entry], other: &[Entry]) -> bool {
    one == other || said(one) == said(other)
}

/// Returns whether two versions of a log file say the same, however written.
pub(crate) fn says_the_same(one: &Progress, other: &Progress) -> bool {
    one.since == other.since && same_elsewhere(one, other, |_| false)
}

/// Returns the contents of a log, independent of spelling and order.
fn said(log: &[Entry]) -> Vec<(String, Entry)> {
    let mut entries: Vec<(String, Entry)> = log
        .iter()
        .map(|entry| {
            let bare = Entry {
                source: String::new(),
                ..entry.clone()
            };
            (entry_text(entry), bare)
        })
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}
