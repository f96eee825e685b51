//! Keys below a header that are thereby read as keys of its table, though another was meant.

use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::text::Flaw;

/// The keys of the plan itself, which come above the first header.
const OF_PLAN: [&str; 10] = [
    "schema", "id", "short", "title", "issuer", "number", "issued", "draft", "period", "source",
];

/// Those without which no plan is read.
const NEEDED: [&str; 3] = ["id", "title", "period"];

/// Returns the keys of the plan that are missing above the first header.
pub(super) fn absent_keys(root: &Fields<'_, '_>) -> Vec<&'static str> {
    root.absent(&OF_PLAN)
}

/// Says of unknown keys where they belong: a key of the plan above the first header, `[[milestone]]` below its action.
pub(super) fn place_unknown_keys(absent: &[&'static str], flaws: &mut Flaws) {
    for (_, flaw) in &mut flaws.found {
        if let Flaw::UnknownKey { key, nearest } = flaw
            && key == "milestone"
        {
            *nearest = Some("action.milestone".to_owned());
        }
    }
    flaws.tell_keys_below(absent, &NEEDED);
    let below = flaws.found.iter().filter_map(|(_, flaw)| match flaw {
        Flaw::KeyBelow { key, .. } => Some(key.clone()),
        _ => None,
    });
    let below: Vec<String> = below.collect();
    // The plan does not lack it: it is in the wrong place. What another table lacks is still reported.
    flaws.found.retain(|(span, flaw)| match flaw {
        Flaw::MissingKey { key } => *span != (0..0) || !below.contains(key),
        Flaw::MissingSchema => !below.iter().any(|key| key == "schema"),
        _ => true,
    });
}
