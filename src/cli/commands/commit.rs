//! `duban commit`: commits what was recorded.

use serde_json::{Value, json};

use crate::git::{
    CommitDraft, CommitId, GitFault, PlanDelta, Repository, describe_plainly, record_everywhere,
};

use crate::cli::args::CommitArgs;
use crate::cli::{Context, Failure, Output, message};

/// `duban commit [-m TEXT]`: commits the changes of plan files only, one commit per actor. Plans behind
/// a link or in a submodule are committed in their own repository.
pub(super) fn commit(cx: &Context, out: &mut Output, args: &CommitArgs) -> Result<(), Failure> {
    if args
        .message
        .as_deref()
        .is_some_and(|text| text.trim().is_empty())
    {
        return Err(cx.misused(cx.words.history.blank_message));
    }
    let workspace = cx.workspace_or_empty()?;
    let plainly = describe_plainly(cx.words);
    let describe = |plans: &[PlanDelta]| match &args.message {
        Some(text) => text.clone(),
        None => plainly(plans),
    };
    let only = cx.global.plan.as_deref();
    let (mut drafts, mut left_out, mut ignored) = (Vec::new(), Vec::new(), Vec::new());
    let homes = Repository::homes(&workspace)?;
    for repository in &homes {
        let mut found = repository.drafts(&workspace, only, &describe)?;
        ignored.extend(found.take_ignored());
        drafts.extend(found.commits);
        left_out.extend(found.left_out);
    }
    if !args.deleted {
        CommitDraft::refuse_deletions(&drafts)?;
    }
    if drafts.is_empty() {
        let mut others = left_out.into_iter().map(Failure::from);
        if let Some(last) = others.next_back() {
            others.for_each(|failure| failure.report(cx.words));
            return Err(last);
        }
        tell_ignored(cx, &ignored);
        message(cx.words.screen.no_changes);
        if cx.global.json {
            print(cx, out, &[], None);
        }
        return cx.all_read(&[]);
    }
    let notes = if args.dry_run {
        print(cx, out, &drafts, None);
        Vec::new()
    } else {
        record(cx, out, &homes, &drafts)?
    };
    for note in notes {
        out.note(&note);
    }
    let mut told = Vec::new();
    tell_ignored(cx, &ignored);
    for fault in left_out {
        if let GitFault::Broken(problem) = &fault {
            told.push(problem.file.clone());
        }
        Failure::from(fault).report(cx.words);
    }
    cx.all_read(&told)
}

/// Makes the drafted commits and prints them, also those before one that fails; returns notes for the user.
fn record(
    cx: &Context,
    out: &mut Output,
    homes: &[Repository],
    drafts: &[CommitDraft],
) -> Result<Vec<String>, Failure> {
    let (made, notes) = match record_everywhere(homes, drafts, cx.words) {
        Ok((made, notes)) => (made, Ok(notes)),
        Err(GitFault::PartlyRecorded { made, why }) => (made, Err(Failure::from(*why))),
        Err(fault) => return Err(fault.into()),
    };
    let ids: Vec<&str> = made.iter().map(CommitId::as_str).collect();
    print(cx, out, &drafts[..made.len()], Some(&ids));
    notes
}

/// Reports files that .gitignore excludes, which is not an error.
pub(super) fn tell_ignored(cx: &Context, faults: &[GitFault]) {
    for fault in faults {
        let note = fault.note(cx.words);
        message(&note.what);
        message(&format!(
            "{}{}{}",
            cx.words.cli.hint, cx.words.colon, note.how
        ));
        cx.say_where_git_runs(&note);
    }
}

fn print(cx: &Context, out: &mut Output, drafts: &[CommitDraft], ids: Option<&[&str]>) {
    if cx.global.json {
        let commits = drafts.iter().enumerate().map(|(at, draft)| {
            let plans = draft.plans.iter().map(|plan| &plan.after.files.id);
            json!({
                "id": ids.and_then(|ids| ids.get(at)).unwrap_or(&""),
                "actor": draft.actor,
                "message": draft.message,
                "plans": plans.collect::<Vec<_>>(),
            })
        });
        let commits: Vec<Value> = commits.collect();
        out.json(&json!({ "schema": 1, "commits": commits }));
        return;
    }
    for (at, draft) in drafts.iter().enumerate() {
        let mut lines = draft.message.lines();
        let subject = lines.next().unwrap_or_default();
        if let Some(id) = ids.and_then(|ids| ids.get(at)) {
            out.line(&format!("{}  {subject}", id.get(..10).unwrap_or(id)));
        } else {
            out.line(subject);
            lines.for_each(|line| out.line(line));
        }
    }
}
