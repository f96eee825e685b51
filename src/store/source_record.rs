//! `seeds/<id>.toml`: the source record of a plan.

use std::ops::RangeInclusive;
use std::path::{Component, Path, PathBuf};

use crate::plan::Day;
use crate::text::Flaw;

use super::problem::Flaws;
use super::toml_reader::fields::{Fields, Spot};
use super::toml_reader::text::{check_schema, parse};
use super::{FileText, Problem, leads_outside};

/// Returns the path of a plan's source record, in the folder around plans/; `None` if its path, or a link, leads out of that. A plan
/// may come from anybody, and names no file of ours.
pub fn source_place(workspace_parent: &Path, source: &str) -> Option<PathBuf> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let path = workspace_parent.join(source);
    let is_inside = Path::new(source).components().all(is_plain) && !leads_outside(&path);
    is_inside.then_some(path)
}

/// The source record of a plan: the document's names for itself, its file, and the lines of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedRecord {
    /// The plan's id.
    pub plan: Spot<String>,
    /// The document's title.
    pub title: Spot<String>,
    /// The issuing body, if the document names it.
    pub issuer: Option<Spot<String>>,
    /// Its document number.
    pub number: Option<Spot<String>>,
    /// The day it was issued.
    pub issued: Option<Spot<Day>>,
    /// The day it was published.
    pub published: Option<Spot<Day>>,
    /// The name of the file with the document's text.
    pub file: Spot<String>,
    /// The SHA-256 of that file, in lower-case hexadecimal.
    pub sha256: Spot<String>,
    /// Lines of the file that are the document itself, counted from 1.
    pub lines: RangeInclusive<usize>,
    /// Chapters whose entries are actions; the others are prose.
    pub chapters: Vec<String>,
    /// Sections that contain actions.
    pub sections: Vec<SeedEntry>,
    /// The actions.
    pub items: Vec<SeedEntry>,
    /// Lines that state indicators; several lines for one indicator are several rows.
    pub indicators: Vec<SeedIndicator>,
}

/// A section or action with its lines in the document.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedEntry {
    /// The id, a dotted path.
    pub id: Spot<String>,
    /// The number as printed.
    pub no: Spot<String>,
    /// The heading as printed.
    pub heading: Spot<String>,
    /// The line of the heading, from 1.
    pub line: Spot<usize>,
    /// The line that assigns the units, from 1.
    pub units: Option<Spot<usize>>,
}

/// A line that states an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedIndicator {
    /// The indicator's id.
    pub id: Spot<String>,
    /// The line, from 1.
    pub line: Spot<usize>,
}

/// Reads a source record. Flaws are reported at their positions; the record is returned unless a
/// required part is missing.
pub fn read_seed(file: &FileText) -> (Option<SeedRecord>, Vec<Problem>) {
    let mut flaws = Flaws::default();
    let record = parse(&file.text, &mut flaws).and_then(|table| {
        let root = Fields::new(&table, 0..0);
        check_schema(&root, &mut flaws);
        let record = record(&root, &mut flaws);
        root.finish(&mut flaws);
        record
    });
    let record = record.filter(|_| !flaws.fatal);
    (record, flaws.in_file(&file.path))
}

fn record(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<SeedRecord> {
    let plan = root.need_text("plan", flaws);
    let title = root.need_text("title", flaws);
    let mut text = |key| root.word(key, flaws).map(Spot::owned);
    let (issuer, number) = (text("issuer"), text("number"));
    let mut date = |key| root.date(key, flaws);
    let (day_issued, published) = (date("issued"), date("published"));
    let file = root.need_text("file", flaws);
    let sha256 = root.need_text("sha256", flaws);
    let lines = lines(root, flaws);
    let chapters = root.texts("chapters", flaws).unwrap_or_default();
    let sections = entries(root, "section", flaws);
    let items = entries(root, "item", flaws);
    let indicators = indicators(root, flaws);
    Some(SeedRecord {
        plan,
        title,
        issuer,
        number,
        issued: day_issued,
        published,
        file,
        sha256,
        lines: lines?,
        chapters: chapters.into_iter().map(|spot| spot.value).collect(),
        sections,
        items,
        indicators,
    })
}

fn lines(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<RangeInclusive<usize>> {
    let Some(spot) = root.wholes("lines", flaws) else {
        root.need(&["lines"], flaws);
        flaws.fatal = true;
        return None;
    };
    match spot.value[..] {
        [first, last] if 1 <= first && first <= last => Some(first as usize..=last as usize),
        _ => {
            let value = format!("{:?}", spot.value);
            let span = spot.span;
            flaws.bad_value(Spot { value, span }, "lines", vec!["[1, 99]".to_owned()]);
            flaws.fatal = true;
            None
        }
    }
}

fn entries(root: &Fields<'_, '_>, key: &'static str, flaws: &mut Flaws) -> Vec<SeedEntry> {
    let mut entries: Vec<SeedEntry> = Vec::new();
    for fields in root.tables(key, flaws) {
        let id = fields.need_text("id", flaws);
        let no = fields.need_text("no", flaws);
        let heading = fields.need_text("heading", flaws);
        let line = line(&fields, "line", flaws);
        let units = fields
            .has("units")
            .then(|| self::line(&fields, "units", flaws))
            .flatten();
        if entries.iter().any(|known| known.id.value == id.value) {
            let id = id.value.clone();
            flaws.note(fields.span.clone(), Flaw::DuplicateId { id });
        }
        fields.finish(flaws);
        if let Some(line) = line {
            entries.push(SeedEntry {
                id,
                no,
                heading,
                line,
                units,
            });
        }
    }
    entries
}

fn indicators(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<SeedIndicator> {
    let mut rows = Vec::new();
    for fields in root.tables("indicator", flaws) {
        let id = fields.need_text("id", flaws);
        let line = line(&fields, "line", flaws);
        fields.finish(flaws);
        rows.extend(line.map(|line| SeedIndicator { id, line }));
    }
    rows
}

fn line(fields: &Fields<'_, '_>, key: &'static str, flaws: &mut Flaws) -> Option<Spot<usize>> {
    let Some(spot) = fields.whole(key, flaws) else {
        fields.need(&[key], flaws);
        return None;
    };
    if spot.value < 1 {
        flaws.bad_value(spot, key, vec!["1".to_owned()]);
        return None;
    }
    Some(Spot {
        value: spot.value as usize,
        span: spot.span,
    })
}

impl SeedRecord {
    /// Finds a section by its id.
    pub fn section(&self, id: &str) -> Option<&SeedEntry> {
        self.sections.iter().find(|entry| entry.id.value == id)
    }

    /// Finds an action by its id.
    pub fn item(&self, id: &str) -> Option<&SeedEntry> {
        self.items.iter().find(|entry| entry.id.value == id)
    }

    /// Returns the lines of an indicator.
    pub fn indicator_lines(&self, id: &str) -> Vec<usize> {
        self.indicators
            .iter()
            .filter(|row| row.id.value == id)
            .map(|row| row.line.value)
            .collect()
    }
}
