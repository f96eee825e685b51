use std::collections::HashMap;

use crate::plan::{
    Change, Day, Entry, EntryValidator, Log, LogRef, Occasion, Part, Plan, Progress, Refusal,
    check_day, check_reading, fold, reading_of,
};
use crate::query::{Board, OpenPlan};
use crate::store::Fault;

use super::deed::{Act, Deed, Request, Seen, find};

/// The verdict of the rules on a deed.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Accepted entries, completed.
    pub ready: Vec<(LogRef, Entry)>,
    /// Refused requests.
    pub refused: Vec<RefusedRequest>,
    /// The logs in which an entry of a later day still holds, with that day.
    pub overruled: Vec<(LogRef, Day)>,
}

/// A request that the rules refuse.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedRequest {
    /// Its index in the deed, which may aim at one log several times.
    pub index: usize,
    /// The log it aims at.
    pub target: LogRef,
    /// The reason.
    pub refusal: Refusal,
}

impl RefusedRequest {
    /// Returns the error of a deed that stops at it.
    pub fn fault(&self) -> Fault {
        Fault::Refused {
            id: self.target.full_id(),
            refusal: self.refusal.clone(),
        }
    }
}

/// Judges a deed against the plans as last read, without writing. Whether targets have changed since
/// they were shown is checked only when recording.
///
/// # Errors
/// Fails if a plan cannot be opened or lacks a target.
pub fn judge(board: &Board, occasion: &Occasion, deed: &Deed) -> Result<Judged, Fault> {
    let mut judged = Judged::default();
    let plans = open_plans(board, deed)?;
    let days = Days {
        as_of: board.as_of,
        today: occasion.now.local.date(),
    };
    let occasion = moment(occasion, deed, &plans);
    for (plan, progress) in &plans {
        let mut judge = Judge::new(plan, progress, days, &occasion, deed);
        judge.heeds_seen = false;
        judge.run()?;
        judged.ready.append(&mut judge.judged.ready);
        judged.refused.append(&mut judge.judged.refused);
        judged.overruled.append(&mut judge.judged.overruled);
    }
    Ok(judged)
}

fn open_plans<'b>(board: &'b Board, deed: &Deed) -> Result<Vec<(&'b Plan, &'b Progress)>, Fault> {
    let open = |id: &str| {
        let handle = board.plan(id)?;
        let OpenPlan { plan, progress, .. } = handle.open().ok_or_else(|| handle.broken())?;
        Ok((plan, progress))
    };
    deed.plans().into_iter().map(open).collect()
}

/// The most seconds by which the user's own earlier entry may be ahead of the clock and still be
/// followed in order.
const CLOCK_WENT_BACK: i64 = 7 * 24 * 3600;

/// Returns the moment of a deed: after the entries of its day in the logs it touches and after the
/// user's own entries in its plans, even if the clock went back.
pub(super) fn moment(occasion: &Occasion, deed: &Deed, plans: &[(&Plan, &Progress)]) -> Occasion {
    let today = occasion.today();
    let mut before = Vec::new();
    for request in &deed.requests {
        let Act::Add(entry) = &request.act else {
            continue;
        };
        let day = entry.on.unwrap_or(today);
        let plan = plans
            .iter()
            .find(|(it, _)| it.id() == request.aim.target.plan);
        if let Some((_, progress)) = plan {
            let log = progress.entries_of(&request.aim.target.log).iter();
            before.extend(log.filter(|earlier| earlier.day() == day));
        }
    }
    let logs = || plans.iter().map(|(_, progress)| *progress);
    let until = occasion.now.instant() + CLOCK_WENT_BACK;
    before.extend(logs().flat_map(Progress::entries).filter(|entry| {
        let is_near = entry.at.is_some_and(|at| at.instant() <= until);
        is_near && entry.who == occasion.who
    }));
    occasion.clone().after(logs(), before)
}

/// The days by which a deed is judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// The as-of day.
    pub(super) as_of: Day,
    /// Today by the clock.
    pub(super) today: Day,
}

/// Judges a deed's requests in one plan and builds the change.
pub(super) struct Judge<'a> {
    plan: &'a Plan,
    progress: &'a Progress,
    days: Days,
    occasion: &'a Occasion,
    deed: &'a Deed,
    /// Whether a target that changed since it was shown stops the deed.
    pub(super) heeds_seen: bool,
    /// The logs with what the deed has added so far.
    logs: HashMap<&'a Log, Vec<Entry>>,
    pub(super) parts: Vec<Part>,
    pub(super) judged: Judged,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        progress: &'a Progress,
        days: Days,
        occasion: &'a Occasion,
        deed: &'a Deed,
    ) -> Self {
        Self {
            plan,
            progress,
            days,
            occasion,
            deed,
            heeds_seen: true,
            logs: HashMap::new(),
            parts: Vec::new(),
            judged: Judged::default(),
        }
    }

    /// Judges all requests for this plan.
    ///
    /// # Errors
    /// Fails if the plan lacks a target or the target changed since it was shown.
    pub(super) fn run(&mut self) -> Result<(), Fault> {
        if let Some((plan, day)) = &self.deed.since
            && plan == self.plan.id()
        {
            check_day(*day, self.days.today).map_err(|refusal| Fault::Refused {
                id: plan.clone(),
                refusal,
            })?;
            self.parts.push(Part::Since(*day));
        }
        for (index, request) in self.deed.requests.iter().enumerate() {
            if request.aim.target.plan == self.plan.id() {
                self.request(index, request)?;
            }
        }
        Ok(())
    }

    /// Returns the change made of the accepted requests.
    pub(super) fn change(&mut self) -> Change {
        Change {
            plan: self.plan.id().to_owned(),
            parts: std::mem::take(&mut self.parts),
        }
    }

    fn request(&mut self, index: usize, request: &'a Request) -> Result<(), Fault> {
        let LogRef { log, .. } = &request.aim.target;
        match (log, &request.act) {
            (_, Act::TakeOut(entry)) => {
                self.heed(request)?;
                self.parts.push(Part::Remove(log.clone(), entry.clone()));
                Ok(())
            }
            (Log::Milestone(id), Act::Add(entry)) => {
                let judged = self.entry(request, id, entry)?;
                self.settle(index, request, judged);
                Ok(())
            }
            (Log::Indicator(id), Act::Add(entry)) => {
                let judged = self.reading(request, id, entry)?;
                self.settle(index, request, judged);
                Ok(())
            }
        }
    }

    /// Fails if the milestone changed since it was shown.
    fn heed(&self, request: &Request) -> Result<(), Fault> {
        let (Some(seen), Log::Milestone(id)) = (&request.aim.seen, &request.aim.target.log) else {
            return Ok(());
        };
        if !self.heeds_seen {
            return Ok(());
        }
        let changed = || Fault::Changed(request.aim.target.full_id());
        let (action, milestone) = find(self.plan, id).ok_or_else(changed)?;
        let log = self.progress.entries_of(&request.aim.target.log);
        let state = fold(self.plan, action, milestone, log, self.days.as_of);
        let of = request.aim.of.as_deref();
        if Seen::new(self.plan, milestone, &state, of) == *seen {
            Ok(())
        } else {
            Err(changed())
        }
    }

    fn entry(
        &mut self,
        request: &'a Request,
        id: &str,
        entry: &Entry,
    ) -> Result<Result<Entry, Refusal>, Fault> {
        self.heed(request)?;
        let target = &request.aim.target;
        let no_log = || Fault::NoLog(target.full_id());
        let (action, milestone) = find(self.plan, id).ok_or_else(no_log)?;
        let by = entry.by.clone();
        let mut entry = self.occasion.complete(self.plan, action, entry.clone());
        if self.deed.speaks_as_said && by.is_none() {
            entry.by = None;
        }
        let progress = self.progress;
        let known = || progress.entries_of(&target.log).to_vec();
        let log = self.logs.entry(&target.log).or_insert_with(known);
        let state = fold(self.plan, action, milestone, log, self.days.as_of);
        let validator = EntryValidator {
            plan: self.plan,
            milestone,
            state: &state,
            log,
            quick: self.deed.quick,
        };
        let judged = check_day(entry.day(), self.days.today).and_then(|()| validator.check(&entry));
        if judged.is_ok() {
            let units = self.plan.units();
            let meant = |entry: &Entry| entry.meant().and_then(|name| units.find(name));
            let later: Vec<&Entry> = log
                .iter()
                .filter(|later| state.units.is_empty() || meant(later) == meant(&entry))
                .filter(|later| later.day() > entry.day() && later.day() <= self.days.as_of)
                .collect();
            let overruled = entry.overruled_on(&later).map(|day| (target.clone(), day));
            self.judged.overruled.extend(overruled);
            log.push(entry.clone());
            Entry::sort(log);
        }
        Ok(judged.map(|()| entry))
    }

    fn reading(
        &self,
        request: &Request,
        id: &str,
        entry: &Entry,
    ) -> Result<Result<Entry, Refusal>, Fault> {
        let target = &request.aim.target;
        if !self.plan.indicators().iter().any(|known| known.id == id) {
            return Err(Fault::NoLog(target.full_id()));
        }
        let log = self.progress.entries_of(&target.log);
        let by = entry.by.clone();
        let mut entry = self.occasion.complete_reading(self.plan, entry.clone());
        if entry.correct {
            // Whose reading it was, it stays.
            let corrected = reading_of(log, entry.day());
            entry.by = by.or_else(|| corrected.and_then(|reading| reading.by.clone()));
        }
        let judged = check_day(entry.day(), self.days.today);
        let judged = judged.and_then(|()| check_reading(&entry, log));
        Ok(judged.map(|()| entry))
    }

    fn settle(&mut self, index: usize, request: &Request, judged: Result<Entry, Refusal>) {
        let target = &request.aim.target;
        match judged {
            Ok(entry) => {
                self.parts
                    .push(Part::Append(target.log.clone(), entry.clone()));
                self.judged.ready.push((target.clone(), entry));
            }
            Err(refusal) => self.judged.refused.push(RefusedRequest {
                index,
                target: target.clone(),
                refusal,
            }),
        }
    }
}

/// Returns the units that entries are recorded by, in order of appearance, each with its number of
/// entries.
pub fn speakers<'e>(
    entries: impl Iterator<Item = &'e Entry>,
    nobody: &'e str,
) -> Vec<(&'e str, usize)> {
    let mut units: Vec<(&str, usize)> = Vec::new();
    for entry in entries {
        let by = entry.by.as_deref().unwrap_or(nobody);
        match units.iter_mut().find(|(unit, _)| *unit == by) {
            Some((_, count)) => *count += 1,
            None => units.push((by, 1)),
        }
    }
    units
}
