//! The repairs of `check --fix`: missing blocks, stale comments, repeated blocks, layout.

use std::path::Path;

use crate::plan::{Log, Plan};
use crate::text::clean;

use super::apply::{refuse_unsettled, says_the_same};
use super::block_place::block_patches;
use super::blocks::{ExpectedLog, expected_logs, render_block};
use super::entry_text::quoted;
use super::inline_blocks::under_headers;
use super::log_lines::on_lines;
use super::progress_file::read_writable;
use super::readable_again::ReadableAgain;
use super::splice::{line_start, new_log, patched};
use crate::store::disk::write::is_there;
use crate::store::starter::schema_line;
use crate::store::{
    Fault, FileText, Lock, Patch, PlanFiles, Problem, ProgressFile, read_document, read_file,
    refuse_outside, replace_file,
};

/// Counts of what was repaired in a progress.toml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Blocks added, or logs in blocks that had none.
    pub added: usize,
    /// Comments refreshed.
    pub refreshed: usize,
    /// Blocks joined.
    pub joined: usize,
    /// Blocks put under headers, logs and entries laid out on lines, and TOML 1.1 forms converted to TOML 1.0.
    pub rewritten: usize,
    /// Whether the file was created.
    pub created: bool,
}

impl Fixed {
    /// Returns whether nothing was repaired.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Returns a progress.toml with an empty block for every log of the plan.
pub(crate) fn new_progress(plan: &Plan) -> String {
    let blocks: Vec<String> = expected_logs(plan)
        .iter()
        .map(|log| render_block(log, &[], "\n"))
        .collect();
    format!(
        "schema = {}\nplan = {}\n\n{}",
        crate::store::toml_reader::text::SCHEMA,
        quoted(plan.id()),
        blocks.join("\n")
    )
}

/// Repairs what needs no decision, without changing what the logs say.
///
/// # Errors
/// Fails if the file cannot be read or written, or has a problem only a person can settle.
pub fn fix_plan(files: &PlanFiles, plan: &Plan) -> Result<Fixed, Fault> {
    let plan = &plan.after_all();
    refuse_outside(&files.progress)?;
    let _lock = Lock::acquire(&files.folder)?;
    refuse_unsettled(&files.plan)?;
    let Some(original) = read_what_is_there(files)? else {
        return create(files, plan);
    };
    let mut fixed = Fixed::default();
    let mut text = original;
    let mut file = match read_text(files, plan, &text) {
        Ok(file) => file,
        Err(fault) => {
            let again = ReadableAgain::of(&text);
            text = again.text.ok_or(fault)?;
            fixed.rewritten = again.commas.len() + again.closings.len();
            fixed.joined = again.doubles.len();
            read_text(files, plan, &text)?
        }
    };
    let meaning = file.progress.clone();
    let (with_headers, parted) = under_headers(&text, &file, plan);
    if parted > 0 {
        fixed.rewritten += parted;
        text = with_headers;
        file = read_text(files, plan, &text)?;
    }
    let bare = logs_of_bare_blocks(&text, &file);
    if !bare.is_empty() {
        fixed.added = bare.len();
        text = patched(&text, &bare);
        file = read_text(files, plan, &text)?;
    }
    let (on_lines, rewritten) = on_lines(&text, &file);
    if rewritten > 0 {
        fixed.rewritten += rewritten;
        text = on_lines;
        file = read_text(files, plan, &text)?;
    }
    // What an item with a fault should have is not known before it is mended.
    let is_sound = is_sound(&files.plan);
    let missing: Vec<(ExpectedLog, Vec<String>)> = expected_logs(plan)
        .into_iter()
        .filter(|expected| is_sound && file.place(&expected.log).is_none())
        .map(|expected| (expected, Vec::new()))
        .collect();
    if !missing.is_empty() {
        fixed.added += missing.len();
        text = patched(&text, &block_patches(&text, &file, &missing));
        file = read_text(files, plan, &text)?;
    }
    let mut stale = stale_comments(&text, &file, plan);
    stale.retain(|_| is_sound);
    fixed.refreshed = stale.len();
    let patches: Vec<Patch> = stale.into_iter().map(|(_, patch)| patch).collect();
    text = patched(&text, &patches);
    if fixed.is_empty() {
        return Ok(fixed);
    }
    if !says_the_same(&read_text(files, plan, &text)?.progress, &meaning) {
        return Err(Fault::WouldNotRead(files.progress.clone()));
    }
    replace_file(&files.progress, text.as_bytes())?;
    Ok(fixed)
}

/// Returns whether plan.toml can be read without an error.
fn is_sound(plan: &Path) -> bool {
    let text = read_file(plan).ok();
    let problems = text.map(|text| read_document(&text).1);
    problems.is_some_and(|problems| !problems.iter().any(Problem::is_error))
}

/// Reads progress.toml; `None` if it is missing or blank.
fn read_what_is_there(files: &PlanFiles) -> Result<Option<String>, Fault> {
    if !is_there(&files.progress)? {
        return Ok(None);
    }
    let text = read_file(&files.progress).map_err(Fault::NotWritable)?.text;
    let is_blank = text.trim_start_matches('\u{feff}').trim().is_empty();
    Ok((!is_blank).then_some(text))
}

fn create(files: &PlanFiles, plan: &Plan) -> Result<Fixed, Fault> {
    let text = schema_line(files) + &new_progress(plan);
    read_text(files, plan, &text)?;
    replace_file(&files.progress, text.as_bytes())?;
    Ok(Fixed {
        created: true,
        ..Fixed::default()
    })
}

fn read_text(files: &PlanFiles, plan: &Plan, text: &str) -> Result<ProgressFile, Fault> {
    read_writable(&FileText::new(&files.progress, text), plan)
}

/// Returns an empty log for each header that has nothing under it, in file order.
fn logs_of_bare_blocks(text: &str, file: &ProgressFile) -> Vec<Patch> {
    let bare = file.places.iter().filter(|(_, place)| place.is_bare);
    let mut logs: Vec<Patch> = bare
        .filter_map(|(log, place)| new_log(text, place, log, &[]).ok())
        .collect();
    logs.sort_by_key(|patch| patch.at.start);
    logs
}

/// Returns patches for generated comments that no longer match their milestone, in file order: above
/// the header and after the closing bracket.
pub(crate) fn stale_comments(text: &str, file: &ProgressFile, plan: &Plan) -> Vec<(Log, Patch)> {
    let mut stale = Vec::new();
    for expected in expected_logs(plan) {
        let Some(place) = file.place(&expected.log) else {
            continue;
        };
        let id = expected.log.id();
        let item = id.split('/').next().unwrap_or_default();
        let header_line = line_start(text, place.header.start);
        if let Some((at, line)) = line_before(text, header_line)
            && is_generated(line, item)
            && clean(line) != expected.comment
        {
            let patch = Patch {
                at: at..at + line.len(),
                new: expected.comment.clone(),
            };
            stale.push((expected.log.clone(), patch));
        }
        if let Some((at, closing)) = closing_comment(text, &place.array)
            && closing != clean(id)
        {
            let patch = Patch {
                at: at..at + closing.len(),
                new: clean(id).into_owned(),
            };
            stale.push((expected.log.clone(), patch));
        }
    }
    stale.sort_by_key(|(_, patch)| patch.at.start);
    stale
}

/// Returns the line before another, with its position.
fn line_before(text: &str, line: usize) -> Option<(usize, &str)> {
    let end = text[..line].strip_suffix('\n')?.len();
    let start = line_start(text, end);
    Some((start, text[start..end].trim_end_matches('\r')))
}

/// Returns whether a comment is generated, not a person's: it starts with the action's number, or with
/// another number and contains our bar (a renumbered action).
fn is_generated(line: &str, item: &str) -> bool {
    let Some(said) = line.strip_prefix("# ") else {
        return false;
    };
    let first = said.split(' ').next().unwrap_or_default();
    let is_number = |text: &str| {
        text.split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    first == item || is_number(first) && said.contains(" | ")
}

/// Returns the id after a log's closing bracket, with its position; other comments are a person's.
fn closing_comment<'t>(text: &'t str, array: &std::ops::Range<usize>) -> Option<(usize, &'t str)> {
    let rest = text[array.end..].split(['\n', '\r']).next()?;
    let said = rest.strip_prefix(" # ")?.trim_end();
    let is_id = said.contains('/') && !said.contains(char::is_whitespace);
    is_id.then_some((array.end + " # ".len(), said))
}
