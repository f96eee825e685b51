use std::sync::Arc;

use crate::plan::{Day, Plan};
use crate::store::{Loaded, PlanFiles, Stamp, with_calendar};

use super::rows::{RowScope, Rows, unpack_rows};
use super::{Cache, KeptPart};

/// Reads one plan, from the cache what its files, or plan.toml alone, still say as they did.
///
/// It has its plan and its progress, not the texts of its files nor the places in them.
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
        // What changes from day to day is the log.
        Some((document, None)) => {
            let document = with_calendar(document, files);
            Loaded::read_progress(files, Plan::on(Arc::new(document), as_of), stamps)
        }
        None => Loaded::read_meaning(files, as_of),
    };
    cache.keep(&loaded);
    loaded
}

/// A plan in short, from the cache, where its files are still as `stamps` say: without logs, sections, and other names of
/// units, and with texts for the rows alone that will be `seen`. `None` where it must be read whole.
pub fn kept_rows(
    files: &PlanFiles,
    stamps: [Option<Stamp>; 2],
    cache: &Cache,
    as_of: Day,
    seen: RowScope<'_>,
) -> Option<Rows> {
    let unpack = |body: &[u8]| unpack_rows(body, files, as_of, seen);
    let rows = cache.read(KeptPart::Rows, files, stamps, unpack)?;
    (rows.plan.id() == files.id).then_some(rows)
}
