use std::sync::Arc;

use crate::plan::Day;
use crate::store::{Loaded, PlanFiles};

use super::Cache;

/// Reads one plan, from the cache where its files are as they were.
///
/// What comes from the cache has its plan and its progress, not the texts of its files nor the places in them.
pub fn load_one(files: &PlanFiles, cache: Option<&Cache>, as_of: Day) -> Loaded {
    let Some(cache) = cache else {
        return Loaded::read(files, as_of);
    };
    let stamps = files.stamps();
    if let Some((document, progress)) = cache.find(files, stamps) {
        return Loaded::known(files, Arc::new(document), progress, stamps, as_of);
    }
    let loaded = Loaded::read(files, as_of);
    cache.keep(&loaded);
    loaded
}
