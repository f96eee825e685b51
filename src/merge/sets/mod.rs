//! Merging of name lists: names added by either side are in, names removed by either are out.

pub(super) mod unit_spellings;

use toml::Value;

use super::Versions;
use crate::store::toml_reader::statements::value_span;

/// A field whose value is a set of names.
struct NameSet {
    key: &'static str,
    /// Whether a missing field means no names. Missing units and phases are inherited, so naming some is not
    /// an addition.
    may_be_missing: bool,
    /// Whether the set may be left without names.
    may_be_empty: bool,
    /// Whether the first name means more than the others.
    has_first: bool,
}

impl NameSet {
    const fn named(key: &'static str) -> Self {
        Self {
            key,
            may_be_missing: false,
            may_be_empty: false,
            has_first: false,
        }
    }
}

const SETS: [NameSet; 6] = [
    NameSet {
        has_first: true,
        ..NameSet::named("lead")
    },
    NameSet::named("support"),
    NameSet::named("members"),
    NameSet::named("units"),
    NameSet::named("phases"),
    NameSet {
        may_be_missing: true,
        may_be_empty: true,
        ..NameSet::named("aliases")
    },
];

/// Merges lists of names into the lines of their field. `None` if the field is not such a list, or the
/// sides contradict each other: one name replaced by two others, different first leads, no name left.
pub(crate) fn merge_sets(
    key: &[String],
    base: Option<&str>,
    ours: &str,
    theirs: &str,
) -> Option<String> {
    let [key] = key else { return None };
    let set = SETS.iter().find(|set| set.key == key)?;
    let base = match base {
        Some(base) => names(base)?,
        None if set.may_be_missing => Vec::new(),
        None => return None,
    };
    let (our_names, their_names) = (names(ours)?, names(theirs)?);
    let merged = merged(&base, &our_names, &their_names)?;
    let keeps_first = !set.has_first || first_is_agreed(&base, &our_names, &their_names, &merged);
    if !keeps_first || (merged.is_empty() && !set.may_be_empty) {
        return None;
    }
    for (side, text) in [(&our_names, ours), (&their_names, theirs)] {
        if *side == merged {
            return Some(text.to_owned());
        }
    }
    written(ours, &merged)
}

/// Returns the names in a field; `None` if it contains anything else or a comment.
fn names(field: &str) -> Option<Vec<String>> {
    let table: toml::Table = field.parse().ok()?;
    let list = table.values().next()?.as_array()?;
    let names: Option<Vec<String>> = list
        .iter()
        .map(|name| name.as_str().map(str::to_owned))
        .collect();
    let names = names?;
    let in_strings: usize = names.iter().map(|name| name.matches('#').count()).sum();
    let value = &field[value_span(field)?];
    (value.matches('#').count() == in_strings).then_some(names)
}

fn merged(base: &[String], ours: &[String], theirs: &[String]) -> Option<Vec<String>> {
    let gone = |side: &[String]| -> Vec<String> {
        let gone = base.iter().filter(|name| !side.contains(name));
        gone.cloned().collect()
    };
    let new = |side: &[String], other: &[String]| {
        let mut new = side.iter().filter(|name| !base.contains(name));
        new.any(|name| !other.contains(name))
    };
    let (we_took, they_took) = (gone(ours), gone(theirs));
    let same_taken = we_took.iter().any(|name| they_took.contains(name));
    if same_taken && new(ours, theirs) && new(theirs, ours) {
        return None;
    }
    let stays = |name: &String| base.contains(name) && ours.contains(name) && theirs.contains(name);
    let kept = |list: &[String]| -> Vec<String> {
        list.iter().filter(|name| stays(name)).cloned().collect()
    };
    let order = Versions::new(base, ours, theirs).map(kept).one_sided()?;
    // Names added after the same name are in the same order whichever side merges.
    let mut merged: Vec<String> = Vec::new();
    for anchor in std::iter::once(None).chain(order.iter().map(Some)) {
        merged.extend(anchor.cloned());
        let mut runs = [ours, theirs].map(|side| added_behind(side, anchor, base, &stays));
        runs.sort();
        for name in runs.into_iter().flatten() {
            if !merged.contains(&name) {
                merged.push(name);
            }
        }
    }
    Some(merged)
}

/// Returns the names added on a side between a kept name and the next one.
fn added_behind(
    side: &[String],
    anchor: Option<&String>,
    base: &[String],
    stays: &dyn Fn(&String) -> bool,
) -> Vec<String> {
    let from = match anchor {
        Some(anchor) => side.iter().position(|name| name == anchor).map(|at| at + 1),
        None => Some(0),
    };
    let behind = from.map_or(&[][..], |from| &side[from..]);
    behind
        .iter()
        .take_while(|name| !stays(name))
        .filter(|name| !base.contains(name))
        .cloned()
        .collect()
}

/// Returns whether the first name, the one to call, is as the side that changed it wants; false if both
/// did differently.
fn first_is_agreed(base: &[String], ours: &[String], theirs: &[String], merged: &[String]) -> bool {
    let wanted = Versions::new(base, ours, theirs).map(<[String]>::first);
    wanted.one_sided() == Some(merged.first())
}

/// Writes the field with these names in its old layout: on one line, or one name per line.
fn written(field: &str, names: &[String]) -> Option<String> {
    let span = value_span(field)?;
    let quoted = names
        .iter()
        .map(|name| Value::String(name.clone()).to_string());
    let list = if field[span.clone()].contains('\n') {
        let indent: String = field.chars().take_while(|c| c.is_whitespace()).collect();
        let lines: Vec<String> = quoted.map(|name| format!("{indent}  {name},")).collect();
        format!("[\n{}\n{indent}]", lines.join("\n"))
    } else {
        format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
    };
    let mut text = field.to_owned();
    text.replace_range(span, &list);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Merges lists of one-letter names under a key; the first text is the base.
    fn merge(key: &str, base: &str, ours: &str, theirs: &str) -> Option<String> {
        let field = |names: &str| {
            let list: Vec<String> = names.chars().map(|c| format!("\"{c}\"")).collect();
            format!("{key} = [{}]\n", list.join(", "))
        };
        let both = |a: &str, b: &str| {
            merge_sets(&[key.to_owned()], Some(&field(base)), &field(a), &field(b))
                .map(|text| names(&text).unwrap().concat())
        };
        let merged = both(ours, theirs);
        assert_eq!(merged, both(theirs, ours), "{key} {base} {ours} {theirs}");
        merged
    }

    #[test]
    fn both_additions_are_in_and_both_removals_out() {
        for (key, base, ours, theirs, merged) in [
            ("support", "ab", "abc", "abd", Some("abcd")),
            ("support", "ab", "cab", "abd", Some("cabd")),
            ("support", "abc", "ab", "bc", Some("b")),
            ("support", "ab", "ac", "abd", Some("acd")),
            ("support", "ab", "abc", "ba", Some("bca")),
            ("support", "ab", "abcd", "abdc", Some("abcd")),
            ("lead", "ab", "abc", "ab", Some("abc")),
            ("lead", "ab", "cab", "abd", Some("cabd")),
            ("phases", "abc", "ab", "bcd", Some("bd")),
            ("aliases", "a", "", "ab", Some("b")),
            // One name replaced by two others; two orders; two first ones; none left.
            ("support", "ab", "ac", "ad", None),
            ("support", "abc", "bca", "cab", None),
            ("lead", "ab", "cab", "dab", None),
            ("lead", "ab", "ba", "a", None),
            ("support", "ab", "a", "b", None),
        ] {
            assert_eq!(
                merge(key, base, ours, theirs).as_deref(),
                merged,
                "{key} {base} {ours} {theirs}"
            );
        }
    }

    #[test]
    fn other_fields_and_lists_with_comments_are_left_alone() {
        let merge =
            |key: &str, base, ours, theirs| merge_sets(&[key.to_owned()], base, ours, theirs);
        let (b, o, t) = (
            "x = [\"a\"]\n", "x = [\"a\", \"b\"]\n", "x = [\"a\", \"c\"]\n",
        );
        assert_eq!(merge("evidence", Some(b), o, t), None);
        // Naming some that were inherited is not an addition.
        assert_eq!(merge("lead", None, o, t), None);
        assert!(merge("aliases", None, o, t).is_some());
        assert_eq!(merge("members", Some("x = \"*\"\n"), o, t), None);
        assert_eq!(
            merge("lead", Some(b), "x = [\"a\", # 原\n\"b\"]\n", t),
            None
        );
    }

    #[test]
    fn the_layout_stays() {
        let merged = merge_sets(
            &["lead".to_owned()],
            Some("  lead = [\n    \"甲\",\n  ] # 注\n"),
            "  lead = [\n    \"甲\",\n    \"乙#1\",\n  ] # 注\n",
            "  lead = [\"甲\", \"丙\"]\n",
        );
        assert_eq!(
            merged.as_deref(),
            Some("  lead = [\n    \"甲\",\n    \"丙\",\n    \"乙#1\",\n  ] # 注\n")
        );
    }
}
