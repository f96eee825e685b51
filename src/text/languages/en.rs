//! English

#[path = "en/forms.rs"]
mod forms;
#[path = "en/import.rs"]
mod import;
#[path = "en/ledger.rs"]
mod ledger;
#[path = "en/reading.rs"]
mod reading;
#[path = "en/record.rs"]
mod record;
#[path = "en/report.rs"]
mod report;

use crate::plan::{
    Lamp, Measure, Miss, Missed, Op, Pace, PlanState, Reason, Recurrence, Refusal, Reminder,
    Standing, Status, Target, UnitKind, Verdict, show_number,
};

use crate::text::words::cli::CliWords;
use crate::text::words::demo::DemoWords;
use crate::text::words::files::{FileWords, Lost, OutputRefusal, UnfitFolder};
use crate::text::words::git::{GitWords, shell_word};
use crate::text::words::help::HelpTitles;
use crate::text::words::screen::ScreenWords;
use crate::text::words::{ColumnWords, ResolveWords, SyncWords};
use crate::text::{
    ChangedField, ExpectedValue, Flaw, HistoryWords, Lang, Limited, Note, TomlForm, Weakness, Words,
};
use crate::text::{ScreenCommand, View};

/// Everything said in English.
pub(super) static WORDS: Words = Words {
    lang: Lang::En,
    key: "en",
    locales: &["en"],
    standing: |standing| match standing {
        Standing::Overdue => "overdue",
        Standing::OverLimit => "over the limit",
        Standing::FarBehind => "far behind",
        Standing::Returned => "returned",
        Standing::Blocked => "blocked",
        Standing::Soon => "due soon",
        Standing::Behind => "behind",
        Standing::Unreported => "unreported",
        Standing::OnTrack => "on track",
        Standing::NotYet => "not yet begun",
        Standing::Done => "done",
        Standing::Closed => "closed",
        Standing::Dropped => "dropped",
    },
    lamp: |lamp| match lamp {
        Lamp::Red => "RD",
        Lamp::Yellow => "YL",
        Lamp::Green => "GN",
        Lamp::Grey => "GY",
        Lamp::Done => "OK",
        Lamp::Closed => "CL",
        Lamp::Stopped => "ST",
    },
    lamp_name: |lamp| match lamp {
        Lamp::Red => "red",
        Lamp::Yellow => "yellow",
        Lamp::Green => "green",
        Lamp::Grey => "grey",
        Lamp::Done => "done",
        Lamp::Closed => "closed",
        Lamp::Stopped => "dropped",
    },
    status: |status| match status {
        Status::Todo => "to do",
        Status::Doing => "doing",
        Status::Blocked => "blocked",
        Status::Done => "done",
        Status::Closed => "closed",
        Status::Returned => "returned",
        Status::Dropped => "dropped",
    },
    reminder: |level| match level {
        Reminder::Notice => "notice",
        Reminder::Urge => "urged",
        Reminder::Supervise => "supervised",
    },
    reason,
    missed,
    plan_state: |state| match state {
        PlanState::NotStarted => "not started".to_owned(),
        PlanState::InForce => "in force".to_owned(),
        PlanState::Ended(days) => format!("ended {days} days ago"),
    },
    never_reported: "never reported on",
    refusal,
    flaw,
    lead: "lead",
    support: "support",
    answers: "answers",
    no_unit: "no unit named",
    between_names: "; ",
    all: "all",
    due: "due",
    original_due: "originally due",
    due_now: "postponed to",
    asked: "postponement asked",
    phase: "phase",
    section: "section",
    indicator: "indicator",
    target: "target",
    value: "value",
    progress: "progress",
    problem: "problem",
    next: "next",
    because: "because",
    evidence: "evidence",
    log: "log",
    truncated: "cut off in the source",
    draft: "draft",
    error: "error",
    warning: "warning",
    as_of: |day| format!("as of {day}"),
    reported_of: |done, of| format!("{done}/{of} reported"),
    each: "every unit reports its own",
    columns: ColumnWords {
        plan: "plan",
        id: "id",
        action: "action",
        milestone: "milestone",
        start: "start",
        target_unit: "unit of the target",
        status: "status",
        standing: "standing",
        reason: "reason",
    },
    help_titles: HelpTitles {
        usage: "Usage",
        commands: "Commands",
        command: "COMMAND",
        arguments: "Arguments",
        options: "Options",
        options_of_usage: "OPTIONS",
        global_options: "Options of every command",
        unknown_option: |option| format!("no option {option}"),
        unknown_command: |command| format!("no command {command}"),
        missing: |what| format!("{what} is missing"),
        bad_value: |option, value| format!("{option} cannot be \"{value}\""),
        conflict: |a, b| format!("{a} and {b} do not go together"),
        perhaps: |near| format!("perhaps: {near}"),
    },
    help,
    record: record::RECORD,
    files: FileWords {
        replaced: |path| format!("replaced {}", path.display()),
        not_whole: |path| {
            format!(
                "not everything could be read; {} was not written",
                path.display()
            )
        },
        no_output: |path, why| {
            let path = path.display();
            match why {
                OutputRefusal::PlanFile => Note::new(
                    format!("{path} is a plan or a settings file, not a place for a result"),
                    "choose another file name",
                ),
                OutputRefusal::GitFile => Note::new(
                    format!("{path} belongs to git and is not a place for a result"),
                    "choose another folder",
                ),
                OutputRefusal::Device => Note::new(
                    format!("{path} is a device or a socket, not a file"),
                    "name a file; leave -o out to print the result or to pipe it",
                ),
                OutputRefusal::Folder => Note::new(
                    format!("{path} is a folder, not a file"),
                    "add the name of a file",
                ),
                OutputRefusal::NoFolder => Note::new(
                    format!("the folder of {path} is not there"),
                    "make the folder first, or check the path",
                ),
                OutputRefusal::LinkToNothing => Note::new(
                    format!("{path} is a link to nothing"),
                    "remove the link, or choose another file name",
                ),
                OutputRefusal::NobodyReads => Note::new(
                    format!("{path} is a pipe that no program reads"),
                    "start the program that reads it first",
                ),
            }
        },
        unfit: |why| match why {
            UnfitFolder::NotOurs => "it is not this user's",
            UnfitFolder::OthersWrite => "others may write to it; chmod 700",
            UnfitFolder::Link => "it is a link",
            UnfitFolder::Shared => {
                "the folder around it is somebody else's, or others may write to it"
            }
        },
        not_used: |why| format!("not used: {why}"),
        config_syntax: "duban schema config lists every key with what it takes; docs/install.md has an example",
        config_slip: |file| {
            Note::new(
                format!(
                    "{} is not right, so it is not known who speaks; nothing was recorded",
                    file.display()
                ),
                "mend what is shown above; duban config shows the settings as they are",
            )
        },
        config_unit: |unit, file| {
            Note::new(
                format!(
                    "no plan has the unit \"{unit}\" that {} names; nothing was recorded",
                    file.display()
                ),
                "mend unit, or name the unit with --by",
            )
        },
        config_slip_short: "config.toml is not right; nothing is recorded until it is: duban config",
        lost: |path, lost| {
            let path = path.display();
            match lost {
                Lost::Group(group) => format!(
                    "{path} belonged to the group {group}, of which the writer is no member; it could not be kept: set the shared folder's group to be inherited (chmod g+s) and add the writer to the group"
                ),
                Lost::AccessList => format!(
                    "the access list (ACL) of {path} could not be kept; check it with getfacl"
                ),
                Lost::Links => {
                    format!("{path} has other names (hard links), which still hold the old text")
                }
            }
        },
    },
    demo: DemoWords {
        short: "Demo",
        title: |title| format!("{title} (sample: all progress is invented)"),
        mark: "(invented) ",
        towns: [
            "North Town (invented)",
            "South Town (invented)",
            "Hill Township (invented)",
            "River Street (invented)",
        ],
        desks: [
            "Education desk (sample, invented)",
            "Plan office (sample, invented)",
        ],
        first_commit: "Sample: the plan, with empty logs (the progress that follows is invented)\n",
        month_commit: |month, count| {
            let entries = if count == 1 { "entry" } else { "entries" };
            format!("Sample: {count} {entries} of {month} (invented)")
        },
        evidence: |year, number| format!("(invented) document {number} of {year}"),
        begun: [
            "the year's work is planned",
            "a meeting has shared out the work",
            "a working group is set up",
        ],
        going: [
            "goes on as planned",
            "two rounds have been held",
            "the units are being asked for their views",
            "the money is there, the work is being organised",
        ],
        reached: |value| format!("{value} so far"),
        problems: [
            "fewer people than places have signed up",
            "the money came late",
            "too few hands beside other work",
        ],
        next: [
            "a second round next month",
            "talk to the finance bureau",
            "make it a priority of the next quarter",
        ],
        finished: [
            "all of it is done",
            "issued and in force",
            "done and on file",
        ],
        late: "put off by bad weather",
        short_of_target: "some fell ill; the rest follows next year",
        checked: "checked on the spot, papers complete",
        blocked: ["no venue yet", "waiting for rules from above"],
        returned: "evidence incomplete; please add it and report again",
        dropped: "taken over by another unit's work",
        asked: "has to go with a project that is later",
        granted: "granted",
        reminded: "please report soon",
        corrected: "counted wrongly at first",
        measured: "sample survey",
    },
    reading: &reading::READING,
    import: &import::IMPORT,
    report: &report::REPORT,
    cli: CliWords {
        plans: |n| format!("{n} {}", plural(n, "plan")),
        items: |n| format!("{n} {}", plural(n, "milestone")),
        items_shown: |shown, n| format!("{shown} of {n} {}", plural(n, "milestone")),
        nothing_found: "no milestone fits",
        nothing_overdue: "nothing is overdue",
        plans_in_error: |n| {
            let have = if n == 1 { "has" } else { "have" };
            format!(
                "{n} {} {have} errors, so this may not be all; see duban check",
                plural(n, "plan")
            )
        },
        plans_in_conflict: |n| {
            format!(
                "{n} {} with an unsettled merge; see duban resolve",
                plural(n, "plan")
            )
        },
        reading: |read, all| format!("Reading plans {read}/{all}"),
        plans_not_read: |n| {
            format!(
                "{n} more {} could not be read; see duban check",
                plural(n, "plan")
            )
        },
        marked: |id, status| format!("{id} {status}"),
        progress_noted: |id| format!("{id} progress noted"),
        postponed: |id, date, granted| {
            if granted {
                format!("{id} postponed to {date}")
            } else {
                format!("{id} postponement to {date} asked for")
            }
        },
        reading_noted: |id, value| format!("{id} reading {value} noted"),
        corrected: |id| format!("{id} corrected"),
        reminded: |id, level| format!("{id} {level}"),
        correction: "correction",
        undone: |id, what| format!("taken back from {id}: {what}"),
        would: |what| format!("would note: {what}"),
        nothing_to_undo: "nothing to take back (what is committed is corrected by duban correct)",
        skipped: |id, why| format!("{id} not marked: {why}"),
        finished_of: |done, of| format!("done {done}/{of}"),
        worst: "most urgent",
        uncommitted: |n| format!("uncommitted {n}"),
        all_quiet: "nothing overdue, nothing due soon",
        plan_broken: |n| {
            format!(
                "cannot be opened: {n} {}, see duban check",
                plural(n, "error")
            )
        },
        unit: "unit",
        count: "items",
        never_entered: "never reported on",
        no_entry_since: |day| format!("no entry since {day}"),
        not_yet_reported: |missing, of| format!("{missing} of {of} units have not reported"),
        nothing_wrong: |n| format!("{n} {}, nothing wrong", plural(n, "plan")),
        found_wrong: |errors, warnings| {
            format!(
                "{errors} {}, {warnings} {}",
                plural(errors, "error"),
                plural(warnings, "warning")
            )
        },
        fixed: |plan, what| format!("{plan}: {what}"),
        fix_created: "progress.toml made",
        fix_added: |n| format!("{n} {} added", plural(n, "block")),
        fix_refreshed: |n| format!("{n} {} refreshed", plural(n, "comment")),
        fix_lookalikes: |n| format!("{n} {} retyped", plural(n, "look-alike")),
        fix_rewritten: |n| format!("{n} {} of the log written anew", plural(n, "part")),
        fix_joined: |n| format!("{n} double {} joined", plural(n, "block")),
        started: |path| format!("made {}", path.display()),
        start_next: |file, plans| {
            let plans = shell_word(plans);
            format!(
                "next: write {}, then run duban --plans {plans} check --fix; duban --plans {plans} opens it",
                file.display()
            )
        },
        git_begun: "made a git repository; the first commit: git add . and git commit",
        git_not_begun: "no git repository was made (there is no git here, or it refused): run git init when there is",
        workspace_readme: include_str!("en/workspace_readme.md"),
        fix_needs_place: |plans| {
            let named = shell_word(plans);
            Note::new(
                format!(
                    "there are no plans around here; the last ones opened are {}",
                    plans.display()
                ),
                format!("to mend those run duban --plans {named} check --fix"),
            )
        },
        demo_made: "the sample is made; all its progress is invented; reports/ has one of each report",
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
        no_plans: |path| {
            Note::new(
                format!(
                    "no plan in {} (each plan is a folder with a plan.toml)",
                    path.display()
                ),
                "make one of a document with duban import FILE --id ID, start one with duban init, or look at duban demo",
            )
        },
        no_plan: |id, known| {
            Note::new(
                format!("no plan {id}"),
                format!("there are: {}", known.join(" ")),
            )
        },
        broken: |id| {
            Note::new(
                format!("plan {id} cannot be opened"),
                format!("duban --plan {id} check shows where it is wrong"),
            )
        },
        no_log: |id| {
            Note::new(
                format!("{id} is not in the plan"),
                "duban list shows the ids",
            )
        },
        gone: |id| {
            Note::new(
                format!("that entry of {id} is gone or was changed"),
                "duban show tells what is there now",
            )
        },
        locked: |path| {
            Note::new(
                format!("another program is using {}", path.display()),
                "try again in a moment",
            )
        },
        would_not_read: |path| {
            Note::new(
                format!(
                    "{} would not have said what was meant; nothing was written",
                    path.display()
                ),
                "duban check tells what is wrong with the file",
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
        several_ids: |id, found| {
            Note::new(
                format!("{id} is more than one milestone"),
                format!("name one: {}", found.join(" ")),
            )
        },
        no_such_unit: |name, near| Note::new(format!("no unit \"{name}\""), near_text(near)),
        several_units: |name, found| {
            Note::new(
                format!("\"{name}\" may be several units"),
                format!("name one: {}", found.join(" ")),
            )
        },
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
        bad_date: |text| Note::new(format!("not a date: {text}"), "write it as 2024-06-30"),
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
        not_in_the_past: "what was cannot be changed; leave out --at",
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
    },
    sync: SyncWords {
        fetching: "fetching",
        merging: "merging",
        pushing: "pushing",
        again: |n| format!("somebody was faster; try {n}"),
        done: |received, sent| {
            format!(
                "synced: {received} {} in, {sent} out",
                plural(received, "commit")
            )
        },
    },
    resolve: ResolveWords {
        nothing: "no conflict to settle",
        open: |n| format!("{n} still open: N=ours, N=theirs or N=TEXT, or --all"),
        settled: |n| format!("{n} {} settled", plural(n, "file")),
        was: "was",
        ours: "ours",
        theirs: "theirs",
        taken_out: "(taken out)",
        kept: |changes| {
            if changes.is_empty() {
                "kept, with what was recorded".to_owned()
            } else {
                format!("kept, with its change: {changes}")
            }
        },
        whole_plan: "deleted on one side and changed on the other: it stays or goes as a whole",
        whole_item: "the whole item",
        ask: "1, 2, or type what it is to be; Enter leaves it open:",
        title: |plan| format!("{plan}: an unsettled merge"),
        places: |file, n| {
            format!(
                "{file}: {n} {} where the two sides differ",
                plural(n, "place")
            )
        },
        both_kept: |file| format!("{file}: the entries of both sides stay; nothing to choose"),
        whole_file: "the whole file (the two are laid out too differently; one side it must be)",
        nothing_new: "nothing of its own",
        how: "duban resolve settles it, place by place. Until then the plan can be read as ever, and nothing writes to these files",
    },
    ledger: &ledger::LEDGER,
    forms: &forms::FORMS,
    screen: ScreenWords {
        program: "duban",
        views: [
            "Plans", "Units", "Phases", "Alerts", "Numbers", "Time", "Changes",
        ],
        command,
        why,
        why_columns: 13,
        actions_of: |lead, support| format!("leads {lead}  supports {support}"),
        count: "n",
        red: "RD",
        actions: "actions",
        next_due: "next due",
        plan_is_broken: "this plan's files have errors; duban check shows where and how to mend them",
        in_conflict: "CONFLICT",
        in_conflict_hint: "an unsettled merge: Enter on the plan (view 1) shows both sides, duban resolve settles it",
        problems: |n| format!("{n} {}", plural(n, "error")),
        begin_hint: "never reported on: b enters past years, t looks at another day",
        never_reported_items: |n| format!("{n} {}, never reported on", plural(n, "milestone")),
        groups: [
            "Overdue or far behind",
            "Due soon, behind, blocked, returned",
            "To accept (done, not closed)",
            "Postponements asked for",
            "Unreported",
        ],
        waiting_days: |n| format!("{n}d waiting"),
        nothing_urgent: "nothing needs anybody",
        nothing_here: "choose a milestone first (Enter unfolds an action)",
        nothing_found: "nothing fits; F clears filters and search",
        no_indicators: "this plan sets no numbers",
        no_reading: "none",
        latest: "latest",
        plot_legend: "o reading  . pace  : as of",
        gap: "gap",
        met: "met",
        committed: |n| format!("{n} {} made", plural(n, "commit")),
        committing: "committing",
        commit_then_sync: "commit, then sync (Enter goes on, Esc does neither)",
        commit_title: |n| {
            if n > 1 {
                format!("Commit: {n}, one for each actor")
            } else {
                "Commit".to_owned()
            }
        },
        commit_message: "message",
        busy: "git is at work; record in a moment",
        actor_title: "Several people use this account: your post or name, kept with what you record",
        actor: "recorded by",
        no_changes: "nothing uncommitted",
        no_git: "this folder is in no git repository",
        commitment_mark: "promise",
        commitments: "Commitments (plan.toml)",
        happened: "Progress (progress.toml)",
        search: "find",
        searched: |read, all| format!("searched {read}/{all} plans"),
        searching: |text| format!("find \"{text}\""),
        filtered: |text| format!("filter {text}"),
        found: |n| format!("{n} {}", plural(n, "milestone")),
        selected: |n| format!("{n} selected"),
        role: "Role",
        lead_only: "lead only",
        filter_title: "Filter",
        filter_help: "Space tick  Enter only this  F clear  Esc close",
        status_title: "Status",
        help_title: |view| format!("Help: {view}"),
        help_end: "j k scroll, any other key closes",
        palette_title: "Commands",
        confirm_title: |n| format!("{n} cannot be marked:"),
        confirm_help: |n| format!("Mark the other {n}? y yes  any other key no"),
        begin_title: |chosen, n| {
            format!("Past years: tick what was done (each on its due day) {chosen}/{n}")
        },
        begin_help: "Space tick  a all  Tab next field  Enter record  Esc give up",
        form_help: "Tab next field  Enter done  Esc give up",
        draft_kept: "given up; the same key brings back what was typed",
        no_han: "this console has no Chinese characters: they are spelled in pinyin",
        as_of_title: "As of another day; empty is today",
        as_of_field: "as of",
        date: "date",
        new_date: "new date",
        approved_by: "granted by (empty: asked for)",
        by: "reported by",
        of: "of unit",
        since: "reporting here since",
        reading_title: "A reading of the indicator",
        done: |what, n| {
            if n > 1 {
                format!("{n} recorded: {what}; u undoes")
            } else {
                format!("recorded: {what}; u undoes")
            }
        },
        undone: |what, count| {
            let more = if count > 1 {
                format!(" and {} more", count - 1)
            } else {
                String::new()
            };
            format!("taken back: {what}{more}; Ctrl-r does it again")
        },
        redone: |what| format!("done again: {what}; u undoes"),
        nothing_to_undo: "nothing to undo",
        nothing_to_redo: "nothing to do again",
        nothing_done: "nothing recorded",
        nothing_to_begin: "nothing that fell due is unreported",
        finished_for_good: "Space does not touch what is closed or dropped; m chooses a status",
        taken_back_reason: "marked by mistake",
        input_method: "input method on? switch it off for command keys",
        changed_outside: "the files changed outside; read again",
        as_of_now: |day| format!("as of {day}"),
        reloaded: "read again",
        too_small: |columns, rows| format!("{columns}x{rows} is too small; at least 40x12"),
    },
    history: HISTORY,
    git: GitWords {
        no_git: || {
            Note::new(
                "there is no git program",
                "install git (2.30 or newer); everything else works without it",
            )
        },
        not_a_repository: |folder| {
            Note::new(
                format!("{} is in no git repository", folder.display()),
                "run git init in the folder above to commit, sync and see changes; everything else works without it",
            )
        },
        bare: |folder| {
            Note::new(
                format!(
                    "the git repository at {} has no work tree",
                    folder.display()
                ),
                "git clone it to get one with a work tree",
            )
        },
        dubious: |folder| {
            Note::new(
                format!(
                    "the git repository {} belongs to another user, and git does not read it",
                    folder.display()
                ),
                format!(
                    "if you trust it, run: git config --global --add safe.directory {}",
                    shell_word(folder)
                ),
            )
        },
        other_work_tree: |folder| {
            Note::new(
                format!(
                    "the git settings of {} put its work tree elsewhere (core.worktree)",
                    folder.display()
                ),
                "open the plans in that work tree, or mend the setting",
            )
        },
        outside: |path| {
            Note::new(
                format!("{path} is not inside the folder of plans"),
                "only paths inside it can be used",
            )
        },
        unknown_revision: |revision| {
            Note::new(
                format!("there is no revision \"{revision}\""),
                "write a commit, a branch, a tag, or a day such as 2024-06-30",
            )
        },
        nothing_yet: |day| {
            Note::new(
                format!("nothing was committed by {day}"),
                "take a later day",
            )
        },
        unborn: || Note::new("nothing has been committed yet", "run duban commit first"),
        shallow: || {
            Note::new(
                "this clone has only the recent history (shallow), and what is needed is older",
                "run git fetch --unshallow to get all of it",
            )
        },
        missing_object: |_| {
            Note::new(
                "this clone lacks the contents of a file (partial clone)",
                "when online, run git fetch --refetch --no-filter",
            )
        },
        timed_out: |command| {
            Note::new(
                format!("{command} gave no sign of life and was stopped"),
                "try again later",
            )
        },
        too_much: |what| {
            Note::new(
                format!("{what} is too large and was not read"),
                "see whether a large file was put there by mistake",
            )
        },
        hook_refused: |remote, words| {
            Note::new(
                if remote {
                    format!("the remote's checks refused:\n{words}")
                } else {
                    format!("a hook of this repository refused:\n{words}")
                },
                "do as it says and try again; the files are as they were",
            )
        },
        no_identity: || {
            Note::new(
                "git does not know who commits",
                "run git config user.name NAME and git config user.email ADDRESS",
            )
        },
        not_signed: |words| {
            Note::new(
                format!("the commit could not be signed:\n{words}"),
                "see whether the signing key (user.signingKey) can be used",
            )
        },
        no_remote: |known| {
            if known.is_empty() {
                Note::new(
                    "there is no remote to sync with",
                    "run git remote add origin ADDRESS",
                )
            } else {
                Note::new(
                    format!(
                        "there are several remotes ({}), and none is chosen",
                        known.join(", ")
                    ),
                    "run git branch --set-upstream-to=REMOTE/BRANCH",
                )
            }
        },
        remote_gone: |remote, words| {
            Note::new(
                format!("the remote {remote} was not found:\n{words}"),
                format!(
                    "see with git remote -v whether the address of {remote} is right, and you may see it"
                ),
            )
        },
        no_credentials: |remote, words| {
            Note::new(
                format!("the remote {remote} does not know who you are:\n{words}"),
                "set up an SSH key or git credentials; run git fetch once in a terminal",
            )
        },
        not_allowed: |remote, words| {
            Note::new(
                format!("you may not write to the remote {remote}:\n{words}"),
                "ask for the right, or send a pull request",
            )
        },
        unknown_host: |words| {
            Note::new(
                format!("the remote host's key is not known:\n{words}"),
                "run git fetch once in a terminal and confirm the key",
            )
        },
        offline: |remote, words| {
            Note::new(
                format!("the remote {remote} cannot be reached:\n{words}"),
                "sync again when the network is back; what is committed is safe here",
            )
        },
        diverged: || {
            Note::new(
                "both sides have new commits, and pull.ff = only forbids a merge",
                "run git config pull.ff true and sync again, or let somebody merge",
            )
        },
        unrelated: || {
            Note::new(
                "the histories here and at the remote have no common beginning",
                "see whether the remote's address is right",
            )
        },
        detached: || {
            Note::new(
                "no branch is checked out",
                "run git switch BRANCH, then sync",
            )
        },
        half_done: |command| {
            Note::new(
                format!("a git {command} is half done"),
                format!("run git {command} --continue or git {command} --abort first"),
            )
        },
        index_locked: |path| {
            Note::new(
                format!("another program holds git's index ({})", path.display()),
                "try again when it is done; if it crashed, delete that file",
            )
        },
        uncommitted: |plans| {
            Note::new(
                format!("not yet committed: {}", plans.join(", ")),
                "duban commit first, then sync; both in one: duban sync --commit",
            )
        },
        deleted: |files, paths| {
            let paths: Vec<String> = paths
                .iter()
                .map(|path| shell_word(std::path::Path::new(&format!(":/{path}"))))
                .collect();
            Note::new(
                format!("plan files are gone: {}", files.join(", ")),
                format!(
                    "git restore {} brings them back; duban commit --deleted records that they are to go",
                    paths.join(" ")
                ),
            )
        },
        nothing_to_commit: || Note::new("there is nothing to commit", ""),
        in_the_way: |paths| {
            Note::new(
                format!(
                    "the remote has these files too, and here they are not committed: {}",
                    paths.join(", ")
                ),
                "commit them with git or move them away, then sync",
            )
        },
        conflicts: |plans| {
            let places: Vec<String> = plans
                .iter()
                .map(|(plan, count)| format!("{plan} {count}"))
                .collect();
            Note::new(
                format!(
                    "both sides changed plans differently: {}",
                    places.join(", ")
                ),
                "run duban resolve to settle each place; the files are as they were",
            )
        },
        other_files: |paths| {
            Note::new(
                format!(
                    "both sides changed files that are no plan files, and they do not merge: {}",
                    paths.join(", ")
                ),
                "merge them with git merge, then sync",
            )
        },
        unreadable: |path, why| {
            Note::new(
                format!("{path} cannot be read: {why}"),
                "run duban check and mend it",
            )
        },
        unreadable_there: |path, why| {
            Note::new(
                format!("the other side's {path} cannot be read: line {why}"),
                "have it mended there with duban check and sent again; the files here are as they were",
            )
        },
        laid_out_otherwise: |path| {
            Note::new(
                format!("{path} is laid out too differently on the two sides to go entry by entry"),
                "run duban check --fix on both sides and try again; the files are as they were",
            )
        },
        always_faster: |tries| {
            Note::new(
                format!("somebody else was faster {tries} times"),
                "sync again later; what is committed is safe here",
            )
        },
        bad_choice: |why| {
            Note::new(
                format!("what was chosen makes no plan: {why}"),
                "choose otherwise; the files are as they were",
            )
        },
        moved: || Note::new("the files changed meanwhile", "run it again"),
        leads_outside: |path, to| {
            let what = match to {
                Some(to) => format!(
                    "{} is a link that leads out of the repository, to {}",
                    path.display(),
                    to.display()
                ),
                None => format!("{} is a link to a file that is not there", path.display()),
            };
            Note::new(
                what,
                "what it leads to is read, not written to; put the file into the repository, or open the plans where it lies",
            )
        },
        lost_object: |id| {
            Note::new(
                format!("the git repository is damaged: object {id} is missing or cannot be read"),
                "git fsck tells more; git clone again from the remote, and bring over what was not pushed",
            )
        },
        not_fetched: |remote, words| {
            Note::new(
                format!(
                    "the contents are still at the remote {remote} (partial clone), and could not be fetched:\n{words}"
                ),
                "try again with a connection; or fetch everything at once: git fetch --refetch --no-filter",
            )
        },
        ignored: |path| {
            Note::new(
                format!("{path} is named in .gitignore and was not committed"),
                format!(
                    "if it is to be committed: git add -f {}; else leave it",
                    shell_word(std::path::Path::new(path))
                ),
            )
        },
        relinked: |path| {
            Note::new(
                format!(
                    "a link was put in the plan's place, and git does not know {path} yet; it was not committed"
                ),
                "record the link and what it leads to with git add and git commit; from then on duban commits it",
            )
        },
        plan_not_sent: |place, flaw| {
            Note::new(
                format!(
                    "{place} {}; it is committed here, and nothing was sent",
                    flaw.what
                ),
                format!("{}; then duban commit and duban sync", flaw.how),
            )
        },
        plan_broken: |place, flaw| {
            Note::new(
                format!("{place} {}; it was not committed", flaw.what),
                flaw.how.clone(),
            )
        },
        other_paths: |paths| {
            Note::new(
                format!(
                    "the commit would take in files that are no plan files: {}; nothing was committed",
                    paths.join(", ")
                ),
                "commit their changes by themselves first, with git add and git commit",
            )
        },
        not_checked_out: |path| {
            Note::new(
                format!(
                    "{path} is not checked out (sparse checkout); the file of that name here lacks committed entries, and was not committed"
                ),
                "move the file away, check out the plan's folder with git sparse-checkout add, and record again",
            )
        },
        on_no_branch: |id| {
            format!(
                "no branch is checked out: once another version is, commit {id} is hard to find again. git switch -c NAME keeps it"
            )
        },
        clock_behind: |when| {
            format!(
                "there is a commit of {when}, which is later than this machine's time now: check its clock"
            )
        },
        only_here: |plans| {
            format!(
                "these plans lie in other repositories and were not synced; sync them there: {}",
                plans.join(", ")
            )
        },
        next_step: |command| format!("next: {command}"),
        log_is_shallow: "what was before is not in this clone (shallow); git fetch --unshallow brings it",
        said: |command, words| Note::new(format!("{command} failed:\n{words}"), ""),
        subject_entries: |plan, count, gist| {
            if count == 1 {
                format!("{plan}: {gist}")
            } else {
                format!("{plan}: {count} entries, {gist}")
            }
        },
        subject_plan: |plan| format!("{plan}: change the plan"),
        subject_several: |plans, count| format!("{plans} plans: {count} changes"),
        plan_deleted: "plan deleted (plan.toml)",
        log_deleted: |count| {
            format!(
                "progress.toml deleted ({count} {})",
                if count == 1 { "entry" } else { "entries" }
            )
        },
        entries_removed: |count| format!("{count} entries removed"),
        plan_lines: |count| format!("{count} lines of plan.toml"),
        other_lines: "changes beside the entries",
        issues_noted: "bulletins issued",
        merged: |remote| format!("Merge what {remote} has"),
        published: |count| format!("send {count} earlier commits"),
        settled: |count| format!("Merge, {count} places settled"),
    },
};

/// The code points of characters that look like others, a few of them.
fn odd_characters(text: &str) -> String {
    crate::text::flaw::odd_code_points(text).join(", ")
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}

fn near_text(near: &[String]) -> String {
    if near.is_empty() {
        "duban list shows the ids, duban units the units".to_owned()
    } else {
        format!("closest: {}", near.join(" "))
    }
}

fn days(n: i64) -> String {
    format!("{n} {}", if n == 1 { "day" } else { "days" })
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Finished {
            on,
            late,
            missed: miss,
        } => {
            let mut parts: Vec<String> = on.iter().map(ToString::to_string).collect();
            if *late > 0 {
                parts.push(format!("{} late", days(*late)));
            }
            if let Some(miss) = miss {
                parts.push(missed(miss));
            }
            parts.join(" ")
        }
        Reason::Unreported => "unreported".to_owned(),
        Reason::Overdue {
            days: n,
            postponed: false,
        } => format!("{} overdue", days(*n)),
        Reason::Overdue {
            days: n,
            postponed: true,
        } => format!("{} past postponed date", days(*n)),
        Reason::OverLimit(miss) => missed(miss),
        Reason::Behind { points } => format!("{points} points short"),
        Reason::Said(Some(words)) => words.clone(),
        Reason::Said(None) => "no reason given".to_owned(),
        Reason::Left { days: 0 } => "due today".to_owned(),
        Reason::Left { days: n } => format!("{} left", days(*n)),
        Reason::Due(due) => due.to_string(),
        Reason::Starts(start) => format!("from {start}"),
    }
}

fn missed(missed: &Missed) -> String {
    let Missed { miss, target, unit } = missed;
    match miss {
        Miss::Short(by) => format!("{by}{unit} short"),
        Miss::Over(by) => format!("{by}{unit} over"),
        Miss::NotAbove => format!("not above {target}{unit}"),
        Miss::NotBelow => format!("not below {target}{unit}"),
    }
}

fn refusal(refusal: &Refusal) -> Note {
    let status = |status: &Status| (WORDS.status)(*status);
    match refusal {
        Refusal::NeedsReason(s) => {
            Note::new(format!("\"{}\" needs a reason", status(s)), "add --reason")
        }
        Refusal::NeedsUnit(s) => Note::new(
            format!("\"{}\" needs the unit that says so", status(s)),
            "add --by",
        ),
        Refusal::ShortOfTarget {
            value,
            missed: Missed { miss, target, unit },
        } => Note::new(
            match miss {
                Miss::Short(_) => format!("{value}{unit} reported is short of {target}{unit}"),
                Miss::Over(by) => format!(
                    "{value}{unit} reported is over the limit of {target}{unit} by {by}{unit}"
                ),
                Miss::NotAbove => {
                    format!("{value}{unit} reported is not above {target}{unit}, as it must be")
                }
                Miss::NotBelow => {
                    format!("{value}{unit} reported is not below {target}{unit}, as it must be")
                }
            },
            "done needs a new value (--value) or a reason (--reason)",
        ),
        Refusal::NeedsOf => Note::new(
            "every unit reports its own here; say of which unit",
            "add --of",
        ),
        Refusal::NotResponsible(name) => {
            Note::new(format!("{name} owes nothing here"), "check --of")
        }
        Refusal::OwnAcceptance(name) => Note::new(
            format!("{name} reported it done and cannot close it itself"),
            "close it as another unit: --by",
        ),
        Refusal::NeedsPostponeReason => Note::new("a postponement needs a reason", "add --reason"),
        Refusal::PostponedBeforeStart(start) => Note::new(
            format!("it cannot be postponed to before its start on {start}"),
            "check the date",
        ),
        Refusal::PostponedToEarlier(due) => Note::new(
            format!("cannot be postponed to before the current due date {due}"),
            "check the date; finishing early needs no postponement",
        ),
        Refusal::AfterToday { day, today } => Note::new(
            format!("{day} has not come yet (today is {today}); nothing can be recorded for it"),
            "give the day with --on, or leave --as-of out",
        ),
        Refusal::FarDay(day) => Note::new(
            format!("the date {day} is not between 1900 and 2100"),
            "check the date",
        ),
        Refusal::NeedsCorrectionReason => Note::new("a correction needs a reason", "add --reason"),
        Refusal::NothingToCorrect => Note::new(
            "nothing of that day and unit to correct",
            "check --on, --by and --of; duban show lists the log",
        ),
        Refusal::SaysNothing => Note::new(
            "there is nothing to note",
            "add --text, --value or the like",
        ),
        Refusal::NotANumber => Note::new("not a number that can be kept", "write it as 45 or 2.5"),
    }
}

fn wanted(wanted: ExpectedValue) -> &'static str {
    match wanted {
        ExpectedValue::Text => "a string such as \"name\"",
        ExpectedValue::Texts => "an array of strings such as [\"one\", \"two\"]",
        ExpectedValue::Date => "a date without quotes such as 2025-12-31",
        ExpectedValue::Dates => "an array of dates without quotes such as [2025-10-09]",
        ExpectedValue::Moment => "a date and time without quotes such as 2022-11-03T09:12:40+08:00",
        ExpectedValue::Number => "a number",
        ExpectedValue::Whole => "a whole number",
        ExpectedValue::Wholes => "several whole numbers: [17, 181]",
        ExpectedValue::Bool => "true or false",
        ExpectedValue::Table => "an inline table such as { start = 2022-01-01, end = 2025-12-31 }",
        ExpectedValue::Target => {
            "an inline table such as { op = \">=\", value = 60, unit = \"people\" }"
        }
        ExpectedValue::Baseline => "an inline table such as { value = 10.5, on = 2020-12-31 }",
        ExpectedValue::Tables => "an array of tables",
    }
}

fn flaw(flaw: &Flaw) -> Note {
    let nearest = |near: &[String]| {
        if near.is_empty() {
            String::new()
        } else {
            format!("; closest: {}", near.join(", "))
        }
    };
    match flaw {
        Flaw::Unreadable { why } => Note::new(
            format!("cannot be read: {why}"),
            "check that it is there and may be read",
        ),
        Flaw::NotAFile => Note::new(
            "a file should be here and is not",
            "move the folder of that name away",
        ),
        Flaw::TooLarge { bytes, limit } => Note::new(
            format!("too large: {} MB, at most {} MB", bytes >> 20, limit >> 20),
            "this is hardly a plan; put the right file back",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: true,
        } => Note::new(
            "not UTF-8; it looks like GBK",
            "save it as UTF-8, or: iconv -f GBK -t UTF-8",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: false,
        } => Note::new("not UTF-8", "save it as UTF-8"),
        Flaw::LfsPointer => Note::new(
            "this is a pointer of Git LFS; the plan itself has not been fetched",
            "run git lfs pull; plan files do not belong into LFS, take them out of it in .gitattributes",
        ),
        Flaw::CutShort => Note::new(
            "the file breaks off here; it seems that it was not copied to its end",
            "copy it again, or bring back what was committed with git restore",
        ),
        Flaw::ConflictMarkers => Note::new(
            "a git merge is not settled; nothing writes to this file before it is",
            "run duban resolve, or choose by hand and delete the marker lines",
        ),
        Flaw::FullWidthQuotes => Note::new("full-width quotes", "use ASCII quotes \""),
        Flaw::Syntax { message } => Note::new(
            format!("TOML syntax: {message}"),
            "compare with docs/format.md",
        ),
        Flaw::BadDate { text } => Note::new(
            format!("no such date: {text}"),
            "write a day there is, such as 2024-06-30",
        ),
        Flaw::NewerSchema { found, known } => Note::new(
            format!(
                "file format {found} is newer than {known}, which this program knows; opened read-only"
            ),
            "upgrade duban",
        ),
        Flaw::MissingSchema => Note::new("no schema", "write schema = 1 on the first line"),
        Flaw::MissingKey { key } => {
            Note::new(format!("{key} is missing"), format!("add {key} = ..."))
        }
        Flaw::WrongType { key, wanted: w } => Note::new(
            format!("{key} has the wrong type of value"),
            format!("it wants {}", wanted(*w)),
        ),
        Flaw::UnknownKey {
            key,
            nearest: Some(near),
        } => Note::new(
            format!("unknown key {key} (kept as it is)"),
            format!("was {near} meant?"),
        ),
        Flaw::UnknownKey { key, nearest: None } => Note::new(
            format!("unknown key {key} (kept as it is)"),
            "delete or rename it",
        ),
        Flaw::BadValue {
            key,
            value,
            allowed,
        } => Note::new(
            format!("{key} cannot be \"{value}\""),
            format!("one of: {}", allowed.join(", ")),
        ),
        Flaw::NumberOutOfLimits { text } => Note::new(
            format!("{text} is beyond what can be added up exactly"),
            "whole numbers go to 9007199254740992 (2^53); others have at most 15 digits, 9 of them behind the point; a larger unit of measure helps",
        ),
        Flaw::BadId { id } => Note::new(
            format!("\"{id}\" cannot be an id"),
            "use lower-case letters, digits and hyphens; dots between levels",
        ),
        Flaw::IdIsNotFolder { id, folder } => Note::new(
            format!("id \"{id}\" is not the folder's name \"{folder}\""),
            "make them the same",
        ),
        Flaw::DuplicateId { id } => {
            Note::new(format!("id {id} stands twice"), "change one of them")
        }
        Flaw::NameTaken { name, owner } => Note::new(
            format!("the name \"{name}\" is {owner}'s already"),
            "a name can mean one unit only",
        ),
        Flaw::UnknownUnit {
            name,
            nearest: near,
        } => Note::new(
            format!("no unit \"{name}\"{}", nearest(near)),
            "use the name of a unit, or add it to [[unit]] (or to its aliases)",
        ),
        Flaw::UnknownPhase { id, known } => Note::new(
            format!("no phase \"{id}\""),
            format!("one of: {}", known.join(", ")),
        ),
        Flaw::UnknownAmendment { id } => {
            Note::new(format!("no amendment \"{id}\""), "add it to [[amendment]]")
        }
        Flaw::UnknownSection { id } => Note::new(
            format!("{id} is in no section"),
            "add the section around it to [[section]]",
        ),
        Flaw::PhaseNotOfAction { phase, action } => Note::new(
            format!("{action} takes no part in phase \"{phase}\""),
            "change the phase, or add it to phases",
        ),
        Flaw::PhaseNeeded { action } => Note::new(
            format!("{action} has several phases; this milestone must name one"),
            "add phase = \"...\"",
        ),
        Flaw::NoPhases => Note::new("no phase", "write at least one [[phase]]"),
        Flaw::PhasesEmpty => Note::new(
            "phases is empty: the action would have no milestone",
            "write its phases, or delete phases",
        ),
        Flaw::ListedTwice { name } => {
            Note::new(format!("\"{name}\" is listed twice"), "delete one of them")
        }
        Flaw::WindowTooLong { years, limit } => Note::new(
            format!("{years} years from start to end, more than {limit}"),
            "is a year mistyped?",
        ),
        Flaw::CircularMembers { name } => Note::new(
            format!("the collective \"{name}\" is among its own members"),
            "take it out of members",
        ),
        Flaw::EndBeforeStart { start, end } => Note::new(
            format!("the end {end} is before the start {start}"),
            "change one of the dates",
        ),
        Flaw::DueDiffers { due, by } => Note::new(
            format!("due {due} and the target's by {by} differ"),
            "keep one, or make them the same",
        ),
        Flaw::RangeWithoutMax => Note::new("a range without its upper end", "add max = ..."),
        Flaw::NoMembers { name } => Note::new(
            format!("the members of \"{name}\" are not known"),
            "add members = [\"...\"] once they are",
        ),
        Flaw::UnusedUnit { name } => Note::new(
            format!("\"{name}\" is responsible for nothing"),
            "delete it, or add it where it belongs",
        ),
        Flaw::AnswersNotResponsible { name } => Note::new(
            format!("\"{name}\" answers but is not responsible"),
            "change answers",
        ),
        Flaw::SourceOutside { path } => Note::new(
            format!("the source record {path} lies outside of the workspace and was not read"),
            "name one by its path from the folder around plans/, such as seeds/ID.toml",
        ),
        Flaw::Lookalike { found, plain } => Note::new(
            format!(
                "{found} is written with characters that only look like {plain} ({}), as in text copied out of a PDF",
                odd_characters(found)
            ),
            "run duban check --fix, or type it anew",
        ),
        Flaw::SourceMissing { path } => Note::new(
            format!("the source record {path} is not there"),
            "add the file, or change source",
        ),
        Flaw::PlanDiffers { found, expected } => Note::new(
            format!("plan is \"{found}\" and should be \"{expected}\""),
            "is the file in the wrong folder?",
        ),
        Flaw::ProgressMissing => Note::new("no progress.toml", "duban check --fix makes it"),
        Flaw::OrphanBlock { id, nearest: near } => Note::new(
            format!("no milestone {id} in the plan{}", nearest(near)),
            "use an id of the plan; move its entries to the right milestone",
        ),
        Flaw::NoBlock { id } => {
            Note::new(format!("no block for {id}"), "duban check --fix adds it")
        }
        Flaw::DoubleBlock { id } => Note::new(
            format!("the block of {id} stands twice"),
            "duban check --fix joins them",
        ),
        Flaw::StaleComment { id } => Note::new(
            format!("the comment over {id} is not what the plan says"),
            "duban check --fix refreshes it",
        ),
        Flaw::TooMany { what, count, limit } => {
            let what = match what {
                Limited::Phases => "phases",
                Limited::Units => "units",
                Limited::Sections => "sections",
                Limited::Actions => "actions",
                Limited::Indicators => "indicators",
                Limited::Amendments => "amendments",
                Limited::OldValues => "old values in one was",
                Limited::Milestones => "milestones, each occurrence counted",
                Limited::Reports => "reports by unit in each milestones",
                Limited::Blocks => "blocks of logs",
                Limited::Entries => "entries in one log",
            };
            Note::new(
                format!("{count} {what}; the limit is {limit}, and the plan is not opened"),
                "most likely a slip, or a program wrote it; divide a plan that needs so many (limits: docs/format.md)",
            )
        }
        Flaw::MoreFlaws { count, .. } => Note::new(
            format!("{count} more {} in this file", plural(*count, "problem")),
            "mend those above and run duban check again",
        ),
        Flaw::NewerToml { form } => match form {
            TomlForm::TableOverLines => Note::new(
                "a line end between braces is TOML 1.1; programs that read TOML 1.0 refuse it",
                "write { to } on one line; in progress.toml duban check --fix does it",
            ),
            TomlForm::TrailingComma => Note::new(
                "a comma before } is TOML 1.1; programs that read TOML 1.0 refuse it",
                "delete the comma before }; in progress.toml duban check --fix does it",
            ),
            TomlForm::TimeWithoutSeconds => Note::new(
                "a time without seconds is TOML 1.1; programs that read TOML 1.0 refuse it",
                "add the seconds: 09:00:00; in progress.toml duban check --fix does it",
            ),
            TomlForm::NewEscape => Note::new(
                "\\e and \\x in a string are TOML 1.1; programs that read TOML 1.0 refuse them",
                "write \\u001B, \\u0041; in progress.toml duban check --fix does it",
            ),
        },
        Flaw::EntryOverLines => Note::new(
            "an entry over several lines; once two people have added one each, a merge by lines mixes them up",
            "run duban check --fix to put it on one line",
        ),
        Flaw::EntryWithoutComma => Note::new(
            "no comma after this entry; it can be read now, but not once somebody else has added one too",
            "run duban check --fix, or end the line with a comma",
        ),
        Flaw::LogNotByLines { id } => Note::new(
            format!(
                "the log of {id} has no line for each entry; a merge by lines mixes up what two people add"
            ),
            "run duban check --fix: one line an entry, ended by a comma, and one for each bracket",
        ),
        Flaw::LogAsTables { id } => Note::new(
            format!("the log of {id} is written as [[...]], where no line can be added"),
            "run duban check --fix to make it log = [ ... ], one line an entry",
        ),
        Flaw::LogNotWritable { id } => Note::new(
            format!("the log of {id} can be read as it is written, but not added to"),
            format!("write it under [milestone.\"{id}\"] as log = [ ... ], one line an entry"),
        ),
        Flaw::DayToCome { day, today } => Note::new(
            format!("an entry of {day}, which has not come yet (today is {today})"),
            "write the day it happened; what is planned stands in plan.toml",
        ),
        Flaw::FarDay { day } => Note::new(
            format!("the date {day} is not between 1900 and 2100"),
            "is a year mistyped?",
        ),
        Flaw::EntryWithoutDay => Note::new("an entry without a date", "add on = 2024-06-30"),
        Flaw::EntrySaysNothing => Note::new(
            "an entry that says nothing",
            "complete it or delete the line",
        ),
        Flaw::EntryNeedsReason { status } => {
            Note::new(format!("{status} without a reason"), "add reason = \"...\"")
        }
        Flaw::EntryNeedsUnit { status } => Note::new(
            format!("{status} without the unit that says so"),
            "add by = \"...\"",
        ),
        Flaw::Contradiction { day, first_line } => Note::new(
            format!("differs from what line {first_line} says of the same unit and day {day}"),
            "find out which is right, then duban correct",
        ),
        Flaw::Twice { first_line } => Note::new(
            format!("the same as line {first_line}"),
            "delete one of them",
        ),
        Flaw::NoSourceRecord => Note::new(
            "no source record: nothing to check it against",
            "write source = \"seeds/ID.toml\" and that file",
        ),
        Flaw::RecordDiffers { what, plan, record } => Note::new(
            format!("{what}: \"{plan}\" in the plan, \"{record}\" in the source record"),
            "go by the source",
        ),
        Flaw::NotInSource { what, value } => Note::new(
            format!("{what} \"{value}\" is not in the source"),
            "go by the source",
        ),
        Flaw::SourceNotFound { file } => Note::new(
            format!("the source {file} is not there"),
            "check the folder of --source",
        ),
        Flaw::HashDiffers { expected, found } => Note::new(
            format!("not the same file: sha256 should be {expected}, is {found}"),
            "get the original back",
        ),
        Flaw::HeadingNotThere {
            id,
            heading,
            line,
            found,
            printed,
        } => Note::new(
            format!(
                "the heading \"{heading}\" of {id} is not on line {line} of the source; line {found} has \"{printed}\""
            ),
            "go by the source: heading or line",
        ),
        Flaw::NameNotThere { id, name, line } => Note::new(
            format!("the name \"{name}\" of indicator {id} is not on line {line} of the source"),
            "go by the source: name or line",
        ),
        Flaw::ItemNotInPlan { id, heading, line } => Note::new(
            format!("line {line} of the source has {id} \"{heading}\"; the plan has not"),
            "add it",
        ),
        Flaw::ItemNotInSource { id } => Note::new(
            format!("{id} is not in the source"),
            "delete or renumber it",
        ),
        Flaw::ItemNotInRecord { id, heading, line } => Note::new(
            format!("line {line} of the source has {id} \"{heading}\"; the source record has not"),
            "add it there",
        ),
        Flaw::IndicatorNotInPlan { id } => Note::new(
            format!("the plan has no indicator {id}"),
            "add it, or delete this row",
        ),
        Flaw::IndicatorNotInRecord { id } => Note::new(
            format!("the source record does not say on which line indicator {id} stands"),
            "add it to indicator in the source record",
        ),
        Flaw::TitleDiffers { id, plan, record } => Note::new(
            format!("the title of {id} is \"{plan}\", in the source record \"{record}\""),
            "go by the source",
        ),
        Flaw::NumberNotInText { id, number, line } => Note::new(
            format!(
                "the target {number} of {id} is not in its text, from line {line} of the source"
            ),
            "go by the source",
        ),
        Flaw::NumberNotInPlan { number, line } => Note::new(
            format!("\"{number}\", from line {line} of the source, is no target of the plan"),
            "add a target if it is an aim",
        ),
        Flaw::TargetSaysOther {
            id,
            number,
            key,
            printed,
            line,
        } => Note::new(
            format!(
                "the target {number} of {id}: the source, from line {line}, says \"{printed}\"; not so the plan's {key}"
            ),
            "go by the source",
        ),
        Flaw::UnitNotInText { id, unit, line } => Note::new(
            format!("line {line} of the source does not assign {id} to \"{unit}\""),
            "go by the source",
        ),
        Flaw::UnitNotInPlan { id, unit, line } => Note::new(
            format!("line {line} of the source assigns {id} to \"{unit}\"; the plan does not"),
            "go by the source",
        ),
        Flaw::UnitNamedToo { id, unit, line } => Note::new(
            format!(
                "the text of {id}, from line {line} of the source, also names \"{unit}\"; in the plan it is not responsible"
            ),
            "compare with the source",
        ),
        Flaw::RoleDiffers { id, unit, line } => Note::new(
            format!(
                "lead and support of \"{unit}\" in {id} are not as on line {line} of the source"
            ),
            "go by the source",
        ),
        Flaw::UnreadUnitText { rest, line } => Note::new(
            format!("\"{rest}\" on line {line} of the source is no known unit"),
            "add it to [[unit]], or as an alias",
        ),
        Flaw::NoUnitsLine { id } => Note::new(
            format!("{id} has units, and the source record does not say on which line"),
            "add units = LINE to it in the source record",
        ),
        Flaw::UnitsNotThere { id, line } => Note::new(
            format!("line {line} of the source does not say whose {id} is"),
            "correct the line in units",
        ),
        Flaw::UnitsNotRecorded { line } => Note::new(
            format!("line {line} of the source assigns units; the source record does not say so"),
            "add units = LINE to the item or section it is part of",
        ),
    }
}

fn help(name: &str) -> Option<&'static str> {
    Some(match name {
        "duban" => {
            "duban: what of a plan is overdue, whose it is, what has been done. Without a command: the screen"
        }
        "status" => "each plan: state, phases, counts, the most urgent items",
        "brief" => "one line, for a shell login or a tmux bar",
        "list" => "milestones, filtered",
        "overdue" => "what is overdue, longest first",
        "missing" => "which units and milestones have not been reported",
        "units" => "each responsible unit with its counts, lead and support apart",
        "range" => "revisions: HEAD~3, main..HEAD; main...HEAD is since they parted",
        "deny" => "weaken: exit 1 where a commitment was weakened",
        "show" => "an action, milestone or indicator whole, with its log",
        "mark" => "record a status: todo doing blocked done closed returned dropped",
        "progress" => "progress without a change of status",
        "postpone" => "ask for a postponement, or grant one",
        "reading" => "a measured value of an indicator",
        "correct" => "correct what was recorded of a day",
        "remind" => "record a reminder",
        "undo" => "take back your last entry that is not committed",
        "check" => "everything that is wrong in the files, where, and how to mend it",
        "import" => "read a plan document into a draft plan, and list what is doubtful",
        "document" => "the document: .docx .txt .html .xlsx .csv .pdf ..",
        "new_id" => "the plan's id, the name of its folder",
        "into" => "the folder of plans (default: the workspace's)",
        "with_text" => "give each item its own text",
        "again" => "compare with the plan that exists; written only on yes",
        "--review" => "go through the doubts of this plan",
        "export" => "the data as json (unless said otherwise) or csv",
        "report" => "ledger, bulletin, reminder and other reports",
        "report-since" => {
            "what changed since a revision, a date, or the last bulletin issued (last)"
        }
        "report-format" => "xlsx csv docx md html ics; else as the file's name ends",
        "report-output" => "write to this file or folder",
        "every-unit" => "reminder, feedback: one for every unit that has any",
        "record" => "reminder: record it too, each time a level higher",
        "issue" => "bulletin: note it as a new issue",
        "corrects" => "bulletin: the issue that this one corrects",
        "reply_by" => "reminder: when an answer is due, a date or working days (5wd)",
        "copies" => "reminder: how many copies",
        "apply" => "record what a filled-in sheet or a ledger of one's own says",
        "map" => "an office's own ledger: matched by headings, ids and titles",
        "file" => "the file: .xlsx .xls .ods .csv",
        "kind" => "which: ledger bulletin reminder feedback status evaluation handover calendar",
        "init" => "start a folder of plans",
        "demo" => "a sample with invented progress, in a throwaway folder",
        "config" => "where your preferences are and what they say",
        "completions" => "a completion script for a shell",
        "man" => "the manual page; into a folder, a page a command",
        "color" => "colour: auto, always or never",
        "no_pager" => "no pager for long output",
        "schema" => "the JSON Schema of a file, for editors",
        "schema-of" => "which file",
        "help-of" => "a command",
        "commit" => "commit the changes of the plan files",
        "sync" => "exchange with the remote",
        "diff" => "what changed, in the words of the plan",
        "log" => "the history of one item",
        "review" => "what a reviewer must see, commitments first",
        "resolve" => "settle a merge conflict field by field",
        "plans" => "the folder of plans (also DUBAN_PLANS)",
        "plan" => "only this plan",
        "as_of" => "as of which day (also DUBAN_AS_OF)",
        "at" => "the files as they stood at a revision or day",
        "lang" => "language: zh or en (also DUBAN_LANG)",
        "json" => "print JSON",
        "unit" => "only this unit: any name, alias, former name or pinyin",
        "choices" => "place by place: N=ours, N=theirs, N=TEXT",
        "all" => "everywhere ours, or theirs",
        "lead_only" => "only what the unit leads",
        "phase" => "only this phase",
        "section" => "only this section",
        "standing" => "only these standings: overdue,soon,...",
        "deleted" => "commit also that plan files are there no more",
        "commit-first" => "commit first what is not committed, then sync",
        "message" => "the message (made from the changes where left out)",
        "--status" => "status: todo doing blocked done closed returned dropped",
        "search" => "search titles, units, ids, notes; Chinese, pinyin, initials",
        "sort" => "order: due id unit standing",
        "limit" => "at most this many",
        "fail" => "exit 1 where anything is found",
        "since" => "without an entry since this day",
        "id" => "an id such as zhangping:3.1.4/launch",
        "ids" => "ids",
        "words" => "ids, and the status last",
        "on" => "the day of the fact",
        "by" => "the unit that says so",
        "of" => "the unit meant, where every unit reports its own",
        "value" => "the value so far",
        "add" => "this much more",
        "text" => "progress in words",
        "problem" => "the problem",
        "next" => "what comes next",
        "reason" => "why",
        "evidence" => "evidence: a document number or a path",
        "dry_run" => "only say what would be done",
        "with_support" => "with --unit, also what it only supports",
        "partial" => "leave out what cannot be done and do the rest",
        "date" => "the new date",
        "approved_by" => "the unit that grants it",
        "indicator" => "the id of an indicator",
        "level" => "how hard: 提醒 notice, 催办 urge, 督办 supervise",
        "fix" => "add missing blocks, refresh comments, join double blocks",
        "source" => "hold the plans against the original documents in this folder",
        "format" => "the format",
        "output" => "write to this file",
        "folder" => "a folder",
        "title" => "the title of the plan",
        "start" => "first day",
        "end" => "last day",
        "shell" => "bash zsh fish elvish powershell",
        "help" => "print help",
        "version" => "print the version",
        _ => return None,
    })
}

fn command(command: ScreenCommand) -> (&'static str, &'static str) {
    match command {
        ScreenCommand::Down => ("down", "one row down"),
        ScreenCommand::Up => ("up", "one row up"),
        ScreenCommand::PageDown => ("page", "half a page down"),
        ScreenCommand::PageUp => ("page up", "half a page up"),
        ScreenCommand::First => ("top", "to the first row"),
        ScreenCommand::Last => ("end", "to the last row"),
        ScreenCommand::Left => ("left", "to the left"),
        ScreenCommand::Right => ("right", "to the right"),
        ScreenCommand::OtherPane => ("pane", "the other pane"),
        ScreenCommand::Open => ("open", "open, unfold or fold"),
        ScreenCommand::Back => ("back", "one step back: selection, filter, level"),
        ScreenCommand::ToggleDone => ("done", "mark as done; again: take it back"),
        ScreenCommand::Mark => ("mark", "choose a status"),
        ScreenCommand::Finish => ("More", "mark as done, with its day, a note, a value"),
        ScreenCommand::Progress => ("progress", "note progress: value, text, problem, next"),
        ScreenCommand::Postpone => ("delay", "ask for a postponement, or grant one"),
        ScreenCommand::Evidence => ("evidence", "add evidence"),
        ScreenCommand::Select => (
            "select",
            "select this milestone; a deed applies to all selected",
        ),
        ScreenCommand::SelectAll => ("all", "select all shown; again: none"),
        ScreenCommand::Undo => ("undo", "take back the last deed, several times over"),
        ScreenCommand::Redo => ("redo", "do again what was taken back"),
        ScreenCommand::Search => ("find", "search as you type: Chinese, pinyin, initials, ids"),
        ScreenCommand::Filter => ("filter", "filter by standing, status, phase, section"),
        ScreenCommand::ClearFilter => ("clear", "clear filter and search"),
        ScreenCommand::AsOf => ("date", "as of another day"),
        ScreenCommand::Begin => ("begin", "enter what is known of past years"),
        ScreenCommand::Report => (
            "report",
            "reports of what is filtered: ledger, bulletin, reminder and others",
        ),
        ScreenCommand::Remind => (
            "remind",
            "the reminder of the unit under the cursor, and its record",
        ),
        ScreenCommand::Sort => ("order", "another order: lamp, due date, number, unit"),
        ScreenCommand::NextRed => ("next red", "to the next red lamp"),
        ScreenCommand::PreviousRed => ("red before", "to the red lamp before"),
        ScreenCommand::Correct => ("correct", "correct the last entry"),
        ScreenCommand::Copy => ("yank", "copy the id, the row or the detail"),
        ScreenCommand::Edit => ("Edit", "open the file in the editor, at the line"),
        ScreenCommand::Zoom => ("zoom", "quarters, months, years"),
        ScreenCommand::Commit => ("commit", "commit to git"),
        ScreenCommand::Sync => ("sync", "exchange with the remote"),
        ScreenCommand::Palette => ("menu", "every command by name"),
        ScreenCommand::Help => ("help", "the keys of this view"),
        ScreenCommand::Reload => ("reload", "read the files again and repaint"),
        ScreenCommand::Quit => ("quit", "quit"),
        ScreenCommand::Suspend => ("suspend", "suspend (fg comes back)"),
        ScreenCommand::Show(View::Overview) => ("Plans", "overview of all plans"),
        ScreenCommand::Show(View::Units) => ("Units", "responsible units"),
        ScreenCommand::Show(View::Phases) => ("Phases", "phases"),
        ScreenCommand::Show(View::Alerts) => (
            "Alerts",
            "alerts: overdue, soon, to accept, postponements, unreported",
        ),
        ScreenCommand::Show(View::Indicators) => ("Numbers", "indicators and targets"),
        ScreenCommand::Show(View::Timeline) => ("Time", "timeline"),
        ScreenCommand::Show(View::Changes) => ("Changes", "what is not committed"),
    }
}

fn why(verdict: &Verdict) -> String {
    match (&verdict.reason, verdict.standing) {
        (
            Reason::Finished {
                on,
                late,
                missed: miss,
            },
            standing,
        ) => {
            let word = if standing == Standing::Closed {
                "closed"
            } else {
                "done"
            };
            let day = on.map_or_else(String::new, |on| on.format("%m-%d").to_string());
            match (late, miss) {
                (_, Some(miss)) => missed(miss),
                (late, None) if *late > 0 => format!("{late}d late"),
                _ => format!("{word} {day}"),
            }
        }
        (Reason::Overdue { days, .. }, _) => format!("{days}d overdue"),
        (Reason::Left { days }, _) if *days > 0 => format!("{days}d left"),
        (Reason::Behind { points }, _) => format!("{points}pt short"),
        (Reason::Said(_) | Reason::Due(_), standing) => (WORDS.standing)(standing).to_owned(),
        (Reason::Starts(_), _) => "not begun".to_owned(),
        (other, _) => reason(other),
    }
}

/// Everything said of differences.
const HISTORY: HistoryWords = HistoryWords {
    field,
    weakness,
    yes: "yes",
    no: "no",
    nothing: "none",
    every: |every| match every {
        Recurrence::Year => "every year",
        Recurrence::HalfYear => "every half-year",
        Recurrence::Quarter => "every quarter",
        Recurrence::Month => "every month",
    },
    unit_kind: |kind| match kind {
        UnitKind::Party => "party",
        UnitKind::Government => "government",
        UnitKind::MassOrganisation => "mass organisation",
        UnitKind::Institution => "institution",
        UnitKind::Collective => "collective",
    },
    target,
    everybody: "every unit",
    until: |name, day| format!("{name} (until {day})"),
    plan: "plan",
    named_phase: |name| format!("phase \"{name}\""),
    named_unit: |name| format!("unit \"{name}\""),
    named_indicator: |name| format!("indicator \"{name}\""),
    named_amendment: |name| format!("amendment \"{name}\""),
    added: "added",
    unreadable: |before, log| {
        let file = if log { "progress.toml" } else { "plan.toml" };
        let when = if before {
            "as it was before"
        } else {
            "as it is now"
        };
        format!("{file} {when} cannot be read; it was not compared")
    },
    removed: "removed",
    renumbered: |from| format!("renumbered from {from}"),
    renamed: |from| format!("formerly \"{from}\""),
    amended: |title, number| format!("{title} ({number})"),
    separator: "; ",
    colon: ": ",
    comma: ", ",
    parens: |text| format!(" ({text})"),
    items: |shown, all| {
        if shown.len() < all {
            format!("{} and {} more", shown.join(", "), all - shown.len())
        } else {
            shown.join(", ")
        }
    },
    postponed_to: |date, by| {
        if by.trim().is_empty() {
            format!("postponed to {date}")
        } else {
            format!("postponed to {date} (granted by {by})")
        }
    },
    asks_postponement: |date| format!("asks to postpone to {date}"),
    corrected: |what| format!("corrected {what}"),
    altered_entry: |what| format!("entry altered {what}"),
    deleted_entry: |what| format!("entry deleted {what}"),
    plus: |value| format!("plus {value}"),
    commitments: "Commitments (plan.toml)",
    happened: "Progress (progress.toml)",
    weakened: "Weakened",
    by_document: "By document",
    corrections: "Corrections",
    no_difference: "no differences",
    no_weakening: "nothing weakened",
    weakenings: |n| match n {
        1 => "1 commitment weakened".to_owned(),
        n => format!("{n} commitments weakened"),
    },
    in_one_commit: "both entries are in one commit of one author; if a pull request was squashed, merge it without, or name the other as Co-authored-by in the message",
    without_number: "no number",
    not_in_history: |id| format!("{id} has no history"),
    unreadable_then: "could not be read then",
};

fn field(field: ChangedField) -> &'static str {
    match field {
        ChangedField::Id => "id",
        ChangedField::Short => "short name",
        ChangedField::Title => "title",
        ChangedField::Summary => "summary",
        ChangedField::Name => "name",
        ChangedField::Number => "document number",
        ChangedField::Issuer => "issuer",
        ChangedField::Issued => "issued",
        ChangedField::On => "date",
        ChangedField::Draft => "draft",
        ChangedField::Period => "period",
        ChangedField::Source => "source record",
        ChangedField::SoonDays => "days that count as soon",
        ChangedField::BehindYellow => "points behind for yellow",
        ChangedField::BehindRed => "points behind for red",
        ChangedField::Reporting => "reporting",
        ChangedField::Window => "dates",
        ChangedField::Aliases => "aliases",
        ChangedField::Former => "former names",
        ChangedField::Kind => "kind",
        ChangedField::Role => "role",
        ChangedField::Members => "members",
        ChangedField::Baseline => "baseline",
        ChangedField::Target => "target",
        ChangedField::No => "number as printed",
        ChangedField::Lead => "lead",
        ChangedField::Support => "support",
        ChangedField::Answers => "answers",
        ChangedField::Phases => "phases",
        ChangedField::Phase => "phase",
        ChangedField::Truncated => "lost in the source",
        ChangedField::Recurrence => "recurs",
        ChangedField::Start => "start",
        ChangedField::Due => "due",
        ChangedField::Each => "each unit reports its own",
        ChangedField::Added => "added by amendment",
        ChangedField::Ended => "ended by amendment",
        ChangedField::Since => "reporting since",
        ChangedField::Was => "values before amendments",
    }
}

fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::PlanGone => "plan removed",
        Weakness::Broken => "new errors in the plan's files",
        Weakness::BaseUnreadable => "the version before cannot be read",
        Weakness::DraftAgain => "a draft again",
        Weakness::PeriodShortened => "period shortened",
        Weakness::AlertLoosened => "alert loosened",
        Weakness::ItemGone => "item removed",
        Weakness::Replaced => "replaced by something else",
        Weakness::MilestoneGone => "milestone removed",
        Weakness::OccurrenceGone => "owed fewer times",
        Weakness::PhasesCut => "phase cut",
        Weakness::DeadlineLater => "deadline later",
        Weakness::StartLater => "start later",
        Weakness::TargetGone => "target removed",
        Weakness::TargetLower => "target lower",
        Weakness::TargetSofter => "target softer",
        Weakness::TargetUnit => "counted in another unit",
        Weakness::MeasureChanged => "counted in another way",
        Weakness::BaselineChanged => "baseline changed",
        Weakness::PaceOff => "pace no longer shown",
        Weakness::EveryChanged => "rhythm changed",
        Weakness::EachOff => "units no longer report one by one",
        Weakness::LeadGone => "lead unit gone",
        Weakness::LeadToSupport => "lead moved to support",
        Weakness::SupportGone => "support unit gone",
        Weakness::AnswersMoved => "another unit answers",
        Weakness::MemberStruck => "member struck from a collective",
        Weakness::NameMoved => "name now means another unit",
        Weakness::IndicatorGone => "indicator removed",
        Weakness::WordingLower => "lower figure or later year in the wording",
        Weakness::WordingSofter => "softer wording",
        Weakness::AmendmentAltered => "amendment altered",
        Weakness::IdTwice => "id stands twice",
        Weakness::LogOrphaned => "log without a milestone",
        Weakness::EntryAltered => "entry altered",
        Weakness::EntryDeleted => "entry deleted",
        Weakness::EntryMoved => "entry moved",
        Weakness::EntryTwice => "addition logged twice",
        Weakness::SinceMoved => "reporting begins later",
        Weakness::ItemDropped => "dropped",
        Weakness::PostponedByAsker => "postponed without another's approval",
        Weakness::ClosedByReporter => "closed by who reported it done",
        Weakness::DecidedBySupport => "closed, returned or granted by a unit that only supports",
        Weakness::ApproverUnknown => "closed, returned or granted by no known unit",
        Weakness::ReturnedByReporter => "returned by who reported it done",
        Weakness::AmendmentDoubtful => "a later document that cannot stand behind a change",
        Weakness::SubmoduleMoved => "another commit of a submodule; its plan could not be compared",
    }
}

fn target(target: &Target) -> String {
    let value = show_number(target.value);
    let unit = &target.unit;
    let text = match target.op {
        Op::AtLeast => format!("at least {value}{unit}"),
        Op::Over => format!("over {value}{unit}"),
        Op::Exactly => format!("{value}{unit}"),
        Op::AtMost => format!("at most {value}{unit}"),
        Op::Under => format!("under {value}{unit}"),
        Op::Range => {
            let max = target.max.map_or_else(String::new, show_number);
            format!("{value}-{max}{unit}")
        }
    };
    let mut notes = Vec::new();
    if let Some(by) = target.by {
        notes.push(format!("by {by}"));
    }
    if target.measure != Target::default_measure(unit) {
        notes.push(
            match target.measure {
                Measure::Flow => "adds up",
                Measure::Stock => "a level",
            }
            .to_owned(),
        );
    }
    if let Some(baseline) = target.baseline {
        notes.push(format!("from {}{unit}", show_number(baseline.value)));
    }
    let usual = Target::default_pace(
        target.op,
        target.value,
        target.measure,
        target.baseline.is_some(),
    );
    if target.pace != usual {
        notes.push(
            match target.pace {
                Pace::Linear => "with pace",
                Pace::None => "without pace",
            }
            .to_owned(),
        );
    }
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join(", ");
    format!("{text} ({notes})")
}
