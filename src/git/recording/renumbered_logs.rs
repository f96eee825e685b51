//! The present names of earlier logs: a renumbered item takes its log along.

use crate::diff::Version;
use crate::diff::pairs::DocumentPairs;
use crate::merge::logs::{LogName, LogTexts};

/// Returns the logs of an earlier version under the names of the later one; `plans` are both texts of
/// plan.toml.
pub(crate) fn under_later_names(
    logs: LogTexts,
    later: &LogTexts,
    plans: [Option<&[u8]>; 2],
) -> LogTexts {
    let is_gone = |name: &LogName| !later.contains_key(name);
    if plans[0] == plans[1] || !logs.keys().any(is_gone) {
        return logs;
    }
    let read = |plan: Option<&[u8]>| Version::read("", plan.map(<[u8]>::to_vec), None).document;
    let (Some(before), Some(after)) = (read(plans[0]), read(plans[1])) else {
        return logs;
    };
    let pairs = DocumentPairs::new(&before, &after);
    let mut renamed = LogTexts::new();
    for (name, entries) in logs {
        let now = match &name {
            LogName::Milestone(id) => LogName::Milestone(pairs.log_id(id)),
            LogName::Indicator(id) => LogName::Indicator(pairs.indicator_id(id).to_owned()),
        };
        // The plan may have been renumbered before its log.
        let is_left = !later.contains_key(&now) && later.contains_key(&name);
        let now = if is_left { name } else { now };
        renamed.entry(now).or_default().extend(entries);
    }
    renamed
}
