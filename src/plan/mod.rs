//! The rules: plans and their parts, logs and their fold, standings and tallies.
//!
//! Pure code: no files, git, terminal or clock. The as-of day is an argument, and every edit is a
//! [`Change`], made the same way by the command line and the screen.

mod action;
mod definition;
pub(crate) mod keyed;
mod ledger;
mod log;
mod milestone;
mod natural;
mod number;
mod pace;
mod plan;
mod reporting;
#[cfg(test)]
mod sample;
mod section;
mod standing;
#[cfg(test)]
mod standing_target_tests;
#[cfg(test)]
mod standing_tests;
mod summary;
mod tally;
mod work_calendar;

pub use action::{Action, UnitsFrom};
pub use definition::alert::{Alert, AlertFields, Soon};
pub use definition::amendment::{Amendment, EndedItem, Was};
pub(crate) use definition::document::section_around;
pub use definition::document::{ActionDef, Assignment, Document, ItemFields, Lifetime, SectionDef};
pub(crate) use definition::indicator::not_withdrawn;
pub use definition::indicator::{Indicator, IndicatorFields, Reading};
pub use definition::lookalike::{
    half_width, is_accent, is_unseen, letter_of, look_of, lookalikes, narrow, plain_name,
    plain_text,
};
pub use definition::milestone_def::{MilestoneDef, MilestoneFields};
pub use definition::phase::{Phase, PhaseFields, PhaseIx};
pub use definition::recurrence::Recurrence;
pub use definition::target::{Baseline, Cadence, Measure, Miss, Missed, Op, Pace, Target};
pub use definition::terms::Terms;
pub use definition::unit::{Former, Members, Unit, UnitIx, UnitKind, Units};
pub use definition::window::Window;
pub(crate) use keyed::{coded, keyed};
pub use ledger::{Ledger, PlanState, Row};
pub use log::address::{Address, Log};
pub use log::change::{Change, Part, SinceChange};
pub use log::counting::{
    Recounting, WayOfCounting, corrections_of_nothing, corrections_of_withdrawn, last_recounted,
};
pub use log::entry::{Entry, Moment, Reminder, Withdrawn};
pub(crate) use log::fold::without_corrected;
pub use log::fold::{MilestoneState, UnitState, fold};
pub use log::log_ref::{LogRef, LoggedEntry};
pub use log::occasion::Occasion;
pub use log::postponement::{Postponement, RefusedPostponements, postponements};
pub use log::progress::Progress;
pub use log::refusal::{EntryValidator, Refusal, check_day, check_reading, reading_of};
pub use log::status::Status;
pub use log::subject::LogSubject;
pub use log::totals::totals;
pub use milestone::{FormerDue, Milestone, ToldApart};
pub use natural::natural_cmp;
pub use number::{NotANumber, Number};
pub use pace::{IndicatorPace, IndicatorState, share_of_way};
pub use plan::Plan;
pub use reporting::{Delivery, ReportPeriod, ReportRound, Reporters, Reporting};
pub use section::Section;
pub use standing::{Lamp, Reason, Standing, Urgency, Verdict};
pub use summary::{PhaseSummary, Summary};
pub use tally::Tally;
pub use work_calendar::{DayOff, WorkCalendar};

/// A calendar day; the only unit of time the rules know.
pub type Day = chrono::NaiveDate;
