use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::Moment;
use crate::store::{Lock, make_private_folder, read_private, write_private};

/// Which deeds were over several plans: what `undo` has to take back from all of them. A deed in one plan needs no note, its
/// entries have a moment of their own.
///
/// A line a deed: the second it was recorded in, and the folders of its plans.
#[derive(Clone, Debug)]
pub struct PastDeeds {
    file: PathBuf,
}

/// What is longer than this is cut to its second half: nobody takes back deeds that old.
const LIMIT: usize = 64 << 10;

impl PastDeeds {
    /// Those noted in a folder of the user's own.
    pub fn in_folder(state: &Path) -> Self {
        Self {
            file: state.join("deeds"),
        }
    }

    /// Notes that the entries of a moment are one deed in these folders; tells whether that worked.
    pub(super) fn note(&self, at: Moment, folders: &[PathBuf]) -> bool {
        let folder = self.file.parent().unwrap_or(&self.file);
        if make_private_folder(folder).is_err() {
            return false;
        }
        // Two programs that note at once note one after the other.
        let _lock = Lock::acquire(folder).ok();
        let mut text = read_private(&self.file).unwrap_or_default();
        if text.len() > LIMIT {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            text = lines[lines.len() / 2..].concat();
        }
        text.push_str(&Self::line(at, folders));
        write_private(&self.file, text.as_bytes()).is_ok()
    }

    /// The folders of the deed that recorded something in `folder` at this moment, where it was one over several plans.
    pub(super) fn folders(&self, at: Moment, folder: &Path) -> Option<Vec<PathBuf>> {
        let text = read_private(&self.file)?;
        let own = real(folder);
        text.lines().rev().find_map(|line| {
            let mut fields = line.split('\t');
            let is_of_moment = fields.next()?.parse() == Ok(at.instant());
            let folders: Vec<PathBuf> = fields.map(PathBuf::from).collect();
            (is_of_moment && folders.contains(&own)).then_some(folders)
        })
    }

    fn line(at: Moment, folders: &[PathBuf]) -> String {
        let folders = folders.iter().map(|folder| real(folder));
        let folders = folders.map(|folder| format!("\t{}", folder.display()));
        format!("{}{}\n", at.instant(), folders.collect::<String>())
    }
}

/// A folder by its one real path.
pub(super) fn real(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}
