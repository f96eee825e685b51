use crate::history::Repository;
use crate::report::to_text;

use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message};

/// `duban sync`: fetch, merge, push.
pub(super) fn sync(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    let workspace = cx.workspace()?;
    let repository = Repository::around(&workspace.folder)?;
    let synced = repository.sync(&workspace, cx.words, &mut |step| {
        message(&step.words(cx.words))
    })?;
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
