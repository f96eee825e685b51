//! `duban check`: names what is wrong in the files, and mends some of it with `--fix`.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::git::{check_lost_entries, check_lost_issues, refuse_lost_log};
use crate::import::check_source;
use crate::store::{
    Contacts, Fixed, Loaded, OfficeSettings, PlanFiles, Problem, TextPlace, check_across,
    check_counting, check_days, check_issues, check_lists_alone, check_plan, fix_plan,
    mend_lookalikes, parent_of_plans, read_lossily, render_problem_in,
};

use crate::cli::args::CheckArgs;
use crate::cli::clock;
use crate::cli::conflicts;
use crate::cli::{Context, Failure, Output};

/// `duban check [--fix] [--source DIR]`: reports every problem at its position.
pub(super) fn check(cx: &Context, out: &mut Output, args: &CheckArgs) -> Result<(), Failure> {
    let folder = cx.plans_folder()?;
    let parent = parent_of_plans(&folder);
    let mut problems: Vec<Problem> = cx.config_problems.clone();
    let all = match &cx.global.at {
        Some(_) if args.fix => return cx.refuse_past(),
        Some(at) => cx.loaded_at(at)?,
        None => {
            let workspace = cx.workspace()?;
            if args.fix {
                cx.refuse_elsewhere(&folder)?;
                for files in workspace.wanted(cx.global.plan.as_deref()) {
                    mend_plan(cx, out, files);
                }
                for loaded in workspace.load(cx.as_of(), cx.global.plan.as_deref()) {
                    fix(cx, out, &loaded)?;
                }
            }
            let only = cx.global.plan.as_deref();
            let is_wanted = |problem: &Problem| {
                let folder = problem.file.parent().and_then(Path::file_name);
                only.is_none_or(|only| folder.is_some_and(|folder| folder == only))
            };
            let lost = check_lost_issues(&workspace).into_iter();
            let lost = lost.chain(check_lost_entries(&workspace));
            let alone = check_lists_alone(&workspace.folder);
            problems.extend(lost.chain(alone).filter(is_wanted));
            workspace.load(cx.as_of(), only)
        }
    };
    let (office, of_office) = OfficeSettings::read(&parent);
    let (contacts, of_contacts) = Contacts::read(&parent);
    problems.extend(of_office);
    problems.extend(of_contacts);
    // A unit is known to be in no plan only if all plans were read.
    let plans = all.iter().map(|loaded| loaded.plan.as_deref());
    if let Some(plans) = plans.collect::<Option<Vec<_>>>()
        && cx.global.plan.is_none()
    {
        problems.extend(contacts.unknown_units(&parent, office.office.as_deref(), &plans));
    }
    for loaded in &all {
        problems.extend(check_plan(loaded, &parent));
        problems.extend(check_days(loaded, clock::today()));
        problems.extend(check_counting(loaded, clock::today()));
        problems.extend(check_issues(&loaded.files, clock::today()));
        if let Some(sources) = &args.source {
            problems.extend(check_source(loaded, &parent, sources));
        }
    }
    problems.extend(check_across(&all));
    print(cx, out, &all, &problems)?;
    Failure::Found.when(problems.iter().any(Problem::is_error))
}

fn print(
    cx: &Context,
    out: &mut Output,
    all: &[Loaded],
    problems: &[Problem],
) -> Result<(), Failure> {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    // An unparsable side cannot be shown in words; its problems are reported all the same.
    let unsettled = if errors > 0 {
        conflicts::in_conflict(cx, cx.global.plan.as_deref()).unwrap_or_default()
    } else {
        Vec::new()
    };
    if cx.global.json {
        let list: Vec<Value> = problems
            .iter()
            .map(|problem| problem_json(cx, problem, &text_of(all, problem).unwrap_or_default()))
            .collect();
        let mut document = json!({ "schema": 1, "problems": list });
        if !unsettled.is_empty() {
            document["conflicts"] = json!(conflicts::places_json(&unsettled));
        }
        out.json(&document);
    } else {
        for problem in problems {
            let text = text_of(all, problem);
            let shown = shown_path(&problem.file);
            for line in render_problem_in(text.as_deref(), problem, &shown, cx.words).lines() {
                out.line(line);
            }
        }
        conflicts::print(cx, out, &unsettled)?;
        out.note(&if problems.is_empty() {
            (cx.words.cli.nothing_wrong)(all.len())
        } else {
            (cx.words.cli.found_wrong)(errors, problems.len() - errors)
        });
    }
    Ok(())
}

/// Mends plan.toml, where nothing but the form is wrong. One that may not be written keeps nobody from mending the log.
fn mend_plan(cx: &Context, out: &mut Output, files: &PlanFiles) {
    match mend_lookalikes(files) {
        Ok(0) | Err(crate::store::Fault::NotWritable(_)) => {}
        Ok(count) => {
            let words = &cx.words.cli;
            cx.say(
                out,
                &(words.fixed)(&files.id, &(words.fix_lookalikes)(count)),
            );
        }
        Err(fault) => Failure::from(fault).report(cx.words),
    }
}

/// Repairs one plan; if that is impossible, the check that follows says why.
fn fix(cx: &Context, out: &mut Output, loaded: &Loaded) -> Result<(), Failure> {
    let Some(plan) = &loaded.plan else {
        return Ok(());
    };
    if let Err(lost) = refuse_lost_log(&loaded.files) {
        Failure::from(lost).report(cx.words);
        return Ok(());
    }
    let fixed = match fix_plan(&loaded.files, plan) {
        Ok(fixed) => fixed,
        Err(crate::store::Fault::NotWritable(_)) => return Ok(()),
        Err(fault) => return Err(fault.into()),
    };
    if !fixed.is_empty() {
        let what = what_was_fixed(cx, &fixed);
        cx.say(out, &(cx.words.cli.fixed)(&loaded.files.id, &what));
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
        (fixed.rewritten, words.fix_rewritten),
    ] {
        if count > 0 {
            parts.push(text(count));
        }
    }
    parts.join(" ")
}

/// Returns a path relative to the current folder.
fn shown_path(file: &Path) -> PathBuf {
    std::env::current_dir()
        .ok()
        .and_then(|here| file.strip_prefix(here).map(Path::to_owned).ok())
        .unwrap_or_else(|| file.to_owned())
}

fn problem_json(cx: &Context, problem: &Problem, text: &str) -> Value {
    let note = (cx.words.flaw)(&problem.flaw);
    let place = TextPlace::of(text, &problem.span);
    json!({
        "file": shown_path(&problem.file),
        "line": place.line,
        "column": place.column,
        "severity": problem.flaw.severity().key(),
        "code": problem.flaw.code(),
        "what": note.what,
        "how": note.how,
    })
}

/// Returns the text a problem was found in, as read: with `--at` it differs from the disk.
fn text_of<'l>(all: &'l [Loaded], problem: &Problem) -> Option<Cow<'l, str>> {
    let read = all
        .iter()
        .flat_map(|loaded| [&loaded.plan_text, &loaded.progress_text])
        .flatten();
    let known = read.into_iter().find(|file| file.path == problem.file);
    known
        .map(|file| Cow::Borrowed(file.text.as_str()))
        .or_else(|| read_lossily(&problem.file).map(Cow::Owned))
}
