//! Plans and their rows, from the cache where it has them, else from their files.

use std::sync::Arc;

use crate::plan::{Day, Plan};
use crate::store::{FileStamps, Loaded, PlanFiles, with_calendar};

use super::rows::{RowScope, Rows, unpack_rows};
use super::{Cache, CachedPart};

/// Reads one plan, from the cache as far as its files are unchanged.
///
/// The result lacks the texts of the files and the positions in them.
pub fn load_one(files: &PlanFiles, cache: Option<&Cache>, as_of: Day) -> Loaded {
    let Some(cache) = cache else {
        return Loaded::read_meaning(files, as_of);
    };
    let stamps = files.stamps();
    let loaded = match cache.whole(files, stamps) {
        Some((document, Some(progress))) => {
            let document = with_calendar(document, files);
            let plan = Plan::on(Arc::new(document), as_of);
            return Loaded::known(files, plan, progress, stamps);
        }
        // The usual case from day to day: only the log has changed.
        Some((document, None)) => {
            let document = with_calendar(document, files);
            Loaded::read_progress(files, Plan::on(Arc::new(document), as_of), stamps)
        }
        None => Loaded::read_meaning(files, as_of),
    };
    cache.keep(&loaded);
    loaded
}

/// Returns a cached plan's rows if its files still match `stamps`, with texts only for rows within
/// `seen`. Logs, sections and other names of units are missing. `None` means that it must be read
/// whole.
pub fn kept_rows(
    files: &PlanFiles,
    stamps: FileStamps,
    cache: &Cache,
    as_of: Day,
    seen: RowScope<'_>,
) -> Option<Rows> {
    let unpack = |body: &[u8]| unpack_rows(body, files, as_of, seen);
    let rows = cache.read(CachedPart::Rows, files, stamps, unpack)?;
    (rows.plan.id() == files.id).then_some(rows)
}
