//! The names closest to one that does not exist, for the hint of a typing error.

/// The longest names that are compared for typing errors.
const LONGEST_NAME: usize = 200;

/// Returns the Levenshtein distance in characters; for very long texts, the length of the longer one.
fn edit_distance(a: &str, b: &str) -> usize {
    let longest = a.chars().count().max(b.chars().count());
    if longest > LONGEST_NAME {
        return longest;
    }
    strsim::levenshtein(a, b)
}

/// Returns the known name closest to what was written, if any is close.
pub(crate) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    known
        .into_iter()
        .map(|name| (edit_distance(written, name), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 2).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name.to_owned())
}

/// Returns the three ids closest to one that does not exist.
pub fn nearest_ids<'a>(wrong: &str, known: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut near: Vec<(usize, &String)> = known
        .into_iter()
        .map(|id| (edit_distance(wrong, id), id))
        .collect();
    near.sort();
    near.into_iter().take(3).map(|(_, id)| id.clone()).collect()
}

/// Returns at most three of the things whose names are closest to what was written.
///
/// Each entry pairs a name that may be typed, an abbreviation say, with the one to show.
pub(crate) fn nearest_named<'a>(
    written: &str,
    named: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = named
        .into_iter()
        .map(|(typed, shown)| (edit_distance(written, typed), typed, shown))
        .filter(|(distance, typed, _)| {
            *distance < written.chars().count().max(typed.chars().count())
        })
        .map(|(distance, _, shown)| (distance, shown))
        .collect();
    near.sort_unstable();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in near {
        if names.len() < 3 && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}
