use std::path::{Path, PathBuf};

use crate::store::Fault;
use crate::tui::{MadePlan, PlanMaker, PlanSource};

use crate::cli::args::{Global, InitArgs};
use crate::cli::context::Context;
use crate::cli::failure::Failure;

use super::{demo, import, init};

/// Returns what makes plans for the screen, in the way of `import`, `init` and `demo`.
pub(super) fn plan_maker(global: &Global) -> PlanMaker {
    let global = global.clone();
    Box::new(move |source| {
        let cx = Context::new(global.clone()).map_err(|_| String::new())?;
        make(&cx, source).map_err(|failure| failure.what(cx.words))
    })
}

fn make(cx: &Context, source: &PlanSource) -> Result<MadePlan, Failure> {
    let words = cx.words.forms;
    let made = match source {
        PlanSource::Document { file, id } => {
            let folder = plans_folder(cx)?;
            import::create(cx, &folder, &at_home(file), id)?;
            let review = import::review_of(cx, &folder, id)?;
            let doubts = review.doubts();
            MadePlan {
                said: (words.plan_imported)(id, doubts),
                review: (doubts > 0).then_some(review),
                id: id.clone(),
                folder,
            }
        }
        PlanSource::Blank { id, title } => {
            let plans = plans_folder(cx)?;
            let args = InitArgs {
                folder: plans.parent().map(Path::to_owned),
                id: Some(id.clone()),
                title: Some(title.clone()).filter(|title| !title.is_empty()),
                ..InitArgs::default()
            };
            let begun = init::begin(cx, &args)?;
            MadePlan {
                said: (words.plan_begun)(&begun.file),
                review: None,
                id: id.clone(),
                folder: begun.plans,
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

/// Returns the folder of plans of the screen, or a new one here.
pub(super) fn plans_folder(cx: &Context) -> Result<PathBuf, Failure> {
    let folder = match cx.plans_folder() {
        Err(Failure::Fault(fault)) if matches!(*fault, Fault::NoWorkspace(_)) => {
            PathBuf::from("plans")
        }
        found => found?,
    };
    Ok(std::path::absolute(&folder).map_err(Fault::io(&folder))?)
}

/// Returns the path of a file as somebody types it: `~/` is the home folder.
fn at_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}
