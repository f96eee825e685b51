use crate::plan::Day;

/// A later document that changed the plan (调整文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its key in the files.
    pub id: String,
    /// Its document number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// The day from which it holds.
    pub on: Day,
}

/// What fields held before an amendment.
#[derive(Clone, Debug, PartialEq)]
pub struct Was<F> {
    /// The first day on which they no longer held.
    pub until: Day,
    /// The amendment that changed them.
    pub by: String,
    /// The old values of the fields that changed.
    pub fields: F,
}

/// The old value that still held on `day`: the one that ended soonest after it.
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
