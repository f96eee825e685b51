use serde::Serialize;

use crate::git::{CommitDraft, Repository, describe_plainly};
use crate::report::to_text;
use crate::store::{Fault, Workspace};

use crate::cli::args::CommitArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::{Output, message};

#[derive(Serialize)]
struct CommitJson<'a> {
    id: &'a str,
    actor: Option<&'a str>,
    message: &'a str,
    plans: Vec<&'a str>,
}

/// `duban commit [-m TEXT]`: records the changes of the plan files, and of nothing else; an actor a commit.
pub(super) fn commit(cx: &Context, out: &mut Output, args: &CommitArgs) -> Result<(), Failure> {
    let workspace = workspace(cx)?;
    let repository = Repository::around(&workspace.folder)?;
    let plainly = describe_plainly(cx.words);
    let drafts = repository.drafts(&workspace, &|plans| match &args.message {
        Some(text) => text.clone(),
        None => plainly(plans),
    })?;
    if drafts.is_empty() {
        message(cx.words.screen.no_changes);
        return Ok(());
    }
    if !args.deleted {
        CommitDraft::refuse_deletions(&drafts)?;
    }
    if args.dry_run {
        print(cx, out, &drafts, None);
        return Ok(());
    }
    let made = repository.record(&drafts)?;
    let ids: Vec<&str> = made.iter().map(crate::git::CommitId::as_str).collect();
    print(cx, out, &drafts, Some(&ids));
    Ok(())
}

/// The plans; where all of them are gone, a folder without any.
fn workspace(cx: &Context) -> Result<Workspace, Failure> {
    match cx.workspace() {
        Err(Failure::Fault(fault)) => match *fault {
            Fault::NoPlans(folder) => Ok(Workspace {
                folder,
                plans: Vec::new(),
            }),
            other => Err(other.into()),
        },
        other => other,
    }
}

fn print(cx: &Context, out: &mut Output, drafts: &[CommitDraft], ids: Option<&[&str]>) {
    if cx.global.json {
        let commits: Vec<CommitJson<'_>> = drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| CommitJson {
                id: ids.and_then(|ids| ids.get(at)).copied().unwrap_or_default(),
                actor: draft.actor.as_deref(),
                message: &draft.message,
                plans: draft
                    .plans
                    .iter()
                    .map(|plan| plan.after.files.id.as_str())
                    .collect(),
            })
            .collect();
        out.raw(&to_text(
            &serde_json::json!({ "schema": 1, "commits": commits }),
        ));
        out.raw("\n");
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
