//! Refusals of git and the remote, and what to do.

use crate::text::words::git::{first_few, from_top, shell_word};
use crate::text::words::note;
use crate::text::{Flaw, GitTrouble, Note, RemoteTrouble};

use super::super::flaw::flaw;

/// Words a trouble with git.
pub(crate) fn git_trouble(trouble: &GitTrouble) -> Note {
    match trouble {
        GitTrouble::NoGit => Note::new(
            "there is no git program",
            "install git (2.30 or newer); everything else works without it",
        ),
        GitTrouble::NotARepository(folder) => Note::new(
            format!("{} is in no git repository", folder.display()),
            "run git init in the folder above to commit, sync and see changes; everything else works without it",
        ),
        GitTrouble::EachElsewhere { folder, plans } => Note::new(
            format!(
                "{} is in no git repository itself; its plans lie in others: {}",
                folder.display(),
                plans.join(", ")
            ),
            "run the command in the repository of the plan; where that holds the plan alone, git pull and git push there",
        ),
        GitTrouble::Bare(folder) => Note::new(
            format!(
                "the git repository at {} has no work tree",
                folder.display()
            ),
            "git clone it to get one with a work tree",
        ),
        GitTrouble::Dubious(folder) => Note::new(
            format!(
                "the git repository {} belongs to another user, and git does not read it",
                folder.display()
            ),
            format!(
                "if you trust it, run: git config --global --add safe.directory {}",
                shell_word(folder)
            ),
        ),
        GitTrouble::Damaged(folder) => Note::new(
            format!(
                "git finds no repository in {}: it is damaged, or what it points to is gone",
                folder.join(".git").display()
            ),
            "git status there shows more; clone the repository again, or remove that .git if nobody needs it",
        ),
        GitTrouble::OtherWorkTree(folder) => Note::new(
            format!(
                "the git settings of {} put its work tree elsewhere (core.worktree)",
                folder.display()
            ),
            "open the plans in that work tree, or correct the setting",
        ),
        GitTrouble::Outside(path) => note!(
            "{path} is not inside the folder of plans",
            "only paths inside it can be used"
        ),
        GitTrouble::CommitNotHere {
            plan,
            submodule,
            commit,
        } => note!(
            "plan {plan} lies in the submodule {submodule}, whose commit {commit} is not here",
            "git submodule update --init fetches the submodule, git -C {submodule} fetch --unshallow its history"
        ),
        GitTrouble::OfAnotherRepository {
            plan,
            top,
            revision,
        } => Note::new(
            format!(
                "plan {plan} lies in another repository, {}; \"{revision}\" names no commit there",
                top.display()
            ),
            "write a day, such as 2024-06-30, or choose another plan with --plan",
        ),
        GitTrouble::UnknownRevision(revision) => note!(
            "there is no revision \"{revision}\"",
            "write a commit, a branch, a tag, or a day such as 2024-06-30"
        ),
        GitTrouble::NothingYet(day) => note!("nothing was committed by {day}", "take a later day"),
        GitTrouble::Unborn => Note::new("nothing has been committed yet", "run duban commit first"),
        GitTrouble::Shallow => Note::new(
            "this clone has only the recent history (shallow), and what is needed is older",
            "run git fetch --unshallow to get all of it",
        ),
        GitTrouble::LeftAtRemote { folder, remote } => {
            let git = format!("git -C {}", shell_word(folder));
            let filter = shell_word(format!("remote.{remote}.partialclonefilter"));
            let from = shell_word(remote);
            note!(
                "this clone left at the remote {remote} what is needed (partial clone)",
                "when online, run {git} config --unset-all {filter}, then {git} fetch --refetch {from}"
            )
        }
        GitTrouble::LostObject(id) => note!(
            "the git repository is damaged: object {id} is missing or cannot be read",
            "git fsck shows more; git clone again from the remote, and bring over what was not pushed"
        ),
        GitTrouble::Ignored { path, by } => Note::new(
            format!("{path} is named in {by} and was not committed"),
            format!(
                "if it is to be committed: git add -f {}; else leave it",
                from_top(std::slice::from_ref(path))
            ),
        ),
        GitTrouble::Relinked(path) => note!(
            "the plan was replaced by a link, and git does not track {path} yet; it was not committed",
            "record the link and what it leads to with git add and git commit; from then on duban commits it"
        ),
        GitTrouble::LinkChanged(path) => Note::new(
            format!(
                "{path} is a link to a plan, and is not as in the last commit; it was not committed"
            ),
            format!(
                "record it with git add -- {} and git commit; duban commits no links",
                from_top(std::slice::from_ref(path))
            ),
        ),
        GitTrouble::OtherPaths(paths) => Note::new(
            format!(
                "the commit would include files that are not plan files: {}; nothing was committed",
                paths.join(", ")
            ),
            "commit their changes by themselves first, with git add and git commit",
        ),
        GitTrouble::NotCheckedOut(path) => note!(
            "{path} is not checked out (sparse checkout); the file of that name here lacks committed entries, and was not committed",
            "move the file away, check out the plan's folder with git sparse-checkout add, and record again"
        ),
        GitTrouble::Filtered(path) => note!(
            "a filter (in .gitattributes) changes {path} on its way into git: it cannot be merged, nothing was \
                 synced",
            "exchange with git pull and git push, then run duban check; or take the filter away for duban sync"
        ),
        GitTrouble::PlanNotCheckedOut { id, folder } => Note::new(
            format!("plan {id} is in the last commit, but not checked out here (sparse checkout)"),
            format!("git sparse-checkout add {} brings it", shell_word(folder)),
        ),
        GitTrouble::TimedOut(command) => note!(
            "{command} did not respond and was stopped",
            "try again later"
        ),
        GitTrouble::TooMuch(what) => note!(
            "{what} is too large and was not read",
            "see whether a large file was put there by mistake"
        ),
        GitTrouble::HookRefused { remote, words } if words.trim().is_empty() => Note::new(
            if *remote {
                "the remote's checks refused, and did not say why"
            } else {
                "a hook of this repository refused, and did not say why"
            },
            "ask whoever keeps it; the files are as they were",
        ),
        GitTrouble::HookRefused { remote, words } => Note::new(
            if *remote {
                format!("the remote's checks refused:\n{words}")
            } else {
                format!("a hook of this repository refused:\n{words}")
            },
            "do as it says and try again; the files are as they were",
        ),
        GitTrouble::NoIdentity => Note::new(
            "git does not know who commits",
            "run git config user.name NAME and git config user.email ADDRESS",
        ),
        GitTrouble::NotSigned(words) => note!(
            "the commit could not be signed:\n{words}",
            "see whether the signing key (user.signingKey) can be used"
        ),
        GitTrouble::NoRemote { known, .. } if known.is_empty() => Note::new(
            "there is no remote to sync with",
            "run git remote add origin ADDRESS",
        ),
        GitTrouble::NoRemote { branch, known } => {
            let known = known.join(", ");
            let key = shell_word(format!("branch.{branch}.remote"));
            note!(
                "there are several remotes ({known}), and none is chosen",
                "run git config {key} REMOTE, then sync again"
            )
        }
        GitTrouble::BranchGone {
            remote,
            branch,
            there,
        } => {
            let there = if there.is_empty() {
                "it has no branch".to_owned()
            } else {
                format!("it has: {}", there.join(", "))
            };
            note!(
                "{remote} has the branch {branch} no more ({there}); nothing was sent",
                "if it was renamed: git branch --set-upstream-to={remote}/NAME after git fetch; if it is to be made anew: git push {remote} {branch}"
            )
        }
        GitTrouble::TakenOut {
            remote,
            branch,
            commits,
        } => {
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
        }
        GitTrouble::Remote {
            trouble,
            remote,
            words,
        } => {
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
            };
            Note::new(format!("{what}:\n{words}"), how)
        }
        GitTrouble::FollowsLocal { branch, there } => note!(
            "the branch {branch} follows {there} of this clone, so nothing would leave it; nothing was sent",
            "take it into {there} (git switch {there}, git merge {branch}) and sync there, or give it a branch of \
                 the remote: git branch --set-upstream-to=REMOTE/{there}"
        ),
        GitTrouble::PushedElsewhere {
            branch,
            upstream,
            pushed,
        } => note!(
            "git pushes the branch {branch} to {pushed}, and sync exchanges it with {upstream}; nothing was sent",
            "go the way that git is set to: duban commit, git pull, git push, then a pull request. If sync is meant, \
             take branch.NAME.pushRemote, remote.pushDefault or remote.NAME.push out of git's settings (git config \
             --show-origin --get-regexp push)"
        ),
        GitTrouble::Diverged => Note::new(
            "both sides have new commits, and pull.ff = only forbids a merge",
            "run git config pull.ff true and sync again, or let somebody merge",
        ),
        GitTrouble::Unrelated => Note::new(
            "the histories here and at the remote have no common beginning",
            "see whether the remote's address is right",
        ),
        GitTrouble::BegunByHost { remote, branch } => note!(
            "{remote} has commits of its own and no plans: its host began it, such as with a README",
            "join it once, then sync: git pull --no-rebase --no-edit --allow-unrelated-histories {remote} {branch}"
        ),
        GitTrouble::Detached => Note::new(
            "no branch is checked out",
            "run git switch -c work, git switch BRANCH and git merge work, then sync: what is recorded here comes along",
        ),
        GitTrouble::HalfDone(command) => {
            let how = match *command {
                // Both put all files back as they were.
                "rebase" | "am" => format!(
                    "run git {command} --continue; if something was recorded since it stopped, copy the plan's \
                     progress.toml aside and git restore it first, and put the new lines back afterwards: --abort \
                     drops what is not committed"
                ),
                _ => format!("run git {command} --continue or git {command} --abort first"),
            };
            Note::new(format!("a git {command} is half done"), how)
        }
        GitTrouble::IndexLocked(path) => Note::new(
            format!("another program holds git's index ({})", path.display()),
            "try again when it is done; if it crashed, delete that file",
        ),
        GitTrouble::Uncommitted(plans) => Note::new(
            format!("not yet committed: {}", plans.join(", ")),
            "duban commit first, then sync; both in one: duban sync --commit",
        ),
        GitTrouble::Deleted(files, paths) => Note::new(
            format!("plan files are gone: {}", files.join(", ")),
            format!(
                "restore them with git checkout HEAD -- {}, or commit their deletion with duban commit --deleted",
                from_top(paths)
            ),
        ),
        GitTrouble::NothingToCommit => Note::new("there is nothing to commit", ""),
        GitTrouble::InTheWay(paths) => Note::new(
            format!(
                "the remote adds, changes or deletes these files, and here they are not committed: {}",
                paths.join(", ")
            ),
            "commit them with git, also those in which only line ends or the mode differ, or move them away; then sync",
        ),
        GitTrouble::Conflicts(plans) => {
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
        }
        GitTrouble::OtherFiles(paths) => Note::new(
            format!(
                "both sides changed these files, and only a person can merge them: {}",
                paths.join(", ")
            ),
            "merge them with git merge, then sync",
        ),
        GitTrouble::NumberTaken { path, number, next } => note!(
            "both sides issued bulletin {number}: {path}; nothing was merged",
            "take your [[issue]] with that number out of {path}, run duban commit and duban sync, then issue the \
                 bulletin again (--as-of its day): it gets number {next}"
        ),
        GitTrouble::MovedApart {
            was,
            folders: [ours, theirs],
        } => note!(
            "the plan in {was} was moved to {ours} here and to {theirs} there; nothing was merged",
            "agree on one folder: move it to {theirs} here too (if its folder has another name there, so do its id in \
             plan.toml and plan in progress.toml), commit with git, then sync"
        ),
        GitTrouble::TwoPlans {
            path,
            titles: [ours, theirs],
        } => note!(
            "each side has a plan of its own as {path}: here {ours:?}, there {theirs:?}; nothing was merged",
            "rename the folder of one (its id in plan.toml, and plan in progress.toml, too), commit, then sync; if \
             both are one plan, give them the same title first. A merge that stopped here: git merge --abort first"
        ),
        GitTrouble::LeftByHand(paths) => Note::new(
            format!(
                "these files have conflicts that only a person can settle: {}",
                paths.join(", ")
            ),
            "choose by hand: delete the marker lines, or with git rm a file that is to go; then git add and git commit",
        ),
        GitTrouble::Unreadable { path, line, flaw } => Note::new(
            format!("{path} {}", cannot_be_read(*line, flaw)),
            "run duban check and correct it",
        ),
        GitTrouble::UnreadableThere { path, line, flaw } => Note::new(
            format!("the other side's {path} {}", cannot_be_read(*line, flaw)),
            "ask the other side to correct it with duban check and push again; the files here are as they were",
        ),
        GitTrouble::LaidOutOtherwise(path) => note!(
            "{path} is laid out too differently on the two sides to go entry by entry",
            "run duban check --fix on both sides and try again; the files are as they were"
        ),
        GitTrouble::AlwaysFaster(tries) => note!(
            "somebody else pushed first, {tries} times",
            "sync again later; what is committed is safe here"
        ),
        GitTrouble::BadChoice(why) => note!(
            "what was chosen makes no plan: {why}",
            "choose differently; what is typed is a number, plain words, or a value as plan.toml has it. The files are as they were"
        ),
        GitTrouble::Moved => Note::new("the files changed meanwhile", "run it again"),
        GitTrouble::Said { command, words } => note!("{command} failed:\n{words}", ""),
    }
}

fn cannot_be_read(line: Option<usize>, why: &Flaw) -> String {
    let line = line.map_or_else(String::new, |line| format!(", line {line}"));
    format!("cannot be read{line}: {}", flaw(why).what)
}
