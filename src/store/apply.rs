use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::plan::{Change, Entry, Log, Part, Plan, Progress};

use super::entry_text::entry_text;
use super::splice::{Patch, inverse, patched, splice};
use super::{
    Fault, FileText, Lock, PlanFiles, ProgressFile, Stamp, fix, read_file, read_progress,
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
    fingerprint: u64,
}

/// Writes a change into what the plan's progress.toml says now: read again under a lock, spliced, read back, compared,
/// and only then put in place of the old file.
///
/// # Errors
/// Where the file cannot be read, written, or has something to be settled first. Then nothing was written.
pub fn apply(files: &PlanFiles, plan: &Plan, change: &Change) -> Result<Applied, Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    let (text, file) = read_for_writing(files, plan)?;
    let patches = splice(&text, &file, plan, change)?;
    let back = inverse(&text, &patches);
    write(files, plan, &text, &file, &patches, change, back)
}

/// Undoes a change: byte for byte where the file is as the change left it, else by taking out the lines it added.
///
/// # Errors
/// As in [`apply`]; also where a line is not there any more as it was.
pub fn take_back(files: &PlanFiles, plan: &Plan, applied: &Applied) -> Result<Applied, Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    let (text, file) = read_for_writing(files, plan)?;
    let change = Change {
        plan: applied.change.plan.clone(),
        parts: removals(&applied.change),
    };
    let patches = if fingerprint(&text) == applied.fingerprint {
        applied.back.clone()
    } else {
        splice(&text, &file, plan, &change)?
    };
    let back = inverse(&text, &patches);
    write(files, plan, &text, &file, &patches, &change, back)
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

fn write(
    files: &PlanFiles,
    plan: &Plan,
    text: &str,
    before: &ProgressFile,
    patches: &[Patch],
    change: &Change,
    back: Vec<Patch>,
) -> Result<Applied, Fault> {
    let new = patched(text, patches);
    let written = FileText {
        path: files.progress.clone(),
        text: new,
        stamp: Stamp::NONE,
    };
    let (read_back, _) = read_progress(&written, plan);
    let read_back = read_back.filter(|file| means(&before.progress, change, &file.progress));
    let Some(file) = read_back else {
        return Err(Fault::WouldNotRead(files.progress.clone()));
    };
    replace_file(&files.progress, written.text.as_bytes())?;
    Ok(Applied {
        change: change.clone(),
        file: Arc::new(file),
        stamp: Stamp::of(&files.progress),
        back,
        fingerprint: fingerprint(&written.text),
    })
}

fn read_for_writing(files: &PlanFiles, plan: &Plan) -> Result<(String, ProgressFile), Fault> {
    if !files.progress.exists() {
        let text = fix::new_progress(plan);
        let file = FileText {
            path: files.progress.clone(),
            text,
            stamp: Stamp::NONE,
        };
        let (read, _) = read_progress(&file, plan);
        return read
            .map(|read| (file.text, read))
            .ok_or_else(|| Fault::WouldNotRead(files.progress.clone()));
    }
    let file = read_file(&files.progress).map_err(Fault::NotWritable)?;
    let (read, problems) = read_progress(&file, plan);
    match read {
        Some(read) if read.writable => Ok((file.text, read)),
        _ => Err(problems
            .into_iter()
            .find(super::Problem::is_error)
            .map_or_else(
                || Fault::WouldNotRead(files.progress.clone()),
                Fault::NotWritable,
            )),
    }
}

/// Whether `after` says just what `before` said and the change does.
fn means(before: &Progress, change: &Change, after: &Progress) -> bool {
    let mut expected = before.clone();
    for part in &change.parts {
        match part {
            Part::Append(log, entry) => {
                let log = log_of(&mut expected, log);
                log.push(Entry {
                    source: entry_text(entry),
                    ..entry.clone()
                });
                Entry::sort(log);
            }
            Part::Remove(log, entry) => {
                let log = log_of(&mut expected, log);
                if let Some(at) = log.iter().rposition(|known| known.source == entry.source) {
                    log.remove(at);
                }
            }
            Part::Since(day) => expected.since = Some(*day),
        }
    }
    expected.milestones.retain(|_, log| !log.is_empty());
    expected.indicators.retain(|_, log| !log.is_empty());
    expected == *after
        || change
            .parts
            .iter()
            .all(|part| matches!(part, Part::Remove(..)))
            && {
                // Taking back a change may take back a `since` with it.
                expected.since = after.since;
                expected == *after
            }
}

fn log_of<'p>(progress: &'p mut Progress, log: &Log) -> &'p mut Vec<Entry> {
    match log {
        Log::Milestone(id) => progress.milestones.entry(id.clone()).or_default(),
        Log::Indicator(id) => progress.indicators.entry(id.clone()).or_default(),
    }
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
