//! The milestone list as CSV for spreadsheets.

use crate::plan::{Op, Target, UnitIx};
use crate::query::{Board, Item};
use crate::text::clean::no_formula;
use crate::text::{Words, printed};

use super::facts::{evidence, last_reported};

/// Formats milestones as CSV: UTF-8 with a byte order mark, without which a Chinese Excel assumes GBK;
/// cells that a spreadsheet would run as a formula start with an apostrophe.
pub fn csv_of(board: &Board, items: &[Item], words: &Words) -> String {
    let mut writer = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    let columns = &words.columns;
    let header = [
        columns.plan, columns.id, columns.action, columns.milestone, words.phase, words.lead,
        words.support, columns.start, words.due, words.due_now, columns.target_op, words.target,
        columns.target_max, columns.target_unit, words.value, columns.status, columns.standing,
        columns.reason, words.progress, words.problem, words.next, words.evidence,
    ];
    // Writing into memory cannot fail.
    let _ = writer.write_record(header);
    for item in items {
        if let Some(record) = record(board, item, words) {
            let _ = writer.write_record(
                record
                    .iter()
                    .map(|cell| no_formula(&printed(cell)).into_owned()),
            );
        }
    }
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

fn record(board: &Board, item: &Item, words: &Words) -> Option<Vec<String>> {
    let it = item.resolve(board)?;
    let names = |units: &[UnitIx]| {
        let names = it.plan.units().names_on(units, board.as_of);
        names.join(words.between_names)
    };
    let entries = it.counting_upto(board.as_of);
    let last = |field| last_reported(&it, &entries, field, words).unwrap_or_default();
    let target = it.milestone.target.as_ref();
    let of_target = |say: fn(&Target) -> String| target.map_or_else(String::new, say);
    Some(vec![
        it.plan.document.short.clone(),
        format!("{}:{}", it.plan.id(), it.milestone.id),
        it.action.title.clone(),
        it.milestone.label(),
        it.plan.phase(it.milestone.phase).name.clone(),
        names(&it.led_by()),
        names(&it.action.support),
        it.milestone.window.start.to_string(),
        it.milestone.window.end.to_string(),
        item.verdict.due_now.to_string(),
        of_target(|target| sign(target.op).to_owned()),
        of_target(|target| target.value.to_string()),
        of_target(|target| target.max.map_or_else(String::new, |max| max.to_string())),
        of_target(|target| target.unit.clone()),
        it.state()
            .value
            .map_or_else(String::new, |it| it.to_string()),
        (words.status)(it.state().status).to_owned(),
        (words.standing)(item.verdict.standing).to_owned(),
        (words.reason)(&item.verdict.reason),
        last(|entry| entry.text.as_ref()),
        last(|entry| entry.problem.as_ref()),
        last(|entry| entry.next.as_ref()),
        evidence(&entries).join("; "),
    ])
}

/// Returns the sign of a target; that of a range goes with its lower end.
fn sign(op: Op) -> &'static str {
    match op {
        Op::Range => Op::AtLeast.key(),
        other => other.key(),
    }
}
