/// The status last recorded of a milestone. Lateness is not a status: it follows from the day
/// ([`crate::plan::Standing`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// 未启动
    #[default]
    Todo,
    /// 进行中
    Doing,
    /// 受阻, with a reason
    Blocked,
    /// 已办结: the unit says so
    Done,
    /// 已销号: accepted by another unit than the one that reported it done
    Closed,
    /// 退办: sent back, with a reason
    Returned,
    /// 中止, with a reason
    Dropped,
}

impl Status {
    /// Every status, in the order of a milestone's life.
    pub const ALL: [Self; 7] = [
        Self::Todo,
        Self::Doing,
        Self::Blocked,
        Self::Done,
        Self::Closed,
        Self::Returned,
        Self::Dropped,
    ];

    /// Returns the key in files, JSON and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Doing => "doing",
            Self::Blocked => "blocked",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::Returned => "returned",
            Self::Dropped => "dropped",
        }
    }

    /// Parses a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// Returns true if work is still owed.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Closed | Self::Dropped)
    }

    /// Returns true if an entry with this status needs a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Blocked | Self::Returned | Self::Dropped)
    }

    /// Returns true if an entry with this status must name its unit: accepting and sending back are
    /// acts of an office.
    pub fn needs_unit(self) -> bool {
        matches!(self, Self::Closed | Self::Returned)
    }
}
