use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Folders, read_private, write_private};

/// Where on the screen somebody was. Ids and names, so that it still means something after the files changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScreenPlace {
    /// The view's digit.
    pub view: char,
    /// The plan's id.
    pub plan: String,
    /// The unit whose items were looked at, by its canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The row the cursor stood on, by its full id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// By the folder of plans; a few dozen are plenty.
type ScopedPlaces = BTreeMap<String, ScreenPlace>;
const MOST: usize = 50;
const FILE: &str = "places.json";

impl Folders {
    /// Returns where one was last in this folder of plans. A file that cannot be read remembers nothing.
    pub fn last_place(&self, plans: &Path) -> Option<ScreenPlace> {
        self.places().remove(&key(plans)?)
    }

    /// Remembers where one is. That it cannot be remembered matters to nobody now.
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
