//! Another board under the screen: the cursor stays on what it stood on, and nothing goes on to mean a milestone by a place
//! at which there may be another one now.

use std::collections::BTreeSet;

use crate::query::{Board, Item, PlanHandle};
use crate::tui::app::lists::ready::Ready;
use crate::tui::app::state::State;
use crate::tui::forms::{Form, Layer, Purpose};

impl State {
    /// Takes in another board.
    pub(in crate::tui) fn replace_board(&mut self, board: Board) {
        let is_same = |place: &usize| {
            let both = self.board.plans.get(*place).zip(board.plans.get(*place));
            self.board.as_of == board.as_of
                && both.is_some_and(|(old, new)| has_same_places(old, new))
        };
        let moved = (0..self.board.plans.len()).filter(|place| !is_same(place));
        let moved: BTreeSet<usize> = moved.collect();
        self.swap(&moved, |state| {
            let here = state.board.plans.get(state.plan);
            let here = here.and_then(|old| {
                let is_it = |new: &PlanHandle| new.id() == old.id();
                board.plans.iter().position(is_it)
            });
            state.plan = here.unwrap_or(0);
            state.board = board;
            state.ready = Ready::default();
        });
    }

    /// Takes in plans that were read again, each with its place.
    pub(in crate::tui) fn replace_plans(&mut self, plans: Vec<(usize, PlanHandle)>) {
        let has_moved =
            |(place, new): &&(usize, PlanHandle)| !has_same_places(&self.board.plans[*place], new);
        let moved = plans.iter().filter(has_moved).map(|(place, _)| *place);
        let moved: BTreeSet<usize> = moved.collect();
        self.swap(&moved, |state| {
            for (place, shown) in plans {
                state.board.plans[place] = shown;
                state.plan_changed(place);
            }
        });
    }

    /// Puts other plans under the screen; in those named by their places, milestones may stand elsewhere now.
    fn swap(&mut self, moved: &BTreeSet<usize>, put: impl FnOnce(&mut Self)) {
        let key = self.row().and_then(|row| row.key(&self.board));
        self.selected.retain(|(plan, _, _)| !moved.contains(plan));
        self.leave_forms(moved);
        let meant = |form: &Form| Meant::of(form, moved, &self.board);
        let meant: Vec<Option<Meant>> = self.drafts.iter().map(meant).collect();
        let to_begin = self.begin_draft.as_ref();
        let to_begin = to_begin.and_then(|draft| names(&draft.items, moved, &self.board));

        put(self);

        let mut meant = meant.into_iter();
        let board = &self.board;
        self.drafts.retain_mut(|draft| {
            let meant = meant.next().flatten();
            meant.is_some_and(|meant| meant.place(draft, board).is_some())
        });
        self.begin_draft = self.begin_draft.take().and_then(|mut draft| {
            place(&mut draft.items, &to_begin?, board)?;
            draft.plan = draft.items.first()?.plan;
            Some(draft)
        });
        self.rebuild();
        self.stay_on(key);
    }

    fn stay_on(&mut self, key: Option<String>) {
        if let Some(key) = key
            && !self.row().is_some_and(|row| row.has_key(&self.board, &key))
        {
            self.go_to_row(&key);
        }
        self.rest();
    }

    /// Leaves what is open on these plans; what was typed into it is kept.
    fn leave_forms(&mut self, moved: &BTreeSet<usize>) {
        for layer in std::mem::take(&mut self.layers) {
            if !layer.plans().any(|plan| moved.contains(&plan)) {
                self.layers.push(layer);
                continue;
            }
            match layer {
                Layer::Form(form) => self.keep_draft(form),
                Layer::Begin(begin) => self.keep_begin(begin),
                _ => {}
            }
        }
    }
}

/// Whether every milestone is where it was: what a plan consists of stands in plan.toml alone.
fn has_same_places(old: &PlanHandle, new: &PlanHandle) -> bool {
    old.id() == new.id() && old.stamps[0] == new.stamps[0]
}

/// What a form that was left is for, by the ids where the places no longer hold.
struct Meant {
    milestones: Vec<Name>,
    indicator: Option<(String, String)>,
}

impl Meant {
    /// `None` where the plan as it was is not at hand any more.
    fn of(form: &Form, moved: &BTreeSet<usize>, board: &Board) -> Option<Self> {
        let indicator = match form.purpose {
            Purpose::Reading { plan, indicator } if moved.contains(&plan) => {
                let shown = board.plans.get(plan)?;
                let (it, _, _) = at_hand(shown)?.open()?;
                let indicator = it.indicators().get(indicator)?;
                Some((shown.id().to_owned(), indicator.id.clone()))
            }
            _ => None,
        };
        Some(Self {
            milestones: names(&form.targets, moved, board)?,
            indicator,
        })
    }

    /// Puts the form where these stand now; `None` where one of them is no more.
    fn place(&self, form: &mut Form, board: &Board) -> Option<()> {
        if let (Some((id, wanted)), Purpose::Reading { plan, indicator }) =
            (&self.indicator, &mut form.purpose)
        {
            *plan = board.plans.iter().position(|shown| shown.id() == id)?;
            let (it, _, _) = board.plans[*plan].open()?;
            *indicator = it.indicators().iter().position(|it| it.id == *wanted)?;
        }
        place(&mut form.targets, &self.milestones, board)
    }
}

/// The ids of a milestone's plan and of itself; `None` where its place still holds.
type Name = Option<(String, String)>;

/// What these milestones are called; `None` where a plan as it was is not at hand any more.
fn names(items: &[Item], moved: &BTreeSet<usize>, board: &Board) -> Option<Vec<Name>> {
    let name = |item: &Item| {
        if !moved.contains(&item.plan) {
            return Some(None);
        }
        let shown = at_hand(board.plans.get(item.plan)?)?;
        let milestone = item.glance(board)?.milestone;
        Some(Some((shown.id().to_owned(), milestone.id.to_string())))
    };
    items.iter().map(name).collect()
}

/// Gives milestones the places that what they are called has now; `None` where one of them is no more.
fn place(items: &mut [Item], names: &[Name], board: &Board) -> Option<()> {
    for (item, name) in items.iter_mut().zip(names) {
        let Some((plan, milestone)) = name else {
            continue;
        };
        item.plan = board.plans.iter().position(|shown| shown.id() == plan)?;
        let (it, _, _) = board.plans[item.plan].open()?;
        let mut actions = it.actions.iter().enumerate();
        (item.action, item.milestone) = actions.find_map(|(at, action)| {
            let mut all = action.milestones.iter();
            Some((at, all.position(|it| it.id == *milestone)?))
        })?;
    }
    Some(())
}

/// A plan that need not be read for what it is asked, which would be what its files say by now.
fn at_hand(shown: &PlanHandle) -> Option<&PlanHandle> {
    shown.is_at_hand().then_some(shown)
}
