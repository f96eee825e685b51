//! JSON of an indicator with its readings.

use serde::Serialize;

use crate::plan::{Baseline, Day, Indicator, Number, Progress};

use super::milestone::{TargetJson, target_json};

#[derive(Debug, Serialize)]
struct BaselineJson {
    value: Number,
    on: Option<Day>,
}

#[derive(Debug, Serialize)]
struct ReadingJson {
    on: Day,
    value: Number,
    evidence: Option<String>,
}

/// An indicator with its readings.
#[derive(Debug, Serialize)]
pub struct IndicatorJson<'a> {
    id: &'a str,
    name: &'a str,
    baseline: Option<BaselineJson>,
    targets: Vec<TargetJson<'a>>,
    readings: Vec<ReadingJson>,
}

/// Makes the JSON of an indicator with its readings up to a day.
pub fn indicator_json<'a>(
    indicator: &'a Indicator,
    progress: &Progress,
    as_of: Day,
) -> IndicatorJson<'a> {
    IndicatorJson {
        id: &indicator.id,
        name: &indicator.name,
        baseline: indicator
            .baseline
            .map(|Baseline { value, on }| BaselineJson { value, on }),
        targets: indicator
            .targets
            .iter()
            .map(|target| {
                target_json(
                    target,
                    if target.by.is_some() {
                        "by_deadline"
                    } else {
                        "total"
                    },
                )
            })
            .collect(),
        readings: Indicator::readings(progress.readings(&indicator.id), as_of)
            .into_iter()
            .map(|reading| ReadingJson {
                on: reading.on,
                value: reading.value,
                evidence: (!reading.evidence.is_empty()).then(|| reading.evidence.join("; ")),
            })
            .collect(),
    }
}
