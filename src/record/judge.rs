//! Judges a deed by the rules, without writing it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::plan::{
    Action, Change, Day, Entry, EntryValidator, Log, LogRef, LoggedEntry, Milestone,
    MilestoneState, Moment, Occasion, Part, Plan, Progress, Refusal, RefusedPostponements, Status,
    check_day, check_reading, fold, reading_of,
};
use crate::query::{Board, OpenPlan};
use crate::store::Fault;

use super::deed::{Act, Deed, DeedItem, Request, SinceRequest, Skips};
use super::judged::{DoneBefore, Judged, Overruled, RefusedRequest};
use super::seen::Seen;

/// Judges a deed against the plans as last read, without writing. Whether items have changed since
/// they were shown is checked only when recording.
///
/// # Errors
/// Fails if a plan cannot be opened or lacks an item.
pub fn judge(board: &Board, occasion: &Occasion, deed: &Deed) -> Result<Judged, Fault> {
    let plans = open_plans(board, deed)?;
    let plans = judge_plans(&plans, Against::Board, board.as_of, occasion, deed)?;
    Ok(plans.judged)
}

/// The plans that a deed is judged against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// As last read, which is what the user was shown.
    Board,
    /// As they are on disk now; an item that changed since it was shown stops the deed.
    Disk,
}

/// A deed that was judged in all its plans.
pub(super) struct JudgedPlans {
    pub(super) judged: Judged,
    /// The changes, one per plan.
    pub(super) changes: Vec<Change>,
    /// The moment at which it is recorded.
    pub(super) at: Moment,
}

/// Judges a deed in its plans.
///
/// # Errors
/// Fails if a plan lacks an item or an item changed since it was shown.
pub(super) fn judge_plans(
    plans: &[(&Plan, &Progress)],
    against: Against,
    as_of: Day,
    occasion: &Occasion,
    deed: &Deed,
) -> Result<JudgedPlans, Fault> {
    let today = occasion.now.local.date();
    let recorded = after_earlier_entries(occasion, deed, plans);
    let mut judged = Judged::default();
    let mut changes = Vec::with_capacity(plans.len());
    for (plan, progress) in plans {
        let then = plans_then(plan, deed, &recorded, as_of);
        let judge = PlanJudge {
            plan,
            then: &then,
            progress,
            against,
            as_of,
            today,
            occasion: &recorded,
            deed,
            logs: HashMap::new(),
            parts: Vec::new(),
            judged: &mut judged,
        };
        changes.push(judge.run()?);
    }
    Ok(JudgedPlans {
        judged,
        changes,
        at: recorded.now,
    })
}

/// Returns a plan with amendments as it was on each other day of a deed: what was owed then, and by whom.
fn plans_then(plan: &Plan, deed: &Deed, occasion: &Occasion, as_of: Day) -> HashMap<Day, Plan> {
    let document = &plan.document;
    let days: BTreeSet<Day> = deed
        .added()
        .map(|entry| occasion.day_of(entry))
        .filter(|day| *day != as_of && !document.amendments.is_empty())
        .collect();
    let then = |day| (day, Plan::on(Arc::clone(document), day));
    days.into_iter().map(then).collect()
}

fn open_plans<'b>(board: &'b Board, deed: &Deed) -> Result<Vec<(&'b Plan, &'b Progress)>, Fault> {
    let open = |id: &str| {
        let handle = board.plan(id)?;
        let OpenPlan { plan, progress, .. } = handle.open_for_deed()?;
        Ok((plan, progress))
    };
    deed.plans().into_iter().map(open).collect()
}

/// The most seconds by which the user's own earlier entry may be ahead of the clock and still be
/// followed in order.
const CLOCK_WENT_BACK: i64 = 7 * 24 * 3600;

/// Returns the occasion at which a deed is recorded: after the entries of its day in the logs it touches and after the
/// user's own entries in its plans, even if the clock went back.
fn after_earlier_entries(
    occasion: &Occasion,
    deed: &Deed,
    plans: &[(&Plan, &Progress)],
) -> Occasion {
    let mut earlier = Vec::new();
    for request in &deed.requests {
        let Act::Add(entry) = &request.act else {
            continue;
        };
        let day = occasion.day_of(entry);
        let plan = plans
            .iter()
            .find(|(it, _)| it.id() == request.item.log.plan);
        if let Some((_, progress)) = plan {
            let log = progress.entries_of(&request.item.log.log).iter();
            earlier.extend(log.filter(|known| known.day() == day));
        }
    }
    let logs = || plans.iter().map(|(_, progress)| *progress);
    let until = occasion.now.instant() + CLOCK_WENT_BACK;
    earlier.extend(logs().flat_map(Progress::entries).filter(|entry| {
        let is_near = entry.instant().is_some_and(|at| at <= until);
        is_near && entry.who == occasion.who
    }));
    occasion.clone().after(earlier, logs())
}

/// Judges a deed's requests in one plan.
struct PlanJudge<'a> {
    plan: &'a Plan,
    /// The plan on other days of the deed, where amendments changed it.
    then: &'a HashMap<Day, Plan>,
    progress: &'a Progress,
    against: Against,
    as_of: Day,
    today: Day,
    occasion: &'a Occasion,
    deed: &'a Deed,
    /// The logs with what the deed has added so far.
    logs: HashMap<&'a Log, Vec<Entry>>,
    parts: Vec<Part>,
    judged: &'a mut Judged,
}

impl<'a> PlanJudge<'a> {
    /// Judges all requests for this plan; returns the change made of those accepted.
    fn run(mut self) -> Result<Change, Fault> {
        if let Some(since) = &self.deed.since
            && since.plan == self.plan.id()
        {
            self.since(since)?;
        }
        for (index, request) in self.deed.requests.iter().enumerate() {
            if request.item.log.plan == self.plan.id() {
                self.request(index, request)?;
            }
        }
        Ok(Change {
            plan: self.plan.id().to_owned(),
            parts: self.parts,
        })
    }

    fn since(&mut self, SinceRequest { plan, change, .. }: &SinceRequest) -> Result<(), Fault> {
        if self.against == Against::Disk && self.progress.since != change.was {
            return Err(Fault::SinceChanged(plan.clone()));
        }
        if let Some(day) = change.day {
            check_day(day, self.today).map_err(|refusal| Fault::Refused {
                id: plan.clone(),
                refusal,
            })?;
        }
        self.parts.push(Part::Since(*change));
        Ok(())
    }

    fn request(&mut self, index: usize, request: &'a Request) -> Result<(), Fault> {
        self.refuse_if_changed(&request.item)?;
        let log_ref = &request.item.log;
        let no_log = || Fault::NoLog(log_ref.full_id());
        let completed = match (&log_ref.log, &request.act) {
            (log, Act::TakeOut(entry)) => {
                self.parts.push(Part::Remove(log.clone(), entry.clone()));
                return Ok(());
            }
            (Log::Milestone(id), Act::Add(entry)) => {
                let now = self.plan.milestone(id).ok_or_else(no_log)?;
                let skips = request.item.skips;
                if skips != Skips::Nothing && self.leaves_out(skips, log_ref, now, entry) {
                    return Ok(());
                }
                let then = self.then.get(&self.occasion.day_of(entry));
                // What an amendment has added since may have been begun before.
                let found = then.and_then(|then| Some((then, then.milestone(id)?)));
                let (plan, found) = found.unwrap_or((self.plan, now));
                self.entry(log_ref, plan, found, entry)
            }
            (Log::Indicator(id), Act::Add(entry)) => {
                self.plan.indicator(id).ok_or_else(no_log)?;
                self.reading(log_ref, entry)
            }
        };
        match completed {
            Ok(entry) => {
                let log = log_ref.clone();
                self.parts
                    .push(Part::Append(log.log.clone(), entry.clone()));
                self.judged.ready.push(LoggedEntry { log, entry });
            }
            Err(refusal) => self.judged.refused.push(RefusedRequest {
                index,
                log: log_ref.clone(),
                refusal,
            }),
        }
        Ok(())
    }

    /// Fails if the item is no longer what was shown.
    fn refuse_if_changed(&self, item: &DeedItem) -> Result<(), Fault> {
        if self.against == Against::Board || item.seen.is_none() || item.seen == self.now(item) {
            return Ok(());
        }
        Err(Fault::Changed(item.log.full_id()))
    }

    /// Takes an item as it would be shown now.
    fn now(&self, item: &DeedItem) -> Option<Seen> {
        let (plan, log) = (self.plan, &item.log.log);
        match log {
            Log::Milestone(id) => {
                let (action, milestone) = plan.milestone(id)?;
                let entries = self.progress.entries_of(log);
                let state = fold(plan, action, milestone, entries, self.as_of);
                let of = item.of.as_deref();
                Some(Seen::of_milestone(plan, (action, milestone), &state, of))
            }
            Log::Indicator(id) => {
                let indicator = plan.indicator(id)?;
                Some(Seen::of_indicator(plan, self.progress, indicator))
            }
        }
    }

    /// Returns whether an entry is not meant for a milestone, or for a unit's part of one, as it is now.
    fn leaves_out(
        &mut self,
        skips: Skips,
        log_ref: &LogRef,
        (action, milestone): (&Action, &Milestone),
        entry: &Entry,
    ) -> bool {
        let Some(status) = entry.status else {
            return false;
        };
        let log = self.progress.entries_of(&log_ref.log);
        let state = fold(self.plan, action, milestone, log, self.as_of);
        if lacks_part(self.deed, self.occasion, self.plan, entry, &state) {
            return false;
        }
        let entry = entry.clone();
        let entry = self.occasion.complete(self.plan, action, milestone, entry);
        let unit = entry.unit_meant(self.plan.units());
        let now = state.of_unit(unit).status;
        let part = entry.meant().filter(|_| state.part_of(unit).is_some());
        let id = log_ref.id_of_part(part);
        if now == status {
            self.judged.marked_before.push(id);
            return true;
        }
        let is_left_out = skips == Skips::Finished && !status.is_meant_for(now);
        if is_left_out {
            self.judged.left_out.push(id);
        }
        is_left_out
    }

    fn entry(
        &mut self,
        log_ref: &'a LogRef,
        plan: &Plan,
        (action, milestone): (&Action, &Milestone),
        entry: &Entry,
    ) -> Result<Entry, Refusal> {
        let (said, by) = (entry, entry.by.clone());
        let entry = entry.clone();
        let mut entry = self.occasion.complete(plan, action, milestone, entry);
        if self.deed.keeps_missing_unit && by.is_none() {
            entry.by = None;
        }
        let progress = self.progress;
        let known = || progress.entries_of(&log_ref.log).to_vec();
        let log = self.logs.entry(&log_ref.log).or_insert_with(known);
        // What came later does not change what a deed meant on its day.
        let state = fold(plan, action, milestone, log, entry.day());
        let validator = EntryValidator {
            plan,
            milestone,
            state: &state,
            log,
            allows_done_without_value: self.deed.allows_done_without_value,
        };
        check_day(entry.day(), self.today)?;
        let names_nobody =
            said.meant().is_none() && self.occasion.configured(plan.units()).is_none();
        let takes_finished = || {
            let now = fold(plan, action, milestone, log, self.as_of);
            [&state, &now]
                .into_iter()
                .any(|state| has_finished(plan, state, &entry))
        };
        if lacks_part(self.deed, self.occasion, plan, said, &state)
            || (names_nobody && !entry.correct && takes_finished())
        {
            return Err(Refusal::NeedsOf(Vec::new()));
        }
        validator.check(&entry)?;
        let units = plan.units();
        let refused = match entry.postpone {
            Some(_) => RefusedPostponements::of(units, milestone, log),
            None => RefusedPostponements::default(),
        };
        let later: Vec<&Entry> = log
            .iter()
            .filter(|later| !refused.has(later))
            .filter(|later| {
                state.units.is_empty() || later.unit_meant(units) == entry.unit_meant(units)
            })
            .filter(|later| later.day() > entry.day() && later.day() <= self.as_of)
            .collect();
        let own = state.of_unit(entry.unit_meant(units));
        let says_done = entry.status == Some(Status::Done) && !entry.correct;
        let done_before = own.done_on.filter(|day| says_done && *day < entry.day());
        // What is said to be done earlier than it was said first moves the day.
        let moves_day = says_done && later.iter().find_map(|it| it.status) == entry.status;
        let whole = entry.overruled_on(&later);
        let overruled = whole.or_else(|| entry.status_overruled_on(&later));
        let log_of = || log_ref.clone();
        let overruled = overruled.filter(|_| !moves_day).map(|by| Overruled {
            log: log_of(),
            by,
            is_status_alone: whole.is_none(),
        });
        let done_before = done_before.map(|on| DoneBefore { log: log_of(), on });
        self.judged.overruled.extend(overruled);
        self.judged.done_before.extend(done_before);
        log.push(entry.clone());
        Entry::sort(log);
        Ok(entry)
    }

    fn reading(&self, log_ref: &LogRef, entry: &Entry) -> Result<Entry, Refusal> {
        let log = self.progress.entries_of(&log_ref.log);
        let by = entry.by.clone();
        let mut entry = self.occasion.complete_reading(self.plan, entry.clone());
        if entry.correct {
            // Whose reading it was, it stays.
            let corrected = reading_of(log, entry.day());
            entry.by = by.or_else(|| corrected.and_then(|reading| reading.by.clone()));
        }
        check_day(entry.day(), self.today)?;
        check_reading(&entry, log)?;
        Ok(entry)
    }
}

/// Returns whether an entry is about an own part of a state, and a deed that has to name it does not.
fn lacks_part(
    deed: &Deed,
    occasion: &Occasion,
    plan: &Plan,
    said: &Entry,
    state: &MilestoneState,
) -> bool {
    let is_named = || said.meant().is_some() || occasion.configured(plan.units()).is_some();
    deed.requires_part && !state.units.is_empty() && !is_named()
}

/// Returns whether an entry is about one of several own parts that is finished.
fn has_finished(plan: &Plan, state: &MilestoneState, entry: &Entry) -> bool {
    let unit = entry.unit_meant(plan.units());
    let own = state.part_of(unit).filter(|_| state.units.len() > 1);
    own.is_some_and(|own| !own.status.is_open())
}
