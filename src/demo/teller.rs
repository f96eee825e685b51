use chrono::{Datelike, TimeDelta, Weekday};

use crate::plan::{Action, Day, Entry, Log, Milestone, Moment, Plan};
use crate::text::DemoWords;

/// The unit with a desk of its own.
pub(crate) const EDUCATION: &str = "市教育局";
/// The office that keeps the plan: reminds, checks, closes.
pub(crate) const OFFICE: &str = "市科协";
/// Who checks what the office itself has done.
const SECOND_OFFICE: &str = "市委文明办";

/// One line to be written.
#[derive(Clone, Debug)]
pub(crate) struct StoryDeed {
    pub(crate) log: Log,
    pub(crate) entry: Entry,
    pub(crate) committed: bool,
}

/// Collects the story's deeds, each of them dated and marked as invented.
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

    /// The deeds in the order they were recorded.
    pub(crate) fn into_deeds(mut self) -> Vec<StoryDeed> {
        let order =
            |deed: &StoryDeed| (deed.entry.at.map(Moment::instant), deed.log.id().to_owned());
        self.deeds.sort_by_key(order);
        self.deeds
    }

    /// The unit that reports on an action; of a collective, the office.
    pub(crate) fn speaker(&self, action: &Action) -> String {
        let units = self.plan.units();
        let answering = action
            .answering()
            .filter(|unit| !units.get(*unit).is_collective());
        answering.map_or(OFFICE, |unit| units.name(unit)).to_owned()
    }

    /// Returns who accepts what a unit has done.
    pub(crate) fn checker(unit: &str) -> String {
        let checker = if unit == OFFICE {
            SECOND_OFFICE
        } else {
            OFFICE
        };
        checker.to_owned()
    }

    /// A text, marked.
    #[allow(clippy::unnecessary_wraps)] // the fields it is for may be left out
    pub(crate) fn text(&self, text: &str) -> Option<String> {
        Some(format!("{}{text}", self.words.mark))
    }

    /// Records something of a milestone some days after it happened; what would come after the sample's days does not.
    pub(crate) fn say(&mut self, milestone: &Milestone, day: Day, entry: Entry) {
        self.say_in(Log::Milestone(milestone.id.to_string()), day, entry);
    }

    pub(crate) fn say_in(&mut self, log: Log, day: Day, entry: Entry) {
        let salt = entry.by.as_deref().unwrap_or_default();
        let chance = spread(&format!("{}{day}{salt}", log.id()));
        let day = on_workday(day);
        // A mistake is seen some weeks later.
        let later = i64::from(chance % 4) + if entry.correct { 40 } else { 0 };
        let recorded = on_workday(day + TimeDelta::days(later));
        if recorded > last_committed_day() {
            return;
        }
        self.push(log, day, recorded, entry, chance, true);
    }

    /// Records what nobody has committed yet.
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

/// Returns what was recorded after this day is not committed yet.
fn last_committed_day() -> Day {
    Day::from_ymd_opt(2024, 6, 26).unwrap_or_default()
}

/// A number that looks like chance and is always the same (FNV-1a).
pub(crate) fn spread(text: &str) -> u32 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash >> 7
}

/// A moment by China's clock: a day, an hour, seconds into it.
pub(crate) fn moment(day: Day, hour: u32, seconds: u32) -> Moment {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    Moment {
        local: midnight + TimeDelta::seconds(i64::from(hour * 3600 + seconds)),
        offset: Some(8 * 3600),
    }
}

/// So many minutes later.
pub(crate) fn minutes_after(at: Moment, minutes: i64) -> Moment {
    Moment {
        local: at.local + TimeDelta::minutes(minutes),
        ..at
    }
}

/// The day itself, or the Monday after a weekend.
fn on_workday(day: Day) -> Day {
    match day.weekday() {
        Weekday::Sat => day + TimeDelta::days(2),
        Weekday::Sun => day + TimeDelta::days(1),
        _ => day,
    }
}
