//! How well documents are read: what is found held against what is known, by kind and by document.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use duban::document::intake::receive;
use duban::document::{DocumentStructure, PrintedAim, read_document};
use duban::plan::{Day, Op, Recurrence, Target};
use duban::store::{Loaded, PlanFiles, read_file, read_seed};

/// What is counted.
pub(crate) const KINDS: [&str; 5] = ["items", "headings", "units", "figures", "deadlines"];

/// The facts of a document, one set per kind.
#[derive(Debug, Default, Clone)]
pub(crate) struct Facts {
    pub(crate) sets: [BTreeSet<String>; 5],
    /// Lines that a title, a number or a day is expected on; compared as a whole.
    pub(crate) head: BTreeSet<String>,
}

/// A document's score.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    pub(crate) document: String,
    /// Found and known, found, known: by kind.
    pub(crate) counts: [(usize, usize, usize); 5],
    pub(crate) missing: Vec<String>,
    pub(crate) invented: Vec<String>,
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '：' => ':',
            _ => c,
        })
        .collect()
}

fn every(every: Option<Recurrence>) -> &'static str {
    every.map_or("", Recurrence::key)
}

impl Facts {
    /// Drops the only year of a plan from its numbers: 2024 of a plan of 2024 says what no year says.
    fn leave_out(&mut self, year: i32) {
        let ending = format!(" {year}");
        let figures = std::mem::take(&mut self.sets[3]);
        self.sets[3] = figures
            .into_iter()
            .map(|figure| match figure.strip_suffix(&ending) {
                Some(bare) => format!("{bare} "),
                None => figure,
            })
            .collect();
    }

    /// Leaves out the groups in the ids of items that the labels number through a table: 2.14 is 14. Whoever labels may
    /// take a column of groups for headings or pass it over.
    fn number_through_like(&mut self, known: &Self) {
        let id = |fact: &String| fact.split(' ').next().unwrap_or_default().to_owned();
        let ids: Vec<String> = self.sets[0].iter().map(id).collect();
        let own = |id: &str| id.rsplit('.').next().unwrap_or_default().to_owned();
        let numbers: BTreeSet<String> = ids.iter().map(|id| own(id)).collect();
        let are_grouped = ids.iter().all(|id| id.matches('.').count() == 1);
        let are_serial = known.sets[0].iter().all(|fact| !id(fact).contains('.'));
        if !are_grouped || !are_serial || numbers.len() < ids.len() {
            return;
        }
        for kind in [0, 2, 3, 4] {
            let facts = std::mem::take(&mut self.sets[kind]);
            let renumbered = facts.into_iter().map(|fact| {
                let (id, rest) = fact.split_once(' ').unwrap_or((&fact, ""));
                format!("{} {rest}", own(id))
            });
            self.sets[kind] = renumbered.collect();
        }
    }

    /// Takes the facts of a head: title, issuer, number, day of issue.
    fn take_head(
        &mut self,
        title: &str,
        issuer: Option<&str>,
        number: Option<&str>,
        issued: Option<Day>,
    ) {
        let title = Some(format!("title {}", squeezed(title)));
        let issuer = issuer.map(|issuer| format!("issuer {issuer}"));
        let number = number.map(|number| format!("number {number}"));
        let issued = issued.map(|day| format!("issued {day}"));
        let facts = [title, issuer, number, issued];
        self.head.extend(facts.into_iter().flatten());
    }

    /// Takes a phase.
    fn take_phase(&mut self, start: Day, end: Day, name: &str) {
        let name = squeezed(name);
        self.head.insert(format!("phase {start} {end} {name}"));
    }
}

fn figure<V: std::fmt::Display>(
    id: &str,
    op: Op,
    value: V,
    max: Option<V>,
    unit: &str,
    how: Option<Recurrence>,
    by: Option<Day>,
) -> String {
    let max = max.map_or_else(String::new, |max| format!("-{max}"));
    let by = by.map_or_else(String::new, |by| by.format("%Y").to_string());
    format!("{id} {} {value}{max} {unit} {}{by}", op.key(), every(how))
}

/// The facts that reading a document finds.
pub(crate) fn found(structure: &DocumentStructure) -> Facts {
    let mut facts = Facts::default();
    let name = |unit: &usize| squeezed(&structure.units[*unit].name);
    for entry in &structure.entries {
        facts.sets[usize::from(!entry.is_item)].insert(format!(
            "{} {}",
            entry.id,
            squeezed(&entry.heading)
        ));
        for (role, units) in [("lead", &entry.lead), ("support", &entry.support)] {
            let named = units
                .iter()
                .map(|unit| format!("{} {role} {}", entry.id, name(unit)));
            facts.sets[2].extend(named);
        }
        for aim in &entry.aims {
            facts.sets[3].insert(aim_figure(&entry.id, aim));
        }
        let of_work = entry.deadlines.iter().filter_map(|deadline| deadline.due);
        let of_rows = entry.row_times.iter().filter_map(|row| row.due);
        let days = of_work.chain(entry.due).chain(of_rows);
        facts.sets[4].extend(days.map(|day| format!("{} {day}", entry.id)));
    }
    facts.sets[3].extend(plan_aims(structure).map(|aim| aim_figure("plan", aim)));
    let head = &structure.head;
    facts.take_head(
        &head.title,
        head.issuer.as_deref(),
        head.number.as_deref(),
        head.issued,
    );
    for phase in &structure.phases {
        facts.take_phase(phase.start, phase.end, &phase.name);
    }
    facts
}

/// What reading a document finds, an entry a line.
pub(crate) fn shown(structure: &DocumentStructure) -> String {
    let mut text = String::new();
    for fact in &found(structure).head {
        let _ = writeln!(text, "{fact}");
    }
    let names = |units: &[usize]| {
        let names: Vec<&str> = units
            .iter()
            .map(|unit| structure.units[*unit].name.as_str())
            .collect();
        names.join("、")
    };
    for entry in &structure.entries {
        let mark = if entry.is_item { '-' } else { '#' };
        let _ = writeln!(
            text,
            "{:>5} {mark} {} {} | {} | {}{}",
            entry.line_no,
            entry.id,
            entry.heading,
            names(&entry.lead),
            names(&entry.support),
            entry.due.map_or_else(String::new, |due| format!(" {due}"))
        );
        for aim in &entry.aims {
            let figure = aim_figure(&entry.id, aim);
            let _ = writeln!(text, "        {figure} [{}]", aim.name);
        }
        for day in &entry.deadlines {
            let when = day
                .due
                .map_or_else(|| every(day.every).to_owned(), |due| due.to_string());
            let _ = writeln!(text, "        {when} {}", day.title);
        }
    }
    for aim in plan_aims(structure) {
        let _ = writeln!(text, "        {} [{}]", aim_figure("plan", aim), aim.name);
    }
    text
}

/// The numbers of the plan itself.
fn plan_aims(structure: &DocumentStructure) -> impl Iterator<Item = &PrintedAim> {
    let indicators = structure.indicators.iter();
    indicators.flat_map(|indicator| &indicator.aims)
}

fn aim_figure(id: &str, aim: &PrintedAim) -> String {
    figure(id, aim.op, aim.value, aim.max, &aim.unit, aim.every, aim.by)
}

/// The facts of an encoded plan.
pub(crate) fn encoded(repository: &Path, id: &str) -> (Facts, String) {
    let files = PlanFiles::in_folder(repository.join("plans").join(id));
    let day = Day::from_ymd_opt(2024, 6, 30).expect("a day");
    let loaded = Loaded::read(&files, day);
    let plan = loaded.plan.expect("a plan without errors");
    let record = read_file(&repository.join("seeds").join(format!("{id}.toml"))).expect("a record");
    let record = read_seed(&record).0.expect("a record without errors");
    let document = &plan.document;
    let mut facts = Facts::default();
    let name = |unit: &duban::plan::UnitIx| squeezed(document.units.name(*unit));
    let assigned = |facts: &mut Facts, id: &str, assignment: &duban::plan::Assignment| {
        for (role, units) in [("lead", &assignment.lead), ("support", &assignment.support)] {
            for unit in units.iter().flatten() {
                facts.sets[2].insert(format!("{id} {role} {}", name(unit)));
            }
        }
    };
    for section in &document.sections {
        assigned(&mut facts, &section.id, &section.assignment);
        facts.sets[1].insert(format!("{} {}", section.id, squeezed(&section.title)));
    }
    for action in &document.actions {
        assigned(&mut facts, &action.id, &action.assignment);
        facts.sets[0].insert(format!("{} {}", action.id, squeezed(&action.title)));
        for milestone in &action.milestones {
            let fields = &milestone.fields;
            if let Some(target) = &fields.target {
                facts.sets[3].insert(target_figure(&action.id, target, fields.every));
            } else if let Some(due) = fields.due {
                facts.sets[4].insert(format!("{} {due}", action.id));
            }
        }
    }
    for indicator in &document.indicators {
        for target in &indicator.targets {
            facts.sets[3].insert(target_figure("plan", target, None));
        }
    }
    facts.take_head(
        &document.title,
        document.issuer.as_deref(),
        document.number.as_deref(),
        document.issued,
    );
    if document.phases.len() > 1 && document.id != "dandong" {
        for phase in &document.phases {
            facts.take_phase(phase.window.start, phase.window.end, &phase.name);
        }
    }
    (facts, record.file.value)
}

fn target_figure(id: &str, target: &Target, how: Option<Recurrence>) -> String {
    figure(
        id, target.op, target.value, target.max, &target.unit, how, target.by,
    )
}

/// Reads labels: a line a fact, `item ID TITLE`, `head ID TITLE`, `unit ID lead|support NAME`, `fig ID OP VALUE UNIT [WHEN]`,
/// `due ID DAY`, `title …`, `issuer …`, `number …`, `issued DAY`, `phase START END NAME`; `#` begins a comment.
pub(crate) fn labelled(text: &str) -> Facts {
    let mut facts = Facts::default();
    for line in text.lines() {
        let line = line.trim();
        let Some((kind, rest)) = line.split_once(' ').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let rest = rest.trim();
        let (id, what) = rest.split_once(' ').unwrap_or((rest, ""));
        match kind {
            "item" => facts.sets[0].insert(format!("{id} {}", squeezed(what))),
            "head" => facts.sets[1].insert(format!("{id} {}", squeezed(what))),
            "lead" | "support" => what.split(' ').fold(true, |_, name| {
                facts.sets[2].insert(format!("{id} {kind} {}", squeezed(name)))
            }),
            "fig" => {
                let parts: Vec<&str> = what.split_whitespace().collect();
                let when = parts.get(3).copied().unwrap_or("");
                facts.sets[3].insert(format!(
                    "{id} {} {} {} {when}",
                    parts[0], parts[1], parts[2]
                ))
            }
            "due" => facts.sets[4].insert(rest.to_owned()),
            "title" => facts.head.insert(format!("title {}", squeezed(rest))),
            "phase" | "issuer" | "number" | "issued" => facts.head.insert(line.to_owned()),
            other => panic!("no kind of fact: {other}"),
        };
    }
    facts
}

/// Holds what is found against what is known.
pub(crate) fn score(document: &str, known: &Facts, found: &Facts) -> Score {
    let mut score = Score {
        document: document.to_owned(),
        ..Score::default()
    };
    for (at, kind) in KINDS.iter().enumerate() {
        let (known, found) = (&known.sets[at], &found.sets[at]);
        score.counts[at] = (known.intersection(found).count(), found.len(), known.len());
        score.missing.extend(of_kind(kind, known.difference(found)));
        score
            .invented
            .extend(of_kind(kind, found.difference(known)));
    }
    let missing = known.head.difference(&found.head);
    score.missing.extend(of_kind("head", missing));
    let said = |fact: &&String| {
        let mut known = known.head.iter();
        known.any(|known| known.split(' ').next() == fact.split(' ').next())
    };
    let invented = found.head.difference(&known.head).filter(said);
    score.invented.extend(of_kind("head", invented));
    score
}

fn of_kind<'f>(
    kind: &str,
    facts: impl Iterator<Item = &'f String>,
) -> impl Iterator<Item = String> {
    facts.map(move |fact| format!("{kind}: {fact}"))
}

/// The sum of all scores.
pub(crate) fn total(scores: &[Score]) -> Score {
    let mut total = Score {
        document: "all".to_owned(),
        ..Score::default()
    };
    for score in scores {
        for (sum, counts) in total.counts.iter_mut().zip(&score.counts) {
            *sum = (sum.0 + counts.0, sum.1 + counts.1, sum.2 + counts.2);
        }
    }
    total
}

/// A share in percent; nothing of nothing is all of it.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        100.0
    } else {
        part as f64 * 100.0 / whole as f64
    }
}

/// A table of precision and recall, a line a document.
pub(crate) fn table(scores: &[Score]) -> String {
    let mut text = format!("{:<28}", "precision / recall, %");
    for kind in KINDS {
        let _ = write!(text, "{kind:>22}");
    }
    text.push('\n');
    for score in scores.iter().chain([&total(scores)]) {
        let _ = write!(text, "{:<28}", score.document);
        for (hit, found, known) in score.counts {
            let cell = format!(
                "{:.1}/{:.1} ({known})",
                share(hit, found),
                share(hit, known)
            );
            let _ = write!(text, "{cell:>22}");
        }
        text.push('\n');
    }
    text
}

/// Reads a document from its file.
pub(crate) fn read(path: &Path) -> DocumentStructure {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    match receive(&name, &bytes) {
        Ok(intake) => read_document(&intake.text),
        Err(error) => panic!("{}: {error:?}", path.display()),
    }
}

/// The scores of the five plans, where their documents lie in `sources`.
pub(crate) fn five(repository: &Path, sources: &Path) -> Vec<Score> {
    ["zhangping", "tunxi", "dandong", "pingdingshan", "harbin"]
        .into_iter()
        .map(|id| {
            let (known, file) = encoded(repository, id);
            score(id, &known, &found(&read(&sources.join(file))))
        })
        .collect()
}

/// The scores of the documents in a folder for which there are labels.
pub(crate) fn with_labels(labels: &Path, documents: &Path) -> Vec<Score> {
    let mut names: Vec<_> = fs::read_dir(labels)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "labels"))
        .collect();
    names.sort();
    names
        .into_iter()
        .filter_map(|path| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            let document = ["txt", "md", "csv", "html", "docx", "xlsx"]
                .into_iter()
                .map(|ending| documents.join(format!("{name}.{ending}")))
                .find(|document| document.exists())?;
            let mut known = labelled(&fs::read_to_string(&path).ok()?);
            let structure = read(&document);
            let mut found = found(&structure);
            if let Some((year, _)) = structure.head.years.filter(|(from, to)| from == to) {
                known.leave_out(year);
                found.leave_out(year);
            }
            found.number_through_like(&known);
            Some(score(&name, &known, &found))
        })
        .collect()
}

/// What is below the floor: of items, headings and units 99 %, of numbers 95 % are found and 97 % of those taken are right.
pub(crate) fn below_floor(scores: &[Score]) -> Vec<String> {
    const FLOORS: [(f64, f64); 5] = [
        (99.0, 99.0),
        (99.0, 99.0),
        (99.0, 99.0),
        (97.0, 95.0),
        (90.0, 90.0),
    ];
    let total = total(scores);
    KINDS
        .iter()
        .zip(total.counts.iter().zip(FLOORS))
        .filter(|(_, ((hit, found, known), (precision, recall)))| {
            share(*hit, *found) < *precision || share(*hit, *known) < *recall
        })
        .map(|(kind, ((hit, found, known), _))| {
            format!("{kind}: {hit} of {found} found and of {known} known")
        })
        .collect()
}
