//! A leader's first questions, below the plans of view 1: the most urgent milestones, and the units with most red lamps.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::plan::Lamp;
use crate::query::{AlertRow, Filter, Item};
use crate::text::View;
use crate::tui::app::State;

/// The number of milestones shown.
const MOST_URGENT: usize = 5;
/// The most plans for which the page is made; for more, it would take longer than a key may.
const PLANS: usize = 32;

/// The most urgent milestones, and the units with the number of their red lamps.
#[derive(Default)]
pub(crate) struct LeaderPage {
    pub(crate) urgent: Vec<Item>,
    pub(crate) units: Vec<(String, u32)>,
}

impl State {
    /// Rebuilds the page if its alerts are loaded.
    pub(crate) fn make_leader_page(&mut self) {
        if self.view != View::Overview
            || self.board().plans.len() > PLANS
            || self.ready.known_alerts().is_none()
        {
            return;
        }
        let alerts = self.ready.alerts(self.plans.board());
        let rows = alerts.rows(&Filter::default()).into_iter();
        let items = rows.filter_map(|row| match row {
            AlertRow::Item(item) => Some(item),
            _ => None,
        });
        let mut red: BTreeMap<String, u32> = BTreeMap::new();
        let mut urgent = Vec::new();
        let mut seen = BTreeSet::new();
        for item in items {
            // One that also waits for a decision is in two groups; one that only waits presses nobody.
            if !seen.insert(item.place) || !item.verdict.standing.lamp().is_warning() {
                continue;
            }
            let Some(it) = item.preview(self.board()) else {
                continue;
            };
            for unit in it.units_with(Lamp::Red) {
                *red.entry(unit.to_owned()).or_default() += 1;
            }
            if urgent.len() < MOST_URGENT {
                urgent.push(item);
            }
        }
        let mut units: Vec<(String, u32)> = red.into_iter().collect();
        units.sort_by_key(|(_, red)| Reverse(*red));
        self.leader = LeaderPage { urgent, units };
    }
}
