//! A milestone (节点) as it is on one day.

use super::{Action, Cadence, Day, PhaseIx, Recurrence, Target, UnitIx, Window};

/// A milestone's difference from others of its action with the same label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldApart<'m> {
    /// Its due date.
    ByDue(Day),
    /// Its id inside the action, where another is due on the same day.
    ById(&'m str),
}

/// A checkable deliverable with its dates (节点); a recurring one has one `Milestone` per occurrence.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// The id inside the plan: `3.1.4/teachers@2023`.
    pub id: String,
    /// The occurrence: `2023`, `2024H1`, `2024Q3`, `2024-05`.
    pub occurrence: Option<String>,
    /// The milestone's phase.
    pub phase: PhaseIx,
    /// The deliverable; a default milestone takes its phase's name.
    pub title: String,
    /// The recurrence.
    pub every: Option<Recurrence>,
    /// Start and due date (完成时限).
    pub window: Window,
    /// The due dates that amendments moved.
    pub former_dues: Vec<FormerDue>,
    /// The number to reach.
    pub target: Option<Target>,
    /// Whether every responsible unit reports its own part.
    pub each: bool,
    /// The units that had a part when it fell due, where an amendment has changed who is responsible since.
    pub parts_when_due: Option<Vec<UnitIx>>,
    /// The day of the amendment that ended it, where it was due before that day: what was open then is owed no more.
    pub ended: Option<Day>,
    /// Whether the milestone is implied: plan.toml writes none for this phase of the action.
    pub is_default: bool,
}

/// A due date that an amendment moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerDue {
    /// The day of the amendment.
    pub until: Day,
    /// The due date before it.
    pub due: Day,
}

impl Milestone {
    /// Returns the day of the amendment that set the due date, if one moved it.
    pub fn due_since(&self) -> Option<Day> {
        self.former_dues.iter().map(|it| it.until).max()
    }

    /// Returns the due date that the plan set on a day.
    pub fn due_on(&self, day: Day) -> Day {
        let later = self.former_dues.iter().filter(|it| day < it.until);
        let former = later.min_by_key(|it| it.until);
        former.map_or(self.window.end, |it| it.due)
    }

    /// Returns the id inside the action: `teachers`.
    pub fn name(&self) -> &str {
        let in_action = self.id.split_once('/').map_or("", |(_, name)| name);
        match &self.occurrence {
            Some(_) => in_action
                .rsplit_once('@')
                .map_or(in_action, |(name, _)| name),
            None => in_action,
        }
    }

    /// Returns the title with its occurrence: `骨干教师培训 2023`.
    pub fn label(&self) -> String {
        match &self.occurrence {
            Some(occurrence) => format!("{} {occurrence}", self.title),
            None => self.title.clone(),
        }
    }

    /// Returns the label as it is used alone. One that plan.toml does not write has the name of its phase, and needs
    /// the title of its action; one that others of its action share is followed by what distinguishes it.
    pub fn label_alone(&self, action: &Action) -> String {
        let label = if self.is_default {
            format!("{} {}", action.title, self.label())
        } else {
            self.label()
        };
        match self.apart_in(action) {
            Some(ToldApart::ByDue(due)) => format!("{label} {due}"),
            Some(ToldApart::ById(id)) => format!("{label} {id}"),
            None => label,
        }
    }

    /// Returns what distinguishes it from others of its action with the same label, if there are any.
    pub fn apart_in(&self, action: &Action) -> Option<ToldApart<'_>> {
        let is_alike = |other: &&Self| {
            other.id != self.id && other.title == self.title && other.occurrence == self.occurrence
        };
        let mut alike = action.milestones.iter().filter(is_alike).peekable();
        alike.peek()?;
        let due = self.window.end;
        Some(if alike.any(|other| other.window.end == due) {
            ToldApart::ById(self.name())
        } else {
            ToldApart::ByDue(due)
        })
    }

    /// Returns whether a date granted on a day takes back time that the due date of that day gives, so that it does not
    /// count.
    pub(crate) fn is_granted_early(&self, date: Day, on: Day) -> bool {
        date < self.window.end && self.due_since().is_none_or(|since| since <= on)
    }

    /// Returns the cadence of the target, if there is one.
    pub fn cadence(&self) -> Option<Cadence> {
        self.target
            .as_ref()
            .map(|target| match (self.every, target.by) {
                (Some(every), _) => every.cadence(),
                (None, Some(_)) => Cadence::ByDeadline,
                (None, None) => Cadence::Total,
            })
    }
}
