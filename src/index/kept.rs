//! Plans in the cache folder: a file a plan, named like its folder.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::plan::{Document, Progress};
use crate::store::{Loaded, PlanFiles, Stamp, StampKey};

use super::packed::Packed;
use super::reader::Reader;

/// Says that a file is ours. What is inside is of the very program that reads it, so this changes only with the header.
const MAGIC: [u8; 8] = *b"duban 1\n";

/// A file that changed less than this ago may change again without its times changing.
const SETTLED: Duration = Duration::from_secs(2);

/// The kept plans of one folder of plans.
///
/// A plan is taken from here only where both its files are those that were read (device, inode, size, both times in
/// nanoseconds), and where the same program kept it: another one may read the same bytes otherwise.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    program: StampKey,
    now: SystemTime,
}

impl Cache {
    /// The plans kept of the folder `plans` in the cache folder; `None` where nothing can be kept here.
    pub fn of(cache: &Path, plans: &Path) -> Option<Self> {
        let program = Stamp::of(&std::env::current_exe().ok()?)?.key()?;
        let plans = fs::canonicalize(plans).ok()?;
        let name = checksum(plans.as_os_str().as_encoded_bytes());
        Some(Self {
            folder: cache.join("plans").join(format!("{name:016x}")),
            program,
            now: SystemTime::now(),
        })
    }

    fn file(&self, files: &PlanFiles) -> Option<PathBuf> {
        Some(self.folder.join(files.folder.file_name()?))
    }

    /// What was read of a plan's files, if they are still those.
    pub fn find(
        &self,
        files: &PlanFiles,
        stamps: [Option<Stamp>; 2],
    ) -> Option<(Document, Progress)> {
        let [plan, progress] = stamps;
        let keys = [self.program, plan?.key()?, progress?.key()?];
        let bytes = fs::read(self.file(files)?).ok()?;
        let mut reader = Reader::new(&bytes);
        if reader.array()? != MAGIC {
            return None;
        }
        for key in keys {
            for part in key {
                if reader.array()? != part.to_le_bytes() {
                    return None;
                }
            }
        }
        let sum = u64::from_le_bytes(reader.array()?);
        if sum != checksum(reader.peek()) {
            return None;
        }
        let (document, progress) = <(Document, Progress)>::unpack(&mut reader)?;
        (reader.is_at_end() && document.id == files.id).then_some((document, progress))
    }

    /// Keeps what was read of a plan, where nothing is wrong with it and its files have settled. That it cannot be kept
    /// matters to nobody.
    pub fn keep(&self, loaded: &Loaded) {
        let [Some(plan), Some(progress)] = loaded.stamps else {
            return;
        };
        let has_settled = |stamp: Stamp| {
            stamp
                .last_changed()
                .and_then(|changed| self.now.duration_since(changed).ok())
                .is_some_and(|age| age >= SETTLED)
        };
        let (Some(plan_key), Some(progress_key)) = (plan.key(), progress.key()) else {
            return;
        };
        if !loaded.problems.is_empty() || !has_settled(plan) || !has_settled(progress) {
            return;
        }
        let Some((plan, progress)) = loaded.open() else {
            return;
        };
        let mut bytes = MAGIC.to_vec();
        for part in [self.program, plan_key, progress_key].into_iter().flatten() {
            bytes.extend_from_slice(&part.to_le_bytes());
        }
        let header = bytes.len();
        bytes.extend_from_slice(&[0; size_of::<u64>()]);
        plan.document.as_ref().pack(&mut bytes);
        progress.pack(&mut bytes);
        let body = header + size_of::<u64>();
        let sum = checksum(&bytes[body..]);
        bytes[header..body].copy_from_slice(&sum.to_le_bytes());
        if let Some(file) = self.file(&loaded.files) {
            let _ = self.write(&file, &bytes);
        }
    }

    /// In one step, so that a reader sees the old bytes or the new; what a power cut leaves behind fails its checksum.
    fn write(&self, file: &Path, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut temporary = tempfile::Builder::new()
            .prefix(".new-")
            .tempfile_in(&self.folder)?;
        temporary.write_all(bytes)?;
        temporary.persist(file)?;
        Ok(())
    }
}

/// Eight bytes at a time: a guard against halves of files, not against malice.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(PRIME).rotate_left(29);
    let (words, rest) = bytes.as_chunks();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| {
        mix(sum, u64::from_le_bytes(*word))
    });
    let last = rest
        .iter()
        .fold(0, |word, byte| word << 8 | u64::from(*byte));
    mix(mix(sum, last), 0)
}
