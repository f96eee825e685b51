use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{Change, Entry, Log, Part, Plan, Progress};
use crate::text::Flaw;

use super::entry_text::entry_text;
use super::repair;
use super::splice::{Patch, inverse, patched, splice};
use crate::store::file::fingerprint;
use crate::store::write::is_there;
use crate::store::{
    Fault, FileText, Lock, PlanFiles, Problem, ProgressFile, Stamp, read_file, read_progress,
    replace_file,
};

/// A change that has been written, with what it takes to undo it byte for byte.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What was done.
    pub change: Change,
    /// What the file says now, with what somebody else may have written meanwhile.
    pub file: Arc<ProgressFile>,
    /// The file as written.
    pub stamp: Option<Stamp>,
    back: Vec<Patch>,
}

/// Writes a change into what the plan's progress.toml says now: read again under a lock, spliced, read back, compared,
/// and only then put in place of the old file.
///
/// # Errors
/// Where the file cannot be read, written, or has something to be settled first. Then nothing was written.
pub fn apply(files: &PlanFiles, plan: &Plan, change: &Change) -> Result<Applied, Fault> {
    apply_knowing(files, plan, None, change)
}

/// The same where it is known what progress.toml said when it was read last: if it is that text still, it is not parsed
/// once more.
///
/// # Errors
/// As in [`apply`].
pub fn apply_knowing(
    files: &PlanFiles,
    plan: &Plan,
    known: Option<&Arc<ProgressFile>>,
    change: &Change,
) -> Result<Applied, Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    let read = ReadForWriting::read(files, plan, known)?;
    let patches = read.splice(plan, change)?;
    read.write(files, plan, &patches, change, Since::AsSaid)
}

/// Undoes a change: byte for byte where the file is as the change left it, else by taking out the lines it added.
///
/// # Errors
/// As in [`apply`]; also where a line is not there any more as it was.
pub fn take_back(files: &PlanFiles, plan: &Plan, applied: &Applied) -> Result<Applied, Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    let read = ReadForWriting::read(files, plan, Some(&applied.file))?;
    let change = Change {
        plan: applied.change.plan.clone(),
        parts: removals(&applied.change),
    };
    let patches = if read.file.fingerprint == applied.file.fingerprint {
        applied.back.clone()
    } else {
        read.splice(plan, &change)?
    };
    read.write(files, plan, &patches, &change, Since::TakenBack)
}

fn removals(change: &Change) -> Vec<Part> {
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
            Part::Since(_) => None,
        })
        .collect()
}

/// Of a plan that two sides say differently nobody knows yet what a deed on it would mean.
pub(crate) fn refuse_unsettled(plan: &Path) -> Result<(), Fault> {
    match read_file(plan) {
        Err(problem) if problem.flaw == Flaw::ConflictMarkers => Err(Fault::NotWritable(problem)),
        _ => Ok(()),
    }
}

/// progress.toml as it is now, fit to be written to.
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
        let text = if is_there(&files.progress)? {
            read_file(&files.progress).map_err(Fault::NotWritable)?
        } else {
            FileText {
                path: files.progress.clone(),
                text: repair::new_progress(plan),
                stamp: Stamp::NONE,
            }
        };
        let is_this = |of| of == fingerprint(&text.text);
        let known = known.filter(|it| it.writable && it.fingerprint.is_some_and(is_this));
        if let Some(file) = known.cloned() {
            return Ok(Self { text, file });
        }
        let (read, problems) = read_progress(&text, plan);
        match read.filter(|read| read.writable) {
            Some(read) => {
                let file = Arc::new(read);
                Ok(Self { text, file })
            }
            None => Err(problems.into_iter().find(Problem::is_error).map_or_else(
                || Fault::WouldNotRead(files.progress.clone()),
                Fault::NotWritable,
            )),
        }
    }

    fn splice(&self, plan: &Plan, change: &Change) -> Result<Vec<Patch>, Fault> {
        splice(&self.text.text, &self.file, plan, change).map_err(|fault| match &fault {
            // The log is there, and something is wrong with it: that is what to say.
            Fault::NoLog(id) => self.problem_of(plan, id).map_or(fault, Fault::NotWritable),
            _ => fault,
        })
    }

    fn problem_of(&self, plan: &Plan, id: &str) -> Option<Problem> {
        let places = [&self.file.places, &self.file.indicator_places];
        let header = &places.into_iter().find_map(|places| places.get(id))?.header;
        let (_, problems) = read_progress(&self.text, plan);
        problems
            .into_iter()
            .find(|problem| problem.is_error() && problem.span.start >= header.start)
    }

    /// Writes the patched text if it says what was meant and nothing else.
    fn write(
        self,
        files: &PlanFiles,
        plan: &Plan,
        patches: &[Patch],
        change: &Change,
        since: Since,
    ) -> Result<Applied, Fault> {
        let written = FileText {
            path: files.progress.clone(),
            text: patched(&self.text.text, patches),
            stamp: Stamp::NONE,
        };
        let (read_back, _) = read_progress(&written, plan);
        let says_it = |file: &ProgressFile| {
            file.writable && means(&self.file.progress, change, &file.progress, since)
        };
        let Some(file) = read_back.filter(says_it) else {
            return Err(Fault::WouldNotRead(files.progress.clone()));
        };
        replace_file(&files.progress, written.text.as_bytes())?;
        Ok(Applied {
            change: change.clone(),
            file: Arc::new(file),
            stamp: Stamp::of(&files.progress),
            back: inverse(&self.text.text, patches),
        })
    }
}

/// What becomes of the day reporting began.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Since {
    /// What the change says, else what it was.
    AsSaid,
    /// Taking back a change may take it back too.
    TakenBack,
}

/// Whether `after` says just what `before` said and the change does.
fn means(before: &Progress, change: &Change, after: &Progress, since: Since) -> bool {
    let mut touched: HashMap<&Log, Vec<Entry>> = HashMap::new();
    let mut began = before.since;
    for part in &change.parts {
        match part {
            Part::Append(log, entry) | Part::Remove(log, entry) => {
                let known = || log_of(before, log).to_vec();
                let expected = touched.entry(log).or_insert_with(known);
                if matches!(part, Part::Append(..)) {
                    expected.push(entry.clone());
                } else if let Some(at) = expected
                    .iter()
                    .rposition(|known| known.source == entry.source)
                {
                    expected.remove(at);
                }
            }
            Part::Since(day) => began = Some(*day),
        }
    }
    let is_touched = |log: &Log| touched.contains_key(log);
    (since == Since::TakenBack || began == after.since)
        && same_elsewhere(&before.milestones, &after.milestones, |id| {
            is_touched(&Log::Milestone(id.to_owned()))
        })
        && same_elsewhere(&before.indicators, &after.indicators, |id| {
            is_touched(&Log::Indicator(id.to_owned()))
        })
        && touched
            .iter()
            .all(|(log, expected)| said(expected) == said(log_of(after, log)))
}

/// Whether the logs that are not touched say the same: mostly they are the same to the letter.
fn same_elsewhere(
    before: &HashMap<String, Vec<Entry>>,
    after: &HashMap<String, Vec<Entry>>,
    is_touched: impl Fn(&str) -> bool,
) -> bool {
    let log = |logs: &HashMap<String, Vec<Entry>>, id: &str| -> Vec<Entry> {
        logs.get(id).cloned().unwrap_or_default()
    };
    let same = |id: &String| {
        before.get(id).is_some_and(|log| after.get(id) == Some(log))
            || is_touched(id)
            || said(&log(before, id)) == said(&log(after, id))
    };
    before.keys().all(same) && after.keys().all(same)
}

/// What a log says, however it is spelled and in whatever order.
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

fn log_of<'p>(progress: &'p Progress, log: &Log) -> &'p [Entry] {
    match log {
        Log::Milestone(id) => progress.log(id),
        Log::Indicator(id) => progress.readings(id),
    }
}
