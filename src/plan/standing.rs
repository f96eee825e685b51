//! The standing and the lamp of a milestone, and the rule of each.

use std::cmp::Reverse;

use super::{Alert, Day, Milestone, MilestoneState, Missed, Number, Pace, Status, Window};
use crate::plan::keyed;

keyed! {
    /// The standing of a milestone on the as-of day; ordered worst first.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Standing {
        /// 逾期
        Overdue = "overdue",
        /// 超限: a limit is broken that can no longer be kept
        OverLimit = "over_limit",
        /// 欠序时, by more than `behind_red` percentage points
        FarBehind = "far_behind",
        /// 退办
        Returned = "returned",
        /// 受阻
        Blocked = "blocked",
        /// 临期
        Soon = "soon",
        /// 欠序时, by more than `behind_yellow` percentage points
        Behind = "behind",
        /// 未报
        Unreported = "unreported",
        /// 正常
        OnTrack = "on_track",
        /// 未到启动时间
        NotYet = "not_yet",
        /// 已办结
        Done = "done",
        /// 已销号
        Closed = "closed",
        /// 中止
        Dropped = "dropped",
    }
}

keyed! {
    /// The lamp of a standing, shown as one character that is readable without colour.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Lamp {
        /// 红
        Red = "red",
        /// 黄
        Yellow = "yellow",
        /// 绿
        Green = "green",
        /// 灰
        Grey = "grey",
        /// 办
        Done = "done",
        /// 销
        Closed = "closed",
        /// 停
        Stopped = "stopped",
    }
}

impl Lamp {
    /// Returns whether the lamp warns: red or yellow.
    pub fn is_warning(self) -> bool {
        matches!(self, Self::Red | Self::Yellow)
    }
}

impl Standing {
    /// Returns the standings possible for a status before or after the ruling due date.
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

    /// Returns whether somebody has to act: the unit that owes it, or, once 已办结, the unit that accepts
    /// it.
    pub fn needs_somebody(self) -> bool {
        !matches!(
            self,
            Self::OnTrack | Self::NotYet | Self::Closed | Self::Dropped
        )
    }

    /// Returns the lamp.
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

/// The reason for a standing, printed beside the lamp.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Finished, perhaps late or short of the target.
    Finished {
        /// The day of its status: of 已办结, or of 已销号.
        on: Option<Day>,
        /// Whether it is 已销号. It is late, or short of its target, as it was on being done, whenever it was accepted.
        is_closed: bool,
        /// Days late; 0 if in time.
        late: i64,
        /// The way the target was missed.
        missed: Option<Missed>,
    },
    /// 未报
    Unreported,
    /// 逾期N天
    Overdue {
        /// Days since the ruling due date.
        days: i64,
        /// Whether a postponement was granted before.
        postponed: bool,
    },
    /// 超出N
    OverLimit(Missed),
    /// 欠N点
    Behind {
        /// Percentage points behind the share of time elapsed.
        points: i64,
    },
    /// 退办, 受阻 or 中止, with the reason recorded.
    Said(Option<String>),
    /// 剩N天
    Left {
        /// Days to the ruling due date; 0 on the day itself.
        days: i64,
    },
    /// The ruling due date.
    Due(Day),
    /// The first day of the window.
    Starts(Day),
}

/// A standing with its reason. Standing and reason of an `each` milestone are those of its worst open part.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The standing.
    pub standing: Standing,
    /// The reason.
    pub reason: Reason,
    /// The ruling due date after granted postponements; of an `each` milestone, the first of an open part.
    pub due_now: Day,
    /// Days to `due_now`; negative once past.
    pub days: i64,
    /// Percentage points behind the share of time elapsed, if a pace is expected; of an `each` milestone, the most of an
    /// open part.
    pub points: Option<i64>,
}

/// The urgency of a milestone among those of all plans; the most urgent sorts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    /// The standing, worst first.
    pub(super) standing: Standing,
    /// Whether the plan has ended; plans in force come first.
    pub(super) has_ended: bool,
    /// Days to the due date, or negated percentage points behind.
    pub(super) days_or_points: i64,
}

/// The facts beside the milestone itself that a judgement depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    pub(super) as_of: Day,
    pub(super) alert: Alert,
    /// Calendar days before a due date from which it counts as soon.
    pub(super) soon_within: i64,
    /// The day reporting began.
    pub(super) since: Option<Day>,
    /// Whether the plan has ended and nothing was ever recorded.
    pub(super) never_reported: bool,
}

impl Verdict {
    /// Returns the urgency among equal standings: days to the due date, or negated percentage points behind.
    pub(super) fn days_or_points(&self) -> i64 {
        let is_behind = matches!(self.standing, Standing::FarBehind | Standing::Behind);
        match self.points {
            Some(points) if is_behind => -points,
            _ => self.days,
        }
    }
}

impl Circumstances {
    /// Judges a milestone in `state`. An `each` milestone has the worst standing of its open parts.
    pub(super) fn judge(&self, milestone: &Milestone, state: &MilestoneState) -> Verdict {
        let whole = self.judge_one(milestone, state);
        let open = state.units.iter().map(|own| &own.state);
        let open = open.filter(|state| state.status.is_open());
        let parts = open.map(|state| (self.judge_one(milestone, state), state.value));
        let parts: Vec<(Verdict, Option<Number>)> = parts.collect();
        let points = parts.iter().filter_map(|(part, _)| part.points).max();
        // Of the parts that break a limit, that with the highest value breaks it by most.
        let worst = parts
            .into_iter()
            .min_by_key(|(part, value)| (part.standing, part.days_or_points(), Reverse(*value)));
        match worst {
            Some((part, _)) => Verdict {
                standing: part.standing,
                reason: part.reason,
                points,
                ..whole
            },
            None => whole,
        }
    }

    /// Judges a milestone that is one, or one unit's part of it.
    fn judge_one(&self, milestone: &Milestone, state: &MilestoneState) -> Verdict {
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
        let target = milestone.target.as_ref();
        if let Some(missed) = target.and_then(|target| target.exceeded(state.value?)) {
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

    /// Returns the percentage points by which the value is behind the share of the window elapsed
    /// (序时进度), rounded half up.
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
        let window = Window {
            start: milestone.window.start,
            end: due_now,
        };
        if self.as_of < window.start || window.days() < 1 {
            return None;
        }
        let value = target
            .counted(state.value)
            .unwrap_or_else(|| target.origin());
        Some(target.points_short(value, window.elapsed(self.as_of), window.days()))
    }
}

fn finished(milestone: &Milestone, state: &MilestoneState, due_now: Day) -> Reason {
    let due = state.done_due.unwrap_or(due_now);
    let late = state.done_on.map_or(0, |on| (on - due).num_days().max(0));
    // Without a report the target's origin is the value, if it has one. In an `each` milestone every unit
    // has its own value.
    let target = milestone.target.as_ref().filter(|_| state.units.is_empty());
    let missed = target.and_then(|target| target.miss(target.counted(state.value)?));
    let is_closed = state.status == Status::Closed;
    let done_on = state.done_on.filter(|_| !is_closed);
    Reason::Finished {
        on: done_on.or(state.status_on),
        is_closed,
        late,
        missed,
    }
}
