//! The plan-wide terms as they were on a day, before an amendment changed them.

use std::sync::Arc;

use crate::plan::{Alert, Day, Document, Indicator, Phase, Units};

/// The plan-wide terms on a day before amendments changed them.
#[derive(Clone, Debug)]
pub struct Terms {
    pub(crate) alert: Alert,
    pub(crate) phases: Vec<Phase>,
    pub(crate) units: Arc<Units>,
    pub(crate) indicators: Vec<Indicator>,
}

impl Terms {
    /// Returns the terms on a day; `None` if the document's current ones already held.
    pub(crate) fn on(document: &Document, day: Day) -> Option<Self> {
        document
            .terms_changed()
            .any(|until| day < until)
            .then(|| Self {
                alert: document.alert.on(&document.alert_was, day),
                phases: document.phases.iter().map(|phase| phase.on(day)).collect(),
                units: Arc::new(document.units.on(day)),
                indicators: document.indicators.iter().map(|it| it.on(day)).collect(),
            })
    }
}

impl Document {
    /// Iterates, in no order, over the days on which amendments changed the thresholds, a phase, a
    /// collective or an indicator.
    pub fn terms_changed(&self) -> impl Iterator<Item = Day> {
        let alert = self.alert_was.iter().map(|was| was.until);
        let phases = self.phases.iter().flat_map(|phase| &phase.was);
        let units = self.units.iter().flat_map(|(_, unit)| &unit.was);
        let indicators = self.indicators.iter().flat_map(|indicator| &indicator.was);
        alert
            .chain(phases.map(|was| was.until))
            .chain(units.map(|was| was.until))
            .chain(indicators.map(|was| was.until))
    }
}
