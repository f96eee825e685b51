use std::sync::Arc;

use crate::plan::{Day, Ledger, Plan, Progress};
use crate::store::{Loaded, PlanFiles};

use super::rows::{Seen, pack_rows, unpack_rows};
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

/// A plan in short: without logs, sections, and other names of units, and with texts for the rows alone that will be
/// `seen`. From the cache where its files are as they were, else made of what is read, of which nothing more is held.
///
/// # Errors
/// The whole plan, where its rows do not say what it was on the day asked for.
pub fn load_rows(
    files: &PlanFiles,
    cache: Option<&Cache>,
    as_of: Day,
    seen: Seen<'_>,
) -> Result<(Loaded, Ledger), Box<Loaded>> {
    let stamps = files.stamps();
    let unpack = |body: &[u8]| unpack_rows(body, as_of, seen);
    let kept = cache.and_then(|cache| cache.read(Kind::Rows, files, stamps, unpack));
    if let Some((plan, ledger)) = kept.filter(|(plan, _)| plan.id() == files.id) {
        let known = Loaded::known(files, plan, Progress::default(), stamps);
        return Ok((known, ledger));
    }
    let loaded = load_one(files, cache, as_of);
    let rows = loaded
        .open()
        .and_then(|(plan, progress)| unpack(&pack_rows(plan, progress)?));
    let Some((plan, ledger)) = rows else {
        return Err(Box::new(loaded));
    };
    let short = Loaded {
        problems: loaded.problems,
        ..Loaded::known(files, plan, Progress::default(), loaded.stamps)
    };
    Ok((short, ledger))
}
