use crate::plan::Day;

/// A later document that changed the plan (调整文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The key in the files.
    pub id: String,
    /// The document number.
    pub number: Option<String>,
    /// The title.
    pub title: String,
    /// The first day on which it holds.
    pub on: Day,
}

/// The values of fields before an amendment.
#[derive(Clone, Debug, PartialEq)]
pub struct Was<F> {
    /// The first day on which they no longer held.
    pub until: Day,
    /// The amendment that changed them.
    pub by: String,
    /// The old values of the fields that changed.
    pub fields: F,
}

/// Returns the old value that held on `day`: of those that ended after it, the earliest.
pub(crate) fn held_on<F, T: Clone>(
    was: &[Was<F>],
    day: Day,
    field: impl Fn(&F) -> Option<T>,
) -> Option<T> {
    was.iter()
        .filter(|old| day < old.until)
        .filter_map(|old| field(&old.fields).map(|value| (old.until, value)))
        .min_by_key(|(until, _)| *until)
        .map(|(_, value)| value)
}
