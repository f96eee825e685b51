use super::{Alert, Day, Milestone, MilestoneState, Missed, Number, Pace, Status, Window};

/// Where a milestone stands on a day; the order is worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 逾期
    Overdue,
    /// 超限: a limit is broken that cannot be kept any more
    OverLimit,
    /// 欠序时, by more than `behind_red` points
    FarBehind,
    /// 退办
    Returned,
    /// 受阻
    Blocked,
    /// 临期
    Soon,
    /// 欠序时, by more than `behind_yellow` points
    Behind,
    /// 未报
    Unreported,
    /// 正常
    OnTrack,
    /// 未到启动时间
    NotYet,
    /// 已办结
    Done,
    /// 已销号
    Closed,
    /// 中止
    Dropped,
}

/// The lamp a standing shows: one character, which says its meaning without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// 红
    Red,
    /// 黄
    Yellow,
    /// 绿
    Green,
    /// 灰
    Grey,
    /// 办
    Done,
    /// 销
    Closed,
    /// 停
    Stopped,
}

impl Standing {
    /// Every standing, worst first.
    pub const ALL: [Self; 13] = [
        Self::Overdue,
        Self::OverLimit,
        Self::FarBehind,
        Self::Returned,
        Self::Blocked,
        Self::Soon,
        Self::Behind,
        Self::Unreported,
        Self::OnTrack,
        Self::NotYet,
        Self::Done,
        Self::Closed,
        Self::Dropped,
    ];

    /// Returns where something of this status may stand once the date that rules has passed, or before.
    pub fn possible(status: Status, is_past: bool) -> &'static [Self] {
        match (status, is_past) {
            (Status::Done, _) => &[Self::Done],
            (Status::Closed, _) => &[Self::Closed],
            (Status::Dropped, _) => &[Self::Dropped],
            (_, true) => &[Self::Overdue, Self::Unreported],
            (_, false) => &[
                Self::OverLimit,
                Self::FarBehind,
                Self::Returned,
                Self::Blocked,
                Self::Soon,
                Self::Behind,
                Self::Unreported,
                Self::OnTrack,
                Self::NotYet,
            ],
        }
    }

    /// Returns whether somebody has to do something about it: whoever owes it, or (已办结) whoever accepts it.
    pub fn needs_somebody(self) -> bool {
        !matches!(
            self,
            Self::OnTrack | Self::NotYet | Self::Closed | Self::Dropped
        )
    }

    /// The key in JSON and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::OverLimit => "over_limit",
            Self::FarBehind => "far_behind",
            Self::Returned => "returned",
            Self::Blocked => "blocked",
            Self::Soon => "soon",
            Self::Behind => "behind",
            Self::Unreported => "unreported",
            Self::OnTrack => "on_track",
            Self::NotYet => "not_yet",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::Dropped => "dropped",
        }
    }

    /// Reads a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }

    /// Its lamp.
    pub fn lamp(self) -> Lamp {
        match self {
            Self::Overdue | Self::OverLimit | Self::FarBehind => Lamp::Red,
            Self::Returned | Self::Blocked | Self::Soon | Self::Behind => Lamp::Yellow,
            Self::OnTrack => Lamp::Green,
            Self::Unreported | Self::NotYet => Lamp::Grey,
            Self::Done => Lamp::Done,
            Self::Closed => Lamp::Closed,
            Self::Dropped => Lamp::Stopped,
        }
    }
}

/// Why a lamp is what it is, printed beside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// 办结 on a day, perhaps late, perhaps short of the target.
    Finished {
        /// The day of 已办结 or 已销号.
        on: Option<Day>,
        /// Days late, 0 where in time.
        late: i64,
        /// How the target was missed.
        missed: Option<Missed>,
    },
    /// 未报
    Unreported,
    /// 逾期N天
    Overdue {
        /// Days since the date that rules.
        days: i64,
        /// Whether that date was already postponed.
        postponed: bool,
    },
    /// 超出N
    OverLimit(Missed),
    /// 欠N点
    Behind {
        /// Percentage points short of the share of time that has passed.
        points: i64,
    },
    /// 退办, 受阻, 中止: the words given.
    Said(Option<String>),
    /// 剩N天
    Left {
        /// Days to the date that rules, 0 on the day itself.
        days: i64,
    },
    /// The date that rules.
    Due(Day),
    /// The first day.
    Starts(Day),
}

/// A standing with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Where it stands.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
    /// The date that rules after granted postponements.
    pub due_now: Day,
    /// Days to `due_now`, negative when past.
    pub days: i64,
    /// Points short of the share of time that has passed, where a pace is expected.
    pub points: Option<i64>,
}

impl Verdict {
    /// Its place among others that stand where it stands, the most urgent least: days, or points short where those are
    /// what it stands there for.
    pub fn urgency(&self) -> i64 {
        match self.standing {
            Standing::FarBehind | Standing::Behind => -self.points.unwrap_or(0),
            _ => self.days,
        }
    }
}

/// What a judgement needs to know beside the milestone itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    pub(super) as_of: Day,
    pub(super) alert: Alert,
    /// A due date this many calendar days away, or fewer, is soon.
    pub(super) soon_within: i64,
    /// The day reporting began here.
    pub(super) since: Option<Day>,
    /// The plan's period is over and nothing was ever recorded in it.
    pub(super) never_reported: bool,
}

impl Circumstances {
    /// Returns where a milestone in `state` stands.
    pub(super) fn judge(&self, milestone: &Milestone, state: &MilestoneState) -> Verdict {
        let due_now = state.due_now(milestone);
        let days = (due_now - self.as_of).num_days();
        let points = self.points_short(milestone, state, due_now);
        let (standing, reason) = self.first_rule(milestone, state, due_now, days, points);
        debug_assert!(Standing::possible(state.status, days < 0).contains(&standing));
        Verdict {
            standing,
            reason,
            due_now,
            days,
            points,
        }
    }

    fn first_rule(
        &self,
        milestone: &Milestone,
        state: &MilestoneState,
        due_now: Day,
        days: i64,
        points: Option<i64>,
    ) -> (Standing, Reason) {
        let said = || Reason::Said(state.reason.clone());
        let fell_due_before_reporting = self.since.is_some_and(|since| due_now < since) && days < 0;
        let behind_by_more_than = |limit: i64| points.filter(|points| *points > limit);
        match state.status {
            Status::Closed => return (Standing::Closed, finished(milestone, state, due_now)),
            Status::Done => return (Standing::Done, finished(milestone, state, due_now)),
            Status::Dropped => return (Standing::Dropped, said()),
            _ => {}
        }
        if state.recorded.is_none() && (fell_due_before_reporting || self.never_reported) {
            return (Standing::Unreported, Reason::Unreported);
        }
        if days < 0 {
            let postponed = due_now != milestone.window.end;
            return (
                Standing::Overdue,
                Reason::Overdue {
                    days: -days,
                    postponed,
                },
            );
        }
        if let Some(missed) = broken_limit(milestone, state) {
            return (Standing::OverLimit, Reason::OverLimit(missed));
        }
        if let Some(points) = behind_by_more_than(self.alert.behind_red) {
            return (Standing::FarBehind, Reason::Behind { points });
        }
        match state.status {
            Status::Returned => return (Standing::Returned, said()),
            Status::Blocked => return (Standing::Blocked, said()),
            _ => {}
        }
        if days <= self.soon_within {
            return (Standing::Soon, Reason::Left { days });
        }
        if let Some(points) = behind_by_more_than(self.alert.behind_yellow) {
            return (Standing::Behind, Reason::Behind { points });
        }
        if milestone.window.start <= self.as_of {
            (Standing::OnTrack, Reason::Due(due_now))
        } else {
            (Standing::NotYet, Reason::Starts(milestone.window.start))
        }
    }

    /// 序时进度: how many percentage points the value is short of the share of the window that has passed, rounded half
    /// up. Of an `each` milestone: of the unit that is furthest behind.
    fn points_short(
        &self,
        milestone: &Milestone,
        state: &MilestoneState,
        due_now: Day,
    ) -> Option<i64> {
        let target = milestone
            .target
            .as_ref()
            .filter(|target| target.pace == Pace::Linear)?;
        if milestone.each && !state.units.is_empty() {
            return state
                .units
                .iter()
                .filter(|unit| unit.state.status.is_open())
                .filter_map(|unit| {
                    let due = unit.state.due_now(milestone);
                    self.points_of(target, milestone.window.start, due, unit.state.value)
                })
                .max();
        }
        self.points_of(target, milestone.window.start, due_now, state.value)
    }

    fn points_of(
        &self,
        target: &super::Target,
        start: Day,
        due: Day,
        value: Option<Number>,
    ) -> Option<i64> {
        let window = Window { start, end: due };
        if self.as_of < start || window.days() < 1 {
            return None;
        }
        let value = target.counted(value).unwrap_or_else(|| target.origin());
        Some(target.points_short(value, window.elapsed(self.as_of), window.days()))
    }
}

fn finished(milestone: &Milestone, state: &MilestoneState, due_now: Day) -> Reason {
    let late = state
        .done_on
        .map_or(0, |on| (on - due_now).num_days().max(0));
    // Nothing reported is what the value counts from. Of an `each` milestone every unit has its own.
    let target = milestone.target.as_ref().filter(|_| state.units.is_empty());
    let missed =
        target.and_then(|target| target.miss(state.value.unwrap_or_else(|| target.origin())));
    Reason::Finished {
        on: state.done_on.or(state.status_on),
        late,
        missed,
    }
}

/// The limit that an open milestone breaks: in an `each` milestone, by the unit that is furthest over it.
fn broken_limit(milestone: &Milestone, state: &MilestoneState) -> Option<Missed> {
    let target = milestone.target.as_ref()?;
    if !milestone.each || state.units.is_empty() {
        return target.broken(state.value?);
    }
    let open = state
        .units
        .iter()
        .filter(|unit| unit.state.status.is_open());
    open.filter_map(|unit| unit.state.value)
        .max()
        .and_then(|value| target.broken(value))
}
