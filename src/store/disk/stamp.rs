//! The stamp of a file: device, inode, size and times, by which the cache knows it.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The identity of a file's contents, by metadata. Size and time alone would miss quick rewrites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
    identity: [i64; 4],
}

impl Stamp {
    /// Takes the stamp of a file; `None` if there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        Some(Self {
            modified: meta.modified().ok(),
            size: meta.len(),
            identity: identity(&meta),
        })
    }

    /// Returns the stamp as numbers for storing and comparing; `None` if the system says too little.
    pub fn key(&self) -> Option<StampKey> {
        let modified = self.modified?.duration_since(UNIX_EPOCH).ok()?;
        let [device, inode, changed, changed_nanos] = self.identity.map(i64::cast_unsigned);
        (self.identity != [0; 4]).then_some([
            device,
            inode,
            changed,
            changed_nanos,
            modified.as_secs(),
            modified.subsec_nanos().into(),
            self.size,
        ])
    }

    /// Returns when the contents or metadata last changed, if known.
    pub fn last_changed(&self) -> Option<SystemTime> {
        let [.., seconds, nanos] = self.identity;
        let changed = Duration::new(seconds.try_into().ok()?, nanos.try_into().ok()?);
        Some(self.modified?.max(UNIX_EPOCH + changed))
    }
}

/// A [`Stamp`] as numbers: device, inode, both times in seconds and nanoseconds, size.
pub type StampKey = [u64; 7];

#[cfg(unix)]
fn identity(meta: &fs::Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    [
        meta.dev() as i64,
        meta.ino() as i64,
        meta.ctime(),
        meta.ctime_nsec(),
    ]
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> [i64; 4] {
    [0; 4]
}
