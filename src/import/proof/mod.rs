//! Whether a plan says what its document says: `duban check --source DIR`.
//!
//! The document is read on its own (its outline, its figures, the texts that assign units), and then held against the
//! plan and against the source record, both ways.

mod facts;
mod items;
mod places;
mod targets;
mod units;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{Day, Plan};
use crate::text::Flaw;

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
/// What is found stands in plan.toml or in the source record, and names the line of the document. A plan that could not
/// be read has been judged already, and nothing is found in it here. What later documents changed is left out: the plan
/// is taken as it was before its first amendment.
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
    let mut findings = Findings {
        plan_file: &plan_text.path,
        record_file: &record_text.path,
        found: Vec::new(),
    };
    match original(&record, sources, &mut findings) {
        Ok(original) => {
            let lines: Vec<&str> = original.iter().map(String::as_str).collect();
            let check = Check {
                outline: Outline::of(&lines, &record.lines, &record.chapters),
                names: Names::of(plan.units()),
                places: PlanPlaces::of(&plan_text.text),
                plan: &plan,
                record: &record,
                lines,
            };
            check.facts(&mut findings);
            check.items(&mut findings);
            check.targets(&mut findings);
            check.units(&mut findings);
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

/// Returns the lines of the document's file, as import reads them. That it is another than it was is noted, and read nevertheless: what else is found
/// says how it differs.
fn original(
    record: &SeedRecord,
    sources: &Path,
    findings: &mut Findings<'_>,
) -> Result<Vec<String>, Problem> {
    let name = Path::new(&record.file.value);
    let path = sources.join(name);
    if name.file_name() != Some(name.as_os_str()) || !path.is_file() || leads_outside(&path) {
        let file = record.file.value.clone();
        return Err(findings.in_record(&record.file.span, Flaw::SourceNotFound { file }));
    }
    if is_table(&record.file.value, &path) {
        let file = record.file.value.clone();
        return Err(findings.in_record(&record.file.span, Flaw::SourceIsTable { file }));
    }
    let (lines, found) = if let Some(read) = read_as_import(&record.file.value, &path) {
        read
    } else {
        let original = read_file(&path)?;
        let lines = lines_of(&original.text).into_iter().map(str::to_owned);
        (lines.collect(), sha256(original.text.as_bytes()))
    };
    if found != record.sha256.value {
        let expected = record.sha256.value.clone();
        findings.record(&record.sha256.span, Flaw::HashDiffers { expected, found });
    }
    Ok(lines)
}

/// Returns whether a file is a table, whose rows are no numbered paragraphs.
fn is_table(name: &str, path: &Path) -> bool {
    let format = read_bytes(path).map(|bytes| format_of(name, &bytes));
    format.is_ok_and(|format| {
        matches!(
            format,
            FileFormat::Csv | FileFormat::Xlsx | FileFormat::Xls | FileFormat::Ods
        )
    })
}

/// Reads a file that is no plain text of UTF-8 as import does: its paragraphs on the lines that import counts, and its hash.
/// Nothing where import reads no paragraphs of it.
fn read_as_import(name: &str, path: &Path) -> Option<(Vec<String>, String)> {
    let bytes = read_bytes(path).ok()?;
    let format = format_of(name, &bytes);
    if format == FileFormat::Text && std::str::from_utf8(&bytes).is_ok() {
        return None;
    }
    let read = receive(name, &bytes).ok()?.text;
    let last = read.lines.iter().map(|line| line.line_no).max()?;
    let mut lines = vec![String::new(); last];
    for line in read.lines {
        lines[line.line_no.checked_sub(1)?].push_str(&line.text);
    }
    Some((lines, sha256(&bytes)))
}

/// Everything that is compared.
struct Check<'a> {
    /// Before any amendment.
    plan: &'a Plan,
    places: PlanPlaces,
    names: Names,
    record: &'a SeedRecord,
    /// The place of the whole file.
    lines: Vec<&'a str>,
    outline: Outline,
}

/// What is found wrong, each in one of two files.
struct Findings<'a> {
    plan_file: &'a Path,
    record_file: &'a Path,
    found: Vec<Problem>,
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
            let (lines, hash) = read_as_import(name, &path)?;
            let lines = lines.into_iter().filter(|line| !line.is_empty());
            Some((lines.collect::<Vec<_>>(), hash))
        };
        let page = "<html><body><p>一、任务</p><p>1.甲。</p></body></html>";
        let lines = ["一、任务", "1.甲。"].map(str::to_owned).to_vec();
        assert_eq!(read("a.html", page), Some((lines, sha256(page.as_bytes()))));
        assert_eq!(read("a.txt", "一、任务\n1.甲。"), None);
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
            for figure in crate::document::aims::figures::figures(&plain) {
                prop_assert!(figure.value.is_finite());
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
