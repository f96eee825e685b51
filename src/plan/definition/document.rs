//! The plan as plan.toml writes it, with what every amendment changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::amendment::held_on;
use super::milestone_def::Dated;
use crate::plan::{
    Action, Alert, AlertFields, Amendment, Day, Indicator, Milestone, MilestoneDef, Phase, PhaseIx,
    Reporting, Section, UnitIx, Units, UnitsFrom, Was, Window, WorkCalendar,
};

/// Responsible units and phases as a section or action states them; `None` fields are inherited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    /// Lead units (牵头).
    pub lead: Option<Vec<UnitIx>>,
    /// Support units (配合).
    pub support: Option<Vec<UnitIx>>,
    /// The unit to call, if not the first lead.
    pub answers: Option<UnitIx>,
    /// The phases taken part in.
    pub phases: Option<Vec<PhaseIx>>,
}

/// The days between which something belongs to the plan, as set by amendments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lifetime {
    /// The day of the amendment that added it.
    pub added: Option<Day>,
    /// The day of the amendment that ended it.
    pub ended: Option<Day>,
}

/// A section as plan.toml defines it.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionDef {
    /// The id, a dotted path.
    pub id: String,
    /// The number as printed.
    pub no: String,
    /// The heading in the document's words.
    pub title: String,
    /// Responsible units and phases of the actions in it.
    pub assignment: Assignment,
    /// Values that amendments replaced.
    pub was: Vec<Was<ItemFields>>,
}

/// What an amendment may change of a section or action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemFields {
    /// The heading.
    pub title: Option<String>,
    /// The encoder's summary.
    pub summary: Option<String>,
    /// Responsible units and phases.
    pub assignment: Assignment,
}

/// An action as plan.toml defines it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionDef {
    /// The id, a dotted path.
    pub id: String,
    /// The heading in the document's words.
    pub title: String,
    /// The encoder's summary.
    pub summary: String,
    /// Index of the section whose id is the longest prefix of the action's.
    pub section: Option<usize>,
    /// Responsible units and phases.
    pub assignment: Assignment,
    /// Whether part of the action's text is lost in the source.
    pub truncated: bool,
    /// The days between which it belongs to the plan.
    pub lifetime: Lifetime,
    /// Values that amendments replaced.
    pub was: Vec<Was<ItemFields>>,
    /// The milestones written in plan.toml.
    pub milestones: Vec<MilestoneDef>,
}

/// A plan document as encoded in plan.toml, with its amendments.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The id: the folder's name.
    pub id: String,
    /// The short name for lists.
    pub short: String,
    /// The document's title.
    pub title: String,
    /// The issuing body, if the document names it.
    pub issuer: Option<String>,
    /// The document number.
    pub number: Option<String>,
    /// The day of issue.
    pub issued: Option<Day>,
    /// Whether the document is a draft (送审稿).
    pub draft: bool,
    /// The plan's period.
    pub period: Window,
    /// The path of the source record, relative to the folder that holds plans/.
    pub source: Option<String>,
    /// The thresholds at which lamps change.
    pub alert: Alert,
    /// Thresholds that amendments replaced.
    pub alert_was: Vec<Was<AlertFields>>,
    /// The reporting rule.
    pub reporting: Option<Reporting>,
    /// The working days, from the workspace; not part of the document itself.
    pub calendar: WorkCalendar,
    /// The phases.
    pub phases: Vec<Phase>,
    /// The responsible units.
    pub units: Arc<Units>,
    /// The indicators.
    pub indicators: Vec<Indicator>,
    /// Chapters and subsections, in document order.
    pub sections: Vec<SectionDef>,
    /// Actions, in natural order of their ids.
    pub actions: Vec<ActionDef>,
    /// The amendments.
    pub amendments: Vec<Amendment>,
}

/// Responsible units and phases with what is inherited.
struct Inherited {
    lead: Vec<UnitIx>,
    support: Vec<UnitIx>,
    phases: Vec<PhaseIx>,
}

/// Finds the section whose id is the longest proper prefix of a dotted path.
pub(crate) fn section_around(sections: &[SectionDef], id: &str) -> Option<usize> {
    let mut path = id;
    while let Some((prefix, _)) = path.rsplit_once('.') {
        if let Some(ix) = sections.iter().position(|section| section.id == prefix) {
            return Some(ix);
        }
        path = prefix;
    }
    None
}

impl Document {
    /// Returns the phase at an index.
    pub fn phase(&self, ix: PhaseIx) -> &Phase {
        &self.phases[ix.index()]
    }

    /// Returns the sections on a day, with inherited fields filled in.
    pub fn sections_on(&self, day: Day) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::with_capacity(self.sections.len());
        for def in &self.sections {
            let parent = self.section_around(&def.id);
            let around = parent.and_then(|ix| sections.get(ix));
            let own = assignment_on(&def.assignment, &def.was, day);
            let held = self.inherited(own, around);
            sections.push(Section {
                id: def.id.clone(),
                no: def.no.clone(),
                title: held_on(&def.was, day, |old| old.title.clone())
                    .unwrap_or_else(|| def.title.clone()),
                lead: held.lead,
                support: held.support,
                phases: held.phases,
                parent,
            });
        }
        sections
    }

    /// Fills in what a section or action does not state, from the section around it.
    fn inherited(&self, own: Assignment, around: Option<&Section>) -> Inherited {
        let units = |own: Option<Vec<UnitIx>>, field: fn(&Section) -> &Vec<UnitIx>| {
            own.or_else(|| around.map(|around| field(around).clone()))
                .unwrap_or_default()
        };
        Inherited {
            lead: units(own.lead, |it| &it.lead),
            support: units(own.support, |it| &it.support),
            phases: self.inherited_phases(own.phases, around),
        }
    }

    /// Returns the dates of a milestone that names its phase.
    pub(crate) fn window_of(&self, milestone: &MilestoneDef) -> Option<Window> {
        let phase = self.phase(milestone.phase?).window;
        Some(milestone.fields.window(phase))
    }

    /// Returns the phases of a section or action: its own, those of the section around it, or all.
    pub(crate) fn inherited_phases(
        &self,
        own: Option<Vec<PhaseIx>>,
        around: Option<&Section>,
    ) -> Vec<PhaseIx> {
        own.or_else(|| around.map(|around| around.phases.clone()))
            .unwrap_or_else(|| PhaseIx::all(&self.phases).collect())
    }

    /// Finds the section whose id is the longest proper prefix of a dotted path.
    pub fn section_around(&self, id: &str) -> Option<usize> {
        section_around(&self.sections, id)
    }

    /// Returns the actions on a day, each with its milestones.
    pub fn actions_on(&self, day: Day, sections: &[Section]) -> Vec<Action> {
        let mut actions = Vec::with_capacity(self.actions.len());
        for def in &self.actions {
            if def.lifetime.added.is_none_or(|added| added <= day) {
                actions.extend(self.action_on(def, day, sections));
            }
        }
        actions
    }

    /// Returns an action on a day; `None` if nothing of it is owed.
    fn action_on(&self, def: &ActionDef, day: Day, sections: &[Section]) -> Option<Action> {
        let around = def.section.and_then(|ix| sections.get(ix));
        let own = assignment_on(&def.assignment, &def.was, day);
        let names_units = own.lead.is_some() || own.support.is_some();
        let answers = own.answers;
        let Inherited {
            lead,
            support,
            phases,
        } = self.inherited(own, around);
        let units_from = match (lead.is_empty() && support.is_empty(), names_units) {
            (true, _) => UnitsFrom::Nowhere,
            (false, true) => UnitsFrom::Action,
            (false, false) => UnitsFrom::Section,
        };
        let milestones = self.milestones_on(def, &phases, day);
        if milestones.is_empty() {
            return None;
        }
        Some(Action {
            id: def.id.clone(),
            title: held_on(&def.was, day, |old| old.title.clone())
                .unwrap_or_else(|| def.title.clone()),
            summary: held_on(&def.was, day, |old| old.summary.clone())
                .unwrap_or_else(|| def.summary.clone()),
            section: def.section,
            lead,
            support,
            answers,
            units_from,
            truncated: def.truncated,
            milestones,
        })
    }

    /// Returns an action's own milestones, and a default one for each of its phases that has none.
    fn milestones_on(&self, action: &ActionDef, phases: &[PhaseIx], day: Day) -> Vec<Milestone> {
        let mut milestones = Vec::new();
        let mut served = BTreeSet::new();
        for def in &action.milestones {
            let Some(phase) = def.phase.or_else(|| phases.first().copied()) else {
                continue;
            };
            // Until an amendment adds it, the phase keeps its default milestone.
            if def.lifetime.added.is_none_or(|added| added <= day) {
                served.insert(phase);
            }
            milestones.extend(self.occurrences(action, def, phase, day));
        }
        for (phase, it) in PhaseIx::each(&self.phases) {
            let (window, former_dues) = it.lasting_on(day);
            // A phase that ended before an amendment moved the action into or out of it is not
            // affected.
            let then = held_on(&action.was, day.min(window.end), |old| {
                old.assignment.phases.clone()
            });
            if served.contains(&phase) || !then.as_deref().unwrap_or(phases).contains(&phase) {
                continue;
            }
            milestones.push(Milestone {
                id: format!("{}/{}", action.id, it.id),
                occurrence: None,
                phase,
                title: it.name_on(day.min(window.end)).into_owned(),
                every: None,
                window,
                former_dues,
                target: None,
                each: false,
                parts_when_due: None,
                ended: None,
                is_default: true,
            });
        }
        milestones.retain(|m| action.lifetime.holds(m.window.end, day));
        for milestone in &mut milestones {
            let ended = milestone.ended.into_iter().chain(action.lifetime.ended);
            milestone.ended = ended.min().filter(|ended| *ended <= day);
        }
        milestones.sort_by(|a, b| {
            (a.window.end, a.phase)
                .cmp(&(b.window.end, b.phase))
                .then_with(|| crate::plan::natural_cmp(&a.id, &b.id))
        });
        // Most actions have one milestone; a list begins with room for four.
        milestones.shrink_to_fit();
        milestones
    }

    fn occurrences(
        &self,
        action: &ActionDef,
        def: &MilestoneDef,
        phase: PhaseIx,
        day: Day,
    ) -> impl Iterator<Item = Milestone> {
        let dated = def.dated_on(day, self.phase(phase)).into_iter();
        let dated = dated.filter(move |dated| def.lifetime.holds(dated.window.end, day));
        dated.map(move |dated| {
            let Dated {
                every,
                label: occurrence,
                window,
                former_dues,
            } = dated;
            // What ended before an amendment keeps the fields it was measured by.
            let fields = def.fields_on(day.min(window.end));
            let each = fields.each.unwrap_or(false);
            let mut id: String = [&action.id, "/", def.id.as_str()].into_iter().collect();
            if let Some(label) = &occurrence {
                id.extend(["@", label]);
            }
            Milestone {
                id,
                occurrence,
                phase,
                title: fields.title.clone().unwrap_or_else(|| {
                    let then = day.min(window.end);
                    self.phase(phase).name_on(then).into_owned()
                }),
                every,
                window,
                former_dues,
                target: fields.target.clone(),
                each,
                parts_when_due: each
                    .then(|| self.parts_when_due(action, window.end, day))
                    .flatten(),
                ended: def.lifetime.ended,
                is_default: false,
            }
        })
    }

    /// Returns the units that had a part in an `each` milestone on its due day, if an amendment changed them up to
    /// `day`.
    fn parts_when_due(&self, action: &ActionDef, due: Day, day: Day) -> Option<Vec<UnitIx>> {
        let items = self.sections.iter().flat_map(|section| &section.was);
        let units = self.units.iter().flat_map(|(_, unit)| &unit.was);
        let amended = items.chain(&action.was).map(|was| was.until);
        let mut amended = amended.chain(units.map(|was| was.until));
        amended.find(|until| due < *until && *until <= day)?;
        let then = self.assigned_on(action, due);
        let responsible = then.lead.into_iter().chain(then.support);
        Some(self.units.on(due).expand(responsible))
    }

    /// Returns the units and phases of an action on a day.
    fn assigned_on(&self, action: &ActionDef, day: Day) -> Inherited {
        let sections = self.sections_on(day);
        let around = action.section.and_then(|ix| sections.get(ix));
        let own = assignment_on(&action.assignment, &action.was, day);
        self.inherited(own, around)
    }
}

impl Document {
    /// Returns the day from which an action has had the lead units that it has on `day`; `None` if they have been its
    /// own from the beginning.
    pub fn led_since(&self, action: &str, day: Day) -> Option<Day> {
        if self.amendments.is_empty() {
            return None;
        }
        let action = self.actions.iter().find(|def| def.id == action)?;
        let sections = self.sections.iter().flat_map(|section| &section.was);
        let amended = sections.chain(&action.was);
        let mut days: Vec<Day> = amended
            .filter(|was| was.until <= day && was.fields.assignment.lead.is_some())
            .map(|was| was.until)
            .collect();
        days.sort_unstable();
        let lead = self.assigned_on(action, day).lead;
        days.into_iter().rev().find(|since| {
            let before = since.pred_opt();
            before.is_some_and(|before| self.assigned_on(action, before).lead != lead)
        })
    }

    /// Returns the units that led an action on a day.
    pub fn leads_on(&self, action: &str, day: Day) -> Vec<UnitIx> {
        let action = self.actions.iter().find(|def| def.id == action);
        action.map_or_else(Vec::new, |action| self.assigned_on(action, day).lead)
    }

    /// Returns the days between which the action or milestone of an id belongs to the plan, if plan.toml has it.
    pub fn lifetime_of(&self, path: &str) -> Option<Lifetime> {
        let (id, name) = path.split_once('/').unwrap_or((path, ""));
        let action = self.actions.iter().find(|action| action.id == id)?;
        let name = name.split('@').next().unwrap_or(name);
        let milestone = action.milestones.iter().find(|it| it.id == name);
        let own = milestone.map_or_else(Lifetime::default, |it| it.lifetime);
        Some(Lifetime {
            added: own.added.max(action.lifetime.added),
            ended: own.ended.into_iter().chain(action.lifetime.ended).min(),
        })
    }
}

impl Lifetime {
    /// Returns whether something due on `due` belongs to the plan as seen on `day`. Nothing due before
    /// its addition belongs to it, and nothing due on or after its end.
    fn holds(self, due: Day, day: Day) -> bool {
        self.added.is_none_or(|added| added <= day && added <= due)
            && self.ended.is_none_or(|ended| day < ended || due < ended)
    }
}

fn assignment_on(now: &Assignment, was: &[Was<ItemFields>], day: Day) -> Assignment {
    Assignment {
        lead: held_on(was, day, |old| old.assignment.lead.clone()).or_else(|| now.lead.clone()),
        support: held_on(was, day, |old| old.assignment.support.clone())
            .or_else(|| now.support.clone()),
        answers: held_on(was, day, |old| old.assignment.answers).or(now.answers),
        phases: held_on(was, day, |old| old.assignment.phases.clone())
            .or_else(|| now.phases.clone()),
    }
}
