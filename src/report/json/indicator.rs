//! JSON of an indicator with its readings.

use serde_json::{Value, json};

use crate::plan::{Day, Indicator, Progress};

use super::milestone::target_json;

/// Makes the JSON of an indicator with its readings up to a day.
pub fn indicator_json(indicator: &Indicator, progress: &Progress, as_of: Day) -> Value {
    let targets = indicator.targets.iter().map(|target| {
        let cadence = if target.by.is_some() {
            "by_deadline"
        } else {
            "total"
        };
        target_json(target, cadence)
    });
    let readings = Indicator::readings(progress.readings(&indicator.id), as_of)
        .into_iter()
        .map(|reading| {
            let evidence = (!reading.evidence.is_empty()).then(|| reading.evidence.join("; "));
            json!({ "on": reading.on, "value": reading.value, "evidence": evidence })
        });
    json!({
        "id": indicator.id,
        "name": indicator.name,
        "baseline": indicator.baseline,
        "targets": targets.collect::<Vec<_>>(),
        "readings": readings.collect::<Vec<_>>(),
    })
}
