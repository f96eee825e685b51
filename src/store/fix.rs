//! What `check --fix` mends: missing blocks, stale comments, a block that stands twice.

use crate::plan::{Log, Plan};
use crate::text::clean;

use super::blocks::{double_blocks, expected_logs, join_double_blocks, render_block};
use super::splice::{block_patch, block_start, patched};
use super::{
    Fault, FileText, Lock, Patch, PlanFiles, ProgressFile, Stamp, read_file, read_progress,
    replace_file,
};

/// What was mended in a plan's progress.toml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Blocks added.
    pub added: usize,
    /// Comments refreshed.
    pub refreshed: usize,
    /// Blocks joined.
    pub joined: usize,
    /// Whether the whole file was made new.
    pub created: bool,
}

impl Fixed {
    /// Whether anything was done.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A progress.toml with a block for every log of the plan and nothing in them.
pub(super) fn new_progress(plan: &Plan) -> String {
    let blocks: Vec<String> = expected_logs(plan)
        .iter()
        .map(|log| render_block(log, &[], "\n"))
        .collect();
    format!(
        "schema = {}\nplan = \"{}\"\n\n{}",
        super::plan_file::SCHEMA,
        plan.id(),
        blocks.join("\n")
    )
}

/// Mends what can be mended without asking; what the logs say stays what it was.
///
/// # Errors
/// Where the file cannot be read or written, or has something that only a person can settle.
pub fn fix_plan(files: &PlanFiles, plan: &Plan) -> Result<Fixed, Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    if !files.progress.exists() {
        replace_file(&files.progress, new_progress(plan).as_bytes())?;
        return Ok(Fixed {
            created: true,
            ..Fixed::default()
        });
    }
    let original = read_file(&files.progress).map_err(Fault::NotWritable)?;
    let mut fixed = Fixed::default();
    let mut text = original.text.clone();
    let doubles = double_blocks(&text).len();
    if doubles > 0 {
        text =
            join_double_blocks(&text).ok_or_else(|| Fault::WouldNotRead(files.progress.clone()))?;
        fixed.joined = doubles;
    }
    let meaning = read_text(files, plan, &text)?.progress;
    for missing in expected_logs(plan) {
        let file = read_text(files, plan, &text)?;
        if file.place(&missing.log).is_none() {
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let block = render_block(&missing, &[], newline);
            text = patched(
                &text,
                &[block_patch(&text, &file, &missing.log, &block, newline)],
            );
            fixed.added += 1;
        }
    }
    let file = read_text(files, plan, &text)?;
    let stale = stale_comments(&text, &file, plan);
    fixed.refreshed = stale.len();
    let patches: Vec<Patch> = stale.into_iter().map(|(_, patch)| patch).collect();
    text = patched(&text, &patches);
    if fixed.is_empty() {
        return Ok(fixed);
    }
    if read_text(files, plan, &text)?.progress != meaning {
        return Err(Fault::WouldNotRead(files.progress.clone()));
    }
    replace_file(&files.progress, text.as_bytes())?;
    Ok(fixed)
}

fn read_text(files: &PlanFiles, plan: &Plan, text: &str) -> Result<ProgressFile, Fault> {
    let file = FileText {
        path: files.progress.clone(),
        text: text.to_owned(),
        stamp: Stamp::NONE,
    };
    let (read, problems) = read_progress(&file, plan);
    read.filter(|read| read.writable).ok_or_else(|| {
        problems
            .into_iter()
            .find(super::Problem::is_error)
            .map_or_else(
                || Fault::WouldNotRead(files.progress.clone()),
                Fault::NotWritable,
            )
    })
}

/// The generated comments that no longer say what their milestone is called, in the order of their places. Only a
/// comment line directly over a header that begins with the item's id is ours.
pub(super) fn stale_comments(text: &str, file: &ProgressFile, plan: &Plan) -> Vec<(Log, Patch)> {
    let mut stale = Vec::new();
    for expected in expected_logs(plan) {
        let Some(place) = file.place(&expected.log) else {
            continue;
        };
        let id = expected.log.id().split('/').next().unwrap_or_default();
        let ours = format!("# {id} ");
        let header_line = text[..place.header.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let start = block_start(text, place.header.start);
        let mut at = start;
        for line in text[start..header_line].split_inclusive('\n') {
            let bare = line.trim_end_matches(['\r', '\n']);
            if bare.starts_with(&ours)
                && at + line.len() == header_line
                && clean(bare) != expected.comment
            {
                let patch = Patch {
                    at: at..at + bare.len(),
                    new: expected.comment.clone(),
                };
                stale.push((expected.log.clone(), patch));
            }
            at += line.len();
        }
    }
    stale.sort_by_key(|(_, patch)| patch.at.start);
    stale
}
