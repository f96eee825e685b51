use std::collections::BTreeSet;

use crate::plan::{Entry, Status};
use crate::query::Item;

use super::command::Command;
use super::field::Field;
use super::pane::Pane;

/// What lies over a view and takes the keys.
pub(super) enum Layer {
    /// Fields at the bottom of the screen.
    Form(Form),
    /// The statuses to choose from.
    Statuses(Pane),
    /// The filters.
    Filters(Filters),
    /// Every command by name.
    Palette(Palette),
    /// The keys of the view, scrolled by so many lines.
    Help(usize),
    /// Lines to read, scrolled by so many: the history of an item.
    Text(Reading),
    /// A question: some cannot be done; do the rest?
    Confirm(Confirm),
    /// What is known of past years.
    Begin(Begin),
}

/// What a form is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    /// Typed as one goes.
    Search,
    /// Another as-of date.
    AsOf,
    /// 完成值, 进展, 问题, 下一步, 报送单位
    Progress,
    /// 延期
    Postpone,
    /// 佐证
    Evidence,
    /// A status that needs words: a reason, a unit.
    Mark(Status),
    /// A reading of an indicator.
    Reading { plan: usize, indicator: usize },
    /// The message of a commit.
    Commit,
    /// Who it is, on a shared account.
    Actor,
}

/// Fields at the bottom of the screen.
pub(super) struct Form {
    pub(super) purpose: Purpose,
    pub(super) title: String,
    pub(super) fields: Vec<Field>,
    pub(super) at: usize,
    /// Why it was not accepted.
    pub(super) refused: Option<String>,
    /// What it applies to, as it was when the form was opened.
    pub(super) targets: Vec<Item>,
}

impl Form {
    pub(super) fn new(
        purpose: Purpose,
        title: impl Into<String>,
        fields: Vec<Field>,
        targets: Vec<Item>,
    ) -> Self {
        Self {
            purpose,
            title: title.into(),
            fields,
            at: 0,
            refused: None,
            targets,
        }
    }
}

impl Form {
    /// Whether it asks the same of the same milestones.
    pub(super) fn is_for_the_same(&self, other: &Self) -> bool {
        let places = |form: &Self| -> Vec<(usize, usize, usize)> {
            form.targets.iter().map(Item::place).collect()
        };
        self.purpose == other.purpose
            && self.fields.len() == other.fields.len()
            && places(self) == places(other)
    }
}

/// The filters, as a list one ticks.
pub(super) struct Filters {
    pub(super) rows: Vec<FilterRow>,
    pub(super) pane: Pane,
}

/// A filter that can be ticked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FilterRow {
    /// Over a group of them.
    Heading(&'static str),
    /// Only what the unit leads.
    LeadOnly,
    /// A standing.
    Standing(crate::plan::Standing),
    /// A status.
    Status(Status),
    /// A phase, by id and name.
    Phase(String, String),
    /// A section, by id and title.
    Section(String, String),
}

/// Every command by name.
pub(super) struct Palette {
    pub(super) field: Field,
    pub(super) found: Vec<Command>,
    pub(super) pane: Pane,
}

/// A deed that some of its targets refuse.
pub(super) struct Confirm {
    pub(super) refused: Vec<String>,
    pub(super) entry: Entry,
    pub(super) rest: Vec<Item>,
}

/// What is known of past years: a list of what fell due, to be ticked as done, and from when on one reports here.
pub(super) struct Begin {
    pub(super) plan: usize,
    pub(super) items: Vec<Item>,
    pub(super) chosen: BTreeSet<usize>,
    pub(super) pane: Pane,
    pub(super) since: Field,
    pub(super) evidence: Field,
    /// Which has the keys: the list, or one of the two fields.
    pub(super) at: usize,
    pub(super) refused: Option<String>,
}

impl Begin {
    /// Whether anything was ticked or typed.
    pub(super) fn is_touched(&self) -> bool {
        !self.chosen.is_empty() || self.since.is_touched() || self.evidence.is_touched()
    }

    /// Takes in what was ticked and typed before.
    pub(super) fn take_in(&mut self, draft: Self) {
        let ticked: BTreeSet<(usize, usize, usize)> = draft
            .chosen
            .iter()
            .filter_map(|at| Some(draft.items.get(*at)?.place()))
            .collect();
        let items = self.items.iter().enumerate();
        let is_ticked = |(at, item): (usize, &Item)| ticked.contains(&item.place()).then_some(at);
        self.chosen = items.filter_map(is_ticked).collect();
        self.since = draft.since;
        self.evidence = draft.evidence;
        self.at = draft.at;
        self.pane = draft.pane;
        let cursor = self.pane.cursor;
        self.pane.go(cursor, self.items.len(), true, |_| true);
    }
}

impl Layer {
    /// The plans of which it means something by its place.
    pub(super) fn plans(&self) -> impl Iterator<Item = usize> {
        let of_reading = match self {
            Self::Form(form) => match form.purpose {
                Purpose::Reading { plan, .. } => Some(plan),
                _ => None,
            },
            _ => None,
        };
        let items: &[Item] = match self {
            Self::Form(form) => &form.targets,
            Self::Confirm(confirm) => &confirm.rest,
            Self::Begin(begin) => &begin.items,
            _ => &[],
        };
        items.iter().map(|item| item.plan).chain(of_reading)
    }

    /// Whether text is typed into it.
    pub(super) fn takes_text(&self) -> bool {
        match self {
            Self::Form(_) | Self::Palette(_) => true,
            Self::Begin(begin) => begin.at > 0,
            _ => false,
        }
    }
}

/// Lines to read under a title.
pub(super) struct Reading {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) scroll: usize,
}
