//! `seeds/<id>.toml`: the source record of a plan.

use std::ops::{Range, RangeInclusive};
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

/// A value with its position in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// Byte range in the record's text.
    pub span: Range<usize>,
}

/// The source record of a plan: the document's names for itself, its file, and the lines of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedRecord {
    /// The plan's id.
    pub plan: Noted<String>,
    /// The document's title.
    pub title: Noted<String>,
    /// The issuing body, if the document names it.
    pub issuer: Option<Noted<String>>,
    /// Its document number.
    pub number: Option<Noted<String>>,
    /// The day it was issued.
    pub issued: Option<Noted<Day>>,
    /// The day it was published.
    pub published: Option<Noted<Day>>,
    /// The name of the file with the document's text.
    pub file: Noted<String>,
    /// The SHA-256 of that file, in lower-case hexadecimal.
    pub sha256: Noted<String>,
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
    pub id: Noted<String>,
    /// The number as printed.
    pub no: Noted<String>,
    /// The heading as printed.
    pub heading: Noted<String>,
    /// The line of the heading, from 1.
    pub line: Noted<usize>,
    /// The line that assigns the units, from 1.
    pub units: Option<Noted<usize>>,
}

/// A line that states an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedIndicator {
    /// The indicator's id.
    pub id: Noted<String>,
    /// The line, from 1.
    pub line: Noted<usize>,
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
    let plan = root.need_text("plan", flaws).into();
    let title = root.need_text("title", flaws).into();
    let mut text = |key| root.word(key, flaws).map(|spot| spot.owned().into());
    let (issuer, number) = (text("issuer"), text("number"));
    let mut date = |key| root.date(key, flaws).map(Noted::from);
    let (day_issued, published) = (date("issued"), date("published"));
    let file = root.need_text("file", flaws).into();
    let sha256 = root.need_text("sha256", flaws).into();
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
        let id: Noted<String> = fields.need_text("id", flaws).into();
        let no = fields.need_text("no", flaws).into();
        let heading = fields.need_text("heading", flaws).into();
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
        let id = fields.need_text("id", flaws).into();
        let line = line(&fields, "line", flaws);
        fields.finish(flaws);
        rows.extend(line.map(|line| SeedIndicator { id, line }));
    }
    rows
}

fn line(fields: &Fields<'_, '_>, key: &'static str, flaws: &mut Flaws) -> Option<Noted<usize>> {
    let Some(spot) = fields.whole(key, flaws) else {
        fields.need(&[key], flaws);
        return None;
    };
    if spot.value < 1 {
        flaws.bad_value(spot, key, vec!["1".to_owned()]);
        return None;
    }
    Some(Noted {
        value: spot.value as usize,
        span: spot.span,
    })
}

impl<T> From<Spot<T>> for Noted<T> {
    fn from(spot: Spot<T>) -> Self {
        Self {
            value: spot.value,
            span: spot.span,
        }
    }
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
