//! Reading of `[reporting]`: who owes a report, how often, and by which day.

use crate::plan::{ReportPeriod, Reporters, Reporting, Units};
use crate::text::Flaw;

use super::units::units_named;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;

pub(crate) fn reporting(
    root: &Fields<'_, '_>,
    units: &Units,
    flaws: &mut Flaws,
) -> Option<Reporting> {
    let fields = root.table("reporting", flaws)?;
    let every = fields.choice("every", &ReportPeriod::KEYS, flaws);
    let day = fields.whole("day", flaws);
    fields.need(&["every", "day"], flaws);
    let reporters = if fields.is_list("units") {
        let named = fields.words("units", flaws).unwrap_or_default();
        Reporters::Listed(units_named(&named, units, flaws))
    } else {
        let named = fields.word("units", flaws);
        match named.as_ref().map(|units| units.value) {
            Some("all") => Reporters::All,
            Some("lead") | None => Reporters::Lead,
            Some(other) => {
                let span = named.map(|units| units.span).unwrap_or_default();
                let one = format!("[\"{other}\"]");
                let flaw = Flaw::BadValue {
                    key: "units".to_owned(),
                    value: other.to_owned(),
                    allowed: vec!["lead".to_owned(), "all".to_owned(), one],
                };
                flaws.note(span, flaw);
                Reporters::Lead
            }
        }
    };
    fields.finish(flaws);
    let (every, day) = (every?, day?);
    Some(Reporting {
        every,
        due_day: day.within("day", 1..=every.most_days(), flaws),
        units: reporters,
    })
}
