use crate::history::{Repository, SyncStep};
use crate::report::to_text;
use crate::text::Words;

use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message, passing};

/// `duban sync`: fetch, merge, push.
pub(super) fn sync(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    let workspace = cx.workspace()?;
    let repository = Repository::around(&workspace.folder)?;
    let synced = repository.sync(&workspace, cx.words, &mut |step| tell(&step, cx.words))?;
    if cx.global.json {
        let value = serde_json::json!({
            "schema": 1, "head": synced.head.as_str(), "received": synced.received, "sent": synced.sent,
        });
        out.raw(&to_text(&value));
        out.raw("\n");
    } else {
        out.line(&(cx.words.sync.done)(synced.received, synced.sent));
    }
    Ok(())
}

/// Says what is going on; git's own counting passes by on one line of a terminal and is kept out of files.
pub(super) fn tell(step: &SyncStep, words: &Words) {
    match step {
        SyncStep::Progress(text) => passing(text),
        _ => message(&step.words(words)),
    }
}
