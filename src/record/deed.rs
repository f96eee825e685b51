use crate::plan::{Action, Day, Entry, Log, Milestone, MilestoneState, Plan};
use crate::query::{Board, Item};

/// What a deed is meant for: a log, by what it is and not by where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogRef {
    /// The plan's id.
    pub plan: String,
    /// The milestone or indicator.
    pub log: Log,
}

impl LogRef {
    /// A milestone of a plan.
    pub fn milestone(plan: &Plan, milestone: &Milestone) -> Self {
        Self {
            plan: plan.id().to_owned(),
            log: Log::Milestone(milestone.id.to_string()),
        }
    }

    /// Returns what an item of a board is; `None` where the board has changed under it.
    pub fn of_item(board: &Board, item: &Item) -> Option<Self> {
        let it = item.resolve(board)?;
        Some(Self::milestone(it.plan, it.milestone))
    }

    /// The full id.
    pub fn full_id(&self) -> String {
        format!("{}:{}", self.plan, self.log.id())
    }
}

/// A milestone as it was shown to who does a deed on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    milestone: Milestone,
    state: MilestoneState,
}

impl Seen {
    /// As it stands; of an `each` milestone the part of one unit, where one is meant.
    pub(super) fn new(
        plan: &Plan,
        milestone: &Milestone,
        state: &MilestoneState,
        of: Option<&str>,
    ) -> Self {
        let unit = of.and_then(|name| plan.units().find(name));
        let own = state.units.iter().find(|own| Some(own.unit) == unit);
        Self {
            milestone: milestone.clone(),
            state: own.map_or(state, |own| &own.state).clone(),
        }
    }
}

/// A target as somebody aims at it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeedAim {
    /// At what.
    pub target: LogRef,
    /// The unit whose own part of an `each` milestone is meant.
    pub of: Option<String>,
    /// As what it was shown, where it was: where it stands otherwise by now nothing is done.
    pub seen: Option<Seen>,
}

impl DeedAim {
    /// At something that was named and not shown.
    pub fn named(target: LogRef) -> Self {
        Self {
            target,
            of: None,
            seen: None,
        }
    }

    /// At an item, as the board shows it; `None` where the board has changed under it.
    pub fn at_item(board: &Board, item: &Item) -> Option<Self> {
        let it = item.resolve(board)?;
        let unit = item.of.filter(|_| it.milestone.each);
        let of = unit.map(|unit| it.plan.units().name(unit).to_owned());
        Some(Self {
            target: LogRef::milestone(it.plan, it.milestone),
            seen: Some(Seen::new(
                it.plan,
                it.milestone,
                &it.row.state,
                of.as_deref(),
            )),
            of,
        })
    }

    /// Adds an entry. In an `each` milestone it is of the unit aimed at, unless it names another.
    #[allow(clippy::should_implement_trait)] // an entry is added to a log; nothing is summed
    pub fn add(self, entry: Entry) -> Request {
        let of = entry.of.or_else(|| self.of.clone());
        Request {
            act: Act::Add(Entry { of, ..entry }),
            aim: self,
        }
    }

    /// Takes an entry out.
    pub fn take_out(self, entry: Entry) -> Request {
        Request {
            act: Act::TakeOut(entry),
            aim: self,
        }
    }
}

/// What is done to a log.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Adds an entry, completed when it is written.
    Add(Entry),
    /// Takes out an entry that reads exactly like this one.
    TakeOut(Entry),
}

/// One thing that a deed does.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// To what.
    pub aim: DeedAim,
    /// What.
    pub act: Act,
}

/// What somebody wants recorded, as one: a mark on many milestones, a sheet of many entries, over any number of plans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deed {
    /// What it does, in order.
    pub requests: Vec<Request>,
    /// Says since when reporting happens in a plan, by its id.
    pub since: Option<(String, Day)>,
    /// 已办结 is taken also where no value was ever reported: a quick mark, whose line says what is missing.
    pub quick: bool,
    /// An entry without a unit stays without: a correction of one that named none.
    pub speaks_as_said: bool,
    /// What the rules refuse is left out; else nothing is done where one is refused.
    pub partial: bool,
}

impl Deed {
    /// Several things at once.
    pub fn new(requests: Vec<Request>) -> Self {
        Self {
            requests,
            ..Self::default()
        }
    }

    /// Tells whether it does nothing at all.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.since.is_none()
    }

    /// Returns whether it adds nothing.
    pub(super) fn only_takes_out(&self) -> bool {
        let mut requests = self.requests.iter();
        self.since.is_none() && requests.all(|it| matches!(it.act, Act::TakeOut(_)))
    }

    /// The plans it touches, each once.
    pub(super) fn plans(&self) -> Vec<&str> {
        let named = self.requests.iter().map(|it| it.aim.target.plan.as_str());
        let since = self.since.iter().map(|(plan, _)| plan.as_str());
        let mut plans: Vec<&str> = named.chain(since).collect();
        plans.sort_unstable();
        plans.dedup();
        plans
    }
}

/// Finds a milestone of a plan by its id.
pub(super) fn find<'p>(plan: &'p Plan, id: &str) -> Option<(&'p Action, &'p Milestone)> {
    plan.milestones().find(|(_, milestone)| milestone.id == id)
}
