//! Remembers where on this machine the document of an imported plan is; the plan's own files hold only
//! its name and hash.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::{Folders, SeedRecord, read_private, write_private};

/// The location of the document that a plan was imported from.
#[derive(Clone, Copy, Debug)]
pub struct ImportPlace<'a> {
    /// The user's folders.
    pub folders: &'a Folders,
    /// The folder of plans.
    pub plans: &'a Path,
    /// The plan's id.
    pub id: &'a str,
}

/// The most locations remembered.
const REMEMBERED: usize = 200;

impl ImportPlace<'_> {
    /// Remembers the file that a plan was imported from. Failures are ignored: the user is asked for
    /// the file then.
    pub fn remember(&self, file: &Path) {
        let (Some(list), Some(key), Ok(file)) = (self.list(), self.key(), fs::canonicalize(file))
        else {
            return;
        };
        let line = format!("{key}\t{}", file.display());
        if line.contains('\n') {
            return;
        }
        let known = read_private(&list).unwrap_or_default();
        let others = known
            .lines()
            .filter(|known| !known.starts_with(&format!("{key}\t")));
        let lines: Vec<&str> = std::iter::once(line.as_str())
            .chain(others)
            .take(REMEMBERED)
            .collect();
        let _ = write_private(&list, (lines.join("\n") + "\n").as_bytes());
    }

    /// Finds the file that a plan was imported from: at the remembered location, else by its name near
    /// the plans.
    pub fn find(&self, record: Option<&SeedRecord>) -> Option<PathBuf> {
        let remembered = || {
            let known = read_private(&self.list()?)?;
            let key = format!("{}\t", self.key()?);
            let line = known.lines().find_map(|line| line.strip_prefix(&key))?;
            Some(PathBuf::from(line))
        };
        let by_name = || {
            let name = Path::new(&record?.file.value).file_name()?;
            let parent = fs::canonicalize(self.plans).ok()?.parent()?.to_owned();
            let places = [
                parent.join("seeds"),
                parent.clone(),
                self.plans.join(self.id),
            ];
            places
                .into_iter()
                .map(|place| place.join(name))
                .find(|file| file.is_file())
        };
        remembered().filter(|file| file.is_file()).or_else(by_name)
    }

    fn list(&self) -> Option<PathBuf> {
        Some(self.folders.state()?.join("imports"))
    }

    fn key(&self) -> Option<String> {
        let plans = fs::canonicalize(self.plans).ok()?;
        let key = plans.join(self.id).display().to_string();
        (!key.contains(['\t', '\n'])).then_some(key)
    }
}
