//! The names closest to one that does not exist, for the hint of a typing error.

use crate::plan::Unit;

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

/// Returns at most three of the things whose names are close to what was typed, the closest first.
///
/// Each entry pairs a name that may be typed, an abbreviation say, with the one to show. A name is close if at most half
/// of its letters are others, or one of both contains the other.
pub fn closest<'a, N: AsRef<str>>(
    typed: &str,
    named: impl IntoIterator<Item = (N, &'a str)>,
) -> Vec<String> {
    const LEAST_PART: usize = 3;
    first_three(typed, named, |typed, name, distance| {
        let [typed_length, length] = [typed, name].map(|text| text.chars().count());
        let is_part = typed_length.min(length) >= LEAST_PART
            && (typed.contains(name) || name.contains(typed));
        is_part || distance <= typed_length.max(length) / 2
    })
}

/// Returns the three ids nearest to one that does not exist, however far they are. Each entry pairs what may be typed
/// with the id.
pub(crate) fn nearest_ids<'a, N: AsRef<str>>(
    typed: &str,
    ids: impl IntoIterator<Item = (N, &'a str)>,
) -> Vec<String> {
    first_three(typed, ids, |_, _, _| true)
}

/// Ranks by distance; keeps what `fits` by what was typed, its name and its distance.
fn first_three<'a, N: AsRef<str>>(
    typed: &str,
    named: impl IntoIterator<Item = (N, &'a str)>,
    fits: impl Fn(&str, &str, usize) -> bool,
) -> Vec<String> {
    let typed = typed.to_lowercase();
    let mut near: Vec<(usize, &str)> = named
        .into_iter()
        .filter_map(|(name, shown)| {
            let name = name.as_ref().to_lowercase();
            let distance = edit_distance(&typed, &name);
            fits(&typed, &name, distance).then_some((distance, shown))
        })
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

/// Returns at most three units with a name close to what was typed.
pub(crate) fn closest_units<'a>(
    typed: &str,
    units: impl IntoIterator<Item = &'a Unit>,
) -> Vec<String> {
    let units = units.into_iter();
    closest(
        typed,
        units.flat_map(|unit| unit.names().map(|name| (name, unit.name.as_str()))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_close_is_a_hint() {
        let closest = |typed| {
            closest(
                typed,
                ["团市委", "市妇联", "市教育局"].map(|name| (name, name)),
            )
        };
        for far in ["abc", "龙", "x", "财政局长"] {
            assert_eq!(closest(far), [""; 0], "{far}");
        }
        assert_eq!(closest("市教局"), ["市教育局"]);
        assert_eq!(closest("市妇"), ["市妇联"]);
        assert_eq!(closest("市教育局（配合单位）"), ["市教育局"]);
    }
}
