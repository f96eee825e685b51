//! What a plan is: units, phases, sections, actions, milestones, targets; the log and its fold; standing; tallies.
//!
//! Pure: no files, no git, no terminal, no clock. The as-of day is an argument, and what one does to a plan is a value
//! ([`Change`]) that the command line and the screen make alike.

mod action;
mod address;
mod alert;
mod amendment;
mod change;
mod deed;
#[cfg(test)]
mod deed_tests;
mod document;
#[cfg(test)]
mod document_tests;
mod entry;
mod fold;
#[cfg(test)]
mod fold_tests;
mod indicator;
mod ledger;
mod milestone;
mod milestone_def;
mod natural;
mod number;
mod occasion;
mod phase;
mod plan;
mod progress;
mod recurrence;
#[cfg(test)]
mod sample;
mod section;
mod standing;
#[cfg(test)]
mod standing_tests;
mod status;
mod summary;
mod tally;
mod target;
mod terms;
#[cfg(test)]
mod terms_tests;
mod unit;
mod window;

pub use action::{Action, UnitsFrom};
pub use address::{Address, Log};
pub use alert::{Alert, AlertFields};
pub use amendment::{Amendment, Was};
pub use change::{Change, Part};
pub use deed::{Admission, Refusal};
pub use document::{ActionDef, Assignment, Document, Lifetime, SectionDef, TitleFields};
pub use entry::{Entry, Moment, Reminder};
pub use fold::{State, UnitState, fold};
pub use indicator::{Indicator, IndicatorFields, Reading};
pub use ledger::{Ledger, PlanState, Row};
pub use milestone::Milestone;
pub use milestone_def::{MilestoneDef, MilestoneFields};
pub use natural::natural_cmp;
pub use number::show_number;
pub use occasion::Occasion;
pub use phase::{Phase, PhaseFields, PhaseIx};
pub use plan::Plan;
pub use progress::Progress;
pub use recurrence::Recurrence;
pub use section::Section;
pub use standing::{Lamp, Reason, Standing, Verdict};
pub use status::Status;
pub use summary::{PhaseSummary, Summary};
pub use tally::Tally;
pub use target::{Baseline, Cadence, Measure, Op, Pace, Target};
pub use terms::Terms;
pub use unit::{Former, Members, Unit, UnitIx, UnitKind, Units};
pub use window::Window;

/// A calendar day; the only unit of time the rules know.
pub type Day = chrono::NaiveDate;
