//! Characters that look like others: where they are in a plan's two files, and typed as they should be.

use std::ops::Range;
use std::path::Path;

use toml::{Table, Value};

use crate::plan::{Log, lookalikes, narrow, plain_text};
use crate::store::progress::duplicate_blocks::blocks_once;
use crate::store::progress::splice::line_start;
use crate::store::{
    Fault, FileText, Patch, PlanFiles, PlanPart, Problem, patched, read_file, refuse_outside,
};
use crate::store::{Lock, replace_file};
use crate::text::Flaw;

/// The keys of plan.toml whose values are ids, in ASCII alone.
const IDS: [&str; 4] = ["id", "phase", "phases", "by"];

/// The keys of progress.toml whose values are names of units. What else an entry says stays as it was written.
const NAMES: [&str; 3] = ["by", "of", "approved_by"];

/// Returns every piece of plan.toml that is written with such characters, comments left out.
pub(crate) fn find_lookalikes(read: &FileText) -> Vec<Problem> {
    problems(read, of_plan(&read.text))
}

/// Returns every id and name of a unit in progress.toml that is written with such characters.
pub(crate) fn find_lookalikes_in_log(read: &FileText) -> Vec<Problem> {
    problems(read, of_log(&read.text))
}

fn problems(read: &FileText, odd: Vec<Odd>) -> Vec<Problem> {
    let problem = |Odd { patch, is_id }| Problem {
        file: read.path.clone(),
        flaw: Flaw::Lookalike {
            found: read.text[patch.at.clone()].to_owned(),
            is_id,
            plain: patch.new,
        },
        span: patch.at,
    };
    odd.into_iter().map(problem).collect()
}

/// A piece with such characters, as it should be typed.
struct Odd {
    patch: Patch,
    is_id: bool,
}

/// Replaces such characters in a plan's files, and returns how many.
///
/// # Errors
/// Fails if a file cannot be read or written.
pub fn mend_lookalikes(files: &PlanFiles) -> Result<usize, Fault> {
    Ok(mend(files, &files.plan, of_plan)? + mend(files, &files.progress, of_log)?)
}

fn mend(files: &PlanFiles, path: &Path, find: fn(&str) -> Vec<Odd>) -> Result<usize, Fault> {
    let has_none = |read: &FileText| find(&read.text).is_empty();
    if std::fs::symlink_metadata(path).is_err() || read_file(path).is_ok_and(|read| has_none(&read))
    {
        return Ok(0);
    }
    refuse_outside(path)?;
    let _lock = Lock::acquire(&files.folder)?;
    let read = read_file(path).map_err(Fault::NotWritable)?;
    let patches: Vec<Patch> = find(&read.text).into_iter().map(|odd| odd.patch).collect();
    let mended = patched(&read.text, &patches);
    // A block whose id is right now may be there twice.
    let Some(mended) = blocks_once(&mended) else {
        return Ok(0);
    };
    let table = |text: &str| text.parse::<Table>().ok();
    let (Some(was), Some(is)) = (table(&read.text), table(&mended)) else {
        return Ok(0);
    };
    if plain_table(was) != plain_table(is) {
        return Err(Fault::WouldNotRead(path.to_owned()));
    }
    replace_file(path, mended.as_bytes())?;
    Ok(patches.len())
}

/// Returns a file with its ids and names as `check --fix` spells them, where they are spelt otherwise.
pub(crate) fn in_plain_spelling(part: PlanPart, bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let find = match part {
        PlanPart::Plan => of_plan,
        PlanPart::Progress => of_log,
    };
    let found = find(text);
    if found.is_empty() {
        return None;
    }
    let patches: Vec<Patch> = found.into_iter().map(|odd| odd.patch).collect();
    let plain = patched(text, &patches);
    Some(blocks_once(&plain)?.into_owned().into_bytes())
}

/// Returns an entry from brace to brace, in a log, with both as `check --fix` spells them.
pub(crate) fn entry_in_plain_spelling(log: &Log, entry: &str) -> (Log, String) {
    let log = match log {
        Log::Milestone(id) => Log::Milestone(in_ascii(id)),
        Log::Indicator(id) => Log::Indicator(in_ascii(id)),
    };
    let names = of_log(entry).into_iter().map(|odd| odd.patch);
    (log, patched(entry, &names.collect::<Vec<Patch>>()))
}

fn of_plan(text: &str) -> Vec<Odd> {
    let ids = quoted_after(text, &IDS).filter_map(|at| odd_id(text, at));
    let mut found: Vec<Odd> = ids.collect();
    found.sort_by_key(|odd| odd.patch.at.start);
    let count = found.len();
    for (at, new) in lookalikes(text).filter(|(at, _)| !is_in_comment(text, at.start)) {
        let after = found[..count].partition_point(|id| id.patch.at.start <= at.start);
        let is_in_id = after > 0 && at.end <= found[after - 1].patch.at.end;
        if !is_in_id {
            let patch = Patch { at, new };
            found.push(Odd {
                patch,
                is_id: false,
            });
        }
    }
    found.sort_by_key(|odd| odd.patch.at.start);
    found
}

fn of_log(text: &str) -> Vec<Odd> {
    let odd_name = |at: Range<usize>| {
        let new = plain_text(&text[at.clone()]).into_owned();
        (new != text[at.clone()]).then_some(Odd {
            patch: Patch { at, new },
            is_id: false,
        })
    };
    let names = quoted_after(text, &NAMES).filter_map(odd_name);
    let ids = headers(text).filter_map(|at| odd_id(text, at));
    let mut found: Vec<Odd> = names.chain(ids).collect();
    found.sort_by_key(|odd| odd.patch.at.start);
    found
}

/// Returns the correct spelling of an id; `None` if it is right, or would not be an id then either.
fn odd_id(text: &str, at: Range<usize>) -> Option<Odd> {
    let new = in_ascii(&text[at.clone()]);
    let is_id = |c: char| c.is_ascii_alphanumeric() || "._-/@".contains(c);
    (new != text[at.clone()] && new.chars().all(is_id)).then_some(Odd {
        patch: Patch { at, new },
        is_id: true,
    })
}

/// Returns a text as it looks, its full-width letters, digits and signs in ASCII.
fn in_ascii(text: &str) -> String {
    plain_text(text).chars().map(narrow).collect()
}

fn is_in_comment(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].trim_start().starts_with('#')
}

/// Returns the insides of the quoted headers of blocks, such as `3.1/x` in `[milestone."3.1/x"]`.
fn headers(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    lines(text).filter_map(|(start, line)| {
        let is_block = ["[milestone.\"", "[indicator.\""]
            .iter()
            .find(|begin| line.starts_with(**begin))?;
        let from = is_block.len();
        let length = line[from..].find('"')?;
        Some(start + from..start + from + length)
    })
}

/// Returns the insides of the strings that are values of these keys, alone or in an array on one line.
fn quoted_after<'t>(text: &'t str, keys: &'t [&str]) -> impl Iterator<Item = Range<usize>> + 't {
    lines(text).flat_map(move |(start, line)| {
        let is_key = |at: &usize| {
            let before = line[..*at].trim_end();
            before.is_empty() || before.ends_with(['{', ','])
        };
        let mut found = Vec::new();
        for key in keys {
            for (at, _) in line.match_indices(key).filter(|(at, _)| is_key(at)) {
                let value = line[at + key.len()..].trim_start().strip_prefix('=');
                let strings = value.map_or_else(Vec::new, strings_at_start);
                let from = start + line.len() - value.map_or(0, str::len);
                found.extend(strings.into_iter().map(|it| from + it.start..from + it.end));
            }
        }
        found
    })
}

/// Returns the inside of the plain string that a text begins with, or of those in an array.
fn strings_at_start(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    let is_array = rest.starts_with('[');
    if is_array {
        rest = &rest[1..];
    }
    while let Some(inside) = rest.trim_start().strip_prefix('"') {
        let Some(length) = inside
            .find('"')
            .filter(|end| !inside[..*end].contains('\\'))
        else {
            break;
        };
        let from = text.len() - inside.len();
        found.push(from..from + length);
        rest = inside[length + 1..].trim_start();
        match rest.strip_prefix(',') {
            Some(after) if is_array => rest = after,
            _ => break,
        }
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Returns a table in which entries whose ids look alike are joined.
fn plain_table(table: Table) -> Table {
    let mut plain = Table::new();
    for (key, value) in table {
        let (key, value) = (in_ascii(&key), plain_value(value));
        match (plain.get_mut(&key), value) {
            (Some(Value::Table(known)), Value::Table(more)) => {
                for (key, value) in more {
                    match (known.get_mut(&key), value) {
                        (Some(Value::Array(known)), Value::Array(more)) => {
                            known.extend(more);
                            known.sort_by_cached_key(ToString::to_string);
                        }
                        (_, value) => drop(known.insert(key, value)),
                    }
                }
            }
            (_, value) => drop(plain.insert(key, value)),
        }
    }
    plain
}

fn plain_value(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(in_ascii(&text)),
        // Where blocks are joined, the order of their entries may be another.
        Value::Array(values) => {
            let mut values: Vec<Value> = values.into_iter().map(plain_value).collect();
            values.sort_by_cached_key(ToString::to_string);
            Value::Array(values)
        }
        Value::Table(table) => Value::Table(plain_table(table)),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_typed_anew_and_keeps_all_else() {
        let root = tempfile::TempDir::new().unwrap();
        let files = PlanFiles::in_folder(root.path().join("p"));
        std::fs::create_dir(&files.folder).unwrap();
        let text = "# 职⼯ stays\ntitle = \"职⼯技能⼤赛\"   # so\nlead = [\"县总⼯会\"]\n";
        std::fs::write(&files.plan, text).unwrap();
        let read = read_file(&files.plan).unwrap();
        let places: Vec<&str> = find_lookalikes(&read)
            .iter()
            .map(|problem| &text[problem.span.clone()])
            .collect();
        assert_eq!(places, ["职⼯技能⼤赛", "县总⼯会"]);
        assert_eq!(mend_lookalikes(&files).unwrap(), 2);
        let mended = "# 职⼯ stays\ntitle = \"职工技能大赛\"   # so\nlead = [\"县总工会\"]\n";
        assert_eq!(std::fs::read_to_string(&files.plan).unwrap(), mended);
        assert_eq!(mend_lookalikes(&files).unwrap(), 0);
    }

    #[test]
    fn ids_are_typed_in_ascii_and_blocks_of_one_id_are_joined() {
        let plan = "no = \"１\"\nid = \"３.1.2\"\nphases = [\"ｌaunch\", \"b\"]\nwas = [{ by = \"a１\", no = \"１\" }]\n";
        let typed = "no = \"１\"\nid = \"3.1.2\"\nphases = [\"launch\", \"b\"]\nwas = [{ by = \"a1\", no = \"１\" }]\n";
        let patches: Vec<Patch> = of_plan(plan).into_iter().map(|odd| odd.patch).collect();
        assert_eq!(patched(plan, &patches), typed);
        let root = tempfile::TempDir::new().unwrap();
        let files = PlanFiles::in_folder(root.path().join("p"));
        std::fs::create_dir(&files.folder).unwrap();
        std::fs::write(&files.plan, plan).unwrap();
        let log = "[milestone.\"３.1/x\"]\nlog = [\n  { on = 2024-01-01, by = \"教⾔局\", text = \"⾔ by = １\" },\n]\n\n[milestone.\"3.1/x\"]\nlog = [\n  { on = 2024-01-02, text = \"b\" },\n]\n";
        std::fs::write(&files.progress, log).unwrap();
        assert_eq!(mend_lookalikes(&files).unwrap(), 5);
        assert_eq!(std::fs::read_to_string(&files.plan).unwrap(), typed);
        let text = std::fs::read_to_string(&files.progress).unwrap();
        assert_eq!(text.matches("[milestone.\"3.1/x\"]").count(), 1, "{text}");
        assert!(text.contains("by = \"教言局\", text = \"⾔ by = １\"") && text.contains("\"b\""));
        assert_eq!(mend_lookalikes(&files).unwrap(), 0);
    }
}
