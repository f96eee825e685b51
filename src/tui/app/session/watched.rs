use std::path::PathBuf;

use crate::store::Stamp;

/// Files with their stamps when they were last looked at.
#[derive(Default)]
pub(super) struct WatchedFiles {
    files: Vec<(PathBuf, Option<Stamp>)>,
}

impl WatchedFiles {
    /// Watches other files from now on, each with its stamp.
    pub(super) fn watch(&mut self, files: Vec<(PathBuf, Option<Stamp>)>) {
        self.files = files;
    }

    /// Returns whether a file has changed since the last call.
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
