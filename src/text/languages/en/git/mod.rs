//! Git, synchronising and conflicts

pub(super) mod trouble;

use crate::text::Note;
use crate::text::words::git::{GitWords, ResolveWords, SyncWords, from_top, shell_word};

use super::counted;

pub(super) const SYNC: SyncWords = SyncWords {
    fetching: "fetching",
    merging: "merging",
    pushing: "pushing",
    again: |n| format!("somebody was faster; try {n}"),
    done: |received, sent| format!("synced: {} in, {sent} out", counted(received, "commit")),
    new_branch: |remote, branch| {
        format!(
            "{remote} has a new branch, {branch}: whoever syncs another does not get what is in it"
        )
    },
};

pub(super) const RESOLVE: ResolveWords = ResolveWords {
    nothing: "no conflict to settle",
    open: |n| format!("{n} still open: N=ours, N=theirs or N=TEXT, or --all"),
    settled: |n| format!("{} settled", counted(n, "file")),
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
    shared_id: "one id, two different items",
    shared_id_how: |id, next| {
        format!(
            "1 or 2: that side keeps {id}, the other becomes {next}. A new id: theirs becomes that. {id}: both are one item, with our text. Entries, and what names an item, follow it"
        )
    },
    ask: "1, 2, or type the value; Enter leaves it open:",
    title: |plan| format!("{plan}: an unsettled merge"),
    places: |file, n| format!("{file}: {} where the two sides differ", counted(n, "place")),
    both_kept: |file| format!("{file}: the entries of both sides stay; nothing to choose"),
    both_changes_kept: |file| {
        format!("{file}: the changes of both sides go together; nothing to choose")
    },
    whole_file: "the whole file (laid out too differently to be merged: choose one side)",
    nothing_new: "nothing of its own",
    how: "settle it place by place with duban resolve. Until then nothing writes to these files",
};

pub(super) const GIT: GitWords = GitWords {
    index_behind: |commit, paths, why| {
        Note::new(
            format!(
                "committed as {commit}, but git's index still has the files as they were before: {why}"
            ),
            format!(
                "git reset -q -- {}, or the next git commit takes the change back",
                from_top(paths)
            ),
        )
    },
    partly_recorded: |made, why| {
        Note::new(
            format!(
                "committed {}; the next commit failed: {}",
                made.join(", "),
                why.what
            ),
            why.how.clone(),
        )
    },
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
            "duban reads the linked file but does not write to it; put it into the repository, or open the plans where it lies",
        )
    },
    plan_not_sent: |what, more, how| {
        let more = match more {
            0 => String::new(),
            more => format!("; {more} more (duban check)"),
        };
        Note::new(
            format!(
                "{}{more}; it is committed here, and nothing was sent",
                what.join("; ")
            ),
            format!("{}; then duban commit and duban sync", how.join("; ")),
        )
    },
    plan_broken: |place, flaw| {
        Note::new(
            format!("{place} {}; it was not committed", flaw.what),
            flaw.how.clone(),
        )
    },
    on_no_branch: |id| {
        format!(
            "no branch is checked out: after another checkout, commit {id} is hard to find. git switch -c NAME keeps it"
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
    runs_there: |top| format!("git is meant to be run in {}", shell_word(top)),
    next_step: |command| format!("next: {command}"),
    log_is_shallow: "earlier commits are not in this clone (shallow); git fetch --unshallow gets them",
    not_committed: |files| {
        let files = files.join(" ");
        format!("not in git yet, git add and git commit them: {files}")
    },
    subject_entries: |plan, count, gist| {
        if count == 1 {
            format!("{plan}: {gist}")
        } else {
            format!("{plan}: {}, {gist}", counted(count, "entry"))
        }
    },
    subject_both: |plan, count| format!("{plan}: change the plan, {}", counted(count, "entry")),
    subject_plan: |plan| format!("{plan}: change the plan"),
    subject_new: |plan| format!("{plan}: add the plan"),
    subject_several: |plans, count| {
        format!("{}: {}", counted(plans, "plan"), counted(count, "change"))
    },
    folder_renamed: |from, to| format!("folder {from} renamed to {to}"),
    folder_moved: |from, to| format!("moved from {from} to {to}"),
    plan_deleted: "plan deleted (plan.toml)",
    log_deleted: |count| {
        let entries = counted(count, "entry");
        format!("progress.toml deleted ({entries})")
    },
    entries_removed: |count| format!("{} removed", counted(count, "entry")),
    plan_lines: |count| format!("{} of plan.toml", counted(count, "line")),
    other_lines: "changes beside the entries",
    issues_changed: "bulletin numbers changed",
    issues_lost: |numbers| {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        format!(
            "bulletins taken out of the list or changed there: no. {}",
            numbers.join(", ")
        )
    },
    merged: |remote| format!("Merge what {remote} has"),
    published: |count| format!("send {}", counted(count, "earlier commit")),
    settled: |count| format!("Merge, {} settled", counted(count, "place")),
};
