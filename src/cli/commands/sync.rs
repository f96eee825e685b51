//! `duban sync`: fetches, merges and pushes.

use crate::git::{CommitDraft, Repository, SyncStep, describe_plainly};
use crate::store::{check_across, render_problem};
use crate::text::Words;

use super::commit::tell_ignored;
use crate::cli::args::SyncArgs;
use crate::cli::output::passing;
use crate::cli::{Context, Failure, Output, message};

/// `duban sync [--commit]`: fetches, merges and pushes, with `--commit` after a commit like that of
/// `duban commit`. Fails if any plan, local or received, cannot be read.
pub(super) fn sync(cx: &Context, out: &mut Output, args: &SyncArgs) -> Result<(), Failure> {
    let workspace = cx.workspace_or_empty()?;
    let repository = Repository::around_plans(&workspace)?;
    if args.commit {
        if let Some(note) = repository.clock_note(cx.words) {
            message(&note);
        }
        let describe = describe_plainly(cx.words);
        let mut found = repository.drafts(&workspace, None, &describe)?;
        tell_ignored(cx, &found.take_ignored());
        let drafts = found.commits;
        if drafts.is_empty()
            && let Some(fault) = found.left_out.into_iter().next()
        {
            return Err(fault.into());
        }
        CommitDraft::refuse_deletions(&drafts)?;
        if !drafts.is_empty() {
            repository.record(&drafts)?;
            for subject in drafts
                .iter()
                .filter_map(|draft| draft.message.lines().next())
            {
                message(subject);
            }
        }
    }
    let elsewhere = repository.plans_elsewhere(&workspace);
    if !elsewhere.is_empty() {
        let plans: Vec<String> = elsewhere
            .iter()
            .map(|(plan, top)| format!("{plan} ({})", top.display()))
            .collect();
        message(&(cx.words.git.only_here)(&plans));
    }
    let synced = repository.sync(&workspace, cx.words, &mut |step| tell(&step, cx.words))?;
    if let Some(note) = repository.clock_note(cx.words) {
        message(&note);
    }
    if cx.global.json {
        let value = serde_json::json!({
            "schema": 1, "head": synced.head.as_str(), "received": synced.received, "sent": synced.sent,
        });
        out.json(&value);
    } else {
        out.line(&(cx.words.sync.done)(synced.received, synced.sent));
    }
    if let Some(note) = synced.note(cx.words) {
        message(&note);
    }
    if !workspace.folder.is_dir() {
        // Somebody moved the folder of plans; one elsewhere, which is found now, was not synced.
        return Ok(());
    }
    if synced.received > 0
        && let Ok(workspace) = cx.workspace()
    {
        for problem in check_across(&workspace.load(cx.as_of(), None)) {
            message(&render_problem(&problem, &problem.file, cx.words));
        }
    }
    cx.all_read(&[])
}

/// Prints a step; git's own progress is shown on one line of a terminal only.
pub(super) fn tell(step: &SyncStep, words: &Words) {
    match step {
        SyncStep::Progress(text) => passing(text),
        _ => message(&step.words(words)),
    }
}
