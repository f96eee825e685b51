use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::plan::Moment;

/// Which deeds were over several plans: what `undo` has to take back from all of them. A deed in one plan needs no note, its
/// entries have a moment of their own.
///
/// A line a deed: the second it was recorded in, and the folders of its plans.
#[derive(Clone, Debug)]
pub struct PastDeeds {
    file: PathBuf,
}

/// What is longer than this is cut to its second half: nobody takes back deeds that old.
const LIMIT: u64 = 256 << 10;

impl PastDeeds {
    /// Those noted in a folder of the user's own.
    pub fn in_folder(state: &Path) -> Self {
        Self {
            file: state.join("deeds"),
        }
    }

    /// Notes that the entries of a moment are one deed in these folders; tells whether that worked.
    pub(super) fn note(&self, at: Moment, folders: &[PathBuf]) -> bool {
        let line = self.line(at, folders);
        let write = || -> std::io::Result<()> {
            if let Some(folder) = self.file.parent() {
                fs::create_dir_all(folder)?;
            }
            if fs::metadata(&self.file).is_ok_and(|meta| meta.len() > LIMIT) {
                let text = fs::read_to_string(&self.file)?;
                let half = text.lines().skip(text.lines().count() / 2);
                fs::write(
                    &self.file,
                    half.map(|it| format!("{it}\n")).collect::<String>(),
                )?;
            }
            let mut file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(&self.file)?;
            file.write_all(line.as_bytes())
        };
        write().is_ok()
    }

    /// The folders of the deed that recorded something in `folder` at this moment, where it was one over several plans.
    pub(super) fn folders(&self, at: Moment, folder: &Path) -> Option<Vec<PathBuf>> {
        let text = fs::read_to_string(&self.file).ok()?;
        let own = real(folder);
        text.lines().rev().find_map(|line| {
            let mut fields = line.split('\t');
            let is_of_moment = fields.next()?.parse() == Ok(at.instant());
            let folders: Vec<PathBuf> = fields.map(PathBuf::from).collect();
            (is_of_moment && folders.contains(&own)).then_some(folders)
        })
    }

    fn line(&self, at: Moment, folders: &[PathBuf]) -> String {
        let folders = folders.iter().map(|folder| real(folder));
        let folders = folders.map(|folder| format!("\t{}", folder.display()));
        format!("{}{}\n", at.instant(), folders.collect::<String>())
    }
}

/// A folder by its one real path.
pub(super) fn real(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned())
}
