//! `duban diff`: lists in words what changed between two versions.

use serde_json::json;

use crate::diff::compare;
use crate::review::{DifferenceJson, SCHEMA, difference_outline};

use crate::cli::args::DiffArgs;
use crate::cli::versions::{Format, VersionSource};
use crate::cli::{Context, Failure, Output, message};

/// Returns the versions to compare: `--at` is the newer one of those that a single revision is compared with.
fn range(cx: &Context, args: &DiffArgs) -> Result<Option<String>, Failure> {
    match (&cx.global.at, &args.range) {
        (None, range) => Ok(range.clone()),
        (Some(at), Some(from)) if !from.contains("..") => Ok(Some(format!("{from}..{at}"))),
        _ => Err(cx.misused(cx.words.history.diff_names_one)),
    }
}

/// `duban diff [REV[..REV]]`: shows changes in the plan's terms; without a revision, uncommitted ones.
pub(super) fn diff(cx: &Context, out: &mut Output, args: &DiffArgs) -> Result<(), Failure> {
    let format = Format::read(cx, &args.format)?;
    let versions = VersionSource::open(cx)?;
    let compared = versions.range(range(cx, args)?.as_deref())?;
    let mut is_unread = false;
    let mut plans = Vec::new();
    let mut outline = Vec::new();
    for change in versions.changes(cx, &compared)? {
        is_unread |= change.before.is_unreadable() || change.after.is_unreadable();
        if change.missing_commits.is_some() {
            message(&(cx.words.history.not_compared)(&change.id));
            is_unread = true;
        }
        let differences = compare(&change.before, &change.after);
        if differences.is_empty() {
            continue;
        }
        outline.extend(difference_outline(
            (change.name(), &change.id),
            &differences,
            cx.words,
        ));
        let differences = differences.iter();
        let differences = differences.map(|difference| DifferenceJson::new(difference, cx.words));
        let differences: Vec<DifferenceJson> = differences.collect();
        plans.push(json!({ "id": change.id, "differences": differences }));
    }
    if cx.global.json {
        let [from, to] = compared.ids();
        out.json(&json!({ "schema": SCHEMA, "from": from, "to": to, "plans": plans }));
        return compared.all_read(cx, out, is_unread);
    }
    if outline.is_empty() {
        message(cx.words.history.no_difference);
    }
    format.print(out, &outline);
    compared.all_read(cx, out, is_unread)
}
