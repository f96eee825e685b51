//! plan.toml: what was promised.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::Datelike;
use toml::de::DeTable;

use crate::plan::{
    ActionDef, Alert, Amendment, Assignment, Baseline, Day, Document, Every, Former, Indicator,
    Lifetime, Measure, Members, MilestoneDef, MilestoneFields, Op, Pace, Phase, SectionDef, Target,
    TitleFields, Unit, UnitIx, UnitKind, Units, Was, Window, natural_cmp, show_number,
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
    let is_newer = |flaw: &Flaw| matches!(flaw, Flaw::NewerSchema { .. });
    if !flaws.fatal && flaws.found.iter().any(|(_, flaw)| is_newer(flaw)) {
        flaws.found.retain(|(_, flaw)| is_newer(flaw));
    }
    let document = document.filter(|_| !flaws.fatal);
    (document, flaws.in_file(&file.path))
}

/// One slip of the pen makes many errors after it; nobody reads more than this.
const MOST_SYNTAX_ERRORS: usize = 10;

/// Nothing is planned for longer than this many years.
const LONGEST_WINDOW: i64 = 100;

/// Parses a TOML text; every syntax error is fatal, and the first of them are noted.
pub(super) fn parse<'s>(text: &'s str, flaws: &mut Flaws) -> Option<DeTable<'s>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(MOST_SYNTAX_ERRORS) {
        let span = error.span().unwrap_or(0..0);
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[line_start..]
            .find('\n')
            .map_or(text.len(), |at| line_start + at);
        if let Some(quote) = full_width_quote(&text[line_start..line_end]) {
            let quote = line_start + quote.start..line_start + quote.end;
            flaws.fatal(quote, Flaw::FullWidthQuotes);
            break;
        }
        let message = error.message().to_owned();
        flaws.fatal(span, Flaw::Syntax { message });
    }
    errors.is_empty().then(|| table.into_inner())
}

/// A full-width quote that stands where TOML wants one of its own: outside of strings, or in one that does not end.
fn full_width_quote(line: &str) -> Option<Range<usize>> {
    let mut open = None;
    let mut inside = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        let is_full_width = matches!(c, '“' | '”' | '‘' | '’' | '＂');
        match open {
            None if c == '#' => return None,
            None if is_full_width => return Some(at..at + c.len_utf8()),
            None if matches!(c, '"' | '\'') => open = Some(c),
            Some(quote) if c == quote && !escaped => (open, inside) = (None, None),
            Some(_) if is_full_width => inside = Some(at..at + c.len_utf8()),
            _ => {}
        }
        escaped = open == Some('"') && c == '\\' && !escaped;
    }
    inside
}

/// Notes a schema that is missing or newer than ours; of a newer one nothing is judged.
pub(super) fn check_schema(root: &Fields<'_, '_>, flaws: &mut Flaws) {
    match root.whole("schema", flaws) {
        None if root.has("schema") => {}
        None => flaws.note(0..0, Flaw::MissingSchema),
        Some(schema) if schema.value < 1 => flaws.note(
            schema.span,
            Flaw::BadValue {
                key: "schema".to_owned(),
                value: schema.value.to_string(),
                allowed: vec![SCHEMA.to_string()],
            },
        ),
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
        let period = period(&root, flaws);
        self.amendments = amendments(&root, flaws);
        self.phases = phases(&root, flaws);
        let (units, unit_spans) = units(&root, flaws);
        self.units = Arc::new(units);
        let indicators = indicators(&root, flaws);
        let sections = self.sections(&root, flaws);
        let actions = self.actions(&root, &sections, flaws);
        note_unused_units(&self.units, unit_spans, &sections, &actions, flaws);
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
            let assignment = self.shared_assignment(&fields, flaws);
            let was = self.was(&fields, flaws, |old, flaws| {
                (titles(old, flaws), self.shared_assignment(old, flaws))
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
        let mut places = Vec::new();
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
                fields: milestone_fields(&fields, flaws),
                lifetime: self.lifetime(&fields, flaws),
                was: self.was(&fields, flaws, milestone_fields),
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
            places.push(fields.span.clone());
            fields.finish(flaws);
            milestones.push(def);
        }
        self.note_like_defaults(&milestones, &places, phases, flaws);
        milestones
    }

    /// Milestones named like a phase that has its default one: two of one id.
    fn note_like_defaults(
        &self,
        milestones: &[MilestoneDef],
        places: &[Range<usize>],
        phases: &[usize],
        flaws: &mut Flaws,
    ) {
        for (def, place) in milestones.iter().zip(places) {
            let named_like = phases.iter().find(|ix| self.phases[**ix].id == def.id);
            if let Some(phase) = named_like
                && !milestones.iter().any(|other| other.phase == Some(*phase))
            {
                let id = def.id.clone();
                flaws.note(place.clone(), Flaw::DuplicateId { id });
            }
        }
    }

    /// What an action says of itself.
    fn assignment(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Assignment {
        let answers = fields
            .text("answers", flaws)
            .and_then(|name| self.unit(&name, flaws));
        Assignment {
            answers,
            ..self.shared_assignment(fields, flaws)
        }
    }

    /// What a section says for its actions; who answers each says for itself.
    fn shared_assignment(&self, fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Assignment {
        let lead = self.unit_list("lead", fields, flaws);
        let support = self.unit_list("support", fields, flaws);
        let named = fields.texts("phases", flaws);
        if named.as_ref().is_some_and(Vec::is_empty) {
            let span = fields.span_of("phases").unwrap_or_default();
            flaws.note(span, Flaw::PhasesEmpty);
        }
        let phases = named.map(|ids| {
            let found = ids.iter().map(|id| (id, self.phase(id, flaws))).collect();
            once_each(found, flaws)
        });
        Assignment {
            lead,
            support,
            answers: None,
            phases,
        }
    }

    fn unit_list(
        &self,
        key: &'static str,
        fields: &Fields<'_, '_>,
        flaws: &mut Flaws,
    ) -> Option<Vec<UnitIx>> {
        let names = fields.texts(key, flaws)?;
        let found = names
            .iter()
            .map(|name| (name, self.unit(name, flaws)))
            .collect();
        Some(once_each(found, flaws))
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

fn period(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Window {
    let Some(period) = root.table("period", flaws) else {
        flaws.fatal = true;
        if !root.has("period") {
            let key = "period".to_owned();
            flaws.note(0..0, Flaw::MissingKey { key });
        }
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

fn indicators(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Indicator> {
    let mut seen = Seen::default();
    let mut indicators = Vec::new();
    for fields in root.tables("indicator", flaws) {
        let id = fields.need_text("id", flaws);
        seen.once(&id, flaws);
        if !is_key(&id.value) {
            let flaw = Flaw::BadId {
                id: id.value.clone(),
            };
            flaws.note(id.span.clone(), flaw);
        }
        let name = fields.need_text("name", flaws).value;
        let baseline = fields
            .table("baseline", flaws)
            .and_then(|fields| baseline(fields, flaws));
        let mut targets: Vec<Target> = fields
            .tables("targets", flaws)
            .into_iter()
            .filter_map(|target| read_target(target, baseline, flaws))
            .collect();
        targets.sort_by_key(|target| target.by.unwrap_or(Day::MAX));
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

fn milestone_fields(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> MilestoneFields {
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

/// What names were found to mean, each once; one that is listed again is noted.
fn once_each(found: Vec<(&Spot<String>, Option<usize>)>, flaws: &mut Flaws) -> Vec<usize> {
    let mut list = Vec::new();
    for (spot, ix) in found {
        let Some(ix) = ix else { continue };
        if list.contains(&ix) {
            let name = spot.value.clone();
            flaws.note(spot.span.clone(), Flaw::ListedTwice { name });
        } else {
            list.push(ix);
        }
    }
    list
}

/// Notes the units that nothing in the plan names, at no time.
fn note_unused_units(
    units: &Units,
    spans: Vec<Range<usize>>,
    sections: &[SectionDef],
    actions: &[ActionDef],
    flaws: &mut Flaws,
) {
    let now = sections
        .iter()
        .map(|section| &section.assignment)
        .chain(actions.iter().map(|action| &action.assignment));
    let before = sections
        .iter()
        .flat_map(|section| &section.was)
        .chain(actions.iter().flat_map(|action| &action.was))
        .map(|was| &was.fields.1);
    let named: Vec<UnitIx> = now
        .chain(before)
        .flat_map(|assignment| {
            let lists = [&assignment.lead, &assignment.support];
            let listed = lists.into_iter().flatten().flatten().copied();
            listed.chain(assignment.answers)
        })
        .collect();
    let mut used = vec![false; units.len()];
    for ix in units.expand(named.iter().copied()).into_iter().chain(named) {
        used[ix] = true;
    }
    for (ix, span) in spans.into_iter().enumerate() {
        let name = units.name(ix).to_owned();
        if !used[ix] && !name.is_empty() {
            flaws.note(span, Flaw::UnusedUnit { name });
        }
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
        fields.whole(key, flaws).map_or(otherwise, |spot| {
            if !(0..=36_500).contains(&spot.value) {
                let flaw = Flaw::BadValue {
                    key: key.to_owned(),
                    value: spot.value.to_string(),
                    allowed: vec!["0-36500".to_owned()],
                };
                flaws.note(spot.span, flaw);
            }
            spot.value.clamp(0, 36_500)
        })
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
    let years = i64::from(end.value.year()) - i64::from(start.year());
    if years > LONGEST_WINDOW {
        let limit = LONGEST_WINDOW;
        flaws.note(end.span.clone(), Flaw::WindowTooLong { years, limit });
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
    let all = root.tables("phase", flaws);
    if all.is_empty() {
        flaws.fatal(root.span_of("phase").unwrap_or_default(), Flaw::NoPhases);
    }
    for fields in all {
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
        if let Some(on) = fields.date("on", flaws) {
            amendments.push(Amendment {
                id: id.value,
                number,
                title,
                on: on.value,
            });
        } else if !fields.has("on") {
            let key = "on".to_owned();
            flaws.note(fields.span.clone(), Flaw::MissingKey { key });
        }
        fields.finish(flaws);
    }
    amendments
}

/// The units, and where each is named.
fn units(root: &Fields<'_, '_>, flaws: &mut Flaws) -> (Units, Vec<Range<usize>>) {
    let mut list = Vec::new();
    let mut members = Vec::new();
    let mut spans = Vec::new();
    let mut taken: HashMap<String, String> = HashMap::new();
    for fields in root.tables("unit", flaws) {
        let name = fields.need_text("name", flaws);
        let aliases = fields.texts("aliases", flaws).unwrap_or_default();
        let former = former_names(&fields, flaws);
        for spot in std::iter::once(&name)
            .chain(&aliases)
            .chain(former.iter().map(|(name, _)| name))
        {
            match taken.get(&spot.value) {
                Some(owner) => {
                    let flaw = Flaw::NameTaken {
                        name: spot.value.clone(),
                        owner: owner.clone(),
                    };
                    flaws.note(spot.span.clone(), flaw);
                }
                None => drop(taken.insert(spot.value.clone(), name.value.clone())),
            }
        }
        let kind = fields.choice("kind", &UnitKind::KEYS, flaws);
        let said = MembersText::read(&fields, flaws);
        match kind {
            Some(UnitKind::Collective) if said.is_empty() => {
                let name = name.value.clone();
                flaws.note(spans_of(&fields, "name"), Flaw::NoMembers { name });
            }
            Some(UnitKind::Collective) => {}
            _ if said.is_empty() => {}
            other => {
                // Members of what is no collective would count for nothing.
                let flaw = Flaw::BadValue {
                    key: "kind".to_owned(),
                    value: other.map_or("", UnitKind::key).to_owned(),
                    allowed: vec![UnitKind::Collective.key().to_owned()],
                };
                flaws.note(spans_of(&fields, "members"), flaw);
            }
        }
        members.push(said);
        spans.push(name.span);
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
            kind: kind.unwrap_or(UnitKind::Government),
            members: Members::Listed(Vec::new()),
        });
    }
    let names = Units::new(list.clone());
    for (unit, members) in list.iter_mut().zip(members) {
        unit.members = members.resolve(&names, flaws);
    }
    note_circular_members(&list, &spans, flaws);
    (Units::new(list), spans)
}

fn spans_of(fields: &Fields<'_, '_>, key: &'static str) -> Range<usize> {
    fields.span_of(key).unwrap_or_else(|| fields.span.clone())
}

fn former_names(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<(Spot<String>, Day)> {
    let mut former = Vec::new();
    for old in fields.tables("former", flaws) {
        let name = old.need_text("name", flaws);
        if let Some(until) = old.date("until", flaws) {
            former.push((name, until.value));
        } else if !old.has("until") {
            let key = "until".to_owned();
            flaws.note(old.span.clone(), Flaw::MissingKey { key });
        }
        old.finish(flaws);
    }
    former
}

/// Notes every collective that stands for itself, directly or through others.
fn note_circular_members(list: &[Unit], spans: &[Range<usize>], flaws: &mut Flaws) {
    for (ix, unit) in list
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.is_collective())
    {
        let mut seen = vec![false; list.len()];
        let mut waiting = vec![ix];
        while let Some(next) = waiting.pop() {
            if let Members::Listed(members) = &list[next].members {
                waiting.extend(
                    members
                        .iter()
                        .filter(|member| !std::mem::replace(&mut seen[**member], true)),
                );
            }
        }
        if seen[ix] {
            let name = unit.name.clone();
            flaws.note(spans[ix].clone(), Flaw::CircularMembers { name });
        }
    }
}

enum MembersText {
    All,
    Named(Vec<Spot<String>>),
}

impl MembersText {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Named(names) if names.is_empty())
    }

    fn read(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Self {
        let named = fields.text_or_texts("members", flaws);
        if named.len() == 1 && named[0].value == "*" {
            Self::All
        } else {
            Self::Named(named)
        }
    }

    fn resolve(self, units: &Units, flaws: &mut Flaws) -> Members {
        let Self::Named(written) = self else {
            return Members::All;
        };
        let mut found = Vec::new();
        for name in &written {
            let ix = units.find(&name.value);
            if ix.is_none() {
                let flaw = Flaw::UnknownUnit {
                    name: name.value.clone(),
                    nearest: nearest_units(units, &name.value),
                };
                flaws.note(name.span.clone(), flaw);
            }
            found.push((name, ix));
        }
        Members::Listed(once_each(found, flaws))
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
    match max {
        None if op == Op::Range => flaws.note(span, Flaw::RangeWithoutMax),
        Some(max) if max < value => flaws.note(
            span,
            Flaw::BadValue {
                key: "max".to_owned(),
                value: show_number(max),
                allowed: vec![format!(">= {}", show_number(value))],
            },
        ),
        _ => {}
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
