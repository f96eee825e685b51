//! Reading of amendments in plan.toml, and of the values they replaced.

use crate::plan::{Amendment, Was};
use crate::text::{Flaw, Limited};

use super::limits::OLD_VALUES;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};
use crate::store::toml_reader::ids::SeenIds;

pub(crate) fn amendments(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Amendment> {
    let mut seen = SeenIds::default();
    let mut amendments = Vec::new();
    for fields in root.tables("amendment", flaws) {
        let id = fields.need_word("id", flaws);
        seen.once(&id, flaws);
        let title = fields.text("title", flaws).unwrap_or_default();
        let number = fields.text("number", flaws);
        if let Some(on) = fields.date("on", flaws) {
            amendments.push(Amendment {
                id: id.value.to_owned(),
                number,
                title,
                on: on.value,
            });
        }
        fields.need(&["on"], flaws);
        fields.finish(flaws);
    }
    amendments
}

/// Finds an amendment by its id; reports an unknown one.
pub(crate) fn amendment<'a>(
    amendments: &'a [Amendment],
    id: &Spot<impl AsRef<str>>,
    flaws: &mut Flaws,
) -> Option<&'a Amendment> {
    let wanted = id.value.as_ref();
    let found = amendments.iter().find(|amendment| amendment.id == wanted);
    if found.is_none() {
        let id_written = wanted.to_owned();
        flaws.note(id.span.clone(), Flaw::UnknownAmendment { id: id_written });
    }
    found
}

/// Reads the values that amendments replaced in a table; `read` reads one set of values.
pub(crate) fn was<F>(
    fields: &Fields<'_, '_>,
    amendments: &[Amendment],
    flaws: &mut Flaws,
    read: impl Fn(&Fields<'_, '_>, &mut Flaws) -> F,
) -> Vec<Was<F>> {
    let mut all = Vec::new();
    if let Some((span, count)) = fields.count("was")
        && !flaws.within(span, (Limited::OldValues, count), OLD_VALUES)
    {
        fields.has("was");
        return all;
    }
    for old in fields.tables("was", flaws) {
        let by = old.need_text("by", flaws);
        let amended = amendment(amendments, &by, flaws).map(|amendment| amendment.on);
        let until = old.date("until", flaws).map(|spot| spot.value).or(amended);
        let values = read(&old, flaws);
        old.finish(flaws);
        if let Some(until) = until {
            all.push(Was {
                until,
                by: by.value,
                fields: values,
            });
        }
    }
    all
}
