//! Why a cell of a sheet that comes back is refused, each reason with its code.

use crate::plan::{Day, Measure, Refusal, Status, coded};

use super::SheetField;

coded! {
    /// The reason a cell of a returned sheet is not accepted.
    #[derive(Clone, Debug, PartialEq)]
    pub enum CellRefusal {
        /// An unknown status.
        NoStatus = "no-status",
        /// A status that units may not set: 已销号, 退办, 中止.
        NotForUnits(Status) = "not-for-units",
        /// Not a day.
        NoDay = "no-day",
        /// A day that a spreadsheet may have shortened: 6.3 for 6.30.
        UnclearDay(String) = "unclear-day",
        /// Not a number in the target's unit of measure.
        NoNumber = "no-number",
        /// A number that is a percentage or the share of a hundred that a spreadsheet keeps of one: the percentage.
        UnclearShare(String) = "unclear-number",
        /// A number in one cell for several milestones.
        SharedNumber = "shared-number",
        /// A day on which it was done, in a row that does not say so.
        DoneOnAlone = "done-on-alone",
        /// Under a heading that was changed, emptied or doubled.
        NoHeading = "no-heading",
        /// Behind the last heading of a sheet that was saved as text.
        BeyondHeadings = "beyond-headings",
        /// A text with characters that could not be read.
        LostCharacters = "lost-characters",
        /// In a column that shows the state and is not filled in; what was written there.
        NotToFillIn(String) = "not-to-fill-in",
        /// An unknown milestone id, with the nearest that exist.
        NoSuchId(Vec<String>) = "no-such-id",
        /// The id of a milestone that the plan had when the sheet was made and has no more, with the nearest that exist.
        GoneSince(Vec<String>) = "no-such-id",
        /// The id of a milestone that an amendment of this day has ended.
        EndedOn(Day) = "no-such-id",
        /// An id of a plan that is not among those that are asked.
        OtherPlan(String) = "other-plan",
        /// An id of a plan that does not exist any more, with those that are asked.
        PlanGone(String, Vec<String>) = "other-plan",
        /// An id of a plan whose folder has another plan now.
        PlanMoved {
            /// The plan that the id names.
            id: String,
            /// The one that was meant.
            now: String,
        } = "other-plan",
        /// A title of another item than that of the row's id, or one whose characters are lost.
        OtherItem(String) = "other-item",
        /// A milestone of another unit.
        NotOfUnit = "not-of-unit",
        /// A milestone that is also in another row, at this cell.
        IdTwice(String) = "id-twice",
        /// A cell of this field that was meant for something else than the plan says now.
        Conflict(SheetConflict, SheetField) = "conflict",
        /// A name that fits no unit, or several, with these or the nearest.
        NoSuchUnit {
            /// The name.
            name: String,
            /// The units.
            near: Vec<String>,
        } = "no-such-unit",
        /// A value in another unit of measure than the plan's.
        OtherMeasure {
            /// The unit of measure of the row.
            said: String,
            /// That of the plan.
            now: String,
        } = "conflict",
        /// A period that is not that of the row's milestone, or that cannot be read; the occurrence of the milestone.
        OtherPeriod(String) = "other-period",
        /// Several that filled in one row, by the row and the lines above the table.
        OtherReporter(Vec<String>) = "other-reporter",
        /// Nobody alone that filled in a row: the names in one cell or line, or elsewhere on the sheet.
        UnclearReporter(Vec<String>) = "other-reporter",
        /// Several units, or none, where every unit reports its own part.
        SeveralUnits = "several-units",
        /// A formula that failed.
        FailedFormula = "failed-formula",
        /// 受阻 without the problem.
        NeedsProblem = "needs-problem",
        /// A day that is refused by the rules.
        DayRefused(Refusal) = "refused",
        /// Refused by the rules.
        Rules(Refusal) = "refused",
    }
}

/// A difference between the plan and the sheet from which a cell comes back.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetConflict {
    /// The thing that the cell is to change is otherwise now, as said here.
    Now(String),
    /// Another target than when the sheet was made.
    Target {
        /// The target then.
        then: String,
        /// The target now.
        now: String,
    },
    /// `each` was set or taken out since the sheet was made; whether every unit reports its own part now.
    Each(bool),
    /// Values add up, or are a level, since the sheet was made; what they are now.
    Measure(Measure),
    /// The row of a ledger has another target than the plan.
    RowTarget {
        /// The target of the row.
        said: String,
        /// That of the plan.
        now: String,
    },
}
