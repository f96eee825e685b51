//! Reading of `[alert]`: from when a milestone is 临期, and how far behind is yellow and red.

use crate::plan::{Alert, AlertFields, Amendment, Soon, Was};
use crate::text::Flaw;

use super::amendments::was;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;

pub(crate) fn alert(
    root: &Fields<'_, '_>,
    amendments: &[Amendment],
    flaws: &mut Flaws,
) -> (Alert, Vec<Was<AlertFields>>) {
    let Some(fields) = root.table("alert", flaws) else {
        return (Alert::default(), Vec::new());
    };
    let alert = alert_fields(&fields, flaws).or(Alert::default());
    if alert.behind_red < alert.behind_yellow {
        flaws.note(fields.span.clone(), Flaw::RedBeforeYellow);
    }
    let was = was(&fields, amendments, flaws, alert_fields);
    fields.finish(flaws);
    (alert, was)
}

fn alert_fields(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> AlertFields {
    AlertFields {
        soon: soon(fields, flaws),
        behind_yellow: days(fields, "behind_yellow", flaws),
        behind_red: days(fields, "behind_red", flaws),
    }
}

/// Reads `7` or `{ days = 5, working = true }`.
fn soon(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<Soon> {
    const KEY: &str = "soon_days";
    if !fields.is_table(KEY) {
        let days = days(fields, KEY, flaws)?;
        let working = false;
        return Some(Soon { days, working });
    }
    let table = fields.table(KEY, flaws)?;
    let count = days(&table, "days", flaws);
    table.need(&["days"], flaws);
    let working = table.flag("working", flaws).unwrap_or(false);
    table.finish(flaws);
    count.map(|days| Soon { days, working })
}

fn days(fields: &Fields<'_, '_>, key: &'static str, flaws: &mut Flaws) -> Option<i64> {
    let spot = fields.whole(key, flaws)?;
    Some(spot.within(key, 0..=36_500, flaws))
}
