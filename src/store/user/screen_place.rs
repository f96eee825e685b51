//! Where the screen was left.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::store::{Folders, read_private, write_private};

/// The user's place on the screen, by ids and names so that it survives changes of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScreenPlace {
    /// The digit of the view.
    pub view: char,
    /// The plan's id.
    pub plan: String,
    /// The canonical name of the unit whose items were shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The full id of the row under the cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// Places by folder of plans.
type ScopedPlaces = BTreeMap<String, ScreenPlace>;
const MOST: usize = 50;
const FILE: &str = "places.json";

impl Folders {
    /// Returns the last place in this folder of plans; `None` if unknown.
    pub fn last_place(&self, plans: &Path) -> Option<ScreenPlace> {
        self.places().remove(&key(plans)?)
    }

    /// Remembers the place; failures are ignored.
    pub fn remember_place(&self, plans: &Path, place: ScreenPlace) {
        let (Some(state), Some(key)) = (self.state(), key(plans)) else {
            return;
        };
        let mut places = self.places();
        if places.get(&key) == Some(&place) {
            return;
        }
        while places.len() >= MOST && !places.contains_key(&key) {
            places.pop_first();
        }
        places.insert(key, place);
        if let Ok(text) = serde_json::to_vec_pretty(&places) {
            let _ = write_private(&state.join(FILE), &text);
        }
    }

    fn places(&self) -> ScopedPlaces {
        self.state()
            .and_then(|state| read_private(&state.join(FILE)))
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }
}

fn key(plans: &Path) -> Option<String> {
    Some(fs::canonicalize(plans).ok()?.display().to_string())
}
