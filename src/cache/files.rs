//! Plans in the cache folder: two files per plan, and one with the summaries of all plans.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::plan::{Document, Progress};
use crate::store::{FileStamps, Loaded, PlanFiles, Stamp, StampKey, WORKSPACE_FILE};
use crate::store::{make_private_folder, open_private};

use super::packed::Packed;
use super::reader::ByteReader;
use super::rows::{ROWS_BUFFER_LEN, pack_rows};

/// Marks a file as duban's. The layout behind the header belongs to the program that wrote it, so only
/// a new header needs a new mark.
const MAGIC: [u8; 8] = *b"duban 1\n";

/// The age from which a file's times prove that it has not changed.
const SETTLED: Duration = Duration::from_secs(2);

/// The form in which a plan is cached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CachedPart {
    /// Everything in its files.
    Whole,
    /// Its milestones' states, without logs.
    Rows,
}

thread_local! {
    /// A read buffer, reused because hundreds of files are read one after another.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The cached plans of one folder of plans.
///
/// A cached plan is used only if both its files are unchanged (device, inode, size, both times in
/// nanoseconds) and this very program cached it: another version may read the same bytes differently.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    program: StampKey,
    /// The stamp of duban.toml, which may change standings.
    settings: StampKey,
    now: SystemTime,
}

impl Cache {
    /// Opens the cache of the folder `plans`; `None` if nothing can be cached. `now` must be a time
    /// before any plan is read.
    pub fn of(cache: &Path, plans: &Path, now: SystemTime) -> Option<Self> {
        let program = Stamp::of(&std::env::current_exe().ok()?)?.key()?;
        let plans = fs::canonicalize(plans).ok()?;
        let settings = plans
            .parent()
            .and_then(|parent| Stamp::of(&parent.join(WORKSPACE_FILE)));
        let name = checksum(plans.as_os_str().as_encoded_bytes());
        let folder = cache.join("plans").join(format!("{name:016x}"));
        // Checked once here, so that an unusable folder does not cost an attempt per plan.
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

    fn file(&self, part: CachedPart, files: &PlanFiles) -> Option<PathBuf> {
        let name = match part {
            CachedPart::Whole => "whole",
            CachedPart::Rows => "rows",
        };
        let mut file = self.folder.join(name);
        file.push(files.folder.file_name()?);
        Some(file)
    }

    fn header(&self, stamps: FileStamps) -> Option<Header> {
        let [plan, progress] = stamps.keys()?;
        Some(header([self.program, plan, progress]))
    }

    /// Returns the cached plan if plan.toml is unchanged, with the progress if progress.toml is
    /// unchanged too.
    pub(crate) fn whole(
        &self,
        files: &PlanFiles,
        stamps: FileStamps,
    ) -> Option<(Document, Option<Progress>)> {
        let header = self.header(stamps)?;
        self.read_file(CachedPart::Whole, files, |bytes| {
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

    /// Decodes a cached form of a plan if both files are unchanged.
    pub(crate) fn read<T>(
        &self,
        part: CachedPart,
        files: &PlanFiles,
        stamps: FileStamps,
        make: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let header = self.header(stamps)?;
        self.read_file(part, files, |bytes| make(unsealed(&header, bytes)?))
    }

    fn read_file<T>(
        &self,
        part: CachedPart,
        files: &PlanFiles,
        make: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let mut file = open_private(&self.file(part, files)?)?;
        BYTES.with_borrow_mut(|buffer| make(read_into(buffer, &mut file).ok()?))
    }

    /// Returns whether both files exist and are old enough that any later change will show in their
    /// times.
    pub(crate) fn has_settled(&self, stamps: FileStamps) -> bool {
        let has_settled = |stamp: Option<Stamp>| {
            stamp
                .and_then(|stamp| self.now.duration_since(stamp.last_changed()?).ok())
                .is_some_and(|age| age >= SETTLED)
        };
        has_settled(stamps.plan) && has_settled(stamps.progress)
    }

    /// Decodes the cached summaries.
    pub(crate) fn read_summaries<T>(&self, make: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let mut file = open_private(&self.summaries())?;
        let mut bytes = Vec::new();
        make(unsealed(
            &self.program_header(),
            read_into(&mut bytes, &mut file).ok()?,
        )?)
    }

    /// Caches summaries; failures are ignored.
    pub(crate) fn keep_summaries(&self, body: &[u8]) {
        let header = self.program_header();
        let _ = write(&self.summaries(), || Some(sealed(&header, body)));
    }

    fn summaries(&self) -> PathBuf {
        self.folder.join("summaries")
    }

    /// Returns the header of what is cached of all plans together.
    fn program_header(&self) -> Header {
        header([self.program, self.settings, StampKey::default()])
    }

    /// Returns whether a plan can be cached: it has no errors and its files have settled.
    pub fn keeps(&self, loaded: &Loaded) -> bool {
        let is_plain = loaded.progress.as_ref().is_some_and(|file| file.writable)
            && loaded.problems.iter().all(|problem| {
                // Warnings in plan.toml do not matter: only `check` reports them, and it reads the
                // files themselves.
                !problem.is_error() && problem.file == loaded.files.plan
            });
        is_plain && loaded.open().is_some() && self.has_settled(loaded.stamps)
    }

    /// Caches a loaded plan if it can be cached; failures are ignored.
    pub(crate) fn keep(&self, loaded: &Loaded) {
        if !self.keeps(loaded) {
            return;
        }
        let (Some(header), Some((plan, progress))) = (self.header(loaded.stamps), loaded.open())
        else {
            return;
        };
        let body = |part| match part {
            CachedPart::Whole => {
                let mut whole = Vec::with_capacity(ROWS_BUFFER_LEN);
                plan.document.as_ref().pack(&mut whole);
                progress.pack(&mut whole);
                Some(whole)
            }
            CachedPart::Rows => pack_rows(plan, progress),
        };
        for part in [CachedPart::Whole, CachedPart::Rows] {
            if let Some(file) = self.file(part, &loaded.files) {
                let _ = write(&file, || Some(sealed(&header, &body(part)?)));
            }
        }
    }
}

/// Reads a whole file. Unlike `read_to_end` it neither asks for the size nor reads again after a short
/// read; if that was not the end, the checksum fails.
fn read_into<'b>(buffer: &'b mut Vec<u8>, file: &mut File) -> std::io::Result<&'b [u8]> {
    let mut end = 0;
    loop {
        if end == buffer.len() {
            buffer.resize((2 * end).max(ROWS_BUFFER_LEN), 0);
        }
        end += file.read(&mut buffer[end..])?;
        if end < buffer.len() {
            return Ok(&buffer[..end]);
        }
    }
}

/// Writes a file atomically; what a power cut damages fails its checksum. `bytes` is called only if the
/// file can be created.
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

/// The start of a cached file: the mark, the program that wrote it, and the stamps of the plan's files.
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

/// Returns the bytes of a file: header, checksum, body.
fn sealed(header: &[u8], body: &[u8]) -> Vec<u8> {
    [header, &checksum(body).to_le_bytes(), body].concat()
}

/// Returns the body of a file with this header and a correct checksum.
fn unsealed<'b>(header: &[u8], bytes: &'b [u8]) -> Option<&'b [u8]> {
    intact(bytes.strip_prefix(header)?)
}

/// Returns the bytes after a checksum, if it is correct.
fn intact(bytes: &[u8]) -> Option<&[u8]> {
    let (sum, body) = bytes.split_first_chunk()?;
    (u64::from_le_bytes(*sum) == checksum(body)).then_some(body)
}

/// Computes a checksum against truncated files and not against malice: of every fourth word by itself, so that the
/// processor need not wait for one product before it begins the next.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(PRIME).rotate_left(29);
    let (words, rest) = bytes.as_chunks();
    let (fours, words) = words.as_chunks::<4>();
    let sums = fours.iter().fold([0; 4], |sums: [u64; 4], four| {
        std::array::from_fn(|place| mix(sums[place], u64::from_le_bytes(four[place])))
    });
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let last = rest
        .iter()
        .fold(0, |word, byte| word << 8 | u64::from(*byte));
    let rest = sums.into_iter().chain(words).chain([last, 0]);
    rest.fold(bytes.len() as u64, mix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Day;

    /// Returns whether plan.toml and progress.toml are taken from the cache.
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
