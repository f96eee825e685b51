use std::path::PathBuf;

use crate::store::Stamp;

/// Files with their stamps when they were last looked at.
#[derive(Default)]
pub(super) struct WatchedFiles {
    files: Vec<(PathBuf, Option<Stamp>)>,
}

impl WatchedFiles {
    /// Looks at these files from now on, each known as it was.
    pub(super) fn watch(&mut self, files: Vec<(PathBuf, Option<Stamp>)>) {
        self.files = files;
    }

    /// Returns whether one of them changed since they were looked at; each change is told once.
    pub(super) fn have_changed(&mut self) -> bool {
        let mut changed = false;
        for (file, stamp) in &mut self.files {
            let now = Stamp::of(file);
            changed |= now != *stamp;
            *stamp = now;
        }
        changed
    }
}
