//! The folder of plans and the files of each.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::Day;

use super::disk::absence::absence;
use super::disk::link::real_or_named;
use super::parallel::in_parallel;
use super::progress::batch::{finish, finish_around, is_note};
use super::{Fault, FileStamps, Loaded, PerPart, PlanPart, Stamp, read_plain_text};

/// The files of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFiles {
    /// The id: the folder's name.
    pub id: String,
    /// `plans/<id>`
    pub folder: PathBuf,
    /// `plan.toml`
    pub plan: PathBuf,
    /// `progress.toml`
    pub progress: PathBuf,
    /// Set if there is no progress.toml here while the last commit has one.
    pub lost_log: Option<LostLog>,
}

/// The reason why a progress.toml that is committed is not on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostLog {
    /// Somebody deleted it.
    Deleted,
    /// It was not checked out.
    NotCheckedOut,
}

impl PlanFiles {
    /// Returns the path of one of the files.
    pub fn path(&self, part: PlanPart) -> &Path {
        match part {
            PlanPart::Plan => &self.plan,
            PlanPart::Progress => &self.progress,
        }
    }

    /// Returns the files of the plan in `folder`.
    pub fn in_folder(folder: PathBuf) -> Self {
        let id = folder
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Self {
            id,
            plan: folder.join("plan.toml"),
            progress: folder.join("progress.toml"),
            lost_log: None,
            folder,
        }
    }

    /// Returns whether there is a folder with a plan. A folder that we may not look into counts, and one with only a
    /// log left, so that they are reported.
    fn are_there(&self) -> bool {
        let is_closed =
            |error: std::io::Error| error.kind() == std::io::ErrorKind::PermissionDenied;
        [&self.plan, &self.progress]
            .into_iter()
            .any(|path| match fs::symlink_metadata(path) {
                Ok(_) => true,
                Err(error) => is_closed(error) && self.folder.is_dir(),
            })
    }

    /// Returns whether the folder has a plan, or should have one: a link to nothing and a submodule that is not fetched
    /// count, so that they are reported.
    fn are_meant(&self) -> bool {
        self.are_there() || self.is_promised()
    }

    /// Returns whether only a link to nothing, or a submodule that is not fetched, promises the plan.
    pub fn is_promised(&self) -> bool {
        absence(&self.folder).is_some()
    }

    /// Reads both files.
    ///
    /// # Errors
    /// Fails if one of them is not a text of sensible size, or the operating system refuses.
    pub(crate) fn texts(&self) -> Result<PerPart<String>, Fault> {
        let read = |path: &Path| read_plain_text(path).map_err(Fault::io(path));
        Ok(PerPart {
            plan: read(&self.plan)?,
            progress: read(&self.progress)?,
        })
    }

    /// Takes the stamps of both files.
    pub fn stamps(&self) -> FileStamps {
        FileStamps {
            plan: Stamp::of(&self.plan),
            progress: Stamp::of(&self.progress),
        }
    }
}

/// A folder of plans.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder with one folder per plan.
    pub folder: PathBuf,
    /// The plans, sorted by id.
    pub plans: Vec<PlanFiles>,
}

/// Returns the folder that contains a folder of plans, and beside it seeds/ and the office's files.
pub fn parent_of_plans(plans: &Path) -> PathBuf {
    let folder = real_or_named(plans);
    let parent = folder.parent();
    parent.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

impl Workspace {
    /// Lists the plans of a folder: every subfolder with a plan.toml, and those that are promised and not there.
    ///
    /// # Errors
    /// Fails if the folder is missing or unreadable, or contains no plan.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let listing = fs::read_dir(folder).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Fault::NoFolder(folder.to_owned()),
            _ => Fault::io(folder)(error),
        })?;
        let mut plans = Vec::new();
        let mut stopped = Vec::new();
        for entry in listing {
            let entry = entry.map_err(Fault::io(folder))?;
            let path = entry.path();
            if is_note(&entry.file_name()) {
                stopped.push(path);
                continue;
            }
            if is_hidden(&entry.file_name()) {
                continue;
            }
            // The listing already has the type, without a call per entry.
            let may_be_plan = match entry.file_type() {
                Ok(kind) if !kind.is_symlink() => kind.is_dir(),
                _ => true,
            };
            if may_be_plan {
                plans.extend(Some(PlanFiles::in_folder(path)).filter(PlanFiles::are_meant));
            }
        }
        if plans.is_empty() {
            return Err(Fault::NoPlans(folder.to_owned()));
        }
        plans.sort_by(|a, b| crate::plan::natural_cmp(&a.id, &b.id));
        for note in stopped {
            finish(folder, &note);
        }
        Ok(Self {
            folder: folder.to_owned(),
            plans,
        })
    }

    /// Lists the plans of a folder; of one that cannot be listed, none.
    pub fn open_or_empty(folder: &Path) -> Self {
        Self::open(folder).unwrap_or_else(|_| Self {
            folder: folder.to_owned(),
            plans: Vec::new(),
        })
    }

    /// Opens one plan without listing the others; `None` if no plan has exactly this name, which the
    /// whole listing then explains.
    pub fn open_one(folder: &Path, id: &str) -> Option<Self> {
        // Only a plain name, never a path.
        let name = Path::new(id).file_name().filter(|name| *name == id)?;
        let path = folder.join(name);
        // Case-insensitive file systems find other spellings too.
        let is_spelled_so = fs::canonicalize(&path).ok()?.file_name() == Some(name);
        let files = PlanFiles::in_folder(path);
        let is_plan = is_spelled_so && !is_hidden(name) && files.are_there();
        is_plan.then(|| {
            finish_around(&files);
            Self {
                folder: folder.to_owned(),
                plans: vec![files],
            }
        })
    }

    /// Returns the folder that contains plans/ and seeds/.
    pub fn parent(&self) -> PathBuf {
        parent_of_plans(&self.folder)
    }

    /// Finds the files of a plan by its id.
    ///
    /// # Errors
    /// Returns [`Fault::NoPlan`] with the known ids if there is none.
    pub fn plan(&self, id: &str) -> Result<&PlanFiles, Fault> {
        self.plans
            .iter()
            .find(|files| files.id == id)
            .ok_or_else(|| Fault::NoPlan {
                id: id.to_owned(),
                known: self.plans.iter().map(|files| files.id.clone()).collect(),
            })
    }

    /// Reads plans in parallel; a broken one does not hide the others.
    pub fn load(&self, as_of: Day, only: Option<&str>) -> Vec<Loaded> {
        self.each(only, |files| Loaded::read(files, as_of))
    }

    /// Maps every plan, or only the one named, in parallel; results are in plan order.
    pub fn each<T: Send>(
        &self,
        only: Option<&str>,
        read: impl Fn(&PlanFiles) -> T + Sync,
    ) -> Vec<T> {
        let wanted: Vec<&PlanFiles> = self.wanted(only).collect();
        in_parallel(&wanted, |files| read(files))
    }

    /// Iterates over every plan, or only the one named.
    pub fn wanted(&self, only: Option<&str>) -> impl Iterator<Item = &PlanFiles> {
        let is_wanted = move |files: &&PlanFiles| only.is_none_or(|id| id == files.id);
        self.plans.iter().filter(is_wanted)
    }
}

/// Returns whether an entry is hidden, as `.git` is.
fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Finds the folder of plans: the one named, else `plans/` in `start` or the nearest folder above, else
/// the one opened last.
///
/// # Errors
/// Fails if there is none.
pub fn find_workspace(
    named: Option<&Path>,
    start: &Path,
    last: Option<&Path>,
) -> Result<PathBuf, Fault> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    start
        .ancestors()
        .map(|folder| folder.join("plans"))
        .find(|plans| plans.is_dir())
        .or_else(|| last.filter(|last| last.is_dir()).map(Path::to_owned))
        .ok_or_else(|| Fault::NoWorkspace(start.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_opens_alone_by_its_very_name_and_by_no_way_to_it() {
        let root = tempfile::TempDir::new().unwrap();
        let plans = root.path().join("plans");
        for id in ["demo", ".hidden", "empty"] {
            fs::create_dir_all(plans.join(id)).unwrap();
        }
        for id in ["demo", ".hidden"] {
            fs::write(plans.join(id).join("plan.toml"), "").unwrap();
        }
        fs::write(plans.join("plan.toml"), "").unwrap();
        let listed = Workspace::open(&plans).unwrap();
        let alone = Workspace::open_one(&plans, "demo").unwrap();
        assert_eq!((alone.folder, alone.plans), (listed.folder, listed.plans));
        for id in [
            "", ".", "..", "../plans", "demo/", "./demo", "demo/..", ".hidden", "empty", "Demo",
            "nowhere",
        ] {
            assert!(Workspace::open_one(&plans, id).is_none(), "{id}");
        }
    }
}
