use std::sync::Arc;

use crate::plan::{Day, Ledger, Plan, Progress};
use crate::store::{Loaded, PlanFiles, Stamp};

use super::rows::{Rows, Seen, in_short, unpack_rows};
use super::{Cache, Kind};

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
            let plan = Plan::on(Arc::new(document), as_of);
            return Loaded::known(files, plan, progress, stamps);
        }
        // What changes from day to day is the log.
        Some((document, None)) => {
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
    seen: Seen<'_>,
) -> Option<Rows> {
    let unpack = |body: &[u8]| unpack_rows(body, as_of, seen);
    let rows = cache.read(Kind::Rows, files, stamps, unpack)?;
    (rows.plan.id() == files.id).then_some(rows)
}

/// The same, where it is not in the cache made of what is read, of which nothing more is held.
///
/// # Errors
/// What is there of the plan, where it cannot be opened.
pub fn load_rows(
    files: &PlanFiles,
    cache: Option<&Cache>,
    as_of: Day,
    seen: Seen<'_>,
) -> Result<(Loaded, Ledger), Box<Loaded>> {
    let stamps = files.stamps();
    let kept = cache.and_then(|cache| kept_rows(files, stamps, cache, as_of, seen));
    if let Some(rows) = kept {
        let known = Loaded::known(files, rows.plan, Progress::default(), stamps);
        return Ok((known, rows.ledger));
    }
    let loaded = load_one(files, cache, as_of);
    let Some((plan, progress)) = loaded.open() else {
        return Err(Box::new(loaded));
    };
    let (plan, ledger) = in_short(plan, progress, as_of, seen);
    let short = Loaded {
        problems: loaded.problems,
        ..Loaded::known(files, plan, Progress::default(), loaded.stamps)
    };
    Ok((short, ledger))
}
