//! Keys that stand below a header and are thereby of its table, though another was meant.

use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::text::Flaw;

/// The keys of the plan itself, which stand above the first header.
const OF_PLAN: [&str; 10] = [
    "schema", "id", "short", "title", "issuer", "number", "issued", "draft", "period", "source",
];

/// Those without which no plan is read.
const NEEDED: [&str; 3] = ["id", "title", "period"];

/// Returns the keys of the plan that do not stand above the first header.
pub(super) fn absent_keys(root: &Fields<'_, '_>) -> Vec<&'static str> {
    root.absent(&OF_PLAN)
}

/// Says of unknown keys where they belong: a key of the plan above the first header, `[[milestone]]` below its action.
pub(super) fn place_unknown_keys(absent: &[&'static str], flaws: &mut Flaws) {
    let mut below = Vec::new();
    for (_, flaw) in &mut flaws.found {
        let Flaw::UnknownKey { key, nearest } = flaw else {
            continue;
        };
        if key == "milestone" {
            *nearest = Some("action.milestone".to_owned());
        }
        if let Some(known) = absent.iter().find(|known| *known == key) {
            below.push(*known);
            *flaw = Flaw::KeyBelow {
                key: (*known).to_owned(),
                is_needed: NEEDED.contains(known),
            };
        }
    }
    // The plan does not lack it: it is in the wrong place. What another table lacks stays told.
    flaws.found.retain(|(span, flaw)| match flaw {
        Flaw::MissingKey { key } => *span != (0..0) || !below.contains(&key.as_str()),
        Flaw::MissingSchema => !below.contains(&"schema"),
        _ => true,
    });
}
