//! `duban review`: lists what weakens a commitment between two versions.

use serde_json::json;

use crate::git::PlanChange;
use crate::plan::{Entry, Status};
use crate::query::Trouble;
use crate::review::{Authors, Review, ReviewJson, SCHEMA, review as review_of, review_outline};

use crate::cli::args::ReviewArgs;
use crate::cli::versions::{Compared, Format, VersionSource};
use crate::cli::{Context, Failure, Output, message};

/// `duban review BASE[..HEAD] [--deny weaken]`: shows what a reviewer must see, every weakening by
/// name.
pub(super) fn review(cx: &Context, out: &mut Output, args: &ReviewArgs) -> Result<(), Failure> {
    let format = Format::read(cx, &args.format)?;
    for deny in &args.deny {
        cx.choice("--deny", deny, &[((), "weaken")])?;
    }
    if cx.global.at.is_some() {
        return Err(cx.misused(cx.words.history.review_names_both));
    }
    let versions = VersionSource::open(cx)?;
    let compared = versions.range(Some(&args.range))?;
    let mut weakened = 0;
    let mut plans = Vec::new();
    let mut outline = Vec::new();
    let mut reviewed = Vec::new();
    for change in versions.changes(cx, &compared)? {
        reviewed.push(change.id.clone());
        let authors = authors(&versions, &compared, &change)?;
        let review = match change.missing_commits.clone() {
            Some([from, to]) => Review::of_submodule(from, to),
            None => review_of(&change.before, &change.after, &authors),
        };
        if review.is_empty() {
            continue;
        }
        weakened += review.weakened.len();
        outline.extend(review_outline(
            (change.name(), &change.id),
            &review,
            cx.words,
        ));
        plans.push(ReviewJson::new(&change.id, &review, cx.words));
    }
    let untold = untold(cx, &compared, &reviewed);
    if cx.global.json {
        let [base, head] = compared.ids();
        out.json(&json!({
            "schema": SCHEMA, "base": base, "head": head, "weakened": weakened, "plans": plans,
        }));
    } else {
        let history = &cx.words.history;
        message(&match weakened {
            0 if !untold.is_none() => history.no_weakening_read.to_owned(),
            0 => history.no_weakening.to_owned(),
            _ => (history.weakenings)(weakened),
        });
        format.print(out, &outline);
    }
    if weakened > 0 && !args.deny.is_empty() {
        Err(Failure::Found)
    } else {
        cx.after_reading(out, &untold)
    }
}

/// Counts the plans on disk that cannot be read and are not among those reviewed, which report it themselves.
fn untold(cx: &Context, compared: &Compared, reviewed: &[String]) -> Trouble {
    let Some(board) = cx.board().ok().filter(|_| compared.to.is_none()) else {
        return Trouble::default();
    };
    let untold = board.plans.iter().filter(|handle| {
        let files = &handle.files;
        let is_there = files.plan.symlink_metadata().is_ok() || files.is_promised();
        is_there && !handle.can_open() && !reviewed.iter().any(|id| id == handle.id())
    });
    untold.map(Trouble::of).sum()
}

/// Returns the authors of entries, read from git only if a log with a decision on another's entry changed.
fn authors(
    versions: &VersionSource,
    compared: &Compared,
    change: &PlanChange,
) -> Result<Authors, Failure> {
    let before = &change.before.progress;
    let decides = |entry: &Entry| {
        let by_status = matches!(entry.status, Some(Status::Closed | Status::Returned));
        by_status || entry.approved_by.is_some()
    };
    let mut logs = change.after.progress.milestones.iter();
    let is_asked = logs.any(|(id, log)| log.iter().any(decides) && before.log(id) != log);
    if !is_asked {
        return Ok(Authors::default());
    }
    match versions.newer_commit_of(&change.id, compared)? {
        Some((repository, at)) => Ok(repository.authors_of(&at, &change.id)?),
        None => Ok(Authors::default()),
    }
}
