//! Git, synchronising and conflicts

use crate::text::words::git::{GitWords, first_few, shell_word};
use crate::text::words::{ResolveWords, SyncWords};
use crate::text::{Note, RemoteTrouble};

use super::plural;

pub(super) const SYNC: SyncWords = SyncWords {
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
    new_branch: |remote, branch| {
        format!(
            "{remote} has a new branch, {branch}: whoever syncs another does not get what is in it"
        )
    },
};

pub(super) const RESOLVE: ResolveWords = ResolveWords {
    nothing: "no conflict to settle",
    open: |n| format!("{n} still open: N=ours, N=theirs or N=TEXT, or --all"),
    settled: |n| format!("{n} {} settled", plural(n, "file")),
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
    places: |file, n| {
        format!(
            "{file}: {n} {} where the two sides differ",
            plural(n, "place")
        )
    },
    both_kept: |file| format!("{file}: the entries of both sides stay; nothing to choose"),
    both_changes_kept: |file| {
        format!("{file}: the changes of both sides go together; nothing to choose")
    },
    whole_file: "the whole file (laid out too differently to be merged: choose one side)",
    nothing_new: "nothing of its own",
    how: "settle it place by place with duban resolve. Until then the plan can be read as usual, and nothing writes to these files",
};

pub(super) const GIT: GitWords = GitWords {
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
    damaged: |folder| {
        Note::new(
            format!(
                "git finds no repository in {}: it is damaged, or what it points to is gone",
                folder.join(".git").display()
            ),
            "git status there tells more; clone the repository again, or remove that .git if nobody needs it",
        )
    },
    other_work_tree: |folder| {
        Note::new(
            format!(
                "the git settings of {} put its work tree elsewhere (core.worktree)",
                folder.display()
            ),
            "open the plans in that work tree, or correct the setting",
        )
    },
    outside: |path| {
        Note::new(
            format!("{path} is not inside the folder of plans"),
            "only paths inside it can be used",
        )
    },
    commit_not_here: |plan, submodule, commit| {
        Note::new(
            format!(
                "plan {plan} lies in the submodule {submodule}, whose commit {commit} is not here"
            ),
            format!(
                "git submodule update --init fetches the submodule, git -C {submodule} fetch --unshallow its history"
            ),
        )
    },
    of_another_repository: |plan, top, revision| {
        Note::new(
            format!(
                "plan {plan} lies in another repository, {}; \"{revision}\" names no commit there",
                top.display()
            ),
            "write a day, such as 2024-06-30, or choose another plan with --plan",
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
            format!("{command} did not respond and was stopped"),
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
    branch_gone: |remote, branch, there| {
        let there = if there.is_empty() {
            "it has no branch".to_owned()
        } else {
            format!("it has: {}", there.join(", "))
        };
        Note::new(
            format!("{remote} has the branch {branch} no more ({there}); nothing was sent"),
            format!(
                "if it was renamed: git branch --set-upstream-to={remote}/NAME after git fetch; if it is to be made anew: git push {remote} {branch}"
            ),
        )
    },
    taken_out: |remote, branch, commits| {
        let last = commits.first().and_then(|commit| commit.split(' ').next());
        let last = last.unwrap_or_default();
        Note::new(
            format!(
                "the history of {branch} at {remote} was rewritten, and sync would send again what was taken out there: {}; nothing was sent",
                first_few(commits, "; ")
            ),
            format!(
                "to leave them out here too: git rebase --onto {remote}/{branch} {last}; to send them again: git merge {remote}/{branch}, then git push {remote} HEAD:{branch}"
            ),
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
    remote: |trouble, remote, words| {
        let (what, how) = match trouble {
            RemoteTrouble::Gone => (
                format!("the remote {remote} was not found"),
                "check its address with git remote -v, and that you may read it",
            ),
            RemoteTrouble::NoCredentials => (
                format!("the remote {remote} does not know who you are"),
                "set up an SSH key or git credentials; run git fetch once in a terminal",
            ),
            RemoteTrouble::NotAllowed => (
                format!("you may not write to the remote {remote}"),
                "ask for the right, or send a pull request",
            ),
            RemoteTrouble::UnknownHost => (
                "the remote host's key is not known".to_owned(),
                "run git fetch once in a terminal and confirm the key",
            ),
            RemoteTrouble::Offline => (
                format!("the remote {remote} cannot be reached"),
                "sync again when the network is back; what is committed is safe here",
            ),
            RemoteTrouble::NotFetched => (
                format!(
                    "the contents are still at the remote {remote} (partial clone), and could not be fetched"
                ),
                "try again with a connection; or fetch everything at once: git fetch --refetch --no-filter",
            ),
        };
        Note::new(format!("{what}:\n{words}"), how)
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
            "run git switch -c work, git switch BRANCH and git merge work, then sync: what is recorded here comes along",
        )
    },
    follows_local: |branch, there| {
        Note::new(
            format!(
                "the branch {branch} follows {there} of this clone, so nothing would leave it; nothing was sent"
            ),
            format!(
                "take it into {there} (git switch {there}, git merge {branch}) and sync there, or give it a branch of \
                 the remote: git branch --set-upstream-to=REMOTE/{there}"
            ),
        )
    },
    pushed_elsewhere: |branch, upstream, pushed| {
        Note::new(
            format!(
                "git pushes the branch {branch} to {pushed}, and sync exchanges it with {upstream}; nothing was sent"
            ),
            "go the way that git is set to: duban commit, git pull, git push, then a pull request. If sync is meant, \
             take branch.NAME.pushRemote, remote.pushDefault or remote.NAME.push out of git's settings (git config \
             --show-origin --get-regexp push)",
        )
    },
    half_done: |command| {
        let how = match command {
            // Both put all files back as they were.
            "rebase" | "am" => format!(
                "copy the plan's progress.toml aside and git restore it, run git {command} --continue or --abort, \
                 then put the new lines back: --abort drops what is not committed"
            ),
            _ => format!("run git {command} --continue or git {command} --abort first"),
        };
        Note::new(format!("a git {command} is half done"), how)
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
                "restore them with git checkout HEAD -- {}, or commit their deletion with duban commit --deleted",
                paths.join(" ")
            ),
        )
    },
    nothing_to_commit: || Note::new("there is nothing to commit", ""),
    in_the_way: |paths| {
        Note::new(
            format!(
                "the remote adds, changes or deletes these files, and here they are not committed: {}",
                paths.join(", ")
            ),
            "commit them with git or move them away, then sync",
        )
    },
    conflicts: |plans| {
        let places: Vec<String> = plans
            .iter()
            .map(|open| {
                let shared = open.shared_ids.iter().map(|shared| {
                    let [ours, theirs] = &shared.titles;
                    format!("two items have the id {}: {ours} | {theirs}", shared.id)
                });
                let shared: Vec<String> = shared.collect();
                let count = format!("{} {}", open.plan, open.count);
                match shared.as_slice() {
                    [] => count,
                    shared => format!("{count} ({})", shared.join("; ")),
                }
            })
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
                "both sides changed these files, and only a person can merge them: {}",
                paths.join(", ")
            ),
            "merge them with git merge, then sync",
        )
    },
    number_taken: |path, number, next| {
        Note::new(
            format!("both sides issued bulletin {number}: {path}; nothing was merged"),
            format!(
                "take your [[issue]] with that number out of {path}, run duban commit and duban sync, then issue the \
                 bulletin again (--as-of its day): it gets number {next}"
            ),
        )
    },
    two_plans: |path, [ours, theirs]| {
        Note::new(
            format!(
                "each side added a plan of its own as {path}: here {ours:?}, there {theirs:?}; nothing was merged"
            ),
            "rename the folder of one (its id in plan.toml, and plan in progress.toml, too), commit, then sync; if \
             both are one plan, give them the same title first. A merge that stopped here: git merge --abort first",
        )
    },
    left_by_hand: |paths| {
        Note::new(
            format!(
                "these files have conflicts that only a person can settle: {}",
                paths.join(", ")
            ),
            "choose by hand: delete the marker lines, or with git rm a file that is to go; then git add and git commit",
        )
    },
    unreadable: |path, why| {
        Note::new(
            format!("{path} cannot be read: {why}"),
            "run duban check and correct it",
        )
    },
    unreadable_there: |path, why| {
        Note::new(
            format!("the other side's {path} cannot be read: line {why}"),
            "ask the other side to correct it with duban check and push again; the files here are as they were",
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
            format!("somebody else pushed first, {tries} times"),
            "sync again later; what is committed is safe here",
        )
    },
    bad_choice: |why| {
        Note::new(
            format!("what was chosen makes no plan: {why}"),
            "choose differently; what is typed is a number, plain words, or a value as plan.toml has it. The files are as they were",
        )
    },
    moved: || Note::new("the files changed meanwhile", "run it again"),
    index_behind: |commit, paths, why| {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| shell_word(std::path::Path::new(&format!(":/{path}"))))
            .collect();
        Note::new(
            format!(
                "committed as {commit}, but git's index still has the files as they were before: {why}"
            ),
            format!(
                "git reset -q -- {}, or the next git commit takes the change back",
                paths.join(" ")
            ),
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
    lost_object: |id| {
        Note::new(
            format!("the git repository is damaged: object {id} is missing or cannot be read"),
            "git fsck tells more; git clone again from the remote, and bring over what was not pushed",
        )
    },
    ignored: |path, by| {
        Note::new(
            format!("{path} is named in {by} and was not committed"),
            format!(
                "if it is to be committed: git add -f {}; else leave it",
                shell_word(std::path::Path::new(path))
            ),
        )
    },
    relinked: |path| {
        Note::new(
            format!(
                "the plan was replaced by a link, and git does not track {path} yet; it was not committed"
            ),
            "record the link and what it leads to with git add and git commit; from then on duban commits it",
        )
    },
    filtered: |path| {
        Note::new(
            format!(
                "a filter (in .gitattributes) changes {path} on its way into git: it cannot be merged, nothing was \
                 synced"
            ),
            "exchange with git pull and git push, then run duban check; or take the filter away for duban sync",
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
    other_paths: |paths| {
        Note::new(
            format!(
                "the commit would include files that are not plan files: {}; nothing was committed",
                paths.join(", ")
            ),
            "commit their changes by themselves first, with git add and git commit",
        )
    },
    plan_not_checked_out: |id, folder| {
        Note::new(
            format!("plan {id} is in the last commit, but not checked out here (sparse checkout)"),
            format!(
                "git sparse-checkout add {} brings it",
                shell_word(std::path::Path::new(folder))
            ),
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
    next_step: |command| format!("next: {command}"),
    log_is_shallow: "earlier commits are not in this clone (shallow); git fetch --unshallow gets them",
    said: |command, words| Note::new(format!("{command} failed:\n{words}"), ""),
    not_committed: |files| {
        let files = files.join(" ");
        format!("not in git yet, git add and git commit them: {files}")
    },
    subject_entries: |plan, count, gist| {
        if count == 1 {
            format!("{plan}: {gist}")
        } else {
            format!("{plan}: {count} entries, {gist}")
        }
    },
    subject_plan: |plan| format!("{plan}: change the plan"),
    subject_new: |plan| format!("{plan}: add the plan"),
    subject_several: |plans, count| format!("{plans} plans: {count} changes"),
    folder_renamed: |from, to| format!("folder {from} renamed to {to}"),
    folder_moved: |from, to| format!("moved from {from} to {to}"),
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
    issues_changed: "bulletin numbers changed",
    issues_lost: |numbers| {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        format!(
            "bulletins taken out of the list or changed there: no. {}",
            numbers.join(", ")
        )
    },
    merged: |remote| format!("Merge what {remote} has"),
    published: |count| format!("send {count} earlier commits"),
    settled: |count| format!("Merge, {count} places settled"),
};
