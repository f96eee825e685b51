//! The present names of earlier logs: a renumbered item takes its log along, a renamed unit its entries.

use crate::diff::Version;
use crate::diff::pairs::DocumentPairs;
use crate::merge::carried::with_later_units;
use crate::merge::logs::{LogName, LogTexts, entries_of};

/// Returns the logs of an earlier and of a later version, the earlier under the names of the later plan; `plans` are
/// both texts of plan.toml. `None` if either log is invalid TOML.
pub(crate) fn under_later_names(
    logs: [&str; 2],
    plans: [Option<&[u8]>; 2],
) -> Option<[LogTexts; 2]> {
    let [earlier, later] = [entries_of(logs[0])?, entries_of(logs[1])?];
    if plans[0] == plans[1] {
        return Some([earlier, later]);
    }
    let read = |plan: Option<&[u8]>| Version::read("", plan.map(<[u8]>::to_vec), None).document;
    let (Some(before), Some(after)) = (read(plans[0]), read(plans[1])) else {
        return Some([earlier, later]);
    };
    let pairs = DocumentPairs::new(&before, &after);
    let earlier = match with_later_units(logs, &pairs) {
        Some(log) => entries_of(&log)?,
        None => earlier,
    };
    let is_gone = |name: &LogName| !later.contains_key(name);
    if !earlier.keys().any(is_gone) {
        return Some([earlier, later]);
    }
    let mut renamed = LogTexts::new();
    for (name, entries) in earlier {
        let now = match &name {
            LogName::Milestone(id) => LogName::Milestone(pairs.log_id(id)),
            LogName::Indicator(id) => LogName::Indicator(pairs.indicator_id(id).to_owned()),
        };
        // The plan may have been renumbered before its log.
        let is_left = !later.contains_key(&now) && later.contains_key(&name);
        let now = if is_left { name } else { now };
        renamed.entry(now).or_default().extend(entries);
    }
    Some([renamed, later])
}
