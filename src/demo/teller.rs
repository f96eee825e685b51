//! Makes the entries of the sample's story.

use chrono::{Datelike, TimeDelta, Weekday};

use crate::plan::{Action, Day, Entry, Log, Milestone, Moment, Plan};
use crate::text::DemoWords;

/// The unit with a desk of its own.
pub(crate) const EDUCATION: &str = "市教育局";
/// The office that keeps the plan: it reminds, checks and accepts.
pub(crate) const OFFICE: &str = "市科协";
/// The units that accept work: the first that neither did it nor only supports it.
const CHECKERS: [&str; 4] = [OFFICE, "市委文明办", "市委组织部", "市委老干部局"];

/// An entry of the story.
#[derive(Clone, Debug)]
pub(crate) struct StoryDeed {
    pub(crate) log: Log,
    pub(crate) entry: Entry,
    pub(crate) committed: bool,
}

/// Collects the story's entries, each dated and marked as invented.
pub(crate) struct Teller<'a> {
    plan: &'a Plan,
    pub(crate) words: &'a DemoWords,
    deeds: Vec<StoryDeed>,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(plan: &'a Plan, words: &'a DemoWords) -> Self {
        Self {
            plan,
            words,
            deeds: Vec::new(),
        }
    }

    /// Returns the entries in the order recorded.
    pub(crate) fn into_deeds(mut self) -> Vec<StoryDeed> {
        let order = |deed: &StoryDeed| (deed.entry.instant(), deed.log.id().to_owned());
        self.deeds.sort_by_key(order);
        self.deeds
    }

    /// Returns the unit that reports on an action; for a collective, the office.
    pub(crate) fn speaker(&self, action: &Action) -> String {
        let units = self.plan.units();
        let answering = action
            .answering()
            .filter(|unit| !units.get(*unit).is_collective());
        answering.map_or(OFFICE, |unit| units.name(unit)).to_owned()
    }

    /// Returns the unit that accepts another unit's work on an action.
    pub(crate) fn checker(&self, action: &Action, unit: &str) -> String {
        let may_accept =
            |name: &str| name != unit && !action.is_only_supported_by(self.plan.units(), name);
        let mut checkers = CHECKERS.into_iter();
        checkers
            .find(|name| may_accept(name))
            .unwrap_or(OFFICE)
            .to_owned()
    }

    /// Returns a text with the mark.
    #[allow(clippy::unnecessary_wraps)] // the fields it is for may be left out
    pub(crate) fn text(&self, text: &str) -> Option<String> {
        Some(format!("{}{text}", self.words.mark))
    }

    /// Records an entry some days after the fact, unless that is after the sample's last committed day.
    pub(crate) fn say(&mut self, milestone: &Milestone, day: Day, entry: Entry) {
        self.say_in(Log::Milestone(milestone.id.clone()), day, entry);
    }

    pub(crate) fn say_in(&mut self, log: Log, day: Day, entry: Entry) {
        let salt = entry.by.as_deref().unwrap_or_default();
        let chance = spread(&format!("{}{day}{salt}", log.id()));
        let day = on_workday(day);
        // Mistakes are noticed some weeks later.
        let later = i64::from(chance % 4) + if entry.correct { 40 } else { 0 };
        let recorded = on_workday(day + TimeDelta::days(later));
        if recorded > last_committed_day() {
            return;
        }
        self.push(log, day, recorded, entry, chance, true);
    }

    /// Records an uncommitted entry.
    pub(crate) fn say_lately(&mut self, log: Log, day: Day, entry: Entry) {
        let chance = spread(log.id());
        self.push(log, day, day, entry, chance, false);
    }

    fn push(
        &mut self,
        log: Log,
        day: Day,
        recorded: Day,
        entry: Entry,
        chance: u32,
        committed: bool,
    ) {
        let entry = Entry {
            at: Some(moment(recorded, 9 + chance % 8, chance / 8 % 3600)),
            on: (day != recorded).then_some(day),
            ..entry
        };
        self.deeds.push(StoryDeed {
            log,
            entry,
            committed,
        });
    }
}

/// Returns the last day whose entries are committed.
fn last_committed_day() -> Day {
    Day::from_ymd_opt(2024, 6, 26).unwrap_or_default()
}

/// Hashes a text to a number that looks random (FNV-1a).
pub(crate) fn spread(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash >> 7
}

/// Returns a moment in China's time zone: day, hour, seconds into the hour.
pub(crate) fn moment(day: Day, hour: u32, seconds: u32) -> Moment {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    Moment {
        local: midnight + TimeDelta::seconds(i64::from(hour * 3600 + seconds)),
        offset: Some(8 * 3600),
    }
}

/// Returns a moment some minutes later.
pub(crate) fn minutes_after(at: Moment, minutes: i64) -> Moment {
    Moment {
        local: at.local + TimeDelta::minutes(minutes),
        ..at
    }
}

/// Returns the day itself, or the Monday after a weekend.
fn on_workday(day: Day) -> Day {
    match day.weekday() {
        Weekday::Sat => day + TimeDelta::days(2),
        Weekday::Sun => day + TimeDelta::days(1),
        _ => day,
    }
}
