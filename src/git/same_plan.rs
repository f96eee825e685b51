//! Whether two plans under different names are one: its folder was renamed.

use toml::de::DeTable;

use crate::merge::entry_keys::{entries_of, more};
use crate::store::PerPart;

/// The bytes of a plan's files, where they exist.
type BothFiles<'b> = PerPart<Option<&'b [u8]>>;

/// Returns whether a plan is the one that was there before: its title is the same, and it has every entry. A plan
/// with fewer is another one, because the missing entries would be deleted unasked.
pub(crate) fn is_same_plan(was: &BothFiles<'_>, is: &BothFiles<'_>) -> bool {
    let title = |files: &BothFiles<'_>| files.plan.and_then(title_of);
    title(was).is_some() && title(was) == title(is) && keeps_entries(was.progress, is.progress)
}

fn keeps_entries(was: Option<&[u8]>, is: Option<&[u8]>) -> bool {
    let entries = |text: Option<&[u8]>| {
        let logs = entries_of(std::str::from_utf8(text.unwrap_or(b"")).ok()?)?;
        Some(logs.into_values().flatten().collect::<Vec<String>>())
    };
    let both = entries(was).zip(entries(is));
    both.is_some_and(|(was, is)| more(&is, &was).is_empty())
}

/// Returns the title of a plan.
pub(crate) fn title_of(plan: &[u8]) -> Option<String> {
    let table = DeTable::parse(std::str::from_utf8(plan).ok()?).ok()?;
    let title = table.get_ref().get("title")?.get_ref().as_str()?;
    Some(title.to_owned())
}
