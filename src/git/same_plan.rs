//! Whether two plans under different names are one: its folder was renamed.

use toml::de::DeTable;

use crate::merge::entry_keys::{moments_of, more};
use crate::store::PerPart;

/// The bytes of a plan's files, where they exist.
type BothFiles<'b> = PerPart<Option<&'b [u8]>>;

/// Returns whether a plan is the one that was there before: it has every entry, whatever became of their words, and there
/// are some or its title is the same. A plan with fewer is another one, because the missing entries would be deleted
/// unasked.
pub(crate) fn is_same_plan(was: &BothFiles<'_>, is: &BothFiles<'_>) -> bool {
    let entries = |text: Option<&[u8]>| moments_of(std::str::from_utf8(text.unwrap_or(b"")).ok()?);
    let Some((entries_before, entries)) = entries(was.progress).zip(entries(is.progress)) else {
        return false;
    };
    let title = |files: &BothFiles<'_>| files.plan.and_then(title_of);
    let has_title = title(was).is_some() && title(was) == title(is);
    let is_known = has_title || is.plan.is_some() && !entries_before.is_empty();
    is_known && more(&entries, &entries_before).is_empty()
}

/// Returns the title of a plan.
pub(crate) fn title_of(plan: &[u8]) -> Option<String> {
    let table = DeTable::parse(std::str::from_utf8(plan).ok()?).ok()?;
    let title = table.get_ref().get("title")?.get_ref().as_str()?;
    Some(title.to_owned())
}
