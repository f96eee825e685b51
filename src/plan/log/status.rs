//! The statuses (未启动 … 已销号).

use crate::plan::keyed;

keyed! {
    /// The status last recorded of a milestone. Lateness is not a status: it follows from the day
    /// ([`crate::plan::Standing`]).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub enum Status {
        /// 未启动
        #[default]
        Todo = "todo",
        /// 进行中
        Doing = "doing",
        /// 受阻, with a reason
        Blocked = "blocked",
        /// 已办结: the unit says so
        Done = "done",
        /// 已销号: accepted by another unit than the one that reported it done
        Closed = "closed",
        /// 退办: sent back, with a reason
        Returned = "returned",
        /// 中止, with a reason
        Dropped = "dropped",
    }
}

impl Status {
    /// Returns whether work is still owed.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Closed | Self::Dropped)
    }

    /// Returns whether this status, given to several milestones at once, is meant for one that has the status `now`: if
    /// that is open, and for 已办结 if it is accepted (销号) or sent back (退办). What else was finished or stopped
    /// takes its own id to change.
    pub fn is_meant_for(self, now: Self) -> bool {
        let answers_done = matches!(self, Self::Closed | Self::Returned) && now == Self::Done;
        now != self && (now.is_open() || answers_done)
    }

    /// Returns whether an entry with this status needs a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Blocked | Self::Returned | Self::Dropped)
    }

    /// Returns whether an entry with this status must name its unit: accepting and sending back are
    /// acts of an office.
    pub fn needs_unit(self) -> bool {
        matches!(self, Self::Closed | Self::Returned)
    }
}
