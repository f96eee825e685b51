//! plan.toml: what was promised.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::de::DeTable;

use crate::plan::{
    ActionDef, Alert, Amendment, Assignment, Baseline, Day, Document, Every, Former, Indicator,
    Lifetime, Measure, Members, MilestoneDef, MilestoneFields, Op, Pace, Phase, SectionDef, Target,
    TitleFields, Unit, UnitIx, UnitKind, Units, Was, Window, natural_cmp,
};
use crate::text::Flaw;

use super::fields::{Fields, Spot, edit_distance};
use super::problem::Flaws;
use super::{FileText, Problem};

/// The newest schema this program reads and writes.
pub(super) const SCHEMA: i64 = 1;

/// Reads plan.toml. What is wrong is noted at its place; a plan comes out wherever enough of it is right.
pub fn read_document(file: &FileText) -> (Option<Document>, Vec<Problem>) {
    let mut flaws = Flaws::default();
    let document = parse(&file.text, &mut flaws).map(|table| {
        let root = Fields::new(&table, 0..0);
        PlanReader::default().document(root, &file.path, &mut flaws)
    });
    let document = document.filter(|_| !flaws.fatal);
    (document, flaws.in_file(&file.path))
}

/// Parses a TOML text; every syntax error is fatal, and all of them are noted.
pub(super) fn parse<'s>(text: &'s str, flaws: &mut Flaws) -> Option<DeTable<'s>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let line_start = text[..span.start.min(text.len())]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line_end = text[line_start..]
            .find('\n')
            .map_or(text.len(), |at| line_start + at);
        match text[line_start..line_end].find(['“', '”', '‘', '’', '＂']) {
            Some(at) if !error.message().contains("duplicate") => {
                let at = line_start + at;
                let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
                flaws.fatal(at..end, Flaw::FullWidthQuotes);
                break;
            }
            _ => flaws.fatal(
                span,
                Flaw::Syntax {
                    message: error.message().to_owned(),
                },
            ),
        }
    }
    errors.is_empty().then(|| table.into_inner())
}

/// Notes a schema that is missing or newer than ours; of a newer one nothing is judged.
pub(super) fn check_schema(root: &Fields<'_, '_>, flaws: &mut Flaws) {
    match root.whole("schema", flaws) {
        None => flaws.note(0..0, Flaw::MissingSchema),
        Some(schema) if schema.value > SCHEMA => {
            flaws.note(
                schema.span,
                Flaw::NewerSchema {
                    found: schema.value,
                    known: SCHEMA,
                },
            );
        }
        Some(_) => {}
    }
}

/// Whether an id can be a folder's name and part of a full id.
pub(super) fn is_plan_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
        && !id.starts_with('-')
}

/// Whether an id can stand as a key without quotes.
pub(super) fn is_key(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

fn is_path(id: &str) -> bool {
    !id.is_empty() && id.split('.').all(is_key)
}

#[derive(Default)]
struct PlanReader {
    units: Arc<Units>,
    phases: Vec<Phase>,
    amendments: Vec<Amendment>,
}

impl PlanReader {
    fn document(mut self, root: Fields<'_, '_>, path: &Path, flaws: &mut Flaws) -> Document {
        check_schema(&root, flaws);
        let id = root.need_text("id", flaws);
        let folder = path
            .parent()
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy().into_owned());
        if !is_plan_id(&id.value) {
            flaws.note(
                id.span.clone(),
                Flaw::BadId {
                    id: id.value.clone(),
                },
            );
        } else if let Some(folder) = folder.filter(|folder| *folder != id.value) {
            flaws.note(
                id.span.clone(),
                Flaw::IdIsNotFolder {
                    id: id.value.clone(),
                    folder,
                },
            );
        }
        let title = root.need_text("title", flaws).value;
        let short = root
            .text("short", flaws)
            .map_or_else(|| title.clone(), |spot| spot.value);
        let period = self.period(&root, flaws);
        self.amendments = amendments(&root, flaws);
        self.phases = phases(&root, flaws);
        self.units = Arc::new(units(&root, flaws));
        let indicators = self.indicators(&root, flaws);
        let sections = self.sections(&root, flaws);
        let actions = self.actions(&root, &sections, flaws);
        let document = Document {
            id: id.value,
            short,
            title,
            issuer: root.text("issuer", flaws).map(|spot| spot.value),
            number: root.text("number", flaws).map(|spot| spot.value),
            issued: root.date("issued", flaws).map(|spot| spot.value),
            draft: root.flag("draft", flaws).unwrap_or(false),
            period,
            source: root.text("source", flaws).map(|spot| spot.value),
            alert: alert(&root, flaws),
            phases: self.phases,
            units: self.units,
            indicators,
            sections,
            actions,
            amendments: self.amendments,
        };
        root.finish(flaws);
        document
    }

    fn period(&self, root: &Fields<'_, '_>, flaws: &mut Flaws) -> Window {
        let Some(period) = root.table("period", flaws) else {
            flaws.fatal(
                0..0,
                Flaw::MissingKey {
                    key: "period".to_owned(),
                },
            );
            return Window {
                start: Day::MIN,
                end: Day::MAX,
            };
        };
        let window = window(&period, flaws);
        period.finish(flaws);
        window.unwrap_or(Window {
            start: Day::MIN,
            end: Day::MAX,
        })
    }

    fn indicators(&self, root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Indicator> {
        let mut seen = Seen::default();
        let mut indicators = Vec::new();
        for fields in root.tables("indicator", flaws) {
            let id = fields.need_text("id", flaws);
            seen.once(&id, flaws);
            let name = fields.need_text("name", flaws).value;
            let baseline = fields
                .table("baseline", flaws)
                .and_then(|fields| baseline(fields, flaws));
            let mut targets: Vec<Target> = fields
                .tables("targets", flaws)
                .into_iter()
                .filter_map(|target| read_target(target, baseline, flaws))
                .collect();
            targets.sort_by_key(|target| target.by);
            fields.finish(flaws);
            indicators.push(Indicator {
                id: id.value,
                name,
                baseline,
                targets,
            });
        }
        indicators
    }

    fn sections(&self, root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<SectionDef> {
        let mut seen = Seen::default();
        let mut sections = Vec::new();
        for fields in root.tables("section", flaws) {
            let id = fields.need_text("id", flaws);
            seen.path(&id, flaws);
            let title = fields.need_text("title", flaws).value;
            let no = fields
                .text("no", flaws)
                .map_or_else(|| id.value.clone(), |spot| spot.value);
            let assignment = self.assignment(&fields, flaws);
            let was = self.was(&fields, flaws, |old, flaws| {
                (titles(old, flaws), self.assignment(old, flaws))
            });
            fields.finish(flaws);
            sections.push(SectionDef {
                id: id.value,
                no,
                title,
                assignment,
                was,
            });
        }
        sections.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        sections
    }

    fn actions(
        &self,
        root: &Fields<'_, '_>,
        sections: &[SectionDef],
        flaws: &mut Flaws,
    ) -> Vec<ActionDef> {
        let mut seen = Seen::default();
        let mut actions = Vec::new();
        for fields in root.tables("action", flaws) {
            let id = fields.need_text("id", flaws);
            seen.path(&id, flaws);
            let title = fields.need_text("title", flaws).value;
            let assignment = self.assignment(&fields, flaws);
            let section = section_around(sections, &id.value);
            if section.is_none() && id.value.contains('.') {
                flaws.note(
                    id.span.clone(),
                    Flaw::UnknownSection {
                        id: id.value.clone(),
                    },
                );
            }
            let phases = effective_phases(
                &assignment,
                section.map(|ix| sections[ix].id.as_str()),
                sections,
                self.phases.len(),
            );
            let was = self.was(&fields, flaws, |old, flaws| {
                (titles(old, flaws), self.assignment(old, flaws))
            });
            let milestones = self.milestones(&fields, &id.value, &phases, flaws);
            let def = ActionDef {
                title,
                summary: fields
                    .text("summary", flaws)
                    .map_or_else(String::new, |spot| spot.value),
                section,
                assignment,
                truncated: fields.flag("truncated", flaws).unwrap_or(false),
                lifetime: self.lifetime(&fields, flaws),
                was,
                milestones,
                id: id.value,
            };
            self.check_answers(&def, sections, &fields, flaws);
            fields.finish(flaws);
            actions.push(def);
        }
        actions.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        actions
    }

    fn check_answers(
        &self,
        def: &ActionDef,
        sections: &[SectionDef],
        fields: &Fields<'_, '_>,
        flaws: &mut Flaws,
    ) {
        let Some(answers) = def.assignment.answers else {
            return;
        };
        let around = || chain(sections, def.section.map(|ix| sections[ix].id.as_str()));
        let inherited = |field: fn(&Assignment) -> &Option<Vec<UnitIx>>| {
            field(&def.assignment)
                .clone()
                .or_else(|| around().find_map(|section| field(&section.assignment).clone()))
                .unwrap_or_default()
        };
        let responsible = inherited(|a| &a.lead)
            .into_iter()
            .chain(inherited(|a| &a.support));
        if !self.units.expand(responsible.clone()).contains(&answers)
            && !responsible.into_iter().any(|ix| ix == answers)
        {
            let span = fields.text("answers", flaws).map_or(0..0, |spot| spot.span);
            flaws.note(
                span,
                Flaw::AnswersNotResponsible {
                    name: self.units.name(answers).to_owned(),
                },
            );
        }
    }

    fn milestones(
        &self,
        action: &Fields<'_, '_>,
        action_id: &str,
        phases: &[usize],
        flaws: &mut Flaws,
    ) -> Vec<MilestoneDef> {
        let mut seen = Seen::default();
        let mut milestones = Vec::new();
        for fields in action.tables("milestone", flaws) {
            let id = fields.need_text("id", flaws);
            seen.once(&id, flaws);
            if !is_key(&id.value) {
                flaws.note(
                    id.span.clone(),
                    Flaw::BadId {
                        id: id.value.clone(),
                    },
                );
            }
            let phase = fields.text("phase", flaws).and_then(|spot| {
                let phase = self.phase(&spot, flaws)?;
                if !phases.contains(&phase) {
                    flaws.note(
                        spot.span,
                        Flaw::PhaseNotOfAction {
                            phase: spot.value,
                            action: action_id.to_owned(),
                        },
                    );
                }
                Some(phase)
            });
            if phase.is_none() && !fields.has("phase") && phases.len() != 1 {
                flaws.note(
                    fields.span.clone(),
                    Flaw::PhaseNeeded {
                        action: action_id.to_owned(),
                    },
                );
            }
            let def = MilestoneDef {
                id: id.value,
                phase: phase.or_else(|| phases.first().copied()),
                fields: self.milestone_fields(&fields, flaws),
                lifetime: self.lifetime(&fields, flaws),
                was: self.was(&fields, flaws, |old, flaws| {
                    self.milestone_fields(old, flaws)
                }),
            };
            if def.fields.title.is_none() {
                flaws.fatal(
                    fields.span.clone(),
                    Flaw::MissingKey {
                        key: "title".to_owned(),
                    },
                );
            }
            check_dates(&def, &self.phases, &fields, flaws);
            fields.finish(flaws);
            milestones.push(def);
        }
        milestones
    }

    fn milestone_fields(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> MilestoneFields {
        MilestoneFields {
            title: fields.text("title", flaws).map(|spot| spot.value),
            every: fields.choice("every", &Every::KEYS, flaws),
            target: fields
                .table("target", flaws)
                .and_then(|target| read_target(target, None, flaws)),
            start: fields.date("start", flaws).map(|spot| spot.value),
            due: fields.date("due", flaws).map(|spot| spot.value),
            each: fields.flag("each", flaws),
        }
    }

    fn assignment(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Assignment {
        let mut units = |key| {
            let names = fields.texts(key, flaws)?;
            Some(
                names
                    .iter()
                    .filter_map(|name| self.unit(name, flaws))
                    .collect(),
            )
        };
        let lead = units("lead");
        let support = units("support");
        let answers = fields
            .text("answers", flaws)
            .and_then(|name| self.unit(&name, flaws));
        let phases = fields
            .texts("phases", flaws)
            .map(|ids| ids.iter().filter_map(|id| self.phase(id, flaws)).collect());
        Assignment {
            lead,
            support,
            answers,
            phases,
        }
    }

    fn unit(&self, name: &Spot<String>, flaws: &mut Flaws) -> Option<UnitIx> {
        let found = self.units.find(&name.value);
        if found.is_none() {
            let nearest = nearest_units(&self.units, &name.value);
            flaws.note(
                name.span.clone(),
                Flaw::UnknownUnit {
                    name: name.value.clone(),
                    nearest,
                },
            );
        }
        found
    }

    fn phase(&self, id: &Spot<String>, flaws: &mut Flaws) -> Option<usize> {
        let found = self.phases.iter().position(|phase| phase.id == id.value);
        if found.is_none() {
            let known = self.phases.iter().map(|phase| phase.id.clone()).collect();
            flaws.note(
                id.span.clone(),
                Flaw::UnknownPhase {
                    id: id.value.clone(),
                    known,
                },
            );
        }
        found
    }

    fn lifetime(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Lifetime {
        let mut day = |key| {
            fields
                .text(key, flaws)
                .and_then(|id| self.amendment(&id, flaws))
                .map(|a| a.on)
        };
        Lifetime {
            added: day("added"),
            ended: day("ended"),
        }
    }

    fn amendment(&self, id: &Spot<String>, flaws: &mut Flaws) -> Option<&Amendment> {
        let found = self
            .amendments
            .iter()
            .find(|amendment| amendment.id == id.value);
        if found.is_none() {
            flaws.note(
                id.span.clone(),
                Flaw::UnknownAmendment {
                    id: id.value.clone(),
                },
            );
        }
        found
    }

    fn was<F>(
        &self,
        fields: &Fields<'_, '_>,
        flaws: &mut Flaws,
        read: impl Fn(&Fields<'_, '_>, &mut Flaws) -> F,
    ) -> Vec<Was<F>> {
        let mut all = Vec::new();
        for old in fields.tables("was", flaws) {
            let by = old.need_text("by", flaws);
            let amended = self.amendment(&by, flaws).map(|amendment| amendment.on);
            let until = old.date("until", flaws).map(|spot| spot.value).or(amended);
            let values = read(&old, flaws);
            old.finish(flaws);
            if let Some(until) = until {
                all.push(Was {
                    until,
                    by: by.value,
                    fields: values,
                });
            }
        }
        all
    }
}

fn section_around(sections: &[SectionDef], id: &str) -> Option<usize> {
    let mut path = id;
    while let Some((prefix, _)) = path.rsplit_once('.') {
        if let Some(ix) = sections.iter().position(|section| section.id == prefix) {
            return Some(ix);
        }
        path = prefix;
    }
    None
}

/// A section and those around it, innermost first.
fn chain<'a>(
    sections: &'a [SectionDef],
    innermost: Option<&'a str>,
) -> impl Iterator<Item = &'a SectionDef> {
    let first = innermost.and_then(|id| sections.iter().position(|section| section.id == id));
    std::iter::successors(first, |ix| section_around(sections, &sections[*ix].id))
        .map(|ix| &sections[ix])
}

fn effective_phases(
    own: &Assignment,
    section: Option<&str>,
    sections: &[SectionDef],
    phases: usize,
) -> Vec<usize> {
    own.phases
        .clone()
        .or_else(|| chain(sections, section).find_map(|section| section.assignment.phases.clone()))
        .unwrap_or_else(|| (0..phases).collect())
}

fn titles(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> TitleFields {
    TitleFields {
        title: fields.text("title", flaws).map(|spot| spot.value),
        summary: fields.text("summary", flaws).map(|spot| spot.value),
    }
}

fn alert(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Alert {
    let standard = Alert::default();
    let Some(fields) = root.table("alert", flaws) else {
        return standard;
    };
    let mut days = |key, otherwise| {
        fields
            .whole(key, flaws)
            .map_or(otherwise, |spot| spot.value.clamp(0, 36_500))
    };
    let alert = Alert {
        soon_days: days("soon_days", standard.soon_days),
        behind_yellow: days("behind_yellow", standard.behind_yellow),
        behind_red: days("behind_red", standard.behind_red),
    };
    fields.finish(flaws);
    alert
}

fn window(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<Window> {
    let start = fields.date("start", flaws);
    let end = fields.date("end", flaws);
    for key in ["start", "end"] {
        if !fields.has(key) {
            flaws.note(
                fields.span.clone(),
                Flaw::MissingKey {
                    key: key.to_owned(),
                },
            );
        }
    }
    let (Some(start), Some(end)) = (start, end) else {
        flaws.fatal = true;
        return None;
    };
    check_order(start.value, &end, flaws);
    Some(Window {
        start: start.value.min(end.value),
        end: end.value,
    })
}

fn check_order(start: Day, end: &Spot<Day>, flaws: &mut Flaws) {
    if end.value < start {
        let flaw = Flaw::EndBeforeStart {
            start: start.to_string(),
            end: end.value.to_string(),
        };
        flaws.note(end.span.clone(), flaw);
    }
}

fn check_dates(def: &MilestoneDef, phases: &[Phase], fields: &Fields<'_, '_>, flaws: &mut Flaws) {
    let by = def.fields.target.as_ref().and_then(|target| target.by);
    if let (Some(due), Some(by)) = (fields.date("due", flaws), by)
        && due.value != by
    {
        flaws.note(
            due.span,
            Flaw::DueDiffers {
                due: due.value.to_string(),
                by: by.to_string(),
            },
        );
    }
    let phase = def.phase.and_then(|ix| phases.get(ix));
    let start = def.fields.start.or(phase.map(|phase| phase.window.start));
    let end = fields.date("due", flaws).or_else(|| {
        let value = by.or(phase.map(|phase| phase.window.end))?;
        Some(Spot {
            value,
            span: fields.span.clone(),
        })
    });
    if let (Some(start), Some(end)) = (start, end) {
        check_order(start, &end, flaws);
    }
}

fn phases(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Phase> {
    let mut seen = Seen::default();
    let mut phases = Vec::new();
    for fields in root.tables("phase", flaws) {
        let id = fields.need_text("id", flaws);
        seen.once(&id, flaws);
        if !is_key(&id.value) {
            flaws.note(
                id.span.clone(),
                Flaw::BadId {
                    id: id.value.clone(),
                },
            );
        }
        let name = fields
            .text("name", flaws)
            .map_or_else(|| id.value.clone(), |spot| spot.value);
        if let Some(window) = window(&fields, flaws) {
            phases.push(Phase {
                id: id.value,
                name,
                window,
            });
        }
        fields.finish(flaws);
    }
    if phases.is_empty() {
        flaws.fatal(0..0, Flaw::NoPhases);
    }
    phases
}

fn amendments(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Amendment> {
    let mut seen = Seen::default();
    let mut amendments = Vec::new();
    for fields in root.tables("amendment", flaws) {
        let id = fields.need_text("id", flaws);
        seen.once(&id, flaws);
        let title = fields
            .text("title", flaws)
            .map_or_else(String::new, |spot| spot.value);
        let number = fields.text("number", flaws).map(|spot| spot.value);
        match fields.date("on", flaws) {
            Some(on) => amendments.push(Amendment {
                id: id.value,
                number,
                title,
                on: on.value,
            }),
            None => flaws.note(
                fields.span.clone(),
                Flaw::MissingKey {
                    key: "on".to_owned(),
                },
            ),
        }
        fields.finish(flaws);
    }
    amendments
}

fn units(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Units {
    let mut list = Vec::new();
    let mut members = Vec::new();
    let mut taken: HashMap<String, String> = HashMap::new();
    for fields in root.tables("unit", flaws) {
        let name = fields.need_text("name", flaws);
        let aliases = fields.texts("aliases", flaws).unwrap_or_default();
        let mut former = Vec::new();
        for old in fields.tables("former", flaws) {
            let name = old.need_text("name", flaws);
            if let Some(until) = old.date("until", flaws) {
                former.push((name, until.value));
            } else {
                flaws.note(
                    old.span.clone(),
                    Flaw::MissingKey {
                        key: "until".to_owned(),
                    },
                );
            }
            old.finish(flaws);
        }
        for spot in std::iter::once(&name)
            .chain(&aliases)
            .chain(former.iter().map(|(name, _)| name))
        {
            if let Some(owner) = taken.insert(spot.value.clone(), name.value.clone()) {
                flaws.note(
                    spot.span.clone(),
                    Flaw::NameTaken {
                        name: spot.value.clone(),
                        owner,
                    },
                );
            }
        }
        let kind = fields
            .choice("kind", &UnitKind::KEYS, flaws)
            .unwrap_or(UnitKind::Government);
        members.push(MembersText::read(&fields, flaws));
        if kind == UnitKind::Collective
            && matches!(members.last(), Some(MembersText::Named(names)) if names.is_empty())
        {
            flaws.note(
                name.span.clone(),
                Flaw::NoMembers {
                    name: name.value.clone(),
                },
            );
        }
        fields.finish(flaws);
        list.push(Unit {
            name: name.value,
            aliases: aliases.into_iter().map(|spot| spot.value).collect(),
            former: former
                .into_iter()
                .map(|(name, until)| Former {
                    name: name.value,
                    until,
                })
                .collect(),
            kind,
            members: Members::Listed(Vec::new()),
        });
    }
    let names = Units::new(list.clone());
    for (unit, members) in list.iter_mut().zip(members) {
        unit.members = members.resolve(&names, flaws);
    }
    Units::new(list)
}

enum MembersText {
    All,
    Named(Vec<Spot<String>>),
}

impl MembersText {
    fn read(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Self {
        let named = fields.text_or_texts("members", flaws);
        if named.len() == 1 && named[0].value == "*" {
            Self::All
        } else {
            Self::Named(named)
        }
    }

    fn resolve(self, names: &Units, flaws: &mut Flaws) -> Members {
        let Self::Named(named) = self else {
            return Members::All;
        };
        let mut members = Vec::new();
        for name in named {
            match names.find(&name.value) {
                Some(ix) => members.push(ix),
                None => {
                    let nearest = nearest_units(names, &name.value);
                    flaws.note(
                        name.span,
                        Flaw::UnknownUnit {
                            name: name.value,
                            nearest,
                        },
                    );
                }
            }
        }
        Members::Listed(members)
    }
}

fn baseline(fields: Fields<'_, '_>, flaws: &mut Flaws) -> Option<Baseline> {
    let value = fields.number("value", flaws);
    let on = fields.date("on", flaws).map(|spot| spot.value);
    fields.finish(flaws);
    value.map(|value| Baseline {
        value: value.value,
        on,
    })
}

fn read_target(
    fields: Fields<'_, '_>,
    indicator: Option<Baseline>,
    flaws: &mut Flaws,
) -> Option<Target> {
    let op = fields.choice("op", &Op::KEYS, flaws);
    let value = fields.number("value", flaws);
    for key in ["op", "value"] {
        if !fields.has(key) {
            flaws.note(
                fields.span.clone(),
                Flaw::MissingKey {
                    key: key.to_owned(),
                },
            );
        }
    }
    let unit = fields
        .text("unit", flaws)
        .map_or_else(String::new, |spot| spot.value);
    let max = fields.number("max", flaws).map(|spot| spot.value);
    let by = fields.date("by", flaws).map(|spot| spot.value);
    let measures = [(Measure::Flow, "flow"), (Measure::Stock, "stock")];
    let measure = fields
        .choice("measure", &measures, flaws)
        .unwrap_or_else(|| Target::default_measure(&unit));
    let baseline = fields
        .table("baseline", flaws)
        .and_then(|fields| baseline(fields, flaws))
        .or(indicator);
    let pace = fields.choice(
        "pace",
        &[(Pace::Linear, "linear"), (Pace::None, "none")],
        flaws,
    );
    let span = fields.span.clone();
    fields.finish(flaws);
    let (op, value) = (op?, value?.value);
    if op == Op::Range && max.is_none() {
        flaws.note(span, Flaw::RangeWithoutMax);
    }
    let pace = pace.unwrap_or_else(|| Target::default_pace(op, value, measure, baseline.is_some()));
    Some(Target {
        op,
        value,
        max,
        unit,
        by,
        measure,
        baseline,
        pace,
    })
}

/// Ids met so far, so that one met again is noted where it stands.
#[derive(Default)]
struct Seen(HashMap<String, Range<usize>>);

impl Seen {
    fn once(&mut self, id: &Spot<String>, flaws: &mut Flaws) {
        if self.0.insert(id.value.clone(), id.span.clone()).is_some() {
            flaws.note(
                id.span.clone(),
                Flaw::DuplicateId {
                    id: id.value.clone(),
                },
            );
        }
    }

    fn path(&mut self, id: &Spot<String>, flaws: &mut Flaws) {
        self.once(id, flaws);
        if !is_path(&id.value) {
            flaws.note(
                id.span.clone(),
                Flaw::BadId {
                    id: id.value.clone(),
                },
            );
        }
    }
}

/// The unit names closest to what was written, at most three.
pub(super) fn nearest_units(units: &Units, written: &str) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = units
        .iter()
        .flat_map(|(_, unit)| {
            unit.names()
                .map(|name| (edit_distance(written, name), unit.name.as_str()))
        })
        .filter(|(distance, name)| *distance < written.chars().count().max(name.chars().count()))
        .collect();
    near.sort_unstable();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in near {
        if names.len() < 3 && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}
