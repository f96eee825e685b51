//! Whether a plan says what its document says: `duban check --source DIR`.
//!
//! The document is read on its own (its outline, its numbers, the texts that assign units), and then held against the
//! plan and against the source record, both ways.

mod facts;
mod items;
mod own_draft;
mod places;
mod targets;
mod units;

use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{Day, Plan};
use crate::text::{Flaw, Severity};

use crate::document::SourceText;
use crate::document::intake::{FileFormat, format_of, read_bytes, receive};
use crate::document::outline::Outline;
use crate::document::text::lines_of;
use crate::document::units::assigning::Names;
use crate::store::{
    Loaded, Problem, SeedRecord, leads_outside, read_file, read_seed, sha256, source_place,
};
use places::PlanPlaces;

/// Holds a plan against its source record, and both against the document itself, which is looked for in the folder
/// `sources` under the name that the record says. The record's path counts from `workspace_parent`.
///
/// The problems are placed in plan.toml or in the source record, and name the line of the document. A plan that could
/// not be read has been judged already, and nothing is found in it here. What later documents changed is left out: the
/// plan is taken as it was before its first amendment. An error that the proof finds in import's own draft as well is
/// left out.
pub fn check_source(loaded: &Loaded, workspace_parent: &Path, sources: &Path) -> Vec<Problem> {
    let (Some(plan), Some(plan_text)) = (&loaded.plan, &loaded.plan_text) else {
        return Vec::new();
    };
    let Some(source) = &plan.document.source else {
        return vec![Problem::of_file(&loaded.files.plan, Flaw::NoSourceRecord)];
    };
    let Some(place) = source_place(workspace_parent, source) else {
        // Told where the plan is checked; not a line of what it names is shown.
        return Vec::new();
    };
    let record_text = match read_file(&place) {
        Ok(text) => text,
        Err(problem) => return vec![problem],
    };
    let (record, mut problems) = read_seed(&record_text);
    let Some(record) = record else {
        return problems;
    };
    let plan = Plan::on(Arc::clone(&plan.document), Day::MIN);
    let mut findings = Findings::of(&plan_text.path, &record_text.path);
    match original(&record, sources, &mut findings) {
        Ok(original) => {
            Check::of(&plan, &plan_text.text, &record, &original).all(&mut findings);
            if !findings.found.is_empty() {
                let of_draft = original.flaws_of_draft(&plan, &record);
                findings.found.retain(|problem| {
                    let is_error = problem.flaw.severity() == Severity::Error;
                    !is_error || !of_draft.contains(&problem.flaw)
                });
            }
        }
        Err(problem) => findings.found.push(problem),
    }
    findings.found.sort_by_key(|problem| {
        let of_record = problem.file == record_text.path;
        (of_record, problem.span.start)
    });
    problems.extend(findings.found);
    problems
}

/// A document's file, as import reads it.
struct Original {
    /// The text as import reads it.
    text: SourceText,
    lines: Vec<String>,
    /// The lines on which rows of its tables begin.
    rows: HashSet<usize>,
    sha256: String,
}

impl Original {
    /// Reads a file: of plain text its own lines, of anything else the paragraphs on the lines that import counts.
    fn read(name: &str, path: &Path) -> Result<Self, Problem> {
        let bytes = read_bytes(path).ok();
        let is_plain = bytes.as_ref().is_some_and(|bytes| {
            format_of(name, bytes) == FileFormat::Text && std::str::from_utf8(bytes).is_ok()
        });
        let received = bytes.as_ref().and_then(|bytes| receive(name, bytes).ok());
        let text = received.map(|received| received.text).unwrap_or_default();
        let rows = text.tables.iter().flat_map(|table| &table.rows);
        let rows = rows.map(|row| row.line_no).collect();
        let last = text.lines.iter().map(|line| line.line_no).max();
        let (Some(bytes), Some(last), false) = (bytes, last, is_plain) else {
            let file = read_file(path)?;
            return Ok(Self {
                text,
                lines: lines_of(&file.text)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
                rows,
                sha256: sha256(file.text.as_bytes()),
            });
        };
        let mut lines = vec![String::new(); last];
        for line in text.lines.iter().filter(|line| line.line_no > 0) {
            lines[line.line_no - 1].push_str(&line.text);
        }
        Ok(Self {
            text,
            lines,
            rows,
            sha256: sha256(&bytes),
        })
    }
}

/// Returns the document's file. That it is another than it was is noted, and read nevertheless: what else is found says
/// how it differs.
fn original(
    record: &SeedRecord,
    sources: &Path,
    findings: &mut Findings<'_>,
) -> Result<Original, Problem> {
    let name = Path::new(&record.file.value);
    let path = sources.join(name);
    if name.file_name() != Some(name.as_os_str()) || !path.is_file() || leads_outside(&path) {
        let file = record.file.value.clone();
        return Err(findings.in_record(&record.file.span, Flaw::SourceNotFound { file }));
    }
    let table = |findings: &Findings<'_>| {
        let file = record.file.value.clone();
        findings.in_record(&record.file.span, Flaw::SourceIsTable { file })
    };
    if is_table(&record.file.value, &path) {
        return Err(table(findings));
    }
    let original = Original::read(&record.file.value, &path)?;
    if original.sha256 != record.sha256.value {
        let expected = record.sha256.value.clone();
        let found = original.sha256.clone();
        findings.record(&record.sha256.span, Flaw::HashDiffers { expected, found });
    }
    // A table that was pasted, one cell a line, is one as well.
    let mut items = record.items.iter().peekable();
    if items.peek().is_some() && items.all(|item| original.rows.contains(&item.line.value)) {
        return Err(table(findings));
    }
    Ok(original)
}

/// Returns whether a file is a table, whose rows are not numbered paragraphs.
fn is_table(name: &str, path: &Path) -> bool {
    let format = read_bytes(path).map(|bytes| format_of(name, &bytes));
    format.is_ok_and(|format| {
        matches!(
            format,
            FileFormat::Csv | FileFormat::Xlsx | FileFormat::Xls | FileFormat::Ods
        )
    })
}

/// Everything that is compared.
struct Check<'a> {
    /// Before any amendment.
    plan: &'a Plan,
    places: PlanPlaces,
    names: Names,
    record: &'a SeedRecord,
    /// The lines on which rows of tables begin: their texts are not numbered paragraphs, and are not compared.
    rows: &'a HashSet<usize>,
    /// The lines of the whole file.
    lines: Vec<&'a str>,
    outline: Outline,
}

impl<'a> Check<'a> {
    /// Holds a plan and its record, of these texts, against their document.
    fn of(plan: &'a Plan, text: &str, record: &'a SeedRecord, original: &'a Original) -> Self {
        let lines: Vec<&str> = original.lines.iter().map(String::as_str).collect();
        Self {
            outline: Outline::of(&lines, &record.lines, &record.chapters),
            names: Names::of(plan.units()),
            places: PlanPlaces::of(text),
            plan,
            record,
            rows: &original.rows,
            lines,
        }
    }

    /// Finds everything that is wrong.
    fn all(&self, findings: &mut Findings<'_>) {
        self.facts(findings);
        self.items(findings);
        self.targets(findings);
        self.units(findings);
    }
}

/// What is found wrong, each in one of two files.
struct Findings<'a> {
    plan_file: &'a Path,
    record_file: &'a Path,
    found: Vec<Problem>,
}

impl<'a> Findings<'a> {
    /// Begins with none.
    fn of(plan_file: &'a Path, record_file: &'a Path) -> Self {
        Self {
            plan_file,
            record_file,
            found: Vec::new(),
        }
    }
}

impl Findings<'_> {
    /// Notes something wrong in plan.toml.
    fn plan(&mut self, span: &Range<usize>, flaw: Flaw) {
        self.found.push(Problem {
            file: self.plan_file.to_owned(),
            span: span.clone(),
            flaw,
        });
    }

    /// Notes something wrong in the source record.
    fn record(&mut self, span: &Range<usize>, flaw: Flaw) {
        let problem = self.in_record(span, flaw);
        self.found.push(problem);
    }

    fn in_record(&self, span: &Range<usize>, flaw: Flaw) -> Problem {
        Problem {
            file: self.record_file.to_owned(),
            span: span.clone(),
            flaw,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::{Unit, Units};

    #[test]
    fn what_is_no_plain_text_is_read_as_import_does() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            let read = Original::read(name, &path).unwrap();
            assert_eq!(read.sha256, sha256(text.as_bytes()), "{name}");
            read.lines
        };
        let page = "<html><body><p>一、任务</p><p>1.甲。</p></body></html>";
        let lines = read("a.html", page).into_iter();
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["一、任务", "1.甲。"]);
        assert_eq!(
            read("a.txt", "一、任务\n\n1.甲 。"),
            ["一、任务", "", "1.甲 。"]
        );
    }

    proptest! {
        #[test]
        fn no_document_is_too_odd_to_be_read(
            text in "[一二十、（）()。，.．0-9２万%-年到至每名人次家责任单位:：牵头负责等第超过 \n\u{3000}—]{0,80}|.{0,80}",
            line in 0_usize..6,
        ) {
            let lines = crate::document::text::lines_of(&text);
            let outline = Outline::of(&lines, &(1..=4), &["1".to_owned()]);
            for entry in &outline.entries {
                prop_assert!(entry.is_headed(entry.heading()) || entry.heading().is_empty());
            }
            let plain = crate::document::text::joined(&lines, 1..=9);
            for number in crate::document::aims::printed_numbers::printed_numbers(&plain) {
                prop_assert!(number.value.is_finite());
            }
            let unit = Unit::named("人家", &["责任"]);
            let names = Names::of(&Units::new(vec![unit]));
            names.read(&plain);
            if let Some(assigning) = crate::document::units::assigning::assigning_text(&lines, line) {
                prop_assert!(plain.is_empty() || names.read(&assigning).rest.concat().len() <= assigning.len());
            }
        }
    }
}
