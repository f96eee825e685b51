//! `duban init`: begins a folder of plans.

use std::path::{Path, PathBuf};

use chrono::Datelike;

use crate::git::{GitFault, start_repository};
use crate::plan::Day;
use crate::store::{
    Loaded, PlanFiles, Starter, fix_plan, is_plan_id, refuse_git_folder, refuse_outside,
    start_workspace, whole_or_nothing, write_starter_files,
};
use crate::text::Flaw;

use crate::cli::args::InitArgs;
use crate::cli::clock;
use crate::cli::starters::starter_files;
use crate::cli::{Context, Failure, Output};

/// A plan that was begun.
pub(super) struct Begun {
    /// Its plan.toml.
    pub(super) file: PathBuf,
    /// Whether a git repository was created in the folder, unless it lies in one.
    pub(super) is_new_repository: Result<bool, GitFault>,
}

/// `duban init [DIR]`: starts a workspace with a plan to be filled in, in a git repository; where there are plans already,
/// another one beside them.
pub(super) fn init(cx: &Context, out: &mut Output, args: &InitArgs) -> Result<(), Failure> {
    let words = &cx.words.cli;
    let folder = args.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let plans = folder.join("plans");
    let begun = begin(cx, args, &plans)?;
    out.line(&(words.created)(&begun.file));
    match begun.is_new_repository {
        Ok(true) => out.note(words.git_begun),
        Ok(false) => {}
        Err(fault) => out.note(&(words.git_not_begun)(&fault.note(cx.words).what)),
    }
    out.note(&(words.start_next)(&begun.file, &plans));
    Ok(())
}

/// Begins a plan in a folder of plans, and the workspace around it where there is none.
pub(super) fn begin(cx: &Context, args: &InitArgs, plans: &Path) -> Result<Begun, Failure> {
    let around = plans.parent().filter(|folder| *folder != Path::new(""));
    let folder = around.unwrap_or(Path::new("."));
    let words = &cx.words.cli;
    let year = clock::today().year();
    let start = cx
        .day_if(args.start.as_deref())?
        .or_else(|| Day::from_ymd_opt(year, 1, 1))
        .unwrap_or_default();
    let end = cx
        .day_if(args.end.as_deref())?
        .or_else(|| Day::from_ymd_opt(start.year(), 12, 31))
        .unwrap_or_default();
    let id = args
        .id
        .as_deref()
        .or(cx.global.plan.as_deref())
        .unwrap_or("plan");
    let title = args.title.as_deref().unwrap_or(words.template_title);
    if !is_plan_id(id) {
        return Err(Failure::Usage((cx.words.import.bad_id)(id)));
    }
    if end < start {
        let (start, end) = (start.to_string(), end.to_string());
        let flaw = Flaw::EndBeforeStart { start, end };
        return Err(Failure::Usage((cx.words.flaw)(&flaw)));
    }
    let existing = PlanFiles::in_folder(plans.join(id));
    let starter = Starter {
        id,
        title,
        start,
        end,
        comments: words.template_comments,
        examples: words.template_examples,
    };
    refuse_git_folder(plans)?;
    refuse_outside(plans)?;
    let is_new = !plans.exists();
    let own = ["plan.toml", "progress.toml"];
    let file = whole_or_nothing(&existing.folder, &own, || -> Result<PathBuf, Failure> {
        if existing.plan.exists() {
            return Err(Failure::Usage((words.exists)(&existing.plan)));
        }
        let file = start_workspace(plans, &starter)?;
        let loaded = Loaded::read(&existing, cx.as_of());
        // A title that makes no plan is refused as an id or a day is.
        if let Some(problem) = loaded.problems.iter().find(|problem| problem.is_error()) {
            return Err(Failure::Usage((cx.words.flaw)(&problem.flaw)));
        }
        if is_new {
            write_starter_files(folder, &starter_files(cx.words))?;
        }
        if let Some(plan) = &loaded.plan {
            fix_plan(&loaded.files, plan)?;
        }
        Ok(file)
    })?;
    Ok(Begun {
        file,
        is_new_repository: start_repository(folder),
    })
}
