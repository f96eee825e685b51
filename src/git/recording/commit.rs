//! Commits plan files only; other staged changes stay staged, and the user's hooks and keys apply.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::text::{GitTrouble, Words};

use super::commit_draft::CommitDraft;
use super::filtered::path_option;
use crate::git::objects::{FileMode, ObjectId};
use crate::git::paths::{argument, inside, shown};
use crate::git::process::{Call, GitOutput, tidy};
use crate::git::{Commit, CommitId, GitFault, Repository};
use crate::store::{is_missing, read_plain, source_place};

/// The files of git beside a folder of plans.
const WORKSPACE_GIT_FILES: [&str; 2] = [".gitattributes", ".gitignore"];

/// Chooses the path of a temporary file in git's folder, which is not there yet and is removed when the path is dropped.
pub(crate) fn scratch(repo: &Repository) -> Result<TempPath, GitFault> {
    let folder = repo.git_folder();
    let mut file = tempfile::Builder::new();
    let path = file
        .prefix("duban-")
        .tempfile_in(folder)
        .map_err(GitFault::io(folder))?;
    let path = path.into_temp_path();
    fs::remove_file(&path).map_err(GitFault::io(folder))?;
    Ok(path)
}

/// Git's own lock of its index, so that no other commit begins.
struct IndexLock {
    path: PathBuf,
    _file: File,
}

impl IndexLock {
    fn acquire(repo: &Repository) -> Result<Self, GitFault> {
        let path = repo.git_folder().join("index.lock");
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => Ok(Self { path, _file: file }),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(GitTrouble::IndexLocked(path).into())
            }
            Err(error) => Err(GitFault::io(path)(error)),
        }
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Makes the drafted commits, each in its repository of the workspace; also returns notes for the
/// user.
///
/// # Errors
/// Fails as [`Repository::record`] does, with the commits of other repositories that were made before.
pub fn record_everywhere(
    homes: &[Repository],
    drafts: &[CommitDraft],
    words: &Words,
) -> Result<(Vec<CommitId>, Vec<String>), GitFault> {
    let (mut made, mut notes) = (Vec::new(), Vec::new());
    for repository in homes {
        let of_this = |draft: &&CommitDraft| draft.top == repository.top();
        let own: Vec<&CommitDraft> = drafts.iter().filter(of_this).collect();
        if own.is_empty() {
            continue;
        }
        notes.extend(repository.clock_note(words));
        let recorded = repository.record_these(&own);
        made.extend(recorded.map_err(|fault| fault.after(made.clone()))?);
        notes.extend(
            made.last()
                .and_then(|last| repository.branch_note(last, words)),
        );
        let left = repository.left_beside(&own);
        notes.extend((!left.is_empty()).then(|| (words.git.not_committed)(&left)));
    }
    if made.is_empty() {
        return Err(GitTrouble::NothingToCommit.into());
    }
    Ok((made, notes))
}

impl Repository {
    /// Makes the drafted commits in order. The work tree is not touched; the index changes only in the
    /// committed files. If one is refused, those before it stay.
    ///
    /// # Errors
    /// Fails if an operation is not finished, HEAD has moved since the drafts were made, or a hook or git refuses; with
    /// the commits that were made before ([`GitFault::PartlyRecorded`]).
    pub fn record(&self, drafts: &[CommitDraft]) -> Result<Vec<CommitId>, GitFault> {
        self.record_these(&drafts.iter().collect::<Vec<_>>())
    }

    /// Returns the files beside the folder of plans that HEAD lacks and the new plans of drafts need: what they were drawn
    /// from, and how git merges them. A commit of duban holds plans alone.
    fn left_beside(&self, drafts: &[&CommitDraft]) -> Vec<String> {
        let mut left = Vec::new();
        let new = drafts.iter().flat_map(|draft| &draft.plans);
        for plan in new.filter(|plan| plan.is_new()) {
            let folder = fs::canonicalize(&plan.after.files.folder).ok();
            let around = folder.as_deref().and_then(|it| it.parent()?.parent());
            let Some(around) = around else { continue };
            let open = plan.after.plan.as_deref();
            let source = open.and_then(|open| open.document.source.as_deref());
            let source = source.and_then(|source| source_place(around, source));
            let beside = WORKSPACE_GIT_FILES.map(|name| around.join(name));
            for path in source.into_iter().chain(beside) {
                let name = path.strip_prefix(around).unwrap_or(&path);
                let name = name.display().to_string();
                if path.is_file() && self.head_lacks(&path) && !left.contains(&name) {
                    left.push(name);
                }
            }
        }
        left
    }

    /// Returns whether a file of the work tree is not in HEAD; false if that is not known.
    fn head_lacks(&self, path: &Path) -> bool {
        let inside_top = path.strip_prefix(self.top()).ok();
        let Some(path) = inside_top.and_then(|path| inside(path).ok()) else {
            return false;
        };
        let found = self.head().map(|head| {
            let head = head?;
            self.find_in(head.as_str(), &path).transpose()
        });
        matches!(found, Ok(None))
    }

    fn record_these(&self, drafts: &[&CommitDraft]) -> Result<Vec<CommitId>, GitFault> {
        let Some(first) = drafts.first() else {
            return Err(GitTrouble::NothingToCommit.into());
        };
        self.nothing_half_done()?;
        let mut head = self.head()?;
        if let [draft] = drafts
            && head == draft.base
            && self.is_on_disk(draft)
            && let Some(made) = self.record_from_disk(draft)?
        {
            return Ok(vec![made]);
        }
        let _lock = IndexLock::acquire(self)?;
        if self.head()? != first.base {
            return Err(GitTrouble::Moved.into());
        }
        let mut made = Vec::new();
        for draft in drafts {
            let recorded = self.record_one(draft, head.as_ref());
            let commit = recorded.map_err(|fault| fault.after(made.clone()))?;
            head = Some(commit.clone());
            made.push(commit);
        }
        Ok(made)
    }

    /// Records a tree as a commit of these parents.
    pub(crate) fn commit_tree(
        &self,
        tree: &str,
        parents: &[&CommitId],
        message: &str,
        author: Option<&Commit>,
        sign: bool,
    ) -> Result<CommitId, GitFault> {
        let mut call = Call::new(["commit-tree"]);
        if sign {
            call = call.with("-S");
        }
        for parent in parents {
            call = call.with("-p").with(parent.as_str());
        }
        call = call.with("-F").with("-").with(tree).input(message);
        if let Some(author) = author {
            call = call
                .variable("GIT_AUTHOR_NAME", &author.author)
                .variable("GIT_AUTHOR_EMAIL", &author.email);
            if let Some(moment) = author.authored {
                call = call.variable("GIT_AUTHOR_DATE", moment.to_rfc3339());
            }
        }
        let out = self.git().act(call)?;
        let said = String::from_utf8_lossy(&out);
        CommitId::read(&said).ok_or_else(|| {
            GitFault::Trouble(GitTrouble::Said {
                command: "git commit-tree".to_owned(),
                words: said.trim().to_owned(),
            })
        })
    }

    /// Returns whether the files on disk are exactly those of the draft, and git tracks them all.
    fn is_on_disk(&self, draft: &CommitDraft) -> bool {
        draft.files.iter().all(|file| {
            let path = self.top().join(argument(&file.path));
            let is_same = match &file.bytes {
                Some(bytes) => read_plain(&path).is_ok_and(|found| found == *bytes),
                None => is_missing(&path),
            };
            file.is_known && is_same
        })
    }

    /// Commits the shorter way: git takes the files from disk and leaves other staged changes alone.
    /// Returns `None` if a file is no longer in the index.
    fn record_from_disk(&self, draft: &CommitDraft) -> Result<Option<CommitId>, GitFault> {
        let mut call = commit_call(draft).with("--only").with("--");
        for file in &draft.files {
            call = call.with(argument(
                &[b":(top,literal)", file.path.as_slice()].concat(),
            ));
        }
        let said = self.git().try_act(call)?;
        if said.success {
            return self.head();
        }
        if said.words.contains("did not match any file") {
            return Ok(None);
        }
        Err(self.commit_refused(&said))
    }

    fn record_one(
        &self,
        draft: &CommitDraft,
        head: Option<&CommitId>,
    ) -> Result<CommitId, GitFault> {
        let mut entries = Vec::new();
        for file in &draft.files {
            let line = if let Some(bytes) = &file.bytes {
                let blob = self.keep(&file.path, bytes)?;
                index_line(Some(FileMode::Regular), blob.as_str(), &file.path)
            } else {
                let length = head.map_or(40, |head| head.as_str().len());
                index_line(None, &"0".repeat(length), &file.path)
            };
            entries.extend(line);
        }
        let index = self.git_folder().join("index");
        let scratch = self.copy_of(&index)?;
        match head {
            // The index without what is staged, and with all that it knows of the files on disk.
            Some(head) => {
                let call = Call::new(["read-tree", "-i", "-m", head.as_str()]);
                self.git().act(call.variable("GIT_INDEX_FILE", &*scratch))?;
            }
            None => {
                let _ = fs::remove_file(&scratch);
            }
        }
        self.put_in_index(&scratch, &entries)?;
        if let Some(head) = head {
            self.nothing_but(draft, head, &scratch)?;
        }
        let call = commit_call(draft).variable("GIT_INDEX_FILE", &*scratch);
        let said = self.git().try_act(call)?;
        if !said.success {
            return Err(self.commit_refused(&said));
        }
        let made = self.head()?.ok_or(GitTrouble::Moved)?;
        let refreshed = self.copy_of(&index).and_then(|next| {
            self.put_in_index(&next, &entries)?;
            fs::rename(&next, &index).map_err(GitFault::io(index))
        });
        match refreshed {
            Ok(()) => Ok(made),
            Err(why) => Err(GitFault::IndexBehind {
                commit: made,
                paths: draft.files.iter().map(|file| shown(&file.path)).collect(),
                why: Box::new(why),
            }),
        }
    }

    /// Checks that an index differs from a commit only in the files of a draft: a path that a link or a
    /// folder has replaced would remove others.
    fn nothing_but(
        &self,
        draft: &CommitDraft,
        head: &CommitId,
        index: &Path,
    ) -> Result<(), GitFault> {
        let call = Call::new([
            "diff-index", "--cached", "--name-only", "--no-renames", "-z",
        ]);
        let call = call.with(head.as_str()).with("--");
        let out = self.git().act(call.variable("GIT_INDEX_FILE", index))?;
        let others: Vec<String> = out
            .split(|byte| *byte == 0)
            .filter(|path| !path.is_empty())
            .filter(|path| draft.files.iter().all(|file| file.path != *path))
            .map(shown)
            .collect();
        if others.is_empty() {
            Ok(())
        } else {
            Err(GitTrouble::OtherPaths(others).into())
        }
    }

    /// Fails if a merge, a rebase or the like waits to be finished.
    pub(crate) fn nothing_half_done(&self) -> Result<(), GitFault> {
        let waiting = [
            ("MERGE_HEAD", "merge"),
            ("rebase-merge", "rebase"),
            ("rebase-apply/applying", "am"),
            ("rebase-apply", "rebase"),
            ("CHERRY_PICK_HEAD", "cherry-pick"),
            ("REVERT_HEAD", "revert"),
        ];
        match waiting
            .iter()
            .find(|(file, _)| self.git_folder().join(file).exists())
        {
            Some((_, command)) => Err(GitTrouble::HalfDone(command).into()),
            None => Ok(()),
        }
    }

    /// Writes a blob, filtered by the path's attributes.
    pub(crate) fn keep(&self, path: &[u8], bytes: &[u8]) -> Result<ObjectId, GitFault> {
        let call = Call::new(["hash-object", "-w", "--stdin"])
            .with(path_option(path))
            .input(bytes);
        let said = self.git().try_act(call)?;
        ObjectId::read(&said.line())
            .ok_or_else(|| self.git().refusal("git hash-object", &said.words))
    }

    /// Adds lines made by [`index_line`] to an index.
    pub(crate) fn put_in_index(&self, index: &Path, entries: &[u8]) -> Result<(), GitFault> {
        let call = Call::new(["update-index", "-z", "--add", "--index-info"])
            .input(entries)
            .variable("GIT_INDEX_FILE", index);
        self.git().act(call).map(|_| ())
    }

    pub(crate) fn copy_of(&self, index: &Path) -> Result<TempPath, GitFault> {
        let path = scratch(self)?;
        match fs::copy(index, &path) {
            Ok(_) => Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(path),
            Err(error) => Err(GitFault::io(index)(error)),
        }
    }

    /// Returns the fault for what a refused `git commit` said.
    pub(crate) fn commit_refused(&self, said: &GitOutput) -> GitFault {
        let words = &format!("{}\n{}", said.words, String::from_utf8_lossy(&said.out));
        if words.contains("nothing to commit") || words.contains("nothing added to commit") {
            return GitTrouble::NothingToCommit.into();
        }
        match self.git().refusal("git commit", words) {
            GitFault::Trouble(GitTrouble::Said { .. })
                if ["pre-commit", "prepare-commit-msg", "commit-msg"]
                    .iter()
                    .any(|hook| self.has_hook(hook)) =>
            {
                GitFault::Trouble(GitTrouble::HookRefused {
                    remote: false,
                    words: tidy(words),
                })
            }
            other => other,
        }
    }

    /// Returns whether the repository has a hook of this name.
    pub(crate) fn has_hook(&self, name: &str) -> bool {
        let call = Call::new(["rev-parse", "--git-path"]).with(format!("hooks/{name}"));
        let Ok(said) = self.git().try_act(call) else {
            return false;
        };
        said.success && self.top().join(said.line()).is_file()
    }

    /// Runs an existing hook.
    ///
    /// # Errors
    /// Fails if the hook refuses.
    pub(crate) fn run_hook(
        &self,
        name: &str,
        arguments: &[&str],
        index: Option<&Path>,
    ) -> Result<(), GitFault> {
        let mut call = Call::new(["hook", "run", "--ignore-missing", name]);
        if !arguments.is_empty() {
            call = call.with("--");
        }
        for argument in arguments {
            call = call.with(argument);
        }
        if let Some(index) = index {
            call = call.variable("GIT_INDEX_FILE", index);
        }
        let said = self.git().try_act(call)?;
        // Before git 2.36 there was no such command; then the hook is not run.
        if said.success || said.words.contains("is not a git command") {
            return Ok(());
        }
        Err(GitFault::Trouble(GitTrouble::HookRefused {
            remote: false,
            words: tidy(&said.words),
        }))
    }
}

/// Returns the call that commits a draft, without its files.
fn commit_call(draft: &CommitDraft) -> Call<'static> {
    let call = Call::new(["commit", "--quiet", "--cleanup=whitespace", "-F", "-"])
        .input(draft.message.as_bytes());
    match draft.actor.as_deref().and_then(author_name) {
        Some(name) => call.variable("GIT_AUTHOR_NAME", name),
        None => call,
    }
}

/// Returns an entry of an index in git's input format; one without a mode takes the path out.
pub(crate) fn index_line(mode: Option<FileMode>, blob: &str, path: &[u8]) -> Vec<u8> {
    let mode = mode.map_or("0", FileMode::key);
    let mut line = format!("{mode} {blob}\t").into_bytes();
    line.extend(path);
    line.push(0);
    line
}

/// Returns a name without the characters that would end it in a commit.
pub(crate) fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_control() && !matches!(c, '<' | '>'))
        .collect()
}

/// Returns an author's name; `None` if nothing is left of it.
fn author_name(actor: &str) -> Option<String> {
    let name = plain_name(actor);
    let name = name.trim();
    name.chars()
        .any(char::is_alphanumeric)
        .then(|| name.to_owned())
}
