//! Reading of indicators and targets.

use crate::plan::{
    Amendment, Baseline, Day, Indicator, IndicatorFields, Measure, Op, Pace, Target, half_width,
};
use crate::text::Flaw;

use super::amendments::was;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::toml_reader::ids::SeenIds;

pub(crate) fn indicators(
    root: &Fields<'_, '_>,
    amendments: &[Amendment],
    flaws: &mut Flaws,
) -> Vec<Indicator> {
    let mut seen = SeenIds::default();
    let mut indicators = Vec::new();
    for fields in root.tables("indicator", flaws) {
        let id = fields.need_word("id", flaws);
        seen.key(&id, flaws);
        let name = fields.need_text("name", flaws).value;
        let baseline = baseline(&fields, flaws);
        let targets = targets(&fields, baseline, flaws);
        let was = was(&fields, amendments, flaws, |old, flaws| {
            indicator_fields(old, baseline, flaws)
        });
        fields.finish(flaws);
        indicators.push(Indicator {
            id: id.value.to_owned(),
            name,
            baseline,
            targets,
            was,
        });
    }
    indicators
}

/// Reads targets, sorted by deadline; `indicator` is the default baseline.
fn targets(fields: &Fields<'_, '_>, indicator: Option<Baseline>, flaws: &mut Flaws) -> Vec<Target> {
    let mut targets: Vec<Target> = fields
        .tables("targets", flaws)
        .filter_map(|target| read_target(target, indicator, flaws))
        .collect();
    targets.sort_by_key(|target| target.by.unwrap_or(Day::MAX));
    targets
}

/// Reads the old fields of an indicator; `now` is its current baseline.
fn indicator_fields(
    fields: &Fields<'_, '_>,
    now: Option<Baseline>,
    flaws: &mut Flaws,
) -> IndicatorFields {
    let baseline = baseline(fields, flaws);
    IndicatorFields {
        name: fields.text("name", flaws),
        baseline,
        targets: fields
            .has("targets")
            .then(|| targets(fields, baseline.or(now), flaws)),
    }
}

fn baseline(around: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<Baseline> {
    let fields = around.table("baseline", flaws)?;
    let value = fields.number("value", flaws);
    fields.need(&["value"], flaws);
    let on = fields.date("on", flaws).map(|spot| spot.value);
    fields.finish(flaws);
    value.map(|value| Baseline {
        value: value.value,
        on,
    })
}

pub(crate) fn read_target(
    fields: Fields<'_, '_>,
    indicator: Option<Baseline>,
    flaws: &mut Flaws,
) -> Option<Target> {
    let op = fields.choice("op", &Op::KEYS, flaws);
    let value = fields.number("value", flaws);
    fields.need(&["op", "value"], flaws);
    let unit = fields.text("unit", flaws).unwrap_or_default();
    let is_percent = matches!(half_width(&unit).as_str(), "%" | "﹪");
    let unit = if is_percent { "%".to_owned() } else { unit };
    let max = fields.number("max", flaws);
    let by = fields.date("by", flaws).map(|spot| spot.value);
    let measure = fields
        .choice("measure", &Measure::KEYS, flaws)
        .unwrap_or_else(|| Target::default_measure(&unit));
    let own = baseline(&fields, flaws);
    let baseline = own.or(indicator);
    let pace = fields.choice("pace", &Pace::KEYS, flaws);
    let span = fields.span.clone();
    if own.is_some() && measure == Measure::Flow {
        flaws.note(span.clone(), Flaw::BaselineOfFlow);
    }
    fields.finish(flaws);
    let (op, value) = (op?, value?.value);
    let most = max.as_ref().map(|spot| spot.value);
    match max {
        None if op == Op::Range => flaws.note(span, Flaw::RangeWithoutMax),
        Some(max) if op != Op::Range => flaws.note(max.span, Flaw::MaxWithoutRange),
        Some(max) if max.value < value => {
            flaws.bad_value(max, "max", vec![format!(">= {value}")]);
        }
        _ => {}
    }
    let pace = pace.unwrap_or_else(|| Target::default_pace(op, value, measure, baseline.is_some()));
    Some(Target {
        op,
        value,
        max: most,
        unit,
        by,
        measure,
        baseline,
        pace,
    })
}
