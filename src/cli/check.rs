use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::report::to_text;
use crate::store::{
    Fixed, Loaded, Place, Problem, check_plan, check_source, fix_plan, read_lossily, render_problem,
};
use crate::text::Severity;

use super::args::CheckArgs;
use super::context::Context;
use super::failure::Failure;
use super::output::{Output, message};

#[derive(Serialize)]
struct ProblemJson {
    file: PathBuf,
    line: usize,
    column: usize,
    severity: &'static str,
    code: &'static str,
    what: String,
    how: String,
}

/// `duban check [--fix] [--source DIR]`: everything that is wrong, each at its place.
pub(super) fn check(cx: &Context, out: &mut Output, args: &CheckArgs) -> Result<(), Failure> {
    let workspace = cx.workspace()?;
    let mut problems: Vec<Problem> = cx.config_problems.clone();
    if args.fix {
        for loaded in workspace.load(cx.as_of(), cx.global.plan.as_deref()) {
            fix(cx, out, &loaded)?;
        }
    }
    let all = workspace.load(cx.as_of(), cx.global.plan.as_deref());
    for loaded in &all {
        problems.extend(check_plan(loaded, &workspace.parent()));
        if let Some(sources) = &args.source {
            problems.extend(check_source(loaded, &workspace.parent(), sources));
        }
    }
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    if cx.global.json {
        let list: Vec<ProblemJson> = problems
            .iter()
            .map(|problem| problem_json(cx, problem))
            .collect();
        out.raw(&to_text(
            &serde_json::json!({ "schema": 1, "problems": list }),
        ));
        out.raw("\n");
    } else {
        for problem in &problems {
            for line in render_problem(problem, &shown_path(&problem.file), cx.words).lines() {
                out.line(line);
            }
        }
        message(&if problems.is_empty() {
            (cx.words.cli.nothing_wrong)(all.len())
        } else {
            (cx.words.cli.found_wrong)(errors, problems.len() - errors)
        });
    }
    if errors > 0 {
        Err(Failure::Found)
    } else {
        Ok(())
    }
}

/// Mends one plan; where it cannot be mended the check that follows says why.
fn fix(cx: &Context, out: &mut Output, loaded: &Loaded) -> Result<(), Failure> {
    let Some(plan) = &loaded.plan else {
        return Ok(());
    };
    let fixed = match fix_plan(&loaded.files, plan) {
        Ok(fixed) => fixed,
        Err(crate::store::Fault::NotWritable(_)) => return Ok(()),
        Err(fault) => return Err(fault.into()),
    };
    if !fixed.is_empty() {
        out.line(&(cx.words.cli.fixed)(
            &loaded.files.id,
            &what_was_fixed(cx, &fixed),
        ));
    }
    Ok(())
}

fn what_was_fixed(cx: &Context, fixed: &Fixed) -> String {
    let words = &cx.words.cli;
    let mut parts = Vec::new();
    if fixed.created {
        parts.push(words.fix_created.to_owned());
    }
    for (count, text) in [
        (fixed.added, words.fix_added),
        (fixed.refreshed, words.fix_refreshed),
        (fixed.joined, words.fix_joined),
    ] {
        if count > 0 {
            parts.push(text(count));
        }
    }
    parts.join(" ")
}

/// A file as seen from where one stands.
fn shown_path(file: &Path) -> PathBuf {
    std::env::current_dir()
        .ok()
        .and_then(|here| file.strip_prefix(here).map(Path::to_owned).ok())
        .unwrap_or_else(|| file.to_owned())
}

fn problem_json(cx: &Context, problem: &Problem) -> ProblemJson {
    let note = (cx.words.flaw)(&problem.flaw);
    let text = read_lossily(&problem.file).unwrap_or_default();
    let place = Place::of(&text, &problem.span);
    ProblemJson {
        file: shown_path(&problem.file),
        line: place.line,
        column: place.column,
        severity: if problem.flaw.severity() == Severity::Error {
            "error"
        } else {
            "warning"
        },
        code: problem.flaw.code(),
        what: note.what,
        how: note.how,
    }
}
