//! Plans in the cache folder: two files a plan, named like its folder, and one with the sums of all.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::plan::{Document, Progress};
use crate::store::{Loaded, PlanFiles, Stamp, StampKey, WORKSPACE_FILE};
use crate::store::{make_private_folder, open_private};

use super::packed::Packed;
use super::reader::ByteReader;
use super::rows::pack_rows;

/// Says that a file is ours. What is inside is of the very program that reads it, so this changes only with the header.
const MAGIC: [u8; 8] = *b"duban 1\n";

/// A file that changed less than this ago may change again without its times changing.
const SETTLED: Duration = Duration::from_secs(2);

/// What is kept of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeptPart {
    /// All that its files say.
    Whole,
    /// What its milestones have come to.
    Rows,
}

/// What most plans take, in bytes.
const PLENTY: usize = 64 << 10;

thread_local! {
    /// What files are read into: hundreds of them are read one after another.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The kept plans of one folder of plans.
///
/// A plan is taken from here only where both its files are those that were read (device, inode, size, both times in
/// nanoseconds), and where the same program kept it: another one may read the same bytes otherwise.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    program: StampKey,
    /// The stamp of duban.toml, which can change how lamps stand.
    settings: StampKey,
    now: SystemTime,
}

impl Cache {
    /// The plans kept of the folder `plans` in the cache folder; `None` where nothing can be kept here. `now` is a moment
    /// before any of them is read.
    pub fn of(cache: &Path, plans: &Path, now: SystemTime) -> Option<Self> {
        let program = Stamp::of(&std::env::current_exe().ok()?)?.key()?;
        let plans = fs::canonicalize(plans).ok()?;
        let settings = plans
            .parent()
            .and_then(|parent| Stamp::of(&parent.join(WORKSPACE_FILE)));
        let name = checksum(plans.as_os_str().as_encoded_bytes());
        let folder = cache.join("plans").join(format!("{name:016x}"));
        // Where nothing was kept and nothing can be, that is not found out plan by plan.
        if !folder.is_dir() {
            make_private_folder(&folder).ok()?;
        }
        Some(Self {
            folder,
            program,
            settings: settings.and_then(|stamp| stamp.key()).unwrap_or_default(),
            now,
        })
    }

    fn file(&self, kind: KeptPart, files: &PlanFiles) -> Option<PathBuf> {
        let kind = match kind {
            KeptPart::Whole => "whole",
            KeptPart::Rows => "rows",
        };
        let mut file = self.folder.join(kind);
        file.push(files.folder.file_name()?);
        Some(file)
    }

    fn header(&self, [plan, progress]: [Option<Stamp>; 2]) -> Option<Header> {
        Some(header([self.program, plan?.key()?, progress?.key()?]))
    }

    /// What was read of a plan's files, if plan.toml is still that; without the progress where progress.toml is another one.
    pub(crate) fn whole(
        &self,
        files: &PlanFiles,
        stamps: [Option<Stamp>; 2],
    ) -> Option<(Document, Option<Progress>)> {
        let header = self.header(stamps)?;
        self.read_file(KeptPart::Whole, files, |bytes| {
            let (kept, rest) = bytes.split_at_checked(header.len())?;
            let of_plan = header.len() - size_of::<StampKey>();
            if kept[..of_plan] != header[..of_plan] {
                return None;
            }
            let reader = &mut ByteReader::new(intact(rest)?);
            let document = Document::unpack(reader).filter(|it| it.id == files.id)?;
            if kept != header {
                return Some((document, None));
            }
            let progress = Progress::unpack(reader)?;
            reader.is_at_end().then_some((document, Some(progress)))
        })
    }

    /// Makes something of what is kept of a plan's files, if they are still those.
    pub(crate) fn read<T>(
        &self,
        kind: KeptPart,
        files: &PlanFiles,
        stamps: [Option<Stamp>; 2],
        make: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let header = self.header(stamps)?;
        self.read_file(kind, files, |bytes| make(unsealed(&header, bytes)?))
    }

    fn read_file<T>(
        &self,
        kind: KeptPart,
        files: &PlanFiles,
        make: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let mut file = open_private(&self.file(kind, files)?)?;
        BYTES.with_borrow_mut(|buffer| make(read_into(buffer, &mut file).ok()?))
    }

    /// Returns whether both files of a plan are there and changed so long ago that they will not change again unseen.
    pub(crate) fn has_settled(&self, stamps: [Option<Stamp>; 2]) -> bool {
        stamps.iter().all(|stamp| {
            stamp
                .and_then(|stamp| self.now.duration_since(stamp.last_changed()?).ok())
                .is_some_and(|age| age >= SETTLED)
        })
    }

    /// Makes something of the kept summaries.
    pub(crate) fn read_summaries<T>(&self, make: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let mut file = open_private(&self.summaries())?;
        let mut bytes = Vec::new();
        make(unsealed(
            &self.program_header(),
            read_into(&mut bytes, &mut file).ok()?,
        )?)
    }

    /// Keeps summaries.
    pub(crate) fn keep_summaries(&self, body: &[u8]) {
        let header = self.program_header();
        let _ = write(&self.summaries(), || Some(sealed(&header, body)));
    }

    fn summaries(&self) -> PathBuf {
        self.folder.join("summaries")
    }

    /// How what is kept of all plans together begins.
    fn program_header(&self) -> Header {
        header([self.program, self.settings, StampKey::default()])
    }

    /// Returns whether a plan is one to be kept: no error is in it, and its files have settled.
    pub fn keeps(&self, loaded: &Loaded) -> bool {
        let is_plain = loaded.progress.as_ref().is_some_and(|file| file.writable)
            && loaded.problems.iter().all(|problem| {
                // What is merely odd in a plan is told by `check` alone, which reads the files themselves.
                !problem.is_error() && problem.file == loaded.files.plan
            });
        is_plain && loaded.open().is_some() && self.has_settled(loaded.stamps)
    }

    /// Keeps what was read of a plan that is one to be kept. That it cannot be done matters to nobody.
    pub(crate) fn keep(&self, loaded: &Loaded) {
        if !self.keeps(loaded) {
            return;
        }
        let (Some(header), Some((plan, progress))) = (self.header(loaded.stamps), loaded.open())
        else {
            return;
        };
        let body = |kind| match kind {
            KeptPart::Whole => {
                let mut whole = Vec::with_capacity(PLENTY);
                plan.document.as_ref().pack(&mut whole);
                progress.pack(&mut whole);
                Some(whole)
            }
            KeptPart::Rows => pack_rows(plan, progress),
        };
        for kind in [KeptPart::Whole, KeptPart::Rows] {
            if let Some(file) = self.file(kind, &loaded.files) {
                let _ = write(&file, || Some(sealed(&header, &body(kind)?)));
            }
        }
    }
}

/// All of a file. Unlike `read_to_end` it asks the kernel neither for the size nor piece by piece, and not once more where
/// less came than there was room for: were that not the end, the checksum would say so.
fn read_into<'b>(buffer: &'b mut Vec<u8>, file: &mut File) -> std::io::Result<&'b [u8]> {
    let mut end = 0;
    loop {
        if end == buffer.len() {
            buffer.resize((2 * end).max(PLENTY), 0);
        }
        end += file.read(&mut buffer[end..])?;
        if end < buffer.len() {
            return Ok(&buffer[..end]);
        }
    }
}

/// In one step, so that a reader sees the old bytes or the new; what a power cut leaves behind fails its checksum. The
/// bytes are made only where they can be put.
fn write(file: &Path, bytes: impl FnOnce() -> Option<Vec<u8>>) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(file);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".new-");
    let mut temporary = match builder.tempfile_in(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make_private_folder(folder)?;
            builder.tempfile_in(folder)?
        }
        there => there?,
    };
    if let Some(bytes) = bytes() {
        temporary.write_all(&bytes)?;
        temporary.persist(file)?;
    }
    Ok(())
}

/// What a kept file begins with: that it is ours, which program kept it, and of which files.
type Header = [u8; MAGIC.len() + 3 * size_of::<StampKey>()];

fn header(keys: [StampKey; 3]) -> Header {
    let mut header = [0; size_of::<Header>()];
    let (magic, rest) = header.split_at_mut(MAGIC.len());
    magic.copy_from_slice(&MAGIC);
    let (parts, _) = rest.as_chunks_mut();
    for (part, number) in parts.iter_mut().zip(keys.as_flattened()) {
        *part = number.to_le_bytes();
    }
    header
}

/// A file's bytes: whose it is, a checksum, and what is kept.
fn sealed(header: &[u8], body: &[u8]) -> Vec<u8> {
    [header, &checksum(body).to_le_bytes(), body].concat()
}

/// Returns what is kept in a file's bytes, where it is whole and has this header.
fn unsealed<'b>(header: &[u8], bytes: &'b [u8]) -> Option<&'b [u8]> {
    intact(bytes.strip_prefix(header)?)
}

/// Returns what comes after a checksum, where that is right.
fn intact(bytes: &[u8]) -> Option<&[u8]> {
    let (sum, body) = bytes.split_first_chunk()?;
    (u64::from_le_bytes(*sum) == checksum(body)).then_some(body)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Day;

    /// Returns what of a plan is taken from what is kept: of plan.toml, of progress.toml.
    fn taken(cache: &Cache, files: &PlanFiles) -> (bool, bool) {
        match cache.whole(files, files.stamps()) {
            Some((_, progress)) => (true, progress.is_some()),
            None => (false, false),
        }
    }

    #[test]
    fn where_nothing_can_be_kept_there_is_no_cache() {
        let root = tempfile::TempDir::new().unwrap();
        let plans = root.path().join("plans");
        fs::create_dir(&plans).unwrap();
        let of = |cache: &Path| Cache::of(cache, &plans, SystemTime::now());
        let in_the_way = root.path().join("a file");
        fs::write(&in_the_way, "").unwrap();
        assert!(of(&in_the_way.join("cache")).is_none());
        assert!(of(&root.path().join("cache")).is_some());
    }

    #[test]
    fn a_change_of_the_log_leaves_the_plan_kept_and_one_of_the_plan_leaves_nothing() {
        let root = tempfile::TempDir::new().unwrap();
        let folder = root.path().join("plans/demo");
        fs::create_dir_all(&folder).unwrap();
        let files = PlanFiles::in_folder(folder.clone());
        let fixture = |file: &str| {
            let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/demo");
            fs::read_to_string(fixtures.join(file)).unwrap()
        };
        for file in ["plan.toml", "progress.toml"] {
            fs::write(folder.join(file), fixture(file)).unwrap();
        }
        let later = SystemTime::now() + Duration::from_secs(60);
        let cache = Cache::of(
            &root.path().join("cache"),
            &root.path().join("plans"),
            later,
        );
        let cache = cache.unwrap();
        assert_eq!(taken(&cache, &files), (false, false));
        cache.keep(&Loaded::read(&files, Day::default()));
        assert_eq!(taken(&cache, &files), (true, true));
        let log = fixture("progress.toml");
        fs::write(&files.progress, format!("{log}\n# later\n")).unwrap();
        assert_eq!(taken(&cache, &files), (true, false));
        fs::write(&files.plan, format!("{}\n", fixture("plan.toml"))).unwrap();
        assert_eq!(taken(&cache, &files), (false, false));
    }
}
