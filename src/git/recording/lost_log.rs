//! Files that are gone from disk but not from git: if they were created again, the loss would be committed.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::git::paths::shown;
use crate::git::{GitFault, Repository};
use crate::store::{Fault, ISSUES_FILE, LostLog, PlanFiles, Workspace};
use crate::text::GitTrouble;

/// Marks the plans that have no progress.toml although the last commit has one: their progress is not empty but
/// unknown. Git is asked only if a file is missing, and once for all plans of a repository.
pub fn mark_lost_logs(workspace: &mut Workspace) {
    let mut without = Workspace {
        folder: workspace.folder.clone(),
        plans: Vec::new(),
    };
    for files in &mut workspace.plans {
        files.lost_log = None;
        if is_gone(&files.progress) {
            without.plans.push(files.clone());
        }
    }
    if without.plans.is_empty() {
        return;
    }
    // Where git cannot be asked, a deed is refused and `brief` says why.
    for repository in Repository::homes(&without).unwrap_or_default() {
        let Ok(committed) = repository.plan_blobs("HEAD") else {
            continue;
        };
        let logs = without.plans.iter();
        let logs = logs.filter_map(|it| committed.get(&it.id)?.ids.progress.as_ref());
        let logs = repository.contents(logs).unwrap_or_default();
        let path = |id: &str| {
            let blobs = committed.get(id)?;
            let log = logs.get(blobs.ids.progress.as_ref()?)?;
            blobs.paths.progress.clone().filter(|_| says_something(log))
        };
        let is_kept = |files: &PlanFiles| repository.keeps_elsewhere(&workspace.folder, &files.id);
        without
            .plans
            .retain(|files| path(&files.id).is_none() || !is_kept(files));
        let paths: Vec<Vec<u8>> = without.plans.iter().filter_map(|it| path(&it.id)).collect();
        let hidden = repository.flagged_in_index(&paths).unwrap_or_default();
        for files in &mut workspace.plans {
            if let Some(path) = path(&files.id).filter(|_| without.plan(&files.id).is_ok()) {
                files.lost_log = Some(if hidden.contains(&path) {
                    LostLog::NotCheckedOut
                } else {
                    LostLog::Deleted
                });
            }
        }
    }
}

/// Refuses to call a plan unknown that the last commit has and that is only not checked out.
///
/// # Errors
/// Returns [`GitTrouble::PlanNotCheckedOut`].
pub fn refuse_not_checked_out(folder: &Path, plan: &str) -> Result<(), GitFault> {
    // If git cannot be asked, it is not known that there is such a plan.
    let Ok(repository) = Repository::around(folder) else {
        return Ok(());
    };
    let committed = repository.plan_blobs("HEAD").unwrap_or_default();
    let path = committed.get(plan).and_then(|it| it.paths.plan.clone());
    let Some(path) = path else {
        return Ok(());
    };
    let hidden = repository.flagged_in_index(std::slice::from_ref(&path))?;
    if !hidden.contains(&path) {
        return Ok(());
    }
    let shown = shown(&path);
    let folder = shown.rsplit_once('/').map_or("", |(folder, _)| folder);
    Err(GitFault::Trouble(GitTrouble::PlanNotCheckedOut {
        id: plan.to_owned(),
        folder: folder.to_owned(),
    }))
}

/// The longest file that is looked at for whether it says anything, in bytes.
const LONGEST_BLANK: u64 = 1024;

/// Returns whether a file is not there, or has lost its contents: an editor that saves nothing leaves a line end, and a
/// copy that breaks off early the first keys.
fn is_gone(file: &Path) -> bool {
    match fs::metadata(file) {
        Ok(meta) if !meta.is_file() || meta.len() > LONGEST_BLANK => false,
        Ok(_) => fs::read(file).is_ok_and(|bytes| !says_something(&bytes)),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Returns whether a log or a list of bulletins has more than comments and the keys that begin it.
pub(super) fn says_something(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    // Line ends of old Macs make an error of TOML, and no empty file.
    text.split(['\n', '\r']).map(str::trim).any(|line| {
        let key = line.split('=').next().unwrap_or_default().trim();
        !line.is_empty() && !line.starts_with('#') && !matches!(key, "schema" | "plan")
    })
}

/// Refuses to begin a new progress.toml where the last commit has one.
///
/// # Errors
/// Returns [`Fault::FileLost`], or [`Fault::NotKnownLost`] where git cannot be asked.
pub fn refuse_lost_log(files: &PlanFiles) -> Result<(), Fault> {
    refuse_lost(files, &files.progress)
}

/// Refuses to count bulletins anew where the last commit has some.
///
/// # Errors
/// Returns [`Fault::FileLost`], or [`Fault::NotKnownLost`] where git cannot be asked.
pub fn refuse_lost_issues(files: &PlanFiles) -> Result<(), Fault> {
    refuse_lost(files, &files.folder.join(ISSUES_FILE))
}

fn refuse_lost(files: &PlanFiles, file: &Path) -> Result<(), Fault> {
    if !is_gone(file) {
        return Ok(());
    }
    match in_head(files, file) {
        Ok(Some(bytes)) if says_something(&bytes) => Err(Fault::FileLost(file.to_owned())),
        Ok(_) | Err(GitFault::Trouble(GitTrouble::NotARepository(_))) => Ok(()),
        Err(_) => Err(Fault::NotKnownLost(file.to_owned())),
    }
}

/// Returns the contents of a plan's file in HEAD.
fn in_head(files: &PlanFiles, file: &Path) -> Result<Option<Vec<u8>>, GitFault> {
    let (Some(workspace), Some(name)) = (files.folder.parent(), file.file_name()) else {
        return Ok(None);
    };
    let repository = Repository::of_plan(workspace, &files.id)?;
    let path = Path::new(&files.id).join(name);
    let found = repository.head_file(&path)?;
    let is_kept = || repository.keeps_elsewhere(workspace, &files.id);
    Ok(found.filter(|bytes| !says_something(bytes) || !is_kept()))
}

impl Repository {
    /// Returns whether the plan that the last commit has in a folder is in another one now, and its files with it.
    fn keeps_elsewhere(&self, plans: &Path, id: &str) -> bool {
        let workspace = &Workspace::open_or_empty(plans);
        let head = self.head().ok().flatten();
        let found = self.paired_on_disk(head.as_ref(), workspace);
        let differing = found.map(|found| found.differing).unwrap_or_default();
        let mut others = differing.iter().filter(|plan| plan.disk.id != id);
        others.any(|plan| plan.moved.as_ref().is_some_and(|moved| moved.from == id))
    }
}
