//! What the screen calls to make a new plan: of a document, blank, or the sample.

use std::path::{Path, PathBuf};

use crate::text::Words;
use crate::tui::{MadePlan, PlanMaker, PlanSource};

use crate::cli::args::{Global, InitArgs};
use crate::cli::context::lang_before_arguments;
use crate::cli::{Context, Failure};

use super::{demo, import, init};

/// Returns the maker of plans for the screen, in the way of `import`, `init` and `demo`.
pub(super) fn plan_maker(global: &Global) -> PlanMaker {
    let global = global.clone();
    Box::new(move |source, plans| {
        let cx = Context::new(global.clone());
        let cx = cx.map_err(|failure| refused(&failure, lang_before_arguments().words()))?;
        make(&cx, source, plans).map_err(|failure| refused(&failure, cx.words))
    })
}

fn refused(failure: &Failure, words: &Words) -> String {
    failure
        .note(words)
        .map_or_else(String::new, |note| note.what)
}

/// Makes a plan in a folder of plans; the sample has a folder of its own.
fn make(cx: &Context, source: &PlanSource, plans: &Path) -> Result<MadePlan, Failure> {
    let words = &cx.words.forms;
    let made = match source {
        PlanSource::Document { file, id } => {
            import::create(cx, plans, &at_home(file), id)?;
            let review = import::review_of(cx, plans, id)?;
            let doubts = review.doubts();
            MadePlan {
                said: (words.plan_imported)(id, doubts),
                review: (doubts > 0).then_some(review),
                id: id.clone(),
                folder: plans.to_owned(),
            }
        }
        PlanSource::Blank { id, title } => {
            let args = InitArgs {
                id: Some(id.clone()),
                title: Some(title.clone()).filter(|title| !title.is_empty()),
                ..InitArgs::default()
            };
            let begun = init::begin(cx, &args, plans)?;
            MadePlan {
                said: (words.plan_begun)(&begun.file),
                review: None,
                id: id.clone(),
                folder: plans.to_owned(),
            }
        }
        PlanSource::Sample => {
            let sample = demo::make(cx, None)?;
            MadePlan {
                said: (words.sample_made)(&sample.folder),
                review: None,
                id: crate::demo::DEMO_ID.to_owned(),
                folder: sample.folder.join("plans"),
            }
        }
    };
    cx.folders.remember_workspace(&made.folder);
    Ok(made)
}

/// Returns the path of a file as somebody types it: `~/` is the home folder.
fn at_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}
