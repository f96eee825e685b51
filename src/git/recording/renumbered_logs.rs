//! The present names of earlier logs: a renumbered item takes its log along, a renamed unit its entries.

use crate::diff::Version;
use crate::diff::pairs::DocumentPairs;
use crate::git::plan_texts::PlanBytes;
use crate::merge::carried::with_later_units;
use crate::merge::entry_keys::{LogTexts, entries_of, more};
use crate::plan::Log;
use crate::store::{PlanPart, in_plain_spelling};

/// Returns the logs of an earlier and of a later version, the earlier under the names of the later plan. `None` if
/// either log is invalid TOML. Ids and names count as spelt by `check --fix`.
pub(crate) fn under_later_names([was, is]: [&PlanBytes; 2]) -> Option<[LogTexts; 2]> {
    let log = |bytes: &'_ PlanBytes| {
        let log = bytes.progress.as_deref().unwrap_or_default();
        let plain = in_plain_spelling(PlanPart::Progress, log);
        String::from_utf8(plain.unwrap_or_else(|| log.to_vec())).ok()
    };
    let logs = [log(was)?, log(is)?];
    let [earlier, later] = [entries_of(&logs[0])?, entries_of(&logs[1])?];
    if was.plan == is.plan {
        return Some([earlier, later]);
    }
    let read = |bytes: &PlanBytes| Version::read("", bytes.plan.clone(), None).document;
    let (Some(before), Some(after)) = (read(was), read(is)) else {
        return Some([earlier, later]);
    };
    let pairs = DocumentPairs::new(&before, &after);
    let earlier = match with_later_units([&logs[0], &logs[1]], &pairs) {
        Some(log) => entries_of(&log)?,
        None => earlier,
    };
    let is_gone = |name: &Log| !later.contains_key(name);
    if !earlier.keys().any(is_gone) {
        return Some([earlier, later]);
    }
    let mut renamed = LogTexts::new();
    for (name, entries) in earlier {
        let now = pairs.log(&name);
        // The plan may have been renumbered before its log.
        let is_left = !later.contains_key(&now) && later.contains_key(&name);
        let now = if is_left { name } else { now };
        renamed.entry(now).or_default().extend(entries);
    }
    Some([renamed, later])
}

/// Counts the entries of some logs that others lack.
pub(crate) fn lacking(of: &LogTexts, from: &LogTexts) -> usize {
    let none = Vec::new();
    let lacking = |(name, entries): (&Log, &Vec<String>)| {
        more(from.get(name).unwrap_or(&none), entries).len()
    };
    of.iter().map(lacking).sum()
}
