//! Words of the command line.

use crate::plan::{Postponement, Withdrawn};
use crate::text::Note;
use crate::text::words::cli::CliWords;
use crate::text::words::git::{checkout, shell_word};
use crate::text::words::note;

use super::{counted, plural};

pub(super) const CLI: CliWords = CliWords {
    plans: |n| counted(n, "plan"),
    items: |n| counted(n, "milestone"),
    items_shown: |shown, n| format!("{shown} of {}", counted(n, "milestone")),
    nothing_found: "no milestone matches",
    nothing_overdue: "nothing is overdue",
    no_overdue_found: "no overdue milestone matches",
    not_of_overdue: |option| note!("overdue has no {option}", "duban list {option} has it"),
    no_json: "this command has no JSON; --json changes nothing",
    plans_in_error: |n| {
        let have = if n == 1 { "has" } else { "have" };
        format!(
            "{} {have} errors, so this may not be all; see duban check",
            counted(n, "plan")
        )
    },
    plans_in_conflict: |n| {
        format!(
            "{} with an unsettled merge; see duban resolve",
            counted(n, "plan")
        )
    },
    reading: |read, all| format!("Reading plans {read}/{all}"),
    plans_not_read: |n| {
        format!(
            "{n} more {} could not be read; see duban check",
            plural(n, "plan")
        )
    },
    variable_not_text: |name| {
        note!(
            "{name} in the environment is not UTF-8",
            "set it from a terminal in UTF-8, or unset it"
        )
    },
    marked: |id, status| format!("{id} {status}"),
    progress_noted: |id| format!("{id} progress noted"),
    postponed: |id, date, outcome| match outcome {
        Postponement::Granted => format!("{id} postponed to {date}"),
        Postponement::Refused => format!("{id} postponement refused, still due {date}"),
        Postponement::Pending | Postponement::Decided => {
            format!("{id} postponement to {date} asked for")
        }
    },
    reading_noted: |id, value| format!("{id} reading {value} noted"),
    corrected: |id| format!("{id} corrected"),
    took_back: |id, day, what| format!("{id} {what} of {day} withdrawn"),
    withdrawable: |what| match what {
        Withdrawn::Reading => "reading",
        Withdrawn::Reminder => "reminders",
    },
    only_reminders: |id| {
        note!(
            "{id} is a milestone; it has no readings",
            "--withdraw reminder takes back a reminder; --status todo and --add 0 a status and a value"
        )
    },
    reminded: |id, level| format!("{id} {level}"),
    correction: "correction",
    undone: |id, what| format!("taken back from {id}: {what}"),
    would: |what| format!("would note: {what}"),
    nothing_to_undo: "nothing to undo (correct what is committed with duban correct)",
    finished_of: |done, of| format!("done {done}/{of}"),
    worst: "most urgent",
    uncommitted: |n| format!("uncommitted {n}"),
    all_quiet: "nothing overdue, nothing due soon",
    plan_broken: |n| format!("cannot be opened: {}, see duban check", counted(n, "error")),
    unit: "unit",
    no_entry_since: |day| format!("no entry since {day}"),
    not_yet_reported: |missing, of| {
        let have = if missing == 1 { "has" } else { "have" };
        format!("{missing} of {} {have} not reported", counted(of, "unit"))
    },
    nothing_wrong: |n| format!("{}, nothing wrong", counted(n, "plan")),
    found_wrong: |errors, warnings| {
        format!(
            "{}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        )
    },
    fixed: |plan, what| format!("{plan}: {what}"),
    fix_created: "progress.toml created",
    fix_added: |n| format!("{} added", counted(n, "block")),
    fix_refreshed: |n| format!("{} refreshed", counted(n, "comment")),
    fix_lookalikes: |n| format!("{} replaced", counted(n, "look-alike")),
    fix_rewritten: |n| format!("{} of the log rewritten", counted(n, "part")),
    fix_joined: |n| format!("{n} double {} joined", plural(n, "block")),
    created: |path| format!("created {}", path.display()),
    start_next: |file, plans| {
        let plans = shell_word(plans);
        format!(
            "next: write {}, then run duban --plans {plans} check --fix; duban --plans {plans} opens it",
            file.display()
        )
    },
    git_begun: "created a git repository; for the first commit: git add . and git commit",
    git_not_begun: |why| {
        format!("no git repository was created ({why}): write the plan, and run git init later")
    },
    workspace_readme: include_str!("workspace_readme.md"),
    check_comments: [
        "Put the address of duban's git repository in the place of ADDRESS; no registry has duban.",
        "the first push: nothing was promised before",
        "On the first push nothing was promised before.",
        "Refuses a push to main that weakens a commitment, rewrites a log, or takes main away.",
        "the first push",
    ],
    fix_needs_place: |plans| {
        let named = shell_word(plans);
        Note::new(
            format!(
                "there are no plans in this folder or its repository; elsewhere they are in {}",
                plans.display()
            ),
            format!("to fix those, run duban --plans {named} check --fix"),
        )
    },
    demo_made: "the sample is ready, its progress invented; reports/ has one of each report",
    demo_next: |path| {
        format!(
            "open it: duban --plans {} --as-of 2024-06-30",
            shell_word(path)
        )
    },
    template_title: "Implementation plan",
    template_comments: [
        "A plan: write the document's items below by their numbers; docs/format.md says how. Then: duban check --fix",
        "Responsible units: the fullest name the document prints; others as aliases = [\"...\"]",
        "Sections: lead and support are inherited by the actions in them",
        "Actions: number and heading as printed; summary in your own words",
        "A checkable deliverable of an action: [[action.milestone]] with id, title, due, target",
    ],
    template_examples: ["Period", "Unit", "Section", "Action"],
    not_there: "not there; these are the defaults",
    no_workspace: |start| {
        Note::new(
            format!("no folder plans/ in {} or above it", start.display()),
            "name one with --plans DIR, make one of a document with duban import FILE --id ID, start one with duban init, or look at duban demo",
        )
    },
    no_folder: |path| {
        Note::new(
            format!("there is no folder {}", path.display()),
            "check --plans or DUBAN_PLANS",
        )
    },
    no_plans: |path, meant| {
        Note::new(
            format!(
                "no plan in {} (each plan is a folder with a plan.toml)",
                path.display()
            ),
            meant.map_or_else(|| "make one of a document with duban import FILE --id ID, start one with duban init, or look at duban demo".to_owned(), |meant| format!("use {meant}")),
        )
    },
    no_plan: |id, known| {
        Note::new(
            format!("no plan {id}"),
            format!("there are: {}", known.join(" ")),
        )
    },
    broken: |id| {
        note!(
            "plan {id} cannot be opened",
            "duban --plan {id} check shows where it is wrong"
        )
    },
    no_log: |id| note!("{id} is not in the plan", "duban list shows the ids"),
    gone: |id| {
        note!(
            "that entry of {id} is gone or was changed",
            "duban show lists what is there now"
        )
    },
    locked: |path| {
        Note::new(
            format!("another program is using {}", path.display()),
            "try again in a moment",
        )
    },
    file_lost: |path| {
        Note::new(
            format!(
                "{} is gone or empty; the last commit has it",
                path.display()
            ),
            format!("{} brings it back", checkout(path)),
        )
    },
    not_known_lost: |path| {
        Note::new(
            format!(
                "{} is not there, and git cannot be asked whether the last commit has it",
                path.display()
            ),
            "duban diff shows why",
        )
    },
    would_not_read: |path| {
        Note::new(
            format!(
                "{} would not say what was recorded; nothing was written",
                path.display()
            ),
            "duban check shows what is wrong with the file",
        )
    },
    io: |path, error| {
        let how = match error.kind() {
            std::io::ErrorKind::PermissionDenied => {
                "check the permissions of the file and its folder"
            }
            std::io::ErrorKind::StorageFull => "make room on the disk and try again",
            _ => "check the path and the disk",
        };
        Note::new(format!("{}: {error}", path.display()), how)
    },
    no_such_id: |id, near| Note::new(format!("no id {id}"), near_text(near)),
    not_yet_there: |id, added| {
        note!(
            "{id} is only in the plan from {added}, the day of its amendment",
            "add --as-of {added}, or a later day"
        )
    },
    ended: |id, day| {
        note!(
            "{id} was ended by an amendment of {day}",
            "duban show {id} --as-of shows it on an earlier day; duban log {id} its history"
        )
    },
    ended_on: |day| format!("ended by an amendment of {day}"),
    ended_count: |n| match n {
        0 => "no amendment has ended anything".to_owned(),
        n => format!("{n} ended; duban show ID --as-of shows one on an earlier day"),
    },
    is_an_indicator: |id| {
        note!(
            "{id} is an indicator",
            "duban reading records what was measured; duban correct takes --value, --text, --evidence and --reason of it, and \
             --withdraw reading of what was recorded by mistake"
        )
    },
    not_an_indicator: |id, known| {
        let how = match known {
            [] => "the plan has none: [[indicator]] in plan.toml adds one".to_owned(),
            known => near_text(known),
        };
        Note::new(format!("{id} is not an indicator"), how)
    },
    several_ids: |id, found| {
        Note::new(
            format!("{id} is more than one milestone"),
            format!("name one: {}", found.join(" ")),
        )
    },
    may_be_in: |name, plans| {
        Note::new(
            format!(
                "{name} may be in {}, which cannot be read",
                plans.join(", ")
            ),
            "duban check shows what is wrong; --plan ID looks in one plan that can be read",
        )
    },
    no_such_unit: |name, near| Note::new(format!("no unit \"{name}\""), near_text(near)),
    several_units: |name, found| {
        Note::new(
            format!("\"{name}\" may be several units"),
            format!("name one: {}", found.join(" ")),
        )
    },
    blank_search: "--search needs a text to look for",
    no_such_phase: |id, known| {
        Note::new(
            format!("no phase {id}"),
            format!("there are: {}", known.join(" ")),
        )
    },
    no_such_section: |id, known| {
        Note::new(
            format!("no section {id}"),
            format!("there are: {}", known.join(" ")),
        )
    },
    bad_date: |text| note!("not a date: {text}", "write it as 2024-06-30"),
    bad_choice: |option, value, allowed| {
        Note::new(
            format!("{option} cannot be {value}"),
            format!("one of: {}", allowed.join(" ")),
        )
    },
    needs_plan: |known| {
        Note::new(
            "there are several plans; name one",
            format!("add --plan: {}", known.join(" ")),
        )
    },
    not_in_the_past: "the past cannot be changed; leave out --at",
    needs_terminal: "the screen needs a terminal",
    needs_ids: "name ids, or the filters of list",
    exists: |path| {
        Note::new(
            format!("{} is already there", path.display()),
            "choose another folder, or move it away",
        )
    },
    usage: |what| Note::new(what.to_owned(), "duban --help shows the usage"),
    hint: "hint",
};

pub(super) fn near_text(near: &[String]) -> String {
    if near.is_empty() {
        "duban list shows the ids, duban units the units".to_owned()
    } else {
        format!("closest: {}", near.join(" "))
    }
}
