//! The message of a commit, made from its changes.

use super::commit_draft::PlanDelta;
use crate::diff::{Difference, LogChange, Version, What, compare, deed_words, difference_line};
use crate::plan::{Entry, Log, Plan, RefusedPostponements, Target};
use crate::store::PlanPart;
use crate::text::{Words, clean};

/// Returns a function that writes the default message: what changed, a line for each item.
pub fn describe_plainly(words: &Words) -> impl Fn(&[PlanDelta]) -> String + '_ {
    move |plans| {
        let mut lines = Vec::new();
        let rewritten: Vec<Vec<Difference>> = plans.iter().map(rewritten_logs).collect();
        let each = || plans.iter().zip(&rewritten);
        let recorded: usize = each()
            .map(|(plan, rewritten)| recorded(plan, rewritten))
            .sum();
        for (plan, rewritten) in each() {
            let of_plan = plan_lines(plan, rewritten, words);
            // With several plans, each line names its plan.
            let whose = match plans {
                [_] => String::new(),
                _ => short(plan) + words.colon,
            };
            lines.extend(of_plan.iter().map(|line| format!("{whose}{line}")));
        }
        let count = lines.len();
        let gist = lines.first().map_or("", String::as_str);
        let has_gone = rewritten.iter().flatten().any(has_deleted);
        // A changed commitment is not named by the entry beside it.
        let is_changed = |plan: &PlanDelta| plan.plan_lines > 0 && !plan.is_new();
        let subject = match plans {
            [plan] if is_of_plan_alone(plan) && is_changed(plan) && !has_gone && recorded > 0 => {
                (words.git.subject_both)(&short(plan), recorded)
            }
            [plan] if plan.deleted.is_empty() && !has_gone && recorded > 0 => {
                (words.git.subject_entries)(&short(plan), recorded, gist)
            }
            [plan] if is_of_plan_alone(plan) && plan.is_new() => {
                (words.git.subject_new)(&short(plan))
            }
            [plan] if is_of_plan_alone(plan) => (words.git.subject_plan)(&short(plan)),
            [plan] => format!("{}{}{gist}", short(plan), words.colon),
            _ => (words.git.subject_several)(plans.len(), count),
        };
        let subject = one_line(&subject);
        if count <= 1 && plans.len() == 1 && plans[0].plan_lines == 0 {
            return subject + "\n";
        }
        let body: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
        format!("{subject}\n\n{}\n", body.join("\n"))
    }
}

/// Returns the number of entries that are new, not an earlier one that was edited.
fn recorded(delta: &PlanDelta, rewritten: &[Difference]) -> usize {
    let new = delta.added.iter();
    new.filter(|(_, entry)| is_new(entry, rewritten)).count()
}

fn is_new(entry: &Entry, rewritten: &[Difference]) -> bool {
    rewritten.iter().all(|difference| match &difference.what {
        What::Log(change) => {
            let mut altered = change.altered.iter();
            altered.all(|(_, now)| now.source != entry.source)
        }
        _ => true,
    })
}

/// Returns the entries that were edited or taken out in the logs of a plan, without those that are new.
fn rewritten_logs(delta: &PlanDelta) -> Vec<Difference> {
    let Some(before) = delta.before.as_ref().filter(|_| delta.removed > 0) else {
        return Vec::new();
    };
    let differences = compare(&Version::of(before), &Version::of(&delta.after));
    let logs = differences.into_iter().filter_map(|mut difference| {
        let What::Log(change) = &mut difference.what else {
            return None;
        };
        change.added.clear();
        let is_rewritten = !change.is_empty();
        is_rewritten.then_some(difference)
    });
    logs.collect()
}

/// Returns whether entries of a log are gone, and not only edited.
fn has_deleted(log: &Difference) -> bool {
    matches!(&log.what, What::Log(change) if !change.deleted.is_empty())
}

fn is_of_plan_alone(plan: &PlanDelta) -> bool {
    plan.plan_lines > 0 && plan.deleted.is_empty() && plan.moved.is_none()
}

fn one_line(text: &str) -> String {
    clean(text).replace(['\n', '\r'], " ").trim().to_owned()
}

fn short(plan: &PlanDelta) -> String {
    let before = plan.before.as_ref().and_then(|before| before.plan.as_ref());
    let known = plan.after.plan.as_ref().or(before);
    known.map_or_else(|| plan.after.files.id.clone(), |p| p.document.short.clone())
}

fn plan_lines(delta: &PlanDelta, rewritten: &[Difference], words: &Words) -> Vec<String> {
    // What is gone is said first, and of a plan that is gone nothing else.
    let mut lines = Vec::new();
    if delta.deleted.contains(&PlanPart::Plan) {
        lines.push(words.git.plan_deleted.to_owned());
    }
    if delta.deleted.contains(&PlanPart::Progress) {
        lines.push((words.git.log_deleted)(delta.removed));
    }
    let is_plan_gone = delta.deleted.contains(&PlanPart::Plan);
    let has_log = !delta.deleted.contains(&PlanPart::Progress);
    let (gone, altered) = rewritten
        .iter()
        .partition::<Vec<_>, _>(|log| has_deleted(log));
    let log_lines = |logs: Vec<&Difference>| {
        let logs = logs.into_iter().filter(|_| has_log && !is_plan_gone);
        logs.map(|log| difference_line(log, words))
            .collect::<Vec<_>>()
    };
    if delta.removed > 0 && rewritten.is_empty() && has_log && !is_plan_gone {
        lines.push((words.git.entries_removed)(delta.removed));
    }
    lines.extend(log_lines(gone));
    let new = delta.added.iter();
    let new = new.filter(|(_, entry)| is_new(entry, rewritten));
    lines.extend(new.map(|(log, entry)| entry_line(delta, log, entry, words)));
    if is_plan_gone {
        return lines;
    }
    lines.extend(log_lines(altered));
    if let Some(moved) = &delta.moved {
        let said = if moved.is_renamed() {
            words.git.folder_renamed
        } else {
            words.git.folder_moved
        };
        lines.push(said(&moved.from, &moved.to));
    }
    if delta.plan_lines > 0 {
        let promised = promised_lines(delta, words);
        if promised.is_empty() {
            lines.push((words.git.plan_lines)(delta.plan_lines));
        }
        lines.extend(promised);
    }
    if delta.other_lines && !delta.is_form_alone {
        lines.push(words.git.other_lines.to_owned());
    }
    // With the plan changed too, its log was renumbered.
    if delta.is_form_alone && delta.plan_lines == 0 {
        lines.push(words.history.no_difference.to_owned());
    }
    if !delta.lost_issues.is_empty() {
        lines.push((words.git.issues_lost)(&delta.lost_issues));
    } else if delta.issues {
        lines.push(words.git.issues_changed.to_owned());
    }
    lines
}

/// Describes the changes of plan.toml, one line each; empty if only its form changed.
fn promised_lines(delta: &PlanDelta, words: &Words) -> Vec<String> {
    let before = delta.before.as_ref().map(Version::of).unwrap_or_default();
    compare(&before, &Version::of(&delta.after))
        .iter()
        .filter(|difference| difference.is_of_commitment())
        .map(|difference| difference_line(difference, words))
        .collect()
}

/// Describes a new entry by its item, what it records, the unit meant and the day.
fn entry_line(delta: &PlanDelta, log: &Log, entry: &Entry, words: &Words) -> String {
    let open = delta.after.open();
    let refused = open.map(|(plan, progress)| RefusedPostponements::in_log(plan, progress, log));
    let (title, target) = delta
        .after
        .plan
        .as_deref()
        .and_then(|plan| title_and_target(plan, log))
        .unzip();
    let change = LogChange {
        unit: target
            .flatten()
            .map_or_else(String::new, |it| it.unit.clone()),
        refused: refused.unwrap_or_default(),
        ..LogChange::default()
    };
    let mut recorded = deed_words(entry, &change, words);
    // What says nothing of these still says something.
    if recorded.is_empty() {
        let is_proof = !entry.has_text() && !entry.evidence.is_empty();
        let word = if is_proof {
            words.evidence
        } else {
            words.progress
        };
        recorded.push(word.to_owned());
    }
    let said = [vec![log.id().to_owned()], Vec::from_iter(title), recorded].concat();
    let day = entry.day().to_string();
    let source: Vec<&str> = entry.meant().into_iter().chain([day.as_str()]).collect();
    let source = (words.history.parens)(&source.join(" "));
    format!("{}{source}", said.join(" "))
}

/// Returns the title of the item of a log, and its target if it has one.
fn title_and_target<'p>(plan: &'p Plan, log: &Log) -> Option<(String, Option<&'p Target>)> {
    match log {
        Log::Milestone(id) => {
            let (action, milestone) = plan.milestone(id)?;
            let title = format!("{} {}", action.title, milestone.label());
            Some((title, milestone.target.as_ref()))
        }
        Log::Indicator(id) => {
            let indicator = plan.indicator(id)?;
            Some((indicator.name.clone(), indicator.targets.first()))
        }
    }
}
