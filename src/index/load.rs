use std::sync::Arc;

use crate::plan::{Day, Plan};
use crate::store::{Loaded, PlanFiles, Stamp};

use super::rows::{Rows, Seen, pack_rows, unpack_rows};
use super::{Cache, Kind};

/// Reads one plan, from the cache where its files are as they were.
///
/// What comes from the cache has its plan and its progress, not the texts of its files nor the places in them.
pub fn load_one(files: &PlanFiles, cache: Option<&Cache>, as_of: Day) -> Loaded {
    let Some(cache) = cache else {
        return Loaded::read(files, as_of);
    };
    let stamps = files.stamps();
    if let Some((document, progress)) = cache.whole(files, stamps) {
        let plan = Plan::on(Arc::new(document), as_of);
        return Loaded::known(files, plan, progress, stamps);
    }
    let loaded = Loaded::read(files, as_of);
    cache.keep(&loaded);
    loaded
}

/// A plan in short, from the cache, where its files are still as `stamps` say: without logs, sections, and other names of
/// units, and with texts for the rows alone that will be `seen`. `None` where it must be read whole.
pub fn load_rows(
    files: &PlanFiles,
    stamps: [Option<Stamp>; 2],
    cache: &Cache,
    as_of: Day,
    seen: Seen<'_>,
) -> Option<Rows> {
    let unpack = |body: &[u8]| unpack_rows(body, as_of, seen);
    let rows = cache.read(Kind::Rows, files, stamps, unpack)?;
    (rows.plan.id() == files.id).then_some(rows)
}

/// A plan in short that was read whole, so that nothing more of it need be held; `None` where its rows do not say what it
/// was on that day, or it could not be opened.
pub fn rows_of(loaded: &Loaded, as_of: Day, seen: Seen<'_>) -> Option<Rows> {
    let (plan, progress) = loaded.open()?;
    unpack_rows(&pack_rows(plan, progress)?, as_of, seen)
}
