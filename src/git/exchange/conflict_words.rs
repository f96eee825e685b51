//! Conflicts in words: the item and field, the version of each side, and who changed it when.

use std::collections::BTreeMap;

use toml::Value;

use crate::plan::{Baseline, Day, Measure, Number, Op, Pace, Recurrence, Target, UnitKind};
use crate::store::{PlanFiles, PlanPart, Workspace, read_plain_text, sides};
use crate::text::{ChangedField, Words, clean};

use crate::diff::{Version, compare, difference_line};
use crate::git::{ConflictedFile, GitFault, Origin, Repository, Side, marked_files};
use crate::merge::{Conflict, ConflictSubject, ItemName};

/// Returns the files of one plan, or of all, that are in conflict on disk, whether or not the workspace lies in a
/// repository. Conflicts that only a sync would meet are left out.
///
/// # Errors
/// As in [`Repository::conflicts`].
pub fn conflicts_on_disk(
    workspace: &Workspace,
    only: Option<&str>,
) -> Result<Vec<ConflictedFile>, GitFault> {
    // A plan that cannot be read does not keep the conflicts of another from being shown.
    let mut workspace = workspace.clone();
    let is_meant = |plan: &str| only.is_none_or(|only| only == plan);
    workspace.plans.retain(|files| is_meant(&files.id));
    let mut found = match Repository::around(&workspace.folder) {
        Ok(repository) => repository.conflicts(&workspace)?,
        Err(_) => marked_files(&workspace)?,
    };
    found.retain(|file| file.origin != Origin::Sync && is_meant(&file.plan));
    Ok(found)
}

/// Describes both sides of each file, and how to settle them.
pub fn conflict_lines(
    workspace: &Workspace,
    files: &[ConflictedFile],
    words: &Words,
) -> Vec<String> {
    let mut lines = Vec::new();
    for file in files {
        let plan = PlanFiles::in_folder(workspace.folder.join(&file.plan));
        lines.extend(file.lines(&plan, words));
        lines.push(String::new());
    }
    if !lines.is_empty() {
        lines.push(words.resolve.how.to_owned());
    }
    lines
}

impl ConflictedFile {
    /// Describes both sides of each conflict, in several lines each. `files` are those of the plan, whose names are
    /// used for a log's milestones.
    pub fn lines(&self, files: &PlanFiles, words: &Words) -> Vec<String> {
        let said = &words.resolve;
        let name = self.name();
        if self.conflicts.is_empty() && self.file == PlanPart::Progress {
            let mut lines = vec![(said.both_kept)(&name)];
            let [ours, theirs] = self.logged(files, words);
            for (title, side, logged) in [
                (said.ours, &self.ours, ours),
                (said.theirs, &self.theirs, theirs),
            ] {
                lines.push(format!("  {}", side.words(title)));
                if logged.is_empty() {
                    lines.push(format!("    {}", said.nothing_new));
                }
                lines.extend(logged.into_iter().map(|line| format!("    {line}")));
            }
            return lines;
        }
        let mut lines = vec![(said.places)(&name, self.conflicts.len())];
        for (at, conflict) in self.conflicts.iter().enumerate() {
            lines.push(format!("{}. {}", at + 1, conflict.name(words)));
            lines.extend(
                self.side_lines(conflict, words)
                    .into_iter()
                    .map(|line| format!("   {line}")),
            );
        }
        lines
    }

    /// Describes the common version of a conflicting place and each side's (1 is ours, 2 theirs).
    pub fn side_lines(&self, conflict: &Conflict, words: &Words) -> Vec<String> {
        let said = &words.resolve;
        let mut lines = Vec::new();
        if let (ConflictSubject::Field(_), Some(base)) = (&conflict.subject, &conflict.base) {
            let base = conflict.value(Some(base), words);
            lines.push(format!("{}: {base}", said.was));
        }
        for (number, title, side, value) in [
            (1, said.ours, &self.ours, &conflict.ours),
            (2, said.theirs, &self.theirs, &conflict.theirs),
        ] {
            let side = format!("{number} {}", side.words(title));
            lines.push(if conflict.subject == ConflictSubject::File {
                side
            } else {
                format!("{side}: {}", conflict.value(value.as_ref(), words))
            });
        }
        lines
    }

    /// Returns the entries that only one side of a log has, for each side.
    fn logged(&self, files: &PlanFiles, words: &Words) -> [Vec<String>; 2] {
        let plan = read_plain_text(&files.plan).unwrap_or_default();
        let plan = sides(&plan).map_or(plan, |sides| sides.ours);
        let [ours, theirs] = self.side_texts().map(|text| {
            let bytes = |text: &str| Some(text.as_bytes().to_vec());
            Version::read(&files.id, bytes(&plan), bytes(text))
        });
        let mut common = ours.clone();
        for (mine, known) in [
            (&mut common.progress.milestones, &theirs.progress.milestones),
            (&mut common.progress.indicators, &theirs.progress.indicators),
        ] {
            for (id, log) in mine.iter_mut() {
                let known = known.get(id).map_or(&[][..], Vec::as_slice);
                log.retain(|entry| known.iter().any(|other| other.source == entry.source));
            }
        }
        [ours, theirs].map(|side| {
            compare(&common, &side)
                .iter()
                .map(|difference| difference_line(difference, words))
                .collect()
        })
    }
}

impl Side {
    /// Returns the side's name followed by who changed it and when.
    pub fn words(&self, title: &str) -> String {
        let mut parts = vec![title.to_owned()];
        parts.extend(self.who.clone());
        parts.extend(
            self.when
                .map(|when| when.format("%Y-%m-%d %H:%M").to_string()),
        );
        if self.who.is_none() && !self.name.is_empty() {
            parts.push(self.name.clone());
        }
        clean(&parts.join(" ")).into_owned()
    }
}

impl Conflict {
    /// Returns the item and the field in the words of the plan.
    pub fn name(&self, words: &Words) -> String {
        let part = match &self.subject {
            ConflictSubject::File => return words.resolve.whole_file.to_owned(),
            ConflictSubject::Plan => return words.resolve.whole_plan.to_owned(),
            ConflictSubject::Item => words.resolve.whole_item.to_owned(),
            ConflictSubject::Field(key) => field_words(key, words),
        };
        let mut parts: Vec<String> = self
            .item
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let title = self.titles.get(at).map_or("", String::as_str);
                item_words(item, title, words)
            })
            .collect();
        if parts.is_empty() {
            parts.push(words.history.plan.to_owned());
        }
        parts.push(part);
        clean(&parts.join(" / ")).into_owned()
    }

    /// Describes one side's version; for a whole item, its changes.
    fn value(&self, text: Option<&String>, words: &Words) -> String {
        let Some(text) = text else {
            return words.resolve.taken_out.to_owned();
        };
        let said = match &self.subject {
            ConflictSubject::Plan => {
                return (words.resolve.kept)(&clean(&self.plan_changed(text, words)));
            }
            ConflictSubject::Item | ConflictSubject::File => self.changed(text, words),
            ConflictSubject::Field(key) => match format!("v = {text}").parse::<toml::Table>() {
                Ok(table) => table
                    .get("v")
                    .map(|value| value_words(key, value, words))
                    .unwrap_or_default(),
                // Written as tables of its own.
                Err(_) => text.replace('\n', " "),
            },
        };
        clean(&said).into_owned()
    }

    /// Describes the first changes of the side that keeps a plan; empty if it changed nothing in plan.toml.
    fn plan_changed(&self, text: &str, words: &Words) -> String {
        const SHOWN: usize = 3;
        let bytes = |text: &str| Some(text.as_bytes().to_vec());
        let base = self.base.as_deref().unwrap_or_default();
        let versions = [base, text].map(|text| Version::read("", bytes(text), None));
        let [old, new] = versions;
        if old.document.is_none() || new.document.is_none() {
            return String::new();
        }
        let lines: Vec<String> = compare(&old, &new)
            .iter()
            .take(SHOWN)
            .map(|difference| difference_line(difference, words))
            .collect();
        lines.join(words.history.separator)
    }

    /// Describes the changes to an item that one side removed and the other changed.
    fn changed(&self, text: &str, words: &Words) -> String {
        let read = |text: &str| -> BTreeMap<String, Value> {
            let mut fields = BTreeMap::new();
            if let Ok(table) = text.parse::<toml::Table>() {
                flatten("", &Value::Table(table), &mut fields);
            }
            fields
        };
        let old = self.base.as_deref().map(read).unwrap_or_default();
        let new = read(text);
        let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let shown = |key: &str, value: Option<&Value>| {
            value.map_or_else(
                || words.history.nothing.to_owned(),
                |value| value_words(key, value, words),
            )
        };
        let parts: Vec<String> = keys
            .into_iter()
            .filter(|key| old.get(*key) != new.get(*key))
            .map(|path| {
                let key = path.rsplit('.').next().unwrap_or(path);
                let (from, to) = (shown(key, old.get(path)), shown(key, new.get(path)));
                format!("{} {from} -> {to}", field_words(key, words))
            })
            .collect();
        parts.join(words.history.separator)
    }
}

/// Collects the fields of an item and of nested items, each under its path.
fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                let is_whole = matches!(key.as_str(), "target" | "baseline" | "period");
                let path = format!("{path}.{key}");
                if is_whole {
                    into.insert(path, value.clone());
                } else {
                    flatten(&path, value, into);
                }
            }
        }
        Value::Array(list) if list.iter().any(Value::is_table) => {
            for (at, value) in list.iter().enumerate() {
                flatten(&format!("{path}#{at}"), value, into);
            }
        }
        value => {
            into.insert(path.to_owned(), value.clone());
        }
    }
}

fn field_words(key: &str, words: &Words) -> String {
    // An indicator's list of targets is its target.
    let key = if key == "targets" { "target" } else { key };
    ChangedField::from_key(key).map_or_else(
        || key.to_owned(),
        |field| (words.history.field)(field).to_owned(),
    )
}

fn item_words(item: &ItemName, title: &str, words: &Words) -> String {
    let history = &words.history;
    let called = if title.is_empty() { &item.id } else { title };
    match item.kind.as_str() {
        "phase" => (history.named_phase)(called),
        "unit" => (history.named_unit)(called),
        "indicator" => (history.named_indicator)(called),
        "amendment" => (history.named_amendment)(called),
        "action" | "section" if !title.is_empty() => format!("{} {title}", item.id),
        _ if item.id.is_empty() => item.kind.clone(),
        _ => called.to_owned(),
    }
}

fn value_words(key: &str, value: &Value, words: &Words) -> String {
    let history = &words.history;
    match value {
        Value::String(text) => {
            let every = (key == "every")
                .then(|| Recurrence::from_key(text))
                .flatten();
            let kind = (key == "kind").then(|| UnitKind::from_key(text)).flatten();
            match (every, kind) {
                (Some(every), _) => (history.every)(every).to_owned(),
                (_, Some(kind)) => (history.unit_kind)(kind).to_owned(),
                _ if key == "members" && text == "*" => history.everybody.to_owned(),
                _ => text.clone(),
            }
        }
        Value::Boolean(yes) => (if *yes { history.yes } else { history.no }).to_owned(),
        Value::Array(list) if list.is_empty() => history.nothing.to_owned(),
        Value::Array(list) => list
            .iter()
            .map(|value| value_words(key, value, words))
            .collect::<Vec<_>>()
            .join(history.comma),
        Value::Table(table) => {
            let day = |key: &str| table.get(key).map(ToString::to_string);
            if let Some(target) = target(table) {
                (history.target)(&target)
            } else if let (Some(start), Some(end)) = (day("start"), day("end")) {
                format!("{start} - {end}")
            } else if let (Some(name), Some(until)) =
                (table.get("name").and_then(Value::as_str), day("until"))
            {
                (history.until)(name, &until)
            } else {
                table.to_string().trim_end().replace('\n', ", ")
            }
        }
        other => match number(other) {
            Some(number) => number.to_string(),
            None => other.to_string(),
        },
    }
}

fn number(value: &Value) -> Option<Number> {
    let float = value.as_float().and_then(Number::from_f64);
    float.or_else(|| value.as_integer().map(Number::from))
}

/// Returns the target that a table states, if any.
fn target(table: &toml::Table) -> Option<Target> {
    let text = |key: &str| table.get(key).and_then(Value::as_str);
    let day = |table: &toml::Table, key: &str| -> Option<Day> {
        table.get(key)?.as_datetime()?.to_string().parse().ok()
    };
    let op = Op::from_key(text("op")?)?;
    let value = number(table.get("value")?)?;
    let unit = text("unit").unwrap_or_default().to_owned();
    let measure = match text("measure") {
        Some("flow") => Measure::Flow,
        Some("stock") => Measure::Stock,
        _ => Target::default_measure(&unit),
    };
    let baseline = table.get("baseline").and_then(Value::as_table);
    let baseline = baseline.and_then(|table| {
        Some(Baseline {
            value: number(table.get("value")?)?,
            on: day(table, "on"),
        })
    });
    let pace = match text("pace") {
        Some("linear") => Pace::Linear,
        Some("none") => Pace::None,
        _ => Target::default_pace(op, value, measure, baseline.is_some()),
    };
    Some(Target {
        op,
        value,
        max: table.get("max").and_then(number),
        by: day(table, "by"),
        unit,
        measure,
        baseline,
        pace,
    })
}
